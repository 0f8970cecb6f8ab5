//! A session as a question for the optimiser: plain data, frozen at one moment.

use super::crews::{Crews, Records};
use super::why::Why;
use crate::missions::Dossier;
use domain::ids::{MatchmakingId, MissionId, OrganisationId, PersonId, RequestId};
use domain::matchmaking::{
    Matchmaking, Placement, Request, RequestState, TableKind, Timetable, Unplaced,
};
use domain::time::ZoneName;
use jiff::civil::DateTime;
use matchmaking::reasons::with_reasons_and_people;
use matchmaking::{
    Draft, ParticipantId, Place, Problem, ProblemErrors, Slot, SlotId, Table, TableId, Variant,
    Venue, VenueId, Window,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A session, frozen: the question, and which records its numbers stand for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The session.
    pub matchmaking: MatchmakingId,
    /// Its mission.
    pub mission: MissionId,
    /// The question.
    pub problem: Problem,
    /// The organisation of each participant.
    pub organisations: Vec<OrganisationId>,
    /// The record of each request of the question.
    pub requests: Vec<RequestId>,
    /// Accepted requests of which a side does not take part.
    pub left_out: Vec<RequestId>,
    /// The tables at which locked meetings stay, one entry for each request of the question.
    #[serde(default)]
    pub seats: Vec<Option<u32>>,
    /// The named people of each participant: the first of those that the question counts.
    #[serde(default)]
    pub people: Vec<Vec<PersonId>>,
    /// The person of each interpreter of the question.
    #[serde(default)]
    pub interpreters: Vec<PersonId>,
}

impl Snapshot {
    /// Freezes a session with its accepted requests. What participants do elsewhere in the
    /// programme at the same time keeps their people away; who put another aside does not meet
    /// it.
    ///
    /// # Errors
    /// What makes no sense in the session's records.
    pub fn take(
        session: &Matchmaking,
        records: Records<'_>,
        dossier: &Dossier,
    ) -> Result<Self, ProblemErrors> {
        let organisations: Vec<OrganisationId> = session
            .participants
            .iter()
            .map(|p| p.organisation)
            .collect();
        let number: HashMap<OrganisationId, ParticipantId> = organisations
            .iter()
            .enumerate()
            .map(|(n, id)| (*id, ParticipantId::at(n)))
            .collect();
        let mut kept = Vec::new();
        let mut left_out = Vec::new();
        let accepted = records.requests.iter();
        for request in accepted.filter(|r| r.state == RequestState::Accepted) {
            match (number.get(&request.from), number.get(&request.to)) {
                (Some(from), Some(to)) => kept.push((request, [*from, *to])),
                _ => left_out.push(request.id),
            }
        }
        let against = |request: &Request| {
            let mut profiles = records.profiles.iter();
            profiles.any(|profile| profile.is_against(request))
        };
        let blocked = kept.iter().filter(|(request, _)| against(request));
        let blocked = blocked.map(|(_, sides)| (sides[0], sides[1])).collect();
        let crews = Crews::of((session, dossier), records, &kept);
        let asked = kept.iter().map(|(request, sides)| {
            let question = question(request, sides[0], sides[1]);
            crews.question(request, question)
        });
        let seats: Vec<_> = kept.iter().map(|(r, _)| seat(r)).collect();
        let participants = session.participants.iter();
        let mut draft = Draft {
            name: session.id.to_string(),
            variant: Variant::MostWeight,
            slots: slots(session),
            venues: venues(session),
            tables: tables(session, &number),
            participants: participants.map(|p| crews.participant(p)).collect(),
            requests: asked.collect(),
            blocked,
            languages: crews.languages(),
            interpreters: crews.interpreters(),
            ..Draft::default()
        };
        lock_tables(&mut draft, &seats);
        let problem = Problem::admitting_contradictions(draft)?;
        let people = session.participants.iter().map(|p| p.people.clone());
        let interpreters = session.interpreters.iter().map(|one| one.person);
        Ok(Self {
            matchmaking: session.id,
            mission: session.mission,
            problem,
            organisations,
            seats,
            requests: kept.iter().map(|(request, _)| request.id).collect(),
            left_out,
            people: people.collect(),
            interpreters: interpreters.collect(),
        })
    }

    /// SHA-256 of the question, in hexadecimal: the same digest and seed give the same answer.
    #[must_use]
    pub fn digest(&self) -> String {
        let text = serde_json::to_vec(&self.problem).unwrap_or_default();
        Sha256::digest(text)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// What an answer says of each request, in terms of records.
    #[must_use]
    pub fn told(&self, answer: &matchmaking::Timetable) -> (Vec<Placement>, Vec<Unplaced>) {
        let mut placements = Vec::new();
        let mut unplaced = Vec::new();
        let attendance = self.told_people(&answer.attendance);
        for (n, (request, place)) in self.requests.iter().zip(&answer.places).enumerate() {
            match place {
                Place::Held { slot, table } => placements.push(Placement {
                    request: *request,
                    slot: slot.0,
                    table: table.map_or(0, |table| table.0),
                    ..self.people_of(n, attendance.get(&n).copied())
                }),
                Place::Unplaced(reason) => {
                    unplaced.push(Why::of(reason, self).unplaced(*request));
                }
            }
        }
        unplaced.extend(
            self.left_out
                .iter()
                .map(|id| Why::NotTakingPart.unplaced(*id)),
        );
        (placements, unplaced)
    }

    /// A stored timetable as an answer to this question, for the judge. Placements of requests
    /// that the question no longer has are returned beside it.
    #[must_use]
    pub fn answer(&self, timetable: &Timetable) -> (matchmaking::Timetable, Vec<RequestId>) {
        let number: HashMap<RequestId, usize> = self
            .requests
            .iter()
            .enumerate()
            .map(|(n, id)| (*id, n))
            .collect();
        let mut places = vec![None; self.requests.len()];
        let mut gone = Vec::new();
        for placement in &timetable.placements {
            match number.get(&placement.request) {
                Some(&n) => {
                    places[n] = Some((SlotId(placement.slot), Some(TableId(placement.table))));
                }
                None => gone.push(placement.request),
            }
        }
        let slots = self.problem.slots().len() as u32;
        let exists = |place: &Option<(SlotId, _)>| place.is_none_or(|(slot, _)| slot.0 < slots);
        let known: Vec<_> = places
            .iter()
            .map(|p| if exists(p) { *p } else { None })
            .collect();
        let people = self.known_people(timetable);
        let mut answer = with_reasons_and_people(&self.problem, &known, people);
        for (place, wanted) in answer.places.iter_mut().zip(&places) {
            if let Some((slot, table)) = wanted {
                *place = Place::Held {
                    slot: *slot,
                    table: *table,
                };
            }
        }
        (answer, gone)
    }
}

/// The table at which a locked meeting stays.
fn seat(request: &Request) -> Option<u32> {
    request.fixed.and(request.fixed_table)
}

fn question(request: &Request, from: ParticipantId, to: ParticipantId) -> matchmaking::Request {
    let (mine, theirs) = (request.from_priority.min(3), request.to_priority.min(3));
    let window = request
        .window
        .iter()
        .map(|&slot| SlotId(slot))
        .collect::<Vec<_>>();
    matchmaking::Request {
        key: request.id.to_string(),
        must: request.must,
        window: if window.is_empty() {
            Window::Any
        } else {
            Window::Slots(window)
        },
        fixed: request.fixed.map(SlotId),
        ..matchmaking::Request::between(from, to, mine, theirs)
    }
}

/// Minutes since the epoch of a local time.
pub(super) fn minutes(zone: &ZoneName, at: DateTime) -> i64 {
    zone.moment(at).as_second().div_euclid(60)
}

fn slots(session: &Matchmaking) -> Vec<Slot> {
    let first = session.slots.first().map(|slot| slot.start.date());
    let day = |at: DateTime| {
        let days = first.and_then(|first| first.until(at.date()).ok());
        days.map_or(0, |span| span.get_days().unsigned_abs())
    };
    let slot = |slot: &domain::matchmaking::Slot| Slot {
        key: String::new(),
        starts: minutes(&session.zone, slot.start),
        ends: minutes(&session.zone, slot.end),
        day: day(slot.start),
        session: None,
        follows: slot.follows,
    };
    session.slots.iter().map(slot).collect()
}

/// A booth is for the meetings of its owner; one whose owner does not take part stays empty.
fn tables(session: &Matchmaking, number: &HashMap<OrganisationId, ParticipantId>) -> Vec<Table> {
    let table = |table: &domain::matchmaking::Table| {
        let owner = table.owner.and_then(|owner| number.get(&owner).copied());
        let kind = match (table.kind, owner) {
            (TableKind::Shared, _) => Some(matchmaking::TableKind::Shared),
            (TableKind::Virtual, _) => Some(matchmaking::TableKind::Virtual),
            (TableKind::Booth, owner) => owner.map(matchmaking::TableKind::Booth),
        };
        Table {
            venue: VenueId(table.venue.unwrap_or(0)),
            unavailable: match kind {
                Some(_) => table.closed.iter().map(|&slot| SlotId(slot)).collect(),
                None => (0..session.slots.len()).map(SlotId::at).collect(),
            },
            kind: kind.unwrap_or_default(),
            ..Table::default()
        }
    };
    session.tables.iter().map(table).collect()
}

/// Venues with the ways between them, which are as long there as back.
fn venues(session: &Matchmaking) -> Vec<Venue> {
    let all = 0..session.venues.len() as u32;
    let venue = |here: u32| Venue {
        key: session.venues[here as usize].name.clone(),
        travel: all
            .clone()
            .map(|there| session.minutes_between(here, there))
            .collect(),
    };
    all.clone().map(venue).collect()
}

/// Where tables differ, they are given with the times, and the question says at which table a
/// locked meeting sits; otherwise tables are changed afterwards.
pub(super) fn lock_tables(draft: &mut Draft, seats: &[Option<u32>]) {
    let special =
        |table: &Table| table.kind != matchmaking::TableKind::Shared || table.venue != VenueId(0);
    if !draft.tables.iter().any(special) {
        return;
    }
    let tables = draft.tables.len();
    for (request, seat) in draft.requests.iter_mut().zip(seats) {
        let exists = |table: &u32| (*table as usize) < tables;
        request.table = seat.filter(exists).map(TableId);
    }
}
