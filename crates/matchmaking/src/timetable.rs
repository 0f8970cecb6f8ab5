//! The answer to a problem: where each request is held, or why it is not.

use crate::figures::Figures;
use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId};
use serde::{Deserialize, Serialize};

/// Where one request stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It is held.
    Held {
        /// When.
        slot: SlotId,
        /// Where; `None` while tables are not assigned.
        table: Option<TableId>,
    },
    /// It is not held.
    Unplaced(Reason),
}

impl Place {
    /// The slot, if it is held.
    #[must_use]
    pub const fn slot(&self) -> Option<SlotId> {
        match self {
            Self::Held { slot, .. } => Some(*slot),
            Self::Unplaced(_) => None,
        }
    }

    /// The slot and the table, if it is held.
    #[must_use]
    pub const fn seat(&self) -> Option<(SlotId, Option<TableId>)> {
        match self {
            Self::Held { slot, table } => Some((*slot, *table)),
            Self::Unplaced(_) => None,
        }
    }
}

/// Why a request has no place, as a fact that can be checked against the timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Whoever made the timetable gave none; the judge objects.
    NotGiven,
    /// The two must never meet.
    Blocked,
    /// No slot suits its window, both sides and the tables, even with nothing else planned.
    NoPossibleSlot,
    /// A side already holds as many meetings as it wants.
    CapReached {
        /// The side.
        participant: ParticipantId,
        /// How many it wants.
        cap: u32,
    },
    /// All people of a side are in other meetings in every slot that would suit.
    ParticipantFull {
        /// The side.
        participant: ParticipantId,
        /// The slots that would suit.
        slots: Vec<SlotId>,
    },
    /// A side is taken by meetings that are worth at least as much.
    Displaced {
        /// The side.
        participant: ParticipantId,
        /// Its meetings that stand in the way.
        by: Vec<RequestId>,
    },
    /// Each side is free in some slots that would suit, but never in the same.
    NoCommonFreeSlot {
        /// Where the first side is free.
        first_free: Vec<SlotId>,
        /// Where the second side is free.
        second_free: Vec<SlotId>,
    },
    /// In the slots where both sides are free it would break the order with other meetings.
    OrderForbids {
        /// Those slots.
        slots: Vec<SlotId>,
        /// The meetings it must come before or after.
        others: Vec<RequestId>,
    },
    /// Every table is taken in every slot where both sides are free.
    NoTableFree {
        /// Those slots.
        slots: Vec<SlotId>,
    },
    /// Both sides and a table are free, but a finer rule stands in the way in each slot.
    Hindered {
        /// Those slots, each with what stands in the way.
        slots: Vec<Hindrance>,
    },
    /// Nothing stands in the way in these slots: the search ended before it was placed.
    StillOpen {
        /// Those slots.
        slots: Vec<SlotId>,
    },
}

/// Why a request cannot be in a slot beside the meetings that are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hindrance {
    /// The slot.
    pub slot: SlotId,
    /// What stands in the way.
    pub by: Obstacle,
}

/// What stands in the way of a meeting although both sides are free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// This side needs a pause there.
    Pause(ParticipantId),
    /// Other meetings sit at every table that this one may have.
    Table,
    /// Nobody of this side who may come is free.
    Person(ParticipantId),
    /// No interpreter is free.
    Interpreter,
    /// Whoever is free cannot get there, or away again, in time.
    Travel,
}

/// A timetable for one problem: one place per request, in the problem's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timetable {
    /// Name of the problem it answers.
    pub problem: String,
    /// One place per request.
    pub places: Vec<Place>,
    /// The figures its maker claims; the judge counts again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claims: Option<Figures>,
    /// Who comes to held meetings, in order of the requests; only for those of which it must be
    /// said: people of a firm who have times of their own or travel, and interpreters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendance: Vec<Attendance>,
}

/// Who comes to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// The meeting.
    pub request: RequestId,
    /// Which of each side's people, as positions among them; `None` where it need not be said.
    pub persons: [Option<u32>; 2],
    /// The interpreter, if it has one.
    pub interpreter: Option<InterpreterId>,
}

impl Timetable {
    /// The slot of each request, without tables, reasons and claims.
    #[must_use]
    pub fn slots(&self) -> Vec<Option<SlotId>> {
        self.places.iter().map(Place::slot).collect()
    }
}
