//! Reading a filled workbook: inspected, then sheet by sheet, then checked across sheets.

use std::collections::BTreeMap;
use std::io::Read;

use super::grid::{Grid, for_each_sheet};
use super::headings::{Headings, Recognised, recognise};
use super::inspect::inspect;
use super::limits::{Limits, ReadError};
use super::position::column_name;
use super::problem::{Place, Problem, ProblemKind};
use super::row::Row;
use super::schema::Sheet;
use super::{
    MAX_PROBLEMS, SheetSummary, Workbook, aside, asks, check, interpreters, rows, settings,
};

/// Reads a workbook in any of the three languages.
///
/// Problems of single cells are in the result; only a file that is no workbook of ours, or one
/// beyond the limits, is refused as a whole.
pub fn read(source: impl Read, limits: Limits) -> Result<Workbook, ReadError> {
    let mut bytes = Vec::new();
    source
        .take(limits.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| ReadError::Source {
            detail: error.to_string(),
        })?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(ReadError::TooLarge {
            limit: limits.file_bytes,
        });
    }
    let uncalculated = inspect(&bytes, &limits)?;
    let mut workbook = Workbook::default();
    let mut places = check::Places::default();
    for_each_sheet(&bytes, &limits, |grid| {
        sheet(&mut workbook, &mut places, &grid)
    })?;
    if workbook.sheets.is_empty()
        && !workbook
            .problems
            .iter()
            .any(|problem| problem.sheet.is_some())
    {
        return Err(ReadError::NotOurs);
    }
    for missing in uncalculated {
        let place = Place {
            sheet_name: missing.part,
            ..cell_place(&missing.cell)
        };
        workbook
            .problems
            .push(Problem::at(place, ProblemKind::FormulaWithoutValue, None));
    }
    check::across(&mut workbook, &places);
    if workbook.sheets.iter().all(|summary| summary.rows == 0) {
        workbook.problems.push(Problem::at(
            Place::default(),
            ProblemKind::NothingToRead,
            None,
        ));
    }
    in_order(&mut workbook);
    Ok(workbook)
}

fn cell_place(cell: &str) -> Place {
    let at = super::position::position(cell);
    Place {
        row: at.map(|(row, _)| row + 1),
        column: at.map(|(_, column)| column_name(column)),
        ..Place::default()
    }
}

fn sheet(workbook: &mut Workbook, places: &mut check::Places, grid: &Grid) {
    let whole = |sheet| Place {
        sheet,
        sheet_name: grid.name.clone(),
        ..Place::default()
    };
    let headings = match recognise(grid) {
        Recognised::Ours(headings) => headings,
        Recognised::Nothing => return,
        Recognised::Foreign => {
            workbook.problems.push(Problem::at(
                whole(None),
                ProblemKind::UnknownSheet,
                Some(&grid.name),
            ));
            return;
        }
        Recognised::WithoutHeadings(sheet) => {
            workbook.problems.push(Problem::at(
                whole(Some(sheet)),
                ProblemKind::SheetWithoutHeadings,
                None,
            ));
            return;
        }
    };
    if workbook
        .sheets
        .iter()
        .any(|summary| summary.sheet == headings.sheet)
    {
        workbook.problems.push(Problem::at(
            whole(Some(headings.sheet)),
            ProblemKind::DuplicateSheet,
            Some(&grid.name),
        ));
        return;
    }
    places.note(&headings, &grid.name);
    rows_of(workbook, places, grid, headings);
}

fn rows_of(
    workbook: &mut Workbook,
    places: &mut check::Places,
    grid: &Grid,
    mut headings: Headings,
) {
    let mut summary = SheetSummary {
        sheet: headings.sheet,
        name: grid.name.clone(),
        rows: 0,
        refused: 0,
        columns: headings
            .columns
            .iter()
            .map(|(column, field)| (field.key.to_owned(), column_name(*column)))
            .collect(),
    };
    let mut problems = std::mem::take(&mut headings.problems);
    let start = grid
        .cells
        .partition_point(|(row, _, _)| *row < headings.first_row);
    for cells in grid.cells[start..].chunk_by(|a, b| a.0 == b.0) {
        let by_field: BTreeMap<_, _> = cells
            .iter()
            .filter_map(|(_, column, value)| {
                Some((headings.columns.get(column)?.key, (*column, value)))
            })
            .collect();
        let Some((row, _, _)) = cells.first() else {
            continue;
        };
        if by_field.is_empty() {
            continue;
        }
        let mut row = Row {
            sheet: headings.sheet,
            sheet_name: &grid.name,
            from_1904: grid.from_1904,
            number: row + 1,
            cells: by_field,
            columns: &headings.columns,
            problems: &mut problems,
            failed: false,
        };
        if row.is_example() {
            row.complain("code", ProblemKind::ExampleIgnored, None);
            continue;
        }
        summary.rows += 1;
        if !add(workbook, &mut row) {
            summary.refused += 1;
            if let Some(code) = row.code() {
                places.refuse(headings.sheet, &code);
            }
        }
    }
    workbook.problems.append(&mut problems);
    workbook.sheets.push(summary);
}

/// Adds the typed row; whether it could be read.
fn add(workbook: &mut Workbook, row: &mut Row<'_>) -> bool {
    fn push<T>(list: &mut Vec<T>, item: Option<T>) -> bool {
        let read = item.is_some();
        list.extend(item);
        read
    }
    match row.sheet {
        Sheet::Participants => push(&mut workbook.participants, rows::participant(row)),
        Sheet::Organisations => push(&mut workbook.organisations, rows::organisation(row)),
        Sheet::Requests => push(&mut workbook.requests, asks::request(row)),
        Sheet::Slots => push(&mut workbook.slots, rows::slot(row)),
        Sheet::Tables => push(&mut workbook.tables, rows::table(row)),
        Sheet::Venues => push(&mut workbook.venues, rows::venue(row)),
        Sheet::Interpreters => push(&mut workbook.interpreters, interpreters::interpreter(row)),
        Sheet::Settings => push(&mut workbook.settings, settings::settings(row)),
        Sheet::Aside => push(&mut workbook.aside, aside::aside(row)),
    }
}

/// Sorts the problems by place and keeps the first ones, errors before warnings.
fn in_order(workbook: &mut Workbook) {
    if workbook.problems.len() > MAX_PROBLEMS {
        workbook.problems.sort_by_key(|problem| problem.severity);
        let more = workbook.problems.split_off(MAX_PROBLEMS);
        workbook.more_problems = u32::try_from(more.len()).unwrap_or(u32::MAX);
    }
    workbook.problems.sort_by_cached_key(|problem| {
        let column = problem
            .column
            .as_ref()
            .map(|column| (column.len(), column.clone()));
        (
            problem.sheet,
            problem.sheet_name.clone(),
            problem.row,
            column,
        )
    });
}
