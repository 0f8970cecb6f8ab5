//! The judge against a twin that tries every pair and every slot, on random timetables.

#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "tests")]

mod common;

use common::{random_draft, random_timetable};
use matchmaking::judge::Violation;
use matchmaking::{
    Place, Problem, Reason, RequestId, SlotId, Timetable, Variant, Window, judge, measure, reasons,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn people(problem: &Problem, participant: u32, slot: usize) -> usize {
    let who = &problem.participants()[participant as usize];
    if who.forbidden.iter().any(|s| s.index() == slot) {
        return 0;
    }
    let time = &problem.slots()[slot];
    let mut left = who.people as usize;
    for e in &who.engagements {
        // Every minute of the slot that the engagement covers.
        if (time.starts..time.ends).any(|minute| (e.starts..e.ends).contains(&minute)) {
            left = left.saturating_sub(e.people as usize);
        }
    }
    left
}

/// Every broken hard rule as (rule, numbers), found by trying everything.
fn twin(problem: &Problem, timetable: &Timetable) -> BTreeSet<(&'static str, Vec<u32>)> {
    let mut found = BTreeSet::new();
    let slot = |r: usize| timetable.places[r].slot();
    let count = problem.requests().len();
    for r in 0..count {
        let asked = &problem.requests()[r];
        let Some(at) = slot(r) else {
            if problem.holds_all() {
                found.insert(("missing", vec![r as u32]));
            }
            continue;
        };
        let inside = match &asked.window {
            Window::Any => true,
            Window::Session(n) => problem.slots()[at.index()].session == Some(*n),
            Window::Slots(list) => list.contains(&at),
        };
        if !inside {
            found.insert(("window", vec![r as u32, at.0]));
        }
        if asked.fixed.is_some() && asked.fixed != Some(at) {
            found.insert(("moved", vec![r as u32, at.0]));
        }
        for side in asked.sides() {
            if people(problem, side.0, at.index()) == 0 {
                found.insert(("away", vec![r as u32, side.0, at.0]));
            }
        }
        for pair in problem.blocked() {
            if asked.sides().contains(&pair.0) && asked.sides().contains(&pair.1) {
                found.insert(("blocked", vec![r as u32]));
            }
        }
        if let Place::Held {
            table: Some(table), ..
        } = timetable.places[r]
        {
            if problem.tables()[table.index()].unavailable.contains(&at) {
                found.insert(("closed", vec![r as u32, table.0]));
            }
            for other in 0..count {
                if other != r && timetable.places[other] == timetable.places[r] {
                    found.insert(("table twice", vec![table.0, at.0]));
                }
            }
        }
    }
    for t in 0..problem.slots().len() {
        let here: Vec<usize> = (0..count)
            .filter(|&r| slot(r) == Some(SlotId::at(t)))
            .collect();
        let open = problem
            .tables()
            .iter()
            .filter(|x| !x.unavailable.contains(&SlotId::at(t)))
            .count();
        if here.len() > open {
            found.insert(("tables", vec![t as u32]));
        }
        for p in 0..problem.participants().len() as u32 {
            let mine = here
                .iter()
                .filter(|&&r| problem.requests()[r].sides().iter().any(|s| s.0 == p))
                .count();
            if mine > people(problem, p, t).max(1) {
                found.insert(("twice", vec![p, t as u32]));
            }
        }
    }
    for order in problem.precedences() {
        if let (Some(a), Some(b)) = (slot(order.before.index()), slot(order.after.index()))
            && a >= b
        {
            found.insert(("order", vec![order.before.0, order.after.0]));
        }
    }
    let mut breaks = Vec::new();
    for p in 0..problem.participants().len() as u32 {
        let busy: Vec<bool> = (0..problem.slots().len())
            .map(|t| {
                (0..count).any(|r| {
                    slot(r) == Some(SlotId::at(t))
                        && problem.requests()[r].sides().iter().any(|s| s.0 == p)
                })
            })
            .collect();
        let held = (0..count)
            .filter(|&r| {
                slot(r).is_some() && problem.requests()[r].sides().iter().any(|s| s.0 == p)
            })
            .count();
        if problem.participants()[p as usize]
            .cap
            .is_some_and(|cap| held > cap as usize)
        {
            found.insert(("cap", vec![p]));
        }
        breaks.push(slow_breaks(problem, &busy));
    }
    if let Variant::HoldAll { fairness: Some(d) } = problem.variant() {
        let spread = breaks.iter().max().unwrap() - breaks.iter().min().unwrap();
        if spread > d {
            found.insert(("unfair", vec![]));
        }
    }
    found
}

/// Walks through each day part: idle after busy opens a wait, busy after a wait is a break.
fn slow_breaks(problem: &Problem, busy: &[bool]) -> u32 {
    let (mut breaks, mut met, mut waiting) = (0, false, false);
    for (t, &busy) in busy.iter().enumerate() {
        if t > 0 && !problem.slots()[t].follows {
            (met, waiting) = (false, false);
        }
        if busy {
            breaks += u32::from(waiting);
            (met, waiting) = (true, false);
        } else {
            waiting = met;
        }
    }
    breaks
}

fn as_twin(violation: &Violation) -> Option<(&'static str, Vec<u32>)> {
    Some(match violation {
        Violation::Missing { request } => ("missing", vec![request.0]),
        Violation::OutsideWindow { request, slot } => ("window", vec![request.0, slot.0]),
        Violation::MovedFixed { request, slot, .. } => ("moved", vec![request.0, slot.0]),
        Violation::ForbiddenTime {
            request,
            participant,
            slot,
        }
        | Violation::Engaged {
            request,
            participant,
            slot,
            ..
        } => ("away", vec![request.0, participant.0, slot.0]),
        Violation::BlockedPair { request, .. } => ("blocked", vec![request.0]),
        Violation::TableUnavailable { request, table, .. } => ("closed", vec![request.0, table.0]),
        Violation::TableTwice { table, slot, .. } => ("table twice", vec![table.0, slot.0]),
        Violation::TooFewTables { slot, .. } => ("tables", vec![slot.0]),
        Violation::DoubleBooked {
            participant, slot, ..
        }
        | Violation::FirmBeyondPeople {
            participant, slot, ..
        } => ("twice", vec![participant.0, slot.0]),
        Violation::OutOfOrder { before, after, .. } => ("order", vec![before.0, after.0]),
        Violation::AboveCap { participant, .. } => ("cap", vec![participant.0]),
        Violation::Unfair { .. } => ("unfair", vec![]),
        _ => return None,
    })
}

/// Can the request be put in the slot besides what is there, by the twin's own rules?
fn would_fit(problem: &Problem, timetable: &Timetable, r: usize, slot: SlotId) -> bool {
    let known = twin(problem, timetable);
    let mut more = timetable.clone();
    more.places[r] = Place::Held { slot, table: None };
    twin(problem, &more)
        .difference(&known)
        .all(|(rule, _)| *rule == "unfair")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn agrees_with_the_twin(seed in any::<u64>(), hold_all in any::<bool>()) {
        let problem = Problem::admitting_contradictions(random_draft(seed, hold_all)).unwrap();
        let timetable = random_timetable(&problem, seed);
        let verdict = judge(&problem, &timetable);
        let mine: BTreeSet<_> = verdict.violations.iter().filter_map(as_twin).collect();
        prop_assert_eq!(mine, twin(&problem, &timetable));
        // The reasons found for a timetable are true for the judge, who works them out otherwise.
        let lies = verdict.violations.iter().any(|v| matches!(v, Violation::UntrueReason { .. }));
        prop_assert!(!lies, "{:?}", verdict.violations);
        prop_assert_eq!(verdict.figures, measure(&problem, &timetable.slots()));
    }

    #[test]
    fn reasons_say_whether_there_is_room(seed in any::<u64>()) {
        let problem = Problem::admitting_contradictions(random_draft(seed, false)).unwrap();
        // A valid timetable: put in one by one what fits.
        let mut timetable = reasons::with_reasons(&problem, &vec![None; problem.requests().len()]);
        for r in 0..problem.requests().len() {
            if let Some(slot) = problem.slot_ids().find(|&s| would_fit(&problem, &timetable, r, s))
                && r % 3 != 2
            {
                timetable.places[r] = Place::Held { slot, table: None };
            }
        }
        let places: Vec<_> = timetable.slots().iter().map(|slot| slot.map(|s| (s, None))).collect();
        let timetable = reasons::with_reasons(&problem, &places);
        prop_assert!(judge(&problem, &timetable).is_valid());
        for (r, place) in timetable.places.iter().enumerate() {
            let Place::Unplaced(reason) = place else { continue };
            let room: Vec<SlotId> =
                problem.slot_ids().filter(|&s| would_fit(&problem, &timetable, r, s)).collect();
            match reason {
                Reason::StillOpen { slots } => prop_assert_eq!(slots, &room),
                other => prop_assert!(room.is_empty(), "{} fits in {:?}: {:?}", RequestId::at(r), room, other),
            }
        }
    }
}
