//! The parts of a problem that contradict each other, as things that a person can give up.

use crate::errors::ProblemErrors;
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Draft, Precedence, Problem, Table, Variant, Window};
use serde::{Deserialize, Serialize};

/// One demand of a problem in which every meeting must be held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// The breaks of two participants differ by no more than allowed.
    Fairness,
    /// There are no more meetings in a slot than tables.
    Tables,
    /// One meeting comes before another.
    Order(Precedence),
    /// A meeting is in its window.
    Window(RequestId),
    /// A meeting is at its fixed time.
    Fixed(RequestId),
    /// A participant has no more meetings than it wants.
    Cap(ParticipantId),
    /// A participant does not meet in a slot.
    Away(ParticipantId, SlotId),
    /// A meeting is held.
    Meeting(RequestId),
}

/// Every demand of a problem, those that are easiest to give up first.
#[must_use]
pub fn demands(problem: &Problem) -> Vec<Demand> {
    let mut all = Vec::new();
    if let Variant::HoldAll { fairness: Some(_) } = problem.variant() {
        all.push(Demand::Fairness);
    }
    all.push(Demand::Tables);
    all.extend(problem.precedences().iter().map(|p| Demand::Order(*p)));
    for (request, asked) in problem.numbered_requests() {
        if asked.window != Window::Any {
            all.push(Demand::Window(request));
        }
        if asked.fixed.is_some() {
            all.push(Demand::Fixed(request));
        }
    }
    for (p, participant) in problem.participants().iter().enumerate() {
        let id = ParticipantId::at(p);
        if participant.cap.is_some() {
            all.push(Demand::Cap(id));
        }
        let away = participant.forbidden.iter();
        all.extend(away.map(|&slot| Demand::Away(id, slot)));
    }
    all.extend(problem.numbered_requests().map(|(r, _)| Demand::Meeting(r)));
    all.sort_unstable();
    all.dedup();
    all
}

/// The problem with these demands only, of those that [`demands`] lists. Meetings that are not
/// demanded are not in it, so requests have other positions.
///
/// # Errors
/// Does not happen for demands of the problem itself.
pub fn only(problem: &Problem, kept: &[Demand]) -> Result<Problem, ProblemErrors> {
    let keeps = |demand: Demand| kept.contains(&demand);
    let mut draft = problem.clone().into_draft();
    if !keeps(Demand::Fairness) {
        draft.variant = Variant::HoldAll { fairness: None };
    }
    if !keeps(Demand::Tables) {
        let more = draft.requests.len();
        draft.tables.extend((0..more).map(|_| Table::default()));
    }
    draft.precedences.retain(|p| keeps(Demand::Order(*p)));
    for (r, request) in draft.requests.iter_mut().enumerate() {
        if !keeps(Demand::Window(RequestId::at(r))) {
            request.window = Window::Any;
        }
        if !keeps(Demand::Fixed(RequestId::at(r))) {
            request.fixed = None;
        }
    }
    for (p, participant) in draft.participants.iter_mut().enumerate() {
        let id = ParticipantId::at(p);
        participant.cap = participant.cap.filter(|_| keeps(Demand::Cap(id)));
        participant
            .forbidden
            .retain(|&slot| keeps(Demand::Away(id, slot)));
    }
    drop_meetings(&mut draft, &keeps);
    Problem::admitting_contradictions(draft)
}

fn drop_meetings(draft: &mut Draft, keeps: &dyn Fn(Demand) -> bool) {
    let held = |r: usize| keeps(Demand::Meeting(RequestId::at(r)));
    let mut number = vec![None; draft.requests.len()];
    let mut next = 0;
    for (r, number) in number.iter_mut().enumerate() {
        if held(r) {
            *number = Some(RequestId::at(next));
            next += 1;
        }
    }
    let renumbered = |p: &Precedence| {
        let (before, after) = (number[p.before.index()]?, number[p.after.index()]?);
        Some(Precedence { before, after })
    };
    draft.precedences = draft.precedences.iter().filter_map(renumbered).collect();
    let mut r = 0;
    draft.requests.retain(|_| {
        r += 1;
        held(r - 1)
    });
    // A promise of meetings that are not in question is no demand here.
    draft.participants.iter_mut().for_each(|p| p.minimum = 0);
}
