//! A text in several languages.

use crate::language::{Language, LanguageTag};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One text in several languages, such as a title. Empty texts are not kept.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localised(BTreeMap<LanguageTag, String>);

impl Localised {
    /// A text in one language.
    pub fn new(language: Language, text: &str) -> Self {
        let mut localised = Self::default();
        localised.set(language.tag(), text);
        localised
    }

    /// The same with a further language, for building in one expression.
    #[must_use]
    pub fn and(mut self, language: Language, text: &str) -> Self {
        self.set(language.tag(), text);
        self
    }

    /// Sets or, with an empty text, removes a language.
    pub fn set(&mut self, language: LanguageTag, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            self.0.remove(&language);
        } else {
            self.0.insert(language, text.to_owned());
        }
    }

    /// The text in exactly this language.
    pub fn get(&self, language: Language) -> Option<&str> {
        self.0.get(&language.tag()).map(String::as_str)
    }

    /// The text for a reader of this language: their own, else English, German, Chinese, any.
    pub fn for_reader(&self, language: Language) -> &str {
        self.pick(language).map_or("", |(_, text)| text)
    }

    /// The text for a reader, with the tag of the language it is in.
    pub fn pick(&self, language: Language) -> Option<(&LanguageTag, &str)> {
        let order = [language, Language::En, Language::De, Language::ZhHans];
        order
            .into_iter()
            .find_map(|l| self.0.get_key_value(&l.tag()))
            .or_else(|| self.0.iter().next())
            .map(|(tag, text)| (tag, text.as_str()))
    }

    /// A second text to print beside the reader's: Chinese for others, else English, German, any.
    pub fn beside(&self, language: Language) -> Option<(&LanguageTag, &str)> {
        let (first, _) = self.pick(language)?;
        let order = [Language::ZhHans, Language::En, Language::De];
        order
            .into_iter()
            .filter_map(|l| self.0.get_key_value(&l.tag()))
            .chain(self.0.iter())
            .find(|(tag, _)| *tag != first)
            .map(|(tag, text)| (tag, text.as_str()))
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All texts with their languages.
    pub fn iter(&self) -> impl Iterator<Item = (&LanguageTag, &str)> {
        self.0.iter().map(|(tag, text)| (tag, text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_gets_their_language_and_the_other_beside() {
        let title = Localised::new(Language::En, "Roundtable").and(Language::ZhHans, "圆桌会");
        assert_eq!(title.for_reader(Language::ZhHans), "圆桌会");
        assert_eq!(title.for_reader(Language::De), "Roundtable");
        assert_eq!(title.beside(Language::En).map(|b| b.1), Some("圆桌会"));
        assert_eq!(
            title.beside(Language::ZhHans).map(|b| b.1),
            Some("Roundtable")
        );
        assert_eq!(Localised::new(Language::En, "x").beside(Language::En), None);
    }

    #[test]
    fn empty_texts_are_not_kept() {
        let mut title = Localised::new(Language::En, "  x ");
        assert_eq!(title.get(Language::En), Some("x"));
        title.set(Language::En.tag(), "  ");
        assert!(title.is_empty());
        assert_eq!(title.for_reader(Language::En), "");
    }
}
