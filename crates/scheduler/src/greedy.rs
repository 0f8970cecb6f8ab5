//! The first timetable: heavy and hard requests first, each where it makes the fewest breaks.

use crate::insert;
use crate::kempe::Chain;
use crate::random::Random;
use crate::state::State;
use std::cmp::Reverse;

/// Places what fits, without moving anything.
pub(crate) fn fill<const W: usize>(state: &mut State<'_, W>) {
    let model = state.model;
    let mut order: Vec<u32> = (0..model.sides.len() as u32)
        .filter(|&r| state.at(r).is_none())
        .collect();
    let load = |r: u32| {
        let [a, b] = model.sides[r as usize];
        model.requests_of[a as usize].len() + model.requests_of[b as usize].len()
    };
    // Dearest first; among equals those with the fewest slots, then those whose sides have most to do.
    order.sort_by_key(|&r| {
        let choices = model.domain[r as usize].count();
        (
            Reverse(model.loss[r as usize]),
            choices,
            Reverse(load(r)),
            r,
        )
    });
    for request in order {
        if state.at(request).is_some() {
            continue;
        }
        let free = state.free_slots(request);
        let suits = |&slot: &usize| state.in_order(request, slot);
        let best = free
            .iter()
            .filter(suits)
            .min_by_key(|&slot| (state.extra_breaks(request, slot), slot));
        if let Some(slot) = best {
            state.place(request, slot);
        }
    }
    state.commit();
}

/// Places what the selection holds, then whatever fits, moving others by chains.
pub(crate) fn colour<const W: usize>(
    state: &mut State<'_, W>,
    (chain, random): (&mut Chain, &mut Random),
) {
    let model = state.model;
    let half = |r: u32| model.halves.as_ref().map_or(2, |halves| halves[r as usize]);
    let mut order: Vec<u32> = (0..model.sides.len() as u32)
        .filter(|&r| half(r) > 0)
        .collect();
    let load = |r: u32| -> usize {
        let sides = model.sides[r as usize];
        sides
            .iter()
            .map(|&p| model.worthy_of[p as usize].len())
            .sum()
    };
    order.sort_by_cached_key(|&r| {
        let choices = model.domain[r as usize].count();
        let loss = model.loss[r as usize];
        (
            Reverse(half(r)),
            Reverse(model.must[r as usize]),
            choices,
            Reverse(load(r)),
            Reverse(loss),
            r,
        )
    });
    for request in order {
        insert::by_any_way(state, request, (chain, random));
    }
    fill(state);
}
