//! Elementary reasons why a problem has no timetable at all.
//!
//! Each cause is a proof by itself: whoever reads it can count along. That no cause is found
//! proves nothing. Only variant a can be infeasible: in variant b every request may be left out.

mod chain;
mod hall;

use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::Problem;
use crate::slotset::SlotSet;
use crate::supply::Supply;
use serde::{Deserialize, Serialize};

/// A proof that no complete timetable exists.
#[allow(
    missing_docs,
    reason = "the comment of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// There are meetings but no slot.
    NoSlots { meetings: usize },
    /// There are meetings but no table can be used in any slot.
    NoTables { meetings: usize },
    /// There are more meetings than table places in all slots.
    TooFewPlaces { meetings: u64, places: u64 },
    /// These meetings can only be in these slots, which have fewer table places.
    SlotsCrowded {
        slots: Vec<SlotId>,
        requests: Vec<RequestId>,
        places: u64,
    },
    /// A meeting of two who must never meet.
    Blocked {
        request: RequestId,
        first: ParticipantId,
        second: ParticipantId,
    },
    /// A meeting has no slot, each for its own reason.
    NoSlotLeft {
        request: RequestId,
        excluded: Vec<Exclusion>,
    },
    /// A participant has more meetings than it accepts.
    AboveCap {
        participant: ParticipantId,
        meetings: u32,
        cap: u32,
    },
    /// A participant has more meetings than it has free places (one per person and slot).
    TooManyMeetings {
        participant: ParticipantId,
        meetings: u32,
        free: u64,
        away: Vec<SlotId>,
    },
    /// These meetings of a participant can only be in these slots, which are too few. With
    /// `by_order`, some slots are excluded because other meetings come before or after.
    TooFewSlots {
        participant: ParticipantId,
        requests: Vec<RequestId>,
        slots: Vec<SlotId>,
        places: u64,
        by_order: bool,
    },
    /// Meetings that must each come before the next, round in a circle.
    OrderInCircle { requests: Vec<RequestId> },
    /// Meetings that must each come before the next, but do not fit one after the other.
    ChainTooLong { requests: Vec<RequestId> },
    /// These meetings cannot all be held by the rules: not to be seen by counting, but a search
    /// has excluded every way. With `fairness`, they can, but then one participant has more
    /// breaks than another and this allowed difference.
    Contradiction {
        requests: Vec<RequestId>,
        fairness: Option<u32>,
    },
}

/// Why a meeting cannot be in a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// The slot.
    pub slot: SlotId,
    /// Why not there.
    pub why: ExclusionReason,
}

/// Why a meeting cannot be in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExclusionReason {
    /// It is fixed in another slot.
    FixedElsewhere,
    /// It is outside the request's window.
    Window,
    /// This side has nobody who can meet then.
    Away(ParticipantId),
    /// No table can be used then.
    NoTable,
}

/// The elementary causes, the simplest kind first; empty when none is found or in variant b.
#[must_use]
pub fn elementary(problem: &Problem) -> Vec<Cause> {
    if !problem.holds_all() || problem.requests().is_empty() {
        return Vec::new();
    }
    let supply = Supply::of(problem);
    let mut causes = supplies(problem, &supply);
    if !causes.is_empty() {
        return causes;
    }
    let domains: Vec<SlotSet> = problem
        .numbered_requests()
        .map(|(request, _)| supply.possible(problem, request))
        .collect();
    empty_domains(problem, &supply, &domains, &mut causes);
    participants(problem, &supply, &domains, &mut causes);
    crowded(problem, &supply, &domains, &mut causes);
    if !causes.is_empty() {
        return causes;
    }
    match chain::narrow(problem, &domains) {
        Err(cause) => causes.push(cause),
        Ok(narrowed) => {
            for (p, mine) in meetings_of(problem).iter().enumerate() {
                let who = (ParticipantId::at(p), mine.as_slice());
                causes.extend(hall::too_few_slots(problem, &supply, who, &narrowed, true));
            }
        }
    }
    causes
}

/// Requests of each participant.
fn meetings_of(problem: &Problem) -> Vec<Vec<RequestId>> {
    let mut mine = vec![Vec::new(); problem.participants().len()];
    for (request, asked) in problem.numbered_requests() {
        for side in asked.sides() {
            mine[side.index()].push(request);
        }
    }
    mine
}

fn supplies(problem: &Problem, supply: &Supply) -> Vec<Cause> {
    let meetings = problem.requests().len();
    if problem.slots().is_empty() {
        return vec![Cause::NoSlots { meetings }];
    }
    match supply.places() {
        0 => vec![Cause::NoTables { meetings }],
        places if places < meetings as u64 => {
            vec![Cause::TooFewPlaces {
                meetings: meetings as u64,
                places,
            }]
        }
        _ => Vec::new(),
    }
}

fn empty_domains(problem: &Problem, supply: &Supply, domains: &[SlotSet], causes: &mut Vec<Cause>) {
    for (request, asked) in problem.numbered_requests() {
        if !domains[request.index()].is_empty() {
            continue;
        }
        if supply.is_blocked(asked.first, asked.second) {
            causes.push(Cause::Blocked {
                request,
                first: asked.first,
                second: asked.second,
            });
            continue;
        }
        let window = supply.window(problem, request);
        let exclusion = |slot: SlotId| {
            let why = if asked.fixed.is_some_and(|fixed| fixed != slot) {
                ExclusionReason::FixedElsewhere
            } else if !window.contains(slot) {
                ExclusionReason::Window
            } else if supply.people(asked.first, slot) == 0 {
                ExclusionReason::Away(asked.first)
            } else if supply.people(asked.second, slot) == 0 {
                ExclusionReason::Away(asked.second)
            } else {
                ExclusionReason::NoTable
            };
            Exclusion { slot, why }
        };
        causes.push(Cause::NoSlotLeft {
            request,
            excluded: problem.slot_ids().map(exclusion).collect(),
        });
    }
}

fn participants(problem: &Problem, supply: &Supply, domains: &[SlotSet], causes: &mut Vec<Cause>) {
    for (p, mine) in meetings_of(problem).iter().enumerate() {
        let id = ParticipantId::at(p);
        let meetings = mine.len() as u32;
        if let Some(cap) = problem.participants()[p].cap.filter(|&cap| meetings > cap) {
            causes.push(Cause::AboveCap {
                participant: id,
                meetings,
                cap,
            });
            continue;
        }
        let free: u64 = problem
            .slot_ids()
            .map(|slot| u64::from(supply.people(id, slot)))
            .sum();
        if u64::from(meetings) > free {
            let away = problem
                .slot_ids()
                .filter(|&slot| supply.people(id, slot) == 0)
                .collect();
            causes.push(Cause::TooManyMeetings {
                participant: id,
                meetings,
                free,
                away,
            });
            continue;
        }
        causes.extend(hall::too_few_slots(
            problem,
            supply,
            (id, mine),
            domains,
            false,
        ));
    }
}

/// Sets of slots (each single slot, each session) that must hold more than they have tables for.
fn crowded(problem: &Problem, supply: &Supply, domains: &[SlotSet], causes: &mut Vec<Cause>) {
    let count = problem.slots().len();
    let mut fixed_there: Vec<Vec<RequestId>> = vec![Vec::new(); count];
    for (r, domain) in domains
        .iter()
        .enumerate()
        .filter(|(_, domain)| domain.len() == 1)
    {
        domain
            .iter()
            .for_each(|slot| fixed_there[slot.index()].push(RequestId::at(r)));
    }
    for (t, requests) in fixed_there.into_iter().enumerate() {
        let places = u64::from(supply.tables(SlotId::at(t)));
        if requests.len() as u64 > places {
            causes.push(Cause::SlotsCrowded {
                slots: vec![SlotId::at(t)],
                requests,
                places,
            });
        }
    }
    let mut sessions: Vec<u32> = problem
        .slots()
        .iter()
        .filter_map(|slot| slot.session)
        .collect();
    sessions.sort_unstable();
    sessions.dedup();
    for session in sessions {
        let mut slots = SlotSet::empty(count);
        for t in (0..count).filter(|&t| problem.slots()[t].session == Some(session)) {
            slots.insert(SlotId::at(t));
        }
        let inside = |r: &usize| !domains[*r].is_empty() && domains[*r].within(&slots);
        let requests: Vec<RequestId> = (0..domains.len())
            .filter(inside)
            .map(RequestId::at)
            .collect();
        let places = slots
            .iter()
            .map(|slot| u64::from(supply.tables(slot)))
            .sum();
        if requests.len() as u64 > places {
            causes.push(Cause::SlotsCrowded {
                slots: slots.to_vec(),
                requests,
                places,
            });
        }
    }
}
