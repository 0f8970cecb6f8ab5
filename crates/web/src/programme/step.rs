//! Moving an item to another state: planned, confirmed, held, cancelled, postponed.

use app::missions::Dossier;
use app::programme::ItemStep;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::ItemId;
use domain::programme::{Item, Planned};
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::missions::fields;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// The states that can be chosen.
const STEPS: [&str; 6] = [
    "tentative",
    "requested",
    "confirmed",
    "held",
    "cancelled",
    "postponed",
];

/// Shows the form.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code).await?;
    let item = dossier.item(id).ok_or_else(Problem::missing)?;
    Ok(sheet(&seat, &dossier, item).shown())
}

/// Moves the item.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, ItemId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = dossier(&site, &seat, &code).await?;
    let item = dossier.item(id).ok_or_else(Problem::missing)?;
    let step = read(&mut submitted);
    if let (true, Some(step)) = (submitted.is_fine(), step) {
        let caller = caller_once(&seat, &submitted);
        let version = submitted.version().unwrap_or(item.version);
        let zone = dossier.zone_of(item);
        let done = site
            .app()
            .step_item(&caller, id, Some(version), &zone, step)
            .await;
        match sorted(done, &mut submitted)? {
            Sent::Done(saved) => {
                let undo = at_hand::undo(Kind::Item, saved.id, saved.version);
                let address = format!("/missions/{}/items/{id}", dossier.mission.code);
                return Ok(Flash::done("common-saved").undo(&undo).to(&address));
            }
            Sent::Overtaken(now) => {
                return Ok(sheet(&seat, &dossier, item).overtaken(&submitted, now));
            }
            Sent::Refused => {}
        }
    }
    Ok(sheet(&seat, &dossier, item).again(&submitted))
}

async fn dossier(site: &Site, seat: &Seat, code: &str) -> Result<Dossier, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, code).await?;
    let mission = Some(dossier.mission.id);
    seat.caller
        .ask(Right::Edit, Subject::Record(Kind::Item), mission)?;
    Ok(dossier)
}

fn sheet(seat: &Seat, dossier: &Dossier, item: &Stored<Item>) -> Sheet {
    let mission = &dossier.mission;
    let page = at_hand::framed(
        seat.page.clone(),
        dossier,
        Section::Programme,
        "programme-step",
    );
    let language = page.language;
    let address = format!("/missions/{}", mission.code);
    let here = format!("{address}/items/{}", item.id);
    let header = Header::new(page.t("programme-step"))
        .below(&address, mission.title.for_reader(language))
        .below(format!("{address}/programme"), page.t("programme-title"))
        .below(&here, item.title.for_reader(language))
        .fact(super::state_chip(&page, &item.state));
    let mut form = Form::new(language, format!("{here}/step"));
    let now = item.state.code();
    let steps = STEPS.into_iter().filter(|step| *step != now);
    let steps = Choice::of_codes(language, "programme-state-", steps);
    let first = if now == "confirmed" {
        "held"
    } else {
        "confirmed"
    };
    form.choice("state", "programme-step-to", first, steps)
        .required()
        .open();
    form.line("cause", "programme-step-cause", "")
        .hint("programme-step-cause-hint");
    form.line("source_title", "programme-step-source", "");
    form.version(item.version).cancel(here);
    Sheet::new(page, header, form)
}

fn read(submitted: &mut Submitted) -> Option<ItemStep> {
    let cause = submitted.line("cause");
    let source = fields::read_source(submitted, "");
    submitted.required_choice("state", |code| {
        Some(match code {
            "held" => ItemStep::Hold(source),
            "cancelled" => ItemStep::Cancel(cause),
            "postponed" => ItemStep::Postpone(cause),
            code => ItemStep::Plan(Planned::from_code(code)?),
        })
    })
}
