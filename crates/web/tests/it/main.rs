//! The real router over a real store of each engine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests"
)]

mod accounts;
mod agreements;
mod board;
mod crew;
mod desk;
mod directory;
mod guests;
mod imports;
mod meetings;
mod merge;
mod messages;
mod participants;
mod places;
mod programme;
mod proved;
mod replan;
mod shell;
mod timetable;
mod versions;
mod walk;
mod wishes;
