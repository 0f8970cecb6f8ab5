//! `legation template` and `import`: workbooks and missions as files.

use crate::place::Place;
use crate::workbooks;
use anyhow::{Context as _, Result, bail};
use app::imports::{ImportCounts, ImportInto};
use app::transfer::MissionFile;
use app::{App, AppError, Caller, Door};
use clap::{Args, ValueEnum};
use domain::ids::BatchId;
use domain::language::Language;
use domain::missions::MissionCode;
use formats::workbook::{self, Problem, Severity, Workbook};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Which template is written.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Which {
    /// People, organisations, meeting requests, slots and tables.
    Participants,
}

/// Write an empty workbook to fill in
#[derive(Debug, Args)]
pub struct Template {
    /// Which one
    which: Which,
    /// Its language: zh-Hans, en or de
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
    /// Where to write it
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

/// Reads a language code for the command line.
pub fn language(code: &str) -> Result<Language, String> {
    Language::from_code(code).ok_or_else(|| format!("`{code}` is not one of zh-Hans, en, de"))
}

impl Template {
    /// Writes the file.
    pub fn run(self) -> Result<ExitCode> {
        let Which::Participants = self.which;
        write(&self.output, &workbook::template(self.language)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Read a filled workbook into a mission (a preview; --confirm writes), or a mission file
#[derive(Debug, Args)]
pub struct Import {
    #[command(flatten)]
    place: Place,
    /// Short word of the office; not needed where there is only one
    #[arg(long, value_name = "CODE")]
    agency: Option<String>,
    /// Code of the mission that a workbook is read into
    #[arg(long, value_name = "CODE")]
    mission: Option<String>,
    /// The workbook (.xlsx) or the mission file (.json)
    #[arg(required_unless_present = "undo")]
    file: Option<PathBuf>,
    /// Take an earlier import back, by the batch that it named
    #[arg(long, value_name = "BATCH", conflicts_with = "file")]
    undo: Option<BatchId>,
    /// Write what the preview shows
    #[arg(long)]
    confirm: bool,
    /// Language of the messages: zh-Hans, en or de
    #[arg(long, value_name = "LANGUAGE", default_value = "en", value_parser = language)]
    language: Language,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// What an import says about a workbook.
#[derive(Debug, Serialize)]
struct Report<'a> {
    status: &'static str,
    mission: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    counts: Option<ImportCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    batch: Option<String>,
    problems: Vec<Told<'a>>,
    more_problems: u32,
}

/// A problem with its words.
#[derive(Debug, Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    problem: &'a Problem,
    text: String,
}

impl Import {
    /// Reads the file: exit code 0 when it is clean, 1 when it is refused, 2 when called wrongly.
    pub async fn run(self) -> Result<ExitCode> {
        if let Some(batch) = self.undo {
            return self.take_back(batch).await;
        }
        let file = self.file.clone().unwrap_or_default();
        if !file.is_file() {
            eprintln!("legation: there is no file {}", file.display());
            return Ok(ExitCode::from(2));
        }
        let bytes =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if file
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"))
        {
            return self.mission_file(&bytes).await;
        }
        let Some(code) = self.mission.clone() else {
            eprintln!("legation: a workbook needs --mission CODE");
            return Ok(ExitCode::from(2));
        };
        let office = self.place.office().await?;
        let done = self.workbook(&office, &code, bytes).await;
        office.store().close().await;
        done
    }

    async fn take_back(&self, batch: BatchId) -> Result<ExitCode> {
        let office = self.place.office().await?;
        let caller = program(&office, self.agency.as_deref()).await?;
        let answer = office.undo_batch(&caller, batch).await;
        office.store().close().await;
        match answer {
            Ok(count) if self.json => println!("{}", serde_json::json!({ "undone": count })),
            Ok(count) => println!("{count} records taken back"),
            Err(AppError::Missing) => return Ok(refused("there is no such batch")),
            Err(AppError::Refused(refusal)) => {
                return Ok(refused(&words(self.language, &refusal)));
            }
            Err(error) => return Err(error.into()),
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn mission_file(&self, text: &[u8]) -> Result<ExitCode> {
        let file: MissionFile = match serde_json::from_slice(text) {
            Ok(file) => file,
            Err(error) => return Ok(refused(&format!("this is not a mission file: {error}"))),
        };
        if self
            .mission
            .as_deref()
            .is_some_and(|code| MissionCode::new(code) != Ok(file.mission.code.clone()))
        {
            return Ok(refused(&format!(
                "the file holds the mission {}",
                file.mission.code
            )));
        }
        if !self.confirm {
            println!(
                "{}: {} items, {} people, {} agreements; --confirm writes",
                file.mission.code,
                file.items.len(),
                file.people.len(),
                file.agreements.len()
            );
            return Ok(ExitCode::SUCCESS);
        }
        let office = self.place.office().await?;
        let caller = program(&office, self.agency.as_deref()).await?;
        let answer = office.import_mission(&caller, &file).await;
        office.store().close().await;
        match answer {
            Ok(taken) if self.json => println!("{}", serde_json::to_string(&taken)?),
            Ok(taken) => println!(
                "{}: {} records, {} parties were there already",
                taken.code, taken.created, taken.kept
            ),
            Err(AppError::Refused(refusal)) => return Ok(refused(&words(self.language, &refusal))),
            Err(error) => return Err(error.into()),
        }
        Ok(ExitCode::SUCCESS)
    }

    async fn workbook(&self, office: &App, code: &str, bytes: Vec<u8>) -> Result<ExitCode> {
        let caller = program(office, self.agency.as_deref())
            .await?
            .speaking(self.language);
        let mission = match office.mission_by_code(&caller, code).await {
            Err(AppError::Missing) => bail!("there is no mission with the code `{code}`"),
            other => other?,
        };
        let mut workbook = match workbooks::read(bytes).await? {
            Ok(workbook) => workbook,
            Err(error) => {
                return self.tell(
                    code,
                    &Workbook::default(),
                    Err(workbook::explain_refusal(&error, self.language)),
                    None,
                );
            }
        };
        if !workbook.is_importable() {
            let text = i18n::t(self.language, "refused-import-errors", &[]);
            return self.tell(code, &workbook, Err(text), None);
        }
        let into = ImportInto {
            mission: mission.id,
            item: None,
        };
        let (outcome, batch) = if self.confirm {
            match office.import_or_tell(&caller, into, &workbook).await {
                Ok(done) => (Ok(done.counts), Some(done.batch.to_string())),
                Err(not) => {
                    workbook.problems.extend(not.problems);
                    (Err(not.error), None)
                }
            }
        } else {
            let planned = office.plan_import(&caller, into, &workbook).await;
            let counts = planned.map(|planned| {
                workbook.problems.extend(planned.problems);
                planned.counts
            });
            (counts, None)
        };
        let outcome = match outcome {
            Ok(_) if !workbook.is_importable() => {
                Err(i18n::t(self.language, "refused-import-errors", &[]))
            }
            Ok(counts) => Ok(counts),
            Err(AppError::Refused(refusal)) => Err(words(self.language, &refusal)),
            Err(error) => return Err(error.into()),
        };
        self.tell(code, &workbook, outcome, batch)
    }

    fn tell(
        &self,
        code: &str,
        workbook: &Workbook,
        outcome: Result<ImportCounts, String>,
        batch: Option<String>,
    ) -> Result<ExitCode> {
        let (status, exit) = match (&outcome, &batch) {
            (Err(_), _) => ("refused", ExitCode::from(1)),
            (Ok(_), None) => ("preview", ExitCode::SUCCESS),
            (Ok(_), Some(_)) => ("written", ExitCode::SUCCESS),
        };
        let told = |problem| Told {
            problem,
            text: workbook::explain(problem, self.language),
        };
        let report = Report {
            status,
            mission: code,
            reason: outcome.as_ref().err().cloned(),
            counts: outcome.ok(),
            batch,
            problems: workbook.problems.iter().map(told).collect(),
            more_problems: workbook.more_problems,
        };
        if self.json {
            println!("{}", serde_json::to_string(&report)?);
        } else {
            report.print();
        }
        Ok(exit)
    }
}

impl Report<'_> {
    fn print(&self) {
        for told in &self.problems {
            let mark = match told.problem.severity {
                Severity::Error => "✗",
                Severity::Warning => "!",
                Severity::Note => "·",
            };
            println!("{mark} {}", told.text);
        }
        if self.more_problems > 0 {
            println!("… +{}", self.more_problems);
        }
        if let Some(counts) = &self.counts {
            let rows = [
                ("organisations", counts.organisations),
                ("people", counts.people),
                ("posts", counts.posts),
                ("delegation and guests", counts.participations),
                ("slots", counts.slots),
                ("tables", counts.tables),
                ("participants of the session", counts.participants),
                ("profiles of participants", counts.profiles),
                ("interpreters", counts.interpreters),
                ("meeting requests", counts.requests),
                ("settings of the session", counts.settings),
            ];
            for (name, tally) in rows {
                let (new, known, changed) = (tally.new, tally.known, tally.changed);
                println!("{name}: {new} new, {known} known, {changed} of them changed");
            }
        }
        if let Some(batch) = &self.batch {
            println!("written as batch {batch}");
        } else if self.status == "preview" {
            println!("nothing is written yet; --confirm writes");
        }
        if let Some(reason) = &self.reason {
            eprintln!("legation: {reason}");
        }
    }
}

fn refused(reason: &str) -> ExitCode {
    eprintln!("legation: {reason}");
    ExitCode::from(1)
}

/// A refusal in the words of a language.
fn words(language: Language, refusal: &app::Refusal) -> String {
    let args: Vec<_> = refusal
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    i18n::t(language, refusal.key, &args)
}

/// The program itself in an office: the named one, or the only one.
pub async fn program(office: &App, code: Option<&str>) -> Result<Caller> {
    let mut reader = office.store().read(store::house()).await?;
    let agencies = reader.agencies().await?;
    let found: Vec<_> = agencies
        .iter()
        .filter(|(word, _)| code.is_none_or(|code| code == word))
        .collect();
    match found.as_slice() {
        [(_, agency)] => Ok(Caller::program(agency.id, Door::CommandLine)),
        [] => bail!("there is no such office in this database"),
        _ => bail!("there is more than one office in this database; name it with --agency CODE"),
    }
}

/// Writes a file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
