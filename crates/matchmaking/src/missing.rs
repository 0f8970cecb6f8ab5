//! Who is missing from a meeting that is put somewhere by hand, where nothing else forbids the place.

use crate::crew::Crew;
use crate::ids::{SlotId, TableId};
use crate::legal::{Obstacle, Scene};
use crate::room::Room;
use crate::timetable::{self, Attendance};

impl Scene<'_> {
    /// Who is missing in the slot, where nothing else forbids it, whichever of the free tables
    /// the meeting has.
    pub(crate) fn missing(
        &self,
        slot: SlotId,
        tables: impl Iterator<Item = TableId>,
    ) -> Option<Obstacle> {
        let presence = self.supply.presence()?;
        if !self.problem.people_matter() && !presence.travel.takes_time() {
            return None;
        }
        let mut held = self.held.to_vec();
        held[self.request.index()] = None;
        let others = self.attendance.iter();
        let others: Vec<Attendance> = others
            .filter(|entry| entry.request != self.request)
            .copied()
            .collect();
        let crew = Crew::of((self.problem, presence), &held, &others);
        let mut sites = Vec::new();
        for table in tables {
            let site = self.problem.venue_of(table);
            if sites.contains(&site) {
                continue;
            }
            sites.push(site);
            if crew.admits(self.request, (slot, Some(table))) {
                return None;
            }
        }
        let room = Room::beside(self.problem, presence, &held, &others);
        Some(self.absent(room.absence(self.request, slot)))
    }

    fn absent(&self, found: Option<timetable::Obstacle>) -> Obstacle {
        let asked = &self.problem.requests()[self.request.index()];
        match found {
            Some(timetable::Obstacle::Person(participant)) => {
                let side = usize::from(participant == asked.second);
                Obstacle::NobodyFree {
                    participant,
                    person: asked.persons[side],
                }
            }
            Some(timetable::Obstacle::Travel) => Obstacle::TooFar,
            // The search of the slot gave up: what it looked for most is named.
            _ if asked.language.is_some() => Obstacle::NoInterpreter,
            _ => Obstacle::NobodyFree {
                participant: asked.first,
                person: asked.persons[0],
            },
        }
    }
}
