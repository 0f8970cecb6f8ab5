//! What can be wrong with a draft, exactly.

use crate::errors::{MAX_PEOPLE, MAX_WEIGHT, ProblemError};
use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::problem::{Draft, Window};
use std::collections::{HashMap, HashSet};

mod goals;
mod locks;
mod resources;

/// Most slots a problem may have: two months of 20-minute slots.
pub const MAX_SLOTS: usize = 4096;
/// Most tables, participants or requests a problem may have.
pub const MAX_ENTRIES: usize = 1_000_000;
/// Most venues a problem may have.
pub const MAX_VENUES: usize = 100;
/// Most participants times slots: a table of that size is kept in memory.
pub const MAX_CELLS: usize = 20_000_000;

/// What makes no sense.
pub(crate) fn malformed(draft: &Draft) -> Vec<ProblemError> {
    let mut found = Vec::new();
    sizes(draft, &mut found);
    if !found.is_empty() {
        return found;
    }
    slots(draft, &mut found);
    tables(draft, &mut found);
    participants(draft, &mut found);
    requests(draft, &mut found);
    relations(draft, &mut found);
    goals::malformed(draft, &mut found);
    resources::malformed(draft, &mut found);
    keys(
        "slots",
        draft.slots.iter().map(|x| x.key.as_str()),
        &mut found,
    );
    keys(
        "tables",
        draft.tables.iter().map(|x| x.key.as_str()),
        &mut found,
    );
    keys(
        "participants",
        draft.participants.iter().map(|x| x.key.as_str()),
        &mut found,
    );
    keys(
        "requests",
        draft.requests.iter().map(|x| x.key.as_str()),
        &mut found,
    );
    found
}

fn sizes(draft: &Draft, found: &mut Vec<ProblemError>) {
    let lists = [
        ("slots", draft.slots.len(), MAX_SLOTS),
        ("tables", draft.tables.len(), MAX_ENTRIES),
        ("participants", draft.participants.len(), MAX_ENTRIES),
        ("requests", draft.requests.len(), MAX_ENTRIES),
        ("precedences", draft.precedences.len(), MAX_ENTRIES),
        ("blocked pairs", draft.blocked.len(), MAX_ENTRIES),
        ("venues", draft.venues.len(), MAX_VENUES),
        ("interpreters", draft.interpreters.len(), MAX_ENTRIES),
        (
            "participants times slots",
            draft.participants.len().saturating_mul(draft.slots.len()),
            MAX_CELLS,
        ),
    ];
    for (what, count, limit) in lists {
        if count > limit {
            found.push(ProblemError::TooMany { what, count, limit });
        }
    }
}

fn slots(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (t, slot) in draft.slots.iter().enumerate() {
        if slot.ends <= slot.starts {
            found.push(ProblemError::SlotWithoutLength {
                slot: SlotId::at(t),
                starts: slot.starts,
                ends: slot.ends,
            });
        }
        if t > 0 && slot.starts < draft.slots[t - 1].ends {
            found.push(ProblemError::SlotsOutOfOrder {
                earlier: SlotId::at(t - 1),
                slot: SlotId::at(t),
            });
        }
    }
}

fn tables(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (i, table) in draft.tables.iter().enumerate() {
        for &slot in &table.unavailable {
            if slot.index() >= draft.slots.len() {
                found.push(ProblemError::UnknownTableSlot {
                    table: TableId::at(i),
                    slot,
                });
            }
        }
    }
}

fn participants(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (p, participant) in draft.participants.iter().enumerate() {
        let id = ParticipantId::at(p);
        if participant.people == 0 {
            found.push(ProblemError::NoPeople { participant: id });
        }
        if participant.people > MAX_PEOPLE {
            found.push(ProblemError::TooManyPeople {
                participant: id,
                people: participant.people,
            });
        }
        if let Some(cap) = participant.cap.filter(|&cap| participant.minimum > cap) {
            found.push(ProblemError::MinimumAboveCap {
                participant: id,
                minimum: participant.minimum,
                cap,
            });
        }
        if participant.longest_run == Some(0) {
            found.push(ProblemError::NoRun { participant: id });
        }
        for &slot in &participant.forbidden {
            if slot.index() >= draft.slots.len() {
                found.push(ProblemError::UnknownForbiddenSlot {
                    participant: id,
                    slot,
                });
            }
        }
        for (position, engagement) in participant.engagements.iter().enumerate() {
            if engagement.ends <= engagement.starts {
                found.push(ProblemError::EngagementWithoutLength {
                    participant: id,
                    position,
                });
            }
        }
    }
}

fn requests(draft: &Draft, found: &mut Vec<ProblemError>) {
    let sessions: HashSet<u32> = draft.slots.iter().filter_map(|s| s.session).collect();
    for (r, request) in draft.requests.iter().enumerate() {
        let id = RequestId::at(r);
        for participant in request.sides() {
            if participant.index() >= draft.participants.len() {
                found.push(ProblemError::UnknownParticipant {
                    request: id,
                    participant,
                });
            }
        }
        if request.first == request.second {
            found.push(ProblemError::WithItself {
                request: id,
                participant: request.first,
            });
        }
        if let Some(slot) = request.fixed.filter(|s| s.index() >= draft.slots.len()) {
            found.push(ProblemError::UnknownFixedSlot { request: id, slot });
        }
        if let Some(table) = request.table.filter(|t| t.index() >= draft.tables.len()) {
            found.push(ProblemError::UnknownLockedTable { request: id, table });
        }
        match &request.window {
            Window::Any => {}
            Window::Session(session) => {
                if !sessions.contains(session) {
                    found.push(ProblemError::UnknownSession {
                        request: id,
                        session: *session,
                    });
                }
            }
            Window::Slots(slots) => {
                for &slot in slots.iter().filter(|s| s.index() >= draft.slots.len()) {
                    found.push(ProblemError::UnknownWindowSlot { request: id, slot });
                }
            }
        }
        if request.weight == 0 || request.weight > MAX_WEIGHT {
            found.push(ProblemError::WeightOutOfRange {
                request: id,
                weight: request.weight,
            });
        }
        let priority = request.first_priority.max(request.second_priority);
        if priority > 3 {
            found.push(ProblemError::PriorityOutOfRange {
                request: id,
                priority,
            });
        }
    }
}

fn relations(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (position, precedence) in draft.precedences.iter().enumerate() {
        for request in [precedence.before, precedence.after] {
            if request.index() >= draft.requests.len() {
                found.push(ProblemError::UnknownPrecedence { position, request });
            }
        }
    }
    for (position, pair) in draft.blocked.iter().enumerate() {
        for participant in [pair.0, pair.1] {
            if participant.index() >= draft.participants.len() {
                found.push(ProblemError::UnknownBlocked {
                    position,
                    participant,
                });
            }
        }
    }
}

fn keys<'a>(
    what: &'static str,
    list: impl Iterator<Item = &'a str>,
    found: &mut Vec<ProblemError>,
) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (second, key) in list.enumerate().filter(|(_, key)| !key.is_empty()) {
        match seen.get(key) {
            Some(&first) => {
                found.push(ProblemError::DuplicateKey {
                    what,
                    first,
                    second,
                    key: key.to_owned(),
                });
            }
            None => {
                seen.insert(key, second);
            }
        }
    }
}

/// What contradicts itself; the draft must not be malformed.
pub(crate) fn contradictions(draft: &Draft) -> Vec<ProblemError> {
    let mut found = Vec::new();
    if !draft.requests.is_empty() {
        if draft.slots.is_empty() {
            found.push(ProblemError::NoSlots);
        }
        if draft.tables.is_empty() {
            found.push(ProblemError::NoTables);
        }
    }
    let refused = draft.requests.iter().filter(|r| r.no_thanks);
    let blocked: HashSet<(ParticipantId, ParticipantId)> = draft
        .blocked
        .iter()
        .copied()
        .chain(refused.map(|r| (r.first, r.second)))
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    locks::contradictions(draft, &mut found);
    resources::contradictions(draft, &mut found);
    for (r, request) in draft.requests.iter().enumerate() {
        let id = RequestId::at(r);
        if blocked.contains(&(request.first, request.second))
            && (request.must || request.fixed.is_some())
        {
            found.push(ProblemError::BlockedButWanted { request: id });
        }
        let Some(slot) = request.fixed else { continue };
        for participant in request.sides() {
            if draft.participants[participant.index()]
                .forbidden
                .contains(&slot)
            {
                found.push(ProblemError::FixedAtForbidden {
                    request: id,
                    slot,
                    participant,
                });
            }
        }
        let inside = match &request.window {
            Window::Any => true,
            Window::Session(session) => draft.slots[slot.index()].session == Some(*session),
            Window::Slots(slots) => slots.contains(&slot),
        };
        if !inside {
            found.push(ProblemError::FixedOutsideWindow { request: id, slot });
        }
    }
    let edges: Vec<(usize, usize)> = draft
        .precedences
        .iter()
        .map(|p| (p.before.index(), p.after.index()))
        .collect();
    if let Some(cycle) = crate::order::cycle(draft.requests.len(), &edges) {
        found.push(ProblemError::PrecedenceCycle {
            requests: cycle.into_iter().map(RequestId::at).collect(),
        });
    }
    found
}
