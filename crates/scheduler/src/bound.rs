//! Proved bounds on the first objective.

use crate::bits::Bits;
use crate::model::Model;
use matchmaking::{Bound, Problem};

/// A bound that costs nothing, for the first report.
pub(crate) fn simple<const W: usize>(problem: &Problem, model: &Model<W>) -> Bound {
    if problem.holds_all() {
        let all: u64 = (0..model.people)
            .map(|p| u64::from(forced_breaks(model, p)))
            .sum();
        Bound::BreaksAtLeast(all)
    } else {
        Bound::WeightAtMost(heaviest_selection(model))
    }
}

/// Fewest breaks that one participant can have by itself: it must be busy in as many slots as it
/// has meetings (as long as it is one person), only where some meeting of its could be, and
/// always where a meeting of its is fixed.
fn forced_breaks<const W: usize>(model: &Model<W>, p: usize) -> u32 {
    let mine = &model.requests_of[p];
    if model.width[p] > 1 || mine.is_empty() {
        return 0;
    }
    let mut open = Bits::EMPTY;
    let mut fixed = Bits::EMPTY;
    for &r in mine {
        let domain = &model.domain[r as usize];
        open = open.or(domain);
        if domain.count() == 1 {
            fixed = fixed.or(domain);
        }
    }
    // fewest[n][busy]: breaks so far with n busy slots; breaks are counted where a run starts.
    let segment_of = |t: usize| model.segments.iter().position(|segment| segment.has(t));
    let far = u32::MAX / 2;
    let need = mine.len();
    // State: busy slots so far, whether the slot before was busy, whether the segment had a run.
    let mut fewest = vec![[[far; 2]; 2]; need + 1];
    fewest[0][0][0] = 0;
    for t in 0..model.slots {
        let border = t > 0 && segment_of(t) != segment_of(t - 1);
        let mut next = vec![[[far; 2]; 2]; need + 1];
        for n in 0..=need {
            for (was_busy, had_run) in [(0, 0), (0, 1), (1, 1)] {
                let cost = fewest[n][was_busy][had_run];
                if cost == far {
                    continue;
                }
                let (was_busy, had_run) = if border { (0, 0) } else { (was_busy, had_run) };
                if !fixed.has(t) {
                    let idle = &mut next[n][0][had_run];
                    *idle = (*idle).min(cost);
                }
                if open.has(t) && n < need {
                    let starts_again = u32::from(was_busy == 0 && had_run == 1);
                    let busy = &mut next[n + 1][1][1];
                    *busy = (*busy).min(cost + starts_again);
                }
            }
        }
        fewest = next;
    }
    let least = fewest[need].iter().flatten().copied().min().unwrap_or(0);
    if least >= far { 0 } else { least }
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
