//! The words of documents: the catalogue file `documents` in one language.

use crate::sheet::{Ink, Line, Run};
use domain::count::Relation;
use domain::language::Language;
use domain::papers::Published;
use i18n::{Value, numbers, t};

/// Stands for a line inside a message until the line is put in; never typed by anybody.
const HOLE: char = '\u{F8FF}';

/// All messages of one language.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words {
    pub(crate) language: Language,
}

impl Words {
    /// A message without arguments; the key is without `documents-`.
    pub(crate) fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with arguments.
    pub(crate) fn with(self, key: &str, args: &[(&'static str, Value)]) -> String {
        t(self.language, &format!("documents-{key}"), args)
    }

    /// A message with one number, which chooses the plural.
    pub(crate) fn counted(self, key: &str, count: usize) -> String {
        self.with(key, &[("count", Value::from(count))])
    }

    /// A message in which whole lines take the places of arguments, so that a name keeps its
    /// mark and its original inside a sentence.
    pub(crate) fn weave(self, key: &str, parts: &[(&'static str, Line)], ink: Ink) -> Line {
        let hole = |index: usize| format!("{HOLE}{index}{HOLE}");
        let args: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(index, (name, _))| (*name, Value::Text(hole(index))))
            .collect();
        let message = self.with(key, &args);
        let mut line = Line::default();
        for (index, piece) in message.split(HOLE).enumerate() {
            let part = piece.parse::<usize>().ok().filter(|_| index % 2 == 1);
            match part.and_then(|part| parts.get(part)) {
                Some((_, inner)) => line.0.extend(inner.0.iter().cloned()),
                None => line.push(Run::new(piece, ink)),
            }
        }
        line
    }

    /// A count as published, such as "more than 90 guests".
    pub(crate) fn published(self, count: &Published) -> String {
        let key = match count.relation {
            Relation::Exactly => "count-exactly",
            Relation::MoreThan => "count-more_than",
            Relation::About => "count-about",
            Relation::AtLeast => "count-at_least",
            Relation::AtMost => "count-at_most",
        };
        let value = numbers::grouped(self.language, i64::from(count.value));
        let args = [
            ("value", Value::Text(value)),
            ("unit", Value::from(&count.unit)),
        ];
        self.with(key, &args).trim().to_owned()
    }

    /// Between the items of an enumeration.
    pub(crate) fn comma(self) -> &'static str {
        self.language.comma()
    }

    /// After a label.
    pub(crate) fn colon(self) -> &'static str {
        match self.language {
            Language::ZhHans => "：",
            Language::En | Language::De => ": ",
        }
    }

    /// The number before the title of a report's section.
    pub(crate) fn section(self, number: usize) -> String {
        const HAN: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        match self.language {
            Language::ZhHans => format!("{}、", HAN.get(number - 1).copied().unwrap_or("十余")),
            Language::En | Language::De => format!("{number}  "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Words; 3] = [
        Words {
            language: Language::ZhHans,
        },
        Words {
            language: Language::En,
        },
        Words {
            language: Language::De,
        },
    ];

    #[test]
    fn a_published_count_is_said_in_each_language() {
        let count = Published {
            value: 1200,
            relation: Relation::MoreThan,
            unit: String::new(),
        };
        let said = ALL.map(|words| words.published(&count));
        assert_eq!(said, ["1,200 余", "more than 1,200", "mehr als 1.200"]);
    }

    #[test]
    fn a_woven_line_keeps_its_runs_in_the_order_of_the_language() {
        let parts = [
            ("by", Line::plain("Hao Peng")),
            ("of", Line::of(Run::new("Sulzer", Ink::Unresolved))),
        ];
        let [zh, en, de] = ALL.map(|words| words.weave("ask-who", &parts, Ink::Soft));
        assert_eq!(zh.text(), "Hao Peng向Sulzer提出");
        assert_eq!(en.text(), "Hao Peng asked Sulzer");
        assert_eq!(de.text(), "Hao Peng bat Sulzer");
        assert!(
            en.0.iter()
                .any(|run| run.ink == Ink::Unresolved && run.text == "Sulzer")
        );
    }

    #[test]
    fn digits_in_a_message_are_not_taken_for_a_place() {
        let line = ALL[1].weave("for", &[("name", Line::plain("0"))], Ink::Plain);
        assert_eq!(line.text(), "For 0");
    }
}
