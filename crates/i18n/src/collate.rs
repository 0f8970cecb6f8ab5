//! Sorting as readers expect it: Chinese by pinyin, German names as in a telephone book.

use std::cmp::Ordering;

use domain::language::Language;
use icu::collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu::locale::{Locale, locale};

/// Bytes of a key that are kept.
const KEY: usize = 160;

struct Collators([Option<CollatorBorrowed<'static>>; 3]);

thread_local! {
    static COLLATORS: Collators = Collators(
        [
            // One list holds names in both scripts: Latin first, then Chinese by pinyin.
            locale!("zh-Hans-u-co-pinyin"),
            locale!("en"),
            // Names: ä sorts as ae, so that Müller stands beside Mueller.
            locale!("de-u-co-phonebk"),
        ]
        .map(collator),
    );
}

fn collator(locale: Locale) -> Option<CollatorBorrowed<'static>> {
    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
}

fn slot(language: Language) -> usize {
    match language {
        Language::ZhHans => 0,
        Language::En => 1,
        Language::De => 2,
    }
}

/// The key of a name in the order of a language: keys that are compared by bytes order names as
/// [`compare`] does. Of long names the beginning counts. A key holds for one version of this
/// program only.
#[must_use]
pub fn key(language: Language, name: &str) -> Vec<u8> {
    COLLATORS.with(|collators| {
        let mut key = Vec::new();
        match &collators.0[slot(language)] {
            Some(collator) => {
                let Ok(()) = collator.write_sort_key_to(name, &mut key);
            }
            None => key.extend_from_slice(name.as_bytes()),
        }
        key.truncate(KEY);
        key
    })
}

/// Compares two names in the order of a language.
#[must_use]
pub fn compare(language: Language, left: &str, right: &str) -> Ordering {
    COLLATORS.with(|collators| match &collators.0[slot(language)] {
        Some(collator) => collator.compare(left, right),
        None => left.cmp(right),
    })
}

/// Sorts a list by a name of each entry; entries with equal names keep their order.
pub fn sort_by_name<T, N: AsRef<str>>(language: Language, list: &mut [T], name: impl Fn(&T) -> N) {
    list.sort_by(|a, b| compare(language, name(a).as_ref(), name(b).as_ref()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(language: Language, names: &[&str]) -> Vec<String> {
        let mut names: Vec<String> = names.iter().map(|&n| n.to_owned()).collect();
        sort_by_name(language, &mut names, |name| name.clone());
        names
    }

    #[test]
    fn chinese_sorts_by_pinyin() {
        assert_eq!(
            sorted(Language::ZhHans, &["沈阳", "鞍山", "大连", "本溪"]),
            ["鞍山", "本溪", "大连", "沈阳"]
        );
    }

    #[test]
    fn german_names_sort_as_in_a_telephone_book() {
        assert_eq!(
            sorted(
                Language::De,
                &["Muller", "Müller", "Mueller", "Zander", "Ärmel", "Adler"]
            ),
            ["Adler", "Ärmel", "Mueller", "Müller", "Muller", "Zander"]
        );
    }

    #[test]
    fn keys_order_names_as_comparing_does() {
        let names = [
            "Muller", "Müller", "Mueller", "Zander", "Ärmel", "adler", "Adler", "沈阳", "鞍山",
            "大连", "本溪", "Groß", "Gross", "", "12", "3",
        ];
        for language in Language::ALL {
            for left in names {
                for right in names {
                    assert_eq!(
                        key(language, left).cmp(&key(language, right)),
                        compare(language, left, right),
                        "{left} {right} in {language:?}"
                    );
                }
            }
        }
        assert!(key(Language::De, &"Straße ".repeat(200)).len() <= 160);
    }

    #[test]
    fn case_does_not_split_a_list() {
        assert_eq!(
            sorted(Language::En, &["b", "A", "a", "B"]),
            ["a", "A", "b", "B"]
        );
    }
}
