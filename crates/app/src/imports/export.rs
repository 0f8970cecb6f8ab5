//! A session as a workbook: the same sheets that an import reads.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::{Request, RequestState, TableKind};
use domain::names::Names;
use domain::parties::OrganisationKind;
use domain::programme::Side;
use domain::record::Kind;
use formats::workbook::{self, Answer, Party, Priority, Role, Session, Workbook, YesNo};
use jiff::civil::Time;

use super::plan::has_han;
use crate::caller::Caller;
use crate::error::Result;
use crate::office::App;
use crate::timetables::SessionFile;

/// The row of the first entry of a sheet: machine names and headings stand above it.
const FIRST_ROW: u32 = 3;

impl App {
    /// A session with its participants, people and requests as a workbook. Of several requests of
    /// a pair it has the one that stands, else the last.
    ///
    /// # Errors
    /// When the caller may not take requests and people along.
    pub async fn session_workbook(&self, caller: &Caller, id: MatchmakingId) -> Result<Workbook> {
        let file = self.session_file(caller, id).await?;
        let mission = Some(file.session.mission);
        for kind in [Kind::Request, Kind::Person] {
            caller.ask(Action::Export, Subject::Record(kind), mission)?;
        }
        let now = self.clock().now();
        let mut requests: Vec<&Request> = Vec::new();
        for request in &file.requests {
            let same = |other: &&Request| request.other(other.from) == Some(other.to);
            match requests.iter().position(same) {
                Some(at) if requests[at].stands_at(now) => {}
                Some(at) => requests[at] = request,
                None => requests.push(request),
            }
        }
        Ok(Scribe::of(&file).workbook(&requests))
    }
}

/// Which rows the parties of a session have.
struct Scribe<'a> {
    file: &'a SessionFile,
    houses: BTreeMap<OrganisationId, u32>,
    people: BTreeMap<PersonId, (u32, Option<OrganisationId>)>,
}

fn numbered<T>(all: impl IntoIterator<Item = T>) -> impl Iterator<Item = (u32, T)> {
    (FIRST_ROW..).zip(all)
}

/// The code of the entry in a row.
fn code(letter: char, row: u32) -> Option<String> {
    Some(format!("{letter}{}", row + 1 - FIRST_ROW))
}

fn slots(slots: &[u32]) -> Vec<String> {
    slots.iter().map(|slot| format!("S{}", slot + 1)).collect()
}

impl<'a> Scribe<'a> {
    fn of(file: &'a SessionFile) -> Self {
        let session = &file.session;
        let mut houses = BTreeMap::new();
        let firms = session.participants.iter().map(|one| one.organisation);
        for id in firms.chain(file.organisations.keys().copied()) {
            let row = FIRST_ROW + houses.len() as u32;
            houses.entry(id).or_insert(row);
        }
        let mut people = BTreeMap::new();
        let seated = session.participants.iter().flat_map(|one| {
            let house = Some(one.organisation);
            one.people.iter().map(move |id| (*id, house))
        });
        let interpreters = session.interpreters.iter().map(|one| (one.person, None));
        for (id, house) in seated.chain(interpreters) {
            let row = FIRST_ROW + people.len() as u32;
            people.entry(id).or_insert((row, house));
        }
        Self {
            file,
            houses,
            people,
        }
    }

    fn workbook(&self, requests: &[&Request]) -> Workbook {
        Workbook {
            participants: self.participants(),
            organisations: self.organisations(),
            requests: numbered(requests.iter().copied())
                .map(|(row, request)| self.request(row, request))
                .collect(),
            slots: self.slots(),
            tables: self.tables(),
            venues: self.venues(),
            interpreters: self.interpreters(),
            ..Workbook::default()
        }
    }

    fn house(&self, id: OrganisationId) -> Party {
        let row = self.houses.get(&id).copied().unwrap_or_default();
        Party::Organisation { row }
    }

    fn person(&self, id: PersonId) -> Party {
        let found = self.people.get(&id);
        let row = found.map_or(0, |(row, _)| *row);
        Party::Participant { row }
    }

    fn participants(&self) -> Vec<workbook::Participant> {
        let mut rows: Vec<_> = self.people.iter().collect();
        rows.sort_by_key(|(_, (row, _))| *row);
        let session = &self.file.session;
        let row = |(id, (row, house)): (&PersonId, &(u32, Option<OrganisationId>))| {
            let person = self.file.people.get(id)?;
            let firm = house.and_then(|house| session.participant(house));
            let (name_zh, english, german) = names(&person.names);
            let role = match firm.map(|firm| firm.side) {
                None => Role::Interpreter,
                Some(Side::Home) => Role::Company,
                Some(Side::Host) => Role::Counterpart,
            };
            Some(workbook::Participant {
                row: *row,
                code: code('P', *row),
                name_zh,
                name_latin: english.or(german),
                organisation: house.and_then(|house| {
                    let row = *self.houses.get(&house)?;
                    Some(workbook::OrganisationRef::Row { row })
                }),
                position_zh: None,
                position_en: None,
                position_de: None,
                role,
                languages: domain::interpreting::speaks(person),
                email: said(&person.email),
                phone: said(&person.telephone),
                unavailable: firm.map_or_else(Vec::new, |firm| slots(firm.absent(*id))),
                preferred: Vec::new(),
                max_meetings: None,
                note: None,
            })
        };
        rows.into_iter().filter_map(row).collect()
    }

    fn organisations(&self) -> Vec<workbook::Organisation> {
        let mut rows: Vec<_> = self.houses.iter().collect();
        rows.sort_by_key(|(_, row)| **row);
        let row = |(id, row): (&OrganisationId, &u32)| {
            let one = self.file.organisations.get(id)?;
            let firm = self.file.session.participant(*id);
            let (name_zh, name_en, name_de) = names(&one.names);
            Some(workbook::Organisation {
                row: *row,
                code: code('O', *row),
                name_zh,
                name_en,
                name_de,
                short_name: None,
                kind: kind(one.kind),
                country: one.country.clone(),
                city: said(&one.seat),
                sector: said(&one.sectors.join(", ")),
                registry_id: one.registry.first().map(|id| id.value.clone()),
                website: said(&one.website),
                offers: None,
                needs: None,
                side: firm.map(|firm| match firm.side {
                    Side::Home => workbook::Side::Home,
                    Side::Host => workbook::Side::Host,
                }),
                seats: firm.map(|firm| firm.seats),
                unavailable: firm.map_or_else(Vec::new, |firm| slots(&firm.unavailable)),
                preferred: firm.map_or_else(Vec::new, |firm| slots(&firm.preferred)),
                max_meetings: firm.and_then(|firm| firm.at_most),
                note: said(&one.note),
            })
        };
        rows.into_iter().filter_map(row).collect()
    }

    fn request(&self, row: u32, request: &Request) -> workbook::Request {
        workbook::Request {
            row,
            code: code('R', row),
            from: self.house(request.from),
            to: self.house(request.to),
            priority: priority(request.from_priority),
            other_priority: Some(priority(request.to_priority)),
            must: request.must.then_some(YesNo::Yes),
            answer: match request.state {
                RequestState::Sent => Answer::Open,
                RequestState::Accepted => Answer::Accepted,
                RequestState::Declined => Answer::Declined,
                RequestState::Expired => Answer::Expired,
                RequestState::Withdrawn => Answer::Withdrawn,
            },
            session: None,
            slot: request.fixed.and_then(|slot| slots(&[slot]).pop()),
            table: request
                .fixed_table
                .filter(|_| request.fixed.is_some())
                .map(|table| format!("T{}", table + 1)),
            possible: slots(&request.window),
            preferred: slots(&request.preferred),
            from_person: request.from_person.map(|id| self.person(id)),
            to_person: request.to_person.map(|id| self.person(id)),
            interpreting: (!request.interpreting.is_usual()).then(|| request.interpreting.clone()),
            subject: said(&request.message),
            note: None,
        }
    }

    fn slots(&self) -> Vec<workbook::Slot> {
        let session = &self.file.session;
        let noon = Time::constant(12, 0, 0, 0);
        numbered(&session.slots)
            .map(|(row, slot)| workbook::Slot {
                row,
                code: code('S', row),
                date: slot.start.date(),
                start: slot.start.time(),
                end: slot.end.time(),
                zone: session.zone.clone(),
                session: if slot.start.time() < noon {
                    Session::Morning
                } else {
                    Session::Afternoon
                },
                follows: Some(slot.follows),
                note: None,
            })
            .collect()
    }

    fn tables(&self) -> Vec<workbook::MeetingTable> {
        let session = &self.file.session;
        numbered(&session.tables)
            .map(|(row, table)| {
                let venue = session.venues.get(table.venue.unwrap_or(0) as usize);
                let owner = table.owner.filter(|_| table.kind == TableKind::Booth);
                workbook::MeetingTable {
                    row,
                    code: code('T', row),
                    label: table.name.clone(),
                    room: None,
                    seats: None,
                    kind: Some(match (table.kind, owner) {
                        (TableKind::Virtual, _) => workbook::TableKind::Virtual,
                        (_, Some(_)) => workbook::TableKind::Booth,
                        (_, None) => workbook::TableKind::Shared,
                    }),
                    owner: owner.map(|owner| self.house(owner)),
                    venue: venue.map(|venue| venue.name.clone()),
                    closed: slots(&table.closed),
                    note: None,
                }
            })
            .collect()
    }

    /// Each way between two venues once; a venue without a way alone.
    fn venues(&self) -> Vec<workbook::VenueRow> {
        let venues = &self.file.session.venues;
        let first = venues.iter().take(1).map(|one| (one, None));
        let ways = venues.iter().enumerate().flat_map(|(at, later)| {
            venues[..at].iter().enumerate().map(move |(n, earlier)| {
                let minutes = later.minutes.get(n).copied().unwrap_or(0);
                (earlier, Some((later.name.clone(), minutes)))
            })
        });
        let all: Vec<_> = if venues.len() > 1 {
            ways.collect()
        } else {
            first.collect()
        };
        numbered(all)
            .map(|(row, (one, way))| workbook::VenueRow {
                row,
                code: code('V', row),
                name: one.name.clone(),
                minutes: way.as_ref().map(|(_, minutes)| *minutes),
                other: way.map(|(other, _)| other),
                note: None,
            })
            .collect()
    }

    fn interpreters(&self) -> Vec<workbook::InterpreterRow> {
        numbered(&self.file.session.interpreters)
            .map(|(row, one)| workbook::InterpreterRow {
                row,
                code: code('I', row),
                person: self.person(one.person),
                languages: one.languages.clone(),
                unavailable: slots(&one.unavailable),
                longest_run: one.longest_run,
                note: None,
            })
            .collect()
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names in Chinese, English and German; where there is none of them, the one that is shown.
fn names(names: &Names) -> (Option<String>, Option<String>, Option<String>) {
    let of = |language| names.record_in(language).map(|name| name.text.clone());
    let (zh, en, de) = (of(Language::ZhHans), of(Language::En), of(Language::De));
    if zh.is_some() || en.is_some() || de.is_some() {
        return (zh, en, de);
    }
    let shown = names.display(Language::En).text.clone();
    if has_han(&shown) {
        (Some(shown), None, None)
    } else {
        (None, Some(shown), None)
    }
}

fn priority(wish: u8) -> Priority {
    match wish {
        0 => Priority::None,
        1 => Priority::Low,
        2 => Priority::Medium,
        _ => Priority::High,
    }
}

fn kind(kind: OrganisationKind) -> workbook::OrganisationKind {
    use workbook::OrganisationKind as To;
    match kind {
        OrganisationKind::Government => To::Government,
        OrganisationKind::Park => To::Park,
        OrganisationKind::Company => To::Company,
        OrganisationKind::Chamber => To::Chamber,
        OrganisationKind::Consulate => To::Consulate,
        OrganisationKind::Embassy => To::Embassy,
        OrganisationKind::PromotionAgency => To::Agency,
        OrganisationKind::Research => To::Research,
        OrganisationKind::Press => To::Media,
        _ => To::Other,
    }
}
