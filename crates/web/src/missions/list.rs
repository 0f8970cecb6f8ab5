//! The list of all missions that the reader may see.

use app::Filter;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::missions::{Direction, Mission, Stage};
use domain::record::{Kind, Stored};

use crate::flash::redirect;
use crate::form::Choice;
use crate::kit::{Action, Chip, Empty, Header, Html, Mood, Words};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "missions/list.html")]
struct Missions {
    page: Page,
    header: Header,
    list: List,
}

/// The first page of the desk is the list of missions.
pub async fn home(seat: Seat) -> Response {
    let _ = seat;
    redirect("/missions")
}

/// Shows the list.
pub async fn show(State(site): State<Site>, seat: Seat, asked: Asked) -> Result<Response, Problem> {
    let mut all = site
        .app()
        .list::<Mission>(&seat.caller, Filter::all())
        .await?;
    let creates = seat
        .caller
        .may(Right::Create, Subject::Record(Kind::Mission), None);
    let page = seat.page.at(Section::Missions, "missions-title").live("");
    all.retain(|mission| matches(mission, &asked));
    sort(&page, &mut all, &asked);
    let header = Header::new(page.t("missions-title"));
    let header = if creates {
        header.action(Action::open(page.t("missions-new"), "/missions/new").main())
    } else {
        header
    };
    let list = list(&page, asked, &all, creates);
    Ok(rendered(&Missions { page, header, list }))
}

fn matches(mission: &Mission, asked: &Asked) -> bool {
    let is = |name: &str, code: &str| asked.filter(name).is_none_or(|wanted| wanted == code);
    let words = asked.q.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&words);
    is("stage", mission.state.stage.code())
        && is("direction", mission.direction.code())
        && (holds(mission.code.as_str()) || mission.title.iter().any(|(_, text)| holds(text)))
}

fn sort(page: &Page, all: &mut [Stored<Mission>], asked: &Asked) {
    match asked.sort.as_deref() {
        Some("name") => {
            let language = page.language;
            i18n::collate::sort_by_name(language, all, |m| m.title.for_reader(language).to_owned());
        }
        Some("stage") => all.sort_by_key(|mission| mission.state.stage),
        Some("code") => all.sort_by(|a, b| a.code.cmp(&b.code)),
        Some("when") => all.sort_by_key(|mission| mission.when.sort_key()),
        // The newest journey first, unless the reader says otherwise.
        _ => all.sort_by_key(|mission| std::cmp::Reverse(mission.when.sort_key())),
    }
    if asked.down {
        all.reverse();
    }
}

fn list(page: &Page, asked: Asked, all: &[Stored<Mission>], creates: bool) -> List {
    let language = page.language;
    let hint = if creates {
        "missions-empty-hint"
    } else {
        "missions-empty-hint-viewer"
    };
    let empty = Empty {
        title: page.t("missions-empty"),
        hint: page.t(hint),
        action: creates.then(|| Action::open(page.t("missions-new"), "/missions/new").main()),
    };
    let stages = Stage::ALL.iter().map(|stage| stage.code());
    let ways = Direction::ALL.iter().map(|way| way.code());
    let mut list = List::new(language, asked, "missions-title", empty)
        .column("name", "missions-name")
        .column("when", "missions-when")
        .column("stage", "missions-stage")
        .plain_column("direction", "missions-direction")
        .column("code", "missions-code")
        .filter(
            "stage",
            "missions-stage",
            Choice::of_codes(language, "missions-stage-", stages),
        )
        .filter(
            "direction",
            "missions-direction",
            Choice::of_codes(language, "missions-direction-", ways),
        )
        .total(all.len());
    for mission in list.asked.clone().slice(all) {
        list.row(row(page, mission));
    }
    list
}

fn row(page: &Page, mission: &Mission) -> Vec<Html> {
    let language = page.language;
    let href = format!("/missions/{}", mission.code);
    let mut name = vec![Html::from(Words::new(language, &mission.title).link(href))];
    if mission.sample {
        name.push(Chip::new(Mood::Quiet, page.t("common-sample")).into());
    }
    vec![
        Html::joined(name),
        i18n::dates::period(language, &mission.when).into(),
        super::stage_chip(page, mission).into(),
        page.t(&format!("missions-direction-{}", mission.direction.code()))
            .into(),
        mission.code.as_str().into(),
    ]
}
