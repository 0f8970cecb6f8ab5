//! Reads and writes the files that other programs understand: XLSX, CSV, iCalendar, QR codes.
//!
//! Pure functions on bytes: no clock, no network, no files but the readers that are handed in.
//!
//! - [`workbook`]: the participants workbook (template and reader) of a mission;
//! - [`table`]: any list as XLSX or CSV;
//! - [`calendar`]: events as an iCalendar feed;
//! - [`qr`]: QR codes as SVG or as a matrix.

pub mod calendar;
pub mod qr;
pub mod table;
mod text;
pub mod workbook;
