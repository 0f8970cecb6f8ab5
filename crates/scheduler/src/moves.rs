//! The steps of the search. Each leaves its changes open, to be committed or rolled back.

use crate::kempe::Chain;
use crate::random::Random;
use crate::state::State;

/// Longest chain of meetings that push each other on.
const CHAIN: usize = 6;

/// Scratch lists, kept between steps.
#[derive(Default)]
pub(crate) struct Scratch {
    homeless: Vec<u32>,
    pub chain: Chain,
}

/// A slot for the request to move to: often one beside other meetings of its sides.
pub(crate) fn target<const W: usize>(
    state: &State<'_, W>,
    request: u32,
    random: &mut Random,
) -> Option<usize> {
    let [a, b] = state.model.sides[request as usize];
    let mut domain = state.model.domain[request as usize];
    if let Some(slot) = state.at(request) {
        domain = domain.without(slot);
    }
    let roll = random.below(8);
    if roll < 5 {
        let (busy_a, busy_b) = (&state.busy[a as usize], &state.busy[b as usize]);
        let beside_a = busy_a.later().or(&busy_a.earlier()).minus(busy_a);
        let beside_b = busy_b.later().or(&busy_b.earlier()).minus(busy_b);
        let wanted = match roll {
            0 | 1 => domain.and(&beside_a),
            2 | 3 => domain.and(&beside_b),
            _ => domain.and(&beside_a).and(&beside_b),
        };
        if let Some(slot) = wanted.pick(random) {
            return Some(slot);
        }
    }
    domain.pick(random)
}

/// Puts the request into the slot; whoever is in the way looks for another place, along a chain.
pub(crate) fn eject<const W: usize>(
    state: &mut State<'_, W>,
    (request, slot): (u32, usize),
    random: &mut Random,
    scratch: &mut Scratch,
) {
    if state.at(request).is_some() {
        state.remove(request);
    }
    scratch.homeless.clear();
    force(state, (request, slot), random, &mut scratch.homeless);
    let mut pushes = 0;
    while let Some(evicted) = scratch.homeless.pop() {
        if let Some(free) = best_free(state, evicted, random) {
            state.place(evicted, free);
            continue;
        }
        pushes += 1;
        // Giving up now and then matters: a push may only ever lead back.
        if pushes > CHAIN || evicted == request || random.once_in(3) {
            continue;
        }
        // Push on, but not back to where the chain began; the price decides in the end.
        if let Some(next) = push(state, evicted, slot, random) {
            force(state, (evicted, next), random, &mut scratch.homeless);
        }
    }
}

/// Places the request in the slot and takes out everything that is in its way.
fn force<const W: usize>(
    state: &mut State<'_, W>,
    (request, slot): (u32, usize),
    random: &mut Random,
    homeless: &mut Vec<u32>,
) {
    let model = state.model;
    let mut evict = |state: &mut State<'_, W>, other: u32| {
        state.remove(other);
        homeless.push(other);
    };
    for side in model.sides[request as usize] {
        if state.full[side as usize].has(slot) {
            let seated = state.seated(side, slot);
            let other = seated[random.below(seated.len())];
            evict(state, other);
        }
    }
    for side in model.sides[request as usize] {
        if state.at_cap(side)
            && let Some(other) = some_meeting(state, side, random)
        {
            evict(state, other);
        }
    }
    if !model.before[request as usize].is_empty() || !model.after[request as usize].is_empty() {
        for &other in &model.before[request as usize] {
            if state.at(other).is_some_and(|t| t >= slot) {
                evict(state, other);
            }
        }
        for &other in &model.after[request as usize] {
            if state.at(other).is_some_and(|t| t <= slot) {
                evict(state, other);
            }
        }
    }
    if state.crowded.has(slot) {
        let list = &state.in_slot[slot];
        let other = list[random.below(list.len())];
        evict(state, other);
    }
    state.place(request, slot);
}

/// A held meeting of the participant, by chance.
fn some_meeting<const W: usize>(
    state: &State<'_, W>,
    participant: u32,
    random: &mut Random,
) -> Option<u32> {
    let slot = state.busy[participant as usize].pick(random)?;
    let seated = state.seated(participant, slot);
    Some(seated[random.below(seated.len())])
}

/// The free slot with the fewest breaks, by chance among equals.
fn best_free<const W: usize>(
    state: &State<'_, W>,
    request: u32,
    random: &mut Random,
) -> Option<usize> {
    let free = state.free_slots(request);
    let mut best: Option<(i32, usize)> = None;
    let mut equals = 1;
    for slot in free.iter().filter(|&slot| state.in_order(request, slot)) {
        let extra = state.extra_breaks(request, slot);
        match best {
            Some((least, _)) if extra > least => {}
            Some((least, _)) if extra == least => {
                equals += 1;
                if random.once_in(equals) {
                    best = Some((extra, slot));
                }
            }
            _ => {
                best = Some((extra, slot));
                equals = 1;
            }
        }
    }
    best.map(|(_, slot)| slot)
}

/// A slot other than `except` in which a table is free and at most one side is taken, by chance.
fn push<const W: usize>(
    state: &State<'_, W>,
    request: u32,
    except: usize,
    random: &mut Random,
) -> Option<usize> {
    let [a, b] = state.model.sides[request as usize];
    let both = state.full[a as usize].and(&state.full[b as usize]);
    let domain = state.model.domain[request as usize].without(except);
    domain.minus(&both).minus(&state.crowded).pick(random)
}
