//! The judge: checks any timetable against its problem, however it was made.
//!
//! It shares nothing with the optimiser, and works out people, tables and agendas by itself from
//! the plain description, so that a mistake in one is seen by the other.

mod agenda;
mod claims;
mod crew;
mod fine;
mod goals;
mod room;
mod rules;

use crate::figures::{Figures, measure};
use crate::goals::Values;
use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId};
use crate::problem::Problem;
use crate::timetable::{Reason, Timetable};
use agenda::Agenda;
use crew::Crew;
use serde::{Deserialize, Serialize};

/// A broken rule, with every fact that a sentence about it needs.
#[allow(
    missing_docs,
    reason = "the comment of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Violation {
    /// The timetable answers another problem than the one given.
    OtherProblem { expected: String, found: String },
    /// It has not exactly one place per request.
    WrongLength { requests: usize, places: usize },
    /// A meeting is in a slot that does not exist.
    UnknownSlot { request: RequestId, slot: SlotId },
    /// A meeting is at a table that does not exist.
    UnknownTable { request: RequestId, table: TableId },
    /// A participant of one person has several meetings at once.
    DoubleBooked {
        participant: ParticipantId,
        slot: SlotId,
        requests: Vec<RequestId>,
    },
    /// A firm has more meetings at once than people who are free then.
    FirmBeyondPeople {
        participant: ParticipantId,
        slot: SlotId,
        requests: Vec<RequestId>,
        people: u32,
    },
    /// A meeting lies in a slot that one side forbids.
    ForbiddenTime {
        request: RequestId,
        participant: ParticipantId,
        slot: SlotId,
    },
    /// A meeting lies where all people of one side are engaged otherwise, in these engagements.
    Engaged {
        request: RequestId,
        participant: ParticipantId,
        slot: SlotId,
        engagements: Vec<usize>,
    },
    /// A fixed meeting is in another slot.
    MovedFixed {
        request: RequestId,
        fixed: SlotId,
        slot: SlotId,
    },
    /// A meeting is outside its window.
    OutsideWindow { request: RequestId, slot: SlotId },
    /// Two who must never meet do meet: they are blocked, or one side said no.
    BlockedPair {
        request: RequestId,
        first: ParticipantId,
        second: ParticipantId,
    },
    /// Several meetings sit at one table at once.
    TableTwice {
        table: TableId,
        slot: SlotId,
        requests: Vec<RequestId>,
    },
    /// A meeting sits at a table that cannot be used then.
    TableUnavailable {
        request: RequestId,
        table: TableId,
        slot: SlotId,
    },
    /// A slot has more meetings than usable tables.
    TooFewTables {
        slot: SlotId,
        meetings: u32,
        tables: u32,
    },
    /// Two meetings are not in the demanded order.
    OutOfOrder {
        before: RequestId,
        before_slot: SlotId,
        after: RequestId,
        after_slot: SlotId,
    },
    /// A participant holds more meetings than it wants.
    AboveCap {
        participant: ParticipantId,
        cap: u32,
        held: u32,
    },
    /// A meeting that is locked at a table sits elsewhere; nowhere yet if `table` is `None`.
    MovedTable {
        request: RequestId,
        locked: TableId,
        table: Option<TableId>,
    },
    /// A participant meets in more slots in a row, these, than it can without a pause.
    NoPause {
        participant: ParticipantId,
        longest: u32,
        slots: Vec<SlotId>,
    },
    /// It matters at which table a meeting is held, and none is given.
    WithoutTable { request: RequestId },
    /// A meeting is held at the booth of somebody who is not part of it.
    ForeignBooth {
        request: RequestId,
        table: TableId,
        owner: ParticipantId,
    },
    /// A meeting of this participant, who has a booth, is held elsewhere.
    NotAtBooth {
        request: RequestId,
        participant: ParticipantId,
        table: TableId,
    },
    /// Attendance is given for what is not held, twice, or of somebody who does not exist.
    UnknownAttendance { position: usize },
    /// It matters who of this side comes, and nobody is named.
    NobodyNamed {
        request: RequestId,
        participant: ParticipantId,
    },
    /// Another of a side's people comes than the one asked for.
    WrongPerson {
        request: RequestId,
        participant: ParticipantId,
        wanted: u32,
        person: u32,
    },
    /// This one of a side's people cannot meet then.
    PersonAway {
        request: RequestId,
        participant: ParticipantId,
        person: u32,
        slot: SlotId,
    },
    /// A meeting needs an interpreter and has none.
    NoInterpreter { request: RequestId },
    /// The interpreter does not know the languages.
    WrongInterpreter {
        request: RequestId,
        interpreter: InterpreterId,
    },
    /// The interpreter cannot work then.
    InterpreterAway {
        request: RequestId,
        interpreter: InterpreterId,
        slot: SlotId,
    },
    /// An interpreter works in more slots in a row, these, than without a rest.
    NoRest {
        interpreter: InterpreterId,
        longest: u32,
        slots: Vec<SlotId>,
    },
    /// Somebody has several meetings at once.
    InTwoPlaces {
        who: Traveller,
        slot: SlotId,
        requests: Vec<RequestId>,
    },
    /// Somebody cannot get from one meeting to the next in time.
    TooFar {
        who: Traveller,
        earlier: RequestId,
        later: RequestId,
        minutes: i64,
        needed: u32,
    },
    /// Variant a: a meeting is not held.
    Missing { request: RequestId },
    /// Variant a: the difference in breaks is greater than allowed.
    Unfair {
        limit: u32,
        most: u64,
        most_of: ParticipantId,
        fewest: u64,
        fewest_of: ParticipantId,
    },
    /// A request has no place and no reason is given.
    NoReason { request: RequestId },
    /// The reason given for a request is not true.
    UntrueReason { request: RequestId, reason: Reason },
    /// The claimed figures are not what the timetable achieves.
    FalseClaims { claimed: Figures, counted: Figures },
}

/// Somebody who is in one place at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Traveller {
    /// One of a participant's people.
    Person(ParticipantId, u32),
    /// An interpreter.
    Interpreter(InterpreterId),
}

/// Something promised or wished for that is missing, without breaking a rule.
#[allow(
    missing_docs,
    reason = "the comment of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortfall {
    /// A must is not held.
    MustMissed { request: RequestId },
    /// A participant has fewer meetings than it was promised.
    BelowMinimum {
        participant: ParticipantId,
        minimum: u32,
        held: u32,
    },
}

/// What the judge found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Broken rules; the timetable is valid when there are none.
    pub violations: Vec<Violation>,
    /// What is missing without breaking a rule.
    pub shortfalls: Vec<Shortfall>,
    /// The figures as counted by the judge.
    pub figures: Figures,
    /// The values by each goal as counted by the judge, where goals are in order.
    pub values: Option<Values>,
}

impl Verdict {
    /// Whether the timetable keeps every rule.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }
}

/// Checks a timetable against its problem.
#[must_use]
pub fn judge(problem: &Problem, timetable: &Timetable) -> Verdict {
    let figures = measure(problem, &timetable.slots());
    let mut found = Vec::new();
    if timetable.problem != problem.name() {
        found.push(Violation::OtherProblem {
            expected: problem.name().to_owned(),
            found: timetable.problem.clone(),
        });
    }
    if timetable.places.len() != problem.requests().len() {
        found.push(Violation::WrongLength {
            requests: problem.requests().len(),
            places: timetable.places.len(),
        });
    }
    let agenda = Agenda::of(problem, timetable);
    rules::meetings(&agenda, &mut found);
    rules::people(&agenda, &mut found);
    rules::tables(&agenda, &mut found);
    rules::order(&agenda, &mut found);
    fine::locks(&agenda, &mut found);
    fine::pauses(&agenda, &mut found);
    fine::places(&agenda, &mut found);
    let crew = (!problem.is_plain() || !timetable.attendance.is_empty())
        .then(|| Crew::of(&agenda, &mut found));
    if let Some(crew) = &crew {
        crew::meetings(crew, &mut found);
        crew::ways(crew, &mut found);
    }
    rules::variant(&agenda, &mut found);
    claims::reasons(&agenda, crew.as_ref(), &mut found);
    claims::figures(timetable, &figures, &mut found);
    Verdict {
        violations: found,
        shortfalls: shortfalls(&agenda),
        values: problem.goals().map(|_| goals::values(&agenda, &figures)),
        figures,
    }
}

fn shortfalls(agenda: &Agenda<'_>) -> Vec<Shortfall> {
    let mut found = Vec::new();
    for (request, asked) in agenda.problem.numbered_requests() {
        if asked.must && agenda.slot(request).is_none() {
            found.push(Shortfall::MustMissed { request });
        }
    }
    for (p, participant) in agenda.problem.participants().iter().enumerate() {
        let id = ParticipantId::at(p);
        let held = agenda.held(id);
        if held < participant.minimum {
            found.push(Shortfall::BelowMinimum {
                participant: id,
                minimum: participant.minimum,
                held,
            });
        }
    }
    found
}
