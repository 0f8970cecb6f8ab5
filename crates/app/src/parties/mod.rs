//! Parties: organisations, people and posts.

mod directory;
mod file;
mod merge;
mod redirects;
mod similar;

pub use directory::{Directory, Entry, Listing};
pub use file::{Appearance, Met, OfficeHeld, PartyFile};
pub use merge::{Merge, Mergeable, SideBySide};
pub use similar::{Alike, Reason};

use crate::error::Refusal;
use crate::find::{Findable, Heading};
use crate::index::line;
use crate::kept::Kept;
use domain::parties::{Organisation, PartyRef, Person, Post};
use store::directory::Line;

impl Kept for Organisation {
    fn findable(&self) -> Option<Findable> {
        let sectors = self.sectors.iter().map(String::as_str);
        let numbers = self.registry.iter().map(|r| r.value.as_str());
        Some(
            Findable::by_names(&self.names)
                .also(sectors)
                .also(numbers)
                .also([self.seat.as_str()]),
        )
    }

    fn is_redirect(&self) -> bool {
        self.merged_into.is_some()
    }

    fn line(&self) -> Option<Line> {
        let country = self.country.as_deref();
        Some(line(&self.names, self.kind.code(), country))
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.parent == Some(self.id) {
            return Err(Refusal::new("refused-own-parent").at("parent"));
        }
        match &self.country {
            Some(code) if !is_country(code) => Err(Refusal::new("refused-country")
                .arg("value", code)
                .at("country")),
            _ => Ok(()),
        }
    }
}

impl Kept for Person {
    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_names(&self.names).also([self.email.as_str()]))
    }

    fn is_redirect(&self) -> bool {
        self.merged_into.is_some()
    }

    fn line(&self) -> Option<Line> {
        Some(line(&self.names, "", None))
    }
}

impl Kept for Post {
    fn check(&self) -> Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("refused-title-missing").at("title"));
        }
        match (self.from, self.to) {
            (Some(from), Some(to)) if to < from => {
                Err(Refusal::new("refused-end-before-start").at("to"))
            }
            _ => Ok(()),
        }
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title))
    }

    fn heading(&self) -> Heading {
        Heading::Text(self.title.clone())
    }

    fn parties(&self) -> Vec<PartyRef> {
        self.organisation
            .map(PartyRef::Organisation)
            .into_iter()
            .collect()
    }
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())
}
