//! Wishes for slots where they are no goal: among timetables of the same value, one that meets more.
//!
//! Two slots are exchanged for a meeting and all whom that concerns, a Kempe chain, as long as
//! nothing else gets worse and more wishes are met than before.

use super::ground::Ground;
use super::state::{Spot, State};
use super::tally::wishes_met;
use crate::stop::{Halt, Stop};
use matchmaking::{Problem, SlotId, Variant};

/// Longest chain that is exchanged.
const CHAIN: usize = 24;
/// Most exchanges that are tried.
const TRIALS: u64 = 50_000;
/// Exchanges that are tried between two questions to the stop.
const ASK_EVERY: u64 = 256;

/// The stop, and the steps so far.
pub(crate) type Asked<'s> = (&'s dyn Stop, u64);

/// Whether wishes are to be looked after at the end: there are some, and nothing but weight and
/// breaks was asked for.
pub(crate) fn are_left_over(problem: &Problem) -> bool {
    let wished = problem
        .participants()
        .iter()
        .any(|p| !p.preferred.is_empty())
        || problem.requests().iter().any(|r| !r.preferred.is_empty());
    wished && problem.variant() == Variant::MostWeight
}

/// The same times, or others of the same value that meet more wishes.
pub(crate) fn times_with_wishes(
    problem: &Problem,
    slots: &[Option<SlotId>],
    asked: Asked<'_>,
) -> Vec<Option<SlotId>> {
    let ground = Ground::of(problem);
    let mut state = State::empty(&ground);
    for (request, slot) in slots.iter().enumerate() {
        let Some(slot) = slot else { continue };
        let request = request as u32;
        match state.seat(request, slot.index(), &mut Vec::new()) {
            Some(spot) => state.place(request, spot),
            // Times that cannot be seated are not for improving.
            None => return slots.to_vec(),
        }
    }
    state.commit();
    meet_wishes(&mut state, asked);
    let slot = |spot: &Option<Spot>| spot.map(|spot| SlotId::at(spot.slot));
    state.spots.iter().map(slot).collect()
}

/// Meets more wishes in the timetable, at no cost. What was granted for the search may be used up by
/// now; only who asked the search to end ends this as well, and what is met by then stays.
pub(super) fn meet_wishes(state: &mut State<'_, '_>, (stop, steps): Asked<'_>) {
    let mut trials = 0;
    let mut goes_on = true;
    while goes_on {
        goes_on = false;
        for request in 0..state.spots.len() as u32 {
            let ground = state.ground;
            for &slot in &ground.domain[request as usize] {
                let Some(now) = state.at(request) else { break };
                let met = |slot| wishes_met(ground.problem, request, slot);
                if met(slot) <= met(now) {
                    continue;
                }
                trials += 1;
                let asks = trials % ASK_EVERY == 0;
                let ends = || stop.check(steps + trials) == Some(Halt::Requested);
                if trials > TRIALS || (asks && ends()) {
                    return;
                }
                goes_on |= exchange(state, request, slot);
            }
        }
    }
}

/// Exchanges the meeting's slot and this one for all whom it concerns; false, and nothing is
/// changed, where that cannot be or brings nothing.
fn exchange(state: &mut State<'_, '_>, request: u32, slot: usize) -> bool {
    let Some(chain) = chain(state, request, slot) else {
        return false;
    };
    let problem = state.ground.problem;
    let gain = |&(r, from, to): &(u32, usize, usize)| {
        wishes_met(problem, r, to) as i64 - wishes_met(problem, r, from) as i64
    };
    if chain.iter().map(gain).sum::<i64>() <= 0 {
        return false;
    }
    let before = state.score;
    chain.iter().for_each(|step| state.remove(step.0));
    let all_fit = chain.iter().all(|&(r, _, to)| {
        let spot = state.seat(r, to, &mut Vec::new());
        spot.inspect(|spot| state.place(r, *spot)).is_some()
    });
    if all_fit && state.score <= before {
        state.commit();
        return true;
    }
    state.rollback();
    false
}

/// The meeting and all that have to change between its slot and this one with it, each with where
/// it is and where it would go.
fn chain(state: &State<'_, '_>, request: u32, slot: usize) -> Option<Vec<(u32, usize, usize)>> {
    let mut chain = vec![(request, state.at(request)?, slot)];
    let mut next = 0;
    while next < chain.len() {
        let (member, from, to) = chain[next];
        next += 1;
        if !state.ground.domain[member as usize].contains(&to) || chain.len() > CHAIN {
            return None;
        }
        for p in state.ground.sides(member) {
            let comes = |step: &&(u32, usize, usize)| {
                step.2 == to && state.ground.sides(step.0).contains(&p)
            };
            let coming = chain.iter().filter(comes).count();
            let is_in = |r: u32| chain.iter().any(|step| step.0 == r);
            let there = state.meetings(p, to).iter().map(|entry| entry.1);
            let staying: Vec<u32> = there.filter(|&r| !is_in(r)).collect();
            let room = state.ground.people(p, to);
            let too_many = (coming + staying.len()).saturating_sub(room);
            chain.extend(staying.iter().take(too_many).map(|&r| (r, to, from)));
        }
    }
    Some(chain)
}
