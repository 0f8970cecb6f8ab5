//! How good a timetable is, and what would make it better.

use app::timetables::{Advice, AdviceState, Held, More, Quality, Served};
use domain::matchmaking::Timetable;
use domain::programme::Side;
use domain::record::Stored;

use super::Frame;
use super::told::first_of;
use crate::kit::{Action, Link};
use crate::page::Page;

/// Most participants that are named one by one.
const NAMED: usize = 12;

/// A share as a bar with its words.
pub(super) struct Bar {
    pub label: String,
    pub value: u32,
    pub most: u32,
    pub words: String,
}

/// A participant and what it gets.
pub(super) struct Company {
    pub name: Link,
    pub bar: Bar,
    pub breaks: String,
}

/// What would hold more.
pub(super) enum Counsel {
    /// Nobody has asked yet.
    Ask(Option<Action>),
    /// It is being worked out.
    Running { href: String, permille: i64 },
    /// It is there.
    Told {
        lines: Vec<String>,
        basis: String,
        again: Option<Action>,
    },
}

/// The view.
pub(super) struct Figures {
    pub sides: Vec<Bar>,
    pub sentences: Vec<String>,
    pub tables: Vec<Bar>,
    pub companies: Vec<Company>,
    pub more: usize,
    pub counsel: Counsel,
}

impl Figures {
    pub fn of(
        page: &Page,
        frame: &Frame,
        chosen: &Stored<Timetable>,
        advice: Option<AdviceState>,
    ) -> Self {
        let quality = frame.file.quality(chosen);
        let served = quality.served.iter().take(NAMED);
        Self {
            sides: sides(page, &quality),
            sentences: sentences(page, frame, &quality),
            tables: quality
                .slots
                .iter()
                .map(|slot| Bar {
                    label: frame.clock(slot.slot),
                    value: slot.used,
                    most: slot.tables,
                    words: page.t2("quality-of", ("part", slot.used), ("whole", slot.tables)),
                })
                .collect(),
            companies: served.map(|one| company(page, frame, one)).collect(),
            more: quality.served.len().saturating_sub(NAMED),
            counsel: counsel(page, frame, chosen, advice),
        }
    }
}

fn share(page: &Page, label: String, held: Held) -> Bar {
    let percent = i64::from(held.percent().unwrap_or(100));
    Bar {
        label,
        value: held.held,
        most: held.asked,
        words: i18n::t(
            page.language,
            "quality-share",
            &[
                ("percent", percent.into()),
                ("held", i64::from(held.held).into()),
                ("asked", i64::from(held.asked).into()),
            ],
        ),
    }
}

fn sides(page: &Page, quality: &Quality) -> Vec<Bar> {
    let sides = [(Side::Home, "quality-home"), (Side::Host, "quality-hosts")];
    let bar = |(side, key): (Side, &str)| share(page, page.t(key), quality.side(side));
    let all = sides.into_iter().map(bar);
    all.filter(|bar| bar.most > 0).collect()
}

fn sentences(page: &Page, frame: &Frame, quality: &Quality) -> Vec<String> {
    let language = page.language;
    let names = |all: &[&Served]| {
        let names = all.iter();
        let names = names.map(|one| frame.called(language, one.organisation));
        first_of(language, &names.collect::<Vec<_>>(), 4)
    };
    let mut said = Vec::new();
    let least = quality.least();
    if let Some(first) = least.first() {
        let percent = i64::from(first.share.percent().unwrap_or(100));
        said.push(page.t2(
            "quality-least",
            ("percent", percent),
            ("who", names(&least)),
        ));
    }
    let breaks = quality.breaks();
    said.push(page.n("quality-breaks", breaks));
    let (most, who) = quality.most_breaks();
    if most > 0 {
        said.push(page.t2("quality-most-breaks", ("count", most), ("who", names(&who))));
    }
    if frame.file.session.venues.len() > 1 {
        said.push(page.n("quality-venue-changes", quality.venues()));
    }
    said.push(page.n("quality-changes", quality.changes()));
    let wishes = quality.wishes;
    if wishes.asked > 0 {
        let (part, whole) = (i64::from(wishes.held), i64::from(wishes.asked));
        said.push(page.t2("wishes-quality", ("part", part), ("whole", whole)));
    }
    let (used, all) = quality.tables();
    said.push(page.t2("quality-tables", ("part", used), ("whole", all)));
    said
}

fn company(page: &Page, frame: &Frame, served: &Served) -> Company {
    let name = frame.called(page.language, served.organisation);
    let href = frame.at(&format!("/agenda/{}", served.organisation));
    Company {
        bar: share(page, name.clone(), served.share),
        name: Link::new(href, name),
        breaks: super::number(page.language, served.breaks as usize),
    }
}

fn counsel(
    page: &Page,
    frame: &Frame,
    chosen: &Stored<Timetable>,
    advice: Option<AdviceState>,
) -> Counsel {
    let ask = frame.moves.then(|| {
        Action::post(page.t("quality-ask"), frame.at("/advice")).with("timetable", chosen.id)
    });
    match advice {
        Some(AdviceState::Running(permille)) => Counsel::Running {
            href: frame.at("/advice.json"),
            permille,
        },
        Some(AdviceState::Told(advice)) if advice.timetable == chosen.id => Counsel::Told {
            lines: lines(page, frame, &advice),
            basis: page.t2(
                "quality-basis",
                ("count", advice.seconds),
                ("held", advice.base()),
            ),
            again: ask,
        },
        _ => Counsel::Ask(ask),
    }
}

/// What each answer says, beside what the session holds as it is.
fn lines(page: &Page, frame: &Frame, advice: &Advice) -> Vec<String> {
    let base = advice.base();
    let mut said = Vec::new();
    let same = advice.answers.iter().find(|a| a.more == More::Nothing);
    if let Some(same) = same.filter(|same| same.held > advice.held) {
        said.push(page.n("quality-search-longer", same.held - advice.held));
    }
    for answer in &advice.answers {
        let what = match answer.more {
            More::Nothing => continue,
            More::Tables(count) => page.n("quality-more-tables", count),
            More::Slots(count) => page.n("quality-more-slots", count),
            More::Person(who) => {
                let name = frame.called(page.language, who);
                page.t1("quality-more-person", "who", name)
            }
        };
        let gain = answer.held.saturating_sub(base);
        said.push(match (gain, answer.proved) {
            (0, true) => page.t1("quality-gain-none", "what", what),
            (0, false) => page.t1("quality-gain-not-found", "what", what),
            _ => page.t2("quality-gain", ("what", what), ("count", gain)),
        });
    }
    said
}
