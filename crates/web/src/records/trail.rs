//! The trail of the whole office.

use std::collections::BTreeMap;

use app::Heading;
use app::audit::{Step, TrailAsked};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::ids::{MissionId, TypedId, UserId};
use domain::missions::Mission;
use domain::record::Stored;
use domain::time::ZoneName;
use uuid::Uuid;

use super::fields;
use crate::form::Choice;
use crate::kit::Header;
use crate::list::Asked;
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "records/trail.html")]
struct Show {
    page: Page,
    header: Header,
    missions: Vec<Choice>,
    mission: String,
    users: Vec<Choice>,
    user: String,
    rows: Vec<Row>,
    older: Option<String>,
    proof: String,
}

/// An entry as the page shows it.
struct Row {
    seq: String,
    when: String,
    machine: String,
    who: String,
    what: String,
    kind: String,
    title: String,
    href: Option<String>,
    note: String,
    /// Fields with how they were and how they are.
    changes: Vec<(String, String, String)>,
}

pub(super) async fn show(
    State(site): State<Site>,
    seat: Seat,
    asked: Asked,
) -> Result<Response, Problem> {
    let trail = site.app().trail(&seat.caller, &wanted(&asked)).await?;
    let missions = site
        .app()
        .list::<Mission>(&seat.caller, app::Filter::all())
        .await
        .unwrap_or_default();
    let zone = &seat.caller.zone;
    let page = seat.page.at(Section::Audit, "common-nav-audit");
    let title = |m: &Stored<Mission>| Choice::new(m.record.id, m.title.for_reader(page.language));
    let user = |(id, name): &(UserId, String)| Choice::new(id, name.clone());
    let name = |id: Uuid| {
        let known = trail.named.get(&id);
        let known = known.map(|heading| heading.for_reader(page.language).to_owned());
        let mut members = trail.members.iter();
        known.or_else(|| Some(members.find(|one| one.0.uuid() == id)?.1.clone()))
    };
    let older = |before: i64| page.address_with("before", &before.to_string());
    let (number, hash) = (trail.head.0.to_string(), trail.head.1.as_str());
    Ok(rendered(&Show {
        header: Header::new(page.t("common-nav-audit")),
        missions: missions.iter().map(title).collect(),
        mission: asked.filter("mission").unwrap_or_default().to_owned(),
        users: trail.members.iter().map(user).collect(),
        user: asked.filter("user").unwrap_or_default().to_owned(),
        rows: trail
            .steps
            .iter()
            .map(|step| Row {
                note: super::notes::said(page.language, &name, &step.note),
                ..row(&page, step, &trail.named, zone)
            })
            .collect(),
        older: trail.before.map(older),
        proof: page.t2("records-proof", ("number", number), ("hash", hash)),
        page,
    }))
}

/// Which part of the trail is asked for.
fn wanted(asked: &Asked) -> TrailAsked {
    let id = |name: &str| Uuid::parse_str(asked.filter(name)?).ok();
    TrailAsked {
        mission: id("mission").map(MissionId::from_uuid),
        user: id("user").map(UserId::from_uuid),
        before: asked.filter("before").and_then(|text| text.parse().ok()),
    }
}

fn row(page: &Page, step: &Step, named: &BTreeMap<Uuid, Heading>, zone: &ZoneName) -> Row {
    let changes = step.changes.iter();
    Row {
        seq: step.seq.to_string(),
        when: i18n::dates::date_time(page.language, zone.local(step.at).datetime()),
        machine: step.at.to_string(),
        who: step
            .who
            .clone()
            .unwrap_or_else(|| page.t("records-program")),
        what: page.t(&format!("records-verb-{}", step.verb.code())),
        kind: step
            .record
            .map_or_else(String::new, |(kind, _)| super::kind_name(page, kind)),
        title: step.heading.for_reader(page.language).to_owned(),
        href: step
            .record
            .map(|(kind, id)| format!("/records/{}/{id}/history", kind.code())),
        note: String::new(),
        changes: changes
            .map(|change| fields::change(page.language, named, change))
            .collect(),
    }
}
