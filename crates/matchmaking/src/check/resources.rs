//! What can be wrong with venues, booths, people, languages and interpreters.

use super::keys;
use crate::errors::ProblemError;
use crate::ids::{InterpreterId, LanguageId, ParticipantId, RequestId, TableId, VenueId};
use crate::problem::Draft;
use crate::resources::{Interpreter, LanguagePair, TableKind};
use std::collections::HashMap;

/// What makes no sense.
pub(super) fn malformed(draft: &Draft, found: &mut Vec<ProblemError>) {
    venues(draft, found);
    members(draft, found);
    requests(draft, found);
    for (i, interpreter) in draft.interpreters.iter().enumerate() {
        of_interpreter(draft, InterpreterId::at(i), interpreter, found);
    }
    keys("venues", draft.venues.iter().map(|x| x.key.as_str()), found);
    let names = draft.languages.iter().map(String::as_str);
    keys("languages", names, found);
    let interpreters = draft.interpreters.iter().map(|x| x.key.as_str());
    keys("interpreters", interpreters, found);
}

fn venues(draft: &Draft, found: &mut Vec<ProblemError>) {
    let count = draft.venues.len();
    for (v, venue) in draft.venues.iter().enumerate() {
        let id = VenueId::at(v);
        if venue.travel.len() != count {
            found.push(ProblemError::TravelShape {
                venue: id,
                found: venue.travel.len(),
                venues: count,
            });
        } else if venue.travel[v] != 0 {
            found.push(ProblemError::TravelToItself {
                venue: id,
                minutes: venue.travel[v],
            });
        }
    }
    for (i, table) in draft.tables.iter().enumerate() {
        let id = TableId::at(i);
        if table.venue.index() >= count.max(1) {
            found.push(ProblemError::UnknownVenue {
                table: id,
                venue: table.venue,
            });
        }
        match table.kind {
            TableKind::Booth(owner) if owner.index() >= draft.participants.len() => {
                found.push(ProblemError::UnknownOwner { table: id, owner });
            }
            _ => {}
        }
    }
}

fn members(draft: &Draft, found: &mut Vec<ProblemError>) {
    let mut firm_of: HashMap<&str, ParticipantId> = HashMap::new();
    for (p, participant) in draft.participants.iter().enumerate() {
        let id = ParticipantId::at(p);
        if participant.members.len() > participant.people as usize {
            found.push(ProblemError::MoreMembersThanPeople {
                participant: id,
                members: participant.members.len(),
                people: participant.people,
            });
        }
        let who = || format!("participant {id}");
        languages(draft, &participant.interprets, &who, found);
        for (m, member) in participant.members.iter().enumerate() {
            let who = || format!("person {m} of participant {id}");
            languages(draft, &member.interprets, &who, found);
            let beyond = |slot: &&crate::SlotId| slot.index() >= draft.slots.len();
            let unknown = member.forbidden.iter().filter(beyond);
            found.extend(unknown.map(|&slot| ProblemError::UnknownSlotOf { who: who(), slot }));
            if member.engagements.iter().any(|e| e.ends <= e.starts) {
                found.push(ProblemError::NoLengthOf { who: who() });
            }
            if member.key.is_empty() {
                continue;
            }
            if let Some(first) = firm_of.insert(&member.key, id) {
                found.push(ProblemError::PersonTwice {
                    key: member.key.clone(),
                    first,
                    second: id,
                });
            }
        }
    }
}

fn of_interpreter(
    draft: &Draft,
    id: InterpreterId,
    interpreter: &Interpreter,
    found: &mut Vec<ProblemError>,
) {
    let who = || format!("interpreter {id}");
    languages(draft, &interpreter.languages, &who, found);
    if interpreter.languages.is_empty() {
        found.push(ProblemError::NoLanguages { interpreter: id });
    }
    if interpreter.longest_run == Some(0) {
        found.push(ProblemError::NoInterpreterRun { interpreter: id });
    }
    let beyond = |slot: &&crate::SlotId| slot.index() >= draft.slots.len();
    let unknown = interpreter.forbidden.iter().filter(beyond);
    found.extend(unknown.map(|&slot| ProblemError::UnknownSlotOf { who: who(), slot }));
    if interpreter.engagements.iter().any(|e| e.ends <= e.starts) {
        found.push(ProblemError::NoLengthOf { who: who() });
    }
}

fn languages(
    draft: &Draft,
    pairs: &[LanguagePair],
    who: &dyn Fn() -> String,
    found: &mut Vec<ProblemError>,
) {
    for pair in pairs {
        for language in [pair.0, pair.1] {
            if unknown(draft, language) {
                found.push(ProblemError::UnknownLanguage {
                    who: who(),
                    language,
                });
            }
        }
        if pair.0 == pair.1 {
            found.push(ProblemError::OneLanguage {
                who: who(),
                language: pair.0,
            });
        }
    }
}

fn unknown(draft: &Draft, language: LanguageId) -> bool {
    language.index() >= draft.languages.len()
}

fn requests(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (r, request) in draft.requests.iter().enumerate() {
        let who = || format!("request {r}");
        languages(draft, request.language.as_slice(), &who, found);
        for (side, person) in request.sides().into_iter().zip(request.persons) {
            let people = draft.participants.get(side.index()).map(|p| p.people);
            if let (Some(person), Some(people)) = (person, people)
                && person >= people
            {
                found.push(ProblemError::UnknownPerson {
                    request: RequestId::at(r),
                    participant: side,
                    person,
                    people,
                });
            }
        }
    }
}

/// A meeting locked at somebody else's booth.
pub(super) fn contradictions(draft: &Draft, found: &mut Vec<ProblemError>) {
    for (r, request) in draft.requests.iter().enumerate() {
        let Some(table) = request.table else { continue };
        if let TableKind::Booth(owner) = draft.tables[table.index()].kind
            && !request.sides().contains(&owner)
        {
            found.push(ProblemError::LockedAtForeignBooth {
                request: RequestId::at(r),
                table,
                owner,
            });
        }
    }
}
