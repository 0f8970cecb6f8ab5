//! Time that stands still and dice that always fall the same way.

use domain::chance::{Chance, Clock};
use jiff::{SignedDuration, Timestamp};
use std::sync::{Mutex, PoisonError};

/// A clock that moves only when told to.
#[derive(Debug)]
pub struct FrozenClock(Mutex<Timestamp>);

impl FrozenClock {
    /// A clock that shows this moment, such as `2026-03-02T08:00:00Z`.
    pub fn at(moment: &str) -> Self {
        Self(Mutex::new(moment.parse().expect("a moment")))
    }

    /// Moves it forward, or back with a negative span.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(by).expect("a moment within jiff's range");
    }

    /// Sets it.
    pub fn set(&self, moment: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment;
    }
}

impl Clock for FrozenClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Bytes that look random and are the same in every run (SplitMix64).
#[derive(Debug)]
pub struct SeededChance(Mutex<u64>);

impl SeededChance {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Chance for SeededChance {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in buffer.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_no_two_blocks_are_equal() {
        let (mut a, mut b) = ([0; 20], [0; 20]);
        SeededChance::new(7).fill(&mut a);
        SeededChance::new(7).fill(&mut b);
        assert_eq!(a, b);
        assert_ne!(a[..8], a[8..16]);
        SeededChance::new(8).fill(&mut b);
        assert_ne!(a, b);
    }

    #[test]
    fn the_clock_moves_only_when_told() {
        let clock = FrozenClock::at("2026-03-02T08:00:00Z");
        assert_eq!(clock.now(), clock.now());
        clock.advance(SignedDuration::from_hours(-1));
        assert_eq!(clock.now().to_string(), "2026-03-02T07:00:00Z");
    }
}
