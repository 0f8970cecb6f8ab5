//! Sentences of the commands that work with files, where everything goes by its number.

use domain::language::Language;
use i18n::Value;

/// What is said in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    language: Language,
}

impl Words {
    /// Words of a language by its code.
    pub fn of(code: &str) -> Option<Self> {
        let language = Language::from_code(code)?;
        Some(Self { language })
    }

    /// A sentence of the catalogue.
    pub fn say(self, key: &str, args: &[(&'static str, Value)]) -> String {
        i18n::t(self.language, key, args)
    }

    /// Participants by their numbers.
    pub fn participants(self, numbers: &[u32]) -> Value {
        self.each("conflict-number-who", numbers)
    }

    /// Slots by their numbers.
    pub fn slots(self, numbers: &[u32]) -> Value {
        self.each("conflict-number-slot", numbers)
    }

    fn each(self, key: &str, numbers: &[u32]) -> Value {
        let word = |n: &u32| self.say(key, &[("number", Value::Text(n.to_string()))]);
        Value::Text(self.language.listed(numbers.iter().map(word)))
    }
}

/// A number as a name: without separators.
pub(super) fn name(n: u32) -> Value {
    Value::Text(n.to_string())
}

/// A number that is counted.
pub(super) fn count(n: u32) -> Value {
    i64::from(n).into()
}
