//! Why meetings lose their place when something happens.

use super::snapshot::Snapshot;
use super::why::{Obstacle, Why};
use domain::ids::RequestId;
use matchmaking::reasons::with_reasons_and_people;
use matchmaking::{Hindrance, Place, Problem, Reason, Timetable};

/// A meeting that loses its place without being called off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Which.
    pub request: RequestId,
    /// Why.
    pub why: Why,
}

impl Loss {
    /// Whether it is lost only because nobody can interpret: in this very timetable there is a
    /// place where both sides and a table are free.
    #[must_use]
    pub fn is_unheard(&self) -> bool {
        let alone = |by: &super::Hindrance| by.obstacle == Obstacle::Interpreter;
        matches!(&self.why, Why::Hindered { by } if by.iter().all(alone))
    }
}

/// Why the requests have no place in the answer. What would have one if it needed no interpreter
/// is hindered by nothing else; of what would not, the reason that remains is told.
pub(super) fn losses(
    problem: &Problem,
    answer: &Timetable,
    lost: &[RequestId],
    snapshot: &Snapshot,
) -> Vec<Loss> {
    let number = |request: &RequestId| snapshot.requests.iter().position(|known| known == request);
    let numbers: Vec<usize> = lost.iter().filter_map(number).collect();
    let reasons = reasons(problem, answer, &numbers);
    let loss = |(n, reason): (usize, Reason)| Loss {
        request: snapshot.requests[n],
        why: Why::of(&reason, snapshot),
    };
    reasons.into_iter().map(loss).collect()
}

fn reasons(problem: &Problem, answer: &Timetable, lost: &[usize]) -> Vec<(usize, Reason)> {
    let mut draft = problem.clone().into_draft();
    let mut needy = vec![false; draft.requests.len()];
    for &n in lost {
        needy[n] = draft.requests[n].language.take().is_some();
    }
    // A question that was sound is sound with fewer demands.
    let free = Problem::admitting_contradictions(draft).unwrap_or_else(|_| problem.clone());
    let seat = |place: &Place| match place {
        Place::Held { slot, table } => Some((*slot, *table)),
        Place::Unplaced(_) => None,
    };
    let seats: Vec<_> = answer.places.iter().map(seat).collect();
    let told = with_reasons_and_people(&free, &seats, answer.attendance.clone());
    let reason = |n: usize| match &told.places[n] {
        Place::Unplaced(Reason::StillOpen { slots }) if needy[n] => {
            let hindrance = |slot: &matchmaking::SlotId| Hindrance {
                slot: *slot,
                by: matchmaking::Obstacle::Interpreter,
            };
            Some(Reason::Hindered {
                slots: slots.iter().map(hindrance).collect(),
            })
        }
        Place::Unplaced(reason) => Some(reason.clone()),
        Place::Held { .. } => None,
    };
    let told = lost.iter().filter_map(|&n| Some((n, reason(n)?)));
    told.collect()
}
