//! What stands in the way of one meeting at one certain place with certain people.

use super::state::{Spot, State};
use matchmaking::{InterpreterId, ParticipantId, Presence, SlotId, VenueId};

impl State<'_, '_> {
    /// Meetings of which at least one must go before the request, which is not held, fits at that
    /// table with those people; none where it fits. `None` where it never can.
    pub fn blocked_by(&self, request: u32, spot: &Spot) -> Option<Vec<u32>> {
        let here = (SlotId::at(spot.slot), self.ground.site(spot.table));
        let may = self.ground.is_open(spot.table, spot.slot)
            && self.ground.tables(request).contains(&spot.table);
        if !may {
            return None;
        }
        if let Some(other) = self.sitting(spot.slot, spot.table) {
            return Some(vec![other]);
        }
        let mut found = Vec::new();
        for p in self.ground.sides(request) {
            if !self.has_time(p, spot.slot, &mut found) {
                return (!found.is_empty()).then_some(found);
            }
        }
        if !self.keeps_order(request, spot.slot, &mut found) {
            return Some(found);
        }
        for side in 0..2 {
            found.extend(self.keeps_person((request, side), spot.persons[side], here)?);
            if !found.is_empty() {
                return Some(found);
            }
        }
        self.keeps_interpreter(request, spot, here)
    }

    /// Meetings that keep this one of a side's people away.
    fn keeps_person(
        &self,
        (request, side): (u32, usize),
        person: Option<u32>,
        here: (SlotId, Option<VenueId>),
    ) -> Option<Vec<u32>> {
        if person.is_some() != self.is_tracked(request, side) {
            return None;
        }
        let p = ParticipantId::at(self.ground.sides(request)[side]);
        let k = person.unwrap_or(0);
        let may = self.candidates(request, side).contains(&k)
            && self.ground.presence.is_free(p, k, here.0);
        may.then(|| self.clashes(self.way(p, k), here).collect())
    }

    /// Meetings that keep the interpreter away, or tired.
    fn keeps_interpreter(
        &self,
        request: u32,
        spot: &Spot,
        here: (SlotId, Option<VenueId>),
    ) -> Option<Vec<u32>> {
        let Some(pair) = self.ground.needs[request as usize] else {
            return spot.interpreter.is_none().then(Vec::new);
        };
        let Some(i) = spot.interpreter else {
            return self
                .is_understood_without(request, spot.persons)
                .then(Vec::new);
        };
        let (problem, presence) = (self.ground.problem, &self.ground.presence);
        if !presence.can_interpret(problem, InterpreterId(i), (pair, here.0)) {
            return None;
        }
        let way = &self.interpreters[i as usize];
        let clashes: Vec<u32> = self.clashes(way, here).collect();
        if !clashes.is_empty() {
            return Some(clashes);
        }
        let Some(run) = self.tiring(i, spot.slot) else {
            return Some(Vec::new());
        };
        let inside = |entry: &&(usize, u32)| run.contains(&entry.0);
        let others: Vec<u32> = way.iter().filter(inside).map(|entry| entry.1).collect();
        (!others.is_empty()).then_some(others)
    }

    /// Whether the people who come need nobody between them.
    fn is_understood_without(&self, request: u32, persons: [Option<u32>; 2]) -> bool {
        let Some(pair) = self.ground.needs[request as usize] else {
            return true;
        };
        let sides = self.ground.sides(request).into_iter().zip(persons);
        sides.into_iter().any(|(p, person)| {
            let who = (ParticipantId::at(p), person.unwrap_or(0));
            let only = self.ground.problem.participants()[p].people == 1;
            (only || person.is_some()) && Presence::interprets(self.ground.problem, who, pair)
        })
    }

    /// Everything that the request could be told in the slot: each table, each of the people and
    /// each interpreter who could do it, whoever is in the way. With `few`, only free tables, and
    /// of those the ones that suit the sides.
    pub fn spots_in(&self, request: u32, slot: usize, few: bool) -> Vec<Spot> {
        let tables = if few {
            self.free_tables(request, slot)
        } else {
            self.ground.tables(request).to_vec()
        };
        let side = |side: usize| -> Vec<Option<u32>> {
            let tracked = self.is_tracked(request, side);
            let all = self.candidates(request, side);
            all.map(|k| tracked.then_some(k)).collect()
        };
        let (first, second) = (side(0), side(1));
        let mut found = Vec::new();
        for persons in first.iter().flat_map(|a| second.iter().map(|b| [*a, *b])) {
            for interpreter in self.who_interprets(request, slot, persons) {
                found.extend(tables.iter().map(|&table| Spot {
                    slot,
                    table,
                    persons,
                    interpreter,
                }));
            }
        }
        found
    }

    /// Who could interpret for these people; nobody, where nobody is needed.
    fn who_interprets(
        &self,
        request: u32,
        slot: usize,
        persons: [Option<u32>; 2],
    ) -> Vec<Option<u32>> {
        let needs = self.ground.needs[request as usize];
        let Some(pair) = needs.filter(|_| !self.is_understood_without(request, persons)) else {
            return vec![None];
        };
        let known = (pair, SlotId::at(slot));
        let (problem, presence) = (self.ground.problem, &self.ground.presence);
        let all = (0..self.interpreters.len() as u32)
            .filter(|&i| presence.can_interpret(problem, InterpreterId(i), known));
        all.map(Some).collect()
    }
}
