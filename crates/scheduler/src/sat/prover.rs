//! Raises the bound on the breaks until a timetable reaches it.

use super::cnf::{Count, Lit};
use super::encode::{self, Demand, Encoding, Use};
use super::narrow::{Look, Narrow};
use super::solver::{Cadical, Solver, Taste};
use super::team::Order;
use crate::state::NOWHERE;
use matchmaking::explain::Cause;
use matchmaking::{Problem, RequestId, Variant};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Conflicts spent on finding fewer meetings that contradict each other.
const CORE_CONFLICTS: u32 = 20_000;

/// Rounds of so many conflicts are long enough to tell of each number of breaks excluded.
const NEWS_AFTER: u32 = 4_000;

/// What a portion of work came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Find {
    /// Every complete timetable has at least so many breaks.
    AtLeast(u64),
    /// The same, and a complete timetable: the slot of each request.
    Timetable(u64, Vec<u16>),
    /// There is no complete timetable.
    Refuted(Cause),
}

/// One side of the search: never tries to improve a timetable, only asks whether there is one
/// with the fewest breaks that are not excluded yet.
pub(crate) struct Prover<'a> {
    problem: &'a Problem,
    /// What its solver is better at, and the seed of its chance.
    luck: (Taste, u64),
    interrupt: Arc<AtomicBool>,
    narrow: Narrow<'a>,
    ready: Option<Ready>,
    /// Breaks below this number are excluded.
    least: u64,
    /// Breaks of a timetable that is known, or `None`.
    known: Option<u64>,
}

struct Ready {
    encoding: Encoding,
    solver: Cadical,
    /// Literal `k`: there are more than `k` breaks. Empty while no timetable is known.
    total: Vec<Lit>,
    /// Fewer breaks than this are excluded by a clause.
    excluded: u64,
}

impl<'a> Prover<'a> {
    /// A prover that ends its work early when `interrupt` is set.
    pub fn new(problem: &'a Problem, luck: (Taste, u64), interrupt: Arc<AtomicBool>) -> Self {
        Self {
            problem,
            luck,
            narrow: Narrow::new(problem, luck.1, Arc::clone(&interrupt)),
            interrupt,
            ready: None,
            least: 0,
            known: None,
        }
    }

    /// One round of work.
    pub fn work(&mut self, order: &Order) -> Find {
        let interrupt = Arc::clone(&self.interrupt);
        self.least = self.least.max(order.least);
        if self.luck.0 == Taste::Timetables {
            match self.narrow.work(self.least, &order.shares, order.conflicts) {
                Look::Timetable(slots) => return Find::Timetable(self.least, slots),
                Look::Open => return Find::AtLeast(self.least),
                Look::Over => {}
            }
        }
        if self.ready.is_none() {
            let Some(ready) = Ready::new(self.problem, self.luck, &interrupt) else {
                return Find::AtLeast(self.least);
            };
            self.ready = Some(ready);
        }
        let Some(ready) = &mut self.ready else {
            return Find::AtLeast(self.least);
        };
        if let Some((breaks, slots)) = &order.best {
            ready.count_up_to(*breaks);
            if self.known.is_none() {
                ready.follow(slots);
            }
            self.known = Some(*breaks);
        }
        ready.exclude_below(self.least);
        let find = ready.ask(&mut self.least, self.known, order.conflicts);
        match find {
            Some(true) => Find::Timetable(self.least, slots(&ready.encoding, &ready.solver)),
            Some(false) if self.known.is_none() => Find::Refuted(core(self.problem, &interrupt)),
            _ => Find::AtLeast(self.least),
        }
    }
}

impl Ready {
    fn new(problem: &Problem, luck: (Taste, u64), interrupt: &Arc<AtomicBool>) -> Option<Self> {
        let interrupted = || interrupt.load(Ordering::Relaxed);
        let mut encoding = encode::encode(problem, Use::Search, &interrupted)?;
        let mut solver = Cadical::new(luck, Arc::clone(interrupt));
        for clause in encoding.cnf.take_new() {
            solver.add(clause);
        }
        Some(Self {
            encoding,
            solver,
            total: Vec::new(),
            excluded: 0,
        })
    }

    /// Asks for a timetable with the fewest breaks not excluded, and excludes them if there is
    /// none. With no timetable known, asks for any. `None` if the answer takes more conflicts,
    /// or nothing better than what is known can exist.
    fn ask(&mut self, least: &mut u64, known: Option<u64>, conflicts: u32) -> Option<bool> {
        loop {
            let Some(known) = known else {
                return self.solver.solve(&[], conflicts);
            };
            if *least >= known {
                return None;
            }
            let more = usize::try_from(*least).ok().and_then(|n| self.total.get(n));
            let fewer = -*more?;
            if self.solver.solve(&[fewer], conflicts)? {
                return Some(true);
            }
            *least += 1;
            self.exclude_below(*least);
            if conflicts >= NEWS_AFTER {
                return None;
            }
        }
    }

    /// Excludes fewer breaks than these, as far as breaks are counted.
    fn exclude_below(&mut self, least: u64) {
        while self.excluded < least {
            let place = usize::try_from(self.excluded).ok();
            let Some(&more) = place.and_then(|n| self.total.get(n)) else {
                return;
            };
            self.solver.add(&[more]);
            self.excluded += 1;
        }
    }

    /// Counts breaks, up to a number that is known to be enough.
    fn count_up_to(&mut self, breaks: u64) {
        if !self.total.is_empty() {
            return;
        }
        let all: Vec<Lit> = self.encoding.breaks.iter().flatten().copied().collect();
        let most = usize::try_from(breaks).unwrap_or(usize::MAX).min(all.len());
        self.total = self.encoding.cnf.sorted(&all, most, Count::Up);
        for clause in self.encoding.cnf.take_new() {
            self.solver.add(clause);
        }
    }

    /// Makes the solver look at a timetable once, so that it tries its values first.
    fn follow(&mut self, slots: &[u16]) {
        let mut assumptions = Vec::new();
        for (held, &slot) in self.encoding.held.iter().zip(slots) {
            let there = held.iter().find(|held| held.0 == usize::from(slot));
            assumptions.extend(there.map(|held| held.1));
        }
        self.solver.solve(&assumptions, 1000);
    }
}

/// The slot of each request in the model that the solver found.
pub(crate) fn slots(encoding: &Encoding, solver: &Cadical) -> Vec<u16> {
    let slot = |held: &Vec<(usize, Lit)>| {
        let there = held.iter().find(|held| solver.value(held.1));
        there.map_or(NOWHERE, |held| held.0 as u16)
    };
    encoding.held.iter().map(slot).collect()
}

/// The meetings that contradict each other by the rules; all, if that takes too long to find out.
fn core(problem: &Problem, interrupt: &Arc<AtomicBool>) -> Cause {
    let fairness = match problem.variant() {
        Variant::HoldAll { fairness } => fairness,
        Variant::MostWeight | Variant::InOrder(_) => None,
    };
    let everything = Cause::Contradiction {
        requests: problem.numbered_requests().map(|(id, _)| id).collect(),
        fairness,
    };
    let interrupted = || interrupt.load(Ordering::Relaxed);
    let Some(mut encoding) = encode::encode(problem, Use::Explain, &interrupted) else {
        return everything;
    };
    let mut solver = Cadical::new((Taste::Even, 0), Arc::clone(interrupt));
    for clause in encoding.cnf.take_new() {
        solver.add(clause);
    }
    let mut switches: Vec<Lit> = encoding.demands.iter().map(|demand| demand.0).collect();
    let mut found = false;
    // What is left after one refutation often has a smaller one.
    loop {
        if solver.solve(&switches, CORE_CONFLICTS) != Some(false) {
            break;
        }
        found = true;
        let before = switches.len();
        switches.retain(|&switch| solver.failed(switch));
        if switches.len() == before {
            break;
        }
    }
    if !found {
        return everything;
    }
    let needed = |demand: Demand| {
        let is_it = |(switch, of): &(Lit, Demand)| *of == demand && switches.contains(switch);
        encoding.demands.iter().any(is_it)
    };
    let requests: Vec<RequestId> = problem
        .numbered_requests()
        .map(|(id, _)| id)
        .filter(|&id| needed(Demand::Held(id)))
        .collect();
    Cause::Contradiction {
        requests,
        fairness: fairness.filter(|_| needed(Demand::Fairness)),
    }
}
