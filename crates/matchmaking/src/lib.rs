//! The question and answer of meeting timetables, and the judge.
//!
//! A [`Problem`] is plain data: slots, tables, participants, requests and rules. A [`Timetable`]
//! gives each request a slot and a table, or the [`Reason`] why it has none. The [`judge`] checks
//! any timetable against its problem without knowing how it was made; [`explain`] says why a
//! problem has no solution, as far as elementary counting shows it; [`legal`] says where one meeting
//! may be put by hand, and what forbids every other place. The optimiser lives elsewhere
//! and this room never sees it. [`suggest`] says who should meet whom before anybody asks.

pub mod change;
mod check;
pub mod command;
pub mod conflict;
pub mod crew;
mod errors;
pub mod exchange;
pub mod explain;
mod figures;
pub mod goals;
mod ids;
pub mod judge;
pub mod legal;
pub mod mender;
mod missing;
mod order;
mod outcome;
mod presence;
mod problem;
pub mod reasons;
pub mod repairs;
mod resources;
mod room;
mod slotset;
pub mod suggest;
mod supply;
pub mod swap;
mod timetable;

pub use check::{MAX_CELLS, MAX_ENTRIES, MAX_SLOTS};
pub use errors::{MAX_PEOPLE, MAX_WEIGHT, ProblemError, ProblemErrors};
pub use figures::{Figures, Share, measure, measure_with};
pub use ids::{InterpreterId, LanguageId, ParticipantId, RequestId, SlotId, TableId, VenueId};
pub use judge::judge;
pub use outcome::{Bound, Outcome, Status};
pub use presence::Presence;
pub use problem::{
    Draft, Engagement, Participant, Precedence, Problem, Request, Slot, Table, Variant, Window,
};
pub use resources::{Interpreter, LanguagePair, Member, TableKind, Travel, Venue};
pub use slotset::SlotSet;
pub use supply::Supply;
pub use timetable::{Attendance, Hindrance, Obstacle, Place, Reason, Timetable};
