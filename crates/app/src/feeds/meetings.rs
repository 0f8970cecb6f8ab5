//! The planned meetings of a person or a company in a calendar.

use super::FeedSubject;
use crate::caller::Caller;
use crate::error::Result;
use crate::missions::Dossier;
use crate::office::App;
use crate::timetables::{Coming, Part};
use domain::ids::{OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Placement, Request, Timetable};
use domain::parties::{Organisation, PartyRef, Person};
use domain::record::Stored;
use formats::calendar::{Event, EventStatus, EventTime};
use std::collections::BTreeMap;
use store::Filter;

impl App {
    /// The meetings that published timetables give a person or a company.
    pub(super) async fn meetings_of(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        subject: &FeedSubject,
    ) -> Result<Vec<Event>> {
        let Some(party) = subject.party() else {
            return Ok(Vec::new());
        };
        let mut look = self.look(caller).await?;
        let of_mission = Filter::of_mission(dossier.mission.id);
        let sessions = look.list::<Matchmaking>(of_mission).await?;
        let mut events = Vec::new();
        for session in sessions {
            let Some(published) = session.published.filter(|_| names(&session, party)) else {
                continue;
            };
            let all = session.participants.iter().map(|p| p.organisation);
            let all: Vec<OrganisationId> = all.collect();
            let firms = look.reader().get_many::<Organisation>(&all).await?;
            let people = session.people();
            let people = look.reader().get_many::<Person>(&people).await?;
            let booked = Booked {
                timetable: look.get::<Timetable>(published).await?,
                requests: look.list::<Request>(Filter::of_parent(session.id)).await?,
                firms: firms.into_iter().collect(),
                people: people.into_iter().collect(),
                session,
                language: caller.language,
            };
            events.extend(booked.events(party));
        }
        Ok(events)
    }
}

/// Whether somebody sits at a session's tables, or interprets there.
fn names(session: &Matchmaking, party: PartyRef) -> bool {
    match party {
        PartyRef::Organisation(_) => session.has(party),
        PartyRef::Person(person) => session.people().contains(&person),
    }
}

/// A session with its published timetable.
struct Booked {
    session: Stored<Matchmaking>,
    timetable: Stored<Timetable>,
    requests: Vec<Stored<Request>>,
    firms: BTreeMap<OrganisationId, Stored<Organisation>>,
    people: BTreeMap<PersonId, Stored<Person>>,
    language: Language,
}

impl Booked {
    fn events(&self, party: PartyRef) -> Vec<Event> {
        let placements = self.timetable.placements.iter();
        placements
            .filter_map(|placed| {
                let mut requests = self.requests.iter();
                let request = requests.find(|request| request.id == placed.request)?;
                self.event((request, placed), party)
            })
            .collect()
    }

    /// A meeting as the party sees it, if it is one of theirs: the other side is its title, or
    /// both sides for whoever interprets.
    fn event(&self, (request, placed): (&Request, &Placement), party: PartyRef) -> Option<Event> {
        let coming = Coming::to(placed);
        let (title, coming) = match Part::of(party, (request, placed), &self.session)? {
            Part::Asking => (self.name(request.to), coming),
            Part::Asked => (self.name(request.from), coming.turned()),
            Part::Interprets => {
                let both = [request.from, request.to].map(|id| self.name(id));
                (both.join(" – "), coming)
            }
        };
        self.at(placed, title, &coming)
    }

    fn name(&self, id: OrganisationId) -> String {
        let firm = self.firms.get(&id);
        firm.map_or_else(String::new, |firm| {
            firm.names.display(self.language).text.clone()
        })
    }

    fn at(&self, placed: &Placement, title: String, coming: &Coming) -> Option<Event> {
        let slot = self.session.slots.get(placed.slot as usize)?;
        let name = |id: PersonId| {
            let person = self.people.get(&id);
            person.map_or_else(String::new, |one| {
                one.names.display(self.language).text.clone()
            })
        };
        Some(Event {
            uid: format!("{}@legation", placed.request),
            sequence: self.session.sequence(self.timetable.number),
            modified_at: self.timetable.made_at,
            time: EventTime::Exact {
                start: slot.start,
                end: slot.end,
                zone: self.session.zone.clone(),
            },
            status: EventStatus::Confirmed,
            title,
            location: self.session.sign(placed.table),
            description: coming.lines(self.language, &name).join("\n"),
            categories: vec!["meeting".to_owned()],
            url: None,
        })
    }
}
