//! The SAT solver behind a small trait, so that another one can take its place.

use super::cnf::Lit;
use cadical_sys::{CaDiCal, State, Status, Terminator};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An incremental SAT solver.
pub(crate) trait Solver {
    /// Adds a clause.
    fn add(&mut self, clause: &[Lit]);
    /// Whether the clauses can be satisfied under the assumptions; `None` when so many conflicts
    /// are used up or it was interrupted.
    fn solve(&mut self, assumptions: &[Lit], conflicts: u32) -> Option<bool>;
    /// Whether the literal is true in the model that the last call found.
    fn value(&self, lit: Lit) -> bool;
    /// Whether the assumption took part in the refutation that the last call found.
    fn failed(&self, lit: Lit) -> bool;
}

/// What a solver is better at: two at one question should differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taste {
    /// Finding and refuting alike.
    Even,
    /// Finding timetables.
    Timetables,
}

/// Seeds that the solver tells apart.
const MOST_SEEDS: u64 = 2_000_000_000;

/// CaDiCaL by Armin Biere and others.
pub(crate) struct Cadical {
    /// Even reading a value completes the model that it found.
    inner: RefCell<CaDiCal>,
}

/// Ends a call from another thread.
struct Interrupt(Arc<AtomicBool>);

impl Terminator for Interrupt {
    fn terminated(&mut self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Cadical {
    /// A solver without clauses, with the seed of its chance, that ends its calls when `interrupt`
    /// is set.
    pub fn new((taste, seed): (Taste, u64), interrupt: Arc<AtomicBool>) -> Self {
        let mut inner = CaDiCal::new();
        inner.set("seed", (seed % MOST_SEEDS) as i32);
        if taste == Taste::Timetables {
            // Always in the mode that looks for solutions, and at first nothing is held or counted:
            // what is not needed for a timetable stays away.
            inner.set("stabilizeonly", 1);
            inner.set("phase", 0);
        }
        inner.connect_terminator(Interrupt(interrupt));
        let inner = RefCell::new(inner);
        Self { inner }
    }

    /// A solver with the clauses of a DIMACS file that writes down every step of its reasoning,
    /// with hints (LRAT) or without (DRAT); `None` if it cannot read the one file or write the
    /// other. Close it with [`Cadical::finish_proof`].
    pub fn with_proof(clauses: &Path, proof: &Path, hints: bool) -> Option<Self> {
        let mut inner = CaDiCal::new();
        inner.set("binary", 0);
        inner.set("lrat", i32::from(hints));
        // Read from the file, the clauses get the numbers by which the hints name them.
        let opened = inner.trace_proof2(proof.to_str()?);
        let mut variables = 0;
        let read = inner.read_dimacs2(clauses.to_str()?, &mut variables, 1);
        let inner = RefCell::new(inner);
        (opened && read.is_ok()).then_some(Self { inner })
    }

    /// Completes the proof file.
    pub fn finish_proof(mut self) {
        self.inner.get_mut().close_proof_trace(false);
    }
}

impl Solver for Cadical {
    fn add(&mut self, clause: &[Lit]) {
        let inner = self.inner.get_mut();
        clause.iter().for_each(|&lit| inner.add(lit));
        inner.add(0);
    }

    fn solve(&mut self, assumptions: &[Lit], conflicts: u32) -> Option<bool> {
        let most = i32::try_from(conflicts).unwrap_or(i32::MAX);
        let inner = self.inner.get_mut();
        assumptions.iter().for_each(|&lit| inner.assume(lit));
        if !inner.limit("conflicts", most) {
            return None;
        }
        match inner.solve() {
            Status::SATISFIABLE => Some(true),
            Status::UNSATISFIABLE => Some(false),
            Status::UNKNOWN => None,
        }
    }

    fn value(&self, lit: Lit) -> bool {
        let mut inner = self.inner.borrow_mut();
        inner.state() == State::SATISFIED && inner.val(lit) == lit
    }

    fn failed(&self, lit: Lit) -> bool {
        let mut inner = self.inner.borrow_mut();
        inner.state() == State::UNSATISFIED && inner.failed(lit)
    }
}
