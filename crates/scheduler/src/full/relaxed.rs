//! The problem without its finer rules: whoever solves that has a bound for this.

use matchmaking::{Draft, Problem, RequestId, Supply, Table, TableKind, Variant, Window};

/// The same problem with plain rules only. Every timetable of the problem is one of this, with
/// the same weight and the same breaks.
pub(crate) fn relaxed(problem: &Problem) -> Problem {
    let supply = Supply::of(problem);
    let mut draft = problem.clone().into_draft();
    if problem.goals().is_some() {
        // Promises, weight and breaks are goals in the same order there.
        draft.variant = Variant::MostWeight;
    }
    for (r, request) in draft.requests.iter_mut().enumerate() {
        let possible = supply.possible(problem, RequestId::at(r));
        request.window = Window::Slots(possible.to_vec());
        request.table = None;
        request.persons = [None; 2];
        request.language = None;
        request.preferred = Vec::new();
    }
    for participant in &mut draft.participants {
        participant.longest_run = None;
        participant.members = Vec::new();
        participant.preferred = Vec::new();
    }
    tables(problem, &mut draft);
    draft.venues = Vec::new();
    // What makes sense with the rules makes sense without them.
    Problem::admitting_contradictions(draft).unwrap_or_else(|_| problem.clone())
}

/// Tables for everybody; one on the net becomes as many as there can be meetings in it.
fn tables(problem: &Problem, draft: &mut Draft) {
    let mut online = false;
    for table in &mut draft.tables {
        online |= table.kind == TableKind::Virtual;
        *table = Table {
            unavailable: std::mem::take(&mut table.unavailable),
            ..Table::default()
        };
    }
    if online {
        let firms = problem.participants().iter();
        let at_once = firms.map(|p| u64::from(p.people)).sum::<u64>() / 2;
        let most = at_once.min(problem.requests().len() as u64) as usize;
        draft
            .tables
            .resize(draft.tables.len() + most, Table::default());
    }
}
