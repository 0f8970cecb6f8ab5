//! What buttons do: run, stop, publish, fix; and where a run stands.

use app::timetables::Asked;
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{JobId, MatchmakingId, TimetableId};
use serde::Serialize;

use super::Frame;
use super::show::told;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The longest search that a page asks for, in seconds.
const LONGEST: i64 = 600;

/// Starts a run.
pub async fn run(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let seconds = submitted.number("seconds", 1, LONGEST).unwrap_or(10);
    let mut seed = [0; 8];
    site.chance().fill(&mut seed);
    let asked = Asked {
        seconds: u32::try_from(seconds).unwrap_or(10),
        // A seed that people can read and type.
        seed: u64::from_be_bytes(seed) % 1_000_000,
    };
    site.app().start_timetable(&seat.caller, id, asked).await?;
    Ok(crate::flash::redirect(&frame.at("")))
}

/// Stops a run; the best so far is kept.
pub async fn stop(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let job = submitted.id::<JobId>("job").ok_or_else(Problem::missing)?;
    match site.app().stop_timetable(&seat.caller, job).await {
        // It was over already: the page shows what came of it.
        Ok(()) | Err(app::AppError::Missing) => {}
        Err(other) => return Err(other.into()),
    }
    Ok(Flash::done("timetable-stopped").to(&frame.at("")))
}

/// Publishes a timetable.
pub async fn publish(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let timetable = submitted
        .id::<TimetableId>("timetable")
        .ok_or_else(Problem::missing)?;
    let number = frame
        .file
        .timetable(timetable)
        .ok_or_else(Problem::missing)?
        .number;
    let version = submitted.version().unwrap_or_default();
    let saved = site
        .app()
        .publish_timetable(&seat.caller, (id, version), timetable)
        .await?;
    let undo = crate::at_hand::undo(domain::record::Kind::Matchmaking, saved.id, saved.version);
    let flash = Flash::done("timetable-published-now").with("name", &number.to_string());
    Ok(flash.undo(&undo).to(&frame.at("")))
}

/// Fixes what has been told to people.
pub async fn fix(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let fixed = site.app().fix_published(&seat.caller, id).await?;
    let flash = Flash::done("timetable-fixed").with("count", &fixed.to_string());
    Ok(flash.to(&frame.at("?view=requests")))
}

/// Where a run stands, for the page that follows it.
#[derive(Serialize)]
pub struct Progress {
    over: bool,
    permille: i64,
    text: String,
}

/// Answers a page that follows a run.
pub async fn progress(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Json<Progress>, Problem> {
    let mission = site.app().mission_by_code(&seat.caller, &code).await?;
    let session = site
        .app()
        .get::<domain::matchmaking::Matchmaking>(&seat.caller, id)
        .await?;
    if session.mission != mission.id {
        return Err(Problem::missing());
    }
    let run = site.app().timetable_run(&seat.caller, id).await?;
    Ok(Json(match run {
        Some(run) => Progress {
            over: run.state.is_over(),
            permille: run.progress,
            text: told(&seat.page, &run),
        },
        None => Progress {
            over: true,
            permille: 0,
            text: String::new(),
        },
    }))
}
