//! The sheet of the session's settings: what it is called, and how participants book meetings.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use super::check::Checker;
use super::choices::{Earlier, Weight, YesNo};
use super::columns::{NOTE, field};
use super::problem::ProblemKind;
use super::row::Row;
use super::schema::{ChoiceList, FieldKind, FieldSpec, Sheet};
use super::{Workbook, values};

/// The most days for an answer, and the most requests of one participant.
const MOST_DAYS: u32 = 60;
const MOST_ASKS: u32 = 1_000;

/// What the session is set to in the workbook; a cell that is empty says nothing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SettingsRow {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code of its own.
    pub code: Option<String>,
    /// The title in Chinese.
    pub title_zh: Option<String>,
    /// The title in English.
    pub title_en: Option<String>,
    /// The title in German.
    pub title_de: Option<String>,
    /// Whether participants ask and answer by themselves.
    pub open: Option<YesNo>,
    /// The last day on which they do, in local time.
    pub until: Option<Date>,
    /// Until when on that day; until its end where the cell is empty.
    pub until_time: Option<Time>,
    /// Days after which a request without an answer expires.
    pub answer_days: Option<u32>,
    /// How many requests a participant may have sent.
    pub most_asks: Option<u32>,
    /// Whether only participants of different sides meet.
    pub across: Option<YesNo>,
    /// The last day on which links work.
    pub links_until: Option<Date>,
    /// How much it counts for a suggestion that one offers what the other needs.
    pub wishes: Option<Weight>,
    /// How much the same sector counts.
    pub sector: Option<Weight>,
    /// How much the same region counts.
    pub region: Option<Weight>,
    /// How much a common language counts.
    pub language: Option<Weight>,
    /// What an earlier meeting means.
    pub earlier: Option<Earlier>,
    /// Anything else.
    pub note: Option<String>,
}

/// A column that says how much something counts for suggestions.
const fn weight(key: &'static str, labels: [&'static str; 3]) -> FieldSpec {
    field(
        key,
        FieldKind::Choice(ChoiceList::Weight),
        labels,
        ["明显计入", "counts clearly", "zählt deutlich"],
    )
}

/// Settings of the session; one row.
pub(super) const SETTINGS: &[FieldSpec] = &[
    field(
        "code",
        FieldKind::Code,
        ["编号", "code", "Kürzel"],
        ["示例-B1", "EXAMPLE-B1", "BEISPIEL-B1"],
    ),
    field(
        "title_zh",
        FieldKind::Text(300),
        ["中文名称", "title in Chinese", "Titel auf Chinesisch"],
        ["企业对接洽谈会", "企业对接洽谈会", "企业对接洽谈会"],
    ),
    field(
        "title_en",
        FieldKind::Text(300),
        ["英文名称", "title in English", "Titel auf Englisch"],
        [
            "Business matchmaking",
            "Business matchmaking",
            "Business matchmaking",
        ],
    ),
    field(
        "title_de",
        FieldKind::Text(300),
        ["德文名称", "title in German", "Titel auf Deutsch"],
        [
            "Kooperationsbörse",
            "Kooperationsbörse",
            "Kooperationsbörse",
        ],
    ),
    field(
        "open",
        FieldKind::Choice(ChoiceList::YesNo),
        [
            "参加单位可自行申请和答复",
            "participants ask and answer by themselves",
            "Teilnehmende fragen und antworten selbst",
        ],
        ["是", "yes", "ja"],
    ),
    field(
        "until",
        FieldKind::Date,
        ["申请截止日期", "booking ends on", "Anmeldeschluss am"],
        ["2026-04-10", "2026-04-10", "2026-04-10"],
    ),
    field(
        "until_time",
        FieldKind::Time,
        [
            "截止时间（当地时间）",
            "booking ends at (local time)",
            "Anmeldeschluss um (Ortszeit)",
        ],
        ["18:00", "18:00", "18:00"],
    ),
    field(
        "answer_days",
        FieldKind::Number(1, MOST_DAYS),
        [
            "答复期限（天）",
            "days for an answer",
            "Tage für eine Antwort",
        ],
        ["7", "7", "7"],
    ),
    field(
        "most_asks",
        FieldKind::Number(1, MOST_ASKS),
        [
            "每家单位最多申请数",
            "most requests of one participant",
            "höchstens Wünsche je Teilnehmer",
        ],
        ["10", "10", "10"],
    ),
    field(
        "across",
        FieldKind::Choice(ChoiceList::YesNo),
        [
            "只安排双方单位之间会谈",
            "only different sides meet",
            "nur verschiedene Seiten treffen sich",
        ],
        ["是", "yes", "ja"],
    ),
    field(
        "links_until",
        FieldKind::Date,
        ["链接有效期至", "links work until", "Links gelten bis"],
        ["2026-05-31", "2026-05-31", "2026-05-31"],
    ),
    weight(
        "wishes",
        [
            "推荐：供需相符",
            "suggestions: one offers what the other needs",
            "Vorschläge: Angebot trifft Bedarf",
        ],
    ),
    weight(
        "sector",
        [
            "推荐：行业相同",
            "suggestions: same sector",
            "Vorschläge: gleiche Branche",
        ],
    ),
    weight(
        "region",
        [
            "推荐：地区相同",
            "suggestions: same region",
            "Vorschläge: gleiche Region",
        ],
    ),
    weight(
        "language",
        [
            "推荐：有共同语言",
            "suggestions: common language",
            "Vorschläge: gemeinsame Sprache",
        ],
    ),
    field(
        "earlier",
        FieldKind::Choice(ChoiceList::Earlier),
        [
            "推荐：此前已会谈",
            "suggestions: who has met before",
            "Vorschläge: wer sich schon kennt",
        ],
        ["不影响", "makes no difference", "macht keinen Unterschied"],
    ),
    NOTE,
];

/// The settings; none if a cell is wrong.
pub(super) fn settings(row: &mut Row<'_>) -> Option<SettingsRow> {
    let from_1904 = row.from_1904;
    let said = SettingsRow {
        row: row.number,
        code: row.parsed("code", values::code),
        title_zh: row.text("title_zh"),
        title_en: row.text("title_en"),
        title_de: row.text("title_de"),
        open: row.choice("open"),
        until: row.typed("until", |value| values::date(value, from_1904)),
        until_time: row.typed("until_time", values::time),
        answer_days: row.typed("answer_days", |value| {
            values::whole_number(value, 1, MOST_DAYS)
        }),
        most_asks: row.typed("most_asks", |value| {
            values::whole_number(value, 1, MOST_ASKS)
        }),
        across: row.choice("across"),
        links_until: row.typed("links_until", |value| values::date(value, from_1904)),
        wishes: row.choice("wishes"),
        sector: row.choice("sector"),
        region: row.choice("region"),
        language: row.choice("language"),
        earlier: row.choice("earlier"),
        note: row.text("note"),
    };
    if said.until_time.is_some() && said.until.is_none() && !row.failed {
        row.complain("until", ProblemKind::Missing, None);
    }
    (!row.failed).then_some(said)
}

/// A session has one row of settings.
pub(super) fn across(workbook: &Workbook, checker: &mut Checker<'_>) {
    let mut rows = workbook.settings.iter();
    let Some(first) = rows.next() else { return };
    for row in rows {
        let kind = ProblemKind::SettingsTwice {
            first_row: first.row,
        };
        checker.complain(Sheet::Settings, row.row, "code", kind, None);
    }
}
