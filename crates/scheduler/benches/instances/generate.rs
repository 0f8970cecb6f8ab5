//! Problems of any size, from a seed: sectors, a few very popular participants, absences.

use matchmaking::{Draft, Participant, ParticipantId, Problem, Request, SlotId, Table, Variant};
use std::collections::BTreeSet;

const SLOTS: usize = 24;

/// Numbers from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// Small numbers much more often than large ones.
    fn skewed(&mut self, n: usize) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        ((share * share * share) * n as f64) as usize
    }
}

/// More requests than can be held: 17 for each participant, a table for every third.
pub fn choice(people: usize, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let mut participants = vec![Participant::single(); people];
    for participant in &mut participants {
        let away = dice.below(SLOTS / 3);
        participant.forbidden = match dice.below(6) {
            0 => (0..away).map(SlotId::at).collect(),
            1 => (SLOTS - away..SLOTS).map(SlotId::at).collect(),
            _ => Vec::new(),
        };
        if dice.below(3) == 0 {
            participant.cap = Some((SLOTS / 3 + dice.below(SLOTS)) as u32);
        }
    }
    let wanted = (people * 17).min(people * (people - 1) / 4);
    let mut pairs = BTreeSet::new();
    while pairs.len() < wanted {
        let sector = dice.below(people.div_ceil(60)) * 60;
        let size = 60.min(people - sector);
        let a = sector + dice.below(size);
        let b = if dice.below(10) < 7 {
            sector + dice.skewed(size)
        } else {
            dice.skewed(people)
        };
        if a != b {
            pairs.insert((a.min(b), a.max(b)));
        }
    }
    let requests = pairs.into_iter().map(|(a, b)| {
        let first = 1 + dice.below(3) as u8;
        let second = [0, 0, 0, 1, 2, 3][dice.below(6)];
        Request::between(ParticipantId::at(a), ParticipantId::at(b), first, second)
    });
    let requests = requests.collect();
    problem(Variant::MostWeight, participants, requests, people / 3)
}

/// Meetings that can all be held: 7 for each participant, drawn slot by slot from a day in which
/// everybody is there for a while.
pub fn everything(people: usize, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let mut present = vec![Vec::new(); SLOTS];
    for p in 0..people {
        let stay = 4 + dice.below(SLOTS - 4);
        let start = dice.below(SLOTS - stay + 1);
        present[start..start + stay]
            .iter_mut()
            .for_each(|slot| slot.push(p));
    }
    let mut pairs = BTreeSet::new();
    for slot in &mut present {
        for left in (1..slot.len()).rev() {
            slot.swap(left, dice.below(left + 1));
        }
        for pair in slot.chunks_exact(2) {
            pairs.insert((pair[0].min(pair[1]), pair[0].max(pair[1])));
        }
    }
    let requests = pairs
        .into_iter()
        .map(|(a, b)| Request::between(ParticipantId::at(a), ParticipantId::at(b), 1, 0));
    let requests = requests.collect();
    let variant = Variant::HoldAll { fairness: Some(2) };
    problem(
        variant,
        vec![Participant::single(); people],
        requests,
        people / 2,
    )
}

fn problem(
    variant: Variant,
    participants: Vec<Participant>,
    requests: Vec<Request>,
    tables: usize,
) -> Problem {
    let draft = Draft {
        name: format!("generated-{}", participants.len()),
        variant,
        slots: Draft::plain_slots(SLOTS),
        tables: vec![Table::default(); tables],
        participants,
        requests,
        ..Draft::default()
    };
    Problem::new(draft).unwrap()
}
