//! `legation schedule` and `legation judge`: timetables from files, without a database.

use super::goals::{self, InOrder};
use super::patience::Patience;
use super::proof::{self, ProofFormat};
use super::words::Words;
use anyhow::{Context as _, Result};
use clap::Args;
use i18n::Value;
use matchmaking::exchange::Format;
use matchmaking::explain::Cause;
use matchmaking::{Outcome, Problem, Status, exchange};
use scheduler::{Granted, Halt, Report, command::Answer};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Most threads that search side by side.
const MOST_THREADS: usize = 64;

/// Make a timetable of a problem file (format b2b-instance/1 or legation-problem/1)
#[derive(Debug, Args)]
pub struct Schedule {
    /// The problem
    problem: PathBuf,
    /// Where to write the timetable; without it, it goes to the standard output
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How long to search, in seconds; what cannot be held is explained for as long again. Ctrl-C
    /// ends either, and what was found is said
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0)]
    time_limit: f64,
    /// Seed of the search
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many threads work: they share one search where they can, and are searches side by side,
    /// each with its own seed, where they cannot; the best one counts
    #[arg(long)]
    threads: Option<usize>,
    #[command(flatten)]
    order: InOrder,
    /// Write into this folder a proof that nothing is better, or that nothing exists
    #[arg(long, value_name = "FOLDER")]
    proof: Option<PathBuf>,
    /// How to write the proof
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "lrat")]
    proof_format: ProofFormat,
    /// End the output with one JSON object
    #[arg(long)]
    json: bool,
    /// Language of explanations: zh-Hans, en or de
    #[arg(long, value_name = "CODE", default_value = "en", value_parser = words)]
    language: Words,
}

fn words(code: &str) -> Result<Words, String> {
    Words::of(code).ok_or_else(|| format!("`{code}` is not one of zh-Hans, en, de"))
}

impl Schedule {
    /// Searches, and says what came of it.
    pub fn run(self) -> Result<ExitCode> {
        let start = now();
        let text = read(&self.problem)?;
        let problem = match exchange::read_problem(&text) {
            Ok(problem) => problem,
            Err(error) => return Ok(self.refused(&error.to_string())),
        };
        let problem = match self.order.asked(problem) {
            Ok(problem) => problem,
            Err(why) => return Ok(self.refused(&why)),
        };
        let patience = Patience::listening();
        let answer = self.search(problem, (start, &patience));
        let seconds = start.elapsed().as_secs_f64();
        if let Some(solution) = answer.solution(Format::of(&text)) {
            match &self.output {
                Some(file) => std::fs::write(file, solution + "\n")
                    .with_context(|| format!("cannot write {}", file.display()))?,
                None if self.json => {}
                None => println!("{solution}"),
            }
        }
        for cause in answer.causes() {
            eprintln!("{}", cause_text(self.language, cause));
        }
        if !self.json {
            self.explain(&answer, &patience);
            goals::lines(&answer)
                .iter()
                .for_each(|line| eprintln!("{line}"));
            eprintln!("{}", summary(&answer, seconds));
        }
        let proved = self.prove(&answer);
        if self.json {
            println!("{}", answer.last_line(seconds));
        }
        Ok(if answer.has_timetable() && proved {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }

    /// Says what contradicts what could not be held, and what would make room for it.
    fn explain(&self, answer: &Answer, patience: &Patience) {
        let start = now();
        let over = |limit: f64| {
            if patience.is_gone() {
                return Some(Halt::Requested);
            }
            (start.elapsed().as_secs_f64() >= limit).then_some(Halt::Limit)
        };
        let (whole, half) = (self.limit(), self.limit() / 2.0);
        let said = Cell::new(0);
        let mut say = |line: &str| {
            said.set(said.get() + 1);
            eprintln!("{line}");
        };
        // The one must not take all the time of the other.
        super::conflicts::contradiction(self.language, answer, &|_: u64| over(half), &mut say);
        let before = said.get();
        super::repairs::advice(self.language, answer, &|_: u64| over(whole), &mut say);
        if before > 0 && said.get() == before && over(whole).is_some() {
            say(&self.language.say("ways-ended", &[]));
        }
    }

    /// How long a search may take, in seconds.
    fn limit(&self) -> f64 {
        if self.time_limit.is_finite() {
            self.time_limit.max(0.0)
        } else {
            10.0
        }
    }

    /// Writes the proof if one is wanted; whether all is well.
    fn prove(&self, answer: &Answer) -> bool {
        let Some(folder) = &self.proof else {
            return true;
        };
        let time = (now(), self.time_limit);
        let into = (folder.as_path(), self.proof_format);
        let said = proof::prove(self.language, answer, into, time);
        let (Ok(line) | Err(line)) = &said;
        eprintln!("{line}");
        said.is_ok()
    }

    fn refused(&self, why: &str) -> ExitCode {
        eprintln!("legation: {}: {why}", self.problem.display());
        if self.json {
            let line = serde_json::json!({
                "status": Status::Unknown.word(), "breaks": null, "weight": null,
                "scheduled": null, "bound": null, "seconds": 0.0, "error": why,
            });
            println!("{line}");
        }
        ExitCode::from(1)
    }

    fn search(&self, problem: Problem, (start, patience): (Instant, &Patience)) -> Answer {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = self.threads.unwrap_or(cores.min(2)).clamp(1, MOST_THREADS);
        // One search uses as many threads as it can, and what is left searches beside it.
        let of_one = scheduler::most_threads(&problem).min(threads);
        let searches = threads / of_one;
        let limit = self.limit();
        let proved = AtomicBool::new(false);
        let check = |_: u64| {
            if patience.is_gone() {
                return Some(Halt::Requested);
            }
            let over = proved.load(Ordering::Relaxed) || start.elapsed().as_secs_f64() >= limit;
            over.then_some(Halt::Limit)
        };
        let used = || start.elapsed().as_secs_f64() / limit;
        let stop = Granted { check, used };
        let one = |number: usize| {
            let mut watch = |report: &Report| {
                if number == 0 && !self.json {
                    eprintln!(
                        "{}",
                        progress(&problem, report, start.elapsed().as_secs_f64())
                    );
                }
            };
            let seed = self.seed.wrapping_add(number as u64);
            let answer =
                scheduler::command::schedule_on(of_one, problem.clone(), seed, &stop, &mut watch);
            if matches!(answer.status(), Status::Optimal | Status::Infeasible) {
                proved.store(true, Ordering::Relaxed);
            }
            answer
        };
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..searches).map(|n| scope.spawn(move || one(n))).collect();
            let mut all = vec![one(0)];
            all.extend(others.into_iter().filter_map(|thread| thread.join().ok()));
            let least = || (0..all.len()).min_by_key(|&n| rank(&all[n])).unwrap_or(0);
            let best = goals::best(&all).unwrap_or_else(least);
            all.swap_remove(best)
        })
    }
}

/// Smaller is better: proved, then complete, then the objectives in their order.
fn rank(answer: &Answer) -> (u8, u64, u64, u64) {
    let proof = match answer.status() {
        Status::Optimal | Status::Infeasible => 0,
        Status::Feasible | Status::Stopped => 1,
        Status::Unknown => 2,
    };
    answer
        .outcome
        .best()
        .map_or((proof, 0, 0, 0), |(_, figures, _)| {
            let missed = figures.musts_missed + figures.below_minimum;
            (
                proof,
                missed,
                figures.weight.whole - figures.weight.part,
                figures.breaks,
            )
        })
}

fn progress(problem: &Problem, report: &Report, seconds: f64) -> String {
    let Report {
        held,
        weight,
        breaks,
        bound,
        ..
    } = report;
    let all = problem.requests().len();
    if problem.holds_all() {
        format!("{seconds:.1} s: {held} of {all} held, {breaks} breaks (at least {bound})")
    } else {
        format!(
            "{seconds:.1} s: {held} of {all} held, weight {weight} of at most {bound}, {breaks} breaks"
        )
    }
}

fn summary(answer: &Answer, seconds: f64) -> String {
    let status = answer.status().word();
    match &answer.outcome {
        Outcome::Infeasible { .. } => format!("{status} in {seconds:.2} s"),
        outcome => outcome.best().map_or_else(String::new, |(_, figures, bound)| {
            format!(
                "{status} in {seconds:.2} s: {} of {} held, weight {}, {} breaks; proved bound {}",
                figures.held.part,
                figures.held.whole,
                figures.weight.part,
                figures.breaks,
                bound.value()
            )
        }),
    }
}

/// Judge a timetable file against its problem file
#[derive(Debug, Args)]
pub struct Judge {
    /// The problem
    problem: PathBuf,
    /// The timetable
    timetable: PathBuf,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Judge {
    /// Judges, and says every broken rule.
    pub fn run(self) -> Result<ExitCode> {
        let (problem, solution) = (read(&self.problem)?, read(&self.timetable)?);
        let verdict = match matchmaking::command::judge_texts(&problem, &solution) {
            Ok(verdict) => verdict,
            Err(error) => {
                eprintln!("legation: {error}");
                return Ok(ExitCode::from(1));
            }
        };
        if self.json {
            println!("{}", matchmaking::command::judge_line(&verdict));
        } else {
            for violation in &verdict.violations {
                println!("{violation:?}");
            }
            let figures = &verdict.figures;
            println!(
                "{}: {} of {} held, weight {}, {} breaks",
                if verdict.is_valid() {
                    "valid"
                } else {
                    "not valid"
                },
                figures.held.part,
                figures.held.whole,
                figures.weight.part,
                figures.breaks
            );
        }
        Ok(if verdict.is_valid() {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        })
    }
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

#[allow(
    clippy::disallowed_methods,
    reason = "the command measures how long it searches"
)]
fn now() -> Instant {
    Instant::now()
}

/// A cause in words; participants, meetings and slots go by their numbers in the file.
#[allow(clippy::too_many_lines, reason = "a table: one text for each cause")]
fn cause_text(words: Words, cause: &Cause) -> String {
    let say = |key: &str, args: &[(&'static str, Value)]| words.say(key, args);
    let list = |items: &[u32]| -> Value {
        let words: Vec<String> = items.iter().map(u32::to_string).collect();
        words.join(", ").into()
    };
    let requests =
        |all: &[matchmaking::RequestId]| list(&all.iter().map(|r| r.0).collect::<Vec<_>>());
    let slots = |all: &[matchmaking::SlotId]| list(&all.iter().map(|s| s.0).collect::<Vec<_>>());
    let number = |n: u64| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
    match cause {
        Cause::NoSlots { .. } => say("timetable-cause-no-slots", &[]),
        Cause::NoTables { .. } => say("timetable-cause-no-tables", &[]),
        Cause::TooFewPlaces { meetings, places } => say(
            "timetable-cause-places",
            &[("meetings", number(*meetings)), ("places", number(*places))],
        ),
        Cause::SlotsCrowded {
            slots: these,
            requests: all,
            places,
        } => say(
            "timetable-cause-crowded",
            &[
                ("requests", requests(all)),
                ("slots", slots(these)),
                ("places", number(*places)),
            ],
        ),
        Cause::Blocked { request, .. } => say(
            "timetable-cause-blocked",
            &[("request", list(&[request.0]))],
        ),
        Cause::NoSlotLeft { request, .. } => say(
            "timetable-cause-no-slot-left",
            &[("request", list(&[request.0]))],
        ),
        Cause::AboveCap {
            participant,
            meetings,
            cap,
        } => say(
            "timetable-cause-cap",
            &[
                ("who", list(&[participant.0])),
                ("meetings", number(u64::from(*meetings))),
                ("cap", number(u64::from(*cap))),
            ],
        ),
        Cause::TooManyMeetings {
            participant,
            meetings,
            free,
            ..
        } => say(
            "timetable-cause-too-many",
            &[
                ("who", list(&[participant.0])),
                ("meetings", number(u64::from(*meetings))),
                ("free", number(*free)),
            ],
        ),
        Cause::TooFewSlots {
            participant,
            requests: all,
            slots: these,
            ..
        } => say(
            "timetable-cause-too-few",
            &[
                ("who", list(&[participant.0])),
                ("requests", requests(all)),
                ("slots", slots(these)),
            ],
        ),
        Cause::OrderInCircle { requests: all } => {
            say("timetable-cause-circle", &[("requests", requests(all))])
        }
        Cause::ChainTooLong { requests: all } => {
            say("timetable-cause-chain", &[("requests", requests(all))])
        }
        Cause::Contradiction {
            requests: all,
            fairness: None,
        } => say(
            "timetable-cause-contradiction",
            &[("requests", requests(all))],
        ),
        Cause::Contradiction {
            requests: all,
            fairness: Some(difference),
        } => say(
            "timetable-cause-unfair",
            &[
                ("requests", requests(all)),
                ("difference", number(u64::from(*difference))),
            ],
        ),
    }
}
