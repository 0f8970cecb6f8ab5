//! The names of languages, also of those that the program itself does not speak.

use crate::t;
use domain::language::Language;

/// Languages that have a name in every catalogue, beside those of the program: what parties are
/// called in, what people speak.
pub const OTHERS: [&str; 16] = [
    "zh-Hant", "fr", "it", "es", "pt", "nl", "pl", "cs", "hu", "tr", "ru", "uk", "el", "ar", "ja",
    "ko",
];

/// The name of a language in the reader's; a tag that the catalogues do not know stands for itself.
#[must_use]
pub fn name(reader: Language, tag: &str) -> String {
    let own = Language::ALL.iter().map(|one| one.code());
    match own.chain(OTHERS).any(|known| known == tag) {
        true => t(reader, &format!("common-language-{tag}"), &[]),
        false => tag.to_owned(),
    }
}

/// Two languages between which somebody interprets, in the reader's words.
#[must_use]
pub fn pair(reader: Language, one: &str, other: &str) -> String {
    let args = [
        ("one", name(reader, one).into()),
        ("other", name(reader, other).into()),
    ];
    t(reader, "people-pair", &args)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_language_has_a_name_of_its_own_in_every_catalogue() {
        for reader in Language::ALL {
            let own = Language::ALL.iter().map(|one| one.code());
            let all: Vec<&str> = own.chain(OTHERS).collect();
            let names: BTreeSet<String> = all.iter().map(|tag| name(reader, tag)).collect();
            assert_eq!(names.len(), all.len(), "{reader}: {names:?}");
            let bare = names.iter().find(|name| name.starts_with("common-"));
            assert_eq!(bare, None, "{reader}");
        }
    }

    #[test]
    fn languages_are_named_in_the_words_of_the_reader() {
        assert_eq!(pair(Language::De, "zh-Hans", "tr"), "Chinesisch – Türkisch");
        assert_eq!(pair(Language::ZhHans, "zh-Hans", "tr"), "中文–土耳其文");
        assert_eq!(name(Language::En, "fo"), "fo", "not in the catalogues");
    }
}
