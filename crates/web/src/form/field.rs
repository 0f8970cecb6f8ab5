//! Fields and how a page puts them together.

use askama::Template;
use domain::language::{Language, LanguageTag};
use domain::text::Localised;
use domain::time::When;
use i18n::Text;

use super::control::{Choice, Control, LineKind, LocalisedLine, WhenValue, ZONES, words};
use super::{ADD, Complaint, REMOVE, Submitted};

/// In the names of a blank row, where its number will be.
pub(super) const ROW: &str = "__row__";

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

    fn complaints(&self, list: &mut Vec<Complaint>) {
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

    fn refill(&mut self, submitted: &Submitted) {
        let name = self.name.clone();
        let raw = |tail: &str| submitted.raw(&format!("{name}{tail}")).to_owned();
        self.error = submitted
            .errors()
            .get(&name)
            .map(|e| e.render(self.language));
        match &mut self.control {
            Control::Line { kind, .. } if kind.secret() => {}
            Control::Line { value, .. }
            | Control::Lines { value, .. }
            | Control::Date { value }
            | Control::Number { value, .. }
            | Control::Choice { value, .. } => *value = raw(""),
            Control::Localised {
                lines,
                other_tag,
                other_text,
                ..
            } => {
                refill_languages(lines, &name, submitted);
                *other_tag = raw(".other.tag");
                *other_text = raw(".other.text");
            }
            Control::Moment {
                date, time, zone, ..
            } => {
                (*date, *time, *zone) = (raw(".date"), raw(".time"), raw(".zone"));
            }
            Control::When { value, .. } => {
                *value = WhenValue {
                    known: raw(".known"),
                    date: raw(".date"),
                    start: raw(".start"),
                    end: raw(".end"),
                    end_date: raw(".end_date"),
                    to: raw(".to"),
                    zone: raw(".zone"),
                    note: raw(".note"),
                };
            }
            Control::Several { values, .. } => {
                *values = submitted.all(&name).map(str::to_owned).collect();
            }
            Control::Party {
                value,
                printed,
                choices,
                ..
            } => {
                *value = raw("");
                *printed = raw(".printed");
                let label = raw(".label");
                if !value.is_empty() && !choices.iter().any(|c| c.value == *value) {
                    choices.push(Choice::new(value.clone(), label));
                }
            }
            Control::Check { checked } => *checked = submitted.check(&name),
            Control::File { .. } => {}
            Control::Group { rows, blank } => *rows = refilled_rows(blank, &name, submitted),
        }
    }

    /// The same field in row `row` of its group.
    fn in_row(&self, row: usize) -> Self {
        let mut field = self.clone();
        field.name = field.name.replacen(ROW, &row.to_string(), 1);
        if let Control::Group { blank, .. } = &mut field.control {
            *blank = blank.iter().map(|inner| inner.in_row(row)).collect();
        }
        field
    }
}

fn refill_languages(lines: &mut Vec<LocalisedLine>, name: &str, submitted: &Submitted) {
    for line in lines.iter_mut() {
        submitted
            .raw(&format!("{name}.{}", line.tag))
            .clone_into(&mut line.value);
    }
    for (tail, value) in submitted.under(name) {
        let known = lines.iter().any(|line| line.tag == tail);
        if let (false, Ok(tag)) = (known, LanguageTag::new(tail)) {
            lines.push(LocalisedLine::other(&tag, value));
        }
    }
}

fn refilled_rows(blank: &[Field], name: &str, submitted: &Submitted) -> Vec<Vec<Field>> {
    let removed = submitted.raw(REMOVE);
    let mut rows: Vec<Vec<Field>> = Vec::new();
    for row in submitted.rows(name) {
        if row == removed {
            continue;
        }
        let number = row.rsplit('.').next().and_then(|n| n.parse().ok());
        let mut fields: Vec<Field> = blank
            .iter()
            .map(|field| field.in_row(number.unwrap_or_default()))
            .collect();
        fields.iter_mut().for_each(|field| field.refill(submitted));
        rows.push(fields);
    }
    if submitted.raw(ADD) == name {
        let next = submitted.next_row(name);
        rows.push(blank.iter().map(|field| field.in_row(next)).collect());
    }
    rows
}

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
