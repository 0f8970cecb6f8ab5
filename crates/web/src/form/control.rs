//! The kinds of fields and the values they show.

use domain::language::{Language, LanguageTag};
use domain::text::Localised;
use domain::time::When;
use i18n::Text;

use super::Field;

/// What a line of text is, so that browsers help to write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the kinds say it")]
pub enum LineKind {
    Text,
    Email,
    Address,
    Phone,
    Search,
    Password,
    NewPassword,
}

impl LineKind {
    /// The `type` of the input.
    #[must_use]
    pub fn input(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Email => "email",
            Self::Address => "url",
            Self::Phone => "tel",
            Self::Search => "search",
            Self::Password | Self::NewPassword => "password",
        }
    }

    /// What browsers may fill in by themselves.
    #[must_use]
    pub fn autocomplete(self) -> &'static str {
        match self {
            Self::Email => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            _ => "off",
        }
    }

    /// Whether what was typed is never sent back.
    #[must_use]
    pub fn secret(self) -> bool {
        matches!(self, Self::Password | Self::NewPassword)
    }
}

/// An entry that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// A second line, such as the original name.
    pub detail: String,
}

impl Choice {
    /// An entry without a second line.
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
            detail: String::new(),
        }
    }

    /// Adds a second line.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Entries of a closed list: code and message `{prefix}{code}`.
    pub fn of_codes<'a>(
        language: Language,
        prefix: &str,
        codes: impl IntoIterator<Item = &'a str>,
    ) -> Vec<Self> {
        codes
            .into_iter()
            .map(|code| Self::new(code, i18n::t(language, &format!("{prefix}{code}"), &[])))
            .collect()
    }
}

/// One language of a localised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalisedLine {
    /// Its tag, the end of the field's name.
    pub tag: String,
    /// The language's name for the reader.
    pub label: String,
    /// The text.
    pub value: String,
}

impl LocalisedLine {
    pub(super) fn all(reader: Language, text: &Localised) -> Vec<Self> {
        let mut lines: Vec<Self> = Language::ALL
            .map(|language| Self {
                tag: language.code().to_owned(),
                label: i18n::t(reader, &format!("common-language-{}", language.code()), &[]),
                value: text.get(language).unwrap_or_default().to_owned(),
            })
            .into();
        for (tag, value) in text.iter() {
            if !lines.iter().any(|line| line.tag == tag.as_str()) {
                lines.push(Self::other(tag, value));
            }
        }
        lines
    }

    pub(super) fn other(tag: &LanguageTag, value: &str) -> Self {
        Self {
            tag: tag.as_str().to_owned(),
            label: tag.as_str().to_owned(),
            value: value.to_owned(),
        }
    }
}

/// The parts of a time as the form shows them; texts, since they may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the parts are named as in `When`")]
pub struct WhenValue {
    /// `exact`, `day`, `span` or `not_published`.
    pub known: String,
    pub date: String,
    pub start: String,
    pub end: String,
    pub end_date: String,
    pub to: String,
    pub zone: String,
    pub note: String,
}

impl WhenValue {
    /// The parts of a known time; `zone` is offered where it has none.
    #[must_use]
    pub fn of(when: &When, zone: &str) -> Self {
        let empty = Self {
            zone: zone.to_owned(),
            ..Self::default()
        };
        match when {
            When::Exact { start, end, zone } => Self {
                known: "exact".to_owned(),
                date: start.date().to_string(),
                start: i18n::dates::time(start.time()),
                end: i18n::dates::time(end.time()),
                end_date: if end.date() == start.date() {
                    String::new()
                } else {
                    end.date().to_string()
                },
                zone: zone.as_str().to_owned(),
                ..empty
            },
            When::Day { date } => Self {
                known: "day".to_owned(),
                date: date.to_string(),
                ..empty
            },
            When::Span { from, to } => Self {
                known: "span".to_owned(),
                date: from.to_string(),
                to: to.to_string(),
                ..empty
            },
            When::NotPublished { note } => Self {
                known: "not_published".to_owned(),
                note: note.clone(),
                ..empty
            },
        }
    }

    /// The degrees of knowledge, in the order in which they are offered.
    #[must_use]
    pub fn degrees(&self, language: Language) -> Vec<Choice> {
        Choice::of_codes(
            language,
            "form-when-",
            ["exact", "day", "span", "not_published"],
        )
    }
}

/// What a field asks and the value it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One line of text.
    Line {
        /// What is in it.
        value: String,
        /// What it is.
        kind: LineKind,
        /// Entries that the browser offers.
        offers: Vec<String>,
    },
    /// Several lines of text.
    Lines {
        /// What is in it.
        value: String,
        /// Its height.
        rows: u8,
    },
    /// A text in several languages.
    Localised {
        /// The languages.
        lines: Vec<LocalisedLine>,
        /// Whether each is several lines high.
        tall: bool,
        /// The code of a language being added.
        other_tag: String,
        /// The text in it.
        other_text: String,
    },
    /// A date.
    Date {
        /// As typed; 2026-04-14 if right.
        value: String,
    },
    /// A local date and time with its zone.
    Moment {
        /// The date as typed.
        date: String,
        /// The time as typed.
        time: String,
        /// The zone as typed.
        zone: String,
        /// Zones that the browser offers.
        zones: Vec<String>,
    },
    /// A time as exactly as people know it.
    When {
        /// Its parts.
        value: WhenValue,
        /// Zones that the browser offers.
        zones: Vec<String>,
    },
    /// A whole number.
    Number {
        /// As typed.
        value: String,
        /// The least.
        min: Option<i64>,
        /// The most.
        max: Option<i64>,
    },
    /// One of several entries.
    Choice {
        /// The chosen one.
        value: String,
        /// The entries.
        choices: Vec<Choice>,
        /// Whether all are in view.
        open: bool,
    },
    /// Any number of several entries.
    Several {
        /// The chosen ones.
        values: Vec<String>,
        /// The entries.
        choices: Vec<Choice>,
    },
    /// A party of the directory, or a name as printed.
    Party {
        /// The chosen party's id.
        value: String,
        /// The name as printed, where the directory has nobody.
        printed: String,
        /// Whether a name as printed is possible.
        free: bool,
        /// The parties at hand.
        choices: Vec<Choice>,
        /// The address that searches all parties (JSON), if there are more.
        search: String,
    },
    /// Yes or no.
    Check {
        /// Whether it is ticked.
        checked: bool,
    },
    /// A file.
    File {
        /// The endings and kinds that are accepted.
        accept: String,
    },
    /// Rows of fields, as many as there are.
    Group {
        /// The rows.
        rows: Vec<Vec<Field>>,
        /// A row that has not been filled, with `__row__` in its names.
        blank: Vec<Field>,
    },
}

/// Zones offered beside those of the mission: homes and frequent destinations.
pub const ZONES: [&str; 14] = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/London",
    "Europe/Istanbul",
    "Europe/Moscow",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Singapore",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];

/// Renders a label given as a key or as words.
pub(super) fn words(language: Language, text: impl Into<Text>) -> String {
    text.into().render(language)
}
