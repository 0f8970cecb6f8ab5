//! The commands, one module each. Exit codes: 0 done, 1 refused or failed, 2 called wrongly.

mod admin;
mod conflicts;
mod custody;
mod demo;
mod documents;
mod export;
mod goals;
mod migrate;
mod patience;
mod proof;
mod repairs;
mod schedule;
mod serve;
mod sheets;
mod transfer;
mod words;

use anyhow::Result;
use clap::Subcommand;
use std::future::Future;
use std::process::ExitCode;

/// What `legation` can be asked to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show two sample missions in the browser; nothing needs to be installed
    Demo(demo::Demo),
    /// Serve the office
    Serve(serve::Serve),
    /// Bring the database up to this program's schema
    Migrate(migrate::Migrate),
    /// Appoint an administrator by a one-time link
    Admin(admin::Admin),
    /// Write a backup while the program goes on working
    Backup(custody::Backup),
    /// Fill an empty place with a backup
    Restore(custody::Restore),
    /// Check a database or a backup
    Verify(custody::Verify),
    /// Write an empty workbook to fill in
    Template(transfer::Template),
    /// Read a filled workbook into a mission, or a mission file
    Import(transfer::Import),
    /// Write a mission into one JSON file, or one of its sessions into a workbook
    Export(export::Export),
    /// Read a workbook from the standard input; called by the program itself
    #[command(name = crate::workbooks::COMMAND, hide = true)]
    ReadWorkbook,
    /// Print a document of a mission
    Documents(documents::Documents),
    /// Make a timetable of a problem file
    Schedule(schedule::Schedule),
    /// Judge a timetable file against its problem file
    Judge(schedule::Judge),
}

impl Command {
    /// Carries the command out.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Demo(demo) => wait(demo.run()),
            Self::Serve(serve) => wait(serve.run()),
            Self::Migrate(migrate) => wait(migrate.run()),
            Self::Admin(admin) => wait(admin.run()),
            Self::Backup(backup) => wait(backup.run()),
            Self::Restore(restore) => wait(restore.run()),
            Self::Verify(verify) => wait(verify.run()),
            Self::Template(template) => template.run(),
            Self::Import(import) => wait(import.run()),
            Self::Export(export) => wait(export.run()),
            Self::ReadWorkbook => crate::workbooks::child(),
            Self::Documents(documents) => wait(documents.run()),
            Self::Schedule(schedule) => schedule.run(),
            Self::Judge(judge) => judge.run(),
        }
    }
}

fn wait(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
