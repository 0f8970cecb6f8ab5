//! What is called a contradiction is one, and each part of it matters.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../matchmaking/tests/common/mod.rs"]
mod common;

use common::{random_draft, with_finer_rules};
use matchmaking::conflict::{Conflict, Demand, demands, only};
use matchmaking::{
    Draft, Participant, ParticipantId, Problem, Request, RequestId, SlotId, Table, Variant, judge,
    reasons,
};
use proptest::prelude::*;
use scheduler::Halt;
use scheduler::conflict::{Thoroughness, conflict, conflict_until};
use std::collections::BTreeSet;

/// Whether all that is demanded can be kept, by trying every slot for every meeting.
fn possible(problem: &Problem) -> bool {
    fn from(problem: &Problem, slots: &mut Vec<Option<SlotId>>) -> bool {
        let Some(asked) = problem.requests().get(slots.len()) else {
            return keeps_all(problem, slots);
        };
        let may_miss = !problem.holds_all() && !asked.must;
        let nowhere = may_miss.then_some(None);
        problem.slot_ids().map(Some).chain(nowhere).any(|slot| {
            slots.push(slot);
            let found = from(problem, slots);
            slots.pop();
            found
        })
    }
    from(problem, &mut Vec::new())
}

fn keeps_all(problem: &Problem, slots: &[Option<SlotId>]) -> bool {
    let seats: Vec<_> = slots
        .iter()
        .zip(problem.requests())
        .map(|(slot, asked)| slot.map(|slot| (slot, asked.table)))
        .collect();
    let verdict = judge(problem, &reasons::with_reasons(problem, &seats));
    let missed = verdict.figures.musts_missed + verdict.figures.below_minimum;
    verdict.is_valid() && (problem.holds_all() || missed == 0)
}

/// A small random problem with all rules.
fn small(seed: u64, hold_all: bool) -> Problem {
    let mut draft = random_draft(seed, hold_all);
    if hold_all {
        draft.variant = Variant::HoldAll { fairness: None };
    }
    draft.slots.truncate(4);
    draft.requests.truncate(5);
    let (slots, last) = (draft.slots.len() as u32, draft.requests.len());
    let inside = |slot: &SlotId| slot.0 < slots;
    draft
        .precedences
        .retain(|p| p.before.index() < last && p.after.index() < last);
    draft
        .tables
        .iter_mut()
        .for_each(|t| t.unavailable.retain(inside));
    for participant in &mut draft.participants {
        participant.forbidden.retain(inside);
    }
    for request in &mut draft.requests {
        request.fixed = request.fixed.filter(inside);
        if let matchmaking::Window::Slots(slots) = &mut request.window {
            slots.retain(inside);
        }
    }
    if seed.is_multiple_of(3) {
        draft = with_finer_rules(draft, seed);
    }
    Problem::admitting_contradictions(draft).unwrap()
}

fn check(problem: &Problem) -> Result<usize, TestCaseError> {
    let Some(found) = conflict(problem, 2_000) else {
        prop_assert!(
            possible(problem),
            "no contradiction was found in {:?}",
            problem
        );
        return Ok(0);
    };
    prop_assert!(!possible(&only(problem, &found.demands).unwrap()));
    prop_assert!(found.minimal);
    let all = demands(problem);
    for gone in &found.demands {
        prop_assert!(all.contains(gone));
        let rest = found.demands.iter().filter(|d| *d != gone);
        let rest: Vec<Demand> = rest.copied().collect();
        let possible = possible(&only(problem, &rest).unwrap());
        prop_assert!(possible, "{gone:?} is idle");
    }
    let told: usize = found.portions(problem).map(<[Demand]>::len).sum();
    prop_assert_eq!(told, found.demands.len());
    Ok(found.demands.len())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn a_contradiction_is_one_and_none_of_it_is_idle(seed in any::<u64>(), hold_all in any::<bool>()) {
        check(&small(seed, hold_all))?;
    }
}

#[test]
fn every_kind_of_demand_takes_part_in_some_contradiction() {
    let mut kinds = BTreeSet::new();
    for seed in 0..600 {
        let problem = small(seed, seed % 2 == 0);
        check(&problem).unwrap();
        let found = conflict(&problem, 2_000).map_or_else(Vec::new, |found| found.demands);
        for demand in found {
            let name = format!("{demand:?}");
            let name = name.split('(').next().unwrap_or_default().to_owned();
            kinds.insert(name);
        }
    }
    let all = [
        "Apart", "Away", "Cap", "Engaged", "Fixed", "Locked", "Meeting", "Minimum", "Order",
        "Pause", "People", "Tables", "Window",
    ];
    for kind in all {
        assert!(kinds.contains(kind), "{kind} is never a cause");
    }
}

#[test]
fn three_in_two_slots_contradict_each_other_although_counting_finds_nothing() {
    // Each has two meetings and two slots, but a triangle needs three. The fourth has nothing to
    // do with it.
    let pairs = [(0, 1), (1, 2), (0, 2), (2, 3)];
    let mut draft = Draft {
        name: "triangle".into(),
        variant: Variant::HoldAll { fairness: Some(2) },
        slots: Draft::plain_slots(3),
        tables: vec![Table::default(); 4],
        participants: vec![Participant::single(); 4],
        requests: pairs
            .iter()
            .map(|&(a, b)| Request::between(ParticipantId(a), ParticipantId(b), 1, 1))
            .collect(),
        ..Draft::default()
    };
    for p in [0, 1] {
        draft.participants[p].forbidden = vec![SlotId(2)];
    }
    let problem = Problem::new(draft).unwrap();
    let found = conflict(&problem, 500).unwrap();
    assert!(found.minimal);
    let meetings = [0, 1, 2].map(|r| Demand::Meeting(RequestId(r)));
    for demand in &found.demands {
        let away = matches!(demand, Demand::Away(ParticipantId(0..=1), SlotId(2)));
        let single = matches!(demand, Demand::People(ParticipantId(0..=2)));
        assert!(away || single || meetings.contains(demand), "{demand:?}");
    }
    assert!(meetings.iter().all(|m| found.demands.contains(m)));
}

/// Whenever it is stopped, what is known is a contradiction, and those told before only shrink.
#[test]
fn a_search_for_a_contradiction_can_be_stopped_at_any_question() {
    let problem = (0..).map(|seed| small(seed, true));
    let mut problems = problem
        .filter(|problem| conflict(problem, 2_000).is_some_and(|found| found.demands.len() > 3));
    let problem = problems.next().unwrap();
    let mut sizes = BTreeSet::new();
    for most in 0..60 {
        let stop = |asked: u64| (asked >= most).then_some(Halt::Requested);
        let mut told: Vec<usize> = Vec::new();
        let mut tell = |found: &Conflict| told.push(found.demands.len());
        let found = conflict_until(&problem, Thoroughness::hasty(2_000), &stop, &mut tell);
        assert!(told.is_sorted_by(|a, b| a >= b), "{told:?}");
        let Some(found) = found else {
            assert_eq!((most, told), (0, vec![]));
            continue;
        };
        assert!(!possible(&only(&problem, &found.demands).unwrap()));
        assert_eq!(told.last(), Some(&found.demands.len()));
        sizes.insert((std::cmp::Reverse(found.demands.len()), found.minimal));
    }
    let whole = conflict(&problem, 2_000).unwrap();
    let least = (std::cmp::Reverse(whole.demands.len()), true);
    assert_eq!(sizes.last(), Some(&least));
    assert!(sizes.len() > 1, "{sizes:?}");
}

#[test]
fn a_programme_item_and_a_promise_stand_in_the_way_of_a_must() {
    // One person, two slots: a visit in the one, a must in the other, and two meetings promised.
    let mut draft = Draft {
        name: "promise".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(2),
        tables: vec![Table::default(); 2],
        participants: vec![Participant::single(); 3],
        requests: [1, 2]
            .map(|other| Request::between(ParticipantId(0), ParticipantId(other), 1, 1))
            .to_vec(),
        ..Draft::default()
    };
    draft.participants[0].engagements = vec![matchmaking::Engagement {
        key: "visit".into(),
        starts: 1,
        ends: 2,
        people: 1,
    }];
    draft.participants[0].minimum = 2;
    let problem = Problem::new(draft.clone()).unwrap();
    let (firm, found) = (ParticipantId(0), conflict(&problem, 500).unwrap());
    assert!(found.minimal);
    assert_eq!(
        found.demands,
        [
            Demand::Engaged(firm, 0),
            Demand::People(firm),
            Demand::Minimum(firm)
        ]
    );
    draft.participants[0].minimum = 1;
    let problem = Problem::new(draft).unwrap();
    assert_eq!(conflict(&problem, 500), None);
}
