//! What the office needs to know of a record to keep it: its rule check and how it is found.

use crate::error::Refusal;
use crate::find::{Findable, Heading};
use domain::ids::{MissionId, TypedId};
use domain::parties::PartyRef;
use domain::record::Record;
use store::directory::Line;

/// A record that the office keeps.
pub trait Kept: Record {
    /// The mission to which it belongs; a mission belongs to itself.
    fn mission(&self) -> Option<MissionId> {
        self.links().mission.map(MissionId::from_uuid)
    }

    /// Checks the record's own rules before it is stored.
    ///
    /// # Errors
    /// The rule that it breaks.
    fn check(&self) -> Result<(), Refusal> {
        Ok(())
    }

    /// The texts by which it is found; none for records that nobody searches.
    fn findable(&self) -> Option<Findable> {
        None
    }

    /// What it is called.
    fn heading(&self) -> Heading {
        self.findable().map(|f| f.heading).unwrap_or_default()
    }

    /// Whether it only points to the record that took its place.
    fn is_redirect(&self) -> bool {
        false
    }

    /// Its line in the directory; only parties have one.
    fn line(&self) -> Option<Line> {
        None
    }

    /// The parties that it names: their pages list it.
    fn parties(&self) -> Vec<PartyRef> {
        Vec::new()
    }
}
