//! The stored timetables of a session, and what changes from one to another.

use app::timetables::{Move, differences};
use domain::ids::TimetableId;
use domain::matchmaking::Timetable;
use domain::record::Stored;
use std::collections::BTreeSet;

use super::Frame;
use crate::kit::{Chip, Html, Link, Mood};
use crate::page::Page;

/// One stored timetable.
pub(super) struct Version {
    pub name: Html,
    pub made: String,
    pub proof: Html,
    pub held: String,
    pub weight: String,
    pub breaks: String,
    pub compare: Option<Link>,
    pub current: bool,
    /// When it was published, each time.
    pub published: Vec<String>,
    /// The way to publish an earlier one again.
    pub again: Option<Link>,
}

/// What becomes of one meeting.
pub(super) struct Change {
    pub title: String,
    pub before: String,
    pub after: String,
}

/// The difference between two timetables.
pub(super) struct Difference {
    pub title: String,
    pub summary: String,
    pub changes: Vec<Change>,
}

/// A timetable to choose.
pub(super) struct Pick {
    pub number: u32,
    pub title: String,
    pub from: bool,
    pub to: bool,
}

/// The name of the chosen one, for those who may give it.
pub(super) struct Naming {
    pub action: String,
    pub timetable: TimetableId,
    pub version: i64,
    pub name: String,
}

/// All of them.
pub(super) struct Versions {
    pub list: Vec<Version>,
    pub difference: Option<Difference>,
    pub picks: Vec<Pick>,
    pub naming: Option<Naming>,
    /// How many steps by hand are folded away, and the way to see them.
    pub folded: Option<Link>,
}

impl Versions {
    pub fn of(
        page: &Page,
        frame: &Frame,
        chosen: &Stored<Timetable>,
        (against, steps): (Option<u32>, bool),
    ) -> Self {
        let mut all: Vec<&Stored<Timetable>> = frame.file.timetables.iter().collect();
        all.sort_by_key(|timetable| std::cmp::Reverse(timetable.number));
        let other = match against {
            Some(number) => frame.file.numbered(number),
            None => frame.file.published(),
        };
        let other = other.filter(|other| other.id != chosen.id);
        let pick = |one: &&Stored<Timetable>| Pick {
            number: one.number,
            title: super::titled(page, one),
            from: other.is_some_and(|other| other.id == one.id),
            to: one.id == chosen.id,
        };
        let picks = all.iter().map(pick).collect();
        let count = all.len();
        all.retain(|one| steps || one.id == chosen.id || !is_step(frame, one));
        let folded = count - all.len();
        let way = format!("?view=versions&steps=all&version={}", chosen.number);
        let naming = frame.moves.then(|| Naming {
            action: frame.at("/name"),
            timetable: chosen.id,
            version: chosen.version,
            name: chosen.name.clone(),
        });
        Self {
            difference: other.map(|other| difference(page, frame, other, chosen)),
            list: all
                .into_iter()
                .map(|one| version(page, frame, one, chosen))
                .collect(),
            picks,
            naming,
            folded: (folded > 0)
                .then(|| Link::new(frame.at(&way), page.n("versions-steps", folded))),
        }
    }
}

/// Whether a timetable is only a step by hand on the way to a later one.
fn is_step(frame: &Frame, one: &Stored<Timetable>) -> bool {
    let mut all = frame.file.timetables.iter();
    let led_on = all.any(|later| later.parent == Some(one.id) && later.hand.is_some());
    let told = &frame.file.session.publications;
    let was_published = told.iter().any(|p| p.timetable == one.id);
    one.hand.is_some() && one.name.is_empty() && led_on && !was_published
}

fn version(
    page: &Page,
    frame: &Frame,
    one: &Stored<Timetable>,
    chosen: &Stored<Timetable>,
) -> Version {
    let number = one.number;
    let href = frame.at(&format!("?view=tables&version={number}"));
    let mut name = vec![Html::from(Link::new(href, super::titled(page, one)))];
    let session = &frame.file.session;
    let is_published = session.published == Some(one.id);
    let zone = frame.dossier.mission.home_zone.zone();
    let told = session
        .publications
        .iter()
        .filter(|p| p.timetable == one.id);
    let published: Vec<String> = told
        .map(|p| {
            let at = i18n::dates::instant(page.language, p.at, &zone);
            page.t1("versions-published-at", "at", at)
        })
        .collect();
    if is_published {
        name.push(Chip::new(Mood::Confirmed, page.t("timetable-published")).into());
    } else if !published.is_empty() {
        name.push(Chip::new(Mood::Quiet, page.t("versions-published-before")).into());
    }
    let again = (frame.publishes && !is_published && !published.is_empty()).then(|| {
        let way = format!("/publish?timetable={}", one.id);
        Link::new(frame.at(&way), page.t("versions-roll-back"))
    });
    let compare = (one.id != chosen.id).then(|| {
        let tail = format!("?view=versions&version={}&against={number}", chosen.number);
        let words = page.t1(
            "timetable-compare-with",
            "number",
            chosen.number.to_string(),
        );
        Link::new(frame.at(&tail), words)
    });
    Version {
        name: Html::joined(name),
        made: i18n::dates::instant(page.language, one.made_at, &zone),
        proof: super::proof(page, one).into(),
        held: super::number(page.language, one.placements.len()),
        weight: i18n::numbers::grouped(page.language, one.weight),
        breaks: super::number(page.language, one.breaks as usize),
        compare,
        current: one.id == chosen.id,
        published,
        again,
    }
}

fn difference(page: &Page, frame: &Frame, before: &Timetable, after: &Timetable) -> Difference {
    let moves = differences(before, after);
    let sides = |one: &Move| frame.file.request(one.request).map(|r| [r.from, r.to]);
    let people: BTreeSet<_> = moves.iter().filter_map(sides).flatten().collect();
    let change = |one: &Move| {
        let [first, second] = sides(one)?.map(|id| frame.called(page.language, id));
        Some(Change {
            title: page.t2("timetable-pair", ("first", first), ("second", second)),
            before: frame.told(page.language, one.before, &one.came),
            after: frame.told(page.language, one.after, &one.comes),
        })
    };
    let numbers = (
        ("from", before.number.to_string()),
        ("to", after.number.to_string()),
    );
    Difference {
        title: page.t2("timetable-difference", numbers.0, numbers.1),
        summary: page.t2(
            "timetable-affected",
            ("people", people.len()),
            ("meetings", moves.len()),
        ),
        changes: moves.iter().filter_map(change).collect(),
    }
}
