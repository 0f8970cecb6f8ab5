//! The sheet of interpreters.

use super::check::{Checker, Codes};
use super::columns::{NOTE, UNAVAILABLE, field, required};
use super::problem::ProblemKind;
use super::row::Row;
use super::schema::{FieldKind, FieldSpec, Sheet};
use super::{InterpreterRow, Party, Workbook, values};

/// The most slots in a row that somebody may say.
const LONGEST_RUN: u32 = 100;

/// Interpreters.
pub(super) const INTERPRETERS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-I1", "EXAMPLE-I1", "BEISPIEL-I1"],
    ),
    required(field(
        "person",
        FieldKind::Person,
        ["人员（编号）", "person (code)", "Person (Kürzel)"],
        ["示例-P3", "EXAMPLE-P3", "BEISPIEL-P3"],
    )),
    required(field(
        "languages",
        FieldKind::Pairs,
        [
            "互译语言（代码）",
            "language pairs (codes)",
            "Sprachpaare (Kürzel)",
        ],
        ["zh/de, zh/en", "zh/de, zh/en", "zh/de, zh/en"],
    )),
    UNAVAILABLE,
    field(
        "longest_run",
        FieldKind::Number(1, LONGEST_RUN),
        [
            "最多连续时段数",
            "most slots in a row",
            "höchstens Zeitfenster am Stück",
        ],
        ["4", "4", "4"],
    ),
    NOTE,
];

/// An interpreter; none if anything required is missing or wrong.
pub(super) fn interpreter(row: &mut Row<'_>) -> Option<InterpreterRow> {
    let code = row.parsed("code", values::code);
    // Resolved later, when every code is known.
    let person = row
        .parsed("person", values::code)
        .map(|code| Party::Elsewhere { code });
    let languages = row.parsed("languages", values::pairs);
    let one = InterpreterRow {
        row: row.number,
        code,
        unavailable: row.parsed("unavailable", values::codes).unwrap_or_default(),
        longest_run: row.typed("longest_run", |value| {
            values::whole_number(value, 1, LONGEST_RUN)
        }),
        note: row.text("note"),
        person: person?,
        languages: languages?,
    };
    (!row.failed).then_some(one)
}

/// Finds the person and the slots of each interpreter; nobody stands twice.
pub(super) fn across(workbook: &mut Workbook, codes: &Codes, checker: &mut Checker<'_>) {
    let mut people = Vec::new();
    for one in &mut workbook.interpreters {
        let cell = |key| (Sheet::Interpreters, one.row, key);
        codes.expect_slots(cell("unavailable"), &one.unavailable, checker);
        let code = match &one.person {
            Party::Elsewhere { code } => code.clone(),
            _ => String::new(),
        };
        codes.person(&mut one.person, cell("person"), checker);
        people.push((one.row, one.person.clone(), code));
    }
    checker.repeats(Sheet::Interpreters, "person", people, |first_row| {
        ProblemKind::InterpreterTwice { first_row }
    });
}
