//! The progress of a commitment.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{CommitmentId, TypedId};
use domain::meetings::{Commitment, CommitmentState};
use domain::record::{Kind, Stored};
use jiff::civil::Date;

use super::said::find;
use crate::at_hand;
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// The form of a step.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, CommitmentId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let today = site.app().today(&seat.caller);
    let one = find::<Commitment>(&dossier, id.uuid())?;
    Ok(sheet(seat, &dossier, one, today).shown())
}

/// Moves a commitment on.
pub async fn step(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, CommitmentId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let today = site.app().today(&seat.caller);
    let one = find::<Commitment>(&dossier, id.uuid())?;
    let version = submitted.version().unwrap_or_default();
    let state = read(&mut submitted, today);
    if let (Some(state), true) = (state, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let app = site.app();
        let answer = app.step_commitment(&caller, id, version, &state).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Commitment, saved.id, saved.version);
                let back = format!("{}#commitment-{id}", super::base(&dossier));
                return Ok(Flash::done("common-saved").undo(&undo).to(&back));
            }
            Sent::Overtaken(now) => {
                return Ok(sheet(seat, &dossier, one, today).overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(seat, &dossier, one, today).again(&submitted))
}

fn read(submitted: &mut Submitted, today: Date) -> Option<CommitmentState> {
    let evidence = submitted.lines("evidence");
    let cause = submitted.lines("cause");
    let on = submitted.date("on").unwrap_or(today);
    match submitted.raw("state") {
        "open" => Some(CommitmentState::Open),
        "in_progress" => Some(CommitmentState::InProgress),
        "done" => Some(CommitmentState::Done { evidence, on }),
        "lapsed" => Some(CommitmentState::Lapsed),
        "waived" => Some(CommitmentState::Waived { cause }),
        _ => {
            submitted.refuse("state", "form-error-required");
            None
        }
    }
}

fn sheet(seat: Seat, dossier: &Dossier, one: &Stored<Commitment>, today: Date) -> Sheet {
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, "meetings-do-step");
    let language = page.language;
    let base = super::base(dossier);
    let mut form = Form::new(language, format!("{base}/commitments/{}/step", one.id));
    let states = Choice::of_codes(language, "meetings-commitment-", CommitmentState::CODES);
    form.choice("state", "meetings-what-became", one.state.code(), states)
        .required()
        .open();
    form.lines("evidence", "meetings-evidence", "")
        .hint("meetings-evidence-hint");
    form.date("on", "meetings-done-day", Some(today));
    form.lines("cause", "meetings-waived-why", "");
    form.version(one.version)
        .cancel(format!("{base}#commitment-{}", one.id));
    let mut header = Header::localised(language, &one.text)
        .below(base, page.t("common-nav-meetings"))
        .fact(super::entry::commitment_chip(&page, one, today))
        .fact(page.t1("meetings-owner", "owner", &one.owner));
    if let Some(due) = one.due {
        let day = i18n::dates::full(language, due);
        header = header.fact(page.t1("meetings-due", "day", day));
    }
    Sheet::new(page, header, form)
}
