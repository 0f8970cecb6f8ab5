//! Why the published infeasible problems are infeasible:
//! `cargo run --release -p scheduler --example explain -- FOLDER`.
//!
//! The folder holds instances in the exchange format and `reference.csv` with the rows of Bofill et
//! al., JAIR 74 (2022): instance, fairness, optimum (`-` where there is none). For each infeasible
//! row of fairness 2 the kinds of elementary reasons, and what a smallest contradiction consists of.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measurement needs the clock, and prints"
)]

use matchmaking::conflict::Demand;
use matchmaking::explain::elementary;
use matchmaking::{Problem, exchange};
use scheduler::conflict::conflict;
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Smaller problems that are looked at for one contradiction.
const QUESTIONS: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let table = std::fs::read_to_string(folder.join("reference.csv"))?;
    let (mut rows, mut counted, mut shrunk) = (0, 0, 0);
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [name, "2", "-", ..] = cells[..] else {
            continue;
        };
        let text = std::fs::read_to_string(folder.join(format!("{name}.json")))?;
        let problem = exchange::read_problem(&text)?;
        let reasons = kinds(
            elementary(&problem)
                .iter()
                .map(|cause| format!("{cause:?}")),
        );
        let start = Instant::now();
        let contradiction = contradiction(&problem);
        let seconds = start.elapsed().as_secs_f64();
        rows += 1;
        counted += usize::from(!reasons.is_empty());
        shrunk += usize::from(contradiction.is_some());
        let found = contradiction.unwrap_or_else(|| "none found".to_owned());
        println!("{name}: {reasons}; contradiction in {seconds:.2} s: {found}");
    }
    println!("{counted} of {rows} have an elementary reason, {shrunk} a smallest contradiction");
    Ok(())
}

/// The demands of a smallest contradiction by kind.
fn contradiction(problem: &Problem) -> Option<String> {
    let found = conflict(problem, QUESTIONS)?;
    let names = found
        .demands
        .iter()
        .map(|demand: &Demand| format!("{demand:?}"));
    found.minimal.then(|| kinds(names))
}

/// How often each name begins a text.
fn kinds(texts: impl Iterator<Item = String>) -> String {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        let end = text.find(['(', ' ']).unwrap_or(text.len());
        *count.entry(text[..end].to_owned()).or_default() += 1;
    }
    let told = count.iter().map(|(kind, n)| format!("{n} {kind}"));
    told.collect::<Vec<_>>().join(", ")
}
