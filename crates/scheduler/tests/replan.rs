//! Whatever re-planning proposes keeps every rule and moves nothing that is over; on small
//! problems it is what trying everything finds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

#[path = "../../matchmaking/tests/common/mod.rs"]
mod common;
mod crews;
mod twin;

use common::{Dice, random_draft, with_finer_rules, with_resources};
use crews::cheapest_with_people;
use matchmaking::change::{Changed, Event, MeetingChange, apply};
use matchmaking::{
    Attendance, Draft, Interpreter, InterpreterId, LanguageId, LanguagePair, Participant,
    ParticipantId, Problem, Request, RequestId, SlotId, Table, TableId, Timetable, Variant, Window,
    judge, reasons,
};
use proptest::prelude::*;
use scheduler::replan::{Proof, Proposal, Wishes, replan};
use scheduler::{StepLimit, silent, solve};
use twin::cheapest;

fn mend(changed: &Changed, steps: u64) -> Proposal {
    replan(changed, Wishes::default(), &StepLimit(steps), &mut |_| {})
}

fn check(changed: &Changed, proposal: &Proposal) {
    let verdict = judge(&changed.problem, &proposal.timetable);
    assert!(verdict.is_valid(), "{:?}", verdict.violations);
    for (r, told) in changed.told.iter().enumerate() {
        if changed.is_frozen(RequestId::at(r)) {
            assert_eq!(
                proposal.timetable.places[r].seat(),
                *told,
                "request {r} is over"
            );
        } else if let Some(slot) = proposal.timetable.places[r].slot() {
            assert!(
                slot.index() >= changed.first_open,
                "request {r} is put in the past"
            );
        }
    }
    assert_eq!(changed.difference(&proposal.timetable), proposal.difference);
}

fn random_event(problem: &Problem, dice: &mut Dice) -> Event {
    let slots = problem.slots().len() as u64;
    let people = problem.participants().len() as u64;
    let slot = |dice: &mut Dice| SlotId(dice.below(slots) as u32);
    let from = slot(dice);
    let until = (dice.chance(50) && u64::from(from.0) + 1 < slots)
        .then(|| SlotId(from.0 + 1 + dice.below(slots - u64::from(from.0) - 1) as u32));
    let interpreters = problem.interpreters().len() as u64;
    if interpreters > 0 && dice.chance(50) {
        return Event::InterpreterAbsent {
            interpreter: InterpreterId(dice.below(interpreters) as u32),
            from,
            until,
        };
    }
    match dice.below(6) {
        0 => Event::MeetingCancelled {
            request: RequestId(dice.below(problem.requests().len() as u64) as u32),
        },
        1 | 2 => Event::Absent {
            participant: ParticipantId(dice.below(people) as u32),
            people: dice.chance(30).then_some(1),
            from,
            until,
        },
        3 if !problem.tables().is_empty() => Event::TableLost {
            table: TableId(dice.below(problem.tables().len() as u64) as u32),
            from,
            until,
        },
        4 => Event::SlotLost { slot: from },
        _ => {
            let a = dice.below(people) as u32;
            let b = (a + 1 + dice.below(people - 1) as u32) % people as u32;
            let mut request = Request::between(ParticipantId(a), ParticipantId(b), 2, 1);
            request.must = dice.chance(30);
            Event::NewRequest(request)
        }
    }
}

/// A random problem with a published timetable, and something that happened; `None` if the event
/// could not happen.
fn random_change(seed: u64) -> Option<Changed> {
    let mut draft = random_draft(seed, false);
    if seed.is_multiple_of(3) {
        draft = with_finer_rules(draft, seed);
        draft.requests.iter_mut().for_each(|r| r.table = None);
    }
    change_of(draft, (seed, 6))
}

/// A published timetable of a draft, and something that happened.
fn change_of(mut draft: Draft, (seed, most): (u64, usize)) -> Option<Changed> {
    draft.requests.truncate(most);
    let last = draft.requests.len();
    draft
        .precedences
        .retain(|p| p.before.index() < last && p.after.index() < last);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let outcome = solve(&problem, seed, &StepLimit(seed % 400), &mut silent());
    let published = outcome.timetable()?;
    let mut dice = Dice(seed ^ 0x00c0_ffee);
    let first_open = dice.below(problem.slots().len() as u64 / 2 + 1) as usize;
    let events: Vec<Event> = (0..1 + dice.below(3))
        .map(|_| random_event(&problem, &mut dice))
        .collect();
    apply(&problem, published, first_open, &events).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn a_small_proposal_is_what_trying_everything_finds(seed in any::<u64>()) {
        let Some(changed) = random_change(seed) else { return Ok(()) };
        let proposal = mend(&changed, 400_000);
        check(&changed, &proposal);
        prop_assert_eq!(proposal.proof, Proof::Minimal);
        prop_assert_eq!(changed.cost(&proposal.timetable), proposal.cost);
        prop_assert_eq!(proposal.cost, cheapest(&changed));
    }

    #[test]
    fn a_hasty_proposal_keeps_every_rule_and_claims_nothing_false(seed in any::<u64>()) {
        let Some(changed) = random_change(seed) else { return Ok(()) };
        let mut seen = Vec::new();
        let wishes = Wishes { seed, fill: seed % 2 == 0 };
        let proposal = replan(&changed, wishes, &StepLimit(1), &mut |p| seen.push(p.clone()));
        check(&changed, &proposal);
        seen.iter().for_each(|p| check(&changed, p));
        let least = cheapest(&changed);
        prop_assert!(proposal.cost >= least);
        match proposal.proof {
            Proof::Minimal => prop_assert_eq!(proposal.cost, least),
            Proof::Disturbance => prop_assert_eq!(
                (proposal.cost.lost, proposal.cost.people, proposal.cost.meetings),
                (least.lost, least.people, least.meetings)
            ),
            Proof::None => {}
        }
        if !wishes.fill {
            prop_assert!(proposal.filled.is_empty());
        }
    }

    #[test]
    fn finer_rules_are_kept(seed in any::<u64>()) {
        let mut draft = with_finer_rules(random_draft(seed, false), seed);
        if seed % 3 > 0 {
            draft = with_resources(draft, seed);
        }
        let Some(changed) = change_of(draft, (seed, 6)) else { return Ok(()) };
        check(&changed, &mend(&changed, 30_000));
    }

    #[test]
    fn who_comes_and_interprets_is_what_trying_everything_finds(seed in any::<u64>()) {
        let mut draft = random_draft(seed, false);
        draft.slots.truncate(3);
        draft.tables.truncate(2);
        let inside = |slot: &SlotId| slot.index() < draft.slots.len();
        draft.participants.iter_mut().for_each(|p| p.forbidden.retain(inside));
        draft.tables.iter_mut().for_each(|t| t.unavailable.retain(inside));
        for request in &mut draft.requests {
            if let Window::Slots(slots) = &mut request.window {
                slots.retain(inside);
            }
            request.fixed = None;
        }
        let draft = with_resources(draft, seed);
        let Some(changed) = change_of(draft, (seed, 4)) else { return Ok(()) };
        let proposal = mend(&changed, 400_000);
        check(&changed, &proposal);
        prop_assert_eq!(changed.cost(&proposal.timetable), proposal.cost);
        if changed.problem.tables_matter() || changed.problem.people_matter() {
            prop_assert_eq!(proposal.proof, Proof::Minimal);
            prop_assert_eq!(proposal.cost, cheapest_with_people(&changed));
        }
    }

    #[test]
    fn improving_never_makes_it_worse_and_keeps_every_rule(seed in 0_u64..1_000_000) {
        let changed = town(seed, 40, 8);
        let mut costs = Vec::new();
        let proposal = replan(&changed, Wishes::default(), &StepLimit(60_000), &mut |p| {
            costs.push(p.cost);
        });
        check(&changed, &proposal);
        prop_assert!(costs.is_sorted_by(|a, b| a >= b), "{:?}", costs);
        prop_assert_eq!(costs.last(), Some(&proposal.cost));
    }
}

/// A full fair with a published timetable, in which three people are late and a table breaks.
fn town(seed: u64, people: u32, slots: usize) -> Changed {
    let mut dice = Dice(seed);
    let draft = Draft {
        name: "town".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); people as usize * 2 / 5],
        participants: vec![Participant::single(); people as usize],
        requests: (0..people * 6)
            .map(|_| {
                let a = dice.below(u64::from(people)) as u32;
                let b = (a + 1 + dice.below(u64::from(people) - 1) as u32) % people;
                Request::between(ParticipantId(a), ParticipantId(b), 2, dice.below(4) as u8)
            })
            .collect(),
        ..Draft::default()
    };
    let problem = Problem::new(draft).unwrap();
    let outcome = solve(&problem, seed, &StepLimit(20_000), &mut silent());
    let late = |participant: u32| Event::Absent {
        participant: ParticipantId(participant),
        people: None,
        from: SlotId(2),
        until: Some(SlotId(4)),
    };
    let table = Event::TableLost {
        table: TableId(0),
        from: SlotId(0),
        until: None,
    };
    apply(
        &problem,
        outcome.timetable().unwrap(),
        2,
        &[late(0), late(1), late(2), table],
    )
    .unwrap()
}

fn pair(a: u32, b: u32) -> Request {
    Request::between(ParticipantId(a), ParticipantId(b), 1, 1)
}

/// Three slots, two tables, meetings 0–1 and 2–3 in slot 0, 0–2 in slot 1, 1–3 in slot 2.
fn small() -> (Problem, Timetable) {
    let problem = Problem::new(Draft {
        name: "small".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(3),
        tables: vec![Table::default(); 2],
        participants: vec![Participant::single(); 4],
        requests: vec![pair(0, 1), pair(2, 3), pair(0, 2), pair(1, 3)],
        ..Draft::default()
    })
    .unwrap();
    let at = |slot, table| Some((SlotId(slot), Some(TableId(table))));
    let timetable = reasons::with_reasons(&problem, &[at(0, 0), at(0, 1), at(1, 0), at(2, 0)]);
    assert!(judge(&problem, &timetable).is_valid());
    (problem, timetable)
}

#[test]
fn a_late_participant_moves_one_meeting_and_nothing_else() {
    let (problem, published) = small();
    let late = Event::Absent {
        participant: ParticipantId(0),
        people: None,
        from: SlotId(0),
        until: Some(SlotId(1)),
    };
    let changed = apply(&problem, &published, 0, &[late]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    // 0 and 1 are both free in no slot but the second and third by turns: 0–1 can only go where
    // one of them has another meeting, or to slot 2 where 1 meets 3, or to slot 1 where 0 meets 2.
    assert_eq!(proposal.proof, Proof::Minimal);
    assert_eq!((proposal.cost.lost, proposal.cost.meetings), (0, 2));
    assert_eq!(proposal.difference.people.len(), 3);
    assert_eq!(proposal.difference.unchanged, 2);
}

#[test]
fn a_lost_table_changes_the_table_and_not_the_time() {
    let (problem, published) = small();
    let lost = Event::TableLost {
        table: TableId(0),
        from: SlotId(1),
        until: None,
    };
    let changed = apply(&problem, &published, 0, &[lost]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    let kinds: Vec<_> = proposal.difference.meetings.iter().map(|m| m.1).collect();
    assert!(
        kinds.iter().all(
            |kind| matches!(kind, MeetingChange::TableChanged(m) if m.to_table == Some(TableId(1)))
        ),
        "{kinds:?}"
    );
    assert_eq!((kinds.len(), proposal.proof), (2, Proof::Minimal));
}

#[test]
fn what_is_running_stays_even_when_the_table_breaks() {
    let (problem, published) = small();
    let lost = Event::SlotLost { slot: SlotId(1) };
    let changed = apply(&problem, &published, 1, &[lost]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    // 0–2 moves to slot 2, at the other table beside 1–3.
    assert_eq!(proposal.difference.unchanged, 3);
    assert_eq!(proposal.timetable.places[2].slot(), Some(SlotId(2)));
}

#[test]
fn a_cancelled_meeting_frees_its_place_only_when_asked() {
    let (problem, published) = small();
    let mut draft = problem.into_draft();
    draft.requests.push(pair(0, 3));
    let problem = Problem::new(draft).unwrap();
    let mut places: Vec<_> = published.places.iter().map(|place| place.seat()).collect();
    places.push(None);
    let published = reasons::with_reasons(&problem, &places);
    let events = [Event::MeetingCancelled {
        request: RequestId(2),
    }];
    let changed = apply(&problem, &published, 0, &events).unwrap();
    let calm = mend(&changed, 100_000);
    check(&changed, &calm);
    assert_eq!(calm.difference.people, [ParticipantId(0), ParticipantId(2)]);
    assert!(matches!(
        calm.difference.meetings[..],
        [(RequestId(2), MeetingChange::Cancelled { .. })]
    ));
    let wishes = Wishes {
        seed: 1,
        fill: true,
    };
    let full = replan(&changed, wishes, &StepLimit(100_000), &mut |_| {});
    check(&changed, &full);
    assert_eq!(full.filled, [RequestId(4)]);
    assert_eq!(full.cost, calm.cost);
}

const ZH_DE: LanguagePair = LanguagePair(LanguageId(0), LanguageId(1));
const ZH_EN: LanguagePair = LanguagePair(LanguageId(0), LanguageId(2));

/// Two slots; 0–1 in zh/de and 2–3 in zh/en in the first, 0–2 in zh/de in the second. Three
/// interpreters: for zh/de, for both, for zh/en; the first two work.
fn interpreted() -> (Problem, Timetable) {
    let between = |(a, b), language| Request {
        language: Some(language),
        ..pair(a, b)
    };
    let knows = |languages: &[LanguagePair]| Interpreter {
        languages: languages.to_vec(),
        ..Interpreter::default()
    };
    let problem = Problem::new(Draft {
        name: "interpreted".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(2),
        tables: vec![Table::default(); 2],
        participants: vec![Participant::single(); 4],
        requests: vec![
            between((0, 1), ZH_DE),
            between((2, 3), ZH_EN),
            between((0, 2), ZH_DE),
        ],
        languages: ["zh", "de", "en"].map(String::from).to_vec(),
        interpreters: vec![knows(&[ZH_DE]), knows(&[ZH_DE, ZH_EN]), knows(&[ZH_EN])],
        ..Draft::default()
    })
    .unwrap();
    let at = |slot, table| Some((SlotId(slot), Some(TableId(table))));
    let who = [(0, 0), (1, 1), (2, 0)].map(|(request, interpreter)| Attendance {
        request: RequestId(request),
        persons: [None; 2],
        interpreter: Some(InterpreterId(interpreter)),
    });
    let timetable =
        reasons::with_reasons_and_people(&problem, &[at(0, 0), at(0, 1), at(1, 0)], who.to_vec());
    assert!(judge(&problem, &timetable).is_valid());
    (problem, timetable)
}

/// Twelve firms in a hall with as many tables as meetings, all in need of one of three
/// interpreters, one of whom is away in the afternoon.
fn interpreted_town(seed: u64) -> Changed {
    let mut dice = Dice(seed);
    let between = |dice: &mut Dice| {
        let a = dice.below(12) as u32;
        let b = (a + 1 + dice.below(11) as u32) % 12;
        Request {
            language: dice.chance(60).then_some(ZH_DE),
            ..Request::between(ParticipantId(a), ParticipantId(b), 2, dice.below(4) as u8)
        }
    };
    let knows = Interpreter {
        languages: vec![ZH_DE],
        ..Interpreter::default()
    };
    let problem = Problem::new(Draft {
        name: "interpreted town".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(6),
        tables: vec![Table::default(); 5],
        participants: vec![Participant::single(); 12],
        requests: (0..40).map(|_| between(&mut dice)).collect(),
        languages: ["zh", "de"].map(String::from).to_vec(),
        interpreters: vec![knows; 3],
        ..Draft::default()
    })
    .unwrap();
    let outcome = solve(&problem, seed, &StepLimit(20_000), &mut silent());
    apply(&problem, outcome.timetable().unwrap(), 1, &[sick(0, 3)]).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nobody_is_at_another_table_for_somebody_who_came_from_elsewhere(seed in any::<u64>()) {
        let changed = interpreted_town(seed);
        let proposal = mend(&changed, 20_000);
        check(&changed, &proposal);
        prop_assert_eq!(changed.cost(&proposal.timetable), proposal.cost);
        let seats: Vec<_> = proposal.timetable.places.iter().map(|place| place.seat()).collect();
        for (told, now) in changed.told.iter().zip(&seats) {
            let (Some(told), Some(now)) = (told, now) else { continue };
            if told.0 == now.0 && told.1 != now.1 {
                // Whoever is at the table instead was told so.
                let there = seats.iter().position(|seat| seat.as_ref() == Some(told));
                let there = there.map(|r| changed.told[r]);
                prop_assert_eq!(there, Some(Some(*told)));
            }
        }
    }
}

fn sick(interpreter: u32, from: u32) -> Event {
    Event::InterpreterAbsent {
        interpreter: InterpreterId(interpreter),
        from: SlotId(from),
        until: None,
    }
}

#[test]
fn for_a_sick_interpreter_others_take_turns_and_no_meeting_moves() {
    let (problem, published) = interpreted();
    let changed = apply(&problem, &published, 0, &[sick(0, 0)]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    assert_eq!(proposal.proof, Proof::Minimal);
    assert_eq!((proposal.cost.people, proposal.cost.meetings), (0, 0));
    // The second leaves the talk in English to the third, to take over the one in German.
    assert_eq!(proposal.difference.crews, [0, 1, 2].map(RequestId));
    let who = |r: usize| proposal.timetable.attendance[r].interpreter;
    assert_eq!(
        [who(0), who(1), who(2)],
        [1, 2, 1].map(|i| Some(InterpreterId(i)))
    );
}

#[test]
fn what_is_running_keeps_the_interpreter_and_what_nobody_can_interpret_is_lost() {
    let (problem, published) = interpreted();
    let changed = apply(&problem, &published, 1, &[sick(0, 0), sick(1, 1)]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    assert_eq!(proposal.proof, Proof::Minimal);
    assert_eq!(proposal.timetable.attendance, published.attendance[..2]);
    assert_eq!(proposal.timetable.places[2].slot(), None);
    assert!(matches!(
        proposal.difference.meetings[..],
        [(RequestId(2), MeetingChange::Dropped { .. })]
    ));
}

#[test]
fn a_meeting_moves_where_somebody_is_free_to_interpret_later() {
    let (problem, published) = interpreted();
    let mut draft = problem.into_draft();
    draft.slots = Draft::plain_slots(3);
    draft.interpreters[1].forbidden = vec![SlotId(1)];
    let problem = Problem::new(draft).unwrap();
    let changed = apply(&problem, &published, 1, &[sick(0, 1)]).unwrap();
    let proposal = mend(&changed, 100_000);
    check(&changed, &proposal);
    assert_eq!((proposal.cost.people, proposal.cost.lost), (2, 0));
    assert_eq!(proposal.timetable.places[2].slot(), Some(SlotId(2)));
}
