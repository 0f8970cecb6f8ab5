//! Parties: organisations, people and posts.

use crate::error::Refusal;
use crate::find::Findable;
use crate::kept::Kept;
use domain::parties::{Organisation, Person, Post};

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

    fn check(&self) -> Result<(), Refusal> {
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
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase())
}
