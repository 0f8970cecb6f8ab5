//! A session as a workbook: the same sheets that an import reads.

use std::collections::BTreeMap;

use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::{Participant, Request, RequestState, TableKind};
use domain::names::Names;
use domain::participants::Profile;
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
pub(super) const FIRST_ROW: u32 = 3;

impl App {
    /// A session with its participants, people and requests as a workbook.
    ///
    /// # Errors
    /// When the caller may not take requests and people along.
    pub async fn session_workbook(&self, caller: &Caller, id: MatchmakingId) -> Result<Workbook> {
        let file = self.session_file(caller, id).await?;
        let mission = Some(file.session.mission);
        for kind in [Kind::Request, Kind::Person] {
            caller.ask(Action::Export, Subject::Record(kind), mission)?;
        }
        let mut scribe = Scribe::of(&file);
        let profiles = Subject::Record(Kind::Profile);
        if caller.ask(Action::Export, profiles, mission).is_err() {
            scribe.profiles.clear();
        }
        Ok(scribe.workbook())
    }
}

/// Which rows the parties of a session have.
struct Scribe<'a> {
    file: &'a SessionFile,
    firms: BTreeMap<OrganisationId, &'a Participant>,
    profiles: BTreeMap<OrganisationId, &'a Profile>,
    houses: BTreeMap<OrganisationId, u32>,
    people: BTreeMap<PersonId, (u32, Option<OrganisationId>)>,
}

fn numbered<T>(all: impl IntoIterator<Item = T>) -> impl Iterator<Item = (u32, T)> {
    (FIRST_ROW..).zip(all)
}

/// The code of the entry in a row.
pub(super) fn code(letter: char, row: u32) -> Option<String> {
    Some(format!("{letter}{}", row + 1 - FIRST_ROW))
}

/// The codes of slots.
pub(super) fn slots(slots: &[u32]) -> Vec<String> {
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
        let firms = session.participants.iter();
        let profiles = file.profiles.iter();
        Self {
            file,
            firms: firms.map(|one| (one.organisation, one)).collect(),
            profiles: profiles
                .map(|one| (one.organisation, &one.record))
                .collect(),
            houses,
            people,
        }
    }

    fn workbook(&self) -> Workbook {
        Workbook {
            participants: self.participants(),
            organisations: self.organisations(),
            requests: self.requests(),
            slots: self.slots(),
            tables: self.tables(),
            venues: self.venues(),
            interpreters: self.interpreters(),
            settings: vec![super::settings::row(&self.file.session, FIRST_ROW)],
            aside: self.aside(),
            ..Workbook::default()
        }
    }

    fn house(&self, id: OrganisationId) -> Party {
        let row = self.houses.get(&id).copied().unwrap_or_default();
        Party::Organisation { row }
    }

    /// Whom the participants put aside, in their order.
    fn aside(&self) -> Vec<workbook::AsideRow> {
        let firms = self.file.session.participants.iter();
        let profiles = firms.filter_map(|one| self.profiles.get(&one.organisation).copied());
        super::aside::rows(profiles, |id| {
            self.firms.contains_key(&id).then(|| self.house(id))
        })
    }

    fn person(&self, id: PersonId) -> Party {
        let found = self.people.get(&id);
        let row = found.map_or(0, |(row, _)| *row);
        Party::Participant { row }
    }

    fn participants(&self) -> Vec<workbook::Participant> {
        let mut rows: Vec<_> = self.people.iter().collect();
        rows.sort_by_key(|(_, (row, _))| *row);
        let row = |(id, (row, house)): (&PersonId, &(u32, Option<OrganisationId>))| {
            let person = self.file.people.get(id)?;
            let firm = house.and_then(|house| self.firms.get(&house).copied());
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
        let line = |(id, row): (&OrganisationId, &u32)| {
            let one = self.file.organisations.get(id)?;
            let firm = self.firms.get(id);
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
                about: None,
                sectors: Vec::new(),
                regions: None,
                languages: Vec::new(),
                comes: None,
                own_times: Vec::new(),
                note: said(&one.note),
            })
        };
        let told = |row: (&OrganisationId, &u32)| {
            let line = line(row)?;
            Some(match self.profiles.get(row.0) {
                Some(one) => super::profiles::tell(line, &one.words, &self.file.session),
                None => line,
            })
        };
        rows.into_iter().filter_map(told).collect()
    }

    fn requests(&self) -> Vec<workbook::Request> {
        let requests = self.file.requests.iter().map(|one| &one.record);
        let meetings = meetings(requests.clone().map(Request::pair));
        numbered(requests.zip(meetings))
            .map(|(row, (request, meeting))| workbook::Request {
                meeting,
                ..self.request(row, request)
            })
            .collect()
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
            meeting: None,
            subject: said(&request.message),
            course: super::course::tell(&request.course),
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

/// Which meeting of its pair each one is, from 1; none where a pair has only one.
fn meetings<P: Ord + Copy>(pairs: impl Iterator<Item = P> + Clone) -> Vec<Option<u32>> {
    let mut counts: BTreeMap<P, u32> = BTreeMap::new();
    for pair in pairs.clone() {
        *counts.entry(pair).or_default() += 1;
    }
    let mut seen: BTreeMap<P, u32> = BTreeMap::new();
    let meeting = |pair: P| {
        let number = seen.entry(pair).or_default();
        *number += 1;
        (counts.get(&pair) > Some(&1)).then_some(*number)
    };
    pairs.map(meeting).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;
    use std::cmp::Ordering;

    /// A pair that counts how often it is compared.
    #[derive(Clone, Copy)]
    struct Counted<'a>(u32, &'a Cell<usize>);

    impl Ord for Counted<'_> {
        fn cmp(&self, other: &Self) -> Ordering {
            self.1.set(self.1.get() + 1);
            self.0.cmp(&other.0)
        }
    }

    impl PartialOrd for Counted<'_> {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }

    impl PartialEq for Counted<'_> {
        fn eq(&self, other: &Self) -> bool {
            self.cmp(other).is_eq()
        }
    }

    impl Eq for Counted<'_> {}

    /// The number of each by looking through all.
    fn plainly(pairs: &[u32]) -> Vec<Option<u32>> {
        let number = |(at, pair): (usize, &u32)| {
            let before = pairs[..at].iter().filter(|one| *one == pair).count();
            let all = pairs.iter().filter(|one| *one == pair).count();
            (all > 1).then(|| before as u32 + 1)
        };
        pairs.iter().enumerate().map(number).collect()
    }

    #[test]
    fn the_meetings_of_each_pair_are_counted_in_their_order() {
        assert_eq!(
            meetings([7, 8, 7, 9, 7].into_iter()),
            [Some(1), None, Some(2), None, Some(3)]
        );
        let mut state = 1_u32;
        for length in 0..40 {
            let pairs: Vec<u32> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (state >> 16) % 13
                })
                .collect();
            assert_eq!(meetings(pairs.iter().copied()), plainly(&pairs));
        }
    }

    #[test]
    fn many_requests_are_counted_without_comparing_each_with_each() {
        let compared = |count: u32| {
            let counter = Cell::new(0);
            let pairs = (0..count).map(|n| Counted(n / 2, &counter));
            assert_eq!(meetings(pairs).len(), count as usize);
            counter.get()
        };
        let (few, many) = (compared(1_000), compared(16_000));
        assert!(many < 32 * few, "{few}, {many}");
    }
}
