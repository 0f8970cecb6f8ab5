//! Annealing over whole timetables: the best is kept.

use super::ground::Ground;
use super::net::leave_the_net;
use super::state::{Score, Spot, State};
use super::wished;
use crate::random::Random;
use crate::search::outcome;
use crate::stop::{Halt, Progress, Report, Stop};
use matchmaking::reasons::with_reasons_and_people;
use matchmaking::{Attendance, Bound, InterpreterId, Outcome, RequestId, SlotId};

/// Steps between two questions to the stop.
const ASK_EVERY: u64 = 256;
/// Most meetings that are sent away for one.
const EVICTIONS: usize = 6;
/// Longest chain of meetings that push each other on.
const CHAIN: usize = 5;
/// Temperature at the end of an annealing.
const COLD: f64 = 0.15;

/// What is known at the start: a bound, and the steps it took.
pub(super) type Known = (Bound, u64);

/// A search under way.
pub(super) struct Search<'g, 'p, 's> {
    pub state: State<'g, 'p>,
    best: Vec<Option<Spot>>,
    best_score: Score,
    pub bound: Bound,
    pub random: Random,
    pub steps: u64,
    pub cycle: u32,
    pub stop: &'s dyn Stop,
    pub progress: &'s mut dyn Progress,
    in_the_way: Vec<u32>,
}

/// Searches from the wanted times on.
pub(super) fn run(
    ground: &Ground<'_>,
    seed: u64,
    wanted: &[Option<SlotId>],
    known: Known,
    (stop, progress): (&dyn Stop, &mut dyn Progress),
) -> Outcome {
    let mut search = Search::new(ground, seed, known, (stop, progress));
    search.start(wanted);
    search.report();
    let halt = search.cycles();
    search.state.restore(&search.best);
    if wished::are_left_over(ground.problem) {
        wished::meet_wishes(&mut search.state, (stop, search.steps));
    }
    // Times and people stay, and nothing else counts here.
    leave_the_net(&mut search.state, &mut |_| true);
    conclude(ground, &search.state.spots, search.bound, halt)
}

/// The outcome, with the tables that the search has given.
pub(super) fn conclude(
    ground: &Ground<'_>,
    best: &[Option<Spot>],
    bound: Bound,
    halt: Option<Halt>,
) -> Outcome {
    let placed: Vec<_> = best.iter().map(|spot| spot.map(Spot::seat)).collect();
    let timetable = with_reasons_and_people(ground.problem, &placed, attendance(best));
    outcome(ground.problem, timetable, bound, halt)
}

/// Who comes, where it must be said.
pub(crate) fn attendance(spots: &[Option<Spot>]) -> Vec<Attendance> {
    let said = |spot: &Spot| spot.interpreter.is_some() || spot.persons != [None; 2];
    let held = spots.iter().enumerate();
    held.filter_map(|(r, spot)| spot.filter(said).map(|spot| (r, spot)))
        .map(|(r, spot)| Attendance {
            request: RequestId::at(r),
            persons: spot.persons,
            interpreter: spot.interpreter.map(InterpreterId),
        })
        .collect()
}

impl<'g, 'p, 's> Search<'g, 'p, 's> {
    /// A search that holds nothing yet.
    pub fn new(
        ground: &'g Ground<'p>,
        seed: u64,
        known: Known,
        (stop, progress): (&'s dyn Stop, &'s mut dyn Progress),
    ) -> Self {
        let state = State::empty(ground);
        Self {
            best: state.spots.clone(),
            best_score: state.score,
            state,
            bound: known.0,
            random: Random::new(seed),
            steps: known.1,
            cycle: 0,
            stop,
            progress,
            in_the_way: Vec::new(),
        }
    }
}

impl Search<'_, '_, '_> {
    /// Dearest first, each at its wanted time if it fits there, else where it makes fewest breaks.
    pub fn start(&mut self, wanted: &[Option<SlotId>]) {
        let mut order: Vec<u32> = self.state.ground.movable.clone();
        let loss = &self.state.ground.loss;
        order.sort_by_key(|&r| (wanted[r as usize].is_none(), -loss[r as usize], r));
        let mut left = Vec::new();
        for request in order {
            let spot = wanted[request as usize]
                .and_then(|slot| self.state.seat(request, slot.index(), &mut self.in_the_way));
            match spot {
                Some(spot) => self.state.place(request, spot),
                None => left.push(request),
            }
        }
        for request in left {
            if let Some(spot) = self.best_free(request) {
                self.state.place(request, spot);
            }
        }
        self.state.commit();
        self.keep_if_better();
    }

    /// Cycles until the proof (`None`) or the stop.
    fn cycles(&mut self) -> Option<Halt> {
        let mut length = (self.best.len() as u64 * 40).max(4_000);
        loop {
            if self.is_proved() {
                return None;
            }
            if let Some(halt) = self.stop.check(self.steps) {
                return Some(halt);
            }
            if self.state.ground.movable.is_empty() {
                return Some(Halt::Limit);
            }
            self.cycle += 1;
            let halt = self.anneal(length);
            self.state.restore(&self.best);
            self.report();
            if halt.is_some() {
                return halt;
            }
            length = length.saturating_mul(2);
        }
    }

    fn anneal(&mut self, length: u64) -> Option<Halt> {
        let warm = self.state.ground.warm;
        let mut temperature = warm;
        for step in 0..length {
            if step % ASK_EVERY == 0 {
                temperature = warm * (COLD / warm).powf(step as f64 / length as f64);
                if let Some(halt) = self.stop.check(self.steps) {
                    return Some(halt);
                }
            }
            self.steps += 1;
            if self.step(temperature) && self.is_proved() {
                return None;
            }
        }
        None
    }

    /// One step; true if it found a better timetable than all before.
    fn step(&mut self, temperature: f64) -> bool {
        let movable = &self.state.ground.movable;
        let request = movable[self.random.below(movable.len())];
        let slot = self.target(request);
        let before = self.state.cost;
        let allowed = before as f64 - temperature * self.random.unit().ln();
        if self.state.at(request).is_some() {
            self.state.remove(request);
        }
        self.eject(request, slot);
        if self.state.cost as f64 > allowed {
            self.state.rollback();
            return false;
        }
        self.state.commit();
        self.keep_if_better()
    }

    /// A slot to try: often one beside other meetings of a side.
    pub fn target(&mut self, request: u32) -> usize {
        let ground = self.state.ground;
        let domain = &ground.domain[request as usize];
        if self.random.once_in(2) {
            let side = ground.sides(request)[self.random.below(2)];
            let mine = &self.state.agenda[side];
            if !mine.is_empty() {
                let near = mine[self.random.below(mine.len())].0;
                let beside = [near + 1, near.wrapping_sub(1)][self.random.below(2)];
                if domain.binary_search(&beside).is_ok() {
                    return beside;
                }
            }
        }
        domain[self.random.below(domain.len())]
    }

    /// Puts the request into the slot; whoever is in the way looks for another place.
    pub fn eject(&mut self, request: u32, slot: usize) {
        let mut homeless = Vec::new();
        if !self.force(request, slot, &mut homeless) {
            homeless.insert(0, request);
        }
        let mut pushes = 0;
        while let Some(evicted) = homeless.pop() {
            if let Some(spot) = self.best_free(evicted) {
                self.state.place(evicted, spot);
                continue;
            }
            pushes += 1;
            if pushes > CHAIN || evicted == request || self.random.once_in(3) {
                continue;
            }
            let domain = &self.state.ground.domain[evicted as usize];
            let next = domain[self.random.below(domain.len())];
            if next != slot {
                self.force(evicted, next, &mut homeless);
            }
        }
    }

    /// Places the request in the slot and takes out what is in its way; false if that failed.
    fn force(&mut self, request: u32, slot: usize, homeless: &mut Vec<u32>) -> bool {
        for _ in 0..=EVICTIONS {
            if let Some(spot) = self.state.seat(request, slot, &mut self.in_the_way) {
                self.state.place(request, spot);
                return true;
            }
            if self.in_the_way.is_empty() {
                return false;
            }
            let other = self.in_the_way[self.random.below(self.in_the_way.len())];
            self.state.remove(other);
            homeless.push(other);
        }
        false
    }

    /// The place with the fewest breaks, by chance among equals.
    pub fn best_free(&mut self, request: u32) -> Option<Spot> {
        let mut best: Option<(i64, Spot)> = None;
        let mut equals = 1;
        for &slot in &self.state.ground.domain[request as usize] {
            let Some(spot) = self.state.seat(request, slot, &mut self.in_the_way) else {
                continue;
            };
            let extra = self.state.inconvenience(request, slot);
            match best {
                Some((least, _)) if extra > least => {}
                Some((least, _)) if extra == least => {
                    equals += 1;
                    if self.random.once_in(equals) {
                        best = Some((extra, spot));
                    }
                }
                _ => {
                    best = Some((extra, spot));
                    equals = 1;
                }
            }
        }
        best.map(|(_, spot)| spot)
    }

    fn keep_if_better(&mut self) -> bool {
        if self.state.score >= self.best_score {
            return false;
        }
        self.best_score = self.state.score;
        self.best.clone_from(&self.state.spots);
        true
    }

    fn is_proved(&self) -> bool {
        let score = self.best_score;
        match self.bound {
            Bound::BreaksAtLeast(least) => {
                score.missed == 0 && score.unfair == 0 && score.breaks <= least
            }
            Bound::WeightAtMost(most) => {
                score.missed == 0 && score.breaks == 0 && self.weight() >= most
            }
            // The search along the goals asks by itself.
            Bound::InOrder(_) => false,
        }
    }

    fn weight(&self) -> u64 {
        let requests = self.state.ground.problem.requests();
        let all: u64 = requests.iter().map(|r| u64::from(r.weight)).sum();
        all - self.best_score.lost
    }

    /// Tells of the best so far.
    pub fn report(&mut self) {
        let report = Report {
            steps: self.steps,
            cycle: self.cycle,
            complete: !self.state.ground.problem.holds_all()
                || self.best_score.missed + self.best_score.unfair == 0,
            held: self.best.iter().flatten().count() as u64,
            weight: self.weight(),
            breaks: self.best_score.breaks,
            bound: self.bound.value(),
            open: None,
        };
        self.progress.report(&report);
    }
}
