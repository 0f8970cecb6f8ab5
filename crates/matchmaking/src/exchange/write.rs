//! The writer.

use super::{FORMAT, Instance, Solution};
use crate::ids::{SlotId, TableId};
use crate::problem::{Problem, Request, Variant, Window};
use crate::timetable::{Place, Timetable};

/// What the format cannot express.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the format cannot express {0}")]
pub struct NotExpressible(pub &'static str);

/// Writes a problem.
///
/// # Errors
/// What of it the format cannot express.
pub fn write_problem(problem: &Problem, source: &str) -> Result<String, NotExpressible> {
    expressible(problem)?;
    let sessions = problem
        .slots()
        .iter()
        .filter_map(|slot| slot.session)
        .max()
        .map_or(0, |s| s + 1);
    let (variant, fairness) = match problem.variant() {
        Variant::HoldAll { fairness } => ("a", fairness.map(i64::from)),
        Variant::MostWeight | Variant::InOrder(_) => ("b", None),
    };
    let wishes = |all: Vec<Vec<i64>>| {
        let some = all.iter().any(|slots| !slots.is_empty());
        if some { all } else { Vec::new() }
    };
    let of_session = |s: u32| {
        let inside = |t: &usize| problem.slots()[*t].session == Some(s);
        (0..problem.slots().len())
            .filter(inside)
            .map(|t| t as i64)
            .collect()
    };
    let everybody = problem.participants();
    let caps = everybody
        .iter()
        .map(|p| p.cap.map_or(problem.slots().len() as i64, i64::from))
        .collect();
    let instance = Instance {
        format: FORMAT.to_owned(),
        name: problem.name().to_owned(),
        source: source.to_owned(),
        variant: variant.to_owned(),
        participants: everybody.len() as i64,
        slots: problem.slots().len() as i64,
        tables: problem.tables().len() as i64,
        sessions: (0..sessions).map(of_session).collect(),
        fairness,
        meetings: problem.requests().iter().map(meeting).collect(),
        forbidden: everybody.iter().map(|p| numbers(&p.forbidden)).collect(),
        precedences: problem
            .precedences()
            .iter()
            .map(|p| (i64::from(p.before.0), i64::from(p.after.0)))
            .collect(),
        max_meetings: everybody.iter().any(|p| p.cap.is_some()).then_some(caps),
        goals: problem.goals(),
        preferred: wishes(everybody.iter().map(|p| numbers(&p.preferred)).collect()),
        meeting_preferred: wishes(
            problem
                .requests()
                .iter()
                .map(|r| numbers(&r.preferred))
                .collect(),
        ),
    };
    serde_json::to_string(&instance).map_err(|_| NotExpressible("this problem"))
}

fn expressible(problem: &Problem) -> Result<(), NotExpressible> {
    let refuse = |refused: bool, what| {
        if refused {
            Err(NotExpressible(what))
        } else {
            Ok(())
        }
    };
    let people = problem.participants();
    refuse(
        people.iter().any(|p| p.people != 1),
        "participants of several people",
    )?;
    refuse(
        people.iter().any(|p| !p.engagements.is_empty()),
        "other engagements",
    )?;
    refuse(people.iter().any(|p| p.minimum > 0), "promised minimums")?;
    refuse(
        problem.requests().iter().any(|r| r.must),
        "requests that are a must",
    )?;
    refuse(
        people.iter().any(|p| p.longest_run.is_some()),
        "longest runs without a pause",
    )?;
    refuse(
        problem.tables_matter() || problem.people_matter(),
        "certain tables, named people, languages and venues",
    )?;
    refuse(
        problem.requests().iter().any(|r| r.no_thanks),
        "requests that a side refused",
    )?;
    refuse(
        problem.tables().iter().any(|t| !t.unavailable.is_empty()),
        "tables that are closed at times",
    )?;
    refuse(
        problem.slots().iter().skip(1).any(|slot| !slot.follows),
        "borders where no break counts",
    )?;
    refuse(!problem.blocked().is_empty(), "blocked pairs")?;
    let listed = |r: &Request| matches!(r.window, Window::Slots(_));
    refuse(
        problem.requests().iter().any(listed),
        "windows of single slots",
    )
}

/// Writes the slots of a timetable.
#[must_use]
pub fn write_solution(name: &str, slots: &[Option<SlotId>]) -> String {
    let numbers = slots
        .iter()
        .map(|slot| slot.map_or(-1, |slot| i64::from(slot.0)))
        .collect();
    let solution = Solution {
        instance: name.to_owned(),
        slots: numbers,
        tables: None,
    };
    serde_json::to_string(&solution).unwrap_or_default()
}

/// Writes the slots and tables of a timetable.
#[must_use]
pub fn write_seated(timetable: &Timetable) -> String {
    let seats = || timetable.places.iter().map(Place::seat);
    let table = |seat: (SlotId, Option<TableId>)| seat.1.map(|table| i64::from(table.0));
    let solution = Solution {
        instance: timetable.problem.clone(),
        slots: seats()
            .map(|seat| seat.map_or(-1, |seat| i64::from(seat.0.0)))
            .collect(),
        tables: Some(
            seats()
                .map(|seat| seat.and_then(table).unwrap_or(-1))
                .collect(),
        ),
    };
    serde_json::to_string(&solution).unwrap_or_default()
}

fn numbers(slots: &[SlotId]) -> Vec<i64> {
    let mut list: Vec<i64> = slots.iter().map(|slot| i64::from(slot.0)).collect();
    list.sort_unstable();
    list
}

fn meeting(request: &Request) -> (i64, i64, i64, i64, i64) {
    let session = match request.window {
        Window::Session(session) => i64::from(session) + 1,
        _ => 0,
    };
    let fixed = request.fixed.map_or(-1, |slot| i64::from(slot.0));
    let [first, second] = request.sides().map(|side| i64::from(side.0));
    (first, second, session, fixed, i64::from(request.weight))
}
