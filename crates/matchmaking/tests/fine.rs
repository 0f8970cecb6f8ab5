//! The finer rules: what the judge notices of them, against a slow twin, and whether the reasons
//! for what has no place are true.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;
mod twin;

use common::{
    HELD, at, draft, p, r, random_attendance, random_draft, random_timetable, s, t, timetable,
    with_finer_rules, with_resources,
};
use matchmaking::judge::Violation;
use matchmaking::{
    Attendance, Draft, Hindrance, InterpreterId, Obstacle, Place, Problem, ProblemError, Reason,
    RequestId, SlotId, TableId, Timetable, judge, reasons,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use twin::{as_twin, twin};

/// Judges the usual timetable after a change of the problem.
fn judged(change: impl FnOnce(&mut Draft)) -> Vec<Violation> {
    let mut draft = draft();
    change(&mut draft);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    judge(&problem, &timetable(&problem, &HELD)).violations
}

#[test]
fn a_refusal_is_a_blocked_pair() {
    let found = judged(|x| x.requests[1].no_thanks = true);
    let pair = Violation::BlockedPair {
        request: r(1),
        first: p(0),
        second: p(2),
    };
    assert_eq!(found, [pair]);
    // It holds for the pair, whoever asked: a second request between them is refused too.
    let mut draft = draft();
    draft.requests[7].no_thanks = true;
    draft.requests[7].must = true;
    let error = Problem::new(draft).unwrap_err();
    assert_eq!(
        error.errors,
        [ProblemError::BlockedButWanted { request: r(7) }]
    );
}

#[test]
fn a_locked_meeting_sits_at_its_table() {
    assert_eq!(judged(|x| x.requests[4].table = Some(t(1))), []);
    let moved = Violation::MovedTable {
        request: r(4),
        locked: t(0),
        table: Some(t(1)),
    };
    assert_eq!(judged(|x| x.requests[4].table = Some(t(0))), [moved]);
}

#[test]
fn says_what_is_wrong_with_locks_and_pauses() {
    let refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        Problem::new(draft).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&|x| x.participants[2].longest_run = Some(0)),
        "participant 2 has a longest run of 0 meetings; it must be at least 1"
    );
    assert_eq!(
        refused(&|x| x.requests[2].table = Some(t(3))),
        "request 2 is locked at table 3, which does not exist"
    );
    assert_eq!(
        refused(&|x| {
            x.requests[2].table = Some(t(2));
            x.requests[2].fixed = Some(s(0));
        }),
        "request 2 is fixed in slot 0, in which its locked table 2 is unavailable"
    );
    assert_eq!(
        refused(&|x| {
            for request in [0, 4] {
                x.requests[request].table = Some(t(1));
                x.requests[request].fixed = Some(s(1));
            }
        }),
        "requests 0 and 4 are both fixed in slot 1 and locked at table 1"
    );
}

#[test]
fn everybody_gets_the_pause_they_need() {
    // Participant 0 meets in slots 0 to 3, but lunch is before slot 3.
    assert_eq!(judged(|x| x.participants[0].longest_run = Some(3)), []);
    let tired = |slots: Vec<SlotId>| Violation::NoPause {
        participant: p(0),
        longest: 2,
        slots,
    };
    assert_eq!(
        judged(|x| x.participants[0].longest_run = Some(2)),
        [tired(vec![s(0), s(1), s(2)])]
    );
    assert_eq!(
        judged(|x| {
            x.slots[3].follows = true;
            x.participants[0].longest_run = Some(2);
        }),
        [tired(vec![s(0), s(1), s(2), s(3)])]
    );
}

#[test]
fn what_stands_in_the_way_is_named_and_checked() {
    let mut draft = draft();
    draft.participants[1].longest_run = Some(1);
    draft.requests[2].table = Some(t(0));
    let problem = Problem::new(draft).unwrap();
    let mut held = HELD;
    // Participants 1 and 2 are both free in slots 2, 3 and 5 and could meet in no other.
    held[2] = None;
    held[6] = Some((4, 0));
    held[7] = None;
    let told = timetable(&problem, &held);
    let expected = vec![
        Hindrance {
            slot: s(0),
            by: Obstacle::Pause(p(1)),
        },
        Hindrance {
            slot: s(2),
            by: Obstacle::Pause(p(1)),
        },
        Hindrance {
            slot: s(3),
            by: Obstacle::Pause(p(1)),
        },
        Hindrance {
            slot: s(5),
            by: Obstacle::Pause(p(1)),
        },
    ];
    assert_eq!(
        told.places[2],
        Place::Unplaced(Reason::Hindered {
            slots: expected.clone()
        })
    );
    assert_eq!(judge(&problem, &told).violations, []);
    let mut lies = vec![Reason::StillOpen {
        slots: vec![s(2), s(3), s(5)],
    }];
    let mut other = expected.clone();
    other[0].by = Obstacle::Pause(p(2));
    lies.push(Reason::Hindered { slots: other });
    let mut other = expected.clone();
    other[1].by = Obstacle::Pause(p(3));
    lies.push(Reason::Hindered { slots: other });
    lies.push(Reason::Hindered {
        slots: expected[1..].to_vec(),
    });
    lies.push(Reason::Hindered { slots: vec![] });
    for reason in lies {
        let mut lying = told.clone();
        lying.places[2] = Place::Unplaced(reason.clone());
        let untrue = Violation::UntrueReason {
            request: r(2),
            reason,
        };
        assert_eq!(judge(&problem, &lying).violations, [untrue]);
    }
}

#[test]
fn a_table_taken_by_another_is_an_obstacle() {
    let mut draft = Draft {
        requests: draft().requests[..2].to_vec(),
        precedences: vec![],
        ..draft()
    };
    for request in &mut draft.requests {
        request.table = Some(t(1));
        request.fixed = Some(s(1));
    }
    draft.requests[1].first = p(4);
    draft.requests[1].second = p(5);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let told = reasons::with_reasons(&problem, &[Some((s(1), Some(t(1)))), None]);
    let slots = vec![Hindrance {
        slot: s(1),
        by: Obstacle::Table,
    }];
    assert_eq!(told.places[1], Place::Unplaced(Reason::Hindered { slots }));
    assert_eq!(judge(&problem, &told).violations, []);
    let mut both = told;
    both.places[1] = at(1, 1);
    let twice = Violation::TableTwice {
        table: t(1),
        slot: s(1),
        requests: vec![r(0), r(1)],
    };
    assert_eq!(judge(&problem, &both).violations, [twice]);
}

/// A random timetable with random people, mostly wrong.
fn peopled(problem: &Problem, seed: u64) -> Timetable {
    let timetable = random_timetable(problem, seed);
    let attendance = random_attendance(problem, &timetable, seed);
    let places: Vec<_> = timetable.places.iter().map(held).collect();
    reasons::with_reasons_and_people(problem, &places, attendance)
}

fn finer(seed: u64, hold_all: bool) -> Problem {
    let draft = with_finer_rules(random_draft(seed, hold_all), seed);
    let draft = with_resources(draft, seed);
    Problem::admitting_contradictions(draft).unwrap()
}

/// Rules that a timetable breaks, but for missing and unfair meetings and untrue reasons.
fn broken(problem: &Problem, timetable: &Timetable) -> usize {
    let hard = |v: &&Violation| {
        !matches!(
            v,
            Violation::Missing { .. } | Violation::Unfair { .. } | Violation::UntrueReason { .. }
        )
    };
    judge(problem, timetable)
        .violations
        .iter()
        .filter(hard)
        .count()
}

/// Every way to put the request into the slot: tables, people, interpreters.
fn ways(problem: &Problem, timetable: &Timetable, r: usize, slot: SlotId) -> Vec<Timetable> {
    let people = |side: usize| {
        let firm = problem.requests()[r].sides()[side];
        (0..problem.participants()[firm.index()].people).map(Some)
    };
    let interpreters = (0..problem.interpreters().len()).map(|i| Some(InterpreterId::at(i)));
    let interpreters: Vec<_> = interpreters.chain([None]).collect();
    let mut found = Vec::new();
    for table in (0..problem.tables().len()).map(|table| Some(TableId::at(table))) {
        for first in people(0) {
            for second in people(1) {
                for &interpreter in &interpreters {
                    let mut more = timetable.clone();
                    more.places[r] = Place::Held { slot, table };
                    more.attendance.push(Attendance {
                        request: RequestId::at(r),
                        persons: [first, second],
                        interpreter,
                    });
                    found.push(more);
                }
            }
        }
    }
    found
}

/// A timetable that keeps every rule: what fits is put in one by one, but for every third.
fn valid(problem: &Problem) -> Timetable {
    let mut timetable = reasons::with_reasons(problem, &vec![None; problem.requests().len()]);
    for r in (0..problem.requests().len()).filter(|r| r % 3 != 2) {
        let fits = |more: &Timetable| broken(problem, more) == 0;
        let mut everywhere = problem
            .slot_ids()
            .flat_map(|slot| ways(problem, &timetable, r, slot));
        if let Some(more) = everywhere.find(fits) {
            timetable = more;
        }
    }
    let places: Vec<_> = timetable.places.iter().map(held).collect();
    reasons::with_reasons_and_people(problem, &places, timetable.attendance)
}

fn held(place: &Place) -> Option<(SlotId, Option<TableId>)> {
    match *place {
        Place::Held { slot, table } => Some((slot, table)),
        Place::Unplaced(_) => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn the_judge_agrees_with_the_twin(seed in any::<u64>(), hold_all in any::<bool>()) {
        let problem = finer(seed, hold_all);
        let timetable = peopled(&problem, seed);
        let found = judge(&problem, &timetable).violations;
        let mine: BTreeSet<_> = found.iter().filter_map(|v| as_twin(&problem, v)).collect();
        let mut slow = twin(&problem, &timetable);
        slow.retain(|(rule, numbers)| {
            let sides = || problem.requests()[numbers[0] as usize].sides();
            let listed = |pair: &(_, _)| sides().contains(&pair.0) && sides().contains(&pair.1);
            *rule != "blocked" || !problem.blocked().iter().any(listed)
        });
        prop_assert_eq!(mine, slow);
        let lies = found.iter().any(|v| matches!(v, Violation::UntrueReason { .. }));
        prop_assert!(!lies, "{:?}", found);
    }

    #[test]
    fn reasons_say_whether_there_is_room(seed in any::<u64>()) {
        let problem = finer(seed, false);
        let timetable = valid(&problem);
        prop_assert_eq!(judge(&problem, &timetable).violations, []);
        for (r, place) in timetable.places.iter().enumerate() {
            let Place::Unplaced(reason) = place else { continue };
            let fits = |slot: &SlotId| {
                ways(&problem, &timetable, r, *slot).iter().any(|more| broken(&problem, more) == 0)
            };
            let room: Vec<SlotId> = problem.slot_ids().filter(fits).collect();
            match reason {
                Reason::StillOpen { slots } => prop_assert_eq!(slots, &room),
                other => prop_assert!(room.is_empty(), "{} fits in {:?}: {:?}", r, room, other),
            }
        }
    }
}
