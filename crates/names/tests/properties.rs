//! What holds for every name and every query, not only for the tables of known cases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use domain::language::Script;
use names::{
    Known, candidates, fold, fold_expanded, highlights, index_tokens, matches, query_tokens,
    similar,
};
use pinyin::ToPinyin;
use proptest::prelude::*;

fn found(query: &str, name: &str) -> bool {
    matches(&query_tokens(query), [(name, Script::guess(name))])
}

/// Letters of many scripts, marks, punctuation and spaces, as in real names.
fn name() -> impl Strategy<Value = String> {
    proptest::string::string_regex(
        "[A-Za-zÄÖÜäöüßéøłçñŠžА-Яа-яё一-龥々ぁ-んア-ン가-힣0-9 '’.,·\\-&()\u{300}\u{308}]{1,40}",
    )
    .unwrap()
}

/// A Chinese name of common characters.
fn chinese(length: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::char::range('一', '龥'), length)
        .prop_map(String::from_iter)
        .prop_filter("every character has pinyin", |text| {
            text.chars()
                .all(|c| c.to_pinyin().is_some_and(|p| p.plain().is_ascii()))
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn folding_twice_is_folding_once(text in ".{0,60}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        let expanded = fold_expanded(&text);
        prop_assert_eq!(fold(&expanded), expanded.clone());
        prop_assert!(once.split(' ').all(|w| w.chars().all(char::is_alphanumeric)));
    }

    #[test]
    fn nothing_panics_and_tokens_are_safe(text in ".{0,80}", other in ".{0,40}") {
        let query = query_tokens(&text);
        let tokens = index_tokens(&other, Script::guess(&other));
        let alternatives = query.groups.iter().flat_map(|g| &g.alternatives).map(|t| &t.text);
        for token in tokens.iter().chain(alternatives) {
            prop_assert!(!token.is_empty());
            prop_assert!(token.chars().all(char::is_alphanumeric), "{:?}", token);
        }
        for range in highlights(&query, &other) {
            prop_assert!(other.get(range).is_some());
        }
        let known = [Known { key: (), names: vec![other.as_str()] }];
        for suggestion in candidates(&text, known) {
            prop_assert!((0.0..=1.0).contains(&suggestion.score));
            prop_assert!(!suggestion.reasons.is_empty());
        }
        prop_assert!(similar(&text).iter().all(|query| query.groups.len() <= 1));
    }

    #[test]
    fn a_name_is_found_by_itself_and_by_each_of_its_words(name in name()) {
        let folded = fold(&name);
        prop_assume!(!folded.is_empty());
        prop_assert!(found(&name, &name), "{:?} does not find itself", name);
        prop_assert!(found(&folded, &name), "{:?} is not found folded", name);
        prop_assert!(found(&fold_expanded(&name), &name), "{:?} is not found expanded", name);
        for word in folded.split(' ') {
            prop_assert!(found(word, &name), "{:?} is not found by {:?}", name, word);
        }
        for word in name.split_whitespace().filter(|w| !fold(w).is_empty()) {
            prop_assert!(found(word, &name), "{:?} is not found by {:?}", name, word);
        }
    }

    #[test]
    fn a_name_is_found_by_the_beginnings_of_its_words(word in "[a-zäöüß]{3,12}", cut in 1_usize..12) {
        let beginning: String = word.chars().take(cut).collect();
        prop_assert!(found(&beginning, &word), "{:?} by {:?}", word, beginning);
    }

    #[test]
    fn a_chinese_name_is_found_by_any_two_neighbours(name in chinese(2..=30)) {
        let chars: Vec<char> = name.chars().collect();
        for two in chars.windows(2) {
            let query = String::from_iter(two);
            prop_assert!(found(&query, &name), "{} by {}", name, query);
            let ranges = highlights(&query_tokens(&query), &name);
            prop_assert!(!ranges.is_empty());
        }
        prop_assert!(found(&name, &name));
    }

    #[test]
    fn a_chinese_name_is_found_by_its_pinyin(name in chinese(1..=8)) {
        let syllables: Vec<&str> = name.as_str().to_pinyin().flatten().map(|p| p.plain()).collect();
        let toned: Vec<&str> = name.as_str().to_pinyin().flatten().map(|p| p.with_tone()).collect();
        let numbered: Vec<&str> = name.as_str().to_pinyin().flatten().map(|p| p.with_tone_num_end()).collect();
        prop_assert!(found(&syllables.join(" "), &name), "{} by {:?}", name, syllables);
        prop_assert!(found(&toned.join(" "), &name), "{} by {:?}", name, toned);
        prop_assert!(found(&numbered.join(" "), &name), "{} by {:?}", name, numbered);
        prop_assert!(found(&syllables.concat(), &name), "{} by {}", name, syllables.concat());
        for syllable in syllables {
            prop_assert!(found(syllable, &name), "{} by {}", name, syllable);
        }
    }

    #[test]
    fn the_same_name_is_always_the_best_suggestion(a in "[A-Z][a-zäöü]{3,9} [A-Z][a-zäöü]{3,9}", b in "[A-Z][a-z]{3,9}") {
        let known = [
            Known { key: "other", names: vec![b.as_str()] },
            Known { key: "same", names: vec![a.as_str()] },
        ];
        let found = candidates(&a.to_uppercase(), known);
        prop_assert_eq!(found[0].key, "same");
        prop_assert_eq!(found[0].score, 1.0);
    }
}

/// Chance meets rare characters rarely: here is each of them.
#[test]
fn every_character_is_found_by_its_reading_with_the_tone() {
    let characters = ('\u{3400}'..='\u{9FFF}').chain('\u{20000}'..='\u{2A6DF}');
    let lost = |character: char| {
        let reading = character.to_pinyin()?;
        let name = String::from(character);
        [
            reading.plain(),
            reading.with_tone(),
            reading.with_tone_num_end(),
        ]
        .into_iter()
        .find(|query| !found(query, &name))
        .map(|query| (character, query))
    };
    assert_eq!(characters.filter_map(lost).collect::<Vec<_>>(), []);
}
