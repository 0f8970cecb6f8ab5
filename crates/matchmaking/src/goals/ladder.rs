//! The one comparison of timetables by goals and tolerances.

use super::{Goal, Goals, Satisfied, Tolerance, Values};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Something that has a value by each goal; smaller is better.
pub trait Standing {
    /// The value by a goal that has a number; 0 for fairness.
    fn value(&self, goal: Goal) -> u64;
    /// The satisfied shares. Asked for only where the goals before do not decide.
    fn satisfied(&self) -> Cow<'_, Satisfied>;
}

/// The order of timetables once the best by the first goals is known.
///
/// Of each known goal, only what goes beyond its tolerance counts, in order; then the other goals
/// count in order; and last, all goals once more, so that nothing is given up for nothing. The
/// smallest timetable by the ladder of all goals is the answer as the module defines it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    goals: Goals,
    /// The values of the best by each of the first goals, among those within the ones before.
    best: Vec<Values>,
}

impl Ladder {
    /// Nothing is known yet: the plain order.
    #[must_use]
    pub const fn new(goals: Goals) -> Self {
        Self {
            goals,
            best: Vec::new(),
        }
    }

    /// Whether some goal with a tolerance is still to be settled.
    #[must_use]
    pub fn has_more(&self) -> bool {
        self.open().any(|goal| self.gives(goal))
    }

    /// How often there is something to settle at all.
    #[must_use]
    pub fn stages(goals: &Goals) -> usize {
        let some = |goal: &&Goal| !goals.tolerance(**goal).is_nothing();
        Goal::ALL.iter().filter(some).count()
    }

    /// Settles the goals up to the next one with a tolerance: these values are the best.
    pub fn settle(&mut self, best: &Values) {
        while let Some(goal) = self.open().next() {
            self.best.push(best.clone());
            if self.gives(goal) {
                break;
            }
        }
    }

    /// The values that settled a goal, if it is settled.
    #[must_use]
    pub fn settled(&self, goal: Goal) -> Option<&Values> {
        self.best.get(goal as usize)
    }

    /// The greatest value by a goal with a number that is within its tolerance, once settled.
    #[must_use]
    pub fn limit(&self, goal: Goal) -> Option<u64> {
        let best = self.settled(goal)?;
        Some(self.goals.allowed(goal, best.value(goal), best.weight.part))
    }

    /// The goals, and what may be given up of each.
    #[must_use]
    pub const fn goals(&self) -> &Goals {
        &self.goals
    }

    /// Which of two is better: `Less` is the first.
    #[must_use]
    pub fn compare(&self, one: &impl Standing, other: &impl Standing) -> Ordering {
        for goal in &Goal::ALL[..self.best.len()] {
            let order = match (self.is_within(one, *goal), self.is_within(other, *goal)) {
                (true, true) => Ordering::Equal,
                (true, false) => Ordering::Less,
                (false, true) => Ordering::Greater,
                (false, false) => by(*goal, one, other),
            };
            if order != Ordering::Equal {
                return order;
            }
        }
        let open = self.open().chain(Goal::ALL);
        let mut orders = open.map(|goal| by(goal, one, other));
        orders
            .find(|order| *order != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    }

    fn open(&self) -> impl Iterator<Item = Goal> + use<> {
        Goal::ALL.into_iter().skip(self.best.len())
    }

    fn gives(&self, goal: Goal) -> bool {
        !self.goals.tolerance(goal).is_nothing()
    }

    fn is_within(&self, one: &impl Standing, goal: Goal) -> bool {
        match (self.settled(goal), self.goals.tolerance(goal)) {
            (Some(best), tolerance) if goal == Goal::Fairness => {
                let thousandths = match tolerance {
                    Tolerance::PerMille(n) => n,
                    Tolerance::Nothing | Tolerance::Amount(_) => 0,
                };
                one.satisfied().is_within(&best.satisfied, thousandths)
            }
            _ => self
                .limit(goal)
                .is_none_or(|limit| one.value(goal) <= limit),
        }
    }
}

/// The position of the best of all, by the definition of the module.
#[must_use]
pub fn best_of(goals: Goals, all: &[Values]) -> Option<usize> {
    let mut ladder = Ladder::new(goals);
    let least = |ladder: &Ladder| {
        let order = |a: &usize, b: &usize| ladder.compare(&all[*a], &all[*b]);
        (0..all.len()).min_by(order)
    };
    while ladder.has_more() {
        ladder.settle(&all[least(&ladder)?]);
    }
    least(&ladder)
}

fn by(goal: Goal, one: &impl Standing, other: &impl Standing) -> Ordering {
    if goal == Goal::Fairness {
        return one.satisfied().compare(&other.satisfied());
    }
    one.value(goal).cmp(&other.value(goal))
}
