//! Before a timetable is published: whose agenda changes, and how.

use app::timetables::{Affected, AgendaChange};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, TimetableId};
use domain::language::Language;
use domain::matchmaking::Timetable;
use domain::record::{Kind, Stored};
use serde::Deserialize;

use super::Frame;
use crate::kit::{Action, Chip, Header, Mood};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Which timetable is to be published.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    timetable: Option<TimetableId>,
}

/// A company whose agenda changes.
struct Company {
    name: String,
    changes: Vec<String>,
}

#[derive(Template)]
#[template(path = "timetable/publish.html")]
struct Preview {
    page: Page,
    header: Header,
    summary: String,
    companies: Vec<Company>,
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
    Ok(rendered(&Preview {
        back: Action::open(
            page.t("common-action-cancel"),
            frame.at(&format!("?version={}", chosen.number)),
        ),
        header: header(&page, &frame, chosen),
        summary: summary(&page, &frame, affected.len()),
        companies: companies(&page, &frame, &affected),
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

fn companies(page: &Page, frame: &Frame, affected: &[Affected]) -> Vec<Company> {
    let mut all: Vec<Company> = affected
        .iter()
        .map(|one| company(page, frame, one))
        .collect();
    i18n::collate::sort_by_name(page.language, &mut all, |one| one.name.clone());
    all
}

fn company(page: &Page, frame: &Frame, affected: &Affected) -> Company {
    Company {
        name: frame.called(page.language, affected.organisation),
        changes: affected
            .changes
            .iter()
            .map(|change| told(page, frame, change))
            .collect(),
    }
}

/// A change of an agenda in a sentence.
pub(super) fn told(page: &Page, frame: &Frame, change: &AgendaChange) -> String {
    let place = |(slot, table): (u32, u32)| {
        page.t2(
            "timetable-place",
            ("time", frame.clock(slot)),
            ("table", frame.table(table)),
        )
    };
    sentence(page.language, frame, change, &place)
}

/// A change of an agenda in a sentence, with places as they are called here; after it, who comes
/// where that is told.
pub(super) fn sentence(
    language: Language,
    frame: &Frame,
    change: &AgendaChange,
    place: &dyn Fn((u32, u32)) -> String,
) -> String {
    let who = frame.called(language, change.with);
    let mut args: Vec<(&'static str, i18n::Value)> = vec![("who", who.into())];
    args.extend(change.before.map(|before| ("from", place(before).into())));
    args.extend(change.after.map(|after| ("to", place(after).into())));
    let now = frame.file.coming_now(language, &change.came, &change.comes);
    let key = match (change.before, change.after) {
        (None, _) => "versions-new",
        (Some(_), None) => "versions-gone",
        (Some(_), Some(_)) if change.keeps_place() => {
            args.push(("comes", now.into()));
            return i18n::t(language, "versions-comes", &args);
        }
        (Some(_), Some(_)) => "versions-moved",
    };
    let said = i18n::t(language, key, &args);
    let news = change.after.is_some() && change.comes.is_news_after(&change.came);
    match news && !now.is_empty() {
        true => format!("{said} · {now}"),
        false => said,
    }
}
