//! What those concerned by a publication are told: one message for each participant and each
//! interpreter, in their language, as a page and as a file. The program sends no mail; the file is
//! for a mail merge.

mod interpreters;
mod participants;
mod voice;

use app::participants::{FreshLink, Roll};
use app::timetables::{Affected, AffectedInterpreter};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::Timetable;
use domain::record::Kind;
use formats::table::{Cell, Column, Table, to_xlsx};
use std::collections::{BTreeMap, BTreeSet};

use super::Frame;
use crate::feeds::{in_language, origin, way};
use crate::form::Submitted;
use crate::imports::{XLSX, download};
use crate::kit::{Empty, Header};
use crate::page::Page;
use crate::participants::PAGES;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Between the messages of a text file.
const RULE: &str = "----------------------------------------------------------------------";

/// What one participant or interpreter is told.
struct Message {
    name: String,
    /// What they are at the session; empty for a participant.
    role: String,
    people: String,
    addresses: String,
    /// Where a missing address is entered, if one is missing and there is one place for it.
    record: String,
    language: Language,
    subject: String,
    text: String,
    /// The participant's page or the interpreter's calendar, where its link is new: an older one
    /// is kept as a digest only.
    link: String,
}

/// What is known beside the timetables: how far the participants are, and which links there are.
struct Known {
    roll: Roll,
    /// New links to participants' pages.
    links: BTreeMap<OrganisationId, String>,
    /// New links to calendars, without their language.
    calendars: BTreeMap<PersonId, String>,
    /// Who has a link to a calendar.
    subscribed: BTreeSet<PersonId>,
}

impl Known {
    /// The new link to somebody's calendar in a language; empty without one.
    fn calendar(&self, of: PersonId, language: Language) -> String {
        let link = self.calendars.get(&of);
        link.map_or_else(String::new, |link| in_language(link, language))
    }
}

#[derive(Template)]
#[template(path = "timetable/messages.html")]
struct Messages {
    page: Page,
    header: Header,
    summary: String,
    /// How many interpreters are concerned; empty where nobody is.
    too: String,
    action: String,
    /// The reader may make links.
    links: bool,
    messages: Vec<Message>,
    empty: Empty,
}

/// Shows what the people concerned by the last publication are told.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Export, Kind::Profile)).await?;
    let known = known(&site, &seat, &frame, Default::default()).await?;
    let page = frame.framed(seat.page);
    let messages = messages(&page, &frame, &known);
    let (summary, too) = summary(&page, &messages);
    let title = frame.file.session.title.for_reader(page.language);
    Ok(rendered(&Messages {
        header: Header::new(page.t("messages-title")).below(frame.at(""), title),
        summary,
        too,
        action: frame.at("/messages"),
        links: frame.publishes,
        empty: Empty {
            title: page.t("messages-none"),
            hint: page.t("messages-none-hint"),
            action: None,
        },
        messages,
        page,
    }))
}

/// Hands the messages out as a workbook or a text file, with new links where that is asked.
pub async fn take(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    headers: HeaderMap,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Export, Kind::Profile)).await?;
    let fresh = match submitted.raw("links") {
        "missing" => fresh(&site, &seat, &frame, &headers, false).await?,
        "new" => fresh(&site, &seat, &frame, &headers, true).await?,
        _ => Fresh::default(),
    };
    let known = known(&site, &seat, &frame, fresh).await?;
    let messages = messages(&seat.page, &frame, &known);
    if submitted.raw("form") == "txt" {
        let text = written(&seat.page, &messages).into_bytes();
        return Ok(download(text, "text/plain; charset=utf-8", "messages.txt"));
    }
    let table = workbook(&seat.page, &messages);
    let bytes = to_xlsx(&[table], site.clock().now()).map_err(Problem::broken)?;
    Ok(download(bytes, XLSX, "messages.xlsx"))
}

/// Links that were just made, for those whom the last publication concerns.
type Fresh = (BTreeMap<OrganisationId, String>, BTreeMap<PersonId, String>);

/// Makes links for those concerned who have none that works, or (`renew`) for all of them.
async fn fresh(
    site: &Site,
    seat: &Seat,
    frame: &Frame,
    headers: &HeaderMap,
    renew: bool,
) -> Result<Fresh, Problem> {
    let (app, caller) = (site.app(), &seat.caller);
    let session = &frame.file.session;
    let firms = concerned(frame);
    let firms: BTreeSet<OrganisationId> = firms.iter().map(|one| one.organisation).collect();
    let people = concerned_interpreters(frame);
    let people: BTreeSet<PersonId> = people.iter().map(|one| one.person).collect();
    let links = app
        .make_links_of(caller, session.id, (&firms, renew))
        .await?;
    let calendars = app
        .open_feeds_of(caller, session.mission, (&people, renew))
        .await?;
    let origin = origin(site, headers);
    let link = |one: FreshLink| (one.organisation, format!("{origin}{PAGES}{}", one.token));
    let calendar = |(id, token): (PersonId, String)| (id, format!("{origin}{}", way(&token)));
    Ok((
        links.into_iter().map(link).collect(),
        calendars.into_iter().map(calendar).collect(),
    ))
}

async fn known(
    site: &Site,
    seat: &Seat,
    frame: &Frame,
    (links, calendars): Fresh,
) -> Result<Known, Problem> {
    let session = &frame.file.session;
    let roll = site
        .app()
        .participant_roll(&seat.caller, session.id)
        .await?;
    let subscribed = site.app().people_with_feeds(&seat.caller, session.mission);
    Ok(Known {
        roll,
        links,
        calendars,
        subscribed: subscribed.await?,
    })
}

/// How many participants are concerned, and that nothing is sent; then how many interpreters.
fn summary(page: &Page, messages: &[Message]) -> (String, String) {
    let interpreters = messages.iter().filter(|one| !one.role.is_empty()).count();
    let too = (interpreters > 0).then(|| page.n("messages-interpreters-too", interpreters));
    let participants = page.n("messages-summary", messages.len() - interpreters);
    (participants, too.unwrap_or_default())
}

/// The published timetable, and before it the one that it took the place of.
fn published(frame: &Frame) -> Option<(Option<&Timetable>, &Timetable)> {
    let file = &frame.file;
    let before = file.session.published_before();
    let before = before.and_then(|id| file.timetable(id));
    Some((before.map(|t| &t.record), file.published()?))
}

/// Whose agenda the last publication changed.
fn concerned(frame: &Frame) -> Vec<Affected> {
    let found = published(frame);
    found.map_or_else(Vec::new, |(before, now)| frame.file.affected(before, now))
}

/// The interpreters whose timetable the last publication changed.
fn concerned_interpreters(frame: &Frame) -> Vec<AffectedInterpreter> {
    let found = published(frame);
    found.map_or_else(Vec::new, |(before, now)| {
        frame.file.affected_interpreters(before, now)
    })
}

/// What participants and interpreters are told, each kind by name.
fn messages(page: &Page, frame: &Frame, known: &Known) -> Vec<Message> {
    let firms = concerned(frame);
    let firms = firms.iter().filter_map(|one| {
        let line = known.roll.line(one.organisation)?;
        let link = known.links.get(&one.organisation);
        let link = link.map_or("", String::as_str);
        Some(participants::message(page, frame, (one, line), link))
    });
    let mut firms: Vec<Message> = firms.collect();
    let people = concerned_interpreters(frame);
    let people = people
        .iter()
        .map(|one| interpreters::message(page, frame, one, known));
    let mut people: Vec<Message> = people.collect();
    for group in [&mut firms, &mut people] {
        i18n::collate::sort_by_name(page.language, group, |one| one.name.clone());
    }
    firms.into_iter().chain(people).collect()
}

/// All messages one after the other.
fn written(page: &Page, messages: &[Message]) -> String {
    let one = |message: &Message| {
        let to = match message.addresses.is_empty() {
            true => message.name.clone(),
            false => format!("{} <{}>", message.name, message.addresses),
        };
        format!(
            "{}: {to}\n{}: {}\n\n{}\n",
            page.t("messages-to"),
            page.t("messages-subject"),
            message.subject,
            message.text
        )
    };
    let all: Vec<String> = messages.iter().map(one).collect();
    all.join(&format!("\n{RULE}\n\n"))
}

fn workbook(page: &Page, messages: &[Message]) -> Table {
    let heads = [
        "lists-name",
        "participants-people",
        "lists-email",
        "messages-language",
        "messages-subject",
        "messages-text",
        "participants-link",
    ];
    let row = |message: &Message| {
        vec![
            Cell::text(&message.name),
            Cell::text(&message.people),
            Cell::text(&message.addresses),
            Cell::text(message.language.endonym()),
            Cell::text(&message.subject),
            Cell::text(&message.text),
            Cell::text(&message.link),
        ]
    };
    Table {
        name: page.t("messages-title"),
        columns: heads.iter().map(|key| Column::new(page.t(key))).collect(),
        rows: messages.iter().map(row).collect(),
    }
}
