//! Matchmaking sessions, meeting requests, and the timetables made of them.
//!
//! A snapshot of a session becomes a question; a job lets the optimiser answer it; the judge
//! checks the answer before it is stored for good; a person moves meetings by hand, each time to
//! a new timetable, and publishes one of the stored ones.

mod advice;
mod affected;
mod clash;
mod compare;
mod crews;
mod file;
mod hand;
mod locks;
mod losses;
mod places;
mod proved;
mod quality;
mod repairs;
mod replan;
mod requests;
mod run;
mod sessions;
mod snapshot;
mod swap;
mod times;
mod ways;
mod why;
mod wishes;

pub use advice::{ADVICE, Advice, AdviceState, Answer, More, QUESTIONS, Wondering};
pub use affected::{Affected, AffectedInterpreter, AgendaChange};
pub use clash::{Claim, Clash};
pub use compare::{Coming, Move, Part, differences};
pub use crews::Records;
pub use file::{Agenda, SessionFile};
pub use hand::{Moved, Step, Swapping};
pub use losses::Loss;
pub use places::{Places, Reach, Seat, SlotPlaces};
pub use proved::goal_reached;
pub use quality::{Held, Quality, Served, TableUse};
pub use repairs::Fix;
pub use replan::{Happening, Incident, Mending};
pub use requests::Wish;
pub use run::{Asked, QUEUE, Run, RunProgress, Standing};
pub use sessions::{SlotsRefused, slots_from_text, slots_to_text};
pub use snapshot::Snapshot;
pub use store::jobs::JobState;
pub use swap::Exchange;
pub(crate) use times::met;
pub use times::refused_wish;
pub use ways::{Offer, Search, Seeking, Sought, Stage, WAYS, Ways};
pub use why::{Hindrance, Obstacle, Why};
pub use wishes::{Aim, GiveUp};

use crate::error::Refusal;
use crate::kept::Kept;
use domain::matchmaking::{Matchmaking, Request, Timetable};
use domain::parties::PartyRef;

impl Kept for Matchmaking {
    fn check(&self) -> Result<(), Refusal> {
        sessions::check(self)
    }

    fn findable(&self) -> Option<crate::find::Findable> {
        Some(crate::find::Findable::by_title(&self.title))
    }

    fn parties(&self) -> Vec<PartyRef> {
        let all = self.participants.iter().map(|p| p.organisation);
        all.map(PartyRef::Organisation).collect()
    }
}

impl Kept for Request {
    fn check(&self) -> Result<(), Refusal> {
        requests::check(self)
    }
}

impl Kept for Timetable {
    fn check(&self) -> Result<(), Refusal> {
        hand::check(self)
    }
}
