//! The finer rules once more, slow and obvious: everything is tried in pairs.

#![allow(
    clippy::unwrap_used,
    clippy::too_many_lines,
    missing_docs,
    reason = "tests"
)]

use matchmaking::judge::{Traveller, Violation};
use matchmaking::{
    InterpreterId, Member, ParticipantId, Place, Problem, SlotId, TableKind, Timetable,
};
use std::collections::BTreeSet;

type Found = BTreeSet<(&'static str, Vec<u32>)>;

/// Every broken finer rule as (rule, numbers), found by trying everything.
pub fn twin(problem: &Problem, timetable: &Timetable) -> Found {
    let mut found = BTreeSet::new();
    let requests = problem.requests();
    let slots = problem.slots().len();
    for (r, asked) in requests.iter().enumerate() {
        let Place::Held { table, .. } = timetable.places[r] else {
            continue;
        };
        if asked.table.is_some() && asked.table != table {
            found.insert(("moved", vec![r as u32]));
        }
        for other in requests.iter().filter(|other| other.no_thanks) {
            if asked.sides().contains(&other.first) && asked.sides().contains(&other.second) {
                found.insert(("blocked", vec![r as u32]));
            }
        }
    }
    places(problem, timetable, &mut found);
    people(problem, timetable, &mut found);
    for (p, who) in problem.participants().iter().enumerate() {
        let busy = |t: usize| {
            let mine = |r: &usize| requests[*r].sides().iter().any(|side| side.index() == p);
            (0..requests.len())
                .filter(mine)
                .any(|r| timetable.places[r].slot() == Some(SlotId::at(t)))
        };
        // Every stretch of one slot more than the longest run, without a border inside.
        for from in 0..slots {
            let to = from + who.longest_run.map_or(slots, |longest| longest as usize);
            if to < slots
                && (from..=to).all(busy)
                && (from + 1..=to).all(|t| problem.slots()[t].follows)
            {
                found.insert(("pause", vec![p as u32]));
            }
        }
    }
    found
}

pub fn as_twin(problem: &Problem, violation: &Violation) -> Option<(&'static str, Vec<u32>)> {
    Some(match violation {
        Violation::MovedTable { request, .. } => ("moved", vec![request.0]),
        Violation::WithoutTable { request } => ("no table", vec![request.0]),
        Violation::ForeignBooth { request, .. } => ("foreign", vec![request.0]),
        Violation::NotAtBooth { request, .. } => ("not at booth", vec![request.0]),
        Violation::NobodyNamed {
            request,
            participant,
        } => ("nobody", vec![request.0, participant.0]),
        Violation::WrongPerson {
            request,
            participant,
            ..
        } => ("wrong person", vec![request.0, participant.0]),
        Violation::PersonAway {
            request,
            participant,
            ..
        } => ("person away", vec![request.0, participant.0]),
        Violation::NoInterpreter { request } => ("no interpreter", vec![request.0]),
        Violation::InterpreterAway { request, .. } => ("interpreter away", vec![request.0]),
        Violation::NoRest { interpreter, .. } => ("no rest", vec![interpreter.0]),
        Violation::InTwoPlaces { who, slot, .. } => ("two places", numbers(*who, slot.0)),
        Violation::TooFar { who, .. } => ("too far", numbers(*who, 0)),
        Violation::NoPause { participant, .. } => ("pause", vec![participant.0]),
        Violation::BlockedPair { request, .. } => {
            let by_list = problem.blocked().iter().any(|pair| {
                let sides = problem.requests()[request.index()].sides();
                sides.contains(&pair.0) && sides.contains(&pair.1)
            });
            if by_list {
                return None;
            }
            ("blocked", vec![request.0])
        }
        _ => return None,
    })
}

fn numbers(who: Traveller, slot: u32) -> Vec<u32> {
    match who {
        Traveller::Person(p, person) => vec![0, p.0, person, slot],
        Traveller::Interpreter(interpreter) => vec![1, interpreter.0, 0, slot],
    }
}

fn places(problem: &Problem, timetable: &Timetable, found: &mut Found) {
    let tables = problem.tables();
    let matters = tables
        .iter()
        .any(|t| t.kind != TableKind::Shared || t.venue.0 > 0);
    for (r, asked) in problem.requests().iter().enumerate() {
        let Place::Held { table, .. } = timetable.places[r] else {
            continue;
        };
        let Some(table) = table else {
            if matters && asked.table.is_none() {
                found.insert(("no table", vec![r as u32]));
            }
            continue;
        };
        let owner = |kind: TableKind| match kind {
            TableKind::Booth(owner) => Some(owner),
            _ => None,
        };
        match owner(tables[table.index()].kind) {
            Some(owner) if !asked.sides().contains(&owner) => {
                found.insert(("foreign", vec![r as u32]));
            }
            Some(_) => {}
            None => {
                let mut owners = tables.iter().filter_map(|t| owner(t.kind));
                if asked.table.is_none() && owners.any(|o| asked.sides().contains(&o)) {
                    found.insert(("not at booth", vec![r as u32]));
                }
            }
        }
    }
}

/// Whether somebody with times of their own is away in some minute of the slot.
fn away(problem: &Problem, (p, person): (ParticipantId, u32), slot: SlotId) -> bool {
    let members = &problem.participants()[p.index()].members;
    members
        .get(person as usize)
        .is_some_and(|m: &Member| m.forbidden.contains(&slot))
}

fn people(problem: &Problem, timetable: &Timetable, found: &mut Found) {
    let physical = problem
        .tables()
        .iter()
        .filter(|t| t.kind != TableKind::Virtual);
    let sites: Vec<usize> = physical.map(|t| t.venue.index()).collect();
    let travels = !problem.venues().is_empty()
        && sites.iter().any(|&from| {
            let travel = &problem.venues()[from].travel;
            sites.iter().any(|&to| travel[to] > 0)
        });
    // Everybody's meetings: (who, slot, venue).
    let mut ways = Vec::new();
    for (r, asked) in problem.requests().iter().enumerate() {
        let Place::Held { slot, table } = timetable.places[r] else {
            continue;
        };
        let venue = table.and_then(|table| problem.venue_of(table));
        let said = timetable.attendance.iter().find(|a| a.request.index() == r);
        let mut speaks = false;
        for (side, p) in asked.sides().into_iter().enumerate() {
            let firm = &problem.participants()[p.index()];
            speaks |= asked
                .language
                .is_some_and(|pair| firm.interprets.contains(&pair));
            let asked_for = problem.requests().iter().any(|other| {
                (0..2).any(|side| other.sides()[side] == p && other.persons[side].is_some())
            });
            let named = said.and_then(|a| a.persons[side]);
            let person = if firm.people == 1 { Some(0) } else { named };
            let Some(person) = person else {
                if asked_for || travels || !firm.members.is_empty() {
                    found.insert(("nobody", vec![r as u32, p.0]));
                }
                continue;
            };
            if asked.persons[side].is_some_and(|wanted| wanted != person) {
                found.insert(("wrong person", vec![r as u32, p.0]));
            }
            let somebody = matchmaking::Supply::of(problem).people(p, slot) > 0;
            if somebody && away(problem, (p, person), slot) {
                found.insert(("person away", vec![r as u32, p.0]));
            }
            if let (Some(pair), Some(member)) = (asked.language, firm.members.get(person as usize))
            {
                speaks |= member.interprets.contains(&pair);
            }
            ways.push((Traveller::Person(p, person), slot, venue));
        }
        match said.and_then(|a| a.interpreter) {
            None if asked.language.is_some() && !speaks => {
                found.insert(("no interpreter", vec![r as u32]));
            }
            None => {}
            Some(interpreter) => {
                if problem.interpreters()[interpreter.index()]
                    .forbidden
                    .contains(&slot)
                {
                    found.insert(("interpreter away", vec![r as u32]));
                }
                ways.push((Traveller::Interpreter(interpreter), slot, venue));
            }
        }
    }
    for (i, one) in ways.iter().enumerate() {
        for other in ways.iter().skip(i + 1).filter(|other| other.0 == one.0) {
            let alone = match one.0 {
                Traveller::Person(p, _) => problem.participants()[p.index()].people == 1,
                Traveller::Interpreter(_) => false,
            };
            if one.1 == other.1 {
                if !alone {
                    found.insert(("two places", numbers(one.0, one.1.0)));
                }
                continue;
            }
            let (first, second) = if one.1 < other.1 {
                (one, other)
            } else {
                (other, one)
            };
            if let (Some(from), Some(to)) = (first.2, second.2) {
                // Slots are a minute long and follow each other; ways are the same both ways.
                let gap = second.1.0 - first.1.0 - 1;
                let needed = problem
                    .venues()
                    .get(from.index())
                    .map_or(0, |v| v.travel[to.index()]);
                if gap < needed {
                    found.insert(("too far", numbers(one.0, 0)));
                }
            }
        }
    }
    for (i, who) in problem.interpreters().iter().enumerate() {
        let me = Traveller::Interpreter(InterpreterId::at(i));
        let busy = |t: usize| ways.iter().any(|way| way.0 == me && way.1.index() == t);
        let slots = problem.slots().len();
        for from in 0..slots {
            let to = from + who.longest_run.map_or(slots, |longest| longest as usize);
            let joined = |t: usize| problem.slots()[t].follows;
            if to < slots && (from..=to).all(busy) && (from + 1..=to).all(joined) {
                found.insert(("no rest", vec![i as u32]));
            }
        }
    }
}
