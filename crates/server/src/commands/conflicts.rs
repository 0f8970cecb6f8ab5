//! What `legation schedule` says of a problem without a timetable where counting shows nothing.

use domain::language::Language;
use i18n::Value;
use matchmaking::conflict::Demand;
use matchmaking::explain::Cause;
use scheduler::command::Answer;
use scheduler::conflict::conflict;

/// Questions that are asked to find a smallest contradiction.
const QUESTIONS: usize = 300;
/// Problems with more meetings are not looked at.
const MEETINGS: usize = 400;

/// The demands that contradict each other, one a line; nothing where none is proved, where
/// counting has shown a cause already, or where there is a timetable.
pub fn contradiction(answer: &Answer) -> Vec<String> {
    let problem = &answer.problem;
    let large = problem.requests().len() > MEETINGS;
    let counted = |cause: &Cause| !matches!(cause, Cause::Contradiction { .. });
    let counted = answer.causes().iter().any(counted);
    if answer.has_timetable() || counted || !problem.holds_all() || large {
        return Vec::new();
    }
    let Some(found) = conflict(problem, QUESTIONS) else {
        return Vec::new();
    };
    let head = if found.minimal {
        "conflict-minimal"
    } else {
        "conflict-found"
    };
    let lines = found
        .demands
        .iter()
        .map(|demand| format!("  {}", words(*demand)));
    std::iter::once(say(head, &[])).chain(lines).collect()
}

fn words(demand: Demand) -> String {
    let meeting = |request: matchmaking::RequestId| [("meeting", number(request.0))];
    match demand {
        Demand::Fairness => say("conflict-fairness", &[]),
        Demand::Tables => say("conflict-tables", &[]),
        Demand::Order(order) => say(
            "conflict-order",
            &[
                ("first", number(order.before.0)),
                ("second", number(order.after.0)),
            ],
        ),
        Demand::Window(request) => say("conflict-window", &meeting(request)),
        Demand::Fixed(request) => say("conflict-fixed", &meeting(request)),
        Demand::Cap(participant) => say("conflict-cap", &[("who", number(participant.0))]),
        Demand::Away(participant, slot) => say(
            "conflict-away",
            &[("who", number(participant.0)), ("slot", number(slot.0))],
        ),
        Demand::Meeting(request) => say("conflict-meeting", &meeting(request)),
    }
}

fn say(key: &str, args: &[(&'static str, Value)]) -> String {
    i18n::t(Language::En, key, args)
}

fn number(n: u32) -> Value {
    Value::Text(n.to_string())
}
