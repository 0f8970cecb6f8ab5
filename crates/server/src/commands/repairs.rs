//! What `legation schedule` says of meetings without a place: what would make them fit.

use super::words::{Words, name};
use i18n::Value;
use matchmaking::repairs::Repair;
use matchmaking::{Outcome, ParticipantId, Problem, RequestId, SlotId, Timetable};
use scheduler::Stop;
use scheduler::command::Answer;
use scheduler::repair::{Effort, Follow, Remedy, nearest, remedies_until};

/// Meetings without a place for which repairs are looked for.
const MEETINGS: usize = 3;

/// Says for the meetings that had to be held and are not the cheapest changes after which they
/// fit, as far as they are found before `stop`. Participants, meetings and slots go by their
/// numbers in the file.
pub(super) fn advice(words: Words, answer: &Answer, stop: &dyn Stop, say: &mut dyn FnMut(&str)) {
    let problem = &answer.problem;
    let nearest = match &answer.outcome {
        _ if stop.check(0).is_some() => return,
        Outcome::Infeasible { .. } => nearest(problem),
        outcome => outcome.best().map(|(timetable, _, _)| timetable.clone()),
    };
    let Some(timetable) = nearest else {
        return;
    };
    for request in missing(problem, &timetable).take(MEETINGS) {
        let mut follow = Follow {
            stop,
            tell: &mut |_| {},
        };
        let asked = (problem, &timetable, request);
        let found = remedies_until(asked, Effort::default(), &mut follow).found;
        let cut_short = stop.check(0).is_some();
        sentences(words, request, (&found, cut_short))
            .iter()
            .for_each(|line| say(line));
        if cut_short {
            return;
        }
    }
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

fn sentences(
    words: Words,
    request: RequestId,
    (found, cut_short): (&[Remedy], bool),
) -> Vec<String> {
    let say = |key: &str, args: &[(&'static str, Value)]| words.say(key, args);
    let end = cut_short.then(|| say("ways-cut-short", &[]));
    if found.is_empty() {
        return vec![end.unwrap_or_else(|| say("repair-none", &[]))];
    }
    let head = say("repair-missing", &[("meeting", name(request.0))]);
    let line = |remedy: &Remedy| {
        // The meeting itself comes in; what counts are the others.
        let others = remedy.difference.meetings.iter();
        let others = others.filter(|(r, _)| *r != request).count();
        let all = remedy.repairs.iter().map(|repair| sentence(words, repair));
        let repair = all.collect::<Vec<_>>().join(&words.say("repair-with", &[]));
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
        .chain(end)
        .collect()
}

fn sentence(words: Words, repair: &Repair) -> String {
    let say = |key: &str, args: &[(&'static str, Value)]| words.say(key, args);
    let meeting = |request: RequestId| [("meeting", name(request.0))];
    let who = |p: ParticipantId| ("who", words.participants(&[p.0]));
    let time = |slot: SlotId| ("time", words.slots(&[slot.0]));
    match *repair {
        Repair::DropOrder { order } => say(
            "repair-order",
            &[
                ("first", name(order.before.0)),
                ("second", name(order.after.0)),
            ],
        ),
        Repair::Unfix { request } => say("repair-unfix", &meeting(request)),
        Repair::WidenWindow { request } => say("repair-window", &meeting(request)),
        Repair::RaiseCap { participant } => say("repair-cap", &[who(participant)]),
        Repair::OpenSlot { participant, slot } => {
            say("repair-slot", &[who(participant), time(slot)])
        }
        Repair::AddTable { slot } => say("repair-table", &[time(slot)]),
        Repair::AddPerson { participant } => say("repair-person", &[who(participant)]),
        Repair::DropRequest { request } => say("repair-drop", &meeting(request)),
    }
}
