//! Holding one meeting more: in a free slot, or in one that a chain makes free.

use crate::bits::Bits;
use crate::kempe::Chain;
use crate::random::Random;
use crate::state::State;

/// Meetings of a crowded slot that are asked to go elsewhere.
const ASKED: usize = 12;

/// Holds the request if any free slot or any single chain allows it. Deterministic and thorough.
pub(crate) fn by_any_way<const W: usize>(
    state: &mut State<'_, W>,
    request: u32,
    (chain, random): (&mut Chain, &mut Random),
) -> bool {
    let [a, b] = state.model.sides[request as usize];
    if state.at_cap(a) || state.at_cap(b) {
        return false;
    }
    let suits = |slot: &usize| state.in_order(request, *slot);
    let free = state.free_slots(request).iter().filter(suits);
    let load = |slot: usize| state.in_slot[slot].len() as i64 - i64::from(state.model.tables[slot]);
    if let Some(slot) = free.min_by_key(|&slot| (state.extra_breaks(request, slot), load(slot))) {
        state.place(request, slot);
        state.commit();
        return true;
    }
    let domain = state.model.domain[request as usize];
    for (first, second) in [(a, b), (b, a)] {
        for slot in domain.minus(&state.full[first as usize]).iter() {
            let others = if state.full[second as usize].has(slot) {
                state.model.all.minus(&state.full[second as usize])
            } else {
                Bits::EMPTY.with(slot)
            };
            for other in others.iter() {
                if through(state, (request, slot), (second, other), (chain, random)) {
                    state.commit();
                    return true;
                }
                state.rollback();
            }
        }
    }
    false
}

/// Tries one random way to hold the request, in a slot that `first` has free; the changes stay
/// open. False if it does not work; then only a rollback is left.
pub(crate) fn by_chance<const W: usize>(
    state: &mut State<'_, W>,
    (request, first): (u32, u32),
    (chain, random): (&mut Chain, &mut Random),
) -> bool {
    let [a, b] = state.model.sides[request as usize];
    let second = if a == first { b } else { a };
    let free = state.model.all.minus(&state.full[first as usize]);
    let Some(slot) = free.and(&state.model.domain[request as usize]).pick(random) else {
        return false;
    };
    let other = if state.full[second as usize].has(slot) {
        state
            .model
            .all
            .minus(&state.full[second as usize])
            .pick(random)
    } else {
        Some(slot)
    };
    other.is_some_and(|other| through(state, (request, slot), (second, other), (chain, random)))
}

/// Holds the request in the slot: its second side moves the meeting it has there to the other
/// slot, and a table is made free, each by a chain.
fn through<const W: usize>(
    state: &mut State<'_, W>,
    (request, slot): (u32, usize),
    (second, other): (u32, usize),
    (chain, random): (&mut Chain, &mut Random),
) -> bool {
    if slot != other {
        let seated = state.seated(second, slot);
        if seated.is_empty() {
            return false;
        }
        let pushed = seated[random.below(seated.len())];
        let [a, b] = state.model.sides[request as usize];
        let first = if a == second { b } else { a };
        if !chain.find(state, (pushed, other)) || chain.gives(first, slot) || !chain.swap(state) {
            return false;
        }
    }
    if state.crowded.has(slot) && !make_room(state, slot, (chain, random)) {
        return false;
    }
    if !state.can_place(request, slot) {
        return false;
    }
    state.place(request, slot);
    true
}

/// Moves one meeting more out of the crowded slot than into it.
fn make_room<const W: usize>(
    state: &mut State<'_, W>,
    slot: usize,
    (chain, random): (&mut Chain, &mut Random),
) -> bool {
    for _ in 0..ASKED {
        let elsewhere = state.model.all.minus(&state.crowded);
        let (Some(to), false) = (elsewhere.pick(random), state.in_slot[slot].is_empty()) else {
            return false;
        };
        let asked = state.in_slot[slot][random.below(state.in_slot[slot].len())];
        if chain.find(state, (asked, to)) && chain.relieves() {
            return chain.swap(state);
        }
    }
    false
}
