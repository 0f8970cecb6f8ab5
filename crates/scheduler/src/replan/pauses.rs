//! The finer rules: pauses, and meetings that are locked at a table.

use crate::state::State;
use matchmaking::Problem;

/// Meetings that stand in the way of the request in the slot although both sides are free; one of
/// them must go.
pub(super) fn in_the_way<const W: usize>(
    problem: &Problem,
    state: &State<'_, W>,
    request: u32,
    slot: usize,
) -> Vec<u32> {
    let asked = &problem.requests()[request as usize];
    for side in asked.sides() {
        let longest = problem.participants()[side.index()].longest_run;
        let Some(longest) = longest else { continue };
        let run = run_through(problem, state, side.0, slot);
        if run.len() > longest as usize {
            return run
                .filter(|&t| t != slot)
                .flat_map(|t| state.seated(side.0, t).iter().copied())
                .collect();
        }
    }
    let Some(table) = asked.table else {
        return Vec::new();
    };
    let same = |&other: &u32| problem.requests()[other as usize].table == Some(table);
    let there = state.in_slot[slot].iter().copied();
    there
        .filter(|other| *other != request)
        .filter(same)
        .collect()
}

/// The run of busy slots that the slot would be part of.
fn run_through<const W: usize>(
    problem: &Problem,
    state: &State<'_, W>,
    side: u32,
    slot: usize,
) -> std::ops::Range<usize> {
    let busy = &state.busy[side as usize];
    let follows = |t: usize| problem.slots()[t].follows;
    let (mut first, mut end) = (slot, slot + 1);
    while first > 0 && follows(first) && busy.has(first - 1) {
        first -= 1;
    }
    while end < problem.slots().len() && follows(end) && busy.has(end) {
        end += 1;
    }
    first..end
}
