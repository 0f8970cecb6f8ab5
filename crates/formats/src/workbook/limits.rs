//! How much a workbook may hold, and why one is refused as a whole.

use serde::{Deserialize, Serialize};

/// Upper bounds for a workbook from outside; a file beyond one of them is refused unread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Parts (files) in the archive.
    pub parts: usize,
    /// Bytes of all parts together after inflating.
    pub inflated_bytes: u64,
    /// Inflated bytes for each byte of the file.
    pub ratio: u64,
    /// Cells of all sheets together.
    pub cells: u64,
    /// Rows of a sheet, counted from the top whether filled or not.
    pub rows: u32,
    /// Columns of a sheet, counted from the left whether filled or not.
    pub columns: u32,
    /// Characters in one cell.
    pub cell_text: usize,
    /// Bytes of text in all cells of a sheet together, repeated texts counted each time.
    pub sheet_text: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 20 * 1024 * 1024,
            parts: 2_000,
            inflated_bytes: 100 * 1024 * 1024,
            ratio: 100,
            cells: 2_000_000,
            rows: 100_000,
            columns: 200,
            cell_text: 32_767,
            sheet_text: 48 * 1024 * 1024,
        }
    }
}

/// A workbook is refused as a whole; nothing of it was read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "refused", rename_all = "snake_case")]
pub enum ReadError {
    /// The source of the bytes failed.
    #[error("the file cannot be read: {detail}")]
    Source {
        /// What the operating system said.
        detail: String,
    },
    /// More bytes than allowed.
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Not an XLSX file.
    #[error("the file is not an XLSX workbook")]
    NotXlsx,
    /// An old `.xls` file, or a workbook with a password.
    #[error("the file is an old .xls workbook or has a password")]
    OldOrProtected,
    /// More parts in the archive than allowed.
    #[error("the workbook has more than {limit} parts")]
    TooManyParts {
        /// The limit.
        limit: usize,
    },
    /// Inflating would give more bytes than allowed.
    #[error("the workbook inflates to more than {limit} bytes")]
    InflatesTooMuch {
        /// The limit in bytes.
        limit: u64,
    },
    /// The contents are so repetitive that the file must be made to harm.
    #[error("the workbook inflates to more than {limit} times its size")]
    RatioTooHigh {
        /// The limit.
        limit: u64,
    },
    /// More elements of a kind than allowed.
    #[error("the workbook has more than {limit} {what}")]
    TooMany {
        /// What there is too much of: `cells`, `texts`, `styles`, `sheets`, `names`.
        what: String,
        /// The limit.
        limit: u64,
    },
    /// A cell far away from the others.
    #[error("part `{part}` has a cell at {cell}, beyond row {rows} or column {columns}")]
    OutOfBounds {
        /// The part of the archive.
        part: String,
        /// Where the cell is.
        cell: String,
        /// Rows allowed.
        rows: u32,
        /// Columns allowed.
        columns: u32,
    },
    /// A cell with more text than a spreadsheet allows.
    #[error("`{place}` has a text of more than {limit} characters")]
    TextTooLong {
        /// The part or the cell.
        place: String,
        /// The limit in characters.
        limit: usize,
    },
    /// Too much text in a sheet.
    #[error("sheet `{sheet}` has more than {limit} bytes of text")]
    TooMuchText {
        /// The name of the sheet.
        sheet: String,
        /// The limit in bytes.
        limit: usize,
    },
    /// A document type definition, which no spreadsheet program writes.
    #[error("part `{part}` has a document type definition")]
    Dtd {
        /// The part of the archive.
        part: String,
    },
    /// The archive or its XML is broken.
    #[error("part `{part}` is damaged: {detail}")]
    Damaged {
        /// The part of the archive, or `-`.
        part: String,
        /// What the parser said.
        detail: String,
    },
    /// No sheet of the workbook is one of ours.
    #[error("the workbook has none of our sheets")]
    NotOurs,
}

impl ReadError {
    pub(super) fn damaged(part: &str, detail: impl std::fmt::Display) -> Self {
        ReadError::Damaged {
            part: part.to_owned(),
            detail: detail.to_string().chars().take(200).collect(),
        }
    }

    pub(super) fn too_many(what: &str, limit: u64) -> Self {
        ReadError::TooMany {
            what: what.to_owned(),
            limit,
        }
    }
}
