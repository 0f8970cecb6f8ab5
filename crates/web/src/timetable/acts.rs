//! What buttons do: run, stop, publish, fix; and where a run stands.

use app::timetables::{AdviceState, Aim, Asked, GiveUp};
use axum::Json;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{JobId, MatchmakingId, TimetableId};
use domain::record::Kind;
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
    let aim = submitted.choice("aim", Aim::from_code);
    let asked = Asked {
        seconds: u32::try_from(seconds).unwrap_or(10),
        // A seed that people can read and type.
        seed: u64::from_be_bytes(seed) % 1_000_000,
        aim: aim.unwrap_or_else(|| frame.file.usual_aim()),
        give_up: give_up(&mut submitted),
        keep_published: submitted.check("keep"),
    };
    site.app().start_timetable(&seat.caller, id, asked).await?;
    Ok(crate::flash::redirect(&frame.at("")))
}

/// What may be given up, in per cent; nothing where it is not said.
fn give_up(submitted: &mut Submitted) -> GiveUp {
    let mut percent = |name: &str| {
        let chosen = submitted.choice(name, |code| code.parse::<u32>().ok());
        chosen.unwrap_or(0)
    };
    GiveUp {
        wishes: percent("give_wishes"),
        fairness: percent("give_fairness"),
        waiting: percent("give_waiting"),
        changes: percent("give_changes"),
    }
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
    pub(super) over: bool,
    pub(super) permille: i64,
    pub(super) text: String,
    /// Changes whenever there is more to show than progress.
    pub(super) mark: String,
}

impl Progress {
    /// There is nothing to follow.
    pub(super) fn over() -> Self {
        Self {
            over: true,
            permille: 1000,
            text: String::new(),
            mark: String::new(),
        }
    }
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
            mark: String::new(),
        },
        None => Progress::over(),
    }))
}

/// Gives a timetable a name.
pub async fn name(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Timetable)).await?;
    let chosen = chosen(&frame, &mut submitted)?;
    let number = frame.file.timetable(chosen).map_or(0, |t| t.number);
    let name = submitted.line("name");
    let version = submitted.version().unwrap_or_default();
    site.app()
        .name_timetable(&seat.caller, (chosen, version), &name)
        .await?;
    let flash = Flash::done("versions-named").with("name", &number.to_string());
    Ok(flash.to(&frame.at(&format!("?view=versions&version={number}"))))
}

/// The timetable of this session that a form names.
fn chosen(frame: &Frame, submitted: &mut Submitted) -> Result<TimetableId, Problem> {
    let named = submitted.id::<TimetableId>("timetable");
    named
        .filter(|id| frame.file.timetable(*id).is_some())
        .ok_or_else(Problem::missing)
}

/// Asks what would hold more meetings.
pub async fn advise(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let chosen = chosen(&frame, &mut submitted)?;
    site.app().start_advice(&seat.caller, chosen).await?;
    let number = frame.file.timetable(chosen).map_or(0, |t| t.number);
    let page = format!("?view=quality&version={number}");
    Ok(crate::flash::redirect(&frame.at(&page)))
}

/// Where the advice stands, for the page that waits for it.
pub async fn advice(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Json<Progress>, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let found = site
        .app()
        .advice(&seat.caller, frame.file.session.id)
        .await?;
    let permille = match found {
        Some(AdviceState::Running(permille)) => Some(permille),
        _ => None,
    };
    Ok(Json(Progress {
        over: permille.is_none(),
        permille: permille.unwrap_or(1000),
        text: seat.page.t("quality-running"),
        mark: String::new(),
    }))
}
