//! Measures the optimiser: `cargo bench -p scheduler -- [OPTIONS] [FILE|FOLDER...]`.
//!
//! Every file is a problem in the exchange format; a folder stands for the problems in it.
//! `--seconds N` is the time for each (10), `--seed N` the seed (1), `--threads N` how many threads
//! work (2): with one, solvers that work at once take turns. `--table FILE` writes what is printed as Markdown,
//! `--record NAME` puts it into `docs/benchmarks.md` in place of the table of that name,
//! `--plot FILE` measures generated problems of 30 to 3,000 participants and draws their times.
//! `--peer 'NAME=COMMAND {}'` runs another program on each problem in turn (may be repeated): its
//! answer and times stand in the same row, and the totals below. Without proof counts twice the
//! time that is given.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a measurement needs the clock, and ends where something is wrong"
)]

mod generate;
mod peer;
mod plot;
mod process;
mod record;

use matchmaking::{Status, exchange};
use peer::Peer;
use scheduler::{Granted, Halt, Report, command};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What is asked for on the command line.
struct Wish {
    seconds: f64,
    seed: u64,
    threads: usize,
    table: Option<PathBuf>,
    record: Option<String>,
    plot: Option<PathBuf>,
    peers: Vec<Peer>,
    paths: Vec<PathBuf>,
}

fn main() {
    let mut wish = wish();
    let peers: String = wish.peers.iter().map(Peer::heads).collect();
    let rules = "---|---:|---:|".repeat(wish.peers.len());
    let mut lines = vec![
        format!(
            "| instance | status | value | bound | gap | breaks | held | first s | best s | seconds | CPU s | MB |{peers}"
        ),
        format!("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|{rules}"),
    ];
    lines.iter().for_each(|line| println!("{line}"));
    let mut ours = 0.0;
    for file in wish.paths.iter().flat_map(|path| problems(path)) {
        let (mut line, seconds) = measure(&file, &wish);
        ours += seconds;
        for peer in &mut wish.peers {
            line += &peer.measure(&file, wish.seconds);
        }
        println!("{line}");
        lines.push(line);
    }
    for peer in &wish.peers {
        let line = peer.summary(ours);
        println!("\n{line}");
        lines.extend([String::new(), line]);
    }
    if let Some(file) = &wish.table {
        std::fs::write(file, lines.join("\n") + "\n").expect("the table cannot be written");
    }
    if let Some(name) = &wish.record {
        record::keep(name, &lines);
    }
    if let Some(file) = &wish.plot {
        let drawing = plot::times_against_size(wish.seconds);
        std::fs::write(file, drawing).expect("the plot cannot be written");
    }
}

fn wish() -> Wish {
    let mut wish = Wish {
        seconds: 10.0,
        seed: 1,
        threads: 2,
        table: None,
        record: None,
        plot: None,
        peers: Vec::new(),
        paths: Vec::new(),
    };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--bench" => {}
            "--seconds" => {
                let number = words.next().and_then(|word| word.parse().ok());
                wish.seconds = number.expect("--seconds needs a number");
            }
            "--seed" => {
                let number = words.next().and_then(|word| word.parse().ok());
                wish.seed = number.expect("--seed needs a number");
            }
            "--threads" => {
                let number = words.next().and_then(|word| word.parse().ok());
                wish.threads = number.expect("--threads needs a number");
            }
            "--table" => wish.table = words.next().map(PathBuf::from),
            "--record" => wish.record = words.next(),
            "--plot" => wish.plot = words.next().map(PathBuf::from),
            "--peer" => {
                let text = words.next().expect("--peer needs NAME=COMMAND");
                wish.peers.push(Peer::read(&text));
            }
            path => wish.paths.push(PathBuf::from(path)),
        }
    }
    wish
}

/// The file itself, or the problems in the folder, in order.
fn problems(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = std::fs::read_dir(path).expect("the folder cannot be read");
    let is_problem = |file: &PathBuf| {
        file.extension()
            .is_some_and(|extension| extension == "json")
            && std::fs::read_to_string(file).is_ok_and(|text| exchange::read_problem(&text).is_ok())
    };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(is_problem)
        .collect();
    files.sort();
    files
}

/// Solves one instance and says how it went, and the seconds that count: twice those given where
/// nothing was proved. Times run from before the file is parsed.
fn measure(file: &Path, wish: &Wish) -> (String, f64) {
    let seconds = wish.seconds;
    let text = std::fs::read_to_string(file).expect("the problem cannot be read");
    process::forget_peak_memory();
    let cpu = process::cpu_seconds();
    let start = Instant::now();
    let check = |_: u64| (start.elapsed().as_secs_f64() >= seconds).then_some(Halt::Limit);
    let used = || start.elapsed().as_secs_f64() / seconds;
    let stop = Granted { check, used };
    let (mut first, mut best, mut known) = (None, 0.0, None);
    let mut watch = |report: &Report| {
        let now = start.elapsed().as_secs_f64();
        if report.complete {
            first.get_or_insert(now);
        }
        if known != Some((report.held, report.weight, report.breaks)) {
            known = Some((report.held, report.weight, report.breaks));
            best = now;
        }
    };
    let problem = exchange::read_problem(&text).expect("the problem is not in the format");
    let answer = command::schedule_on(wish.threads, problem, wish.seed, &stop, &mut watch);
    let took = start.elapsed().as_secs_f64();
    let proved = matches!(answer.status(), Status::Optimal | Status::Infeasible);
    let counted = if proved { took } else { 2.0 * seconds };
    let end = format!(
        "{took:.2} | {:.2} | {:.0} |",
        process::cpu_seconds() - cpu,
        process::peak_megabytes()
    );
    let head = format!("| {} | {} |", answer.problem.name(), answer.status().word());
    let Some((_, figures, bound)) = answer.outcome.best() else {
        return (format!("{head} | | | | | | | {end}"), counted);
    };
    let value = match bound {
        matchmaking::Bound::BreaksAtLeast(_) => figures.breaks,
        matchmaking::Bound::WeightAtMost(_) | matchmaking::Bound::InOrder(_) => figures.weight.part,
    };
    let gap = bound.gap(figures);
    let share = 100.0 * gap as f64 / bound.value().max(1) as f64;
    let gap = match bound {
        matchmaking::Bound::BreaksAtLeast(_) => gap.to_string(),
        matchmaking::Bound::WeightAtMost(_) | matchmaking::Bound::InOrder(_) => {
            format!("{share:.2} %")
        }
    };
    let first = first.map_or_else(String::new, |first| format!("{first:.3}"));
    let line = format!(
        "{head} {value} | {} | {gap} | {} | {} | {first} | {best:.2} | {end}",
        bound.value(),
        figures.breaks,
        figures.held.part,
    );
    (line, counted)
}
