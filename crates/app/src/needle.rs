//! Words that somebody searches a list for: a name in any script, whole or begun.

use domain::language::Script;
use domain::names::Names;
use domain::text::Localised;

/// What is searched for in a list that is held whole.
#[derive(Debug, Clone)]
pub struct Needle(names::Query);

impl Needle {
    /// Reads what was typed; nothing where nothing searchable was.
    pub fn read(words: &str) -> Option<Self> {
        let query = names::query_tokens(words);
        (!query.is_empty()).then_some(Self(query))
    }

    /// Whether an entry with these texts answers it.
    pub fn finds(&self, texts: &Texts) -> bool {
        names::matches(&self.0, texts.0.iter().map(|(t, s)| (t.as_str(), *s)))
    }
}

/// The texts by which an entry of a list is found.
#[derive(Debug, Clone, Default)]
pub struct Texts(Vec<(String, Script)>);

impl Texts {
    /// Adds all names of a party, also those that an unresolved one might bear.
    #[must_use]
    pub fn names(mut self, names: Option<&Names>) -> Self {
        let Some(names) = names else { return self };
        self.0
            .extend(names.all().iter().map(|n| (n.text.clone(), n.script)));
        names
            .candidates()
            .iter()
            .fold(self, |texts, candidate| texts.text(&candidate.name))
    }

    /// Adds a text in all its languages.
    #[must_use]
    pub fn localised(self, text: &Localised) -> Self {
        text.iter().fold(self, |texts, (_, text)| texts.text(text))
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.push((text.to_owned(), Script::guess(text)));
        self
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::language::Language;
    use domain::names::{Identity, Name, NameRole};

    #[test]
    fn an_entry_is_found_by_any_of_its_texts() {
        let names = Names::new(
            vec![
                Name::new(Language::ZhHans, NameRole::OfRecord, "陈绍旺"),
                Name::new(Language::En, NameRole::OfRecord, "Chen Shaowang"),
            ],
            Identity::Known {
                certainty: domain::names::Certainty::High,
            },
        )
        .unwrap();
        let texts = Texts::default()
            .names(Some(&names))
            .localised(&Localised::new(Language::De, "Bürgermeister"));
        for words in ["绍旺", "chen", "shaowang", "burgermeister"] {
            assert!(Needle::read(words).unwrap().finds(&texts), "{words}");
        }
        assert!(!Needle::read("Brandl").unwrap().finds(&texts));
        assert!(Needle::read("  ").is_none());
    }
}
