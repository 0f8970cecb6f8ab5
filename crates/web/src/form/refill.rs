//! Putting back what was typed, with the errors beside their fields.

use domain::language::LanguageTag;

use super::control::{Choice, Control, LocalisedLine, WhenValue};
use super::{ADD, Field, REMOVE, Submitted};

/// In the names of a blank row, where its number will be.
pub(super) const ROW: &str = "__row__";

impl Field {
    pub(super) fn refill(&mut self, submitted: &Submitted) {
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
