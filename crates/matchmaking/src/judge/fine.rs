//! The finer rules: locked tables and pauses.

use super::Violation;
use super::agenda::Agenda;
use crate::ids::{ParticipantId, SlotId};
use crate::resources::TableKind;
use crate::timetable::Place;

/// Meetings that are locked at a table sit there.
pub(super) fn locks(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    for (request, asked) in agenda.problem.numbered_requests() {
        if let (Some(locked), Some(&Place::Held { table, .. })) =
            (asked.table, agenda.place(request))
            && table != Some(locked)
        {
            found.push(Violation::MovedTable {
                request,
                locked,
                table,
            });
        }
    }
}

/// Booths are for their owners' meetings, and those are nowhere else.
pub(super) fn places(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    if !agenda.problem.places_matter() {
        return;
    }
    let tables = agenda.problem.tables();
    for (request, asked) in agenda.problem.numbered_requests() {
        let Some(&Place::Held { table, .. }) = agenda.place(request) else {
            continue;
        };
        let Some(table) = table else {
            if asked.table.is_none() {
                found.push(Violation::WithoutTable { request });
            }
            continue;
        };
        let kind = tables.get(table.index()).map(|table| table.kind);
        if let Some(TableKind::Booth(owner)) = kind {
            if !asked.sides().contains(&owner) {
                found.push(Violation::ForeignBooth {
                    request,
                    table,
                    owner,
                });
            }
            continue;
        }
        let has_booth = |side: &ParticipantId| {
            let booth = TableKind::Booth(*side);
            tables.iter().any(|table| table.kind == booth)
        };
        let owner = asked.sides().into_iter().find(has_booth);
        if let (Some(participant), None) = (owner, asked.table) {
            found.push(Violation::NotAtBooth {
                request,
                participant,
                table,
            });
        }
    }
}

/// Nobody meets in more slots in a row than it can without a pause.
pub(super) fn pauses(agenda: &Agenda<'_>, found: &mut Vec<Violation>) {
    for (p, who) in agenda.problem.participants().iter().enumerate() {
        let Some(longest) = who.longest_run else {
            continue;
        };
        let participant = ParticipantId::at(p);
        let mut busy: Vec<SlotId> = agenda
            .of_participant(participant)
            .iter()
            .map(|entry| entry.1)
            .collect();
        busy.dedup();
        for slots in busy.chunk_by(|a, b| goes_on(agenda, *a, *b)) {
            if slots.len() > longest as usize {
                found.push(Violation::NoPause {
                    participant,
                    longest,
                    slots: slots.to_vec(),
                });
            }
        }
    }
}

/// Whether two busy slots are one run.
pub(super) fn goes_on(agenda: &Agenda<'_>, earlier: SlotId, later: SlotId) -> bool {
    later.0 == earlier.0 + 1 && agenda.problem.slots()[later.index()].follows
}

/// Whether the participant could meet in the slot too without losing its pause.
pub(super) fn has_pause(agenda: &Agenda<'_>, participant: ParticipantId, slot: SlotId) -> bool {
    let longest = agenda.problem.participants()[participant.index()].longest_run;
    let busy = |t: usize| agenda.at_once(participant, SlotId::at(t)) > 0;
    longest.is_none_or(|longest| run_with(agenda, slot, &busy) <= longest as usize)
}

/// Slots in a row that would be busy if this one were too.
pub(super) fn run_with(agenda: &Agenda<'_>, slot: SlotId, busy: &dyn Fn(usize) -> bool) -> usize {
    let follows = |t: usize| agenda.problem.slots()[t].follows;
    let mut first = slot.index();
    while first > 0 && follows(first) && busy(first - 1) {
        first -= 1;
    }
    let mut last = slot.index();
    while last + 1 < agenda.problem.slots().len() && follows(last + 1) && busy(last + 1) {
        last += 1;
    }
    last - first + 1
}
