//! How good a timetable is for the people in it, counted from the records.

use super::file::SessionFile;
use domain::ids::OrganisationId;
use domain::matchmaking::{Participant, Placement, Slot, TableKind, Timetable};
use domain::programme::Side;
use std::collections::BTreeMap;

/// Held of asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// Meetings that are held.
    pub held: u32,
    /// Accepted requests.
    pub asked: u32,
}

impl Held {
    /// The share in per cent, rounded down; none where nothing is asked.
    #[must_use]
    pub fn percent(self) -> Option<u32> {
        (self.held * 100).checked_div(self.asked)
    }
}

/// What a timetable means for one participant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Served {
    /// Who.
    pub organisation: OrganisationId,
    /// On whose side.
    pub side: Side,
    /// Its requests.
    pub share: Held,
    /// How often it waits between two meetings: maximal runs of idle slots, where the session
    /// counts waiting.
    pub breaks: u32,
    /// How often its people go to another venue between two slots without a pause, counted the
    /// same way; a virtual room is in none.
    pub venues: u32,
    /// How often its people go to another table between two slots without a pause: the fewest
    /// times, whoever of them goes where.
    pub changes: u32,
}

/// The use of the tables in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableUse {
    /// The slot, by index.
    pub slot: u32,
    /// Tables and booths with a meeting.
    pub used: u32,
    /// Tables that can be used then, and booths of participants.
    pub tables: u32,
}

/// The figures of a timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quality {
    /// Every participant that has requests, the worst served first.
    pub served: Vec<Served>,
    /// Each slot.
    pub slots: Vec<TableUse>,
    /// Wishes for times: met, of all there are.
    pub wishes: Held,
}

impl Quality {
    /// What a side gets: the requests of its participants, together.
    #[must_use]
    pub fn side(&self, side: Side) -> Held {
        let mine = self.served.iter().filter(|one| one.side == side);
        mine.fold(Held::default(), |sum, one| Held {
            held: sum.held + one.share.held,
            asked: sum.asked + one.share.asked,
        })
    }

    /// The smallest satisfied share, and who has it.
    #[must_use]
    pub fn least(&self) -> Vec<&Served> {
        let Some(first) = self.served.first() else {
            return Vec::new();
        };
        let same = |one: &&Served| {
            u64::from(one.share.held) * u64::from(first.share.asked)
                == u64::from(first.share.held) * u64::from(one.share.asked)
        };
        self.served.iter().take_while(same).collect()
    }

    /// The most breaks of anybody, and who has them; nobody where nobody waits.
    #[must_use]
    pub fn most_breaks(&self) -> (u32, Vec<&Served>) {
        let most = self.served.iter().map(|one| one.breaks).max().unwrap_or(0);
        let who = self
            .served
            .iter()
            .filter(|one| one.breaks == most && most > 0);
        (most, who.collect())
    }

    /// Breaks of everybody together.
    #[must_use]
    pub fn breaks(&self) -> u32 {
        self.served.iter().map(|one| one.breaks).sum()
    }

    /// Changes of venue of everybody together.
    #[must_use]
    pub fn venues(&self) -> u32 {
        self.served.iter().map(|one| one.venues).sum()
    }

    /// Changes of table of everybody together.
    #[must_use]
    pub fn changes(&self) -> u32 {
        self.served.iter().map(|one| one.changes).sum()
    }

    /// Used table places of all there are.
    #[must_use]
    pub fn tables(&self) -> (u32, u32) {
        let used = self.slots.iter().map(|slot| slot.used).sum();
        let all = self.slots.iter().map(|slot| slot.tables).sum();
        (used, all)
    }
}

impl SessionFile {
    /// The figures of a timetable of this session.
    #[must_use]
    pub fn quality(&self, timetable: &Timetable) -> Quality {
        let mut asked: BTreeMap<OrganisationId, u32> = BTreeMap::new();
        let placed = timetable.placements.iter().map(|p| p.request);
        let all = placed.chain(timetable.unplaced.iter().map(|u| u.request));
        for request in all.filter_map(|id| self.request(id)) {
            for side in [request.from, request.to] {
                *asked.entry(side).or_default() += 1;
            }
        }
        let mut served = Vec::new();
        for (agenda, participant) in self
            .agendas(timetable)
            .iter()
            .zip(&self.session.participants)
        {
            let Some(&asked) = asked.get(&agenda.organisation) else {
                continue;
            };
            let mut slots: Vec<u32> = agenda.meetings.iter().map(|(p, _)| p.slot).collect();
            slots.sort_unstable();
            served.push(Served {
                organisation: agenda.organisation,
                side: participant.side,
                share: Held {
                    held: slots.len() as u32,
                    asked,
                },
                breaks: self.breaks(&slots),
                venues: self.changes(participant, &agenda.meetings, |table| self.venue(table)),
                changes: self.changes(participant, &agenda.meetings, Some),
            });
        }
        served.sort_by(|a, b| {
            let (left, right) = (
                u64::from(a.share.held) * u64::from(b.share.asked),
                u64::from(b.share.held) * u64::from(a.share.asked),
            );
            left.cmp(&right).then(b.share.asked.cmp(&a.share.asked))
        });
        Quality {
            served,
            slots: self.table_use(timetable),
            wishes: self.wishes_met(timetable),
        }
    }

    /// Stretches of idle slots between two meetings, where the borders between slots count.
    fn breaks(&self, slots: &[u32]) -> u32 {
        let follows = |slot: u32| {
            let found = self.session.slots.get(slot as usize);
            found.is_some_and(|slot| slot.follows)
        };
        let waits = |pair: &&[u32]| pair[1] > pair[0] + 1 && (pair[0] + 1..=pair[1]).all(follows);
        slots.windows(2).filter(waits).count() as u32
    }

    /// The venue of a table by its position; none on the net, and where there are no venues.
    fn venue(&self, table: u32) -> Option<u32> {
        self.session.venue_of(table)?;
        let table = self.session.tables.get(table as usize)?;
        Some(table.venue.unwrap_or(0))
    }

    /// Going from meeting to meeting, as many as possible stay where they are; `place` says where
    /// a table is, as far as it counts.
    fn changes(
        &self,
        who: &Participant,
        meetings: &[(Placement, OrganisationId)],
        place: impl Fn(u32) -> Option<u32>,
    ) -> u32 {
        let people = who.people.len().max(who.seats as usize).max(1);
        let places = |slot: u32| -> Vec<u32> {
            let here = meetings.iter().filter(|(at, _)| at.slot == slot);
            here.filter_map(|(at, _)| place(at.table)).collect()
        };
        let border = |(slot, second): (usize, &Slot)| {
            if slot == 0 || !second.follows {
                return 0;
            }
            let (before, mut after) = (places(slot as u32 - 1), places(slot as u32));
            let fewest = before.len().min(after.len());
            let going = (before.len() + after.len()).saturating_sub(people);
            let mut stay = 0;
            for place in before {
                if let Some(found) = after.iter().position(|other| *other == place) {
                    after.swap_remove(found);
                    stay += 1;
                }
            }
            going.min(fewest).saturating_sub(stay) as u32
        };
        self.session.slots.iter().enumerate().map(border).sum()
    }

    /// A room on the net is never full, so it counts neither among the used nor among all.
    fn table_use(&self, timetable: &Timetable) -> Vec<TableUse> {
        let counted: Vec<bool> = self
            .session
            .tables
            .iter()
            .map(|table| match table.kind {
                TableKind::Shared => true,
                TableKind::Booth => table.owner.is_some_and(|owner| self.takes_part(owner)),
                TableKind::Virtual => false,
            })
            .collect();
        let used = |slot: u32| {
            let counts = |p: &&Placement| counted.get(p.table as usize).is_some_and(|c| *c);
            let here = timetable.placements.iter().filter(|p| p.slot == slot);
            here.filter(counts).count() as u32
        };
        let open = |slot: u32| {
            let all = self.session.tables.iter().zip(&counted);
            all.filter(|(table, counts)| **counts && !table.closed.contains(&slot))
                .count() as u32
        };
        (0..self.session.slots.len() as u32)
            .map(|slot| TableUse {
                slot,
                used: used(slot),
                tables: open(slot),
            })
            .collect()
    }

    fn takes_part(&self, who: OrganisationId) -> bool {
        let mut all = self.session.participants.iter();
        all.any(|participant| participant.organisation == who)
    }
}
