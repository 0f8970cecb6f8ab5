//! `legation backup`, `restore` and `verify`: keeping what was entered.

use crate::place::Place;
use crate::system::SystemClock;
use anyhow::{Context as _, Result};
use clap::Args;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use store::backup::{Manifest, Sum};
use store::restore::verify_backup;

/// Write a backup while the program goes on working
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The file to write; it appears only when it is whole
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Backup {
    /// Writes the backup, reads it again and compares.
    pub async fn run(self) -> Result<ExitCode> {
        let store = self.place.open().await?;
        store.check_schema().await?;
        let made = store.backup(&self.output, &SystemClock).await?;
        store.close().await;
        let read = verify_backup(&self.output).context("the backup does not read back")?;
        anyhow::ensure!(
            read == made,
            "the backup does not read back as it was written"
        );
        tell(self.json, &made, || {
            let rows: u64 = made.tables.iter().map(|table| table.rows).sum();
            println!("{}: {rows} rows", self.output.display());
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Fill an empty place with a backup
#[derive(Debug, Args)]
pub struct Restore {
    #[command(flatten)]
    place: Place,
    /// The backup
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Restore {
    /// Restores all or nothing, and checks what is there then.
    pub async fn run(self) -> Result<ExitCode> {
        let store = self.place.open().await?;
        let restored = store.restore(&self.file, &SystemClock).await?;
        let problems = store.verify().await?.problems;
        store.close().await;
        tell(self.json, &restored, || {
            let rows: u64 = restored.tables.iter().map(|table| table.rows).sum();
            println!("{rows} rows restored");
        })?;
        Ok(complain(&problems))
    }
}

/// Check a database or a backup
#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    place: Place,
    /// Check this backup alone
    #[arg(long, value_name = "FILE", conflicts_with = "against")]
    backup: Option<PathBuf>,
    /// Compare the database with this backup
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Checks, and lists what is wrong; exit code 1 when anything is.
    pub async fn run(self) -> Result<ExitCode> {
        if let Some(file) = &self.backup {
            let manifest = verify_backup(file)?;
            tell(self.json, &manifest, || {
                println!("{}: whole and unchanged", file.display())
            })?;
            return Ok(ExitCode::SUCCESS);
        }
        let store = self.place.open().await?;
        store.check_schema().await?;
        let mut verified = store.verify().await?;
        store.close().await;
        if let Some(file) = &self.against {
            let differences = differences(&verified.tables, &verify_backup(file)?);
            verified.problems.extend(differences);
        }
        tell(self.json, &verified, || {
            let rows: u64 = verified.tables.iter().map(|table| table.rows).sum();
            let entries: i64 = verified.chains.iter().map(|(_, length)| length).sum();
            println!("{rows} rows and {entries} audit entries read");
        })?;
        Ok(complain(&verified.problems))
    }
}

fn differences(tables: &[Sum], backup: &Manifest) -> Vec<String> {
    let other = |sum: &&Sum| !backup.tables.contains(sum);
    let tables = tables.iter().filter(other);
    tables
        .map(|sum| format!("table {} is not as in the backup", sum.table))
        .collect()
}

fn complain(problems: &[String]) -> ExitCode {
    for problem in problems {
        eprintln!("legation: {problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

fn tell(json: bool, value: &impl Serialize, words: impl FnOnce()) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string(value)?);
    } else {
        words();
    }
    Ok(())
}
