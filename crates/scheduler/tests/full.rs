//! Problems with finer rules: every answer keeps every rule, and on small problems it is what
//! trying everything finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{Value, run, small, value_of};
use matchmaking::{Draft, Place, Problem, SlotId, Status, TableId, Variant, judge, reasons};
use proptest::prelude::*;

fn draft(people: usize, slots: usize, tables: usize, pairs: &[(u32, u32)]) -> Draft {
    Draft {
        variant: Variant::MostWeight,
        ..small(people, slots, tables, pairs)
    }
}

#[test]
fn gives_the_pause_that_somebody_needs() {
    let mut draft = draft(6, 7, 3, &[(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]);
    draft.variant = Variant::HoldAll { fairness: None };
    draft.participants[0].longest_run = Some(2);
    let outcome = run(&Problem::new(draft).unwrap(), 200_000);
    // Five meetings, never three in a row: two pauses are needed, and two suffice.
    let (_, figures, _) = outcome.best().unwrap();
    assert_eq!((figures.held.part, figures.breaks), (5, 2));
}

#[test]
fn locked_meetings_sit_at_their_table_and_others_give_way() {
    let mut draft = draft(8, 1, 3, &[(0, 1), (2, 3), (4, 5)]);
    draft.requests[2].table = Some(TableId(0));
    let problem = Problem::new(draft.clone()).unwrap();
    assert!(problem.clone().into_draft() == draft && !problem.is_plain());
    let outcome = run(&problem, 50_000);
    assert_eq!(outcome.status(), Status::Optimal);
    let timetable = outcome.timetable().unwrap();
    assert!(
        matches!(timetable.places[2], Place::Held { table: Some(table), .. } if table == TableId(0))
    );
    assert!(judge(&problem, timetable).is_valid());
    // Two cannot be locked at one table in the only slot.
    draft.requests[1].table = Some(TableId(0));
    draft.requests[1].weight = 1;
    let outcome = run(&Problem::new(draft).unwrap(), 50_000);
    let (timetable, figures, _) = outcome.best().unwrap();
    assert_eq!(figures.held.part, 2);
    assert!(timetable.places[1].slot().is_none());
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n.max(1)
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

fn random_problem(seed: u64, variant: Variant, most: u64) -> Problem {
    let mut dice = Dice(seed);
    let people = 3 + dice.below(4);
    let slots = 2 + dice.below(3) as usize;
    let tables = 1 + dice.below(2) as usize;
    let mut pairs = Vec::new();
    for _ in 0..1 + dice.below(most) {
        let a = dice.below(people) as u32;
        pairs.push((a, (a + 1 + dice.below(people - 1) as u32) % people as u32));
    }
    let mut draft = draft(people as usize, slots, tables, &pairs);
    draft.variant = variant;
    draft.slots[slots - 1].follows = !dice.once_in(4);
    for participant in &mut draft.participants {
        participant.people = 1 + u32::from(dice.once_in(5));
        participant.forbidden = (0..slots)
            .filter(|_| dice.once_in(8))
            .map(SlotId::at)
            .collect();
        participant.longest_run = dice.once_in(2).then(|| 1 + dice.below(2) as u32);
        participant.minimum = u32::from(dice.once_in(6));
    }
    for request in &mut draft.requests {
        request.weight = 1 + dice.below(9) as u32;
        request.must = dice.once_in(6);
        request.no_thanks = dice.once_in(12);
        if dice.once_in(3) {
            request.table = Some(TableId(dice.below(tables as u64) as u32));
        }
    }
    Problem::admitting_contradictions(draft).unwrap()
}

type Chosen = Vec<Option<(SlotId, Option<TableId>)>>;

/// The best value (missed musts and minimums, lost weight, breaks) over all assignments of slots
/// and tables.
fn try_everything(problem: &Problem, chosen: &mut Chosen, best: &mut Option<Value>) {
    if chosen.len() == problem.requests().len() {
        let timetable = reasons::with_reasons(problem, chosen);
        if judge(problem, &timetable).is_valid() {
            let value = value_of(problem, &timetable.slots());
            *best = Some(best.map_or(value, |known| known.min(value)));
        }
        return;
    }
    let tables = (0..problem.tables().len()).map(|table| Some(TableId::at(table)));
    let mut choices = vec![None];
    for table in tables {
        choices.extend(problem.slot_ids().map(|slot| Some((slot, table))));
    }
    for choice in choices {
        chosen.push(choice);
        try_everything(problem, chosen, best);
        chosen.pop();
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        // A heuristic is tried on the same problems every time, so that a failure means a change.
        rng_seed: proptest::test_runner::RngSeed::Fixed(2024),
        failure_persistence: None,
        ..ProptestConfig::with_cases(60)
    })]

    #[test]
    fn finds_what_trying_everything_finds(seed in any::<u64>(), all in any::<bool>()) {
        let variant = if all { Variant::HoldAll { fairness: None } } else { Variant::MostWeight };
        let problem = random_problem(seed, variant, 4);
        let mut best = None;
        try_everything(&problem, &mut Vec::new(), &mut best);
        let outcome = run(&problem, 60_000);
        if let Some(timetable) = outcome.timetable() {
            let verdict = judge(&problem, timetable);
            prop_assert!(verdict.is_valid(), "{:?}", verdict.violations);
            prop_assert_eq!(Some(value_of(&problem, &timetable.slots())), best);
        } else {
            prop_assert_eq!(best, None, "{:?}", outcome);
        }
    }

    #[test]
    fn every_answer_keeps_every_rule(seed in any::<u64>(), all in any::<bool>(), steps in 0_u64..40_000) {
        let variant = if all { Variant::HoldAll { fairness: None } } else { Variant::MostWeight };
        let problem = random_problem(seed, variant, 30);
        let outcome = run(&problem, steps);
        if let Some((timetable, _, _)) = outcome.best() {
            let mut violations = judge(&problem, timetable).violations;
            if outcome.timetable().is_none() {
                violations.retain(|v| !matches!(v, matchmaking::judge::Violation::Missing { .. }));
            }
            prop_assert_eq!(violations, []);
        }
    }
}
