//! How long the twenty best suggestions take, for one participant and for all of a large session.
//!
//! `cargo bench -p matchmaking --bench suggest [-- PARTICIPANTS]`

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a bench measures time and tells it"
)]

use matchmaking::ParticipantId;
use matchmaking::suggest::{Candidate, Market, Phrase, Weights, Word};
use std::time::Instant;

/// Repeatable noise (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % u64::from(sides)) as u32
    }

    /// A word as people use them: few are very common (Zipf), most are rare.
    fn word(&mut self) -> Word {
        let rank = f64::from(self.roll(1_000_000) + 1) / 1_000_000.0;
        (8_000.0_f64.powf(rank)) as Word
    }

    fn phrase(&mut self) -> Phrase {
        Phrase::new((0..2 + self.roll(4)).map(|_| self.word()).collect())
    }

    fn few(&mut self, sides: u32, base: u32) -> Vec<Word> {
        let mut words: Vec<Word> = (0..1 + self.roll(3))
            .map(|_| base + self.roll(sides))
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn candidate(&mut self) -> Candidate {
        Candidate {
            side: self.roll(2) as u8,
            offers: (0..3 + self.roll(6)).map(|_| self.phrase()).collect(),
            needs: (0..2 + self.roll(5)).map(|_| self.phrase()).collect(),
            sectors: self.few(16, 10_000),
            regions: self.few(40, 11_000),
            languages: self.few(5, 12_000),
        }
    }
}

fn main() {
    let asked = std::env::args().filter_map(|word| word.parse().ok()).next();
    let count: usize = asked.unwrap_or(3_000);
    let mut dice = Dice(7);
    let firms: Vec<Candidate> = (0..count).map(|_| dice.candidate()).collect();
    let weights = Weights {
        wishes: 4,
        sector: 2,
        region: 2,
        language: 1,
        earlier: 0,
        across: true,
    };
    let start = Instant::now();
    let market = Market::new(firms);
    println!(
        "{count} participants: market made in {:.1} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
    let start = Instant::now();
    let mut slowest = 0.0_f64;
    let mut found = 0;
    for to in 0..count {
        let one = Instant::now();
        found += market
            .suggest(ParticipantId::at(to), &weights, |_| 0, |_| false, 20)
            .len();
        slowest = slowest.max(one.elapsed().as_secs_f64() * 1e3);
    }
    let all = start.elapsed().as_secs_f64();
    println!(
        "20 best for each: {all:.2} s together, {:.2} ms on average, {slowest:.2} ms at most; {found} suggestions",
        all * 1e3 / count as f64
    );
}
