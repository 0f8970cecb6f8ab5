//! Figures of merit of a timetable.

use crate::ids::SlotId;
use crate::problem::{Participant, Problem};
use crate::supply::Supply;
use serde::{Deserialize, Serialize};

/// A part of a whole, exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole; 0 when there is nothing to share.
    pub whole: u64,
}

impl Share {
    /// In thousandths, rounded down; a share of nothing counts as all of it.
    #[must_use]
    pub fn per_mille(self) -> u64 {
        (self.part * 1000).checked_div(self.whole).unwrap_or(1000)
    }

    fn below(self, other: Self) -> bool {
        u128::from(self.part) * u128::from(other.whole)
            < u128::from(other.part) * u128::from(self.whole)
    }
}

/// What a timetable achieves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Held meetings of all requests.
    pub held: Share,
    /// Weight of held meetings of the weight of all requests.
    pub weight: Share,
    /// Breaks of all participants: stretches of idle slots between two of their meetings.
    pub breaks: u64,
    /// Most breaks of one participant.
    pub most_breaks: u64,
    /// Fewest breaks of one participant.
    pub fewest_breaks: u64,
    /// Requests that are a must and not held.
    pub musts_missed: u64,
    /// Meetings missing to promised minimums, of all participants.
    pub below_minimum: u64,
    /// The smallest share of held requests of any participant that has requests.
    pub least_satisfied: Share,
    /// Used table places of all there are.
    pub table_use: Share,
}

/// Counts the figures for one slot per request; slots that do not exist count as not held.
#[must_use]
pub fn measure(problem: &Problem, slots: &[Option<SlotId>]) -> Figures {
    let supply = Supply::of(problem);
    measure_with(problem, &supply, slots)
}

/// As [`measure`], when the supply is at hand.
#[must_use]
pub fn measure_with(problem: &Problem, supply: &Supply, slots: &[Option<SlotId>]) -> Figures {
    let people = problem.participants().len();
    let mut agenda: Vec<Vec<SlotId>> = vec![Vec::new(); people];
    let mut asked = vec![0_u64; people];
    let mut held = Share {
        part: 0,
        whole: problem.requests().len() as u64,
    };
    let mut weight = Share { part: 0, whole: 0 };
    let mut musts_missed = 0;
    for (r, request) in problem.requests().iter().enumerate() {
        weight.whole += u64::from(request.weight);
        for side in request.sides() {
            asked[side.index()] += 1;
        }
        match slots
            .get(r)
            .copied()
            .flatten()
            .filter(|s| s.index() < problem.slots().len())
        {
            Some(slot) => {
                held.part += 1;
                weight.part += u64::from(request.weight);
                for side in request.sides() {
                    agenda[side.index()].push(slot);
                }
            }
            None => musts_missed += u64::from(request.must),
        }
    }
    let mut figures = Figures {
        held,
        weight,
        breaks: 0,
        most_breaks: 0,
        fewest_breaks: u64::MAX,
        musts_missed,
        below_minimum: 0,
        least_satisfied: Share { part: 1, whole: 1 },
        table_use: Share {
            part: held.part,
            whole: supply.places(),
        },
    };
    for (p, mine) in agenda.iter_mut().enumerate() {
        add_participant(
            &mut figures,
            &problem.participants()[p],
            asked[p],
            mine,
            supply,
        );
    }
    if people == 0 {
        figures.fewest_breaks = 0;
    }
    figures
}

fn add_participant(
    figures: &mut Figures,
    participant: &Participant,
    asked: u64,
    agenda: &mut [SlotId],
    supply: &Supply,
) {
    let held = agenda.len() as u64;
    figures.below_minimum += u64::from(participant.minimum).saturating_sub(held);
    let share = Share {
        part: held,
        whole: asked,
    };
    if share.whole > 0 && share.below(figures.least_satisfied) {
        figures.least_satisfied = share;
    }
    let breaks = breaks_of(supply, agenda);
    figures.breaks += breaks;
    figures.most_breaks = figures.most_breaks.max(breaks);
    figures.fewest_breaks = figures.fewest_breaks.min(breaks);
}

/// Breaks in one participant's agenda, which is put in order.
fn breaks_of(supply: &Supply, agenda: &mut [SlotId]) -> u64 {
    agenda.sort_unstable();
    let gap = |pair: &&[SlotId]| {
        pair[1].0 > pair[0].0 + 1 && supply.segment(pair[0]) == supply.segment(pair[1])
    };
    agenda.windows(2).filter(gap).count() as u64
}
