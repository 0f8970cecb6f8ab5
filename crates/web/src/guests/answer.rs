//! Answers before an event and attendance after it, one by one; invitations all at once.

use app::guests::Outcome;
use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::ParticipationId;
use domain::parties::PartyRef;
use domain::programme::{Participation, ParticipationState};
use domain::record::{Kind, Stored};

use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// The form in which an answer is taken or attendance recorded.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ParticipationId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    Ok(sheet(&site, seat, &dossier, id, &[]).await?.shown())
}

/// Takes an answer or records attendance.
pub async fn answer(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ParticipationId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let chosen = at_hand::named(&submitted, &["by"]);
    let version = submitted.version().unwrap_or_default();
    let state = read(&mut submitted);
    if let (Some(state), true) = (state, submitted.is_fine()) {
        let outcome = Outcome {
            part: id,
            version,
            state,
        };
        let caller = caller_once(&seat, &submitted);
        let answer = site.app().answer_part(&caller, &outcome).await;
        match sorted(answer, &mut submitted)? {
            Sent::Done(saved) => {
                let back = list(&dossier, find(&dossier, id)?);
                let name = dossier.name_of(find(&dossier, id)?.party, seat.page.language);
                let undo = at_hand::undo(Kind::Participation, saved.id, saved.version);
                let flash = Flash::done("guests-answered").with("name", name);
                return Ok(flash.undo(&undo).to(&back));
            }
            Sent::Overtaken(now) => {
                let sheet = sheet(&site, seat, &dossier, id, &chosen).await?;
                return Ok(sheet.overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    let sheet = sheet(&site, seat, &dossier, id, &chosen).await?;
    Ok(sheet.again(&submitted))
}

/// Marks everybody who is nominated as invited.
pub async fn invite(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let mission = site.app().mission_by_code(&seat.caller, &code).await?;
    let invited = site
        .app()
        .invite_nominated(&seat.caller, mission.id, None)
        .await?;
    let flash = Flash::done("guests-invited").with("count", &invited.to_string());
    Ok(flash.to(&format!("/missions/{}/guests", mission.code)))
}

fn find(dossier: &Dossier, id: ParticipationId) -> Result<&Stored<Participation>, Problem> {
    let part = dossier.participations.iter().find(|part| part.id == id);
    part.ok_or_else(Problem::missing)
}

fn list(dossier: &Dossier, part: &Participation) -> String {
    let tail = if part.item.is_some() {
        "guests"
    } else {
        "delegation"
    };
    format!("/missions/{}/{tail}", dossier.mission.code)
}

/// The state as chosen, with what belongs to it.
pub(super) fn read(submitted: &mut Submitted) -> Option<ParticipationState> {
    let code = submitted.raw("state").to_owned();
    let cause = submitted.line("cause");
    let by = submitted.choice("by", at_hand::party);
    match code.as_str() {
        "declined" => Some(ParticipationState::Declined { cause }),
        "attended" => Some(ParticipationState::Attended),
        "absent" => Some(ParticipationState::Absent),
        "substituted" => {
            if by.is_none() {
                submitted.refuse("by", "form-error-required");
            }
            by.map(|by| ParticipationState::Substituted { by })
        }
        other => {
            let state = super::form::before_the_event(other);
            if state.is_none() {
                submitted.refuse("state", "form-error-required");
            }
            state
        }
    }
}

async fn sheet(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    id: ParticipationId,
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let part = find(dossier, id)?;
    let back = list(dossier, part);
    let section = match part.item {
        Some(_) => Section::Guests,
        None => Section::Delegation,
    };
    let parties = at_hand::choices(site.app(), &seat.caller, Some(dossier), Only::All, chosen);
    let parties = parties.await?;
    let page = at_hand::framed(seat.page, dossier, section, "guests-do-answer");
    let language = page.language;
    let names = dossier.names_of(part.party).ok_or_else(Problem::missing)?;
    let mut header = Header::named(language, names)
        .below(back, page.t("common-nav-guests"))
        .fact(super::chip(dossier, language, &part.state));
    if let Some(item) = part.item.and_then(|id| dossier.item(id)) {
        header = header.fact(item.title.for_reader(language));
    }
    let form = form(&page, dossier, part, parties);
    Ok(Sheet::new(page, header, form))
}

/// The answers that are possible now.
fn form(
    page: &Page,
    dossier: &Dossier,
    part: &Stored<Participation>,
    parties: Vec<Choice>,
) -> Form {
    let language = page.language;
    let item = part.item.and_then(|id| dossier.item(id));
    let held = item.is_none_or(|item| item.state.is_held());
    let mut codes = Vec::new();
    if !part.state.is_recorded() {
        codes.extend(["nominated", "invited", "tentative", "accepted", "declined"]);
    }
    if held {
        codes.extend(["attended", "absent", "substituted"]);
    }
    let code = &dossier.mission.code;
    let mut form = Form::new(
        language,
        format!("/missions/{code}/guests/{}/answer", part.id),
    );
    let states = Choice::of_codes(language, "guests-state-", codes);
    let field = form.choice("state", "guests-state", part.state.code(), states);
    field.required().open();
    if !held {
        field.hint("guests-attendance-later");
    }
    let (cause, by) = match &part.state {
        ParticipationState::Declined { cause } => (cause.as_str(), None),
        ParticipationState::Substituted { by } => ("", Some(at_hand::code(*by))),
        _ => ("", None),
    };
    form.line("cause", "guests-cause", cause);
    if held {
        form.party("by", "guests-by", &by.unwrap_or_default(), parties)
            .search(Only::All.search());
    }
    form.version(part.version).cancel(list(dossier, part));
    form
}
