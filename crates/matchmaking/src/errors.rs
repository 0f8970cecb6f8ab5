//! The errors of a draft, with a message for each.

use crate::goals::Goal;
use crate::ids::{InterpreterId, LanguageId, ParticipantId, RequestId, SlotId, TableId, VenueId};
use std::fmt;

/// Largest weight of one request; keeps every sum within exact arithmetic.
pub const MAX_WEIGHT: u32 = 1_000_000;
/// Most people of one participant.
pub const MAX_PEOPLE: u32 = 1_000;
/// Errors listed before the rest is only counted.
const LISTED: usize = 50;

/// One thing that is wrong with a draft.
#[allow(
    missing_docs,
    reason = "the message of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProblemError {
    /// A list is longer than the program accepts.
    #[error("{count} {what}; at most {limit} are possible")]
    TooMany {
        what: &'static str,
        count: usize,
        limit: usize,
    },
    /// A slot ends before it starts, or at once.
    #[error("slot {slot} has no length: it starts at {starts} and ends at {ends}")]
    SlotWithoutLength {
        slot: SlotId,
        starts: i64,
        ends: i64,
    },
    /// A slot starts before the slot in front of it has ended.
    #[error("slot {slot} starts before slot {earlier} has ended")]
    SlotsOutOfOrder { earlier: SlotId, slot: SlotId },
    /// An engagement ends before it starts, or at once.
    #[error("engagement {position} of participant {participant} has no length")]
    EngagementWithoutLength {
        participant: ParticipantId,
        position: usize,
    },
    /// A participant without anybody to meet.
    #[error("participant {participant} has no people")]
    NoPeople { participant: ParticipantId },
    /// More people than the program accepts.
    #[error("participant {participant} has {people} people; at most {MAX_PEOPLE} are possible")]
    TooManyPeople {
        participant: ParticipantId,
        people: u32,
    },
    /// A participant was promised more than it accepts.
    #[error("participant {participant} has a minimum of {minimum} meetings but a cap of {cap}")]
    MinimumAboveCap {
        participant: ParticipantId,
        minimum: u32,
        cap: u32,
    },
    /// A participant that needs a pause after no meeting at all.
    #[error("participant {participant} has a longest run of 0 meetings; it must be at least 1")]
    NoRun { participant: ParticipantId },
    /// A participant forbids a slot that does not exist.
    #[error("participant {participant} forbids slot {slot}, which does not exist")]
    UnknownForbiddenSlot {
        participant: ParticipantId,
        slot: SlotId,
    },
    /// A table is closed in a slot that does not exist.
    #[error("table {table} is unavailable in slot {slot}, which does not exist")]
    UnknownTableSlot { table: TableId, slot: SlotId },
    /// A request names a participant that does not exist.
    #[error("request {request} names participant {participant}, which does not exist")]
    UnknownParticipant {
        request: RequestId,
        participant: ParticipantId,
    },
    /// A request of a participant with itself.
    #[error("request {request} is of participant {participant} with itself")]
    WithItself {
        request: RequestId,
        participant: ParticipantId,
    },
    /// A request is fixed in a slot that does not exist.
    #[error("request {request} is fixed in slot {slot}, which does not exist")]
    UnknownFixedSlot { request: RequestId, slot: SlotId },
    /// A request is locked at a table that does not exist.
    #[error("request {request} is locked at table {table}, which does not exist")]
    UnknownLockedTable { request: RequestId, table: TableId },
    /// A row of travel times that does not name every venue once.
    #[error("venue {venue} has travel times to {found} venues; there are {venues}")]
    TravelShape {
        venue: VenueId,
        found: usize,
        venues: usize,
    },
    /// A way from a venue to itself that takes time.
    #[error("the way from venue {venue} to itself takes {minutes} minutes; it must take none")]
    TravelToItself { venue: VenueId, minutes: u32 },
    /// A table in a venue that does not exist.
    #[error("table {table} is in venue {venue}, which does not exist")]
    UnknownVenue { table: TableId, venue: VenueId },
    /// A booth of somebody who does not exist.
    #[error("table {table} is the booth of participant {owner}, which does not exist")]
    UnknownOwner {
        table: TableId,
        owner: ParticipantId,
    },
    /// More named people than people.
    #[error("participant {participant} names {members} people but has {people}")]
    MoreMembersThanPeople {
        participant: ParticipantId,
        members: usize,
        people: u32,
    },
    /// One person in two firms, or twice in one.
    #[error("person \"{key}\" is named by participant {first} and by participant {second}")]
    PersonTwice {
        key: String,
        first: ParticipantId,
        second: ParticipantId,
    },
    /// A person or interpreter who is away in a slot that does not exist.
    #[error("{who} forbids slot {slot}, which does not exist")]
    UnknownSlotOf { who: String, slot: SlotId },
    /// An engagement of a person or interpreter that ends before it starts, or at once.
    #[error("an engagement of {who} has no length")]
    NoLengthOf { who: String },
    /// A language that does not exist.
    #[error("{who} names language {language}, which does not exist")]
    UnknownLanguage { who: String, language: LanguageId },
    /// Interpreting from a language into itself.
    #[error("{who} names language {language} as both languages of a pair")]
    OneLanguage { who: String, language: LanguageId },
    /// An interpreter without languages.
    #[error("interpreter {interpreter} has no languages")]
    NoLanguages { interpreter: InterpreterId },
    /// An interpreter who must rest after no meeting at all.
    #[error("interpreter {interpreter} has a longest run of 0 meetings; it must be at least 1")]
    NoInterpreterRun { interpreter: InterpreterId },
    /// A request for a person whom the side does not have.
    #[error(
        "request {request} asks for person {person} of participant {participant}, which has {people} people"
    )]
    UnknownPerson {
        request: RequestId,
        participant: ParticipantId,
        person: u32,
        people: u32,
    },
    /// A window names a slot that does not exist.
    #[error("the window of request {request} names slot {slot}, which does not exist")]
    UnknownWindowSlot { request: RequestId, slot: SlotId },
    /// A window names a session that no slot has.
    #[error("the window of request {request} names session {session}, which no slot has")]
    UnknownSession { request: RequestId, session: u32 },
    /// A weight outside 1..=MAX_WEIGHT.
    #[error("request {request} has weight {weight}; weights go from 1 to {MAX_WEIGHT}")]
    WeightOutOfRange { request: RequestId, weight: u32 },
    /// A priority above 3.
    #[error("request {request} has priority {priority}; priorities go from 0 to 3")]
    PriorityOutOfRange { request: RequestId, priority: u8 },
    /// A precedence names a request that does not exist.
    #[error("precedence {position} names request {request}, which does not exist")]
    UnknownPrecedence { position: usize, request: RequestId },
    /// A blocked pair names a participant that does not exist.
    #[error("blocked pair {position} names participant {participant}, which does not exist")]
    UnknownBlocked {
        position: usize,
        participant: ParticipantId,
    },
    /// Two things of one kind carry the same key.
    #[error("{what} {first} and {second} have the same key \"{key}\"")]
    DuplicateKey {
        what: &'static str,
        first: usize,
        second: usize,
        key: String,
    },
    /// A participant wishes for a slot that does not exist.
    #[error("participant {participant} would like slot {slot}, which does not exist")]
    UnknownPreferredSlot {
        participant: ParticipantId,
        slot: SlotId,
    },
    /// A request is wished for in a slot that does not exist.
    #[error("request {request} would best be in slot {slot}, which does not exist")]
    UnknownWishedSlot { request: RequestId, slot: SlotId },
    /// More than all of a goal may be given up.
    #[error(
        "{per_mille} thousandths of the goal \"{}\" may be given up; at most 1000 are possible", .goal.word()
    )]
    ToleranceOutOfRange { goal: Goal, per_mille: u32 },
    /// A goal without a unit has a tolerance in units.
    #[error(
        "the tolerance of the goal \"{}\" is an amount; it must be in thousandths", .goal.word()
    )]
    ToleranceWithoutUnit { goal: Goal },
    /// Contradiction: a meeting is fixed when one side cannot meet.
    #[error("request {request} is fixed in slot {slot}, which participant {participant} forbids")]
    FixedAtForbidden {
        request: RequestId,
        slot: SlotId,
        participant: ParticipantId,
    },
    /// Contradiction: a meeting is fixed outside its own window.
    #[error("request {request} is fixed in slot {slot}, outside its own window")]
    FixedOutsideWindow { request: RequestId, slot: SlotId },
    /// Contradiction: a meeting is fixed in a slot in which its locked table cannot be used.
    #[error(
        "request {request} is fixed in slot {slot}, in which its locked table {table} is unavailable"
    )]
    LockedTableClosed {
        request: RequestId,
        table: TableId,
        slot: SlotId,
    },
    /// Contradiction: a meeting is locked at the booth of somebody who is not part of it.
    #[error(
        "request {request} is locked at table {table}, the booth of participant {owner}, who is not part of it"
    )]
    LockedAtForeignBooth {
        request: RequestId,
        table: TableId,
        owner: ParticipantId,
    },
    /// Contradiction: two meetings are fixed in one slot and locked at one table.
    #[error(
        "requests {first} and {second} are both fixed in slot {slot} and locked at table {table}"
    )]
    LockedTwice {
        first: RequestId,
        second: RequestId,
        slot: SlotId,
        table: TableId,
    },
    /// Contradiction: a meeting of a blocked pair is fixed or a must.
    #[error(
        "request {request} is fixed or a must, but its two sides are blocked from meeting or one said no"
    )]
    BlockedButWanted { request: RequestId },
    /// Contradiction: precedences go round in a circle.
    #[error("precedences go round in a circle through requests {}", listed(.requests))]
    PrecedenceCycle { requests: Vec<RequestId> },
    /// Contradiction: there are requests but no table.
    #[error("there are requests but no table")]
    NoTables,
    /// Contradiction: there are requests but no slot.
    #[error("there are requests but no slot")]
    NoSlots,
}

fn listed(requests: &[RequestId]) -> String {
    let texts: Vec<String> = requests.iter().map(ToString::to_string).collect();
    texts.join(", ")
}

impl ProblemError {
    /// Whether the draft makes sense but asks for something impossible.
    #[must_use]
    pub const fn is_contradiction(&self) -> bool {
        matches!(
            self,
            Self::FixedAtForbidden { .. }
                | Self::FixedOutsideWindow { .. }
                | Self::LockedTableClosed { .. }
                | Self::LockedTwice { .. }
                | Self::LockedAtForeignBooth { .. }
                | Self::BlockedButWanted { .. }
                | Self::PrecedenceCycle { .. }
                | Self::NoTables
                | Self::NoSlots
        )
    }
}

/// Everything that is wrong with a draft: the first fifty, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemErrors {
    /// The errors in the order in which a reader meets them.
    pub errors: Vec<ProblemError>,
    /// How many more there are.
    pub more: usize,
}

impl ProblemErrors {
    pub(crate) fn none_or(mut errors: Vec<ProblemError>) -> Result<(), Self> {
        if errors.is_empty() {
            return Ok(());
        }
        let more = errors.len().saturating_sub(LISTED);
        errors.truncate(LISTED);
        Err(Self { errors, more })
    }
}

impl fmt::Display for ProblemErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.errors.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "; and {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for ProblemErrors {}
