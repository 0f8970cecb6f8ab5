//! The look at a workbook before anything reads it: streamed, with bounds, keeping nothing.
//!
//! The spreadsheet library reserves memory for what a file *claims* (the number of texts, the
//! corners of a sheet). So every part is inflated and parsed once here, in constant memory, and
//! only a workbook whose claims are within the limits is handed on.

use std::io::{BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::limits::{Limits, ReadError};
use super::position::{column_name, number, position};

/// Styles, fonts, fills, number formats: Excel itself allows 65,490.
const MAX_STYLES: u64 = 65_536;
/// Sheets in a workbook.
const MAX_SHEETS: u64 = 200;
/// Defined names and relationships.
const MAX_NAMES: u64 = 20_000;
/// Files below this size may inflate by any ratio: nothing to gain for an attacker.
const SMALL: u64 = 1024 * 1024;

/// A cell whose formula was never calculated: its value is not in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Uncalculated {
    /// The part, such as `xl/worksheets/sheet1.xml`.
    pub(super) part: String,
    /// The cell, such as `C5`.
    pub(super) cell: String,
}

/// Checks every part of the archive against the limits.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Vec<Uncalculated>, ReadError> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ReadError::OldOrProtected);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(ReadError::NotXlsx);
    }
    // Before the archive's directory is read into memory; a chance hit in compressed data is
    // one in four thousand million positions.
    if bytes
        .windows(4)
        .filter(|window| window == b"PK\x01\x02")
        .count()
        > limits.parts + 16
    {
        return Err(ReadError::TooManyParts {
            limit: limits.parts,
        });
    }
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::damaged("-", error))?;
    if archive.len() > limits.parts {
        return Err(ReadError::TooManyParts {
            limit: limits.parts,
        });
    }
    check_claims(&mut archive, bytes.len(), limits)?;
    let mut inspection = Inspection {
        limits,
        file_bytes: bytes.len() as u64,
        inflated: 0,
        counts: Counts::default(),
        uncalculated: Vec::new(),
    };
    let mut has_workbook = false;
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|error| ReadError::damaged("-", error))?;
        let name = part
            .name()
            .map(|name| name.into_owned())
            .unwrap_or_else(|_| format!("#{index}"));
        has_workbook |= name.to_ascii_lowercase().contains("workbook");
        inspection.part(&name, part)?;
    }
    if !has_workbook {
        return Err(ReadError::NotXlsx);
    }
    Ok(inspection.uncalculated)
}

/// Adds up what the directory of the archive claims.
fn check_claims(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    file: usize,
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut total: u64 = 0;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|error| ReadError::damaged("-", error))?;
        total = total.saturating_add(part.size());
    }
    check_total(total, file as u64, limits)
}

fn check_total(inflated: u64, file: u64, limits: &Limits) -> Result<(), ReadError> {
    if inflated > limits.inflated_bytes {
        return Err(ReadError::InflatesTooMuch {
            limit: limits.inflated_bytes,
        });
    }
    if inflated > SMALL && inflated > file.saturating_mul(limits.ratio) {
        return Err(ReadError::RatioTooHigh {
            limit: limits.ratio,
        });
    }
    Ok(())
}

#[derive(Default)]
struct Counts {
    cells: u64,
    texts: u64,
    styles: u64,
    sheets: u64,
    names: u64,
}

struct Inspection<'a> {
    limits: &'a Limits,
    file_bytes: u64,
    inflated: u64,
    counts: Counts,
    uncalculated: Vec<Uncalculated>,
}

/// Counts the bytes that pass and stops at the limit, or at a text without end: the parser
/// would keep all of it in memory.
struct Metered<R> {
    inner: R,
    left: u64,
    exceeded: bool,
    passed: u64,
    /// Bytes since the last `<` or `>`, and how many there may be.
    run: usize,
    longest: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.passed += count as u64;
        if count as u64 > self.left {
            self.exceeded = true;
            return Err(std::io::Error::other("limit"));
        }
        self.left -= count as u64;
        let read = buffer.get(..count).unwrap_or_default();
        self.run = match read.iter().rposition(|byte| matches!(byte, b'<' | b'>')) {
            Some(at) => count - at,
            None => self.run.saturating_add(count),
        };
        if self.run > self.longest {
            return Err(std::io::Error::other("text without end"));
        }
        Ok(count)
    }
}

/// Where the walk through one part stands.
#[derive(Default)]
struct Walk {
    row: u32,
    column: u32,
    cell: Option<Cell>,
}

#[derive(Default)]
struct Cell {
    name: String,
    formula: bool,
    value: bool,
}

impl Inspection<'_> {
    fn part(&mut self, name: &str, part: impl Read) -> Result<(), ReadError> {
        let room = self
            .limits
            .inflated_bytes
            .min(self.file_bytes.saturating_mul(self.limits.ratio).max(SMALL));
        let mut metered = Metered {
            inner: part,
            left: room.saturating_sub(self.inflated),
            exceeded: false,
            passed: 0,
            run: 0,
            // A character takes at most ten bytes, as `&#x10FFFF;`.
            longest: self
                .limits
                .cell_text
                .saturating_mul(10)
                .saturating_add(4096),
        };
        let mut first = [0_u8; 1];
        let begins = metered.read(&mut first);
        let looks_like_xml = matches!(
            first[0],
            b'<' | b' ' | b'\t' | b'\r' | b'\n' | 0xEF | 0xFE | 0xFF | 0
        );
        let outcome = match begins {
            Ok(0) => Ok(()),
            Ok(_) if looks_like_xml => {
                self.walk(name, BufReader::new(first.as_slice().chain(&mut metered)))
            }
            Ok(_) => {
                metered.longest = usize::MAX;
                std::io::copy(&mut metered, &mut std::io::sink())
                    .map(|_| ())
                    .map_err(|error| ReadError::damaged(name, error))
            }
            Err(error) => Err(ReadError::damaged(name, error)),
        };
        self.inflated += metered.passed;
        if metered.exceeded {
            check_total(self.inflated.max(room + 1), self.file_bytes, self.limits)?;
            return Err(ReadError::InflatesTooMuch {
                limit: self.limits.inflated_bytes,
            });
        }
        let is_xml = name
            .to_ascii_lowercase()
            .rsplit('.')
            .next()
            .is_some_and(|end| matches!(end, "xml" | "rels"));
        match outcome {
            // Pictures and the like only look like XML; what is refused for its size stays so.
            Err(ReadError::Damaged { .. }) if !is_xml => self.drain(name, &mut metered),
            Err(ReadError::Damaged { .. }) if metered.run > metered.longest => {
                Err(ReadError::TextTooLong {
                    place: name.to_owned(),
                    limit: self.limits.cell_text,
                })
            }
            outcome => outcome,
        }
    }

    fn drain<R: Read>(&mut self, name: &str, metered: &mut Metered<R>) -> Result<(), ReadError> {
        metered.longest = usize::MAX;
        let before = metered.passed;
        let outcome = std::io::copy(metered, &mut std::io::sink());
        self.inflated += metered.passed - before;
        if metered.exceeded {
            return Err(ReadError::InflatesTooMuch {
                limit: self.limits.inflated_bytes,
            });
        }
        outcome
            .map(|_| ())
            .map_err(|error| ReadError::damaged(name, error))
    }

    fn walk(&mut self, part: &str, source: impl std::io::BufRead) -> Result<(), ReadError> {
        let mut reader = Reader::from_reader(source);
        let config = reader.config_mut();
        // The same leniency as the library that reads the workbook afterwards.
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        let mut walk = Walk::default();
        let mut buffer = Vec::with_capacity(1024);
        loop {
            buffer.clear();
            match reader
                .read_event_into(&mut buffer)
                .map_err(|error| ReadError::damaged(part, error))?
            {
                Event::Eof => return Ok(()),
                Event::DocType(_) => {
                    return Err(ReadError::Dtd {
                        part: part.to_owned(),
                    });
                }
                Event::Start(element) => self.element(part, &element, &mut walk)?,
                Event::End(element) => self.end(part, element.local_name().as_ref(), &mut walk),
                Event::Text(text) => self.text(part, text.len(), &mut walk)?,
                Event::CData(text) => self.text(part, text.len(), &mut walk)?,
                _ => {}
            }
        }
    }

    fn element(
        &mut self,
        part: &str,
        element: &BytesStart<'_>,
        walk: &mut Walk,
    ) -> Result<(), ReadError> {
        let attribute = |name: &str| attribute(element, name);
        match element.local_name().as_ref() {
            "row" => self.row(part, attribute("r"), walk)?,
            "c" => self.cell(part, attribute("r"), walk)?,
            "f" => set(walk, |cell| cell.formula = true),
            "v" | "is" => set(walk, |cell| cell.value = true),
            "si" => bump(&mut self.counts.texts, self.limits.cells, "texts")?,
            "sst" => claimed_texts(element.attributes_raw(), self.limits.cells)?,
            "dimension" => {
                if let Some(corners) = attribute("ref")
                    && !corners.split(':').all(|corner| position(corner).is_some())
                {
                    return Err(ReadError::damaged(part, "dimension"));
                }
            }
            "xf" | "font" | "fill" | "border" | "numFmt" | "dxf" | "cellStyle" => {
                bump(&mut self.counts.styles, MAX_STYLES, "styles")?
            }
            "sheet" => bump(&mut self.counts.sheets, MAX_SHEETS, "sheets")?,
            "definedName" | "Relationship" => bump(&mut self.counts.names, MAX_NAMES, "names")?,
            _ => {}
        }
        Ok(())
    }

    fn row(&self, part: &str, name: Option<String>, walk: &mut Walk) -> Result<(), ReadError> {
        walk.column = 0;
        if let Some(row) = name {
            walk.row = number(&row)
                .ok_or_else(|| self.outside(part, &row))?
                .saturating_sub(1);
        }
        if walk.row >= self.limits.rows {
            return Err(self.outside(part, &format!("A{}", u64::from(walk.row) + 1)));
        }
        Ok(())
    }

    fn cell(&mut self, part: &str, name: Option<String>, walk: &mut Walk) -> Result<(), ReadError> {
        bump(&mut self.counts.cells, self.limits.cells, "cells")?;
        if let Some(name) = &name {
            (walk.row, walk.column) = position(name).ok_or_else(|| self.outside(part, name))?;
        }
        let name = format!("{}{}", column_name(walk.column), u64::from(walk.row) + 1);
        if walk.row >= self.limits.rows || walk.column >= self.limits.columns {
            return Err(self.outside(part, &name));
        }
        walk.cell = Some(Cell {
            name,
            ..Cell::default()
        });
        walk.column += 1;
        Ok(())
    }

    fn end(&mut self, part: &str, name: &str, walk: &mut Walk) {
        match name {
            "row" => walk.row = walk.row.saturating_add(1),
            "c" => {
                if let Some(cell) = walk.cell.take()
                    && cell.formula
                    && !cell.value
                    && self.uncalculated.len() < 1_000
                {
                    self.uncalculated.push(Uncalculated {
                        part: part.to_owned(),
                        cell: cell.name,
                    });
                }
            }
            _ => {}
        }
    }

    fn text(&self, part: &str, bytes: usize, walk: &mut Walk) -> Result<(), ReadError> {
        // Four bytes hold any character.
        if bytes > self.limits.cell_text.saturating_mul(4) {
            let place = walk
                .cell
                .as_ref()
                .map_or_else(|| part.to_owned(), |cell| format!("{part} {}", cell.name));
            return Err(ReadError::TextTooLong {
                place,
                limit: self.limits.cell_text,
            });
        }
        Ok(())
    }

    fn outside(&self, part: &str, cell: &str) -> ReadError {
        ReadError::OutOfBounds {
            part: part.to_owned(),
            cell: cell.chars().take(20).collect(),
            rows: self.limits.rows,
            columns: self.limits.columns,
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name);
    found.map(|attribute| attribute.value.into_owned())
}

fn set(walk: &mut Walk, change: impl FnOnce(&mut Cell)) {
    if let Some(cell) = &mut walk.cell {
        change(cell);
    }
}

fn bump(count: &mut u64, limit: u64, what: &str) -> Result<(), ReadError> {
    *count += 1;
    if *count > limit {
        Err(ReadError::too_many(what, limit))
    } else {
        Ok(())
    }
}

/// The library reserves room for as many texts as the attribute claims.
fn claimed_texts(attributes: &str, limit: u64) -> Result<(), ReadError> {
    for claim in attributes.split("uniqueCount").skip(1) {
        let digits: String = claim
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(char::is_ascii_digit)
            .collect();
        if !digits.is_empty() && digits.parse::<u64>().unwrap_or(u64::MAX) > limit {
            return Err(ReadError::too_many("texts", limit));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_of_texts_is_checked_however_it_is_written() {
        assert!(claimed_texts(" count=\"1\" uniqueCount=\"10\"", 10).is_ok());
        assert!(claimed_texts(" uniqueCount = '11'", 10).is_err());
        assert!(claimed_texts(" uniqueCount=\"99999999999999999999999\"", 10).is_err());
        assert!(claimed_texts(" a:uniqueCount=\"1\" uniqueCount=\"5000000\"", 10).is_err());
    }
}
