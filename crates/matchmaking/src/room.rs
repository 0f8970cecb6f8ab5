//! Room for one more meeting beside those that are held, as far as the finer rules go.

use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId, VenueId};
use crate::presence::Presence;
use crate::problem::Problem;
use crate::resources::{LanguagePair, TableKind};
use crate::slotset::SlotSet;
use crate::timetable::{Attendance, Obstacle};
use std::collections::{HashMap, HashSet};

/// Somebody's meeting: when, and where unless on the net.
type Stop = (SlotId, Option<VenueId>);

/// What held meetings leave.
pub(crate) struct Room<'a> {
    problem: &'a Problem,
    presence: &'a Presence,
    /// Slots in which each participant holds a meeting.
    busy: Vec<SlotSet>,
    taken: HashSet<(SlotId, TableId)>,
    people: HashMap<(ParticipantId, u32), Vec<Stop>>,
    interpreters: Vec<Vec<Stop>>,
}

impl<'a> Room<'a> {
    /// The room beside these meetings.
    pub fn beside(
        problem: &'a Problem,
        presence: &'a Presence,
        places: &[Option<(SlotId, Option<TableId>)>],
        attendance: &[Attendance],
    ) -> Self {
        let empty = SlotSet::empty(problem.slots().len());
        let mut room = Self {
            problem,
            presence,
            busy: vec![empty; problem.participants().len()],
            taken: HashSet::new(),
            people: HashMap::new(),
            interpreters: vec![Vec::new(); problem.interpreters().len()],
        };
        let who: HashMap<RequestId, &Attendance> =
            attendance.iter().map(|a| (a.request, a)).collect();
        for ((request, asked), place) in problem.numbered_requests().zip(places) {
            let Some((slot, table)) = *place else {
                continue;
            };
            let stop = (slot, table.and_then(|table| problem.venue_of(table)));
            let here = who.get(&request);
            for (side, participant) in asked.sides().into_iter().enumerate() {
                room.busy[participant.index()].insert(slot);
                let only = problem.participants()[participant.index()].people == 1;
                let person = here.and_then(|a| a.persons[side]).or(only.then_some(0));
                if let Some(person) = person {
                    room.people
                        .entry((participant, person))
                        .or_default()
                        .push(stop);
                }
            }
            let interpreter = here.and_then(|a| a.interpreter);
            let way = interpreter.and_then(|i| room.interpreters.get_mut(i.index()));
            way.into_iter().for_each(|way| way.push(stop));
            let online = |t: &TableId| {
                let known = problem.tables().get(t.index());
                known.is_some_and(|known| known.kind == TableKind::Virtual)
            };
            let table = table.filter(|table| !online(table));
            room.taken.extend(table.map(|table| (slot, table)));
        }
        room
    }

    /// What forbids the request in the slot, where its sides and some table are free.
    pub fn obstacle(&self, request: RequestId, slot: SlotId) -> Option<Obstacle> {
        let sides = self.problem.requests()[request.index()].sides();
        for side in sides {
            if !self.keeps_pause(side, slot) {
                return Some(Obstacle::Pause(side));
            }
        }
        let sites = self.sites(request, slot);
        if sites.is_empty() {
            return Some(Obstacle::Table);
        }
        self.absence(request, slot)
    }

    /// Who is missing in the slot, where some table is free.
    pub fn absence(&self, request: RequestId, slot: SlotId) -> Option<Obstacle> {
        let sides = self.problem.requests()[request.index()].sides();
        let sites = self.sites(request, slot);
        for (side, participant) in sides.into_iter().enumerate() {
            if !self.has_person((request, side), slot, None) {
                return Some(Obstacle::Person(participant));
            }
        }
        if !self.has_interpreter(request, slot, None) {
            return Some(Obstacle::Interpreter);
        }
        let reachable = |&site: &Option<VenueId>| self.is_in_reach(request, slot, site);
        (!sites.iter().any(reachable)).then_some(Obstacle::Travel)
    }

    /// Whether people and an interpreter for the request can be at the place in time.
    pub fn is_in_reach(&self, request: RequestId, slot: SlotId, site: Option<VenueId>) -> bool {
        let here = Some(site);
        self.has_person((request, 0), slot, here)
            && self.has_person((request, 1), slot, here)
            && self.has_interpreter(request, slot, here)
    }

    /// Whether the participant has a pause soon enough when it meets in the slot too.
    fn keeps_pause(&self, participant: ParticipantId, slot: SlotId) -> bool {
        let who = &self.problem.participants()[participant.index()];
        let busy = &self.busy[participant.index()];
        who.longest_run
            .is_none_or(|longest| run_through(self.problem, busy, slot) <= longest)
    }

    /// Where a table is free that the request may have.
    fn sites(&self, request: RequestId, slot: SlotId) -> Vec<Option<VenueId>> {
        let mut sites: Vec<_> = self
            .presence
            .tables(self.problem, request)
            .into_iter()
            .filter(|&table| self.presence.is_open(table, slot))
            .filter(|&table| !self.taken.contains(&(slot, table)))
            .map(|table| self.problem.venue_of(table))
            .collect();
        sites.sort_unstable();
        sites.dedup();
        sites
    }

    /// Whether somebody of the side can come; in time to the place, if one is given.
    fn has_person(
        &self,
        (request, side): (RequestId, usize),
        slot: SlotId,
        site: Option<Option<VenueId>>,
    ) -> bool {
        let participant = self.problem.requests()[request.index()].sides()[side];
        let firm = &self.problem.participants()[participant.index()];
        if firm.people > 1 && !self.presence.is_tracked(participant) {
            return true;
        }
        Presence::candidates(self.problem, request, side)
            .any(|person| self.is_free((participant, person), slot, site))
    }

    fn is_free(
        &self,
        who: (ParticipantId, u32),
        slot: SlotId,
        site: Option<Option<VenueId>>,
    ) -> bool {
        let stops = self.people.get(&who).map_or(&[][..], Vec::as_slice);
        self.presence.is_free(who.0, who.1, slot) && self.fits(stops, slot, site)
    }

    fn fits(&self, stops: &[Stop], slot: SlotId, site: Option<Option<VenueId>>) -> bool {
        stops.iter().all(|&stop| match site {
            None => stop.0 != slot,
            Some(site) => self
                .presence
                .travel
                .can_do_both(self.problem, stop, (slot, site)),
        })
    }

    fn has_interpreter(
        &self,
        request: RequestId,
        slot: SlotId,
        site: Option<Option<VenueId>>,
    ) -> bool {
        let Some(languages) = Presence::needs(self.problem, request) else {
            return true;
        };
        let sides = self.problem.requests()[request.index()].sides();
        let oneself = |side: usize| {
            Presence::candidates(self.problem, request, side).any(|person| {
                let who = (sides[side], person);
                Presence::interprets(self.problem, who, languages) && self.is_free(who, slot, site)
            })
        };
        let somebody = |i: InterpreterId| {
            self.can_interpret(i, (languages, slot))
                && self.fits(&self.interpreters[i.index()], slot, site)
        };
        let mut interpreters = (0..self.interpreters.len()).map(InterpreterId::at);
        oneself(0) || oneself(1) || interpreters.any(somebody)
    }

    fn can_interpret(
        &self,
        interpreter: InterpreterId,
        (languages, slot): (LanguagePair, SlotId),
    ) -> bool {
        let mut busy = SlotSet::empty(self.problem.slots().len());
        let stops = &self.interpreters[interpreter.index()];
        stops.iter().for_each(|stop| busy.insert(stop.0));
        let longest = self.problem.interpreters()[interpreter.index()].longest_run;
        let rested = longest.is_none_or(|n| run_through(self.problem, &busy, slot) <= n);
        rested
            && self
                .presence
                .can_interpret(self.problem, interpreter, (languages, slot))
    }
}

/// Length of the run of busy slots that the slot would be part of; a border at which no break
/// counts ends a run.
pub(crate) fn run_through(problem: &Problem, busy: &SlotSet, slot: SlotId) -> u32 {
    let slots = problem.slots();
    let at = slot.index();
    let earlier = (1..=at).rev();
    let before = earlier.take_while(|&t| slots[t].follows && busy.contains(SlotId::at(t - 1)));
    let later = at + 1..slots.len();
    let after = later.take_while(|&t| slots[t].follows && busy.contains(SlotId::at(t)));
    1 + (before.count() + after.count()) as u32
}
