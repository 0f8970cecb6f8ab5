//! The commands, one module each. Exit codes: 0 done, 1 refused or failed, 2 called wrongly.

mod demo;
mod migrate;
mod serve;

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
}

impl Command {
    /// Carries the command out.
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Demo(demo) => wait(demo.run()),
            Self::Serve(serve) => wait(serve.run()),
            Self::Migrate(migrate) => wait(migrate.run()),
        }
    }
}

fn wait(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
