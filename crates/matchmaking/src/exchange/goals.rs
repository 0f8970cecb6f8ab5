//! Goals, wishes for slots and tables: optional fields, for problems that ask for more than the
//! two variants.
//!
//! Beside variant "b" a problem may have `goals`, an object with a tolerance for each goal, such as
//! `{"weight": {"per_mille": 20}, "breaks": {"amount": 3}}` (see [`crate::goals`]; a goal that is
//! left out gives up nothing), `preferred`, one list of slots per participant, and
//! `meeting_preferred`, one list per meeting. A solution of it has `tables`, one table or -1 per
//! meeting.

use super::{Instance, ReadError, within};
use crate::ids::{SlotId, TableId};
use crate::problem::{Draft, Problem, Variant};
use serde::Deserialize;

/// What is asked for: "b" with goals means all goals in their order.
pub(super) fn variant(raw: &Instance, plain: Variant) -> Result<Variant, ReadError> {
    match (raw.goals, plain) {
        (None, plain) => Ok(plain),
        (Some(goals), Variant::MostWeight | Variant::InOrder(_)) => Ok(Variant::InOrder(goals)),
        (Some(_), Variant::HoldAll { .. }) => Err(ReadError::GoalsWithAll),
    }
}

/// Reads the wishes for slots.
pub(super) fn wishes(raw: &Instance, draft: &mut Draft) -> Result<(), ReadError> {
    let last = draft.slots.len() as i64 - 1;
    let slots = |what: &str, number: usize, listed: &[i64]| {
        let slot = |&t: &i64| {
            within(
                || format!("a preferred slot of {what} {number}"),
                t,
                0,
                last,
            )
        };
        let slots = listed.iter().map(|t| slot(t).map(SlotId::at));
        slots.collect::<Result<Vec<_>, _>>()
    };
    length("preferred", raw.preferred.len(), draft.participants.len())?;
    for (p, listed) in raw.preferred.iter().enumerate() {
        draft.participants[p].preferred = slots("participant", p, listed)?;
    }
    let meetings = (raw.meeting_preferred.len(), draft.requests.len());
    if meetings.0 != meetings.1 && meetings.0 != 0 {
        return Err(ReadError::PreferredLength {
            expected: meetings.1,
            found: meetings.0,
        });
    }
    for (r, listed) in raw.meeting_preferred.iter().enumerate() {
        draft.requests[r].preferred = slots("meeting", r, listed)?;
    }
    Ok(())
}

fn length(field: &'static str, found: usize, expected: usize) -> Result<(), ReadError> {
    if found == expected || found == 0 {
        return Ok(());
    }
    Err(ReadError::Length {
        field,
        found,
        expected,
    })
}

#[derive(Deserialize)]
struct Seated {
    #[serde(default)]
    tables: Option<Vec<i64>>,
}

/// Reads the tables of a solution of `problem`; none where it has no tables.
///
/// # Errors
/// Another shape, or not one table per meeting.
pub fn read_tables(problem: &Problem, text: &str) -> Result<Vec<Option<TableId>>, ReadError> {
    let raw: Seated =
        serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    let expected = problem.requests().len();
    let Some(tables) = raw.tables else {
        return Ok(vec![None; expected]);
    };
    if tables.len() != expected {
        return Err(ReadError::TablesLength {
            expected,
            found: tables.len(),
        });
    }
    let table = |(m, &table): (usize, &i64)| {
        let field = || format!("the table of meeting {m} (or -1)");
        within(field, table, -1, i64::from(u32::MAX - 1))
            .map(|number| (table >= 0).then(|| TableId::at(number)))
    };
    tables.iter().enumerate().map(table).collect()
}
