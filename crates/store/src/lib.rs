//! Records, audit chain, accounts, jobs and search on SQLite and PostgreSQL.
//!
//! Open a [`Store`], [`Store::migrate`] it, then [`Store::read`] or [`Store::transact`] one agency
//! at a time. There is no way to reach a record without saying whose it is, and no way to write
//! one without leaving an audit entry in the same transaction.
//!
//! ```no_run
//! # use domain::{chance::{Chance, Clock}, ids::AgencyId, missions::Mission};
//! # async fn keep(store: store::Store, agency: AgencyId, clock: &dyn Clock, chance: &dyn Chance,
//! #     mission: Mission) -> store::Result<()> {
//! let stamp = store::Stamp::new(clock, chance, store::Door::Page).intention("mission.plan");
//! let kept = store
//!     .transact(agency, &stamp, chance, |mut tx| {
//!         let mission = &mission;
//!         async move {
//!             let kept = tx.insert(mission).await?;
//!             tx.commit(kept).await
//!         }
//!     })
//!     .await?;
//! let mut reader = store.read(agency).await?;
//! assert_eq!(reader.get::<Mission>(kept.id).await?, kept);
//! # Ok(()) }
//! ```

pub mod accounts;
pub mod agencies;
pub mod audit;
pub mod backup;
pub mod blobs;
mod chain;
pub mod db;
pub mod directory;
mod error;
pub mod feeds;
mod filter;
pub mod health;
pub mod idempotency;
pub mod jobs;
mod migrations;
pub mod numbers;
pub mod participants;
pub mod private;
mod records;
pub mod restore;
mod schema;
pub mod search;
pub mod sessions;
mod stamp;
pub mod throttle;
mod tx;
mod undo;
pub mod verify;

pub use error::{MayPass, Result, StoreError, Theirs};
pub use filter::{Deleted, Filter, Order, Place};
pub use migrations::{Migrated, schema_version};
pub use records::Page;
pub use stamp::{Door, Stamp};
pub use tx::{Asked, Committed, Reader, Store, Tx, house};
pub use undo::Batch;
