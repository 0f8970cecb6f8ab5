//! Matchmaking sessions, meeting requests and stored timetables, as records.
//!
//! The scheduling question itself lives in the room `matchmaking`; a use case turns these
//! records into it and stores the answer here.

use crate::codes::coded;
use crate::goals::GoalReached;
use crate::ids::{
    ItemId, LegId, MatchmakingId, MissionId, OrganisationId, PersonId, RequestId, TimetableId,
    UserId,
};
use crate::interpreting::{Absence, Attendee, Interpreter, Interpreting};
use crate::participants::{Booking, Course};
use crate::programme::Side;
use crate::record::{Kind, Links, Record};
use crate::text::Localised;
use crate::time::ZoneName;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// A slot of a session: a local time in which each table holds one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Local start.
    pub start: DateTime,
    /// Local end.
    pub end: DateTime,
    /// Whether it follows the slot before without a pause (lunch, night), so that waiting
    /// across the border counts as a break.
    pub follows: bool,
}

coded! {
    /// What a table is.
    TableKind {
        /// Anybody's table.
        Shared = "shared",
        /// A participant's own booth.
        Booth = "booth",
        /// A virtual room.
        Virtual = "virtual",
    }
}

/// A table, booth or virtual room of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What its sign says.
    pub name: String,
    /// What it is.
    pub kind: TableKind,
    /// The booth's owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<OrganisationId>,
    /// Its venue (by index), where the session has several; none is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<u32>,
    /// Slots (by index) in which it cannot be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<u32>,
}

/// A place with tables, such as a hall or a hotel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// What people call it.
    pub name: String,
    /// Minutes to each venue before it in the session's list, in their order, and back as well;
    /// what is missing takes no time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minutes: Vec<u32>,
}

/// A firm or body that takes part in a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Who.
    pub organisation: OrganisationId,
    /// On whose side.
    pub side: Side,
    /// The people who sit at its tables; as many meetings at once as it has people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    /// Number of people, at least 1, where they are not named.
    pub seats: u32,
    /// Slots (by index) in which it cannot meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<u32>,
    /// Slots (by index) in which it likes best to meet, as an organiser says; where there are none,
    /// what it says in its profile counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<u32>,
    /// Most meetings it wants; none means as many as possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// When single people of it cannot meet, while the others can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absences: Vec<Absence>,
}

impl Participant {
    /// Slots in which one of its people cannot meet.
    #[must_use]
    pub fn absent(&self, person: PersonId) -> &[u32] {
        let found = self.absences.iter().find(|one| one.person == person);
        found.map_or(&[], |one| one.slots.as_slice())
    }

    /// How many people it has, named or not.
    #[must_use]
    pub fn count(&self) -> u32 {
        let named = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        named.max(self.seats).max(1)
    }
}

/// A matchmaking session 对接会: the frame in which meetings are timetabled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matchmaking {
    /// Its id.
    pub id: MatchmakingId,
    /// The mission.
    pub mission: MissionId,
    /// The programme item that it belongs to, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// The leg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<LegId>,
    /// Its title.
    pub title: Localised,
    /// The zone of its slots.
    pub zone: ZoneName,
    /// Its slots in order of time.
    pub slots: Vec<Slot>,
    /// Its venues; empty where all tables are in one place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub venues: Vec<Venue>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Its participants.
    pub participants: Vec<Participant>,
    /// Who interprets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpreters: Vec<Interpreter>,
    /// The published timetable, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<TimetableId>,
    /// Everything that was ever published, oldest first; the last entry is what is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub publications: Vec<Publication>,
    /// How participants book meetings by themselves.
    #[serde(default, skip_serializing_if = "Booking::is_usual")]
    pub booking: Booking,
}

/// A timetable was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Which.
    pub timetable: TimetableId,
    /// When.
    pub at: Timestamp,
    /// By whom; none for the program itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// By which calendars take events for newer: larger than that of any publication before, also
    /// where an earlier timetable is published again. 0 where it was not counted yet.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sequence: u32,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
fn is_zero(sequence: &u32) -> bool {
    *sequence == 0
}

impl Matchmaking {
    /// Makes a timetable, known by its number too, everybody's agenda.
    pub fn publish(
        &mut self,
        (timetable, number): (TimetableId, u32),
        at: Timestamp,
        by: Option<UserId>,
    ) {
        let last = self.publications.last().map_or(0, |last| last.sequence);
        self.published = Some(timetable);
        self.publications.push(Publication {
            timetable,
            at,
            by,
            sequence: number.max(last + 1),
        });
    }

    /// The sequence number of the events of the published timetable, which has this number.
    #[must_use]
    pub fn sequence(&self, number: u32) -> u32 {
        let last = self.publications.last().map_or(0, |last| last.sequence);
        last.max(number)
    }

    /// Whether an organisation takes part.
    pub fn has(&self, party: crate::parties::PartyRef) -> bool {
        let mut participants = self.participants.iter();
        participants.any(|one| crate::parties::PartyRef::Organisation(one.organisation) == party)
    }

    /// Minutes between two venues, as they were said; 0 to itself.
    #[must_use]
    pub fn minutes_between(&self, one: u32, other: u32) -> u32 {
        let (first, later) = (one.min(other), one.max(other));
        let venue = self.venues.get(later as usize);
        let minutes = venue.and_then(|venue| venue.minutes.get(first as usize));
        minutes.copied().unwrap_or(0)
    }

    /// The venue of a table (by index); none on the net, and where there are no venues.
    #[must_use]
    pub fn venue_of(&self, table: u32) -> Option<&Venue> {
        let table = self.tables.get(table as usize)?;
        let venue = table.venue.unwrap_or(0) as usize;
        self.venues
            .get(venue)
            .filter(|_| table.kind != TableKind::Virtual)
    }

    /// The venue with most tables for everybody, where one more would stand; the first of several.
    #[must_use]
    pub fn main_venue(&self) -> Option<u32> {
        let tables = |venue: u32| {
            let shared = self.tables.iter().filter(|t| t.kind == TableKind::Shared);
            shared.filter(|t| t.venue.unwrap_or(0) == venue).count()
        };
        let all = 0..self.venues.len() as u32;
        all.max_by_key(|venue| (tables(*venue), std::cmp::Reverse(*venue)))
    }

    /// How a table (by index) is called: its name and, where there are venues, first where it
    /// stands.
    #[must_use]
    pub fn sign(&self, table: u32) -> String {
        let name = self
            .tables
            .get(table as usize)
            .map(|table| table.name.as_str());
        match (name, self.venue_of(table)) {
            (Some(name), Some(venue)) => format!("{} · {name}", venue.name),
            (name, _) => name.unwrap_or_default().to_owned(),
        }
    }

    /// Everybody whom the session names: the people of its participants, and its interpreters.
    #[must_use]
    pub fn people(&self) -> Vec<PersonId> {
        let participants = self.participants.iter().flat_map(|one| &one.people);
        let interpreters = self.interpreters.iter().map(|one| &one.person);
        participants.chain(interpreters).copied().collect()
    }

    /// The participant of an organisation.
    #[must_use]
    pub fn participant(&self, organisation: OrganisationId) -> Option<&Participant> {
        let mut all = self.participants.iter();
        all.find(|one| one.organisation == organisation)
    }

    /// The timetable that was published before the present one, if there was one.
    pub fn published_before(&self) -> Option<TimetableId> {
        let earlier = self.publications.iter().rev().map(|p| p.timetable);
        earlier.into_iter().find(|id| Some(*id) != self.published)
    }
}

impl Record for Matchmaking {
    const KIND: Kind = Kind::Matchmaking;
    type Id = MatchmakingId;
    fn id(&self) -> MatchmakingId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: self.item.map(|item| item.uuid()),
            sort: self.slots.first().map(|s| s.start.to_string()),
            ..Links::default()
        }
    }
}

coded! {
    /// The state of a meeting request.
    RequestState {
        /// Sent.
        Sent = "sent",
        /// Accepted by the other side.
        Accepted = "accepted",
        /// Declined by the other side.
        Declined = "declined",
        /// Not answered in time.
        Expired = "expired",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

/// A meeting request 对接申请.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Its id.
    pub id: RequestId,
    /// The mission.
    pub mission: MissionId,
    /// The session.
    pub matchmaking: MatchmakingId,
    /// Who asks.
    pub from: OrganisationId,
    /// Who is asked.
    pub to: OrganisationId,
    /// How much the asking side wants it, 0 to 3.
    pub from_priority: u8,
    /// How much the asked side wants it, 0 to 3.
    pub to_priority: u8,
    /// Whether it must be held.
    #[serde(default)]
    pub must: bool,
    /// Slots (by index) in which alone it may be held; empty means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub window: Vec<u32>,
    /// The slot (by index) to which it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<u32>,
    /// The table (by index) at which it stays while it is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed_table: Option<u32>,
    /// Slots (by index) in which the meeting is best held; empty means that none is better.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<u32>,
    /// Who of the asking side must come; none is anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_person: Option<PersonId>,
    /// Who of the asked side must come; none is anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_person: Option<PersonId>,
    /// Whether it needs an interpreter.
    #[serde(default, skip_serializing_if = "Interpreting::is_usual")]
    pub interpreting: Interpreting,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The state.
    pub state: RequestState,
    /// When it was sent and answered, and by whose hand.
    #[serde(default, skip_serializing_if = "Course::is_unknown")]
    pub course: Course,
}

impl Record for Request {
    const KIND: Kind = Kind::Request;
    type Id = RequestId;
    fn id(&self) -> RequestId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: Some(self.matchmaking.uuid()),
            ..Links::default()
        }
    }
}

/// Where a request was placed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// The request.
    pub request: RequestId,
    /// The slot, by index.
    pub slot: u32,
    /// The table, by index.
    pub table: u32,
    /// Who of the asking side comes, where it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_person: Option<Attendee>,
    /// Who of the asked side comes, where it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_person: Option<Attendee>,
    /// Who interprets, if somebody must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreter: Option<PersonId>,
}

impl Placement {
    /// A place, without a word about who comes.
    #[must_use]
    pub const fn at(request: RequestId, slot: u32, table: u32) -> Self {
        Self {
            request,
            slot,
            table,
            from_person: None,
            to_person: None,
            interpreter: None,
        }
    }

    /// Everybody who is named: who comes of each side, and who interprets.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        let sides = [self.from_person, self.to_person].into_iter().flatten();
        sides.filter_map(Attendee::person).chain(self.interpreter)
    }
}

/// What a person changed by hand, from a timetable to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandMove {
    /// The meeting.
    pub request: RequestId,
    /// Slot and table before; none if it had no place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<(u32, u32)>,
    /// Slot and table after; none if it was taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<(u32, u32)>,
    /// The meeting that stood there before, and went the other way in the same step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swapped: Option<RequestId>,
}

/// A request that was not placed, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Unplaced {
    /// The request.
    pub request: RequestId,
    /// The reason as typed data of the room `matchmaking`.
    pub reason: serde_json::Value,
}

/// A stored timetable 排程方案, made by a run or by hand. Its placements never change once stored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timetable {
    /// Its id.
    pub id: TimetableId,
    /// The mission.
    pub mission: MissionId,
    /// The session.
    pub matchmaking: MatchmakingId,
    /// Its number within the session, from 1.
    pub number: u32,
    /// What a person calls it; its number alone where empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The timetable from which it was made, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<TimetableId>,
    /// What a person changed in the one before; none where a run made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand: Option<HandMove>,
    /// The seed of the run; same snapshot and seed give the same answer.
    pub seed: u64,
    /// SHA-256 of the snapshot, in hexadecimal.
    pub snapshot: String,
    /// `optimal`, `feasible`, `stopped`, `by_hand` …: what is proved.
    pub status: String,
    /// The proved bound on the first objective, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<i64>,
    /// Where goals counted in order: how far it gets by each, in their order. Empty elsewhere, and in
    /// what was stored before this was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<GoalReached>,
    /// Total weight held.
    pub weight: i64,
    /// Breaks of all participants together.
    pub breaks: u32,
    /// What is placed.
    pub placements: Vec<Placement>,
    /// What is not, and why.
    pub unplaced: Vec<Unplaced>,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who asked for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_by: Option<UserId>,
}

impl Record for Timetable {
    const KIND: Kind = Kind::Timetable;
    type Id = TimetableId;
    fn id(&self) -> TimetableId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: Some(self.matchmaking.uuid()),
            sort: Some(format!("{:05}", self.number)),
            ..Links::default()
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::ids::TypedId;

    fn session() -> Matchmaking {
        let table = |name: &str, kind, venue| Table {
            name: name.to_owned(),
            kind,
            owner: None,
            venue,
            closed: Vec::new(),
        };
        let venue = |name: &str, minutes: &[u32]| Venue {
            name: name.to_owned(),
            minutes: minutes.to_vec(),
        };
        let none = uuid::Uuid::nil();
        let text = serde_json::json!({
            "id": MatchmakingId::from_uuid(none),
            "mission": MissionId::from_uuid(none),
            "title": Localised::default(),
            "zone": "Europe/Berlin",
            "slots": [],
            "tables": [{ "name": "1", "kind": "shared" }],
            "participants": [],
        });
        // As it was stored before there were venues.
        let old: Matchmaking = serde_json::from_value(text).unwrap();
        assert_eq!((old.sign(0), old.venue_of(0)), ("1".to_owned(), None));
        Matchmaking {
            venues: vec![
                venue("Fair", &[]),
                venue("Hotel", &[15]),
                venue("Hall", &[20]),
            ],
            tables: vec![
                table("1", TableKind::Shared, None),
                table("2", TableKind::Shared, Some(1)),
                table("Net", TableKind::Virtual, Some(1)),
            ],
            ..old
        }
    }

    #[test]
    fn every_publication_is_newer_to_calendars_than_the_one_before() {
        let mut session = session();
        assert_eq!(session.sequence(4), 4, "published before this was counted");
        let mut seen = Vec::new();
        for number in [2, 5, 2, 3, 9] {
            let timetable = TimetableId::from_uuid(uuid::Uuid::from_u128(number.into()));
            session.publish((timetable, number), Timestamp::UNIX_EPOCH, None);
            assert_eq!(session.published, Some(timetable));
            seen.push(session.sequence(number));
        }
        assert_eq!(seen, [2, 5, 6, 7, 9]);
    }

    #[test]
    fn ways_are_as_long_there_as_back() {
        let session = session();
        for (one, other, minutes) in [(0, 1, 15), (0, 2, 20), (1, 2, 0), (1, 1, 0), (5, 0, 0)] {
            assert_eq!(session.minutes_between(one, other), minutes);
            assert_eq!(session.minutes_between(other, one), minutes);
        }
    }

    #[test]
    fn one_more_table_stands_where_most_are() {
        let mut session = session();
        assert_eq!(session.main_venue(), Some(0));
        session.tables[0].venue = Some(2);
        session.tables[1].venue = Some(2);
        assert_eq!(session.main_venue(), Some(2));
        session.venues.clear();
        assert_eq!(session.main_venue(), None);
    }

    #[test]
    fn a_table_is_called_with_its_venue() {
        let session = session();
        let signs = [0, 1, 2, 3].map(|table| session.sign(table));
        assert_eq!(signs, ["Fair · 1", "Hotel · 2", "Net", ""]);
    }
}
