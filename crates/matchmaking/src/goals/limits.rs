//! What is proved of an answer by goals in order.

use super::{Goal, Standing as _, Values};
use serde::{Deserialize, Serialize};

/// By each goal, a value that no timetable betters among those that the goals before leave, Xᵢ₋₁ in
/// the words of the module: bᵢ is no smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// At least so many promises are missed.
    pub promises_missed: u64,
    /// No more weight than this is held.
    pub weight: u64,
    /// Whether no timetable has better satisfied shares than the answer.
    pub fairest: bool,
    /// At least so many breaks.
    pub breaks: u64,
    /// At least so many breaks of one participant.
    pub most_breaks: u64,
    /// At least so many changes of venue, where every meeting has a table.
    pub venues: u64,
    /// At least so many changes of table, where every meeting has a table.
    pub changes: u64,
    /// At least so many wishes are not met.
    pub wishes_missed: u64,
    /// The goals by which the best that the goals before leave is known, so that the answer is proved
    /// to be within what may be given up of it.
    #[serde(default)]
    pub settled: Settled,
}

/// A set of goals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled([bool; Goal::ALL.len()]);

impl Settled {
    /// Adds a goal.
    pub const fn add(&mut self, goal: Goal) {
        self.0[goal as usize] = true;
    }

    /// Whether the goal is among them.
    #[must_use]
    pub const fn has(self, goal: Goal) -> bool {
        self.0[goal as usize]
    }
}

/// How far an answer gets by one goal, in the numbers that people read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The goal.
    pub goal: Goal,
    /// Of weight what is held, of fairness the smallest satisfied share in thousandths, rounded
    /// down; of every other goal its value.
    pub value: u64,
    /// The limit in the same numbers; for fairness the value where nothing is fairer, else none.
    pub limit: Option<u64>,
    /// Whether something better by this goal is excluded, beyond what may be given up of it.
    pub proved: bool,
}

impl Limits {
    /// How far these values get by each goal, in order.
    #[must_use]
    pub fn reached(&self, values: &Values) -> [Reached; 8] {
        Goal::ALL.map(|goal| {
            let (value, limit) = match goal {
                Goal::Weight => (values.weight.part, Some(self.weight)),
                Goal::Fairness => {
                    let least = values.satisfied.least();
                    let least = least.part * 1000 / least.whole.max(1);
                    (least, self.fairest.then_some(least))
                }
                _ => (values.value(goal), Some(self.least(goal, 0))),
            };
            Reached {
                goal,
                value,
                limit,
                proved: self.settled.has(goal) || !self.is_open(goal, values),
            }
        })
    }

    fn is_open(&self, goal: Goal, values: &Values) -> bool {
        match goal {
            Goal::Fairness => !self.fairest,
            _ => values.value(goal) > self.least(goal, values.weight.whole),
        }
    }

    /// The first goal by which something better than these values is not excluded; none where they
    /// are proved best.
    #[must_use]
    pub fn first_open(&self, values: &Values) -> Option<Goal> {
        let open = |goal: &Goal| self.is_open(*goal, values);
        Goal::ALL.into_iter().find(open)
    }

    /// The limit of a goal as its value counts, smaller being better, where all requests weigh
    /// `whole`; 0 for fairness, which has no number.
    #[must_use]
    pub const fn least(&self, goal: Goal, whole: u64) -> u64 {
        match goal {
            Goal::Promises => self.promises_missed,
            Goal::Weight => whole.saturating_sub(self.weight),
            Goal::Fairness => 0,
            Goal::Breaks => self.breaks,
            Goal::MostBreaks => self.most_breaks,
            Goal::Venues => self.venues,
            Goal::Changes => self.changes,
            Goal::Wishes => self.wishes_missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Satisfied;
    use super::*;
    use crate::figures::Share;

    #[test]
    fn a_goal_within_what_may_be_given_up_is_proved_though_its_limit_is_not_reached() {
        let share = |part, whole| Share { part, whole };
        let values = Values {
            promises_missed: 1,
            weight: share(90, 120),
            satisfied: Satisfied::of([share(1, 3), share(1, 2)]),
            breaks: 4,
            most_breaks: 2,
            venues: 0,
            changes: 0,
            wishes: share(0, 0),
        };
        let mut limits = Limits {
            promises_missed: 1,
            weight: 94,
            fairest: true,
            breaks: 3,
            most_breaks: 2,
            venues: 0,
            changes: 0,
            wishes_missed: 0,
            settled: Settled::default(),
        };
        let said = |limits: &Limits| {
            limits
                .reached(&values)
                .map(|one| (one.value, one.limit, one.proved))
        };
        let before = said(&limits);
        assert_eq!(before[0], (1, Some(1), true));
        assert_eq!(before[1], (90, Some(94), false));
        assert_eq!(before[2], (333, Some(333), true));
        assert_eq!(before[3], (4, Some(3), false));
        limits.settled.add(Goal::Weight);
        assert_eq!(said(&limits)[1], (90, Some(94), true));
        assert_eq!(
            limits.first_open(&values),
            Some(Goal::Weight),
            "not the best of all yet"
        );
        limits.fairest = false;
        assert_eq!(said(&limits)[2], (333, None, false));
    }
}
