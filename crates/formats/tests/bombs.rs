//! Workbooks made to harm are refused with a reason, before anything is allocated for them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod common;

use common::{archive_claiming, deflated_repeat, raw, sheet_xml, zipped};
use domain::language::Language;
use formats::workbook::{Limits, ReadError, explain_refusal, read};

fn refusal(bytes: &[u8]) -> ReadError {
    let error = read(bytes, Limits::default()).expect_err("must be refused");
    for language in Language::ALL {
        assert!(
            explain_refusal(&error, language).chars().count() > 10,
            "{error:?} in {language}"
        );
        assert!(
            !explain_refusal(&error, language).contains('{'),
            "{error:?} in {language}"
        );
    }
    error
}

#[test]
fn two_cells_in_opposite_corners() {
    let sheet = sheet_xml(
        r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#,
    );
    let bytes = raw(&sheet, &[]);
    assert!(bytes.len() < 2_500, "{}", bytes.len());
    assert!(matches!(refusal(&bytes), ReadError::OutOfBounds { .. }));
    // The same without a row number, and far to the right only.
    let sheet = sheet_xml(r#"<row><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>"#);
    assert_eq!(
        refusal(&raw(&sheet, &[])),
        ReadError::OutOfBounds {
            part: "xl/worksheets/sheet1.xml".to_owned(),
            cell: "XFD1".to_owned(),
            rows: 100_000,
            columns: 200
        }
    );
}

#[test]
fn positions_that_overflow_are_refused() {
    for cell in ["A99999999999", "ZZZZZZZZ1", "A0", "A-1", ""] {
        let sheet = sheet_xml(&format!(r#"<row><c r="{cell}"><v>1</v></c></row>"#));
        assert!(
            matches!(refusal(&raw(&sheet, &[])), ReadError::OutOfBounds { .. }),
            "{cell}"
        );
    }
    let sheet = sheet_xml(r#"<row r="4294967295"><c><v>1</v></c></row>"#);
    assert!(matches!(
        refusal(&raw(&sheet, &[])),
        ReadError::OutOfBounds { .. }
    ));
    let sheet = sheet_xml("").replace(
        "<sheetData>",
        r#"<dimension ref="A99999999999:B1"/><sheetData>"#,
    );
    assert!(matches!(
        refusal(&raw(&sheet, &[])),
        ReadError::Damaged { .. }
    ));
}

#[test]
fn three_hundred_megabytes_that_the_directory_admits() {
    let (stream, length) = deflated_repeat("<worksheet><sheetData>", b"<row><c/></row>", 1_162_800);
    let bytes = archive_claiming(
        "xl/worksheets/sheet1.xml",
        &stream,
        u32::try_from(length).unwrap(),
    );
    assert!(length > 299_000_000 && bytes.len() < 2_300_000);
    assert_eq!(
        refusal(&bytes),
        ReadError::InflatesTooMuch {
            limit: 100 * 1024 * 1024
        }
    );
}

#[test]
fn three_hundred_megabytes_that_the_directory_hides() {
    let (rows, _) = deflated_repeat("<worksheet><sheetData>", b"<row><c/></row>", 1_162_800);
    let bytes = archive_claiming("xl/worksheets/sheet1.xml", &rows, 1_000);
    assert!(
        matches!(
            refusal(&bytes),
            ReadError::OutOfBounds { .. } | ReadError::Damaged { .. }
        ),
        "stops at the rows, or where the claim ends"
    );
    let (spaces, _) = deflated_repeat("<worksheet>", &[b' '; 15], 1_162_800);
    let bytes = archive_claiming("xl/worksheets/sheet1.xml", &spaces, 1_000);
    assert!(
        matches!(
            refusal(&bytes),
            ReadError::TextTooLong { .. } | ReadError::Damaged { .. }
        ),
        "stops at the text without end"
    );
    let (picture, _) = deflated_repeat("\u{89}PNG", &[7; 15], 100_000);
    let bytes = archive_claiming("xl/media/image1.png", &picture, 1_000);
    let error = refusal(&bytes);
    assert!(
        matches!(
            error,
            ReadError::RatioTooHigh { .. }
                | ReadError::InflatesTooMuch { .. }
                | ReadError::Damaged { .. }
        ),
        "{error:?}"
    );
}

#[test]
fn a_ratio_above_the_limit_is_refused_even_when_small() {
    let (stream, length) = deflated_repeat("<worksheet>", &[b' '; 15], 20_000);
    let bytes = archive_claiming(
        "xl/worksheets/sheet1.xml",
        &stream,
        u32::try_from(length).unwrap(),
    );
    assert_eq!(refusal(&bytes), ReadError::RatioTooHigh { limit: 100 });
}

#[test]
fn the_same_text_in_many_cells_counts_each_time() {
    let text = "x".repeat(30_000);
    let strings = format!(r#"<sst uniqueCount="1"><si><t>{text}</t></si></sst>"#);
    let rows: String = (1..=3_000)
        .map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#))
        .collect();
    let bytes = raw(&sheet_xml(&rows), &[("xl/sharedStrings.xml", &strings)]);
    assert!(bytes.len() < 60_000);
    assert_eq!(
        refusal(&bytes),
        ReadError::TooMuchText {
            sheet: "participants".to_owned(),
            limit: 48 * 1024 * 1024
        }
    );
}

#[test]
fn a_claimed_number_of_texts_reserves_nothing() {
    let strings = r#"<sst count="1" uniqueCount="99999999999"><si><t>a</t></si></sst>"#;
    let bytes = raw(&sheet_xml(""), &[("xl/sharedStrings.xml", strings)]);
    assert_eq!(
        refusal(&bytes),
        ReadError::TooMany {
            what: "texts".to_owned(),
            limit: 2_000_000
        }
    );
}

#[test]
fn too_many_cells_parts_styles_and_too_long_texts() {
    let cells: String = (1..=60)
        .map(|row| format!(r#"<row r="{row}">{}</row>"#, "<c/>".repeat(20)))
        .collect();
    let limits = Limits {
        cells: 1_000,
        ..Limits::default()
    };
    let error = read(raw(&sheet_xml(&cells), &[]).as_slice(), limits).unwrap_err();
    assert_eq!(
        error,
        ReadError::TooMany {
            what: "cells".to_owned(),
            limit: 1_000
        }
    );

    let names: Vec<String> = (0..2_100).map(|n| format!("xl/part{n}.xml")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "<a/>")).collect();
    assert_eq!(
        refusal(&zipped(&parts)),
        ReadError::TooManyParts { limit: 2_000 }
    );

    let styles = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        "<xf/>".repeat(70_000)
    );
    assert_eq!(
        refusal(&raw(&sheet_xml(""), &[("xl/styles.xml", &styles)])),
        ReadError::TooMany {
            what: "styles".to_owned(),
            limit: 65_536
        }
    );

    let long = format!(
        r#"<row r="1"><c r="B1" t="inlineStr"><is><t>{}</t></is></c></row>"#,
        "汉".repeat(32_768)
    );
    let error = refusal(&raw(&sheet_xml(&long), &[]));
    assert_eq!(
        error,
        ReadError::TextTooLong {
            place: "participants B1".to_owned(),
            limit: 32_767
        }
    );
}

#[test]
fn definitions_are_refused_in_every_part() {
    let laughs =
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>"#;
    for part in [
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/anything.bin",
    ] {
        let bytes = raw(&sheet_xml(""), &[(part, &format!("{laughs}<a>&b;</a>"))]);
        assert_eq!(
            refusal(&bytes),
            ReadError::Dtd {
                part: part.to_owned()
            }
        );
    }
}

#[test]
fn a_workbook_inside_the_workbook_is_not_opened() {
    let inner = zipped(&[("a.txt", "a")]);
    let inner = String::from_utf8_lossy(&inner).into_owned();
    let bytes = raw(&sheet_xml(""), &[("xl/embeddings/inner.xlsx", &inner)]);
    let outcome = read(bytes.as_slice(), Limits::default());
    assert!(
        matches!(outcome, Ok(_) | Err(ReadError::NotOurs)),
        "{outcome:?}"
    );
}

#[test]
fn other_files_are_named_for_what_they_are() {
    assert_eq!(refusal(b""), ReadError::NotXlsx);
    assert_eq!(
        refusal("code;name\r\n1;王伟".as_bytes()),
        ReadError::NotXlsx
    );
    assert_eq!(
        refusal(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"),
        ReadError::OldOrProtected
    );
    assert!(matches!(refusal(b"PK\x03\x04"), ReadError::Damaged { .. }));
    assert_eq!(
        refusal(&zipped(&[("word/document.xml", "<w/>")])),
        ReadError::NotXlsx
    );
    let whole = formats::workbook::template(Language::En).unwrap();
    assert!(matches!(
        refusal(&whole[..whole.len() / 2]),
        ReadError::Damaged { .. }
    ));
    let limits = Limits {
        file_bytes: 1_000,
        ..Limits::default()
    };
    assert_eq!(
        read(whole.as_slice(), limits).unwrap_err(),
        ReadError::TooLarge { limit: 1_000 }
    );
}
