//! The sessions of a mission.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::matchmaking::{Matchmaking, Request, RequestState, Timetable};
use domain::record::{Kind, Stored};

use crate::at_hand;
use crate::kit::{Action, Chip, Empty, Header, Html, Mood, Words};
use crate::list::{Asked, List};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

#[derive(Template)]
#[template(path = "missions/list.html")]
struct Sessions {
    page: Page,
    header: Header,
    list: List,
}

/// Shows the list.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Problem> {
    let app = site.app();
    let dossier = app.dossier_by_code(&seat.caller, &code).await?;
    let sessions = app.sessions(&seat.caller, &dossier).await?;
    let of_mission = || app::Filter::of_mission(dossier.mission.id);
    let requests = app.list::<Request>(&seat.caller, of_mission()).await?;
    let timetables = app.list::<Timetable>(&seat.caller, of_mission()).await?;
    let subject = Subject::Record(Kind::Matchmaking);
    let creates = seat
        .caller
        .may(Right::Create, subject, Some(dossier.mission.id));
    let page = at_hand::framed(
        seat.page,
        &dossier,
        Section::Timetable,
        "timetable-sessions",
    );
    let new = format!("/missions/{code}/timetable/new");
    let new = Action::open(page.t("timetable-session-new"), new).main();
    let mut header = Header::new(page.t("timetable-sessions")).below(
        format!("/missions/{code}"),
        dossier.mission.title.for_reader(page.language),
    );
    if creates {
        header = header.action(new.clone());
    }
    let empty = Empty {
        title: page.t("timetable-sessions-empty"),
        hint: page.t("timetable-sessions-empty-hint"),
        action: creates.then_some(new),
    };
    let mut list = columns(&page, asked, empty).total(sessions.len());
    for session in list.asked.clone().slice(&sessions) {
        list.row(row(&page, &code, session, (&requests, &timetables)));
    }
    Ok(rendered(&Sessions { page, header, list }))
}

fn columns(page: &Page, asked: Asked, empty: Empty) -> List {
    List::new(page.language, asked, "timetable-sessions", empty)
        .plain_column("title", "timetable-session")
        .plain_column("when", "timetable-when")
        .plain_column("participants", "timetable-participants")
        .plain_column("requests", "timetable-requests")
        .plain_column("state", "timetable-state")
}

fn row(
    page: &Page,
    code: &str,
    session: &Matchmaking,
    (requests, timetables): (&[Stored<Request>], &[Stored<Timetable>]),
) -> Vec<Html> {
    let language = page.language;
    let href = format!("/missions/{code}/timetable/{}", session.id);
    let mine = requests.iter().filter(|r| r.matchmaking == session.id);
    let accepted = mine.filter(|r| r.state == RequestState::Accepted).count();
    vec![
        Words::new(language, &session.title).link(href).into(),
        super::hours(language, &session.slots).into(),
        super::number(language, session.participants.len()).into(),
        super::number(language, accepted).into(),
        state(page, session, timetables).into(),
    ]
}

fn state(page: &Page, session: &Matchmaking, timetables: &[Stored<Timetable>]) -> Chip {
    let mine = || timetables.iter().filter(|t| t.matchmaking == session.id);
    let published = session.published.and_then(|id| mine().find(|t| t.id == id));
    if let Some(published) = published {
        let words = page.t1(
            "timetable-is-published",
            "number",
            published.number.to_string(),
        );
        return Chip::new(Mood::Confirmed, words);
    }
    match mine().map(|t| t.number).max() {
        Some(number) => Chip::new(
            Mood::Tentative,
            page.t1("timetable-made", "number", number.to_string()),
        ),
        None => Chip::new(Mood::Quiet, page.t("timetable-none")),
    }
}
