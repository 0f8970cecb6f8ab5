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
