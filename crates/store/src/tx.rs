//! The store, and the two things one does with it: read one agency, or write one agency.

use crate::chain::Chain;
use crate::db::{Db, Engine, Link, Mode, Query, Row};
use crate::error::{MayPass, Result, StoreError};
use crate::stamp::Stamp;
use domain::chance::Chance;
use domain::ids::{AgencyId, TypedId};
use std::collections::HashMap;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// How often a whole transaction is tried.
const TRIES: u32 = 5;
/// From so many documents on, a transaction has the database count its tables anew at the end.
const MANY: usize = 5_000;
/// The first pause between two tries; each later one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);

/// The house itself: what belongs to no agency (users, sign-ins) is written under this id and
/// has an audit chain of its own.
pub fn house() -> AgencyId {
    AgencyId::from_uuid(Uuid::nil())
}

/// The database of one installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    db: Db,
    gates: Arc<Mutex<HashMap<Uuid, Arc<tokio::sync::Mutex<()>>>>>,
    tally: Arc<Tally>,
}

/// What was asked of the database since the program started.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    statements: AtomicU64,
    records: AtomicU64,
}

/// What was asked of the database since the program started, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Statements of readers and writers, without opening and ending transactions.
    pub statements: u64,
    /// Whole records read.
    pub records: u64,
}

impl Tally {
    fn statement(&self) {
        self.statements.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn records(&self, count: usize) {
        self.records.fetch_add(count as u64, Ordering::Relaxed);
    }
}

impl Store {
    /// Opens a SQLite file, creating it for its owner alone where missing. Call [`Store::migrate`]
    /// next.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn sqlite(file: &Path) -> Result<Self> {
        crate::private::file_if_missing(file)?;
        Ok(Self::over(Db::sqlite(file).await?))
    }

    /// Connects to PostgreSQL by a `postgres://` address, with at most this many connections.
    ///
    /// # Errors
    /// When the address is wrong or the server cannot be reached.
    pub async fn postgres(url: &str, connections: u32) -> Result<Self> {
        Ok(Self::over(Db::postgres(url, connections).await?))
    }

    fn over(db: Db) -> Self {
        Self {
            db,
            gates: Arc::default(),
            tally: Arc::default(),
        }
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// What was asked of the database since the program started.
    pub fn asked(&self) -> Asked {
        Asked {
            statements: self.tally.statements.load(Ordering::Relaxed),
            records: self.tally.records.load(Ordering::Relaxed),
        }
    }

    /// The connections.
    pub(crate) fn db(&self) -> &Db {
        &self.db
    }

    /// Closes all connections; call it at the end so that SQLite folds its log into the file.
    pub async fn close(&self) {
        self.db.close().await;
    }

    /// Reads one agency: everything seen until it is dropped is one unchanging picture.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when no connection becomes free.
    pub async fn read(&self, agency: AgencyId) -> Result<Reader> {
        Ok(Reader {
            agency,
            link: self.db.begin(Mode::Read).await?,
            tally: self.tally.clone(),
        })
    }

    /// Writes one agency: all or nothing, audited under this stamp. Prefer [`Store::transact`],
    /// which tries again after a lost race between two transactions.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such agency.
    pub async fn write(&self, agency: AgencyId, stamp: &Stamp) -> Result<Tx> {
        let pass = match self.engine() {
            // The single writer connection is the gate already.
            Engine::Sqlite => None,
            // Without this, writers of one agency would meet at the head of its audit chain and
            // all but one would start over. Between nodes, starting over does the same job.
            Engine::Postgres => Some(self.gate(agency).lock_owned().await),
        };
        let mut link = self.db.begin(Mode::Write).await?;
        let chain = Chain::take(&mut link, agency).await?;
        Ok(Tx {
            reader: Reader {
                agency,
                link,
                tally: self.tally.clone(),
            },
            stamp: stamp.clone(),
            chain,
            indexed: 0,
            _pass: pass,
        })
    }

    /// Runs a whole transaction, up to five times when the database asks to try again, with
    /// growing random pauses (20 ms, doubled, full jitter). The work receives an open
    /// transaction, and proves with a [`Committed`] that it ended it.
    ///
    /// # Errors
    /// Whatever the work answers; nothing is written then.
    pub async fn transact<T, E, F, W>(
        &self,
        agency: AgencyId,
        stamp: &Stamp,
        chance: &dyn Chance,
        work: W,
    ) -> std::result::Result<T, E>
    where
        E: From<StoreError> + MayPass,
        F: Future<Output = std::result::Result<Committed<T>, E>> + Send,
        W: Fn(Tx) -> F,
    {
        let mut pause = FIRST_PAUSE;
        let mut tries = 1;
        loop {
            let outcome = match self.write(agency, stamp).await {
                Ok(tx) => work(tx).await,
                Err(error) => Err(E::from(error)),
            };
            match outcome {
                Ok(Committed(value)) => return Ok(value),
                Err(error) if error.may_pass() && tries < TRIES => {
                    tracing::debug!(tries, "transaction is tried again");
                    tokio::time::sleep(jitter(pause, chance)).await;
                    tries += 1;
                    pause *= 2;
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn gate(&self, agency: AgencyId) -> Arc<tokio::sync::Mutex<()>> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        gates.entry(agency.uuid()).or_default().clone()
    }
}

/// A random part of a pause.
fn jitter(pause: Duration, chance: &dyn Chance) -> Duration {
    let mut bytes = [0; 4];
    chance.fill(&mut bytes);
    pause.mul_f64(f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}

/// The proof that a transaction was ended on purpose.
#[derive(Debug)]
#[must_use]
pub struct Committed<T>(T);

/// An open view on one agency.
#[derive(Debug)]
pub struct Reader {
    pub(crate) agency: AgencyId,
    pub(crate) link: Link,
    pub(crate) tally: Arc<Tally>,
}

impl Reader {
    /// Whose records these are.
    pub fn agency(&self) -> AgencyId {
        self.agency
    }

    pub(crate) fn engine(&self) -> Engine {
        self.link.engine()
    }

    pub(crate) async fn fetch(&mut self, query: Query) -> Result<Vec<Row>> {
        self.tally.statement();
        self.link.fetch(query).await
    }

    pub(crate) async fn first(&mut self, query: Query) -> Result<Option<Row>> {
        self.tally.statement();
        self.link.first(query).await
    }
}

/// An open transaction on one agency: a [`Reader`] that can also write. Dropped, it leaves nothing.
pub struct Tx {
    pub(crate) reader: Reader,
    pub(crate) stamp: Stamp,
    pub(crate) chain: Chain,
    /// Documents that it put into the search index.
    pub(crate) indexed: usize,
    _pass: Option<tokio::sync::OwnedMutexGuard<()>>,
}

impl Deref for Tx {
    type Target = Reader;
    fn deref(&self) -> &Reader {
        &self.reader
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.reader
    }
}

impl Tx {
    /// The moment, author and reason of this transaction.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// Makes everything last and hands the value through.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when the answer to the commit does not arrive, and
    /// [`StoreError::Transient`] when another transaction won.
    pub async fn commit<T>(mut self, value: T) -> Result<Committed<T>> {
        self.flush_audit().await?;
        let Self {
            reader,
            chain,
            indexed,
            stamp: _,
            _pass,
        } = self;
        let mut link = reader.link;
        if indexed >= MANY && link.engine() == Engine::Postgres {
            // Until it has counted by itself it would plan searches as if the index were empty.
            link.run("ANALYZE search_document, directory_line").await?;
        }
        chain.give_back(&mut link, reader.agency).await?;
        link.commit().await?;
        Ok(Committed(value))
    }

    /// Ends without writing and hands the value through.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn abandon<T>(self, value: T) -> Result<Committed<T>> {
        self.reader.link.rollback().await?;
        Ok(Committed(value))
    }

    pub(crate) async fn execute(&mut self, query: Query) -> Result<u64> {
        self.reader.tally.statement();
        self.reader.link.execute(query).await
    }
}

impl<T> Committed<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}
