//! Several tables changed or added in one step: `1-12, A1-A6`.

use domain::matchmaking::{Table, TableKind};
use i18n::Text;

use super::numbers::numbers;
use super::places::{kinds, position, venue_choices};
use crate::form::{Form, Submitted};

/// Most tables that one step may name.
const MOST: usize = 500;

/// What the session has at that moment.
pub(super) struct Several<'a> {
    /// The numbers of the rows of the venues.
    pub venues: &'a [u32],
    /// How many slots there are.
    pub slots: usize,
}

/// Asks for the names and what is to be so of all of them.
pub(super) fn several_fields(form: &mut Form, venues: &[(u32, String)]) {
    let language = form.language;
    form.line("several.names", "places-several", "")
        .hint("places-several-hint");
    let offered = kinds(language, &[TableKind::Shared, TableKind::Virtual]);
    form.choice("several.kind", "places-several-kind", "", offered)
        .half();
    if !venues.is_empty() {
        let choices = venue_choices(venues);
        form.choice("several.venue", "places-several-venue", "", choices)
            .half();
    }
    form.line("several.closed", "places-several-closed", "")
        .hint("timetable-unavailable-hint")
        .half();
}

/// Changes the named tables, and adds those that are not there.
pub(super) fn several(submitted: &mut Submitted, ground: &Several<'_>, tables: &mut Vec<Table>) {
    let typed = submitted.line("several.names");
    let Some(names) = expanded(&typed) else {
        let text = Text::new("places-error-several").with("most", MOST);
        submitted.refuse("several.names", text);
        return;
    };
    let kind = submitted.choice("several.kind", TableKind::from_code);
    let venue = submitted.choice("several.venue", |row| position(ground.venues, row));
    let closed = submitted.line("several.closed");
    let Some(slots) = numbers(&closed, ground.slots) else {
        let text = Text::new("timetable-error-away").with("slots", ground.slots);
        submitted.refuse("several.closed", text);
        return;
    };
    let closed = (!closed.is_empty()).then_some(slots);
    let said = kind.is_some() || venue.is_some() || closed.is_some();
    if names.is_empty() && said {
        submitted.refuse("several.names", "places-error-names");
    }
    let standard = (!ground.venues.is_empty()).then_some(0);
    for name in names {
        if !tables.iter().any(|table| table.name == name) {
            tables.push(Table {
                name: name.clone(),
                kind: TableKind::Shared,
                owner: None,
                venue: standard,
                closed: Vec::new(),
            });
        }
        for table in tables.iter_mut().filter(|table| table.name == name) {
            if let Some(kind) = kind {
                (table.kind, table.owner) = (kind, None);
            }
            table.venue = venue.or(table.venue);
            if let Some(closed) = &closed {
                table.closed.clone_from(closed);
            }
        }
    }
}

/// The names that a text such as `1-3, A08-A10, Lounge` stands for; none where a span runs
/// backwards or they are too many.
fn expanded(text: &str) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let parts = text.split([',', ';', '，', '、', '；']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        match span(part) {
            Some((start, from, to, width)) => {
                if from > to || (to - from) as usize >= MOST {
                    return None;
                }
                names.extend((from..=to).map(|n| format!("{start}{n:0width$}")));
            }
            None => names.push(part.to_owned()),
        }
    }
    (names.len() <= MOST).then_some(names)
}

/// What a span such as `A08-A10` or `A08-10` begins with, its first and last number, and how many
/// digits they have at least. Any other text is a name.
fn span(part: &str) -> Option<(&str, u64, u64, usize)> {
    let (first, last) = part.split_once(['-', '–'])?;
    let (first, last) = (first.trim(), last.trim());
    let (start, digits) = tail(first);
    let (again, end) = tail(last);
    if digits.is_empty() || end.is_empty() || !(again.is_empty() || again == start) {
        return None;
    }
    let width = if digits.starts_with('0') {
        digits.len()
    } else {
        1
    };
    Some((start, digits.parse().ok()?, end.parse().ok()?, width))
}

/// A text and the digits at its end.
fn tail(text: &str) -> (&str, &str) {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit());
    text.split_at(start.len())
}

#[cfg(test)]
mod tests {
    use super::expanded;

    #[test]
    fn spans_of_names_are_written_out() {
        let names = |text| expanded(text).map(|names| names.join(" "));
        assert_eq!(
            names("1-3, A08-A10、Lounge"),
            Some("1 2 3 A08 A09 A10 Lounge".into())
        );
        assert_eq!(names("B1-2；Bar-Ecke"), Some("B1 B2 Bar-Ecke".into()));
        assert_eq!(names("A1-B2"), Some("A1-B2".into()), "no span");
        assert_eq!(names(""), Some(String::new()));
        assert_eq!(names("5-3"), None);
        assert_eq!(names("1-100000"), None);
    }
}
