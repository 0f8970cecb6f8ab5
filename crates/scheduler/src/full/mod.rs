//! The search for problems with finer rules than the plain one: places are decided with the times.
//!
//! The plain search solves the problem without the finer rules first. Its bound holds here too,
//! and its times are where this search starts; it then moves single meetings, always in a
//! timetable that keeps every rule, and pushes others out of the way along short chains.

mod blocked;
mod ground;
mod mend;
mod net;
mod order;
mod prices;
mod relaxed;
mod search;
mod seat;
mod state;
mod tally;
mod wished;

pub(crate) use ground::Ground;
pub(crate) use mend::{at_told_tables, fill, seats, told};
pub(crate) use relaxed::relaxed;
pub(crate) use search::attendance;
pub(crate) use state::{Spot, State};
pub(crate) use wished::{Asked, are_left_over, times_with_wishes};

use crate::Means;
use crate::stop::{Halt, Progress, Stop, silent};
use matchmaking::{Outcome, Problem, SlotId};
use std::cell::Cell;

/// Solves a problem without finer rules.
pub(crate) type Plain = dyn Fn(&Problem, Means, &dyn Stop, &mut dyn Progress) -> Outcome;

/// Searches until a proof or the stop.
pub(crate) fn run(
    problem: &Problem,
    (seed, threads): Means,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
    plain: &Plain,
) -> Outcome {
    let easier = relaxed(problem);
    let granted = problem.requests().len() as u64 * 60 + 20_000;
    let used = Cell::new(0);
    let share = |steps: u64| {
        used.set(steps);
        if steps >= granted {
            return Some(Halt::Limit);
        }
        stop.check(steps)
    };
    let first = plain(&easier, (seed, threads), &share, &mut silent());
    let Some((timetable, _, bound)) = first.best() else {
        return first;
    };
    let wanted: Vec<Option<SlotId>> = timetable.slots();
    let ground = Ground::of(problem);
    let search = match problem.goals() {
        Some(_) => order::run,
        None => search::run,
    };
    search(
        &ground,
        seed,
        &wanted,
        (bound, used.get()),
        (stop, progress),
    )
}
