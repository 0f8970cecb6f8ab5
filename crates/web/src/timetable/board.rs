//! The board: slots down, tables across.

use domain::ids::{RequestId, TimetableId};
use domain::matchmaking::{Placement, TableKind, Timetable};
use std::collections::BTreeMap;

use super::Frame;
use crate::page::Page;

/// A meeting on the board.
pub(super) struct Cell {
    pub first: String,
    pub second: String,
    pub first_lang: String,
    pub second_lang: String,
    /// The page that moves it; it can be dragged then.
    pub href: Option<String>,
    /// The request, for the board's script.
    pub request: RequestId,
    /// Fixed in its slot.
    pub fixed: bool,
    /// A must.
    pub must: bool,
    /// Who comes, and who interprets.
    pub who: Vec<String>,
    /// Whether it is at a wished time, in words; nothing where nobody wishes for one.
    pub wish: Option<String>,
    /// What the button is called that locks it.
    pub lock: String,
}

/// The head of a table's column.
pub(super) struct Sign {
    /// What the table is called.
    pub name: String,
    /// The same, with where it stands.
    pub label: String,
    /// Where it stands, whose booth it is, or that it is on the net.
    pub note: String,
}

/// A slot with one place per table.
pub(super) struct Row {
    /// The day, where it changes.
    pub day: String,
    /// A pause lies before it.
    pub paused: bool,
    pub time: String,
    /// The meetings at each table: at most one, except in a room on the net.
    pub cells: Vec<Vec<Cell>>,
}

/// The whole board.
pub(super) struct Board {
    pub tables: Vec<Sign>,
    pub rows: Vec<Row>,
}

impl Board {
    pub fn of(page: &Page, frame: &Frame, timetable: &Timetable) -> Self {
        let session = &frame.file.session;
        let mut places: BTreeMap<(u32, u32), Vec<Cell>> = BTreeMap::new();
        for placement in &timetable.placements {
            let cell = cell(page, frame, (timetable.id, placement));
            let place = places.entry((placement.slot, placement.table));
            place.or_default().extend(cell);
        }
        let mut rows = Vec::new();
        let mut day = None;
        for (slot, time) in session.slots.iter().enumerate() {
            let here = time.start.date();
            let new_day = day != Some(here);
            let several = session.slots.iter().any(|slot| slot.start.date() != here);
            rows.push(Row {
                day: if new_day && several {
                    i18n::dates::full_with_weekday(page.language, here)
                } else {
                    String::new()
                },
                paused: slot > 0 && !new_day && !time.follows,
                time: i18n::dates::time(time.start.time()),
                cells: (0..session.tables.len())
                    .map(|table| {
                        places
                            .remove(&(slot as u32, table as u32))
                            .unwrap_or_default()
                    })
                    .collect(),
            });
            day = Some(here);
        }
        let tables = 0..session.tables.len() as u32;
        let tables = tables.filter_map(|table| sign(page, frame, table));
        Self {
            tables: tables.collect(),
            rows,
        }
    }
}

fn sign(page: &Page, frame: &Frame, number: u32) -> Option<Sign> {
    let session = &frame.file.session;
    let table = session.tables.get(number as usize)?;
    let kind = match (table.kind, table.owner) {
        (TableKind::Booth, Some(owner)) => {
            Some(page.t1("places-booth-of", "who", frame.called(page.language, owner)))
        }
        (TableKind::Booth, None) => Some(page.t("places-kind-booth")),
        (TableKind::Virtual, _) => Some(page.t("places-kind-virtual")),
        (TableKind::Shared, _) => None,
    };
    let venue = session.venue_of(number).map(|venue| venue.name.clone());
    let called = |name| page.t1("timetable-table", "name", name);
    Some(Sign {
        name: called(table.name.clone()),
        label: called(session.sign(number)),
        note: page.language.listed(venue.into_iter().chain(kind)),
    })
}

fn cell(
    page: &Page,
    frame: &Frame,
    (timetable, placed): (TimetableId, &Placement),
) -> Option<Cell> {
    let id = placed.request;
    let request = frame.file.request(id)?;
    let named = |id| {
        let names = frame.file.organisations.get(&id).map(|o| &o.record.names);
        names.map_or_else(
            || (String::new(), String::new()),
            |names| {
                let shown = names.display(page.language);
                (shown.text.clone(), shown.language.as_str().to_owned())
            },
        )
    };
    let ((first, first_lang), (second, second_lang)) = (named(request.from), named(request.to));
    let lock = page.t2(
        "board-lock-of",
        ("first", first.clone()),
        ("second", second.clone()),
    );
    Some(Cell {
        who: frame.attending(page.language, placed, false),
        wish: frame.file.wish_of(placed, None).as_wished(page.language),
        lock,
        first,
        second,
        first_lang,
        second_lang,
        href: frame.move_at(timetable, id),
        request: id,
        fixed: request.fixed.is_some(),
        must: request.must,
    })
}
