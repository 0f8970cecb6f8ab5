//! Wishes for slots where they are no goal: nothing is given up for them, and many are met.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

use common::{Value, run, small, value_of};
use matchmaking::goals::measure;
use matchmaking::{Draft, Problem, SlotId, Variant, judge, reasons};
use proptest::prelude::*;
use scheduler::{Halt, silent, solve};
use std::cell::Cell;

/// All have time in several slots; the wish decides which, except for what is fixed.
#[test]
fn a_free_choice_goes_by_the_wish_and_a_fixed_meeting_stays() {
    let mut draft = small(6, 3, 2, &[(0, 1), (2, 3), (1, 2), (4, 5)]);
    draft.variant = Variant::MostWeight;
    draft.participants[0].preferred = vec![SlotId(2)];
    draft.participants[3].preferred = vec![SlotId(2)];
    draft.requests[3].fixed = Some(SlotId(0));
    draft.requests[3].preferred = vec![SlotId(1)];
    let problem = Problem::new(draft).unwrap();
    let outcome = run(&problem, 20_000);
    let timetable = outcome.timetable().unwrap();
    let at = |slot| Some(SlotId(slot));
    assert_eq!(timetable.slots(), [at(2), at(2), at(1), at(0)]);
    assert_eq!(outcome.best().unwrap().1.breaks, 0);
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

    fn slots(&mut self, slots: usize, one_in: u64) -> Vec<SlotId> {
        let all = (0..slots).filter(|_| self.below(one_in) == 0);
        all.map(SlotId::at).collect()
    }
}

/// A problem with wishes; with `finer` somebody needs pauses, which the plain search does not know.
fn random_draft(seed: u64, most: u64, finer: bool) -> Draft {
    let mut dice = Dice(seed);
    let people = 3 + dice.below(4);
    let slots = 3 + dice.below(2) as usize;
    let mut pairs = Vec::new();
    for _ in 0..2 + dice.below(most) {
        let a = dice.below(people) as u32;
        pairs.push((a, (a + 1 + dice.below(people - 1) as u32) % people as u32));
    }
    let mut draft = small(people as usize, slots, 1 + dice.below(2) as usize, &pairs);
    draft.variant = Variant::MostWeight;
    for participant in &mut draft.participants {
        participant.people = 1 + u32::from(dice.below(5) == 0);
        participant.forbidden = dice.slots(slots, 9);
        participant.preferred = dice.slots(slots, 3);
        participant.longest_run = (finer && dice.below(2) == 0).then_some(2);
    }
    for request in &mut draft.requests {
        request.weight = 1 + dice.below(4) as u32;
        request.preferred = dice.slots(slots, 4);
        if dice.below(8) == 0 {
            request.fixed = Some(SlotId(dice.below(slots as u64) as u32));
        }
    }
    draft
}

fn without_wishes(mut draft: Draft) -> Draft {
    let participants = draft.participants.iter_mut().map(|p| &mut p.preferred);
    let requests = draft.requests.iter_mut().map(|r| &mut r.preferred);
    participants.chain(requests).for_each(Vec::clear);
    draft
}

fn met(problem: &Problem, slots: &[Option<SlotId>]) -> u64 {
    let seats: Vec<_> = slots.iter().map(|slot| slot.map(|s| (s, None))).collect();
    measure(problem, &reasons::with_reasons(problem, &seats))
        .wishes
        .part
}

/// Most wishes that a valid timetable of this value meets, by trying all.
fn most_met(problem: &Problem, value: Value, slots: &mut Vec<Option<SlotId>>) -> Option<u64> {
    if slots.len() == problem.requests().len() {
        let seats: Vec<_> = slots.iter().map(|slot| slot.map(|s| (s, None))).collect();
        let valid = judge(problem, &reasons::with_reasons(problem, &seats)).is_valid();
        let found = valid && value_of(problem, slots) == value;
        return found.then(|| met(problem, slots));
    }
    let choices: Vec<_> = problem.slot_ids().map(Some).chain([None]).collect();
    let mut best = None;
    for choice in choices {
        slots.push(choice);
        best = best.max(most_met(problem, value, slots));
        slots.pop();
    }
    best
}

#[test]
fn most_of_what_can_be_met_is_met() {
    let (mut found, mut possible, mut before) = (0, 0, 0);
    for seed in 0..80 {
        let draft = random_draft(seed, 4, seed % 2 == 0);
        let plain = run(
            &Problem::admitting_contradictions(without_wishes(draft.clone())).unwrap(),
            5_000,
        );
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let slots = run(&problem, 5_000).timetable().unwrap().slots();
        let value = value_of(&problem, &slots);
        let most = most_met(&problem, value, &mut Vec::new()).unwrap();
        assert!(met(&problem, &slots) <= most, "seed {seed}");
        found += met(&problem, &slots);
        possible += most;
        before += met(&problem, &plain.timetable().unwrap().slots());
    }
    assert!(found * 100 >= possible * 90, "{found} of {possible}");
    assert!(
        before * 100 < possible * 80,
        "{before} of {possible} by chance"
    );
}

#[test]
fn who_asks_the_search_to_end_is_heard_and_what_is_met_by_then_stays() {
    let mut dice = Dice(5);
    let pairs: Vec<(u32, u32)> = (0..12)
        .flat_map(|a| (12..18).map(move |b| (a, b)))
        .collect();
    let mut draft = small(18, 12, 8, &pairs);
    draft.variant = Variant::MostWeight;
    for participant in &mut draft.participants {
        participant.preferred = dice.slots(12, 2);
    }
    for request in &mut draft.requests {
        request.preferred = dice.slots(12, 3);
    }
    let problem = Problem::new(draft.clone()).unwrap();
    let without = run(&Problem::new(without_wishes(draft)).unwrap(), 4_000);
    let before = met(&problem, &without.timetable().unwrap().slots());
    // Once the search is over the stop asks to end, or goes on saying that nothing more is granted.
    let found = |after: Halt| {
        let (over, questions) = (Cell::new(false), Cell::new(0));
        let stop = |steps: u64| {
            questions.set(questions.get() + u32::from(over.get()));
            let halt = if over.get() { after } else { Halt::Limit };
            over.set(over.get() || steps >= 4_000);
            over.get().then_some(halt)
        };
        let outcome = solve(&problem, 7, &stop, &mut silent());
        let timetable = outcome.timetable().unwrap();
        assert_eq!(judge(&problem, timetable).violations, []);
        (met(&problem, &timetable.slots()), questions.get())
    };
    let (whole, questions) = found(Halt::Limit);
    assert!(questions > 1, "{questions}");
    let (some, once) = found(Halt::Requested);
    assert_eq!(once, 1);
    assert!(before < some && some < whole, "{before} {some} {whole}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        rng_seed: proptest::test_runner::RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::with_cases(60)
    })]

    #[test]
    fn nothing_is_given_up_for_a_wish(seed in any::<u64>(), finer in any::<bool>(), steps in 0_u64..10_000) {
        let draft = random_draft(seed, 30, finer);
        let plain = Problem::admitting_contradictions(without_wishes(draft.clone())).unwrap();
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let without = run(&plain, steps).timetable().unwrap().slots();
        let outcome = run(&problem, steps);
        let timetable = outcome.timetable().unwrap();
        prop_assert_eq!(judge(&problem, timetable).violations, []);
        prop_assert!(value_of(&problem, &timetable.slots()) <= value_of(&problem, &without));
        prop_assert!(met(&problem, &timetable.slots()) >= met(&problem, &without));
        let held = |slots: &[Option<SlotId>]| -> Vec<bool> { slots.iter().map(Option::is_some).collect() };
        prop_assert_eq!(held(&timetable.slots()), held(&without), "the same meetings");
    }
}
