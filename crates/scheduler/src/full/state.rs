//! A timetable that keeps every rule, changed one meeting at a time.

use super::ground::{Ground, UNFAIR_PRICE};
use super::tally::{Tally, wishes_met};
use matchmaking::{SlotId, TableId};
use std::collections::HashMap;

/// Where a meeting is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spot {
    pub slot: usize,
    pub table: u32,
    /// Who of each side comes, where it must be said.
    pub persons: [Option<u32>; 2],
    pub interpreter: Option<u32>,
}

impl Spot {
    /// The slot and the table.
    pub fn seat(self) -> (SlotId, Option<TableId>) {
        (SlotId::at(self.slot), Some(TableId(self.table)))
    }
}

/// The exact value of a timetable, compared strictly in this order: smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Score {
    /// Musts and promised minimums missed; in variant a, meetings missed.
    pub missed: u64,
    /// Weight of what is not held.
    pub lost: u64,
    /// Breaks beyond the fair number.
    pub unfair: u64,
    /// Breaks.
    pub breaks: u64,
}

/// Who is where when.
pub(crate) struct State<'g, 'p> {
    pub ground: &'g Ground<'p>,
    /// Where each request is held.
    pub spots: Vec<Option<Spot>>,
    /// Slots and requests of each participant, in order.
    pub agenda: Vec<Vec<(usize, u32)>>,
    /// Tables and requests of each slot, in order.
    pub seated: Vec<Vec<(u32, u32)>>,
    /// Slots and requests of people of whom it must be said who comes.
    pub people: HashMap<(usize, u32), Vec<(usize, u32)>>,
    /// Slots and requests of each interpreter, in order.
    pub interpreters: Vec<Vec<(usize, u32)>>,
    pub cost: i64,
    pub score: Score,
    /// What the finer goals count, where goals are in order.
    pub tally: Option<Tally>,
    breaks: Vec<u32>,
    /// Requests changed since the last commit, with where they were.
    journal: Vec<(u32, Option<Spot>)>,
}

impl<'g, 'p> State<'g, 'p> {
    /// Nothing is held.
    pub fn empty(ground: &'g Ground<'p>) -> Self {
        let problem = ground.problem;
        let requests = problem.requests();
        let shortfall: u64 = problem
            .participants()
            .iter()
            .map(|p| u64::from(p.minimum))
            .sum();
        let missed = if problem.holds_all() {
            requests.len() as u64
        } else {
            shortfall + requests.iter().filter(|r| r.must).count() as u64
        };
        Self {
            ground,
            spots: vec![None; requests.len()],
            agenda: vec![Vec::new(); problem.participants().len()],
            seated: vec![Vec::new(); problem.slots().len()],
            people: HashMap::new(),
            interpreters: vec![Vec::new(); problem.interpreters().len()],
            cost: ground.loss.iter().sum::<i64>() + shortfall as i64 * ground.must_loss,
            score: Score {
                missed,
                lost: requests.iter().map(|r| u64::from(r.weight)).sum(),
                unfair: 0,
                breaks: 0,
            },
            tally: problem.goals().map(|_| Tally::empty(problem)),
            breaks: vec![0; problem.participants().len()],
            journal: Vec::new(),
        }
    }

    /// The slot of a request.
    pub fn at(&self, request: u32) -> Option<usize> {
        self.spots[request as usize].map(|spot| spot.slot)
    }

    /// Meetings of the participant in the slot.
    pub fn meetings(&self, participant: usize, slot: usize) -> &[(usize, u32)] {
        let mine = &self.agenda[participant];
        let first = mine.partition_point(|entry| entry.0 < slot);
        let count = mine[first..]
            .iter()
            .take_while(|entry| entry.0 == slot)
            .count();
        &mine[first..first + count]
    }

    /// Whether the participant has a meeting in the slot.
    pub fn is_busy(&self, participant: usize, slot: usize) -> bool {
        self.agenda[participant]
            .binary_search_by_key(&slot, |entry| entry.0)
            .is_ok()
    }

    /// Who sits at the table in the slot.
    pub fn sitting(&self, slot: usize, table: u32) -> Option<u32> {
        let there = &self.seated[slot];
        let found = there.binary_search_by_key(&table, |entry| entry.0).ok()?;
        Some(there[found].1)
    }

    /// Puts a request that is not held where it fits.
    pub fn place(&mut self, request: u32, spot: Spot) {
        self.journal.push((request, None));
        self.put(request, spot);
    }

    /// Takes a held request out.
    pub fn remove(&mut self, request: u32) {
        self.journal.push((request, self.spots[request as usize]));
        self.take(request);
    }

    /// Keeps the changes since the last call.
    pub fn commit(&mut self) {
        self.journal.clear();
    }

    /// Takes the changes since the last commit back.
    pub fn rollback(&mut self) {
        while let Some((request, was)) = self.journal.pop() {
            match was {
                None => self.take(request),
                Some(spot) => self.put(request, spot),
            }
        }
    }

    /// Goes to another timetable that keeps every rule.
    pub fn restore(&mut self, best: &[Option<Spot>]) {
        for (r, spot) in best.iter().enumerate() {
            if self.spots[r].is_some() && self.spots[r] != *spot {
                self.take(r as u32);
            }
        }
        for (r, spot) in best.iter().enumerate() {
            if let (None, Some(spot)) = (self.spots[r], spot) {
                self.put(r as u32, *spot);
            }
        }
        self.journal.clear();
    }

    fn put(&mut self, request: u32, spot: Spot) {
        self.spots[request as usize] = Some(spot);
        if !self.ground.is_online(spot.table) {
            let seat = self.seated[spot.slot].partition_point(|entry| entry.0 < spot.table);
            self.seated[spot.slot].insert(seat, (spot.table, request));
        }
        for (p, person) in self.coming(request, spot) {
            let way = self.people.entry((p, person)).or_default();
            insert(way, (spot.slot, request));
        }
        if let Some(interpreter) = spot.interpreter {
            insert(
                &mut self.interpreters[interpreter as usize],
                (spot.slot, request),
            );
        }
        self.count(request, -1);
        self.wish((request, spot.slot), -1);
        for p in self.ground.sides(request) {
            let promised = self.ground.problem.participants()[p].minimum as usize;
            if self.agenda[p].len() < promised {
                self.short(-1);
            }
            insert(&mut self.agenda[p], (spot.slot, request));
            self.recount(p);
        }
    }

    fn take(&mut self, request: u32) {
        let Some(spot) = self.spots[request as usize].take() else {
            return;
        };
        self.seated[spot.slot].retain(|entry| entry.1 != request);
        for who in self.coming(request, spot) {
            if let Some(way) = self.people.get_mut(&who) {
                way.retain(|entry| entry.1 != request);
            }
        }
        if let Some(interpreter) = spot.interpreter {
            self.interpreters[interpreter as usize].retain(|entry| entry.1 != request);
        }
        self.count(request, 1);
        self.wish((request, spot.slot), 1);
        for p in self.ground.sides(request) {
            self.agenda[p].retain(|entry| entry.1 != request);
            let promised = self.ground.problem.participants()[p].minimum as usize;
            if self.agenda[p].len() < promised {
                self.short(1);
            }
            self.recount(p);
        }
    }

    /// The wishes that a request meets in the slot are missed (1) or met (-1).
    fn wish(&mut self, place: (u32, usize), sign: i64) {
        if let Some(tally) = &mut self.tally {
            tally.wish(self.ground.problem, place, sign);
        }
    }

    /// Who comes, of whom it must be said.
    fn coming(&self, request: u32, spot: Spot) -> impl Iterator<Item = (usize, u32)> + use<> {
        let sides = self.ground.sides(request).into_iter();
        let both = sides.zip(spot.persons);
        both.filter_map(|(p, person)| person.map(|person| (p, person)))
    }

    /// One request more (1) or less (-1) is left out.
    fn count(&mut self, request: u32, sign: i64) {
        let asked = &self.ground.problem.requests()[request as usize];
        self.cost += sign * self.ground.loss[request as usize];
        let lost = &mut self.score.lost;
        *lost = lost.wrapping_add_signed(sign * i64::from(asked.weight));
        if self.ground.problem.holds_all() || asked.must {
            self.score.missed = self.score.missed.wrapping_add_signed(sign);
        }
    }

    /// One promised meeting more (1) or less (-1) is missing.
    fn short(&mut self, sign: i64) {
        self.cost += sign * self.ground.must_loss;
        if !self.ground.problem.holds_all() {
            self.score.missed = self.score.missed.wrapping_add_signed(sign);
        }
    }

    fn recount(&mut self, p: usize) {
        let new = self.breaks_of(p, None);
        let old = std::mem::replace(&mut self.breaks[p], new);
        let fair = self.ground.fair_breaks;
        let unfair = i64::from(new.saturating_sub(fair)) - i64::from(old.saturating_sub(fair));
        if self.tally.is_some() {
            let (held, changes) = (self.agenda[p].len(), self.changes_of(p));
            if let Some(tally) = &mut self.tally {
                tally.agenda(p, held, (old, new), changes);
            }
        }
        let more = i64::from(new) - i64::from(old);
        self.cost += more + unfair * UNFAIR_PRICE;
        self.score.breaks = self.score.breaks.wrapping_add_signed(more);
        self.score.unfair = self.score.unfair.wrapping_add_signed(unfair);
    }

    /// Breaks of the participant, with one more busy slot if wanted.
    fn breaks_of(&self, p: usize, more: Option<usize>) -> u32 {
        let mut breaks = 0;
        let mut last: Option<usize> = None;
        let mut visit = |slot: usize| {
            let gap = last.is_some_and(|last| {
                let segment = |t| self.ground.supply.segment(matchmaking::SlotId::at(t));
                slot > last + 1 && segment(slot) == segment(last)
            });
            breaks += u32::from(gap);
            last = Some(slot);
        };
        let mut more = more;
        for &(slot, _) in &self.agenda[p] {
            if let Some(extra) = more.filter(|&extra| extra < slot) {
                visit(extra);
                more = None;
            }
            visit(slot);
        }
        more.into_iter().for_each(visit);
        breaks
    }

    /// What the slot means for the sides of the request: mostly breaks, a little missed wishes.
    pub fn inconvenience(&self, request: u32, slot: usize) -> i64 {
        let breaks = 8 * self.extra_breaks(request, slot);
        let wishes = self.tally.as_ref();
        breaks - wishes.map_or(0, |_| wishes_met(self.ground.problem, request, slot) as i64)
    }

    /// How many breaks more there would be with the request in the slot.
    fn extra_breaks(&self, request: u32, slot: usize) -> i64 {
        self.ground
            .sides(request)
            .into_iter()
            .map(|p| i64::from(self.breaks_of(p, Some(slot))) - i64::from(self.breaks[p]))
            .sum()
    }
}

/// Puts an entry into a list in order.
fn insert(way: &mut Vec<(usize, u32)>, entry: (usize, u32)) {
    let position = way.partition_point(|&other| other < entry);
    way.insert(position, entry);
}
