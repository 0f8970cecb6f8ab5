//! Measures the program, so that every figure in a document can be had again:
//!
//! ```text
//! figures fill --data DIR | --database URL     a mission of 500 items and 1,000 guests, 100,000 parties
//! figures load PORT PATH... [--rate N] [--seconds N] [--sign-in PATH]
//! figures start PROGRAM DIR                    time to the first answer, memory at rest
//! figures searches [--data DIR]... [--database URL]... [--rounds N]   places side by side, without pages
//! figures workbook FILE                        10,000 participants to import
//! figures all PROGRAM --data DIR | --database URL      everything, beside what we want
//! ```

#![allow(
    clippy::disallowed_methods,
    reason = "measuring time is what this program does"
)]

mod all;
mod fill;
mod load;
mod searches;
mod start;
mod workbook;

use anyhow::{Result, bail};

/// What people type: whole and begun names in every script, common and rare ones, and one that
/// nobody bears.
const WORDS: [&str; 14] = [
    "沈阳",
    "王伟",
    "müller",
    "mueller",
    "guest",
    "guest 777",
    "wang",
    "wangwei",
    "shenyang",
    "装备制造",
    "energietechnik",
    "gmbh 19999",
    "zzzzzz",
    "m",
];

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("all") => all::run(arguments),
        Some("searches") => searches::run(arguments, &WORDS),
        Some("workbook") => workbook::run(arguments),
        Some("fill") => fill::run(arguments),
        Some("load") => load::run(arguments),
        Some("start") => start::run(arguments),
        _ => bail!("figures all | fill | load | searches | start | workbook"),
    }
}
