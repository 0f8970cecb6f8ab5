//! Everything of one session, read in one picture.

use super::crews::Records;
use crate::caller::Caller;
use crate::error::Result;
use crate::missions::Dossier;
use crate::office::App;
use domain::ids::{MatchmakingId, OrganisationId, PersonId, RequestId, TimetableId};
use domain::interpreting::{LanguagePair, Spoken};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Placement, Request, Timetable};
use domain::participants::Profile;
use domain::parties::{Organisation, Person};
use domain::record::Stored;
use std::collections::BTreeMap;
use store::Filter;

/// Everything of one session: its requests, its timetables, and who takes part.
#[derive(Debug, Clone)]
pub struct SessionFile {
    /// The session.
    pub session: Stored<Matchmaking>,
    /// Its requests, oldest first.
    pub requests: Vec<Stored<Request>>,
    /// Its timetables, oldest first.
    pub timetables: Vec<Stored<Timetable>>,
    /// What its participants say of themselves, and whom they put aside.
    pub profiles: Vec<Stored<Profile>>,
    /// The organisations that take part or ask.
    pub organisations: BTreeMap<OrganisationId, Stored<Organisation>>,
    /// The people whom the session or one of its timetables names.
    pub people: BTreeMap<PersonId, Stored<Person>>,
}

/// What one participant does in a session, by slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// The participant.
    pub organisation: OrganisationId,
    /// Its meetings in the order of time: where, and with whom.
    pub meetings: Vec<(Placement, OrganisationId)>,
}

impl App {
    /// The sessions of a mission in the order of time.
    ///
    /// # Errors
    /// When the caller may not see sessions.
    pub async fn sessions(
        &self,
        caller: &Caller,
        dossier: &Dossier,
    ) -> Result<Vec<Stored<Matchmaking>>> {
        self.list(caller, Filter::of_mission(dossier.mission.id))
            .await
    }

    /// Everything of one session.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] also where the caller may not see it.
    pub async fn session_file(&self, caller: &Caller, id: MatchmakingId) -> Result<SessionFile> {
        let mut look = self.look(caller).await?;
        let session = look.get::<Matchmaking>(id).await?;
        let requests = look.list::<Request>(Filter::of_parent(id)).await?;
        let timetables = look.list::<Timetable>(Filter::of_parent(id)).await?;
        let profiles = look
            .reader()
            .list::<Profile>(&Filter::of_parent(id))
            .await?;
        let mut named: Vec<OrganisationId> = session
            .participants
            .iter()
            .map(|p| p.organisation)
            .collect();
        named.extend(requests.iter().flat_map(|r| [r.from, r.to]));
        named.extend(session.tables.iter().filter_map(|table| table.owner));
        named.sort_unstable();
        named.dedup();
        let organisations = look
            .reader()
            .get_many::<Organisation>(&named)
            .await?
            .into_iter()
            .collect();
        let mut people = session.people();
        // Whoever interpreted before and is no longer listed has a page in a change sheet too.
        let placed = timetables.iter().flat_map(|one| &one.placements);
        people.extend(placed.flat_map(Placement::people));
        people.sort_unstable();
        people.dedup();
        let people = look.reader().get_many::<Person>(&people).await?;
        Ok(SessionFile {
            session,
            requests,
            timetables,
            profiles,
            organisations,
            people: people.into_iter().collect(),
        })
    }
}

impl SessionFile {
    /// The name of an organisation for a reader; empty if it is not on record.
    #[must_use]
    pub fn name_of(&self, id: OrganisationId, language: Language) -> &str {
        let found = self.organisations.get(&id);
        found.map_or("", |o| o.names.display(language).text.as_str())
    }

    /// What its question is made of.
    #[must_use]
    pub fn records(&self) -> Records<'_> {
        Records {
            requests: &self.requests,
            profiles: &self.profiles,
            people: &self.people,
        }
    }

    /// What its participants speak.
    #[must_use]
    pub fn spoken(&self) -> Spoken {
        self.records().spoken(&self.session)
    }

    /// Between which languages a meeting needs an interpreter, if it needs one.
    #[must_use]
    pub fn needed(&self, request: &Request) -> Option<LanguagePair> {
        self.spoken().needed(request, &self.session)
    }

    /// The name of a person for a reader; empty if they are not on record.
    #[must_use]
    pub fn name_of_person(&self, id: PersonId, language: Language) -> &str {
        let found = self.people.get(&id);
        found.map_or("", |one| one.names.display(language).text.as_str())
    }

    /// A request by its id.
    #[must_use]
    pub fn request(&self, id: RequestId) -> Option<&Stored<Request>> {
        self.requests.iter().find(|request| request.id == id)
    }

    /// What a participant says of itself.
    #[must_use]
    pub fn profile(&self, of: OrganisationId) -> Option<&Stored<Profile>> {
        self.profiles.iter().find(|p| p.organisation == of)
    }

    /// A timetable by its number.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Option<&Stored<Timetable>> {
        self.timetables
            .iter()
            .find(|timetable| timetable.number == number)
    }

    /// A timetable by its id.
    #[must_use]
    pub fn timetable(&self, id: TimetableId) -> Option<&Stored<Timetable>> {
        self.timetables.iter().find(|timetable| timetable.id == id)
    }

    /// The published timetable.
    #[must_use]
    pub fn published(&self) -> Option<&Stored<Timetable>> {
        self.session.published.and_then(|id| self.timetable(id))
    }

    /// The newest timetable.
    #[must_use]
    pub fn newest(&self) -> Option<&Stored<Timetable>> {
        self.timetables
            .iter()
            .max_by_key(|timetable| timetable.number)
    }

    /// The agendas of all participants under a timetable, in the order of the session's list.
    #[must_use]
    pub fn agendas(&self, timetable: &Timetable) -> Vec<Agenda> {
        let pairs: BTreeMap<RequestId, (OrganisationId, OrganisationId)> = self
            .requests
            .iter()
            .map(|r| (r.id, (r.from, r.to)))
            .collect();
        let mut meetings: BTreeMap<OrganisationId, Vec<(Placement, OrganisationId)>> =
            BTreeMap::new();
        for placement in &timetable.placements {
            // A request that was deleted since has no sides to show.
            let Some(&(from, to)) = pairs.get(&placement.request) else {
                continue;
            };
            meetings
                .entry(from)
                .or_default()
                .push((placement.clone(), to));
            meetings
                .entry(to)
                .or_default()
                .push((placement.clone(), from));
        }
        let agenda = |organisation: OrganisationId| {
            let mut meetings = meetings.remove(&organisation).unwrap_or_default();
            meetings.sort_by_key(|(placement, _)| (placement.slot, placement.table));
            Agenda {
                organisation,
                meetings,
            }
        };
        let all: Vec<OrganisationId> = self
            .session
            .participants
            .iter()
            .map(|p| p.organisation)
            .collect();
        all.into_iter().map(agenda).collect()
    }
}
