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
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Migrate {
    /// Migrates and says from where to where.
    pub async fn run(self) -> Result<ExitCode> {
        let store = self.place.open().await?;
        let done = store.migrate(&SystemClock).await?;
        crate::place::refresh(&store).await?;
        store.close().await;
        if self.json {
            println!("{}", serde_json::to_string(&done)?);
        } else if done.from == done.to {
            println!("The schema is at version {} already.", done.to);
        } else {
            println!(
                "The schema went from version {} to version {}.",
                done.from, done.to
            );
        }
        if let (false, Some(copy)) = (self.json, &done.copy) {
            println!("The database as it was before: {}", copy.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}
