//! A text for people that does not know its language yet.

use std::borrow::Cow;

use domain::language::Language;
use fluent_bundle::{FluentArgs, FluentValue};

use crate::{catalogue, numbers};

/// An argument of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Put in as it is.
    Text(String),
    /// Chooses the plural form and is grouped in the reader's language.
    Number(i64),
    /// Another message, put in the reader's language.
    Message(Box<Text>),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Message(Box::new(text))
    }
}

macro_rules! number_value {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$number> for Value {
            fn from(number: &$number) -> Self {
                Self::from(*number)
            }
        }
    )*};
}
number_value!(i64, i32, u8, u16, u32, u64, usize);

/// A message with its arguments, or words that are the same in every language (a name).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// A key of the catalogues and its named arguments.
    Key(Cow<'static, str>, Vec<(&'static str, Value)>),
    /// Shown as it is in every language.
    Verbatim(String),
}

impl Text {
    /// A message of the catalogues.
    #[must_use]
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self::Key(key.into(), Vec::new())
    }

    /// Words that are not translated, such as a name.
    #[must_use]
    pub fn verbatim(words: impl Into<String>) -> Self {
        Self::Verbatim(words.into())
    }

    /// Adds a named argument; verbatim words have none and stay as they are.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        if let Self::Key(_, args) = &mut self {
            args.push((name, value.into()));
        }
        self
    }

    /// The text in a language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        match self {
            Self::Key(key, args) => t(language, key, args),
            Self::Verbatim(words) => words.clone(),
        }
    }
}

impl From<&'static str> for Text {
    /// A literal is a key of the catalogues.
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

/// The message `key` in `language`. A missing key falls back to English and then to the key
/// itself; a test keeps both from happening.
#[must_use]
pub fn t(language: Language, key: &str, args: &[(&'static str, Value)]) -> String {
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        let value = match value {
            Value::Text(text) => FluentValue::from(text.as_str()),
            Value::Number(number) => FluentValue::from(*number),
            Value::Message(text) => FluentValue::from(text.render(language)),
        };
        fluent.set(*name, value);
    }
    catalogue::format(language, key, &fluent)
        .or_else(|| catalogue::format(Language::En, key, &fluent))
        .unwrap_or_else(|| key.to_owned())
}

/// How numbers in messages are written; Fluent itself does not group them.
pub(crate) fn number_in(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "arguments are made from i64 by `t`"
        )]
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(numbers::grouped(language, number.value as i64))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_the_plural_and_are_grouped() {
        let members = |n: i64| Text::new("common-members").with("count", n);
        assert_eq!(members(1).render(Language::En), "1 member");
        assert_eq!(members(2500).render(Language::En), "2,500 members");
        assert_eq!(members(1).render(Language::De), "1 Mitglied");
        assert_eq!(members(2500).render(Language::De), "2.500 Mitglieder");
        assert_eq!(members(2500).render(Language::ZhHans), "2,500 人");
    }

    #[test]
    fn an_argument_may_be_a_message_or_words() {
        let text = Text::new("common-undo-deleted").with("what", Text::verbatim("Müller"));
        assert_eq!(text.render(Language::En), "Deleted: Müller");
        assert!(
            !text.render(Language::De).contains('\u{2068}'),
            "isolating marks"
        );
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        assert_eq!(
            t(Language::De, "common-no-such-key", &[]),
            "common-no-such-key"
        );
    }

    #[test]
    fn verbatim_words_ignore_arguments() {
        let text = Text::verbatim("Siemens { $x }").with("x", 1_i64);
        assert_eq!(text.render(Language::ZhHans), "Siemens { $x }");
    }
}
