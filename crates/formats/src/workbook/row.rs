//! One row of a sheet: typed access to its cells that notes what is wrong with them.

use std::collections::BTreeMap;

use super::choices::Choice;
use super::grid::Value;
use super::moment::Moment;
use super::position::column_name;
use super::problem::{Place, Problem, ProblemKind};
use super::schema::{EXAMPLE_MARKS, FieldKind, FieldSpec, Sheet, folded};
use super::values;

/// The cells of a row by field, and the list to which problems go.
pub(super) struct Row<'a> {
    pub(super) sheet: Sheet,
    pub(super) sheet_name: &'a str,
    pub(super) from_1904: bool,
    /// The row as the spreadsheet counts, from 1.
    pub(super) number: u32,
    pub(super) cells: BTreeMap<&'static str, (u32, &'a Value)>,
    pub(super) columns: &'a BTreeMap<u32, &'static FieldSpec>,
    pub(super) problems: &'a mut Vec<Problem>,
    /// Whether an error was noted.
    pub(super) failed: bool,
}

impl<'a> Row<'a> {
    /// Whether the code marks the row as an example.
    pub(super) fn is_example(&self) -> bool {
        let Some((_, Value::Text(code))) = self.cells.get("code") else {
            return false;
        };
        let code = folded(code);
        EXAMPLE_MARKS
            .iter()
            .any(|mark| code.starts_with(&folded(mark)))
    }

    /// What stands in the cell of the code.
    pub(super) fn code(&self) -> Option<String> {
        self.cells
            .get("code")
            .and_then(|(_, value)| values::text(value))
    }

    pub(super) fn complain(&mut self, key: &'static str, kind: ProblemKind, value: Option<&str>) {
        let column = self.cells.get(key).map(|(column, _)| *column).or_else(|| {
            self.columns
                .iter()
                .find(|(_, field)| field.key == key)
                .map(|(column, _)| *column)
        });
        let place = Place {
            sheet: Some(self.sheet),
            sheet_name: self.sheet_name.to_owned(),
            row: Some(self.number),
            column: column.map(column_name),
            field: Some(key),
        };
        let problem = Problem::at(place, kind, value);
        self.failed |= problem.severity == super::problem::Severity::Error;
        self.problems.push(problem);
    }

    /// The cell, unless it shows an error.
    pub(super) fn cell(&mut self, key: &'static str) -> Option<&'a Value> {
        let (_, value) = *self.cells.get(key)?;
        if let Value::Error(shown) = value {
            self.complain(key, ProblemKind::CellError, Some(shown));
            return None;
        }
        Some(value)
    }

    /// Reads the cell of a field; an error is noted, an empty required cell too.
    pub(super) fn typed<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&Value) -> Result<T, ProblemKind>,
    ) -> Option<T> {
        if !self.cells.contains_key(key) {
            if self.sheet.field(key).is_some_and(|field| field.required)
                && self.columns.values().any(|field| field.key == key)
            {
                self.complain(key, ProblemKind::Missing, None);
            }
            return None;
        }
        let value = self.cell(key)?;
        match read(value) {
            Ok(read) => Some(read),
            Err(kind) => {
                let shown = values::text(value).unwrap_or_default();
                self.complain(key, kind, Some(&shown));
                None
            }
        }
    }

    /// A text within the length of its field, without control characters.
    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        let limit = match self.sheet.field(key).map(|field| field.kind) {
            Some(FieldKind::Text(limit) | FieldKind::LongText(limit)) => limit,
            _ => 300,
        };
        let long = matches!(
            self.sheet.field(key).map(|field| field.kind),
            Some(FieldKind::LongText(_))
        );
        self.typed(key, |value| {
            let text = values::text(value)
                .unwrap_or_default()
                .replace("\r\n", "\n");
            let text = if long {
                text
            } else {
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            if text
                .chars()
                .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
            {
                return Err(ProblemKind::ControlCharacters);
            }
            if text.chars().count() > limit {
                return Err(ProblemKind::TooLong {
                    limit: u32::try_from(limit).unwrap_or(u32::MAX),
                });
            }
            Ok(text)
        })
    }

    /// A text read by a function of `values`.
    pub(super) fn parsed<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, ProblemKind>,
    ) -> Option<T> {
        self.typed(key, |value| read(&values::text(value).unwrap_or_default()))
    }

    /// A moment.
    pub(super) fn moment(&mut self, key: &'static str) -> Option<Moment> {
        let from_1904 = self.from_1904;
        self.typed(key, |value| super::moment::moment(value, from_1904))
    }

    /// A member of a closed list.
    pub(super) fn choice<C: Choice>(&mut self, key: &'static str) -> Option<C> {
        let Some(FieldKind::Choice(list)) = self.sheet.field(key).map(|field| field.kind) else {
            return None;
        };
        self.parsed(key, |text| {
            C::named(text).ok_or(ProblemKind::BadChoice { list })
        })
    }

    /// Members of a closed list, each once.
    pub(super) fn choices<C: Choice + PartialEq>(&mut self, key: &'static str) -> Option<Vec<C>> {
        let Some(FieldKind::Choices(list)) = self.sheet.field(key).map(|field| field.kind) else {
            return None;
        };
        self.parsed(key, |text| {
            let mut members = Vec::new();
            for part in values::parts(text) {
                let member = C::named(&part).ok_or(ProblemKind::BadChoice { list })?;
                if !members.contains(&member) {
                    members.push(member);
                }
            }
            Ok(members)
        })
    }

    /// Warns when a name stands in the column of another script.
    pub(super) fn check_script(&mut self, key: &'static str, text: Option<&String>, chinese: bool) {
        let Some(text) = text else { return };
        let wrong = if chinese {
            !values::has_han(text)
        } else {
            values::has_han(text) && !values::has_latin(text)
        };
        if wrong {
            self.complain(key, ProblemKind::WrongScript, Some(text));
        }
    }
}
