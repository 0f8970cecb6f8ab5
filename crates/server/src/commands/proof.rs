//! `legation schedule --proof`: what the search claims, as files for a separate checker.

use super::words::Words;
use i18n::Value;
use scheduler::Halt;
use scheduler::command::Answer;
use scheduler::proof::{Claim, Files, Format, Unproved, write};
use std::path::Path;
use std::time::Instant;

/// The format by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ProofFormat {
    /// Every step names what it follows from
    Lrat,
    /// Steps only
    Drat,
}

/// A proof may take as many seconds as the search was allowed, and at least these.
const LEAST_SECONDS: f64 = 60.0;

/// Writes the proof of what the answer claims, and says in a line what was written or why there
/// is none; `Err` if there should be one.
pub fn prove(
    words: Words,
    answer: &Answer,
    (folder, format): (&Path, ProofFormat),
    (start, limit): (Instant, f64),
) -> Result<String, String> {
    let claim = match Claim::of(&answer.outcome) {
        Some(claim) => claim,
        None if answer.problem.holds_all() => return Ok(words.say("proof-nothing", &[])),
        None => return Err(words.say("proof-other-question", &[])),
    };
    let format = match format {
        ProofFormat::Lrat => Format::Lrat,
        ProofFormat::Drat => Format::Drat,
    };
    let limit = limit.max(LEAST_SECONDS);
    let stop = |_: u64| (start.elapsed().as_secs_f64() >= limit).then_some(Halt::Limit);
    match write(&answer.problem, claim, format, folder, &stop) {
        Ok(files) => Ok(written(words, claim, &files)),
        Err(why) => Err(reason(words, &why, limit)),
    }
}

fn written(words: Words, claim: Claim, files: &Files) -> String {
    let path = |path: &Path| Value::Text(path.display().to_string());
    let mut args = vec![
        ("clauses", path(&files.clauses)),
        ("proof", path(&files.proof)),
        ("legend", path(&files.legend)),
    ];
    match claim {
        Claim::NoTimetable => words.say("proof-no-timetable", &args),
        Claim::NoFewerBreaks(least) => {
            args.push(("breaks", i64::try_from(least).unwrap_or(i64::MAX).into()));
            words.say("proof-no-fewer-breaks", &args)
        }
    }
}

fn reason(words: Words, why: &Unproved, limit: f64) -> String {
    match why {
        Unproved::OtherQuestion => words.say("proof-other-question", &[]),
        Unproved::TooLarge => words.say("proof-too-large", &[]),
        Unproved::Stopped => {
            let seconds = Value::Text(format!("{limit:.0}"));
            words.say("proof-stopped", &[("seconds", seconds)])
        }
        Unproved::NotInClauses => words.say("proof-not-in-clauses", &[]),
        Unproved::Files(error) => {
            words.say("proof-files", &[("error", Value::Text(error.to_string()))])
        }
    }
}
