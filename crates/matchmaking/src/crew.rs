//! Who comes to meetings that are put somewhere by hand: people and interpreters, each in one place
//! at a time.
//!
//! Whoever is known to come stays where that is possible. In a slot where somebody is missing, a
//! search over the few meetings of that slot looks for people and interpreters, changing as few of
//! the other meetings as it can; other slots stay as they are.

use crate::ids::{InterpreterId, RequestId, SlotId, VenueId};
use crate::legal::Spot;
use crate::presence::Presence;
use crate::problem::Problem;
use crate::room::run_through;
use crate::slotset::SlotSet;
use crate::timetable::Attendance;
use std::collections::HashMap;

/// Steps after which the search of one slot gives up.
const STEPS: u32 = 20_000;

/// A meeting on somebody's way: when, and where unless on the net.
type Stop = (SlotId, Option<VenueId>);

/// One of a participant's people, by the participant and the position among its people.
type Person = (crate::ParticipantId, u32);

/// Who comes to each of the meetings, one entry for each of which something must be said. `known`
/// says who came before; it is kept where it can be. A meeting for which nobody is found keeps
/// what was known of it, and the judge objects.
#[must_use]
pub fn attend(problem: &Problem, places: &[Option<Spot>], known: &[Attendance]) -> Vec<Attendance> {
    let presence = Presence::of(problem);
    let mut crew = Crew::of((problem, &presence), places, known);
    for slot in problem.slot_ids() {
        let here = crew.here(slot);
        if here.iter().any(|&r| !crew.is_complete(r, &here)) {
            for entry in crew.search(slot, &here).unwrap_or_default() {
                crew.say(entry);
            }
        }
    }
    let told = |entry: &&Attendance| entry.persons != [None; 2] || entry.interpreter.is_some();
    crew.said.iter().filter(told).copied().collect()
}

/// Who comes where.
pub(crate) struct Crew<'a> {
    problem: &'a Problem,
    presence: &'a Presence,
    places: Vec<Option<Spot>>,
    /// One entry for each request.
    said: Vec<Attendance>,
    people: HashMap<Person, Vec<RequestId>>,
    interpreters: Vec<Vec<RequestId>>,
}

/// One search of a slot.
struct Search<'a, 'b> {
    crew: &'b Crew<'a>,
    slot: SlotId,
    meetings: Vec<RequestId>,
    /// Meetings whose people may change without counting.
    open: Vec<bool>,
    chosen: Vec<Attendance>,
    steps: u32,
}

impl<'a> Crew<'a> {
    /// The people of the meetings that are held. What makes no sense of `known` is left out.
    pub(crate) fn of(
        (problem, presence): (&'a Problem, &'a Presence),
        places: &[Option<Spot>],
        known: &[Attendance],
    ) -> Self {
        let nobody = |r: usize| Attendance {
            request: RequestId::at(r),
            persons: [None; 2],
            interpreter: None,
        };
        let count = problem.requests().len();
        let mut crew = Self {
            problem,
            presence,
            places: places.to_vec(),
            said: (0..count).map(nobody).collect(),
            people: HashMap::new(),
            interpreters: vec![Vec::new(); problem.interpreters().len()],
        };
        crew.places.resize(count, None);
        for entry in known {
            let held = crew.places.get(entry.request.index());
            if held.copied().flatten().is_some() {
                crew.say(crew.sensible(*entry));
            }
        }
        crew
    }

    /// The entry without people and interpreters that do not exist or need not be named.
    fn sensible(&self, entry: Attendance) -> Attendance {
        let sides = self.problem.requests()[entry.request.index()].sides();
        let person = |side: usize| {
            let firm = &self.problem.participants()[sides[side].index()];
            let exists = |person: &u32| *person < firm.people;
            let tracked = self.presence.is_tracked(sides[side]);
            entry.persons[side].filter(|person| tracked && exists(person))
        };
        let exists = |one: &InterpreterId| one.index() < self.interpreters.len();
        Attendance {
            persons: [person(0), person(1)],
            interpreter: entry.interpreter.filter(exists),
            ..entry
        }
    }

    /// Notes who comes, in place of what was known before.
    fn say(&mut self, entry: Attendance) {
        let request = entry.request;
        let sides = self.problem.requests()[request.index()].sides();
        let before = self.said[request.index()];
        for (side, participant) in sides.into_iter().enumerate() {
            if let Some(person) = before.persons[side] {
                let way = self.people.entry((participant, person)).or_default();
                way.retain(|other| *other != request);
            }
            if let Some(person) = entry.persons[side] {
                let way = self.people.entry((participant, person)).or_default();
                way.push(request);
            }
        }
        if let Some(interpreter) = before.interpreter {
            self.interpreters[interpreter.index()].retain(|other| *other != request);
        }
        if let Some(interpreter) = entry.interpreter {
            self.interpreters[interpreter.index()].push(request);
        }
        self.said[request.index()] = entry;
    }

    /// The meetings of a slot.
    fn here(&self, slot: SlotId) -> Vec<RequestId> {
        let places = self.places.iter().enumerate();
        let here = places.filter(|(_, spot)| spot.is_some_and(|(at, _)| at == slot));
        here.map(|(r, _)| RequestId::at(r)).collect()
    }

    /// Whether people and an interpreter are found for one more meeting, others of the slot
    /// changing theirs where they must.
    pub(crate) fn admits(&self, request: RequestId, spot: Spot) -> bool {
        let mut with = Crew {
            places: self.places.clone(),
            said: self.said.clone(),
            people: self.people.clone(),
            interpreters: self.interpreters.clone(),
            ..*self
        };
        with.places[request.index()] = Some(spot);
        let here = with.here(spot.0);
        with.search(spot.0, &here).is_some()
    }

    fn stop(&self, request: RequestId) -> Option<Stop> {
        let (slot, table) = self.places[request.index()]?;
        Some((slot, table.and_then(|table| self.problem.venue_of(table))))
    }

    /// Whether who comes to the meeting is said and can come, beside the others of its slot.
    fn is_complete(&self, request: RequestId, here: &[RequestId]) -> bool {
        let entry = self.said[request.index()];
        let Some(stop) = self.stop(request) else {
            return true;
        };
        let alone = |one: &Attendance| {
            here.iter()
                .filter(|other| **other != request)
                .all(|other| self.is_apart(one, &self.said[other.index()]))
        };
        self.suits(&entry, stop) && alone(&entry)
    }

    /// Whether two meetings of one slot share nobody.
    fn is_apart(&self, one: &Attendance, other: &Attendance) -> bool {
        if one.interpreter.is_some() && one.interpreter == other.interpreter {
            return false;
        }
        let people = |entry: &Attendance| {
            let sides = self.problem.requests()[entry.request.index()].sides();
            let people = sides.into_iter().zip(entry.persons);
            people
                .filter_map(|(side, person)| Some((side, person?)))
                .collect::<Vec<Person>>()
        };
        let theirs = people(other);
        !people(one).iter().any(|person| theirs.contains(person))
    }

    /// Whether everybody whom the meeting needs is named and can be there, as far as other slots
    /// go.
    fn suits(&self, entry: &Attendance, stop: Stop) -> bool {
        let request = entry.request;
        let person = |side: usize| match entry.persons[side] {
            Some(person) => self.can_come((request, side), person, stop),
            None => !self.is_tracked(request, side),
        };
        let understood = match (self.needs(entry), entry.interpreter) {
            (false, None) => true,
            (true, Some(interpreter)) => self.can_interpret(request, interpreter, stop),
            _ => false,
        };
        person(0) && person(1) && understood
    }

    fn is_tracked(&self, request: RequestId, side: usize) -> bool {
        let sides = self.problem.requests()[request.index()].sides();
        self.presence.is_tracked(sides[side])
    }

    /// Whether the meeting needs an interpreter when these people come.
    fn needs(&self, entry: &Attendance) -> bool {
        let Some(languages) = Presence::needs(self.problem, entry.request) else {
            return false;
        };
        let sides = self.problem.requests()[entry.request.index()].sides();
        let speaks = |(side, person): (crate::ParticipantId, Option<u32>)| {
            let only = self.problem.participants()[side.index()].people == 1;
            let person = person.or(only.then_some(0));
            person
                .is_some_and(|person| Presence::interprets(self.problem, (side, person), languages))
        };
        !sides.into_iter().zip(entry.persons).any(speaks)
    }

    fn can_come(&self, (request, side): (RequestId, usize), person: u32, stop: Stop) -> bool {
        let participant = self.problem.requests()[request.index()].sides()[side];
        let wanted = self.problem.requests()[request.index()].persons[side];
        let way = self.people.get(&(participant, person));
        wanted.is_none_or(|wanted| wanted == person)
            && self.presence.is_free(participant, person, stop.0)
            && self.gets_there(way.map_or(&[], Vec::as_slice), stop)
    }

    /// Whether somebody with these meetings in other slots can be there too.
    fn gets_there(&self, way: &[RequestId], stop: Stop) -> bool {
        let travel = &self.presence.travel;
        let mut stops = way.iter().filter_map(|request| self.stop(*request));
        stops.all(|other| other.0 == stop.0 || travel.can_do_both(self.problem, other, stop))
    }

    fn can_interpret(&self, request: RequestId, interpreter: InterpreterId, stop: Stop) -> bool {
        let Some(languages) = self.problem.requests()[request.index()].language else {
            return false;
        };
        let way = &self.interpreters[interpreter.index()];
        let mut busy = SlotSet::empty(self.problem.slots().len());
        for (slot, _) in way.iter().filter_map(|request| self.stop(*request)) {
            busy.insert(slot);
        }
        let longest = self.problem.interpreters()[interpreter.index()].longest_run;
        longest.is_none_or(|longest| run_through(self.problem, &busy, stop.0) <= longest)
            && self
                .presence
                .can_interpret(self.problem, interpreter, (languages, stop.0))
            && self.gets_there(way, stop)
    }

    /// People and interpreters for all meetings of a slot, with the fewest changes.
    fn search(&self, slot: SlotId, here: &[RequestId]) -> Option<Vec<Attendance>> {
        let (mut meetings, missing): (Vec<RequestId>, Vec<RequestId>) =
            here.iter().partition(|r| self.is_complete(**r, here));
        let kept = meetings.len();
        meetings.extend(missing);
        for changes in 0..=kept {
            let mut search = Search {
                crew: self,
                slot,
                open: (0..meetings.len()).map(|n| n >= kept).collect(),
                meetings: meetings.clone(),
                chosen: Vec::new(),
                steps: STEPS,
            };
            if search.go(changes) {
                return Some(search.chosen);
            }
            if search.steps == 0 {
                return None;
            }
        }
        None
    }
}

impl Search<'_, '_> {
    /// Finds somebody for the next meeting and all after it, changing at most so many others.
    fn go(&mut self, changes: usize) -> bool {
        let at = self.chosen.len();
        let Some(&request) = self.meetings.get(at) else {
            return true;
        };
        let before = self.crew.said[request.index()];
        let mut choices = self.choices(request);
        choices.sort_by_key(|entry| difference(entry, &before));
        for entry in choices {
            let free = self.open[at] || entry == before;
            if self.steps == 0 || (!free && changes == 0) {
                return false;
            }
            self.steps -= 1;
            self.chosen.push(entry);
            if self.go(changes - usize::from(!free)) {
                return true;
            }
            self.chosen.pop();
        }
        false
    }

    /// Everybody who could come, beside those who are chosen already.
    fn choices(&self, request: RequestId) -> Vec<Attendance> {
        let crew = self.crew;
        let Some(stop) = crew.stop(request).filter(|stop| stop.0 == self.slot) else {
            return Vec::new();
        };
        let side = |side: usize| -> Vec<Option<u32>> {
            if !crew.is_tracked(request, side) {
                return vec![None];
            }
            Presence::candidates(crew.problem, request, side)
                .filter(|&person| crew.can_come((request, side), person, stop))
                .map(Some)
                .collect()
        };
        let mut found = Vec::new();
        let (first, second) = (side(0), side(1));
        for persons in first.iter().flat_map(|a| second.iter().map(|b| [*a, *b])) {
            let alone = Attendance {
                request,
                persons,
                interpreter: None,
            };
            if !crew.needs(&alone) {
                found.push(alone);
                continue;
            }
            let all = (0..crew.interpreters.len()).map(InterpreterId::at);
            let able = all.filter(|one| crew.can_interpret(request, *one, stop));
            found.extend(able.map(|one| Attendance {
                interpreter: Some(one),
                ..alone
            }));
        }
        found.retain(|entry| self.chosen.iter().all(|other| crew.is_apart(entry, other)));
        found
    }
}

/// How much of who comes is another than before.
fn difference(entry: &Attendance, before: &Attendance) -> usize {
    let persons = (0..2).filter(|side| entry.persons[*side] != before.persons[*side]);
    persons.count() + usize::from(entry.interpreter != before.interpreter)
}
