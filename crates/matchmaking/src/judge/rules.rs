//! The rules, one function per kind.

use super::Violation;
use super::agenda::Agenda;
use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::problem::Variant;
use crate::resources::TableKind;
use crate::timetable::Place;

/// Rules that each meeting keeps or breaks alone.
pub(super) fn meetings(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    let slots = agenda.problem.slots().len();
    for (request, asked) in agenda.problem.numbered_requests() {
        let Some(&Place::Held { slot, table }) = agenda.place(request) else {
            continue;
        };
        if let Some(table) = table.filter(|table| table.index() >= agenda.problem.tables().len()) {
            found.push(Violation::UnknownTable { request, table });
        }
        if slot.index() >= slots {
            found.push(Violation::UnknownSlot { request, slot });
            continue;
        }
        if let Some(fixed) = asked.fixed.filter(|&fixed| fixed != slot) {
            found.push(Violation::MovedFixed {
                request,
                fixed,
                slot,
            });
        }
        if !agenda.in_window(request, slot) {
            found.push(Violation::OutsideWindow { request, slot });
        }
        if agenda.is_blocked(asked.first, asked.second) {
            found.push(Violation::BlockedPair {
                request,
                first: asked.first,
                second: asked.second,
            });
        }
        for participant in asked.sides() {
            if agenda.people(participant, slot) == 0 {
                found.push(away(agenda, request, participant, slot));
            }
        }
    }
}

fn away(
    agenda: &Agenda<'_>,
    request: RequestId,
    participant: ParticipantId,
    slot: SlotId,
) -> Violation {
    let who = &agenda.problem.participants()[participant.index()];
    if who.forbidden.contains(&slot) {
        return Violation::ForbiddenTime {
            request,
            participant,
            slot,
        };
    }
    let time = &agenda.problem.slots()[slot.index()];
    let overlaps = |e: &crate::problem::Engagement| e.starts < time.ends && time.starts < e.ends;
    let engagements = (0..who.engagements.len())
        .filter(|&i| overlaps(&who.engagements[i]))
        .collect();
    Violation::Engaged {
        request,
        participant,
        slot,
        engagements,
    }
}

/// Nobody is in two places, no firm beyond its people, nobody above its cap.
pub(super) fn people(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    for group in agenda.entries.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (participant, slot, _) = group[0];
        let people = agenda.people(participant, slot);
        // With nobody there at all, each meeting has been reported as at a forbidden time.
        if group.len() as u64 <= u64::from(people.max(1)) {
            continue;
        }
        let requests = group.iter().map(|entry| entry.2).collect();
        found.push(
            if agenda.problem.participants()[participant.index()].people == 1 {
                Violation::DoubleBooked {
                    participant,
                    slot,
                    requests,
                }
            } else {
                Violation::FirmBeyondPeople {
                    participant,
                    slot,
                    requests,
                    people,
                }
            },
        );
    }
    for (p, participant) in agenda.problem.participants().iter().enumerate() {
        let id = ParticipantId::at(p);
        let held = agenda.held(id);
        if let Some(cap) = participant.cap.filter(|&cap| held > cap) {
            found.push(Violation::AboveCap {
                participant: id,
                cap,
                held,
            });
        }
    }
}

/// No table is used twice, when it cannot be used, or beyond their number.
pub(super) fn tables(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    for (t, (&meetings, &tables)) in agenda.load.iter().zip(&agenda.tables).enumerate() {
        if meetings > tables {
            found.push(Violation::TooFewTables {
                slot: SlotId::at(t),
                meetings,
                tables,
            });
        }
    }
    let mut seats: Vec<(TableId, SlotId, RequestId)> = Vec::new();
    for (request, _) in agenda.problem.numbered_requests() {
        let (
            Some(&Place::Held {
                table: Some(table), ..
            }),
            Some(slot),
        ) = (agenda.place(request), agenda.slot(request))
        else {
            continue;
        };
        let Some(furniture) = agenda.problem.tables().get(table.index()) else {
            continue;
        };
        if furniture.unavailable.contains(&slot) {
            found.push(Violation::TableUnavailable {
                request,
                table,
                slot,
            });
        }
        if furniture.kind != TableKind::Virtual {
            seats.push((table, slot, request));
        }
    }
    seats.sort_unstable();
    for group in seats
        .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
        .filter(|group| group.len() > 1)
    {
        let (table, slot, _) = group[0];
        let requests = group.iter().map(|seat| seat.2).collect();
        found.push(Violation::TableTwice {
            table,
            slot,
            requests,
        });
    }
}

/// Meetings that have an order keep it.
pub(super) fn order(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    for precedence in agenda.problem.precedences() {
        let slots = (
            agenda.slot(precedence.before),
            agenda.slot(precedence.after),
        );
        if let (Some(before_slot), Some(after_slot)) = slots
            && before_slot >= after_slot
        {
            found.push(Violation::OutOfOrder {
                before: precedence.before,
                before_slot,
                after: precedence.after,
                after_slot,
            });
        }
    }
}

/// What variant a demands: everything held, breaks fairly shared.
pub(super) fn variant(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    let Variant::HoldAll { fairness } = agenda.problem.variant() else {
        return;
    };
    for (request, _) in agenda.problem.numbered_requests() {
        if agenda.slot(request).is_none() {
            found.push(Violation::Missing { request });
        }
    }
    let Some(limit) = fairness else { return };
    let breaks = |p: usize| breaks(agenda, ParticipantId::at(p));
    let all: Vec<u64> = (0..agenda.problem.participants().len())
        .map(breaks)
        .collect();
    let most = all.iter().enumerate().max_by_key(|&(_, breaks)| breaks);
    let fewest = all.iter().enumerate().min_by_key(|&(_, breaks)| breaks);
    if let (Some((p, &most)), Some((q, &fewest))) = (most, fewest)
        && most - fewest > u64::from(limit)
    {
        found.push(Violation::Unfair {
            limit,
            most,
            most_of: ParticipantId::at(p),
            fewest,
            fewest_of: ParticipantId::at(q),
        });
    }
}

/// Stretches of idle slots between two meetings, where the border between slots counts.
fn breaks(agenda: &Agenda<'_>, participant: ParticipantId) -> u64 {
    let slots = agenda.problem.slots();
    let gap = |pair: &&[(ParticipantId, SlotId, RequestId)]| {
        let (from, to) = (pair[0].1.index(), pair[1].1.index());
        to > from + 1 && slots[from + 1..=to].iter().all(|slot| slot.follows)
    };
    agenda
        .of_participant(participant)
        .windows(2)
        .filter(gap)
        .count() as u64
}
