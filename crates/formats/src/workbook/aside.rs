//! The sheet of those whom companies put aside: whom they do not want suggested, nor meet.

use serde::{Deserialize, Serialize};

use super::check::{Checker, Codes, resolve};
use super::columns::{NOTE, field, required};
use super::moment::Moment;
use super::problem::ProblemKind;
use super::row::Row;
use super::schema::{FieldKind, FieldSpec, Sheet};
use super::{Party, Workbook, values};

/// Somebody whom a company of the session put aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AsideRow {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code of its own.
    pub code: Option<String>,
    /// Who said no.
    pub by: Party,
    /// To whom.
    pub other: Party,
    /// When, as far as that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Moment>,
    /// Anything else.
    pub note: Option<String>,
}

/// Whom companies put aside.
pub(super) const ASIDE: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-A1", "EXAMPLE-A1", "BEISPIEL-A1"],
    ),
    required(field(
        "by",
        FieldKind::Party,
        [
            "拒绝方（编号）",
            "who said no (code)",
            "wer abgelehnt hat (Kürzel)",
        ],
        ["示例-O1", "EXAMPLE-O1", "BEISPIEL-O1"],
    )),
    required(field(
        "other",
        FieldKind::Party,
        ["对象（编号）", "to whom (code)", "wen (Kürzel)"],
        ["示例-O2", "EXAMPLE-O2", "BEISPIEL-O2"],
    )),
    field(
        "since",
        FieldKind::Moment,
        [
            "搁置时间（当地时间）",
            "when (local time)",
            "wann (Ortszeit)",
        ],
        ["2026-04-01 09:30", "2026-04-01 09:30", "2026-04-01 09:30"],
    ),
    NOTE,
];

/// A pair; none if anything required is missing or wrong.
pub(super) fn aside(row: &mut Row<'_>) -> Option<AsideRow> {
    let code = row.parsed("code", values::code);
    // Resolved later, when every code is known.
    let party = |row: &mut Row<'_>, key| {
        let code = row.parsed(key, values::code);
        code.map(|code| Party::Elsewhere { code })
    };
    let (by, other) = (party(row, "by"), party(row, "other"));
    let one = AsideRow {
        row: row.number,
        code,
        since: row.moment("since"),
        note: row.text("note"),
        by: by?,
        other: other?,
    };
    (!row.failed).then_some(one)
}

/// Finds both companies of each pair; no pair stands twice.
pub(super) fn across(workbook: &mut Workbook, codes: &Codes, checker: &mut Checker<'_>) {
    let mut pairs = Vec::new();
    for one in &mut workbook.aside {
        for (key, party) in [("by", &mut one.by), ("other", &mut one.other)] {
            resolve(party, codes, (Sheet::Aside, one.row, key), checker);
        }
        if one.by == one.other {
            checker.complain(Sheet::Aside, one.row, "other", ProblemKind::AsideSelf, None);
        }
        let shown = one.code.clone().unwrap_or_default();
        pairs.push((one.row, (one.by.clone(), one.other.clone()), shown));
    }
    checker.repeats(Sheet::Aside, "other", pairs, |first_row| {
        ProblemKind::DuplicateEntry { first_row }
    });
}

/// What is wrong with pairs and moments, in Chinese, English and German.
pub(super) const FINDINGS: &[(&str, [&str; 3])] = &[
    (
        "bad_moment",
        [
            "“{value}”不是日期加时间。",
            "“{value}” is not a day with a time.",
            "„{value}“ ist kein Tag mit Uhrzeit.",
        ],
    ),
    (
        "aside_self",
        [
            "拒绝方与对象相同。",
            "nobody puts itself aside.",
            "niemand stellt sich selbst zurück.",
        ],
    ),
    (
        "not_at_session",
        [
            "{who}不参加本对接会。",
            "{who} takes no part in the session.",
            "{who} nimmt an der Kooperationsbörse nicht teil.",
        ],
    ),
];
