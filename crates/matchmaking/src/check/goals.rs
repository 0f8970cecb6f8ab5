//! What can be wrong with goals and wishes.

use crate::errors::ProblemError;
use crate::goals::{Goal, Tolerance};
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Draft, Variant};

/// Tolerances that make no sense, and wishes for slots that do not exist.
pub(super) fn malformed(draft: &Draft, found: &mut Vec<ProblemError>) {
    if let Variant::InOrder(goals) = draft.variant {
        for goal in Goal::ALL {
            match goals.tolerance(goal) {
                Tolerance::PerMille(per_mille) if per_mille > 1000 => {
                    found.push(ProblemError::ToleranceOutOfRange { goal, per_mille });
                }
                Tolerance::Amount(_) if goal == Goal::Fairness => {
                    found.push(ProblemError::ToleranceWithoutUnit { goal });
                }
                _ => {}
            }
        }
    }
    let unknown = |slot: &&SlotId| slot.index() >= draft.slots.len();
    for (p, participant) in draft.participants.iter().enumerate() {
        let participant_id = ParticipantId::at(p);
        for &slot in participant.preferred.iter().filter(unknown) {
            found.push(ProblemError::UnknownPreferredSlot {
                participant: participant_id,
                slot,
            });
        }
    }
    for (r, request) in draft.requests.iter().enumerate() {
        for &slot in request.preferred.iter().filter(unknown) {
            let request = RequestId::at(r);
            found.push(ProblemError::UnknownWishedSlot { request, slot });
        }
    }
}
