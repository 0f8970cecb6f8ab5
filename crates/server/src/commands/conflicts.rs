//! What `legation schedule` says of a problem without a timetable where counting shows nothing.

use super::words::{Words, count, name};
use i18n::Value;
use matchmaking::conflict::Demand;
use matchmaking::explain::Cause;
use matchmaking::{ParticipantId, Problem, RequestId};
use scheduler::Stop;
use scheduler::command::Answer;
use scheduler::conflict::{Thoroughness, conflict_until};

/// Says the demands that contradict each other, one a line; nothing where none is proved before
/// `stop`, where counting has shown a cause already, or where everything that must be held is.
pub(super) fn contradiction(
    words: Words,
    answer: &Answer,
    stop: &dyn Stop,
    say: &mut dyn FnMut(&str),
) {
    let problem = &answer.problem;
    let counted = |cause: &Cause| !matches!(cause, Cause::Contradiction { .. });
    let counted = answer.causes().iter().any(counted);
    let missed = answer.outcome.best().is_none_or(|(_, figures, _)| {
        !answer.has_timetable() || figures.musts_missed + figures.below_minimum > 0
    });
    if !missed || counted || stop.check(0).is_some() {
        return;
    }
    say(&words.say("ways-terminal", &[]));
    let found = conflict_until(problem, Thoroughness::patient(), stop, &mut |_| {});
    let Some(found) = found else {
        return;
    };
    let head = if found.minimal {
        "conflict-minimal"
    } else {
        "conflict-found"
    };
    say(&words.say(head, &[]));
    for portion in found.portions(problem) {
        say(&format!("  {}", sentence(words, problem, portion)));
    }
}

/// Demands of one kind in a sentence.
fn sentence(words: Words, problem: &Problem, portion: &[Demand]) -> String {
    let Some(demand) = portion.first() else {
        return String::new();
    };
    let meeting = |r: RequestId| [("meeting", name(r.0))];
    let say = |key: &str, args: &[(&'static str, Value)]| words.say(key, args);
    match *demand {
        Demand::Fairness => say("conflict-fairness", &[]),
        Demand::Tables => say("conflict-tables", &[]),
        Demand::Order(order) => {
            let first = ("first", name(order.before.0));
            say("conflict-order", &[first, ("second", name(order.after.0))])
        }
        Demand::Locked(request) => say("conflict-locked", &meeting(request)),
        Demand::Window(request) => say("conflict-window", &meeting(request)),
        Demand::Fixed(request) => say("conflict-fixed", &meeting(request)),
        Demand::Apart(one, other) => {
            let first = ("first", words.participants(&[one.0]));
            let second = ("second", words.participants(&[other.0]));
            say("conflict-apart", &[first, second])
        }
        Demand::Pause(p)
        | Demand::Cap(p)
        | Demand::Engaged(p, _)
        | Demand::Away(p, _)
        | Demand::People(p)
        | Demand::Minimum(p) => of_participant(words, problem, (p, *demand, portion)),
        Demand::Meeting(_) => {
            let numbers: Vec<String> = numbers(portion).iter().map(u32::to_string).collect();
            let meetings = Value::Text(numbers.join(", "));
            let number = count(portion.len() as u32);
            say(
                "conflict-meeting",
                &[("meeting", meetings), ("count", number)],
            )
        }
    }
}

/// What the demands of a portion are about: participants, slots or meetings.
fn numbers(portion: &[Demand]) -> Vec<u32> {
    let number = |demand: &Demand| match demand {
        Demand::People(p) => Some(p.0),
        Demand::Away(_, slot) => Some(slot.0),
        Demand::Meeting(request) => Some(request.0),
        _ => None,
    };
    portion.iter().filter_map(number).collect()
}

/// A demand about a participant.
fn of_participant(
    words: Words,
    problem: &Problem,
    (participant, demand, portion): (ParticipantId, Demand, &[Demand]),
) -> String {
    let who = &problem.participants()[participant.index()];
    let named = ("who", words.participants(&[participant.0]));
    let counted = |key: &str, n: u32| words.say(key, &[named.clone(), ("count", count(n))]);
    let timed =
        |key: &str, slots: &[u32]| words.say(key, &[named.clone(), ("time", words.slots(slots))]);
    match demand {
        Demand::Pause(_) => counted("conflict-pause", who.longest_run.unwrap_or_default()),
        Demand::Cap(_) => counted("conflict-cap", who.cap.unwrap_or_default()),
        Demand::Minimum(_) => counted("conflict-minimum", who.minimum),
        Demand::Engaged(_, number) => timed(
            "conflict-engaged",
            &engaged_slots(problem, participant, number),
        ),
        Demand::Away(..) => timed("conflict-away", &numbers(portion)),
        _ => {
            let all = ("who", words.participants(&numbers(portion)));
            words.say("conflict-people", &[all, ("count", count(who.people))])
        }
    }
}

/// The slots that an engagement of a participant takes.
fn engaged_slots(problem: &Problem, participant: ParticipantId, number: u32) -> Vec<u32> {
    let engagements = &problem.participants()[participant.index()].engagements;
    let Some(engagement) = engagements.get(number as usize) else {
        return Vec::new();
    };
    let at =
        |slot: &matchmaking::Slot| engagement.starts < slot.ends && slot.starts < engagement.ends;
    let slots = (0..).zip(problem.slots()).filter(|(_, slot)| at(slot));
    slots.map(|(number, _)| number).collect()
}
