//! The search along goals in order.
//!
//! It works in stages, one for each goal with a tolerance and one for the rest. The best of a
//! stage says how much the next may give up; each stage has a best of its own, which the ladder
//! up to there picks, so a better one found later moves the limits of all after it.

use super::ground::Ground;
use super::net::leave_the_net;
use super::prices::{self, Prices};
use super::search::{Known, Search, conclude};
use super::state::{Spot, State};
use super::tally::wishes_met;
use crate::limits::Floors;
use crate::stop::{Halt, Progress, Report, Stop};
use crate::tables;
use matchmaking::goals::{Goal, Goals, Ladder, Limits, Values};
use matchmaking::{Bound, Outcome, SlotId};
use std::cmp::Ordering;

/// Steps between two questions to the stop.
const ASK_EVERY: u64 = 256;

/// A timetable with its values.
#[derive(Clone)]
struct Champion {
    spots: Vec<Option<Spot>>,
    values: Values,
}

impl Champion {
    fn of(state: &State<'_, '_>) -> Self {
        Self {
            spots: state.spots.clone(),
            values: state.values(),
        }
    }
}

struct Ordered<'g, 'p, 's> {
    search: Search<'g, 'p, 's>,
    goals: Goals,
    floors: Floors,
    /// The best of each stage.
    best: Vec<Champion>,
}

/// Searches from the wanted times on.
pub(super) fn run(
    ground: &Ground<'_>,
    seed: u64,
    wanted: &[Option<SlotId>],
    known: Known,
    (stop, progress): (&dyn Stop, &mut dyn Progress),
) -> Outcome {
    let mut search = Search::new(ground, seed, known, (stop, progress));
    search.start(wanted);
    // Whoever waits sees the first timetable before more is proved.
    search.report();
    let goals = ground.problem.goals().unwrap_or_default();
    let first = Champion::of(&search.state);
    let mut give_up = || stop.check(0).is_some();
    let mut ordered = Ordered {
        floors: Floors::of(ground.problem, known.0.value(), &mut give_up),
        best: vec![first; Ladder::stages(&goals) + 1],
        search,
        goals,
    };
    let halt = ordered.rounds();
    ordered.leave_the_net();
    ordered.learn();
    let limits = ordered.limits();
    let proved = limits.first_open(&ordered.last().values).is_none();
    // The last cycle before the end may have found what is proved best.
    let halt = halt.filter(|halt| !proved || *halt == Halt::Requested);
    let bound = Bound::InOrder(limits);
    conclude(ground, &ordered.last().spots, bound, halt)
}

impl Ordered<'_, '_, '_> {
    /// What is known when a stage begins.
    fn ladder(&self, stage: usize) -> Ladder {
        let mut ladder = Ladder::new(self.goals);
        for champion in &self.best[..stage] {
            ladder.settle(&champion.values);
        }
        ladder
    }

    fn last(&self) -> &Champion {
        &self.best[self.best.len() - 1]
    }

    /// What is proved by all that is known.
    fn learn(&mut self) {
        let known: Vec<&Values> = self.best.iter().map(|best| &best.values).collect();
        self.floors.learn(&known);
    }

    /// Looks at what follows from the best, and once why promises are missed, as far as that is not
    /// clear.
    fn look_closer(&mut self) {
        let missed = self.last().values.promises_missed;
        let (stop, steps) = (self.search.stop, self.search.steps);
        let mut give_up = || stop.check(steps).is_some();
        let problem = self.search.state.ground.problem;
        self.floors.look_closer(problem, missed, &mut give_up);
        self.learn();
    }

    /// What is proved by what is known so far.
    fn limits(&self) -> Limits {
        let known: Vec<&Values> = self.best.iter().map(|best| &best.values).collect();
        self.floors.limits(&known, &self.last().values)
    }

    /// Cycles through all stages, each round longer, until the proof (`None`) or the stop.
    fn rounds(&mut self) -> Option<Halt> {
        let mut length = (self.search.state.spots.len() as u64 * 4).max(1_000);
        self.learn();
        self.report();
        loop {
            for stage in 0..self.best.len() {
                // Nothing is left open: that is the proof.
                self.limits().first_open(&self.last().values)?;
                if let Some(halt) = self.search.stop.check(self.search.steps) {
                    return Some(halt);
                }
                if self.search.state.ground.movable.is_empty() {
                    return Some(Halt::Limit);
                }
                self.search.cycle += 1;
                let halt = self.stage(stage, length);
                self.look_closer();
                self.report();
                if halt.is_some() {
                    return halt;
                }
            }
            length = length.saturating_mul(2);
        }
    }

    /// One cycle of a stage: annealing, then only steps that the ladder does not mind.
    fn stage(&mut self, stage: usize, length: u64) -> Option<Halt> {
        let ladder = self.ladder(stage);
        let mut best = self.best[stage].clone();
        self.search.state.restore(&best.spots);
        let mut halt = self.anneal(&ladder, &mut best, length);
        self.search.state.restore(&best.spots);
        if halt.is_none() {
            halt = self.climb(&ladder, &mut best, length / 4);
        }
        self.seat_anew(&ladder, &mut best);
        self.best[stage] = best;
        self.settle();
        halt
    }

    /// Each stage takes the best of all by what is known now.
    fn settle(&mut self) {
        for stage in 0..self.best.len() {
            let ladder = self.ladder(stage);
            let better = |a: &&Champion, b: &&Champion| ladder.compare(&a.values, &b.values);
            let all = self.best[stage..].iter().chain(&self.best[..stage]);
            if let Some(best) = all.min_by(better).cloned() {
                self.best[stage] = best;
            }
        }
    }

    fn anneal(&mut self, ladder: &Ladder, best: &mut Champion, length: u64) -> Option<Halt> {
        let prices = Prices::of(ladder, &self.search.state);
        let (warm, cold) = prices::range(ladder, &self.search.state, self.search.cycle);
        let mut cost = prices.cost(&self.search.state);
        let mut temperature = warm;
        for step in 0..length {
            if step % ASK_EVERY == 0 {
                temperature = warm * (cold / warm).powf(step as f64 / length as f64);
                if let Some(halt) = self.search.stop.check(self.search.steps) {
                    return Some(halt);
                }
            }
            self.search.steps += 1;
            let allowed = cost - temperature * self.search.random.unit().ln();
            self.change(ladder);
            let state = &mut self.search.state;
            let now = prices.cost(state);
            if now > allowed {
                state.rollback();
                continue;
            }
            state.commit();
            cost = now;
            if ladder.compare(state, &best.values) == Ordering::Less {
                *best = Champion::of(state);
            }
        }
        None
    }

    fn climb(&mut self, ladder: &Ladder, best: &mut Champion, length: u64) -> Option<Halt> {
        for step in 0..length {
            if step % ASK_EVERY == 0
                && let Some(halt) = self.search.stop.check(self.search.steps)
            {
                return Some(halt);
            }
            self.search.steps += 1;
            self.change(ladder);
            let state = &mut self.search.state;
            match ladder.compare(state, &best.values) {
                Ordering::Greater => state.rollback(),
                Ordering::Equal => state.commit(),
                Ordering::Less => {
                    state.commit();
                    *best = Champion::of(state);
                }
            }
        }
        None
    }

    /// Something else: mostly a meeting at another time, sometimes at another table, and none at
    /// all where something may be given up.
    fn change(&mut self, ladder: &Ladder) {
        let search = &mut self.search;
        let request =
            search.state.ground.movable[search.random.below(search.state.ground.movable.len())];
        if search.state.at(request).is_some() && search.random.once_in(4) {
            self.move_table(request);
            return;
        }
        let gives = ladder.settled(Goal::Weight).is_some();
        if gives && search.state.at(request).is_some() && search.random.once_in(6) {
            search.state.remove(request);
            return;
        }
        let request = self.hungrier(request);
        let slot = self.target(request);
        let search = &mut self.search;
        if search.state.at(request).is_some() {
            search.state.remove(request);
        }
        search.eject(request, slot);
    }

    /// Often a request without a place, of somebody who gets less.
    fn hungrier(&mut self, request: u32) -> u32 {
        let search = &mut self.search;
        if !search.random.once_in(3) {
            return request;
        }
        let movable = &search.state.ground.movable;
        let other = movable[search.random.below(movable.len())];
        let state = &search.state;
        let hunger = |r: u32| {
            let rank = |p: usize| state.tally.as_ref().map_or(0, |tally| tally.rank(p));
            let least = state.ground.sides(r).into_iter().map(rank).min();
            (state.at(r).is_some(), least)
        };
        if hunger(other) < hunger(request) {
            other
        } else {
            request
        }
    }

    /// Often a slot that somebody wishes for.
    fn target(&mut self, request: u32) -> usize {
        let search = &mut self.search;
        let domain = &search.state.ground.domain[request as usize];
        if search.random.once_in(4) {
            let slot = domain[search.random.below(domain.len())];
            if wishes_met(search.state.ground.problem, request, slot) > 0 {
                return slot;
            }
        }
        search.target(request)
    }

    /// Sends a held meeting to another table in its slot; who sits there takes its place.
    fn move_table(&mut self, request: u32) {
        let Some(spot) = self.search.state.spots[request as usize] else {
            return;
        };
        let search = &mut self.search;
        let beside = search.state.tables_beside(request, spot.slot);
        let choice = search.state.ground.tables(request);
        let table = match beside.len() {
            n if n > 0 && !search.random.once_in(4) => beside[search.random.below(n)],
            _ => choice[search.random.below(choice.len())],
        };
        if table == spot.table {
            return;
        }
        let other = search.state.sitting(spot.slot, table);
        search.state.remove(request);
        other
            .into_iter()
            .for_each(|other| search.state.remove(other));
        let mut settle = |request: u32, table: u32| {
            if let Some(spot) = search.state.seat_at(request, spot.slot, table) {
                search.state.place(request, spot);
            } else if let Some(spot) = search.best_free(request) {
                search.state.place(request, spot);
            }
        };
        settle(request, table);
        other
            .into_iter()
            .for_each(|other| settle(other, spot.table));
    }

    /// Where any table will do, all tables given anew to the times of the best.
    fn seat_anew(&mut self, ladder: &Ladder, best: &mut Champion) {
        let ground = self.search.state.ground;
        if ground.tables_matter() {
            return;
        }
        let slots: Vec<Option<SlotId>> = best
            .spots
            .iter()
            .map(|spot| spot.map(|spot| SlotId::at(spot.slot)))
            .collect();
        let seated = tables::assign(ground.problem, &slots);
        let mut spots = best.spots.clone();
        for (spot, seat) in spots.iter_mut().zip(seated) {
            match (spot.as_mut(), seat.and_then(|seat| seat.1)) {
                (Some(spot), Some(table)) => spot.table = table.0,
                (Some(_), None) => return,
                (None, _) => {}
            }
        }
        self.search.state.restore(&spots);
        if ladder.compare(&self.search.state, &best.values) == Ordering::Less {
            *best = Champion::of(&self.search.state);
        }
    }

    /// The answer leaves the net where that is no worse by any goal.
    fn leave_the_net(&mut self) {
        let last = self.best.len() - 1;
        let ladder = self.ladder(last);
        let state = &mut self.search.state;
        state.restore(&self.best[last].spots);
        let mut values = self.best[last].values.clone();
        leave_the_net(state, &mut |state| {
            let no_worse = ladder.compare(state, &values) != Ordering::Greater;
            if no_worse {
                values = state.values();
            }
            no_worse
        });
        self.best[last] = Champion::of(state);
    }

    fn report(&mut self) {
        let (last, limits) = (self.last(), self.limits());
        let reached = limits.reached(&last.values);
        let report = Report {
            steps: self.search.steps,
            cycle: self.search.cycle,
            complete: true,
            held: last.spots.iter().flatten().count() as u64,
            weight: last.values.weight.part,
            breaks: last.values.breaks,
            bound: limits.weight,
            open: reached.into_iter().find(|goal| !goal.proved),
        };
        self.search.progress.report(&report);
    }
}
