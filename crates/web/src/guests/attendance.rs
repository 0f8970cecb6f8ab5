//! The attendance of a whole item on one sheet.

use app::guests::Outcome;
use app::missions::Dossier;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::ItemId;
use domain::programme::{Item, Participation, ParticipationState};
use domain::record::Stored;
use i18n::Text;

use crate::at_hand;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, caller_once, sorted};
use crate::site::Site;

/// The sheet of an item that was held.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, item)): Path<(String, ItemId)>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    Ok(sheet(seat, &dossier, item)?.shown())
}

/// Records the whole sheet, or nothing.
pub async fn record(
    State(site): State<Site>,
    seat: Seat,
    Path((code, item)): Path<(String, ItemId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    if dossier.item(item).is_none() {
        return Err(Problem::missing());
    }
    let outcomes = read(&submitted, &dossier, item);
    let caller = caller_once(&seat, &submitted);
    let answer = site.app().record_attendance(&caller, &outcomes).await;
    match sorted(answer, &mut submitted)? {
        Sent::Done(count) => {
            let flash = Flash::done("guests-attendance-recorded");
            let back = format!("/missions/{}/guests?item={item}", dossier.mission.code);
            Ok(flash.with("count", &count.to_string()).to(&back))
        }
        Sent::Overtaken(_) => {
            submitted.refuse("", "guests-attendance-overtaken");
            Ok(sheet(seat, &dossier, item)?.again(&submitted))
        }
        Sent::Refused => Ok(sheet(seat, &dossier, item)?.again(&submitted)),
    }
}

/// What differs from what is recorded already.
fn read(submitted: &Submitted, dossier: &Dossier, item: ItemId) -> Vec<Outcome> {
    let outcome = |part: &Stored<Participation>| {
        let state = match submitted.raw(&format!("part.{}", part.id)) {
            "attended" => ParticipationState::Attended,
            "absent" => ParticipationState::Absent,
            _ => return None,
        };
        let version = submitted.raw(&format!("version.{}", part.id)).parse();
        (state.code() != part.state.code()).then(|| Outcome {
            part: part.id,
            version: version.unwrap_or_default(),
            state,
        })
    };
    dossier.part_in(item).filter_map(outcome).collect()
}

fn sheet(seat: Seat, dossier: &Dossier, item: ItemId) -> Result<Sheet, Problem> {
    let item = dossier.item(item).ok_or_else(Problem::missing)?;
    if !item.state.is_held() {
        return Err(Problem::refused("refused-not-held"));
    }
    let page = at_hand::framed(seat.page, dossier, Section::Guests, "guests-attendance");
    let language = page.language;
    let list = format!("/missions/{}/guests", dossier.mission.code);
    let form = form(&page, dossier, item, &list);
    let header = Header::new(page.t("guests-attendance"))
        .below(list, page.t("common-nav-guests"))
        .fact(item.title.for_reader(language))
        .fact(i18n::dates::when(language, &item.when));
    Ok(Sheet::new(page, header, form))
}

fn form(page: &crate::page::Page, dossier: &Dossier, item: &Item, list: &str) -> Form {
    let language = page.language;
    let mut form = Form::new(language, format!("{list}/attendance/{}", item.id));
    form.cancel(format!("{list}?item={}", item.id));
    let mut parts: Vec<&Stored<Participation>> = dossier.part_in(item.id).collect();
    let name = |part: &&Stored<Participation>| dossier.name_of(part.party, language).to_owned();
    i18n::collate::sort_by_name(language, &mut parts, name);
    for part in parts {
        form.hide(&format!("version.{}", part.id), &part.version.to_string());
        let choices = Choice::of_codes(language, "guests-state-", ["attended", "absent"]);
        let label = Text::verbatim(dossier.name_of(part.party, language));
        let now = match &part.state {
            ParticipationState::Attended => "attended",
            ParticipationState::Absent => "absent",
            _ => "",
        };
        let field = form.choice(&format!("part.{}", part.id), label, now, choices);
        field.open().half();
        if let ParticipationState::Substituted { .. } = part.state {
            field.hint(Text::verbatim(
                super::chip(dossier, language, &part.state).label,
            ));
        }
    }
    form
}
