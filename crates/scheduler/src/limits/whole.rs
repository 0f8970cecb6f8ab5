//! What follows where everything that can be held is held.

use crate::model::Model;
use crate::prices;
use matchmaking::{Problem, TableKind};
use std::collections::HashSet;

/// Limits for timetables that hold every request with a possible slot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    /// Fewest breaks of all.
    pub breaks: u64,
    /// Fewest breaks of the one with the most.
    pub most_breaks: u64,
    /// How often people go from one meeting to the next without a pause, as long as there is no
    /// break at all; each break can be one time less.
    goings: u64,
    /// How often somebody can stay at a table then. `None` where one room holds several meetings,
    /// or a pair meets twice: then both may stay.
    stays: Option<u64>,
}

impl Whole {
    pub fn of<const W: usize>(problem: &Problem, mut model: Model<W>) -> Self {
        let held = |r: &u32| !model.domain[*r as usize].is_empty();
        model
            .requests_of
            .iter_mut()
            .for_each(|mine| mine.retain(held));
        let breaks = prices::with_tables(&model).max(prices::without_tables(&model));
        // Only whoever holds one meeting at a time was counted.
        let with_breaks = (0..model.people).filter(|&p| model.width[p] < 2);
        let with_breaks = with_breaks.filter(|&p| model.requests_of[p].len() > 1);
        let on_average = breaks.div_ceil(with_breaks.count().max(1) as u64);
        Self {
            breaks,
            most_breaks: prices::most_of_one(&model).max(on_average),
            goings: goings(problem, &model),
            stays: stays(problem, &model),
        }
    }

    /// Fewest changes of table with at most so many breaks.
    pub fn changes(&self, breaks: u64) -> u64 {
        let goings = self.goings.saturating_sub(breaks);
        self.stays.map_or(0, |stays| goings.saturating_sub(stays))
    }
}

fn is_alone(problem: &Problem, p: usize) -> bool {
    problem.participants()[p].people == 1
}

/// Somebody alone with n meetings in k stretches, without breaks, goes n − k times.
fn goings<const W: usize>(problem: &Problem, model: &Model<W>) -> u64 {
    let alone = (0..model.people).filter(|&p| is_alone(problem, p));
    let goings = alone.map(|p| {
        model.requests_of[p]
            .len()
            .saturating_sub(model.segments.len())
    });
    goings.sum::<usize>() as u64
}

/// Of a meeting, at most one side is in the next at its table: with the other side it would be the
/// same pair. So the meetings at a table are chains, none longer than a stretch, and one stays at
/// each link of a chain; nor are there more links than tables between two slots.
fn stays<const W: usize>(problem: &Problem, model: &Model<W>) -> Option<u64> {
    let online = |table: &matchmaking::Table| table.kind == TableKind::Virtual;
    let mut pairs = HashSet::new();
    let mut held = model.domain.iter().zip(&model.sides);
    let apart =
        held.all(|(domain, &[a, b])| domain.is_empty() || pairs.insert((a.min(b), a.max(b))));
    if !apart || problem.tables().iter().any(online) {
        return None;
    }
    let meetings = pairs.len() as u64;
    let longest = model.segments.iter().map(crate::bits::Bits::count).max();
    let chains = meetings.div_ceil(u64::from(longest.unwrap_or(1).max(1)));
    let goes_on = |t: &usize| model.segments.iter().any(|s| s.has(*t) && s.has(t - 1));
    let links = (1..model.slots).filter(goes_on);
    let links: u64 = links
        .map(|t| u64::from(model.tables[t].min(model.tables[t - 1])))
        .sum();
    Some(links.min(meetings - chains))
}
