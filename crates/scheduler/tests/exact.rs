//! Variant a is solved to the end: on small problems what is proved is what trying every
//! timetable finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use matchmaking::explain::Cause;
mod small;

use matchmaking::{
    Draft, Outcome, Participant, ParticipantId, Precedence, Problem, Request, RequestId, SlotId,
    Status, Table, Variant, Window, judge,
};
use proptest::prelude::*;
use scheduler::{Halt, StepLimit, most_threads, silent, solve, solve_on};
use small::{by_trying_all, small_problem};

/// More than any of these small problems takes.
const ENOUGH: StepLimit = StepLimit(3_000_000);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn proves_what_trying_all_finds(problem in small_problem()) {
        let outcome = solve(&problem, 3, &ENOUGH, &mut silent());
        match (by_trying_all(&problem), &outcome) {
            (None, Outcome::Infeasible { causes }) => prop_assert!(!causes.is_empty()),
            (Some(least), Outcome::Optimal { timetable, figures, bound }) => {
                prop_assert_eq!((figures.breaks, bound.value()), (least, least));
                let verdict = judge(&problem, timetable);
                prop_assert!(verdict.is_valid(), "{:?}", verdict.violations);
            }
            (expected, outcome) => prop_assert!(false, "{expected:?}: {outcome:?}"),
        }
    }

    /// Whoever holds only the meetings of a contradiction still finds no timetable.
    #[test]
    fn a_contradiction_is_one_by_itself(problem in small_problem()) {
        let outcome = solve(&problem, 3, &ENOUGH, &mut silent());
        let Outcome::Infeasible { causes } = &outcome else { return Ok(()) };
        let [Cause::Contradiction { requests, fairness }] = &causes[..] else { return Ok(()) };
        let mut draft = problem.into_draft();
        if fairness.is_none() {
            draft.variant = Variant::HoldAll { fairness: None };
        }
        let place = |id: RequestId| requests.iter().position(|&kept| kept == id);
        draft.requests = requests.iter().map(|id| draft.requests[id.index()].clone()).collect();
        draft.precedences = draft.precedences.iter().filter_map(|p| Some(Precedence {
            before: RequestId::at(place(p.before)?), after: RequestId::at(place(p.after)?),
        })).collect();
        if fairness.is_none() {
            let fewer = Problem::admitting_contradictions(draft).unwrap();
            prop_assert_eq!(by_trying_all(&fewer), None);
        }
    }
}

fn everybody(people: usize, slots: usize, tables: usize) -> Draft {
    let all = |a: usize| (a + 1..people).map(move |b| (ParticipantId::at(a), ParticipantId::at(b)));
    Draft {
        name: "everybody".into(),
        variant: Variant::HoldAll { fairness: None },
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); people],
        requests: (0..people)
            .flat_map(all)
            .map(|(a, b)| Request::between(a, b, 1, 1))
            .collect(),
        ..Draft::default()
    }
}

#[test]
fn refutes_what_counting_cannot() {
    // Three people in two slots: each has two meetings and two slots, but a triangle needs three.
    // Two more who meet elsewhere have nothing to do with it.
    let mut draft = everybody(3, 2, 4);
    draft.participants.resize(5, Participant::single());
    draft
        .requests
        .push(Request::between(ParticipantId(3), ParticipantId(4), 1, 1));
    let problem = Problem::new(draft).unwrap();
    let outcome = solve(&problem, 1, &ENOUGH, &mut silent());
    let Outcome::Infeasible { causes } = outcome else {
        panic!("{outcome:?}")
    };
    let triangle = (0..3).map(RequestId).collect();
    assert_eq!(
        causes,
        [Cause::Contradiction {
            requests: triangle,
            fairness: None
        }]
    );
}

#[test]
fn everybody_may_wait_where_nobody_may_wait_more_than_another() {
    // One meeting must be early, two late: one of three people waits, or all of them do.
    let mut draft = everybody(3, 5, 1);
    for (request, slots) in draft.requests.iter_mut().zip([2..5, 0..2, 2..5]) {
        request.window = Window::Slots(slots.map(SlotId).collect());
    }
    draft.variant = Variant::HoldAll { fairness: Some(0) };
    let problem = Problem::new(draft).unwrap();
    let outcome = solve(&problem, 1, &ENOUGH, &mut silent());
    assert_eq!(outcome.best().unwrap().1.breaks, 3);
    assert_eq!(outcome.status(), Status::Optimal);
    let verdict = judge(&problem, outcome.timetable().unwrap());
    assert!(verdict.is_valid(), "{:?}", verdict.violations);
}

#[test]
fn says_when_only_fairness_stands_in_the_way() {
    // The first meets three others at the edges of the day and in the middle; nobody else waits.
    let mut draft = everybody(4, 5, 2);
    draft.requests.truncate(3);
    for (request, slot) in draft.requests.iter_mut().zip([0, 2, 4]) {
        request.window = Window::Slots(vec![SlotId(slot)]);
    }
    draft.variant = Variant::HoldAll { fairness: Some(1) };
    let problem = Problem::new(draft.clone()).unwrap();
    let outcome = solve(&problem, 1, &ENOUGH, &mut silent());
    let Outcome::Infeasible { causes } = outcome else {
        panic!("{outcome:?}")
    };
    let [Cause::Contradiction { requests, fairness }] = &causes[..] else {
        panic!("{causes:?}")
    };
    assert_eq!((requests.len(), *fairness), (3, Some(1)));
    draft.variant = Variant::HoldAll { fairness: Some(2) };
    let problem = Problem::new(draft).unwrap();
    let outcome = solve(&problem, 1, &ENOUGH, &mut silent());
    assert_eq!(outcome.best().unwrap().1.breaks, 2);
    assert_eq!(outcome.status(), Status::Optimal);
}

/// Twelve people who all meet in as many slots as that takes, with less than the tables it
/// takes: a problem that is not solved in a moment.
fn hard() -> Problem {
    Problem::new(everybody(14, 16, 6)).unwrap()
}

#[test]
fn the_same_seed_and_steps_give_the_same_answer_and_bound() {
    let run = |steps| solve(&hard(), 5, &StepLimit(steps), &mut silent());
    for steps in [5_000, 60_000, 150_000] {
        assert_eq!(run(steps), run(steps), "{steps} steps");
    }
}

#[test]
fn solvers_in_turn_find_what_solvers_at_once_find() {
    for seed in [1, 2, 5] {
        for steps in [5_000, 60_000, 150_000] {
            let run = |threads| {
                let stop = StepLimit(steps);
                solve_on(threads, &hard(), seed, &stop, &mut silent())
            };
            assert_eq!(run(1), run(2), "seed {seed}, {steps} steps");
        }
    }
    assert_eq!(most_threads(&hard()), 2);
}

#[test]
fn a_person_can_stop_it_while_it_proves() {
    let asked = std::cell::Cell::new(0_u32);
    let stop = |_: u64| {
        asked.set(asked.get() + 1);
        (asked.get() > 120).then_some(Halt::Requested)
    };
    let outcome = solve(&hard(), 5, &stop, &mut silent());
    assert!(matches!(
        outcome.status(),
        Status::Stopped | Status::Optimal
    ));
    assert!(asked.get() <= 122, "asked {} times", asked.get());
}
