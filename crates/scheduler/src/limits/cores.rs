//! Promises that are missed because they contradict each other, as a SAT solver sees it.
//!
//! Of promises that cannot all be kept at least one is missed. Contradictions that share no promise
//! add up.

use crate::conflict::clauses::{Answer, Clauses, Part};
use matchmaking::Problem;
use matchmaking::conflict::{Demand, demands};
use std::collections::HashSet;

/// Conflicts of the solver for one question.
const CONFLICTS: u32 = 3_000;
/// Most questions.
const QUESTIONS: usize = 100;

/// At least so many promises are missed beside those that are left out of the question; no more than
/// `enough` are looked for. When `give_up` says so, fewer.
pub(super) fn missed(
    problem: &Problem,
    left_out: &HashSet<Demand>,
    enough: u64,
    give_up: &mut dyn FnMut() -> bool,
) -> u64 {
    let Some(mut clauses) = Clauses::of(problem, 0) else {
        return 0;
    };
    let mut kept = demands(problem);
    kept.retain(|demand| !left_out.contains(demand));
    let (mut missed, mut left) = (0, QUESTIONS);
    while missed < enough && left > 0 && !give_up() {
        left -= 1;
        let Some(mut core) = contradiction(&mut clauses, &kept) else {
            break;
        };
        // The fewer promises it takes, the more are left for the next.
        for promise in core.iter().copied().filter(is_promise).collect::<Vec<_>>() {
            if left == 0 || give_up() {
                break;
            }
            left -= 1;
            let rest = core.iter().copied().filter(|other| *other != promise);
            let rest: Vec<Demand> = rest.collect();
            if core.contains(&promise)
                && let Some(fewer) = contradiction(&mut clauses, &rest)
            {
                core = fewer;
            }
        }
        let before = kept.len();
        kept.retain(|demand| !(is_promise(demand) && core.contains(demand)));
        if kept.len() == before {
            break;
        }
        missed += 1;
    }
    missed
}

/// Which of these demands contradict each other, if that is seen.
fn contradiction(clauses: &mut Clauses, kept: &[Demand]) -> Option<Vec<Demand>> {
    let parts = clauses.parts(kept);
    let Answer::Contradiction(core) = clauses.ask(&parts, CONFLICTS) else {
        return None;
    };
    let core: HashSet<Demand> = core.iter().map(|part: &Part| part.demand).collect();
    let in_order = kept.iter().copied();
    Some(in_order.filter(|demand| core.contains(demand)).collect())
}

const fn is_promise(demand: &Demand) -> bool {
    matches!(demand, Demand::Meeting(_) | Demand::Minimum(_))
}
