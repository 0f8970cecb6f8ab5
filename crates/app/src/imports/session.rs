//! From the sheets of slots, tables and meeting requests to a matchmaking session.

use std::collections::BTreeMap;

use domain::ids::OrganisationId;
use domain::interpreting::Interpreting;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant, Request, RequestState, Slot};
use domain::participants::{Booking, Course};
use domain::programme::{ItemKind, Side};
use domain::text::Localised;
use domain::time::ZoneName;
use formats::workbook::{Answer, Party, Priority, Role, Workbook};

use super::places;
use super::plan::Maker;
use super::row_refused;
use crate::error::{Refusal, Result};

impl Maker<'_> {
    pub(super) fn session(&mut self, workbook: &Workbook) -> Result<()> {
        if workbook.slots.is_empty()
            && workbook.tables.is_empty()
            && workbook.requests.is_empty()
            && workbook.venues.is_empty()
        {
            return Ok(());
        }
        let zone = one_zone(workbook)?;
        let slots = slots(workbook);
        let (mut session, version) = self.session_for(&slots, zone)?;
        let before = session.clone();
        self.add_venues(&mut session, workbook)?;
        self.add_tables(&mut session, workbook)?;
        self.count_slots(&slots, version.is_some());
        let index = slot_index(workbook, &session);
        let pairs = self.pairs(workbook)?;
        self.add_participants(&mut session, workbook, &index, &pairs);
        self.requests(&session, workbook, &index, &pairs);
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
    fn add_tables(&mut self, session: &mut Matchmaking, workbook: &Workbook) -> Result<()> {
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
            if new.add(row, owner) {
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
    fn house(&self, party: &Party) -> Option<OrganisationId> {
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

    /// Whoever asks or is asked takes part, with the people whom the workbook names.
    fn add_participants(
        &self,
        session: &mut Matchmaking,
        workbook: &Workbook,
        index: &BTreeMap<String, u32>,
        pairs: &[(OrganisationId, OrganisationId)],
    ) {
        for organisation in pairs.iter().flat_map(|(from, to)| [*from, *to]) {
            if session
                .participants
                .iter()
                .any(|one| one.organisation == organisation)
            {
                continue;
            }
            let rows: Vec<_> = workbook
                .participants
                .iter()
                .filter(|row| {
                    self.rows
                        .people
                        .get(&row.row)
                        .is_some_and(|(_, of)| *of == Some(organisation))
                })
                .filter(|row| !matches!(row.role, Role::Interpreter | Role::Staff))
                .collect();
            let away = |row: &formats::workbook::Participant| -> Vec<u32> {
                row.unavailable
                    .iter()
                    .filter_map(|code| index.get(&super::known::key(code)).copied())
                    .collect()
            };
            // A house can meet as long as one of its people can.
            let mut unavailable = rows.first().map(|row| away(row)).unwrap_or_default();
            for row in rows.iter().skip(1) {
                let also = away(row);
                unavailable.retain(|slot| also.contains(slot));
            }
            unavailable.sort_unstable();
            unavailable.dedup();
            let caps: Vec<u32> = rows.iter().filter_map(|row| row.max_meetings).collect();
            let is_host = rows
                .iter()
                .any(|row| matches!(row.role, Role::Host | Role::Counterpart | Role::Guest));
            session.participants.push(Participant {
                organisation,
                side: if is_host { Side::Host } else { Side::Home },
                people: rows
                    .iter()
                    .filter_map(|row| self.rows.people.get(&row.row).map(|(person, _)| *person))
                    .collect(),
                seats: u32::try_from(rows.len().max(1)).unwrap_or(1),
                unavailable,
                at_most: (!caps.is_empty() && caps.len() == rows.len()).then(|| caps.iter().sum()),
                preferred: Vec::new(),
                absences: Vec::new(),
            });
        }
    }

    /// Two requests between the same two houses are one meeting that both want.
    fn requests(
        &mut self,
        session: &Matchmaking,
        workbook: &Workbook,
        index: &BTreeMap<String, u32>,
        pairs: &[(OrganisationId, OrganisationId)],
    ) {
        for (row, (from, to)) in workbook.requests.iter().zip(pairs) {
            let between = |request: &Request| {
                request.matchmaking == session.id
                    && ((request.from, request.to) == (*from, *to)
                        || (request.from, request.to) == (*to, *from))
            };
            if self.known.requests.iter().any(between) {
                self.plan.counts.requests.known += 1;
                continue;
            }
            let weight = priority(row.priority);
            if let Some(request) = self
                .plan
                .requests
                .iter_mut()
                .find(|request| between(request))
            {
                want_too(request, *from, weight);
                continue;
            }
            self.plan.counts.requests.new += 1;
            let state = match row.answer {
                Answer::Open => RequestState::Sent,
                Answer::Accepted => RequestState::Accepted,
                Answer::Declined => RequestState::Declined,
            };
            self.plan.requests.push(Request {
                id: self.app.new_id(),
                mission: session.mission,
                matchmaking: session.id,
                from: *from,
                to: *to,
                from_priority: weight,
                to_priority: 0,
                must: false,
                window: row
                    .session
                    .map(|half| window(session, half))
                    .unwrap_or_default(),
                fixed: row
                    .slot
                    .as_ref()
                    .and_then(|code| index.get(&super::known::key(code)).copied()),
                fixed_table: None,
                preferred: Vec::new(),
                from_person: None,
                to_person: None,
                interpreting: Interpreting::AsSpoken,
                message: row.subject.clone().unwrap_or_default(),
                state,
                course: Course::default(),
            });
        }
    }
}

/// Somebody asks once more for a meeting that is asked for already.
fn want_too(request: &mut Request, from: OrganisationId, weight: u8) {
    let same_way = request.from == from;
    let wanted = if same_way {
        &mut request.from_priority
    } else {
        &mut request.to_priority
    };
    *wanted = (*wanted).max(weight);
    if !same_way && request.state == RequestState::Sent {
        request.state = RequestState::Accepted;
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
    let mut slots: Vec<Slot> = workbook
        .slots
        .iter()
        .map(|row| Slot {
            start: row.date.to_datetime(row.start),
            end: row.date.to_datetime(row.end),
            follows: false,
        })
        .collect();
    slots.sort_by_key(|slot| (slot.start, slot.end));
    for at in 1..slots.len() {
        // Changing tables takes a few minutes; a longer pause is a break of its own.
        let pause = slots[at].start.duration_since(slots[at - 1].end);
        slots[at].follows = pause.as_mins() < 20 && !pause.is_negative();
    }
    slots
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

fn window(session: &Matchmaking, half: formats::workbook::Session) -> Vec<u32> {
    use formats::workbook::Session;
    let noon = jiff::civil::Time::constant(12, 0, 0, 0);
    let fits = |slot: &Slot| (slot.start.time() < noon) == (half == Session::Morning);
    (0_u32..)
        .zip(&session.slots)
        .filter(|(_, slot)| fits(slot))
        .map(|(at, _)| at)
        .collect()
}

fn priority(priority: Priority) -> u8 {
    match priority {
        Priority::High => 3,
        Priority::Medium => 2,
        Priority::Low => 1,
    }
}
