//! The first page behind a link: what this is, until when, and what to do next.

use askama::Template;
use axum::response::Response;

use super::gate::{Frame, Gate, Place, is_waiting, view};
use crate::kit::NameView;
use crate::page::Page;
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
            let zone = i18n::dates::zone_time(page.language, stand.zone().as_str());
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

/// How far the reader is with each thing to do.
struct Far {
    telling: bool,
    asked: usize,
    suggested: usize,
    waiting: usize,
    answered: bool,
    meetings: Option<usize>,
}

impl Far {
    fn of(gate: &Gate) -> Self {
        let stand = &gate.stand;
        let requests = stand.requests();
        let waiting = requests.iter().filter(|r| is_waiting(r)).count();
        let telling = stand.profile().0.is_telling();
        let agenda = stand.agenda();
        Self {
            telling,
            asked: requests.iter().filter(|r| !r.incoming).count(),
            suggested: if telling {
                stand.suggestions().len()
            } else {
                0
            },
            waiting,
            answered: waiting == 0 && !requests.is_empty(),
            meetings: agenda.number.map(|_| agenda.meetings.len()),
        }
    }

    /// The words beside each thing, in the order of the steps.
    fn told(&self, page: &Page) -> [String; 4] {
        [
            page.t(if self.telling {
                "participants-step-profile-done"
            } else {
                "participants-step-profile-open"
            }),
            match (self.asked, self.suggested) {
                (0, 0) => page.t("participants-step-partners-open"),
                (0, some) => page.n("participants-step-partners-some", some),
                (asked, _) => page.n("participants-step-partners-done", asked),
            },
            if self.waiting > 0 {
                page.n("participants-step-requests-open", self.waiting)
            } else {
                page.t("participants-step-requests-done")
            },
            match self.meetings {
                Some(meetings) => page.n("participants-step-timetable-done", meetings),
                None => page.t("participants-step-timetable-open"),
            },
        ]
    }
}

fn steps(gate: &Gate) -> Vec<Step> {
    let page = &gate.page;
    let far = Far::of(gate);
    let done = [
        far.telling,
        far.asked > 0,
        far.answered,
        far.meetings.is_some(),
    ];
    let next = if far.meetings.is_some() {
        3
    } else if far.waiting > 0 {
        2
    } else {
        done.iter().position(|done| !done).unwrap_or(3)
    };
    let ways = [
        ("/profile", "participants-step-profile"),
        ("/partners", "participants-step-partners"),
        ("/requests", "participants-step-requests"),
        ("/timetable", "participants-step-timetable"),
    ];
    let told = far.told(page);
    let all = ways.into_iter().zip(told).zip(done).enumerate();
    all.map(|(n, (((tail, title), text), done))| Step {
        href: gate.at(tail),
        title: page.t(title),
        text,
        done,
        next: n == next,
    })
    .collect()
}
