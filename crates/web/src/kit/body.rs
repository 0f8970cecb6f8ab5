//! Facts, figures, what waits for a decision, what happened, and what to do on an empty page.

use askama::Template;
use domain::language::Language;

use super::{Action, Html};

/// Facts with their labels. Facts that are not known are left out by the page, not shown empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/facts.html")]
pub struct Facts {
    /// Label and fact.
    pub list: Vec<(String, Html)>,
}

impl Facts {
    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, fact: impl Into<Html>) -> Self {
        self.list.push((label.into(), fact.into()));
        self
    }

    /// Adds a fact if it is known.
    #[must_use]
    pub fn known(self, label: impl Into<String>, fact: Option<impl Into<Html>>) -> Self {
        match fact {
            Some(fact) => self.with(label, fact),
            None => self,
        }
    }
}

/// A figure that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub label: String,
    /// The number as written in the reader's language.
    pub value: String,
    /// What belongs to it: "of 168 asked".
    pub note: String,
    /// Where its records are.
    pub href: Option<String>,
}

/// A line of figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "kit/figures.html")]
pub struct Figures {
    /// The figures.
    pub list: Vec<Figure>,
}

impl Figures {
    /// Adds a figure.
    #[must_use]
    pub fn with(mut self, label: impl Into<String>, value: impl Into<String>, note: &str) -> Self {
        self.list.push(Figure {
            label: label.into(),
            value: value.into(),
            note: note.to_owned(),
            href: None,
        });
        self
    }

    /// Lets the last figure lead to its records.
    #[must_use]
    pub fn leading_to(mut self, href: impl Into<String>) -> Self {
        if let Some(last) = self.list.last_mut() {
            last.href = Some(href.into());
        }
        self
    }
}

/// Something that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What.
    pub title: String,
    /// Why, and what can be done.
    pub text: String,
    /// The way to do it.
    pub action: Option<Action>,
}

/// What waits for a decision, for the side of a page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/needs.html")]
pub struct Needs {
    /// The heading.
    pub title: String,
    /// The list.
    pub list: Vec<Need>,
    /// What to say when nothing waits.
    pub empty: String,
}

impl Needs {
    /// The list under its usual heading.
    #[must_use]
    pub fn new(language: Language, list: Vec<Need>) -> Self {
        Self {
            title: i18n::t(language, "common-needs-you", &[]),
            list,
            empty: i18n::t(language, "common-needs-nothing", &[]),
        }
    }
}

/// Something that happened, as the history shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Event {
    /// When, as written in the reader's language.
    pub when: String,
    /// The same for machines (RFC 3339).
    pub machine: String,
    /// Who did it.
    pub who: String,
    /// What was done.
    pub what: Html,
    /// The fields that changed: label, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// The history of a record, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/history.html")]
pub struct History {
    /// What happened.
    pub list: Vec<Event>,
    /// What to say when nothing did.
    pub empty: String,
}

/// What an empty page says: what is missing and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/empty.html")]
pub struct Empty {
    /// What is missing.
    pub title: String,
    /// What to do next.
    pub hint: String,
    /// The way to do it.
    pub action: Option<Action>,
}
