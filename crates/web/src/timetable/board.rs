//! The board: slots down, tables across.

use domain::ids::{RequestId, TimetableId};
use domain::matchmaking::Timetable;
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
    /// What the button is called that locks it.
    pub lock: String,
}

/// A slot with one place per table.
pub(super) struct Row {
    /// The day, where it changes.
    pub day: String,
    /// A pause lies before it.
    pub paused: bool,
    pub time: String,
    pub cells: Vec<Option<Cell>>,
}

/// The whole board.
pub(super) struct Board {
    pub tables: Vec<String>,
    pub rows: Vec<Row>,
}

impl Board {
    pub fn of(page: &Page, frame: &Frame, timetable: &Timetable) -> Self {
        let session = &frame.file.session;
        let mut places: BTreeMap<(u32, u32), Cell> = BTreeMap::new();
        for placement in &timetable.placements {
            let cell = cell(page, frame, (timetable.id, placement.request));
            places.extend(cell.map(|cell| ((placement.slot, placement.table), cell)));
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
                    .map(|table| places.remove(&(slot as u32, table as u32)))
                    .collect(),
            });
            day = Some(here);
        }
        let sign = |name: &String| page.t1("timetable-table", "name", name.clone());
        Self {
            tables: session
                .tables
                .iter()
                .map(|table| sign(&table.name))
                .collect(),
            rows,
        }
    }
}

fn cell(page: &Page, frame: &Frame, (timetable, id): (TimetableId, RequestId)) -> Option<Cell> {
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
