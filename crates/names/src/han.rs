//! Han characters: simplified forms and pinyin readings.

use pinyin::ToPinyinMulti;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// Readings kept of one character. Characters in names have at most four that differ without
/// their tones; `ü` is written in three ways.
const READINGS: usize = 6;

/// Whether the character is Han, whatever its block.
pub(crate) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0x20000..=0x323AF | 0x3007)
}

/// Whether the character belongs to a script written without spaces between words (Han, kana) or
/// whose words are worth cutting into syllables (Hangul): such text is found by its single
/// characters and its pairs.
pub(crate) fn is_cjk(c: char) -> bool {
    is_han(c)
        || matches!(u32::from(c),
            0x3041..=0x3096 | 0x30A1..=0x30FA | 0x30FC | 0x3005 | 0xAC00..=0xD7A3)
}

fn simplified_forms() -> &'static HashMap<char, char> {
    static TABLE: OnceLock<HashMap<char, char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../data/traditional.txt");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let mut table = HashMap::with_capacity(2900);
        for line in lines {
            let mut chars = line.chars();
            while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
                table.insert(traditional, simplified);
            }
        }
        table
    })
}

/// The simplified form of a traditional character, else the character itself.
pub(crate) fn simplify(c: char) -> char {
    if is_han(c) {
        simplified_forms().get(&c).copied().unwrap_or(c)
    } else {
        c
    }
}

fn syllables() -> &'static BTreeSet<&'static str> {
    static SET: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| {
        include_str!("../data/syllables.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    })
}

/// Whether the word is one toneless Mandarin syllable.
pub(crate) fn is_syllable(word: &str) -> bool {
    syllables().contains(word)
}

/// Whether the word is one of the interjections without a vowel, such as 呣 `m` and 嗯 `ng`. They
/// are no syllables here: words would be cut at every `m` and `n`.
pub(crate) fn is_syllabic_nasal(word: &str) -> bool {
    matches!(word, "m" | "n" | "ng" | "hm" | "hng")
}

/// Whether some Mandarin syllable starts with the text.
pub(crate) fn starts_syllable(text: &str) -> bool {
    syllables()
        .range(text..)
        .next()
        .is_some_and(|s| s.starts_with(text))
}

/// The toneless readings of a character, the commonest first; empty for what has none.
///
/// `ü` is returned as people write it without that letter: `u`, `v` (keyboards) and `yu`
/// (passports), so 吕 reads `lu`, `lv` and `lyu`.
pub(crate) fn readings(c: char) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for reading in c.to_pinyin_multi().into_iter().flatten() {
        let plain = reading.plain();
        let forms = if plain.contains('ü') {
            vec![
                plain.replace('ü', "u"),
                plain.replace('ü', "v"),
                plain.replace('ü', "yu"),
            ]
        } else {
            vec![plain.to_owned()]
        };
        for form in forms {
            let usable = !form.is_empty() && form.bytes().all(|b| b.is_ascii_lowercase());
            if usable && !found.contains(&form) && found.len() < READINGS {
                found.push(form);
            }
        }
    }
    found
}

/// All ways to read the characters as one joined word, the commonest first, at most `cap`; empty
/// if one of them has no reading.
pub(crate) fn joined_readings(of: &[Vec<String>], cap: usize) -> Vec<String> {
    let mut joined = vec![String::new()];
    for readings in of {
        let mut longer = Vec::new();
        // Readings outside, so that cutting off at the cap drops the rare ones of late characters.
        for reading in readings {
            for start in &joined {
                longer.push(format!("{start}{reading}"));
            }
        }
        longer.truncate(cap);
        joined = longer;
    }
    joined.retain(|word| !word.is_empty());
    joined
}

/// Cuts a toneless word into Mandarin syllables, preferring long ones: `haopeng` → `hao`, `peng`.
/// With `open_end` the last piece may be the beginning of a syllable. `None` if it cannot be cut.
pub(crate) fn cut_syllables(word: &str, open_end: bool) -> Option<Vec<&str>> {
    if word.is_empty() || word.len() > 48 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return None;
    }
    // `length_from[i]` is the length of the first syllable of the best cut of `word[i..]`.
    let end = word.len();
    let mut length_from: Vec<Option<usize>> = vec![None; end + 1];
    for start in (0..end).rev() {
        length_from[start] = (1..=6.min(end - start)).rev().find(|length| {
            let stop = start + length;
            let piece = &word[start..stop];
            if stop == end {
                is_syllable(piece) || (open_end && start > 0 && starts_syllable(piece))
            } else {
                is_syllable(piece) && length_from[stop].is_some()
            }
        });
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < end {
        let length = length_from[at]?;
        pieces.push(&word[at..at + length]);
        at += length;
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_traditional_character_leads_to_a_final_simplified_one() {
        let table = simplified_forms();
        assert!(table.len() > 2_700);
        for (&from, &to) in table {
            assert_ne!(from, to);
            assert_eq!(simplify(to), to, "{from} → {to} is simplified again");
        }
        let simplified: String = "瀋陽國際經濟貿易".chars().map(simplify).collect();
        assert_eq!(simplified, "沈阳国际经济贸易");
    }

    #[test]
    fn readings_start_with_the_commonest() {
        assert_eq!(readings('郝')[0], "hao");
        assert_eq!(readings('沈'), ["shen", "chen", "tan"]);
        assert!(readings('单').contains(&"shan".to_owned()));
        assert!(readings('朴').contains(&"piao".to_owned()));
        assert_eq!(readings('吕'), ["lu", "lv", "lyu"]);
        assert!(readings('a').is_empty());
    }

    #[test]
    fn joined_readings_keep_the_commonest_and_stop_at_the_cap() {
        let of: Vec<_> = "沈阳".chars().map(readings).collect();
        assert_eq!(joined_readings(&of, 2)[0], "shenyang");
        assert!(joined_readings(&of, 64).contains(&"chenyang".to_owned()));
        let many: Vec<_> = "行行行行行行".chars().map(readings).collect();
        assert_eq!(joined_readings(&many, 10).len(), 10);
        assert!(joined_readings(&[vec!["hao".into()], vec![]], 4).is_empty());
    }

    #[test]
    fn words_are_cut_into_syllables() {
        let table: [(&str, bool, Option<&[&str]>); 8] = [
            ("haopeng", false, Some(&["hao", "peng"])),
            ("chenshaowang", false, Some(&["chen", "shao", "wang"])),
            ("xian", false, Some(&["xian"])),
            ("fangan", false, Some(&["fang", "an"])),
            ("haop", false, None),
            ("haop", true, Some(&["hao", "p"])),
            ("siemens", false, None),
            ("", true, None),
        ];
        for (word, open_end, expected) in table {
            assert_eq!(cut_syllables(word, open_end).as_deref(), expected, "{word}");
        }
    }
}
