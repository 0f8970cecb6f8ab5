//! The participants workbook: people, organisations, meeting requests, slots and tables.
//!
//! [`template`] writes an empty workbook in Chinese, English or German; [`read`] reads a filled
//! one in any of the three, cell by cell within [`Limits`], and reports every [`Problem`] with
//! sheet, row, column and remedy. Nothing is dropped without saying so. Reading takes memory and
//! time that the sender chooses within the limits, so a server runs it in a child process and
//! takes the outcome over as JSON ([`to_json`], [`from_json`]).

mod aside;
mod asks;
mod check;
mod choices;
mod columns;
mod course;
mod findings;
mod grid;
mod headings;
mod inspect;
mod interpreters;
mod limits;
mod moment;
mod places;
mod position;
mod problem;
mod profile;
mod read;
mod refusals;
mod remedies;
mod row;
mod rows;
mod schema;
mod settings;
mod template;
mod texts;
mod values;
mod write;

use domain::interpreting::{Interpreting, LanguagePair};
use domain::language::LanguageTag;
use domain::time::ZoneName;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use aside::AsideRow;
pub use choices::{
    Answer, Choice, Earlier, Hand, OrganisationKind, Priority, Role, Sector, Session, Side,
    TableKind, Weight, YesNo,
};
pub use course::RequestCourse;
pub use limits::{Limits, ReadError};
pub use moment::Moment;
pub use problem::{Problem, ProblemKind, Remedy, Severity, explain, finding, place, remedy};
pub use read::read;
pub use schema::{ChoiceList, FieldKind, FieldSpec, Sheet};
pub use settings::SettingsRow;
pub use template::template;
pub use texts::{explain_refusal, refusal_key};
pub use write::write;

/// What a workbook says, checked; rows in the order of the file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Workbook {
    /// People.
    pub participants: Vec<Participant>,
    /// Organisations.
    pub organisations: Vec<Organisation>,
    /// Who wants to meet whom.
    pub requests: Vec<Request>,
    /// Times for meetings.
    pub slots: Vec<Slot>,
    /// Places for meetings.
    pub tables: Vec<MeetingTable>,
    /// Venues and the ways between them.
    #[serde(default)]
    pub venues: Vec<VenueRow>,
    /// Who interprets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interpreters: Vec<InterpreterRow>,
    /// What the session is set to; at most one row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<SettingsRow>,
    /// Whom companies put aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<AsideRow>,
    /// What was read of each sheet.
    pub sheets: Vec<SheetSummary>,
    /// What is wrong, by sheet, row and column; at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many more problems there are than listed.
    pub more_problems: u32,
}

/// So many problems are listed; more would help nobody.
pub const MAX_PROBLEMS: usize = 5_000;

/// What was read of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetSummary {
    /// Which sheet.
    pub sheet: Sheet,
    /// The name on the tab.
    pub name: String,
    /// Rows with content, without the example.
    pub rows: u32,
    /// Rows that could not be taken over because of an error.
    pub refused: u32,
    /// The letters of the column of each field, by its machine's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
}

/// A person in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// The code that other rows refer to.
    pub code: Option<String>,
    /// The name in Chinese characters.
    pub name_zh: Option<String>,
    /// The name in Latin letters.
    pub name_latin: Option<String>,
    /// Where the person works.
    pub organisation: Option<OrganisationRef>,
    /// The position in Chinese.
    pub position_zh: Option<String>,
    /// The position in English.
    pub position_en: Option<String>,
    /// The position in German.
    pub position_de: Option<String>,
    /// What the person is in the mission.
    pub role: Role,
    /// Languages in which the person can talk.
    pub languages: Vec<LanguageTag>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Codes of the slots in which the person cannot meet anybody.
    pub unavailable: Vec<String>,
    /// Codes of the slots in which the person likes best to meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<String>,
    /// The most meetings that the person takes.
    pub max_meetings: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
}

/// An organisation that a row names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "known", rename_all = "snake_case")]
pub enum OrganisationRef {
    /// A row of the sheet of organisations.
    Row {
        /// Its row.
        row: u32,
    },
    /// A name that no row of the sheet has.
    Named {
        /// The text as it stands.
        name: String,
    },
}

/// An organisation in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// The code that other rows refer to.
    pub code: Option<String>,
    /// The name in Chinese.
    pub name_zh: Option<String>,
    /// The name in English.
    pub name_en: Option<String>,
    /// The name in German.
    pub name_de: Option<String>,
    /// A short name.
    pub short_name: Option<String>,
    /// What kind of organisation it is.
    pub kind: OrganisationKind,
    /// Two letters of ISO 3166-1.
    pub country: Option<String>,
    /// City.
    pub city: Option<String>,
    /// What it does.
    pub sector: Option<String>,
    /// Number in a public register.
    pub registry_id: Option<String>,
    /// Web address.
    pub website: Option<String>,
    /// What it offers, one thing on each line.
    pub offers: Option<String>,
    /// What it looks for, one thing on each line.
    pub needs: Option<String>,
    /// On whose side it takes part in the session.
    #[serde(default)]
    pub side: Option<Side>,
    /// How many of its people can meet at once.
    #[serde(default)]
    pub seats: Option<u32>,
    /// Codes of the slots in which none of its people can meet anybody.
    #[serde(default)]
    pub unavailable: Vec<String>,
    /// Codes of the slots in which it likes best to meet.
    #[serde(default)]
    pub preferred: Vec<String>,
    /// The most meetings that it takes.
    #[serde(default)]
    pub max_meetings: Option<u32>,
    /// Who it is, in a few sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Its sectors, as its profile has them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<Sector>,
    /// Regions and countries in which it works or wants to, one on each line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regions: Option<String>,
    /// Languages in which it can negotiate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageTag>,
    /// Who comes, for the other participants to see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comes: Option<String>,
    /// Codes of the slots in which it wishes itself to meet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_times: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// One side of a meeting request.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "party", rename_all = "snake_case")]
pub enum Party {
    /// A row of the sheet of participants.
    Participant {
        /// Its row.
        row: u32,
    },
    /// A row of the sheet of organisations.
    Organisation {
        /// Its row.
        row: u32,
    },
    /// A code that the workbook does not have; the mission may know it.
    Elsewhere {
        /// The code.
        code: String,
    },
}

/// A meeting request in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code of its own.
    pub code: Option<String>,
    /// Who asks.
    pub from: Party,
    /// Whom they ask for.
    pub to: Party,
    /// How much it matters; medium when the cell is empty.
    pub priority: Priority,
    /// How much it matters to the other side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_priority: Option<Priority>,
    /// Whether it must be held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub must: Option<YesNo>,
    /// What the other side said; open when the cell is empty.
    pub answer: Answer,
    /// Wanted half of the day.
    pub session: Option<Session>,
    /// Code of the only slot that will do.
    pub slot: Option<String>,
    /// Code of the table at which it is held in that slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Codes of the slots in which alone it may be held; empty means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub possible: Vec<String>,
    /// Whether it needs an interpreter; as both sides speak when the cell is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interpreting: Option<Interpreting>,
    /// Codes of the slots in which the meeting is best held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferred: Vec<String>,
    /// Who of the asking side must come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_person: Option<Party>,
    /// Who of the asked side must come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_person: Option<Party>,
    /// Which of the meetings of this pair it is, from 1. Empty, it is the first of a new pair; of a
    /// known one it is the request that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<u32>,
    /// What they want to talk about.
    pub subject: Option<String>,
    /// When and by whose hand it was sent and answered.
    #[serde(default, skip_serializing_if = "RequestCourse::is_unsaid")]
    pub course: RequestCourse,
    /// Anything else.
    pub note: Option<String>,
}

/// A time for meetings in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// The code that other rows refer to.
    pub code: Option<String>,
    /// Local day.
    pub date: Date,
    /// Local start.
    pub start: Time,
    /// Local end, after the start on the same day.
    pub end: Time,
    /// The zone in which they are read.
    pub zone: ZoneName,
    /// Half of the day; by the start when the cell is empty.
    pub session: Session,
    /// Whether it follows the slot before without a pause; by the clock when the cell is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follows: Option<bool>,
    /// Anything else.
    pub note: Option<String>,
}

/// A place for meetings in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeetingTable {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code.
    pub code: Option<String>,
    /// What stands on the sign.
    pub label: String,
    /// The room.
    pub room: Option<String>,
    /// Chairs.
    pub seats: Option<u32>,
    /// What it is; everybody's table where the cell is empty and it has no owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TableKind>,
    /// Whose booth it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Party>,
    /// The name of its venue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// Codes of the slots in which it cannot be used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// A venue in the workbook, or the way between two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VenueRow {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code.
    pub code: Option<String>,
    /// What people call it.
    pub name: String,
    /// Another venue; then `minutes` are there.
    pub other: Option<String>,
    /// Minutes between the two.
    pub minutes: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
}

/// An interpreter in the workbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterpreterRow {
    /// The row as the spreadsheet counts, from 1.
    pub row: u32,
    /// A code of its own.
    pub code: Option<String>,
    /// Who: a row of the sheet of participants.
    pub person: Party,
    /// Between which languages; never empty.
    pub languages: Vec<LanguagePair>,
    /// Codes of the slots in which they cannot work.
    pub unavailable: Vec<String>,
    /// Most slots in a row; then they rest for a slot, or at a pause.
    pub longest_run: Option<u32>,
    /// Anything else.
    pub note: Option<String>,
}

impl Workbook {
    /// Problems of a severity.
    pub fn problems_of(&self, severity: Severity) -> impl Iterator<Item = &Problem> {
        self.problems
            .iter()
            .filter(move |problem| problem.severity == severity)
    }

    /// Whether the workbook can be taken over: no error, listed or not.
    pub fn is_importable(&self) -> bool {
        self.problems_of(Severity::Error).next().is_none() && self.more_problems == 0
    }

    /// Rows that can be taken over.
    pub fn row_count(&self) -> usize {
        self.participants.len()
            + self.organisations.len()
            + self.requests.len()
            + self.slots.len()
            + self.tables.len()
            + self.venues.len()
            + self.interpreters.len()
            + self.settings.len()
            + self.aside.len()
    }

    /// A complaint about a cell that only somebody who knows more than the workbook can make.
    #[must_use]
    pub fn complaint(
        &self,
        (sheet, row, field): (Sheet, u32, &'static str),
        kind: ProblemKind,
        value: &str,
    ) -> Problem {
        let summary = self.sheets.iter().find(|known| known.sheet == sheet);
        let column = summary.and_then(|known| known.columns.get(field));
        let place = problem::Place {
            sheet: Some(sheet),
            sheet_name: summary.map(|known| known.name.clone()).unwrap_or_default(),
            row: Some(row),
            column: column.cloned(),
            field: Some(field),
        };
        Problem::at(place, kind, Some(value))
    }

    /// Withdraws the complaint about codes that the workbook lacks but the mission has.
    ///
    /// `knows` is asked with the sheet in which the code should stand (participants for a party,
    /// slots for a slot) and the code.
    pub fn accept_known(&mut self, knows: impl Fn(Sheet, &str) -> bool) {
        self.problems
            .retain(|problem| match (&problem.kind, &problem.value) {
                (ProblemKind::UnknownReference { target }, Some(code)) => !knows(*target, code),
                _ => true,
            });
    }
}

/// The outcome of reading as JSON, for handing it from the reading process to its parent.
///
/// # Errors
/// Only if the memory for the text is missing.
pub fn to_json(outcome: &Result<Workbook, ReadError>) -> serde_json::Result<String> {
    serde_json::to_string(outcome)
}

/// The outcome of reading from [`to_json`].
///
/// # Errors
/// If the text is not what `to_json` of the same version writes.
pub fn from_json(text: &str) -> serde_json::Result<Result<Workbook, ReadError>> {
    serde_json::from_str(text)
}
