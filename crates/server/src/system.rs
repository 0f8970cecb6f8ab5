//! The wall clock and the operating system's randomness: the only place that asks them.

use domain::chance::{Chance, Clock};
use jiff::Timestamp;

/// The wall clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "this is the one clock that everybody else is given"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The operating system's randomness.
#[derive(Debug, Clone, Copy)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, buffer: &mut [u8]) {
        // Without randomness no token is safe: better to stop than to go on.
        if getrandom::fill(buffer).is_err() {
            std::process::abort();
        }
    }
}
