//! Steps of the search at a given temperature, the best kept.

use crate::cost::Score;
use crate::greedy;
use crate::insert;
use crate::kempe;
use crate::model::{BREAK_PRICE, Model};
use crate::moves::{self, Scratch};
use crate::random::Random;
use crate::state::{NOWHERE, State};

/// A timetable that wanders, and the best that it has been.
pub(crate) struct Walk<'m, const W: usize> {
    pub state: State<'m, W>,
    pub best: Vec<u16>,
    pub best_score: Score,
    random: Random,
    scratch: Scratch,
}

impl<'m, const W: usize> Walk<'m, W> {
    /// Begins with a first timetable, after the selection if the model follows one.
    pub fn new(model: &'m Model<W>, seed: u64) -> Self {
        let mut walk = Self {
            state: State::empty(model),
            best: vec![NOWHERE; model.sides.len()],
            best_score: Score::WORST,
            random: Random::new(seed),
            scratch: Scratch::default(),
        };
        let tools = (&mut walk.scratch.chain, &mut walk.random);
        greedy::colour(&mut walk.state, tools);
        walk.keep_if_better();
        walk
    }

    /// Goes back to the best.
    pub fn restore(&mut self) {
        self.state.restore(&self.best);
    }

    /// One step of annealing at a temperature in breaks.
    pub fn step(&mut self, temperature: f64) {
        let rise = -temperature * BREAK_PRICE as f64 * self.random.unit().ln();
        let hopes = !self.state.waiting.is_empty() || !self.state.hungry.is_empty();
        if hopes && self.random.once_in(8) {
            self.serve(rise);
            return;
        }
        let roll = self.random.below(16);
        let (chains, focused) = if self.state.model.holds_all {
            (15, 13)
        } else {
            (10, 6)
        };
        if roll < focused {
            self.shift(rise);
            return;
        }
        let movable = &self.state.model.movable;
        let request = movable[self.random.below(movable.len())];
        let Some(slot) = moves::target(&self.state, request, &mut self.random) else {
            return;
        };
        if roll < chains && self.state.at(request).is_some() {
            self.swap((request, slot), rise);
            return;
        }
        let before = self.state.cost;
        moves::eject(
            &mut self.state,
            (request, slot),
            &mut self.random,
            &mut self.scratch,
        );
        self.decide(before, rise);
    }

    /// Moves a meeting at the border of somebody's day to another border, and whoever is pushed.
    fn shift(&mut self, rise: f64) {
        let state = &self.state;
        let anybody = self.random.below(state.model.people) as u32;
        let p = match state.broken.draw(&mut self.random) {
            Some(broken) if self.random.once_in(2) => broken,
            _ => anybody,
        };
        let busy = &state.busy[p as usize];
        let inside = busy.later().and(&busy.earlier());
        let beside = busy
            .later()
            .or(&busy.earlier())
            .minus(&state.full[p as usize]);
        let Some(from) = busy.minus(&inside).pick(&mut self.random) else {
            return;
        };
        let Some(to) = beside.pick(&mut self.random) else {
            return;
        };
        if from == to || kempe::shift_price(state, p, from, to) as f64 > rise {
            return;
        }
        let seated = state.seated(p, from);
        let request = seated[self.random.below(seated.len())];
        self.swap((request, to), rise);
    }

    /// Tries to hold a request that waits, or one more meeting of somebody who is hungry.
    fn serve(&mut self, rise: f64) {
        let Some((request, first)) = self.ask() else {
            return;
        };
        let before = self.state.cost;
        let tools = (&mut self.scratch.chain, &mut self.random);
        if insert::by_chance(&mut self.state, (request, first), tools) {
            self.decide(before, rise);
            return;
        }
        self.state.rollback();
        let [a, b] = self.state.model.sides[request as usize];
        let free = self.state.full[a as usize].and(&self.state.full[b as usize]);
        let domain = self.state.model.domain[request as usize];
        if let Some(slot) = domain.minus(&free).pick(&mut self.random) {
            let random = &mut self.random;
            moves::eject(&mut self.state, (request, slot), random, &mut self.scratch);
            self.decide(before, rise);
        }
    }

    /// A request to hold, and the side that should have the slot free.
    fn ask(&mut self) -> Option<(u32, u32)> {
        let random = &mut self.random;
        let state = &self.state;
        if let Some(p) = state.hungry.draw(random)
            && random.once_in(2)
        {
            let worthy = &state.model.worthy_of[p as usize];
            if worthy.is_empty() {
                return None;
            }
            let request = worthy[random.below(worthy.len())];
            return state.at(request).is_none().then_some((request, p));
        }
        let request = state.waiting.draw(random)?;
        Some((
            request,
            state.model.sides[request as usize][random.below(2)],
        ))
    }

    /// Swaps the chain that begins with the request, unless it costs more than the rise allows.
    fn swap(&mut self, begin: (u32, usize), rise: f64) {
        let chain = &mut self.scratch.chain;
        if !chain.find(&self.state, begin) || chain.price(&self.state) as f64 > rise {
            return;
        }
        let before = self.state.cost;
        if chain.swap(&mut self.state) {
            self.decide(before, rise);
        } else {
            self.state.rollback();
        }
    }

    /// Keeps the changes if they cost no more than the rise allows.
    fn decide(&mut self, before: i64, rise: f64) {
        if (self.state.cost - before) as f64 > rise {
            self.state.rollback();
            return;
        }
        self.state.commit();
        self.keep_if_better();
    }

    fn keep_if_better(&mut self) {
        if self.state.score < self.best_score {
            self.best_score = self.state.score;
            self.state.keep(&mut self.best);
        }
    }

    /// See [`crate::search::Search::import`].
    pub fn import(&mut self, slots: &[u16]) -> bool {
        let mut other = State::empty(self.state.model);
        for (r, &slot) in slots.iter().enumerate() {
            let request = r as u32;
            if slot == NOWHERE {
                continue;
            }
            if !other.can_place(request, slot as usize) {
                return false;
            }
            other.place(request, slot as usize);
        }
        other.commit();
        if slots.len() != self.best.len() || other.score >= self.best_score {
            return false;
        }
        self.best_score = other.score;
        self.best.fill(NOWHERE);
        other.keep(&mut self.best);
        self.state = other;
        true
    }
}
