//! Proved bounds on the first objective.

use crate::model::Model;
use crate::prices;
use matchmaking::{Bound, Problem};

/// A bound that costs nothing, for the first report.
pub(crate) fn simple<const W: usize>(problem: &Problem, model: &Model<W>) -> Bound {
    if problem.holds_all() {
        Bound::BreaksAtLeast(prices::without_tables(model))
    } else {
        Bound::WeightAtMost(heaviest_selection(model))
    }
}

/// The bound on breaks with the tables in mind; other bounds stay as they are.
pub(crate) fn with_tables<const W: usize>(model: &Model<W>, known: Bound) -> Bound {
    match known {
        Bound::BreaksAtLeast(known) => Bound::BreaksAtLeast(known.max(prices::with_tables(model))),
        Bound::WeightAtMost(_) | Bound::InOrder(_) => known,
    }
}

/// No timetable holds more weight than this: neither beyond what each participant can take, nor
/// beyond the table places.
fn heaviest_selection<const W: usize>(model: &Model<W>) -> u64 {
    let possible = |r: &usize| !model.domain[*r].is_empty();
    let mut weights: Vec<u64> = (0..model.sides.len())
        .filter(possible)
        .map(|r| u64::from(model.weight[r]))
        .collect();
    weights.sort_unstable_by(|a, b| b.cmp(a));
    let places: u64 = model.tables.iter().map(|&n| u64::from(n)).sum();
    let by_tables: u64 = weights
        .iter()
        .take(usize::try_from(places).unwrap_or(usize::MAX))
        .sum();
    let of_participant = |p: usize| -> u64 {
        let mut mine: Vec<u64> = model.requests_of[p]
            .iter()
            .filter(|&&r| possible(&(r as usize)))
            .map(|&r| u64::from(model.weight[r as usize]))
            .collect();
        mine.sort_unstable_by(|a, b| b.cmp(a));
        mine.iter().take(limit(model, p)).sum()
    };
    // Each held meeting counts for both of its sides.
    let by_people = (0..model.people).map(of_participant).sum::<u64>() / 2;
    by_tables.min(by_people)
}

/// Most meetings that a participant can hold.
pub(crate) fn limit<const W: usize>(model: &Model<W>, p: usize) -> usize {
    let places: usize = model.capacity[p * model.slots..(p + 1) * model.slots]
        .iter()
        .map(|&n| n as usize)
        .sum();
    places.min(model.cap[p] as usize)
}
