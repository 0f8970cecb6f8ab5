//! Reading what was typed: typed getters that note errors beside their fields.

use std::collections::BTreeMap;

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use domain::ids::TypedId;
use domain::language::{Language, LanguageTag};
use domain::text::Localised;
use i18n::Text;

use super::{ADD, KEY, REMOVE, VERSION};
use crate::problem::Problem;

/// The longest form that is read, in bytes; a form with hundreds of rows stays below.
const LONGEST: usize = 1 << 20;
/// The longest name or title, in characters.
pub const LINE: usize = 300;
/// The longest running text, in characters.
pub const PAGE: usize = 20_000;

/// What is wrong, by the name of the field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Errors(BTreeMap<String, Text>);

impl Errors {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Text> {
        self.0.get(name)
    }

    /// All that is wrong.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Text)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text))
    }
}

/// What a party picker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked<Id> {
    /// Nobody.
    Nobody,
    /// A party of the directory.
    Known(Id),
    /// A name as printed.
    Printed(String),
}

/// What was typed into a form.
#[derive(Debug, Clone, Default)]
pub struct Submitted {
    pairs: Vec<(String, String)>,
    errors: Errors,
}

impl Submitted {
    /// Reads a urlencoded body.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        Self::from_pairs(form_urlencoded::parse(body).into_owned())
    }

    /// Takes pairs of names and values, such as the texts of a multipart body.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            pairs: pairs.into_iter().collect(),
            errors: Errors::default(),
        }
    }

    /// All names and values.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// What is wrong so far.
    #[must_use]
    pub fn errors(&self) -> &Errors {
        &self.errors
    }

    /// Whether nothing is wrong and no row was asked for: the record may be written.
    #[must_use]
    pub fn is_fine(&self) -> bool {
        self.errors.is_empty() && !self.is_rework()
    }

    /// Whether the person asked for a row more or less and has not finished.
    #[must_use]
    pub fn is_rework(&self) -> bool {
        !self.raw(ADD).is_empty() || !self.raw(REMOVE).is_empty()
    }

    /// Notes that something is wrong with a field; the first complaint stays.
    pub fn refuse(&mut self, name: &str, text: impl Into<Text>) {
        self.errors
            .0
            .entry(name.to_owned())
            .or_insert_with(|| text.into());
    }

    /// The value of a field exactly as typed; empty if it was not sent.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, value)| value)
    }

    /// All values of a field that may be sent several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// Names and values that begin with `name.`, by the rest of the name.
    pub(super) fn under<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.pairs.iter().filter_map(move |(n, value)| {
            let tail = n.strip_prefix(name)?.strip_prefix('.')?;
            Some((tail, value.as_str()))
        })
    }

    /// The rows of a group, as beginnings of names such as `names.0`, in the order of the form.
    #[must_use]
    pub fn rows(&self, name: &str) -> Vec<String> {
        let mut numbers: Vec<usize> = Vec::new();
        for (tail, _) in self.under(name) {
            let number = tail.split('.').next().and_then(|n| n.parse().ok());
            if let Some(number) = number.filter(|n| !numbers.contains(n)) {
                numbers.push(number);
            }
        }
        numbers
            .iter()
            .map(|number| format!("{name}.{number}"))
            .collect()
    }

    /// The number for a further row.
    pub(super) fn next_row(&self, name: &str) -> usize {
        self.rows(name)
            .iter()
            .filter_map(|row| row.rsplit('.').next()?.parse::<usize>().ok())
            .max()
            .map_or(0, |last| last.saturating_add(1))
    }

    /// Whether all fields of a row are empty, so that it counts as not filled in.
    #[must_use]
    pub fn row_is_empty(&self, row: &str, telling: &[&str]) -> bool {
        telling
            .iter()
            .all(|tail| self.raw(&format!("{row}.{tail}")).trim().is_empty())
    }

    /// One line of text, trimmed; may be empty.
    pub fn line(&mut self, name: &str) -> String {
        let text = self.raw(name).trim().to_owned();
        if text.chars().any(char::is_control) {
            self.refuse(name, "form-error-control");
        }
        self.limit(name, text, LINE)
    }

    /// One line of text that must be filled in.
    pub fn required_line(&mut self, name: &str) -> String {
        let text = self.line(name);
        self.must(name, !text.is_empty());
        text
    }

    /// Running text, line ends made alike; may be empty.
    pub fn lines(&mut self, name: &str) -> String {
        let text = self.raw(name).replace("\r\n", "\n").trim().to_owned();
        if text
            .chars()
            .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            self.refuse(name, "form-error-control");
        }
        self.limit(name, text, PAGE)
    }

    fn limit(&mut self, name: &str, text: String, max: usize) -> String {
        if text.chars().count() > max {
            self.refuse(name, Text::new("form-error-too-long").with("max", max));
        }
        text
    }

    pub(super) fn must(&mut self, name: &str, there: bool) {
        if !there {
            self.refuse(name, "form-error-required");
        }
    }

    /// A text in several languages, of one line each.
    pub fn localised(&mut self, name: &str) -> Localised {
        self.languages(name, LINE)
    }

    /// A text in several languages that is given in at least one.
    pub fn required_localised(&mut self, name: &str) -> Localised {
        let text = self.languages(name, LINE);
        if text.is_empty() {
            self.refuse(name, "form-error-localised-empty");
        }
        text
    }

    /// Running text in several languages.
    pub fn localised_lines(&mut self, name: &str) -> Localised {
        self.languages(name, PAGE)
    }

    fn languages(&mut self, name: &str, max: usize) -> Localised {
        let mut text = Localised::default();
        let typed: Vec<(String, String)> = self
            .under(name)
            .filter(|(tail, value)| !tail.starts_with("other.") && !value.trim().is_empty())
            .map(|(tail, value)| (tail.to_owned(), value.replace("\r\n", "\n")))
            .collect();
        for (tail, value) in typed {
            if let Ok(tag) = LanguageTag::new(&tail) {
                let value = self.limit(name, value, max);
                text.set(tag, &value);
            }
        }
        let other = self.raw(&format!("{name}.other.text")).trim().to_owned();
        if !other.is_empty() {
            match LanguageTag::new(self.raw(&format!("{name}.other.tag"))) {
                Ok(tag) => text.set(tag, &other),
                Err(_) => self.refuse(name, "form-error-language"),
            }
        }
        let control = |c: char| c.is_control() && (max == LINE || (c != '\n' && c != '\t'));
        if text.iter().any(|(_, value)| value.chars().any(control)) {
            self.refuse(name, "form-error-control");
        }
        text
    }

    /// A whole number between two limits, if one was typed.
    pub fn number(&mut self, name: &str, min: i64, max: i64) -> Option<i64> {
        let text: String = self
            .raw(name)
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        if text.is_empty() {
            return None;
        }
        match text.parse::<i64>() {
            Ok(number) if (min..=max).contains(&number) => Some(number),
            Ok(_) => {
                let text = Text::new("form-error-range")
                    .with("min", min)
                    .with("max", max);
                self.refuse(name, text);
                None
            }
            Err(_) => {
                self.refuse(name, "form-error-number");
                None
            }
        }
    }

    /// One of several entries, if one was chosen; `read` knows their codes.
    pub fn choice<T>(&mut self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let code = self.raw(name).to_owned();
        if code.is_empty() {
            return None;
        }
        let value = read(&code);
        if value.is_none() {
            self.refuse(name, "form-error-choice");
        }
        value
    }

    /// One of several entries that must be chosen.
    pub fn required_choice<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.choice(name, read);
        self.must(name, value.is_some());
        value
    }

    /// Any number of several entries.
    pub fn several<T>(&mut self, name: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
        let codes: Vec<String> = self
            .all(name)
            .filter(|c| !c.is_empty())
            .map(str::to_owned)
            .collect();
        let values: Vec<T> = codes.iter().filter_map(|code| read(code)).collect();
        if values.len() < codes.len() {
            self.refuse(name, "form-error-choice");
        }
        values
    }

    /// An id, if one was chosen.
    pub fn id<Id: TypedId>(&mut self, name: &str) -> Option<Id> {
        self.choice(name, |text| {
            uuid::Uuid::parse_str(text).ok().map(Id::from_uuid)
        })
    }

    /// Any number of ids.
    pub fn ids<Id: TypedId>(&mut self, name: &str) -> Vec<Id> {
        self.several(name, |text| {
            uuid::Uuid::parse_str(text).ok().map(Id::from_uuid)
        })
    }

    /// What a party picker holds. A party of the directory comes before a name as printed.
    pub fn party<Id: TypedId>(&mut self, name: &str) -> Picked<Id> {
        if let Some(id) = self.id(name) {
            return Picked::Known(id);
        }
        match self.raw(&format!("{name}.printed")).trim() {
            "" => Picked::Nobody,
            printed => Picked::Printed(printed.to_owned()),
        }
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn check(&self, name: &str) -> bool {
        !self.raw(name).is_empty()
    }

    /// A language of the program, if one was chosen.
    pub fn language(&mut self, name: &str) -> Option<Language> {
        self.choice(name, Language::from_code)
    }

    /// The version that the edit started from.
    #[must_use]
    pub fn version(&self) -> Option<i64> {
        self.raw(VERSION).parse().ok()
    }

    /// The idempotency key of the form.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        Some(self.raw(KEY)).filter(|key| !key.is_empty())
    }
}

impl<S: Send + Sync> FromRequest<S> for Submitted {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let body = axum::body::to_bytes(request.into_body(), LONGEST)
            .await
            .map_err(|_| Problem::new(StatusCode::PAYLOAD_TOO_LARGE))?;
        Ok(Self::parse(&body))
    }
}
