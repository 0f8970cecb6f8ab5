//! The format for whole problems, with everything a [`Problem`] can say.
//!
//! A problem is `{"format": "legation-problem/1", "problem": …}` and an answer is
//! `{"format": "legation-timetable/1", "timetable": …}`; what is inside are [`Draft`] and
//! [`Timetable`] as JSON. Everything goes by its position in its list, from 0. A field that does
//! not exist is refused, so that a misspelt wish is not silently ignored.

use super::ReadError;
use crate::problem::{Draft, Problem};
use crate::reasons::with_reasons_and_people;
use crate::timetable::{Place, Reason, Timetable};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The constant in the field `format` of a whole problem.
pub const PROBLEM: &str = "legation-problem/1";
/// The constant in the field `format` of an answer to one.
pub const TIMETABLE: &str = "legation-timetable/1";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeProblem<'a> {
    format: Cow<'a, str>,
    problem: Cow<'a, Draft>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WholeTimetable<'a> {
    format: Cow<'a, str>,
    timetable: Cow<'a, Timetable>,
}

/// The field `format` alone.
#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    format: Option<String>,
}

/// What the text says that its format is, if anything.
pub(super) fn format_of(text: &str) -> Option<String> {
    serde_json::from_str::<Named>(text).ok()?.format
}

pub(super) fn read_problem(text: &str) -> Result<Problem, ReadError> {
    let raw: WholeProblem<'_> = read(text)?;
    Problem::admitting_contradictions(raw.problem.into_owned()).map_err(ReadError::Problem)
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))
}

/// Writes a whole problem.
#[must_use]
pub fn write_problem(problem: &Problem) -> String {
    let draft = problem.clone().into_draft();
    let whole = WholeProblem {
        format: PROBLEM.into(),
        problem: Cow::Owned(draft),
    };
    serde_json::to_string(&whole).unwrap_or_default()
}

/// Writes a timetable with its tables, people, interpreters, reasons and figures.
#[must_use]
pub fn write_timetable(timetable: &Timetable) -> String {
    let whole = WholeTimetable {
        format: TIMETABLE.into(),
        timetable: Cow::Borrowed(timetable),
    };
    serde_json::to_string(&whole).unwrap_or_default()
}

/// Reads a timetable of `problem`. What does not exist is kept for the judge; a request without
/// a place and without a reason gets one.
///
/// # Errors
/// Another shape, another problem, or not one place per request.
pub(super) fn read_timetable(problem: &Problem, text: &str) -> Result<Timetable, ReadError> {
    let raw: WholeTimetable<'_> = read(text)?;
    let mut timetable = raw.timetable.into_owned();
    if timetable.problem != problem.name() {
        return Err(ReadError::OtherProblem {
            expected: problem.name().to_owned(),
            found: timetable.problem,
        });
    }
    let (expected, found) = (problem.requests().len(), timetable.places.len());
    if expected != found {
        return Err(ReadError::SolutionLength { expected, found });
    }
    give_reasons(problem, &mut timetable);
    Ok(timetable)
}

/// Reasons where there are none, if every place can be understood.
fn give_reasons(problem: &Problem, timetable: &mut Timetable) {
    let missing = |place: &Place| *place == Place::Unplaced(Reason::NotGiven);
    if !timetable.places.iter().any(missing) || !is_understood(problem, timetable) {
        return;
    }
    let seats: Vec<_> = timetable.places.iter().map(Place::seat).collect();
    let found = with_reasons_and_people(problem, &seats, timetable.attendance.clone());
    for (place, reason) in timetable.places.iter_mut().zip(found.places) {
        if missing(place) {
            *place = reason;
        }
    }
}

/// Whether every slot, table, person and interpreter in it exists.
fn is_understood(problem: &Problem, timetable: &Timetable) -> bool {
    let seat = |place: &Place| {
        place.seat().is_none_or(|(slot, table)| {
            slot.index() < problem.slots().len()
                && table.is_none_or(|table| table.index() < problem.tables().len())
        })
    };
    let interpreters = problem.interpreters().len();
    timetable.places.iter().all(seat)
        && timetable
            .attendance
            .iter()
            .all(|who| who.interpreter.is_none_or(|i| i.index() < interpreters))
}
