//! Elementary causes are found where they are planted, and they are never wrong.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{p, r, random_draft, s};
use matchmaking::explain::{Cause, ExclusionReason, elementary};
use matchmaking::{
    Draft, Participant, Place, Precedence, Problem, Request, SlotId, Table, Timetable, Variant,
    Window, judge,
};
use proptest::prelude::*;

/// Everybody with everybody listed, in `slots` slots.
fn all_held(people: usize, slots: usize, tables: usize, pairs: &[(u32, u32)]) -> Draft {
    Draft {
        name: "all".into(),
        variant: Variant::HoldAll { fairness: None },
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); people],
        requests: pairs
            .iter()
            .map(|&(a, b)| Request::between(p(a), p(b), 1, 1))
            .collect(),
        ..Draft::default()
    }
}

fn causes(draft: Draft) -> Vec<Cause> {
    elementary(&Problem::admitting_contradictions(draft).unwrap())
}

#[test]
fn finds_nothing_wrong_with_what_fits_and_in_variant_b() {
    let fits = all_held(4, 3, 2, &[(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    assert_eq!(causes(fits.clone()), []);
    let mut optional = fits;
    optional.variant = Variant::MostWeight;
    optional.tables.clear();
    assert_eq!(causes(optional), []);
}

#[test]
fn counts_tables_and_slots() {
    let pairs = [(0, 1), (2, 3), (0, 2)];
    assert_eq!(
        causes(all_held(4, 0, 1, &pairs)),
        [Cause::NoSlots { meetings: 3 }]
    );
    assert_eq!(
        causes(all_held(4, 3, 0, &pairs)),
        [Cause::NoTables { meetings: 3 }]
    );
    assert_eq!(
        causes(all_held(4, 2, 1, &pairs)),
        [Cause::TooFewPlaces {
            meetings: 3,
            places: 2
        }]
    );
    let mut fixed = all_held(4, 3, 1, &pairs);
    fixed.requests[0].fixed = Some(s(1));
    fixed.requests[1].fixed = Some(s(1));
    assert_eq!(
        causes(fixed),
        [Cause::SlotsCrowded {
            slots: vec![s(1)],
            requests: vec![r(0), r(1)],
            places: 1
        }]
    );
    let mut session = all_held(6, 4, 1, &[(0, 1), (2, 3), (4, 5), (0, 2)]);
    session.slots[3].session = Some(1);
    session.slots[2].session = Some(1);
    session.requests[..3]
        .iter_mut()
        .for_each(|x| x.window = Window::Session(1));
    assert_eq!(
        causes(session),
        [Cause::SlotsCrowded {
            slots: vec![s(2), s(3)],
            requests: vec![r(0), r(1), r(2)],
            places: 2
        }]
    );
}

#[test]
fn counts_meetings_against_free_slots() {
    let mut draft = all_held(4, 3, 2, &[(0, 1), (0, 2), (0, 3)]);
    draft.participants[0].forbidden = vec![s(2)];
    assert_eq!(
        causes(draft.clone()),
        [Cause::TooManyMeetings {
            participant: p(0),
            meetings: 3,
            free: 2,
            away: vec![s(2)]
        }]
    );
    draft.participants[0].people = 2;
    assert_eq!(causes(draft.clone()), []);
    draft.participants[0].cap = Some(2);
    assert_eq!(
        causes(draft),
        [Cause::AboveCap {
            participant: p(0),
            meetings: 3,
            cap: 2
        }]
    );
}

#[test]
fn finds_meetings_that_share_too_few_slots() {
    let mut draft = all_held(6, 5, 3, &[(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]);
    for i in [0, 2, 4] {
        draft.requests[i].window = Window::Slots(vec![s(1), s(3)]);
    }
    assert_eq!(
        causes(draft),
        [Cause::TooFewSlots {
            participant: p(0),
            requests: vec![r(0), r(2), r(4)],
            slots: vec![s(1), s(3)],
            places: 2,
            by_order: false
        }]
    );
}

#[test]
fn says_of_each_slot_why_a_meeting_cannot_be_there() {
    let mut draft = all_held(3, 4, 1, &[(0, 1), (0, 2)]);
    draft.participants[0].forbidden = vec![s(0)];
    draft.participants[1].forbidden = vec![s(1)];
    draft.tables[0].unavailable = vec![s(2)];
    draft.requests[0].window = Window::Slots(vec![s(0), s(1), s(2)]);
    let found = causes(draft);
    let [Cause::NoSlotLeft { request, excluded }] = &found[..] else {
        unreachable!("{found:?}")
    };
    assert_eq!(*request, r(0));
    let why: Vec<_> = excluded.iter().map(|e| e.why).collect();
    assert_eq!(
        why,
        [
            ExclusionReason::Away(p(0)),
            ExclusionReason::Away(p(1)),
            ExclusionReason::NoTable,
            ExclusionReason::Window
        ]
    );
}

#[test]
fn finds_chains_and_circles() {
    let before = |a, b| Precedence {
        before: r(a),
        after: r(b),
    };
    let mut draft = all_held(8, 3, 4, &[(0, 1), (2, 3), (4, 5), (6, 7)]);
    draft.precedences = vec![before(2, 1), before(1, 0), before(0, 3)];
    assert_eq!(
        causes(draft.clone()),
        [Cause::ChainTooLong {
            requests: vec![r(2), r(1), r(0), r(3)]
        }]
    );
    draft.precedences = vec![before(0, 1), before(1, 0)];
    assert!(
        matches!(&causes(draft.clone())[..], [Cause::OrderInCircle { requests }] if requests.len() == 2)
    );
    draft.precedences = vec![before(0, 1), before(1, 2)];
    draft.requests[1].fixed = Some(s(2));
    assert!(
        matches!(&causes(draft)[..], [Cause::ChainTooLong { requests }] if requests.contains(&r(2)))
    );
}

#[test]
fn finds_blocked_pairs() {
    let mut draft = all_held(2, 1, 1, &[(0, 1)]);
    draft.blocked = vec![(p(1), p(0))];
    assert_eq!(
        causes(draft),
        [Cause::Blocked {
            request: r(0),
            first: p(0),
            second: p(1)
        }]
    );
}

/// Tries every assignment of slots.
fn has_timetable(problem: &Problem, timetable: &mut Timetable, next: usize) -> bool {
    if next == problem.requests().len() {
        return judge(problem, timetable).is_valid();
    }
    problem
        .slot_ids()
        .collect::<Vec<SlotId>>()
        .into_iter()
        .any(|slot| {
            timetable.places[next] = Place::Held { slot, table: None };
            has_timetable(problem, timetable, next + 1)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn a_cause_is_never_wrong(seed in any::<u64>()) {
        let mut draft = random_draft(seed, true);
        draft.slots.truncate(3);
        draft.requests.truncate(5);
        // Rebuilt without what points at removed slots and requests.
        draft.precedences.retain(|x| x.before.index() < draft.requests.len() && x.after.index() < draft.requests.len());
        let known = draft.slots.len() as u32;
        draft.participants.iter_mut().for_each(|x| x.forbidden.retain(|slot| slot.0 < known));
        draft.tables.iter_mut().for_each(|x| x.unavailable.retain(|slot| slot.0 < known));
        for request in &mut draft.requests {
            request.fixed = request.fixed.filter(|slot| slot.0 < known);
            if let Window::Slots(list) = &mut request.window {
                list.retain(|slot| slot.0 < known);
            }
        }
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let causes = elementary(&problem);
        if !causes.is_empty() {
            let places = vec![Place::Held { slot: s(0), table: None }; problem.requests().len()];
            let mut timetable = Timetable { problem: problem.name().into(), places, claims: None, attendance: vec![] };
            prop_assert!(!has_timetable(&problem, &mut timetable, 0), "{:?}", causes);
        }
    }
}
