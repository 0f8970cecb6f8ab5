//! What changes from one timetable to another, and for whom.

use domain::ids::RequestId;
use domain::matchmaking::{Placement, Timetable};
use std::collections::BTreeMap;

/// What becomes of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The request.
    pub request: RequestId,
    /// Slot and table before; none if it had no place.
    pub before: Option<(u32, u32)>,
    /// Slot and table after; none if it lost its place.
    pub after: Option<(u32, u32)>,
}

impl Move {
    /// Whether only the table changes.
    #[must_use]
    pub fn keeps_time(&self) -> bool {
        matches!((self.before, self.after), (Some((a, _)), Some((b, _))) if a == b)
    }
}

/// The requests whose slot or table differs, in the order of the slot they have or had.
#[must_use]
pub fn differences(before: &Timetable, after: &Timetable) -> Vec<Move> {
    let places = |timetable: &Timetable| -> BTreeMap<RequestId, (u32, u32)> {
        let place = |p: &Placement| (p.request, (p.slot, p.table));
        timetable.placements.iter().map(place).collect()
    };
    let (old, new) = (places(before), places(after));
    let mut all: Vec<RequestId> = old.keys().chain(new.keys()).copied().collect();
    all.sort_unstable();
    all.dedup();
    let moved = |request: RequestId| Move {
        request,
        before: old.get(&request).copied(),
        after: new.get(&request).copied(),
    };
    let mut moves: Vec<Move> = all
        .into_iter()
        .map(moved)
        .filter(|one| one.before != one.after)
        .collect();
    moves.sort_by_key(|one| (one.after.or(one.before), one.request));
    moves
}
