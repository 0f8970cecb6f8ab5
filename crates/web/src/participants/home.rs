//! The first page behind a link: what this is, until when, and what to do next.

use askama::Template;
use axum::response::Response;

use super::gate::{Frame, Gate, Place, is_waiting, view};
use crate::kit::NameView;
use crate::problem::rendered;

/// A thing to do, or done.
struct Step {
    href: String,
    title: String,
    text: String,
    done: bool,
    /// Whether it is the next one to do.
    next: bool,
}

#[derive(Template)]
#[template(path = "participants/home.html")]
struct Home {
    frame: Frame,
    name: NameView,
    facts: Vec<String>,
    deadline: Option<String>,
    steps: Vec<Step>,
    link_ends: String,
}

/// Welcomes a participant.
pub(super) async fn show(gate: Gate) -> Response {
    let frame = gate.frame(Place::Home, "participants-nav-home");
    let page = &frame.page;
    let stand = &gate.stand;
    let ends = stand.booking_ends().filter(|_| stand.books());
    let home = Home {
        name: view(page.language, stand.names()),
        facts: facts(&gate),
        deadline: ends.map(|end| {
            let zone = i18n::dates::zone_city(page.language, stand.zone().as_str());
            page.t2(
                "participants-until",
                ("when", gate.moment(end)),
                ("zone", zone),
            )
        }),
        steps: steps(&gate),
        link_ends: page.t1(
            "participants-link-ends",
            "when",
            gate.moment(stand.link_ends()),
        ),
        frame,
    };
    rendered(&home)
}

/// Day, hours, city, and how many take part.
fn facts(gate: &Gate) -> Vec<String> {
    let (page, stand) = (&gate.page, &gate.stand);
    let mut facts = Vec::new();
    if let (Some(first), Some(last)) = (stand.slots().first(), stand.slots().last()) {
        let (from, to) = (first.start.date(), last.end.date());
        facts.push(if from == to {
            i18n::dates::full(page.language, from)
        } else {
            i18n::dates::span(page.language, from, to)
        });
        if from == to {
            facts.push(i18n::dates::time_span(first.start.time(), last.end.time()));
        }
    }
    facts.extend(
        stand
            .city()
            .map(|names| names.display(page.language).text.clone()),
    );
    facts.push(page.n("participants-count", stand.count()));
    facts
}

fn steps(gate: &Gate) -> Vec<Step> {
    let (page, stand) = (&gate.page, &gate.stand);
    let requests = stand.requests();
    let waiting = requests.iter().filter(|r| is_waiting(r)).count();
    let asked = requests.iter().filter(|r| !r.incoming).count();
    let telling = stand.profile().0.is_telling();
    let suggested = if telling {
        stand.suggestions().len()
    } else {
        0
    };
    let agenda = stand.agenda();
    let step = |tail: &str, title: &str, text: String, done: bool| Step {
        href: gate.at(tail),
        title: page.t(title),
        text,
        done,
        next: false,
    };
    let profile = if telling {
        page.t("participants-step-profile-done")
    } else {
        page.t("participants-step-profile-open")
    };
    let partners = match (asked, suggested) {
        (0, 0) => page.t("participants-step-partners-open"),
        (0, _) => page.n("participants-step-partners-some", suggested),
        _ => page.n("participants-step-partners-done", asked),
    };
    let answers = if waiting > 0 {
        page.n("participants-step-requests-open", waiting)
    } else {
        page.t("participants-step-requests-done")
    };
    let timetable = match agenda.number {
        Some(_) => page.n("participants-step-timetable-done", agenda.meetings.len()),
        None => page.t("participants-step-timetable-open"),
    };
    let mut steps = vec![
        step("/profile", "participants-step-profile", profile, telling),
        step(
            "/partners",
            "participants-step-partners",
            partners,
            asked > 0,
        ),
        step(
            "/requests",
            "participants-step-requests",
            answers,
            waiting == 0 && !requests.is_empty(),
        ),
        step(
            "/timetable",
            "participants-step-timetable",
            timetable,
            agenda.number.is_some(),
        ),
    ];
    let next = if agenda.number.is_some() {
        3
    } else if waiting > 0 {
        2
    } else {
        steps.iter().position(|step| !step.done).unwrap_or(3)
    };
    steps[next].next = true;
    steps
}
