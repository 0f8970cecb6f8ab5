//! Where a meeting may be put by hand, against the judge as the slow twin.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Dice, HELD, draft, p, problem, r, random_draft, s, t, with_booths, with_finer_rules};
use matchmaking::legal::{Obstacle, Seat, Spot, options};
use matchmaking::swap::swaps;
use matchmaking::{Draft, Problem, RequestId, SlotId, TableId, TableKind, judge, reasons};
use proptest::prelude::*;

fn held() -> Vec<Option<Spot>> {
    let spot = |place: &Option<(u32, u32)>| place.map(|(slot, table)| (s(slot), Some(t(table))));
    HELD.iter().map(spot).collect()
}

/// Whether the judge accepts the timetable.
fn accepted(problem: &Problem, held: &[Option<Spot>]) -> bool {
    judge(problem, &reasons::with_reasons(problem, held)).is_valid()
}

#[test]
fn says_what_stands_in_the_way_of_each_slot() {
    let problem = problem();
    // Request 5: participants 4 and 0, after request 1 (slot 0); 4 is engaged in slot 5.
    let options = options(&problem, &held(), r(5));
    assert!(options.may_sit(s(3), t(0)), "where it is, it may stay");
    assert!(options.may_sit(s(3), t(2)) && options.may_sit(s(3), t(1)));
    let busy = |participant, meetings: &[u32]| Obstacle::Busy {
        participant,
        meetings: meetings.iter().map(|n| r(*n)).collect(),
    };
    assert_eq!(
        options.against(s(0)),
        [
            busy(p(0), &[1]),
            Obstacle::NotAfter { other: r(1) },
            Obstacle::NoTable
        ]
    );
    assert_eq!(options.against(s(1)), [busy(p(0), &[0])]);
    assert_eq!(
        options.against(s(5)),
        [Obstacle::Engaged {
            participant: p(4),
            engagements: vec![0]
        }]
    );
    assert_eq!(options.seat(s(0), t(2)), Seat::Closed);
    assert_eq!(options.seat(s(0), t(0)), Seat::Taken(r(1)));
    assert_eq!(options.seat(s(9), t(9)), Seat::Closed);
}

#[test]
fn says_what_no_slot_can_mend() {
    let problem = problem();
    let held = held();
    // Request 7: participant 4 wants two meetings and has them.
    let seven = options(&problem, &held, r(7));
    let cap = Obstacle::CapReached {
        participant: p(4),
        cap: 2,
    };
    assert!((0..6).all(|slot| seven.against(s(slot)).contains(&cap)));
    // Request 8: its sides must never meet.
    let eight = options(&problem, &held, r(8));
    assert!((0..6).all(|slot| eight.against(s(slot)).contains(&Obstacle::Blocked)));
    assert!(
        eight
            .against(s(0))
            .contains(&Obstacle::Away { participant: p(3) })
    );
    // Request 0 is fixed in slot 1, request 3 has the morning as its window.
    let fixed = options(&problem, &held, r(0));
    assert_eq!(fixed.open_slots(), 1);
    assert!(
        fixed
            .against(s(4))
            .contains(&Obstacle::Fixed { slot: s(1) })
    );
    let window = options(&problem, &held, r(3));
    assert!(window.against(s(4)).contains(&Obstacle::OutsideWindow));
}

#[test]
fn takes_the_wanted_table_or_the_first_that_is_free() {
    let problem = problem();
    let options = options(&problem, &held(), r(6));
    // Slot 3 has request 5 at table 0, in which participant 4 sits; slot 2 has request 3 at 0.
    assert_eq!(options.table_in(s(3), None), None);
    assert_eq!(options.table_in(s(2), Some(t(0))), Some(t(1)));
    assert_eq!(options.table_in(s(2), Some(t(2))), Some(t(2)));
    assert_eq!(options.table_in(s(4), None), Some(t(0)));
}

#[test]
fn a_booth_has_its_owners_meetings_and_a_room_on_the_net_any_number() {
    let mut draft = draft();
    draft.tables[1].kind = TableKind::Booth(p(4));
    draft.tables[2].kind = TableKind::Virtual;
    draft.tables[2].unavailable.clear();
    let problem = Problem::new(draft).unwrap();
    let spot = |slot, table| Some((s(slot), Some(t(table))));
    let mut held = vec![None; problem.requests().len()];
    (held[2], held[6]) = (spot(0, 2), spot(2, 1));
    // Request 5: participant 4 meets at its booth, where it already sits in slot 2.
    let five = options(&problem, &held, r(5));
    assert_eq!(five.seat(s(3), t(0)), Seat::AtBooth(p(4)));
    assert_eq!(five.seat(s(3), t(1)), Seat::Free);
    assert_eq!(five.seat(s(3), t(2)), Seat::AtBooth(p(4)));
    assert_eq!(five.seat(s(2), t(1)), Seat::Taken(r(6)));
    assert!(five.against(s(2)).contains(&Obstacle::NoTable));
    assert_eq!(five.table_in(s(3), None), Some(t(1)));
    // Request 3 is of others: not at that booth, but in the room where two already meet.
    let three = options(&problem, &held, r(3));
    assert_eq!(three.seat(s(0), t(1)), Seat::Foreign(p(4)));
    assert_eq!(three.seat(s(0), t(2)), Seat::Free);
}

#[test]
fn two_meetings_change_places_where_both_may() {
    let problem = problem();
    let held = held();
    let found = |request: u32, with: u32| {
        let mut all = swaps(&problem, &held, r(request)).into_iter();
        all.find(|swap| swap.with == r(with))
    };
    // Request 0 is fixed in slot 1; request 5 is held in slot 3 after request 1.
    let fixed = found(5, 0).unwrap();
    assert!(!fixed.is_legal());
    assert!(
        fixed
            .theirs
            .against
            .contains(&Obstacle::Fixed { slot: s(1) })
    );
    // Nobody changes places with itself, nor with a meeting that has no place.
    assert!(found(5, 5).is_none() && found(5, 7).is_none());
    // Without a place of its own it takes the other's; a fixed one may not be put out.
    let out = found(7, 0).unwrap();
    assert_eq!(out.theirs.against, [Obstacle::Fixed { slot: s(1) }]);
}

/// The draft as it is, with finer rules, with booths and tables on the net, or with both.
fn varied(plain: Draft, seed: u64) -> Draft {
    match seed % 4 {
        0 => plain,
        1 => with_finer_rules(plain, seed),
        2 => with_booths(plain, seed),
        _ => with_booths(with_finer_rules(plain, seed), seed),
    }
}

/// A valid timetable made by putting requests where the judge accepts them.
fn filled(problem: &Problem, dice: &mut Dice) -> Option<Vec<Option<Spot>>> {
    let mut held = vec![None; problem.requests().len()];
    if !accepted(problem, &held) {
        return None;
    }
    for n in 0..held.len() {
        if problem.tables().is_empty() || dice.chance(25) {
            continue;
        }
        let slot = SlotId::at(dice.below(problem.slots().len() as u64) as usize);
        let table = TableId::at(dice.below(problem.tables().len() as u64) as usize);
        // Sometimes a meeting that has no table yet, as in the exchange format.
        held[n] = Some((slot, (!dice.chance(10)).then_some(table)));
        if !accepted(problem, &held) {
            held[n] = None;
        }
    }
    Some(held)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// Two meetings may change places exactly where the judge accepts the timetable after it; a
    /// fixed meeting is not put out.
    #[test]
    fn a_swap_is_legal_exactly_where_the_judge_accepts_it(seed in any::<u64>()) {
        let plain = random_draft(seed, false);
        let draft = varied(plain, seed);
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let mut dice = Dice(seed ^ 0x99);
        let Some(held) = filled(&problem, &mut dice) else { return Ok(()) };
        for n in 0..held.len() {
            let found = swaps(&problem, &held, RequestId::at(n));
            let others = (0..held.len()).filter(|m| *m != n && held[*m].is_some() && held[*m] != held[n]);
            prop_assert_eq!(found.len(), others.count());
            for swap in found {
                let with = swap.with.index();
                let mut after = held.clone();
                after.swap(n, with);
                let out = after[with].is_none() && problem.requests()[with].fixed.is_some();
                let fine = !out && accepted(&problem, &after);
                prop_assert_eq!(swap.is_legal(), fine, "{} {}: {:?}", n, with, swap);
            }
        }
    }

    /// A place is legal exactly where the judge accepts the timetable with the meeting there.
    #[test]
    fn a_place_is_legal_exactly_where_the_judge_accepts_it(seed in any::<u64>()) {
        let plain = random_draft(seed, false);
        let draft = varied(plain, seed);
        let problem = Problem::admitting_contradictions(draft).unwrap();
        let mut dice = Dice(seed ^ 0x77);
        let Some(held) = filled(&problem, &mut dice) else { return Ok(()) };
        for n in 0..held.len() {
            let found = options(&problem, &held, RequestId::at(n));
            for slot in problem.slot_ids() {
                let mut somewhere = false;
                for table in (0..problem.tables().len()).map(TableId::at) {
                    let mut moved = held.clone();
                    moved[n] = Some((slot, Some(table)));
                    let fine = accepted(&problem, &moved);
                    somewhere |= fine;
                    prop_assert_eq!(found.may_sit(slot, table), fine, "{} {} {}", n, slot, table);
                }
                prop_assert_eq!(found.table_in(slot, None).is_some(), somewhere);
            }
        }
    }
}
