//! Variant a to the end: annealing from above, two SAT solvers from below.
//!
//! One of the solvers first looks where annealed timetables have people busy: the best ones are
//! mostly near by, and that is a small part of all.
//!
//! All work in rounds of fixed work and exchange what they found between them, so the answer is
//! the same on every machine, whoever is faster there and however many threads they have.

pub(crate) mod cnf;
mod encode;
mod narrow;
pub mod proof;
mod prover;
mod shares;
mod size;
pub(crate) mod solver;
mod team;

use crate::Means;
use crate::bound;
use crate::model::{Day, Model};
use crate::search::{Search, conclude, first};
use crate::state::NOWHERE;
use crate::stop::{Halt, Progress, Report, Stop};
use matchmaking::{Bound, Outcome, Problem, SlotId, measure};
use prover::Find;
use shares::Shares;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use team::{Order, Team};

/// Annealing steps between two questions to the stop.
const PORTION: u64 = 1024;

/// More clauses than this would take long to make and fill the memory.
const MOST_CLAUSES: u64 = 3_000_000;

/// Annealing steps per meeting before the proof begins: often enough for a timetable without a
/// break, always quick.
const STEPS_ALONE: u64 = 300;

/// Conflicts in the first round, and in the longest; rounds in which nothing is found grow.
const FIRST_CONFLICTS: u32 = 1_000;
const MOST_CONFLICTS: u32 = 16_000;

/// An annealing step for so many clauses and each conflict.
const CLAUSES_PER_STEP: u64 = 20_000;

/// A step of looking around for so many clauses and each conflict, most of them in a round, and how
/// many are enough.
const CLAUSES_PER_STEP_AROUND: u64 = 100;
const MOST_AROUND: u64 = 1_500_000;
const ENOUGH_AROUND: u64 = 4_000_000;

/// Up to so many clauses the provers find the best timetables, and from one that was annealed with
/// one price for all breaks (300 participants with 1,500,000 clauses are proved in seconds). Of more
/// they seldom get to an end in useful time: the annealing gets [`MORE_STEPS`] times as many steps
/// (without them a thirtieth of the time), and leads days in parts together.
const TELLING_CLAUSES: u64 = 2_000_000;
const MORE_STEPS: u64 = 10;

/// From so many clauses on nobody relies on the provers alone: once enough was looked around, days
/// in parts are led together beside them too.
const MANY_CLAUSES: u64 = 1_000_000;

/// Whether a proof can be tried.
pub(crate) fn suits(problem: &Problem) -> bool {
    problem.holds_all() && size::clauses(problem) <= MOST_CLAUSES
}

/// How many threads one search for the problem can use.
pub(crate) fn most_threads(problem: &Problem) -> usize {
    if suits(problem) {
        team::TASTES.len()
    } else {
        1
    }
}

/// Searches with sets of `W` words until the proof or the stop.
pub(crate) fn run<const W: usize>(
    problem: &Problem,
    means: Means,
    stop: &dyn Stop,
    progress: &mut dyn Progress,
) -> Outcome {
    let priced = |day| {
        let mut model = Model::<W>::new(problem);
        model.day = day;
        model
    };
    let clauses = size::clauses(problem);
    let tells = clauses <= TELLING_CLAUSES;
    let model = priced(if tells { Day::Breaks } else { Day::Parts });
    let near = tells.then(|| priced(Day::IdleSlots));
    let together = (tells && clauses >= MANY_CLAUSES).then(|| priced(Day::Parts));
    let bound = bound::simple(problem, &model);
    let mut watch = Watch {
        reported: first(&model, bound),
        stop,
        progress,
    };
    watch.progress.report(&watch.reported);
    let search = Search::new(&model, means.0);
    let bound = bound::with_tables(&model, bound);
    let mut duel = Duel {
        problem,
        search,
        bound,
        proved: None,
        around: near.as_ref().map(|near| Search::around(near, means.0)),
        shares: Shares::new(problem),
        together: together.as_ref().map(|model| Search::new(model, means.0)),
    };
    let alone = STEPS_ALONE * problem.requests().len() as u64;
    let end = match duel.anneal(alone, &mut watch) {
        End::Open => duel.prove(means, &mut watch),
        end => end,
    };
    let halt = match end {
        End::Refuted(causes) => return Outcome::Infeasible { causes },
        End::Halted(halt) => Some(halt),
        End::Proved | End::Open => None,
    };
    conclude(problem, duel.best(), (duel.bound, halt), (stop, 0))
}

/// Annealing steps beside so many conflicts with so many clauses.
fn steps_beside(conflicts: u32, clauses: u64) -> u64 {
    let steps = u64::from(conflicts) * clauses / CLAUSES_PER_STEP;
    let more = if clauses > TELLING_CLAUSES {
        MORE_STEPS
    } else {
        1
    };
    (steps * more).max(PORTION)
}

/// Whoever stops and whoever watches.
struct Watch<'a> {
    stop: &'a dyn Stop,
    progress: &'a mut dyn Progress,
    reported: Report,
}

impl Watch<'_> {
    /// Tells where the search stands, if that is news.
    fn tell(&mut self, standing: Report) {
        let news = |report: Report| (report.complete, report.held, report.breaks, report.bound);
        if news(self.reported) != news(standing) {
            self.reported = standing;
            self.progress.report(&standing);
        }
    }
}

/// Where the search has come to.
enum End {
    /// Go on.
    Open,
    /// Nothing better exists.
    Proved,
    /// Nothing exists.
    Refuted(Vec<matchmaking::explain::Cause>),
    /// The stop said so.
    Halted(Halt),
}

struct Duel<'m, const W: usize> {
    problem: &'m Problem,
    search: Search<'m, W>,
    bound: Bound,
    /// Breaks and slots of the best timetable of the prover. The annealing takes nobody's breaks
    /// above the allowed difference for fair; here they are, where everybody else has some too.
    proved: Option<(u64, Vec<u16>)>,
    /// Where people are busy in annealed timetables.
    shares: Shares,
    around: Option<Search<'m, W>>,
    /// Leads days in parts together when that has told enough.
    together: Option<Search<'m, W>>,
}

impl<const W: usize> Duel<'_, W> {
    /// Anneals for so many steps; tells of the first complete timetable, and where it has come to.
    fn anneal(&mut self, steps: u64, watch: &mut Watch<'_>) -> End {
        let until = self.search.steps() + steps;
        loop {
            let standing = self.search.standing(self.bound);
            if standing.complete && !watch.reported.complete {
                watch.tell(standing);
            }
            if self.is_proved() {
                return End::Proved;
            }
            if let Some(halt) = watch.stop.check(self.search.steps()) {
                return End::Halted(halt);
            }
            if self.search.steps() >= until {
                watch.tell(standing);
                return End::Open;
            }
            self.search.advance(PORTION);
        }
    }

    /// Learns where people are busy in good timetables, until enough is known; then anneals in
    /// another way, if that can be of use.
    fn look_around(&mut self, conflicts: u32, clauses: u64, watch: &Watch<'_>) -> End {
        let more = |around: &&mut Search<'_, W>| around.steps() < ENOUGH_AROUND;
        let Some(around) = self.around.as_mut().filter(more) else {
            return self.lead_together(conflicts, clauses, watch);
        };
        let steps = u64::from(conflicts) * clauses / CLAUSES_PER_STEP_AROUND;
        let until = around.steps() + steps.min(MOST_AROUND);
        while around.steps() < until {
            if let Some(halt) = watch.stop.check(self.search.steps()) {
                return End::Halted(halt);
            }
            around.advance(PORTION);
            if around.is_settled() {
                self.shares.note(around.busy());
            }
        }
        self.search.import(around.best());
        End::Open
    }

    /// Anneals days in parts, where the provers may stay without success.
    fn lead_together(&mut self, conflicts: u32, clauses: u64, watch: &Watch<'_>) -> End {
        let Some(together) = &mut self.together else {
            return End::Open;
        };
        let until = together.steps() + MORE_STEPS * steps_beside(conflicts, clauses);
        while together.steps() < until {
            if let Some(halt) = watch.stop.check(self.search.steps()) {
                return End::Halted(halt);
            }
            together.advance(PORTION);
        }
        self.search.import(together.best());
        End::Open
    }

    /// Both sides in rounds.
    fn prove(&mut self, means: Means, watch: &mut Watch<'_>) -> End {
        let problem = self.problem;
        let interrupt = Arc::new(AtomicBool::new(false));
        std::thread::scope(|scope| {
            let team = Team::begin(scope, problem, means, &interrupt);
            let end = self.rounds(&team, size::clauses(problem), watch);
            interrupt.store(true, Ordering::Relaxed);
            end
        })
    }

    fn rounds(&mut self, team: &Team, clauses: u64, watch: &mut Watch<'_>) -> End {
        let mut conflicts = FIRST_CONFLICTS;
        loop {
            let order = Arc::new(Order {
                conflicts,
                least: self.bound.value(),
                best: self.complete(),
                shares: self.shares.clone(),
            });
            let before = self.bound.value();
            team.start(&order);
            match self.look_around(conflicts, clauses, watch) {
                End::Open => {}
                end => return end,
            }
            match self.anneal(steps_beside(conflicts, clauses), watch) {
                End::Open => {}
                end => return end,
            }
            for member in 0..team.size() {
                team.turn(member, &order);
                let find = match self.wait(team, member, watch) {
                    Ok(find) => find,
                    Err(halt) => return End::Halted(halt),
                };
                match self.take(find) {
                    End::Open if self.is_proved() => return End::Proved,
                    End::Open => {}
                    end => return end,
                }
            }
            watch.tell(self.search.standing(self.bound));
            if before == self.bound.value() {
                conflicts = (conflicts * 2).min(MOST_CONFLICTS);
            }
        }
    }

    /// Takes over what a prover found.
    fn take(&mut self, find: Find) -> End {
        let known = self.bound.value();
        match find {
            Find::AtLeast(breaks) => self.bound = Bound::BreaksAtLeast(breaks.max(known)),
            Find::Timetable(breaks, slots) => {
                self.bound = Bound::BreaksAtLeast(breaks.max(known));
                self.search.import(&slots);
                self.keep(slots);
            }
            Find::Refuted(cause) => return End::Refuted(vec![cause]),
        }
        End::Open
    }

    /// Waits for a prover; the stop can end that.
    fn wait(&self, team: &Team, member: usize, watch: &Watch<'_>) -> Result<Find, Halt> {
        loop {
            match team.find(member) {
                Ok(find) => return Ok(find),
                Err(RecvTimeoutError::Disconnected) => return Err(Halt::Limit),
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(halt) = watch.stop.check(self.search.steps()) {
                        return Err(halt);
                    }
                }
            }
        }
    }

    /// Whether nothing better exists.
    fn is_proved(&self) -> bool {
        let least = self.bound.value();
        let by_prover = self.proved.as_ref().is_some_and(|known| known.0 <= least);
        by_prover || self.search.is_proved(self.bound)
    }

    /// Keeps a timetable of the prover if it is the best of its own.
    fn keep(&mut self, slots: Vec<u16>) {
        let held: Vec<Option<SlotId>> = slots
            .iter()
            .map(|&slot| (slot != NOWHERE).then(|| SlotId::at(usize::from(slot))))
            .collect();
        let breaks = measure(self.problem, &held).breaks;
        if self.proved.as_ref().is_none_or(|known| breaks < known.0) {
            self.proved = Some((breaks, slots));
        }
    }

    /// Slots of the best timetable of both sides.
    fn best(&self) -> &[u16] {
        match (&self.proved, self.annealed()) {
            (Some((breaks, slots)), annealed) if annealed.is_none_or(|known| breaks < &known) => {
                slots
            }
            _ => self.search.best(),
        }
    }

    /// Breaks of the best annealed timetable, if it is all that is demanded.
    fn annealed(&self) -> Option<u64> {
        let score = self.search.score();
        let complete = score.missed == 0 && score.unfair == 0;
        (complete && !self.search.best().contains(&NOWHERE)).then_some(score.breaks)
    }

    /// Breaks and slots of the best timetable, if it is all that is demanded.
    fn complete(&self) -> Option<(u64, Vec<u16>)> {
        let by_prover = self.proved.as_ref().map(|known| known.0);
        let breaks = [by_prover, self.annealed()].into_iter().flatten().min()?;
        Some((breaks, self.best().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trial::Trial;

    /// Hardly more tables than are needed.
    fn crowd() -> Trial {
        Trial {
            people: 30,
            slots: 12,
            tables: 9,
            requests: 105,
            two_groups: false,
            uneven: false,
        }
    }

    #[test]
    fn the_first_complete_timetable_is_told_before_the_proof_begins() {
        let mut told = 0;
        for seed in 0..20 {
            let problem = crowd().holding_all(seed);
            let alone = STEPS_ALONE * problem.requests().len() as u64;
            let stop = |steps: u64| (steps >= alone).then_some(Halt::Limit);
            let mut reports: Vec<Report> = Vec::new();
            let mut watch = |report: &Report| reports.push(*report);
            let outcome = run::<1>(&problem, (seed, 1), &stop, &mut watch);
            let greedy = reports[0];
            if greedy.complete || outcome.timetable().is_none() {
                continue;
            }
            let first = reports.iter().find(|report| report.complete);
            assert!(
                first.is_some_and(|first| first.steps < alone),
                "seed {seed}"
            );
            told += 1;
        }
        assert!(told > 3, "{told} told");
    }

    #[test]
    fn annealing_gets_more_beside_many_clauses() {
        assert_eq!(steps_beside(1_000, 20), PORTION);
        assert_eq!(steps_beside(1_000, TELLING_CLAUSES), 100_000);
        assert_eq!(steps_beside(1_000, 2 * TELLING_CLAUSES), 2_000_000);
    }

    #[test]
    fn what_is_led_together_beside_many_clauses_is_kept() {
        let problem = crowd().holding_all(4);
        let model = Model::<1>::new(&problem);
        let mut parts = Model::<1>::new(&problem);
        parts.day = Day::Parts;
        let bound = bound::simple(&problem, &model);
        let mut duel = Duel {
            problem: &problem,
            search: Search::new(&model, 1),
            bound,
            proved: None,
            around: None,
            shares: Shares::new(&problem),
            together: Some(Search::new(&parts, 1)),
        };
        let watch = Watch {
            stop: &|_: u64| None,
            progress: &mut crate::silent(),
            reported: first(&model, bound),
        };
        let begun = duel.search.score().breaks;
        assert!(matches!(
            duel.look_around(1_000, TELLING_CLAUSES, &watch),
            End::Open
        ));
        let led = duel.together.as_ref().map(Search::steps);
        assert!(led >= Some(MORE_STEPS * steps_beside(1_000, TELLING_CLAUSES)));
        assert!(duel.search.score().breaks < begun);
        assert_eq!(duel.search.steps(), 0);
    }
}
