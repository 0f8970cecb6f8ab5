//! What an interpreter is told: what changed, all meetings at which they interpret with their
//! languages, and the link to their calendar.

use app::timetables::{AffectedInterpreter, Coming};
use domain::ids::PersonId;
use domain::language::Language;
use domain::parties::PartyRef;

use super::super::Frame;
use super::super::publish::Shift;
use super::voice::{Voice, by_tag, listed};
use super::{Known, Message};
use crate::at_hand;
use crate::page::Page;

/// The message to one interpreter.
pub(super) fn message(
    page: &Page,
    frame: &Frame,
    one: &AffectedInterpreter,
    known: &Known,
) -> Message {
    let person = one.person;
    let language = tongue(frame, person, page.language);
    let voice = Voice { frame, language };
    let name = |language| frame.file.name_of_person(person, language).to_owned();
    let link = known.calendar(person, language);
    Message {
        name: name(page.language),
        role: page.t("people-interpreter"),
        people: name(language),
        addresses: frame.address_of(person).to_owned(),
        record: at_hand::href(PartyRef::Person(person)),
        language,
        subject: voice.of_session(match voice.is_first() {
            true => "messages-interpreter-first",
            false => "messages-interpreter-changed",
        }),
        text: text(&voice, one, (&link, known.subscribed.contains(&person))),
        link,
    }
}

/// The language in which an interpreter is written to: the first that they speak by their record
/// and the program knows, else one between which they interpret, the reader's if it is one of them.
fn tongue(frame: &Frame, person: PersonId, reader: Language) -> Language {
    let record = frame.file.people.get(&person);
    let own = record.and_then(|one| one.languages.iter().find_map(|tag| by_tag(tag)));
    let mut listed = frame.file.session.interpreters.iter();
    let pairs = listed.find(|one| one.person == person);
    let pairs = pairs.into_iter().flat_map(|one| &one.languages);
    let between: Vec<Language> = pairs
        .flat_map(|pair| [&pair.one, &pair.other])
        .filter_map(|tag| by_tag(tag.as_str()))
        .collect();
    let readers = between.contains(&reader).then_some(reader);
    own.or(readers)
        .or(between.first().copied())
        .unwrap_or(reader)
}

fn text(voice: &Voice, one: &AffectedInterpreter, (link, subscribed): (&str, bool)) -> String {
    let language = voice.language;
    let mut parts = Vec::new();
    if !voice.is_first() {
        let changes = one.changes.iter().map(|change| {
            let shift = Shift::of_interpreter(language, voice.frame, (one.person, change));
            shift.sentence(language, &|at| voice.place(at))
        });
        let lead = voice.of_session("messages-interpreter-changes");
        parts.push(listed(lead, changes));
    }
    let agenda = agenda(voice, one.person);
    parts.push(match agenda.is_empty() {
        true => voice.say("messages-interpreter-none"),
        false => {
            let lead = voice.of_session("messages-interpreter-agenda");
            listed(lead, agenda.into_iter())
        }
    });
    parts.push(match (link.is_empty(), subscribed) {
        (false, _) => voice.with_link("messages-calendar", link),
        (true, true) => voice.say("messages-calendar-known"),
        (true, false) => String::new(),
    });
    let name = voice.frame.file.name_of_person(one.person, language);
    voice.letter(name, parts)
}

/// All meetings at which somebody interprets under the published timetable.
fn agenda(voice: &Voice, person: PersonId) -> Vec<String> {
    let (frame, language) = (voice.frame, voice.language);
    let placements = frame.file.published().map(|one| &one.placements);
    let mut own: Vec<_> = placements
        .into_iter()
        .flatten()
        .filter(|placed| placed.interpreter == Some(person))
        .collect();
    own.sort_by_key(|placed| (placed.slot, placed.table));
    let told = own.into_iter().map(|placed| {
        let request = frame.file.request(placed.request);
        let pair = request.and_then(|request| frame.file.needed(request));
        let mut more: Vec<String> = Vec::new();
        more.extend(pair.map(|pair| super::super::pair(language, &pair)));
        more.push(frame.file.people_of(language, &Coming::to(placed)));
        let who = frame.both(language, placed.request);
        voice.meeting((placed.slot, placed.table), who, more)
    });
    told.collect()
}
