//! A workbook that is written is read again as it was, in every language.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::too_many_lines,
    reason = "tests"
)]

mod common;

use common::Filled;
use domain::interpreting::Interpreting;
use domain::language::Language;
use formats::workbook::{
    Answer, Hand, Limits, Moment, Party, Priority, Problem, ProblemKind, Sector, Sheet, Side,
    Weight, Workbook, YesNo, explain, read, write,
};
use jiff::civil::{date, time};

fn taken(bytes: &[u8]) -> Workbook {
    read(bytes, Limits::default()).unwrap()
}

/// A workbook in English that fills the columns of the matchmaking question.
fn full(requests: &[&[&str]]) -> Workbook {
    let bytes = Filled::new(Language::En)
        .sheet(
            Sheet::Participants,
            &[
                "code",
                "name_zh",
                "name_latin",
                "organisation",
                "role",
                "unavailable",
                "email",
            ],
            &[
                &["P1", "王伟", "", "O1", "member", "S2", "wang@example.com"],
                &["P2", "", "Eva", "O2", "host", "", ""],
                &["P3", "刘芳", "", "Other body", "interpreter", "", ""],
            ],
        )
        .sheet(
            Sheet::Organisations,
            &[
                "code",
                "name_en",
                "kind",
                "side",
                "seats",
                "unavailable",
                "preferred",
                "max_meetings",
                "note",
                "offers",
                "sectors",
                "regions",
                "languages",
                "own_times",
            ],
            &[
                &[
                    "O1",
                    "=1+1",
                    "company",
                    "our side",
                    "3",
                    "S1",
                    "S2",
                    "8",
                    "one\ntwo",
                    "lathes\nmills",
                    "机械装备、Energie und Umwelt; machinery",
                    "Liaoning\nHessen",
                    "zh, de",
                    "S2",
                ],
                &["O2", "Muster", "park", "Gastgeberseite", "", "", "", "0"],
            ],
        )
        .sheet(
            Sheet::Requests,
            &[
                "code",
                "from",
                "to",
                "priority",
                "other_priority",
                "must",
                "answer",
                "slot",
                "table",
                "possible",
                "preferred",
                "to_person",
                "interpreting",
                "meeting",
            ],
            requests,
        )
        .sheet(
            Sheet::Slots,
            &["code", "date", "start", "end", "zone", "follows"],
            &[
                &["S1", "2026-04-14", "09:00", "09:20", "Europe/Berlin", ""],
                &["S2", "2026-04-14", "13:20", "13:40", "Europe/Berlin", "yes"],
            ],
        )
        .sheet(
            Sheet::Tables,
            &["code", "label", "kind", "owner", "venue", "closed"],
            &[
                &["T1", "1", "booth", "O2", "Hall", "S1, S2"],
                &["007", "2", "", "", "Hotel", ""],
            ],
        )
        .sheet(
            Sheet::Venues,
            &["code", "name", "other", "minutes"],
            &[&["V1", "Hall", "Hotel", "15"]],
        )
        .sheet(
            Sheet::Interpreters,
            &["code", "person", "languages", "longest_run"],
            &[&["I1", "P3", "zh/de, zh/en", "4"]],
        )
        .sheet(
            Sheet::Settings,
            &[
                "code",
                "title_de",
                "open",
                "until",
                "until_time",
                "answer_days",
                "across",
                "region",
                "earlier",
            ],
            &[&[
                "B1",
                "Börse",
                "nein",
                "10.04.2026",
                "18:00",
                "7",
                "",
                "counts most",
                "靠后推荐",
            ]],
        )
        .bytes();
    taken(&bytes)
}

const REQUEST: [&str; 14] = [
    "R1",
    "O1",
    "O2",
    "none",
    "high",
    "yes",
    "taken back",
    "S2",
    "007",
    "S1, S2",
    "S1",
    "P2",
    "无",
    "",
];

#[test]
fn what_is_written_is_read_again() {
    let pair = [
        "", "P2", "P3", "", "", "", "", "", "", "", "", "", "en / DE", "",
    ];
    let mut second = REQUEST;
    (second[0], second[13]) = ("R2", "2");
    let first = full(&[&REQUEST, &pair, &second]);
    let errors: Vec<_> = first.problems.iter().map(|one| &one.kind).collect();
    assert_eq!(errors, [&ProblemKind::NotInOrganisations]);
    let request = &first.requests[0];
    assert_eq!(
        (request.priority, request.other_priority),
        (Priority::None, Some(Priority::High))
    );
    assert_eq!(
        (request.must, request.answer),
        (Some(YesNo::Yes), Answer::Withdrawn)
    );
    assert_eq!(
        (request.table.as_deref(), request.possible.len()),
        (Some("007"), 2)
    );
    assert_eq!(request.interpreting, Some(Interpreting::Nobody));
    assert_eq!(first.organisations[1].side, Some(Side::Host));
    assert_eq!(
        (first.slots[0].follows, first.slots[1].follows),
        (None, Some(true))
    );
    let profile = &first.organisations[0];
    assert_eq!(profile.sectors, [Sector::Machinery, Sector::Energy]);
    assert_eq!(profile.offers.as_deref(), Some("lathes\nmills"));
    assert_eq!(
        (profile.languages.len(), &profile.own_times[0][..]),
        (2, "S2")
    );
    let settings = &first.settings[0];
    assert_eq!(
        (settings.open, settings.across, settings.region),
        (Some(YesNo::No), None, Some(Weight::Strong))
    );
    let until = settings.until.zip(settings.until_time);
    assert_eq!(until, Some((date(2026, 4, 10), time(18, 0, 0, 0))));
    for language in Language::ALL {
        let bytes = write(&first, language).unwrap();
        assert_eq!(
            bytes,
            write(&first, language).unwrap(),
            "the same bytes each time"
        );
        let again = taken(&bytes);
        // Of which columns the sheets have, and how they are called, the two differ.
        let same = Workbook {
            sheets: first.sheets.clone(),
            problems: first.problems.clone(),
            ..again.clone()
        };
        assert_eq!(same, first, "{language}");
        let kinds: Vec<_> = again.problems.iter().map(|one| &one.kind).collect();
        assert_eq!(kinds, errors, "no example stands among the rows");
    }
}

#[test]
fn the_same_meeting_stands_once() {
    let kinds = |numbers: [&'static str; 2]| {
        let [mut one, mut other] = [REQUEST; 2];
        (one[13], other[0], other[13]) = (numbers[0], "R2", numbers[1]);
        let requests = |one: &Problem| one.sheet == Some(Sheet::Requests);
        let found = full(&[&one, &other]).problems.into_iter();
        let kinds: Vec<_> = found.filter(requests).map(|one| one.kind).collect();
        kinds
    };
    for twice in [["", ""], ["", "1"], ["2", "2"]] {
        assert_eq!(
            kinds(twice),
            [ProblemKind::DuplicateRequest { first_row: 3 }]
        );
    }
    assert_eq!(kinds(["", "2"]), []);
    assert_eq!(
        kinds(["", "0"]),
        [ProblemKind::BadNumber { min: 1, max: 200 }]
    );
}

#[test]
fn what_a_request_says_wrongly_is_named() {
    let mut wrong = REQUEST;
    (wrong[5], wrong[8], wrong[9], wrong[12]) = ("perhaps", "T9", "S9", "zh");
    let found = |workbook: &Workbook| -> Vec<(String, Option<String>)> {
        let problems = workbook
            .problems
            .iter()
            .filter(|one| one.sheet == Some(Sheet::Requests));
        problems
            .map(|one| {
                (
                    one.message_key().replace("workbook-problem-", ""),
                    one.field.clone(),
                )
            })
            .collect()
    };
    let told = |kind: &str, field: &str| (kind.to_owned(), Some(field.to_owned()));
    let cells = [told("bad_choice", "must"), told("bad_pair", "interpreting")];
    assert_eq!(found(&full(&[&wrong])), cells);
    (wrong[5], wrong[12]) = ("", "");
    let references = ["table", "possible"].map(|field| told("unknown_reference", field));
    assert_eq!(found(&full(&[&wrong])), references);
    // A table without the slot in which the meeting is held there.
    let mut alone = REQUEST;
    alone[7] = "";
    assert_eq!(found(&full(&[&alone])), [told("missing", "slot")]);
}

#[test]
fn settings_that_cannot_be_are_named() {
    let told = |language: Language, columns: &[&str], rows: &[&[&str]]| -> Vec<String> {
        let file = Filled::new(language).sheet(Sheet::Settings, columns, rows);
        let problems = taken(&file.bytes()).problems;
        problems.iter().map(|one| explain(one, language)).collect()
    };
    let columns = ["code", "until_time", "answer_days", "wishes"];
    assert_eq!(
        told(
            Language::En,
            &columns,
            &[&["B1", "18:00", "61", "a lot"], &["B2", "", "", ""]]
        ),
        [
            "sheet “settings”, row 3, column C (days for an answer): “61” is not a whole number from 1 \
             to 60. Write a whole number.",
            "sheet “settings”, row 3, column D (suggestions: one offers what the other needs): “a lot” is \
             not in the list. Choose one of: does not count, counts a little, counts clearly, counts most.",
        ]
    );
    let columns = ["code", "until", "until_time"];
    let rows: [&[&str]; 2] = [&["B1", "", "18:00"], &["B2", "", ""]];
    assert_eq!(
        told(Language::De, &columns, &rows),
        [
            "Blatt „Einstellungen“, Zeile 3, Spalte B (Anmeldeschluss am): diese Zelle muss \
          ausgefüllt sein. Bitte ausfüllen oder die ganze Zeile löschen."
        ]
    );
    let rows: [&[&str]; 2] = [&["B1", "2026-04-10", ""], &["B2", "", ""]];
    assert_eq!(
        told(Language::ZhHans, &columns, &rows),
        [
            "工作表“对接会设置”，第4行，A列（编号）：设置已在第3行；一场对接会只有一行设置。请删除其中一个。"
        ]
    );
}

#[test]
fn what_a_profile_says_wrongly_is_named() {
    let file = Filled::new(Language::En).sheet(
        Sheet::Organisations,
        &["code", "name_en", "kind", "sectors", "own_times"],
        &[
            &[
                "O1",
                "One",
                "company",
                "Energy and environment, wizardry",
                "",
            ],
            &["O2", "Two", "company", "", "S9"],
        ],
    );
    let problems = taken(&file.bytes()).problems;
    let told: Vec<_> = problems
        .iter()
        .map(|one| explain(one, Language::En))
        .collect();
    let [sector, slot] = &told[..] else {
        panic!("{told:#?}")
    };
    let cell = "sheet “organisations”, row 3, column D (sectors of the profile): ";
    assert!(
        sector.starts_with(cell) && sector.contains("Logistics and ports"),
        "{sector}"
    );
    let cell = "sheet “organisations”, row 4, column E (slots it wishes for itself (codes)): ";
    assert!(slot.starts_with(cell) && slot.contains("“S9”"), "{slot}");
}

/// Two companies with a request and a pair that was put aside.
fn answered(language: Language, request: &[&str], aside: &[&[&str]]) -> Workbook {
    let columns = [
        "sent",
        "sent_by",
        "answer_by",
        "answered",
        "answered_by",
        "words",
    ];
    let mut heads = vec!["code", "from", "to", "answer"];
    heads.extend(columns);
    let row = [&["R1", "O1", "O2", "accepted"], request].concat();
    let file = Filled::new(language)
        .sheet(
            Sheet::Organisations,
            &["code", "name_en", "kind", "side"],
            &[
                &["O1", "One", "company", "我方"],
                &["O2", "Two", "company", "对方"],
            ],
        )
        .sheet(
            Sheet::Slots,
            &["code", "date", "start", "end", "zone"],
            &[&["S1", "2026-04-14", "09:00", "09:20", "Asia/Shanghai"]],
        )
        .sheet(Sheet::Requests, &heads, &[&row])
        .sheet(Sheet::Aside, &["code", "by", "other", "since"], aside);
    taken(&file.bytes())
}

#[test]
fn the_course_of_a_request_and_who_was_put_aside_are_read_again() {
    let course = [
        "2026-04-01 09:30",
        "参加单位",
        "2026-04-08T23:59:59+02:00",
        "02.04.2026 10:00",
        "Veranstalter",
        "Gern,\nin Halle 2",
    ];
    let aside: [&[&str]; 2] = [
        &["A1", "O2", "O1", "2026-03-01 08:00:07"],
        &["A2", "O1", "O2", ""],
    ];
    let first = answered(Language::De, &course, &aside);
    assert_eq!(first.problems, []);
    let said = &first.requests[0].course;
    assert_eq!(
        (said.sent_by, said.answered_by),
        (Some(Hand::Participant), Some(Hand::Organiser))
    );
    let zone = &first.slots[0].zone;
    let at = |moment: Option<Moment>| moment.unwrap().within(zone).to_string();
    assert_eq!(at(said.sent), "2026-04-01T01:30:00Z");
    assert_eq!(at(said.answer_by), "2026-04-08T21:59:59Z");
    assert_eq!(at(said.answered), "2026-04-02T02:00:00Z");
    assert_eq!(at(first.aside[0].since), "2026-03-01T00:00:07Z");
    assert_eq!(first.aside[1].by, Party::Organisation { row: 3 });
    assert_eq!(first.aside[1].since, None);
    for language in Language::ALL {
        let again = taken(&write(&first, language).unwrap());
        assert_eq!(
            (&again.requests, &again.aside),
            (&first.requests, &first.aside)
        );
    }
    let silent = answered(Language::De, &[], &[]);
    assert!(silent.requests[0].course.is_unsaid() && silent.aside.is_empty());
}

#[test]
fn what_the_course_or_a_pair_says_wrongly_is_named() {
    let told = |language: Language, request: &[&str], aside: &[&[&str]]| -> Vec<String> {
        let problems = answered(language, request, aside).problems;
        problems.iter().map(|one| explain(one, language)).collect()
    };
    assert_eq!(
        told(Language::En, &["yesterday", "the boss"], &[]),
        [
            "sheet “meeting requests”, row 3, column E (sent at (local time)): “yesterday” is not a day \
             with a time. Write it as 2026-04-14 09:00, in the local time of the session, or with +08:00 \
             behind it.",
            "sheet “meeting requests”, row 3, column F (sent by): “the boss” is not in the list. Choose \
             one of: participant, organiser.",
        ]
    );
    assert_eq!(
        told(Language::De, &[], &[&["A1", "O1", "O1", ""]]),
        [
            "Blatt „Zurückgestellt“, Zeile 3, Spalte C (wen (Kürzel)): niemand stellt sich selbst \
             zurück. Bitte eines der Kürzel berichtigen."
        ]
    );
    let pairs: [&[&str]; 3] = [
        &["A1", "O1", "O9", ""],
        &["A2", "O1", "O2", ""],
        &["A3", "O1", "O2", ""],
    ];
    let told = told(Language::ZhHans, &[], &pairs);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("工作表“已搁置”，第3行，C列（对象（编号））：")
            && told[0].contains("O9")
    );
    assert!(
        told[1].starts_with("工作表“已搁置”，第5行，C列"),
        "{told:?}"
    );
}
