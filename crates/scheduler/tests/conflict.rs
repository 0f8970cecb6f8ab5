//! What is called a contradiction is one, and each part of it matters.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../matchmaking/tests/common/mod.rs"]
mod common;

use common::random_draft;
use matchmaking::conflict::{Demand, demands, only};
use matchmaking::{
    Draft, Participant, ParticipantId, Problem, Request, RequestId, SlotId, Table, Variant, judge,
    reasons,
};
use proptest::prelude::*;
use scheduler::conflict::conflict;

/// Whether every meeting can be held, by trying every slot for every meeting.
fn possible(problem: &Problem) -> bool {
    fn from(problem: &Problem, slots: &mut Vec<Option<SlotId>>) -> bool {
        let unseated = |slots: &[Option<SlotId>]| -> Vec<_> {
            slots.iter().map(|slot| slot.map(|s| (s, None))).collect()
        };
        if slots.len() == problem.requests().len() {
            let timetable = reasons::with_reasons(problem, &unseated(slots));
            return judge(problem, &timetable).is_valid();
        }
        problem.slot_ids().any(|slot| {
            slots.push(Some(slot));
            let found = from(problem, slots);
            slots.pop();
            found
        })
    }
    from(problem, &mut Vec::new())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(25))]

    #[test]
    fn a_contradiction_is_one_and_none_of_it_is_idle(seed in any::<u64>()) {
        let mut draft = random_draft(seed, true);
        draft.variant = Variant::HoldAll { fairness: None };
        draft.slots.truncate(4);
        draft.requests.truncate(5);
        let (slots, last) = (draft.slots.len() as u32, draft.requests.len());
        let inside = |slot: &SlotId| slot.0 < slots;
        draft.precedences.retain(|p| p.before.index() < last && p.after.index() < last);
        draft.tables.iter_mut().for_each(|t| t.unavailable.retain(inside));
        draft.participants.iter_mut().for_each(|p| p.forbidden.retain(inside));
        for request in &mut draft.requests {
            request.fixed = request.fixed.filter(inside);
            if let matchmaking::Window::Slots(slots) = &mut request.window {
                slots.retain(inside);
            }
        }
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let Some(found) = conflict(&problem, 2_000) else {
            prop_assert!(possible(&problem), "no contradiction was found in {:?}", problem);
            return Ok(());
        };
        prop_assert!(!possible(&only(&problem, &found.demands).unwrap()));
        prop_assert!(found.minimal);
        let all = demands(&problem);
        for gone in &found.demands {
            prop_assert!(all.contains(gone));
            let rest: Vec<Demand> = found.demands.iter().filter(|d| *d != gone).copied().collect();
            prop_assert!(possible(&only(&problem, &rest).unwrap()), "{gone:?} is idle");
        }
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
        precedences: vec![],
        blocked: vec![],
    };
    for p in [0, 1] {
        draft.participants[p].forbidden = vec![SlotId(2)];
    }
    let problem = Problem::new(draft).unwrap();
    let found = conflict(&problem, 500).unwrap();
    assert!(found.minimal);
    let meetings = [0, 1, 2].map(|r| Demand::Meeting(RequestId(r)));
    for demand in &found.demands {
        let away = matches!(demand, Demand::Away(_, SlotId(2)));
        assert!(away || meetings.contains(demand), "{demand:?}");
    }
    assert!(meetings.iter().all(|m| found.demands.contains(m)));
}
