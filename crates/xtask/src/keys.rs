//! Keys of texts that the code names exist in the catalogues. Keys that are put together while
//! running cannot be seen here; the browser tests look for them on the pages.

use std::collections::BTreeSet;

use crate::house::Finding;
use crate::source::Source;

/// The keys of the reference language and the subjects they belong to.
#[derive(Debug, Default)]
pub struct Keys {
    keys: BTreeSet<String>,
    subjects: BTreeSet<String>,
}

impl Keys {
    /// Knows these keys, each under its subject (the name of its file).
    pub fn new(keys: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut known = Self::default();
        for (subject, key) in keys {
            known.subjects.insert(subject);
            known.keys.insert(key);
        }
        known
    }

    /// Keys named in Rust that no catalogue has. The domain names no texts: what looks like a key
    /// there is a code of its own.
    #[must_use]
    pub fn check_source(&self, path: &str, source: &Source) -> Vec<Finding> {
        if path.starts_with("crates/domain/") {
            return Vec::new();
        }
        let literals = source
            .strings
            .iter()
            .map(|(line, text)| (*line, text.trim_matches('"')));
        self.check(path, literals.filter(|(_, text)| self.is_key(text)))
    }

    /// Keys named in a template (`page.t("…")`) that no catalogue has.
    #[must_use]
    pub fn check_template(&self, path: &str, text: &str) -> Vec<Finding> {
        let lines = text.lines().enumerate();
        let named = lines.flat_map(|(index, line)| {
            let calls = ["page.t(\"", "page.n(\"", "page.t1(\"", "page.t2(\""];
            calls.into_iter().flat_map(move |call| {
                let keys = line
                    .split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                keys.map(move |key| (index + 1, key))
            })
        });
        self.check(path, named.filter(|(_, key)| !key.ends_with('-')))
    }

    fn check<'a>(&self, path: &str, named: impl Iterator<Item = (usize, &'a str)>) -> Vec<Finding> {
        named
            .filter(|(_, key)| !self.keys.contains(*key))
            .map(|(line, key)| {
                let text = format!("no catalogue has the text `{key}`");
                Finding::new("texts", format!("{path}:{line}"), text)
            })
            .collect()
    }

    /// Whether a literal looks like a key: words of small letters behind the name of a subject.
    fn is_key(&self, text: &str) -> bool {
        let Some((subject, rest)) = text.split_once('-') else {
            return false;
        };
        self.subjects.contains(subject)
            && !rest.is_empty()
            && !rest.ends_with('-')
            && rest
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::new([("guests".to_owned(), "guests-title".to_owned())])
    }

    #[test]
    fn a_key_without_a_text_is_found_in_code_and_in_templates() {
        let source =
            Source::parse("const A: [&str; 3] = [\"guests-title\", \"guests-gone\", \"mbox-x\"];")
                .unwrap();
        let found = keys().check_source("a.rs", &source);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].text.contains("guests-gone"));
        let codes = keys().check_source("crates/domain/src/papers.rs", &source);
        assert!(codes.is_empty(), "{codes:?}");
        let template = "<h1>{{ page.t(\"guests-title\") }}</h1>\n{{ page.n(\"guest-gone\", 3) }}";
        let found = keys().check_template("a.html", template);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].place, "a.html:2");
    }

    #[test]
    fn beginnings_of_keys_and_other_words_are_left_alone() {
        let source =
            Source::parse("const A: [&str; 3] = [\"guests-\", \"guests-{kind}\", \"x-guests\"];")
                .unwrap();
        assert!(keys().check_source("a.rs", &source).is_empty());
    }
}
