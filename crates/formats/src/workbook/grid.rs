//! The filled cells of each sheet, read cell by cell.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, SheetType, Xlsx};

use super::limits::{Limits, ReadError};
use super::position::column_name;

/// What stands in a cell of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Text that is more than white space.
    Text(String),
    /// A number without a date format.
    Number(f64),
    /// A number with a date or time format: days since the epoch of the workbook.
    DateTime(f64),
    /// True or false.
    Bool(bool),
    /// An error such as `#REF!`.
    Error(String),
}

/// The filled cells of one sheet in reading order.
#[derive(Debug)]
pub(super) struct Grid {
    /// The name on the tab.
    pub(super) name: String,
    /// Whether days are counted from 1904 (old Mac workbooks).
    pub(super) from_1904: bool,
    /// Row and column, both from 0, and the value.
    pub(super) cells: Vec<(u32, u32, Value)>,
}

/// Gives the sheets one after the other to `each`, so that only one is in memory.
///
/// The bytes must have passed the inspection.
pub(super) fn for_each_sheet(
    bytes: &[u8],
    limits: &Limits,
    mut each: impl FnMut(Grid),
) -> Result<(), ReadError> {
    let mut workbook: Xlsx<_> =
        guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(|error| ReadError::damaged("-", error)))?;
    let from_1904 = workbook.has_1904_epoch();
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.name != super::template::LISTS)
        .map(|sheet| sheet.name.clone())
        .collect();
    for name in names {
        let cells = guarded(|| cells(&mut workbook, &name, limits))?;
        each(Grid {
            name,
            from_1904,
            cells,
        });
    }
    Ok(())
}

/// Turns a panic of the library into an error.
fn guarded<T>(read: impl FnOnce() -> Result<T, ReadError>) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(ReadError::damaged("-", "unexpected content")))
}

type Cells = Vec<(u32, u32, Value)>;

fn cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Cells, ReadError> {
    let damaged = |error: calamine::XlsxError| ReadError::damaged(name, error);
    let mut reader = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut cells = Vec::new();
    let mut text_bytes = 0;
    while let Some(cell) = reader.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let Some(value) = value(cell.get_value()) else {
            continue;
        };
        if let Value::Text(text) = &value {
            text_bytes += text.len();
            if text.chars().count() > limits.cell_text {
                let place = format!("{name} {}{}", column_name(column), row + 1);
                return Err(ReadError::TextTooLong {
                    place,
                    limit: limits.cell_text,
                });
            }
            if text_bytes > limits.sheet_text {
                return Err(ReadError::TooMuchText {
                    sheet: name.to_owned(),
                    limit: limits.sheet_text,
                });
            }
        }
        cells.push((row, column, value));
    }
    cells.sort_by_key(|(row, column, _)| (*row, *column));
    if let Some(pair) = cells
        .windows(2)
        .find(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1))
    {
        let place = format!("{}{}", column_name(pair[0].1), pair[0].0 + 1);
        return Err(ReadError::damaged(name, format!("two cells at {place}")));
    }
    Ok(cells)
}

fn value(data: &DataRef<'_>) -> Option<Value> {
    let text = |text: &str| {
        let text =
            text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{200B}');
        (!text.is_empty()).then(|| Value::Text(text.to_owned()))
    };
    match data {
        DataRef::Empty => None,
        DataRef::String(content) => text(content),
        DataRef::SharedString(content) => text(content),
        DataRef::DateTimeIso(content) | DataRef::DurationIso(content) => text(content),
        #[allow(
            clippy::cast_precision_loss,
            reason = "the format stores numbers as 64-bit floats"
        )]
        DataRef::Int(number) => Some(Value::Number(*number as f64)),
        DataRef::Float(number) => Some(Value::Number(*number)),
        DataRef::Bool(flag) => Some(Value::Bool(*flag)),
        DataRef::DateTime(moment) => Some(Value::DateTime(moment.as_f64())),
        DataRef::Error(error) => Some(Value::Error(error.to_string())),
    }
}
