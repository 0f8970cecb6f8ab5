//! Calendars that people subscribe to: by a link that nobody can guess and anybody in the
//! office can make worthless.

mod handed;
mod meetings;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Action, Actor, Subject};
use domain::accounts::UserRole;
use domain::ids::{FeedId, MissionId, OrganisationId, PersonId, TypedId};
use domain::language::Language;
use domain::parties::PartyRef;
use domain::programme::{Item, ItemState, Visibility};
use domain::record::{Kind, Stored};
use domain::time::When;
use formats::calendar::{Calendar, Event, EventStatus, EventTime};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::feeds::Feed;
use store::{Door, StoreError, house};
use uuid::Uuid;

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::missions::Dossier;
use crate::office::App;

/// Bytes of chance in a link: 192 bits.
const TOKEN: usize = 24;
/// How often calendars should ask again.
const REFRESH: SignedDuration = SignedDuration::from_mins(30);

/// What a calendar shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedSubject {
    /// The whole programme of the mission.
    Mission,
    /// What one person takes part in, with the planned meetings to which they come or at which they
    /// interpret.
    Person(PersonId),
    /// What one company takes part in, its planned meetings included.
    Company(OrganisationId),
    /// What takes place in one room.
    Room(Uuid),
}

impl FeedSubject {
    fn code(&self) -> &'static str {
        match self {
            FeedSubject::Mission => "mission",
            FeedSubject::Person(_) => "person",
            FeedSubject::Company(_) => "company",
            FeedSubject::Room(_) => "room",
        }
    }

    /// The person or company whose calendar it is.
    #[must_use]
    pub fn party(&self) -> Option<PartyRef> {
        match self {
            FeedSubject::Person(id) => Some(PartyRef::Person(*id)),
            FeedSubject::Company(id) => Some(PartyRef::Organisation(*id)),
            FeedSubject::Mission | FeedSubject::Room(_) => None,
        }
    }

    /// The subject of a living feed.
    pub fn of(feed: &Feed) -> Self {
        match feed.subject.as_str() {
            "person" => FeedSubject::Person(PersonId::from_uuid(feed.subject_id)),
            "company" => FeedSubject::Company(OrganisationId::from_uuid(feed.subject_id)),
            "room" => FeedSubject::Room(feed.subject_id),
            _ => FeedSubject::Mission,
        }
    }
}

/// A room in which items of a mission take place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Room {
    /// By which feeds name it.
    pub id: Uuid,
    /// What it is called, with its venue.
    pub name: String,
}

impl Dossier {
    /// The rooms that its items name, by name.
    pub fn rooms(&self, language: Language) -> Vec<Room> {
        let mut rooms: Vec<Room> = self
            .items
            .iter()
            .filter_map(|item| {
                let id = room_of(item)?;
                let venue = item.venue.for_reader(language);
                let name = if venue.is_empty() {
                    item.room.clone()
                } else {
                    format!("{venue}, {}", item.room)
                };
                Some(Room { id, name })
            })
            .collect();
        rooms.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        rooms.dedup_by_key(|room| room.id);
        rooms
    }
}

/// The same room gives the same id: rooms are words, not records.
fn room_of(item: &Item) -> Option<Uuid> {
    let room = item.room.trim().to_lowercase();
    if room.is_empty() {
        return None;
    }
    let mut digest = Sha256::new();
    digest.update(item.mission.uuid().as_bytes());
    digest.update(
        item.leg
            .map(|leg| leg.uuid())
            .unwrap_or_default()
            .as_bytes(),
    );
    for (tag, venue) in item.venue.iter().take(1) {
        digest.update(format!("{tag:?} {}", venue.trim().to_lowercase()));
    }
    digest.update(room.as_bytes());
    let digest: [u8; 32] = digest.finalize().into();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Some(Uuid::from_bytes(bytes))
}

impl App {
    /// Makes a link to a calendar of a mission; the token is shown once and kept as a hash only.
    ///
    /// # Errors
    /// When the caller may not take the programme out of the program.
    pub async fn open_feed(
        &self,
        caller: &Caller,
        mission: MissionId,
        subject: FeedSubject,
    ) -> Result<(FeedId, String)> {
        caller.ask(Action::Export, Subject::Record(Kind::Item), Some(mission))?;
        let (feed, token) = self.new_feed(caller, mission, &subject);
        self.work(caller, "feed.open", |mut desk| {
            let feed = &feed;
            async move {
                desk.tx().open_feed(feed, &token).await?;
                Ok((desk, ()))
            }
        })
        .await?;
        Ok((feed.id, URL_SAFE_NO_PAD.encode(token)))
    }

    /// A link that is not kept yet, with its token.
    fn new_feed(
        &self,
        caller: &Caller,
        mission: MissionId,
        subject: &FeedSubject,
    ) -> (Feed, [u8; TOKEN]) {
        let mut token = [0; TOKEN];
        self.chance().fill(&mut token);
        let feed = Feed {
            id: self.new_id(),
            agency: caller.agency,
            subject: subject.code().to_owned(),
            subject_id: match subject {
                FeedSubject::Mission => mission.uuid(),
                FeedSubject::Person(person) => person.uuid(),
                FeedSubject::Company(firm) => firm.uuid(),
                FeedSubject::Room(room) => *room,
            },
            mission: Some(mission),
            created_at: self.clock().now(),
        };
        (feed, token)
    }

    /// The living links of a mission.
    ///
    /// # Errors
    /// When the caller may not take the programme out of the program.
    pub async fn feeds(&self, caller: &Caller, mission: MissionId) -> Result<Vec<Feed>> {
        caller.ask(Action::Export, Subject::Record(Kind::Item), Some(mission))?;
        Ok(self
            .look(caller)
            .await?
            .reader()
            .feeds(Some(mission))
            .await?)
    }

    /// Makes a link worthless.
    ///
    /// # Errors
    /// [`AppError::Missing`] when the mission has no such link.
    pub async fn revoke_feed(
        &self,
        caller: &Caller,
        mission: MissionId,
        feed: FeedId,
    ) -> Result<()> {
        let own = self.feeds(caller, mission).await?;
        if !own.iter().any(|one| one.id == feed) {
            return Err(AppError::Missing);
        }
        self.work(caller, "feed.revoke", |mut desk| async move {
            desk.tx().revoke_feed(feed).await?;
            Ok((desk, ()))
        })
        .await
    }

    /// The calendar behind a link, for whoever has it.
    ///
    /// # Errors
    /// [`AppError::Missing`] for an unknown or revoked link.
    pub async fn feed_calendar(&self, token: &str, language: Language) -> Result<Calendar> {
        let token = URL_SAFE_NO_PAD
            .decode(token)
            .map_err(|_| AppError::Missing)?;
        if token.len() != TOKEN {
            return Err(AppError::Missing);
        }
        let feed = match self
            .store()
            .read(house())
            .await?
            .feed_by_token(&token)
            .await
        {
            Err(StoreError::Missing) => return Err(AppError::Missing),
            other => other?,
        };
        let mission = feed.mission.ok_or(AppError::Missing)?;
        let caller = Caller {
            // What a link shows is what a viewer of this one mission may see.
            actor: Actor::with_role(UserRole::Viewer, Some(mission)),
            ..Caller::program(feed.agency, Door::Link).speaking(language)
        };
        self.calendar(&caller, mission, &FeedSubject::of(&feed))
            .await
    }

    /// The calendar of a mission, a person in it, or a room.
    ///
    /// # Errors
    /// When the caller may not see the mission.
    pub async fn calendar(
        &self,
        caller: &Caller,
        mission: MissionId,
        subject: &FeedSubject,
    ) -> Result<Calendar> {
        let dossier = self.dossier(caller, mission).await?;
        let language = caller.language;
        let mut events: Vec<Event> = dossier
            .items
            .iter()
            .filter(|item| shows(&dossier, item, subject))
            .filter_map(|item| event(&dossier, item, language))
            .collect();
        events.extend(self.meetings_of(caller, &dossier, subject).await?);
        let title = dossier.mission.title.for_reader(language);
        let whose = match subject {
            FeedSubject::Mission => String::new(),
            FeedSubject::Person(_) | FeedSubject::Company(_) => {
                let subjects = self.subjects(caller, &dossier).await?;
                let party = subject.party();
                party.map_or_else(String::new, |party| {
                    subjects.name_of(&dossier, party, language).to_owned()
                })
            }
            FeedSubject::Room(room) => {
                let rooms = dossier.rooms(language);
                rooms
                    .into_iter()
                    .find(|one| one.id == *room)
                    .map(|one| one.name)
                    .unwrap_or_default()
            }
        };
        let name = if whose.is_empty() {
            title.to_owned()
        } else {
            format!("{whose} · {}", dossier.mission.code)
        };
        Ok(Calendar {
            name,
            description: title.to_owned(),
            refresh: REFRESH,
            events,
        })
    }
}

fn shows(dossier: &Dossier, item: &Item, subject: &FeedSubject) -> bool {
    if item.visibility == Visibility::Internal {
        return false;
    }
    match subject {
        FeedSubject::Mission => true,
        FeedSubject::Person(person) => takes_part(dossier, item, *person),
        FeedSubject::Company(firm) => {
            crate::documents::is_for(dossier, item, PartyRef::Organisation(*firm))
        }
        FeedSubject::Room(room) => room_of(item) == Some(*room),
    }
}

/// A member goes where the delegation goes unless the item names who takes part on its side.
fn takes_part(dossier: &Dossier, item: &Item, person: PersonId) -> bool {
    use domain::programme::{ParticipationState, Side};
    let party = PartyRef::Person(person);
    let mut home_named = false;
    for part in dossier.part_in(item.id) {
        if part.party == party {
            return !matches!(
                part.state,
                ParticipationState::Declined { .. } | ParticipationState::Absent
            );
        }
        home_named |= part.side == Side::Home && matches!(part.party, PartyRef::Person(_));
    }
    !home_named && dossier.members().any(|member| member.party == party)
}

fn event(dossier: &Dossier, item: &Stored<Item>, language: Language) -> Option<Event> {
    let time = match &item.when {
        When::Exact { start, end, zone } => EventTime::Exact {
            start: *start,
            end: *end,
            zone: zone.clone(),
        },
        When::Day { date } => EventTime::Days {
            from: *date,
            to: *date,
        },
        When::Span { from, to } => EventTime::Days {
            from: *from,
            to: *to,
        },
        When::NotPublished { .. } => return None,
    };
    let status = match &item.state {
        ItemState::Tentative | ItemState::Requested => EventStatus::Tentative,
        ItemState::Confirmed | ItemState::Held { .. } => EventStatus::Confirmed,
        ItemState::Cancelled { .. } | ItemState::Postponed { .. } => EventStatus::Cancelled,
    };
    let city = item
        .leg
        .and_then(|leg| dossier.leg(leg))
        .map_or("", |leg| leg.place.display(language).text.as_str());
    let place = [item.room.as_str(), item.venue.for_reader(language), city];
    let hosts = item
        .hosts
        .iter()
        .map(|host| dossier.name_of(PartyRef::Organisation(*host), language));
    // A span of days is when it may be, not how long it lasts.
    let unsure =
        matches!(item.when, When::Span { .. }).then(|| i18n::dates::when(language, &item.when));
    let about = unsure
        .iter()
        .map(String::as_str)
        .chain(hosts)
        .chain([item.note.for_reader(language)])
        .filter(|text| !text.is_empty());
    Some(Event {
        uid: format!("{}@legation", item.id),
        sequence: u32::try_from(item.version.saturating_sub(1)).unwrap_or(u32::MAX),
        modified_at: item.updated_at,
        time,
        status,
        title: item.title.for_reader(language).to_owned(),
        location: place
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        description: about.collect::<Vec<_>>().join("\n"),
        categories: vec![item.kind.code().to_owned()],
        url: None,
    })
}
