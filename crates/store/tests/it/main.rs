//! The contract of the store: the same promises on both engines, each time.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests"
)]

mod accounts;
mod backup;
mod common;
mod directory;
mod jobs;
mod migrations;
mod parents;
mod participants;
mod private;
mod races;
mod records;
mod search;
mod trail;
