//! Proved limits of the goals in order.
//!
//! Each goal has a value that nothing betters among the timetables that the goals before leave.
//! Every limit comes from a question with fewer rules, so that it holds for the whole one; what
//! the goals before leave is known from the best timetable so far, if that is proved to be among
//! it. Then `Xᵢ₋₁` (see `matchmaking::goals`) has nothing worse by the goals before than their
//! tolerances say of this timetable.

mod cores;
mod places;
mod promises;
mod whole;
mod wishes;

use crate::full::relaxed;
use crate::model::Model;
use matchmaking::conflict::Demand;
use matchmaking::goals::{Goal, Goals, Limits, Satisfied, Standing as _, Values};
use matchmaking::{Problem, Share};
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
    /// The share of each participant when it holds all that it can.
    shares: Satisfied,
    wishes_missed: u64,
    whole: Whole,
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
        let share = |(p, &most): (usize, &usize)| Share {
            part: most.min(model.requests_of[p].len()) as u64,
            whole: model.requests_of[p].len() as u64,
        };
        let weights = || model.domain.iter().zip(&model.weight);
        let hopeless = weights().filter(|(domain, _)| domain.is_empty());
        let possible = weights().filter(|(domain, _)| !domain.is_empty());
        let each = (0..problem.requests().len()).map(matchmaking::RequestId::at);
        let wishes = each.flat_map(|r| problem.wishes_of(r));
        let wishes = wishes.filter(|wish| !wish.is_empty()).count() as u64;
        let whole: u64 = model.weight.iter().map(|&w| u64::from(w)).sum();
        let hopeless: u64 = hopeless.map(|(_, &w)| u64::from(w)).sum();
        let known = known.min(whole - hopeless);
        Self {
            goals: problem.goals().unwrap_or_default(),
            promises: Promises::of(&model, &most, known, give_up),
            crowds: Some(promises::crowds(&model, &most)),
            weight: (whole, hopeless),
            lightest: possible.map(|(_, &w)| u64::from(w)).min().unwrap_or(1),
            shares: Satisfied::of(most.iter().enumerate().map(share)),
            wishes_missed: wishes - wishes::most_met(problem, &model, &most).min(wishes),
            whole: Whole::of(problem, model),
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

    /// What is proved once a timetable with these values is known.
    pub fn limits(&self, best: &Values) -> Limits {
        let (whole, hopeless) = self.weight;
        let allowed = |goal, value| self.goals.allowed(goal, value, whole - value.min(whole));
        let missed = allowed(Goal::Promises, best.promises_missed);
        let mut limits = Limits {
            promises_missed: self.promises.missed,
            weight: self.promises.weight(missed),
            fairest: best.satisfied.compare(&self.shares) != Ordering::Greater,
            breaks: 0,
            most_breaks: 0,
            venues: 0,
            changes: 0,
            wishes_missed: self.wishes_missed,
        };
        let least = allowed(Goal::Promises, limits.promises_missed);
        // Then the best by weight loses no more than this one.
        let lost = allowed(Goal::Weight, best.value(Goal::Weight));
        if best.promises_missed <= least && lost < hopeless + self.lightest {
            // So whatever comes after it holds the same, as this one does.
            limits.fairest = true;
            limits.breaks = self.whole.breaks;
            limits.most_breaks = self.whole.most_breaks;
            limits.changes = self.whole.changes(allowed(Goal::Breaks, best.breaks));
        }
        limits
    }
}
