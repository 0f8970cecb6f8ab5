//! Wishes for times and people asked for, as the workbook says them.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod common;

use common::Filled;
use domain::language::Language;
use formats::workbook::{Limits, Party, ProblemKind, Sheet, Workbook, explain, read, template};

const PEOPLE: [&str; 5] = ["code", "name_latin", "role", "unavailable", "preferred"];
const WISHES: [&str; 5] = ["from", "to", "preferred", "from_person", "to_person"];
const TIMES: [&str; 5] = ["code", "date", "start", "end", "zone"];

fn filled(language: Language, request: &[&str; 5], preferred: &str) -> Workbook {
    let role = formats::workbook::ChoiceList::Role.labels(language)[3];
    let bytes = Filled::new(language)
        .sheet(
            Sheet::Participants,
            &PEOPLE,
            &[
                &["P1", "Wang", role, "S1", preferred],
                &["P2", "Eva", role, "", ""],
            ],
        )
        .sheet(Sheet::Requests, &WISHES, &[request])
        .sheet(
            Sheet::Slots,
            &TIMES,
            &[
                &["S1", "2026-04-14", "09:00", "09:20", "Europe/Berlin"],
                &["S2", "2026-04-14", "09:20", "09:40", "Europe/Berlin"],
            ],
        )
        .bytes();
    read(bytes.as_slice(), Limits::default()).unwrap()
}

#[test]
fn wishes_are_read_under_the_headings_of_every_language() {
    for language in Language::ALL {
        let workbook = filled(language, &["P1", "P2", "S2, s1", "", "p2"], "S2；S1");
        assert_eq!(workbook.problems, Vec::new());
        assert_eq!(workbook.participants[0].preferred, ["S2", "S1"]);
        assert_eq!(workbook.participants[1].preferred, Vec::<String>::new());
        let request = &workbook.requests[0];
        assert_eq!(request.preferred, ["S2", "s1"]);
        assert_eq!(request.from_person, None);
        assert_eq!(request.to_person, Some(Party::Participant { row: 4 }));
        let columns = &workbook.sheets[1].columns;
        assert_eq!(columns.get("to_person").map(String::as_str), Some("E"));
    }
}

#[test]
fn unknown_slots_and_people_are_named_where_they_stand() {
    let workbook = filled(Language::En, &["P1", "P2", "S2, S8", "P9", "S 1"], "S7");
    let told: Vec<String> = workbook
        .problems
        .iter()
        .map(|problem| explain(problem, Language::En))
        .collect();
    assert_eq!(
        told,
        [
            "sheet “participants”, row 3, column E (preferred slots (codes)): no row of “slots” has \
             the code “S7”. Correct the code or add the row to “slots”.",
            "sheet “meeting requests”, row 3, column E (person asked for (code)): “S 1” cannot be a \
             code. Use letters, digits and - _ . /, at most 32 characters, for example P001.",
        ],
        "a row that cannot be read is not looked at further"
    );
    let workbook = filled(Language::En, &["P1", "P2", "S2, S8", "P9", ""], "");
    let found: Vec<_> = workbook
        .problems
        .iter()
        .map(|one| (one.column.as_deref(), one.value.as_deref(), &one.kind))
        .collect();
    let unknown = |target| ProblemKind::UnknownReference { target };
    assert_eq!(
        found,
        [
            (Some("C"), Some("S8"), &unknown(Sheet::Slots)),
            (Some("D"), Some("P9"), &unknown(Sheet::Participants)),
        ]
    );
}

#[test]
fn what_only_the_session_knows_is_told_with_sheet_row_and_column_in_every_language() {
    let workbook = filled(Language::De, &["P1", "P2", "", "", ""], "S2");
    let kind = ProblemKind::WishStands {
        who: "Muster GmbH".to_owned(),
    };
    let cell = (Sheet::Participants, 3, "unavailable");
    let problem = workbook.complaint(cell, kind, "2026-04-14 09:00");
    assert_eq!(
        Language::ALL.map(|language| explain(&problem, language)),
        [
            "工作表“Teilnehmende”，第3行，D列（不可用时段（编号））：对接会中记有“Muster GmbH”希望在\
             “2026-04-14 09:00”会谈。请从此格删去该时段，或在希望时段列填写新的愿望，或先在对接会中取消该愿望。",
            "sheet “Teilnehmende”, row 3, column D (unavailable slots (codes)): the session has \
             “Muster GmbH” wishing to meet at “2026-04-14 09:00”. Take the slot out of this cell, \
             write other preferred slots into this row, or take the wish back in the session first.",
            "Blatt „Teilnehmende“, Zeile 3, Spalte D (nicht verfügbar (Kürzel der Zeitfenster)): in \
             der Kooperationsbörse steht, dass „Muster GmbH“ sich „2026-04-14 09:00“ wünscht. Bitte \
             das Zeitfenster aus dieser Zelle nehmen, in dieser Zeile andere bevorzugte Zeitfenster \
             eintragen oder den Wunsch zuerst in der Kooperationsbörse zurücknehmen.",
        ]
    );
}

#[test]
fn the_template_has_the_columns() {
    for language in Language::ALL {
        let workbook = read(template(language).unwrap().as_slice(), Limits::default()).unwrap();
        for sheet in Sheet::ALL {
            let summary = workbook.sheets.iter().find(|known| known.sheet == sheet);
            let columns = &summary.unwrap().columns;
            for field in sheet.fields() {
                assert!(
                    columns.contains_key(field.key),
                    "{} {}",
                    sheet.key(),
                    field.key
                );
            }
        }
    }
}

fn interpreters(language: Language, rows: &[&[&str]]) -> Workbook {
    let role = formats::workbook::ChoiceList::Role.labels(language)[4];
    let bytes = Filled::new(language)
        .sheet(
            Sheet::Participants,
            &["code", "name_latin", "role"],
            &[&["P1", "Liu", role], &["P2", "Klein", role]],
        )
        .sheet(
            Sheet::Interpreters,
            &["code", "person", "languages", "unavailable", "longest_run"],
            rows,
        )
        .sheet(
            Sheet::Slots,
            &TIMES,
            &[&["S1", "2026-04-14", "09:00", "09:20", "Europe/Berlin"]],
        )
        .bytes();
    read(bytes.as_slice(), Limits::default()).unwrap()
}

#[test]
fn interpreters_are_read_in_every_language() {
    for language in Language::ALL {
        let rows: [&[&str]; 2] = [
            &["I1", "p1", "zh/de， de/zh, zh – en", "S1", "4"],
            &["", "P2", "de/en", "", ""],
        ];
        let workbook = interpreters(language, &rows);
        assert_eq!(workbook.problems, Vec::new());
        let [liu, klein] = &workbook.interpreters[..] else {
            unreachable!("two rows")
        };
        let pairs: Vec<_> = liu.languages.iter().map(ToString::to_string).collect();
        assert_eq!(
            pairs,
            ["zh-Hans/de", "zh-Hans/en"],
            "a pair holds both ways"
        );
        assert_eq!(liu.person, Party::Participant { row: 3 });
        assert_eq!(
            (liu.unavailable.as_slice(), liu.longest_run),
            (["S1".to_owned()].as_slice(), Some(4))
        );
        assert_eq!((klein.unavailable.len(), klein.longest_run), (0, None));
    }
}

#[test]
fn what_is_wrong_with_interpreters_is_named_where_it_stands() {
    let rows: [&[&str]; 5] = [
        &["I1", "P1", "zh/de", "S9", ""],
        &["I1", "P9", "zh/de", "", ""],
        &["I3", "p1", "zh/en", "", ""],
        &["I4", "P2", "zh", "", "0"],
        &["I5", "", "zh/zh-CN", "", ""],
    ];
    let workbook = interpreters(Language::En, &rows);
    let told: Vec<String> = workbook
        .problems
        .iter()
        .map(|problem| explain(problem, Language::En).replace("sheet “interpreters”, ", ""))
        .collect();
    assert_eq!(
        told,
        [
            "row 3, column D (unavailable slots (codes)): no row of “slots” has the code “S9”. \
             Correct the code or add the row to “slots”.",
            "row 4, column A (code): the code “I1” is already used in row 3. Give each row its own \
             code.",
            "row 4, column B (person (code)): no row of “participants” has the code “P9”. Correct \
             the code or add the row to “participants”.",
            "row 5, column B (person (code)): “p1” stands in row 3 already. Delete one of them.",
            "row 6, column C (language pairs (codes)): “zh” does not say pairs of two different \
             languages. Write pairs as zh/de, several of them with commas between.",
            "row 6, column E (most slots in a row): “0” is not a whole number from 1 to 100. Write a \
             whole number.",
            "row 7, column B (person (code)): this cell must be filled in. Fill it in or delete the \
             whole row.",
            "row 7, column C (language pairs (codes)): “zh/zh-CN” does not say pairs of two \
             different languages. Write pairs as zh/de, several of them with commas between.",
        ]
    );
}
