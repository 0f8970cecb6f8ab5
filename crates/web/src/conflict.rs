//! A lost race: somebody saved first. Both sides are shown, and for each difference the person
//! chooses which to keep.

use askama::Template;
use domain::language::Language;
use i18n::Text;

use crate::form::{self, Control, Field, Form, Submitted};
use crate::kit::component;

/// A field in which the two sides differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The field's name.
    pub name: String,
    /// The field's label.
    pub label: String,
    /// What the person typed, for reading.
    pub mine: String,
    /// What stands in the record now, for reading.
    pub theirs: String,
}

/// Both sides of a lost race, as a form that saves the chosen mixture.
#[derive(Template)]
#[template(path = "kit/conflict.html")]
pub struct Conflict {
    /// The language of its words.
    pub language: Language,
    /// Where the choice is posted: the same address as the form.
    pub action: String,
    /// Who changed it and when, if that is known.
    pub by: Option<String>,
    /// The fields in which the sides differ.
    pub differences: Vec<Difference>,
    /// Everything that the person typed.
    pub mine: Vec<(String, String)>,
    /// Everything that stands in the record now, as the form would send it.
    pub theirs: Vec<(String, String)>,
    /// The version that stands now, from which the next attempt starts.
    pub version: i64,
}

component!(Conflict);

/// Begins the names of the fields that say which side to keep.
const KEEP: &str = "_keep.";
/// Begins the names that carry the other side's values.
const THEIRS: &str = "_theirs.";

impl Conflict {
    /// Compares what was typed with the record as it stands now. `theirs` is the same form built
    /// from the present record.
    #[must_use]
    pub fn new(theirs: &Form, typed: &Submitted, version: i64) -> Self {
        let mut mine = theirs.fields.clone();
        mine.refill(typed);
        let differences = theirs
            .fields
            .list
            .iter()
            .zip(&mine.list)
            .filter(|(_, my)| !matches!(my.control, Control::File { .. }))
            .filter(|(their, my)| pairs(their) != pairs(my))
            .map(|(their, my)| Difference {
                name: their.name.clone(),
                label: their.label.clone(),
                mine: readable(my),
                theirs: readable(their),
            })
            .collect();
        Self {
            language: theirs.language,
            action: theirs.action.clone(),
            by: None,
            differences,
            mine: mine.list.iter().flat_map(pairs).collect(),
            theirs: theirs.fields.list.iter().flat_map(pairs).collect(),
            version,
        }
    }

    /// Says who was faster, and when.
    #[must_use]
    pub fn by(mut self, who: &str, when: &str) -> Self {
        let text = Text::new("form-conflict-by")
            .with("who", who)
            .with("when", when);
        self.by = Some(text.render(self.language));
        self
    }

    /// A message of the kit, for the template.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.language, key, &[])
    }

    /// The name of a hidden value of the other side.
    #[must_use]
    pub fn their_name(&self, name: &str) -> String {
        format!("{THEIRS}{name}")
    }

    /// The name of the choice for a field.
    #[must_use]
    pub fn keep_name(&self, name: &str) -> String {
        format!("{KEEP}{name}")
    }

    /// The name of the version field.
    #[must_use]
    pub fn version_name(&self) -> &'static str {
        form::VERSION
    }
}

/// Puts the chosen sides together. A form that was not sent from the comparison stays as it is.
#[must_use]
pub fn resolve(submitted: Submitted) -> Submitted {
    let pairs = submitted.pairs();
    let kept: Vec<String> = pairs
        .iter()
        .filter(|(name, side)| name.starts_with(KEEP) && side == "theirs")
        .map(|(name, _)| name[KEEP.len()..].to_owned())
        .collect();
    let of = |name: &str, field: &str| {
        name == field
            || name
                .strip_prefix(field)
                .is_some_and(|tail| tail.starts_with('.'))
    };
    let theirs_wins = |name: &str| kept.iter().any(|field| of(name, field));
    let chosen = pairs.iter().filter_map(|(name, value)| {
        if let Some(theirs) = name.strip_prefix(THEIRS) {
            return theirs_wins(theirs).then(|| (theirs.to_owned(), value.clone()));
        }
        let mine = !name.starts_with(KEEP) && !theirs_wins(name);
        mine.then(|| (name.clone(), value.clone()))
    });
    Submitted::from_pairs(chosen.collect::<Vec<_>>())
}

/// What a field would send.
fn pairs(field: &Field) -> Vec<(String, String)> {
    let name = &field.name;
    let at = |tail: &str, value: &str| (format!("{name}.{tail}"), value.to_owned());
    let mut pairs = match &field.control {
        Control::Line { value, .. }
        | Control::Lines { value, .. }
        | Control::Date { value }
        | Control::Number { value, .. }
        | Control::Choice { value, .. } => vec![(name.clone(), value.clone())],
        Control::Localised { lines, .. } => lines
            .iter()
            .map(|line| at(&line.tag, &line.value))
            .collect(),
        Control::Moment {
            date, time, zone, ..
        } => {
            vec![at("date", date), at("time", time), at("zone", zone)]
        }
        Control::When { value, .. } => vec![
            at("known", &value.known),
            at("date", &value.date),
            at("start", &value.start),
            at("end", &value.end),
            at("end_date", &value.end_date),
            at("to", &value.to),
            at("zone", &value.zone),
            at("note", &value.note),
        ],
        Control::Several { values, .. } => {
            values.iter().map(|v| (name.clone(), v.clone())).collect()
        }
        Control::Party { value, printed, .. } => {
            vec![(name.clone(), value.clone()), at("printed", printed)]
        }
        Control::Check { checked: true } => vec![(name.clone(), "yes".to_owned())],
        Control::Check { checked: false } | Control::File { .. } => Vec::new(),
        Control::Group { rows, .. } => rows.iter().flatten().flat_map(self::pairs).collect(),
    };
    pairs.retain(|(_, value)| !value.is_empty());
    for (_, value) in &mut pairs {
        *value = value.replace("\r\n", "\n");
    }
    pairs
}

/// What a field says, for reading.
fn readable(field: &Field) -> String {
    let label = |value: &str, choices: &[form::Choice]| {
        choices
            .iter()
            .find(|c| c.value == value)
            .map_or_else(|| value.to_owned(), |c| c.label.clone())
    };
    match &field.control {
        Control::Choice { value, choices, .. } => label(value, choices),
        Control::Party {
            value,
            printed,
            choices,
            ..
        } => match value.as_str() {
            "" => printed.clone(),
            value => label(value, choices),
        },
        Control::Several { values, choices } => {
            let labels: Vec<String> = values.iter().map(|v| label(v, choices)).collect();
            field.language.listed(labels)
        }
        Control::Check { checked } => {
            let key = if *checked { "common-yes" } else { "common-no" };
            field.t(key)
        }
        Control::When { value, .. } => {
            let parts = [
                value.date.as_str(),
                &value.start,
                &value.end,
                &value.end_date,
                &value.to,
                &value.note,
            ];
            let known = field.t(&format!("form-when-{}", value.known));
            let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
            format!("{known}: {}", parts.join(" – "))
        }
        Control::Group { rows, .. } => {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| {
                    let cells: Vec<String> =
                        row.iter().map(readable).filter(|c| !c.is_empty()).collect();
                    cells.join(", ")
                })
                .filter(|row| !row.is_empty())
                .collect();
            rows.join("\n")
        }
        _ => {
            let values: Vec<String> = pairs(field).into_iter().map(|(_, value)| value).collect();
            values.join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Localised;

    fn form(title: &str, seats: i64, loud: bool) -> Form {
        let mut form = Form::new(Language::En, "/items/1");
        let title = Localised::new(Language::En, title);
        form.localised("title", Text::verbatim("Title"), &title);
        form.number("seats", Text::verbatim("Seats"), Some(seats));
        form.check("loud", Text::verbatim("Loud"), loud);
        form
    }

    fn typed(body: &str) -> Submitted {
        Submitted::parse(body.as_bytes())
    }

    #[test]
    fn only_differences_are_shown_with_both_sides() {
        let conflict = Conflict::new(
            &form("Their lunch", 20, true),
            &typed("title.en=My+lunch&seats=20"),
            7,
        );
        let names: Vec<&str> = conflict
            .differences
            .iter()
            .map(|d| d.name.as_str())
            .collect();
        assert_eq!(names, ["title", "loud"]);
        assert_eq!(conflict.differences[0].mine, "My lunch");
        assert_eq!(conflict.differences[0].theirs, "Their lunch");
        assert_eq!(conflict.differences[1].theirs, "Yes");
        let html = conflict.by("Ms Lin", "10:02").to_string();
        assert!(
            html.contains("Ms Lin") && html.contains("value=\"7\""),
            "{html}"
        );
    }

    #[test]
    fn each_field_keeps_the_chosen_side() {
        let body = "title.en=Mine&seats=5&_theirs.title.en=Theirs&_theirs.seats=9\
                    &_theirs.loud=yes&_keep.title=mine&_keep.seats=theirs&_keep.loud=theirs&_version=8";
        let mut chosen = resolve(typed(body));
        assert_eq!(chosen.raw("title.en"), "Mine");
        assert_eq!(chosen.number("seats", 0, 99), Some(9));
        assert!(chosen.check("loud"));
        assert_eq!(chosen.version(), Some(8));
        assert!(chosen.is_fine());
    }

    #[test]
    fn an_ordinary_form_is_left_alone() {
        let chosen = resolve(typed("title.en=Mine&seats=5"));
        assert_eq!(chosen.raw("title.en"), "Mine");
        assert_eq!(chosen.raw("seats"), "5");
    }
}
