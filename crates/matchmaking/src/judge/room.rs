//! Whether there is room for one more meeting, as far as the finer rules go.

use super::Traveller;
use super::crew::Crew;
use super::fine;
use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId, VenueId};
use crate::resources::TableKind;
use crate::timetable::{Obstacle, Place};

/// Where the meeting would be: at a venue, or on the net.
type Site = Option<VenueId>;

/// A request without a place, beside everything that is held.
pub(super) struct Room<'a> {
    pub crew: &'a Crew<'a>,
    pub request: RequestId,
}

impl Room<'_> {
    /// Whether this obstacle really forbids the slot.
    pub fn is_obstacle(&self, slot: SlotId, by: Obstacle) -> bool {
        let is_side = |p: &ParticipantId| self.sides().contains(p);
        match by {
            Obstacle::Pause(p) => is_side(&p) && !fine::has_pause(self.crew.agenda, p, slot),
            Obstacle::Table => self.sites(slot).is_empty(),
            Obstacle::Person(p) => {
                let free = |side: usize| self.people(side, slot, None).is_empty();
                (0..2).any(|side| self.sides()[side] == p && free(side))
            }
            Obstacle::Interpreter => !self.is_understood(slot, None),
            Obstacle::Travel => {
                let sites = self.sites(slot);
                let fits = |site: &Site| {
                    let here = Some(*site);
                    (0..2).all(|side| !self.people(side, slot, here).is_empty())
                        && self.is_understood(slot, here)
                };
                !sites.is_empty() && !sites.iter().any(fits)
            }
        }
    }

    /// Whether any obstacle forbids the slot.
    pub fn is_hindered(&self, slot: SlotId) -> bool {
        let [first, second] = self.sides();
        [
            Obstacle::Pause(first),
            Obstacle::Pause(second),
            Obstacle::Table,
            Obstacle::Travel,
        ]
        .into_iter()
        .any(|by| self.is_obstacle(slot, by))
    }

    /// Whether the slot would do if nothing else were planned.
    pub fn is_imaginable(&self, slot: SlotId) -> bool {
        let problem = self.crew.agenda.problem;
        let mut tables = problem.tables().iter().enumerate();
        let table =
            tables.any(|(i, t)| !t.unavailable.contains(&slot) && self.may_have(TableId::at(i)));
        let asked = &problem.requests()[self.request.index()];
        let here = |side: usize| {
            let participant = asked.sides()[side];
            let people = problem.participants()[participant.index()].people;
            let wanted = move |k: &u32| asked.persons[side].is_none_or(|wanted| wanted == *k);
            (0..people)
                .filter(wanted)
                .filter(move |&k| self.crew.is_here(participant, k, slot))
                .map(move |k| (participant, k))
        };
        let understood = self.crew.needed(self.request).is_none_or(|languages| {
            let interpreters = 0..problem.interpreters().len();
            let mut both = here(0).chain(here(1));
            both.any(|(p, k)| self.crew.speaks(p, k, languages))
                || interpreters
                    .map(InterpreterId::at)
                    .any(|i| self.crew.knows(i, languages) && self.crew.works(i, slot))
        });
        table && understood && here(0).next().is_some() && here(1).next().is_some()
    }

    fn sides(&self) -> [ParticipantId; 2] {
        self.crew.agenda.problem.requests()[self.request.index()].sides()
    }

    /// Where a table is free that the meeting may have.
    fn sites(&self, slot: SlotId) -> Vec<Site> {
        let problem = self.crew.agenda.problem;
        let taken: Vec<TableId> = self
            .crew
            .agenda
            .timetable
            .places
            .iter()
            .filter_map(|place| match *place {
                Place::Held { slot: at, table } if at == slot => table,
                _ => None,
            })
            .collect();
        let mut sites: Vec<Site> = Vec::new();
        for (i, table) in problem.tables().iter().enumerate() {
            let id = TableId::at(i);
            let online = table.kind == TableKind::Virtual;
            let free = online || !taken.contains(&id);
            if free && !table.unavailable.contains(&slot) && self.may_have(id) {
                sites.push((!online).then_some(table.venue));
            }
        }
        sites.sort_unstable();
        sites.dedup();
        sites
    }

    fn may_have(&self, table: TableId) -> bool {
        let problem = self.crew.agenda.problem;
        let is_own = |kind: TableKind| match kind {
            TableKind::Booth(owner) => self.sides().contains(&owner),
            _ => false,
        };
        let kind = problem.tables()[table.index()].kind;
        let is_foreign = matches!(kind, TableKind::Booth(_)) && !is_own(kind);
        if let Some(locked) = problem.requests()[self.request.index()].table {
            return locked == table && !is_foreign;
        }
        let has_booth = problem.tables().iter().any(|table| is_own(table.kind));
        if has_booth { is_own(kind) } else { !is_foreign }
    }

    /// Which of a side's people could come; to a certain place in time, if one is given. A firm
    /// of whom it need not be said has somebody: the general rules count its people.
    fn people(&self, side: usize, slot: SlotId, site: Option<Site>) -> Vec<Option<u32>> {
        let participant = self.sides()[side];
        let firm = &self.crew.agenda.problem.participants()[participant.index()];
        if firm.people > 1 && !self.crew.matters_who(participant) {
            return vec![None];
        }
        let asked = self.crew.agenda.problem.requests()[self.request.index()].persons[side];
        (0..firm.people)
            .filter(|&person| asked.is_none_or(|wanted| wanted == person))
            .filter(|&person| self.crew.is_here(participant, person, slot))
            .filter(|&person| self.is_free(Traveller::Person(participant, person), slot, site))
            .map(Some)
            .collect()
    }

    fn is_free(&self, who: Traveller, slot: SlotId, site: Option<Site>) -> bool {
        let way = self.crew.way(who);
        way.iter().all(|stop| {
            let together = |site: Site| {
                let problem = self.crew.agenda.problem;
                let there = (stop.slot, stop.venue);
                self.crew.travel.can_do_both(problem, there, (slot, site))
            };
            stop.slot != slot && site.is_none_or(together)
        })
    }

    /// Whether the sides would understand each other, by one of their people or an interpreter.
    fn is_understood(&self, slot: SlotId, site: Option<Site>) -> bool {
        let Some(languages) = self.crew.needed(self.request) else {
            return true;
        };
        let themselves = (0..2).any(|side| {
            let people = self.people(side, slot, site).into_iter().flatten();
            let mut speakers =
                people.filter(|&k| self.crew.speaks(self.sides()[side], k, languages));
            speakers.next().is_some()
        });
        let count = self.crew.agenda.problem.interpreters().len();
        themselves
            || (0..count).map(InterpreterId::at).any(|i| {
                self.crew.knows(i, languages)
                    && self.crew.works(i, slot)
                    && self.is_free(Traveller::Interpreter(i), slot, site)
                    && self.is_rested(i, slot)
            })
    }

    fn is_rested(&self, interpreter: InterpreterId, slot: SlotId) -> bool {
        let agenda = self.crew.agenda;
        let who = &agenda.problem.interpreters()[interpreter.index()];
        let way = self.crew.way(Traveller::Interpreter(interpreter));
        let busy = |t: usize| way.iter().any(|stop| stop.slot.index() == t);
        who.longest_run
            .is_none_or(|longest| fine::run_with(agenda, slot, &busy) <= longest as usize)
    }
}
