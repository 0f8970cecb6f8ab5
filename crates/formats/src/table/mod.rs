//! Any list as XLSX or CSV: typed cells in, bytes out, nothing that a spreadsheet would execute.

mod csv;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use rust_xlsxwriter::{
    Color, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use crate::text::{display_width, without_controls};

pub use csv::to_csv;

/// The font of every cell: on every Windows since Vista and every Mac with Office, with all
/// simplified Chinese and German characters; LibreOffice replaces it by Noto Sans CJK SC.
pub(crate) const FONT: &str = "Microsoft YaHei";

/// Excel's limit for the text of one cell.
pub(crate) const MAX_TEXT: usize = 32_767;

/// One list: a sheet of the workbook, or a CSV file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Name of the sheet; shortened and made unique where Excel needs it.
    pub name: String,
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows; a row shorter than the columns ends with empty cells, longer is an error.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// The heading, in the language of the reader.
    pub header: String,
    /// Width in characters; without it the column fits its content, up to 60.
    pub width: Option<f64>,
}

impl Column {
    /// A column that fits its content.
    pub fn new(header: impl Into<String>) -> Self {
        Self {
            header: header.into(),
            width: None,
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, always as text: never a formula, never a number.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number; not finite ones are written as text.
    Number(f64),
    /// A local day.
    Date(Date),
    /// A local time of day.
    Time(Time),
    /// A local day and time.
    DateTime(DateTime),
}

impl Cell {
    /// A text cell; an empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text)
        }
    }

    fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
            Cell::Date(date) => date.to_string(),
            Cell::Time(time) => time.strftime("%H:%M").to_string(),
            Cell::DateTime(moment) => moment.strftime("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::text(text)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Empty, Into::into)
    }
}

/// A table cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is no table, or a table without columns.
    #[error("there is nothing to write")]
    Nothing,
    /// A row has more cells than the table has columns.
    #[error("row {row} of table `{table}` has more cells than columns")]
    TooManyCells {
        /// Name of the table.
        table: String,
        /// Index of the row, from 0.
        row: usize,
    },
    /// The writer of the format refused; for example more rows than a sheet has.
    #[error("the file cannot be written: {0}")]
    Format(String),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        WriteError::Format(error.to_string())
    }
}

/// The tables as one XLSX workbook, a sheet each, with frozen headings, filters and widths.
///
/// `written_at` goes into the file's properties, so that the same tables give the same bytes.
pub fn to_xlsx(tables: &[Table], written_at: Timestamp) -> Result<Vec<u8>, WriteError> {
    if tables.is_empty() || tables.iter().any(|table| table.columns.is_empty()) {
        return Err(WriteError::Nothing);
    }
    let mut workbook = new_workbook(written_at)?;
    let mut names: Vec<String> = Vec::new();
    let formats = Formats::new();
    for table in tables {
        let name = sheet_name(&table.name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        write_sheet(sheet, table, &formats)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook with the house font and the given time of writing.
pub(crate) fn new_workbook(written_at: Timestamp) -> Result<Workbook, WriteError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&base_format(), 20, 72)?;
    let written = TimeZone::UTC.to_datetime(written_at);
    workbook.set_properties(
        &DocProperties::new()
            .set_author("Legation")
            .set_creation_datetime(&written),
    );
    Ok(workbook)
}

/// The format that all others grow from.
pub(crate) fn base_format() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(10)
        .set_align(FormatAlign::Top)
}

/// The format of headings: white on the green of the signing table.
pub(crate) fn header_format() -> Format {
    base_format()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(Color::RGB(0x1F_4D_3A))
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

struct Formats {
    header: Format,
    text: Format,
    number: Format,
    date: Format,
    time: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            header: header_format(),
            text: base_format().set_num_format("@").set_text_wrap(),
            number: base_format(),
            date: base_format().set_num_format("yyyy-mm-dd"),
            time: base_format().set_num_format("hh:mm"),
            moment: base_format().set_num_format("yyyy-mm-dd hh:mm"),
        }
    }
}

fn write_sheet(sheet: &mut Worksheet, table: &Table, formats: &Formats) -> Result<(), WriteError> {
    let last_column = column_number(table.columns.len() - 1)?;
    for (index, column) in table.columns.iter().enumerate() {
        let number = column_number(index)?;
        sheet.write_string_with_format(0, number, clean(&column.header), &formats.header)?;
        sheet.set_column_width(
            number,
            column.width.unwrap_or_else(|| fitting_width(table, index)),
        )?;
    }
    for (index, row) in table.rows.iter().enumerate() {
        if row.len() > table.columns.len() {
            return Err(WriteError::TooManyCells {
                table: table.name.clone(),
                row: index,
            });
        }
        let number = row_number(index + 1)?;
        for (column, cell) in row.iter().enumerate() {
            write_cell(sheet, (number, column_number(column)?), cell, formats)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, row_number(table.rows.len())?, last_column)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), WriteError> {
    let (row, column) = at;
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string_with_format(row, column, clean(text), &formats.text)?;
        }
        // Above 2^53 a spreadsheet would round: such numbers are identifiers, so text.
        Cell::Integer(number) if number.unsigned_abs() > 1 << 53 => {
            sheet.write_string_with_format(row, column, number.to_string(), &formats.text)?;
        }
        Cell::Integer(number) => {
            #[allow(
                clippy::cast_precision_loss,
                reason = "checked above: exact below 2^53"
            )]
            let number = *number as f64;
            sheet.write_number_with_format(row, column, number, &formats.number)?;
        }
        Cell::Number(number) if number.is_finite() => {
            sheet.write_number_with_format(row, column, *number, &formats.number)?;
        }
        Cell::Number(number) => {
            sheet.write_string_with_format(row, column, number.to_string(), &formats.text)?;
        }
        // Spreadsheets know no day before 1900: written as text rather than wrongly.
        Cell::Date(date) if date.year() < 1900 => {
            sheet.write_string_with_format(row, column, date.to_string(), &formats.text)?;
        }
        Cell::Date(date) => {
            sheet.write_datetime_with_format(row, column, date, &formats.date)?;
        }
        Cell::Time(time) => {
            sheet.write_datetime_with_format(row, column, time, &formats.time)?;
        }
        Cell::DateTime(moment) if moment.year() < 1900 => {
            sheet.write_string_with_format(row, column, moment.to_string(), &formats.text)?;
        }
        Cell::DateTime(moment) => {
            sheet.write_datetime_with_format(row, column, moment, &formats.moment)?;
        }
    }
    Ok(())
}

/// The text as a cell can hold it; what is longer than Excel allows ends with an ellipsis.
pub(crate) fn clean(text: &str) -> String {
    let text = without_controls(text);
    if text.encode_utf16().count() <= MAX_TEXT {
        return text;
    }
    let mut units = 0;
    let mut short: String = text
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units < MAX_TEXT
        })
        .collect();
    short.push('…');
    short
}

fn fitting_width(table: &Table, column: usize) -> f64 {
    let header = display_width(&table.columns[column].header) + 3;
    let content = table
        .rows
        .iter()
        .take(2_000)
        .filter_map(|row| row.get(column))
        .map(|cell| display_width(&cell.shown()) + 2)
        .max()
        .unwrap_or(0);
    let width = u32::try_from(header.max(content).clamp(8, 60)).unwrap_or(60);
    f64::from(width)
}

fn column_number(index: usize) -> Result<u16, WriteError> {
    u16::try_from(index).map_err(|_| WriteError::Format("more columns than a sheet has".to_owned()))
}

fn row_number(index: usize) -> Result<u32, WriteError> {
    u32::try_from(index).map_err(|_| WriteError::Format("more rows than a sheet has".to_owned()))
}

/// A name that Excel accepts: at most 31 units, none of `[]:*?/\`, unique without regard to case.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let cleaned: String = without_controls(wanted)
        .chars()
        .map(|c| {
            if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\n' | '\t') {
                ' '
            } else {
                c
            }
        })
        .collect();
    let base = cleaned.trim().trim_matches('\'').to_owned();
    let base = if base.is_empty() || base.eq_ignore_ascii_case("history") {
        "Sheet".to_owned()
    } else {
        base
    };
    let fit = |room: usize| {
        let mut units = 0;
        base.chars()
            .take_while(|c| {
                units += c.len_utf16();
                units <= room
            })
            .collect::<String>()
    };
    let is_free = |name: &String| {
        taken
            .iter()
            .all(|other| other.to_lowercase() != name.to_lowercase())
    };
    let first = fit(31);
    if is_free(&first) {
        return first;
    }
    (2..)
        .map(|n| format!("{} ({n})", fit(25)))
        .find(is_free)
        .unwrap_or(first)
}
