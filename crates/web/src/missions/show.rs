//! The overview of a mission: what it is, where it goes, what is next, what needs a decision.

use app::missions::Dossier;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::missions::{Leg, Mission, Stage};
use domain::parties::PartyRef;
use domain::programme::Item;
use domain::record::{Kind, Stored};
use jiff::Timestamp;

use crate::at_hand;
use crate::kit::{
    Action, Chip, Facts, Figures, Header, Html, Link, Mood, NameView, Need, Needs, Words,
};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::programme;
use crate::seat::Seat;
use crate::site::Site;

/// How many coming items the overview names.
const NEXT: usize = 6;

/// A city as the overview shows it.
struct City {
    place: NameView,
    when: String,
    clock: String,
    hotel: String,
    state: Chip,
    note: String,
    edit: Option<Link>,
}

/// A coming item as the overview shows it.
struct Coming {
    when: String,
    title: Words,
    place: Html,
    state: Chip,
}

#[derive(Template)]
#[template(path = "missions/show.html")]
struct Overview {
    page: Page,
    header: Header,
    figures: Figures,
    facts: Facts,
    cities: Vec<City>,
    add_city: Option<Action>,
    coming: Vec<Coming>,
    objectives: Vec<Words>,
    themes: Vec<Words>,
    note: Option<Words>,
    sources: Vec<Html>,
    tools: Vec<Link>,
    needs: Needs,
}

/// Shows the overview.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let mission = &dossier.mission;
    let title = "common-nav-overview";
    let page = at_hand::framed(seat.page.clone(), &dossier, Section::Overview, title);
    let language = page.language;
    let now = site.clock().now();
    let may = |right, kind| {
        seat.caller
            .may(right, Subject::Record(kind), Some(mission.id))
    };
    let edits = may(Right::Edit, Kind::Leg);
    let new_city = format!("/missions/{}/legs/new", mission.code);
    let add = Action::open(page.t("missions-leg-new"), new_city);
    let words = |all: &[domain::text::Localised]| -> Vec<Words> {
        all.iter().map(|text| Words::new(language, text)).collect()
    };
    let overview = Overview {
        header: header(&page, mission, may(Right::Edit, Kind::Mission)),
        figures: figures(&page, &dossier),
        facts: facts(&page, &dossier),
        cities: dossier
            .legs
            .iter()
            .map(|leg| city(&page, &dossier, leg, edits, now))
            .collect(),
        add_city: may(Right::Create, Kind::Leg).then_some(add),
        coming: coming(&page, &dossier, now),
        objectives: words(&mission.objectives),
        themes: words(&mission.themes),
        note: (!mission.note.is_empty()).then(|| Words::new(language, &mission.note).alone()),
        sources: mission.sources.iter().map(at_hand::cited).collect(),
        tools: tools(&page, &seat, mission),
        needs: needs(&page, &dossier, now, edits),
        page,
    };
    Ok(rendered(&overview))
}

fn header(page: &Page, mission: &Stored<Mission>, edits: bool) -> Header {
    let language = page.language;
    let mut header = Header::localised(language, &mission.title)
        .below("/missions", page.t("missions-title"))
        .fact(super::stage_chip(page, mission))
        .fact(i18n::dates::period(language, &mission.when));
    if let Some(size) = &mission.size {
        let size = i18n::numbers::count(language, size);
        header = header.fact(page.t1("missions-published-size", "size", size));
    }
    if mission.sample {
        header = header.fact(Chip::new(Mood::Quiet, page.t("common-sample")));
    }
    if edits {
        let at = |end: &str| format!("/missions/{}/{end}", mission.code);
        header = header.action(Action::open(page.t("common-action-edit"), at("edit")));
        if !mission.state.next().is_empty() {
            let stage = Action::open(page.t("missions-stage-move"), at("stage"));
            header = header.action(stage.main());
        }
    }
    header
}

fn figures(page: &Page, dossier: &Dossier) -> Figures {
    let language = page.language;
    let number = |n: usize| i18n::numbers::grouped(language, i64::try_from(n).unwrap_or(i64::MAX));
    let part = |key: &str, n: usize| {
        if n == 0 {
            String::new()
        } else {
            page.n(key, n)
        }
    };
    let held = dossier.items.iter().filter(|item| item.state.is_held());
    let held = held.count();
    let guests = dossier
        .participations
        .iter()
        .filter(|p| p.item.is_some() && p.side == domain::programme::Side::Host)
        .count();
    let signed = dossier
        .agreements
        .iter()
        .filter(|a| a.state.stage() == domain::agreements::AgreementStage::Signed)
        .count();
    let open = open_asks(dossier);
    let at = |end: &str| format!("/missions/{}/{end}", dossier.mission.code);
    Figures::default()
        .with(
            page.t("missions-members"),
            number(dossier.members().count()),
            "",
        )
        .leading_to(at("delegation"))
        .with(
            page.t("missions-figure-items"),
            number(dossier.items.len()),
            &part("missions-figure-held", held),
        )
        .leading_to(at("programme"))
        .with(page.t("missions-figure-guests"), number(guests), "")
        .leading_to(at("guests"))
        .with(
            page.t("missions-figure-meetings"),
            number(dossier.meetings.len()),
            "",
        )
        .leading_to(at("meetings"))
        .with(
            page.t("missions-figure-asks"),
            number(dossier.asks.len()),
            &part("missions-figure-open", open),
        )
        .leading_to(at("meetings"))
        .with(
            page.t("missions-figure-agreements"),
            number(dossier.agreements.len()),
            &part("missions-figure-signed", signed),
        )
        .leading_to(at("agreements"))
}

fn open_asks(dossier: &Dossier) -> usize {
    let open = dossier.asks.iter().filter(|ask| !ask.state.is_closed());
    open.count()
}

fn facts(page: &Page, dossier: &Dossier) -> Facts {
    let language = page.language;
    let mission = &dossier.mission;
    let bearer = |party| Html::from(at_hand::bearer(language, dossier.names_of(party), party));
    let helpers: Vec<Html> = mission
        .co_organisers
        .iter()
        .map(|body| bearer(PartyRef::Organisation(*body)))
        .collect();
    let direction = page.t(&format!("missions-direction-{}", mission.direction.code()));
    let home = Some(mission.home.for_reader(language)).filter(|home| !home.is_empty());
    let since = mission
        .state
        .since
        .map(|day| i18n::dates::full(language, day));
    Facts::default()
        .with(page.t("missions-code"), mission.code.as_str())
        .with(page.t("missions-direction"), direction)
        .known(page.t("missions-home"), home)
        .known(
            page.t("missions-lead"),
            mission.lead.map(PartyRef::Organisation).map(bearer),
        )
        .known(
            page.t("missions-co-organisers"),
            (!helpers.is_empty()).then(|| Html::listed(helpers)),
        )
        .known(
            page.t("missions-head"),
            mission.head.map(PartyRef::Person).map(bearer),
        )
        .known(
            page.t(&format!("missions-stage-{}", mission.state.stage.code())),
            since.map(|day| page.t1("missions-stage-since", "date", day)),
        )
        .known(
            page.t("missions-stage-approval"),
            mission.state.approval.as_deref(),
        )
        .known(
            page.t("missions-stage-cause"),
            mission.state.cause.as_deref(),
        )
}

fn city(page: &Page, dossier: &Dossier, leg: &Stored<Leg>, edits: bool, now: Timestamp) -> City {
    let language = page.language;
    let mission = &dossier.mission;
    let mood = match leg.state {
        domain::missions::LegState::Planned => Mood::Tentative,
        domain::missions::LegState::Confirmed => Mood::Confirmed,
        domain::missions::LegState::Done => Mood::Quiet,
    };
    let state = page.t(&format!("missions-leg-state-{}", leg.state.code()));
    let edit = format!("/missions/{}/legs/{}", mission.code, leg.id);
    City {
        place: NameView::new(language, &leg.place),
        when: i18n::dates::period(language, &leg.when),
        clock: programme::clock(page, mission, &leg.zone, leg.when.first_day(), now),
        hotel: leg.hotel.clone(),
        state: Chip::new(mood, state),
        note: leg.note.for_reader(language).to_owned(),
        edit: edits.then(|| Link::new(edit, page.t("common-action-edit"))),
    }
}

/// The next items that are not over, by day.
fn coming(page: &Page, dossier: &Dossier, now: Timestamp) -> Vec<Coming> {
    let ahead = |item: &&Stored<Item>| {
        let today = dossier.zone_of(item).local(now).date();
        item.state.is_live()
            && !item.state.is_held()
            && item.when.last_day().is_some_and(|day| day >= today)
    };
    let language = page.language;
    dossier
        .items
        .iter()
        .filter(ahead)
        .take(NEXT)
        .map(|item| Coming {
            when: i18n::dates::when(language, &item.when),
            title: Words::new(language, &item.title).link(format!(
                "/missions/{}/items/{}",
                dossier.mission.code, item.id
            )),
            place: programme::place(language, dossier, item),
            state: programme::state_chip(page, &item.state),
        })
        .collect()
}

fn tools(page: &Page, seat: &Seat, mission: &Stored<Mission>) -> Vec<Link> {
    let at = |end: &str| format!("/missions/{}/{end}", mission.code);
    let mut tools = Vec::new();
    let account = Subject::Record(Kind::Mission);
    if seat.caller.may(Right::Edit, account, Some(mission.id)) {
        tools.push(Link::new(at("returned"), page.t("returned-title")));
    }
    if seat
        .caller
        .may(Right::Create, Subject::Import, Some(mission.id))
    {
        tools.push(Link::new(at("import"), page.t("missions-tool-import")));
    }
    if seat.caller.may(
        Right::Export,
        Subject::Record(Kind::Mission),
        Some(mission.id),
    ) {
        tools.push(Link::new(at("export.json"), page.t("missions-tool-export")));
    }
    if seat
        .caller
        .may(Right::View, Subject::Audit, Some(mission.id))
    {
        let history = format!("/records/mission/{}/history", mission.id);
        tools.push(Link::new(history, page.t("missions-tool-history")));
    }
    tools
}

fn needs(page: &Page, dossier: &Dossier, now: Timestamp, edits: bool) -> Needs {
    let mission = &dossier.mission;
    let at = |end: &str| format!("/missions/{}/{end}", mission.code);
    let mut list = Vec::new();
    let mut need = |title: String, text: &str, label: &str, href: String| {
        list.push(Need {
            title,
            text: page.t(text),
            action: Some(Action::open(page.t(label), href)),
        });
    };
    // What only an editor can mend is not asked of others.
    let lacks = edits && !matches!(mission.state.stage, Stage::Closed | Stage::Cancelled);
    let clashes = dossier.clash_count();
    if clashes > 0 {
        let title = page.n("missions-need-clashes", clashes);
        need(
            title,
            "missions-need-clashes-text",
            "missions-need-show",
            at("programme?clashes=yes&view=list"),
        );
    }
    if mission.head.is_none() && lacks {
        need(
            page.t("missions-need-head"),
            "missions-need-head-text",
            "missions-need-add",
            at("edit"),
        );
    }
    if dossier.legs.is_empty() && lacks {
        need(
            page.t("missions-need-legs"),
            "missions-need-legs-text",
            "missions-need-add",
            at("legs/new"),
        );
    }
    let tentative = unconfirmed(dossier, now);
    if tentative > 0 {
        let title = page.n("missions-need-tentative", tentative);
        need(
            title,
            "missions-need-tentative-text",
            "missions-need-show",
            at("programme?view=list&state=tentative"),
        );
    }
    let back = matches!(mission.state.stage, Stage::Returned | Stage::Reported);
    let asks = open_asks(dossier);
    if back && asks > 0 {
        let title = page.n("missions-need-asks", asks);
        need(
            title,
            "missions-need-asks-text",
            "missions-need-show",
            at("meetings"),
        );
    }
    Needs::new(page.language, list)
}

/// Days before the journey from which on every item should be confirmed.
const SOON: i64 = 14;

/// Items of a journey that begins soon, or has begun, which are still not confirmed.
fn unconfirmed(dossier: &Dossier, now: Timestamp) -> usize {
    let today = dossier.mission.home_zone.local(now).date();
    let soon = today.saturating_add(jiff::Span::new().days(SOON));
    dossier
        .items
        .iter()
        .filter(|item| item.state.code() == "tentative")
        .filter(|item| {
            item.when
                .first_day()
                .is_some_and(|day| day >= today && day <= soon)
        })
        .count()
}
