//! Tables as XLSX and CSV say exactly what the cells say, and nothing in them is executed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use formats::table::{Cell, Column, Table, WriteError, to_csv, to_xlsx};
use jiff::Timestamp;
use jiff::civil::{date, datetime, time};

const DANGEROUS: [&str; 14] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    " =1",
    "'=1",
    "=HYPERLINK(\"http://a.example\")",
];

fn guests() -> Table {
    Table {
        name: "嘉宾: 2026/April?".to_owned(),
        columns: vec![
            Column::new("姓名"),
            Column {
                header: "Tag".to_owned(),
                width: Some(12.0),
            },
            Column::new("Zahl"),
            Column::new("Uhrzeit"),
        ],
        rows: vec![
            vec![
                "王伟, \"Wei\"".into(),
                Cell::Date(date(2026, 4, 14)),
                Cell::Integer(90),
                Cell::Time(time(9, 30, 0, 0)),
            ],
            vec![
                "007".into(),
                Cell::DateTime(datetime(2026, 4, 14, 9, 30, 0, 0)),
                Cell::Number(1.5),
            ],
            vec![
                Cell::Empty,
                Cell::Date(date(1899, 1, 1)),
                Cell::Integer(i64::MAX),
                Cell::Number(f64::NAN),
            ],
        ],
    }
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).unwrap()
}

#[test]
fn a_workbook_holds_typed_cells() {
    let bytes = to_xlsx(&[guests(), guests()], Timestamp::UNIX_EPOCH).unwrap();
    let mut workbook = opened(&bytes);
    let names = workbook.sheet_names();
    assert_eq!(names, ["嘉宾  2026 April", "嘉宾  2026 April (2)"]);
    let sheet = workbook.worksheet_range(&names[0]).unwrap();
    let cell = |row, column| {
        sheet
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(cell(0, 0), Data::String("姓名".to_owned()));
    assert_eq!(cell(1, 0), Data::String("王伟, \"Wei\"".to_owned()));
    assert!(
        matches!(cell(1, 1), Data::DateTime(day) if (day.as_f64() - 46126.0).abs() < 1e-9),
        "{:?}",
        cell(1, 1)
    );
    assert_eq!(cell(1, 2), Data::Float(90.0));
    assert!(
        matches!(cell(1, 3), Data::DateTime(clock) if (clock.as_f64() - 9.5 / 24.0).abs() < 1e-9)
    );
    assert_eq!(cell(2, 0), Data::String("007".to_owned()), "stays text");
    assert_eq!(cell(3, 1), Data::String("1899-01-01".to_owned()));
    assert_eq!(
        cell(3, 2),
        Data::String(i64::MAX.to_string()),
        "too large for a spreadsheet's numbers"
    );
    assert_eq!(cell(3, 3), Data::String("NaN".to_owned()));
}

#[test]
fn the_heading_is_frozen_and_filtered_and_the_font_has_chinese() {
    let bytes = to_xlsx(&[guests()], Timestamp::UNIX_EPOCH).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:D4\"/>"),
        "{sheet}"
    );
    assert!(sheet.contains("<cols>"));
    assert!(part("xl/styles.xml").contains("Microsoft YaHei"));
    assert!(part("docProps/core.xml").contains("1970-01-01T00:00:00Z"));
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(
        to_xlsx(&[guests()], Timestamp::UNIX_EPOCH).unwrap(),
        to_xlsx(&[guests()], Timestamp::UNIX_EPOCH).unwrap()
    );
}

#[test]
fn no_text_becomes_a_formula() {
    let rows = DANGEROUS.map(|text| vec![text.into()]).to_vec();
    let table = Table {
        name: "=cmd".to_owned(),
        columns: vec![Column::new("=1+1")],
        rows,
    };
    let bytes = to_xlsx(std::slice::from_ref(&table), Timestamp::UNIX_EPOCH).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let sheet =
        std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").unwrap()).unwrap();
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert_eq!(
        opened(&bytes)
            .worksheet_range("=cmd")
            .unwrap()
            .get_value((1, 0)),
        Some(&Data::String("=1+1".to_owned()))
    );

    let csv = to_csv(&table).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv.strip_prefix("\u{feff}".as_bytes()).unwrap());
    let mut count = 0;
    for record in reader.records() {
        let record = record.unwrap();
        assert!(record[0].starts_with('\''), "{record:?}");
        count += 1;
    }
    assert_eq!(count, DANGEROUS.len() + 1);
}

#[test]
fn csv_is_for_spreadsheets() {
    let csv = String::from_utf8(to_csv(&guests()).unwrap()).unwrap();
    assert_eq!(
        csv,
        "\u{feff}姓名,Tag,Zahl,Uhrzeit\r\n\"王伟, \"\"Wei\"\"\",2026-04-14,90,09:30\r\n007,2026-04-14 09:30,1.5,\r\n,1899-01-01,9223372036854775807,NaN\r\n"
    );
    let negative = Table {
        columns: vec![Column::new("n")],
        rows: vec![vec![Cell::Integer(-5)], vec!["-5".into()]],
        ..Table::default()
    };
    let csv = String::from_utf8(to_csv(&negative).unwrap()).unwrap();
    assert!(
        csv.ends_with("n\r\n-5\r\n'-5\r\n"),
        "numbers stay numbers, texts are guarded: {csv}"
    );
}

#[test]
fn what_cannot_be_written_is_refused() {
    assert!(matches!(
        to_xlsx(&[], Timestamp::UNIX_EPOCH),
        Err(WriteError::Nothing)
    ));
    assert!(matches!(
        to_csv(&Table::default()),
        Err(WriteError::Nothing)
    ));
    let wide = Table {
        columns: vec![Column::new("a")],
        rows: vec![vec![], vec!["1".into(), "2".into()]],
        ..Table::default()
    };
    assert!(matches!(
        to_xlsx(std::slice::from_ref(&wide), Timestamp::UNIX_EPOCH),
        Err(WriteError::TooManyCells { row: 1, .. })
    ));
    assert!(matches!(
        to_csv(&wide),
        Err(WriteError::TooManyCells { row: 1, .. })
    ));
}

#[test]
fn long_texts_and_controls_fit_into_a_cell() {
    let table = Table {
        columns: vec![Column::new("a")],
        rows: vec![
            vec!["汉".repeat(40_000).into()],
            vec!["a\u{0}b\u{1b}c".into()],
        ],
        ..Table::default()
    };
    let bytes = to_xlsx(&[table], Timestamp::UNIX_EPOCH).unwrap();
    let mut workbook = opened(&bytes);
    let sheet = workbook.worksheet_range("Sheet").unwrap();
    assert!(
        matches!(sheet.get_value((1, 0)), Some(Data::String(text)) if text.chars().count() == 32_767 && text.ends_with('…'))
    );
    assert_eq!(
        sheet.get_value((2, 0)),
        Some(&Data::String("abc".to_owned()))
    );
}
