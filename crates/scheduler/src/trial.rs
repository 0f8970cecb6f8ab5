//! Random problems for tests of single parts.

use crate::random::Random;
use matchmaking::{Draft, Participant, ParticipantId, Problem, Request, SlotId, Table, Variant};

/// What a random problem is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    pub people: usize,
    pub slots: usize,
    pub tables: usize,
    pub requests: usize,
    /// Requests join the first third with the others only.
    pub two_groups: bool,
    /// Some participants have several people, some are away at times.
    pub uneven: bool,
}

impl Trial {
    /// A problem of the second variant.
    pub fn problem(self, seed: u64) -> Problem {
        Problem::admitting_contradictions(self.draft(seed)).unwrap()
    }

    /// The same of the first variant, with everybody's meetings as many as they are.
    pub fn holding_all(self, seed: u64) -> Problem {
        let mut draft = self.draft(seed);
        draft.variant = Variant::HoldAll { fairness: None };
        draft.participants.iter_mut().for_each(|one| one.cap = None);
        Problem::admitting_contradictions(draft).unwrap()
    }

    fn draft(self, seed: u64) -> Draft {
        let mut random = Random::new(seed);
        let mut participants = vec![Participant::single(); self.people];
        for participant in &mut participants {
            if self.uneven {
                participant.people = 1 + random.below(6) as u32 / 4;
                participant.forbidden = (0..self.slots)
                    .filter(|_| random.once_in(8))
                    .map(SlotId::at)
                    .collect();
                participant.cap = random
                    .once_in(4)
                    .then(|| 1 + random.below(self.slots) as u32);
            }
        }
        let buyers = self.people / 3;
        let mut pairs = std::collections::BTreeSet::new();
        for _ in 0..self.requests {
            let (a, b) = if self.two_groups {
                (
                    random.below(buyers),
                    buyers + random.below(self.people - buyers),
                )
            } else {
                let a = random.below(self.people);
                (a, (a + 1 + random.below(self.people - 1)) % self.people)
            };
            pairs.insert((a.min(b), a.max(b)));
        }
        let request = |(a, b)| Request {
            weight: 1 + random.below(9) as u32,
            ..Request::between(ParticipantId::at(a), ParticipantId::at(b), 1, 0)
        };
        Draft {
            name: "trial".to_owned(),
            variant: Variant::MostWeight,
            slots: Draft::plain_slots(self.slots),
            tables: vec![Table::default(); self.tables],
            participants,
            requests: pairs.into_iter().map(request).collect(),
            ..Draft::default()
        }
    }
}
