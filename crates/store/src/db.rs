//! The thin layer over both engines: everything above speaks [`Query`] and [`Row`] and does not
//! know which database answers.

use crate::error::{Result, StoreError};
use domain::ids::TypedId;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteRow, SqliteSynchronous,
};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Postgres, Row as _, Sqlite, Transaction};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;
use uuid::Uuid;

/// How long a caller waits for a connection before it is told that the store is busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a commit may take before its result counts as unknown.
const COMMIT_DEADLINE: Duration = Duration::from_secs(10);

/// Which database answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A server or a cluster.
    Postgres,
}

impl Engine {
    /// Picks the text for this engine.
    pub(crate) fn pick<T>(self, sqlite: T, postgres: T) -> T {
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
        }
    }
}

/// The connections of one database.
#[derive(Debug, Clone)]
pub enum Db {
    /// One writer, several readers, one file.
    Sqlite {
        /// Connections that cannot write.
        reader: SqlitePool,
        /// The only connection that can.
        writer: SqlitePool,
        /// The database file.
        file: PathBuf,
    },
    /// Connections to a server.
    Postgres {
        /// All connections.
        pool: PgPool,
    },
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Reads one unchanging picture.
    Read,
    /// Reads and writes as if alone.
    Write,
    /// One conditional update, where seeing the newest row matters more than one picture.
    Claim,
}

impl Db {
    /// Opens (and where missing creates) a SQLite file.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn sqlite(file: &Path) -> Result<Self> {
        let base = SqliteConnectOptions::new()
            .filename(file)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .synchronous(SqliteSynchronous::Full)
            .pragma("trusted_schema", "OFF")
            .disable_statement_logging();
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(PATIENCE)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(
                base.clone()
                    .create_if_missing(true)
                    .journal_mode(SqliteJournalMode::Wal),
            )
            .await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(PATIENCE)
            .connect_with(base.read_only(true))
            .await?;
        Ok(Self::Sqlite {
            reader,
            writer,
            file: file.to_owned(),
        })
    }

    /// Connects to PostgreSQL by a `postgres://` address.
    ///
    /// # Errors
    /// When the address is wrong or the server cannot be reached.
    pub async fn postgres(url: &str, connections: u32) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("legation")
            .options([
                ("lock_timeout", "5s"),
                ("statement_timeout", "30s"),
                ("idle_in_transaction_session_timeout", "120s"),
                // What is found first must not depend on where somebody else is reading.
                ("synchronize_seqscans", "off"),
            ])
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(PATIENCE)
            .connect_with(options)
            .await?;
        Ok(Self::Postgres { pool })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Starts a transaction.
    ///
    /// PostgreSQL writes run SERIALIZABLE: SQLite's single writer is serialisable by nature, so
    /// rules that read before they write hold on both engines or on neither. What that costs, lost
    /// races, is retried as a whole by `Store::transact`.
    pub(crate) async fn begin(&self, mode: Mode) -> Result<Link> {
        Ok(match (self, mode) {
            (Self::Sqlite { reader, .. }, Mode::Read) => Link::Sqlite(reader.begin().await?),
            (Self::Sqlite { writer, .. }, Mode::Write | Mode::Claim) => {
                Link::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)
            }
            (Self::Postgres { pool }, mode) => Link::Postgres(
                pool.begin_with(match mode {
                    Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                    Mode::Write => "BEGIN ISOLATION LEVEL SERIALIZABLE",
                    Mode::Claim => "BEGIN ISOLATION LEVEL READ COMMITTED",
                })
                .await?,
            ),
        })
    }

    /// Runs one text of several statements outside of a transaction.
    pub(crate) async fn run_bare(&self, text: String) -> Result<()> {
        match self {
            Self::Sqlite { writer, .. } => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(writer).await?;
            }
            Self::Postgres { pool } => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(pool).await?;
            }
        }
        Ok(())
    }

    /// Closes all connections; SQLite folds its log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { reader, writer, .. } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres { pool } => pool.close().await,
        }
    }
}

/// A value on its way into the database; the same on both engines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// An id.
    Uuid(Option<Uuid>),
    /// A text.
    Text(Option<String>),
    /// A number, also a time in microseconds since 1970.
    Int(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
    /// Yes or no.
    Bool(bool),
}

macro_rules! into_value {
    ($($from:ty => $variant:ident($map:expr);)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let map: fn($from) -> _ = $map;
                Self::$variant(map(value))
            }
        }
    )*};
}

into_value! {
    Uuid => Uuid(Some);
    Option<Uuid> => Uuid(|v| v);
    &str => Text(|v| Some(v.to_owned()));
    String => Text(Some);
    Option<String> => Text(|v| v);
    Option<&str> => Text(|v| v.map(str::to_owned));
    i64 => Int(Some);
    Option<i64> => Int(|v| v);
    Vec<u8> => Bytes(Some);
    Option<Vec<u8>> => Bytes(|v| v);
    [u8; 32] => Bytes(|v| Some(v.to_vec()));
    &[u8] => Bytes(|v| Some(v.to_vec()));
    bool => Bool(|v| v);
}

/// Any typed id as a value.
pub(crate) fn id<I: TypedId>(id: I) -> Value {
    Value::Uuid(Some(id.uuid()))
}

/// A statement made of fixed pieces and bound values: text from outside cannot become SQL.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query {
    text: String,
    values: Vec<Value>,
    /// Whether its best plan depends on the values, so that none is kept for the next time.
    planned_anew: bool,
}

impl Query {
    /// Starts with a fixed piece.
    pub(crate) fn new(piece: &'static str) -> Self {
        Self {
            text: piece.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a fixed piece.
    pub(crate) fn sql(mut self, piece: &'static str) -> Self {
        self.text.push_str(piece);
        self
    }

    /// Puts fixed pieces before and after all there is.
    pub(crate) fn around(mut self, before: &'static str, after: &'static str) -> Self {
        self.text.insert_str(0, before);
        self.sql(after)
    }

    /// Has PostgreSQL plan it for its values each time.
    pub(crate) fn planned_anew(mut self) -> Self {
        self.planned_anew = true;
        self
    }

    /// Adds a placeholder and its value.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds a typed id.
    pub(crate) fn id<I: TypedId>(self, value: I) -> Self {
        self.bind(id(value))
    }

    /// Adds `(…, …)` with one placeholder for each value.
    pub(crate) fn row(mut self, values: impl IntoIterator<Item = Value>) -> Self {
        self.text.push('(');
        for (i, value) in values.into_iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            self = self.bind(value);
        }
        self.text.push(')');
        self
    }

    /// Adds a fixed piece between all values but after none.
    pub(crate) fn rows(mut self, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        for (i, row) in rows.into_iter().enumerate() {
            if i > 0 {
                self.text.push_str(", ");
            }
            self = self.row(row);
        }
        self
    }
}

/// A query as the statement of one engine, its values bound.
macro_rules! statement {
    ($query:expr, $arguments:ty) => {{
        let mut arguments = <$arguments>::default();
        for value in $query.values {
            match value {
                Value::Uuid(v) => arguments.add(v),
                Value::Text(v) => arguments.add(v),
                Value::Int(v) => arguments.add(v),
                Value::Bytes(v) => arguments.add(v),
                Value::Bool(v) => arguments.add(v),
            }
            .map_err(|e| StoreError::Database(e.to_string()))?;
        }
        sqlx::query_with(AssertSqlSafe($query.text), arguments).persistent(!$query.planned_anew)
    }};
}

/// One open transaction of one engine; dropped without commit, it is rolled back.
#[derive(Debug)]
pub(crate) enum Link {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Link {
    pub(crate) fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Runs a statement; returns how many rows it touched.
    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64> {
        Ok(match self {
            Self::Sqlite(tx) => {
                let statement = statement!(query, SqliteArguments);
                statement.execute(&mut **tx).await?.rows_affected()
            }
            Self::Postgres(tx) => {
                let statement = statement!(query, PgArguments);
                statement.execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Runs a statement and takes all its rows.
    pub(crate) async fn fetch(&mut self, query: Query) -> Result<Vec<Row>> {
        Ok(match self {
            Self::Sqlite(tx) => {
                let rows = statement!(query, SqliteArguments).fetch_all(&mut **tx);
                rows.await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let rows = statement!(query, PgArguments).fetch_all(&mut **tx);
                rows.await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a statement and takes its first row, if any.
    pub(crate) async fn first(&mut self, query: Query) -> Result<Option<Row>> {
        Ok(self.fetch(query).await?.into_iter().next())
    }

    /// Runs a fixed text of several statements.
    pub(crate) async fn run(&mut self, text: &'static str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => {
                sqlx::raw_sql(text).execute(&mut **tx).await?;
            }
            Self::Postgres(tx) => {
                sqlx::raw_sql(text).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// Makes the writes last. A commit whose answer does not come in time, or whose connection
    /// breaks, is [`StoreError::Unknown`], never a success.
    pub(crate) async fn commit(self) -> Result<()> {
        let commit = async {
            match self {
                Self::Sqlite(tx) => tx.commit().await,
                Self::Postgres(tx) => tx.commit().await,
            }
        };
        match tokio::time::timeout(COMMIT_DEADLINE, commit).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(sqlx::Error::Io(_) | sqlx::Error::Protocol(_))) | Err(_) => {
                Err(StoreError::Unknown)
            }
            Ok(Err(error)) => Err(error.into()),
        }
    }

    /// Throws the writes away and waits until the database has done so.
    pub(crate) async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// One row of an answer.
#[derive(Debug)]
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// What a column can be read as.
pub(crate) trait FromColumn: Sized {
    fn from_column(row: &Row, index: usize) -> Result<Self>;
}

macro_rules! from_column {
    ($($ty:ty),*) => {$(
        impl FromColumn for $ty {
            fn from_column(row: &Row, index: usize) -> Result<Self> {
                Ok(match row {
                    Row::Sqlite(row) => row.try_get(index)?,
                    Row::Postgres(row) => row.try_get(index)?,
                })
            }
        }
    )*};
}

from_column!(
    Uuid,
    Option<Uuid>,
    String,
    Option<String>,
    i64,
    Option<i64>,
    Vec<u8>,
    Option<Vec<u8>>,
    bool
);

impl Row {
    /// The column at this place, counted from 0.
    pub(crate) fn get<T: FromColumn>(&self, index: usize) -> Result<T> {
        T::from_column(self, index)
    }

    /// The column at this place as a typed id.
    pub(crate) fn id<I: TypedId>(&self, index: usize) -> Result<I> {
        Ok(I::from_uuid(self.get(index)?))
    }
}

/// Makes an empty database (or a copy of another) on a PostgreSQL server.
///
/// # Errors
/// [`StoreError::Refused`] when a name is not of small letters, digits and `_`, and when the server
/// refuses.
pub async fn create_database(server: &str, name: &str, template: Option<&str>) -> Result<()> {
    let mut statement = format!("CREATE DATABASE {}", identifier(name)?);
    if let Some(template) = template {
        statement.push_str(" TEMPLATE ");
        statement.push_str(identifier(template)?);
    }
    let db = Db::postgres(server, 1).await?;
    let made = db.run_bare(statement).await;
    db.close().await;
    made
}

/// Removes a database from a PostgreSQL server, with everything in it.
///
/// # Errors
/// As [`create_database`].
pub async fn drop_database(server: &str, name: &str) -> Result<()> {
    let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name)?);
    let db = Db::postgres(server, 1).await?;
    let dropped = db.run_bare(statement).await;
    db.close().await;
    dropped
}

/// Names cannot be bound, so only harmless ones pass.
fn identifier(name: &str) -> Result<&str> {
    let harmless = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(harmless) {
        Ok(name)
    } else {
        Err(StoreError::Refused(format!(
            "`{name}` is not a database name"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_name_cannot_carry_a_statement() {
        assert!(identifier("legation_test_1").is_ok());
        for bad in ["", "1a", "a b", "a;drop", "a\"", "Ä"] {
            assert!(identifier(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn placeholders_count_up_over_all_pieces() {
        let query = Query::new("SELECT ")
            .bind(1_i64)
            .sql(" IN ")
            .row([2_i64.into(), 3_i64.into()]);
        assert_eq!(query.text, "SELECT $1 IN ($2, $3)");
        assert_eq!(query.values.len(), 3);
    }
}
