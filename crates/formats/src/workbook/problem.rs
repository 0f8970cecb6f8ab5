//! What is wrong with a cell, where it stands, and what to do about it.

use domain::language::Language;
use serde::{Deserialize, Serialize};

use super::schema::{ChoiceList, FieldSpec, Sheet, pick};
use super::texts;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The workbook cannot be taken over before this is put right.
    Error,
    /// Probably a mistake; a person decides.
    Warning,
    /// Nothing wrong, but something was left out.
    Note,
}

/// One problem with its place, the value found there, and the remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The sheet, if it is one of ours.
    pub sheet: Option<Sheet>,
    /// The name on the tab of the sheet; empty for the workbook as a whole.
    pub sheet_name: String,
    /// The row as the spreadsheet counts, from 1.
    pub row: Option<u32>,
    /// The letters of the column.
    pub column: Option<String>,
    /// The machine's name of the field.
    pub field: Option<String>,
    /// What is wrong.
    pub kind: ProblemKind,
    /// What was found, shortened.
    pub value: Option<String>,
    /// What to do.
    pub remedy: Remedy,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProblemKind {
    /// A required cell is empty.
    Missing,
    /// A row without any name.
    NoName,
    /// Too many characters.
    TooLong {
        /// Characters allowed.
        limit: u32,
    },
    /// Control characters that cannot be printed.
    ControlCharacters,
    /// The cell shows an error such as `#REF!`.
    CellError,
    /// A formula that the program that wrote the file never calculated.
    FormulaWithoutValue,
    /// Not usable as a code.
    BadCode,
    /// Not in the list.
    BadChoice {
        /// The list.
        list: ChoiceList,
    },
    /// Not a date.
    BadDate,
    /// A date that can be read in two ways.
    AmbiguousDate,
    /// Not a time of day.
    BadTime,
    /// Not a day with a time.
    BadMoment,
    /// Not an IANA time zone.
    BadZone,
    /// A time that the clocks skip or show twice on that day.
    ClockChange,
    /// The end is not after the start.
    EndBeforeStart,
    /// Not a whole number between the bounds.
    BadNumber {
        /// Smallest number allowed.
        min: u32,
        /// Largest number allowed.
        max: u32,
    },
    /// Not an e-mail address.
    BadEmail,
    /// Not a telephone number.
    BadPhone,
    /// Not a web address.
    BadLink,
    /// Not a country code of ISO 3166-1.
    BadCountry,
    /// Not a language code of BCP 47.
    BadLanguage,
    /// Not a pair of two different languages.
    BadPair,
    /// Chinese characters missing where they belong, or standing where they do not.
    WrongScript,
    /// The same code stands in an earlier row.
    DuplicateCode {
        /// The earlier row.
        first_row: u32,
    },
    /// The same person, organisation or table stands in an earlier row.
    DuplicateEntry {
        /// The earlier row.
        first_row: u32,
    },
    /// The same e-mail address stands in an earlier row.
    DuplicateEmail {
        /// The earlier row.
        first_row: u32,
    },
    /// The session's settings stand in an earlier row already.
    SettingsTwice {
        /// The earlier row.
        first_row: u32,
    },
    /// The same two ask for the same meeting in the same direction in an earlier row.
    DuplicateRequest {
        /// The earlier row.
        first_row: u32,
    },
    /// The slot overlaps an earlier one in the same zone.
    SlotOverlap {
        /// The earlier row.
        first_row: u32,
    },
    /// Nothing in the sheet has this code.
    UnknownReference {
        /// The sheet in which it should stand.
        target: Sheet,
    },
    /// More than one row fits.
    AmbiguousReference,
    /// The organisation is not in the sheet of organisations.
    NotInOrganisations,
    /// Somebody asks to meet themselves.
    SelfRequest,
    /// The same person interprets by an earlier row.
    InterpreterTwice {
        /// The earlier row.
        first_row: u32,
    },
    /// A slot is wished for in which somebody cannot meet.
    WishAway {
        /// Who cannot.
        who: String,
    },
    /// A slot is wished for that is not among those possible for the meeting.
    WishOutside,
    /// The session has a wish for a slot in which the workbook says that somebody cannot meet.
    WishStands {
        /// Whose wish it is.
        who: String,
    },
    /// A person does not belong to the side of the meeting for which they are asked.
    PersonElsewhere {
        /// The side.
        who: String,
    },
    /// A person would be on two sides.
    PersonTwice {
        /// Where they are already.
        who: String,
    },
    /// A company puts itself aside.
    AsideSelf,
    /// Who is named takes no part in the session.
    NotAtSession {
        /// Who.
        who: String,
    },
    /// More things than others read in a profile, or a longer one.
    TooMuchForProfile,
    /// A later meeting of a pair that has no earlier one.
    MeetingSkipped {
        /// The number of the meeting that is not there.
        before: u32,
    },
    /// A column that is not one of ours; it is not read.
    UnknownColumn,
    /// The same column twice.
    DuplicateColumn,
    /// A required column is not there.
    MissingColumn,
    /// Filled cells without a heading above them; they are not read.
    NoHeading,
    /// A sheet that is not one of ours; it is not read.
    UnknownSheet,
    /// A second sheet of the same kind; it is not read.
    DuplicateSheet,
    /// A known sheet without its headings; it is not read.
    SheetWithoutHeadings,
    /// No row in any sheet.
    NothingToRead,
    /// A row marked as an example; it is not read.
    ExampleIgnored,
}

/// What to do about a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "each member is explained in three languages in `texts`"
)]
pub enum Remedy {
    FillIn,
    FillInOneName,
    Shorten,
    OnePerLine,
    TypeAgain,
    CorrectFormula,
    SaveInSpreadsheet,
    UseCode,
    ChooseFromList,
    WriteDate,
    WriteTime,
    WriteMoment,
    WriteZone,
    ChooseOtherTime,
    CorrectTimes,
    WriteNumber,
    WriteEmail,
    WritePhone,
    WriteLink,
    WriteCountry,
    WriteLanguages,
    WritePairs,
    CheckColumn,
    MakeUnique,
    MergeOrKeep,
    RemoveOne,
    NumberMeetings,
    AddTarget,
    AddOrganisation,
    CorrectParty,
    ChooseOtherSlot,
    TakeWishBack,
    ChooseOwnPerson,
    NameOnce,
    NameParticipant,
    UseTemplateColumn,
    AddColumn,
    AddHeading,
    UseTemplateSheet,
    KeepOneSheet,
    FillSheet,
    ReplaceExampleCode,
}

impl ProblemKind {
    /// How much the problem matters.
    pub fn severity(&self) -> Severity {
        use ProblemKind as K;
        match self {
            K::WrongScript
            | K::DuplicateEntry { .. }
            | K::DuplicateEmail { .. }
            | K::SlotOverlap { .. }
            | K::NotInOrganisations
            | K::UnknownColumn
            | K::NoHeading
            | K::UnknownSheet
            | K::FormulaWithoutValue => Severity::Warning,
            K::ExampleIgnored => Severity::Note,
            _ => Severity::Error,
        }
    }

    /// What to do about it.
    pub fn remedy(&self) -> Remedy {
        use ProblemKind as K;
        match self {
            K::Missing => Remedy::FillIn,
            K::NoName => Remedy::FillInOneName,
            K::TooLong { .. } => Remedy::Shorten,
            K::TooMuchForProfile => Remedy::OnePerLine,
            K::ControlCharacters => Remedy::TypeAgain,
            K::CellError => Remedy::CorrectFormula,
            K::FormulaWithoutValue => Remedy::SaveInSpreadsheet,
            K::BadCode => Remedy::UseCode,
            K::BadChoice { .. } => Remedy::ChooseFromList,
            K::BadDate | K::AmbiguousDate => Remedy::WriteDate,
            K::BadTime => Remedy::WriteTime,
            K::BadMoment => Remedy::WriteMoment,
            K::BadZone => Remedy::WriteZone,
            K::ClockChange => Remedy::ChooseOtherTime,
            K::EndBeforeStart => Remedy::CorrectTimes,
            K::BadNumber { .. } => Remedy::WriteNumber,
            K::BadEmail => Remedy::WriteEmail,
            K::BadPhone => Remedy::WritePhone,
            K::BadLink => Remedy::WriteLink,
            K::BadCountry => Remedy::WriteCountry,
            K::BadLanguage => Remedy::WriteLanguages,
            K::BadPair => Remedy::WritePairs,
            K::WrongScript => Remedy::CheckColumn,
            K::DuplicateCode { .. } | K::AmbiguousReference => Remedy::MakeUnique,
            K::DuplicateEntry { .. } | K::DuplicateEmail { .. } | K::SlotOverlap { .. } => {
                Remedy::MergeOrKeep
            }
            K::InterpreterTwice { .. } | K::SettingsTwice { .. } | K::DuplicateColumn => {
                Remedy::RemoveOne
            }
            K::DuplicateRequest { .. } | K::MeetingSkipped { .. } => Remedy::NumberMeetings,
            K::UnknownReference { .. } => Remedy::AddTarget,
            K::NotInOrganisations => Remedy::AddOrganisation,
            K::SelfRequest | K::AsideSelf => Remedy::CorrectParty,
            K::WishAway { .. } | K::WishOutside => Remedy::ChooseOtherSlot,
            K::WishStands { .. } => Remedy::TakeWishBack,
            K::PersonElsewhere { .. } => Remedy::ChooseOwnPerson,
            K::PersonTwice { .. } => Remedy::NameOnce,
            K::NotAtSession { .. } => Remedy::NameParticipant,
            K::UnknownColumn => Remedy::UseTemplateColumn,
            K::MissingColumn => Remedy::AddColumn,
            K::NoHeading => Remedy::AddHeading,
            K::UnknownSheet | K::SheetWithoutHeadings => Remedy::UseTemplateSheet,
            K::DuplicateSheet => Remedy::KeepOneSheet,
            K::NothingToRead => Remedy::FillSheet,
            K::ExampleIgnored => Remedy::ReplaceExampleCode,
        }
    }
}

/// Where a problem is; filled in as far as it is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    pub(super) sheet: Option<Sheet>,
    pub(super) sheet_name: String,
    pub(super) row: Option<u32>,
    pub(super) column: Option<String>,
    pub(super) field: Option<&'static str>,
}

impl Problem {
    pub(super) fn at(place: Place, kind: ProblemKind, value: Option<&str>) -> Self {
        Self {
            severity: kind.severity(),
            sheet: place.sheet,
            sheet_name: place.sheet_name,
            row: place.row,
            column: place.column,
            field: place.field.map(str::to_owned),
            remedy: kind.remedy(),
            kind,
            value: value.map(shortened),
        }
    }

    /// The column of the field in which the problem is.
    pub fn field_spec(&self) -> Option<&'static FieldSpec> {
        self.sheet?.field(self.field.as_deref()?)
    }

    /// The key of the message for the user, such as `workbook-problem-bad_date`.
    pub fn message_key(&self) -> String {
        format!("workbook-problem-{}", texts::kind_key(&self.kind))
    }

    /// The arguments of the message in a language.
    pub fn arguments(&self, language: Language) -> Vec<(&'static str, String)> {
        use ProblemKind as K;
        let mut list = match &self.kind {
            K::TooLong { limit } => vec![("limit", limit.to_string())],
            K::BadNumber { min, max } => vec![("min", min.to_string()), ("max", max.to_string())],
            K::BadChoice { list } => vec![("allowed", language.listed(list.labels(language)))],
            K::DuplicateCode { first_row }
            | K::DuplicateEntry { first_row }
            | K::DuplicateEmail { first_row }
            | K::DuplicateRequest { first_row }
            | K::InterpreterTwice { first_row }
            | K::SettingsTwice { first_row }
            | K::SlotOverlap { first_row } => vec![("first_row", first_row.to_string())],
            K::WishAway { who }
            | K::WishStands { who }
            | K::PersonElsewhere { who }
            | K::NotAtSession { who }
            | K::PersonTwice { who } => vec![("who", who.clone())],
            K::MeetingSkipped { before } => vec![("before", before.to_string())],
            K::UnknownReference { target } => vec![("target", target.label(language).to_owned())],
            _ => Vec::new(),
        };
        list.push(("value", self.value.clone().unwrap_or_default()));
        list.push((
            "field",
            self.field_spec()
                .map_or("", |field| field.label(language))
                .to_owned(),
        ));
        list
    }
}

/// Where the problem is, in the words of a language.
pub fn place(problem: &Problem, language: Language) -> String {
    texts::place(problem, language)
}

/// What is wrong, in the words of a language, without place and remedy.
pub fn finding(problem: &Problem, language: Language) -> String {
    texts::filled(
        texts::finding(&problem.kind, language),
        &problem.arguments(language),
    )
}

/// What to do, in the words of a language.
pub fn remedy(problem: &Problem, language: Language) -> String {
    texts::filled(
        texts::remedy(problem.remedy, language),
        &problem.arguments(language),
    )
}

/// The whole sentence: place, finding, remedy.
pub fn explain(problem: &Problem, language: Language) -> String {
    let colon = pick(["：", ": ", ": "], language);
    let space = pick(["", " ", " "], language);
    format!(
        "{}{colon}{}{space}{}",
        place(problem, language),
        finding(problem, language),
        remedy(problem, language)
    )
}

fn shortened(value: &str) -> String {
    let line: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if line.chars().count() <= 80 {
        return line;
    }
    let mut short: String = line.chars().take(79).collect();
    short.push('…');
    short
}
