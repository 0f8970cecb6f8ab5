//! A field with its label, hint and error.

use askama::Template;
use domain::language::Language;
use i18n::Text;

use super::control::{Control, LineKind, words};
use super::{ADD, Complaint, REMOVE};

/// A field with its label, hint and error.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "kit/field.html")]
pub struct Field {
    /// The language of its words.
    pub language: Language,
    /// Its name in the form.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Help below the label.
    pub hint: Option<String>,
    /// What is wrong with what was typed.
    pub error: Option<String>,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it takes half a line on wide screens.
    pub half: bool,
    /// What it asks.
    pub control: Control,
}

crate::kit::component!(Field);

impl Field {
    /// Marks it as one that must be filled in.
    pub fn required(&mut self) -> &mut Self {
        self.required = true;
        self
    }

    /// Adds help below the label.
    pub fn hint(&mut self, text: impl Into<Text>) -> &mut Self {
        self.hint = Some(words(self.language, text));
        self
    }

    /// Lets two such fields stand side by side.
    pub fn half(&mut self) -> &mut Self {
        self.half = true;
        self
    }

    /// Says what kind of line it is.
    pub fn kind(&mut self, new: LineKind) -> &mut Self {
        if let Control::Line { kind, .. } = &mut self.control {
            *kind = new;
        }
        self
    }

    /// Entries that the browser offers while a line is typed.
    pub fn offer<S: Into<String>>(&mut self, entries: impl IntoIterator<Item = S>) -> &mut Self {
        if let Control::Line { offers, .. } = &mut self.control {
            *offers = entries.into_iter().map(Into::into).collect();
        }
        self
    }

    /// Limits of a number.
    pub fn between(&mut self, least: i64, most: i64) -> &mut Self {
        if let Control::Number { min, max, .. } = &mut self.control {
            (*min, *max) = (Some(least), Some(most));
        }
        self
    }

    /// Shows all entries of a choice at once.
    pub fn open(&mut self) -> &mut Self {
        if let Control::Choice { open, .. } = &mut self.control {
            *open = true;
        }
        self
    }

    /// Makes a localised text several lines high.
    pub fn tall(&mut self) -> &mut Self {
        if let Control::Localised { tall, .. } = &mut self.control {
            *tall = true;
        }
        self
    }

    /// Lets a party be given by its name as printed, where the directory has nobody.
    pub fn or_printed(&mut self, text: &str) -> &mut Self {
        if let Control::Party { free, printed, .. } = &mut self.control {
            *free = true;
            text.clone_into(printed);
        }
        self
    }

    /// Where all parties can be searched: an address that answers `?q=` with JSON entries
    /// `{"value", "label", "detail"}`.
    pub fn search(&mut self, address: &str) -> &mut Self {
        if let Control::Party { search, .. } = &mut self.control {
            address.clone_into(search);
        }
        self
    }

    /// The id of the control, or of the first one of several.
    #[must_use]
    pub fn id(&self) -> String {
        Self::id_of(&self.name)
    }

    pub(super) fn id_of(name: &str) -> String {
        format!("f-{}", name.replace(['.', ' '], "-"))
    }

    /// Whether it is a set of controls under one legend.
    #[must_use]
    pub fn is_set(&self) -> bool {
        match &self.control {
            Control::Localised { .. }
            | Control::When { .. }
            | Control::Moment { .. }
            | Control::Several { .. }
            | Control::Group { .. } => true,
            Control::Choice { open, .. } => *open,
            _ => false,
        }
    }

    /// The ids of hint and error, for `aria-describedby`.
    #[must_use]
    pub fn described(&self) -> String {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-hint", self.id()));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.id()));
        }
        ids.join(" ")
    }

    /// A message of the kit, for the template.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }

    /// Whether an entry of several is chosen.
    #[must_use]
    pub fn has(&self, value: &str) -> bool {
        match &self.control {
            Control::Several { values, .. } => values.iter().any(|v| v == value),
            Control::Choice { value: chosen, .. } | Control::Party { value: chosen, .. } => {
                chosen == value
            }
            _ => false,
        }
    }

    /// The name of the button that asks for a further row.
    #[must_use]
    pub fn add_name(&self) -> &'static str {
        ADD
    }

    /// The name of the button that removes a row.
    #[must_use]
    pub fn remove_name(&self) -> &'static str {
        REMOVE
    }

    /// The beginning of the names in one row of a group, such as `names.0`.
    #[must_use]
    pub fn row_name(&self, row: &[Self]) -> String {
        let tail = row
            .first()
            .and_then(|field| field.name.strip_prefix(&format!("{}.", self.name)))
            .and_then(|tail| tail.split('.').next())
            .unwrap_or_default();
        format!("{}.{tail}", self.name)
    }

    pub(super) fn complaints(&self, list: &mut Vec<Complaint>) {
        if let Some(error) = &self.error {
            list.push(Complaint {
                target: self.id(),
                label: self.label.clone(),
                text: error.clone(),
            });
        }
        if let Control::Group { rows, .. } = &self.control {
            rows.iter()
                .flatten()
                .for_each(|field| field.complaints(list));
        }
    }
}
