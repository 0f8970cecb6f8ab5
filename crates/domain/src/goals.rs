//! Goals that count in order, as a timetable reaches them.

use serde::{Deserialize, Serialize};

/// A goal of timetables, the first before everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimetableGoal {
    /// Musts that are not held, and meetings missing to promised minimums.
    Promises,
    /// Weight of what is held.
    Weight,
    /// Satisfied shares, the smallest first.
    Fairness,
    /// Breaks of all participants together.
    Breaks,
    /// Most breaks of one participant.
    MostBreaks,
    /// Changes of venue.
    Venues,
    /// Changes of table.
    Changes,
    /// Wishes for slots that are not met.
    Wishes,
}

impl TimetableGoal {
    /// Its word in catalogues.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Promises => "promises",
            Self::Weight => "weight",
            Self::Fairness => "fairness",
            Self::Breaks => "breaks",
            Self::MostBreaks => "most_breaks",
            Self::Venues => "venues",
            Self::Changes => "changes",
            Self::Wishes => "wishes",
        }
    }
}

/// How far a timetable gets by one goal, and what is proved of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoalReached {
    /// The goal.
    pub goal: TimetableGoal,
    /// What the timetable has: of weight what is held, of fairness the smallest satisfied share in
    /// thousandths, of every other goal what there should be least of.
    pub value: u64,
    /// Among the timetables that the goals before leave, none holds more weight, and none has less
    /// of another goal. None where no number is known: of fairness, unless the value is the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Whether it is proved that nothing better can be had, beyond what may be given up of it.
    #[serde(default)]
    pub proved: bool,
}

impl GoalReached {
    /// How much better another timetable could be at most; 0 where that is not known.
    #[must_use]
    pub fn gap(&self) -> u64 {
        self.limit.map_or(0, |limit| limit.abs_diff(self.value))
    }

    /// Whether it is proved, but something of it was given up for the goals after it.
    #[must_use]
    pub fn is_within(&self) -> bool {
        self.proved && self.limit != Some(self.value)
    }
}

/// The first goal by which something better is not excluded, and those before it.
#[must_use]
pub fn first_open(goals: &[GoalReached]) -> Option<(&GoalReached, &[GoalReached])> {
    let at = goals.iter().position(|goal| !goal.proved)?;
    Some((&goals[at], &goals[..at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reached(goal: TimetableGoal, value: u64, limit: Option<u64>, proved: bool) -> GoalReached {
        GoalReached {
            goal,
            value,
            limit,
            proved,
        }
    }

    #[test]
    fn the_first_that_is_open_and_how_far() {
        let goals = [
            reached(TimetableGoal::Promises, 0, Some(0), true),
            reached(TimetableGoal::Weight, 90, Some(94), false),
            reached(TimetableGoal::Breaks, 7, Some(2), false),
        ];
        let (open, before) = first_open(&goals).expect("weight is open");
        assert_eq!(
            (open.goal, open.gap(), before.len()),
            (TimetableGoal::Weight, 4, 1)
        );
        assert_eq!(goals[2].gap(), 5);
        assert_eq!(first_open(&goals[..1]), None);
        let unknown = reached(TimetableGoal::Fairness, 250, None, false);
        assert_eq!(unknown.gap(), 0);
        assert!(!unknown.is_within() && !goals[0].is_within());
        let within = reached(TimetableGoal::Weight, 90, Some(94), true);
        assert!(within.is_within());
    }

    #[test]
    fn a_goal_is_stored_by_its_word() {
        let goal = TimetableGoal::MostBreaks;
        let text = serde_json::to_string(&goal).expect("a word");
        assert_eq!(text, format!("\"{}\"", goal.word()));
    }
}
