//! The SAT solver behind a small trait, so that another one can take its place.

use super::cnf::Lit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// An incremental SAT solver.
pub(crate) trait Solver {
    /// Adds a clause.
    fn add(&mut self, clause: &[Lit]);
    /// Whether the clauses can be satisfied under the assumptions; `None` when so many conflicts
    /// are used up or it was interrupted.
    fn solve(&mut self, assumptions: &[Lit], conflicts: u32) -> Option<bool>;
    /// Whether the literal is true in the last model.
    fn value(&self, lit: Lit) -> bool;
    /// Whether the assumption took part in the last refutation.
    fn failed(&self, lit: Lit) -> bool;
}

/// What a solver is better at: searches side by side should differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taste {
    /// Finding and refuting alike.
    Even,
    /// Finding timetables.
    Timetables,
}

/// CaDiCaL by Armin Biere and others.
pub(crate) struct Cadical {
    inner: cadical::Solver<Interrupt>,
}

/// Ends a call from another thread.
struct Interrupt(Arc<AtomicBool>);

impl cadical::Callbacks for Interrupt {
    fn terminate(&mut self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Cadical {
    /// A solver without clauses that ends its calls when `interrupt` is set.
    pub fn new(taste: Taste, interrupt: Arc<AtomicBool>) -> Self {
        let mut inner = match taste {
            Taste::Even => cadical::Solver::new(),
            // The name is one that the solver knows.
            Taste::Timetables => cadical::Solver::with_config("sat").unwrap_or_default(),
        };
        inner.set_callbacks(Some(Interrupt(interrupt)));
        Self { inner }
    }
}

impl Solver for Cadical {
    fn add(&mut self, clause: &[Lit]) {
        self.inner.add_clause(clause.iter().copied());
    }

    fn solve(&mut self, assumptions: &[Lit], conflicts: u32) -> Option<bool> {
        let most = i32::try_from(conflicts).unwrap_or(i32::MAX);
        if self.inner.set_limit("conflicts", most).is_err() {
            return None;
        }
        self.inner.solve_with(assumptions.iter().copied())
    }

    fn value(&self, lit: Lit) -> bool {
        self.inner.value(lit) == Some(true)
    }

    fn failed(&self, lit: Lit) -> bool {
        self.inner.failed(lit)
    }
}
