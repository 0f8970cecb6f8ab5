//! Readers and writers of files: the format `b2b-instance/1` with its solutions, and one in which
//! a whole problem can be said, see [`Format`].
//!
//! The first is one JSON object per problem: participants, slots and tables are counts; each
//! meeting is an array `[first, second, session (0 any, 1, 2), fixed slot or -1, weight]`. A solution is
//! `{"instance": name, "slots": [slot or -1 per meeting]}`; reasons are not part of it.
//! Problems with goals in order have more fields, and so have their solutions.

use crate::check::{MAX_CELLS, MAX_ENTRIES, MAX_SLOTS};
use crate::errors::ProblemErrors;
use crate::goals::Goals;
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Draft, Participant, Precedence, Problem, Request, Table, Variant, Window};
use crate::timetable::Timetable;
use serde::{Deserialize, Serialize};

mod goals;
mod whole;
mod write;

pub use goals::read_tables;
use whole::PROBLEM as WHOLE;
pub use whole::{write_problem as write_whole_problem, write_timetable};
pub use write::{NotExpressible, write_problem, write_seated, write_solution};

/// The constant in the field `format`.
pub const FORMAT: &str = "b2b-instance/1";

/// What a file can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Counts of participants, slots and tables, and meetings as arrays: `b2b-instance/1`.
    Counts,
    /// Everything that a problem can say: `legation-problem/1`.
    Whole,
}

impl Format {
    /// The format that a text says it has; the one of counts where it says none.
    #[must_use]
    pub fn of(text: &str) -> Self {
        match whole::format_of(text).as_deref() {
            Some(whole::PROBLEM | whole::TIMETABLE) => Self::Whole,
            _ => Self::Counts,
        }
    }

    /// Writes a timetable in the form that belongs to problems of this format.
    #[must_use]
    pub fn write(self, problem: &Problem, timetable: &Timetable) -> String {
        match self {
            Self::Counts if problem.goals().is_some() => write_seated(timetable),
            Self::Counts => write_solution(problem.name(), &timetable.slots()),
            Self::Whole => write_timetable(timetable),
        }
    }
}

/// Why a text could not be read.
#[allow(
    missing_docs,
    reason = "the message of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Not JSON, or not of this shape; the message names line and column.
    #[error("not a problem or solution in this format: {0}")]
    Shape(String),
    /// Another format.
    #[error("the format is \"{0}\"; this program reads \"{FORMAT}\" and \"{WHOLE}\"")]
    Format(String),
    /// Neither "a" nor "b".
    #[error("the variant is \"{0}\"; it must be \"a\" or \"b\"")]
    Variant(String),
    /// A number outside what the field can mean.
    #[error("{field} is {value}; it must be from {least} to {most}")]
    OutOfRange {
        field: String,
        value: i64,
        least: i64,
        most: i64,
    },
    /// A list does not have the length that a count promises.
    #[error("{field} has {found} entries; there are {expected} participants")]
    Length {
        field: &'static str,
        found: usize,
        expected: usize,
    },
    /// Goals beside variant "a".
    #[error("goals go with variant \"b\" only: in variant \"a\" every meeting is held")]
    GoalsWithAll,
    /// Not one list of preferred slots per meeting.
    #[error("meeting_preferred has {found} entries; there are {expected} meetings")]
    PreferredLength { expected: usize, found: usize },
    /// A slot is listed in two sessions.
    #[error("slot {slot} is in session {first} and in session {second}")]
    InTwoSessions {
        slot: usize,
        first: usize,
        second: usize,
    },
    /// Everything is readable, but the problem makes no sense.
    #[error("{0}")]
    Problem(ProblemErrors),
    /// A solution of another problem.
    #[error("the solution is for \"{found}\", the problem is \"{expected}\"")]
    OtherProblem { expected: String, found: String },
    /// A solution with the wrong number of slots.
    #[error("the solution has {found} slots for {expected} meetings")]
    SolutionLength { expected: usize, found: usize },
    /// A solution with the wrong number of tables.
    #[error("the solution has {found} tables for {expected} meetings")]
    TablesLength { expected: usize, found: usize },
}

#[derive(Serialize, Deserialize)]
struct Instance {
    format: String,
    name: String,
    #[serde(default)]
    source: String,
    variant: String,
    participants: i64,
    slots: i64,
    tables: i64,
    #[serde(default)]
    sessions: Vec<Vec<i64>>,
    #[serde(default)]
    fairness: Option<i64>,
    meetings: Vec<(i64, i64, i64, i64, i64)>,
    #[serde(default)]
    forbidden: Vec<Vec<i64>>,
    #[serde(default)]
    precedences: Vec<(i64, i64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_meetings: Option<Vec<i64>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    goals: Option<Goals>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    preferred: Vec<Vec<i64>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    meeting_preferred: Vec<Vec<i64>>,
}

#[derive(Serialize, Deserialize)]
struct Solution {
    instance: String,
    slots: Vec<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tables: Option<Vec<i64>>,
}

fn within(
    field: impl FnOnce() -> String,
    value: i64,
    least: i64,
    most: i64,
) -> Result<usize, ReadError> {
    if (least..=most).contains(&value) {
        return Ok(value as usize);
    }
    Err(ReadError::OutOfRange {
        field: field(),
        value,
        least,
        most,
    })
}

/// Reads a problem. Contradictions in it are admitted: they have an explanation.
///
/// # Errors
/// The first thing that cannot be read, or everything that makes no sense.
pub fn read_problem(text: &str) -> Result<Problem, ReadError> {
    if Format::of(text) == Format::Whole {
        return whole::read_problem(text);
    }
    let raw: Instance =
        serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    if raw.format != FORMAT {
        return Err(ReadError::Format(raw.format));
    }
    let size = MAX_ENTRIES as i64;
    let people = within(|| "participants".into(), raw.participants, 0, size)?;
    let slots = within(|| "slots".into(), raw.slots, 0, MAX_SLOTS as i64)?;
    let tables = within(|| "tables".into(), raw.tables, 0, size)?;
    within(
        || "participants times slots".into(),
        (people * slots) as i64,
        0,
        MAX_CELLS as i64,
    )?;
    let variant = match raw.variant.as_str() {
        "a" => {
            let limit = raw
                .fairness
                .map(|d| within(|| "fairness".into(), d, 0, i64::from(u32::MAX)));
            Variant::HoldAll {
                fairness: limit.transpose()?.map(|d| d as u32),
            }
        }
        "b" => Variant::MostWeight,
        _ => return Err(ReadError::Variant(raw.variant)),
    };
    let mut draft = Draft {
        name: raw.name.clone(),
        variant: goals::variant(&raw, variant)?,
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); people],
        requests: Vec::with_capacity(raw.meetings.len()),
        precedences: Vec::with_capacity(raw.precedences.len()),
        ..Draft::default()
    };
    sessions(&raw, &mut draft)?;
    restrictions(&raw, &mut draft)?;
    meetings(&raw, &mut draft)?;
    goals::wishes(&raw, &mut draft)?;
    Problem::admitting_contradictions(draft).map_err(ReadError::Problem)
}

fn sessions(raw: &Instance, draft: &mut Draft) -> Result<(), ReadError> {
    let last = draft.slots.len() as i64 - 1;
    for slot in &mut draft.slots {
        slot.session = None;
    }
    for (s, listed) in raw.sessions.iter().enumerate() {
        for &t in listed {
            let t = within(|| format!("a slot of session {}", s + 1), t, 0, last)?;
            if let Some(first) = draft.slots[t].session.filter(|&first| first as usize != s) {
                return Err(ReadError::InTwoSessions {
                    slot: t,
                    first: first as usize + 1,
                    second: s + 1,
                });
            }
            draft.slots[t].session = Some(s as u32);
        }
    }
    Ok(())
}

fn restrictions(raw: &Instance, draft: &mut Draft) -> Result<(), ReadError> {
    let people = draft.participants.len();
    let last = draft.slots.len() as i64 - 1;
    let length = |field, found| {
        let fits = found == people || found == 0;
        if fits {
            Ok(())
        } else {
            Err(ReadError::Length {
                field,
                found,
                expected: people,
            })
        }
    };
    length("forbidden", raw.forbidden.len())?;
    for (p, listed) in raw.forbidden.iter().enumerate() {
        for &t in listed {
            let t = within(
                || format!("a forbidden slot of participant {p}"),
                t,
                0,
                last,
            )?;
            draft.participants[p].forbidden.push(SlotId::at(t));
        }
    }
    if let Some(caps) = &raw.max_meetings {
        length("max_meetings", caps.len())?;
        for (p, &cap) in caps.iter().enumerate() {
            let cap = within(
                || format!("max_meetings of participant {p}"),
                cap,
                0,
                i64::from(u32::MAX),
            )?;
            draft.participants[p].cap = Some(cap as u32);
        }
    }
    Ok(())
}

fn meetings(raw: &Instance, draft: &mut Draft) -> Result<(), ReadError> {
    let last_person = draft.participants.len() as i64 - 1;
    let last_slot = draft.slots.len() as i64 - 1;
    let session_count = raw.sessions.len() as i64;
    for (m, &(first, second, session, fixed, weight)) in raw.meetings.iter().enumerate() {
        let field = |what: &str| format!("{what} of meeting {m}");
        let side =
            |value| within(|| field("a participant"), value, 0, last_person).map(ParticipantId::at);
        let mut request = Request::between(side(first)?, side(second)?, 0, 0);
        request.window = match within(|| field("the session"), session, 0, session_count)? {
            0 => Window::Any,
            s => window_of_session(draft, s as u32 - 1),
        };
        request.fixed = match fixed {
            -1 => None,
            slot => within(|| field("the fixed slot (or -1)"), slot, -1, last_slot)
                .map(|slot| Some(SlotId::at(slot)))?,
        };
        request.weight = within(
            || field("the weight"),
            weight,
            1,
            i64::from(crate::errors::MAX_WEIGHT),
        )? as u32;
        draft.requests.push(request);
    }
    let last = draft.requests.len() as i64 - 1;
    for (i, &(before, after)) in raw.precedences.iter().enumerate() {
        let end = |value| {
            within(|| format!("a meeting of precedence {i}"), value, 0, last).map(RequestId::at)
        };
        draft.precedences.push(Precedence {
            before: end(before)?,
            after: end(after)?,
        });
    }
    Ok(())
}

/// A session that no slot belongs to is an empty window, not an unknown one.
fn window_of_session(draft: &Draft, session: u32) -> Window {
    if draft.slots.iter().any(|slot| slot.session == Some(session)) {
        Window::Session(session)
    } else {
        Window::Slots(Vec::new())
    }
}

/// Reads a timetable with everything that belongs to it. What does not exist is kept for the
/// judge; a request without a place and without a reason gets one.
///
/// # Errors
/// Another shape, another problem, or not one place per request.
pub fn read_timetable(problem: &Problem, text: &str) -> Result<Timetable, ReadError> {
    whole::read_timetable(problem, text)
}

/// Reads the slots of a solution of `problem`. Slots that do not exist are kept for the judge.
///
/// # Errors
/// Another shape, another problem, or not one slot per meeting.
pub fn read_solution(problem: &Problem, text: &str) -> Result<Vec<Option<SlotId>>, ReadError> {
    let raw: Solution =
        serde_json::from_str(text).map_err(|error| ReadError::Shape(error.to_string()))?;
    if raw.instance != problem.name() {
        return Err(ReadError::OtherProblem {
            expected: problem.name().to_owned(),
            found: raw.instance,
        });
    }
    if raw.slots.len() != problem.requests().len() {
        return Err(ReadError::SolutionLength {
            expected: problem.requests().len(),
            found: raw.slots.len(),
        });
    }
    let slot = |(m, &t): (usize, &i64)| {
        let number = within(
            || format!("the slot of meeting {m} (or -1)"),
            t,
            -1,
            i64::from(u32::MAX - 1),
        );
        if t == -1 {
            Ok(None)
        } else {
            number.map(|t| Some(SlotId::at(t)))
        }
    };
    raw.slots.iter().enumerate().map(slot).collect()
}
