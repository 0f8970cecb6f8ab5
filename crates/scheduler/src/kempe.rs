//! Kempe chains: two slots change places for one meeting and for everybody whom that pushes.
//!
//! Seen in two slots alone, meetings form paths and circles; whoever stands in the middle of a
//! path has both slots taken before and after. So only the two ends of a path change their busy
//! slots, and a chain can be priced without touching the timetable.

use crate::bits::Bits;
use crate::state::State;

/// Most meetings that a chain may swap.
const LONGEST: usize = 160;

/// A chain that was found, kept between steps for its memory.
#[derive(Default)]
pub(crate) struct Chain {
    /// The two slots.
    from: usize,
    to: usize,
    /// Meetings that go from the first to the second slot, and back.
    there: Vec<u32>,
    back: Vec<u32>,
    /// Who gains a slot and gives up the other: participant, slot given up, slot gained.
    ends: Vec<(u32, usize, usize)>,
    /// Participants of several people on the way; none comes twice, which would be hard to price.
    wide: Vec<u32>,
}

impl Chain {
    /// Follows the chain that begins when the held request moves to the slot. False if it leads
    /// to a slot that a meeting cannot have or a table that is not there.
    pub fn find<const W: usize>(
        &mut self,
        state: &State<'_, W>,
        (request, to): (u32, usize),
    ) -> bool {
        let Some(from) = state.at(request) else {
            return false;
        };
        self.from = from;
        self.to = to;
        self.there.clear();
        self.back.clear();
        self.ends.clear();
        self.wide.clear();
        if from == to || !state.model.domain[request as usize].has(to) {
            return false;
        }
        self.there.push(request);
        let [a, b] = state.model.sides[request as usize];
        match self.follow(state, a) {
            Some(true) => {}
            Some(false) if self.follow(state, b) == Some(false) => {}
            _ => return false,
        }
        let (there, back) = (self.there.len(), self.back.len());
        let fits = |slot: usize, more: usize, less: usize| {
            state.in_slot[slot].len() + more <= state.model.tables[slot] as usize + less
        };
        (there <= back || fits(to, there, back)) && (back <= there || fits(from, back, there))
    }

    /// From the first meeting on by way of one of its sides. `Some(true)` if it closes to a
    /// circle, `Some(false)` at an end, `None` if it cannot be.
    fn follow<const W: usize>(&mut self, state: &State<'_, W>, side: u32) -> Option<bool> {
        let model = state.model;
        let mut side = side;
        let (mut out, mut into) = (self.from, self.to);
        loop {
            let p = side as usize;
            if model.width[p] > 1 {
                if self.wide.contains(&side) {
                    return None;
                }
                self.wide.push(side);
            }
            if !state.full[p].has(into) {
                self.ends.push((side, out, into));
                return Some(false);
            }
            let pushed = if model.width[p] == 1 {
                state.seat(side, into)
            } else {
                self.choose(state, side, into)?
            };
            if pushed == self.there[0] {
                return Some(true);
            }
            if !model.domain[pushed as usize].has(out)
                || self.there.len() + self.back.len() > LONGEST
            {
                return None;
            }
            if into == self.to {
                self.back.push(pushed);
            } else {
                self.there.push(pushed);
            }
            let [a, b] = model.sides[pushed as usize];
            side = if a == side { b } else { a };
            std::mem::swap(&mut out, &mut into);
        }
    }

    /// Whom a participant of several people sends on: the first meeting if it is there, otherwise
    /// one that is not on its way already.
    fn choose<const W: usize>(&self, state: &State<'_, W>, side: u32, slot: usize) -> Option<u32> {
        let seated = state.seated(side, slot);
        let moving = if slot == self.to {
            &self.back
        } else {
            &self.there
        };
        if slot == self.from && seated.contains(&self.there[0]) {
            return Some(self.there[0]);
        }
        seated.iter().copied().find(|other| !moving.contains(other))
    }

    /// Whether the participant gains the slot at an end of the chain.
    pub fn gives(&self, participant: u32, slot: usize) -> bool {
        self.ends
            .iter()
            .any(|&(p, _, into)| (p, into) == (participant, slot))
    }

    /// Whether more meetings leave the first slot than come into it.
    pub fn relieves(&self) -> bool {
        self.there.len() > self.back.len()
    }

    /// What the search pays more with the chain swapped.
    pub fn price<const W: usize>(&self, state: &State<'_, W>) -> i64 {
        self.ends
            .iter()
            .map(|&(p, out, into)| shift_price(state, p, out, into))
            .sum()
    }

    /// Swaps the chain that was found. False if a rule about the order of meetings forbids it;
    /// then only a rollback is left.
    pub fn swap<const W: usize>(&self, state: &mut State<'_, W>) -> bool {
        for &moved in self.there.iter().chain(&self.back) {
            state.remove(moved);
        }
        let there = self.there.iter().map(|&r| (r, self.to));
        let back = self.back.iter().map(|&r| (r, self.from));
        for (moved, goal) in there.chain(back) {
            if !state.in_order(moved, goal) {
                return false;
            }
            state.place(moved, goal);
        }
        true
    }
}

/// What the search pays more when the participant moves one meeting between these slots.
#[inline]
pub(crate) fn shift_price<const W: usize>(
    state: &State<'_, W>,
    participant: u32,
    out: usize,
    into: usize,
) -> i64 {
    let p = participant as usize;
    let mut busy = state.busy[p].with(into);
    if state.seated(participant, out).len() == 1 {
        busy = busy.without(out);
    }
    price_of(state, participant, &busy)
}

/// What the search pays more when the participant is busy in these slots.
#[inline]
pub(crate) fn price_of<const W: usize>(
    state: &State<'_, W>,
    participant: u32,
    busy: &Bits<W>,
) -> i64 {
    let breaks = state.model.breaks(busy);
    state.model.day_price(busy, breaks) - state.paid[participant as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::moves::Scratch;
    use crate::random::Random;
    use crate::state::NOWHERE;
    use crate::trial::Trial;

    /// The same timetable, put together meeting by meeting; none if a rule is broken.
    fn anew<'m>(state: &State<'m, 1>) -> Option<State<'m, 1>> {
        let mut twin = State::empty(state.model);
        for (r, &slot) in state
            .slot
            .iter()
            .enumerate()
            .filter(|(_, s)| **s != NOWHERE)
        {
            if !twin.can_place(r as u32, slot as usize) {
                return None;
            }
            twin.place(r as u32, slot as usize);
        }
        Some(twin)
    }

    #[test]
    fn costs_what_it_says_and_breaks_no_rule() {
        let mut swapped = 0;
        for seed in 0..30 {
            let trial = Trial {
                people: 14,
                slots: 7,
                tables: 4 + seed as usize % 4,
                requests: 60,
                two_groups: false,
                uneven: seed % 2 == 0,
            };
            let problem = trial.problem(seed);
            let model = Model::<1>::new(&problem);
            let mut state = State::empty(&model);
            let (mut scratch, mut random) = (Scratch::default(), Random::new(seed));
            crate::greedy::colour(&mut state, (&mut scratch.chain, &mut random));
            for _ in 0..200 {
                let request = random.below(model.sides.len()) as u32;
                let chain = &mut scratch.chain;
                if !chain.find(&state, (request, random.below(7))) {
                    continue;
                }
                let expected = state.cost + chain.price(&state);
                assert!(chain.swap(&mut state));
                state.commit();
                let twin = anew(&state).unwrap();
                assert_eq!((state.cost, state.score), (expected, twin.score));
                swapped += 1;
            }
        }
        assert!(swapped > 1000, "{swapped}");
    }
}
