//! Who comes to which meeting: named people and interpreters, each in one place at a time.

use super::agenda::{Agenda, is_away};
use super::fine;
use super::{Traveller, Violation};
use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, VenueId};
use crate::problem::{Engagement, Request};
use crate::resources::{LanguagePair, Travel};
use crate::timetable::{Attendance, Place};
use std::collections::{BTreeMap, HashMap};

/// One meeting on somebody's way; without a venue it is on the net.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub slot: SlotId,
    pub venue: Option<VenueId>,
    pub request: RequestId,
}

/// Everybody's way through the day.
pub(super) struct Crew<'a> {
    pub agenda: &'a Agenda<'a>,
    pub travel: Travel,
    attendance: HashMap<RequestId, Attendance>,
    ways: BTreeMap<Traveller, Vec<Stop>>,
    /// Participants of whom a request asks for a certain person.
    asked_for: Vec<bool>,
}

impl<'a> Crew<'a> {
    /// Reads the attendance and reports what cannot be understood of it.
    pub fn of(agenda: &'a Agenda<'a>, found: &mut Vec<Violation>) -> Self {
        let problem = agenda.problem;
        let mut asked_for = vec![false; problem.participants().len()];
        for asked in problem.requests() {
            for (side, person) in asked.sides().into_iter().zip(asked.persons) {
                asked_for[side.index()] |= person.is_some();
            }
        }
        let mut crew = Self {
            agenda,
            travel: Travel::of(problem),
            attendance: HashMap::new(),
            ways: BTreeMap::new(),
            asked_for,
        };
        for (position, &entry) in agenda.timetable.attendance.iter().enumerate() {
            let known = crew.attendance.contains_key(&entry.request);
            if known || !crew.makes_sense(&entry) {
                found.push(Violation::UnknownAttendance { position });
            } else {
                crew.attendance.insert(entry.request, entry);
            }
        }
        for (request, asked) in problem.numbered_requests() {
            crew.walk(request, asked);
        }
        for way in crew.ways.values_mut() {
            way.sort_by_key(|stop| (stop.slot, stop.request));
        }
        crew
    }

    fn makes_sense(&self, entry: &Attendance) -> bool {
        let problem = self.agenda.problem;
        let Some(asked) = problem.requests().get(entry.request.index()) else {
            return false;
        };
        let person = |side: usize| {
            let people = problem.participants()[asked.sides()[side].index()].people;
            entry.persons[side].is_none_or(|person| person < people)
        };
        let count = problem.interpreters().len();
        self.agenda.slot(entry.request).is_some()
            && person(0)
            && person(1)
            && entry.interpreter.is_none_or(|i| i.index() < count)
    }

    fn walk(&mut self, request: RequestId, asked: &Request) {
        let Some(slot) = self.agenda.slot(request) else {
            return;
        };
        let table = match self.agenda.place(request) {
            Some(&Place::Held { table, .. }) => table,
            _ => None,
        };
        let stop = Stop {
            slot,
            venue: table.and_then(|table| self.agenda.problem.venue_of(table)),
            request,
        };
        for (side, participant) in asked.sides().into_iter().enumerate() {
            if let Some(person) = self.person(request, side) {
                let who = Traveller::Person(participant, person);
                self.ways.entry(who).or_default().push(stop);
            }
        }
        if let Some(interpreter) = self.interpreter(request) {
            let who = Traveller::Interpreter(interpreter);
            self.ways.entry(who).or_default().push(stop);
        }
    }

    /// Who of a side comes: the named one, or the only one there is.
    pub fn person(&self, request: RequestId, side: usize) -> Option<u32> {
        let participant = self.agenda.problem.requests()[request.index()].sides()[side];
        let only = self.agenda.problem.participants()[participant.index()].people == 1;
        let named = self.attendance.get(&request).and_then(|a| a.persons[side]);
        named.or(only.then_some(0))
    }

    pub fn interpreter(&self, request: RequestId) -> Option<InterpreterId> {
        self.attendance.get(&request).and_then(|a| a.interpreter)
    }

    /// Somebody's meetings in order.
    pub fn way(&self, who: Traveller) -> &[Stop] {
        self.ways.get(&who).map_or(&[], Vec::as_slice)
    }

    /// Whether it must be said who of the participant comes.
    pub fn matters_who(&self, participant: ParticipantId) -> bool {
        let firm = &self.agenda.problem.participants()[participant.index()];
        let own_times = !firm.members.is_empty() || self.asked_for[participant.index()];
        firm.people > 1 && (own_times || self.travel.takes_time())
    }

    /// Whether one of the participant's people can meet in the slot, by their own times.
    pub fn is_here(&self, participant: ParticipantId, person: u32, slot: SlotId) -> bool {
        let firm = &self.agenda.problem.participants()[participant.index()];
        let time = &self.agenda.problem.slots()[slot.index()];
        let member = firm.members.get(person as usize);
        member.is_none_or(|member| !is_away(member, slot.index(), time))
    }

    /// The languages that somebody must interpret, if no side can by itself.
    pub fn needed(&self, request: RequestId) -> Option<LanguagePair> {
        let asked = &self.agenda.problem.requests()[request.index()];
        let languages = asked.language?;
        let by_itself = asked.sides().into_iter().any(|side| {
            let firm = &self.agenda.problem.participants()[side.index()];
            firm.interprets.iter().any(|pair| pair.is(languages))
        });
        (!by_itself).then_some(languages)
    }

    /// Whether one of the participant's people speaks both languages.
    pub fn speaks(&self, participant: ParticipantId, person: u32, languages: LanguagePair) -> bool {
        let firm = &self.agenda.problem.participants()[participant.index()];
        let member = firm.members.get(person as usize);
        member.is_some_and(|m| m.interprets.iter().any(|pair| pair.is(languages)))
    }

    pub fn knows(&self, interpreter: InterpreterId, languages: LanguagePair) -> bool {
        let who = &self.agenda.problem.interpreters()[interpreter.index()];
        who.languages.iter().any(|pair| pair.is(languages))
    }

    /// Whether the interpreter can work in the slot at all.
    pub fn works(&self, interpreter: InterpreterId, slot: SlotId) -> bool {
        let who = &self.agenda.problem.interpreters()[interpreter.index()];
        let time = &self.agenda.problem.slots()[slot.index()];
        let engaged = |e: &Engagement| e.starts < time.ends && time.starts < e.ends;
        !who.forbidden.contains(&slot) && !who.engagements.iter().any(engaged)
    }
}

/// The right people and an interpreter who can do it come to each meeting.
pub(super) fn meetings(crew: &Crew<'_>, found: &mut Vec<Violation>) {
    for (request, asked) in crew.agenda.problem.numbered_requests() {
        let Some(slot) = crew.agenda.slot(request) else {
            continue;
        };
        for (side, participant) in asked.sides().into_iter().enumerate() {
            person(
                crew,
                (request, side),
                (participant, asked.persons[side]),
                found,
            );
        }
        let Some(interpreter) = crew.interpreter(request) else {
            if let Some(languages) = crew.needed(request)
                && !(0..2).any(|side| {
                    let person = crew.person(request, side);
                    person.is_some_and(|k| crew.speaks(asked.sides()[side], k, languages))
                })
            {
                found.push(Violation::NoInterpreter { request });
            }
            continue;
        };
        if asked
            .language
            .is_none_or(|languages| !crew.knows(interpreter, languages))
        {
            found.push(Violation::WrongInterpreter {
                request,
                interpreter,
            });
        }
        if !crew.works(interpreter, slot) {
            found.push(Violation::InterpreterAway {
                request,
                interpreter,
                slot,
            });
        }
    }
}

fn person(
    crew: &Crew<'_>,
    (request, side): (RequestId, usize),
    (participant, wanted): (ParticipantId, Option<u32>),
    found: &mut Vec<Violation>,
) {
    let Some(slot) = crew.agenda.slot(request) else {
        return;
    };
    let Some(person) = crew.person(request, side) else {
        if crew.matters_who(participant) {
            found.push(Violation::NobodyNamed {
                request,
                participant,
            });
        }
        return;
    };
    if let Some(wanted) = wanted.filter(|&wanted| wanted != person) {
        found.push(Violation::WrongPerson {
            request,
            participant,
            wanted,
            person,
        });
    }
    // With nobody there at all, the meeting has been reported as at a forbidden time.
    if !crew.is_here(participant, person, slot) && crew.agenda.people(participant, slot) > 0 {
        found.push(Violation::PersonAway {
            request,
            participant,
            person,
            slot,
        });
    }
}

/// Everybody is in one place at a time, gets there, and interpreters rest.
pub(super) fn ways(crew: &Crew<'_>, found: &mut Vec<Violation>) {
    for (&who, way) in &crew.ways {
        if !is_only_one(crew, who) {
            twice(who, way, found);
        }
        too_far(crew, who, way, found);
        if let Traveller::Interpreter(interpreter) = who {
            rest(crew, interpreter, way, found);
        }
    }
}

/// Whether this is a participant of one person: the general rules see that one twice.
fn is_only_one(crew: &Crew<'_>, who: Traveller) -> bool {
    match who {
        Traveller::Person(p, _) => crew.agenda.problem.participants()[p.index()].people == 1,
        Traveller::Interpreter(_) => false,
    }
}

fn twice(who: Traveller, way: &[Stop], found: &mut Vec<Violation>) {
    for group in way.chunk_by(|a, b| a.slot == b.slot) {
        if group.len() > 1 {
            found.push(Violation::InTwoPlaces {
                who,
                slot: group[0].slot,
                requests: group.iter().map(|stop| stop.request).collect(),
            });
        }
    }
}

/// Meetings on the net are held from wherever one is.
fn too_far(crew: &Crew<'_>, who: Traveller, way: &[Stop], found: &mut Vec<Violation>) {
    let slots = crew.agenda.problem.slots();
    let placed: Vec<(&Stop, VenueId)> = way
        .iter()
        .filter_map(|stop| stop.venue.map(|venue| (stop, venue)))
        .collect();
    for (i, &(later, to)) in placed.iter().enumerate() {
        let starts = slots[later.slot.index()].starts;
        for &(earlier, from) in placed[..i].iter().rev() {
            let minutes = starts - slots[earlier.slot.index()].ends;
            if minutes >= i64::from(crew.travel.longest()) {
                break;
            }
            let needed = crew.travel.minutes(from, to);
            if earlier.slot != later.slot && minutes < i64::from(needed) {
                found.push(Violation::TooFar {
                    who,
                    earlier: earlier.request,
                    later: later.request,
                    minutes,
                    needed,
                });
            }
        }
    }
}

fn rest(crew: &Crew<'_>, interpreter: InterpreterId, way: &[Stop], found: &mut Vec<Violation>) {
    let who = &crew.agenda.problem.interpreters()[interpreter.index()];
    let Some(longest) = who.longest_run else {
        return;
    };
    let mut busy: Vec<SlotId> = way.iter().map(|stop| stop.slot).collect();
    busy.dedup();
    for slots in busy.chunk_by(|a, b| fine::goes_on(crew.agenda, *a, *b)) {
        if slots.len() > longest as usize {
            found.push(Violation::NoRest {
                interpreter,
                longest,
                slots: slots.to_vec(),
            });
        }
    }
}
