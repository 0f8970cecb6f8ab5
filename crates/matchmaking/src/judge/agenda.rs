//! The timetable turned round: who is where when.

use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Engagement, Precedence, Problem, Slot, Window};
use crate::resources::{Member, TableKind};
use crate::timetable::{Place, Timetable};
use std::collections::{HashMap, HashSet};

/// Who is where when, and what there is to go round.
pub(super) struct Agenda<'a> {
    pub problem: &'a Problem,
    pub timetable: &'a Timetable,
    /// Meetings in existing slots, sorted by participant, then slot, then request.
    pub entries: Vec<(ParticipantId, SlotId, RequestId)>,
    /// Where the entries of each participant start.
    starts: Vec<usize>,
    /// Meetings per slot.
    pub load: Vec<u32>,
    /// Usable tables per slot.
    pub tables: Vec<u32>,
    /// People per participant and slot.
    people: Vec<u32>,
    blocked: HashSet<(u32, u32)>,
    /// Precedences of each request that has any.
    order: HashMap<RequestId, Vec<Precedence>>,
}

impl<'a> Agenda<'a> {
    pub fn of(problem: &'a Problem, timetable: &'a Timetable) -> Self {
        let slots = problem.slots().len();
        let mut load = vec![0; slots];
        let mut entries = Vec::new();
        for ((request, asked), place) in problem.numbered_requests().zip(&timetable.places) {
            if let Some(slot) = place.slot().filter(|slot| slot.index() < slots) {
                load[slot.index()] += 1;
                entries.push((asked.first, slot, request));
                entries.push((asked.second, slot, request));
            }
        }
        entries.sort_unstable();
        let starts = (0..=problem.participants().len())
            .map(|p| entries.partition_point(|entry| entry.0.index() < p))
            .collect();
        let refused = problem.requests().iter().filter(|asked| asked.no_thanks);
        let blocked = problem
            .blocked()
            .iter()
            .copied()
            .chain(refused.map(|asked| (asked.first, asked.second)))
            .map(|(a, b)| (a.0.min(b.0), a.0.max(b.0)))
            .collect();
        let mut order: HashMap<RequestId, Vec<Precedence>> = HashMap::new();
        for &precedence in problem.precedences() {
            order.entry(precedence.before).or_default().push(precedence);
            order.entry(precedence.after).or_default().push(precedence);
        }
        Self {
            problem,
            timetable,
            entries,
            starts,
            load,
            tables: usable_tables(problem),
            people: free_people(problem),
            blocked,
            order,
        }
    }

    /// Entries of one participant.
    pub fn of_participant(
        &self,
        participant: ParticipantId,
    ) -> &[(ParticipantId, SlotId, RequestId)] {
        &self.entries[self.starts[participant.index()]..self.starts[participant.index() + 1]]
    }

    /// How many meetings the participant holds.
    pub fn held(&self, participant: ParticipantId) -> u32 {
        self.of_participant(participant).len() as u32
    }

    /// How many meetings the participant holds in the slot.
    pub fn at_once(&self, participant: ParticipantId, slot: SlotId) -> u32 {
        let mine = self.of_participant(participant);
        let first = mine.partition_point(|entry| entry.1 < slot);
        mine[first..]
            .iter()
            .take_while(|entry| entry.1 == slot)
            .count() as u32
    }

    /// How many people of the participant can meet in the slot.
    pub fn people(&self, participant: ParticipantId, slot: SlotId) -> u32 {
        self.people[participant.index() * self.problem.slots().len() + slot.index()]
    }

    /// The precedences that a request takes part in.
    pub fn order_of(&self, request: RequestId) -> &[Precedence] {
        self.order.get(&request).map_or(&[], Vec::as_slice)
    }

    /// The slot of a request, if it has one that exists.
    pub fn slot(&self, request: RequestId) -> Option<SlotId> {
        let place = self.timetable.places.get(request.index())?;
        place
            .slot()
            .filter(|slot| slot.index() < self.problem.slots().len())
    }

    /// The place of a request.
    pub fn place(&self, request: RequestId) -> Option<&Place> {
        self.timetable.places.get(request.index())
    }

    /// Whether the two sides of a request must never meet.
    pub fn is_blocked(&self, first: ParticipantId, second: ParticipantId) -> bool {
        self.blocked
            .contains(&(first.0.min(second.0), first.0.max(second.0)))
    }

    /// Whether the slot is in the request's window.
    pub fn in_window(&self, request: RequestId, slot: SlotId) -> bool {
        match &self.problem.requests()[request.index()].window {
            Window::Any => true,
            Window::Session(session) => {
                self.problem.slots()[slot.index()].session == Some(*session)
            }
            Window::Slots(slots) => slots.contains(&slot),
        }
    }
}

fn usable_tables(problem: &Problem) -> Vec<u32> {
    let mut closed: HashSet<(usize, SlotId)> = HashSet::new();
    for (i, table) in problem.tables().iter().enumerate() {
        closed.extend(table.unavailable.iter().map(|&slot| (i, slot)));
    }
    let room = |i: usize| {
        let online = problem.tables()[i].kind == TableKind::Virtual;
        if online { problem.requests().len() } else { 1 }
    };
    let whole: usize = (0..problem.tables().len()).map(room).sum();
    let mut usable = vec![whole; problem.slots().len()];
    for (table, slot) in closed {
        usable[slot.index()] -= room(table);
    }
    let most = u32::MAX as usize;
    usable.into_iter().map(|n| n.min(most) as u32).collect()
}

fn free_people(problem: &Problem) -> Vec<u32> {
    let mut people = Vec::with_capacity(problem.participants().len() * problem.slots().len());
    for participant in problem.participants() {
        let start = people.len();
        for slot in problem.slots() {
            let away: u64 = participant
                .engagements
                .iter()
                .filter(|e| e.starts < slot.ends && slot.starts < e.ends)
                .map(|e| u64::from(e.people))
                .sum();
            let named = participant
                .members
                .iter()
                .filter(|m| is_away(m, people.len() - start, slot));
            let away = away + named.count() as u64;
            people.push(u64::from(participant.people).saturating_sub(away) as u32);
        }
        for slot in &participant.forbidden {
            people[start + slot.index()] = 0;
        }
    }
    people
}

/// Whether somebody with times of their own cannot meet in the slot of this number.
pub(super) fn is_away(member: &Member, number: usize, slot: &Slot) -> bool {
    let engaged = |e: &Engagement| e.starts < slot.ends && slot.starts < e.ends;
    member.forbidden.contains(&SlotId::at(number)) || member.engagements.iter().any(engaged)
}
