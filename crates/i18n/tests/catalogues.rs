//! The catalogues are complete: same keys and variables everywhere, nothing empty, and every key
//! that a page or a program line uses exists.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use domain::language::Language;
use i18n::catalogue;

/// Keys of one language with the variables that each message uses.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for file in catalogue::files().filter(|f| f.language == language.code()) {
        let mut key = String::new();
        for line in file.source.lines() {
            let begins = line.starts_with(|c: char| c.is_ascii_alphabetic());
            if let (true, Some((name, _))) = (begins, line.split_once('=')) {
                key = name.trim().to_owned();
                let before = found.insert(key.clone(), BTreeSet::new());
                assert!(before.is_none(), "{key} is twice in {}", file.language);
            }
            let Some(variables) = found.get_mut(&key).filter(|_| !line.starts_with('#')) else {
                continue;
            };
            for part in line.split('$').skip(1) {
                let name: String = part
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_')
                    .collect();
                variables.insert(name);
            }
        }
    }
    found
}

/// The first words of all keys: they tell a key from any other literal.
fn subjects(keys: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<&str> {
    keys.keys()
        .filter_map(|key| key.split('-').next())
        .collect()
}

#[test]
fn every_file_parses_and_no_message_is_empty() {
    for file in catalogue::files() {
        let parsed = fluent_bundle::FluentResource::try_new(file.source.to_owned());
        if let Err((_, errors)) = parsed {
            panic!("{}/{}.ftl: {errors:?}", file.language, file.subject);
        }
    }
    for language in Language::ALL {
        let keys = messages(language);
        assert!(keys.len() > 100, "{language}: {} keys", keys.len());
        for key in keys.keys() {
            assert!(
                catalogue::has(language, key),
                "{language}: {key} has no text"
            );
        }
    }
}

#[test]
fn all_languages_have_the_same_files_keys_and_variables() {
    let english = messages(Language::En);
    for language in [Language::ZhHans, Language::De] {
        let other = messages(language);
        let missing: Vec<_> = english.keys().filter(|k| !other.contains_key(*k)).collect();
        let surplus: Vec<_> = other.keys().filter(|k| !english.contains_key(*k)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(surplus.is_empty(), "only {language} has {surplus:?}");
        for (key, variables) in &english {
            assert_eq!(variables, &other[key], "{language}: variables of {key}");
        }
    }
}

#[test]
fn chinese_texts_use_chinese_punctuation() {
    for file in catalogue::files().filter(|f| f.language == "zh-Hans") {
        let text: Vec<char> = file.source.chars().collect();
        for pair in text.windows(2) {
            let han = ('\u{4e00}'..='\u{9fff}').contains(&pair[0]);
            assert!(
                !(han && matches!(pair[1], ',' | ';' | ':' | '?' | '!')),
                "{}.ftl: {}{} should be full width",
                file.subject,
                pair[0],
                pair[1]
            );
        }
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            // Tests may speak of keys that do not exist.
            if name != "target" && name != "tests" {
                sources(&path, found);
            }
        } else if name.ends_with(".rs") || name.ends_with(".html") {
            found.push(path);
        }
    }
}

/// String literals of a source that look like a key of one of the subjects.
fn literals<'a>(text: &'a str, subjects: &BTreeSet<&str>) -> Vec<&'a str> {
    text.split('"')
        .skip(1)
        .filter(|part| {
            let subject = part.split('-').next().unwrap_or_default();
            part.contains('-')
                && subjects.contains(subject)
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        })
        .collect()
}

#[test]
fn every_key_used_in_sources_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    // Only these rooms may speak to people; elsewhere a literal of this shape is a code.
    for room in ["app", "documents", "server", "web"] {
        sources(&root.join(room), &mut files);
    }
    let keys = messages(Language::En);
    let subjects = subjects(&keys);
    let (mut used, mut missing) = (BTreeSet::new(), Vec::new());
    for path in &files {
        let text = fs::read_to_string(path).unwrap();
        // Unit tests at the end of a file may speak of keys that do not exist.
        let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
        for literal in literals(text, &subjects) {
            let known = if literal.ends_with('-') {
                keys.keys().any(|key| key.starts_with(literal))
            } else {
                keys.contains_key(literal)
            };
            used.insert(literal.to_owned());
            // Classes, ids and paths of pages share the shape of keys only in markup.
            if !known && !is_markup(text, literal) {
                missing.push(format!("{}: {literal}", path.display()));
            }
        }
    }
    assert!(used.len() > 50, "the scan found only {} keys", used.len());
    assert!(missing.is_empty(), "not in the catalogues: {missing:#?}");
}

/// Whether every occurrence of a literal is the value of a markup attribute.
fn is_markup(text: &str, literal: &str) -> bool {
    let quoted = format!("\"{literal}\"");
    text.match_indices(&quoted)
        .all(|(at, _)| text[..at].ends_with('='))
}
