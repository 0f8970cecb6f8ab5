//! The history of one record.

use app::audit::{RecordHistory, Step};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use serde::Deserialize;
use uuid::Uuid;

use super::fields;
use super::steps::{address, kind};
use crate::kit::{Action, Chip, Header, Mood};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "records/history.html")]
struct Show {
    page: Page,
    header: Header,
    steps: Vec<StepView>,
    older: Option<String>,
}

/// An entry as the page shows it.
struct StepView {
    when: String,
    machine: String,
    who: String,
    door: String,
    what: String,
    version: String,
    changes: Vec<(String, String, String)>,
    /// Whether the changes are all that the record said, of interest only on demand.
    whole: bool,
    erased: bool,
    back: Option<Action>,
}

/// Which page of a long history.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    before: Option<i64>,
}

pub(super) async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let kind = kind(&code)?;
    let history = site
        .app()
        .history(&seat.caller, kind, id, asked.before)
        .await?;
    let back = address(&site, &seat, &history.record).await?;
    let of = Subject::Record(kind);
    let mission = history.record.mission;
    let edits = seat.caller.may(Right::Edit, of, mission);
    let restores = seat.caller.may(Right::Delete, of, mission);
    let zone = seat.caller.zone.clone();
    let page = seat.page.at(Section::Audit, "records-history");
    let path = format!("/records/{code}/{id}");
    let steps = history.steps.iter().map(|step| {
        let back = back_to(&page, &history, step, &path).filter(|_| edits);
        view(&page, &history, step, back, &zone)
    });
    Ok(rendered(&Show {
        steps: steps.collect(),
        header: header(&page, &history, back, restores.then_some(path.as_str())),
        older: history
            .before
            .map(|before| format!("{path}/history?before={before}")),
        page,
    }))
}

/// The head of the page; a deleted record can be brought back at its `path`.
fn header(page: &Page, history: &RecordHistory, back: String, path: Option<&str>) -> Header {
    let record = &history.record;
    let name = super::kind_name(page, record.kind);
    let label = match record.heading.for_reader(page.language) {
        "" => name.clone(),
        heading => heading.to_owned(),
    };
    let header = Header::new(page.t("records-history"))
        .below(back, label)
        .fact(name);
    if !record.deleted {
        return header;
    }
    let header = header.fact(Chip::new(Mood::Quiet, page.t("records-deleted")));
    match path {
        Some(path) => {
            let restore = Action::post(page.t("records-restore"), format!("{path}/undelete"));
            header.action(restore.main())
        }
        None => header,
    }
}

/// The way back to how the record was after a step; none for how it is now.
fn back_to(page: &Page, history: &RecordHistory, step: &Step, path: &str) -> Option<Action> {
    let record = &history.record;
    let to = step
        .version
        .filter(|v| *v < record.version && !step.erased)?;
    if record.deleted || step.verb == app::audit::Verb::Delete {
        return None;
    }
    let address = format!("{path}/revert?version={}&to={to}", record.version);
    Some(Action::post(page.t("records-back"), address))
}

fn view(
    page: &Page,
    history: &RecordHistory,
    step: &Step,
    back: Option<Action>,
    zone: &domain::time::ZoneName,
) -> StepView {
    let language = page.language;
    let changes = step.changes.iter();
    StepView {
        when: i18n::dates::date_time(language, zone.local(step.at).datetime()),
        machine: step.at.to_string(),
        who: step
            .who
            .clone()
            .unwrap_or_else(|| page.t("records-program")),
        door: step.door.map_or_else(String::new, |door| {
            page.t(&format!("records-door-{}", door.code()))
        }),
        what: page.t(&format!("records-verb-{}", step.verb.code())),
        version: step.version.map_or_else(String::new, |version| {
            page.t1("records-version", "number", version)
        }),
        changes: changes
            .map(|c| fields::change(language, &history.named, c))
            .collect(),
        whole: step.verb == app::audit::Verb::Create,
        erased: step.erased,
        back,
    }
}
