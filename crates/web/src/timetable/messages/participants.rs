//! What a participant is told: what changed, all its meetings, and the way to its own page.

use app::participants::Line;
use app::timetables::Affected;
use domain::ids::OrganisationId;
use domain::language::Language;

use super::super::Frame;
use super::super::publish::Shift;
use super::Message;
use super::voice::{Voice, by_tag, listed};
use crate::page::Page;

/// The message to one participant; `link` leads to its page where that link is new.
pub(super) fn message(
    page: &Page,
    frame: &Frame,
    (one, line): (&Affected, &Line),
    link: &str,
) -> Message {
    let language = tongue(frame, one.organisation).unwrap_or(page.language);
    let voice = Voice { frame, language };
    let people = line.people.iter();
    let names = people
        .clone()
        .map(|(names, _)| names.display(language).text.clone());
    let addresses = people
        .map(|(_, address)| address.clone())
        .filter(|address| !address.is_empty());
    Message {
        name: line.name(page.language).to_owned(),
        role: String::new(),
        people: names.collect::<Vec<_>>().join("; "),
        addresses: addresses.collect::<Vec<_>>().join("; "),
        record: String::new(),
        language,
        subject: voice.of_session(match voice.is_first() {
            true => "messages-subject-first",
            false => "messages-subject-changed",
        }),
        text: text(&voice, one, line, link),
        link: link.to_owned(),
    }
}

/// The language in which a participant is written to: the first of those it speaks that the
/// program knows, else that of its country.
fn tongue(frame: &Frame, of: OrganisationId) -> Option<Language> {
    let spoken = frame.file.profile(of).and_then(|profile| {
        let mut tags = profile.words.languages.iter();
        tags.find_map(|tag| by_tag(tag.as_str()))
    });
    let firm = frame.file.organisations.get(&of)?;
    spoken.or_else(|| match firm.country.as_deref()? {
        "CN" | "SG" => Some(Language::ZhHans),
        "DE" | "AT" | "CH" | "LI" => Some(Language::De),
        _ => None,
    })
}

fn text(voice: &Voice, one: &Affected, line: &Line, link: &str) -> String {
    let language = voice.language;
    let mut parts = Vec::new();
    if !voice.is_first() {
        let changes = one.changes.iter().map(|change| {
            let shift = Shift::of_company(language, voice.frame, change);
            shift.sentence(language, &|at| voice.place(at))
        });
        parts.push(listed(voice.of_session("messages-changed"), changes));
    }
    let agenda = agenda(voice, one.organisation);
    parts.push(match agenda.is_empty() {
        true => voice.say("messages-no-meetings"),
        false => listed(voice.of_session("messages-agenda"), agenda.into_iter()),
    });
    parts.push(match (link.is_empty(), line.link.works()) {
        (false, _) => voice.with_link("messages-link", link),
        (true, true) => voice.say("messages-link-known"),
        (true, false) => String::new(),
    });
    voice.letter(line.name(language), parts)
}

/// All meetings of a participant under the published timetable.
fn agenda(voice: &Voice, of: OrganisationId) -> Vec<String> {
    let file = &voice.frame.file;
    let Some(published) = file.published() else {
        return Vec::new();
    };
    let mut agendas = file.agendas(published).into_iter();
    let mine = agendas.find(|one| one.organisation == of);
    let meetings = mine.map(|one| one.meetings).unwrap_or_default();
    let told = meetings.iter().map(|(placed, with)| {
        let request = file.request(placed.request);
        let second = request.is_some_and(|r| r.to == of);
        let coming = voice.frame.attending(voice.language, placed, second);
        let who = voice.frame.called(voice.language, *with);
        voice.meeting((placed.slot, placed.table), who, coming)
    });
    told.collect()
}
