//! The use cases over a real store of each engine.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "tests"
)]

mod accounts;
mod office;
mod programme;
mod scope;

mod counts;
mod directory;
mod documents;
mod merge;

mod participants;
mod prints;
mod quality;

mod board;
mod crews;
mod timetables;
mod wishes;
mod workbooks;

mod export;
mod imports;

mod transfer;

mod agreements;

mod guests;

mod meetings;
