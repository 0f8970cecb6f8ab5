//! Use cases: one function per intention, the only writer.
//!
//! Every door (page, command line, job) calls these functions. Each one asks the access rule
//! first, loads, lets the domain decide, stores, indexes and audits in one transaction, and
//! tells open pages what changed after the commit.

mod caller;
mod desk;
mod error;
mod find;
mod index;
mod kept;
mod kinds;
mod look;
mod needle;
mod news;
mod office;
mod records;
mod scope;

pub mod accounts;
pub mod agreements;
pub mod audit;
pub mod documents;
pub mod feeds;
pub mod guests;
pub mod imports;
pub mod meetings;
pub mod missions;
pub mod participants;
pub mod parties;
pub mod programme;
pub mod search;
pub mod timetables;
pub mod transfer;

pub use caller::Caller;
pub use desk::{Desk, Saved};
pub use error::{AppError, Refusal, Result};
pub use find::{Findable, Heading};
pub use kept::Kept;
pub use kinds::AnyRecord;
pub use look::Look;
pub use needle::{Needle, Texts};
pub use news::News;
pub use office::App;
pub use store::{Door, Filter, Theirs};
