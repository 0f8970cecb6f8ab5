//! Solves instance files and prints a table: `cargo bench -p scheduler -- SECONDS FILE...`.
//!
//! Without files it takes the instances in `$LEGATION_SHARED/b2b`, if that is there.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a measurement needs the clock"
)]

use scheduler::{Halt, Report, command};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .peekable();
    let limit: f64 = words
        .next()
        .and_then(|word| word.parse().ok())
        .unwrap_or(5.0);
    let mut files: Vec<PathBuf> = words.map(PathBuf::from).collect();
    if files.is_empty() {
        files = shared_files();
    }
    println!(
        "{:<28} {:>10} {:>6} {:>9} {:>8} {:>9} {:>9} {:>7} {:>8} {:>9}",
        "instance",
        "status",
        "held",
        "weight",
        "breaks",
        "bound",
        "first s",
        "best s",
        "steps M",
        "judge ms"
    );
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let start = Instant::now();
        let stop = |_: u64| (start.elapsed().as_secs_f64() >= limit).then_some(Halt::Limit);
        let (mut first, mut best, mut steps, mut value) = (0.0, 0.0, 0, (0, 0));
        let mut watch = |report: &Report| {
            let now = start.elapsed().as_secs_f64();
            if report.cycle == 0 {
                first = now;
            }
            if value != (report.weight, report.breaks) {
                value = (report.weight, report.breaks);
                best = now;
            }
            steps = report.steps;
        };
        let answer = command::schedule_text(&text, 1, &stop, &mut watch).unwrap();
        let name = answer.problem.name().to_owned();
        let Some((timetable, figures, bound)) = answer.outcome.best() else {
            println!(
                "{name:<28} {:>10} {:.3} s",
                answer.status().word(),
                start.elapsed().as_secs_f64()
            );
            continue;
        };
        let judged = Instant::now();
        let verdict = matchmaking::judge(&answer.problem, timetable);
        let judge_ms = judged.elapsed().as_secs_f64() * 1000.0;
        println!(
            "{name:<28} {:>10} {:>6} {:>9} {:>8} {:>9} {first:>9.3} {best:>7.2} {:>8.2} {judge_ms:>9.2}{}",
            answer.status().word(),
            figures.held.part,
            figures.weight.part,
            figures.breaks,
            bound.value(),
            steps as f64 / 1e6,
            if verdict.is_valid() {
                String::new()
            } else {
                format!("  {:?}", verdict.violations.first())
            }
        );
    }
}

fn shared_files() -> Vec<PathBuf> {
    let root = std::env::var_os("LEGATION_SHARED")
        .map_or_else(|| Path::new("../../../shared").into(), PathBuf::from);
    let mut files = Vec::new();
    for folder in ["b2b/published", "b2b/generated"] {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            println!("no instances in {}", root.join(folder).display());
            continue;
        };
        files.extend(entries.flatten().map(|entry| entry.path()));
    }
    files.retain(|file| file.extension().is_some_and(|e| e == "json"));
    files.retain(|file| {
        file.file_stem()
            .is_some_and(|name| name != "bounds" && name != "index")
    });
    files.sort();
    files
}
