//! The values of the goals, counted from the agenda alone.

use super::agenda::Agenda;
use crate::figures::{Figures, Share};
use crate::goals::{Satisfied, Values};
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::resources::TableKind;
use crate::timetable::Place;
use std::collections::HashMap;

/// Counts what the figures do not hold: shares of all, changes, wishes.
pub(super) fn values(agenda: &Agenda<'_>, figures: &Figures) -> Values {
    let problem = agenda.problem;
    let mut asked: HashMap<ParticipantId, u64> = HashMap::new();
    for side in problem.requests().iter().flat_map(|r| r.sides()) {
        *asked.entry(side).or_default() += 1;
    }
    let share = |(&who, &whole): (&ParticipantId, &u64)| Share {
        part: u64::from(agenda.held(who)),
        whole,
    };
    let everybody = (0..problem.participants().len()).map(ParticipantId::at);
    Values {
        promises_missed: figures.musts_missed + figures.below_minimum,
        weight: figures.weight,
        satisfied: Satisfied::of(asked.iter().map(share)),
        breaks: figures.breaks,
        most_breaks: figures.most_breaks,
        venues: everybody
            .clone()
            .map(|who| changes(agenda, who, venue))
            .sum(),
        changes: everybody.map(|who| changes(agenda, who, table)).sum(),
        wishes: wishes(agenda),
    }
}

/// Where a meeting is, as far as it counts.
type Whereabouts = fn(&Agenda<'_>, RequestId) -> Option<u32>;

/// Changes of table or venue that the participant cannot avoid, border by border.
fn changes(agenda: &Agenda<'_>, who: ParticipantId, place: Whereabouts) -> u64 {
    let slots = agenda.problem.slots();
    let people = u64::from(agenda.problem.participants()[who.index()].people);
    let at_tables = |slot: usize| -> Vec<u32> {
        let there = agenda
            .of_participant(who)
            .iter()
            .filter(|entry| entry.1 == SlotId::at(slot));
        there.filter_map(|entry| place(agenda, entry.2)).collect()
    };
    let mut changes = 0;
    for border in (1..slots.len()).filter(|&t| slots[t].follows) {
        let (before, mut after) = (at_tables(border - 1), at_tables(border));
        // More than all of a slot cannot go on, even if they are too many.
        let both = (before.len() + after.len()) as u64;
        let going = both.saturating_sub(people);
        let going = going.min(before.len() as u64).min(after.len() as u64);
        let mut stay = 0;
        for table in before {
            if let Some(found) = after.iter().position(|&other| other == table) {
                after.swap_remove(found);
                stay += 1;
            }
        }
        changes += going.saturating_sub(stay);
    }
    changes
}

fn table(agenda: &Agenda<'_>, request: RequestId) -> Option<u32> {
    match agenda.place(request) {
        Some(Place::Held {
            table: Some(table), ..
        }) if table.index() < agenda.problem.tables().len() => Some(table.0),
        _ => None,
    }
}

/// Where the table of a meeting stands; a meeting on the net is nowhere.
fn venue(agenda: &Agenda<'_>, request: RequestId) -> Option<u32> {
    let table = table(agenda, request)? as usize;
    let table = &agenda.problem.tables()[table];
    (table.kind != TableKind::Virtual).then_some(table.venue.0)
}

fn wishes(agenda: &Agenda<'_>) -> Share {
    let mut wishes = Share { part: 0, whole: 0 };
    for (request, asked) in agenda.problem.numbered_requests() {
        let of_side = |side: ParticipantId| &agenda.problem.participants()[side.index()].preferred;
        let [first, second] = asked.sides().map(of_side);
        for wished in [&asked.preferred, first, second] {
            if !wished.is_empty() {
                wishes.whole += 1;
                let met = agenda.slot(request).is_some_and(|t| wished.contains(&t));
                wishes.part += u64::from(met);
            }
        }
    }
    wishes
}
