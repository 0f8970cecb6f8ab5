//! Problems with finer rules: every answer keeps every rule, and on small problems it is what
//! trying everything finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use common::{Value, run, small, value_of};
use matchmaking::exchange::{self, Format};
use matchmaking::goals::Goals;
use matchmaking::{
    Attendance, Draft, Interpreter, InterpreterId, LanguageId, LanguagePair, Member, ParticipantId,
    Place, Problem, RequestId, SlotId, Status, TableId, TableKind, Timetable, Variant, Venue,
    VenueId, judge, reasons,
};
use proptest::prelude::*;
use scheduler::{StepLimit, silent};

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

/// A room on the net is for those for whom there is no table within reach.
#[test]
fn only_who_has_no_table_in_reach_meets_on_the_net() {
    let mut draft = draft(6, 2, 3, &[(0, 1), (2, 3), (4, 5), (0, 3)]);
    let apart = |travel: [u32; 2]| Venue {
        travel: travel.to_vec(),
        ..Venue::default()
    };
    draft.venues = vec![apart([0, 30]), apart([30, 0])];
    draft.tables[0].kind = TableKind::Virtual;
    draft.tables[2].venue = VenueId(1);
    for (request, slot) in draft.requests.iter_mut().zip([0, 0, 0, 1]) {
        request.fixed = Some(SlotId(slot));
    }
    let problem = Problem::new(draft).unwrap();
    let outcome = run(&problem, 20_000);
    let timetable = outcome.timetable().unwrap();
    assert!(judge(&problem, timetable).is_valid());
    let online = |place: &&Place| {
        let table = place.seat().and_then(|seat| seat.1);
        table == Some(TableId(0))
    };
    // In the first slot two of the three have a table. The fourth meeting joins people of the first
    // two, who are at tables too far from each other unless one of them is on the net.
    assert_eq!(outcome.best().unwrap().1.held.part, 4);
    assert_eq!(timetable.places[..3].iter().filter(online).count(), 1);
    assert!(timetable.places.iter().filter(online).count() <= 2);
}

/// One of a firm's two people is on the net; that is no reason for the other to meet there next.
#[test]
fn a_table_is_better_than_the_net_even_beside_a_meeting_there() {
    for variant in [Variant::MostWeight, Variant::InOrder(Goals::default())] {
        let mut draft = draft(3, 2, 2, &[(0, 1), (0, 2)]);
        draft.variant = variant;
        draft.participants[0].people = 2;
        draft.tables[0].kind = TableKind::Virtual;
        draft.requests[0].table = Some(TableId(0));
        for (request, slot) in draft.requests.iter_mut().zip([0, 1]) {
            request.fixed = Some(SlotId(slot));
        }
        let outcome = run(&Problem::new(draft).unwrap(), 5_000);
        let timetable = outcome.timetable().unwrap();
        let tables = timetable.places.iter().map(|place| place.seat().unwrap().1);
        assert!(
            tables.eq([Some(TableId(0)), Some(TableId(1))]),
            "{variant:?}"
        );
    }
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
    finer(&mut draft, &mut dice);
    Problem::admitting_contradictions(draft).unwrap()
}

/// Venues, booths, tables on the net, people with times of their own, interpreters.
fn finer(draft: &mut Draft, dice: &mut Dice) {
    let pair = LanguagePair(LanguageId(0), LanguageId(1));
    draft.languages = vec!["zh".into(), "de".into()];
    if dice.once_in(2) {
        let minutes = dice.below(3) as u32;
        for travel in [vec![0, minutes], vec![minutes, 0]] {
            draft.venues.push(Venue {
                travel,
                ..Venue::default()
            });
        }
    }
    let (venues, firms) = (draft.venues.len() as u64, draft.participants.len() as u64);
    for table in &mut draft.tables {
        table.venue = VenueId(dice.below(venues) as u32);
        match dice.below(6) {
            0 => table.kind = TableKind::Booth(ParticipantId(dice.below(firms) as u32)),
            1 => table.kind = TableKind::Virtual,
            _ => {}
        }
    }
    for participant in &mut draft.participants {
        if dice.once_in(3) {
            participant.members.push(Member {
                forbidden: vec![SlotId(dice.below(2) as u32)],
                interprets: dice.once_in(3).then_some(pair).into_iter().collect(),
                ..Member::default()
            });
        }
    }
    for _ in 0..dice.below(3) {
        draft.interpreters.push(Interpreter {
            languages: vec![pair],
            longest_run: dice.once_in(2).then_some(1),
            ..Interpreter::default()
        });
    }
    for request in &mut draft.requests {
        request.language = dice.once_in(3).then_some(pair);
        request.persons[0] = dice.once_in(5).then_some(0);
    }
}

type Chosen = Vec<Option<(SlotId, Option<TableId>)>>;
type Crew = ([Option<u32>; 2], Option<InterpreterId>);

/// Whether some people and interpreters can do it: tried one meeting after the other.
fn can_be_manned(problem: &Problem, chosen: &Chosen, crew: &mut Vec<Crew>) -> bool {
    if crew.len() == chosen.len() {
        let held = (0..chosen.len()).filter(|&r| chosen[r].is_some());
        let attendance = held.map(|r| Attendance {
            request: RequestId::at(r),
            persons: crew[r].0,
            interpreter: crew[r].1,
        });
        let timetable = reasons::with_reasons_and_people(problem, chosen, attendance.collect());
        return judge(problem, &timetable).is_valid();
    }
    let r = crew.len();
    if chosen[r].is_none() {
        crew.push(([None; 2], None));
        let works = can_be_manned(problem, chosen, crew);
        crew.pop();
        return works;
    }
    let [first, second] = problem.requests()[r]
        .sides()
        .map(|side| problem.participants()[side.index()].people);
    let count = problem.requests()[r]
        .language
        .map_or(0, |_| problem.interpreters().len());
    for interpreter in (0..count).map(|i| Some(InterpreterId::at(i))).chain([None]) {
        for a in 0..first {
            for b in 0..second {
                crew.push(([Some(a), Some(b)], interpreter));
                let works = can_be_manned(problem, chosen, crew);
                crew.pop();
                if works {
                    return true;
                }
            }
        }
    }
    false
}

/// The best value (missed musts and minimums, lost weight, breaks) over all assignments of slots
/// and tables.
fn try_everything(problem: &Problem, chosen: &mut Chosen, best: &mut Option<Value>) {
    if chosen.len() == problem.requests().len() {
        let slots: Vec<_> = chosen.iter().map(|place| place.map(|p| p.0)).collect();
        let value = value_of(problem, &slots);
        if best.is_none_or(|known| value < known) && can_be_manned(problem, chosen, &mut vec![]) {
            *best = Some(value);
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

/// A meeting on the net that could be at a table with the same people, if there is one.
fn on_the_net_for_nothing(problem: &Problem, timetable: &Timetable) -> Option<(usize, TableId)> {
    let on_net = |table: &TableId| problem.tables()[table.index()].kind == TableKind::Virtual;
    let tables = (0..problem.tables().len()).map(TableId::at);
    let real: Vec<TableId> = tables.filter(|table| !on_net(table)).collect();
    let seats: Chosen = timetable.places.iter().map(Place::seat).collect();
    let held = seats.iter().enumerate();
    let online = held.filter_map(|(r, seat)| {
        let (slot, table) = (*seat)?;
        table.filter(on_net).map(|_| (r, slot))
    });
    let could = |(r, slot): (usize, SlotId)| {
        real.iter().find_map(|&table| {
            let mut other = seats.clone();
            other[r] = Some((slot, Some(table)));
            let who = timetable.attendance.clone();
            let other = reasons::with_reasons_and_people(problem, &other, who);
            judge(problem, &other).is_valid().then_some((r, table))
        })
    };
    online.map(could).find_map(|found| found)
}

/// The command speaks the format for whole problems, and the judge reads its answers.
#[test]
fn files_of_whole_problems_are_answered_in_kind() {
    let mut dice = Dice(5);
    for seed in 0..20 {
        let problem = random_problem(dice.below(1 << 30) + seed, Variant::MostWeight, 12);
        let text = exchange::write_whole_problem(&problem);
        let answer =
            scheduler::command::schedule_text(&text, 1, &StepLimit(5_000), &mut silent()).unwrap();
        let told = answer.solution(Format::of(&text)).unwrap();
        let verdict = matchmaking::command::judge_texts(&text, &told).unwrap();
        assert!(verdict.is_valid(), "{:?}", verdict.violations);
        assert_eq!(
            Some(&verdict.figures),
            answer.outcome.best().map(|best| best.1)
        );
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
        let problem = random_problem(seed, variant, 3);
        let mut best = None;
        try_everything(&problem, &mut Vec::new(), &mut best);
        let outcome = run(&problem, 60_000);
        if let Some(timetable) = outcome.timetable() {
            prop_assert_eq!(on_the_net_for_nothing(&problem, timetable), None);
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
