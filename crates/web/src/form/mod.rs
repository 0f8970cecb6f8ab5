//! Forms: what they ask, how they are shown, and how what was typed is read back.
//!
//! A page builds a [`Form`] from the record it edits; the same function builds it again for the
//! POST, where [`Submitted`] reads the values and collects errors beside their fields, and
//! [`Form::refill`] puts everything that was typed back.

mod control;
mod field;
mod fields;
mod refill;
mod submitted;
mod times;

use askama::Template;
use domain::language::Language;
use i18n::Text;

pub use control::{Choice, Control, LineKind, LocalisedLine, WhenValue, ZONES};
pub use field::Field;
pub use fields::Fields;
pub use submitted::{Errors, Picked, Submitted};

/// The field that carries the version an edit started from.
pub const VERSION: &str = "_version";
/// The field that carries the idempotency key.
pub const KEY: &str = "_key";
/// The button that asks for a further row of a group.
pub const ADD: &str = "_add";
/// The button that removes a row of a group.
pub const REMOVE: &str = "_remove";

/// An entry of the summary above a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The id of the field it is about.
    pub target: String,
    /// The field's label.
    pub label: String,
    /// What is wrong.
    pub text: String,
}

/// A form, ready to be shown.
#[derive(Template)]
#[template(path = "kit/form.html")]
pub struct Form {
    /// The language of its words.
    pub language: Language,
    /// Where it is posted.
    pub action: String,
    /// What it asks.
    pub fields: Fields,
    /// The words on its main button.
    pub submit: String,
    /// Where giving up leads.
    pub cancel: Option<String>,
    /// Hidden values: version, idempotency key, and what a page adds.
    pub hidden: Vec<(String, String)>,
    /// What is wrong, in the order of the fields.
    pub complaints: Vec<Complaint>,
    /// Whether it carries files.
    pub files: bool,
    /// Whether sending it destroys something.
    pub danger: bool,
}

crate::kit::component!(Form);

impl Form {
    /// An empty form posted to `action`.
    #[must_use]
    pub fn new(language: Language, action: impl Into<String>) -> Self {
        Self {
            language,
            action: action.into(),
            fields: Fields::new(language, ""),
            submit: i18n::t(language, "common-action-save", &[]),
            cancel: None,
            hidden: Vec::new(),
            complaints: Vec::new(),
            files: false,
            danger: false,
        }
    }

    /// The words on the main button.
    pub fn submit(&mut self, words: impl Into<Text>) -> &mut Self {
        self.submit = words.into().render(self.language);
        self
    }

    /// Offers to give up and go somewhere.
    pub fn cancel(&mut self, href: impl Into<String>) -> &mut Self {
        self.cancel = Some(href.into());
        self
    }

    /// Carries the version that the edit starts from.
    pub fn version(&mut self, version: i64) -> &mut Self {
        self.hide(VERSION, &version.to_string())
    }

    /// Carries an idempotency key, so that sending twice does the thing once.
    pub fn key(&mut self, key: &str) -> &mut Self {
        self.hide(KEY, key)
    }

    /// Carries a hidden value.
    pub fn hide(&mut self, name: &str, value: &str) -> &mut Self {
        self.hidden.retain(|(n, _)| n != name);
        self.hidden.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Puts back what was typed and writes what is wrong beside the fields. Also does what
    /// "add another" and "remove" of a group ask.
    pub fn refill(&mut self, submitted: &Submitted) {
        for (name, value) in &mut self.hidden {
            if name == KEY || name == VERSION {
                let typed = submitted.raw(name);
                if !typed.is_empty() {
                    typed.clone_into(value);
                }
            }
        }
        self.fields.refill(submitted);
        self.complaints.clear();
        self.fields.complaints(&mut self.complaints);
        for (name, text) in submitted.errors().iter() {
            let known = self
                .complaints
                .iter()
                .any(|c| c.target == Field::id_of(name));
            if !known {
                self.complaints.push(Complaint {
                    target: String::new(),
                    label: String::new(),
                    text: text.render(self.language),
                });
            }
        }
    }

    /// A message of the kit, for its template.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }

    /// How many things are wrong, in words.
    #[must_use]
    pub fn complaint_title(&self) -> String {
        Text::new("form-summary-title")
            .with("count", self.complaints.len())
            .render(self.language)
    }
}

impl std::ops::Deref for Form {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.fields
    }
}

impl std::ops::DerefMut for Form {
    fn deref_mut(&mut self) -> &mut Fields {
        &mut self.fields
    }
}
