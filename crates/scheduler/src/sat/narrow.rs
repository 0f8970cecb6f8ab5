//! A quick look where annealed timetables point to, before the whole is searched.

use super::encode::{self, Encoding};
use super::prover;
use super::shares::{Region, Shares};
use super::solver::{Cadical, Solver, Taste};
use matchmaking::Problem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// People are sought where they were in more than so many of a thousand timetables, first the
/// narrower part, then the wider.
const IN_THOUSAND: [u64; 2] = [100, 30];

/// Fewer timetables than these tell too little.
const TIMETABLES: u64 = 300;

/// Conflicts after which an attempt is given up.
const MOST_CONFLICTS: u32 = 16_000;

/// Looks for timetables with the fewest breaks not excluded, in one part after the other.
pub(crate) struct Narrow<'a> {
    problem: &'a Problem,
    seed: u64,
    interrupt: Arc<AtomicBool>,
    /// The number of breaks that is looked for.
    breaks: u64,
    /// How many parts were begun with so many breaks.
    begun: usize,
    attempt: Option<Attempt>,
}

struct Attempt {
    encoding: Encoding,
    solver: Cadical,
    conflicts_left: u32,
}

/// What a round came to.
pub(crate) enum Look {
    /// The slot of each request in a timetable with so few breaks.
    Timetable(Vec<u16>),
    /// More work could find one.
    Open,
    /// Nothing is there, or it takes too long to see.
    Over,
}

impl<'a> Narrow<'a> {
    /// Nothing is begun; ends its work early when `interrupt` is set.
    pub fn new(problem: &'a Problem, seed: u64, interrupt: Arc<AtomicBool>) -> Self {
        Self {
            problem,
            seed,
            interrupt,
            breaks: 0,
            begun: 0,
            attempt: None,
        }
    }

    /// One round of work: a timetable with at most so many breaks, where the shares point to.
    pub fn work(&mut self, breaks: u64, shares: &Shares, conflicts: u32) -> Look {
        if breaks > self.breaks {
            (self.breaks, self.begun, self.attempt) = (breaks, 0, None);
        }
        if shares.timetables() < TIMETABLES {
            return Look::Over;
        }
        loop {
            if self.attempt.is_none() {
                let Some(&in_thousand) = IN_THOUSAND.get(self.begun) else {
                    return Look::Over;
                };
                self.begun += 1;
                let region = Region::new(self.problem, shares, in_thousand);
                self.attempt = self.begin(&region);
            }
            let Some(attempt) = &mut self.attempt else {
                return Look::Over;
            };
            let conflicts = conflicts.min(attempt.conflicts_left);
            match attempt.solver.solve(&[], conflicts) {
                Some(true) => {
                    let slots = prover::slots(&attempt.encoding, &attempt.solver);
                    return Look::Timetable(slots);
                }
                Some(false) => self.attempt = None,
                None => {
                    attempt.conflicts_left -= conflicts;
                    if attempt.conflicts_left > 0 {
                        return Look::Open;
                    }
                    self.attempt = None;
                }
            }
        }
    }

    /// A solver for the part of all timetables.
    fn begin(&self, region: &Region<'_>) -> Option<Attempt> {
        let interrupted = || self.interrupt.load(Ordering::Relaxed);
        let mut encoding = encode::encode_within(self.problem, region, &interrupted)?;
        let breaks: Vec<_> = encoding.breaks.iter().flatten().copied().collect();
        let most = usize::try_from(self.breaks).unwrap_or(usize::MAX);
        encoding.cnf.at_most(&breaks, most);
        let luck = (Taste::Timetables, self.seed);
        let mut solver = Cadical::new(luck, Arc::clone(&self.interrupt));
        for clause in encoding.cnf.take_new() {
            solver.add(clause);
        }
        Some(Attempt {
            encoding,
            solver,
            conflicts_left: MOST_CONFLICTS,
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::Model;
    use crate::search::Search;
    use crate::trial::Trial;
    use matchmaking::{SlotId, measure};

    fn problem(seed: u64) -> Problem {
        let trial = Trial {
            people: 9,
            slots: 8,
            tables: 4,
            requests: 26,
            two_groups: false,
            uneven: seed.is_multiple_of(2),
        };
        trial.holding_all(seed)
    }

    /// What annealing sees of a problem in so many looks.
    fn shares(problem: &Problem, looks: u64) -> Shares {
        let model = Model::<1>::new(problem);
        let mut search = Search::around(&model, 1);
        let mut shares = Shares::new(problem);
        for _ in 0..looks {
            search.advance(64);
            shares.note(search.busy());
        }
        shares
    }

    /// Whether a timetable with so few breaks is in the region: the whole, and a clause for each
    /// slot that the region leaves out.
    fn twin(problem: &Problem, region: &Region<'_>, breaks: usize) -> bool {
        let mut encoding = encode::encode(problem, encode::Use::Search, &|| false).unwrap();
        let all: Vec<_> = encoding.breaks.iter().flatten().copied().collect();
        encoding.cnf.at_most(&all, breaks);
        for ((id, _), held) in problem.numbered_requests().zip(encoding.held.clone()) {
            for (slot, lit) in held {
                if !region.has(id, SlotId::at(slot)) {
                    encoding.cnf.add(&[-lit]);
                }
            }
        }
        let mut solver = Cadical::new((Taste::Even, 0), Arc::default());
        encoding
            .cnf
            .take_new()
            .for_each(|clause| solver.add(clause));
        solver.solve(&[], u32::MAX).unwrap()
    }

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let (mut found, mut over) = (0, 0);
        for seed in 0..40 {
            let problem = problem(seed);
            let shares = shares(&problem, TIMETABLES);
            for breaks in 0..4 {
                let mut narrow = Narrow::new(&problem, 1, Arc::default());
                let expected = IN_THOUSAND.iter().any(|&in_thousand| {
                    twin(
                        &problem,
                        &Region::new(&problem, &shares, in_thousand),
                        breaks,
                    )
                });
                let look = narrow.work(breaks as u64, &shares, MOST_CONFLICTS);
                let Look::Timetable(slots) = look else {
                    assert!(!expected, "seed {seed}, {breaks} breaks");
                    over += 1;
                    continue;
                };
                assert!(expected, "seed {seed}, {breaks} breaks");
                let slots: Vec<_> = slots
                    .iter()
                    .map(|&slot| Some(SlotId::at(usize::from(slot))))
                    .collect();
                let figures = measure(&problem, &slots);
                assert_eq!(figures.held.part, figures.held.whole);
                assert!(figures.breaks <= breaks as u64);
                found += 1;
            }
        }
        assert!(found > 10 && over > 10, "{found} found, {over} not there");
    }

    #[test]
    fn looks_at_nothing_before_it_knows_enough() {
        let mut found = 0;
        for seed in 0..10 {
            let problem = problem(seed);
            let mut narrow = Narrow::new(&problem, 1, Arc::default());
            let few = shares(&problem, TIMETABLES - 1);
            assert!(matches!(narrow.work(9, &few, MOST_CONFLICTS), Look::Over));
            let enough = shares(&problem, TIMETABLES);
            let look = narrow.work(9, &enough, MOST_CONFLICTS);
            found += u32::from(matches!(look, Look::Timetable(_)));
        }
        assert!(found > 0);
    }

    #[test]
    fn goes_on_round_by_round() {
        let mut longest = 0;
        for seed in 0..40 {
            let problem = problem(seed);
            let shares = shares(&problem, TIMETABLES);
            let mut whole = Narrow::new(&problem, 1, Arc::default());
            let at_once = whole.work(1, &shares, MOST_CONFLICTS);
            let mut parts = Narrow::new(&problem, 1, Arc::default());
            let mut rounds = 1;
            let mut look = parts.work(1, &shares, 1);
            while matches!(look, Look::Open) {
                rounds += 1;
                look = parts.work(1, &shares, 1);
            }
            let there = |look: &Look| matches!(look, Look::Timetable(_));
            assert_eq!(there(&at_once), there(&look));
            longest = longest.max(rounds);
        }
        assert!(longest > 1, "one conflict was always enough");
    }
}
