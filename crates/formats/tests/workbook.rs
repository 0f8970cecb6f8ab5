//! The template is read back in every language; every mistake is found where it stands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests"
)]

mod common;

use std::io::Cursor;

use calamine::{DataType as _, Reader as _, Xlsx};
use common::{Filled, raw, sheet_xml};
use domain::language::Language;
use formats::workbook::{
    Answer, Choice, ChoiceList, Limits, OrganisationRef, Party, Priority, Problem, ProblemKind,
    ReadError, Role, Session, Severity, Sheet, TableKind, Workbook, explain, from_json, read,
    template, to_json,
};

fn taken(bytes: &[u8]) -> Workbook {
    read(bytes, Limits::default()).expect("readable")
}

fn one(workbook: &Workbook, wanted: impl Fn(&ProblemKind) -> bool) -> &Problem {
    let found: Vec<&Problem> = workbook
        .problems
        .iter()
        .filter(|problem| wanted(&problem.kind))
        .collect();
    assert_eq!(found.len(), 1, "{:#?}", workbook.problems);
    found[0]
}

fn place(problem: &Problem) -> (Option<Sheet>, Option<u32>, Option<&str>) {
    (problem.sheet, problem.row, problem.column.as_deref())
}

const PEOPLE: [&str; 8] = [
    "code",
    "name_zh",
    "name_latin",
    "organisation",
    "role",
    "languages",
    "email",
    "unavailable",
];
const FIRMS: [&str; 5] = ["code", "name_zh", "name_de", "kind", "country"];
const WISHES: [&str; 6] = ["code", "from", "to", "priority", "answer", "slot"];
const TIMES: [&str; 5] = ["code", "date", "start", "end", "zone"];
const PLACES: [&str; 3] = ["code", "label", "seats"];

fn words(language: Language) -> (&'static str, &'static str, &'static str, &'static str) {
    match language {
        Language::ZhHans => ("企业代表", "企业", "高", "已接受"),
        Language::En => ("company representative", "Company", "high", "Accepted"),
        Language::De => (
            "Unternehmensvertretung",
            "Unternehmen",
            "hoch",
            "angenommen",
        ),
    }
}

fn complete(language: Language) -> Vec<u8> {
    let (role, kind, priority, answer) = words(language);
    let booth = TableKind::Booth.label(language);
    Filled::new(language)
        .sheet(
            Sheet::Participants,
            &PEOPLE,
            &[
                &[
                    "P1",
                    "王小明",
                    "WANG Xiaoming",
                    "O1",
                    role,
                    "zh, en",
                    "wang@example.com",
                    "S2",
                ],
                &[
                    "P2",
                    "",
                    "Müller, Eva",
                    "Muster GmbH",
                    role,
                    "de",
                    "eva@example.de",
                    "",
                ],
            ],
        )
        .sheet(
            Sheet::Organisations,
            &FIRMS,
            &[
                &["O1", "示例机械", "", kind, "cn"],
                &["O2", "", "Muster GmbH", kind, "DE"],
            ],
        )
        .sheet(
            Sheet::Requests,
            &WISHES,
            &[
                &["R1", "p1", "P2", priority, answer, "S1"],
                &["R2", "O2", "P1", "", "", ""],
            ],
        )
        .sheet(
            Sheet::Slots,
            &TIMES,
            &[
                &["S1", "2026-04-14", "09:00", "09:20", "Europe/Berlin"],
                &["S2", "14.04.2026", "14:00", "14:20", "Europe/Berlin"],
            ],
        )
        .sheet(
            Sheet::Tables,
            &["code", "label", "seats", "kind", "owner", "venue"],
            &[
                &["T1", "1号桌", "4", booth, "O1", "Halle 1"],
                &["T2", "2号桌", "", "", "", "Hotel"],
            ],
        )
        .sheet(
            Sheet::Venues,
            &["code", "name", "other", "minutes"],
            &[&["V1", "Halle 1", "Hotel", "15"]],
        )
        .bytes()
}

#[test]
fn the_empty_template_has_examples_that_are_not_read() {
    for language in Language::ALL {
        let workbook = taken(&template(language).unwrap());
        assert_eq!(workbook.row_count(), 0);
        let examples = workbook
            .problems
            .iter()
            .filter(|problem| problem.kind == ProblemKind::ExampleIgnored);
        assert_eq!(
            examples
                .filter(|problem| problem.row == Some(3) && problem.column.as_deref() == Some("A"))
                .count(),
            Sheet::ALL.len()
        );
        assert_eq!(
            workbook.problems.len(),
            Sheet::ALL.len() + 1,
            "{:#?}",
            workbook.problems
        );
        assert!(
            workbook
                .problems
                .iter()
                .any(|problem| problem.kind == ProblemKind::NothingToRead)
        );
        assert!(!workbook.is_importable());
        assert_eq!(
            template(language).unwrap(),
            template(language).unwrap(),
            "the same bytes each time"
        );
    }
}

#[test]
fn the_example_row_says_nothing_that_would_be_taken_for_a_wish() {
    for language in Language::ALL {
        let bytes = template(language).unwrap();
        let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
        for sheet in Sheet::ALL {
            let page = book.worksheet_range(sheet.label(language)).unwrap();
            for (column, field) in (0..).zip(sheet.fields()) {
                let is_name = field.key.starts_with("name_");
                let is_known = ["code", "note", "organisation"].contains(&field.key);
                let filled = page
                    .get_value((2, column))
                    .is_some_and(|cell| !cell.is_empty());
                assert_eq!(
                    filled,
                    field.required || is_name || is_known,
                    "{}",
                    field.key
                );
            }
        }
    }
}

#[test]
fn what_is_wrong_with_tables_and_venues_is_found_where_it_stands() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Tables,
            &["code", "label", "kind", "owner"],
            &[
                &["T1", "one", "booth", ""],
                &["T2", "two", "virtual", "O1"],
                &["T3", "three", "", "X9"],
                &["T4", "four", "stool", ""],
            ],
        )
        .sheet(
            Sheet::Organisations,
            &FIRMS,
            &[&["O1", "", "Muster GmbH", "company", "DE"]],
        )
        .sheet(
            Sheet::Venues,
            &["code", "name", "other", "minutes"],
            &[
                &["V1", "Fair", "Hotel", ""],
                &["V2", "Fair", "", "5"],
                &["V3", "Hall", "Hotel", "10"],
                &["V4", "hotel", "Hall", "12"],
            ],
        )
        .bytes();
    let workbook = taken(&bytes);
    let found: Vec<_> = workbook
        .problems_of(Severity::Error)
        .map(|problem| {
            (
                problem.sheet.unwrap(),
                problem.row.unwrap(),
                problem.kind.clone(),
            )
        })
        .collect();
    let list = ChoiceList::TableKind;
    let target = Sheet::Participants;
    let wanted = [
        (Sheet::Tables, 3, ProblemKind::Missing),
        (Sheet::Tables, 4, ProblemKind::BadChoice { list }),
        (Sheet::Tables, 5, ProblemKind::UnknownReference { target }),
        (Sheet::Tables, 6, ProblemKind::BadChoice { list }),
        (Sheet::Venues, 3, ProblemKind::Missing),
        (Sheet::Venues, 4, ProblemKind::Missing),
    ];
    assert_eq!(found, wanted);
    // The same way once more, from the other side: a warning.
    let twice = |kind: &ProblemKind| matches!(kind, ProblemKind::DuplicateEntry { first_row: 5 });
    let (sheet, row, _) = place(one(&workbook, twice));
    assert_eq!((sheet, row), (Some(Sheet::Venues), Some(6)));
}

#[test]
fn the_same_workbook_is_read_in_every_language() {
    let outcomes: Vec<Workbook> = Language::ALL
        .into_iter()
        .map(|language| taken(&complete(language)))
        .collect();
    for workbook in &outcomes {
        assert_eq!(workbook.problems, Vec::new());
        assert!(workbook.is_importable());
        assert_eq!(workbook.participants, outcomes[0].participants);
        assert_eq!(workbook.organisations, outcomes[0].organisations);
        assert_eq!(workbook.requests, outcomes[0].requests);
        assert_eq!(workbook.slots, outcomes[0].slots);
        assert_eq!(workbook.tables, outcomes[0].tables);
    }
    let workbook = &outcomes[0];
    let wang = &workbook.participants[0];
    assert_eq!(
        (wang.row, wang.name_zh.as_deref(), wang.role),
        (3, Some("王小明"), Role::Company)
    );
    assert_eq!(wang.organisation, Some(OrganisationRef::Row { row: 3 }));
    assert_eq!(wang.unavailable, ["S2"]);
    assert_eq!(
        workbook.participants[1].organisation,
        Some(OrganisationRef::Row { row: 4 }),
        "found by its name"
    );
    assert_eq!(workbook.organisations[0].country.as_deref(), Some("CN"));
    let wish = &workbook.requests[0];
    assert_eq!(
        (&wish.from, &wish.to),
        (
            &Party::Participant { row: 3 },
            &Party::Participant { row: 4 }
        )
    );
    assert_eq!(
        (wish.priority, wish.answer, wish.slot.as_deref()),
        (Priority::High, Answer::Accepted, Some("S1"))
    );
    assert_eq!(workbook.requests[1].from, Party::Organisation { row: 4 });
    assert_eq!(
        (workbook.requests[1].priority, workbook.requests[1].answer),
        (Priority::Medium, Answer::Open)
    );
    assert_eq!(
        workbook
            .slots
            .iter()
            .map(|slot| slot.session)
            .collect::<Vec<_>>(),
        [Session::Morning, Session::Afternoon]
    );
    let booth = &workbook.tables[0];
    assert_eq!((booth.seats, booth.kind), (Some(4), Some(TableKind::Booth)));
    assert_eq!(booth.owner, Some(Party::Organisation { row: 3 }));
    assert_eq!(booth.venue.as_deref(), Some("Halle 1"));
    let way = &workbook.venues[0];
    assert_eq!(
        (way.other.as_deref(), way.minutes),
        (Some("Hotel"), Some(15))
    );
}

#[test]
fn the_outcome_survives_json() {
    let outcome = Ok(taken(&complete(Language::De)));
    assert_eq!(from_json(&to_json(&outcome).unwrap()).unwrap(), outcome);
    let refusal: Result<Workbook, ReadError> = Err(ReadError::OutOfBounds {
        part: "p".to_owned(),
        cell: "XFD1".to_owned(),
        rows: 1,
        columns: 2,
    });
    assert_eq!(from_json(&to_json(&refusal).unwrap()).unwrap(), refusal);
    assert!(from_json("{}").is_err());
}

#[test]
fn every_mistake_in_a_row_is_found_in_its_cell() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Participants,
            &[
                "code",
                "name_zh",
                "name_latin",
                "role",
                "languages",
                "email",
                "phone",
                "max_meetings",
                "unavailable",
            ],
            &[
                &[
                    "P 1", "Smith", "王", "boss", "Deutsch", "x", "123", "-1", "S9",
                ],
                &["P2", "", "", "", "", "", "", "", ""],
                &["P3", "王伟", "", "", "", "", "", "", ""],
            ],
        )
        .bytes();
    let workbook = taken(&bytes);
    let found: Vec<(u32, String, String)> = workbook
        .problems
        .iter()
        .map(|problem| {
            (
                problem.row.unwrap(),
                problem.column.clone().unwrap(),
                problem.message_key().replace("workbook-problem-", ""),
            )
        })
        .collect();
    let expected = [
        (3, "A", "bad_code"),
        (3, "B", "wrong_script"),
        (3, "C", "wrong_script"),
        (3, "D", "bad_choice"),
        (3, "E", "bad_language"),
        (3, "F", "bad_email"),
        (3, "G", "bad_phone"),
        (3, "H", "bad_number"),
        (4, "B", "no_name"),
        (4, "D", "missing"),
        (5, "D", "missing"),
    ];
    assert_eq!(
        found,
        expected
            .map(|(row, column, kind)| (row, column.to_owned(), kind.to_owned()))
            .to_vec()
    );
    assert_eq!(
        (workbook.sheets[0].rows, workbook.sheets[0].refused),
        (3, 3)
    );
    assert_eq!(workbook.participants, []);
}

#[test]
fn slots_need_dates_times_and_zones_that_exist() {
    let rows: [&[&str]; 6] = [
        &["S1", "03/04/2026", "09:00", "10:00", "Europe/Berlin"],
        &["S2", "2026-04-14", "9am", "10:00", "CET"],
        &["S3", "2026-04-14", "10:00", "10:00", "Europe/Berlin"],
        &["S4", "2026-03-29", "02:30", "04:00", "Europe/Berlin"],
        &["S5", "2026-10-25", "01:00", "02:30", "Europe/Berlin"],
        &["S6", "2026-03-29", "02:30", "04:00", "Asia/Shanghai"],
    ];
    let workbook = taken(
        &Filled::new(Language::De)
            .sheet(Sheet::Slots, &TIMES, &rows)
            .bytes(),
    );
    let found: Vec<_> = workbook
        .problems
        .iter()
        .map(|p| (p.row.unwrap(), p.column.as_deref().unwrap(), &p.kind))
        .collect();
    assert_eq!(
        found,
        [
            (3, "B", &ProblemKind::AmbiguousDate),
            (4, "C", &ProblemKind::BadTime),
            (4, "E", &ProblemKind::BadZone),
            (5, "D", &ProblemKind::EndBeforeStart),
            (6, "C", &ProblemKind::ClockChange),
            (7, "D", &ProblemKind::ClockChange),
        ]
    );
    assert_eq!(
        workbook
            .slots
            .iter()
            .map(|slot| slot.code.as_deref())
            .collect::<Vec<_>>(),
        [Some("S6")]
    );
}

#[test]
fn dates_and_times_as_real_cells_are_read() {
    use rust_xlsxwriter::{ExcelDateTime, Format};
    let bytes = Filled::new(Language::En)
        .other("slots", |page| {
            for (column, heading) in (0..).zip([
                "code",
                "Date",
                "start (local time)",
                "Ende (Ortszeit)",
                "时区",
            ]) {
                page.write_string(0, column, heading).unwrap();
            }
            let (day, clock) = (
                Format::new().set_num_format("dd.mm.yyyy"),
                Format::new().set_num_format("hh:mm"),
            );
            page.write_number(1, 0, 1).unwrap();
            page.write_datetime_with_format(
                1,
                1,
                ExcelDateTime::from_ymd(2026, 4, 14).unwrap(),
                &day,
            )
            .unwrap();
            page.write_datetime_with_format(
                1,
                2,
                ExcelDateTime::from_hms(13, 40, 0).unwrap(),
                &clock,
            )
            .unwrap();
            page.write_datetime_with_format(
                1,
                3,
                ExcelDateTime::from_hms(14, 0, 0).unwrap(),
                &clock,
            )
            .unwrap();
            page.write_string(1, 4, "Europe/Istanbul").unwrap();
        })
        .bytes();
    let workbook = taken(&bytes);
    assert_eq!(workbook.problems, Vec::new());
    let slot = &workbook.slots[0];
    assert_eq!(
        (
            slot.code.as_deref(),
            slot.date.to_string(),
            slot.start.to_string()
        ),
        (Some("1"), "2026-04-14".to_owned(), "13:40:00".to_owned())
    );
    assert_eq!((slot.row, slot.session), (2, Session::Afternoon));
}

#[test]
fn references_and_duplicates_are_checked_across_the_sheets() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Participants,
            &PEOPLE,
            &[
                &[
                    "P1",
                    "王伟",
                    "",
                    "O1",
                    "member",
                    "",
                    "a@example.com",
                    "S1, S7",
                ],
                &["p1", "李娜", "", "Nowhere Ltd", "member", "", "", ""],
                &["P3", "王伟", "", "O1", "member", "", "A@example.com", ""],
            ],
        )
        .sheet(
            Sheet::Organisations,
            &FIRMS,
            &[
                &["O1", "甲公司", "", "company", "CN"],
                &["O2", "甲公司", "", "company", "CN"],
            ],
        )
        .sheet(
            Sheet::Requests,
            &["code", "from", "to", "slot"],
            &[
                &["", "P1", "P1", ""],
                &["", "P1", "X9", "S8"],
                &["", "P3", "O1", ""],
                &["", "P3", "O1", ""],
                &["", "O1", "P3", ""],
            ],
        )
        .sheet(
            Sheet::Slots,
            &TIMES,
            &[
                &["S1", "2026-04-14", "09:00", "09:30", "Europe/Berlin"],
                &["S2", "2026-04-14", "09:20", "09:50", "Europe/Berlin"],
            ],
        )
        .sheet(
            Sheet::Tables,
            &PLACES,
            &[&["T1", "Table 1", ""], &["T2", "table 1", ""]],
        )
        .bytes();
    let workbook = taken(&bytes);
    let found: Vec<_> = workbook
        .problems
        .iter()
        .map(|p| {
            (
                p.sheet.unwrap().key(),
                p.row.unwrap(),
                p.column.as_deref().unwrap(),
                p.kind.clone(),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            (
                "participants",
                3,
                "H",
                ProblemKind::UnknownReference {
                    target: Sheet::Slots
                }
            ),
            (
                "participants",
                4,
                "A",
                ProblemKind::DuplicateCode { first_row: 3 }
            ),
            ("participants", 4, "D", ProblemKind::NotInOrganisations),
            (
                "participants",
                5,
                "B",
                ProblemKind::DuplicateEntry { first_row: 3 }
            ),
            (
                "participants",
                5,
                "G",
                ProblemKind::DuplicateEmail { first_row: 3 }
            ),
            (
                "organisations",
                4,
                "B",
                ProblemKind::DuplicateEntry { first_row: 3 }
            ),
            ("meeting_requests", 3, "C", ProblemKind::SelfRequest),
            (
                "meeting_requests",
                4,
                "C",
                ProblemKind::UnknownReference {
                    target: Sheet::Participants
                }
            ),
            (
                "meeting_requests",
                4,
                "D",
                ProblemKind::UnknownReference {
                    target: Sheet::Slots
                }
            ),
            (
                "meeting_requests",
                6,
                "C",
                ProblemKind::DuplicateRequest { first_row: 5 }
            ),
            ("slots", 4, "C", ProblemKind::SlotOverlap { first_row: 3 }),
            (
                "tables",
                4,
                "B",
                ProblemKind::DuplicateEntry { first_row: 3 }
            ),
        ]
    );
}

#[test]
fn what_the_mission_knows_is_no_unknown_reference() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Requests,
            &["code", "from", "to", "slot"],
            &[&["R1", "P1", "P2", "S1"]],
        )
        .bytes();
    let mut workbook = taken(&bytes);
    assert_eq!(workbook.problems_of(Severity::Error).count(), 3);
    workbook
        .accept_known(|sheet, code| matches!((sheet, code), (Sheet::Participants, "P1" | "P2")));
    assert_eq!(
        place(one(&workbook, |_| true)),
        (Some(Sheet::Requests), Some(3), Some("D"))
    );
    workbook.accept_known(|_, _| true);
    assert!(workbook.is_importable());
    assert_eq!(
        workbook.requests[0].from,
        Party::Elsewhere {
            code: "P1".to_owned()
        }
    );
}

#[test]
fn one_bad_row_does_not_make_its_references_bad() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Participants,
            &PEOPLE,
            &[
                &["P1", "王伟", "", "", "boss", "", "", ""],
                &["P2", "李娜", "", "", "member", "", "", ""],
            ],
        )
        .sheet(Sheet::Requests, &["from", "to"], &[&["P1", "P2"]])
        .bytes();
    let workbook = taken(&bytes);
    assert!(matches!(
        one(&workbook, |_| true).kind,
        ProblemKind::BadChoice { .. }
    ));
}

#[test]
fn strange_columns_and_sheets_are_named_and_not_dropped_in_silence() {
    let bytes = Filled::new(Language::En)
        .sheet(Sheet::Tables, &["code", "label"], &[&["T1", "one"]])
        .other("Tische", |page| {
            page.write_string(0, 0, "Kürzel").unwrap();
            page.write_string(0, 1, "Bezeichnung").unwrap();
            page.write_string(1, 1, "two").unwrap();
        })
        .other("Budget", |page| {
            page.write_string(0, 0, "Euro").unwrap();
        })
        .other("slots", |page| {
            page.write_string(0, 0, "no heading at all").unwrap();
        })
        .other("guests 2026", |page| {
            for (column, heading) in
                (0..).zip(["name in Chinese", "role", "shoe size", "e-mail", "E-Mail"])
            {
                page.write_string(2, column, heading).unwrap();
            }
            for (column, cell) in (0..).zip([
                "王伟",
                "guest",
                "43",
                "a@example.com",
                "b@example.com",
                "stray",
            ]) {
                page.write_string(3, column, cell).unwrap();
            }
        })
        .bytes();
    let workbook = taken(&bytes);
    assert_eq!(workbook.participants.len(), 1, "recognised by its headings");
    assert_eq!(workbook.tables.len(), 1);
    assert_eq!(
        one(&workbook, |kind| *kind == ProblemKind::DuplicateSheet).sheet_name,
        "Tische"
    );
    assert_eq!(
        one(&workbook, |kind| *kind == ProblemKind::UnknownSheet).sheet_name,
        "Budget"
    );
    assert_eq!(
        one(&workbook, |kind| *kind == ProblemKind::SheetWithoutHeadings).sheet_name,
        "slots"
    );
    assert_eq!(
        place(one(&workbook, |kind| *kind == ProblemKind::UnknownColumn)),
        (Some(Sheet::Participants), Some(3), Some("C"))
    );
    assert_eq!(
        place(one(&workbook, |kind| *kind == ProblemKind::DuplicateColumn)),
        (Some(Sheet::Participants), Some(3), Some("E"))
    );
    assert_eq!(
        place(one(&workbook, |kind| *kind == ProblemKind::NoHeading)),
        (Some(Sheet::Participants), Some(4), Some("F"))
    );
}

#[test]
fn a_missing_column_is_one_problem_and_not_one_for_each_row() {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Tables,
            &["code", "seats"],
            &[&["T1", "4"], &["T2", "4"]],
        )
        .bytes();
    let workbook = taken(&bytes);
    let problem = one(&workbook, |_| true);
    assert_eq!(
        (&problem.kind, problem.field.as_deref(), problem.row),
        (&ProblemKind::MissingColumn, Some("label"), Some(2))
    );
    assert_eq!(workbook.sheets[0].refused, 2);
}

#[test]
fn formulas_errors_and_uncalculated_cells_are_told() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>label</t></is></c><c r="C1" t="inlineStr"><is><t>seats</t></is></c></row>
        <row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>2+2</f></c></row>"#;
    let workbook = taken(&raw(
        &sheet_xml(rows).replace("participants", "tables"),
        &[(
            "xl/workbook.xml",
            &common::BOOK.replace("participants", "tables"),
        )],
    ));
    let problem = one(&workbook, |kind| *kind == ProblemKind::CellError);
    assert_eq!(
        (place(problem), problem.value.as_deref()),
        ((Some(Sheet::Tables), Some(2), Some("B")), Some("#REF!"))
    );
    let problem = one(&workbook, |kind| *kind == ProblemKind::FormulaWithoutValue);
    assert_eq!(
        (problem.row, problem.column.as_deref()),
        (Some(2), Some("C"))
    );
}

#[test]
fn a_workbook_of_something_else_is_not_ours() {
    let bytes = Filled::new(Language::En).other("Sheet1", |page| {
        page.write_string(0, 0, "hello").unwrap();
    });
    assert_eq!(
        read(bytes.bytes().as_slice(), Limits::default()),
        Err(ReadError::NotOurs)
    );
}

#[test]
fn problems_are_explained_in_three_languages() {
    let bytes = Filled::new(Language::De)
        .sheet(
            Sheet::Participants,
            &PEOPLE,
            &[&["P1", "王伟", "", "", "Boss", "", "", ""]],
        )
        .sheet(
            Sheet::Slots,
            &TIMES,
            &[&["S1", "03/04/2026", "09:00", "10:00", "Europe/Berlin"]],
        )
        .bytes();
    let workbook = taken(&bytes);
    let explained: Vec<String> = workbook
        .problems
        .iter()
        .flat_map(|problem| Language::ALL.map(|language| explain(problem, language)))
        .collect();
    insta::assert_snapshot!(explained.join("\n"));
}

#[test]
fn too_many_problems_are_counted_and_errors_come_first() {
    let rows: Vec<[String; 3]> = (0..4_000)
        .map(|n| [format!("P{n}"), "Smith".to_owned(), "boss".to_owned()])
        .collect();
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    let workbook = taken(
        &Filled::new(Language::En)
            .sheet(Sheet::Participants, &["code", "name_zh", "role"], &rows)
            .bytes(),
    );
    assert_eq!(
        workbook.problems.len() + workbook.more_problems as usize,
        8_000
    );
    assert_eq!(workbook.problems_of(Severity::Error).count(), 4_000);
    assert!(!workbook.is_importable());
}
