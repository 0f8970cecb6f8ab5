//! Two provers at the same question, each with its own taste, in rounds of fixed work.
//!
//! How long a solver takes to find a timetable is a matter of luck, and luck comes sooner to two.
//! Their answers count in the order of their numbers, never of their arrival: with one thread they
//! take turns, with two they work at once, and the answer is the same.

use super::prover::{Find, Prover};
use super::shares::Shares;
use super::solver::Taste;
use crate::Means;
use matchmaking::Problem;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::Scope;
use std::time::Duration;

/// What each of the provers is better at.
pub(super) const TASTES: [Taste; 2] = [Taste::Timetables, Taste::Even];

/// How long to wait for a prover between two questions to the stop.
const PATIENCE: Duration = Duration::from_millis(5);

/// One round of work.
pub(super) struct Order {
    /// About how many conflicts it may take.
    pub conflicts: u32,
    /// Fewer breaks than this are excluded.
    pub least: u64,
    /// Breaks and slots of the best complete timetable.
    pub best: Option<(u64, Vec<u16>)>,
    /// Where people are busy in annealed timetables.
    pub shares: Shares,
}

/// The provers at work.
pub(super) struct Team {
    members: Vec<Member>,
    at_once: bool,
}

struct Member {
    orders: Sender<Arc<Order>>,
    finds: Receiver<Find>,
}

impl Team {
    /// Provers that work in the scope until the team is dropped; `interrupt` ends a round early.
    pub fn begin<'scope, 'env>(
        scope: &'scope Scope<'scope, 'env>,
        problem: &'env Problem,
        (seed, threads): Means,
        interrupt: &Arc<AtomicBool>,
    ) -> Self {
        let member = |taste| {
            let (orders, their_orders) = channel::<Arc<Order>>();
            let (their_finds, finds) = channel();
            let interrupt = Arc::clone(interrupt);
            scope.spawn(move || {
                let mut prover = Prover::new(problem, (taste, seed), interrupt);
                for order in their_orders {
                    if their_finds.send(prover.work(&order)).is_err() {
                        break;
                    }
                }
            });
            Member { orders, finds }
        };
        Self {
            members: TASTES.into_iter().map(member).collect(),
            at_once: threads > 1,
        }
    }

    /// How many provers there are.
    pub fn size(&self) -> usize {
        self.members.len()
    }

    /// Gives the order to all who work at once with the first.
    pub fn start(&self, order: &Arc<Order>) {
        let together = if self.at_once { self.size() } else { 1 };
        for member in &self.members[..together] {
            // Whoever is gone is noticed when its answer is awaited.
            let _ = member.orders.send(Arc::clone(order));
        }
    }

    /// Gives the order to the member if it has waited for its turn.
    pub fn turn(&self, member: usize, order: &Arc<Order>) {
        if !self.at_once && member > 0 {
            let _ = self.members[member].orders.send(Arc::clone(order));
        }
    }

    /// What the member found, if it comes soon.
    pub fn find(&self, member: usize) -> Result<Find, RecvTimeoutError> {
        self.members[member].finds.recv_timeout(PATIENCE)
    }
}
