//! The problem without its finer rules: whoever solves that has a bound for this.

use matchmaking::{Problem, RequestId, Supply, Variant, Window};

/// The same problem with plain rules only. Every timetable of the problem is one of this, with
/// the same weight and the same breaks.
pub(crate) fn relaxed(problem: &Problem) -> Problem {
    let supply = Supply::of(problem);
    let mut draft = problem.clone().into_draft();
    if problem.goals().is_some() {
        // Promises, weight and breaks are goals in the same order there.
        draft.variant = Variant::MostWeight;
    }
    for (r, request) in draft.requests.iter_mut().enumerate() {
        if request.table.take().is_some() {
            let possible = supply.possible(problem, RequestId::at(r));
            request.window = Window::Slots(possible.to_vec());
        }
    }
    for participant in &mut draft.participants {
        participant.longest_run = None;
    }
    // What makes sense with the rules makes sense without them.
    Problem::admitting_contradictions(draft).unwrap_or_else(|_| problem.clone())
}
