//! Proved limits of the goals in order.
//!
//! Each goal has a value that nothing betters among the timetables that the goals before leave.
//! Every limit comes from a question with fewer rules, so that it holds for the whole one; what
//! the goals before leave is known from the best timetable so far, if that is proved to be among
//! it. Then `Xᵢ₋₁` (see `matchmaking::goals`) has nothing worse by the goals before than their
//! tolerances say of this timetable.

mod chosen;
mod cores;
mod ladder;
mod places;
mod promises;
mod whole;
mod wishes;

use crate::full::relaxed;
use crate::model::Model;
use chosen::{Budget, Chosen, Proved};
use matchmaking::Problem;
use matchmaking::conflict::Demand;
use matchmaking::goals::{
    Goal, Goals, Limits, Satisfied, Settled, Standing as _, Tolerance, Values,
};
use promises::Promises;
use std::cmp::Ordering;
use std::collections::HashSet;
use whole::Whole;

/// What is known of a problem before any timetable.
pub(crate) struct Floors {
    goals: Goals,
    promises: Promises,
    /// Promises that single participants cannot keep, until a solver has looked at the others.
    crowds: Option<(u64, HashSet<Demand>)>,
    /// What all requests weigh, and those that have no possible slot.
    weight: (u64, u64),
    /// The lightest request with a possible slot.
    lightest: u64,
    wishes_missed: u64,
    whole: Whole,
    chosen: Chosen,
    /// What all timetables that the first two goals leave are known to hold and to miss, and what
    /// follows from that.
    budget: Budget,
    proved: Proved,
}

impl Floors {
    /// Works it out; no timetable holds more weight than `known`. When `give_up` says so, what is
    /// proved is weaker, and true.
    pub fn of(problem: &Problem, known: u64, give_up: &mut dyn FnMut() -> bool) -> Self {
        match problem.slots().len() {
            0..=64 => Self::with::<1>(problem, known, give_up),
            65..=256 => Self::with::<4>(problem, known, give_up),
            _ => Self::with::<64>(problem, known, give_up),
        }
    }

    fn with<const W: usize>(
        problem: &Problem,
        known: u64,
        give_up: &mut dyn FnMut() -> bool,
    ) -> Self {
        let model = Model::<W>::new(&relaxed(problem));
        let most = places::most_meetings(problem, &model);
        let weights = || model.domain.iter().zip(&model.weight);
        let hopeless = weights().filter(|(domain, _)| domain.is_empty());
        let possible = weights().filter(|(domain, _)| !domain.is_empty());
        let each = (0..problem.requests().len()).map(matchmaking::RequestId::at);
        let wishes = each.flat_map(|r| problem.wishes_of(r));
        let wishes = wishes.filter(|wish| !wish.is_empty()).count() as u64;
        let whole: u64 = model.weight.iter().map(|&w| u64::from(w)).sum();
        let hopeless: u64 = hopeless.map(|(_, &w)| u64::from(w)).sum();
        let known = known.min(whole - hopeless);
        let mut promises = Promises::of(&model, &most, known, give_up);
        let chosen = Chosen::of(&model, &most, std::mem::take(&mut promises.splits));
        Self {
            goals: problem.goals().unwrap_or_default(),
            promises,
            crowds: Some(promises::crowds(&model, &most)),
            weight: (whole, hopeless),
            lightest: possible.map(|(_, &w)| u64::from(w)).min().unwrap_or(1),
            wishes_missed: wishes - wishes::most_met(problem, &model, &most).min(wishes),
            whole: Whole::of(problem, model),
            budget: chosen.any(),
            proved: chosen.nothing(),
            chosen,
        }
    }

    /// Where a timetable misses so many promises, and it is not proved that they must be, asks a
    /// solver which contradict each other; once.
    pub fn look_closer(
        &mut self,
        problem: &Problem,
        missed: u64,
        give_up: &mut dyn FnMut() -> bool,
    ) {
        if missed <= self.promises.missed {
            return;
        }
        if let Some((known, crowded)) = self.crowds.take() {
            let enough = missed.saturating_sub(known);
            let others = cores::missed(problem, &crowded, enough, give_up);
            self.promises.missed = self.promises.missed.max(known + others);
        }
    }

    /// Looks at what follows from these timetables being there.
    pub fn learn(&mut self, known: &[&Values]) {
        let fewest = known.iter().map(|x| x.promises_missed).min();
        let missed = fewest.map_or(u64::MAX, |fewest| {
            self.goals.allowed(Goal::Promises, fewest, 0)
        });
        // The best by weight holds no less than any of those that are left.
        let left = known.iter().filter(|x| self.is_left(x));
        let held = left.map(|x| x.weight.part).max();
        let budget = Budget {
            weight: held.map_or(0, |held| self.weight.0 - self.lost(held)),
            missed: missed.min(self.budget.missed),
        };
        let closer = budget.missed < self.budget.missed || budget.weight > self.budget.weight;
        if closer {
            self.budget = Budget {
                weight: budget.weight.max(self.budget.weight),
                ..budget
            };
            self.proved = self.chosen.within(self.budget);
        }
    }

    /// Whether it is certain that the first goal leaves the timetable.
    fn is_left(&self, x: &Values) -> bool {
        x.promises_missed <= self.goals.allowed(Goal::Promises, self.promises.missed, 0)
    }

    /// Most weight that is lost, tolerance and all, if the best by weight holds so much.
    fn lost(&self, held: u64) -> u64 {
        let whole = self.weight.0;
        let lost = self
            .goals
            .allowed(Goal::Weight, whole - held.min(whole), held);
        lost.min(whole)
    }

    /// Whether whatever the first two goals leave holds all that can be held.
    fn holds_all(&self) -> bool {
        let (whole, hopeless) = self.weight;
        whole - self.budget.weight < hopeless + self.lightest
    }

    /// Whether nothing that the first two goals leave has better shares.
    fn is_fairest(&self, x: &Values) -> bool {
        let all = self.holds_all() && x.weight.part + self.weight.1 >= x.weight.whole;
        all || x.satisfied.compare(&self.proved.fairest) != Ordering::Greater
    }

    /// What is proved of the answer where these timetables are known, see [`Floors::learn`].
    pub fn limits(&self, known: &[&Values], answer: &Values) -> Limits {
        let mut limits = Limits {
            promises_missed: self.promises.missed,
            weight: self.promises.weight(self.budget.missed),
            fairest: self.is_fairest(answer),
            breaks: self.proved.breaks,
            most_breaks: self.proved.most_breaks,
            venues: 0,
            changes: 0,
            wishes_missed: self.wishes_missed,
            settled: Settled::default(),
        };
        let all = self.holds_all();
        if all {
            limits.breaks = limits.breaks.max(self.whole.breaks);
            limits.most_breaks = limits.most_breaks.max(self.whole.most_breaks);
        }
        // Those of which it is certain that the goals so far leave them: the best by the next goal is
        // no worse than any of them.
        let mut left: Vec<&Values> = known.to_vec();
        for goal in Goal::ALL {
            let within = self.allowance(&limits, goal, &left);
            if within.known && within.has(answer) {
                limits.settled.add(goal);
            }
            if goal == Goal::Breaks
                && let Some(breaks) = left.iter().map(|x| x.breaks).min()
            {
                let breaks = self.goals.allowed(Goal::Breaks, breaks, 0);
                let meetings = (!all).then_some(&self.proved.meetings[..]);
                limits.changes = self.whole.changes(meetings, breaks);
            }
            left.retain(|x| within.has(x));
        }
        limits
    }

    /// What is certainly within the tolerance of a goal, of those that the goals before certainly leave.
    fn allowance(&self, limits: &Limits, goal: Goal, left: &[&Values]) -> Allowance {
        if goal == Goal::Fairness {
            let best = left.iter().find(|x| self.is_fairest(x));
            let shares = best.map_or(&self.proved.shares, |best| &best.satisfied);
            let thousandths = match self.goals.fairness {
                Tolerance::PerMille(n) => n,
                Tolerance::Nothing | Tolerance::Amount(_) => 0,
            };
            return Allowance {
                known: best.is_some(),
                most: Most::Shares(shares.clone(), thousandths),
            };
        }
        let least = limits.least(goal, self.weight.0);
        Allowance {
            known: left.iter().any(|x| x.value(goal) <= least),
            most: Most::Value(goal, self.goals.allowed(goal, least, limits.weight)),
        }
    }
}

/// What may be given up of the best by a goal.
struct Allowance {
    /// Whether the best is known: its limit is reached.
    known: bool,
    most: Most,
}

enum Most {
    /// No greater value.
    Value(Goal, u64),
    /// Shares lower by at most so many thousandths.
    Shares(Satisfied, u32),
}

impl Allowance {
    fn has(&self, x: &Values) -> bool {
        match &self.most {
            Most::Value(goal, most) => x.value(*goal) <= *most,
            Most::Shares(best, thousandths) => x.satisfied.is_within(best, *thousandths),
        }
    }
}
