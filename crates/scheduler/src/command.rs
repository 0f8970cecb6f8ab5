//! The command `schedule`, from a text to an answer.

use crate::stop::{Progress, Stop};
use matchmaking::command::{proved, told};
use matchmaking::exchange::{self, Format, ReadError};
use matchmaking::explain::Cause;
use matchmaking::judge::{Verdict, judge};
use matchmaking::{Bound, Outcome, Problem, Status};

/// What the command prints and writes.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The problem that was read.
    pub problem: Problem,
    /// What came of the search.
    pub outcome: Outcome,
    /// What the judge says of the timetable or attempt, if there is one.
    pub verdict: Option<Verdict>,
}

impl Answer {
    /// How the search ended. A timetable that the judge rejects is never passed off as one.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.outcome.timetable().is_some() && !self.is_valid() {
            return Status::Unknown;
        }
        self.outcome.status()
    }

    /// Whether there is a timetable that keeps every rule: exit code 0, otherwise 1.
    #[must_use]
    pub fn has_timetable(&self) -> bool {
        self.outcome.timetable().is_some() && self.is_valid()
    }

    fn is_valid(&self) -> bool {
        self.verdict.as_ref().is_some_and(Verdict::is_valid)
    }

    /// The timetable, if there is one, in the form that belongs to problems of the format.
    #[must_use]
    pub fn solution(&self, format: Format) -> Option<String> {
        let timetable = self.outcome.timetable().filter(|_| self.is_valid())?;
        Some(format.write(&self.problem, timetable))
    }

    /// Why there can be no timetable, when that is proved.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        match &self.outcome {
            Outcome::Infeasible { causes } => causes,
            _ => &[],
        }
    }

    /// The last line of `schedule --json`: one object on one line. The caller has measured the
    /// time. Figures are `null` where there is no timetable. Where goals are in order, `goals` holds
    /// the value by each, as the judge counts it, and `limits` what is proved of each.
    #[must_use]
    pub fn last_line(&self, seconds: f64) -> String {
        let best = self.outcome.best();
        let whole = best.filter(|_| self.has_timetable());
        let mut line = format!("{{\"status\":\"{}\"", self.status().word());
        let mut add = |name: &str, value: Option<u64>| {
            let value = value.map_or_else(|| "null".to_owned(), |value| value.to_string());
            line.push_str(&format!(",\"{name}\":{value}"));
        };
        add("breaks", whole.map(|(_, figures, _)| figures.breaks));
        add("weight", whole.map(|(_, figures, _)| figures.weight.part));
        add("scheduled", whole.map(|(_, figures, _)| figures.held.part));
        add("bound", best.map(|(_, _, bound)| bound.value()));
        let values = self.verdict.as_ref().and_then(|v| v.values.as_ref());
        if let Some(values) = values.filter(|_| self.has_timetable()) {
            line.push_str(&format!(",\"goals\":{}", told(values)));
            if let Some((_, figures, Bound::InOrder(limits))) = best {
                let limits = proved(&limits, figures.weight.whole);
                line.push_str(&format!(",\"limits\":{limits}"));
            }
        }
        line.push_str(&format!(",\"seconds\":{seconds:.3}}}"));
        line
    }
}

/// Reads a problem in the exchange format, searches, and judges what was found.
///
/// # Errors
/// What cannot be read.
pub fn schedule_text(
    text: &str,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Result<Answer, ReadError> {
    let problem = exchange::read_problem(text)?;
    Ok(schedule(problem, seed, stop, progress))
}

/// Searches and judges what was found.
#[must_use]
pub fn schedule(
    problem: Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Answer {
    schedule_on(usize::MAX, problem, seed, stop, progress)
}

/// The same with at most so many threads at work.
#[must_use]
pub fn schedule_on(
    threads: usize,
    problem: Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Answer {
    let outcome = crate::solve_on(threads, &problem, seed, stop, progress);
    let verdict = outcome
        .best()
        .map(|(timetable, _, _)| judge(&problem, timetable));
    Answer {
        problem,
        outcome,
        verdict,
    }
}
