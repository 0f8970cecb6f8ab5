//! The answer to an ask.

use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{AskId, TypedId};
use domain::meetings::{Ask, AskState};
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

/// The form of an answer.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, AskId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let today = site.app().today(&seat.caller);
    let ask = find::<Ask>(&dossier, id.uuid())?;
    Ok(sheet(seat, &dossier, ask, today).shown())
}

/// Takes an answer.
pub async fn answer(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, AskId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let today = site.app().today(&seat.caller);
    let ask = find::<Ask>(&dossier, id.uuid())?;
    let version = submitted.version().unwrap_or_default();
    let state = read(&mut submitted, today);
    if let (Some(state), true) = (state, submitted.is_fine()) {
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().answer_ask(&caller, id, version, &state).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Ask, saved.id, saved.version);
                let back = format!("{}#ask-{id}", super::base(&dossier));
                return Ok(Flash::done("common-saved").undo(&undo).to(&back));
            }
            Sent::Overtaken(now) => {
                return Ok(sheet(seat, &dossier, ask, today).overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(seat, &dossier, ask, today).again(&submitted))
}

fn read(submitted: &mut Submitted, today: Date) -> Option<AskState> {
    let text = submitted.lines("answer");
    let on = submitted.date("on").unwrap_or(today);
    match submitted.raw("state") {
        "accepted" => Some(AskState::Accepted),
        "answered" => Some(AskState::Answered { text, on }),
        "declined" => Some(AskState::Declined { text, on }),
        "transferred" => Some(AskState::Transferred {
            to: text.lines().collect::<Vec<_>>().join(" "),
        }),
        _ => {
            submitted.refuse("state", "form-error-required");
            None
        }
    }
}

fn sheet(seat: Seat, dossier: &Dossier, ask: &Stored<Ask>, today: Date) -> Sheet {
    let page = at_hand::framed(seat.page, dossier, Section::Meetings, "meetings-do-answer");
    let language = page.language;
    let base = super::base(dossier);
    let mut form = Form::new(language, format!("{base}/asks/{}/answer", ask.id));
    let codes = ["accepted", "answered", "declined", "transferred"];
    let states = Choice::of_codes(language, "meetings-ask-", codes);
    let now = if ask.state == AskState::Open {
        "answered"
    } else {
        ask.state.code()
    };
    form.choice("state", "meetings-what-became", now, states)
        .required()
        .open();
    let text = match &ask.state {
        AskState::Transferred { to } => to.as_str(),
        _ => "",
    };
    form.lines("answer", "meetings-answer-words", text)
        .hint("meetings-answer-hint");
    form.date("on", "meetings-answer-day", Some(today));
    form.version(ask.version)
        .cancel(format!("{base}#ask-{}", ask.id));
    let header = Header::localised(language, &ask.text)
        .below(base, page.t("common-nav-meetings"))
        .fact(super::entry::ask_chip(&page, &ask.state))
        .fact(at_hand::described(dossier, language, &ask.of));
    Sheet::new(page, header, form)
}
