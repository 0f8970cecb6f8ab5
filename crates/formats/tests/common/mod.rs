//! Builders of workbooks, good and bad.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests; not every file uses every builder"
)]

use std::io::Write as _;

use domain::language::Language;
use formats::workbook::Sheet;
use rust_xlsxwriter::{Workbook, Worksheet};

/// A workbook as somebody fills it in: headings of a language, rows of text.
pub struct Filled {
    workbook: Workbook,
    language: Language,
}

impl Filled {
    pub fn new(language: Language) -> Self {
        Self {
            workbook: Workbook::new(),
            language,
        }
    }

    /// Adds one of our sheets with the given columns and rows below the headings (row 3 on).
    pub fn sheet(mut self, sheet: Sheet, columns: &[&str], rows: &[&[&str]]) -> Self {
        let language = self.language;
        let page = self.workbook.add_worksheet();
        page.set_name(sheet.label(language)).unwrap();
        for (column, key) in (0..).zip(columns) {
            let field = sheet.field(key).unwrap();
            page.write_string(0, column, format!("#{}.{key}", sheet.key()))
                .unwrap();
            page.write_string(1, column, field.label(language)).unwrap();
        }
        for (row, cells) in (2..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                page.write_string(row, column, *text).unwrap();
            }
        }
        self
    }

    /// Adds any sheet.
    pub fn other(mut self, name: &str, fill: impl FnOnce(&mut Worksheet)) -> Self {
        let page = self.workbook.add_worksheet();
        page.set_name(name).unwrap();
        fill(page);
        self
    }

    pub fn bytes(mut self) -> Vec<u8> {
        self.workbook.save_to_buffer().unwrap()
    }
}

/// The parts that every workbook needs, with one sheet.
pub const CONTENT_TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
pub const PACKAGE: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
pub const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="participants" sheetId="1" r:id="r1"/></sheets></workbook>"#;
pub const BOOK_PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

/// A sheet part around its rows.
pub fn sheet_xml(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

/// A workbook of raw parts: the usual ones, one sheet, and more.
pub fn raw(sheet: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", CONTENT_TYPES),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_PARTS),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    parts.extend_from_slice(more);
    zipped(&parts)
}

pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A deflate stream (fixed Huffman codes) of a start and a pattern of 15 bytes repeated: made
/// without inflating, so that a bomb costs nothing to build. Gives the stream and its length
/// after inflating.
pub fn deflated_repeat(start: &str, pattern: &[u8; 15], repeats: u64) -> (Vec<u8>, u64) {
    let mut bits = Bits::default();
    bits.low_first(1, 1);
    bits.low_first(1, 2);
    for byte in start.bytes().chain(*pattern) {
        bits.literal(byte);
    }
    let mut length = start.len() as u64 + 15;
    for _ in 0..repeats {
        // Length 258 is symbol 285; distance 15 is symbol 7 with two extra bits, 13 + 2.
        bits.high_first(0b1100_0101, 8);
        bits.high_first(7, 5);
        bits.low_first(2, 2);
        length += 258;
    }
    bits.high_first(0, 7);
    (bits.finish(), length)
}

#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    current: u32,
    count: u32,
}

impl Bits {
    fn low_first(&mut self, value: u32, width: u32) {
        for bit in 0..width {
            self.push(value >> bit & 1);
        }
    }

    fn high_first(&mut self, value: u32, width: u32) {
        for bit in (0..width).rev() {
            self.push(value >> bit & 1);
        }
    }

    fn literal(&mut self, byte: u8) {
        if byte < 144 {
            self.high_first(0x30 + u32::from(byte), 8)
        } else {
            self.high_first(0x190 + u32::from(byte) - 144, 9)
        }
    }

    fn push(&mut self, bit: u32) {
        self.current |= bit << self.count;
        self.count += 1;
        if self.count == 8 {
            self.bytes.push(u8::try_from(self.current).unwrap());
            (self.current, self.count) = (0, 0);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        while self.count > 0 {
            self.push(0);
        }
        self.bytes
    }
}

/// An archive of one deflated part whose directory claims a length, true or not.
pub fn archive_claiming(name: &str, stream: &[u8], claimed: u32) -> Vec<u8> {
    let packed = u32::try_from(stream.len()).unwrap();
    let name_length = u16::try_from(name.len()).unwrap();
    let mut file = Vec::new();
    let common = |file: &mut Vec<u8>| {
        for field in [20_u16, 0, 8, 0, 0] {
            file.extend_from_slice(&field.to_le_bytes());
        }
        for field in [0_u32, packed, claimed] {
            file.extend_from_slice(&field.to_le_bytes());
        }
        file.extend_from_slice(&name_length.to_le_bytes());
        file.extend_from_slice(&0_u16.to_le_bytes());
    };
    file.extend_from_slice(b"PK\x03\x04");
    common(&mut file);
    file.extend_from_slice(name.as_bytes());
    file.extend_from_slice(stream);
    let directory = u32::try_from(file.len()).unwrap();
    file.extend_from_slice(b"PK\x01\x02\x14\x00");
    common(&mut file);
    file.extend_from_slice(&[0; 14]);
    file.extend_from_slice(name.as_bytes());
    let length = u32::try_from(file.len()).unwrap() - directory;
    file.extend_from_slice(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&directory.to_le_bytes());
    file.extend_from_slice(&[0, 0]);
    file
}
