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
}

impl Limits {
    /// The first goal by which something better than these values is not excluded; none where they
    /// are proved best.
    #[must_use]
    pub fn first_open(&self, values: &Values) -> Option<Goal> {
        let open = |goal: &Goal| match goal {
            Goal::Fairness => !self.fairest,
            _ => values.value(*goal) > self.least(*goal, values.weight.whole),
        };
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
