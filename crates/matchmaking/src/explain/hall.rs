//! Hall's condition for one participant: any of its meetings need as many places as they are.

use super::Cause;
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::Problem;
use crate::slotset::SlotSet;
use crate::supply::Supply;

/// Meetings of the participant that share too few slots, if there are such; leaving out any one
/// of them would make the others fit.
pub(super) fn too_few_slots(
    problem: &Problem,
    supply: &Supply,
    (participant, mine): (ParticipantId, &[RequestId]),
    domains: &[SlotSet],
    by_order: bool,
) -> Option<Cause> {
    let mut seating = Seating {
        domains,
        capacity: problem
            .slot_ids()
            .map(|slot| supply.people(participant, slot) as usize)
            .collect(),
        seated: vec![Vec::new(); problem.slots().len()],
    };
    for &request in mine {
        let mut seen = SlotSet::empty(problem.slots().len());
        if domains[request.index()].is_empty() || seating.seat(request, &mut seen) {
            continue;
        }
        let mut crowd: Vec<RequestId> = seen
            .iter()
            .flat_map(|slot| seating.seated[slot.index()].clone())
            .collect();
        crowd.push(request);
        crowd.sort_unstable();
        let places = seen
            .iter()
            .map(|slot| seating.capacity[slot.index()] as u64)
            .sum();
        return Some(Cause::TooFewSlots {
            participant,
            requests: crowd,
            slots: seen.to_vec(),
            places,
            by_order,
        });
    }
    None
}

/// A matching of meetings to slots that grows by augmenting paths.
struct Seating<'a> {
    domains: &'a [SlotSet],
    capacity: Vec<usize>,
    seated: Vec<Vec<RequestId>>,
}

impl Seating<'_> {
    /// Finds a place for the request, moving others; `seen` collects the slots it could reach.
    fn seat(&mut self, request: RequestId, seen: &mut SlotSet) -> bool {
        let mut queue = vec![request];
        let mut came_from: Vec<Option<(RequestId, SlotId)>> = vec![None];
        let mut next = 0;
        while next < queue.len() {
            let current = queue[next];
            for slot in self.domains[current.index()].to_vec() {
                if seen.contains(slot) {
                    continue;
                }
                seen.insert(slot);
                if self.seated[slot.index()].len() < self.capacity[slot.index()] {
                    self.shift(&queue, &came_from, next, slot);
                    return true;
                }
                for &other in &self.seated[slot.index()] {
                    queue.push(other);
                    came_from.push(Some((current, slot)));
                }
            }
            next += 1;
        }
        false
    }

    /// Moves the request at `position` of the queue to `slot`, whoever made it move to its old
    /// place, and so on back to the new one.
    fn shift(
        &mut self,
        queue: &[RequestId],
        came_from: &[Option<(RequestId, SlotId)>],
        mut position: usize,
        mut slot: SlotId,
    ) {
        loop {
            let request = queue[position];
            self.seated[slot.index()].push(request);
            let Some((pusher, old)) = came_from[position] else {
                return;
            };
            self.seated[old.index()].retain(|&other| other != request);
            slot = old;
            match queue.iter().position(|&other| other == pusher) {
                Some(found) => position = found,
                None => return,
            }
        }
    }
}
