//! The search itself: greedy start, annealing in cycles of growing length, the best kept.

use crate::bound;
use crate::cost::Score;
use crate::greedy;
use crate::model::Model;
use crate::moves::{self, Scratch};
use crate::random::Random;
use crate::state::{NOWHERE, State};
use crate::stop::{Halt, Progress, Report, Stop};
use crate::tables;
use matchmaking::{Bound, Figures, Outcome, Problem, SlotId, Timetable, measure, reasons};

/// Steps between two questions to the stop.
const ASK_EVERY: u64 = 1024;

/// Most rounds for the bound; weights up to this number are bounded exactly.
const BOUND_ROUNDS: u32 = 300;

/// A search under way.
struct Search<'a, const W: usize> {
    state: State<'a, W>,
    best: Vec<u16>,
    best_score: Score,
    bound: Bound,
    random: Random,
    scratch: Scratch,
    steps: u64,
    cycle: u32,
    stop: &'a dyn Stop,
    progress: &'a mut dyn Progress,
    reported: u64,
}

/// Searches with sets of `W` words.
pub(crate) fn run<const W: usize>(
    problem: &Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    let model = Model::<W>::new(problem);
    let bound = bound::simple(problem, &model);
    let mut search = Search {
        state: State::empty(&model),
        best: vec![NOWHERE; model.sides.len()],
        best_score: Score::WORST,
        bound,
        random: Random::new(seed),
        scratch: Scratch::default(),
        steps: 0,
        cycle: 0,
        stop,
        progress,
        reported: 0,
    };
    greedy::fill(&mut search.state);
    search.keep_if_better();
    search.report();
    // Rounds are counted, and the stop is asked without counting steps: both leave the answer the
    // same on every machine as long as the stop counts steps.
    let mut rounds = 0;
    let mut give_up = || {
        rounds += 1;
        rounds > BOUND_ROUNDS || stop.check(0).is_some()
    };
    search.bound = bound::strong(&model, bound, &mut give_up);
    let halt = search.cycles();
    conclude(problem, &search.best, search.bound, halt)
}

impl<const W: usize> Search<'_, W> {
    /// Cycles until the proof (`None`) or the stop.
    fn cycles(&mut self) -> Option<Halt> {
        let requests = self.state.model.sides.len() as u64;
        let mut length = (requests * 40).max(4_000);
        loop {
            if self.is_proved() {
                return None;
            }
            if let Some(halt) = self.stop.check(self.steps) {
                return Some(halt);
            }
            if self.state.model.movable.is_empty() {
                return Some(Halt::Limit);
            }
            self.cycle += 1;
            if let Some(halt) = self.anneal(length) {
                return Some(halt);
            }
            self.state.restore(&self.best);
            self.report();
            length = length.saturating_mul(2);
        }
    }

    /// One annealing from warm to cold. `None` at its end or at a proof.
    fn anneal(&mut self, length: u64) -> Option<Halt> {
        let (warm, cold) = self.state.model.temperatures();
        let mut temperature = warm;
        for step in 0..length {
            if step % ASK_EVERY == 0 {
                temperature = warm * (cold / warm).powf(step as f64 / length as f64);
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
        let movable = &self.state.model.movable;
        let request = movable[self.random.below(movable.len())];
        let Some(slot) = moves::target(&self.state, request, &mut self.random) else {
            return false;
        };
        let before = self.state.cost;
        let allowed = before as f64 - temperature * self.random.unit().ln();
        let swap = self.state.at(request).is_some() && self.random.once_in(2);
        let possible = if swap {
            moves::kempe(&mut self.state, (request, slot), &mut self.scratch)
        } else {
            moves::eject(
                &mut self.state,
                (request, slot),
                &mut self.random,
                &mut self.scratch,
            );
            true
        };
        if !possible || self.state.cost as f64 > allowed {
            self.state.rollback();
            return false;
        }
        self.state.commit();
        self.state.cost < before && self.keep_if_better()
    }

    fn keep_if_better(&mut self) -> bool {
        if self.state.score >= self.best_score {
            return false;
        }
        self.best_score = self.state.score;
        self.state.keep(&mut self.best);
        if self.steps >= self.reported + 50_000 {
            self.report();
        }
        true
    }

    fn is_proved(&self) -> bool {
        let score = self.best_score;
        match self.bound {
            Bound::BreaksAtLeast(least) => {
                score.missed == 0 && score.unfair == 0 && score.breaks <= least
            }
            Bound::WeightAtMost(most) => {
                score.missed == 0 && score.breaks == 0 && self.weight_held() >= most
            }
        }
    }

    fn weight_held(&self) -> u64 {
        let all: u64 = self.state.model.weight.iter().map(|&w| u64::from(w)).sum();
        all - self.best_score.lost
    }

    fn report(&mut self) {
        self.reported = self.steps;
        let report = Report {
            steps: self.steps,
            cycle: self.cycle,
            held: self.best.iter().filter(|&&slot| slot != NOWHERE).count() as u64,
            weight: self.weight_held(),
            breaks: self.best_score.breaks,
            bound: self.bound.value(),
        };
        self.progress.report(&report);
    }
}

/// Tables, reasons, figures and the honest name of the outcome.
fn conclude(problem: &Problem, best: &[u16], bound: Bound, halt: Option<Halt>) -> Outcome {
    let slots: Vec<Option<SlotId>> = best
        .iter()
        .map(|&slot| (slot != NOWHERE).then(|| SlotId::at(slot as usize)))
        .collect();
    let placed = tables::assign(problem, &slots);
    let mut timetable: Timetable = reasons::with_reasons(problem, &placed);
    let figures = measure(problem, &slots);
    timetable.claims = Some(figures.clone());
    let complete = is_complete(problem, &figures);
    match (complete, halt) {
        (true, None) => Outcome::Optimal {
            timetable,
            figures,
            bound,
        },
        (complete, Some(Halt::Requested)) => Outcome::Stopped {
            timetable,
            figures,
            bound,
            complete,
        },
        (true, Some(Halt::Limit)) if is_best(&figures, bound) => Outcome::Optimal {
            timetable,
            figures,
            bound,
        },
        (true, Some(Halt::Limit)) => Outcome::Feasible {
            timetable,
            figures,
            bound,
        },
        (false, _) => Outcome::Unknown {
            attempt: timetable,
            figures,
            bound,
        },
    }
}

/// Whether nothing better can exist in any objective.
fn is_best(figures: &Figures, bound: Bound) -> bool {
    let secondary = match bound {
        Bound::BreaksAtLeast(_) => true,
        Bound::WeightAtMost(_) => {
            figures.breaks == 0 && figures.musts_missed == 0 && figures.below_minimum == 0
        }
    };
    bound.gap(figures) == 0 && secondary
}

/// Whether the timetable is all that its variant demands.
fn is_complete(problem: &Problem, figures: &Figures) -> bool {
    match problem.variant() {
        matchmaking::Variant::MostWeight => true,
        matchmaking::Variant::HoldAll { fairness } => {
            let spread = figures.most_breaks - figures.fewest_breaks;
            figures.held.part == figures.held.whole
                && fairness.is_none_or(|d| spread <= u64::from(d))
        }
    }
}
