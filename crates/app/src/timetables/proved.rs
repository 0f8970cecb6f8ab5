//! What a search by goals in order has proved, as it is stored and shown.

use domain::goals::{GoalReached, TimetableGoal};
use matchmaking::goals::{Goal, Reached, measure};
use matchmaking::{Bound, Problem, Timetable};

/// How far an answer gets by each goal; nothing where goals were not in order.
pub(super) fn goals(problem: &Problem, answer: &Timetable, bound: Bound) -> Vec<GoalReached> {
    let Bound::InOrder(limits) = bound else {
        return Vec::new();
    };
    let reached = limits.reached(&measure(problem, answer));
    reached.map(goal_reached).into()
}

/// A goal as the optimiser reports it, in the words of the records.
#[must_use]
pub const fn goal_reached(reached: Reached) -> GoalReached {
    GoalReached {
        goal: match reached.goal {
            Goal::Promises => TimetableGoal::Promises,
            Goal::Weight => TimetableGoal::Weight,
            Goal::Fairness => TimetableGoal::Fairness,
            Goal::Breaks => TimetableGoal::Breaks,
            Goal::MostBreaks => TimetableGoal::MostBreaks,
            Goal::Venues => TimetableGoal::Venues,
            Goal::Changes => TimetableGoal::Changes,
            Goal::Wishes => TimetableGoal::Wishes,
        },
        value: reached.value,
        limit: reached.limit,
        proved: reached.proved,
    }
}
