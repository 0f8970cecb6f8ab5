//! The sheet of meeting requests.

use super::check::{Checker, Codes, resolve};
use super::choices::{Answer, Priority};
use super::columns::{NOTE, PREFERRED, field, required};
use super::course;
use super::problem::ProblemKind;
use super::row::Row;
use super::schema::{ChoiceList, FieldKind, FieldSpec, Sheet};
use super::{Party, Request, Workbook, values};

/// The most meetings of one pair.
const MOST_MEETINGS: u32 = 200;

/// Meeting requests.
pub(super) const REQUESTS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-R1", "EXAMPLE-R1", "BEISPIEL-R1"],
    ),
    required(field(
        "from",
        FieldKind::Party,
        ["申请方（编号）", "from (code)", "von (Kürzel)"],
        ["示例-P1", "EXAMPLE-P1", "BEISPIEL-P1"],
    )),
    required(field(
        "to",
        FieldKind::Party,
        ["对象（编号）", "with (code)", "mit (Kürzel)"],
        ["示例-P2", "EXAMPLE-P2", "BEISPIEL-P2"],
    )),
    field(
        "priority",
        FieldKind::Choice(ChoiceList::Priority),
        ["优先级", "priority", "Priorität"],
        ["高", "high", "hoch"],
    ),
    field(
        "other_priority",
        FieldKind::Choice(ChoiceList::Priority),
        [
            "对方优先级",
            "priority of the other side",
            "Priorität der anderen Seite",
        ],
        ["", "", ""],
    ),
    field(
        "must",
        FieldKind::Choice(ChoiceList::YesNo),
        ["必须安排", "must be held", "muss stattfinden"],
        ["否", "no", "nein"],
    ),
    field(
        "answer",
        FieldKind::Choice(ChoiceList::Answer),
        ["答复", "answer", "Antwort"],
        ["已接受", "accepted", "angenommen"],
    ),
    field(
        "session",
        FieldKind::Choice(ChoiceList::Session),
        ["希望时间", "half of the day", "Tageshälfte"],
        ["上午", "morning", "Vormittag"],
    ),
    field(
        "slot",
        FieldKind::Slot,
        [
            "固定时段（编号）",
            "fixed slot (code)",
            "festes Zeitfenster (Kürzel)",
        ],
        ["", "", ""],
    ),
    field(
        "table",
        FieldKind::Table,
        [
            "固定桌位（编号）",
            "fixed table (code)",
            "fester Tisch (Kürzel)",
        ],
        ["", "", ""],
    ),
    field(
        "possible",
        FieldKind::Slots,
        [
            "可用时段（编号）",
            "possible slots only (codes)",
            "nur möglich in (Kürzel der Zeitfenster)",
        ],
        ["", "", ""],
    ),
    PREFERRED,
    field(
        "from_person",
        FieldKind::Person,
        [
            "申请方指定人员（编号）",
            "person of the asking side (code)",
            "Person der anfragenden Seite (Kürzel)",
        ],
        ["", "", ""],
    ),
    field(
        "to_person",
        FieldKind::Person,
        [
            "希望会见的人员（编号）",
            "person asked for (code)",
            "gewünschte Person (Kürzel)",
        ],
        ["示例-P2", "EXAMPLE-P2", "BEISPIEL-P2"],
    ),
    field(
        "interpreting",
        FieldKind::Interpreting,
        [
            "翻译（zh/de 或“无”）",
            "interpreter (zh/de or none)",
            "Dolmetscher (zh/de oder keiner)",
        ],
        ["", "", ""],
    ),
    field(
        "meeting",
        FieldKind::Number(1, MOST_MEETINGS),
        [
            "双方第几次会谈",
            "which meeting of the pair",
            "wievieltes Gespräch der beiden",
        ],
        ["", "", ""],
    ),
    field(
        "subject",
        FieldKind::LongText(4_000),
        ["议题", "subject", "Thema"],
        [
            "建立经销合作",
            "distribution partnership",
            "Vertriebspartnerschaft",
        ],
    ),
    course::SENT,
    course::SENT_BY,
    course::ANSWER_BY,
    course::ANSWERED,
    course::ANSWERED_BY,
    course::WORDS,
    NOTE,
];

/// A meeting request; none if anything required is missing or wrong.
pub(super) fn request(row: &mut Row<'_>) -> Option<Request> {
    let code = row.parsed("code", values::code);
    // Resolved later, when every code is known.
    let from = row
        .parsed("from", values::code)
        .map(|code| Party::Elsewhere { code });
    let to = row
        .parsed("to", values::code)
        .map(|code| Party::Elsewhere { code });
    let request = Request {
        row: row.number,
        code,
        priority: row.choice("priority").unwrap_or(Priority::Medium),
        answer: row.choice("answer").unwrap_or(Answer::Open),
        other_priority: row.choice("other_priority"),
        must: row.choice("must"),
        session: row.choice("session"),
        table: row.parsed("table", values::code),
        possible: row.parsed("possible", values::codes).unwrap_or_default(),
        interpreting: row.parsed("interpreting", values::interpreting),
        slot: row.parsed("slot", values::code),
        preferred: row.parsed("preferred", values::codes).unwrap_or_default(),
        from_person: person(row, "from_person"),
        to_person: person(row, "to_person"),
        meeting: row.typed("meeting", |value| {
            values::whole_number(value, 1, MOST_MEETINGS)
        }),
        subject: row.text("subject"),
        course: course::course(row),
        note: row.text("note"),
        from: from?,
        to: to?,
    };
    if request.table.is_some() && request.slot.is_none() && !row.failed {
        row.complain("slot", ProblemKind::Missing, None);
    }
    (!row.failed).then_some(request)
}

/// A person by code; resolved later, when every code is known.
fn person(row: &mut Row<'_>, key: &'static str) -> Option<Party> {
    let code = row.parsed(key, values::code)?;
    Some(Party::Elsewhere { code })
}

/// Finds the two sides, their people and the slots of each request.
pub(super) fn across(workbook: &mut Workbook, codes: &Codes, checker: &mut Checker<'_>) {
    let mut pairs = Vec::new();
    for request in &mut workbook.requests {
        let row = request.row;
        for (key, party) in [("from", &mut request.from), ("to", &mut request.to)] {
            resolve(party, codes, (Sheet::Requests, row, key), checker);
        }
        if request.from == request.to {
            checker.complain(Sheet::Requests, row, "to", ProblemKind::SelfRequest, None);
        }
        for (key, person) in [
            ("from_person", &mut request.from_person),
            ("to_person", &mut request.to_person),
        ] {
            if let Some(person) = person {
                codes.person(person, (Sheet::Requests, row, key), checker);
            }
        }
        let fixed: Vec<String> = request.slot.iter().cloned().collect();
        for (key, slots) in [
            ("slot", &fixed),
            ("possible", &request.possible),
            ("preferred", &request.preferred),
        ] {
            codes.expect_slots((Sheet::Requests, row, key), slots, checker);
        }
        if let Some(table) = &request.table {
            codes.expect_table((Sheet::Requests, row, "table"), table, checker);
        }
        pairs.push((
            row,
            (
                request.from.clone(),
                request.to.clone(),
                request.meeting.unwrap_or(1),
            ),
            request.code.clone().unwrap_or_default(),
        ));
    }
    checker.repeats(Sheet::Requests, "to", pairs, |first_row| {
        ProblemKind::DuplicateRequest { first_row }
    });
}
