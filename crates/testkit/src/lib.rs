//! For tests only: a frozen clock, seeded chance, and temporary databases of both engines.
//!
//! ```no_run
//! # async fn test() {
//! testkit::on_both(|trial| async move {
//!     trial.store.ping().await.unwrap();
//! })
//! .await;
//! # }
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is only used by tests, where stopping is the right answer"
)]

mod chance;
mod cluster;
mod trial;

pub use chance::{FrozenClock, SeededChance};
pub use trial::{Trial, on_both, postgres, sqlite};
