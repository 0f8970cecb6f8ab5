//! Every repair comes with a timetable that works, and on small problems no cheaper one exists.

#![allow(clippy::unwrap_used, reason = "tests")]

#[path = "../../matchmaking/tests/common/mod.rs"]
mod common;
mod twin;

use common::random_draft;
use matchmaking::change::apply;
use matchmaking::repairs::{Repair, candidates, repaired};
use matchmaking::{
    Draft, Participant, ParticipantId, Place, Problem, Request, RequestId, SlotId, Table,
    Timetable, Variant, judge, measure, reasons,
};
use proptest::prelude::*;
use scheduler::repair::{Effort, Follow, Remedies, Remedy, Told, remedies, remedies_until, remedy};
use scheduler::{Halt, StepLimit, silent, solve};
use twin::cheapest;

const LONG: Effort = Effort {
    most: 5,
    steps: 300_000,
    tries: 1_000,
    together: 3,
};

/// A small random problem with a timetable and a request that has no place in it.
fn missing(seed: u64, slots: usize, requests: usize) -> Option<(Problem, Timetable, RequestId)> {
    let draft = shortened(random_draft(seed, false), slots, requests);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let outcome = solve(&problem, seed, &StepLimit(2_000), &mut silent());
    let timetable = outcome.timetable()?.clone();
    let request = timetable
        .places
        .iter()
        .position(|place| place.slot().is_none())?;
    Some((problem, timetable, RequestId::at(request)))
}

/// The draft with its first slots and requests only.
fn shortened(mut draft: Draft, slots: usize, requests: usize) -> Draft {
    draft.slots.truncate(slots);
    draft.requests.truncate(requests);
    let (slots, last) = (draft.slots.len() as u32, draft.requests.len());
    let inside = |slot: &SlotId| slot.0 < slots;
    draft
        .precedences
        .retain(|p| p.before.index() < last && p.after.index() < last);
    for table in &mut draft.tables {
        table.unavailable.retain(inside);
    }
    for participant in &mut draft.participants {
        participant.forbidden.retain(inside);
    }
    for request in &mut draft.requests {
        request.fixed = request.fixed.filter(inside);
        if let matchmaking::Window::Slots(slots) = &mut request.window {
            slots.retain(inside);
        }
    }
    draft
}

/// Whether the repairs make room for the request, by trying every timetable.
fn help(problem: &Problem, timetable: &Timetable, request: RequestId, set: &[Repair]) -> bool {
    let repaired = repaired(problem, set).unwrap();
    let mut changed = apply(&repaired, timetable, 0, &[]).unwrap();
    for repair in set {
        if let Repair::DropRequest { request } = *repair {
            changed.give_up(request);
        }
    }
    changed.want(request);
    let before = measure(problem, &timetable.slots()).below_minimum;
    let least = cheapest(&changed);
    least.lost == 0 && least.missed <= before
}

/// What the cheapest of up to three changes take together, by trying all sets of them.
fn least_price(problem: &Problem, timetable: &Timetable, request: RequestId) -> Option<u32> {
    let seats: Vec<_> = timetable.places.iter().map(Place::seat).collect();
    let all = candidates(problem, &seats, request, true);
    let price = |set: &[Repair]| set.iter().map(Repair::price).sum::<u32>();
    let single = all
        .iter()
        .find(|&&repair| help(problem, timetable, request, &[repair]));
    let mut least = single.map(Repair::price);
    for (i, &one) in all.iter().enumerate() {
        for (j, &two) in all.iter().enumerate().skip(i) {
            let thirds = all[j..].iter().map(|&three| vec![one, two, three]);
            for set in std::iter::once(vec![one, two]).chain(thirds) {
                let price = price(&set);
                if least.is_none_or(|least| price < least)
                    && help(problem, timetable, request, &set)
                {
                    least = Some(price);
                }
            }
        }
    }
    least
}

/// Every remedy is a timetable of the repaired problem in which nothing else is missing.
fn check(
    (problem, timetable, request): (&Problem, &Timetable, RequestId),
    remedies: &Remedies,
) -> Result<(), TestCaseError> {
    for remedy in &remedies.found {
        let verdict = judge(&remedy.problem, &remedy.timetable);
        prop_assert!(verdict.is_valid(), "{:?}", verdict.violations);
        prop_assert_eq!(
            measure(&remedy.problem, &remedy.timetable.slots())
                .held
                .whole,
            problem.requests().len() as u64
        );
        for (r, place) in timetable.places.iter().enumerate() {
            let drop = Repair::DropRequest {
                request: RequestId::at(r),
            };
            let given_up = remedy.repairs.contains(&drop);
            if (place.slot().is_some() || r == request.index()) && !given_up {
                prop_assert!(remedy.timetable.places[r].slot().is_some(), "{:?}", remedy);
            }
        }
    }
    let prices: Vec<u32> = remedies.found.iter().map(Remedy::price).collect();
    prop_assert!(prices.is_sorted());
    prop_assert!(remedies.proved, "small problems are searched whole");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_repair_works_and_no_single_one_is_cheaper(seed in any::<u64>()) {
        let Some((problem, timetable, request)) = missing(seed, 6, 5) else { return Ok(()) };
        let remedies = remedies(&problem, &timetable, request, LONG);
        check((&problem, &timetable, request), &remedies)?;
        let single = remedies.found.iter().filter(|remedy| remedy.repairs.len() == 1);
        let seats: Vec<_> = timetable.places.iter().map(Place::seat).collect();
        let cheapest_price = candidates(&problem, &seats, request, true)
            .into_iter()
            .find(|&repair| help(&problem, &timetable, request, &[repair]))
            .map(|repair| repair.price());
        prop_assert_eq!(single.map(Remedy::price).min(), cheapest_price);
    }

    #[test]
    fn no_set_of_repairs_is_cheaper(seed in any::<u64>()) {
        let Some((problem, timetable, request)) = missing(seed, 3, 4) else { return Ok(()) };
        let remedies = remedies(&problem, &timetable, request, LONG);
        check((&problem, &timetable, request), &remedies)?;
        let least = least_price(&problem, &timetable, request);
        prop_assert_eq!(remedies.found.first().map(Remedy::price), least);
    }
}

fn fair(pairs: &[(u32, u32)], slots: usize, tables: usize) -> Draft {
    Draft {
        name: "fair".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); 4],
        requests: pairs
            .iter()
            .map(|&(a, b)| Request::between(ParticipantId(a), ParticipantId(b), 2, 2))
            .collect(),
        ..Draft::default()
    }
}

fn first(draft: Draft, places: &[Option<u32>]) -> Vec<Repair> {
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let places: Vec<_> = places
        .iter()
        .map(|place| place.map(|slot| (SlotId(slot), None)))
        .collect();
    let timetable = reasons::with_reasons(&problem, &places);
    let request = places.iter().position(Option::is_none).unwrap();
    let found = remedies(&problem, &timetable, RequestId::at(request), LONG).found;
    found
        .iter()
        .map(|remedy| {
            assert_eq!(remedy.repairs.len(), 1, "{:?}", remedy.repairs);
            remedy.repairs[0]
        })
        .collect()
}

#[test]
fn a_forbidden_slot_is_opened_before_anybody_is_disappointed() {
    let mut draft = fair(&[(0, 1), (0, 2)], 2, 4);
    draft.participants[2].forbidden = vec![SlotId(0), SlotId(1)];
    let found = first(draft, &[Some(0), None]);
    let open = |slot| Repair::OpenSlot {
        participant: ParticipantId(2),
        slot: SlotId(slot),
    };
    // Slot 1 moves nobody; slot 0 would move the other meeting.
    assert_eq!(found[..2], [open(1), open(0)]);
    assert_eq!(
        found.last(),
        Some(&Repair::DropRequest {
            request: RequestId(1)
        })
    );
}

#[test]
fn a_fixed_meeting_is_loosened_first_and_a_table_added_before_a_person() {
    let mut draft = fair(&[(0, 1), (2, 3)], 2, 1);
    draft.requests[0].fixed = Some(SlotId(0));
    draft.requests[1].fixed = Some(SlotId(0));
    let found = first(draft, &[Some(0), None]);
    assert_eq!(
        found[..3],
        [
            Repair::Unfix {
                request: RequestId(1)
            },
            Repair::Unfix {
                request: RequestId(0)
            },
            Repair::AddTable { slot: SlotId(0) },
        ]
    );
}

#[test]
fn nothing_is_promised_where_two_must_never_meet() {
    let mut draft = fair(&[(0, 1)], 2, 1);
    draft.blocked = vec![(ParticipantId(0), ParticipantId(1))];
    assert_eq!(
        first(draft, &[None]),
        [Repair::DropRequest {
            request: RequestId(0)
        }]
    );
}

/// Two firms that are both away in the only slot that is left: each has to come.
fn away_on_both_sides() -> (Problem, Timetable, RequestId) {
    let mut draft = fair(&[(0, 1), (2, 3)], 1, 2);
    draft.participants[2].forbidden = vec![SlotId(0)];
    draft.participants[3].forbidden = vec![SlotId(0)];
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let timetable = reasons::with_reasons(&problem, &[Some((SlotId(0), None)), None]);
    (problem, timetable, RequestId(1))
}

#[test]
fn where_no_single_change_helps_two_are_made_together() {
    let (problem, timetable, request) = away_on_both_sides();
    let (mut told, mut works) = (Vec::new(), Vec::new());
    let mut follow = Follow {
        stop: &|_: u64| None,
        tell: &mut |one| match one {
            Told::Single(_) => {}
            Told::Set(tried) => told.push(tried),
            Told::Found(remedy) => works.push(remedy.repairs.clone()),
        },
    };
    let found = remedies_until((&problem, &timetable, request), LONG, &mut follow);
    let open = |p| Repair::OpenSlot {
        participant: ParticipantId(p),
        slot: SlotId(0),
    };
    assert!(found.proved);
    let sets: Vec<&[Repair]> = found.found.iter().map(|one| &one.repairs[..]).collect();
    let give_up = [Repair::DropRequest { request }];
    assert_eq!(sets, [&[open(2), open(3)][..], &give_up]);
    // Each was told when it was found, single changes first.
    assert_eq!(works, [&give_up[..], &[open(2), open(3)]]);
    // It works again by itself, in whatever order it is said; half of it does not.
    let asked = (&problem, &timetable, request);
    let again = remedy(asked, &[open(3), open(2)], LONG);
    assert_eq!(again.as_ref(), found.found.first());
    assert_eq!(remedy(asked, &[open(3)], LONG), None);
    // Progress is told, and what is looked at only gets dearer.
    assert!(told.is_sorted_by_key(|one| (one.price, one.sets)));
    assert_eq!(told.last().map(|one| one.price), Some(4));
}

#[test]
fn a_search_for_several_changes_can_be_stopped_and_bounded() {
    let (problem, timetable, request) = away_on_both_sides();
    let asked = (&problem, &timetable, request);
    // Everything is asked before the first set, and nothing after it.
    let sets = std::cell::Cell::new(0);
    let stop = |_: u64| (sets.get() >= 1).then_some(Halt::Requested);
    let mut follow = Follow {
        stop: &stop,
        tell: &mut |one| sets.set(sets.get() + usize::from(matches!(one, Told::Set(_)))),
    };
    let found = remedies_until(asked, LONG, &mut follow);
    assert_eq!((found.found.len(), sets.get()), (1, 1));
    assert!(!found.proved);
    // At once: nothing is tried.
    let stop = |_: u64| Some(Halt::Requested);
    let mut follow = Follow {
        stop: &stop,
        tell: &mut |one| panic!("{one:?}"),
    };
    let found = remedies_until(asked, LONG, &mut follow);
    assert_eq!((found.found, found.proved), (vec![], false));
    let alone = Effort {
        together: 1,
        ..LONG
    };
    let found = remedies(&problem, &timetable, request, alone);
    assert!(found.found.iter().all(|remedy| remedy.repairs.len() == 1));
}

#[test]
fn one_cap_is_raised_twice_where_that_is_what_it_takes() {
    // Two meetings are held although only one was wanted by now: a third needs two more.
    let mut draft = fair(&[(0, 1), (0, 2), (0, 3)], 3, 4);
    draft.participants[0].cap = Some(1);
    draft.requests.iter_mut().for_each(|r| r.must = true);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let places = [Some((SlotId(0), None)), Some((SlotId(1), None)), None];
    let timetable = reasons::with_reasons(&problem, &places);
    let found = remedies(&problem, &timetable, RequestId(2), LONG);
    let raise = Repair::RaiseCap {
        participant: ParticipantId(0),
    };
    let first = found.found.first().map(|remedy| &remedy.repairs[..]);
    assert_eq!(first, Some(&[raise, raise][..]));
}
