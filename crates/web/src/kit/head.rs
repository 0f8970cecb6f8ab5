//! The head of a page: title, state, tabs.

use askama::Template;
use domain::language::Language;
use domain::names::Names;
use domain::text::Localised;

use super::{Action, Html, Link};

/// The head of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/header.html")]
pub struct Header {
    /// The title for the reader.
    pub title: String,
    /// The language of the title, if it is not the reader's.
    pub title_lang: String,
    /// The title in a second language with its code.
    pub second: Option<(String, String)>,
    /// Where the page belongs: links from the top down.
    pub trail: Vec<Link>,
    /// Chips and short facts in one line.
    pub facts: Vec<Html>,
    /// Buttons at the right.
    pub actions: Vec<Action>,
}

impl Header {
    /// A head with a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// A title in several languages: the reader's, and a second one below.
    #[must_use]
    pub fn localised(language: Language, title: &Localised) -> Self {
        let mut header = Self::new(title.for_reader(language));
        if let Some((tag, _)) = title.pick(language) {
            tag.as_str().clone_into(&mut header.title_lang);
        }
        header.second = title
            .beside(language)
            .map(|(tag, text)| (tag.as_str().to_owned(), text.to_owned()));
        header
    }

    /// A bearer of names: the name for the reader, the original below.
    #[must_use]
    pub fn named(language: Language, names: &Names) -> Self {
        let shown = names.display(language);
        let mut header = Self::new(shown.text.clone());
        shown.language.as_str().clone_into(&mut header.title_lang);
        header.second = names
            .original(language)
            .map(|name| (name.language.as_str().to_owned(), name.text.clone()));
        header
    }

    /// Adds a fact or a chip.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<Html>) -> Self {
        self.facts.push(fact.into());
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Adds a button where there is one for this reader.
    #[must_use]
    pub fn maybe(mut self, action: Option<Action>) -> Self {
        self.actions.extend(action);
        self
    }

    /// Adds a link to the page above.
    #[must_use]
    pub fn below(mut self, href: impl Into<String>, label: impl Into<String>) -> Self {
        self.trail.push(Link::new(href, label));
        self
    }
}

/// Views of one thing, as tabs.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/tabs.html")]
pub struct Tabs {
    /// What the tabs choose, for screen readers.
    pub label: String,
    /// The tabs, and whether each is the present one.
    pub list: Vec<(Link, bool)>,
    /// Buttons at the right.
    pub actions: Vec<Action>,
}

impl Tabs {
    /// No tabs yet.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            ..Self::default()
        }
    }

    /// Adds a tab.
    #[must_use]
    pub fn tab(mut self, href: impl Into<String>, label: impl Into<String>, current: bool) -> Self {
        self.list.push((Link::new(href, label), current));
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }
}
