//! The confirmation of an import, and its undoing.

use app::imports::ImportInto;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::BatchId;

use super::preview::{asks, unpacked};
use crate::flash::Flash;
use crate::form::Submitted;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::caller_once;
use crate::site::Site;

/// Writes what the preview showed, as one batch.
pub async fn write(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    asks(&seat.caller, &dossier)?;
    let submitted = Submitted::parse(&body);
    let workbook =
        unpacked(submitted.raw("data")).ok_or_else(|| Problem::refused("imports-lost"))?;
    let into = ImportInto {
        mission: dossier.mission.id,
        item: submitted.raw("item").parse().ok(),
    };
    let caller = caller_once(&seat, &submitted);
    let done = site.app().import(&caller, into, &workbook).await?;
    let counts = &done.counts;
    let new = [
        counts.organisations,
        counts.people,
        counts.posts,
        counts.participations,
        counts.requests,
    ];
    let count: usize = new.iter().map(|tally| tally.new).sum();
    let base = format!("/missions/{}", dossier.mission.code);
    Ok(Flash::done("imports-done")
        .with("count", &count.to_string())
        .undo(&format!("{base}/import/undo/{}", done.batch))
        .to(&format!("{base}/delegation")))
}

/// Takes a whole import back.
pub async fn take_back(
    State(site): State<Site>,
    seat: Seat,
    Path((code, batch)): Path<(String, BatchId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let count = site.app().undo_batch(&seat.caller, batch).await?;
    let back = format!("/missions/{}/import", dossier.mission.code);
    Ok(Flash::done("imports-undone")
        .with("count", &count.to_string())
        .to(&back))
}
