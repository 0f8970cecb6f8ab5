//! How large a problem is as clauses, told before they are made.

use matchmaking::{Problem, Supply};

/// About how many clauses [`super::encode::encode`] would make.
pub(crate) fn clauses(problem: &Problem) -> u64 {
    let supply = Supply::of(problem);
    let slots = problem.slots().len() as u64;
    let people = problem.participants().len() as u64;
    let mut degree = vec![0_u64; problem.participants().len()];
    let mut pairs = 0;
    for (id, request) in problem.numbered_requests() {
        let choices = supply.possible(problem, id).len() as u64;
        pairs += choices * choices;
        for side in request.sides() {
            degree[side.index()] += 1;
        }
    }
    pairs += degree.iter().map(|d| d * d * slots).sum::<u64>();
    let tables: u64 = problem
        .slot_ids()
        .map(|slot| 2 * u64::from(supply.tables(slot)).min(people))
        .sum();
    pairs / 2 + people * slots * slots + tables * people
}
