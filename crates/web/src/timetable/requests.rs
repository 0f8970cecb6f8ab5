//! The meeting requests of a session.

use app::timetables::Why;
use domain::matchmaking::{Request, RequestState, Timetable};
use domain::record::Stored;

use super::Frame;
use crate::form::Choice;
use crate::kit::{Action, Chip, Empty, Html, Link, Mood};
use crate::list::{Asked, List};
use crate::page::Page;

/// The state of a request in a word.
pub(super) fn chip(page: &Page, state: RequestState) -> Chip {
    let mood = match state {
        RequestState::Accepted => Mood::Confirmed,
        RequestState::Sent => Mood::Tentative,
        RequestState::Declined | RequestState::Expired | RequestState::Withdrawn => Mood::Quiet,
    };
    Chip::new(mood, page.t(&format!("timetable-request-{}", state.code())))
}

/// The list, with where each request stands in the chosen timetable.
pub(super) fn list(
    page: &Page,
    frame: &Frame,
    chosen: Option<&Stored<Timetable>>,
    asked: Asked,
    edits: bool,
) -> List {
    let language = page.language;
    let words = asked.q.to_lowercase();
    let called = |id| frame.called(language, id).to_lowercase();
    let mut all: Vec<&Stored<Request>> = frame
        .file
        .requests
        .iter()
        .filter(|r| {
            asked
                .filter("state")
                .is_none_or(|state| state == r.state.code())
        })
        .filter(|r| called(r.from).contains(&words) || called(r.to).contains(&words))
        .collect();
    match asked.sort.as_deref() {
        Some("from") => {
            i18n::collate::sort_by_name(language, &mut all, |r| frame.called(language, r.from))
        }
        Some("to") => {
            i18n::collate::sort_by_name(language, &mut all, |r| frame.called(language, r.to))
        }
        Some("state") => all.sort_by_key(|r| r.state.code()),
        _ => all.sort_by_key(|r| {
            (
                !r.must,
                std::cmp::Reverse(r.from_priority + r.to_priority),
                r.id,
            )
        }),
    }
    if asked.down {
        all.reverse();
    }
    let ask = Action::open(page.t("timetable-ask"), frame.at("/requests/new"));
    let empty = Empty {
        title: page.t("timetable-no-requests"),
        hint: page.t("timetable-no-requests-hint"),
        action: edits.then(|| ask.clone()),
    };
    let states = RequestState::ALL.iter().map(|state| state.code());
    let mut list = List::new(language, asked, "timetable-requests", empty)
        .named("requests")
        .column("from", "timetable-from")
        .column("to", "timetable-to")
        .plain_column("wish", "timetable-wish")
        .column("state", "timetable-state")
        .plain_column("place", "timetable-where")
        .filter(
            "state",
            "timetable-state",
            Choice::of_codes(language, "timetable-request-", states),
        )
        .total(all.len());
    if edits {
        list = list.action(ask);
    }
    for request in list.asked.clone().slice(&all) {
        list.row(row(page, frame, chosen, request, edits));
    }
    list
}

fn row(
    page: &Page,
    frame: &Frame,
    chosen: Option<&Stored<Timetable>>,
    request: &Stored<Request>,
    edits: bool,
) -> Vec<Html> {
    let language = page.language;
    let from: Html = if edits {
        let href = frame.at(&format!("/requests/{}", request.id));
        Link::new(href, frame.called(language, request.from)).into()
    } else {
        frame.name(language, request.from).into()
    };
    let mut wish = vec![Html::from(page.t2(
        "timetable-priorities",
        ("first", i64::from(request.from_priority)),
        ("second", i64::from(request.to_priority)),
    ))];
    if request.must {
        wish.push(Chip::new(Mood::Decide, page.t("timetable-must")).into());
    }
    if let Some(slot) = request.fixed {
        let fixed = page.t1("timetable-fixed-at", "time", frame.clock(slot));
        wish.push(Chip::new(Mood::Quiet, fixed).into());
    }
    vec![
        from,
        frame.name(language, request.to).into(),
        Html::joined(wish),
        chip(page, request.state).into(),
        place(page, frame, chosen, request),
    ]
}

fn place(
    page: &Page,
    frame: &Frame,
    chosen: Option<&Stored<Timetable>>,
    request: &Request,
) -> Html {
    let Some(chosen) = chosen else {
        return Html::default();
    };
    if let Some(placed) = chosen.placements.iter().find(|p| p.request == request.id) {
        let (time, table) = (frame.clock(placed.slot), frame.table(placed.table));
        return page
            .t2("timetable-place", ("time", time), ("table", table))
            .into();
    }
    match chosen.unplaced.iter().find(|u| u.request == request.id) {
        Some(unplaced) => {
            super::unplaced::why(page, frame, &Why::read(unplaced), request.id).into()
        }
        None => Html::default(),
    }
}
