//! Brings a database to the schema of this program: embedded, in order, locked while it runs.

use crate::db::{Db, Engine, Link, Mode, Query};
use crate::error::{Result, StoreError};
use crate::tx::Store;
use domain::chance::Clock;
use sha2::{Digest, Sha256};
use std::path::PathBuf;

struct Migration {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

/// All migrations. They only grow: an applied one is never edited.
const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "spine",
        sqlite: include_str!("../migrations/sqlite/0001_spine.sql"),
        postgres: include_str!("../migrations/postgres/0001_spine.sql"),
    },
    Migration {
        version: 2,
        name: "participants",
        sqlite: include_str!("../migrations/sqlite/0002_participants.sql"),
        postgres: include_str!("../migrations/postgres/0002_participants.sql"),
    },
    Migration {
        version: 3,
        name: "search",
        sqlite: include_str!("../migrations/sqlite/0003_search.sql"),
        postgres: include_str!("../migrations/postgres/0003_search.sql"),
    },
    Migration {
        version: 4,
        name: "parents",
        sqlite: include_str!("../migrations/sqlite/0004_parents.sql"),
        postgres: include_str!("../migrations/postgres/0004_parents.sql"),
    },
    Migration {
        version: 5,
        name: "vectors",
        sqlite: include_str!("../migrations/sqlite/0005_vectors.sql"),
        postgres: include_str!("../migrations/postgres/0005_vectors.sql"),
    },
];

const VERSION_TABLE_SQLITE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER \
     NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT";
const VERSION_TABLE_POSTGRES: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT \
     NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest BYTEA NOT NULL, applied_at BIGINT NOT NULL)";

/// What a migration did.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Migrated {
    /// The version before; 0 for an empty database.
    pub from: i64,
    /// The version now.
    pub to: i64,
    /// The copy of the file made before it was changed (SQLite only).
    pub copy: Option<PathBuf>,
}

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        engine.pick(self.sqlite, self.postgres)
    }

    fn digest(&self, engine: Engine) -> Vec<u8> {
        Sha256::digest(self.text(engine)).to_vec()
    }
}

/// The schema version this program works with.
pub fn schema_version() -> i64 {
    MIGRATIONS.last().map_or(0, |m| m.version)
}

impl Store {
    /// Applies what is missing. Two programs may call this at once: the second waits and finds
    /// nothing to do. An existing SQLite file is copied first.
    ///
    /// # Errors
    /// [`StoreError::NewerSchema`] when a newer program was here, [`StoreError::ChangedMigration`]
    /// when an applied migration is not the one known here.
    pub async fn migrate(&self, clock: &dyn Clock) -> Result<Migrated> {
        self.migrate_to(schema_version(), clock).await
    }

    /// As [`Store::migrate`], but only as far as this version: a backup of an older program needs
    /// the tables of its time before they are brought to those of today.
    ///
    /// # Errors
    /// As [`Store::migrate`]. A database that is past this version stays as it is.
    pub async fn migrate_to(&self, version: i64, clock: &dyn Clock) -> Result<Migrated> {
        let db = self.db();
        let from = version_of(db).await?;
        refuse_newer(from, schema_version())?;
        let copy = if from > 0 && from < version {
            copy_file(db, from).await?
        } else {
            None
        };
        let mut link = db.begin(Mode::Claim).await?;
        lock(&mut link).await?;
        let applied = applied(&mut link).await?;
        check(&applied, db.engine())?;
        let missing = &MIGRATIONS[applied.len()..];
        for migration in missing.iter().take_while(|m| m.version <= version) {
            link.run(migration.text(db.engine())).await?;
            let query = Query::new(
                "INSERT INTO schema_version (version, name, digest, applied_at) VALUES ",
            )
            .row([
                migration.version.into(),
                migration.name.into(),
                migration.digest(db.engine()).into(),
                clock.now().as_microsecond().into(),
            ]);
            link.execute(query).await?;
        }
        link.commit().await?;
        Ok(Migrated {
            from,
            to: version.max(from),
            copy,
        })
    }

    /// Whether the database is exactly at this program's schema; call it before serving.
    ///
    /// # Errors
    /// [`StoreError::OlderSchema`], [`StoreError::NewerSchema`] or [`StoreError::ChangedMigration`].
    pub async fn check_schema(&self) -> Result<()> {
        let known = schema_version();
        let found = version_of(self.db()).await?;
        refuse_newer(found, known)?;
        if found < known {
            return Err(StoreError::OlderSchema { found, known });
        }
        let mut link = self.db().begin(Mode::Read).await?;
        let applied = applied(&mut link).await?;
        check(&applied, self.engine())
    }
}

fn refuse_newer(found: i64, known: i64) -> Result<()> {
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    Ok(())
}

/// The version found; 0 when there is no schema yet.
async fn version_of(db: &Db) -> Result<i64> {
    let mut link = db.begin(Mode::Read).await?;
    let exists = link
        .first(Query::new(db.engine().pick(
            "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'schema_version'",
            "SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'schema_version' \
             AND schemaname = current_schema()",
        )))
        .await?;
    if exists.is_none() {
        return Ok(0);
    }
    let query = Query::new("SELECT COALESCE(MAX(version), 0) FROM schema_version");
    match link.first(query).await? {
        Some(row) => row.get(0),
        None => Ok(0),
    }
}

/// Keeps other migrations out until this transaction ends. On SQLite the writer lock does it;
/// on PostgreSQL the lock on the table of versions does, and the advisory lock before it only
/// keeps the second program from running into the first one's unfinished table.
async fn lock(link: &mut Link) -> Result<()> {
    match link.engine() {
        Engine::Sqlite => link.run(VERSION_TABLE_SQLITE).await,
        Engine::Postgres => {
            link.run("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = 0")
                .await?;
            link.fetch(Query::new(
                "SELECT 1 FROM (SELECT pg_advisory_xact_lock(7021593018)) AS held",
            ))
            .await?;
            link.run(VERSION_TABLE_POSTGRES).await?;
            link.fetch(Query::new("SELECT version FROM schema_version FOR UPDATE"))
                .await?;
            Ok(())
        }
    }
}

async fn applied(link: &mut Link) -> Result<Vec<(i64, Vec<u8>)>> {
    let query = Query::new("SELECT version, digest FROM schema_version ORDER BY version");
    link.fetch(query)
        .await?
        .iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

fn check(applied: &[(i64, Vec<u8>)], engine: Engine) -> Result<()> {
    for (i, (version, digest)) in applied.iter().enumerate() {
        match MIGRATIONS.get(i) {
            None => {
                return Err(StoreError::NewerSchema {
                    found: *version,
                    known: schema_version(),
                });
            }
            Some(m) if m.version != *version || &m.digest(engine) != digest => {
                return Err(StoreError::ChangedMigration { version: *version });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Copies a SQLite file beside itself before it is changed.
async fn copy_file(db: &Db, from: i64) -> Result<Option<PathBuf>> {
    let Db::Sqlite { file, .. } = db else {
        return Ok(None);
    };
    let mut copy = file.clone().into_os_string();
    copy.push(format!(".before-version-{}", from + 1));
    let copy = PathBuf::from(copy);
    if copy.exists() {
        std::fs::remove_file(&copy)?;
    }
    let target = copy.to_string_lossy().replace('\'', "''");
    db.run_bare(format!("VACUUM INTO '{target}'")).await?;
    Ok(Some(copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    #[test]
    fn versions_count_from_one_without_gaps() {
        for (i, migration) in MIGRATIONS.iter().enumerate() {
            assert_eq!(migration.version, i as i64 + 1, "{}", migration.name);
        }
    }

    /// Once released, a line here is never edited: databases in the field carry these digests.
    #[test]
    fn applied_migrations_are_untouched() {
        let found: Vec<(i64, String, String)> = MIGRATIONS
            .iter()
            .map(|m| {
                (
                    m.version,
                    hex(&m.digest(Engine::Sqlite)),
                    hex(&m.digest(Engine::Postgres)),
                )
            })
            .collect();
        let known: Vec<(i64, String, String)> = include_str!("../migrations/digests.txt")
            .lines()
            .map(|line| {
                let mut words = line.split(' ').map(str::to_owned);
                let version = words.next().unwrap().parse().unwrap();
                (version, words.next().unwrap(), words.next().unwrap())
            })
            .collect();
        assert_eq!(found, known);
    }

    #[test]
    fn a_newer_or_edited_schema_is_refused() {
        let good = |m: &Migration| (m.version, m.digest(Engine::Sqlite));
        let mut applied: Vec<_> = MIGRATIONS.iter().map(good).collect();
        assert!(check(&applied, Engine::Sqlite).is_ok());
        applied[0].1[0] ^= 1;
        assert!(matches!(
            check(&applied, Engine::Sqlite),
            Err(StoreError::ChangedMigration { version: 1 })
        ));
        applied[0].1[0] ^= 1;
        applied.push((99, vec![0; 32]));
        assert!(matches!(
            check(&applied, Engine::Sqlite),
            Err(StoreError::NewerSchema { found: 99, .. })
        ));
    }
}
