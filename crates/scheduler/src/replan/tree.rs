//! The tree of all ways to mend a timetable.
//!
//! Every node is a timetable that keeps every rule, with some meetings homeless. What is not
//! decided stands where people were told. A branch takes a homeless meeting and puts it
//! somewhere; of what is in the way there, one undecided meeting must go: the first branch sends
//! the first one away, the second keeps the first and sends the second, and so on, so that no
//! timetable is met twice. Whoever is sent away does not come back to the same slot. When nobody is
//! homeless the rest stays as told, which costs nothing: so the tree holds a cheapest timetable,
//! and the cost of what is decided bounds everything below a node.

use super::clock::Clock;
use super::cost::{Charge, Ledger};
use super::limits::Limits;
use super::pauses;
use crate::bits::Bits;
use crate::model::Model;
use crate::state::{NOWHERE, State};
use crate::stop::Stop;
use matchmaking::SlotId;
use matchmaking::change::{Changed, Cost};

/// Steps between two questions to the stop.
const ASK_EVERY: u64 = 256;

/// What is in the way of a request in a slot.
enum Obstacle {
    /// Nothing.
    Nothing,
    /// One of these must go; not empty.
    OneOf(Vec<u32>),
    /// Something that is decided.
    Wall,
}

pub(super) struct Tree<'a, const W: usize> {
    changed: &'a Changed,
    pub state: State<'a, W>,
    model: &'a Model<W>,
    ledger: Ledger<'a>,
    /// Told slot of each request, or [`NOWHERE`].
    told: Vec<u16>,
    decided: Vec<bool>,
    pub homeless: Vec<u32>,
    /// Homeless requests that must not go back to the told slot.
    sent_away: Vec<bool>,
    best: Vec<u16>,
    best_cost: Option<Cost>,
    pub clock: Clock<'a>,
}

impl<'a, const W: usize> Tree<'a, W> {
    pub fn new(changed: &'a Changed, model: &'a Model<W>, stop: &'a dyn Stop) -> Self {
        let requests = changed.told.len();
        let told = |place: &Option<(SlotId, _)>| place.map_or(NOWHERE, |(slot, _)| slot.0 as u16);
        Self {
            changed,
            state: State::empty(model),
            model,
            ledger: Ledger::new(changed, &model.sides, &model.minimum),
            told: changed.told.iter().map(told).collect(),
            decided: vec![false; requests],
            homeless: Vec::new(),
            sent_away: vec![false; requests],
            best: vec![NOWHERE; requests],
            best_cost: None,
            clock: Clock::new(stop, ASK_EVERY),
        }
    }

    pub fn told(&self, request: u32) -> usize {
        self.told[request as usize] as usize
    }

    /// The cost so far, with the fewest breaks one can think of.
    pub fn bound(&self) -> Cost {
        self.ledger.sum
    }

    /// The cost of the timetable as it stands.
    fn cost(&self) -> Cost {
        Cost {
            breaks: self.state.score.breaks,
            ..self.ledger.sum
        }
    }

    // The beginning.

    pub fn clear(&mut self) {
        self.state = State::empty(self.model);
        self.ledger = Ledger::new(self.changed, &self.model.sides, &self.model.minimum);
        self.decided.fill(false);
        self.sent_away.fill(false);
        self.homeless.clear();
        self.best_cost = None;
    }

    /// A told meeting takes its place, if nobody has taken it before; otherwise it is homeless
    /// but may come back.
    pub fn put_told(&mut self, request: u32, slot: usize, settled: bool) {
        self.ledger.hope(request);
        self.decided[request as usize] = settled;
        if self.fits(request, slot) {
            self.state.place(request, slot);
            self.ledger.set(request, self.ledger.held(request, slot));
        } else {
            self.homeless.push(request);
            self.decided[request as usize] = true;
        }
        self.state.commit();
    }

    /// Whether the request can be put there without moving anything.
    fn fits(&self, request: u32, slot: usize) -> bool {
        let problem = &self.changed.problem;
        self.state.can_place(request, slot)
            && pauses::in_the_way(problem, &self.state, request, slot).is_empty()
    }

    pub fn begin_homeless(&mut self, request: u32) {
        self.ledger.hope(request);
        self.ledger.set(request, self.ledger.away(request));
        self.decided[request as usize] = true;
        self.homeless.push(request);
    }

    pub fn begin_lost(&mut self, request: u32) {
        self.ledger.lose(request, true);
        self.begin_gone(request);
    }

    /// Called off, or without a place before.
    pub fn begin_gone(&mut self, request: u32) {
        self.ledger.set(request, self.ledger.away(request));
        self.decided[request as usize] = true;
    }

    pub fn clear_homeless(&mut self) {
        self.homeless.clear();
    }

    // The best so far.

    /// The best timetable so far.
    pub fn best(&self) -> (Vec<Option<SlotId>>, Cost) {
        let slot = |&slot: &u16| (slot != NOWHERE).then(|| SlotId(u32::from(slot)));
        (
            self.best.iter().map(slot).collect(),
            self.best_cost.unwrap_or_default(),
        )
    }

    /// A timetable that is known already: only better ones count.
    pub fn know(&mut self, (slots, cost): &(Vec<Option<SlotId>>, Cost)) {
        for (best, slot) in self.best.iter_mut().zip(slots) {
            *best = slot.map_or(NOWHERE, |slot| slot.0 as u16);
        }
        self.best_cost = Some(*cost);
    }

    /// Takes the timetable as it stands as the best.
    pub fn accept_as_best(&mut self) {
        self.best.clone_from(&self.state.slot);
        self.best_cost = Some(self.cost());
    }

    // Single meetings, outside the tree.

    /// The homeless request with the fewest free slots, as a position in the list.
    pub fn hardest(&self, waiting: &[u32]) -> Option<usize> {
        let key = |&i: &usize| {
            let r = waiting[i];
            let must = self.model.must[r as usize];
            let weight = self.model.weight[r as usize];
            let free = self.state.free_slots(r).count();
            (!must, free, std::cmp::Reverse(weight), r)
        };
        (0..waiting.len()).min_by_key(key)
    }

    /// Finds the best chain for one homeless request and keeps it.
    pub fn settle(&mut self, request: u32, steps: u64) {
        self.homeless.push(request);
        self.best_cost = None;
        self.search(Limits::near(steps));
        // Out of steps before anything was found: it has no place for now.
        self.homeless.clear();
        if self.best_cost.is_none() {
            self.best.clone_from(&self.state.slot);
        }
        let best = std::mem::take(&mut self.best);
        self.go_to(&best, request);
        self.best = best;
    }

    /// Changes the timetable as it stands, all homeless but `request`, into `goal`, as decided.
    fn go_to(&mut self, goal: &[u16], request: u32) {
        let moved: Vec<u32> = (0..goal.len() as u32)
            .filter(|&r| goal[r as usize] != self.state.slot[r as usize] || r == request)
            .collect();
        for &r in &moved {
            if self.state.at(r).is_some() {
                self.state.remove(r);
            }
        }
        for &r in &moved {
            self.decided[r as usize] = true;
            match goal[r as usize] {
                NOWHERE => self.drop_charged(r),
                slot => {
                    self.state.place(r, slot as usize);
                    self.ledger.set(r, self.ledger.held(r, slot as usize));
                }
            }
        }
        self.state.commit();
    }

    fn drop_charged(&mut self, request: u32) {
        self.ledger.despair(request);
        self.ledger.lose(request, true);
        self.ledger.set(request, self.ledger.away(request));
    }

    // The tree.

    /// Searches below the timetable as it stands; afterwards it stands as before. Whether the
    /// whole tree was seen.
    pub fn search(&mut self, limits: Limits) -> bool {
        self.clock.begin(limits);
        self.descend();
        self.clock.is_complete()
    }

    /// Whether nothing below is worth looking at, or there is no time for it.
    fn is_cut(&mut self) -> bool {
        self.clock.is_over() || self.best_cost.is_some_and(|best| self.bound() >= best)
    }

    fn descend(&mut self) {
        if self.is_cut() {
            return;
        }
        let Some(next) = self.hardest(&self.homeless) else {
            let cost = self.cost();
            if self.best_cost.is_none_or(|best| cost < best) {
                self.best.clone_from(&self.state.slot);
                self.best_cost = Some(cost);
            }
            return;
        };
        let request = self.homeless.swap_remove(next);
        for slot in self.options(request) {
            self.place_with(request, slot);
        }
        self.without(request);
        self.homeless.push(request);
        let last = self.homeless.len() - 1;
        self.homeless.swap(next, last);
    }

    /// The slots to try, the cheapest first.
    fn options(&self, request: u32) -> Vec<usize> {
        let r = request as usize;
        let [a, b] = self.model.sides[r];
        let (full_a, full_b) = (&self.state.full[a as usize], &self.state.full[b as usize]);
        let mut options: Vec<(u32, u64, i32, usize)> = Vec::new();
        for slot in self.model.domain[r].iter() {
            if self.sent_away[r] && self.told[r] as usize == slot {
                continue;
            }
            let pushed = u32::from(full_a.has(slot))
                + u32::from(full_b.has(slot))
                + u32::from(self.state.crowded.has(slot))
                + u32::from(!self.state.in_order(request, slot));
            let disturbance = self.ledger.held(request, slot).disturbance;
            let extra = self.state.extra_breaks(request, slot);
            options.push((pushed, disturbance, extra, slot));
        }
        options.sort_unstable();
        options.into_iter().map(|option| option.3).collect()
    }

    /// Goes on with the request left out.
    fn without(&mut self, request: u32) {
        let charge = self.ledger.charge(request);
        self.drop_charged(request);
        self.descend();
        self.ledger.set(request, charge);
        self.ledger.lose(request, false);
        self.ledger.hope(request);
    }

    /// Puts the request into the slot, and sends away whoever is in the way.
    fn place_with(&mut self, request: u32, slot: usize) {
        let charge = self.ledger.charge(request);
        self.ledger.set(request, self.ledger.held(request, slot));
        if !self.is_cut() {
            match self.obstacle(request, slot) {
                Obstacle::Wall => {}
                Obstacle::Nothing => {
                    self.state.place(request, slot);
                    self.state.commit();
                    self.descend();
                    self.state.remove(request);
                    self.state.commit();
                }
                Obstacle::OneOf(others) => self.send_away(request, slot, others),
            }
        }
        self.ledger.set(request, charge);
    }

    fn send_away(&mut self, request: u32, slot: usize, mut others: Vec<u32>) {
        if !self.clock.go_deeper() {
            return;
        }
        others.sort_by_cached_key(|&other| self.reluctance(other, slot));
        self.clock.narrow(&mut others);
        for &other in &others {
            let from = self.state.slot[other as usize] as usize;
            let charge: Charge = self.ledger.charge(other);
            self.state.remove(other);
            self.state.commit();
            self.decided[other as usize] = true;
            self.sent_away[other as usize] = true;
            self.homeless.push(other);
            self.ledger.set(other, self.ledger.away(other));
            self.place_with(request, slot);
            self.ledger.set(other, charge);
            self.homeless.pop();
            self.sent_away[other as usize] = false;
            self.state.place(other, from);
            self.state.commit();
        }
        for &other in &others {
            self.decided[other as usize] = false;
        }
        self.clock.come_back();
    }

    /// Who is sent away last.
    fn reluctance(&self, other: u32, slot: usize) -> (u32, bool, u64, bool, u32) {
        let [a, b] = self.model.sides[other as usize];
        let free: Bits<W> = self.model.domain[other as usize]
            .minus(&self.state.full[a as usize])
            .minus(&self.state.full[b as usize])
            .minus(&self.state.crowded)
            .without(slot);
        (
            self.ledger.more_people(other),
            free.is_empty(),
            self.ledger.away(other).disturbance,
            self.model.must[other as usize],
            self.model.weight[other as usize],
        )
    }

    fn obstacle(&self, request: u32, slot: usize) -> Obstacle {
        let state = &self.state;
        for side in self.model.sides[request as usize] {
            if state.full[side as usize].has(slot) {
                return self.one_of(state.seated(side, slot).iter().copied());
            }
        }
        let r = request as usize;
        let late = |&&o: &&u32| state.at(o).is_some_and(|t| t >= slot);
        let early = |&&o: &&u32| state.at(o).is_some_and(|t| t <= slot);
        let before = self.model.before[r].iter().find(late);
        if let Some(&other) = before.or_else(|| self.model.after[r].iter().find(early)) {
            return self.one_of(std::iter::once(other));
        }
        for side in self.model.sides[r] {
            if state.at_cap(side) {
                let mine = self.model.requests_of[side as usize].iter().copied();
                return self.one_of(mine.filter(|&o| state.at(o).is_some()));
            }
        }
        if state.crowded.has(slot) {
            return self.one_of(state.in_slot[slot].iter().copied());
        }
        let finer = pauses::in_the_way(&self.changed.problem, state, request, slot);
        if !finer.is_empty() {
            return self.one_of(finer.into_iter());
        }
        if state.can_place(request, slot) {
            Obstacle::Nothing
        } else {
            Obstacle::Wall
        }
    }

    fn one_of(&self, meetings: impl Iterator<Item = u32>) -> Obstacle {
        let open: Vec<u32> = meetings.filter(|&r| !self.decided[r as usize]).collect();
        if open.is_empty() {
            Obstacle::Wall
        } else {
            Obstacle::OneOf(open)
        }
    }

    // For improving.

    /// Puts a request where a known timetable has it, as decided.
    pub fn hold(&mut self, request: u32, slot: Option<SlotId>) {
        self.decided[request as usize] = true;
        match slot.map(SlotId::index) {
            Some(slot) if self.fits(request, slot) => {
                self.state.place(request, slot);
                self.ledger.set(request, self.ledger.held(request, slot));
            }
            _ => self.drop_charged(request),
        }
        self.state.commit();
    }

    /// Takes an undecided request from its told place, for putting it elsewhere.
    pub fn vacate(&mut self, request: u32) {
        if self.state.at(request).is_some() {
            self.state.remove(request);
            self.state.commit();
            self.decided[request as usize] = true;
        }
    }

    /// A decided request looks for a place again, and may come back to the told one.
    pub fn release(&mut self, request: u32) {
        self.homeless.push(request);
    }

    pub fn sides(&self) -> &'a [[u32; 2]] {
        &self.model.sides
    }
}
