//! What follows where everything that can be held is held.

use crate::model::Model;
use crate::prices;
use matchmaking::{Problem, TableKind};
use std::collections::HashSet;
use std::ops::RangeInclusive;

/// Limits for timetables that hold every request with a possible slot.
#[derive(Debug, Clone)]
pub(super) struct Whole {
    /// Fewest breaks of all.
    pub breaks: u64,
    /// Fewest breaks of the one with the most.
    pub most_breaks: u64,
    /// Whether each participant is one person.
    alone: Vec<bool>,
    /// Meetings of each participant.
    held: Vec<usize>,
    /// Stretches of slots between which no break counts.
    stretches: usize,
    /// How somebody can stay at a table. `None` where one room holds several meetings, or a pair meets
    /// twice: then both may stay.
    stays: Option<Stays>,
}

/// What bounds how often somebody stays at a table.
#[derive(Debug, Clone, Copy)]
struct Stays {
    /// Pairs of slots without a pause between them, times tables.
    links: u64,
    /// Slots of the longest stretch.
    longest: u64,
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
            alone: problem
                .participants()
                .iter()
                .map(|p| p.people == 1)
                .collect(),
            held: model.requests_of.iter().map(Vec::len).collect(),
            stretches: model.segments.len(),
            stays: stays(problem, &model),
        }
    }

    /// Fewest changes of table with at most so many breaks, where each participant has so many
    /// meetings: all of its own, if nothing else is given.
    ///
    /// Somebody alone with n meetings in k stretches, without breaks, goes n − k times from one meeting
    /// to the next without a pause; each break can be one time less. Of a meeting, at most one side is
    /// in the next at its table: with the other side it would be the same pair. So the meetings at a
    /// table are chains, none longer than a stretch, and one stays at each link of a chain; nor are
    /// there more links than tables between two slots.
    pub fn changes(&self, meetings: Option<&[RangeInclusive<usize>]>, breaks: u64) -> u64 {
        let Some(stays) = self.stays else { return 0 };
        let range = |p: usize| match meetings {
            Some(meetings) => meetings[p].clone(),
            None => self.held[p]..=self.held[p],
        };
        let alone = (0..self.held.len()).filter(|&p| self.alone[p]);
        let goings = alone.map(|p| range(p).start().saturating_sub(self.stretches));
        let goings = goings.sum::<usize>() as u64;
        let most = (0..self.held.len()).map(|p| *range(p).end()).sum::<usize>() as u64 / 2;
        let stays = stays.links.min(most - most.div_ceil(stays.longest.max(1)));
        goings.saturating_sub(breaks).saturating_sub(stays)
    }
}

fn stays<const W: usize>(problem: &Problem, model: &Model<W>) -> Option<Stays> {
    let online = |table: &matchmaking::Table| table.kind == TableKind::Virtual;
    let mut pairs = HashSet::new();
    let mut held = model.domain.iter().zip(&model.sides);
    let apart =
        held.all(|(domain, &[a, b])| domain.is_empty() || pairs.insert((a.min(b), a.max(b))));
    if !apart || problem.tables().iter().any(online) {
        return None;
    }
    let longest = model.segments.iter().map(crate::bits::Bits::count).max();
    let goes_on = |t: &usize| model.segments.iter().any(|s| s.has(*t) && s.has(t - 1));
    let links = (1..model.slots).filter(goes_on);
    let links = links.map(|t| u64::from(model.tables[t].min(model.tables[t - 1])));
    Some(Stays {
        links: links.sum(),
        longest: u64::from(longest.unwrap_or(1)),
    })
}
