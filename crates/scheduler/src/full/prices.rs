//! One number for annealing: what the goals are worth to each other while the search is warm.

use super::state::State;
use super::tally;
use matchmaking::goals::{Goal, Ladder, Standing as _, Tolerance};

const GOALS: usize = Goal::ALL.len();
/// How much more a step by one goal is worth than a step by the next.
const STEP: f64 = 6.0;
/// Where annealing for a goal starts, in steps by that goal, and ends, in steps by the last.
const WARM: f64 = 0.6;
const COLD: f64 = 0.12;

/// Prices of what goes beyond the limits. The sum is a guide only: which timetable is kept is
/// decided by the ladder.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    price: [f64; GOALS],
    limit: [u64; GOALS],
    discontent: i64,
}

impl Prices {
    /// Prices for improving the timetable by the ladder. Of a settled goal only what is beyond
    /// its tolerance costs.
    pub fn of(ladder: &Ladder, state: &State<'_, '_>) -> Self {
        let requests = state.ground.problem.requests();
        let all: f64 = requests.iter().map(|r| f64::from(r.weight)).sum();
        let weight = (all / requests.len().max(1) as f64).max(1.0);
        let relief = state.tally.as_ref().map_or(1.0, tally::Tally::usual_relief);
        let mut price = [0.0; GOALS];
        let mut limit = [0; GOALS];
        for (i, goal) in Goal::ALL.into_iter().enumerate() {
            let step = match goal {
                Goal::Weight => weight,
                Goal::Fairness => relief,
                _ => 1.0,
            };
            price[i] = height(goal) / step;
            // Of the most breaks, everything beyond one less than now would have to go.
            limit[i] = ladder.limit(goal).unwrap_or(match goal {
                Goal::MostBreaks => state.value(goal).saturating_sub(1),
                _ => 0,
            });
        }
        let thousandths = match ladder.goals().fairness {
            Tolerance::PerMille(n) => n,
            Tolerance::Nothing | Tolerance::Amount(_) => 0,
        };
        let settled = ladder.settled(Goal::Fairness);
        let discontent = settled.map_or(0, |v| tally::discontent_within(&v.satisfied, thousandths));
        Self {
            price,
            limit,
            discontent,
        }
    }

    /// What the timetable costs.
    pub fn cost(&self, state: &State<'_, '_>) -> f64 {
        let Some(tally) = &state.tally else {
            return 0.0;
        };
        let beyond = |i: usize, value: u64| value.saturating_sub(self.limit[i]) as f64;
        let excess = [
            beyond(0, state.score.missed),
            beyond(1, state.score.lost),
            (tally.discontent_of_all - self.discontent).max(0) as f64,
            beyond(3, state.score.breaks),
            tally.breaks_beyond(self.limit[4]) as f64,
            beyond(5, tally.venues),
            beyond(6, tally.changes),
            beyond(7, tally.wishes_missed),
        ];
        excess.iter().zip(self.price).map(|(a, b)| a * b).sum()
    }
}

/// What a usual step by the goal costs. Whoever changes venue changes table too, so that half a
/// step between the two is a whole one.
fn height(goal: Goal) -> f64 {
    let after = match goal {
        Goal::Venues => 1.5,
        Goal::Changes => 1.0,
        Goal::Wishes => 0.0,
        _ => f64::from(GOALS as u32 - 2 - goal as u32),
    };
    STEP.powf(after)
}

/// Temperatures from which and to which to cool: the cycles start at one goal after the other
/// that leaves something to wish for.
pub(super) fn range(ladder: &Ladder, state: &State<'_, '_>, cycle: u32) -> (f64, f64) {
    let wanting = |goal: &Goal| match goal {
        Goal::Fairness => state
            .tally
            .as_ref()
            .is_some_and(|t| t.discontent_of_all > 0),
        _ => state.value(*goal) > 0,
    };
    let open = |goal: &Goal| ladder.settled(*goal).is_none() && wanting(goal);
    let goals: Vec<Goal> = Goal::ALL.into_iter().filter(open).collect();
    let first = goals.get(cycle as usize % goals.len().max(1));
    let last = goals.last();
    let at = |goal: Option<&Goal>| goal.copied().map_or(1.0, height);
    (WARM * at(first), COLD * at(last))
}
