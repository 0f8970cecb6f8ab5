//! What `legation schedule` says of meetings without a place: what would make them fit.

use domain::language::Language;
use i18n::Value;
use matchmaking::repairs::Repair;
use matchmaking::{Outcome, Problem, RequestId, Timetable};
use scheduler::command::Answer;
use scheduler::repair::{Effort, Remedy, nearest, remedies};

/// Meetings without a place for which repairs are looked for.
const MEETINGS: usize = 3;

/// Sentences for the meetings that had to be held and are not: the cheapest changes after which
/// they fit. Participants, meetings and slots go by their numbers in the file.
pub fn advice(answer: &Answer) -> Vec<String> {
    let problem = &answer.problem;
    let nearest = match &answer.outcome {
        Outcome::Infeasible { .. } => nearest(problem),
        outcome => outcome.best().map(|(timetable, _, _)| timetable.clone()),
    };
    let Some(timetable) = nearest else {
        return Vec::new();
    };
    let missing = missing(problem, &timetable).take(MEETINGS);
    missing
        .flat_map(|request| sentences(problem, &timetable, request))
        .collect()
}

/// Meetings that had to be held and are not.
fn missing<'a>(
    problem: &'a Problem,
    timetable: &'a Timetable,
) -> impl Iterator<Item = RequestId> + 'a {
    let wanted = |r: &RequestId| problem.holds_all() || problem.requests()[r.index()].must;
    problem
        .numbered_requests()
        .map(|(request, _)| request)
        .filter(wanted)
        .filter(|r| timetable.places[r.index()].slot().is_none())
}

fn sentences(problem: &Problem, timetable: &Timetable, request: RequestId) -> Vec<String> {
    let found = remedies(problem, timetable, request, Effort::default()).found;
    if found.is_empty() {
        return vec![say("repair-none", &[])];
    }
    let head = say("repair-missing", &[("meeting", number(request.0))]);
    let line = |remedy: &Remedy| {
        // The meeting itself comes in; what counts are the others.
        let others = remedy.difference.meetings.iter();
        let others = others.filter(|(r, _)| *r != request).count();
        let repair = words(&remedy.repair);
        let text = if others == 0 {
            repair
        } else {
            let count = i64::try_from(others).unwrap_or(i64::MAX);
            say(
                "repair-and",
                &[("repair", Value::Text(repair)), ("count", count.into())],
            )
        };
        format!("  {text}")
    };
    std::iter::once(head)
        .chain(found.iter().map(line))
        .collect()
}

fn words(repair: &Repair) -> String {
    let meeting = |request: RequestId| [("meeting", number(request.0))];
    match *repair {
        Repair::DropOrder { order } => say(
            "repair-order",
            &[
                ("first", number(order.before.0)),
                ("second", number(order.after.0)),
            ],
        ),
        Repair::Unfix { request } => say("repair-unfix", &meeting(request)),
        Repair::WidenWindow { request } => say("repair-window", &meeting(request)),
        Repair::RaiseCap { participant } => say("repair-cap", &[("who", number(participant.0))]),
        Repair::OpenSlot { participant, slot } => say(
            "repair-slot",
            &[("who", number(participant.0)), ("time", number(slot.0))],
        ),
        Repair::AddTable { slot } => say("repair-table", &[("time", number(slot.0))]),
        Repair::AddPerson { participant } => {
            say("repair-person", &[("who", number(participant.0))])
        }
        Repair::DropRequest { request } => say("repair-drop", &meeting(request)),
    }
}

fn say(key: &str, args: &[(&'static str, Value)]) -> String {
    i18n::t(Language::En, key, args)
}

fn number(n: u32) -> Value {
    Value::Text(n.to_string())
}
