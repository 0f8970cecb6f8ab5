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
use scheduler::repair::{Effort, Remedies, remedies};
use scheduler::{StepLimit, silent, solve};
use twin::cheapest;

const LONG: Effort = Effort {
    most: 5,
    steps: 300_000,
    tries: 1_000,
};

/// A small random problem with a timetable and a request that has no place in it.
fn missing(seed: u64) -> Option<(Problem, Timetable, RequestId)> {
    let mut draft = random_draft(seed, false);
    draft.requests.truncate(5);
    let last = draft.requests.len();
    draft
        .precedences
        .retain(|p| p.before.index() < last && p.after.index() < last);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let outcome = solve(&problem, seed, &StepLimit(2_000), &mut silent());
    let timetable = outcome.timetable()?.clone();
    let request = timetable
        .places
        .iter()
        .position(|place| place.slot().is_none())?;
    Some((problem, timetable, RequestId::at(request)))
}

/// Whether the repair makes room for the request, by trying every timetable.
fn helps(problem: &Problem, timetable: &Timetable, request: RequestId, repair: Repair) -> bool {
    let repaired = repaired(problem, &[repair]).unwrap();
    let mut changed = apply(&repaired, timetable, 0, &[]).unwrap();
    if let Repair::DropRequest { request } = repair {
        changed.give_up(request);
    }
    changed.want(request);
    let before = measure(problem, &timetable.slots()).below_minimum;
    let least = cheapest(&changed);
    least.lost == 0 && least.missed <= before
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_repair_works_and_none_is_cheaper(seed in any::<u64>()) {
        let Some((problem, timetable, request)) = missing(seed) else { return Ok(()) };
        let Remedies { found, proved } = remedies(&problem, &timetable, request, LONG);
        for remedy in &found {
            let verdict = judge(&remedy.problem, &remedy.timetable);
            prop_assert!(verdict.is_valid(), "{:?}", verdict.violations);
            for (r, place) in timetable.places.iter().enumerate() {
                let given_up = remedy.repair == Repair::DropRequest { request: RequestId::at(r) };
                if (place.slot().is_some() || r == request.index()) && !given_up {
                    prop_assert!(remedy.timetable.places[r].slot().is_some(), "{:?}", remedy);
                }
            }
        }
        let prices: Vec<u32> = found.iter().map(|remedy| remedy.repair.price()).collect();
        prop_assert!(prices.is_sorted());
        prop_assert!(proved, "small problems are searched whole");
        let seats: Vec<_> = timetable.places.iter().map(Place::seat).collect();
        let cheapest_price = candidates(&problem, &seats, request, true)
            .into_iter()
            .find(|&repair| helps(&problem, &timetable, request, repair))
            .map(|repair| repair.price());
        prop_assert_eq!(prices.first().copied(), cheapest_price);
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
        precedences: vec![],
        blocked: vec![],
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
    found.iter().map(|remedy| remedy.repair).collect()
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
