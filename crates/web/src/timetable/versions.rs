//! The stored timetables of a session, and what changes from one to another.

use app::timetables::{Move, differences};
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

/// All of them.
pub(super) struct Versions {
    pub list: Vec<Version>,
    pub difference: Option<Difference>,
}

impl Versions {
    pub fn of(
        page: &Page,
        frame: &Frame,
        chosen: &Stored<Timetable>,
        against: Option<u32>,
    ) -> Self {
        let mut all: Vec<&Stored<Timetable>> = frame.file.timetables.iter().collect();
        all.sort_by_key(|timetable| std::cmp::Reverse(timetable.number));
        let other = match against {
            Some(number) => frame.file.numbered(number),
            None => frame.file.published(),
        };
        let difference = other
            .filter(|other| other.id != chosen.id)
            .map(|other| difference(page, frame, other, chosen));
        let list = all
            .into_iter()
            .map(|one| version(page, frame, one, chosen))
            .collect();
        Self { list, difference }
    }
}

fn version(
    page: &Page,
    frame: &Frame,
    one: &Stored<Timetable>,
    chosen: &Stored<Timetable>,
) -> Version {
    let number = one.number;
    let href = frame.at(&format!("?view=tables&version={number}"));
    let name = Link::new(
        href,
        page.t1("timetable-number", "number", number.to_string()),
    );
    let mut name = vec![Html::from(name)];
    if frame.file.session.published == Some(one.id) {
        name.push(Chip::new(Mood::Confirmed, page.t("timetable-published")).into());
    }
    let zone = frame.dossier.mission.home_zone.zone();
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
    }
}

fn difference(page: &Page, frame: &Frame, before: &Timetable, after: &Timetable) -> Difference {
    let moves = differences(before, after);
    let sides = |one: &Move| frame.file.request(one.request).map(|r| [r.from, r.to]);
    let people: BTreeSet<_> = moves.iter().filter_map(sides).flatten().collect();
    let place = |place: Option<(u32, u32)>| match place {
        Some((slot, table)) => page.t2(
            "timetable-place",
            ("time", frame.clock(slot)),
            ("table", frame.table(table)),
        ),
        None => page.t("timetable-no-place"),
    };
    let change = |one: &Move| {
        let [first, second] = sides(one)?.map(|id| frame.called(page.language, id));
        Some(Change {
            title: page.t2("timetable-pair", ("first", first), ("second", second)),
            before: place(one.before),
            after: place(one.after),
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
