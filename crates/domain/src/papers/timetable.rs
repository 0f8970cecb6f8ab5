//! A timetable on paper: for each company, for each table, for the wall, and what has changed.

use super::{Letterhead, PaperKind, Shown};
use serde::{Deserialize, Serialize};

/// A meeting as one reader needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedMeeting {
    /// When; the day too where the session has several.
    pub time: String,
    /// Whom it is with: one company on a company's page, both on a table's.
    pub with: Vec<Shown>,
    /// The sign of the table; empty on the table's own page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub table: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Who comes of the two sides, the reader's first; empty where nobody is named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comes: String,
    /// Who interprets, or that somebody must; empty where the two need nobody.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interpreter: String,
    /// Between which languages somebody interprets, on an interpreter's own page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub languages: String,
    /// Whether it is at a time that the reader wished for; empty where they wished for none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wish: String,
}

/// What changes for a company or an interpreter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedChange {
    /// Whom the meeting is with: one company on a company's page, both on an interpreter's.
    pub with: Vec<Shown>,
    /// Time and table before; none where the meeting is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Time and table after; none where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// The page of one company or one table, or a board for the wall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "page", rename_all = "snake_case")]
pub enum TimetablePage {
    /// All meetings of one company.
    Company {
        /// Its name.
        name: Shown,
        /// The session, its day and hours.
        session: Vec<String>,
        /// What changes to what it was told before; empty where nothing does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        changes: Vec<PrintedChange>,
        /// Its meetings in the order of time.
        meetings: Vec<PrintedMeeting>,
    },
    /// All meetings at which one person interprets.
    Interpreter {
        /// Their name.
        name: Shown,
        /// The session, its day and hours.
        session: Vec<String>,
        /// What changes to what they were told before; empty where nothing does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        changes: Vec<PrintedChange>,
        /// The meetings in the order of time.
        meetings: Vec<PrintedMeeting>,
    },
    /// What stands on one table.
    Table {
        /// Its sign.
        sign: String,
        /// The session, its day and hours.
        session: Vec<String>,
        /// The meetings at it, in the order of time.
        meetings: Vec<PrintedMeeting>,
    },
    /// Slots down, tables across.
    Board {
        /// The session, its day and hours.
        session: Vec<String>,
        /// The signs of the tables.
        tables: Vec<String>,
        /// Each slot: its time, and who meets at each table.
        rows: Vec<(String, Vec<Vec<Shown>>)>,
    },
}

/// A timetable on paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimetablePaper {
    /// What stands on every page.
    pub head: Letterhead,
    /// Which of the kinds made of timetables.
    pub kind: PaperKind,
    /// Its pages.
    pub pages: Vec<TimetablePage>,
}
