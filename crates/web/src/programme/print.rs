//! The programme for paper: day by day, local time with the time at home beside it.

use askama::Template;
use axum::response::Response;
use domain::programme::Item;
use domain::time::When;
use jiff::civil::Date;

use super::board::View;
use super::days;
use crate::kit::{Html, Link, Words};
use crate::page::Page;
use crate::problem::rendered;

/// A line of the printed programme.
struct Line {
    time: String,
    home: String,
    title: Words,
    place: Html,
    people: String,
    state: String,
}

/// A day, or what is known of the days of its lines.
struct Chapter {
    title: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "programme/print.html")]
struct PrintPage {
    page: Page,
    title: Words,
    when: String,
    as_of: String,
    back: Link,
    chapters: Vec<Chapter>,
}

/// Shows the print view.
pub fn page(view: &View<'_>) -> Response {
    let mission = &view.dossier.mission;
    let language = view.page.language;
    let mut page = view.page.clone();
    // A page for paper has no navigation and does not change under the reader's eyes.
    page.bare = true;
    page.live = None;
    let now = mission.home_zone.local(view.now).datetime();
    let back = format!("/missions/{}/programme", mission.code);
    let template = PrintPage {
        title: Words::new(language, &mission.title),
        when: i18n::dates::period(language, &mission.when),
        as_of: page.t1(
            "programme-printed-on",
            "when",
            i18n::dates::date_time(language, now),
        ),
        back: Link::new(back, page.t("programme-back-to-board")),
        chapters: chapters(view),
        page,
    };
    rendered(&template)
}

fn chapters(view: &View<'_>) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = days::of(view.dossier)
        .into_iter()
        .map(|day| Chapter {
            title: i18n::dates::full_with_weekday(view.page.language, day),
            lines: lines(view, |item| begins(item) == Some(day)),
        })
        .collect();
    let spans: Vec<&When> = view.dossier.items.iter().map(|item| &item.when).collect();
    let mut told: Vec<&When> = Vec::new();
    for when in spans {
        if matches!(when, When::Span { .. }) && !told.contains(&when) {
            told.push(when);
            chapters.push(Chapter {
                title: i18n::dates::when(view.page.language, when),
                lines: lines(view, |item| item.when == *when),
            });
        }
    }
    chapters.push(Chapter {
        title: view.page.t("programme-some-day"),
        lines: lines(view, |item| matches!(item.when, When::NotPublished { .. })),
    });
    chapters.retain(|chapter| !chapter.lines.is_empty());
    chapters
}

/// The day on which an item surely begins.
fn begins(item: &Item) -> Option<Date> {
    match &item.when {
        When::Exact { start, .. } => Some(start.date()),
        When::Day { date } => Some(*date),
        When::Span { .. } | When::NotPublished { .. } => None,
    }
}

fn lines(view: &View<'_>, here: impl Fn(&Item) -> bool) -> Vec<Line> {
    let (page, dossier) = (view.page, view.dossier);
    let language = page.language;
    dossier
        .items
        .iter()
        .filter(|item| here(item))
        .map(|item| {
            let (time, home) = super::times(page, dossier, item).unwrap_or_default();
            let settled = item.state.code() == "confirmed";
            Line {
                time: if time.is_empty() {
                    page.t("programme-time-unknown")
                } else {
                    time
                },
                home,
                title: Words::new(language, &item.title),
                place: super::place(language, dossier, item),
                people: language.listed(super::people(dossier, language, item)),
                state: if settled {
                    String::new()
                } else {
                    page.t(&format!("programme-state-{}", item.state.code()))
                },
            }
        })
        .collect()
}
