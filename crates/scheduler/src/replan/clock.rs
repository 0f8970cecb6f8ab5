//! How far a search among mended timetables has gone, and how far it may go.

use super::limits::Limits;
use crate::stop::{Halt, Stop};

/// The steps of a search, its limits, and the stop that is asked now and then.
pub(super) struct Clock<'a> {
    pub steps: u64,
    until: u64,
    limits: Limits,
    depth: usize,
    complete: bool,
    stop: &'a dyn Stop,
    /// Steps between two questions to the stop.
    every: u64,
    /// Whether the stop is not asked: the first proposal comes in any case.
    pub deaf: bool,
    halt: Option<Halt>,
}

impl<'a> Clock<'a> {
    pub fn new(stop: &'a dyn Stop, every: u64) -> Self {
        Self {
            steps: 0,
            until: 0,
            limits: Limits::near(0),
            depth: 0,
            complete: true,
            stop,
            every,
            deaf: false,
            halt: None,
        }
    }

    /// A new search begins; the steps go on.
    pub fn begin(&mut self, limits: Limits) {
        self.limits = limits;
        self.until = self.steps.saturating_add(limits.steps);
        self.complete = true;
        self.depth = 0;
    }

    /// One step. Whether there is no time for more.
    pub fn is_over(&mut self) -> bool {
        self.steps += 1;
        if self.steps.is_multiple_of(self.every) && !self.deaf && self.halt.is_none() {
            self.halt = self.stop.check(self.steps);
        }
        let over = self.steps > self.until || self.halt.is_some();
        self.complete &= !over;
        over
    }

    pub const fn halted(&self) -> Option<Halt> {
        self.halt
    }

    /// Whether the search ended with steps to spare, and not because of the stop.
    pub const fn is_exhausted(&self) -> bool {
        self.steps <= self.until && self.halt.is_none()
    }

    /// Whether the search left nothing out.
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// Something is left out.
    pub const fn leave_out(&mut self) {
        self.complete = false;
    }

    /// Goes one meeting further along a chain, where that is allowed.
    pub const fn go_deeper(&mut self) -> bool {
        let may = self.depth < self.limits.depth;
        match may {
            true => self.depth += 1,
            false => self.complete = false,
        }
        may
    }

    /// Comes back from [`Self::go_deeper`].
    pub const fn come_back(&mut self) {
        self.depth -= 1;
    }

    /// Keeps the first of the meetings that might be sent away, as many as may be tried.
    pub fn narrow(&mut self, others: &mut Vec<u32>) {
        if others.len() > self.limits.width {
            others.truncate(self.limits.width);
            self.complete = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stop::StepLimit;

    #[test]
    fn a_search_ends_with_its_steps_and_the_next_one_goes_on() {
        let never = StepLimit(u64::MAX);
        let mut clock = Clock::new(&never, 1);
        clock.begin(Limits::whole(2));
        assert!(!clock.is_over() && !clock.is_over() && clock.is_exhausted());
        assert!(clock.is_over() && !clock.is_complete() && !clock.is_exhausted());
        clock.begin(Limits::whole(1));
        assert!(clock.is_complete() && !clock.is_over());
        assert_eq!(clock.steps, 4);
    }

    #[test]
    fn the_stop_is_asked_now_and_then_unless_the_clock_is_deaf() {
        let at_once = StepLimit(0);
        let mut clock = Clock::new(&at_once, 3);
        clock.begin(Limits::whole(100));
        clock.deaf = true;
        assert!((0..3).all(|_| !clock.is_over()));
        clock.deaf = false;
        assert!(!clock.is_over() && !clock.is_over());
        assert!(clock.is_over() && clock.halted() == Some(Halt::Limit));
    }

    #[test]
    fn depth_and_width_leave_something_out() {
        let never = StepLimit(u64::MAX);
        let mut clock = Clock::new(&never, 1);
        clock.begin(Limits::near(100));
        assert!((0..4).all(|_| clock.go_deeper()) && clock.is_complete());
        assert!(!clock.go_deeper() && !clock.is_complete());
        clock.come_back();
        assert!(clock.go_deeper());
        clock.begin(Limits::near(100));
        let mut others: Vec<u32> = (0..8).collect();
        clock.narrow(&mut others);
        assert!(others.len() == 8 && clock.is_complete());
        others.push(8);
        clock.narrow(&mut others);
        assert!(others.len() == 8 && !clock.is_complete());
    }
}
