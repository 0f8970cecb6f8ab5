//! `legation documents`.

use super::sheets;
use crate::place::Place;
use anyhow::{Context as _, Result, bail};
use app::documents::{Form, Order, Subjects};
use app::missions::Dossier;
use app::{App, AppError, Caller, Door};
use clap::Args;
use domain::language::Language;
use domain::papers::PaperKind;
use domain::parties::PartyRef;
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print a document of a mission
#[derive(Debug, Args)]
pub struct Documents {
    #[command(flatten)]
    place: Place,
    /// Code of the agency; needed only where there are several
    #[arg(long, value_name = "CODE")]
    agency: Option<String>,
    /// Code of the mission
    #[arg(long, value_name = "CODE")]
    mission: String,
    /// List the kinds of documents, and for whom they can be made
    #[arg(long)]
    list: bool,
    /// Kind of document, see --list
    #[arg(long, value_name = "KIND", required_unless_present = "list")]
    document: Option<String>,
    /// Company or member for whom it is made: a name in any script, or an id
    #[arg(long = "for", value_name = "NAME")]
    subject: Option<String>,
    /// Language: zh-Hans, en or de
    #[arg(long, value_name = "LANGUAGE", default_value = "en")]
    language: String,
    /// Form: pdf, docx, xlsx (lists) or ics (programmes)
    #[arg(long, value_name = "FORM", default_value = "pdf")]
    format: String,
    /// File to write
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    output: Option<PathBuf>,
    /// Issue it as the next version instead of printing a draft
    #[arg(long)]
    issue: bool,
    /// Address under which people reach the program, for the QR code
    #[arg(
        long,
        value_name = "URL",
        env = "LEGATION_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: String,
    /// Print results as JSON
    #[arg(long)]
    json: bool,
}

impl Documents {
    /// Lists or prints.
    pub async fn run(self) -> Result<ExitCode> {
        let office = self.place.office().await?;
        let done = self.with(&office).await;
        office.store().close().await;
        done
    }

    async fn with(&self, office: &App) -> Result<ExitCode> {
        let Some(language) = Language::from_code(&self.language) else {
            return Ok(called_wrongly("the language is zh-Hans, en or de"));
        };
        let agency = crate::agency::named(office, self.agency.as_deref()).await?;
        let caller = Caller::program(agency, Door::CommandLine).speaking(language);
        let dossier = match office.dossier_by_code(&caller, &self.mission).await {
            Ok(dossier) => dossier,
            Err(AppError::Missing) => bail!("there is no mission {}", self.mission),
            Err(error) => return Err(error.into()),
        };
        let known = office.subjects(&caller, &dossier).await?;
        let papers = (&dossier, &known);
        if self.list {
            self.print_list(papers, language);
            return Ok(ExitCode::SUCCESS);
        }
        let kind = self.document.as_deref().unwrap_or_default();
        match self.format.as_str() {
            "xlsx" => return self.workbook(&dossier, kind, &caller),
            "ics" => return self.calendar(office, &caller, papers, kind).await,
            _ => {}
        }
        let Some(kind) = PaperKind::from_code(kind) else {
            return Ok(called_wrongly(&format!(
                "there is no document `{kind}` in this form; see --list"
            )));
        };
        let Some(form) = Form::from_code(&self.format) else {
            return Ok(called_wrongly("the form is pdf, docx, xlsx or ics"));
        };
        let asked = kind.takes_subject() && self.subject.is_some();
        let subject = match asked || kind.needs_subject() {
            true => Some(self.subject(papers, kind)?),
            false => None,
        };
        let order = Order {
            kind,
            language,
            subject,
        };
        self.print(office, &caller, order, form).await
    }

    async fn print(
        &self,
        office: &App,
        caller: &Caller,
        order: Order,
        form: Form,
    ) -> Result<ExitCode> {
        let origin = self.public_url.trim_end_matches('/');
        let file = if self.issue {
            let issued = office.issue(caller, &self.mission, order, origin).await?;
            let at = Form::ALL
                .iter()
                .position(|one| *one == form)
                .unwrap_or_default();
            let id = issued.documents.get(at).context("the issued document")?;
            let id = <domain::ids::DocumentId as domain::ids::TypedId>::from_uuid(*id);
            office.issued_file(caller, &self.mission, id).await?
        } else {
            office
                .preview(caller, &self.mission, order, origin, form)
                .await?
        };
        self.write(&file.name, &file.content)
    }

    fn workbook(&self, dossier: &Dossier, kind: &str, caller: &Caller) -> Result<ExitCode> {
        match sheets::workbook(dossier, kind, caller)? {
            Some(bytes) => self.write(&format!("{}-{kind}.xlsx", self.mission), &bytes),
            None => Ok(called_wrongly(&format!(
                "there is no list `{kind}`; see --list"
            ))),
        }
    }

    async fn calendar(
        &self,
        office: &App,
        caller: &Caller,
        papers: (&Dossier, &Subjects),
        kind: &str,
    ) -> Result<ExitCode> {
        let subject = match PaperKind::from_code(kind) {
            Some(PaperKind::Programme) => None,
            Some(kind) if kind.needs_subject() => Some(self.subject(papers, kind)?),
            _ => {
                return Ok(called_wrongly(
                    "only programme, programme-company and programme-member are calendars",
                ));
            }
        };
        let bytes = sheets::calendar(office, caller, papers.0, subject).await?;
        self.write(&format!("{}-{kind}.ics", self.mission), &bytes)
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<ExitCode> {
        let output = self.output.clone().unwrap_or_else(|| PathBuf::from(name));
        std::fs::write(&output, content)
            .with_context(|| format!("cannot write {}", output.display()))?;
        let bytes = content.len();
        if self.json {
            let kind = self.document.as_deref().unwrap_or_default();
            let done = json!({ "file": output, "bytes": bytes, "document": kind, "language": self.language, "format": self.format });
            println!("{done}");
        } else {
            println!("{}: {bytes} bytes", output.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The company or member of a name or id.
    fn subject(
        &self,
        (dossier, subjects): (&Dossier, &Subjects),
        kind: PaperKind,
    ) -> Result<PartyRef> {
        let wanted = self.subject.as_deref().unwrap_or_default().trim();
        let known = subjects.for_kind(kind);
        let same = |text: &str| text.to_lowercase() == wanted.to_lowercase();
        let found = known.iter().find(|party| {
            let names = subjects.names_of(dossier, **party);
            party.uuid().to_string() == wanted
                || names.is_some_and(|names| names.all().iter().any(|name| same(&name.text)))
        });
        let names: Vec<&str> = known
            .iter()
            .map(|party| subjects.name_of(dossier, *party, Language::En))
            .collect();
        found.copied().with_context(|| {
            format!(
                "`{}` needs --for with one of: {}",
                kind.code(),
                names.join("; ")
            )
        })
    }

    fn print_list(&self, (dossier, subjects): (&Dossier, &Subjects), language: Language) {
        let names = |kind: PaperKind| -> Vec<String> {
            let known = subjects.for_kind(kind).iter();
            known
                .map(|party| subjects.name_of(dossier, *party, language).to_owned())
                .collect()
        };
        for kind in PaperKind::ALL {
            let title = i18n::t(language, &format!("documents-kind-{}", kind.code()), &[]);
            self.print_kind(kind.code(), &title, &names(*kind));
        }
        let papers = |name: &&str| PaperKind::from_code(name).is_none();
        for list in web::lists::names().filter(papers) {
            self.print_kind(list, &i18n::t(language, &format!("lists-{list}"), &[]), &[]);
        }
    }

    fn print_kind(&self, kind: &str, title: &str, made_for: &[String]) {
        let forms = forms(kind);
        if self.json {
            let line =
                json!({ "document": kind, "title": title, "for": made_for, "formats": forms });
            println!("{line}");
        } else {
            let forms = forms.join(", ");
            let made_for = match made_for {
                [] => String::new(),
                some => format!(" (--for: {})", some.join("; ")),
            };
            println!("{kind:<20} {title} [{forms}]{made_for}");
        }
    }
}

/// The forms in which a kind can be had.
fn forms(kind: &str) -> Vec<&'static str> {
    let mut forms = Vec::new();
    let paper = PaperKind::from_code(kind);
    if paper.is_some() {
        forms.extend(["pdf", "docx"]);
    }
    if web::lists::names().any(|name| name == kind) {
        forms.push("xlsx");
    }
    if matches!(
        paper,
        Some(PaperKind::Programme | PaperKind::ProgrammeCompany | PaperKind::ProgrammeMember)
    ) {
        forms.push("ics");
    }
    forms
}

fn called_wrongly(why: &str) -> ExitCode {
    eprintln!("legation: {why}");
    ExitCode::from(2)
}
