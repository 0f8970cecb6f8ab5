//! The real program in a real browser, on the sample missions.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod board;
mod common;
mod companies;
mod enter;
mod every_page;
mod live;
mod plain;
mod work;
