//! What the finer goals count, kept up to date while the timetable changes.

use super::state::State;
use matchmaking::goals::{Goal, Satisfied, Standing, Values};
use matchmaking::{ParticipantId, Problem, RequestId, Share, SlotId, TableId};
use std::borrow::Cow;

/// How steeply the discontent of a participant falls with its satisfied share.
const STEEPNESS: f64 = 64.0;
/// Discontent of somebody who gets nothing of what it asked for.
const DISCONTENT: f64 = 100_000.0;

/// Shares, most breaks, changes and wishes.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    /// All shares that somebody can have, the smallest first.
    shares: Vec<Share>,
    /// Position of each participant's share among them, by how many meetings it holds.
    ranks: Vec<Vec<u32>>,
    /// How many participants have each share.
    count: Vec<u64>,
    /// The discontent of somebody with each share.
    discontent: Vec<i64>,
    /// Discontent of all: a number that falls quickly when the smallest shares rise.
    pub discontent_of_all: i64,
    held: Vec<usize>,
    /// How many participants have so many breaks.
    with_breaks: Vec<u64>,
    /// Changes of venue and of table of each participant.
    changes_of: Vec<[u64; 2]>,
    pub venues: u64,
    pub changes: u64,
    /// Wishes that are not met, and all there are.
    pub wishes_missed: u64,
    wishes: u64,
}

/// What somebody with this share is discontent by.
pub(super) fn discontent(share: f64) -> i64 {
    let scale = DISCONTENT / (STEEPNESS - 1.0);
    ((STEEPNESS.powf(1.0 - share.clamp(0.0, 1.0)) - 1.0) * scale).round() as i64
}

fn quotient(share: Share) -> f64 {
    share.part as f64 / share.whole.max(1) as f64
}

/// Discontent of all when every share of the best is lower by so many thousandths.
pub(super) fn discontent_within(best: &Satisfied, per_mille: u32) -> i64 {
    let slack = f64::from(per_mille) / 1000.0;
    let each = best.shares.iter();
    each.map(|(share, n)| discontent(quotient(*share) - slack) * *n as i64)
        .sum()
}

impl Tally {
    /// Nothing is held.
    pub fn empty(problem: &Problem) -> Self {
        let people = problem.participants().len();
        let mut asked = vec![0_u64; people];
        for side in problem
            .requests()
            .iter()
            .flat_map(matchmaking::Request::sides)
        {
            asked[side.index()] += 1;
        }
        let mut wholes = asked.clone();
        wholes.sort_unstable();
        wholes.dedup();
        let all = wholes.iter().flat_map(|&whole| {
            let parts = (0..=whole).filter(move |_| whole > 0);
            parts.map(move |part| Share { part, whole })
        });
        let distinct = Satisfied::of(all);
        let shares: Vec<Share> = distinct.shares.iter().map(|entry| entry.0).collect();
        let rank = |part: u64, whole: u64| {
            let share = Share { part, whole };
            shares.partition_point(|other| other.compare(share).is_lt()) as u32
        };
        let ranks_of = |&whole: &u64| match whole {
            0 => Vec::new(),
            _ => (0..=whole).map(|part| rank(part, whole)).collect(),
        };
        let ranks: Vec<Vec<u32>> = asked.iter().map(ranks_of).collect();
        let asking = ranks.iter().filter(|mine| !mine.is_empty()).count();
        let mut count = vec![0; shares.len()];
        if let Some(none) = count.first_mut() {
            *none = asking as u64;
        }
        let discontent: Vec<i64> = shares.iter().map(|s| discontent(quotient(*s))).collect();
        let wished = |r: usize| problem.wishes_of(RequestId::at(r));
        let wishes = (0..problem.requests().len()).flat_map(wished);
        let wishes = wishes.filter(|slots| !slots.is_empty()).count() as u64;
        Self {
            discontent_of_all: discontent.first().map_or(0, |most| most * asking as i64),
            shares,
            ranks,
            count,
            discontent,
            held: vec![0; people],
            with_breaks: vec![people as u64],
            changes_of: vec![[0; 2]; people],
            venues: 0,
            changes: 0,
            wishes_missed: wishes,
            wishes,
        }
    }

    /// The request comes into the slot (-1 wish missing) or leaves it (1).
    pub fn wish(&mut self, problem: &Problem, (request, slot): (u32, usize), sign: i64) {
        let met = wishes_met(problem, request, slot);
        self.wishes_missed = self.wishes_missed.wrapping_add_signed(sign * met as i64);
    }

    /// The agenda of a participant has changed.
    pub fn agenda(&mut self, p: usize, held: usize, (old, new): (u32, u32), changes: [u64; 2]) {
        let was = std::mem::replace(&mut self.held[p], held);
        if let (Some(&was), Some(&now)) = (self.ranks[p].get(was), self.ranks[p].get(held)) {
            let (was, now) = (was as usize, now as usize);
            self.count[was] -= 1;
            self.count[now] += 1;
            self.discontent_of_all += self.discontent[now] - self.discontent[was];
        }
        if old != new {
            let (old, new) = (old as usize, new as usize);
            if self.with_breaks.len() <= new {
                self.with_breaks.resize(new + 1, 0);
            }
            self.with_breaks[old] -= 1;
            self.with_breaks[new] += 1;
        }
        let before = std::mem::replace(&mut self.changes_of[p], changes);
        self.venues = self.venues + changes[0] - before[0];
        self.changes = self.changes + changes[1] - before[1];
    }

    /// Most breaks of one participant.
    pub fn most_breaks(&self) -> u64 {
        let most = self.with_breaks.iter().rposition(|&n| n > 0);
        most.unwrap_or(0) as u64
    }

    /// Breaks beyond this number of each participant, of all together.
    pub fn breaks_beyond(&self, number: u64) -> u64 {
        let each = self.with_breaks.iter().enumerate();
        each.map(|(breaks, n)| (breaks as u64).saturating_sub(number) * n)
            .sum()
    }

    /// By how much discontent falls with one meeting more, on average over who lacks one.
    pub fn usual_relief(&self) -> f64 {
        let relief = |(ranks, &held): (&Vec<u32>, &usize)| {
            let (now, next) = (*ranks.get(held)?, *ranks.get(held + 1)?);
            Some(self.discontent[now as usize] - self.discontent[next as usize])
        };
        let all: Vec<i64> = self
            .ranks
            .iter()
            .zip(&self.held)
            .filter_map(relief)
            .collect();
        (all.iter().sum::<i64>() as f64 / all.len().max(1) as f64).max(1.0)
    }

    /// The position of a participant's share among all shares.
    pub fn rank(&self, p: usize) -> u32 {
        self.ranks[p].get(self.held[p]).copied().unwrap_or(u32::MAX)
    }

    fn satisfied(&self) -> Satisfied {
        let each = self.shares.iter().copied().zip(self.count.iter().copied());
        Satisfied {
            shares: each.filter(|entry| entry.1 > 0).collect(),
        }
    }
}

/// How many wishes for slots the request meets in the slot.
pub(super) fn wishes_met(problem: &Problem, request: u32, slot: usize) -> usize {
    let slot = SlotId::at(slot);
    let wishes = problem.wishes_of(RequestId(request));
    wishes.iter().filter(|wish| wish.contains(&slot)).count()
}

impl State<'_, '_> {
    /// Changes of venue and of table of a participant.
    pub fn changes_of(&self, p: usize) -> [u64; 2] {
        let ground = self.ground;
        let apart = ground.problem.venues().len() > 1;
        let table = |entry: &(usize, u32)| self.spots[entry.1 as usize].map(|spot| spot.table);
        let tables = |there: &[(usize, u32)]| -> Vec<u32> {
            let mut tables: Vec<u32> = there.iter().filter_map(table).collect();
            tables.sort_unstable();
            tables
        };
        let venues = |tables: &[u32]| -> Vec<u32> {
            let venue = |table: &u32| ground.problem.venue_of(TableId(*table));
            let venues = tables.iter().filter_map(venue);
            let mut venues: Vec<u32> = venues.map(|venue| venue.0).collect();
            venues.sort_unstable();
            venues
        };
        let mut changes = [0; 2];
        let mut before: &[(usize, u32)] = &[];
        for here in self.agenda[p].chunk_by(|a, b| a.0 == b.0) {
            let slot = here[0].0;
            if before.first().is_some_and(|b| b.0 + 1 == slot) && ground.follows(slot) {
                let who = ParticipantId::at(p);
                let problem = ground.problem;
                let (from, to) = (tables(before), tables(here));
                changes[1] += problem.changes_between(who, &from, &to);
                if apart {
                    changes[0] += problem.changes_between(who, &venues(&from), &venues(&to));
                }
            }
            before = here;
        }
        changes
    }

    /// The values of the timetable, where goals are in order.
    pub fn values(&self) -> Values {
        let weight = self.ground.problem.requests().iter();
        let whole = weight.map(|r| u64::from(r.weight)).sum();
        let wishes = self.tally.as_ref().map_or(0, |tally| tally.wishes);
        Values {
            promises_missed: self.score.missed,
            weight: Share {
                part: whole - self.score.lost,
                whole,
            },
            satisfied: self.satisfied().into_owned(),
            breaks: self.score.breaks,
            most_breaks: self.value(Goal::MostBreaks),
            venues: self.value(Goal::Venues),
            changes: self.value(Goal::Changes),
            wishes: Share {
                part: wishes - self.value(Goal::Wishes),
                whole: wishes,
            },
        }
    }
}

impl Standing for State<'_, '_> {
    fn value(&self, goal: Goal) -> u64 {
        let finer = |count: fn(&Tally) -> u64| self.tally.as_ref().map_or(0, count);
        match goal {
            Goal::Promises => self.score.missed,
            Goal::Weight => self.score.lost,
            Goal::Fairness => 0,
            Goal::Breaks => self.score.breaks,
            Goal::MostBreaks => finer(Tally::most_breaks),
            Goal::Venues => finer(|tally| tally.venues),
            Goal::Changes => finer(|tally| tally.changes),
            Goal::Wishes => finer(|tally| tally.wishes_missed),
        }
    }

    fn satisfied(&self) -> Cow<'_, Satisfied> {
        let satisfied = self.tally.as_ref().map(Tally::satisfied);
        Cow::Owned(satisfied.unwrap_or_default())
    }
}
