//! Before a timetable is published: whose agenda changes, and how; who can be told.

use app::timetables::{Affected, AffectedInterpreter, AgendaChange, Move};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, PersonId, RequestId, TimetableId};
use domain::language::Language;
use domain::matchmaking::Timetable;
use domain::parties::PartyRef;
use domain::record::{Kind, Stored};
use serde::Deserialize;

use super::Frame;
use crate::at_hand;
use crate::kit::{Action, Chip, Header, Link, Mood};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Which timetable is to be published.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    timetable: Option<TimetableId>,
}

/// A company whose agenda changes, or an interpreter.
struct Concerned {
    /// The name, which leads to the record.
    name: Link,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "timetable/publish.html")]
struct Preview {
    page: Page,
    header: Header,
    summary: String,
    /// Which companies cannot be told and which interpreters are, in short.
    reach: Vec<String>,
    /// Companies that have an address.
    companies: Vec<Concerned>,
    /// Companies that have no address to which a message could be sent.
    silent_companies: Vec<Concerned>,
    /// Interpreters who get a message.
    told: Vec<Concerned>,
    /// Interpreters who have no address.
    silent: Vec<Concerned>,
    publish: Action,
    back: Action,
}

/// Shows who is affected.
pub async fn preview(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let chosen = which.timetable.ok_or_else(Problem::missing)?;
    let chosen = frame.file.timetable(chosen).ok_or_else(Problem::missing)?;
    let page = frame.framed(seat.page);
    let publish = Action::post(page.t("versions-publish-now"), frame.at("/publish"))
        .with("timetable", chosen.id)
        .with(crate::form::VERSION, frame.file.session.version)
        .main();
    let affected = affected(&frame, chosen);
    let before = frame.file.published().map(|t| &t.record);
    let named = frame.file.affected_interpreters(before, chosen);
    let (told, silent) = interpreters(&page, &frame, &named);
    let (companies, silent_companies) = companies(&page, &frame, &affected);
    let firms = affected.iter().map(|one| one.organisation);
    let mut reach: Vec<String> = frame.firms_silent(&page, firms).into_iter().collect();
    reach.extend(frame.interpreters_told(&page, &named));
    Ok(rendered(&Preview {
        back: Action::open(
            page.t("common-action-cancel"),
            frame.at(&format!("?version={}", chosen.number)),
        ),
        header: header(&page, &frame, chosen),
        summary: summary(&page, &frame, affected.len()),
        reach,
        companies,
        silent_companies,
        told,
        silent,
        publish,
        page,
    }))
}

/// Whose agenda changes when this takes the place of what is published.
fn affected(frame: &Frame, chosen: &Stored<Timetable>) -> Vec<Affected> {
    let before = frame.file.published().map(|t| &t.record);
    frame.file.affected(before, chosen)
}

fn summary(page: &Page, frame: &Frame, affected: usize) -> String {
    match frame.file.published() {
        None => page.n("versions-first", affected),
        Some(before) if affected == 0 => {
            page.t1("versions-nobody", "number", before.number.to_string())
        }
        Some(_) => page.n("versions-affected", affected),
    }
}

fn header(page: &Page, frame: &Frame, chosen: &Stored<Timetable>) -> Header {
    let number = chosen.number.to_string();
    let title = frame.file.session.title.for_reader(page.language);
    let header = Header::new(page.t1("timetable-publish", "number", number.clone()))
        .below(frame.at(""), title)
        .below(
            frame.at(&format!("?version={number}")),
            page.t1("timetable-number", "number", number),
        );
    match frame.file.published() {
        Some(before) => {
            let number = before.number.to_string();
            let words = page.t1("timetable-is-published", "number", number);
            header.fact(Chip::new(Mood::Confirmed, words))
        }
        None => header,
    }
}

/// The companies whose agenda changes, by name: those that have an address, and those that have
/// none.
fn companies(
    page: &Page,
    frame: &Frame,
    affected: &[Affected],
) -> (Vec<Concerned>, Vec<Concerned>) {
    let (silent, told): (Vec<_>, Vec<_>) = affected
        .iter()
        .partition(|one| frame.is_silent(one.organisation));
    let shown = |all: Vec<&Affected>| {
        let all = all.into_iter().map(|one| company(page, frame, one));
        let mut all: Vec<Concerned> = all.collect();
        i18n::collate::sort_by_name(page.language, &mut all, |one| one.name.label.clone());
        all
    };
    (shown(told), shown(silent))
}

fn company(page: &Page, frame: &Frame, affected: &Affected) -> Concerned {
    let firm = affected.organisation;
    Concerned {
        name: Link::new(
            at_hand::href(PartyRef::Organisation(firm)),
            frame.called(page.language, firm),
        ),
        changes: affected
            .changes
            .iter()
            .map(|change| Shift::of_company(page.language, frame, change).told(page, frame))
            .collect(),
    }
}

/// The interpreters whose timetable changes: those who have an address, and those who have none.
fn interpreters(
    page: &Page,
    frame: &Frame,
    affected: &[AffectedInterpreter],
) -> (Vec<Concerned>, Vec<Concerned>) {
    let (told, silent): (Vec<_>, Vec<_>) = affected
        .iter()
        .partition(|one| !frame.address_of(one.person).is_empty());
    let shown = |all: Vec<&AffectedInterpreter>| {
        let one = |one: &AffectedInterpreter| interpreter(page, frame, one);
        all.into_iter().map(one).collect()
    };
    (shown(told), shown(silent))
}

fn interpreter(page: &Page, frame: &Frame, affected: &AffectedInterpreter) -> Concerned {
    let person = affected.person;
    let told = |change: &Move| {
        let shift = Shift::of_interpreter(page.language, frame, (person, change));
        shift.told(page, frame)
    };
    Concerned {
        name: Link::new(
            at_hand::href(PartyRef::Person(person)),
            frame.file.name_of_person(person, page.language),
        ),
        changes: affected.changes.iter().map(told).collect(),
    }
}

impl Frame {
    /// Both sides of a meeting in one line.
    pub(super) fn both(&self, language: Language, request: RequestId) -> String {
        let Some(request) = self.file.request(request) else {
            return "–".to_owned();
        };
        let sides = [request.from, request.to].map(|id| self.called(language, id));
        sides.join(" – ")
    }
}

/// A change of an agenda as one reader sees it.
pub(super) struct Shift {
    /// Whom the meeting is with.
    who: String,
    before: Option<(u32, u32)>,
    after: Option<(u32, u32)>,
    /// Who comes and interprets now, where that is news.
    now: String,
}

impl Shift {
    /// As a company sees it.
    pub(super) fn of_company(language: Language, frame: &Frame, change: &AgendaChange) -> Self {
        let news = change.after.is_some() && change.comes.is_news_after(&change.came);
        let now = news.then(|| {
            let file = &frame.file;
            file.coming_now(language, &change.came, &change.comes)
        });
        Self {
            who: frame.called(language, change.with),
            before: change.before,
            after: change.after,
            now: now.unwrap_or_default(),
        }
    }

    /// As an interpreter sees it: what somebody else interprets now is gone for them.
    pub(super) fn of_interpreter(
        language: Language,
        frame: &Frame,
        (person, change): (PersonId, &Move),
    ) -> Self {
        let [before, after] = change.places_for(person);
        let file = &frame.file;
        let now = match (before, after, change.after) {
            (None, Some(_), _) => file.people_of(language, &change.comes),
            (Some(_), Some(_), _) if change.comes.is_news_after(&change.came) => {
                file.people_of(language, &change.comes)
            }
            // It is held without them.
            (_, None, Some(_)) => file.interpreted(language, &change.comes),
            _ => String::new(),
        };
        Self {
            who: frame.both(language, change.request),
            before,
            after,
            now,
        }
    }

    /// In a sentence, with places as they are called by the reader.
    pub(super) fn sentence(
        self,
        language: Language,
        place: &dyn Fn((u32, u32)) -> String,
    ) -> String {
        let mut args: Vec<(&'static str, i18n::Value)> = vec![("who", self.who.into())];
        args.extend(self.before.map(|before| ("from", place(before).into())));
        args.extend(self.after.map(|after| ("to", place(after).into())));
        let key = match (self.before, self.after) {
            (None, _) => "versions-new",
            (Some(_), None) => "versions-gone",
            (Some(before), Some(after)) if before == after => {
                args.push(("comes", self.now.into()));
                return i18n::t(language, "versions-comes", &args);
            }
            (Some(_), Some(_)) => "versions-moved",
        };
        let said = i18n::t(language, key, &args);
        match self.now.is_empty() {
            true => said,
            false => format!("{said} · {}", self.now),
        }
    }

    /// In a sentence of a page of the office.
    pub(super) fn told(self, page: &Page, frame: &Frame) -> String {
        let place = |(slot, table): (u32, u32)| {
            page.t2(
                "timetable-place",
                ("time", frame.clock(slot)),
                ("table", frame.table(table)),
            )
        };
        self.sentence(page.language, &place)
    }
}
