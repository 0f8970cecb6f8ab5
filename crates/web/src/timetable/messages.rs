//! What the people concerned by a publication are told: one message for each participant, in its
//! language, as a page and as a file. The program sends no mail; the file is for a mail merge.

use app::participants::{FreshLink, Line, Roll};
use app::timetables::{Affected, AgendaChange};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::Language;
use domain::record::Kind;
use formats::table::{Cell, Column, Table, to_xlsx};
use i18n::{dates, t};
use std::collections::{BTreeMap, BTreeSet};

use super::Frame;
use crate::feeds::origin;
use crate::form::Submitted;
use crate::imports::download;
use crate::kit::{Empty, Header};
use crate::page::Page;
use crate::participants::PAGES;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// The media type of workbooks.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Between the messages of a text file.
const RULE: &str = "----------------------------------------------------------------------";

/// What one participant is told.
struct Message {
    name: String,
    people: String,
    addresses: String,
    language: Language,
    subject: String,
    text: String,
    /// The participant's page, where its link is new: an older one is kept as a digest only.
    link: String,
}

#[derive(Template)]
#[template(path = "timetable/messages.html")]
struct Messages {
    page: Page,
    header: Header,
    summary: String,
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
    let roll = site.app().participant_roll(&seat.caller, id).await?;
    let page = frame.framed(seat.page);
    let messages = messages(&page, &frame, &roll, &BTreeMap::new());
    let title = frame.file.session.title.for_reader(page.language);
    Ok(rendered(&Messages {
        header: Header::new(page.t("messages-title")).below(frame.at(""), title),
        summary: page.n("messages-summary", messages.len()),
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
    let whose: BTreeSet<OrganisationId> = concerned(&frame)
        .iter()
        .map(|one| one.organisation)
        .collect();
    let fresh = match submitted.raw("links") {
        "missing" => {
            site.app()
                .make_links_of(&seat.caller, id, (&whose, false))
                .await?
        }
        "new" => {
            site.app()
                .make_links_of(&seat.caller, id, (&whose, true))
                .await?
        }
        _ => Vec::new(),
    };
    let origin = origin(&site, &headers);
    let link = |one: FreshLink| (one.organisation, format!("{origin}{PAGES}{}", one.token));
    let fresh = fresh.into_iter().map(link).collect();
    let roll = site.app().participant_roll(&seat.caller, id).await?;
    let messages = messages(&seat.page, &frame, &roll, &fresh);
    if submitted.raw("form") == "txt" {
        let text = written(&seat.page, &messages).into_bytes();
        return Ok(download(text, "text/plain; charset=utf-8", "messages.txt"));
    }
    let table = workbook(&seat.page, &messages);
    let bytes = to_xlsx(&[table], site.clock().now()).map_err(Problem::broken)?;
    Ok(download(bytes, XLSX, "messages.xlsx"))
}

/// Whose agenda the last publication changed.
fn concerned(frame: &Frame) -> Vec<Affected> {
    let file = &frame.file;
    let Some(published) = file.published() else {
        return Vec::new();
    };
    let before = file.session.published_before();
    let before = before.and_then(|id| file.timetable(id));
    file.affected(before.map(|t| &t.record), published)
}

fn messages(
    page: &Page,
    frame: &Frame,
    roll: &Roll,
    fresh: &BTreeMap<OrganisationId, String>,
) -> Vec<Message> {
    let all = concerned(frame);
    let mut messages: Vec<Message> = all
        .iter()
        .filter_map(|one| {
            let line = roll.line(one.organisation)?;
            let link = fresh.get(&one.organisation).map_or("", String::as_str);
            Some(message(page, frame, (one, line), link))
        })
        .collect();
    i18n::collate::sort_by_name(page.language, &mut messages, |one| one.name.clone());
    messages
}

fn message(page: &Page, frame: &Frame, (one, line): (&Affected, &Line), link: &str) -> Message {
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
        people: names.collect::<Vec<_>>().join("; "),
        addresses: addresses.collect::<Vec<_>>().join("; "),
        language,
        subject: voice.subject(),
        text: voice.text(one, line, link),
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

fn by_tag(tag: &str) -> Option<Language> {
    match tag.split('-').next()? {
        "zh" => Some(Language::ZhHans),
        "de" => Some(Language::De),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// The words of one language about one session.
struct Voice<'a> {
    frame: &'a Frame,
    language: Language,
}

impl Voice<'_> {
    fn session(&self) -> String {
        let title = &self.frame.file.session.title;
        title.for_reader(self.language).to_owned()
    }

    /// Whether nothing was published before.
    fn is_first(&self) -> bool {
        self.frame.file.session.published_before().is_none()
    }

    fn subject(&self) -> String {
        let key = match self.is_first() {
            true => "messages-subject-first",
            false => "messages-subject-changed",
        };
        t(self.language, key, &[("session", self.session().into())])
    }

    fn text(&self, one: &Affected, line: &Line, link: &str) -> String {
        let say = |key: &str| t(self.language, key, &[]);
        let mut parts = vec![t(
            self.language,
            "messages-greeting",
            &[("who", line.name(self.language).into())],
        )];
        let agenda = self.agenda(one.organisation);
        if !self.is_first() {
            let changes = one.changes.iter().map(|change| self.change(change));
            let lead = t(
                self.language,
                "messages-changed",
                &[("session", self.session().into())],
            );
            parts.push(listed(lead, changes));
        }
        parts.push(match agenda.is_empty() {
            true => say("messages-no-meetings"),
            false => {
                let lead = t(
                    self.language,
                    "messages-agenda",
                    &[("session", self.session().into())],
                );
                listed(lead, agenda.into_iter())
            }
        });
        parts.push(match (link.is_empty(), line.link.works()) {
            (false, _) => t(self.language, "messages-link", &[("link", link.into())]),
            (true, true) => say("messages-link-known"),
            (true, false) => String::new(),
        });
        parts.push(say("messages-regards"));
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }

    /// All meetings of a participant under the published timetable.
    fn agenda(&self, of: OrganisationId) -> Vec<String> {
        let file = &self.frame.file;
        let Some(published) = file.published() else {
            return Vec::new();
        };
        let mut agendas = file.agendas(published).into_iter();
        let mine = agendas.find(|one| one.organisation == of);
        let meetings = mine.map(|one| one.meetings).unwrap_or_default();
        meetings
            .iter()
            .map(|(placed, with)| {
                let args = [
                    ("place", self.place((placed.slot, placed.table)).into()),
                    ("who", self.frame.called(self.language, *with).into()),
                ];
                let mut parts = vec![t(self.language, "messages-meeting", &args)];
                let request = file.request(placed.request);
                let second = request.is_some_and(|r| r.to == of);
                parts.extend(self.frame.attending(self.language, placed, second));
                parts.join(" · ")
            })
            .collect()
    }

    fn change(&self, change: &AgendaChange) -> String {
        let place = |place| self.place(place);
        super::publish::sentence(self.language, self.frame, change, &place)
    }

    /// Day, time and table.
    fn place(&self, (slot, table): (u32, u32)) -> String {
        let session = &self.frame.file.session;
        let when = session.slots.get(slot as usize).map(|slot| {
            let day = dates::day_short(self.language, slot.start.date());
            let span = dates::time_span(slot.start.time(), slot.end.time());
            format!("{day} {span}")
        });
        let args = [
            ("time", when.unwrap_or_default().into()),
            ("table", self.frame.table(table).into()),
        ];
        t(self.language, "timetable-place", &args)
    }
}

/// A sentence with points below it.
fn listed(lead: String, points: impl Iterator<Item = String>) -> String {
    let points = points.map(|point| format!("- {point}"));
    std::iter::once(lead)
        .chain(points)
        .collect::<Vec<_>>()
        .join("\n")
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
