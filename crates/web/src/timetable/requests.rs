//! The meeting requests of a session.

use app::timetables::Why;
use domain::matchmaking::{Request, RequestState, Timetable};
use domain::participants::Hand;
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

/// Whose hand entered a request.
pub(super) fn by(page: &Page, hand: Option<&Hand>) -> String {
    match hand {
        Some(Hand::Participant) => page.t("requests-by-participant"),
        Some(Hand::Organiser { .. }) => page.t("requests-by-organiser"),
        None => String::new(),
    }
}

/// The requests that the reader asks for, in the order asked for.
fn sifted<'a>(
    page: &Page,
    frame: &'a Frame,
    chosen: Option<&Stored<Timetable>>,
    asked: &Asked,
) -> Vec<&'a Stored<Request>> {
    let language = page.language;
    let words = asked.q.to_lowercase();
    let called = |id| frame.called(language, id).to_lowercase();
    let placed = |r: &Stored<Request>| {
        chosen.is_some_and(|t| t.placements.iter().any(|p| p.request == r.id))
    };
    let state = |r: &Stored<Request>| asked.filter("state").is_none_or(|s| s == r.state.code());
    let hand = |r: &Stored<Request>| match asked.filter("by") {
        Some("participant") => r.course.sent_by == Some(Hand::Participant),
        Some("organiser") => matches!(r.course.sent_by, Some(Hand::Organiser { .. })),
        _ => true,
    };
    let place = |r: &Stored<Request>| match asked.filter("place") {
        Some("placed") => placed(r),
        Some("open") => !placed(r),
        _ => true,
    };
    let named =
        |r: &Stored<Request>| called(r.from).contains(&words) || called(r.to).contains(&words);
    let mut all: Vec<&Stored<Request>> = frame
        .file
        .requests
        .iter()
        .filter(|r| state(r) && hand(r) && place(r) && named(r))
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
    all
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
    let all = sifted(page, frame, chosen, &asked);
    let ask = Action::open(page.t("timetable-ask"), frame.at("/requests/new"));
    let empty = Empty {
        title: page.t("timetable-no-requests"),
        hint: page.t("timetable-no-requests-hint"),
        action: edits.then(|| ask.clone()),
    };
    let choices = |prefix: &str, codes: &[&'static str]| {
        Choice::of_codes(language, prefix, codes.iter().copied())
    };
    let states: Vec<&str> = RequestState::ALL.iter().map(|state| state.code()).collect();
    let states = choices("timetable-request-", &states);
    let hands = choices("requests-by-", &["participant", "organiser"]);
    let places = choices("requests-place-", &["placed", "open"]);
    let mut list = List::new(language, asked, "timetable-requests", empty)
        .named("requests")
        .column("from", "timetable-from")
        .column("to", "timetable-to")
        .plain_column("wish", "timetable-wish")
        .column("state", "timetable-state")
        .plain_column("by", "requests-by")
        .plain_column("place", "timetable-where")
        .filter("state", "timetable-state", states)
        .filter("by", "requests-by", hands)
        .filter("place", "timetable-where", places)
        .export(frame.at("/lists/requests.xlsx"), "XLSX")
        .export(frame.at("/lists/workbook.xlsx"), page.t("imports-session"))
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
        by(page, request.course.sent_by.as_ref()).into(),
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
