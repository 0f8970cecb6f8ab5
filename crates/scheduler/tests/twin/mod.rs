//! The slow twin of re-planning: every timetable there is.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use matchmaking::change::{Changed, Cost};
use matchmaking::{RequestId, SlotId, Supply, TableId, Timetable, judge, reasons};

/// The cheapest cost of all timetables there are, by trying every slot for every open request.
pub fn cheapest(changed: &Changed) -> Cost {
    let supply = Supply::of(&changed.problem);
    let mut slots: Vec<Option<SlotId>> = changed
        .told
        .iter()
        .map(|told| told.map(|(slot, _)| slot))
        .collect();
    let mut open = Vec::new();
    for (r, slot) in slots.iter_mut().enumerate() {
        let request = RequestId::at(r);
        if changed.is_frozen(request) {
            continue;
        }
        *slot = None;
        if changed.counts(request) {
            open.push((r, supply.possible(&changed.problem, request).to_vec()));
        }
    }
    let mut best = None;
    try_all(changed, &open, &mut slots, &mut best);
    best.unwrap()
}

fn try_all(
    changed: &Changed,
    open: &[(usize, Vec<SlotId>)],
    slots: &mut Vec<Option<SlotId>>,
    best: &mut Option<Cost>,
) {
    let Some(((r, choices), rest)) = open.split_first() else {
        let unseated: Vec<_> = slots.iter().map(|slot| slot.map(|s| (s, None))).collect();
        let timetable = reasons::with_reasons(&changed.problem, &unseated);
        if judge(&changed.problem, &timetable).is_valid() {
            let cost = changed.cost(&seated(changed, slots));
            *best = Some(best.map_or(cost, |best| best.min(cost)));
        }
        return;
    };
    for slot in choices.iter().copied().map(Some).chain([None]) {
        slots[*r] = slot;
        try_all(changed, rest, slots, best);
    }
    slots[*r] = None;
}

/// Told tables where they can stay; any other number elsewhere, for the cost alone.
fn seated(changed: &Changed, slots: &[Option<SlotId>]) -> Timetable {
    let other = Some(TableId(u32::MAX));
    let seat = |(r, slot): (usize, &Option<SlotId>)| {
        let slot = (*slot)?;
        let table = match changed.told[r] {
            Some((told, None)) if told == slot => None,
            Some((told, Some(table))) if told == slot => {
                let gone = changed.problem.tables()[table.index()]
                    .unavailable
                    .contains(&slot);
                if gone { other } else { Some(table) }
            }
            _ => other,
        };
        Some((slot, table))
    };
    let places: Vec<_> = slots.iter().enumerate().map(seat).collect();
    reasons::with_reasons(&changed.problem, &places)
}
