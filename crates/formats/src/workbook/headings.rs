//! Which sheet is which, and which column is which: by the hidden machine row, else by headings.

use std::collections::BTreeMap;

use super::grid::{Grid, Value};
use super::position::column_name;
use super::problem::{Place, Problem, ProblemKind};
use super::schema::{FieldSpec, Sheet, folded};

/// Headings are looked for in so many rows from the top.
const HEADING_ROWS: u32 = 10;

/// A sheet of the file that is one of ours.
pub(super) struct Headings {
    pub(super) sheet: Sheet,
    /// The first row with data, from 0.
    pub(super) first_row: u32,
    /// The field of each column.
    pub(super) columns: BTreeMap<u32, &'static FieldSpec>,
    /// What is wrong with the headings.
    pub(super) problems: Vec<Problem>,
}

/// What a sheet of the file turned out to be.
pub(super) enum Recognised {
    /// One of ours, with its headings.
    Ours(Headings),
    /// Named like one of ours, but without headings.
    WithoutHeadings(Sheet),
    /// The instructions of the template, or an empty sheet.
    Nothing,
    /// Somebody else's.
    Foreign,
}

/// Recognises a sheet.
pub(super) fn recognise(grid: &Grid) -> Recognised {
    let by_name = Sheet::ALL.into_iter().find(|sheet| {
        let name = folded(&grid.name);
        name == folded(sheet.key()) || sheet.labels().iter().any(|label| folded(label) == name)
    });
    if let Some(headings) = by_machine_row(grid) {
        return Recognised::Ours(headings);
    }
    if let Some(headings) = by_headings(grid, by_name) {
        return Recognised::Ours(headings);
    }
    match by_name {
        Some(sheet) if !grid.cells.is_empty() => Recognised::WithoutHeadings(sheet),
        _ if grid.cells.is_empty() || super::template::is_instructions(grid) => Recognised::Nothing,
        _ => Recognised::Foreign,
    }
}

fn texts_of_row(grid: &Grid, row: u32) -> impl Iterator<Item = (u32, &str)> {
    let start = grid.cells.partition_point(|(r, _, _)| *r < row);
    grid.cells[start..]
        .iter()
        .take_while(move |(r, _, _)| *r == row)
        .filter_map(|(_, column, value)| match value {
            Value::Text(text) => Some((*column, text.as_str())),
            _ => None,
        })
}

fn by_machine_row(grid: &Grid) -> Option<Headings> {
    let (sheet, _) = texts_of_row(grid, 0).find_map(|(_, text)| Sheet::from_machine_name(text))?;
    let named: Vec<_> = texts_of_row(grid, 0)
        .filter_map(|(column, text)| {
            Sheet::from_machine_name(text)
                .filter(|(s, _)| *s == sheet)
                .map(|(_, field)| (column, field))
        })
        .collect();
    // Columns that somebody added have a heading in the second row only.
    let added: Vec<_> = texts_of_row(grid, 1)
        .filter(|(column, _)| named.iter().all(|(c, _)| c != column))
        .collect();
    Some(assemble(grid, sheet, 1, named, added))
}

fn by_headings(grid: &Grid, by_name: Option<Sheet>) -> Option<Headings> {
    let candidates: Vec<Sheet> = by_name.map_or_else(|| Sheet::ALL.to_vec(), |sheet| vec![sheet]);
    // A foreign sheet may well have a code and a note; three headings are no accident.
    let least = if by_name.is_some() { 2 } else { 3 };
    let mut best: Option<(usize, Sheet, u32)> = None;
    for row in 0..HEADING_ROWS {
        for sheet in &candidates {
            let hits = texts_of_row(grid, row)
                .filter(|(_, text)| by_label(*sheet, text).is_some())
                .count();
            if hits >= least && best.is_none_or(|(most, _, _)| hits > most) {
                best = Some((hits, *sheet, row));
            }
        }
    }
    let (_, sheet, row) = best?;
    let (named, other): (Vec<_>, Vec<_>) = texts_of_row(grid, row)
        .map(|(column, text)| (column, text, by_label(sheet, text)))
        .partition(|(_, _, field)| field.is_some());
    let named = named
        .into_iter()
        .filter_map(|(column, _, field)| Some((column, field?)))
        .collect();
    let other = other
        .into_iter()
        .map(|(column, text, _)| (column, text))
        .collect();
    Some(assemble(grid, sheet, row, named, other))
}

fn by_label(sheet: Sheet, text: &str) -> Option<&'static FieldSpec> {
    let wanted = folded(text);
    sheet.fields().iter().find(|field| {
        folded(field.key) == wanted || field.labels.iter().any(|label| folded(label) == wanted)
    })
}

fn assemble(
    grid: &Grid,
    sheet: Sheet,
    heading_row: u32,
    named: Vec<(u32, &'static FieldSpec)>,
    added: Vec<(u32, &str)>,
) -> Headings {
    let mut headings = Headings {
        sheet,
        first_row: heading_row + 1,
        columns: BTreeMap::new(),
        problems: Vec::new(),
    };
    let known = added
        .iter()
        .filter_map(|(column, text)| by_label(sheet, text).map(|field| (*column, field)));
    let at = |column| Spot {
        grid,
        row: heading_row,
        column,
        field: None,
    };
    let mut unread = Vec::new();
    for (column, field) in named.into_iter().chain(known) {
        if headings.has(field) {
            unread.push(column);
            headings.complain(
                Spot {
                    field: Some(field),
                    ..at(Some(column))
                },
                ProblemKind::DuplicateColumn,
                None,
            );
        } else {
            headings.columns.insert(column, field);
        }
    }
    for (column, text) in added
        .into_iter()
        .filter(|(_, text)| by_label(sheet, text).is_none())
    {
        unread.push(column);
        headings.complain(at(Some(column)), ProblemKind::UnknownColumn, Some(text));
    }
    for field in sheet.fields().iter().filter(|field| field.required) {
        if !headings.has(field) {
            headings.complain(
                Spot {
                    field: Some(field),
                    ..at(None)
                },
                ProblemKind::MissingColumn,
                None,
            );
        }
    }
    headings.find_silent_columns(grid, unread);
    headings
}

/// Where a problem with a heading is.
struct Spot<'a> {
    grid: &'a Grid,
    row: u32,
    column: Option<u32>,
    field: Option<&'static FieldSpec>,
}

impl Headings {
    fn has(&self, field: &FieldSpec) -> bool {
        self.columns
            .values()
            .any(|present| present.key == field.key)
    }

    /// Complains once about each column that has content but no heading.
    fn find_silent_columns(&mut self, grid: &Grid, mut spoken_of: Vec<u32>) {
        for (row, column, _) in grid
            .cells
            .iter()
            .filter(|(row, _, _)| *row >= self.first_row)
        {
            if !self.columns.contains_key(column) && !spoken_of.contains(column) {
                spoken_of.push(*column);
                let place = self.place(&Spot {
                    grid,
                    row: *row,
                    column: Some(*column),
                    field: None,
                });
                self.problems
                    .push(Problem::at(place, ProblemKind::NoHeading, None));
            }
        }
    }

    fn complain(&mut self, spot: Spot<'_>, kind: ProblemKind, value: Option<&str>) {
        let label = spot.field.map(|field| field.labels[1]);
        self.problems
            .push(Problem::at(self.place(&spot), kind, value.or(label)));
    }

    fn place(&self, spot: &Spot<'_>) -> Place {
        Place {
            sheet: Some(self.sheet),
            sheet_name: spot.grid.name.clone(),
            row: Some(spot.row + 1),
            column: spot.column.map(column_name),
            field: spot.field.map(|field| field.key),
        }
    }
}
