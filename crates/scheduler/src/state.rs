//! A timetable that keeps every hard rule, changed one meeting at a time.

use crate::bits::Bits;
use crate::cost::Score;
use crate::model::Model;
use crate::roster::Roster;

/// Marks a request that is not held.
pub(crate) const NOWHERE: u16 = u16::MAX;

/// One change, for taking it back.
#[derive(Debug, Clone, Copy)]
struct Change {
    request: u32,
    from: u16,
}

/// Who is where when.
pub(crate) struct State<'m, const W: usize> {
    pub model: &'m Model<W>,
    /// Slot of each request, or [`NOWHERE`].
    pub slot: Vec<u16>,
    /// Slots in which each participant has a meeting.
    pub busy: Vec<Bits<W>>,
    /// Slots in which each participant has nobody left (also where it never had).
    pub full: Vec<Bits<W>>,
    /// Slots without a free table.
    pub crowded: Bits<W>,
    /// Requests in each slot, in any order.
    pub in_slot: Vec<Vec<u32>>,
    /// Meetings of each participant.
    pub held: Vec<u32>,
    pub cost: i64,
    pub score: Score,
    position: Vec<u32>,
    seats: Vec<u32>,
    taken: Vec<u16>,
    /// Breaks of each participant, and what the search pays for them.
    pub breaks: Vec<u32>,
    pub paid: Vec<i64>,
    /// Participants with breaks.
    pub broken: Roster,
    /// Requests that are sought and not held.
    pub waiting: Roster,
    /// Participants that should hold more meetings.
    pub hungry: Roster,
    journal: Vec<Change>,
    /// Requests changed since the best timetable was kept.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
}

impl<'m, const W: usize> State<'m, W> {
    /// Nothing is held.
    pub fn empty(model: &'m Model<W>) -> Self {
        let requests = model.sides.len();
        let mut full = vec![Bits::EMPTY; model.people];
        for (p, full) in full.iter_mut().enumerate() {
            for t in (0..model.slots).filter(|t| model.capacity[p * model.slots + t] == 0) {
                *full = full.with(t);
            }
        }
        let none_there = |t: &usize| model.tables[*t] == 0;
        let shortfall: i64 = model.minimum.iter().map(|&n| i64::from(n)).sum();
        let musts = model.must.iter().filter(|&&must| must).count() as u64;
        let missed = if model.holds_all {
            requests as u64
        } else {
            musts + shortfall as u64
        };
        let mut state = Self {
            model,
            slot: vec![NOWHERE; requests],
            busy: vec![Bits::EMPTY; model.people],
            full,
            crowded: (0..model.slots)
                .filter(none_there)
                .fold(Bits::EMPTY, Bits::with),
            in_slot: vec![Vec::new(); model.slots],
            held: vec![0; model.people],
            cost: model.loss.iter().sum::<i64>() + shortfall * model.must_loss,
            score: Score {
                missed,
                lost: model.weight.iter().map(|&w| u64::from(w)).sum(),
                unfair: 0,
                breaks: 0,
            },
            position: vec![0; requests],
            seats: vec![0; model.seats()],
            taken: vec![0; model.people * model.slots],
            breaks: vec![0; model.people],
            paid: vec![0; model.people],
            broken: Roster::new(model.people),
            hungry: Roster::new(model.people),
            waiting: Roster::new(requests),
            journal: Vec::new(),
            touched: Vec::new(),
            is_touched: vec![false; requests],
        };
        state.reconsider();
        state
    }

    /// Works out anew who waits and who is hungry, after the model has changed its mind.
    pub fn reconsider(&mut self) {
        for r in 0..self.slot.len() {
            let waits = self.model.sought[r] && self.slot[r] == NOWHERE;
            self.waiting.set(r as u32, waits);
        }
        for p in 0..self.model.people {
            self.hungry
                .set(p as u32, self.held[p] < self.model.wanted[p]);
        }
    }

    /// Where a request is.
    #[inline]
    pub fn at(&self, request: u32) -> Option<usize> {
        let slot = self.slot[request as usize];
        (slot != NOWHERE).then_some(slot as usize)
    }

    /// Meetings of the participant in the slot.
    #[inline]
    pub fn seated(&self, participant: u32, slot: usize) -> &[u32] {
        let p = participant as usize;
        let start = self.model.seat_start[p] + slot * self.model.width[p];
        &self.seats[start..start + self.taken[p * self.model.slots + slot] as usize]
    }

    /// The meeting of a participant of one person in a slot where it has one.
    #[inline]
    pub fn seat(&self, participant: u32, slot: usize) -> u32 {
        self.seats[self.model.seat_start[participant as usize] + slot]
    }

    /// Slots in which the request could be put without moving anything, apart from the order.
    #[inline]
    pub fn free_slots(&self, request: u32) -> Bits<W> {
        let [a, b] = self.model.sides[request as usize];
        if self.at_cap(a) || self.at_cap(b) {
            return Bits::EMPTY;
        }
        self.model.domain[request as usize]
            .minus(&self.full[a as usize])
            .minus(&self.full[b as usize])
            .minus(&self.crowded)
    }

    #[inline]
    pub fn at_cap(&self, participant: u32) -> bool {
        self.held[participant as usize] >= self.model.cap[participant as usize]
    }

    /// Whether the request would keep its order with others in the slot.
    #[inline]
    pub fn in_order(&self, request: u32, slot: usize) -> bool {
        let r = request as usize;
        self.model.before[r]
            .iter()
            .all(|&o| self.at(o).is_none_or(|t| t < slot))
            && self.model.after[r]
                .iter()
                .all(|&o| self.at(o).is_none_or(|t| t > slot))
    }

    /// Whether the request, which is not held, can be put there without moving anything.
    #[inline]
    pub fn can_place(&self, request: u32, slot: usize) -> bool {
        self.free_slots(request).has(slot) && self.in_order(request, slot)
    }

    /// How many breaks more there would be with the request in the slot.
    #[inline]
    pub fn extra_breaks(&self, request: u32, slot: usize) -> i32 {
        let mut extra = 0;
        for side in self.model.sides[request as usize] {
            let p = side as usize;
            extra += self.model.breaks(&self.busy[p].with(slot)) as i32 - self.breaks[p] as i32;
        }
        extra
    }

    /// Puts a request that is not held into a slot where it fits.
    pub fn place(&mut self, request: u32, slot: usize) {
        self.journal.push(Change {
            request,
            from: NOWHERE,
        });
        self.put(request, slot);
    }

    /// Takes a held request out.
    pub fn remove(&mut self, request: u32) {
        self.journal.push(Change {
            request,
            from: self.slot[request as usize],
        });
        self.take(request);
    }

    /// Keeps the changes since the last call.
    #[inline]
    pub fn commit(&mut self) {
        for change in self.journal.drain(..) {
            let r = change.request as usize;
            if !self.is_touched[r] {
                self.is_touched[r] = true;
                self.touched.push(change.request);
            }
        }
    }

    /// Takes the changes since the last commit back.
    pub fn rollback(&mut self) {
        while let Some(change) = self.journal.pop() {
            if change.from == NOWHERE {
                self.take(change.request);
            } else {
                self.put(change.request, change.from as usize);
            }
        }
    }

    /// Copies what changed since the last call into `best`.
    pub fn keep(&mut self, best: &mut [u16]) {
        for request in self.touched.drain(..) {
            best[request as usize] = self.slot[request as usize];
            self.is_touched[request as usize] = false;
        }
    }

    /// Goes back to the kept timetable.
    pub fn restore(&mut self, best: &[u16]) {
        let touched = std::mem::take(&mut self.touched);
        for &request in &touched {
            if self.slot[request as usize] != NOWHERE {
                self.take(request);
            }
        }
        for &request in &touched {
            self.is_touched[request as usize] = false;
            if best[request as usize] != NOWHERE {
                self.put(request, best[request as usize] as usize);
            }
        }
    }

    fn put(&mut self, request: u32, slot: usize) {
        let r = request as usize;
        self.slot[r] = slot as u16;
        self.waiting.set(request, false);
        self.position[r] = self.in_slot[slot].len() as u32;
        self.in_slot[slot].push(request);
        if self.in_slot[slot].len() as u32 >= self.model.tables[slot] {
            self.crowded = self.crowded.with(slot);
        }
        self.cost -= self.model.loss[r];
        self.score.lost -= u64::from(self.model.weight[r]);
        self.score.missed -= u64::from(self.model.holds_all || self.model.must[r]);
        for side in self.model.sides[r] {
            let p = side as usize;
            let cell = p * self.model.slots + slot;
            let seat =
                self.model.seat_start[p] + slot * self.model.width[p] + self.taken[cell] as usize;
            self.seats[seat] = request;
            self.taken[cell] += 1;
            if self.taken[cell] >= self.model.capacity[cell] {
                self.full[p] = self.full[p].with(slot);
            }
            if self.held[p] < self.model.minimum[p] {
                self.cost -= self.model.must_loss;
                self.score.missed -= u64::from(!self.model.holds_all);
            }
            self.held[p] += 1;
            if self.held[p] >= self.model.wanted[p] {
                self.hungry.set(side, false);
            }
            if self.taken[cell] == 1 {
                self.set_busy(p, self.busy[p].with(slot));
            }
        }
    }

    fn take(&mut self, request: u32) {
        let r = request as usize;
        let slot = self.slot[r] as usize;
        self.slot[r] = NOWHERE;
        let position = self.position[r] as usize;
        self.in_slot[slot].swap_remove(position);
        if let Some(&moved) = self.in_slot[slot].get(position) {
            self.position[moved as usize] = position as u32;
        }
        self.waiting.set(request, self.model.sought[r]);
        self.crowded = self.crowded.without(slot);
        self.cost += self.model.loss[r];
        self.score.lost += u64::from(self.model.weight[r]);
        self.score.missed += u64::from(self.model.holds_all || self.model.must[r]);
        for side in self.model.sides[r] {
            let p = side as usize;
            let cell = p * self.model.slots + slot;
            let start = self.model.seat_start[p] + slot * self.model.width[p];
            self.taken[cell] -= 1;
            let last = start + self.taken[cell] as usize;
            if let Some(seat) = (start..last).find(|&seat| self.seats[seat] == request) {
                self.seats[seat] = self.seats[last];
            }
            self.full[p] = self.full[p].without(slot);
            self.held[p] -= 1;
            if self.held[p] < self.model.wanted[p] {
                self.hungry.set(side, true);
            }
            if self.held[p] < self.model.minimum[p] {
                self.cost += self.model.must_loss;
                self.score.missed += u64::from(!self.model.holds_all);
            }
            if self.taken[cell] == 0 {
                self.set_busy(p, self.busy[p].without(slot));
            }
        }
    }

    #[inline]
    fn set_busy(&mut self, p: usize, busy: Bits<W>) {
        self.busy[p] = busy;
        let (old, new) = (self.breaks[p], self.model.breaks(&busy));
        if old + new == 0 {
            return;
        }
        let price = self.model.day_price(&busy, new);
        self.cost += price - self.paid[p];
        self.paid[p] = price;
        if old == new {
            return;
        }
        self.breaks[p] = new;
        self.broken.set(p as u32, new > 0);
        let fair = self.model.fair_breaks;
        let unfair = i64::from(new.saturating_sub(fair)) - i64::from(old.saturating_sub(fair));
        let more = i64::from(new) - i64::from(old);
        self.score.breaks = self.score.breaks.wrapping_add_signed(more);
        self.score.unfair = self.score.unfair.wrapping_add_signed(unfair);
    }
}
