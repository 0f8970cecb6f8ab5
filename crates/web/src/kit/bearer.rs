//! Names and people: the reader's script first, the original beside it.

use askama::Template;
use domain::language::{Language, Script};
use domain::names::Names;
use domain::text::Localised;

/// People in short, as bubbles with their initials.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/people.html")]
pub struct People {
    /// Initials and full name.
    pub list: Vec<(String, String)>,
    /// How many more there are.
    pub more: usize,
    /// The words for them.
    pub more_label: String,
}

impl People {
    /// The first `room` people by name.
    #[must_use]
    pub fn new(language: Language, names: &[String], room: usize) -> Self {
        let more = names.len().saturating_sub(room);
        Self {
            list: names
                .iter()
                .take(room)
                .map(|name| (initials(name), name.clone()))
                .collect(),
            more,
            more_label: i18n::t(language, "common-people-more", &[("count", more.into())]),
        }
    }
}

/// Two letters or one character for a name: 郝鹏 becomes 郝, Katrin Berg becomes KB.
#[must_use]
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name
        .split([' ', '-', '·'])
        .filter(|w| w.chars().next().is_some_and(char::is_alphabetic))
        .collect();
    let first = words.first().and_then(|w| w.chars().next());
    match (first, words.last().and_then(|w| w.chars().next())) {
        (Some(first), _) if !first.is_ascii() && is_han(first) => first.to_string(),
        (Some(first), Some(last)) if words.len() > 1 => {
            format!("{}{}", first.to_uppercase(), last.to_uppercase())
        }
        (Some(first), _) => first.to_uppercase().to_string(),
        _ => "?".to_owned(),
    }
}

fn is_han(c: char) -> bool {
    Script::guess(&c.to_string()) == Script::Hans
}

/// A name in the reader's script with the original beside it, or a name that nobody identified.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/name.html")]
pub struct NameView {
    /// The name for the reader.
    pub shown: String,
    /// Its language.
    pub lang: String,
    /// The original with its language.
    pub original: Option<(String, String)>,
    /// Where its bearer's page is.
    pub href: Option<String>,
    /// The mark of a name that stands as printed, and why.
    pub unresolved: Option<(String, String)>,
}

impl NameView {
    /// The name of a bearer for a reader.
    #[must_use]
    pub fn new(language: Language, names: &Names) -> Self {
        let shown = names.display(language);
        Self {
            shown: shown.text.clone(),
            lang: shown.language.as_str().to_owned(),
            original: names
                .original(language)
                .map(|name| (name.language.as_str().to_owned(), name.text.clone())),
            href: None,
            unresolved: names.is_unresolved().then(|| {
                (
                    i18n::t(language, "common-name-unresolved", &[]),
                    i18n::t(language, "common-name-unresolved-why", &[]),
                )
            }),
        }
    }

    /// A name that stands only as a source prints it, without a record.
    #[must_use]
    pub fn printed(language: Language, text: &str) -> Self {
        Self {
            shown: text.to_owned(),
            lang: String::new(),
            original: None,
            href: None,
            unresolved: Some((
                i18n::t(language, "common-name-unresolved", &[]),
                i18n::t(language, "common-name-unresolved-why", &[]),
            )),
        }
    }

    /// Only the name for the reader, without the original beside it.
    #[must_use]
    pub fn brief(mut self) -> Self {
        self.original = None;
        self
    }

    /// Leads to the bearer's page.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }
}

/// A text in the reader's language with a second one beside it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/words.html")]
pub struct Words {
    /// The text and its language.
    pub first: (String, String),
    /// The second text and its language.
    pub second: Option<(String, String)>,
    /// Where it leads.
    pub href: Option<String>,
}

impl Words {
    /// A text for a reader.
    #[must_use]
    pub fn new(language: Language, text: &Localised) -> Self {
        let pair = |(tag, text): (&domain::language::LanguageTag, &str)| {
            (tag.as_str().to_owned(), text.to_owned())
        };
        Self {
            first: text.pick(language).map(pair).unwrap_or_default(),
            second: text.beside(language).map(pair),
            href: None,
        }
    }

    /// Leads to the page of what it names.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// The text without the second language.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.second = None;
        self
    }
}
