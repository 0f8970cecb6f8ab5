//! `legation migrate`.

use crate::place::Place;
use crate::system::SystemClock;
use anyhow::Result;
use clap::Args;
use std::process::ExitCode;

/// Bring the database up to this program's schema
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
}

impl Migrate {
    /// Migrates and says from where to where.
    pub async fn run(self) -> Result<ExitCode> {
        let store = self.place.open().await?;
        let done = store.migrate(&SystemClock).await?;
        println!("{done:?}");
        store.close().await;
        Ok(ExitCode::SUCCESS)
    }
}
