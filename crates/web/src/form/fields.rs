//! How a page puts the fields of a form together.

use domain::language::Language;
use domain::text::Localised;
use domain::time::When;
use i18n::Text;

use super::control::{Choice, Control, LineKind, LocalisedLine, WhenValue, ZONES, words};
use super::refill::ROW;
use super::{Complaint, Field, Submitted};

/// A list of fields under a common beginning of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    language: Language,
    prefix: String,
    /// The fields.
    pub list: Vec<Field>,
}

impl Fields {
    /// No fields yet.
    #[must_use]
    pub fn new(language: Language, prefix: &str) -> Self {
        Self {
            language,
            prefix: prefix.to_owned(),
            list: Vec::new(),
        }
    }

    fn add(&mut self, name: &str, label: impl Into<Text>, control: Control) -> &mut Field {
        let at = self.list.len();
        self.list.push(Field {
            language: self.language,
            name: format!("{}{name}", self.prefix),
            label: words(self.language, label),
            hint: None,
            error: None,
            required: false,
            half: false,
            control,
        });
        &mut self.list[at]
    }

    /// One line of text.
    pub fn line(&mut self, name: &str, label: impl Into<Text>, value: &str) -> &mut Field {
        let control = Control::Line {
            value: value.to_owned(),
            kind: LineKind::Text,
            offers: Vec::new(),
        };
        self.add(name, label, control)
    }

    /// Several lines of text.
    pub fn lines(&mut self, name: &str, label: impl Into<Text>, value: &str) -> &mut Field {
        let value = value.to_owned();
        self.add(name, label, Control::Lines { value, rows: 4 })
    }

    /// A text in Chinese, English, German and other languages.
    pub fn localised(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        text: &Localised,
    ) -> &mut Field {
        let control = Control::Localised {
            lines: LocalisedLine::all(self.language, text),
            tall: false,
            other_tag: String::new(),
            other_text: String::new(),
        };
        self.add(name, label, control)
    }

    /// A date.
    pub fn date(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        date: Option<jiff::civil::Date>,
    ) -> &mut Field {
        let value = date.map(|d| d.to_string()).unwrap_or_default();
        self.add(name, label, Control::Date { value })
    }

    /// A local date and time with its zone.
    pub fn moment(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        local: Option<jiff::civil::DateTime>,
        zone: &str,
    ) -> &mut Field {
        let control = Control::Moment {
            date: local.map(|l| l.date().to_string()).unwrap_or_default(),
            time: local
                .map(|l| i18n::dates::time(l.time()))
                .unwrap_or_default(),
            zone: zone.to_owned(),
            zones: ZONES.map(str::to_owned).into(),
        };
        self.add(name, label, control)
    }

    /// A time as exactly as people know it; `zone` is offered for an exact one.
    pub fn when(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        when: Option<&When>,
        zone: &str,
    ) -> &mut Field {
        let value = when.map_or_else(
            || WhenValue {
                known: "exact".to_owned(),
                zone: zone.to_owned(),
                ..WhenValue::default()
            },
            |when| WhenValue::of(when, zone),
        );
        let zones = ZONES.map(str::to_owned).into();
        self.add(name, label, Control::When { value, zones })
    }

    /// A whole number.
    pub fn number(&mut self, name: &str, label: impl Into<Text>, value: Option<i64>) -> &mut Field {
        let control = Control::Number {
            value: value.map(|v| v.to_string()).unwrap_or_default(),
            min: None,
            max: None,
        };
        self.add(name, label, control)
    }

    /// One of several entries.
    pub fn choice(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        value: &str,
        choices: Vec<Choice>,
    ) -> &mut Field {
        let control = Control::Choice {
            value: value.to_owned(),
            choices,
            open: false,
        };
        self.add(name, label, control)
    }

    /// Any number of several entries.
    pub fn several(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        values: &[String],
        choices: Vec<Choice>,
    ) -> &mut Field {
        let values = values.to_vec();
        self.add(name, label, Control::Several { values, choices })
    }

    /// A party of the directory.
    pub fn party(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        value: &str,
        choices: Vec<Choice>,
    ) -> &mut Field {
        let control = Control::Party {
            value: value.to_owned(),
            printed: String::new(),
            free: false,
            choices,
            search: String::new(),
        };
        self.add(name, label, control)
    }

    /// Yes or no.
    pub fn check(&mut self, name: &str, label: impl Into<Text>, checked: bool) -> &mut Field {
        self.add(name, label, Control::Check { checked })
    }

    /// A file. The form's `files` must be set.
    pub fn file(&mut self, name: &str, label: impl Into<Text>, accept: &str) -> &mut Field {
        let accept = accept.to_owned();
        self.add(name, label, Control::File { accept })
    }

    /// Rows of fields: `row` puts the fields of one together, of an entry or (None) of a new one.
    pub fn group<T>(
        &mut self,
        name: &str,
        label: impl Into<Text>,
        entries: &[T],
        row: impl Fn(&mut Fields, Option<&T>),
    ) -> &mut Field {
        let full = format!("{}{name}", self.prefix);
        let build = |number: &str, entry: Option<&T>| {
            let mut fields = Self::new(self.language, &format!("{full}.{number}."));
            row(&mut fields, entry);
            fields.list
        };
        let mut rows: Vec<Vec<Field>> = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| build(&at.to_string(), Some(entry)))
            .collect();
        if rows.is_empty() {
            rows.push(build("0", None));
        }
        let blank = build(ROW, None);
        self.add(name, label, Control::Group { rows, blank })
    }

    pub(crate) fn refill(&mut self, submitted: &Submitted) {
        self.list
            .iter_mut()
            .for_each(|field| field.refill(submitted));
    }

    pub(super) fn complaints(&self, list: &mut Vec<Complaint>) {
        self.list.iter().for_each(|field| field.complaints(list));
    }
}
