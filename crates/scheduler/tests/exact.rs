//! Variant a is solved to the end: on small problems what is proved is what trying every
//! timetable finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use matchmaking::explain::Cause;
use matchmaking::{
    Draft, Engagement, Outcome, Participant, ParticipantId, Precedence, Problem, Request,
    RequestId, SlotId, Status, Table, Variant, Window, judge, measure,
};
use proptest::prelude::*;
use scheduler::{Halt, StepLimit, silent, solve};

/// More than any of these small problems takes.
const ENOUGH: StepLimit = StepLimit(3_000_000);

/// Fewest breaks of a complete timetable that keeps every rule, found by trying all; `None` if
/// there is none.
fn by_trying_all(problem: &Problem) -> Option<u64> {
    let mut slots = Vec::new();
    let mut best = None;
    try_all(problem, &mut slots, &mut best);
    best
}

fn try_all(problem: &Problem, slots: &mut Vec<Option<SlotId>>, best: &mut Option<u64>) {
    let request = slots.len();
    if request == problem.requests().len() {
        let figures = measure(problem, slots);
        let Variant::HoldAll { fairness } = problem.variant() else {
            return;
        };
        let spread = figures.most_breaks - figures.fewest_breaks;
        if fairness.is_none_or(|most| spread <= u64::from(most)) {
            *best = Some(best.map_or(figures.breaks, |least| least.min(figures.breaks)));
        }
        return;
    }
    for slot in problem.slot_ids() {
        slots.push(Some(slot));
        if keeps_rules(problem, slots) {
            try_all(problem, slots, best);
        }
        slots.pop();
    }
}

/// Whether the last of the meetings fits to those before.
fn keeps_rules(problem: &Problem, slots: &[Option<SlotId>]) -> bool {
    let last = slots.len() - 1;
    let slot = slots[last].unwrap();
    let request = &problem.requests()[last];
    let in_window = match &request.window {
        Window::Any => true,
        Window::Session(session) => problem.slots()[slot.index()].session == Some(*session),
        Window::Slots(all) => all.contains(&slot),
    };
    let together: Vec<usize> = (0..=last).filter(|&r| slots[r] == Some(slot)).collect();
    let open = |table: &&Table| !table.unavailable.contains(&slot);
    let has_people = |who: ParticipantId| {
        let participant = &problem.participants()[who.index()];
        let time = &problem.slots()[slot.index()];
        let away: u32 = participant
            .engagements
            .iter()
            .filter(|e| e.starts < time.ends && time.starts < e.ends)
            .map(|e| e.people)
            .sum();
        let meetings = together
            .iter()
            .filter(|&&r| problem.requests()[r].sides().contains(&who))
            .count();
        !participant.forbidden.contains(&slot)
            && meetings as u32 + away.min(participant.people) <= participant.people
    };
    let pair = |a, b| problem.blocked().contains(&(a, b)) || problem.blocked().contains(&(b, a));
    let in_order = problem.precedences().iter().all(|p| {
        let at = |r: RequestId| slots.get(r.index()).copied().flatten();
        match (at(p.before), at(p.after)) {
            (Some(before), Some(after)) => before < after,
            _ => true,
        }
    });
    in_window
        && request.fixed.is_none_or(|fixed| fixed == slot)
        && together.len() <= problem.tables().iter().filter(open).count()
        && request.sides().into_iter().all(has_people)
        && !pair(request.first, request.second)
        && in_order
}

prop_compose! {
    fn participant(slots: usize)(
        people in prop_oneof![4 => Just(1_u32), 1 => 2..4_u32],
        forbidden in prop::collection::btree_set(0..slots as u32, 0..2),
        away in prop::option::weighted(0.15, 0..slots as i64),
    ) -> Participant {
        Participant {
            people,
            forbidden: forbidden.into_iter().map(SlotId).collect(),
            engagements: away.map(|t| Engagement {
                key: String::new(), starts: t, ends: t + 1, people: 1,
            }).into_iter().collect(),
            ..Participant::single()
        }
    }
}

/// Which of all pairs meet, what the window of each is, its fixed slot.
type Wish = (usize, u8, Option<u32>);

prop_compose! {
    fn small_problem()(people in 3..7_usize, slots in 2..6_usize)(
        participants in prop::collection::vec(participant(slots), people),
        wishes in prop::collection::vec((0..15_usize, 0..6_u8, prop::option::weighted(0.1, 0..slots as u32)), 1..7),
        tables in 1..4_usize,
        closed in prop::option::weighted(0.3, 0..slots as u32),
        borders in prop::collection::vec(prop::bool::weighted(0.2), slots),
        order in prop::collection::vec((0..6_usize, 0..6_usize), 0..3),
        fairness in prop::option::of(0..3_u32),
        blocked in prop::option::weighted(0.05, 0..15_usize),
    ) -> Problem {
        let pairs: Vec<(u32, u32)> = (0..participants.len() as u32)
            .flat_map(|a| (a + 1..6).map(move |b| (a, b)))
            .filter(|&(_, b)| (b as usize) < participants.len())
            .collect();
        let mut wishes: Vec<Wish> = wishes.into_iter().map(|(p, w, f)| (p % pairs.len(), w, f)).collect();
        wishes.sort_unstable();
        wishes.dedup_by_key(|wish| wish.0);
        let ids = |n: usize| { let (a, b) = pairs[n % pairs.len()]; (ParticipantId(a), ParticipantId(b)) };
        let requests: Vec<Request> = wishes.iter().map(|&(pair, window, fixed)| {
            let (a, b) = ids(pair);
            Request {
                window: match window { 0 => Window::Session(0), 1 if borders.len() > 2 => Window::Session(1), _ => Window::Any },
                fixed: fixed.map(SlotId),
                ..Request::between(a, b, 1, 1)
            }
        }).collect();
        let precedences = order.into_iter()
            .map(|(a, b)| (a % requests.len(), b % requests.len()))
            .filter(|(a, b)| a < b)
            .map(|(a, b)| Precedence { before: RequestId::at(a), after: RequestId::at(b) })
            .collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        let mut times = Draft::plain_slots(borders.len());
        for (t, (slot, border)) in times.iter_mut().zip(borders).enumerate() {
            slot.follows = !border;
            slot.session = Some(u32::from(t >= 2));
        }
        let mut tables = vec![Table::default(); tables];
        tables[0].unavailable = closed.map(SlotId).into_iter().collect();
        Problem::admitting_contradictions(Draft {
            name: "small".into(),
            variant: Variant::HoldAll { fairness },
            slots: times, tables, participants, requests, precedences,
            blocked: blocked.map(ids).into_iter().collect(),
        }).unwrap()
    }
}

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
        precedences: vec![],
        blocked: vec![],
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
