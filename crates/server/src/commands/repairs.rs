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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::conflicts::contradiction;
    use super::*;
    use matchmaking::{Draft, Participant, Request, Table, Variant};
    use scheduler::{Halt, StepLimit, silent};
    use std::cell::Cell;

    /// Three firms that all want to meet each other, in two slots.
    fn triangle() -> Answer {
        let between = |(a, b)| Request {
            must: true,
            ..Request::between(ParticipantId(a), ParticipantId(b), 1, 1)
        };
        let draft = Draft {
            name: "triangle".into(),
            variant: Variant::MostWeight,
            slots: Draft::plain_slots(2),
            tables: vec![Table::default(); 3],
            participants: vec![Participant::single(); 3],
            requests: [(0, 1), (1, 2), (0, 2)].map(between).to_vec(),
            ..Draft::default()
        };
        let problem = Problem::admitting_contradictions(draft).unwrap();
        scheduler::command::schedule(problem, 1, &StepLimit(5_000), &mut silent())
    }

    /// What is said before the stop was asked so often.
    fn said(answer: &Answer, most: u64) -> Vec<String> {
        let words = Words::of("en").unwrap();
        let asked = Cell::new(0);
        let stop = |_: u64| {
            asked.set(asked.get() + 1);
            (asked.get() > most).then_some(Halt::Requested)
        };
        let mut lines = Vec::new();
        let mut say = |line: &str| lines.push(line.to_owned());
        contradiction(words, answer, &stop, &mut say);
        advice(words, answer, &stop, &mut say);
        lines
    }

    #[test]
    fn what_is_found_is_said_however_early_the_search_ends() {
        let answer = triangle();
        let whole = said(&answer, u64::MAX);
        let has = |lines: &[String], part: &str| lines.iter().any(|line| line.contains(part));
        for part in ["contradict each other", "are all held", "would fit with"] {
            assert!(has(&whole, part), "no “{part}” in {whole:?}");
        }
        assert!(!has(&whole, "ended before"));
        assert_eq!(said(&answer, 0), Vec::<String>::new());
        let mut parts = 0;
        for most in 1.. {
            let lines = said(&answer, most);
            if lines == whole {
                break;
            }
            // Whatever repair is named works: the whole search names it too.
            let repairs = lines.iter().filter(|line| line.contains("one person more"));
            repairs.for_each(|line| assert!(whole.contains(line), "{line} in {whole:?}"));
            parts += usize::from(has(&lines, "ended before everything was tried"));
        }
        assert!(parts > 0, "the search is never ended on its way");
    }
}
