//! How the caller ends a search and watches it.

use matchmaking::goals::Reached;

/// Why a search ended without a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// The time or the steps granted are used up: the answer is what was wanted.
    Limit,
    /// Somebody asked to stop.
    Requested,
}

/// Says when to end. Asked about every thousand steps with the number of steps so far.
pub trait Stop {
    /// `Some` ends the search.
    fn check(&self, steps: u64) -> Option<Halt>;

    /// The share of what is granted that is used up, from 0 to 1, where that is known beforehand: a
    /// search that knows how much is left can cool down just in time.
    fn used(&self, _steps: u64) -> Option<f64> {
        None
    }
}

impl<F: Fn(u64) -> Option<Halt>> Stop for F {
    fn check(&self, steps: u64) -> Option<Halt> {
        self(steps)
    }
}

/// Ends after a number of steps: the only stop that gives the same answer on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepLimit(pub u64);

impl Stop for StepLimit {
    fn check(&self, steps: u64) -> Option<Halt> {
        (steps >= self.0).then_some(Halt::Limit)
    }

    fn used(&self, steps: u64) -> Option<f64> {
        Some(steps as f64 / self.0.max(1) as f64)
    }
}

/// A stop of the caller's own that knows how much is left, by its clock for example.
#[derive(Debug, Clone, Copy)]
pub struct Granted<C, U> {
    /// Says when to end, see [`Stop::check`].
    pub check: C,
    /// The share that is used up, see [`Stop::used`].
    pub used: U,
}

impl<C: Fn(u64) -> Option<Halt>, U: Fn() -> f64> Stop for Granted<C, U> {
    fn check(&self, steps: u64) -> Option<Halt> {
        (self.check)(steps)
    }

    fn used(&self, _steps: u64) -> Option<f64> {
        Some((self.used)())
    }
}

/// Where a search stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Steps so far.
    pub steps: u64,
    /// Number of the annealing cycle; 0 is the first timetable.
    pub cycle: u32,
    /// Whether the best timetable so far holds all that the variant demands.
    pub complete: bool,
    /// Meetings held by the best timetable so far.
    pub held: u64,
    /// Its weight.
    pub weight: u64,
    /// Its breaks.
    pub breaks: u64,
    /// The proved bound on the first objective: breaks in variant a, weight in variant b.
    pub bound: u64,
    /// Where goals count in order: the first by which something better is not excluded, once that is
    /// known.
    pub open: Option<Reached>,
}

/// Receives reports: one for the first timetable, one for each better one after a while, one at
/// the end of each cycle.
pub trait Progress {
    /// Called from the searching thread.
    fn report(&mut self, report: &Report);
}

impl<F: FnMut(&Report)> Progress for F {
    fn report(&mut self, report: &Report) {
        self(report);
    }
}

/// The progress of a search that nobody watches.
#[must_use]
pub fn silent() -> impl Progress {
    |_: &Report| {}
}
