//! Moving a mission to another stage.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::missions::Stage;
use domain::record::Kind;

use crate::at_hand;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// Shows the form.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    Ok(sheet(&seat, &dossier).shown())
}

/// Moves the mission.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = super::editable(&site, &seat, &code).await?;
    let to = submitted.required_choice("stage", Stage::from_code);
    let cause = Some(submitted.line("cause")).filter(|cause| !cause.is_empty());
    if let (true, Some(to)) = (submitted.is_fine(), to) {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version().unwrap_or(dossier.mission.version);
        let id = dossier.mission.id;
        let done = site
            .app()
            .advance_mission(&caller, id, version, to, cause)
            .await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Mission, saved.id, saved.version);
                let address = format!("/missions/{}", dossier.mission.code);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(now) => return Ok(sheet(&seat, &dossier).overtaken(&submitted, now)),
            Sent::Refused => {}
        }
    }
    Ok(sheet(&seat, &dossier).again(&submitted))
}

fn sheet(seat: &Seat, dossier: &Dossier) -> Sheet {
    let mission = &dossier.mission;
    let title = "missions-stage-move";
    let page = at_hand::framed(seat.page.clone(), dossier, Section::Overview, title);
    let language = page.language;
    let address = format!("/missions/{}", mission.code);
    let header = Header::new(page.t(title))
        .below(&address, mission.title.for_reader(language))
        .fact(super::stage_chip(&page, mission));
    let mut form = Form::new(language, format!("{address}/stage"));
    let next = mission.state.next().iter().map(|stage| stage.code());
    let next = Choice::of_codes(language, "missions-stage-", next);
    let first = next
        .first()
        .map(|choice| choice.value.clone())
        .unwrap_or_default();
    form.choice("stage", "missions-stage-to", &first, next)
        .required()
        .open();
    form.line("cause", "missions-stage-cause", "")
        .hint("missions-stage-cause-hint");
    form.version(mission.version).cancel(&address);
    Sheet::new(page, header, form)
}
