//! What the maker of a timetable says about it: reasons and figures.

use super::Violation;
use super::agenda::Agenda;
use super::crew::Crew;
use super::room::Room;
use crate::figures::Figures;
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::Request;
use crate::timetable::{Place, Reason, Timetable};

/// Claimed figures must be the counted ones.
pub(super) fn figures(timetable: &Timetable, counted: &Figures, found: &mut Vec<Violation>) {
    if let Some(claimed) = timetable
        .claims
        .as_ref()
        .filter(|claimed| *claimed != counted)
    {
        found.push(Violation::FalseClaims {
            claimed: claimed.clone(),
            counted: counted.clone(),
        });
    }
}

/// Every request without a place has a reason, and the reason is true.
pub(super) fn reasons(agenda: &Agenda<'_>, crew: Option<&Crew<'_>>, found: &mut Vec<Violation>) {
    for (request, _) in agenda.problem.numbered_requests() {
        let Some(Place::Unplaced(reason)) = agenda.place(request) else {
            continue;
        };
        if *reason == Reason::NotGiven {
            found.push(Violation::NoReason { request });
        } else if !Hearing::of(agenda, crew, request).holds(reason) {
            found.push(Violation::UntrueReason {
                request,
                reason: reason.clone(),
            });
        }
    }
}

/// One request without a place, and the slots that would suit it if it were alone.
struct Hearing<'a> {
    agenda: &'a Agenda<'a>,
    crew: Option<&'a Crew<'a>>,
    id: RequestId,
    request: &'a Request,
    possible: Vec<SlotId>,
}

impl<'a> Hearing<'a> {
    fn of(agenda: &'a Agenda<'a>, crew: Option<&'a Crew<'a>>, id: RequestId) -> Self {
        let request = &agenda.problem.requests()[id.index()];
        let suits = |&slot: &SlotId| {
            request.fixed.is_none_or(|fixed| fixed == slot)
                && agenda.in_window(id, slot)
                && agenda.tables[slot.index()] > 0
                && request
                    .sides()
                    .iter()
                    .all(|&side| agenda.people(side, slot) > 0)
                && crew.is_none_or(|crew| Room { crew, request: id }.is_imaginable(slot))
        };
        let possible = agenda.problem.slot_ids().filter(suits).collect();
        Self {
            agenda,
            crew,
            id,
            request,
            possible,
        }
    }

    fn holds(&self, reason: &Reason) -> bool {
        let blocked = self
            .agenda
            .is_blocked(self.request.first, self.request.second);
        let has_room = |slot: &SlotId| self.has_table(*slot) && self.keeps_order(*slot);
        match reason {
            Reason::NotGiven => false,
            Reason::Blocked => blocked,
            Reason::NoPossibleSlot => self.possible.is_empty(),
            Reason::CapReached { participant, cap } => self.at_cap(*participant) == Some(*cap),
            Reason::ParticipantFull { participant, slots } => {
                *slots == self.possible && self.is_full(*participant)
            }
            Reason::Displaced { participant, by } => self.is_displaced(*participant, by),
            Reason::NoCommonFreeSlot {
                first_free,
                second_free,
            } => {
                *first_free == self.free(self.request.first)
                    && *second_free == self.free(self.request.second)
                    && self.common().is_empty()
            }
            Reason::OrderForbids { slots, others } => {
                !slots.is_empty()
                    && *slots == self.common()
                    && slots.iter().all(|&slot| self.breaks_order(slot, others))
            }
            Reason::NoTableFree { slots } => {
                let in_order: Vec<SlotId> = self
                    .common()
                    .into_iter()
                    .filter(|&slot| self.keeps_order(slot))
                    .collect();
                !slots.is_empty()
                    && *slots == in_order
                    && slots.iter().all(|&slot| !self.has_table(slot))
            }
            Reason::Hindered { slots } => {
                let hindered: Vec<SlotId> = slots.iter().map(|hindrance| hindrance.slot).collect();
                let all: Vec<SlotId> = self.common().into_iter().filter(has_room).collect();
                !slots.is_empty()
                    && hindered == all
                    && slots.iter().all(|h| {
                        self.room()
                            .is_some_and(|room| room.is_obstacle(h.slot, h.by))
                    })
            }
            Reason::StillOpen { slots } => {
                let open = |slot: &SlotId| has_room(slot) && !self.is_hindered(*slot);
                let all: Vec<SlotId> = self.common().into_iter().filter(open).collect();
                !blocked
                    && !slots.is_empty()
                    && *slots == all
                    && self
                        .request
                        .sides()
                        .iter()
                        .all(|&side| self.at_cap(side).is_none())
            }
        }
    }

    fn room(&self) -> Option<Room<'_>> {
        self.crew.map(|crew| Room {
            crew,
            request: self.id,
        })
    }

    /// Whether a finer rule forbids the slot.
    fn is_hindered(&self, slot: SlotId) -> bool {
        self.room().is_some_and(|room| room.is_hindered(slot))
    }

    fn is_side(&self, participant: ParticipantId) -> bool {
        self.request.sides().contains(&participant)
    }

    /// The cap of a side that has reached it.
    fn at_cap(&self, participant: ParticipantId) -> Option<u32> {
        if !self.is_side(participant) {
            return None;
        }
        let cap = self.agenda.problem.participants()[participant.index()].cap?;
        (self.agenda.held(participant) >= cap).then_some(cap)
    }

    fn is_full(&self, participant: ParticipantId) -> bool {
        self.is_side(participant) && !self.possible.is_empty() && self.free(participant).is_empty()
    }

    /// Possible slots in which the side has somebody left.
    fn free(&self, side: ParticipantId) -> Vec<SlotId> {
        let left =
            |slot: &&SlotId| self.agenda.at_once(side, **slot) < self.agenda.people(side, **slot);
        self.possible.iter().filter(left).copied().collect()
    }

    fn common(&self) -> Vec<SlotId> {
        let second = self.free(self.request.second);
        self.free(self.request.first)
            .into_iter()
            .filter(|slot| second.contains(slot))
            .collect()
    }

    fn has_table(&self, slot: SlotId) -> bool {
        self.agenda.load[slot.index()] < self.agenda.tables[slot.index()]
    }

    fn keeps_order(&self, slot: SlotId) -> bool {
        self.agenda
            .order_of(self.id)
            .iter()
            .all(|p| self.order_fits(p.before, p.after, slot))
    }

    fn order_fits(&self, before: RequestId, after: RequestId, slot: SlotId) -> bool {
        if before == self.id {
            self.agenda.slot(after).is_none_or(|later| slot < later)
        } else if after == self.id {
            self.agenda
                .slot(before)
                .is_none_or(|earlier| earlier < slot)
        } else {
            true
        }
    }

    fn breaks_order(&self, slot: SlotId, others: &[RequestId]) -> bool {
        self.agenda.order_of(self.id).iter().any(|p| {
            (others.contains(&p.before) || others.contains(&p.after))
                && !self.order_fits(p.before, p.after, slot)
        })
    }

    /// Each of `by` stands in the way of the side and is worth at least as much.
    fn is_displaced(&self, participant: ParticipantId, by: &[RequestId]) -> bool {
        let worthy = |id: &RequestId| {
            let Some(other) = self.agenda.problem.requests().get(id.index()) else {
                return false;
            };
            other.sides().contains(&participant)
                && self.agenda.slot(*id).is_some()
                && (other.must, other.weight) >= (self.request.must, self.request.weight)
        };
        !by.is_empty()
            && by.iter().all(worthy)
            && (self.at_cap(participant).is_some() || self.is_full(participant))
    }
}
