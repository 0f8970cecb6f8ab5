//! What can go wrong between the program and its database.

use domain::record::Kind;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The result of every function of this crate.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The other side of a lost race: what is stored now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theirs {
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub id: Uuid,
    /// Its version now; pass this to overwrite knowingly.
    pub version: i64,
    /// Its body now, as JSON.
    pub body: String,
}

impl Theirs {
    /// The record as it is stored now, typed.
    ///
    /// # Errors
    /// [`StoreError::Body`] when the body is not of this type.
    pub fn record<R: DeserializeOwned>(&self) -> Result<R> {
        Ok(serde_json::from_str(&self.body)?)
    }
}

/// A failed read or write. The texts are for the operator; they hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such thing, or it belongs to another agency: the two are never told apart.
    #[error("not found")]
    Missing,
    /// Somebody else changed the record first.
    #[error("{} {} is at version {} by now", .0.kind.table(), .0.id, .0.version)]
    Conflict(Box<Theirs>),
    /// A unique value is taken, named as `table.column`.
    #[error("{0} is already taken")]
    Taken(String),
    /// A record points to one that does not exist in this agency.
    #[error("a referenced record does not exist: {0}")]
    Dangling(String),
    /// A value breaks a rule of the table.
    #[error("a value is refused: {0}")]
    Refused(String),
    /// The stored body does not match its digest: the row is damaged.
    #[error("row {id} of table {table} is damaged: its digest does not match")]
    Damaged {
        /// The table.
        table: &'static str,
        /// The row.
        id: Uuid,
    },
    /// The database file itself is damaged.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// The idempotency key was used for another request.
    #[error("this idempotency key belongs to another request")]
    KeyReused,
    /// The job is no longer this worker's.
    #[error("the lease on this job is lost")]
    LeaseLost,
    /// The audit chain is broken at this entry.
    #[error("the audit chain of agency {agency} is broken at entry {seq}: {reason}")]
    BrokenChain {
        /// Whose chain.
        agency: Uuid,
        /// The first entry that does not fit.
        seq: i64,
        /// What does not fit.
        reason: &'static str,
    },
    /// A record was changed after the change that is to be undone.
    #[error("{table} {id} was changed afterwards")]
    ChangedSince {
        /// The table.
        table: &'static str,
        /// The record.
        id: Uuid,
    },
    /// The database was written by a newer program.
    #[error(
        "the database has schema version {found}, this program knows {known}: start a newer program or restore a backup"
    )]
    NewerSchema {
        /// The version found.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// A migration that was applied is not the one in this program.
    #[error("migration {version} was applied with other text than this program has")]
    ChangedMigration {
        /// The migration.
        version: i64,
    },
    /// The database must be migrated first.
    #[error(
        "the database has schema version {found}, this program needs {known}: run `legation migrate`"
    )]
    OlderSchema {
        /// The version found.
        found: i64,
        /// The version needed.
        known: i64,
    },
    /// The backup cannot be used.
    #[error("backup: {0}")]
    Backup(String),
    /// A refusal that goes away when the whole transaction is tried again.
    #[error("the database asked to try again: {0}")]
    Transient(String),
    /// It is not known whether the commit arrived: ask again with the same idempotency key.
    #[error("the answer to the commit is missing; the write may or may not have happened")]
    Unknown,
    /// No room on the disk.
    #[error("the database's disk is full")]
    DiskFull,
    /// The store could not be reached in time.
    #[error("the database is busy or cannot be reached: {0}")]
    Unavailable(String),
    /// A body is not valid JSON of its type.
    #[error("a stored body cannot be read: {0}")]
    Body(#[from] serde_json::Error),
    /// A file could not be read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// Anything else the database said.
    #[error("database: {0}")]
    Database(String),
}

/// Errors that can say whether trying the whole transaction again may help.
pub trait MayPass {
    /// Whether another try may succeed.
    fn may_pass(&self) -> bool;
}

impl MayPass for StoreError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Transient(_))
    }
}

/// SQLSTATEs of PostgreSQL that vanish on another try (besides class 08, lost connections).
const TRY_AGAIN: [&str; 7] = [
    "40001", "40P01", "55P03", "57P01", "57P02", "57P03", "25006",
];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(inner) => {
                if let Some(sqlite) = inner.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                    from_sqlite(sqlite)
                } else {
                    from_postgres(inner.as_ref())
                }
            }
            sqlx::Error::Io(e) => Self::Transient(e.to_string()),
            sqlx::Error::PoolTimedOut => Self::Unavailable("no connection became free".into()),
            sqlx::Error::RowNotFound => Self::Missing,
            other => Self::Database(other.to_string()),
        }
    }
}

fn from_sqlite(error: &sqlx::sqlite::SqliteError) -> StoreError {
    use sqlx::error::DatabaseError;
    let code: i32 = error.code().and_then(|c| c.parse().ok()).unwrap_or(1);
    let message = error.message().to_owned();
    match (code, code & 0xff) {
        // SQLITE_CONSTRAINT_UNIQUE, _PRIMARYKEY, _ROWID
        (2067 | 1555 | 2579, _) => StoreError::Taken(last_column(&message)),
        // SQLITE_CONSTRAINT_FOREIGNKEY
        (787, _) => StoreError::Dangling(message),
        (_, 19) => StoreError::Refused(message),
        (_, 5 | 6) => StoreError::Transient(message),
        (_, 13) => StoreError::DiskFull,
        (_, 11 | 26) => StoreError::Corrupt(message),
        _ => StoreError::Database(message),
    }
}

fn from_postgres(error: &dyn sqlx::error::DatabaseError) -> StoreError {
    let code = error.code().unwrap_or_default().into_owned();
    let message = error.message().to_owned();
    match code.as_str() {
        "23505" => StoreError::Taken(match (error.constraint(), error.table()) {
            (Some(name), Some(table)) if name.ends_with("_pkey") => format!("{table}.id"),
            (Some(name), _) => name.replace("__", "."),
            _ => message,
        }),
        "23503" => StoreError::Dangling(message),
        "53100" => StoreError::DiskFull,
        "XX001" | "XX002" => StoreError::Corrupt(message),
        c if TRY_AGAIN.contains(&c) || c.starts_with("08") => StoreError::Transient(message),
        c if c.starts_with("23") => StoreError::Refused(message),
        _ => StoreError::Database(format!("{code}: {message}")),
    }
}

/// `UNIQUE constraint failed: mission.agency_id, mission.code` names `mission.code`.
fn last_column(message: &str) -> String {
    message
        .rsplit([',', ':'])
        .next()
        .unwrap_or(message)
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_taken_column_is_named_the_same_way_on_both_engines() {
        assert_eq!(
            last_column("UNIQUE constraint failed: mission.agency_id, mission.code"),
            "mission.code"
        );
        assert_eq!(
            last_column("UNIQUE constraint failed: login.email_hash"),
            "login.email_hash"
        );
    }

    #[test]
    fn only_passing_trouble_is_tried_again() {
        assert!(StoreError::Transient("40001".into()).may_pass());
        assert!(!StoreError::Unknown.may_pass());
        assert!(!StoreError::Missing.may_pass());
    }
}
