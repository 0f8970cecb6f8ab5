//! The course of a meeting request: when and by whose hand it was sent and answered.

use serde::{Deserialize, Serialize};

use super::choices::Hand;
use super::columns::field;
use super::moment::Moment;
use super::row::Row;
use super::schema::{ChoiceList, FieldKind, FieldSpec};

/// What a row of requests says of the course of its request; a cell that is empty says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RequestCourse {
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent: Option<Moment>,
    /// By whose hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<Hand>,
    /// When it expires without an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Moment>,
    /// When it was answered, taken back or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<Moment>,
    /// By whose hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Hand>,
    /// The words of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

impl RequestCourse {
    /// Whether nothing is said of it.
    #[must_use]
    pub fn is_unsaid(&self) -> bool {
        *self == Self::default()
    }
}

/// An example of a moment.
const MOMENT: [&str; 3] = ["2026-04-01 09:30", "2026-04-01 09:30", "2026-04-01 09:30"];
/// An example of whose hand it was.
const HAND: [&str; 3] = ["参加单位", "participant", "Teilnehmer"];

const fn moment(key: &'static str, labels: [&'static str; 3]) -> FieldSpec {
    field(key, FieldKind::Moment, labels, MOMENT)
}

const fn hand(key: &'static str, labels: [&'static str; 3]) -> FieldSpec {
    field(key, FieldKind::Choice(ChoiceList::Hand), labels, HAND)
}

/// When it was sent.
pub(super) const SENT: FieldSpec = moment(
    "sent",
    [
        "发出时间（当地时间）",
        "sent at (local time)",
        "gesendet am (Ortszeit)",
    ],
);

/// By whose hand.
pub(super) const SENT_BY: FieldSpec = hand("sent_by", ["由谁发出", "sent by", "gesendet von"]);

/// When it expires without an answer.
pub(super) const ANSWER_BY: FieldSpec = moment(
    "answer_by",
    [
        "答复截止（当地时间）",
        "answer until (local time)",
        "Antwort bis (Ortszeit)",
    ],
);

/// When it was answered, taken back or expired.
pub(super) const ANSWERED: FieldSpec = moment(
    "answered",
    [
        "答复时间（当地时间）",
        "answered at (local time)",
        "beantwortet am (Ortszeit)",
    ],
);

/// By whose hand.
pub(super) const ANSWERED_BY: FieldSpec = hand(
    "answered_by",
    ["由谁答复", "answered by", "beantwortet von"],
);

/// The words of the answer.
pub(super) const WORDS: FieldSpec = field(
    "words",
    FieldKind::LongText(4_000),
    ["答复内容", "words of the answer", "Worte der Antwort"],
    ["", "", ""],
);

/// What a row says of the course.
pub(super) fn course(row: &mut Row<'_>) -> RequestCourse {
    RequestCourse {
        sent: row.moment("sent"),
        sent_by: row.choice("sent_by"),
        answer_by: row.moment("answer_by"),
        answered: row.moment("answered"),
        answered_by: row.choice("answered_by"),
        words: row.text("words"),
    }
}
