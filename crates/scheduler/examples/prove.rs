//! Solves variant a to the end and prints a table:
//! `cargo run --release -p scheduler --example prove -- FOLDER [WORD] [SECONDS] [SEED] [THREADS]`.
//!
//! The folder holds problem files and `reference.csv` with the rows to solve: file name without
//! its ending, fairness, optimum or `-`. Only rows whose name contains the word are solved, each
//! for at most so many seconds (60) with the seed (1) and on so many threads (2).

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a measurement needs the clock and stops at the first trouble"
)]

use matchmaking::{Problem, Status, Variant, exchange};
use scheduler::{Halt, command, silent};
use std::path::PathBuf;
use std::time::Instant;

fn main() {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().unwrap());
    let word = words.next().unwrap_or_default();
    let limit: f64 = words.next().map_or(60.0, |word| word.parse().unwrap());
    let seed: u64 = words.next().map_or(1, |word| word.parse().unwrap());
    let threads: usize = words.next().map_or(2, |word| word.parse().unwrap());
    let rows = std::fs::read_to_string(folder.join("reference.csv")).unwrap();
    println!(
        "{:<32} {:>2} {:>10} {:>6} {:>9} {:>8} {:>8}  ",
        "instance", "d", "status", "breaks", "reference", "s", "cpu s"
    );
    for row in rows.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let (name, reference) = (cells[0], cells[2].parse::<u64>().ok());
        let file = folder.join(format!("{name}.json"));
        if !name.contains(&word) || !file.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(file).unwrap();
        let mut draft = exchange::read_problem(&text).unwrap().into_draft();
        draft.variant = Variant::HoldAll {
            fairness: cells[1].parse().ok(),
        };
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let (start, before) = (Instant::now(), cpu_seconds());
        let stop = |_: u64| (start.elapsed().as_secs_f64() >= limit).then_some(Halt::Limit);
        let answer = command::schedule_on(threads, problem, seed, &stop, &mut silent());
        let breaks = answer.outcome.best().map(|(_, figures, _)| figures.breaks);
        let agrees = match answer.status() {
            Status::Optimal => breaks == reference,
            Status::Infeasible => reference.is_none(),
            _ => false,
        };
        println!(
            "{name:<32} {:>2} {:>10} {:>6} {:>9} {:>8.2} {:>8.2}  {}",
            cells[1],
            answer.status().word(),
            breaks.map_or_else(|| "-".to_owned(), |n| n.to_string()),
            cells[2],
            start.elapsed().as_secs_f64(),
            cpu_seconds() - before,
            if agrees { "" } else { "NOT AS PUBLISHED" }
        );
    }
}

/// Processor time of this process so far, where Linux tells it.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks
        .filter_map(|word| word.parse::<f64>().ok())
        .sum::<f64>()
        / 100.0
}
