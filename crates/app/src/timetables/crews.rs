//! The people of a session in the question for the optimiser, and back: who has times of their own,
//! who is asked for, who interprets between which languages.

use super::snapshot::{Snapshot, minutes};
use crate::missions::Dossier;
use domain::ids::{OrganisationId, PersonId, RequestId, TypedId};
use domain::interpreting::{Attendee, LanguagePair, Spoken, speaks};
use domain::language::LanguageTag;
use domain::matchmaking::{self as records, Matchmaking, Placement, Request, Timetable};
use domain::participants::Profile;
use domain::parties::{PartyRef, Person};
use domain::programme::{ItemKind, ItemState, ParticipationState};
use domain::record::Stored;
use domain::time::When;
use matchmaking::{
    Attendance, Engagement, Interpreter, InterpreterId, LanguageId, Member, Participant,
    ParticipantId, SlotId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a session is frozen with.
#[derive(Debug, Clone, Copy)]
pub struct Records<'a> {
    /// Its requests.
    pub requests: &'a [Stored<Request>],
    /// What its participants say of themselves.
    pub profiles: &'a [Stored<Profile>],
    /// The people whom it names.
    pub people: &'a BTreeMap<PersonId, Stored<Person>>,
}

impl Records<'_> {
    /// What the participants of the session speak.
    pub(super) fn spoken(&self, session: &Matchmaking) -> Spoken {
        let profiles = self.profiles.iter().map(|profile| &profile.record);
        Spoken::of(session, profiles, |id| {
            self.people.get(&id).map(|person| &person.record)
        })
    }
}

/// Who can come when, and who speaks what.
pub(super) struct Crews<'a> {
    session: &'a Matchmaking,
    dossier: &'a Dossier,
    records: Records<'a>,
    /// The pair of languages of each request that needs an interpreter.
    needs: HashMap<RequestId, LanguagePair>,
    tags: Vec<LanguageTag>,
    /// People whom a request asks for.
    asked_for: BTreeSet<PersonId>,
}

impl<'a> Crews<'a> {
    pub(super) fn of(
        (session, dossier): (&'a Matchmaking, &'a Dossier),
        records: Records<'a>,
        kept: &[(&Stored<Request>, [ParticipantId; 2])],
    ) -> Self {
        let spoken = records.spoken(session);
        let mut needs = HashMap::new();
        let mut asked_for = BTreeSet::new();
        for (request, _) in kept {
            asked_for.extend(
                [request.from_person, request.to_person]
                    .into_iter()
                    .flatten(),
            );
            // Where nobody is named who interprets, the sides see to it themselves, unless the
            // organiser says that this meeting needs somebody.
            if session.interpreters.is_empty() && request.interpreting.is_usual() {
                continue;
            }
            let pair = spoken.needed(request, session);
            needs.extend(pair.map(|pair| (request.id, pair)));
        }
        let known = session.interpreters.iter().flat_map(|one| &one.languages);
        let pairs = needs.values().chain(known);
        let tags: BTreeSet<LanguageTag> = pairs
            .flat_map(|pair| [pair.one.clone(), pair.other.clone()])
            .collect();
        Self {
            session,
            dossier,
            records,
            needs,
            tags: tags.into_iter().collect(),
            asked_for,
        }
    }

    /// The languages of the question.
    pub(super) fn languages(&self) -> Vec<String> {
        self.tags
            .iter()
            .map(|tag| tag.as_str().to_owned())
            .collect()
    }

    fn pair(&self, pair: &LanguagePair) -> matchmaking::LanguagePair {
        let number = |tag: &LanguageTag| {
            let found = self.tags.iter().position(|known| known == tag);
            LanguageId::at(found.unwrap_or(self.tags.len()))
        };
        matchmaking::LanguagePair(number(&pair.one), number(&pair.other))
    }

    /// The pairs, of those that some request needs, between which a person needs nobody.
    fn interprets(&self, person: PersonId) -> Vec<matchmaking::LanguagePair> {
        let Some(person) = self.records.people.get(&person) else {
            return Vec::new();
        };
        let own = speaks(person);
        let mut found: Vec<matchmaking::LanguagePair> = Vec::new();
        for pair in self.needs.values().filter(|pair| pair.is_spoken_by(&own)) {
            let pair = self.pair(pair);
            if !found.iter().any(|known| known.is(pair)) {
                found.push(pair);
            }
        }
        found.sort_by_key(|pair| (pair.0, pair.1));
        found
    }

    /// The question with who must come, and between which languages somebody interprets.
    pub(super) fn question(
        &self,
        request: &Request,
        question: matchmaking::Request,
    ) -> matchmaking::Request {
        let position = |side: OrganisationId, wanted: Option<PersonId>| {
            let firm = self.session.participant(side)?;
            let at = firm.people.iter().position(|id| Some(*id) == wanted)?;
            (firm.count() > 1).then_some(at as u32)
        };
        matchmaking::Request {
            persons: [
                position(request.from, request.from_person),
                position(request.to, request.to_person),
            ],
            language: self.needs.get(&request.id).map(|pair| self.pair(pair)),
            preferred: self.existing(&request.preferred),
            ..question
        }
    }

    /// A participant with its people. Named people are told apart where one of them has times of
    /// their own, is asked for, or speaks for the others; else anybody of them will do.
    pub(super) fn participant(&self, participant: &records::Participant) -> Participant {
        let alone = participant.count() == 1;
        let people: Vec<(PersonId, Member)> = participant
            .people
            .iter()
            .map(|id| (*id, self.member(participant, *id)))
            .collect();
        let special = |(id, member): &(PersonId, Member)| {
            self.asked_for.contains(id)
                || !member.forbidden.is_empty()
                || !member.engagements.is_empty()
                || !member.interprets.is_empty()
        };
        let told_apart = !alone && people.iter().any(special);
        let mut whole = Participant {
            key: participant.organisation.to_string(),
            people: participant.count(),
            forbidden: numbered(&participant.unavailable),
            preferred: numbered(&self.records.preferred(self.session, participant)),
            engagements: self.engagements(PartyRef::Organisation(participant.organisation)),
            cap: participant.at_most,
            ..Participant::single()
        };
        for (_, member) in people {
            if told_apart {
                whole.members.push(member);
            } else if alone {
                whole.forbidden.extend(member.forbidden);
                whole.engagements.extend(member.engagements);
                whole.interprets.extend(member.interprets);
            }
        }
        whole.forbidden.sort_unstable();
        whole.forbidden.dedup();
        whole
    }

    /// A wish for a slot that is gone counts for nothing.
    fn existing(&self, slots: &[u32]) -> Vec<SlotId> {
        let mut slots = numbered(slots);
        slots.retain(|slot| slot.index() < self.session.slots.len());
        slots
    }

    fn member(&self, participant: &records::Participant, person: PersonId) -> Member {
        Member {
            key: person.to_string(),
            forbidden: numbered(participant.absent(person)),
            engagements: self.engagements(PartyRef::Person(person)),
            interprets: self.interprets(person),
        }
    }

    /// The interpreters of the question, in the order of the session's list.
    pub(super) fn interpreters(&self) -> Vec<Interpreter> {
        let interpreter = |one: &domain::interpreting::Interpreter| Interpreter {
            key: one.person.to_string(),
            languages: one.languages.iter().map(|pair| self.pair(pair)).collect(),
            forbidden: numbered(&one.unavailable),
            engagements: self.engagements(PartyRef::Person(one.person)),
            longest_run: one.longest_run,
        };
        self.session.interpreters.iter().map(interpreter).collect()
    }

    /// Where a party has said to be at an exact time.
    fn engagements(&self, party: PartyRef) -> Vec<Engagement> {
        let mut found = Vec::new();
        for part in self
            .dossier
            .participations
            .iter()
            .filter(|p| p.party == party)
        {
            let comes = matches!(
                part.state,
                ParticipationState::Accepted | ParticipationState::Attended
            );
            let item = part.item.filter(|_| comes);
            let Some(item) = item.and_then(|id| self.dossier.item(id)) else {
                continue;
            };
            let elsewhere =
                Some(item.id) != self.session.item && item.kind != ItemKind::Matchmaking;
            let on = !matches!(
                item.state,
                ItemState::Cancelled { .. } | ItemState::Postponed { .. }
            );
            if let (When::Exact { start, end, zone }, true) = (&item.when, elsewhere && on) {
                found.push(Engagement {
                    key: item.id.uuid().to_string(),
                    starts: minutes(zone, *start),
                    ends: minutes(zone, *end),
                    people: 1,
                });
            }
        }
        found
    }
}

fn numbered(slots: &[u32]) -> Vec<SlotId> {
    slots.iter().map(|&slot| SlotId(slot)).collect()
}

impl Snapshot {
    /// Who comes, by the position of the request.
    pub(super) fn told_people(&self, attendance: &[Attendance]) -> HashMap<usize, Attendance> {
        let all = attendance.iter();
        all.map(|entry| (entry.request.index(), *entry)).collect()
    }

    /// The people of a placement; its slot and table are still to be said.
    pub(super) fn people_of(&self, position: usize, entry: Option<Attendance>) -> Placement {
        let sides = self.problem.requests()[position].sides();
        let person = |side: usize| {
            let firm = &self.problem.participants()[sides[side].index()];
            let named = self.people.get(sides[side].index());
            let named = named.map_or(&[][..], Vec::as_slice);
            // Who is the only one comes without being asked.
            let only = (firm.people == 1 && named.len() == 1).then_some(0);
            let number = entry.and_then(|entry| entry.persons[side]).or(only)?;
            Some(match named.get(number as usize) {
                Some(id) => Attendee::Person(*id),
                None => Attendee::Unnamed(number - named.len() as u32),
            })
        };
        let interpreter = entry.and_then(|entry| entry.interpreter);
        let interpreter = interpreter.and_then(|one| self.interpreters.get(one.index()));
        Placement {
            from_person: person(0),
            to_person: person(1),
            interpreter: interpreter.copied(),
            ..Placement::at(self.requests[position], 0, 0)
        }
    }

    /// Who comes to the placements of a stored timetable, as far as they are still of the
    /// session.
    pub(super) fn known_people(&self, timetable: &Timetable) -> Vec<Attendance> {
        let position: HashMap<RequestId, usize> = self
            .requests
            .iter()
            .enumerate()
            .map(|(n, id)| (*id, n))
            .collect();
        let mut found: Vec<Attendance> = timetable
            .placements
            .iter()
            .filter_map(|placed| self.attendance(*position.get(&placed.request)?, placed))
            .collect();
        found.sort_by_key(|entry| entry.request);
        found
    }

    fn attendance(&self, position: usize, placed: &Placement) -> Option<Attendance> {
        let sides = self.problem.requests()[position].sides();
        let person = |side: usize, who: Option<Attendee>| {
            let firm = &self.problem.participants()[sides[side].index()];
            let named = self.people.get(sides[side].index())?;
            let number = match who? {
                Attendee::Person(id) => named.iter().position(|known| *known == id)? as u32,
                Attendee::Unnamed(number) => number.checked_add(named.len() as u32)?,
            };
            (firm.people > 1 && number < firm.people).then_some(number)
        };
        let needed = self.problem.requests()[position].language.is_some();
        let same = |id: &PersonId| needed && Some(*id) == placed.interpreter;
        let interpreter = self.interpreters.iter().position(same);
        let entry = Attendance {
            request: matchmaking::RequestId::at(position),
            persons: [person(0, placed.from_person), person(1, placed.to_person)],
            interpreter: interpreter.map(InterpreterId::at),
        };
        let says = entry.persons != [None; 2] || entry.interpreter.is_some();
        says.then_some(entry)
    }
}
