//! Printed documents: papers made from the records of a mission, previews, and issued versions
//! that never change.
//!
//! How a paper becomes a file is not known here: the program gives the office a [`Printer`].

mod interpreters;
mod issue;
mod lists;
mod programme;
mod report;
mod returned;
mod rounds;
mod scribe;
mod select;
mod talks;
mod timetable;

pub use issue::{Issued, Version};
pub use select::Subjects;
pub(crate) use select::is_for;

use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::missions::Dossier;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::language::Language;
use domain::papers::{Audience, Mark, Paper, PaperKind};
use domain::parties::PartyRef;
use domain::record::Kind;
use rounds::Booked;
use scribe::Scribe;

/// A form in which a document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// Portable Document Format.
    Pdf,
    /// Office document, for further editing.
    Docx,
}

impl Form {
    /// All forms, in the order in which they are offered.
    pub const ALL: [Form; 2] = [Form::Pdf, Form::Docx];

    /// The ending of file names, which is also the word on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Form::Pdf => "pdf",
            Form::Docx => "docx",
        }
    }

    /// The form of a word.
    pub fn from_code(code: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.code() == code)
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Form::Pdf => "application/pdf",
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The form of a media type.
    pub fn from_media_type(media_type: &str) -> Option<Form> {
        Form::ALL
            .into_iter()
            .find(|form| form.media_type() == media_type)
    }
}

/// Why a paper was not printed; the text is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotPrinted(pub String);

/// Makes files of papers.
pub trait Printer: Send + Sync {
    /// Makes the file of a paper; takes processor time, so it is called where blocking is
    /// allowed.
    ///
    /// # Errors
    /// A defect of fonts or templates.
    fn print(
        &self,
        paper: &Paper,
        language: Language,
        form: Form,
    ) -> std::result::Result<Vec<u8>, NotPrinted>;
}

/// Which document somebody wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Order {
    /// Its kind.
    pub kind: PaperKind,
    /// Its language.
    pub language: Language,
    /// The company or member for whom it is made; only for kinds that need one.
    pub subject: Option<PartyRef>,
}

impl Order {
    /// An order of a kind that is made for nobody in particular.
    pub fn general(kind: PaperKind, language: Language) -> Self {
        Self {
            kind,
            language,
            subject: None,
        }
    }

    /// The address of the current version below an origin such as `https://host`: it leads to
    /// the newest issued version and says whether the one in hand is older.
    pub fn address(&self, origin: &str, code: &str, version: u32) -> String {
        let language = self.language.code();
        let mut address = format!(
            "{origin}/d/{code}/{}?l={language}&v={version}",
            self.kind.code()
        );
        if let Some(subject) = self.subject {
            address.push_str(&format!("&s={}", subject.uuid()));
        }
        address
    }
}

/// A file to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// What a print needs to know beside the records.
pub(crate) struct Print<'a> {
    order: Order,
    origin: &'a str,
    version: u32,
    marks: Vec<Mark>,
    agency: String,
    /// The matchmaking sessions of the mission, for papers that speak of meetings at tables.
    sessions: Vec<Booked>,
}

impl App {
    /// The paper that would be issued next, marked as a draft. `origin` is the scheme and host
    /// under which people reach the program.
    ///
    /// # Errors
    /// When the caller may not see the mission or export documents, or the order names nobody.
    pub async fn paper(
        &self,
        caller: &Caller,
        code: &str,
        order: Order,
        origin: &str,
    ) -> Result<Paper> {
        let dossier = self.dossier_by_code(caller, code).await?;
        let mission = Some(dossier.mission.id);
        caller.ask(Action::Export, Subject::Record(Kind::Document), mission)?;
        let version = self.last_version(caller, &dossier, order).await? + 1;
        let print = Print {
            order,
            origin,
            version,
            marks: vec![Mark::Draft],
            agency: self.agency_name(caller).await?,
            sessions: self.sessions_of(caller, &dossier, order.kind).await?,
        };
        self.write_paper(caller, &dossier, print)
    }

    /// A preview of what would be issued next, as a file. Nothing is kept.
    ///
    /// # Errors
    /// As [`App::paper`]; [`AppError::Internal`] when it cannot be printed.
    pub async fn preview(
        &self,
        caller: &Caller,
        code: &str,
        order: Order,
        origin: &str,
        form: Form,
    ) -> Result<File> {
        let paper = self.paper(caller, code, order, origin).await?;
        let content = self.printed(paper, order.language, form).await?;
        Ok(File {
            name: format!(
                "{code}-{}-{}.{}",
                order.kind.code(),
                order.language,
                form.code()
            ),
            media_type: form.media_type().to_owned(),
            content,
        })
    }

    pub(crate) fn write_paper(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        print: Print<'_>,
    ) -> Result<Paper> {
        let subject = print.order.subject;
        let scribe = Scribe::new(dossier, caller, self.clock().now(), print);
        Ok(match scribe.order().kind {
            PaperKind::Programme => scribe.programme(Audience::General),
            PaperKind::ProgrammeCompany | PaperKind::ProgrammeMember => {
                scribe.programme(scribe.audience(subject)?)
            }
            PaperKind::Delegation => scribe.delegation(),
            PaperKind::Guests => scribe.guests(),
            PaperKind::Report => scribe.report(),
            PaperKind::Timetable
            | PaperKind::Interpreters
            | PaperKind::TableSigns
            | PaperKind::TimetableBoard
            | PaperKind::TimetableChanges => scribe.timetable()?,
        })
    }

    /// Prints beside the threads that answer requests.
    pub(crate) async fn printed(
        &self,
        paper: Paper,
        language: Language,
        form: Form,
    ) -> Result<Vec<u8>> {
        let printer = self
            .printer()
            .ok_or_else(|| AppError::Internal("no printer".into()))?;
        let print = move || printer.print(&paper, language, form);
        let printed = tokio::task::spawn_blocking(print).await;
        let printed = printed.map_err(|error| AppError::Internal(error.to_string()))?;
        printed.map_err(|error| AppError::Internal(error.to_string()))
    }

    pub(crate) async fn agency_name(&self, caller: &Caller) -> Result<String> {
        let (agency, _) = self.look(caller).await?.reader().agency_record().await?;
        Ok(agency.name)
    }
}

/// Nobody is named for whom the document is made.
fn nobody() -> AppError {
    Refusal::new("refused-document-subject")
        .at("subject")
        .into()
}
