//! `legation documents`.

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
    /// Form: pdf or docx
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
        if self.list {
            self.print_list(&dossier, language);
            return Ok(ExitCode::SUCCESS);
        }
        let kind = self.document.as_deref().unwrap_or_default();
        let Some(kind) = PaperKind::from_code(kind) else {
            return Ok(called_wrongly(&format!(
                "there is no document `{kind}`; see --list"
            )));
        };
        let Some(form) = Form::from_code(&self.format) else {
            return Ok(called_wrongly(
                "the form is pdf or docx; lists and calendars have their own commands",
            ));
        };
        let subject = match kind.needs_subject() {
            true => Some(self.subject(&dossier, kind)?),
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
        let output = self
            .output
            .clone()
            .unwrap_or_else(|| PathBuf::from(&file.name));
        std::fs::write(&output, &file.content)
            .with_context(|| format!("cannot write {}", output.display()))?;
        let bytes = file.content.len();
        if self.json {
            let done = json!({ "file": output, "bytes": bytes, "document": order.kind.code(), "language": order.language.code(), "format": form.code() });
            println!("{done}");
        } else {
            println!("{}: {bytes} bytes", output.display());
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The company or member of a name or id.
    fn subject(&self, dossier: &Dossier, kind: PaperKind) -> Result<PartyRef> {
        let wanted = self.subject.as_deref().unwrap_or_default().trim();
        let subjects = Subjects::of(dossier);
        let known = subjects.for_kind(kind);
        let same = |text: &str| text.to_lowercase() == wanted.to_lowercase();
        let found = known.iter().find(|party| {
            let names = dossier.names_of(**party);
            party.uuid().to_string() == wanted
                || names.is_some_and(|names| names.all().iter().any(|name| same(&name.text)))
        });
        let names: Vec<&str> = known
            .iter()
            .map(|party| dossier.name_of(*party, Language::En))
            .collect();
        found.copied().with_context(|| {
            format!(
                "`{}` needs --for with one of: {}",
                kind.code(),
                names.join("; ")
            )
        })
    }

    fn print_list(&self, dossier: &Dossier, language: Language) {
        let subjects = Subjects::of(dossier);
        let names = |kind: PaperKind| -> Vec<String> {
            let known = subjects.for_kind(kind).iter();
            known
                .map(|party| dossier.name_of(*party, language).to_owned())
                .collect()
        };
        for kind in PaperKind::ALL {
            let title = i18n::t(language, &format!("documents-kind-{}", kind.code()), &[]);
            let made_for = names(*kind);
            if self.json {
                let line = json!({ "document": kind.code(), "title": title, "for": made_for, "formats": ["pdf", "docx"] });
                println!("{line}");
            } else if made_for.is_empty() {
                println!("{:<20} {title}", kind.code());
            } else {
                println!(
                    "{:<20} {title} (--for: {})",
                    kind.code(),
                    made_for.join("; ")
                );
            }
        }
    }
}

fn called_wrongly(why: &str) -> ExitCode {
    eprintln!("legation: {why}");
    ExitCode::from(2)
}
