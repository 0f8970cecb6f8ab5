//! Whatever the bytes, reading answers; it never panics and never takes more than its limits.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod common;

use common::{Filled, raw, sheet_xml};
use domain::language::Language;
use formats::workbook::{Limits, Sheet, explain, read, template};
use proptest::prelude::*;

fn small() -> Limits {
    Limits {
        file_bytes: 200_000,
        inflated_bytes: 4_000_000,
        cells: 20_000,
        rows: 2_000,
        columns: 50,
        ..Limits::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        prop_assert!(read(bytes.as_slice(), small()).is_err());
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend(bytes);
        prop_assert!(read(zip.as_slice(), small()).is_err());
    }

    #[test]
    fn a_template_with_broken_bytes(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = template(Language::De).unwrap();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // Either refused or read; what is read can be explained.
        if let Ok(workbook) = read(bytes.as_slice(), small()) {
            for problem in &workbook.problems {
                prop_assert!(!explain(problem, Language::En).is_empty());
            }
        }
    }

    #[test]
    fn arbitrary_markup_in_a_sheet(rows in "(<(row|c|v|is|t|f|x)( (r|t|s)=\"[A-C0-9sbned]{0,3}\")?/?>|</(row|c|v|is|t|f)>|[a-z0-9&;<#.]{0,4}){0,40}") {
        let outcome = read(raw(&sheet_xml(&rows), &[]).as_slice(), small());
        if let Err(error) = outcome {
            prop_assert!(!error.to_string().is_empty());
        }
    }

    #[test]
    fn arbitrary_text_in_every_cell(cells in prop::collection::vec("\\PC{0,20}", 14)) {
        let keys: Vec<&str> = Sheet::Participants.fields().iter().map(|field| field.key).collect();
        let row: Vec<&str> = cells.iter().map(String::as_str).collect();
        let bytes = Filled::new(Language::ZhHans).sheet(Sheet::Participants, &keys, &[&row]).bytes();
        let workbook = read(bytes.as_slice(), small()).unwrap();
        let summary = workbook.sheets.first().cloned();
        let refused = summary.as_ref().map_or(0, |summary| summary.refused);
        prop_assert_eq!(summary.map_or(0, |summary| summary.rows) as usize, workbook.participants.len() + refused as usize);
        // A row that is not taken over says why.
        prop_assert!(refused == 0 || !workbook.is_importable());
    }
}
