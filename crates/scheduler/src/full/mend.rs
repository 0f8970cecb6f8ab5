//! Tables, people and interpreters for times that were found without them.

use super::ground::Ground;
use super::state::{Spot, State};
use matchmaking::change::{Changed, Seat};
use matchmaking::{Attendance, RequestId, SlotId};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Where and with whom the meetings were told, at the tables that were told.
pub(crate) fn told(changed: &Changed) -> Vec<Option<Spot>> {
    let known: HashMap<RequestId, &Attendance> = changed
        .attendance
        .iter()
        .map(|who| (who.request, who))
        .collect();
    let told = |(r, seat): (usize, &Seat)| {
        let (slot, table) = (*seat)?;
        let who = known.get(&RequestId::at(r));
        Some(Spot {
            slot: slot.index(),
            table: table?.0,
            persons: who.map_or([None; 2], |who| who.persons),
            interpreter: who.and_then(|who| who.interpreter).map(|i| i.0),
        })
    };
    changed.told.iter().enumerate().map(told).collect()
}

/// Seats a mended timetable by every rule of its problem: what is over stays as it was; what was
/// told at the same time keeps its table and its people where it can; what does not fit at its
/// time goes to another, or has no place.
pub(crate) fn seats(
    changed: &Changed,
    ground: &Ground<'_>,
    slots: &[Option<SlotId>],
) -> Vec<Option<Spot>> {
    let mut state = State::empty(ground);
    let told = told(changed);
    let mut left = Vec::new();
    for request in order(changed, slots) {
        let wanted = slots[request as usize].map(SlotId::index);
        let before = told[request as usize].filter(|spot| Some(spot.slot) == wanted);
        let frozen = changed.is_frozen(RequestId(request));
        let kept = before.filter(|spot| frozen || state.fits(request, spot));
        let spot = kept.or_else(|| state.seat(request, wanted?, &mut Vec::new()));
        match spot {
            Some(spot) => state.place(request, spot),
            None => left.push(request),
        }
    }
    for request in left {
        if let Some(spot) = elsewhere(&state, request) {
            state.place(request, spot);
        }
    }
    state.spots
}

/// Back to the told tables where only tables were exchanged: whoever is at its told time at another
/// table changes with a meeting that came from elsewhere.
pub(crate) fn at_told_tables(
    changed: &Changed,
    ground: &Ground<'_>,
    spots: &[Option<Spot>],
) -> Vec<Option<Spot>> {
    let told = told(changed);
    let mut state = State::empty(ground);
    state.restore(spots);
    for r in 0..told.len() {
        let (Some(was), Some(is)) = (told[r], state.spots[r]) else {
            continue;
        };
        if was.slot != is.slot || was.table == is.table {
            continue;
        }
        let other = state.sitting(was.slot, was.table);
        let stays = |o: u32| told[o as usize].map(Spot::seat) == Some(was.seat());
        if other.is_some_and(stays) || changed.is_frozen(RequestId::at(r)) {
            continue;
        }
        state.remove(r as u32);
        let came = other.and_then(|o| Some((o, state.spots[o as usize]?)));
        if let Some((o, _)) = came {
            state.remove(o);
        }
        let moves = [
            Some((r as u32, was.table, is)),
            came.map(|(o, spot)| (o, is.table, spot)),
        ];
        let all_fit = moves.into_iter().flatten().all(|(request, table, spot)| {
            let spot = Spot { table, ..spot };
            let fits = state.fits(request, &spot);
            if fits {
                state.place(request, spot);
            }
            fits
        });
        if all_fit {
            state.commit();
        } else {
            state.rollback();
        }
    }
    state.spots
}

/// Puts requests without a place where one is free, the most wanted first, without moving
/// anybody; also which they were.
pub(crate) fn fill(
    changed: &Changed,
    ground: &Ground<'_>,
    spots: &[Option<Spot>],
) -> (Vec<Option<Spot>>, Vec<RequestId>) {
    let mut state = State::empty(ground);
    state.restore(spots);
    let asked = changed.problem.requests();
    let mut waiting: Vec<u32> = (0..spots.len() as u32)
        .filter(|&r| spots[r as usize].is_none())
        .filter(|&r| !changed.cancelled.contains(&RequestId(r)))
        .collect();
    waiting.sort_by_key(|&r| {
        let asked = &asked[r as usize];
        (!asked.must, Reverse(asked.weight), r)
    });
    let mut filled = Vec::new();
    for request in waiting {
        if let Some(spot) = elsewhere(&state, request) {
            state.place(request, spot);
            filled.push(RequestId(request));
        }
    }
    (state.spots, filled)
}

/// Held requests: what is over, then what stays at its time, then the others; the most wanted
/// first.
fn order(changed: &Changed, slots: &[Option<SlotId>]) -> Vec<u32> {
    let held = (0..slots.len() as u32).filter(|&r| slots[r as usize].is_some());
    let mut order: Vec<u32> = held.collect();
    order.sort_by_key(|&r| {
        let asked = &changed.problem.requests()[r as usize];
        let stays = changed.told[r as usize].map(|told| told.0) == slots[r as usize];
        let frozen = changed.is_frozen(RequestId(r));
        (!frozen, !stays, !asked.must, Reverse(asked.weight), r)
    });
    order
}

/// The place that suits the sides best.
fn elsewhere(state: &State<'_, '_>, request: u32) -> Option<Spot> {
    let domain = state.ground.domain[request as usize].iter();
    domain
        .filter_map(|&slot| state.seat(request, slot, &mut Vec::new()))
        .min_by_key(|spot| (state.inconvenience(request, spot.slot), spot.slot))
}
