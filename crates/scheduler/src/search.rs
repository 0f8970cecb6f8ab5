//! The search itself: greedy start, annealing in cycles of growing length, the best kept. It runs
//! in portions, so that others can look at it, stop it and hand it a better timetable between.

use crate::bits::Bits;
use crate::bound;
use crate::cost::Score;
use crate::full;
use crate::greedy;
use crate::model::{Day, Model};
use crate::selection;
use crate::state::{NOWHERE, State};
use crate::stop::{Halt, Progress, Report, Stop};
use crate::tables;
use crate::walk::Walk;
use matchmaking::{Bound, Figures, Outcome, Problem, SlotId, Timetable, measure, reasons};

/// Steps between two questions to the stop.
const PORTION: u64 = 1024;

/// Where annealing starts and ends when only breaks are in question, in breaks; and where a day
/// costs by its parts.
const COOL: (f64, f64) = (0.35, 0.09);
const COOL_BY_PARTS: (f64, f64) = (0.18, 0.08);

/// Where annealing that looks around starts and ends, and its steps per meeting in a cycle.
const LUKEWARM: (f64, f64) = (0.45, 0.2);
const STEPS_AROUND: u64 = 3_000;

/// Where every meeting is held and the end is known, the last cycle begins once the first share of
/// what is granted is used up, and is as cold as it gets at the second.
const LAST_CYCLE: (f64, f64) = (0.08, 0.98);

/// Steps between two reports of better timetables.
const REPORT_EVERY: u64 = 50_000;

/// Most rounds for the bound; weights up to this number are bounded exactly.
const BOUND_ROUNDS: u32 = 300;

/// A search under way. It knows nothing of time: [`Search::advance`] does as many steps as it is
/// told, and the same portions in the same order give the same timetables.
pub(crate) struct Search<'m, const W: usize> {
    walk: Walk<'m, W>,
    steps: u64,
    /// Number of the annealing cycle, its length, and how much of it is done.
    cycle: u32,
    length: u64,
    done: u64,
    /// Length of the next cold cycle.
    cold_length: u64,
    range: (f64, f64),
    temperature: f64,
    /// The share of what is granted that is used up, if it is known, and with how much of it the
    /// last cycle began.
    used: Option<f64>,
    last_from: Option<f64>,
    /// Range and length of every cycle, where it only looks around.
    round: Option<((f64, f64), u64)>,
}

impl<'m, const W: usize> Search<'m, W> {
    /// A search that holds a first timetable.
    pub fn new(model: &'m Model<W>, seed: u64) -> Self {
        Self {
            walk: Walk::new(model, seed),
            steps: 0,
            cycle: 0,
            length: 0,
            done: 0,
            cold_length: (model.sides.len() as u64 * 40).max(4_000),
            range: COOL,
            temperature: 0.0,
            used: None,
            last_from: None,
            round: None,
        }
    }

    /// A search that looks around near good timetables, in cycles of one length.
    pub fn around(model: &'m Model<W>, seed: u64) -> Self {
        let length = model.sides.len() as u64 * STEPS_AROUND;
        Self {
            round: Some((LUKEWARM, length)),
            ..Self::new(model, seed)
        }
    }

    /// Whether a cycle is in its second half, where timetables are good and still change.
    pub fn is_settled(&self) -> bool {
        self.done * 2 > self.length
    }

    /// Learns how much of what is granted is used up, from 0 to 1, if that is known.
    pub fn note_used(&mut self, used: Option<f64>) {
        let known = used.filter(|share| share.is_finite());
        self.used = known.map(|share| share.clamp(0.0, 1.0));
    }

    /// Does so many steps more; what they find is in [`Search::best`] afterwards.
    pub fn advance(&mut self, steps: u64) {
        if self.walk.state.model.movable.is_empty() {
            self.steps += steps;
            return;
        }
        for _ in 0..steps {
            if self.done == self.length {
                self.begin_cycle();
            }
            if self.done.is_multiple_of(PORTION) {
                let (warm, cold) = self.range;
                let share = self.share_done();
                self.temperature = warm * (cold / warm).powf(share);
            }
            self.walk.step(self.temperature);
            self.steps += 1;
            self.done += 1;
        }
    }

    /// How much of the cycle is done, from 0 to 1.
    fn share_done(&self) -> f64 {
        match (self.last_from, self.used) {
            (Some(from), Some(_)) if from >= LAST_CYCLE.1 => 1.0,
            (Some(from), Some(used)) => ((used - from) / (LAST_CYCLE.1 - from)).clamp(0.0, 1.0),
            _ => self.done as f64 / self.length as f64,
        }
    }

    /// From the best so far: most cycles start cool and look for breaks; every third, as long as
    /// something is not held that might be, starts hot, is shorter and gives up what it may.
    fn begin_cycle(&mut self) {
        if self.cycle > 0 {
            self.walk.restore();
        }
        self.cycle += 1;
        self.done = 0;
        if let Some((range, length)) = self.round {
            (self.range, self.length) = (range, length);
            return;
        }
        let state = &self.walk.state;
        let chosen = !state.model.holds_all;
        let hopes = !state.waiting.is_empty() || !state.hungry.is_empty();
        let in_want = self.walk.best_score.missed > 0 || (chosen && hopes);
        if self.cycle.is_multiple_of(3) && in_want {
            self.range = self.walk.state.model.heat();
            self.length = self.cold_length / 4;
        } else {
            self.range = match state.model.day {
                Day::Parts => COOL_BY_PARTS,
                Day::Breaks | Day::IdleSlots => COOL,
            };
            self.length = self.cold_length;
            self.cold_length = self.cold_length.saturating_mul(2);
            self.last_from = self.used.filter(|&used| !chosen && used >= LAST_CYCLE.0);
            if self.last_from.is_some() {
                self.length = u64::MAX;
            }
        }
    }

    /// Takes over a timetable from elsewhere (slot of each request, or [`NOWHERE`]), if it keeps
    /// the rules and is better than all so far; says whether it did. Annealing goes on from there.
    pub fn import(&mut self, slots: &[u16]) -> bool {
        self.walk.import(slots)
    }

    /// Slot of each request in the best timetable so far, or [`NOWHERE`].
    pub fn best(&self) -> &[u16] {
        &self.walk.best
    }

    /// Slots in which each participant is busy in the timetable that wanders.
    pub fn busy(&self) -> &[Bits<W>] {
        &self.walk.state.busy
    }

    /// The value of the best timetable so far.
    pub fn score(&self) -> Score {
        self.walk.best_score
    }

    /// Steps so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether the best timetable reaches the bound and nothing can be better in any objective.
    pub fn is_proved(&self, bound: Bound) -> bool {
        let score = self.walk.best_score;
        match bound {
            Bound::BreaksAtLeast(least) => {
                score.missed == 0 && score.unfair == 0 && score.breaks <= least
            }
            Bound::WeightAtMost(most) => {
                score.missed == 0 && score.breaks == 0 && self.weight_held() >= most
            }
            Bound::InOrder(_) => false,
        }
    }

    fn weight_held(&self) -> u64 {
        let all: u64 = self
            .walk
            .state
            .model
            .weight
            .iter()
            .map(|&w| u64::from(w))
            .sum();
        all - self.walk.best_score.lost
    }

    /// Where the search stands.
    pub fn standing(&self, bound: Bound) -> Report {
        Report {
            steps: self.steps,
            cycle: self.cycle,
            complete: is_whole(self.walk.state.model, self.walk.best_score),
            held: self
                .walk
                .best
                .iter()
                .filter(|&&slot| slot != NOWHERE)
                .count() as u64,
            weight: self.weight_held(),
            breaks: self.walk.best_score.breaks,
            bound: bound.value(),
            open: None,
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
    let mut model = Model::<W>::new(problem);
    let mut bound = bound::simple(problem, &model);
    progress.report(&first(&model, bound));
    // Rounds are counted, and the stop is asked without counting steps: both leave the answer the
    // same on every machine as long as the stop counts steps.
    let mut rounds = 0;
    let mut give_up = || {
        rounds += 1;
        rounds > BOUND_ROUNDS || stop.check(0).is_some()
    };
    if let Bound::WeightAtMost(known) = bound {
        let selected = selection::select(&model, &mut give_up);
        bound = Bound::WeightAtMost(known.min(selected.weight));
        model.follow(selected);
    }
    let mut search = Search::new(&model, seed);
    progress.report(&search.standing(bound));
    bound = bound::with_tables(&model, bound);
    let halt = until_stopped(&mut search, bound, stop, progress);
    conclude(
        problem,
        search.best(),
        (bound, halt),
        (stop, search.steps()),
    )
}

/// Whether nothing that the variant demands is missing.
fn is_whole<const W: usize>(model: &Model<W>, score: Score) -> bool {
    !model.holds_all || score.missed + score.unfair == 0
}

/// The greedy timetable, for somebody who waits.
pub(crate) fn first<const W: usize>(model: &Model<W>, bound: Bound) -> Report {
    let mut state = State::empty(model);
    greedy::fill(&mut state);
    Report {
        steps: 0,
        cycle: 0,
        complete: is_whole(model, state.score),
        held: state.slot.iter().filter(|&&slot| slot != NOWHERE).count() as u64,
        weight: model.weight.iter().map(|&w| u64::from(w)).sum::<u64>() - state.score.lost,
        breaks: state.score.breaks,
        bound: bound.value(),
        open: None,
    }
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
    progress.report(&reported);
    loop {
        if search.is_proved(bound) {
            return None;
        }
        if let Some(halt) = stop.check(search.steps()) {
            return Some(halt);
        }
        if search.walk.state.model.movable.is_empty() {
            return Some(Halt::Limit);
        }
        search.note_used(stop.used(search.steps()));
        search.advance(PORTION);
        let better = search.score() < known && search.steps() >= reported.steps + REPORT_EVERY;
        let whole = !reported.complete && is_whole(search.walk.state.model, search.score());
        if better || whole || search.cycle > reported.cycle {
            known = search.score();
            reported = search.standing(bound);
            progress.report(&reported);
        }
    }
}

/// Tables, reasons, figures and the honest name of the outcome.
pub(crate) fn conclude(
    problem: &Problem,
    best: &[u16],
    (bound, halt): (Bound, Option<Halt>),
    asked: full::Asked<'_>,
) -> Outcome {
    let slots: Vec<Option<SlotId>> = best
        .iter()
        .map(|&slot| (slot != NOWHERE).then(|| SlotId::at(slot as usize)))
        .collect();
    let slots = match full::are_left_over(problem) {
        true => full::times_with_wishes(problem, &slots, asked),
        false => slots,
    };
    let placed = tables::assign(problem, &slots);
    let timetable = reasons::with_reasons(problem, &placed);
    outcome(problem, timetable, bound, halt)
}

/// Figures and the honest name of the outcome.
pub(crate) fn outcome(
    problem: &Problem,
    mut timetable: Timetable,
    bound: Bound,
    halt: Option<Halt>,
) -> Outcome {
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
        // Whoever searches along the goals has asked before the end.
        Bound::InOrder(_) => false,
    };
    bound.gap(figures) == 0 && secondary
}

/// Whether the timetable is all that its variant demands.
fn is_complete(problem: &Problem, figures: &Figures) -> bool {
    match problem.variant() {
        matchmaking::Variant::MostWeight | matchmaking::Variant::InOrder(_) => true,
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
    fn cools_down_just_before_the_end_that_it_knows() {
        let text = include_str!("../tests/instances/all-12.json");
        let problem = exchange::read_problem(text).unwrap();
        let model = Model::<1>::new(&problem);
        let mut search = Search::new(&model, 3);
        let mut temperature_at = |percent: u32| {
            search.note_used(Some(f64::from(percent) / 100.0));
            search.advance(PORTION);
            (search.last_from.is_some(), search.temperature)
        };
        let course: Vec<(bool, f64)> = (0..=100).map(&mut temperature_at).collect();
        let (warm, cold) = COOL_BY_PARTS;
        let last = course.iter().position(|(is_last, _)| *is_last).unwrap();
        assert!((8..50).contains(&last), "{last}");
        assert!(course[last].1 > warm * 0.9);
        assert!(course[last..].windows(2).all(|two| two[1].1 <= two[0].1));
        assert!((course[98].1 - cold).abs() < 1e-9 && (course[100].1 - cold).abs() < 1e-9);
        assert!(course[90].1 > cold * 1.05);
    }

    #[test]
    fn goes_on_as_ever_where_nothing_is_known_of_the_end() {
        let text = include_str!("../tests/instances/all-12.json");
        let problem = exchange::read_problem(text).unwrap();
        let model = Model::<1>::new(&problem);
        let (mut told, mut untold) = (Search::new(&model, 3), Search::new(&model, 3));
        told.note_used(Some(f64::NAN));
        told.advance(50_000);
        untold.advance(50_000);
        assert!(told.last_from.is_none() && told.temperature > 0.0);
        assert_eq!(told.best(), untold.best());
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
