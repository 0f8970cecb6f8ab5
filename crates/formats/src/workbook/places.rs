//! The sheets of tables and venues.

use super::check::Checker;
use super::columns::{NOTE, field, required};
use super::problem::ProblemKind;
use super::schema::{ChoiceList, FieldKind, FieldSpec, Sheet, folded};
use super::{VenueRow, Workbook};

/// Tables.
pub(super) const TABLES: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-T1", "EXAMPLE-T1", "BEISPIEL-T1"],
    ),
    required(field(
        "label",
        FieldKind::Text(100),
        ["桌号", "label", "Bezeichnung"],
        ["1号桌", "Table 1", "Tisch 1"],
    )),
    field(
        "room",
        FieldKind::Text(200),
        ["房间", "room", "Raum"],
        ["三层大厅", "Hall, 3rd floor", "Saal, 3. Stock"],
    ),
    field(
        "seats",
        FieldKind::Number(2, 100),
        ["座位数", "seats", "Plätze"],
        ["4", "4", "4"],
    ),
    field(
        "kind",
        FieldKind::Choice(ChoiceList::TableKind),
        ["类型", "kind", "Art"],
        ["展位", "booth", "Stand"],
    ),
    field(
        "owner",
        FieldKind::Party,
        ["展位所属（编号）", "booth of (code)", "Stand von (Kürzel)"],
        ["O001", "O001", "O001"],
    ),
    field(
        "venue",
        FieldKind::Text(100),
        ["场地", "venue", "Ort"],
        ["1号展厅", "Hall 1", "Halle 1"],
    ),
    field(
        "closed",
        FieldKind::Slots,
        [
            "停用时段（编号）",
            "closed in slots (codes)",
            "geschlossen in (Kürzel der Zeitfenster)",
        ],
        ["", "", ""],
    ),
    NOTE,
];

/// Venues, one way between two of them in each row.
pub(super) const VENUES: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-V1", "EXAMPLE-V1", "BEISPIEL-V1"],
    ),
    required(field(
        "name",
        FieldKind::Text(100),
        ["场地名称", "name of the venue", "Name des Ortes"],
        ["1号展厅", "Hall 1", "Halle 1"],
    )),
    field(
        "other",
        FieldKind::Text(100),
        ["另一场地", "other venue", "anderer Ort"],
        ["会展酒店", "Hotel at the fair", "Messehotel"],
    ),
    field(
        "minutes",
        FieldKind::Number(0, 600),
        ["两地间分钟", "minutes between them", "Minuten dazwischen"],
        ["15", "15", "15"],
    ),
    NOTE,
];

/// A way between two venues stands once, in either direction.
pub(super) fn ways(workbook: &Workbook, checker: &mut Checker<'_>) {
    let pair = |row: &VenueRow| {
        let other = folded(row.other.as_deref().unwrap_or_default());
        let name = folded(&row.name);
        if name < other {
            (name, other)
        } else {
            (other, name)
        }
    };
    let rows = workbook.venues.iter();
    let rows = rows
        .map(|row| (row.row, pair(row), row.name.clone()))
        .collect();
    checker.repeats(Sheet::Venues, "name", rows, |first_row| {
        ProblemKind::DuplicateEntry { first_row }
    });
}
