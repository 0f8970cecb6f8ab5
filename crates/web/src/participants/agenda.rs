//! The participant's own timetable, and the calendar of it.

use app::participants::{Appointment, Change};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::language::Language;
use domain::matchmaking::Slot;
use formats::calendar::to_ics;

use super::gate::{Frame, Gate, Place, refused};
use crate::accounts::Knock;
use crate::feeds::{Spoken, fresh_or_known, origin};
use crate::kit::{Chip, Mood, NameView};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::site::Site;

/// A meeting on the page.
struct Meeting {
    day: String,
    time: String,
    with: NameView,
    href: String,
    table: String,
    message: String,
    /// Who comes, and who interprets, one line each.
    who: Vec<String>,
    /// Whether it is at a time that suits the participant best, in words.
    wish: Option<String>,
    speaks: String,
    change: Option<Chip>,
    over: bool,
    next: bool,
}

#[derive(Template)]
#[template(path = "participants/timetable.html")]
struct Timetable {
    frame: Frame,
    name: NameView,
    standing: Option<String>,
    zone: String,
    meetings: Vec<Meeting>,
    cancelled: Vec<Meeting>,
    file: String,
    https: String,
    webcal: String,
}

/// Shows the own timetable.
pub(super) async fn show(State(site): State<Site>, gate: Gate, headers: HeaderMap) -> Response {
    let frame = gate.frame(Place::Timetable, "participants-nav-timetable");
    let page = &frame.page;
    let agenda = gate.stand.agenda();
    let next = agenda.next().map(|one| one.request);
    let shown = |one: &Appointment| meeting(&gate, one, next == Some(one.request));
    let calendar = site
        .app()
        .calendar_of_link(gate.token())
        .unwrap_or_default();
    let path = format!("/agenda/{calendar}.ics?lang={}", page.language.code());
    let origin = origin(&site, &headers);
    let bare = origin
        .split_once("://")
        .map_or(origin.as_str(), |(_, host)| host);
    rendered(&Timetable {
        name: super::gate::view(page.language, gate.stand.names()),
        standing: agenda
            .number
            .map(|number| page.t1("participants-version", "number", number.to_string())),
        zone: i18n::dates::zone_time(page.language, gate.stand.zone().as_str()),
        meetings: agenda.meetings.iter().map(shown).collect(),
        cancelled: agenda.cancelled.iter().map(shown).collect(),
        file: gate.at("/timetable.ics"),
        webcal: format!("webcal://{bare}{path}"),
        https: format!("{origin}{path}"),
        frame,
    })
}

fn meeting(gate: &Gate, one: &Appointment, next: bool) -> Meeting {
    let page = &gate.page;
    let languages = one
        .languages
        .iter()
        .map(|tag| i18n::languages::name(page.language, tag));
    Meeting {
        day: i18n::dates::day_short(page.language, one.slot.start.date()),
        time: span(&one.slot),
        with: gate.name(one.with),
        href: gate.at(&format!("/partners/{}", one.with)),
        table: page.t1("participants-table", "name", one.table.as_str()),
        message: one.message.clone(),
        who: one.who(page.language),
        wish: one.wishes.as_wished(page.language),
        speaks: if one.interpreted {
            page.t("participants-interpreted")
        } else {
            page.language.listed(languages)
        },
        change: one.change.as_ref().map(|change| chip(page, change)),
        over: one.over,
        next,
    }
}

fn span(slot: &Slot) -> String {
    i18n::dates::time_span(slot.start.time(), slot.end.time())
}

fn chip(page: &Page, change: &Change) -> Chip {
    let text = match change {
        Change::New => page.t("participants-change-new"),
        Change::Who => page.t("participants-change-who"),
        Change::Moved { from } => {
            let day = i18n::dates::day_short(page.language, from.start.date());
            let before = format!("{day} {}", span(from));
            page.t1("participants-change-moved", "before", before)
        }
        Change::Table { from } => page.t1("participants-change-table", "before", from.as_str()),
    };
    Chip::new(Mood::Tentative, text)
}

/// The own timetable as a calendar file.
pub(super) async fn file(gate: Gate) -> Result<Response, Problem> {
    let calendar = gate.stand.calendar(gate.language());
    let bytes = to_ics(&calendar).map_err(Problem::broken)?;
    Ok(crate::imports::download(
        bytes,
        "text/calendar; charset=utf-8",
        "timetable.ics",
    ))
}

/// The calendar, for programs that ask for it again and again.
pub(super) async fn feed(
    State(site): State<Site>,
    page: Page,
    knock: Knock,
    Path(file): Path<String>,
    Query(spoken): Query<Spoken>,
    headers: HeaderMap,
) -> Response {
    let language = spoken.lang.and_then(|code| Language::from_code(&code));
    let language = language.unwrap_or(site.settings().language);
    let token = file.strip_suffix(".ics").unwrap_or_default();
    let calendar = site
        .app()
        .participant_calendar(token, language, knock.visitor())
        .await;
    match calendar {
        Ok(calendar) => match to_ics(&calendar) {
            Ok(bytes) => fresh_or_known(bytes, &headers),
            Err(error) => Problem::broken(error).into_response(),
        },
        Err(error) => refused(error, page),
    }
}
