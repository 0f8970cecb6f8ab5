//! Slots as people type them: numbers from 1.

use i18n::Text;

use crate::form::Submitted;

/// Slots as [`numbers`] reads them.
pub(super) fn listed(slots: &[u32]) -> String {
    let numbers: Vec<String> = slots.iter().map(|slot| (slot + 1).to_string()).collect();
    numbers.join(", ")
}

/// The slots that a field names; none where it names something else, which is refused there.
pub(super) fn slot_numbers(
    submitted: &mut Submitted,
    field: &str,
    slots: usize,
) -> Option<Vec<u32>> {
    let found = numbers(&submitted.line(field), slots);
    if found.is_none() {
        let text = Text::new("timetable-error-away").with("slots", slots);
        submitted.refuse(field, text);
    }
    found
}

/// Numbers of slots, from 1, such as `1, 2, 7-9`.
pub(super) fn numbers(text: &str, slots: usize) -> Option<Vec<u32>> {
    let mut found = Vec::new();
    for part in text
        .split([',', ' ', ';', '，', '、'])
        .filter(|part| !part.is_empty())
    {
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (from, to): (usize, usize) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
        if from == 0 || from > to || to > slots {
            return None;
        }
        found.extend((from..=to).map(|n| n as u32 - 1));
    }
    found.sort_unstable();
    found.dedup();
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn reads_numbers_of_slots() {
        assert_eq!(numbers("1, 3-5，8", 8), Some(vec![0, 2, 3, 4, 7]));
        assert_eq!(numbers("", 8), Some(vec![]));
        assert_eq!(numbers("9", 8), None);
        assert_eq!(numbers("0", 8), None);
        assert_eq!(numbers("5-3", 8), None);
        assert_eq!(numbers("noon", 8), None);
    }
}
