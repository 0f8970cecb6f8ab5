//! Where a meeting fits, or who is in its way.

use super::state::{Spot, State};
use matchmaking::{InterpreterId, LanguagePair, ParticipantId, Presence, SlotId, VenueId};

impl State<'_, '_> {
    /// Where in the slot the request, which is not held, fits beside the others. If nowhere,
    /// `in_the_way` holds meetings of which at least one must go, or nothing if none can help.
    pub fn seat(&self, request: u32, slot: usize, in_the_way: &mut Vec<u32>) -> Option<Spot> {
        in_the_way.clear();
        for p in self.ground.sides(request) {
            if !self.has_time(p, slot, in_the_way) {
                return None;
            }
        }
        if !self.keeps_order(request, slot, in_the_way) {
            return None;
        }
        let tables = self.free_tables(request, slot);
        if tables.is_empty() {
            let choice = self.ground.tables(request);
            let asked = |entry: &&(u32, u32)| choice.contains(&entry.0);
            in_the_way.extend(self.seated[slot].iter().filter(asked).map(|entry| entry.1));
            return None;
        }
        let mut spots = tables
            .iter()
            .map(|&table| self.crew(request, (slot, table)));
        if let Some(spot) = spots.find_map(|spot| spot) {
            return Some(spot);
        }
        self.who_keeps_people(request, (slot, tables[0]), in_the_way);
        None
    }

    /// Whether the request, which is not held, fits at that table with those people.
    pub fn fits(&self, request: u32, spot: &Spot) -> bool {
        let mut in_the_way = Vec::new();
        let here = (SlotId::at(spot.slot), self.ground.site(spot.table));
        let open = self.ground.is_open(spot.table, spot.slot);
        let sides = self.ground.sides(request);
        open && self.ground.tables(request).contains(&spot.table)
            && self.sitting(spot.slot, spot.table).is_none()
            && sides
                .iter()
                .all(|&p| self.has_time(p, spot.slot, &mut in_the_way))
            && self.keeps_order(request, spot.slot, &mut in_the_way)
            && (0..2).all(|side| self.can_come((request, side), spot.persons[side], here))
            && self.is_understood(request, spot, here)
    }

    /// Whether this one of a side's people can come; nobody where it need not be said.
    fn can_come(
        &self,
        (request, side): (u32, usize),
        person: Option<u32>,
        here: (SlotId, Option<VenueId>),
    ) -> bool {
        if person.is_some() != self.is_tracked(request, side) {
            return false;
        }
        let p = ParticipantId::at(self.ground.sides(request)[side]);
        let k = person.unwrap_or(0);
        self.candidates(request, side).contains(&k)
            && self.ground.presence.is_free(p, k, here.0)
            && self.clashes(self.way(p, k), here).next().is_none()
    }

    /// Whether the spot has an interpreter exactly where one is needed, who can work there.
    fn is_understood(&self, request: u32, spot: &Spot, here: (SlotId, Option<VenueId>)) -> bool {
        let Some(pair) = self.ground.needs[request as usize] else {
            return spot.interpreter.is_none();
        };
        let sides = self.ground.sides(request).into_iter().zip(spot.persons);
        let alone = sides.into_iter().any(|(p, person)| {
            let who = (ParticipantId::at(p), person.unwrap_or(0));
            let only = self.ground.problem.participants()[p].people == 1;
            (only || person.is_some()) && Presence::interprets(self.ground.problem, who, pair)
        });
        match spot.interpreter {
            None => alone,
            Some(interpreter) => self.can_work(interpreter, pair, here),
        }
    }

    /// People, cap and pause of one side.
    pub(super) fn has_time(&self, p: usize, slot: usize, in_the_way: &mut Vec<u32>) -> bool {
        let there = self.meetings(p, slot);
        if there.len() >= self.ground.people(p, slot) {
            in_the_way.extend(there.iter().map(|entry| entry.1));
            return false;
        }
        let who = &self.ground.problem.participants()[p];
        if who
            .cap
            .is_some_and(|cap| self.agenda[p].len() >= cap as usize)
        {
            in_the_way.extend(self.agenda[p].iter().map(|entry| entry.1));
            return false;
        }
        let Some(longest) = who.longest_run else {
            return true;
        };
        let (mut first, mut last) = (slot, slot);
        while first > 0 && self.ground.follows(first) && self.is_busy(p, first - 1) {
            first -= 1;
        }
        let end = self.ground.problem.slots().len() - 1;
        while last < end && self.ground.follows(last + 1) && self.is_busy(p, last + 1) {
            last += 1;
        }
        if last - first < longest as usize {
            return true;
        }
        let run = |entry: &&(usize, u32)| (first..=last).contains(&entry.0);
        in_the_way.extend(self.agenda[p].iter().filter(run).map(|entry| entry.1));
        false
    }

    pub(super) fn keeps_order(&self, request: u32, slot: usize, in_the_way: &mut Vec<u32>) -> bool {
        let r = request as usize;
        let late = |other: &&u32| self.at(**other).is_some_and(|t| t >= slot);
        let early = |other: &&u32| self.at(**other).is_some_and(|t| t <= slot);
        in_the_way.extend(self.ground.before[r].iter().filter(late));
        in_the_way.extend(self.ground.after[r].iter().filter(early));
        in_the_way.is_empty()
    }

    /// The first free table of each venue; first of all, if free, one where a side sits just
    /// before or after.
    pub(super) fn free_tables(&self, request: u32, slot: usize) -> Vec<u32> {
        let choice = self.ground.tables(request);
        let free =
            |table: u32| self.ground.is_open(table, slot) && self.sitting(slot, table).is_none();
        let near = |t: usize| {
            let beside = self.ground.sides(request);
            beside
                .into_iter()
                .flat_map(move |p| self.meetings(p, t))
                .filter_map(|entry| self.spots[entry.1 as usize])
                .map(|spot| spot.table)
                .find(|&table| choice.contains(&table) && free(table))
        };
        let before = slot.checked_sub(1).filter(|_| self.ground.follows(slot));
        let after = Some(slot + 1)
            .filter(|&t| t < self.ground.problem.slots().len() && self.ground.follows(t));
        let beside = before.and_then(near).or_else(|| after.and_then(near));
        let mut tables: Vec<u32> = beside.into_iter().collect();
        let mut sites = Vec::new();
        for &table in choice {
            let site = self.ground.site(table);
            if !sites.contains(&site) && free(table) {
                sites.push(site);
                tables.push(table);
            }
            if sites.len() > self.ground.problem.venues().len() {
                break;
            }
        }
        tables
    }

    /// A place at the table for a request that could be in the slot, if the table is free.
    pub fn seat_at(&self, request: u32, slot: usize, table: u32) -> Option<Spot> {
        let free = self.ground.is_open(table, slot) && self.sitting(slot, table).is_none();
        let may = free && self.ground.tables(request).contains(&table);
        may.then(|| self.crew(request, (slot, table))).flatten()
    }

    /// Tables that the request may have at which a side sits just before or after the slot.
    pub fn tables_beside(&self, request: u32, slot: usize) -> Vec<u32> {
        let end = self.ground.problem.slots().len();
        let before = slot.checked_sub(1).filter(|_| self.ground.follows(slot));
        let after = Some(slot + 1).filter(|&t| t < end && self.ground.follows(t));
        let choice = self.ground.tables(request);
        let around = before.into_iter().chain(after);
        around
            .flat_map(|t| self.ground.sides(request).map(|p| self.meetings(p, t)))
            .flatten()
            .filter_map(|entry| self.spots[entry.1 as usize])
            .map(|spot| spot.table)
            .filter(|table| choice.contains(table))
            .collect()
    }

    /// People and an interpreter for the request at the table, if they can come.
    fn crew(&self, request: u32, (slot, table): (usize, u32)) -> Option<Spot> {
        let here = (SlotId::at(slot), self.ground.site(table));
        let needs = self.ground.needs[request as usize];
        let mut persons = [None; 2];
        let mut understood = needs.is_none();
        for (side, person) in persons.iter_mut().enumerate() {
            let mut free = self.candidates(request, side).filter(|&k| {
                let who = (ParticipantId::at(self.ground.sides(request)[side]), k);
                self.ground.presence.is_free(who.0, k, here.0)
                    && self.clashes(self.way(who.0, k), here).next().is_none()
            });
            let first = free.next()?;
            let speaks = |k: &u32| {
                let p = ParticipantId::at(self.ground.sides(request)[side]);
                let problem = self.ground.problem;
                needs.is_some_and(|pair| Presence::interprets(problem, (p, *k), pair))
            };
            let speaker = (!understood)
                .then(|| std::iter::once(first).chain(free).find(speaks))
                .flatten();
            understood |= speaker.is_some();
            *person = Some(speaker.unwrap_or(first)).filter(|_| self.is_tracked(request, side));
        }
        let interpreter = match needs.filter(|_| !understood) {
            Some(pair) => Some(self.interpreter(pair, here)?),
            None => None,
        };
        Some(Spot {
            slot,
            table,
            persons,
            interpreter,
        })
    }

    /// Who of the side may come: of a firm of which it need not be said, one stands for all.
    pub(super) fn candidates(&self, request: u32, side: usize) -> std::ops::Range<u32> {
        let p = self.ground.sides(request)[side];
        let firm = &self.ground.problem.participants()[p];
        let wanted = self.ground.problem.requests()[request as usize].persons[side];
        match wanted {
            Some(person) => person..person + 1,
            None if self.is_tracked(request, side) => 0..firm.people,
            None => 0..1,
        }
    }

    pub(super) fn is_tracked(&self, request: u32, side: usize) -> bool {
        let p = ParticipantId::at(self.ground.sides(request)[side]);
        self.ground.presence.is_tracked(p)
    }

    /// Meetings of one of a participant's people; of a firm of which it need not be said, none.
    pub(super) fn way(&self, participant: ParticipantId, person: u32) -> &[(usize, u32)] {
        let p = participant.index();
        if self.ground.presence.is_tracked(participant) {
            return self.people.get(&(p, person)).map_or(&[], Vec::as_slice);
        }
        if self.ground.problem.participants()[p].people == 1 {
            return &self.agenda[p];
        }
        &[]
    }

    /// Meetings on somebody's way that leave no time to be here.
    pub(super) fn clashes<'a>(
        &'a self,
        way: &'a [(usize, u32)],
        here: (SlotId, Option<VenueId>),
    ) -> impl Iterator<Item = u32> + 'a {
        way.iter().map(|entry| entry.1).filter(move |&request| {
            self.spots[request as usize].is_some_and(|spot| {
                let there = (SlotId::at(spot.slot), self.ground.site(spot.table));
                let travel = &self.ground.presence.travel;
                !travel.can_do_both(self.ground.problem, there, here)
            })
        })
    }

    fn interpreter(&self, pair: LanguagePair, here: (SlotId, Option<VenueId>)) -> Option<u32> {
        (0..self.interpreters.len() as u32).find(|&i| self.can_work(i, pair, here))
    }

    /// Whether the interpreter knows the languages, gets there and is rested.
    fn can_work(&self, i: u32, pair: LanguagePair, here: (SlotId, Option<VenueId>)) -> bool {
        let known = (pair, here.0);
        let (problem, presence) = (self.ground.problem, &self.ground.presence);
        presence.can_interpret(problem, InterpreterId(i), known)
            && self
                .clashes(&self.interpreters[i as usize], here)
                .next()
                .is_none()
            && self.tiring(i, here.0.index()).is_none()
    }

    /// The slots of the run without a rest that the interpreter would have, if too long.
    pub(super) fn tiring(
        &self,
        interpreter: u32,
        slot: usize,
    ) -> Option<std::ops::RangeInclusive<usize>> {
        let longest = self.ground.problem.interpreters()[interpreter as usize].longest_run?;
        let way = &self.interpreters[interpreter as usize];
        let busy = |t: usize| way.binary_search_by_key(&t, |entry| entry.0).is_ok();
        let (mut first, mut last) = (slot, slot);
        while first > 0 && self.ground.follows(first) && busy(first - 1) {
            first -= 1;
        }
        let end = self.ground.problem.slots().len() - 1;
        while last < end && self.ground.follows(last + 1) && busy(last + 1) {
            last += 1;
        }
        (last - first >= longest as usize).then_some(first..=last)
    }

    /// Meetings that keep people and interpreters away from the table in the slot.
    fn who_keeps_people(
        &self,
        request: u32,
        (slot, table): (usize, u32),
        in_the_way: &mut Vec<u32>,
    ) {
        let here = (SlotId::at(slot), self.ground.site(table));
        for side in 0..2 {
            let p = ParticipantId::at(self.ground.sides(request)[side]);
            for person in self.candidates(request, side) {
                in_the_way.extend(self.clashes(self.way(p, person), here));
            }
        }
        let Some(pair) = self.ground.needs[request as usize] else {
            return;
        };
        for (i, way) in self.interpreters.iter().enumerate() {
            let known = (pair, here.0);
            let (problem, presence) = (self.ground.problem, &self.ground.presence);
            if !presence.can_interpret(problem, InterpreterId::at(i), known) {
                continue;
            }
            in_the_way.extend(self.clashes(way, here));
            if let Some(run) = self.tiring(i as u32, slot) {
                let inside = |entry: &&(usize, u32)| run.contains(&entry.0);
                in_the_way.extend(way.iter().filter(inside).map(|entry| entry.1));
            }
        }
    }
}
