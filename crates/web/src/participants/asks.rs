//! What participants do with a button: ask, answer, take back, put aside.

use app::participants::{Answer, OwnAsk};
use app::{AppError, Saved};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{OrganisationId, PersonId, RequestId};

use super::gate::Gate;
use crate::flash::{Flash, Tone};
use crate::form::Submitted;
use crate::problem::Problem;
use crate::site::Site;

/// The page to which an act leads back: always one behind the same link.
fn back(gate: &Gate, submitted: &Submitted) -> String {
    let asked = submitted.raw("back");
    let fine = asked.starts_with('/')
        && asked
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-'));
    gate.at(if fine { asked } else { "/requests" })
}

/// Where an act leads: back, with its message or the reason why it was refused.
fn led(answer: Result<Saved, AppError>, done: Flash, back: &str) -> Result<Response, Problem> {
    match answer {
        Ok(_) => Ok(done.to(back)),
        Err(AppError::Refused(refusal)) => {
            let flash = Flash::new(Tone::Decide, refusal.key);
            let flash = refusal
                .args
                .iter()
                .fold(flash, |flash, (name, value)| flash.with(name, value));
            Ok(flash.to(back))
        }
        Err(AppError::Conflict(_)) => {
            Ok(Flash::new(Tone::Decide, "participants-changed-meanwhile").to(back))
        }
        Err(other) => Err(other.into()),
    }
}

fn wish(submitted: &Submitted) -> u8 {
    submitted.raw("wish").parse().unwrap_or(0)
}

/// Asks for a meeting.
pub(super) async fn ask(
    State(site): State<Site>,
    gate: Gate,
    Path((_, to)): Path<(String, OrganisationId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let ask = OwnAsk {
        to,
        wish: wish(&submitted),
        message: submitted.lines("message"),
    };
    // Without a choice, anybody may come.
    let person = submitted.raw("person").parse::<PersonId>().ok();
    let app = site.app();
    let answer = app.ask_for_by_link(&gate.entered, &ask, person).await;
    let flash = Flash::done("participants-asked").with("name", &called(&gate, to));
    led(answer, flash, &back(&gate, &submitted))
}

fn called(gate: &Gate, id: OrganisationId) -> String {
    let names = gate.stand.names_of(id);
    names.map_or_else(String::new, |names| {
        names.display(gate.language()).text.clone()
    })
}

/// Puts a suggestion aside; that can be undone.
pub(super) async fn aside(
    State(site): State<Site>,
    gate: Gate,
    Path((_, other)): Path<(String, OrganisationId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let answer = site.app().put_aside(&gate.entered, other, true).await;
    let undo = gate.at(&format!("/partners/{other}/back"));
    let flash = Flash::done("participants-put-aside")
        .with("name", &called(&gate, other))
        .undo(&undo);
    led(answer, flash, &back(&gate, &submitted))
}

/// Lets a suggestion come back.
pub(super) async fn bring_back(
    State(site): State<Site>,
    gate: Gate,
    Path((_, other)): Path<(String, OrganisationId)>,
) -> Result<Response, Problem> {
    let answer = site.app().put_aside(&gate.entered, other, false).await;
    let flash = Flash::done("participants-brought-back").with("name", &called(&gate, other));
    led(answer, flash, &gate.at("/partners"))
}

/// Answers a request.
pub(super) async fn answer(
    State(site): State<Site>,
    gate: Gate,
    Path((_, id)): Path<(String, RequestId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let words = submitted.lines("words");
    let (answer, done) = if submitted.raw("answer") == "no" {
        (Answer::Decline { words }, "participants-declined")
    } else {
        let wish = wish(&submitted);
        (Answer::Accept { wish, words }, "participants-accepted")
    };
    let answer = site.app().answer_by_link(&gate.entered, id, &answer).await;
    led(answer, Flash::done(done), &back(&gate, &submitted))
}

/// Takes a request back.
pub(super) async fn withdraw(
    State(site): State<Site>,
    gate: Gate,
    Path((_, id)): Path<(String, RequestId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let answer = site.app().withdraw_by_link(&gate.entered, id).await;
    let flash = Flash::done("participants-withdrawn");
    led(answer, flash, &back(&gate, &submitted))
}
