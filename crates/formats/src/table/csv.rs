//! Tables as CSV.

use super::{Cell, Table, WriteError};
use crate::text::{starts_like_formula, without_controls};

/// The table as CSV for spreadsheets: UTF-8 with byte order mark, CRLF, RFC 4180 quoting.
///
/// A text that a spreadsheet could take for a formula gets a leading apostrophe.
pub fn to_csv(table: &Table) -> Result<Vec<u8>, WriteError> {
    if table.columns.is_empty() {
        return Err(WriteError::Nothing);
    }
    let mut writer = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let failed = |error: ::csv::Error| WriteError::Format(error.to_string());
    writer
        .write_record(table.columns.iter().map(|column| guarded(&column.header)))
        .map_err(failed)?;
    for (index, row) in table.rows.iter().enumerate() {
        if row.len() > table.columns.len() {
            return Err(WriteError::TooManyCells {
                table: table.name.clone(),
                row: index,
            });
        }
        let cells = (0..table.columns.len()).map(|column| match row.get(column) {
            Some(Cell::Text(text)) => guarded(text),
            Some(cell) => cell.shown(),
            None => String::new(),
        });
        writer.write_record(cells).map_err(failed)?;
    }
    writer
        .into_inner()
        .map_err(|error| WriteError::Format(error.to_string()))
}

fn guarded(text: &str) -> String {
    let risky = starts_like_formula(text);
    let text = without_controls(text);
    if risky { format!("'{text}") } else { text }
}
