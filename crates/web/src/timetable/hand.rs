//! Meetings moved by hand: the places of one meeting, the move, the way back, the lock.

use app::AppError;
use app::timetables::{Moved, Reach, Seat as TableState, Step, Swapping};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, RequestId, TimetableId};
use domain::matchmaking::{Request, Timetable};
use domain::record::{Kind, Stored};
use serde::Deserialize;

use super::Frame;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::kit::{Action, Chip, Header, Mood};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::{Seat, refusal_text};
use crate::site::Site;

/// Which meeting of which timetable.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    timetable: Option<TimetableId>,
    request: Option<RequestId>,
}

impl Which {
    pub(super) fn both(&self) -> Result<(TimetableId, RequestId), Problem> {
        self.timetable
            .zip(self.request)
            .ok_or_else(Problem::missing)
    }
}

/// A slot of the list of places.
struct Row {
    day: String,
    slot: u32,
    time: String,
    /// The meeting is here now.
    here: bool,
    /// Where it can sit: number and sign of each free table.
    tables: Vec<(u32, String)>,
    /// With whom it can change places here: the other meeting, its sides and table.
    swaps: Vec<(RequestId, String)>,
    /// Why it cannot be here.
    why: Vec<String>,
}

#[derive(Template)]
#[template(path = "timetable/move.html")]
struct Moving {
    page: Page,
    header: Header,
    /// Why the last try was refused.
    refused: Option<String>,
    action: String,
    timetable: TimetableId,
    request: RequestId,
    rows: Vec<Row>,
}

/// Shows where a meeting may be put.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    shown(&site, seat, frame, which.both()?, None).await
}

async fn shown(
    site: &Site,
    seat: Seat,
    frame: Frame,
    (timetable, request): (TimetableId, RequestId),
    refused: Option<String>,
) -> Result<Response, Problem> {
    let chosen = frame
        .file
        .timetable(timetable)
        .ok_or_else(Problem::missing)?;
    let meeting = frame.file.request(request).ok_or_else(Problem::missing)?;
    let reach = site
        .app()
        .places(&seat.caller, (timetable, request))
        .await?;
    let status = if refused.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = frame.framed(seat.page);
    let moving = Moving {
        header: header(&page, &frame, chosen, meeting),
        refused,
        action: frame.at("/move"),
        timetable,
        request,
        rows: rows(&page, &frame, chosen, request, &reach),
        page,
    };
    Ok((status, rendered(&moving)).into_response())
}

fn header(
    page: &Page,
    frame: &Frame,
    chosen: &Stored<Timetable>,
    meeting: &Stored<Request>,
) -> Header {
    let language = page.language;
    let number = chosen.number;
    let mut header = Header::new(page.t2(
        "timetable-pair",
        ("first", frame.called(language, meeting.from)),
        ("second", frame.called(language, meeting.to)),
    ))
    .below(frame.at(""), frame.file.session.title.for_reader(language))
    .below(
        frame.at(&format!("?version={number}")),
        page.t1("timetable-number", "number", number.to_string()),
    );
    let placed = chosen.placements.iter().find(|p| p.request == meeting.id);
    header = header.fact(match placed {
        Some(placed) => page.t2(
            "timetable-place",
            ("time", frame.clock(placed.slot)),
            ("table", frame.table(placed.table)),
        ),
        None => page.t("timetable-no-place"),
    });
    if meeting.must {
        header = header.fact(Chip::new(Mood::Decide, page.t("timetable-must")));
    }
    let with = |action: Action| {
        action
            .with("timetable", chosen.id)
            .with("request", meeting.id)
    };
    if meeting.fixed.is_some() {
        header = header.fact(Chip::new(Mood::Quiet, page.t("board-locked")));
        let unlock = Action::post(page.t("board-unlock"), frame.at("/unlock"));
        header = header.action(with(unlock));
    } else if placed.is_some() {
        let lock = Action::post(page.t("board-lock"), frame.at("/lock"));
        let out = Action::post(page.t("board-take-out"), frame.at("/move")).danger();
        header = header.action(with(lock)).action(with(out));
    }
    header.maybe(
        frame
            .request_at(meeting.id)
            .map(|href| Action::open(page.t("board-request"), href)),
    )
}

fn rows(
    page: &Page,
    frame: &Frame,
    chosen: &Timetable,
    request: RequestId,
    reach: &Reach,
) -> Vec<Row> {
    let now = chosen.placements.iter().find(|p| p.request == request);
    let session = &frame.file.session;
    let mut day = None;
    let mut rows = Vec::new();
    for (slot, (time, found)) in session.slots.iter().zip(&reach.places.slots).enumerate() {
        let slot = slot as u32;
        let today = time.start.date();
        let free = |(table, state): (usize, &TableState)| {
            let here = now.is_some_and(|p| (p.slot, p.table) == (slot, table as u32));
            let takes = found.against.is_empty() && *state == TableState::Free && !here;
            takes.then(|| (table as u32, frame.table(table as u32)))
        };
        rows.push(Row {
            day: if day == Some(today) {
                String::new()
            } else {
                i18n::dates::full_with_weekday(page.language, today)
            },
            slot,
            time: i18n::dates::time_span(time.start.time(), time.end.time()),
            here: now.is_some_and(|p| p.slot == slot),
            tables: found.seats.iter().enumerate().filter_map(free).collect(),
            swaps: swaps(page, frame, chosen, (slot, reach)),
            why: found
                .against
                .iter()
                .map(|why| page.text(&refusal_text(why)))
                .collect(),
        });
        day = Some(today);
    }
    rows
}

/// The meetings of a slot with which the one in hand can change places.
fn swaps(
    page: &Page,
    frame: &Frame,
    chosen: &Timetable,
    (slot, reach): (u32, &Reach),
) -> Vec<(RequestId, String)> {
    let legal = reach.swaps.iter().filter(|one| one.against.is_empty());
    let here = legal.filter_map(|one| {
        let mut placed = chosen.placements.iter();
        let placed = placed.find(|p| p.request == one.with && p.slot == slot)?;
        let words = page.t2(
            "board-swap-at",
            ("what", pair(frame, page, one.with)),
            ("table", frame.table(placed.table)),
        );
        Some((one.with, words))
    });
    here.collect()
}

/// Moves a meeting, gives it a place, lets it change places with another, or takes it out.
pub async fn act(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let which = named(&mut submitted)?;
    if frame.file.timetable(which.0).is_none() {
        return Err(Problem::missing());
    }
    let slot = submitted.choice("slot", |text| text.parse::<u32>().ok());
    let with = submitted.id::<RequestId>("with");
    let done = match with {
        Some(with) => swap(&site, &seat, which, with).await,
        None => {
            let table = submitted.choice("table", |text| text.parse::<u32>().ok());
            let step = Step {
                timetable: which.0,
                request: which.1,
                to: slot.map(|slot| (slot, table)),
            };
            site.app().move_meeting(&seat.caller, &step).await
        }
    };
    match done {
        Ok(moved) => {
            let key = match (with, slot) {
                (Some(_), _) => "board-swapped",
                (None, Some(_)) => "board-moved",
                (None, None) => "board-taken-out",
            };
            let told = told(&frame, &seat.page, key, (which.1, with), moved);
            Ok(told.to(&frame.at(&back(&mut submitted, moved.number))))
        }
        Err(AppError::Refused(refusal)) => {
            let words = seat.page.text(&refusal_text(&refusal));
            shown(&site, seat, frame, which, Some(words)).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn swap(
    site: &Site,
    seat: &Seat,
    (timetable, request): (TimetableId, RequestId),
    with: RequestId,
) -> Result<Moved, AppError> {
    let swap = Swapping {
        timetable,
        request,
        with,
    };
    site.app().swap_meetings(&seat.caller, &swap).await
}

/// What was done, with the way to undo it.
fn told(
    frame: &Frame,
    page: &Page,
    key: &'static str,
    (request, with): (RequestId, Option<RequestId>),
    moved: Moved,
) -> Flash {
    let flash = Flash::done(key)
        .with("name", &moved.number.to_string())
        .with("what", &pair(frame, page, request));
    let flash = match with {
        Some(with) => flash.with("who", &pair(frame, page, with)),
        None => flash,
    };
    flash.undo(&frame.at(&format!("/undo?timetable={}", moved.timetable)))
}

/// The view from which somebody came, of a timetable.
fn back(submitted: &mut Submitted, number: u32) -> String {
    let view = submitted.line("view");
    let view = if view == "people" { "people" } else { "tables" };
    format!("?view={view}&version={number}")
}

fn named(submitted: &mut Submitted) -> Result<(TimetableId, RequestId), Problem> {
    let timetable = submitted.id::<TimetableId>("timetable");
    let request = submitted.id::<RequestId>("request");
    timetable.zip(request).ok_or_else(Problem::missing)
}

pub(super) fn pair(frame: &Frame, page: &Page, request: RequestId) -> String {
    let Some(request) = frame.file.request(request) else {
        return String::new();
    };
    page.t2(
        "timetable-pair",
        ("first", frame.called(page.language, request.from)),
        ("second", frame.called(page.language, request.to)),
    )
}

/// Takes the last step by hand back.
pub async fn undo(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let timetable = which.timetable.ok_or_else(Problem::missing)?;
    let chosen = frame
        .file
        .timetable(timetable)
        .ok_or_else(Problem::missing)?;
    let before = site.app().undo_move(&seat.caller, timetable).await?;
    let again = format!("/records/{}/{timetable}/undelete", Kind::Timetable.code());
    let flash = Flash::done("board-undone")
        .with("from", &chosen.number.to_string())
        .with("to", &before.number.to_string());
    Ok(flash
        .undo(&again)
        .to(&frame.at(&format!("?version={}", before.number))))
}

/// Locks a meeting at its place.
pub async fn lock(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Request)).await?;
    let which = named(&mut submitted)?;
    let chosen = frame.file.timetable(which.0).ok_or_else(Problem::missing)?;
    site.app().lock_meeting(&seat.caller, which).await?;
    let what = pair(&frame, &seat.page, which.1);
    let page = back(&mut submitted, chosen.number);
    Ok(Flash::done("board-locked-now")
        .with("what", &what)
        .to(&frame.at(&page)))
}

/// Unlocks a meeting, or all of them.
pub async fn unlock(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Request)).await?;
    if submitted.raw("request").is_empty() {
        let count = site.app().unlock_all(&seat.caller, id).await?;
        let flash = Flash::done("board-unlocked-all").with("count", &count.to_string());
        return Ok(flash.to(&frame.at("")));
    }
    let which = named(&mut submitted)?;
    let chosen = frame.file.timetable(which.0).ok_or_else(Problem::missing)?;
    frame.file.request(which.1).ok_or_else(Problem::missing)?;
    site.app().unlock_meeting(&seat.caller, which.1).await?;
    let what = pair(&frame, &seat.page, which.1);
    let page = back(&mut submitted, chosen.number);
    Ok(Flash::done("board-unlocked")
        .with("what", &what)
        .to(&frame.at(&page)))
}
