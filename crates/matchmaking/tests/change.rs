//! What happened becomes a problem in which the past is fixed; costs and differences are exact.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{p, problem, r, s, t, timetable, valid};
use matchmaking::change::{ChangeError, Changed, Cost, Event, MeetingChange, Move, apply};
use matchmaking::{
    Attendance, Interpreter, InterpreterId, LanguageId, LanguagePair, Problem, Request, Supply,
    Variant, judge,
};

fn changed(first_open: usize, events: &[Event]) -> Changed {
    let problem = problem();
    apply(&problem, &valid(&problem), first_open, events).unwrap()
}

fn refused(first_open: usize, event: Event) -> ChangeError {
    let problem = problem();
    apply(&problem, &valid(&problem), first_open, &[event]).unwrap_err()
}

#[test]
fn nothing_happened_costs_nothing_and_the_published_timetable_stays_valid() {
    for first_open in 0..=6 {
        let changed = changed(first_open, &[]);
        let same = timetable(&changed.problem, &common::HELD);
        assert!(judge(&changed.problem, &same).is_valid());
        let cost = changed.cost(&same);
        let breaks = judge(&changed.problem, &same).figures.breaks;
        assert_eq!(
            cost,
            Cost {
                breaks,
                ..Cost::default()
            }
        );
        assert_eq!(changed.difference(&same).unchanged, 7);
    }
}

#[test]
fn what_is_over_is_fixed_and_the_rest_can_only_be_later() {
    let changed = changed(2, &[]);
    let supply = Supply::of(&changed.problem);
    for (request, _) in changed.problem.numbered_requests() {
        let possible = supply.possible(&changed.problem, request).to_vec();
        if changed.is_frozen(request) {
            let told = changed.told[request.index()].unwrap().0;
            assert_eq!(possible, [told]);
        } else {
            assert!(
                possible.iter().all(|slot| slot.index() >= 2),
                "{possible:?}"
            );
        }
    }
    // 0–1, 0–2, 1–2 and 2–3 are over; 0–3 was limited to the morning and has slot 2 left.
    let frozen: Vec<bool> = (0..9).map(|n| changed.is_frozen(r(n))).collect();
    assert_eq!(
        frozen,
        [true, true, true, false, true, false, false, false, false]
    );
    assert_eq!(supply.possible(&changed.problem, r(3)).to_vec(), [s(2)]);
}

#[test]
fn an_absence_changes_only_what_is_to_come() {
    let event = Event::Absent {
        participant: p(0),
        people: None,
        from: s(0),
        until: Some(s(4)),
    };
    let changed = changed(2, &[event]);
    assert_eq!(changed.problem.participants()[0].forbidden, [s(2), s(3)]);
    let one_of_two = Event::Absent {
        participant: p(2),
        people: Some(1),
        from: s(3),
        until: None,
    };
    let changed = self::changed(2, &[one_of_two]);
    let supply = Supply::of(&changed.problem);
    let people: Vec<u32> = (0..6).map(|slot| supply.people(p(2), s(slot))).collect();
    assert_eq!(people, [2, 2, 2, 1, 1, 1]);
}

#[test]
fn a_meeting_called_off_is_no_loss_but_a_change_for_both_sides() {
    let changed = changed(1, &[Event::MeetingCancelled { request: r(5) }]);
    let mut held = common::HELD;
    held[5] = None;
    let without = timetable(&changed.problem, &held);
    assert!(judge(&changed.problem, &without).is_valid());
    let cost = changed.cost(&without);
    // Participant 4 keeps one meeting, as many as it was promised.
    assert_eq!(
        (cost.missed, cost.lost, cost.people, cost.meetings),
        (0, 0, 2, 1)
    );
    let difference = changed.difference(&without);
    assert_eq!(difference.people, [p(0), p(4)]);
    assert_eq!(
        difference.meetings,
        [(
            r(5),
            MeetingChange::Cancelled {
                from: s(3),
                from_table: Some(t(0))
            }
        )]
    );
}

#[test]
fn a_later_time_costs_less_than_a_lost_meeting_and_more_than_another_table() {
    let mut draft = problem().into_draft();
    draft.slots.iter_mut().enumerate().for_each(|(i, slot)| {
        slot.starts = i as i64 * 40;
        slot.ends = slot.starts + 30;
        slot.day = u32::from(i >= 4);
    });
    draft.participants[4].engagements.clear();
    let problem = matchmaking::Problem::new(draft).unwrap();
    let changed = apply(&problem, &valid(&problem), 2, &[]).unwrap();
    let cost = |request: usize, place: Option<(u32, u32)>| {
        let mut held = common::HELD;
        held[request] = place;
        changed.cost(&timetable(&changed.problem, &held))
    };
    let table = cost(5, Some((3, 2)));
    let time = cost(5, Some((5, 2)));
    let lost = cost(5, None);
    assert!(table < time && time < lost, "{table:?} {time:?} {lost:?}");
    assert_eq!((table.people, table.meetings, table.disturbance), (2, 1, 4));
    assert_eq!((time.people, time.meetings, time.disturbance), (2, 1, 12));
    // Slot 5 is on the second day; what counts is the told time, 40 minutes ahead.
    assert_eq!((lost.missed, lost.lost), (1, 5));
    let step = Move {
        from: s(3),
        from_table: Some(t(0)),
        to: s(5),
        to_table: Some(t(2)),
    };
    let mut held = common::HELD;
    held[5] = Some((5, 2));
    assert_eq!(
        changed
            .difference(&timetable(&changed.problem, &held))
            .meetings,
        [(r(5), MeetingChange::Moved(step))]
    );
    // On the next day everything is a quarter as dear.
    assert_eq!(cost(6, Some((5, 0))).disturbance, 3);
}

#[test]
fn a_new_request_is_lost_when_it_gets_no_place() {
    let changed = changed(
        1,
        &[Event::NewRequest(Request {
            must: true,
            weight: 9,
            ..Request::between(p(1), p(5), 3, 3)
        })],
    );
    let mut held = common::HELD.to_vec();
    held.push(None);
    let refused = timetable(&changed.problem, &held);
    let cost = changed.cost(&refused);
    assert_eq!((cost.missed, cost.lost, cost.people), (1, 9, 0));
    assert_eq!(changed.difference(&refused).refused, [r(9)]);
    held[9] = Some((5, 0));
    let taken = timetable(&changed.problem, &held);
    assert!(judge(&changed.problem, &taken).is_valid());
    let cost = changed.cost(&taken);
    assert_eq!(
        (cost.missed, cost.lost, cost.people, cost.meetings),
        (0, 0, 2, 1)
    );
}

#[test]
fn where_everything_had_to_be_held_every_meeting_becomes_a_must() {
    let mut draft = problem().into_draft();
    draft.variant = Variant::HoldAll { fairness: None };
    draft.requests.truncate(7);
    let problem = matchmaking::Problem::new(draft).unwrap();
    let published = timetable(&problem, &common::HELD[..7]);
    let changed = apply(&problem, &published, 0, &[]).unwrap();
    assert_eq!(changed.problem.variant(), Variant::MostWeight);
    assert!(
        changed
            .problem
            .requests()
            .iter()
            .all(|request| request.must)
    );
}

#[test]
fn what_cannot_have_happened_is_refused_by_name() {
    assert_eq!(
        refused(2, Event::MeetingCancelled { request: r(0) }),
        ChangeError::AlreadyHeld {
            event: 0,
            request: r(0),
            slot: s(1)
        }
    );
    assert_eq!(
        refused(2, Event::SlotLost { slot: s(1) }),
        ChangeError::AlreadyOver {
            event: 0,
            slot: s(1)
        }
    );
    assert_eq!(
        refused(0, Event::MeetingCancelled { request: r(99) }),
        ChangeError::UnknownRequest {
            event: 0,
            request: r(99)
        }
    );
    let absent = |participant, from, until| Event::Absent {
        participant,
        people: None,
        from,
        until,
    };
    assert_eq!(
        refused(0, absent(p(9), s(0), None)),
        ChangeError::UnknownParticipant {
            event: 0,
            participant: p(9)
        }
    );
    assert_eq!(
        refused(0, absent(p(0), s(3), Some(s(3)))),
        ChangeError::NoTime {
            event: 0,
            from: s(3),
            until: s(3)
        }
    );
    assert!(matches!(
        refused(0, Event::NewRequest(Request::between(p(0), p(0), 1, 1))),
        ChangeError::Malformed(_)
    ));
    let table = Event::TableLost {
        table: t(7),
        from: s(0),
        until: None,
    };
    assert_eq!(
        refused(0, table),
        ChangeError::UnknownTable {
            event: 0,
            table: t(7)
        }
    );
}

#[test]
fn a_sick_interpreter_works_no_more_and_who_takes_over_is_a_difference() {
    let mut draft = problem().into_draft();
    let pair = LanguagePair(LanguageId(0), LanguageId(1));
    draft.languages = vec!["zh".into(), "de".into()];
    let both = Interpreter {
        languages: vec![pair],
        ..Interpreter::default()
    };
    draft.interpreters = vec![both.clone(), both];
    draft.requests[0].language = Some(pair);
    let problem = Problem::new(draft).unwrap();
    let by = |interpreter| {
        vec![Attendance {
            request: r(0),
            persons: [None; 2],
            interpreter: Some(InterpreterId(interpreter)),
        }]
    };
    let mut published = timetable(&problem, &common::HELD);
    published.attendance = by(0);
    let sick = |interpreter, from| Event::InterpreterAbsent {
        interpreter: InterpreterId(interpreter),
        from: s(from),
        until: None,
    };
    let changed = apply(&problem, &published, 0, &[sick(0, 0)]).unwrap();
    assert!(!judge(&changed.problem, &published).is_valid());
    let mut mended = published.clone();
    mended.attendance = by(1);
    assert!(judge(&changed.problem, &mended).is_valid());
    let cost = changed.cost(&mended);
    assert_eq!((cost.people, cost.meetings, cost.crews), (0, 0, 1));
    let difference = changed.difference(&mended);
    assert_eq!(difference.crews, [r(0)]);
    assert_eq!(difference.unchanged, 6);

    // What is over was interpreted.
    let later = apply(&problem, &published, 2, &[sick(0, 0)]).unwrap();
    let mut same = timetable(&later.problem, &common::HELD);
    same.attendance = by(0);
    assert!(judge(&later.problem, &same).is_valid());
    assert_eq!(
        apply(&problem, &published, 0, &[sick(2, 0)]).unwrap_err(),
        ChangeError::UnknownInterpreter {
            event: 0,
            interpreter: InterpreterId(2)
        }
    );
}
