//! The search itself: greedy start, annealing in cycles of growing length, the best kept. It runs
//! in portions, so that others can look at it, stop it and hand it a better timetable between.

use crate::bound;
use crate::cost::Score;
use crate::greedy;
use crate::model::Model;
use crate::moves::{self, Scratch};
use crate::random::Random;
use crate::state::{NOWHERE, State};
use crate::stop::{Halt, Progress, Report, Stop};
use crate::tables;
use matchmaking::{Bound, Figures, Outcome, Problem, SlotId, TableId, Timetable, measure, reasons};

/// Steps between two questions to the stop.
const PORTION: u64 = 1024;

/// Steps between two reports of better timetables.
const REPORT_EVERY: u64 = 50_000;

/// Most rounds for the bound; weights up to this number are bounded exactly.
const BOUND_ROUNDS: u32 = 300;

/// A search under way. It knows nothing of time: [`Search::advance`] does as many steps as it is
/// told, and the same portions in the same order give the same timetables.
pub(crate) struct Search<'m, const W: usize> {
    state: State<'m, W>,
    best: Vec<u16>,
    best_score: Score,
    random: Random,
    scratch: Scratch,
    steps: u64,
    /// Number of the annealing cycle, its length, and how much of it is done.
    cycle: u32,
    length: u64,
    done: u64,
    temperature: f64,
}

impl<'m, const W: usize> Search<'m, W> {
    /// A search that holds a first, greedy timetable.
    pub fn new(model: &'m Model<W>, seed: u64) -> Self {
        let mut search = Self {
            state: State::empty(model),
            best: vec![NOWHERE; model.sides.len()],
            best_score: Score::WORST,
            random: Random::new(seed),
            scratch: Scratch::default(),
            steps: 0,
            cycle: 0,
            length: (model.sides.len() as u64 * 40).max(4_000),
            done: 0,
            temperature: 0.0,
        };
        greedy::fill(&mut search.state);
        search.keep_if_better();
        search
    }

    /// Does so many steps more; what they find is in [`Search::best`] afterwards.
    pub fn advance(&mut self, steps: u64) {
        if self.state.model.movable.is_empty() {
            self.steps += steps;
            return;
        }
        for _ in 0..steps {
            if self.done == 0 {
                self.cycle += 1;
            }
            if self.done.is_multiple_of(PORTION) {
                let (warm, cold) = self.state.model.temperatures();
                let share = self.done as f64 / self.length as f64;
                self.temperature = warm * (cold / warm).powf(share);
            }
            self.step();
            self.steps += 1;
            self.done += 1;
            if self.done >= self.length {
                self.state.restore(&self.best);
                self.done = 0;
                self.length = self.length.saturating_mul(2);
            }
        }
    }

    /// One step of annealing.
    fn step(&mut self) {
        let movable = &self.state.model.movable;
        let request = movable[self.random.below(movable.len())];
        let Some(slot) = moves::target(&self.state, request, &mut self.random) else {
            return;
        };
        let before = self.state.cost;
        let allowed = before as f64 - self.temperature * self.random.unit().ln();
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
            return;
        }
        self.state.commit();
        if self.state.cost < before {
            self.keep_if_better();
        }
    }

    fn keep_if_better(&mut self) {
        if self.state.score < self.best_score {
            self.best_score = self.state.score;
            self.state.keep(&mut self.best);
        }
    }

    /// Takes over a timetable from elsewhere (slot of each request, or [`NOWHERE`]), if it keeps
    /// the rules and is better than all so far; says whether it did. Annealing goes on from there.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the exact side hands its finds over")
    )]
    pub fn import(&mut self, slots: &[u16]) -> bool {
        let mut other = State::empty(self.state.model);
        for (r, &slot) in slots.iter().enumerate() {
            let request = r as u32;
            if slot == NOWHERE {
                continue;
            }
            if !other.can_place(request, slot as usize) {
                return false;
            }
            other.place(request, slot as usize);
        }
        other.commit();
        if slots.len() != self.best.len() || other.score >= self.best_score {
            return false;
        }
        self.best_score = other.score;
        self.best.fill(NOWHERE);
        other.keep(&mut self.best);
        self.state = other;
        true
    }

    /// Slot of each request in the best timetable so far, or [`NOWHERE`].
    pub fn best(&self) -> &[u16] {
        &self.best
    }

    /// The value of the best timetable so far.
    pub fn score(&self) -> Score {
        self.best_score
    }

    /// Steps so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether the best timetable reaches the bound and nothing can be better in any objective.
    pub fn is_proved(&self, bound: Bound) -> bool {
        let score = self.best_score;
        match bound {
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

    /// Where the search stands.
    pub fn standing(&self, bound: Bound) -> Report {
        Report {
            steps: self.steps,
            cycle: self.cycle,
            held: self.best.iter().filter(|&&slot| slot != NOWHERE).count() as u64,
            weight: self.weight_held(),
            breaks: self.best_score.breaks,
            bound: bound.value(),
        }
    }
}

/// Searches with sets of `W` words until the proof or the stop.
pub(crate) fn run<const W: usize>(
    problem: &Problem,
    seed: u64,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    let model = Model::<W>::new(problem);
    let simple = bound::simple(problem, &model);
    let mut search = Search::new(&model, seed);
    progress.report(&search.standing(simple));
    // Rounds are counted, and the stop is asked without counting steps: both leave the answer the
    // same on every machine as long as the stop counts steps.
    let mut rounds = 0;
    let mut give_up = || {
        rounds += 1;
        rounds > BOUND_ROUNDS || stop.check(0).is_some()
    };
    let bound = bound::strong(&model, simple, &mut give_up);
    let halt = until_stopped(&mut search, bound, stop, progress);
    conclude(problem, search.best(), bound, halt)
}

/// Advances until the proof (`None`) or the stop, and reports.
fn until_stopped<const W: usize>(
    search: &mut Search<'_, W>,
    bound: Bound,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Option<Halt> {
    let mut reported = search.standing(bound);
    let mut known = search.score();
    loop {
        if search.is_proved(bound) {
            return None;
        }
        if let Some(halt) = stop.check(search.steps()) {
            return Some(halt);
        }
        if search.state.model.movable.is_empty() {
            return Some(Halt::Limit);
        }
        search.advance(PORTION);
        let better = search.score() < known && search.steps() >= reported.steps + REPORT_EVERY;
        if better || search.cycle > reported.cycle {
            known = search.score();
            reported = search.standing(bound);
            progress.report(&reported);
        }
    }
}

/// Tables, reasons, figures and the honest name of the outcome.
fn conclude(problem: &Problem, best: &[u16], bound: Bound, halt: Option<Halt>) -> Outcome {
    let slots: Vec<Option<SlotId>> = best
        .iter()
        .map(|&slot| (slot != NOWHERE).then(|| SlotId::at(slot as usize)))
        .collect();
    outcome(problem, &tables::assign(problem, &slots), bound, halt)
}

/// Reasons, figures and the honest name of the outcome, for meetings with their tables.
pub(crate) fn outcome(
    problem: &Problem,
    placed: &[Option<(SlotId, Option<TableId>)>],
    bound: Bound,
    halt: Option<Halt>,
) -> Outcome {
    let mut timetable: Timetable = reasons::with_reasons(problem, placed);
    let figures = measure(problem, &timetable.slots());
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use matchmaking::exchange;

    fn problem() -> Problem {
        exchange::read_problem(include_str!("../tests/instances/choice-14.json")).unwrap()
    }

    #[test]
    fn portions_make_no_difference() {
        let problem = problem();
        let model = Model::<1>::new(&problem);
        let mut whole = Search::new(&model, 3);
        let mut parts = Search::new(&model, 3);
        whole.advance(30_000);
        (0..300).for_each(|_| parts.advance(100));
        assert_eq!(whole.best(), parts.best());
        assert_eq!(
            (whole.steps(), whole.score()),
            (parts.steps(), parts.score())
        );
    }

    #[test]
    fn takes_over_only_what_is_better_and_keeps_the_rules() {
        let problem = problem();
        let model = Model::<1>::new(&problem);
        let mut long = Search::new(&model, 3);
        long.advance(60_000);
        let mut fresh = Search::new(&model, 4);
        let first = fresh.score();
        assert!(long.score() < first);
        assert!(!long.import(fresh.best()), "worse");
        let everything_at_once = vec![0; model.sides.len()];
        assert!(!fresh.import(&everything_at_once), "against the rules");
        assert_eq!(fresh.score(), first);
        assert!(fresh.import(long.best()));
        assert_eq!(fresh.best(), long.best());
        fresh.advance(20_000);
        assert!(fresh.score() <= long.score());
    }
}
