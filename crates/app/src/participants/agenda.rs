//! The participant's own timetable: its meetings under the published timetable, what changed
//! since the one published before, and the calendar of both.

use super::stand::Stand;
use crate::accounts::Visitor;
use crate::error::Result;
use crate::office::App;
use crate::timetables::{Held, met};
use domain::ids::{OrganisationId, PersonId, RequestId};
use domain::interpreting::Attendee;
use domain::language::Language;
use domain::matchmaking::{Placement, Slot, Timetable};
use domain::names::Names;
use domain::time::ZoneName;
use formats::calendar::{Calendar, Event, EventStatus, EventTime};
use jiff::{SignedDuration, Timestamp};

/// How often calendars should ask again.
const REFRESH: SignedDuration = SignedDuration::from_mins(15);

/// What is new about a meeting since the timetable that was published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new.
    New,
    /// It was at another time.
    Moved {
        /// The slot it had.
        from: Slot,
    },
    /// It was at another table.
    Table {
        /// What the sign of that table says.
        from: String,
    },
    /// Somebody else comes or interprets.
    Who,
}

/// A meeting of the participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// The request that it grants.
    pub request: RequestId,
    /// With whom.
    pub with: OrganisationId,
    /// When, local time of the session.
    pub slot: Slot,
    /// What the sign of the table says.
    pub table: String,
    /// What it is about.
    pub message: String,
    /// Languages that both sides speak, by their tags.
    pub languages: Vec<String>,
    /// Who of the participant comes, where that matters.
    pub comes: Option<Names>,
    /// Who of the other side comes, where that matters.
    pub meets: Option<Names>,
    /// Whether the two, as far as both say what they speak, need an interpreter and have none.
    pub interpreted: bool,
    /// Who interprets.
    pub interpreter: Option<Names>,
    /// Its wishes for a time: its own, and those of the participant; what the other side likes is
    /// not for this one to see.
    pub wishes: Held,
    /// What is new about it.
    pub change: Option<Change>,
    /// Whether it is over.
    pub over: bool,
}

impl Appointment {
    /// Who comes of both sides, and who interprets, one line each.
    #[must_use]
    pub fn who(&self, language: Language) -> Vec<String> {
        let name = |names: &Names| names.display(language).text.clone();
        let sides = [&self.comes, &self.meets].into_iter().flatten();
        let sides: Vec<String> = sides.map(name).collect();
        let mut lines = Vec::new();
        if !sides.is_empty() {
            lines.push(sides.join(" – "));
        }
        let words =
            |name: String| i18n::t(language, "people-interpreted-by", &[("name", name.into())]);
        lines.extend(self.interpreter.as_ref().map(name).map(words));
        lines
    }
}

/// The timetable of a participant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnAgenda {
    /// The number of the published timetable; none if nothing is published.
    pub number: Option<u32>,
    /// When it was made.
    pub made_at: Option<Timestamp>,
    /// The meetings in the order of time.
    pub meetings: Vec<Appointment>,
    /// Meetings of the timetable published before that are not held any more.
    pub cancelled: Vec<Appointment>,
}

impl OwnAgenda {
    /// The next meeting that is not over.
    #[must_use]
    pub fn next(&self) -> Option<&Appointment> {
        self.meetings.iter().find(|meeting| !meeting.over)
    }
}

impl Stand {
    /// The participant's meetings under the published timetable.
    #[must_use]
    pub fn agenda(&self) -> OwnAgenda {
        let Some((current, before)) = &self.fair.published else {
            return OwnAgenda::default();
        };
        let own = |timetable: &Timetable| -> Vec<Appointment> {
            let all = timetable.placements.iter();
            let mut own: Vec<Appointment> = all.filter_map(|p| self.appointment(p)).collect();
            own.sort_by_key(|one| (one.slot.start, one.request));
            own
        };
        let earlier = before.as_ref().map(own);
        let mut meetings = own(current);
        if let Some(earlier) = &earlier {
            for meeting in &mut meetings {
                meeting.change = changed(meeting, earlier);
            }
        }
        let held = |one: &Appointment| meetings.iter().any(|m| m.request == one.request);
        let cancelled = earlier.into_iter().flatten().filter(|one| !held(one));
        OwnAgenda {
            number: Some(current.number),
            made_at: Some(current.made_at),
            cancelled: cancelled.collect(),
            meetings,
        }
    }

    fn appointment(&self, placement: &Placement) -> Option<Appointment> {
        let session = &self.fair.session;
        let mut requests = self.fair.requests.iter();
        let request = requests.find(|r| r.id == placement.request)?;
        let with = request.other(self.own)?;
        let slot = session.slots.get(placement.slot as usize)?.clone();
        let spoken = &self.fair.spoken;
        let shared = spoken.shared(self.own, with).into_iter();
        let interpreter = placement.interpreter.and_then(|id| self.person(id));
        let open = interpreter.is_none() && session.interpreters.is_empty();
        let (mine, theirs) = match request.from == self.own {
            true => (placement.from_person, placement.to_person),
            false => (placement.to_person, placement.from_person),
        };
        let name = |one: Option<Attendee>| self.person(one?.person()?);
        let profiles = &self.fair.profiles;
        let wishes = session.wishes(request, |of| Some(&profiles.get(&of)?.record));
        let own = wishes.iter().filter(|wish| wish.of != Some(with));
        Some(Appointment {
            request: request.id,
            with,
            table: session.sign(placement.table),
            message: request.message.clone(),
            comes: name(mine),
            meets: name(theirs),
            interpreted: open && spoken.needed(request, session).is_some(),
            interpreter,
            languages: shared.map(|tag| tag.as_str().to_owned()).collect(),
            wishes: met(own, placement.slot),
            change: None,
            over: session.zone.moment(slot.end) <= self.now,
            slot,
        })
    }

    fn person(&self, id: PersonId) -> Option<Names> {
        self.fair.people.get(&id).map(|person| person.names.clone())
    }

    /// The participant's calendar.
    #[must_use]
    pub fn calendar(&self, language: Language) -> Calendar {
        let agenda = self.agenda();
        let place = Place {
            zone: self.zone().clone(),
            modified_at: agenda.made_at.unwrap_or(self.now),
            sequence: agenda
                .number
                .map_or(0, |number| self.fair.session.sequence(number)),
            language,
        };
        let held = agenda
            .meetings
            .iter()
            .map(|one| (one, EventStatus::Confirmed));
        let gone = agenda
            .cancelled
            .iter()
            .map(|one| (one, EventStatus::Cancelled));
        let events = held.chain(gone);
        let own = self
            .names()
            .map_or("", |names| names.display(language).text.as_str());
        let title = self.title().for_reader(language);
        Calendar {
            name: format!("{title} · {own}"),
            description: self.mission().for_reader(language).to_owned(),
            refresh: REFRESH,
            events: events
                .map(|(one, status)| self.event(one, status, &place))
                .collect(),
        }
    }

    fn event(&self, one: &Appointment, status: EventStatus, place: &Place) -> Event {
        let language = place.language;
        let with = self
            .names_of(one.with)
            .map_or("", |n| n.display(language).text.as_str());
        let city = self
            .city()
            .map_or("", |names| names.display(language).text.as_str());
        let table = i18n::t(
            language,
            "participants-table",
            &[("name", one.table.as_str().into())],
        );
        let location = [table.as_str(), city]
            .into_iter()
            .filter(|text| !text.is_empty());
        let mut description = one.who(language);
        description.extend(Some(one.message.clone()).filter(|text| !text.is_empty()));
        Event {
            uid: format!("{}@legation", one.request),
            sequence: place.sequence,
            modified_at: place.modified_at,
            time: EventTime::Exact {
                start: one.slot.start,
                end: one.slot.end,
                zone: place.zone.clone(),
            },
            status,
            title: with.to_owned(),
            location: location.collect::<Vec<_>>().join(", "),
            description: description.join("\n"),
            categories: vec!["meeting".to_owned()],
            url: None,
        }
    }
}

/// What all events of a calendar have in common.
struct Place {
    zone: ZoneName,
    modified_at: Timestamp,
    sequence: u32,
    language: Language,
}

fn changed(meeting: &Appointment, earlier: &[Appointment]) -> Option<Change> {
    let before = earlier.iter().find(|one| one.request == meeting.request);
    match before {
        None => Some(Change::New),
        Some(before) if before.slot.start != meeting.slot.start => Some(Change::Moved {
            from: before.slot.clone(),
        }),
        Some(before) if before.table != meeting.table => Some(Change::Table {
            from: before.table.clone(),
        }),
        Some(before) => is_with_others(before, meeting).then_some(Change::Who),
    }
}

impl App {
    /// The calendar behind a calendar link of a participant.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] for a link that does not work, and the refusal `refused-wait` for who
    /// guesses.
    pub async fn participant_calendar(
        &self,
        token: &str,
        language: Language,
        visitor: Visitor<'_>,
    ) -> Result<Calendar> {
        let entered = self.enter_by_calendar(token, language, visitor).await?;
        Ok(self.stand(&entered).await?.calendar(language))
    }
}

/// Whether somebody else comes or interprets. That nobody is named any more is nothing to tell,
/// but of an interpreter.
fn is_with_others(before: &Appointment, now: &Appointment) -> bool {
    let other = |now: &Option<Names>, before: &Option<Names>| now.is_some() && now != before;
    other(&now.comes, &before.comes)
        || other(&now.meets, &before.meets)
        || now.interpreter != before.interpreter
}
