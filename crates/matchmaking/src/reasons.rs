//! Why a request has no place in a timetable.

use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Problem, Request};
use crate::room::Room;
use crate::slotset::SlotSet;
use crate::supply::Supply;
use crate::timetable::{Attendance, Hindrance, Place, Reason, Timetable};

/// Turns slots (and tables, where known) into a timetable in which every request without a place
/// carries its reason. `places` must have one entry per request, in existing slots.
#[must_use]
pub fn with_reasons(
    problem: &Problem,
    places: &[Option<(SlotId, Option<crate::TableId>)>],
) -> Timetable {
    with_reasons_and_people(problem, places, Vec::new())
}

/// As [`with_reasons`], when it is known who comes to what is held.
#[must_use]
pub fn with_reasons_and_people(
    problem: &Problem,
    places: &[Option<(SlotId, Option<crate::TableId>)>],
    attendance: Vec<Attendance>,
) -> Timetable {
    let supply = Supply::of(problem);
    let slots: Vec<Option<SlotId>> = places
        .iter()
        .map(|place| place.map(|(slot, _)| slot))
        .collect();
    let mut standing = Standing::of(problem, &supply, &slots);
    let presence = supply.presence();
    standing.room = presence.map(|known| Room::beside(problem, known, places, &attendance));
    let place = |(r, place): (usize, &Option<(SlotId, Option<crate::TableId>)>)| match place {
        Some((slot, table)) => Place::Held {
            slot: *slot,
            table: *table,
        },
        None => Place::Unplaced(standing.why_not(RequestId::at(r))),
    };
    Timetable {
        problem: problem.name().to_owned(),
        places: places.iter().enumerate().map(place).collect(),
        claims: None,
        attendance,
    }
}

/// Who is taken when, for one assignment of slots.
struct Standing<'a> {
    problem: &'a Problem,
    supply: &'a Supply,
    slots: &'a [Option<SlotId>],
    /// Meetings of each participant.
    meetings: Vec<Vec<RequestId>>,
    /// Slots in which each participant has nobody left.
    full: Vec<SlotSet>,
    /// Slots without a free table.
    crowded: SlotSet,
    /// What the finer rules leave, when there are any.
    room: Option<Room<'a>>,
    /// Requests that must come before or after each request that has any: (other, other is later).
    order: std::collections::HashMap<RequestId, Vec<(RequestId, bool)>>,
}

impl<'a> Standing<'a> {
    fn of(problem: &'a Problem, supply: &'a Supply, slots: &'a [Option<SlotId>]) -> Self {
        let count = problem.slots().len();
        let people = problem.participants().len();
        let mut meetings = vec![Vec::new(); people];
        let mut load = vec![0_u32; count];
        for (request, asked) in problem.numbered_requests() {
            let Some(slot) = slots.get(request.index()).copied().flatten() else {
                continue;
            };
            load[slot.index()] += 1;
            for side in asked.sides() {
                meetings[side.index()].push(request);
            }
        }
        let mut full = vec![SlotSet::empty(count); people];
        let mut at_once = vec![0_u32; count];
        for (p, mine) in meetings.iter().enumerate() {
            for slot in mine.iter().filter_map(|r| slots[r.index()]) {
                at_once[slot.index()] += 1;
                if at_once[slot.index()] >= supply.people(ParticipantId::at(p), slot) {
                    full[p].insert(slot);
                }
            }
            mine.iter()
                .filter_map(|r| slots[r.index()])
                .for_each(|slot| at_once[slot.index()] = 0);
        }
        let mut crowded = SlotSet::empty(count);
        for slot in problem
            .slot_ids()
            .filter(|&slot| load[slot.index()] >= supply.tables(slot))
        {
            crowded.insert(slot);
        }
        let mut order: std::collections::HashMap<RequestId, Vec<(RequestId, bool)>> =
            Default::default();
        for p in problem.precedences() {
            order.entry(p.before).or_default().push((p.after, true));
            order.entry(p.after).or_default().push((p.before, false));
        }
        Self {
            problem,
            supply,
            slots,
            meetings,
            full,
            crowded,
            room: None,
            order,
        }
    }

    fn why_not(&self, id: RequestId) -> Reason {
        let request = &self.problem.requests()[id.index()];
        if self.supply.is_blocked(request.first, request.second) {
            return Reason::Blocked;
        }
        let possible = self.supply.possible(self.problem, id);
        if possible.is_empty() {
            return Reason::NoPossibleSlot;
        }
        if let Some(reason) = self.side_is_taken(request, &possible) {
            return reason;
        }
        let free = |side: ParticipantId| {
            let mut set = possible.clone();
            set.subtract(&self.full[side.index()]);
            set
        };
        let (first, second) = (free(request.first), free(request.second));
        let mut common = first.clone();
        common.intersect(&second);
        if common.is_empty() {
            return Reason::NoCommonFreeSlot {
                first_free: first.to_vec(),
                second_free: second.to_vec(),
            };
        }
        let (in_order, others) = self.in_order(id, &common);
        if in_order.is_empty() {
            return Reason::OrderForbids {
                slots: common.to_vec(),
                others,
            };
        }
        let mut open = in_order.clone();
        open.subtract(&self.crowded);
        if open.is_empty() {
            return Reason::NoTableFree {
                slots: in_order.to_vec(),
            };
        }
        self.hindered_or_open(id, open)
    }

    /// What the finer rules say about slots where everything else fits.
    fn hindered_or_open(&self, id: RequestId, open: SlotSet) -> Reason {
        let obstacle = |slot| self.room.as_ref()?.obstacle(id, slot);
        let mut hindered = Vec::new();
        let mut free = open;
        for slot in free.to_vec() {
            if let Some(by) = obstacle(slot) {
                free.remove(slot);
                hindered.push(Hindrance { slot, by });
            }
        }
        if free.is_empty() {
            return Reason::Hindered { slots: hindered };
        }
        Reason::StillOpen {
            slots: free.to_vec(),
        }
    }

    /// A side that is at its cap or has nobody left in any possible slot.
    fn side_is_taken(&self, request: &Request, possible: &SlotSet) -> Option<Reason> {
        let worth = |r: &Request| (r.must, r.weight);
        for participant in request.sides() {
            let mine = &self.meetings[participant.index()];
            let cap = self.problem.participants()[participant.index()].cap;
            let at_cap = cap.filter(|&cap| mine.len() as u64 >= u64::from(cap));
            let full = possible.within(&self.full[participant.index()]);
            if at_cap.is_none() && !full {
                continue;
            }
            let in_the_way = |r: &&RequestId| {
                at_cap.is_some()
                    || self.slots[r.index()].is_some_and(|slot| possible.contains(slot))
            };
            let by: Vec<RequestId> = mine.iter().filter(in_the_way).copied().collect();
            let all_worthier = by
                .iter()
                .all(|r| worth(&self.problem.requests()[r.index()]) >= worth(request));
            if all_worthier && !by.is_empty() {
                return Some(Reason::Displaced { participant, by });
            }
            return Some(match at_cap {
                Some(cap) => Reason::CapReached { participant, cap },
                None => Reason::ParticipantFull {
                    participant,
                    slots: possible.to_vec(),
                },
            });
        }
        None
    }

    /// The slots among `common` that keep the order, and the requests that forbid the others.
    fn in_order(&self, id: RequestId, common: &SlotSet) -> (SlotSet, Vec<RequestId>) {
        let mut kept = common.clone();
        let mut others = Vec::new();
        let relations = self.order.get(&id).map_or(&[][..], Vec::as_slice);
        for &(other, other_is_later) in relations {
            let Some(at) = self.slots[other.index()] else {
                continue;
            };
            for slot in common.iter() {
                let fits = if other_is_later { slot < at } else { at < slot };
                if !fits {
                    kept.remove(slot);
                    if !others.contains(&other) {
                        others.push(other);
                    }
                }
            }
        }
        (kept, others)
    }
}
