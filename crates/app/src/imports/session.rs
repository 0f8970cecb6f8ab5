//! From the sheets of slots, tables and meeting requests to a matchmaking session.

use std::collections::BTreeMap;

use domain::ids::OrganisationId;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Slot};
use domain::participants::Booking;
use domain::programme::ItemKind;
use domain::text::Localised;
use domain::time::ZoneName;
use formats::workbook::{Party, Workbook};

use super::places;
use super::plan::Maker;
use super::row_refused;
use crate::error::{Refusal, Result};

/// The slots and tables of a session by the codes that the workbook gives them.
pub(super) struct Codes {
    slots: BTreeMap<String, u32>,
    tables: BTreeMap<String, u32>,
}

impl Codes {
    /// The table of a code.
    pub(super) fn table(&self, code: &str) -> Option<u32> {
        self.tables.get(&super::known::key(code)).copied()
    }

    /// The slot of a code.
    pub(super) fn one(&self, code: &str) -> Option<u32> {
        self.slots.get(&super::known::key(code)).copied()
    }

    /// The slots of a cell, in order, each once.
    pub(super) fn all(&self, codes: &[String]) -> Vec<u32> {
        let mut slots: Vec<u32> = codes.iter().filter_map(|code| self.one(code)).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    /// How a cell calls a slot; the slot's time where it does not name it.
    pub(super) fn said(&self, session: &Matchmaking, codes: &[String], slot: u32) -> String {
        let mut codes = codes.iter();
        let found = codes.find(|code| self.one(code) == Some(slot));
        found.map_or_else(|| session.slot_text(slot), Clone::clone)
    }
}

impl Maker<'_> {
    pub(super) fn session(&mut self, workbook: &Workbook) -> Result<()> {
        if workbook.slots.is_empty()
            && workbook.tables.is_empty()
            && workbook.requests.is_empty()
            && workbook.venues.is_empty()
            && workbook.interpreters.is_empty()
            && workbook.settings.is_empty()
            && workbook.aside.is_empty()
        {
            return Ok(());
        }
        let zone = one_zone(workbook)?;
        let slots = slots(workbook);
        let (mut session, version) = self.session_for(&slots, zone)?;
        let before = session.clone();
        let slot_codes = slot_index(workbook, &session);
        let mut codes = Codes {
            slots: slot_codes,
            tables: BTreeMap::new(),
        };
        self.settings(&mut session, workbook, version.is_none());
        self.add_venues(&mut session, workbook)?;
        self.add_tables(&mut session, workbook, &mut codes)?;
        self.count_slots(&slots, version.is_some());
        let pairs = self.pairs(workbook)?;
        self.participants(&mut session, workbook, &codes, &pairs);
        self.profiles(&session, workbook, &codes);
        self.aside(&session, workbook);
        self.interpreters(&mut session, workbook, &codes);
        self.look_at_seats(&session, workbook);
        self.look_at_interpreters(&session, workbook);
        self.requests(&session, workbook, &codes, &pairs);
        if version.is_none() || session != before {
            self.plan.session = Some((session, version));
        }
        Ok(())
    }

    /// The session with these slots, or the only one where the workbook has none, or a new one.
    fn session_for(
        &self,
        slots: &[Slot],
        zone: Option<ZoneName>,
    ) -> Result<(Matchmaking, Option<i64>)> {
        let sessions = &self.known.sessions;
        let same = |one: &&domain::record::Stored<Matchmaking>| {
            Some(&one.zone) == zone.as_ref()
                && one.slots.len() == slots.len()
                && one
                    .slots
                    .iter()
                    .zip(slots)
                    .all(|(a, b)| (a.start, a.end) == (b.start, b.end))
        };
        let found = match (slots.is_empty(), sessions.as_slice()) {
            (true, [only]) => Some(only),
            (true, [_, _, ..]) => return Err(Refusal::new("refused-import-which-session").into()),
            _ => sessions.iter().find(same),
        };
        if let Some(found) = found {
            return Ok((found.record.clone(), Some(found.version)));
        }
        let title = Localised::new(Language::En, "Business matchmaking")
            .and(Language::ZhHans, "企业对接洽谈会")
            .and(Language::De, "Kooperationsbörse");
        let item = self
            .known
            .item
            .as_ref()
            .filter(|item| item.kind == ItemKind::Matchmaking);
        let session = Matchmaking {
            id: self.app.new_id(),
            mission: self.known.mission.id,
            item: item.map(|item| item.id),
            leg: item.and_then(|item| item.leg),
            title: item.map_or(title, |item| item.title.clone()),
            zone: zone.unwrap_or_else(|| self.known.mission.home_zone.clone()),
            slots: slots.to_vec(),
            tables: Vec::new(),
            participants: Vec::new(),
            interpreters: Vec::new(),
            published: None,
            publications: Vec::new(),
            venues: Vec::new(),
            booking: Booking::default(),
        };
        Ok((session, None))
    }

    fn count_slots(&mut self, slots: &[Slot], known: bool) {
        let tally = &mut self.plan.counts.slots;
        if known {
            tally.known = slots.len();
        } else {
            tally.new = slots.len();
        }
    }

    /// Adds tables that the session has not. A table is known by its name and venue.
    fn add_tables(
        &mut self,
        session: &mut Matchmaking,
        workbook: &Workbook,
        codes: &mut Codes,
    ) -> Result<()> {
        let mut new = places::Tables::of(session);
        for row in &workbook.tables {
            let owner = match &row.owner {
                Some(party) => Some(
                    self.house(party)
                        .ok_or_else(|| row_refused("refused-import-no-owner", row.row))?,
                ),
                None => None,
            };
            let tally = &mut self.plan.counts.tables;
            let (number, is_new) = new.add(row, owner, codes.all(&row.closed));
            if let (Some(code), Ok(number)) = (&row.code, u32::try_from(number)) {
                codes.tables.insert(super::known::key(code), number);
            }
            if is_new {
                tally.new += 1;
            } else {
                tally.known += 1;
            }
        }
        session.tables = new.tables;
        Ok(())
    }

    /// Adds venues that the session has not, with the ways to the others.
    fn add_venues(&mut self, session: &mut Matchmaking, workbook: &Workbook) -> Result<()> {
        places::add_venues(session, workbook).map_err(|missing| {
            Refusal::new("refused-import-no-way")
                .arg("from", missing[0].as_str())
                .arg("to", missing[1].as_str())
                .into()
        })
    }

    /// The organisation that a row names, itself or by one of its people.
    pub(super) fn house(&self, party: &Party) -> Option<OrganisationId> {
        match party {
            Party::Organisation { row } => self.rows.organisations.get(row).copied(),
            Party::Participant { row } => {
                let (_, organisation) = self.rows.people.get(row)?;
                *organisation
            }
            Party::Elsewhere { .. } => None,
        }
    }

    /// The organisations on both sides of each request.
    fn pairs(&self, workbook: &Workbook) -> Result<Vec<(OrganisationId, OrganisationId)>> {
        let mut pairs = Vec::with_capacity(workbook.requests.len());
        for row in &workbook.requests {
            match (self.house(&row.from), self.house(&row.to)) {
                (Some(from), Some(to)) if from == to => {
                    return Err(row_refused("refused-import-same-house", row.row));
                }
                (Some(from), Some(to)) => pairs.push((from, to)),
                _ => return Err(row_refused("refused-import-no-organisation", row.row)),
            }
        }
        Ok(pairs)
    }
}

fn one_zone(workbook: &Workbook) -> Result<Option<ZoneName>> {
    let mut zones = workbook.slots.iter().map(|slot| (&slot.zone, slot.row));
    let Some((first, _)) = zones.next() else {
        return Ok(None);
    };
    match zones.find(|(zone, _)| *zone != first) {
        Some((_, row)) => Err(row_refused("refused-import-zones", row)),
        None => Ok(Some(first.clone())),
    }
}

/// The slots in order of time; one that begins where another ends follows it.
fn slots(workbook: &Workbook) -> Vec<Slot> {
    let mut slots: Vec<(Slot, Option<bool>)> = workbook
        .slots
        .iter()
        .map(|row| {
            let slot = Slot {
                start: row.date.to_datetime(row.start),
                end: row.date.to_datetime(row.end),
                follows: false,
            };
            (slot, row.follows)
        })
        .collect();
    slots.sort_by_key(|(slot, _)| (slot.start, slot.end));
    for at in 1..slots.len() {
        // Changing tables takes a few minutes; a longer pause is a break of its own.
        let pause = slots[at].0.start.duration_since(slots[at - 1].0.end);
        let soon = pause.as_mins() < 20 && !pause.is_negative();
        slots[at].0.follows = slots[at].1.unwrap_or(soon);
    }
    slots.into_iter().map(|(slot, _)| slot).collect()
}

/// Codes of slots with their places in the session.
fn slot_index(workbook: &Workbook, session: &Matchmaking) -> BTreeMap<String, u32> {
    let mut index = BTreeMap::new();
    for row in &workbook.slots {
        let (start, end) = (
            row.date.to_datetime(row.start),
            row.date.to_datetime(row.end),
        );
        let at = session
            .slots
            .iter()
            .position(|slot| (slot.start, slot.end) == (start, end));
        if let (Some(code), Some(at)) = (&row.code, at) {
            index.insert(
                super::known::key(code),
                u32::try_from(at).unwrap_or(u32::MAX),
            );
        }
    }
    index
}
