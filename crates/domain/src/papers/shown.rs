//! Names and counts as a paper shows them.

use crate::count::{Count, Relation};
use crate::language::Language;
use crate::names::Names;
use serde::{Deserialize, Serialize};

/// A name as printed: in the reader's language, with the original beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// The name for this reader.
    pub text: String,
    /// The original in another script or language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Whether it stands as a source printed it and nobody knows who bears it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unresolved: bool,
}

impl Shown {
    /// A settled name without an original.
    pub fn plain(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            original: None,
            unresolved: false,
        }
    }

    /// The name of record for a reader; an unresolved one keeps its printed form and its mark.
    pub fn of(names: &Names, language: Language) -> Self {
        Self {
            text: names.display(language).text.clone(),
            original: names.original(language).map(|name| name.text.clone()),
            unresolved: names.is_unresolved(),
        }
    }

    /// The same with an original beside; the same text twice is not shown.
    #[must_use]
    pub fn beside(mut self, original: &str) -> Self {
        self.original =
            (original != self.text && !original.is_empty()).then(|| original.to_owned());
        self
    }

    /// The same, marked as printed with unresolved identity.
    #[must_use]
    pub fn as_printed(mut self) -> Self {
        self.unresolved = true;
        self
    }
}

/// A count as published, its unit in the reader's language; never made exact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The number printed.
    pub value: u32,
    /// How it relates to the true number.
    pub relation: Relation,
    /// What was counted; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
}

impl Published {
    /// A recorded count for a reader.
    pub fn of(count: &Count, language: Language) -> Self {
        Self {
            value: count.value,
            relation: count.relation,
            unit: count.unit.for_reader(language).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Localised;

    #[test]
    fn an_unresolved_name_keeps_its_printed_form_and_mark() {
        let names = Names::as_printed(Language::En, "Ered Group").unwrap();
        let shown = Shown::of(&names, Language::ZhHans);
        assert_eq!(shown, Shown::plain("Ered Group").as_printed());
    }

    #[test]
    fn an_original_equal_to_the_name_is_not_repeated() {
        assert_eq!(Shown::plain("Linde").beside("Linde").original, None);
        assert_eq!(
            Shown::plain("Linde").beside("林德").original.as_deref(),
            Some("林德")
        );
    }

    #[test]
    fn a_published_count_keeps_its_relation() {
        let count = Count {
            value: 90,
            relation: Relation::MoreThan,
            unit: Localised::new(Language::En, "guests").and(Language::De, "Gäste"),
        };
        let published = Published::of(&count, Language::De);
        assert_eq!(
            (published.value, published.relation),
            (90, Relation::MoreThan)
        );
        assert_eq!(published.unit, "Gäste");
    }
}
