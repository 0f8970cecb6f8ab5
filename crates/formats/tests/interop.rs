//! Other programs' libraries open what we write: python `openpyxl` and `icalendar`.
//!
//! The interpreter is named by `LEGATION_PYTHON` (the test script makes one with both libraries);
//! without it, or without the libraries, the check says so and is passed over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "tests"
)]

use std::process::Command;

use domain::language::Language;
use domain::time::ZoneName;
use formats::calendar::{Calendar, Event, EventStatus, EventTime, to_ics};
use formats::table::{Cell, Column, Table, to_xlsx};
use formats::workbook::template;
use jiff::civil::{date, datetime};
use jiff::{SignedDuration, Timestamp};

const ZONES: [&str; 6] = [
    "Europe/Berlin",
    "Asia/Shanghai",
    "Europe/Istanbul",
    "America/New_York",
    "Africa/Casablanca",
    "Asia/Kolkata",
];

/// One event each month for two years in each zone, with the moment that it must mean.
fn feed() -> (Calendar, String) {
    let (mut events, mut expected) = (Vec::new(), String::new());
    for zone in ZONES {
        for month in 0..24_i16 {
            let local = datetime(
                2026 + month / 12,
                i8::try_from(month % 12 + 1).unwrap(),
                28,
                9,
                15,
                0,
                0,
            );
            let zone = ZoneName::new(zone).unwrap();
            let uid = format!("{month}-{zone}@legation.example");
            expected.push_str(&format!("{uid} {}\n", zone.moment(local).as_second()));
            let time = EventTime::Exact {
                start: local,
                end: local.saturating_add(SignedDuration::from_hours(1)),
                zone,
            };
            events.push(Event {
                uid,
                sequence: 1,
                modified_at: Timestamp::UNIX_EPOCH,
                time,
                status: EventStatus::Confirmed,
                title: "企业对接会；Gespräch, 1".repeat(8),
                location: String::new(),
                description: "line\nline".to_owned(),
                categories: vec!["会谈".to_owned()],
                url: None,
            });
        }
    }
    events.push(Event {
        time: EventTime::Days {
            from: date(2026, 5, 1),
            to: date(2026, 5, 3),
        },
        uid: "days".to_owned(),
        ..events[0].clone()
    });
    (
        Calendar {
            name: "试验".to_owned(),
            description: String::new(),
            refresh: SignedDuration::from_hours(1),
            events,
        },
        expected,
    )
}

/// A workbook with one request.
fn session() -> Vec<u8> {
    let mut session = formats::workbook::Workbook::default();
    let party = |row| formats::workbook::Party::Elsewhere {
        code: format!("P{row}"),
    };
    session.requests.push(formats::workbook::Request {
        row: 3,
        code: Some("R1".to_owned()),
        from: party(1),
        to: party(2),
        priority: formats::workbook::Priority::High,
        other_priority: None,
        must: None,
        answer: formats::workbook::Answer::Open,
        session: None,
        slot: None,
        table: None,
        possible: vec![],
        interpreting: None,
        preferred: vec!["S1".to_owned(), "S2".to_owned()],
        from_person: None,
        to_person: Some(party(2)),
        meeting: None,
        subject: None,
        course: formats::workbook::RequestCourse {
            sent: Some(formats::workbook::Moment::Exact(
                "2026-04-01T09:30:00Z".parse().unwrap(),
            )),
            sent_by: Some(formats::workbook::Hand::Participant),
            ..Default::default()
        },
        note: None,
    });
    formats::workbook::write(&session, Language::De).unwrap()
}

#[test]
fn python_reads_what_we_write() {
    let python = std::env::var("LEGATION_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let probe = Command::new(&python)
        .args(["-c", "import openpyxl, icalendar"])
        .output();
    if !probe.is_ok_and(|output| output.status.success()) {
        assert!(
            std::env::var_os("LEGATION_PYTHON").is_none(),
            "LEGATION_PYTHON has no openpyxl and icalendar"
        );
        eprintln!("passed over: {python} has no openpyxl and icalendar; set LEGATION_PYTHON");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (calendar, expected) = feed();
    std::fs::write(folder.path().join("feed.ics"), to_ics(&calendar).unwrap()).unwrap();
    std::fs::write(folder.path().join("feed.txt"), expected).unwrap();
    for language in Language::ALL {
        std::fs::write(
            folder.path().join(format!("template-{language}.xlsx")),
            template(language).unwrap(),
        )
        .unwrap();
    }
    std::fs::write(folder.path().join("session.xlsx"), session()).unwrap();
    let table = Table {
        name: "名单".to_owned(),
        columns: vec![Column::new("姓名"), Column::new("Tag"), Column::new("Zahl")],
        rows: vec![
            vec![
                "=1+1".into(),
                Cell::Date(date(2026, 4, 14)),
                Cell::Integer(-3),
            ],
            vec!["王伟".into()],
        ],
    };
    std::fs::write(
        folder.path().join("table.xlsx"),
        to_xlsx(&[table], Timestamp::UNIX_EPOCH).unwrap(),
    )
    .unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/interop.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(String::from_utf8_lossy(&output.stdout).contains("all checks passed"));
}
