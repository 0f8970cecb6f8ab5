//! The optimiser: a problem, a seed and a stop condition become an outcome.
//!
//! Where requests exceed what fits, the heaviest b-matching selects what to hold. Edge colouring
//! with Kempe chains gives the first timetable; simulated annealing with Kempe and ejection chains
//! improves it in cycles of growing length; tables are assigned at the end. Where every meeting
//! must be held, two SAT solvers prove beside it how few breaks there must be. Whatever it
//! returns keeps every hard rule. The same problem, seed and step limit give the same answer on
//! every machine: there is no clock in here, and chance comes from the seed alone.

mod bits;
mod bound;
pub mod command;
pub mod conflict;
mod cost;
mod flow;
mod full;
mod greedy;
mod insert;
mod kempe;
mod limits;
pub mod mender;
mod model;
mod moves;
mod prices;
mod random;
pub mod repair;
pub mod replan;
mod roster;
mod sat;
mod search;
mod selection;
mod state;
mod stop;
mod tables;
#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod trial;
mod walk;

pub use sat::proof;
pub use stop::{Granted, Halt, Progress, Report, StepLimit, Stop, silent};

use matchmaking::{Outcome, Problem, explain};

/// Searches for the best timetable until it is proved best or `stop` says so, with as many threads
/// as the search can use.
///
/// Without a proof the search never ends by itself: `stop` must, at some number of steps or by
/// the caller's clock. In the caller's place, judge the answer before showing it.
#[must_use]
pub fn solve(
    problem: &Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    solve_on(usize::MAX, problem, seed, stop, progress)
}

/// The same with at most so many threads at work: with fewer the answer is the same, later.
#[must_use]
pub fn solve_on(
    threads: usize,
    problem: &Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    let causes = explain::elementary(problem);
    if !causes.is_empty() {
        return Outcome::Infeasible { causes };
    }
    if problem.is_plain() {
        plain(problem, (seed, threads), stop, progress)
    } else {
        full::run(problem, (seed, threads), stop, progress, &plain)
    }
}

/// How many threads one search for the problem can use: where a proof can be tried two solvers
/// share the work, elsewhere one search is one thread and others can search beside it with other
/// seeds.
#[must_use]
pub fn most_threads(problem: &Problem) -> usize {
    if problem.is_plain() {
        sat::most_threads(problem)
    } else {
        1
    }
}

/// Where chance begins, and how many threads may work at once.
type Means = (u64, usize);

/// Searches by plain rules, whatever finer ones the problem has.
fn plain(problem: &Problem, means: Means, stop: &dyn Stop, progress: &mut dyn Progress) -> Outcome {
    match problem.slots().len() {
        0..=64 => run::<1>(problem, means, stop, progress),
        65..=256 => run::<4>(problem, means, stop, progress),
        _ => run::<64>(problem, means, stop, progress),
    }
}

/// Searches with sets of `W` words.
fn run<const W: usize>(
    problem: &Problem,
    means: Means,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    if sat::suits(problem) {
        sat::run::<W>(problem, means, stop, progress)
    } else {
        search::run::<W>(problem, means.0, stop, progress)
    }
}
