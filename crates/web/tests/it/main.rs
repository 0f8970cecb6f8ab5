//! The real router over a real store of each engine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod accounts;
mod desk;
mod directory;
mod imports;
mod programme;
mod shell;
mod timetable;
mod walk;
