//! The judge notices every way in which a valid timetable can be corrupted, names all the facts,
//! and agrees with a slow obvious twin on random timetables.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{HELD, at, draft, p, problem, r, s, t, timetable, valid};
use matchmaking::judge::{Shortfall, Verdict, Violation};
use matchmaking::{Place, Problem, Reason, Variant, judge};

fn judged(change: impl FnOnce(&mut matchmaking::Timetable)) -> Verdict {
    let problem = problem();
    let mut timetable = valid(&problem);
    change(&mut timetable);
    timetable.claims = None;
    judge(&problem, &timetable)
}

/// The corruption is noticed, and nothing else is reported but reasons that it made untrue.
fn only(change: impl FnOnce(&mut matchmaking::Timetable), expected: &Violation) {
    let mut violations = judged(change).violations;
    violations.retain(|v| !matches!(v, Violation::UntrueReason { .. }));
    assert_eq!(violations, std::slice::from_ref(expected));
}

#[test]
fn accepts_the_valid_one_with_its_figures() {
    let problem = problem();
    let verdict = judge(&problem, &valid(&problem));
    assert_eq!(verdict.violations, []);
    assert_eq!(verdict.shortfalls, []);
    let f = verdict.figures;
    assert_eq!((f.held.part, f.held.whole, f.weight.part), (7, 9, 35));
    // Participant 1 meets in slots 0, 1, 4 and lunch is before slot 3: no break for anybody.
    assert_eq!((f.breaks, f.most_breaks), (0, 0));
    assert_eq!((f.least_satisfied.part, f.least_satisfied.whole), (0, 1));
    assert_eq!((f.table_use.part, f.table_use.whole), (7, 17));
}

#[test]
fn a_border_that_counts_makes_a_break() {
    let mut draft = draft();
    draft.slots[3].follows = true;
    let problem = Problem::new(draft).unwrap();
    // Participant 1 waits in slots 2 and 3: one break.
    assert_eq!(judge(&problem, &valid(&problem)).figures.breaks, 1);
}

#[test]
fn notices_a_person_in_two_places() {
    let verdict = judged(|x| x.places[3] = at(1, 2));
    let twice = |n, requests| Violation::DoubleBooked {
        participant: p(n),
        slot: s(1),
        requests,
    };
    assert_eq!(
        verdict.violations,
        [twice(0, vec![r(0), r(3)]), twice(3, vec![r(3), r(4)])]
    );
}

#[test]
fn notices_both_sides_in_two_places() {
    let verdict = judged(|x| x.places[5] = at(4, 1));
    assert_eq!(
        verdict.violations,
        [Violation::DoubleBooked {
            participant: p(4),
            slot: s(4),
            requests: vec![r(5), r(6)]
        }]
    );
}

#[test]
fn notices_a_firm_beyond_its_people() {
    let mut draft = draft();
    draft.participants[4].cap = None;
    let problem = Problem::new(draft).unwrap();
    let mut held = HELD;
    held[7] = Some((2, 1));
    let mut table = timetable(&problem, &held);
    table.places[1] = at(2, 2);
    table.places[2] = at(2, 1);
    table.places[7] = at(2, 0);
    table.places[3] = Place::Unplaced(Reason::NotGiven);
    let found = judge(&problem, &table).violations;
    let expected = Violation::FirmBeyondPeople {
        participant: p(2),
        slot: s(2),
        requests: vec![r(1), r(2), r(7)],
        people: 2,
    };
    assert!(found.contains(&expected), "{found:?}");
}

#[test]
fn notices_forbidden_time() {
    only(
        |x| {
            x.places[1] = at(2, 1);
            x.places[2] = at(4, 1);
            x.places[3] = at(0, 0);
            x.places[6] = at(3, 1);
            x.places[5] = at(4, 0);
        },
        &Violation::ForbiddenTime {
            request: r(3),
            participant: p(3),
            slot: s(0),
        },
    );
}

#[test]
fn notices_an_engagement() {
    only(
        |x| x.places[6] = at(5, 0),
        &Violation::Engaged {
            request: r(6),
            participant: p(4),
            slot: s(5),
            engagements: vec![0],
        },
    );
}

#[test]
fn notices_a_moved_fixed_meeting() {
    only(
        |x| x.places[0] = at(5, 0),
        &Violation::MovedFixed {
            request: r(0),
            fixed: s(1),
            slot: s(5),
        },
    );
}

#[test]
fn notices_a_meeting_outside_its_window() {
    only(
        |x| x.places[3] = at(4, 1),
        &Violation::OutsideWindow {
            request: r(3),
            slot: s(4),
        },
    );
}

#[test]
fn notices_a_blocked_pair() {
    only(
        |x| x.places[8] = at(5, 0),
        &Violation::BlockedPair {
            request: r(8),
            first: p(3),
            second: p(5),
        },
    );
}

#[test]
fn notices_tables_used_twice_closed_or_unknown() {
    only(
        |x| x.places[4] = at(1, 0),
        &Violation::TableTwice {
            table: t(0),
            slot: s(1),
            requests: vec![r(0), r(4)],
        },
    );
    only(
        |x| x.places[2] = at(0, 2),
        &Violation::TableUnavailable {
            request: r(2),
            table: t(2),
            slot: s(0),
        },
    );
    only(
        |x| x.places[2] = at(0, 9),
        &Violation::UnknownTable {
            request: r(2),
            table: t(9),
        },
    );
}

#[test]
fn notices_more_meetings_than_tables() {
    let mut draft = draft();
    draft.tables.truncate(1);
    let problem = Problem::new(draft).unwrap();
    let mut table = valid(&problem);
    for place in &mut table.places {
        if let Place::Held { table, .. } = place {
            *table = None;
        }
    }
    let found = judge(&problem, &table).violations;
    assert_eq!(
        found,
        [
            Violation::TooFewTables {
                slot: s(0),
                meetings: 2,
                tables: 1
            },
            Violation::TooFewTables {
                slot: s(1),
                meetings: 2,
                tables: 1
            }
        ]
    );
}

#[test]
fn notices_broken_order() {
    only(
        |x| x.places[1] = at(5, 0),
        &Violation::OutOfOrder {
            before: r(1),
            before_slot: s(5),
            after: r(5),
            after_slot: s(3),
        },
    );
}

#[test]
fn notices_a_cap() {
    only(
        |x| x.places[7] = at(2, 1),
        &Violation::AboveCap {
            participant: p(4),
            cap: 2,
            held: 3,
        },
    );
}

#[test]
fn counts_musts_and_minimums_as_shortfalls() {
    let verdict = judged(|x| {
        x.places[5] = Place::Unplaced(Reason::NotGiven);
        x.places[6] = Place::Unplaced(Reason::NotGiven);
    });
    assert_eq!(
        verdict.shortfalls,
        [
            Shortfall::MustMissed { request: r(5) },
            Shortfall::BelowMinimum {
                participant: p(4),
                minimum: 1,
                held: 0
            }
        ]
    );
    assert_eq!(
        (verdict.figures.musts_missed, verdict.figures.below_minimum),
        (1, 1)
    );
}

#[test]
fn notices_unknown_slots_and_wrong_lengths() {
    only(
        |x| x.places[6] = at(17, 0),
        &Violation::UnknownSlot {
            request: r(6),
            slot: s(17),
        },
    );
    only(
        |x| {
            x.places.push(at(2, 2));
        },
        &Violation::WrongLength {
            requests: 9,
            places: 10,
        },
    );
    let verdict = judged(|x| x.places.clear());
    assert_eq!(
        verdict.violations,
        [Violation::WrongLength {
            requests: 9,
            places: 0
        }]
    );
    only(
        |x| x.problem = "autumn".into(),
        &Violation::OtherProblem {
            expected: "spring".into(),
            found: "autumn".into(),
        },
    );
}

#[test]
fn notices_missing_and_untrue_reasons() {
    only(
        |x| x.places[7] = Place::Unplaced(Reason::NotGiven),
        &Violation::NoReason { request: r(7) },
    );
    let lies = [
        Reason::Blocked,
        Reason::NoPossibleSlot,
        Reason::CapReached {
            participant: p(2),
            cap: 2,
        },
        Reason::CapReached {
            participant: p(4),
            cap: 3,
        },
        Reason::ParticipantFull {
            participant: p(2),
            slots: vec![s(0), s(1)],
        },
        Reason::Displaced {
            participant: p(4),
            by: vec![],
        },
        Reason::Displaced {
            participant: p(4),
            by: vec![r(0)],
        },
        Reason::Displaced {
            participant: p(4),
            by: vec![r(77)],
        },
        Reason::NoCommonFreeSlot {
            first_free: vec![],
            second_free: vec![],
        },
        Reason::OrderForbids {
            slots: vec![s(2)],
            others: vec![r(1)],
        },
        Reason::NoTableFree { slots: vec![s(2)] },
        Reason::StillOpen { slots: vec![s(2)] },
    ];
    for lie in lies {
        let told = lie.clone();
        let verdict = judged(|x| x.places[7] = Place::Unplaced(lie));
        assert_eq!(
            verdict.violations,
            [Violation::UntrueReason {
                request: r(7),
                reason: told
            }]
        );
    }
}

#[test]
fn notices_false_claims() {
    let problem = problem();
    let mut table = valid(&problem);
    let counted = table.claims.clone().unwrap();
    let mut claimed = counted.clone();
    claimed.breaks = 1;
    table.claims = Some(claimed.clone());
    assert_eq!(
        judge(&problem, &table).violations,
        [Violation::FalseClaims { claimed, counted }]
    );
}

#[test]
fn variant_a_demands_every_meeting_and_fair_breaks() {
    let mut draft = draft();
    draft.variant = Variant::HoldAll { fairness: Some(0) };
    let problem = Problem::new(draft).unwrap();
    let missing = |request| Violation::Missing { request };
    assert_eq!(
        judge(&problem, &valid(&problem)).violations,
        [missing(r(7)), missing(r(8))]
    );
    let mut held = HELD;
    held[6] = Some((5, 0));
    held[5] = Some((4, 0));
    held[0] = Some((3, 0));
    let found = judge(&problem, &timetable(&problem, &held)).violations;
    let unfair = Violation::Unfair {
        limit: 0,
        most: 1,
        most_of: p(1),
        fewest: 0,
        fewest_of: p(2),
    };
    assert!(found.contains(&unfair), "{found:?}");
}
