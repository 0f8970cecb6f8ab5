//! The first timetable: heavy and hard requests first, each where it makes the fewest breaks.

use crate::state::State;

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
            std::cmp::Reverse(model.loss[r as usize]),
            choices,
            std::cmp::Reverse(load(r)),
            r,
        )
    });
    for request in order {
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
