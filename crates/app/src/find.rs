//! The texts by which a record is found.

use domain::language::{Language, Script};
use domain::names::Names;
use domain::parties::PartyRef;
use domain::text::Localised;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a record is called, for readers of any language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    /// A bearer of names.
    Names(Names),
    /// A title in some languages; empty for records that have none.
    Text(Localised),
}

impl Default for Heading {
    fn default() -> Self {
        Self::Text(Localised::default())
    }
}

impl Heading {
    /// The heading for a reader; empty for records that have none.
    pub fn for_reader(&self, language: Language) -> &str {
        match self {
            Self::Names(names) => &names.display(language).text,
            Self::Text(text) => text.for_reader(language),
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// What the search index keeps of a record.
#[derive(Debug, Clone, Default)]
pub struct Findable {
    /// What it is called.
    pub heading: Heading,
    /// All texts by which it is found, in any script.
    pub texts: Vec<String>,
}

impl Findable {
    /// A record found by its names, and by those that an unresolved one might bear.
    pub fn by_names(names: &Names) -> Self {
        let own = names.all().iter().map(|n| n.text.clone());
        let possible = names.candidates().iter().map(|c| c.name.clone());
        Self {
            texts: own.chain(possible).collect(),
            heading: Heading::Names(names.clone()),
        }
    }

    /// A record found by a title.
    pub fn by_title(title: &Localised) -> Self {
        Self {
            texts: title.iter().map(|(_, text)| text.to_owned()).collect(),
            heading: Heading::Text(title.clone()),
        }
    }

    /// The same, found by these texts too.
    #[must_use]
    pub fn also<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let more = texts.into_iter().filter(|t| !t.trim().is_empty());
        self.texts.extend(more.map(str::to_owned));
        self
    }

    /// The same, found by this text in all its languages too.
    #[must_use]
    pub fn also_text(self, text: &Localised) -> Self {
        let texts: Vec<String> = text.iter().map(|(_, t)| t.to_owned()).collect();
        self.also(texts.iter().map(String::as_str))
    }
}

/// The words under which a record is filed in the search index: those of its texts, and one for
/// each party that it names, so that a party's page can list where it appears.
pub(crate) fn tokens(texts: &[String], parties: &[PartyRef]) -> Vec<String> {
    let mut all = BTreeSet::new();
    for text in texts {
        all.extend(names::index_tokens(text, Script::guess(text)));
    }
    all.extend(parties.iter().map(|party| token_of(*party)));
    all.into_iter().collect()
}

/// The word under which records that name a party are filed. Words that people type never begin
/// with a single zero (see `names`).
pub(crate) fn token_of(party: PartyRef) -> String {
    format!("0r{}", party.uuid().simple())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{PersonId, TypedId};
    use domain::names::{Candidate, Certainty, Identity, Name, NameRole};

    #[test]
    fn an_unresolved_name_is_filed_under_what_it_might_be() {
        let names = Names::new(
            vec![Name::new(
                Language::En,
                NameRole::AsPrinted,
                "Renos Company",
            )],
            Identity::Unresolved {
                candidates: vec![Candidate {
                    name: "Rhenus".into(),
                    certainty: Certainty::Guess,
                    why: String::new(),
                }],
            },
        )
        .unwrap();
        let found = Findable::by_names(&names);
        assert_eq!(found.heading.for_reader(Language::De), "Renos Company");
        let person = PartyRef::Person(PersonId::from_uuid(uuid::Uuid::from_u128(7)));
        let tokens = tokens(&found.texts, &[person]);
        assert!(tokens.contains(&"rhenus".to_owned()));
        assert!(tokens.contains(&"0r00000000000000000000000000000007".to_owned()));
    }
}
