//! Missions: the list, the overview of one, and the forms of missions and their cities.

mod edit;
pub mod fields;
mod legs;
mod list;
mod place;
mod returned;
mod show;
mod stage;

use app::missions::Dossier;
use axum::Router;
use axum::routing::get;
use domain::access::{Action as Right, Subject};
use domain::missions::{Mission, Stage};
use domain::record::Kind;

use crate::kit::{Chip, Mood};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// The addresses of missions and their cities.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(list::home))
        .route("/missions", get(list::show))
        .route("/missions/new", get(edit::blank).post(edit::create))
        .route("/missions/{code}", get(show::show))
        .route("/missions/{code}/edit", get(edit::edit).post(edit::save))
        .route("/missions/{code}/stage", get(stage::edit).post(stage::save))
        .route(
            "/missions/{code}/returned",
            get(returned::edit).post(returned::save),
        )
        .route(
            "/missions/{code}/legs/new",
            get(legs::blank).post(legs::create),
        )
        .route(
            "/missions/{code}/legs/{id}",
            get(legs::edit).post(legs::save),
        )
}

/// The mission, if the caller may edit it.
async fn editable(site: &Site, seat: &Seat, code: &str) -> Result<Dossier, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Right::Edit, Subject::Record(Kind::Mission), mission)?;
    Ok(dossier)
}

/// The stage of a mission in a word.
pub(crate) fn stage_chip(page: &Page, mission: &Mission) -> Chip {
    let stage = mission.state.stage;
    let mood = match stage {
        Stage::Draft | Stage::Submitted | Stage::Recruiting | Stage::Returned => Mood::Tentative,
        Stage::Approved | Stage::Fixed | Stage::UnderWay => Mood::Confirmed,
        Stage::Postponed => Mood::Decide,
        Stage::Reported | Stage::Closed | Stage::Cancelled => Mood::Quiet,
    };
    Chip::new(mood, page.t(&format!("missions-stage-{}", stage.code())))
}
