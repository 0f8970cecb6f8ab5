//! The catalogues of all languages say the same things: the same files, the same keys, the same
//! arguments.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

use crate::house::Finding;
use crate::keys::Keys;

/// Where the folders of the languages are.
const FOLDER: &str = "crates/i18n/locales";
/// The language the others are compared with.
const REFERENCE: &str = "en";

/// Message, or `message.attribute` → the names of its arguments.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// Compares every language with the reference, both ways.
///
/// # Errors
/// When a file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut findings = Vec::new();
    let reference = language(&folder, REFERENCE, &mut findings)?;
    for code in folders(&folder)?
        .into_iter()
        .filter(|code| code != REFERENCE)
    {
        let other = language(&folder, &code, &mut findings)?;
        compare(&reference, &other, &code, &mut findings);
    }
    Ok(findings)
}

/// The keys of the reference language.
///
/// # Errors
/// When a file cannot be read.
pub fn keys(root: &Path) -> Result<Keys> {
    let folder = root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(Keys::default());
    }
    let files = language(&folder, REFERENCE, &mut Vec::new())?;
    Ok(Keys::new(files.into_iter().flat_map(|(file, messages)| {
        let subject = file.trim_end_matches(".ftl").to_owned();
        messages.into_keys().map(move |key| (subject.clone(), key))
    })))
}

fn folders(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let entry = entry?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

fn language(
    folder: &Path,
    code: &str,
    findings: &mut Vec<Finding>,
) -> Result<BTreeMap<String, Messages>> {
    let mut files = BTreeMap::new();
    let mut everywhere: BTreeMap<String, String> = BTreeMap::new();
    for entry in std::fs::read_dir(folder.join(code)).with_context(|| format!("reading {code}"))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .map(|it| it.to_string_lossy().into_owned())
            .unwrap_or_default();
        if !name.ends_with(".ftl") {
            continue;
        }
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        let place = format!("{FOLDER}/{code}/{name}");
        let messages = messages(&text, &place, findings);
        for key in messages.keys() {
            if let Some(other) = everywhere.insert(key.clone(), name.clone()) {
                findings.push(Finding::new(
                    "catalogues",
                    place.clone(),
                    format!("{key} is in {other} as well"),
                ));
            }
        }
        files.insert(name, messages);
    }
    Ok(files)
}

fn compare(
    reference: &BTreeMap<String, Messages>,
    other: &BTreeMap<String, Messages>,
    code: &str,
    findings: &mut Vec<Finding>,
) {
    let names: BTreeSet<&String> = reference.keys().chain(other.keys()).collect();
    let empty = Messages::new();
    for name in names {
        let (wanted, given) = (
            reference.get(name).unwrap_or(&empty),
            other.get(name).unwrap_or(&empty),
        );
        let mut add = |language: &str, text: String| {
            findings.push(Finding::new(
                "catalogues",
                format!("{FOLDER}/{language}/{name}"),
                text,
            ));
        };
        for (key, arguments) in wanted {
            match given.get(key) {
                None => add(code, format!("{key} is missing")),
                Some(others) if others != arguments => {
                    add(
                        code,
                        format!("{key} takes {others:?}, in {REFERENCE} {arguments:?}"),
                    );
                }
                Some(_) => {}
            }
        }
        for key in given.keys().filter(|key| !wanted.contains_key(*key)) {
            add(REFERENCE, format!("{key} is missing"));
        }
    }
}

/// The messages of one catalogue with the arguments they use.
fn messages(text: &str, place: &str, findings: &mut Vec<Finding>) -> Messages {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, errors)| {
        for error in errors {
            let line = text
                .get(..error.pos.start)
                .unwrap_or(text)
                .lines()
                .count()
                .max(1);
            findings.push(Finding::new(
                "catalogues",
                format!("{place}:{line}"),
                error.kind.to_string(),
            ));
        }
        resource
    });
    let mut found = Messages::new();
    let mut add = |key: String, pattern: &Pattern<&str>, findings: &mut Vec<Finding>| {
        let mut arguments = BTreeSet::new();
        of_pattern(pattern, &mut arguments);
        if found.insert(key.clone(), arguments).is_some() {
            findings.push(Finding::new(
                "catalogues",
                place,
                format!("{key} appears twice"),
            ));
        }
    };
    for entry in &resource.body {
        let (name, value, attributes) = match entry {
            Entry::Message(it) => (it.id.name.to_owned(), it.value.as_ref(), &it.attributes),
            Entry::Term(it) => (format!("-{}", it.id.name), Some(&it.value), &it.attributes),
            _ => continue,
        };
        if let Some(value) = value {
            add(name.clone(), value, findings);
        }
        for attribute in attributes {
            add(
                format!("{name}.{}", attribute.id.name),
                &attribute.value,
                findings,
            );
        }
    }
    found
}

fn of_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, arguments);
        }
    }
}

fn of_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            of_inline(selector, arguments);
            for variant in variants {
                of_pattern(&variant.value, arguments);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference {
            arguments: call, ..
        } => {
            for argument in &call.positional {
                of_inline(argument, arguments);
            }
        }
        InlineExpression::Placeable { expression } => of_expression(expression, arguments),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(english: &str, german: &str) -> Vec<String> {
        let root = tempfile::tempdir().unwrap();
        for (code, text) in [("en", english), ("de", german)] {
            std::fs::create_dir_all(root.path().join(FOLDER).join(code)).unwrap();
            std::fs::write(root.path().join(FOLDER).join(code).join("a.ftl"), text).unwrap();
        }
        check(root.path())
            .unwrap()
            .iter()
            .map(|finding| finding.text.clone())
            .collect()
    }

    #[test]
    fn equal_catalogues_are_silent_whatever_their_plurals() {
        let english =
            "guests = { $count ->\n    [one] One guest\n   *[other] { $count } guests\n }\n";
        assert_eq!(
            findings(english, "guests = { $count } Gäste\n"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_missing_key_is_found_on_either_side() {
        assert_eq!(findings("a = A\nb = B\n", "a = A\n"), ["b is missing"]);
        assert_eq!(
            findings("a = A\n", "a = A\n    .title = T\n"),
            ["a.title is missing"]
        );
    }

    #[test]
    fn a_different_argument_a_double_key_and_broken_text_are_found() {
        assert!(findings("a = { $x }\n", "a = { $y }\n")[0].contains("takes"));
        assert!(findings("a = A\na = B\n", "a = A\n")[0].contains("twice"));
        assert!(!findings("a = { $x\n", "a = A\n").is_empty());
    }
}
