//! Tables for a mended timetable, and free places for what had none.

use super::pauses;
use crate::bits::Bits;
use crate::model::Model;
use crate::state::State;
use matchmaking::change::{Changed, Seat};
use matchmaking::{RequestId, SlotId, TableId};
use std::collections::HashMap;

/// Which tables are free when, and who sits where.
struct Hall<'a> {
    changed: &'a Changed,
    free: Vec<Vec<bool>>,
    sits: HashMap<(u32, usize), TableId>,
}

impl<'a> Hall<'a> {
    fn of(changed: &'a Changed) -> Self {
        let problem = &changed.problem;
        let open = |slot: SlotId| {
            let open = move |table: &matchmaking::Table| !table.unavailable.contains(&slot);
            problem.tables().iter().map(open).collect()
        };
        Self {
            changed,
            free: problem.slot_ids().map(open).collect(),
            sits: HashMap::new(),
        }
    }

    fn is_free(&self, slot: SlotId, table: TableId) -> bool {
        self.free[slot.index()][table.index()]
    }

    fn seat(&mut self, request: usize, slot: SlotId, table: TableId) -> Seat {
        self.free[slot.index()][table.index()] = false;
        for side in self.changed.problem.requests()[request].sides() {
            self.sits.insert((side.0, slot.index()), table);
        }
        Some((slot, Some(table)))
    }

    /// A free table, if possible where a side sits just before or after.
    fn choose(&self, request: usize, slot: SlotId) -> Option<TableId> {
        let t = slot.index();
        let beside = |side: &matchmaking::ParticipantId| {
            let near = [t.checked_sub(1), Some(t + 1)];
            near.into_iter()
                .flatten()
                .find_map(|t| self.sits.get(&(side.0, t)).copied())
        };
        let sides = self.changed.problem.requests()[request].sides();
        let mut wished = sides.iter().filter_map(beside);
        let any = || self.free[t].iter().position(|&free| free).map(TableId::at);
        wished.find(|&table| self.is_free(slot, table)).or_else(any)
    }
}

/// A table for every meeting: the told one wherever the meeting is at the told time and the table
/// can be used, otherwise one that is free then, if possible where a side sits just before or
/// after. Without told tables there are none.
pub(super) fn assign(changed: &Changed, slots: &[Option<SlotId>]) -> Vec<Seat> {
    let mut placed: Vec<Seat> = slots.iter().map(|slot| slot.map(|s| (s, None))).collect();
    let mut told = changed.told.iter().flatten().peekable();
    if told.peek().is_some() && told.all(|(_, table)| table.is_none()) {
        return placed;
    }
    let mut hall = Hall::of(changed);
    let requests = changed.problem.requests();
    for (r, slot) in slots.iter().enumerate() {
        if let (Some(slot), Some(table)) = (*slot, requests[r].table) {
            placed[r] = hall.seat(r, slot, table);
        }
    }
    let mut open: Vec<(usize, SlotId)> = Vec::new();
    for (r, slot) in slots.iter().enumerate() {
        let Some(slot) = slot.filter(|_| requests[r].table.is_none()) else {
            continue;
        };
        let frozen = changed.is_frozen(RequestId::at(r));
        match changed.told[r].filter(|(told, _)| *told == slot) {
            Some((_, None)) => {}
            Some((_, Some(table))) if frozen || hall.is_free(slot, table) => {
                placed[r] = hall.seat(r, slot, table);
            }
            _ => open.push((r, slot)),
        }
    }
    for (r, slot) in open {
        if let Some(table) = hall.choose(r, slot) {
            placed[r] = hall.seat(r, slot, table);
        }
    }
    placed
}

/// Puts requests that had no place where places are free, the most wanted first, without moving
/// anybody; also which they were.
pub(super) fn fill(
    changed: &Changed,
    slots: &[Option<SlotId>],
) -> (Vec<Option<SlotId>>, Vec<RequestId>) {
    match changed.problem.slots().len() {
        0..=64 => fill_with::<1>(changed, slots),
        65..=256 => fill_with::<4>(changed, slots),
        _ => fill_with::<64>(changed, slots),
    }
}

fn fill_with<const W: usize>(
    changed: &Changed,
    slots: &[Option<SlotId>],
) -> (Vec<Option<SlotId>>, Vec<RequestId>) {
    let model = Model::<W>::new(&changed.problem);
    let mut state = State::empty(&model);
    let mut slots = slots.to_vec();
    for (r, slot) in slots.iter().enumerate() {
        if let Some(slot) = slot {
            state.place(r as u32, slot.index());
        }
    }
    let asked = changed.problem.requests();
    let mut waiting: Vec<u32> = (0..slots.len() as u32)
        .filter(|&r| slots[r as usize].is_none())
        .filter(|&r| !changed.cancelled.contains(&RequestId(r)))
        .collect();
    waiting.sort_by_key(|&r| {
        let asked = &asked[r as usize];
        (!asked.must, std::cmp::Reverse(asked.weight), r)
    });
    let mut filled = Vec::new();
    for r in waiting {
        let free: Bits<W> = state.free_slots(r);
        let best = free
            .iter()
            .filter(|&slot| state.in_order(r, slot))
            .filter(|&slot| pauses::in_the_way(&changed.problem, &state, r, slot).is_empty())
            .min_by_key(|&slot| (state.extra_breaks(r, slot), slot));
        if let Some(slot) = best {
            state.place(r, slot);
            slots[r as usize] = Some(SlotId::at(slot));
            filled.push(RequestId(r));
        }
    }
    (slots, filled)
}
