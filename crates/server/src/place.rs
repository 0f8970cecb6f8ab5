//! Where the records are: a folder with a SQLite file, or a PostgreSQL database.

use crate::press::Press;
use crate::system::{SystemChance, SystemClock};
use anyhow::{Context as _, Result};
use app::App;
use clap::Args;
use scheduler::mender::Optimiser;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::Store;

/// The SQLite file in a data folder.
const FILE: &str = "legation.db";
/// Connections to PostgreSQL.
const CONNECTIONS: u32 = 16;

/// Where the records are, as the command line says it.
#[derive(Debug, Clone, Args)]
pub struct Place {
    /// Folder with the SQLite database
    #[arg(long, value_name = "DIR", env = "LEGATION_DATA")]
    pub data: Option<PathBuf>,
    /// A PostgreSQL database in place of SQLite: postgres://user@host/name
    #[arg(long, value_name = "URL", env = "LEGATION_DATABASE")]
    pub database: Option<String>,
}

impl Place {
    /// A SQLite database in a folder.
    pub fn folder(folder: &Path) -> Self {
        Self {
            data: Some(folder.to_owned()),
            database: None,
        }
    }

    /// Opens the store without looking at its schema.
    pub async fn open(&self) -> Result<Store> {
        if let Some(url) = &self.database {
            let store = Store::postgres(url, CONNECTIONS).await;
            return store.context("cannot reach the PostgreSQL database");
        }
        let folder = self
            .data
            .clone()
            .unwrap_or_else(|| PathBuf::from("legation-data"));
        store::private::folder(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let file = folder.join(FILE);
        let store = Store::sqlite(&file).await;
        store.with_context(|| format!("cannot open {}", file.display()))
    }

    /// Opens the store and brings its schema up to this program's.
    pub async fn open_migrated(&self) -> Result<Store> {
        let store = self.open().await?;
        store
            .migrate(&SystemClock)
            .await
            .context("cannot migrate the database")?;
        refresh(&store).await?;
        Ok(store)
    }

    /// The office over a migrated store.
    pub async fn office(&self) -> Result<Arc<App>> {
        Ok(office(self.open_migrated().await?))
    }
}

/// Makes the search index anew where this program keeps more in it than the one before.
pub async fn refresh(store: &Store) -> Result<()> {
    let office = App::new(store.clone(), Arc::new(SystemClock), Arc::new(SystemChance));
    let refreshed = office.refresh_index().await;
    refreshed.context("cannot make the search index anew")
}

/// The office over a store, with the real clock and real chance.
pub fn office(store: Store) -> Arc<App> {
    let app = App::new(store, Arc::new(SystemClock), Arc::new(SystemChance));
    let app = app.with_printer(Arc::new(Press::new()));
    Arc::new(app.with_mender(Arc::new(Optimiser::default())))
}
