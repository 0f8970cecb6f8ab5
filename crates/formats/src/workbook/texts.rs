//! What problems and refusals are called in Chinese, English and German.

use domain::language::Language;

use super::findings::FINDINGS;
use super::limits::ReadError;
use super::problem::{Problem, ProblemKind, Remedy};
use super::refusals::REFUSALS;
use super::remedies::REMEDIES;
use super::schema::pick;

/// What each kind of problem is called: the most of them, and those that a sheet keeps itself.
const FINDING_TABLES: [&[(&str, [&str; 3])]; 2] = [FINDINGS, super::aside::FINDINGS];

/// The last part of the message key of a kind.
pub(super) fn kind_key(kind: &ProblemKind) -> String {
    tag(kind, "kind")
}

/// The tag that serde writes is the key, so the two can never differ.
fn tag(value: &impl serde::Serialize, name: &str) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| {
            value
                .get(name)
                .and_then(|tag| tag.as_str().map(str::to_owned))
        })
        .unwrap_or_default()
}

/// The text with `{name}` replaced by the argument of that name, each in one pass.
pub(super) fn filled(text: &str, arguments: &[(&'static str, String)]) -> String {
    let mut result = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        result.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        if let Some((_, value)) = arguments.iter().find(|(key, _)| *key == name) {
            result.push_str(value);
        }
        rest = tail;
    }
    result.push_str(rest);
    result
}

pub(super) fn place(problem: &Problem, language: Language) -> String {
    let mut parts = Vec::new();
    if problem.sheet_name.is_empty() {
        parts.push(
            pick(
                ["整个文件", "the whole workbook", "die ganze Arbeitsmappe"],
                language,
            )
            .to_owned(),
        );
    } else {
        parts.push(
            pick(["工作表“{n}”", "sheet “{n}”", "Blatt „{n}“"], language)
                .replace("{n}", &problem.sheet_name),
        );
    }
    if let Some(row) = problem.row {
        parts.push(
            pick(["第{n}行", "row {n}", "Zeile {n}"], language).replace("{n}", &row.to_string()),
        );
    }
    if let Some(column) = &problem.column {
        let label = problem
            .field_spec()
            .map(|field| format!(" ({})", field.label(language)))
            .unwrap_or_default();
        let label = if language == Language::ZhHans {
            label.replace(" (", "（").replace(')', "）")
        } else {
            label
        };
        parts.push(
            pick(["{n}列", "column {n}", "Spalte {n}"], language).replace("{n}", column) + &label,
        );
    } else if let Some(field) = problem.field_spec() {
        parts.push(field.label(language).to_owned());
    }
    parts.join(pick(["，", ", ", ", "], language))
}

pub(super) fn finding(kind: &ProblemKind, language: Language) -> &'static str {
    let key = kind_key(kind);
    let tables = FINDING_TABLES.iter();
    let mut texts = tables.map(|table| looked_up(table, &key, language));
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

pub(super) fn remedy(remedy: Remedy, language: Language) -> &'static str {
    let key = serde_json::to_value(remedy)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned));
    looked_up(REMEDIES, &key.unwrap_or_default(), language)
}

fn looked_up(table: &[(&str, [&'static str; 3])], key: &str, language: Language) -> &'static str {
    table
        .iter()
        .find(|(name, _)| *name == key)
        .map_or("", |(_, texts)| pick(*texts, language))
}

/// Why the workbook was refused as a whole, and what to do, in the words of a language.
pub fn explain_refusal(error: &ReadError, language: Language) -> String {
    let text = looked_up(REFUSALS, &refusal_key(error), language);
    filled(text, &refusal_arguments(error))
}

/// The last part of the message key of a refusal, such as `too_large`.
pub fn refusal_key(error: &ReadError) -> String {
    tag(error, "refused")
}

fn refusal_arguments(error: &ReadError) -> Vec<(&'static str, String)> {
    use ReadError as E;
    match error {
        E::TooLarge { limit } | E::InflatesTooMuch { limit } | E::RatioTooHigh { limit } => {
            vec![("limit", limit.to_string())]
        }
        E::OutOfBounds {
            cell,
            rows,
            columns,
            ..
        } => vec![
            ("cell", cell.clone()),
            ("rows", rows.to_string()),
            ("columns", columns.to_string()),
        ],
        E::TextTooLong { place, limit } => {
            vec![("place", place.clone()), ("limit", limit.to_string())]
        }
        E::Damaged { part, .. } => vec![("part", part.clone())],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The names of all members of an enum, from serde's complaint about a name that is none.
    fn members<T: serde::de::DeserializeOwned + std::fmt::Debug>(
        tag: Option<&str>,
    ) -> BTreeSet<String> {
        let value = match tag {
            Some(tag) => serde_json::json!({ tag: "?" }),
            None => serde_json::json!("?"),
        };
        let complaint = serde_json::from_value::<T>(value).unwrap_err().to_string();
        complaint
            .split('`')
            .skip(3)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    fn keys(table: &[(&str, [&str; 3])]) -> BTreeSet<String> {
        table.iter().map(|(key, _)| (*key).to_owned()).collect()
    }

    #[test]
    fn every_kind_remedy_and_refusal_has_its_texts() {
        let findings = FINDING_TABLES.concat();
        assert!(keys(&findings).len() > 35);
        assert_eq!(keys(&findings), members::<ProblemKind>(Some("kind")));
        assert_eq!(keys(REMEDIES), members::<Remedy>(None));
        assert_eq!(keys(REFUSALS), members::<ReadError>(Some("refused")));
        for (key, texts) in FINDING_TABLES
            .concat()
            .iter()
            .chain(REMEDIES)
            .chain(REFUSALS)
        {
            let [zh, en, de] = texts;
            assert!(
                zh.ends_with('。') && en.ends_with('.') && de.ends_with('.'),
                "{key}"
            );
            assert!(en.is_ascii() || en.contains('“'), "{key}: {en}");
        }
    }

    #[test]
    fn the_three_languages_use_the_same_arguments() {
        let arguments = |text: &str| {
            text.split('{')
                .skip(1)
                .filter_map(|rest| rest.split('}').next())
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        for (key, [zh, en, de]) in FINDING_TABLES
            .concat()
            .iter()
            .chain(REMEDIES)
            .chain(REFUSALS)
        {
            assert_eq!(arguments(zh), arguments(en), "{key}");
            assert_eq!(arguments(zh), arguments(de), "{key}");
        }
    }

    #[test]
    fn braces_of_a_value_stay_as_they_are() {
        assert_eq!(
            filled("a {value} b {x} {", &[("value", "{x}{value}".to_owned())]),
            "a {x}{value} b  "
        );
    }
}
