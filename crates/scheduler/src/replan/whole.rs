//! Mending where it matters who comes, who interprets and at which table: the tree of chains with
//! places instead of times.
//!
//! A meeting that cannot stay looks for a slot, a table, people and an interpreter; whoever is in
//! the way there looks on, and may come back to its own time with somebody else. So an interpreter
//! who falls ill costs nobody the time of a meeting as long as others can take turns.

use super::clock::Clock;
use super::cost::{Charge, Ledger};
use super::limits::Limits;
use crate::full::{Ground, Spot, State};
use crate::stop::Stop;
use matchmaking::RequestId;
use matchmaking::change::{Changed, Cost};
use std::cmp::Reverse;

/// The stop is asked after so many steps.
const ASK_EVERY: u64 = 64;
/// Steps for everything that looks for a place at first.
const FIRST: u64 = 30_000;
/// With more places to choose from, a request is not offered every table.
const MANY: usize = 400;
/// More homeless meetings than this are not searched whole.
const SMALL: usize = 40;

/// A timetable with what it costs.
pub(super) type Known = (Vec<Option<Spot>>, Cost);

/// The search below a timetable that stands.
pub(super) struct Whole<'a, 'g, 'p> {
    changed: &'a Changed,
    state: State<'g, 'p>,
    ledger: Ledger<'a>,
    told: &'a [Option<Spot>],
    /// Whether only some tables are offered to a request.
    few: Vec<bool>,
    decided: Vec<bool>,
    /// Meetings that were pushed, and so do not come back to all of what was told.
    sent_away: Vec<bool>,
    homeless: Vec<u32>,
    best: Option<Known>,
    pub clock: Clock<'a>,
}

impl<'a, 'g, 'p> Whole<'a, 'g, 'p> {
    /// Everything as told, but for what cannot stay.
    pub fn new(
        (changed, ground): (&'a Changed, &'g Ground<'p>),
        told: &'a [Option<Spot>],
        ledger: Ledger<'a>,
        stop: &'a dyn Stop,
    ) -> Self {
        let count = told.len();
        let mut whole = Self {
            changed,
            state: State::empty(ground),
            ledger,
            told,
            few: vec![false; count],
            decided: vec![false; count],
            sent_away: vec![false; count],
            homeless: Vec::new(),
            best: None,
            clock: Clock::new(stop, ASK_EVERY),
        };
        whole.begin();
        whole
    }

    fn begin(&mut self) {
        let mut order: Vec<u32> = (0..self.told.len() as u32).collect();
        let requests = self.changed.problem.requests();
        order.sort_by_key(|&r| {
            let asked = &requests[r as usize];
            let frozen = self.changed.is_frozen(RequestId(r));
            (!frozen, !asked.must, Reverse(asked.weight), r)
        });
        for request in order {
            let id = RequestId(request);
            let r = request as usize;
            let frozen = self.changed.is_frozen(id);
            if let Some(spot) = self.told[r].filter(|_| frozen) {
                self.decided[r] = true;
                self.ledger.hope(request);
                self.state.place(request, spot);
                continue;
            }
            if !self.changed.counts(id) {
                self.decided[r] = true;
                self.charge(request, None);
                continue;
            }
            self.ledger.hope(request);
            let fits = |spot: &Spot| self.state.blocked_by(request, spot) == Some(Vec::new());
            match self.told[r].filter(fits) {
                Some(spot) => self.state.place(request, spot),
                None => {
                    self.decided[r] = true;
                    self.homeless.push(request);
                    let domain = &self.state.ground.domain[r];
                    let leaves = self.told[r].filter(|spot| !domain.contains(&spot.slot));
                    if leaves.is_some() {
                        self.charge(request, None);
                    }
                }
            }
            let offered = self.offered(request);
            self.few[r] = offered > MANY;
        }
        self.state.commit();
    }

    fn offered(&self, request: u32) -> usize {
        let slots = self.state.ground.domain[request as usize].len();
        slots * self.state.ground.tables(request).len() * self.state.interpreters.len().max(1)
    }

    /// Charges a request for being told this, in place of what it was charged before.
    fn charge(&mut self, request: u32, now: Option<Spot>) -> Charge {
        let before = self.ledger.charge(request);
        self.ledger.set(request, self.price(request, now));
        before
    }

    fn price(&self, request: u32, now: Option<Spot>) -> Charge {
        let told = self.changed.told[request as usize];
        let disturbance = self.changed.disturbance(told, now.map(Spot::seat));
        Charge {
            changes: disturbance > 0,
            disturbance,
            crew: disturbance == 0 && now != self.told[request as usize],
        }
    }

    fn bound(&self) -> Cost {
        self.ledger.sum
    }

    /// A first proposal: what cannot stay finds a place, one after the other, the hardest first.
    pub fn first(&mut self) -> Vec<Option<Spot>> {
        let begin = self.state.spots.clone();
        let (decided, charges) = (self.decided.clone(), self.charges());
        let waiting = std::mem::take(&mut self.homeless);
        let share = (FIRST / (waiting.len() as u64).max(1)).clamp(20, 2_000);
        self.clock.deaf = true;
        for request in self.by_need(&waiting) {
            self.best = None;
            self.homeless = vec![request];
            self.search(Limits::near(share));
            self.homeless.clear();
            let best = self.best.take().map(|best| best.0);
            let goal = best.unwrap_or_else(|| self.state.spots.clone());
            self.go_to(&goal);
        }
        self.clock.deaf = false;
        let found = self.state.spots.clone();
        // Back to the beginning.
        self.state.restore(&begin);
        self.decided = decided;
        for (r, charge) in charges.into_iter().enumerate() {
            self.ledger.set(r as u32, charge);
        }
        self.homeless = waiting;
        found
    }

    fn charges(&self) -> Vec<Charge> {
        let all = 0..self.told.len() as u32;
        all.map(|r| self.ledger.charge(r)).collect()
    }

    /// Takes the timetable as decided where it is another than what stands.
    fn go_to(&mut self, goal: &[Option<Spot>]) {
        for (r, spot) in goal.iter().enumerate() {
            let request = r as u32;
            let moved = self.state.spots[r] != *spot;
            if moved {
                self.charge(request, *spot);
                self.decided[r] = true;
            }
        }
        self.state.restore(goal);
    }

    /// Homeless meetings, those with the fewest slots first.
    fn by_need(&self, waiting: &[u32]) -> Vec<u32> {
        let mut order = waiting.to_vec();
        let asked = self.changed.problem.requests();
        order.sort_by_key(|&r| {
            let request = &asked[r as usize];
            let domain = self.state.ground.domain[r as usize].len();
            (!request.must, domain, Reverse(request.weight), r)
        });
        order
    }

    /// Whether the tree may be searched whole.
    pub fn is_small(&self) -> bool {
        self.homeless.len() <= SMALL
    }

    /// Looks for something better than what is known. What it finds, if anything, and whether it
    /// saw the whole tree.
    pub fn better(&mut self, known: &Known, steps: u64) -> (Option<Known>, bool) {
        self.best = Some(known.clone());
        let limits = if self.is_small() {
            Limits::whole(steps)
        } else {
            Limits::near(steps)
        };
        let complete = self.search(limits);
        let found = self.best.take().filter(|best| best.1 < known.1);
        (found, complete)
    }

    fn search(&mut self, limits: Limits) -> bool {
        self.clock.begin(limits);
        self.descend();
        self.clock.is_complete()
    }

    fn is_cut(&mut self) -> bool {
        let best = self.best.as_ref();
        self.clock.is_over() || best.is_some_and(|best| self.ledger.sum >= best.1)
    }

    fn descend(&mut self) {
        if self.is_cut() {
            return;
        }
        let Some(request) = self.by_need(&self.homeless).first().copied() else {
            let cost = Cost {
                breaks: self.state.score.breaks,
                ..self.bound()
            };
            if self.best.as_ref().is_none_or(|best| cost < best.1) {
                self.best = Some((self.state.spots.clone(), cost));
            }
            return;
        };
        self.homeless.retain(|&r| r != request);
        for spot in self.options(request) {
            self.place_with(request, spot);
        }
        self.without(request);
        self.homeless.push(request);
    }

    /// The places to try, the cheapest first.
    fn options(&mut self, request: u32) -> Vec<Spot> {
        let r = request as usize;
        let few = self.few[r];
        if few {
            self.clock.leave_out();
        }
        let slots = self.state.ground.domain[r].iter();
        let mut spots: Vec<Spot> = self.told[r].filter(|_| few).into_iter().collect();
        if let Some(told) = self.told[r].filter(|_| few) {
            // At the told table, whoever comes or interprets.
            let all = self.state.spots_in(request, told.slot, false);
            spots.extend(all.into_iter().filter(|spot| spot.table == told.table));
        }
        for &slot in slots {
            spots.extend(self.state.spots_in(request, slot, few));
        }
        let away = self.sent_away[r];
        let mut options: Vec<(bool, u64, bool, i64, usize, Spot)> = Vec::new();
        for (n, spot) in spots.into_iter().enumerate() {
            if away && Some(spot) == self.told[r] {
                continue;
            }
            let Some(pushed) = self.state.blocked_by(request, &spot) else {
                continue;
            };
            let price = self.price(request, Some(spot));
            let inconvenience = self.state.inconvenience(request, spot.slot);
            options.push((
                !pushed.is_empty(),
                price.disturbance,
                price.crew,
                inconvenience,
                n,
                spot,
            ));
        }
        self.clock.steps += options.len() as u64 / 8;
        options.sort_unstable_by_key(|o| (o.0, o.1, o.2, o.3, o.4));
        options.into_iter().map(|option| option.5).collect()
    }

    /// Goes on with the request left out.
    fn without(&mut self, request: u32) {
        self.ledger.despair(request);
        self.ledger.lose(request, true);
        let before = self.charge(request, None);
        self.descend();
        self.ledger.set(request, before);
        self.ledger.lose(request, false);
        self.ledger.hope(request);
    }

    /// Puts the request there, and sends away whoever is in the way.
    fn place_with(&mut self, request: u32, spot: Spot) {
        let before = self.charge(request, Some(spot));
        if !self.is_cut() {
            match self.state.blocked_by(request, &spot) {
                None => {}
                Some(others) if others.is_empty() => {
                    self.state.place(request, spot);
                    self.state.commit();
                    self.descend();
                    self.state.remove(request);
                    self.state.commit();
                }
                Some(others) => self.send_away(request, spot, others),
            }
        }
        self.ledger.set(request, before);
    }

    fn send_away(&mut self, request: u32, spot: Spot, mut others: Vec<u32>) {
        others.retain(|&other| !self.decided[other as usize]);
        others.sort_unstable();
        others.dedup();
        if others.is_empty() {
            return;
        }
        if !self.clock.go_deeper() {
            return;
        }
        self.clock.narrow(&mut others);
        for &other in &others {
            let o = other as usize;
            let Some(from) = self.state.spots[o] else {
                continue;
            };
            self.state.remove(other);
            self.state.commit();
            self.decided[o] = true;
            self.sent_away[o] = true;
            self.homeless.push(other);
            self.place_with(request, spot);
            self.homeless.retain(|&r| r != other);
            self.sent_away[o] = false;
            self.state.place(other, from);
            self.state.commit();
        }
        for &other in &others {
            self.decided[other as usize] = false;
        }
        self.clock.come_back();
    }
}
