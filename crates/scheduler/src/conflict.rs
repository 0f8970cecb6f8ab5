//! A smallest contradiction in a problem that has no timetable.
//!
//! Demands are given up one after the other, whole groups first. What can be given up while the
//! rest is still proved impossible does not belong to the contradiction. In the end every demand
//! that is left matters: without any one of them the others can be kept.

use crate::replan::{Proof, Wishes, replan};
use crate::stop::StepLimit;
use matchmaking::change::apply;
use matchmaking::conflict::{Demand, demands, only};
use matchmaking::{Outcome, Problem, reasons};

/// Demands that cannot all be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// They are proved to contradict each other.
    pub demands: Vec<Demand>,
    /// Whether the others can be kept when any single one of them is given up.
    pub minimal: bool,
}

/// Steps for one question.
const STEPS: u64 = 30_000;
/// With no more meetings than this, every timetable is tried if need be.
const SMALL: usize = 40;

/// Whether every meeting of a problem can be held; `None` where the steps did not suffice.
fn can_be_held(problem: &Problem) -> Option<bool> {
    match crate::solve(problem, 1, &StepLimit(STEPS), &mut crate::silent()) {
        Outcome::Infeasible { .. } => Some(false),
        outcome if outcome.timetable().is_some() => Some(true),
        outcome => {
            let fair = matches!(
                problem.variant(),
                matchmaking::Variant::HoldAll { fairness: None }
            );
            if !fair || problem.requests().len() > SMALL {
                return None;
            }
            let (attempt, _, _) = outcome.best()?;
            every_way(problem, attempt)
        }
    }
}

/// Tries everything, beginning with an attempt that misses something.
fn every_way(problem: &Problem, attempt: &matchmaking::Timetable) -> Option<bool> {
    let places: Vec<_> = attempt
        .places
        .iter()
        .map(matchmaking::Place::seat)
        .collect();
    let attempt = reasons::with_reasons(problem, &places);
    let mut changed = apply(problem, &attempt, 0, &[]).ok()?;
    for (request, _) in problem.numbered_requests() {
        changed.want(request);
    }
    let steps = StepLimit(STEPS * 10);
    let proposal = replan(&changed, Wishes::default(), &steps, &mut |_| {});
    match (proposal.cost.lost, proposal.proof) {
        (0, _) => Some(true),
        (_, Proof::Minimal) => Some(false),
        _ => None,
    }
}

/// A smallest contradiction of a problem in which every meeting must be held; `None` where no
/// contradiction is proved. At most `questions` smaller problems are looked at.
#[must_use]
pub fn conflict(problem: &Problem, questions: usize) -> Option<Conflict> {
    let mut kept = demands(problem);
    let mut search = Search {
        problem,
        left: questions,
        all_known: true,
    };
    if search.possible(&kept) != Some(false) {
        return None;
    }
    // Whole kinds first, then ever smaller portions, then one by one.
    let kinds: Vec<_> = kept
        .chunk_by(|a, b| std::mem::discriminant(a) == std::mem::discriminant(b))
        .map(<[Demand]>::to_vec)
        .collect();
    for kind in kinds {
        search.give_up(&mut kept, &kind);
    }
    let mut portion = kept.len() / 2;
    while portion > 1 {
        let portions: Vec<Vec<Demand>> = kept.chunks(portion).map(<[Demand]>::to_vec).collect();
        for portion in portions {
            search.give_up(&mut kept, &portion);
        }
        portion /= 2;
    }
    search.all_known = true;
    for demand in kept.clone() {
        search.give_up(&mut kept, &[demand]);
    }
    Some(Conflict {
        demands: kept,
        minimal: search.all_known,
    })
}

struct Search<'a> {
    problem: &'a Problem,
    left: usize,
    all_known: bool,
}

impl Search<'_> {
    fn possible(&mut self, kept: &[Demand]) -> Option<bool> {
        if self.left == 0 {
            self.all_known = false;
            return None;
        }
        self.left -= 1;
        let answer = only(self.problem, kept).ok().and_then(|p| can_be_held(&p));
        self.all_known &= answer.is_some();
        answer
    }

    /// Gives the demands up for good if the others still contradict each other.
    fn give_up(&mut self, kept: &mut Vec<Demand>, these: &[Demand]) {
        let rest: Vec<Demand> = kept
            .iter()
            .filter(|demand| !these.contains(demand))
            .copied()
            .collect();
        if rest.len() < kept.len() && self.possible(&rest) == Some(false) {
            *kept = rest;
        }
    }
}
