//! The problem as arrays of bits, for fast steps.

use crate::bits::Bits;
use crate::bound::limit;
use crate::selection::Selection;
use matchmaking::{ParticipantId, Problem, SlotId, Supply, Variant};

/// Everything about a problem that a step needs.
pub(crate) struct Model<const W: usize> {
    pub slots: usize,
    pub people: usize,
    /// Every slot.
    pub all: Bits<W>,
    pub holds_all: bool,
    /// What a day with breaks costs, see [`Model::day_price`].
    pub day: Day,
    /// Both sides of each request.
    pub sides: Vec<[u32; 2]>,
    /// Slots each request could have if it were alone.
    pub domain: Vec<Bits<W>>,
    /// Requests with a domain of more than one slot, or that may be left out: what a step can try.
    pub movable: Vec<u32>,
    /// What leaving each request out costs in the search.
    pub loss: Vec<i64>,
    /// Its plain weight.
    pub weight: Vec<u32>,
    pub must: Vec<bool>,
    /// Requests that the search tries again and again to place as long as they are not held.
    pub sought: Vec<bool>,
    /// People per participant and slot.
    pub capacity: Vec<u16>,
    /// Where the seats of each participant start: slot-wise, `width` seats a slot.
    pub seat_start: Vec<usize>,
    pub width: Vec<usize>,
    /// Most and promised meetings of each participant.
    pub cap: Vec<u32>,
    pub minimum: Vec<u32>,
    /// Usable tables per slot.
    pub tables: Vec<u32>,
    /// Requests that must come before, and after, each request.
    pub before: Vec<Vec<u32>>,
    pub after: Vec<Vec<u32>>,
    /// Stretches of slots in which idle time counts as a break; one stretch is the usual case.
    pub segments: Vec<Bits<W>>,
    /// Halves of each request that the selection holds, if there is one.
    pub halves: Option<Vec<u8>>,
    /// How many meetings each participant should hold if possible; with fewer it is tried again
    /// and again. 0 is no wish.
    pub wanted: Vec<u32>,
    /// Requests of each participant that are worth their places.
    pub worthy_of: Vec<Vec<u32>>,
    /// Requests of each participant.
    pub requests_of: Vec<Vec<u32>>,
    /// Breaks of one participant above this number are penalised.
    pub fair_breaks: u32,
    /// What a must, or a meeting missing to a promised minimum, costs besides its weight.
    pub must_loss: i64,
    heaviest: i64,
}

/// A break in the units in which the search pays. Temperatures are in breaks.
pub(crate) const BREAK_PRICE: i64 = 10;
/// In variant a: what a break costs, and each slot that is busy apart from the longest run of the
/// day. Four slots here and six there cost more than one here and nine there, so a day in two parts
/// is led towards one, meeting by meeting, where with one price for all breaks it would wander
/// without aim.
const PART_PRICE: i64 = 4;
const APART_PRICE: i64 = 2;

/// Where breaks cost by their length: what an idle slot costs beside the break that it is in.
const IDLE_PRICE: i64 = 1;

/// How a day with breaks is priced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Day {
    /// All breaks alike.
    Breaks,
    /// By what is apart from the longest run.
    Parts,
    /// Longer breaks cost more.
    IdleSlots,
}

impl Day {
    /// In parts where every meeting is held, otherwise by breaks.
    fn usual(holds_all: bool) -> Self {
        if holds_all { Self::Parts } else { Self::Breaks }
    }
}
/// Price of one unit of weight in variant b. High enough that the search never trades weight for
/// breaks once it is cool, low enough that it moves freely while it is warm.
pub(crate) const WEIGHT_PRICE: i64 = 20 * BREAK_PRICE;
/// Price of a missing meeting in variant a.
pub(crate) const MISSING_PRICE: i64 = 12 * BREAK_PRICE;
/// Price of a break beyond the fair number.
pub(crate) const UNFAIR_PRICE: i64 = 4 * BREAK_PRICE;

impl<const W: usize> Model<W> {
    pub fn new(problem: &Problem) -> Self {
        let supply = Supply::of(problem);
        let slots = problem.slots().len();
        let people = problem.participants().len();
        let domain = domains(problem, &supply);
        let heaviest = problem
            .requests()
            .iter()
            .map(|r| i64::from(r.weight))
            .max()
            .unwrap_or(1);
        let must_loss = heaviest * WEIGHT_PRICE * 6;
        let holds_all = problem.holds_all();
        let loss = |r: &matchmaking::Request| match (holds_all, r.must) {
            (true, _) => MISSING_PRICE,
            (false, true) => must_loss + i64::from(r.weight) * WEIGHT_PRICE,
            (false, false) => i64::from(r.weight) * WEIGHT_PRICE,
        };
        let mut model = Self {
            slots,
            people,
            all: (0..slots).fold(Bits::EMPTY, Bits::with),
            holds_all,
            day: Day::usual(holds_all),
            sides: problem
                .requests()
                .iter()
                .map(|r| [r.first.0, r.second.0])
                .collect(),
            movable: Vec::new(),
            loss: problem.requests().iter().map(loss).collect(),
            weight: problem.requests().iter().map(|r| r.weight).collect(),
            sought: Vec::new(),
            must: problem.requests().iter().map(|r| r.must).collect(),
            capacity: Vec::with_capacity(people * slots),
            seat_start: Vec::with_capacity(people),
            width: Vec::with_capacity(people),
            cap: Vec::new(),
            minimum: Vec::new(),
            tables: problem.slot_ids().map(|slot| supply.tables(slot)).collect(),
            before: vec![Vec::new(); domain.len()],
            after: vec![Vec::new(); domain.len()],
            segments: segments(problem, &supply),
            requests_of: vec![Vec::new(); people],
            halves: None,
            wanted: vec![0; people],
            worthy_of: vec![Vec::new(); people],
            fair_breaks: match problem.variant() {
                Variant::HoldAll {
                    fairness: Some(limit),
                } => limit,
                _ => u32::MAX,
            },
            must_loss: if holds_all { 0 } else { must_loss },
            heaviest,
            domain,
        };
        model.fill(problem, &supply);
        model
    }

    fn fill(&mut self, problem: &Problem, supply: &Supply) {
        for participant in problem.participants() {
            self.cap.push(participant.cap.unwrap_or(u32::MAX));
            self.minimum.push(participant.minimum);
        }
        for (domain, must) in self.domain.iter().zip(&self.must) {
            self.sought
                .push((self.holds_all || *must) && !domain.is_empty());
        }
        for (r, domain) in self.domain.iter().enumerate() {
            let choices = domain.count();
            if choices > 1 || (choices == 1 && !self.holds_all) {
                self.movable.push(r as u32);
            }
            for side in self.sides[r] {
                self.requests_of[side as usize].push(r as u32);
            }
        }
        let mut seats = 0;
        for p in 0..self.people {
            let most = self.requests_of[p].len();
            let mut width = 0;
            for t in 0..self.slots {
                let people = supply.people(ParticipantId::at(p), SlotId::at(t)) as usize;
                let useful = people.min(most).min(u16::MAX as usize);
                self.capacity.push(useful as u16);
                width = width.max(useful);
            }
            self.seat_start.push(seats);
            self.width.push(width);
            seats += width * self.slots;
        }
        for p in problem.precedences() {
            self.before[p.after.index()].push(p.before.0);
            self.after[p.before.index()].push(p.after.0);
        }
    }

    /// Lets the selection guide the search: what is worth its places is sought, and what is far
    /// from it is not tried at all.
    pub fn follow(&mut self, selection: Selection) {
        let patience = (self.heaviest * 2).div_euclid(4).max(2);
        let may_try = |r: &u32| self.must[*r as usize] || selection.gain[*r as usize] >= -patience;
        if self.minimum.iter().all(|&n| n == 0) {
            self.movable.retain(may_try);
        }
        for r in 0..self.sides.len() {
            if self.domain[r].is_empty() || selection.gain[r] < 0 {
                continue;
            }
            self.sought[r] |= selection.gain[r] > 0;
            for side in self.sides[r] {
                self.worthy_of[side as usize].push(r as u32);
            }
        }
        for p in 0..self.people {
            if selection.dear[p] {
                self.wanted[p] = limit(self, p) as u32;
            }
        }
        self.halves = Some(selection.halves);
    }

    /// Where annealing starts and ends, in breaks, when something must be given up to get on: at
    /// the start the dearest thing in question is given up now and then.
    pub fn heat(&self) -> (f64, f64) {
        if self.holds_all {
            return (1.5, 0.1);
        }
        let promised = self.must.contains(&true) || self.minimum.iter().any(|&n| n > 0);
        let warm = if promised {
            self.must_loss as f64 / 2.0
        } else {
            (WEIGHT_PRICE * self.heaviest) as f64 / 15.0
        };
        ((warm / BREAK_PRICE as f64).max(12.0), 0.15)
    }

    /// Number of seats: person times slot.
    pub fn seats(&self) -> usize {
        self.width.last().map_or(0, |width| {
            self.seat_start.last().unwrap_or(&0) + width * self.slots
        })
    }

    /// What the search pays for the day of a participant that is busy in these slots and has so
    /// many breaks.
    #[inline]
    pub fn day_price(&self, busy: &Bits<W>, breaks: u32) -> i64 {
        let unfair = i64::from(breaks.saturating_sub(self.fair_breaks)) * UNFAIR_PRICE;
        if self.day == Day::Breaks || breaks == 0 {
            return i64::from(breaks) * BREAK_PRICE + unfair;
        }
        if self.day == Day::IdleSlots {
            let idle = i64::from(busy.span() - busy.count());
            return i64::from(breaks) * BREAK_PRICE + idle * IDLE_PRICE + unfair;
        }
        let apart: u32 = match &self.segments[..] {
            [_] => busy.count() - busy.longest_run(),
            segments => segments
                .iter()
                .map(|segment| busy.and(segment))
                .map(|part| part.count() - part.longest_run())
                .sum(),
        };
        i64::from(breaks) * PART_PRICE + i64::from(apart) * APART_PRICE + unfair
    }

    /// Breaks of a participant that is busy in these slots.
    #[inline]
    pub fn breaks(&self, busy: &Bits<W>) -> u32 {
        if let [_] = self.segments[..] {
            return busy.runs().saturating_sub(1);
        }
        self.segments
            .iter()
            .map(|segment| busy.and(segment).runs().saturating_sub(1))
            .sum()
    }
}

/// The slots that each request could have if it were alone.
fn domains<const W: usize>(problem: &Problem, supply: &Supply) -> Vec<Bits<W>> {
    let wants_none = |p: &ParticipantId| problem.participants()[p.index()].cap == Some(0);
    let domain = |(r, request): (matchmaking::RequestId, &matchmaking::Request)| {
        // Nobody could be pushed out to make room under a cap of nothing.
        if request.sides().iter().any(wants_none) {
            return Bits::EMPTY;
        }
        bits(supply.possible(problem, r).words())
    };
    problem.numbered_requests().map(domain).collect()
}

fn bits<const W: usize>(words: &[u64]) -> Bits<W> {
    let mut out = Bits::EMPTY;
    for (word, &given) in out.0.iter_mut().zip(words) {
        *word = given;
    }
    out
}

fn segments<const W: usize>(problem: &Problem, supply: &Supply) -> Vec<Bits<W>> {
    let mut segments = vec![Bits::EMPTY];
    for slot in problem.slot_ids() {
        let number = supply.segment(slot) as usize;
        if number >= segments.len() {
            segments.resize(number + 1, Bits::EMPTY);
        }
        segments[number] = segments[number].with(slot.index());
    }
    segments
}
