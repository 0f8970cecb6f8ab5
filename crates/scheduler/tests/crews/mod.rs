//! The slow twin of re-planning with people: every timetable there is, whoever comes.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use matchmaking::change::{Changed, Cost, Seat};
use matchmaking::{Attendance, InterpreterId, RequestId, TableId, judge, reasons};

/// A meeting's place with whoever comes and interprets.
type Told = Option<(Seat, Attendance)>;

/// The cheapest cost of all timetables there are, by trying every slot, table, person and
/// interpreter for every open request.
pub fn cheapest_with_people(changed: &Changed) -> Cost {
    let all: Vec<Vec<Told>> = (0..changed.told.len())
        .map(|r| everything(changed, RequestId::at(r)))
        .collect();
    let mut best = None;
    try_everything(changed, &all, &mut Vec::new(), &mut best);
    best.unwrap()
}

fn everything(changed: &Changed, request: RequestId) -> Vec<Told> {
    let problem = &changed.problem;
    let nobody = Attendance {
        request,
        persons: [None; 2],
        interpreter: None,
    };
    if changed.is_frozen(request) {
        let known = changed.attendance.iter().find(|who| who.request == request);
        let who = known.copied().unwrap_or(nobody);
        return vec![Some((changed.told[request.index()], who))];
    }
    if !changed.counts(request) {
        return vec![None];
    }
    let people = |side: usize| {
        let side = problem.requests()[request.index()].sides()[side];
        let people = problem.participants()[side.index()].people;
        (0..people).map(Some).chain([None])
    };
    let interpreters = 0..problem.interpreters().len();
    let mut found = vec![None];
    for slot in problem.slot_ids() {
        for table in 0..problem.tables().len() {
            for (first, second) in people(0).flat_map(|a| people(1).map(move |b| (a, b))) {
                let all = interpreters.clone().map(InterpreterId::at).map(Some);
                for interpreter in all.chain([None]) {
                    let who = Attendance {
                        persons: [first, second],
                        interpreter,
                        ..nobody
                    };
                    found.push(Some((Some((slot, Some(TableId::at(table)))), who)));
                }
            }
        }
    }
    found
}

/// Goes on only from what keeps every rule so far: more meetings break no fewer.
fn try_everything(
    changed: &Changed,
    all: &[Vec<Told>],
    chosen: &mut Vec<Told>,
    best: &mut Option<Cost>,
) {
    let mut seats: Vec<Seat> = chosen.iter().map(|told| told.and_then(|t| t.0)).collect();
    seats.resize(all.len(), None);
    let said = |who: &Attendance| who.persons != [None; 2] || who.interpreter.is_some();
    let who = chosen.iter().flatten().map(|told| told.1).filter(said);
    let timetable = reasons::with_reasons_and_people(&changed.problem, &seats, who.collect());
    if !judge(&changed.problem, &timetable).is_valid() {
        return;
    }
    let Some(choices) = all.get(chosen.len()) else {
        let cost = changed.cost(&timetable);
        *best = Some(best.map_or(cost, |best| best.min(cost)));
        return;
    };
    for choice in choices {
        chosen.push(*choice);
        try_everything(changed, all, chosen, best);
        chosen.pop();
    }
}
