//! Search tokens: the words under which a name is found.
//!
//! Every token consists of ASCII letters and digits and of letters that SQLite's `unicode61`
//! tokenizer has known since its beginning, so joining tokens with spaces and cutting them again
//! gives the same tokens in FTS5, and `array_to_tsvector` takes them as they are.
//!
//! Tokens that start with `0` belong to the machinery: no word of a user becomes one, because
//! words that start with this digit get a second one.

use crate::fold::{Kind, Piece, pieces};
use crate::han::{cut_syllables, is_han, joined_readings, readings};
use crate::script::romanise_cyrillic;
use crate::sound;
use domain::language::Script;
use std::collections::BTreeSet;

/// Characters of a word that count; more are cut off on both sides of a comparison.
const WORD: usize = 40;
/// Pieces of a name that are indexed.
const PIECES: usize = 60;
/// Ideographs of a name that are indexed.
const IDEOGRAPHS: usize = 120;
/// Joined readings kept of up to [`PERSON`] characters.
const READINGS_OF_PERSON: usize = 16;
/// Joined readings kept of up to [`PHRASE`] characters.
const READINGS_OF_PHRASE: usize = 4;
/// Initials kept of a run.
const INITIALS: usize = 8;
/// Ideographs of the longest joined pinyin word.
const PHRASE: usize = 8;
/// Ideographs of the longest personal name.
pub(crate) const PERSON: usize = 4;

/// A token that is safe in both engines: letters outside the blocks that every version of
/// `unicode61` knows are written as `0u` and their code point in hexadecimal.
pub(crate) fn safe(word: &str) -> String {
    let mut token = String::with_capacity(word.len());
    for c in word.chars().take(WORD) {
        let known = c.is_ascii_alphanumeric()
            || matches!(u32::from(c),
                0x3B1..=0x3C9 | 0x430..=0x45F | 0x5D0..=0x5EA | 0x621..=0x63A | 0x641..=0x64A
                | 0x3041..=0x3096 | 0x30A1..=0x30FA
                | 0x3400..=0x4DB5 | 0x4E00..=0x9FCB | 0xAC00..=0xD7A3);
        if token.is_empty() && c == '0' {
            token.push('0');
        }
        if known {
            token.push(c);
        } else {
            token.push_str(&format!("0u{:x}", u32::from(c)));
        }
    }
    token
}

/// The token of a pinyin word that comes from Latin letters. Han queries ask for it, so that 郝鹏
/// finds somebody recorded only as "Hao Peng", but not 郝朋, who is indexed by characters.
pub(crate) fn latin_pinyin(joined: &str) -> String {
    format!("0p{joined}")
}

/// The token of a consonant skeleton (see [`crate::sound`]).
pub(crate) fn skeleton(consonants: &str) -> String {
    format!("0s{}", consonants.to_ascii_lowercase())
}

/// All tokens under which a name is to be indexed.
///
/// - each word, with umlauts plain and written out, and with written-out umlauts drawn together;
/// - words joined where only punctuation separates them (`Xi'an` as `xian`, `S.A.P.` as `sap`),
///   and neighbouring pinyin syllables joined (`Hao Peng` as `haopeng`);
/// - each ideograph and each two consecutive ones, punctuation and spaces between them ignored;
/// - the pinyin of each Chinese character in all its readings, of joined words of up to
///   eight characters from each character on, and the initials of the whole run; not for Japanese;
/// - Cyrillic words in Latin letters; initials of Latin names of three to six words;
/// - consonant skeletons, by which [`crate::similar`] looks for names that sound alike.
///
/// A name is found by each of its own words, by its pinyin joined or not, and by any two of its
/// consecutive characters. Of very long names the beginning is indexed (60 words, 120 characters).
pub fn index_tokens(name: &str, script: Script) -> BTreeSet<String> {
    let mut pieces = pieces(name);
    pieces.truncate(PIECES);
    let mut tokens = BTreeSet::new();
    let words = || pieces.iter().filter(|p| p.kind == Kind::Word);
    for piece in words() {
        add_word(piece, &mut tokens);
    }
    add_joined(&pieces, &mut tokens);
    add_latin_pinyin(&pieces, &mut tokens);
    add_initials(&words().collect::<Vec<_>>(), &mut tokens);
    for run in runs(&pieces) {
        add_ideographs(&run, &mut tokens);
        if script != Script::Jpan && run.iter().any(|&c| is_han(c)) {
            add_pinyin(&run, &mut tokens);
        }
    }
    let (skeletons, neighbours) = sound::name_skeletons(&pieces);
    tokens.extend(skeletons.union(&neighbours).map(|s| skeleton(s)));
    tokens.remove("");
    tokens
}

fn add_word(piece: &Piece, tokens: &mut BTreeSet<String>) {
    tokens.extend(piece.spellings().map(safe));
    if let Some(drawn_together) = draw_umlauts_together(&piece.plain) {
        tokens.insert(safe(&drawn_together));
    }
    if let Some(latin) = romanise_cyrillic(&piece.plain) {
        tokens.insert(safe(&latin));
    }
}

/// `mueller` → `muller`: an `e` after a, o, u that may stand for an umlaut is left out. After
/// another vowel or `q` it does not (`neuer`, `frequenz`).
fn draw_umlauts_together(word: &str) -> Option<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut drawn = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let after_umlaut = c == 'e'
            && i > 0
            && matches!(chars[i - 1], 'a' | 'o' | 'u')
            && (i < 2 || !matches!(chars[i - 2], 'a' | 'e' | 'i' | 'o' | 'u' | 'q'));
        if !after_umlaut {
            drawn.push(c);
        }
    }
    (drawn != word).then_some(drawn)
}

/// Words that only punctuation separates, joined: all of a chain, and each two neighbours.
fn add_joined(pieces: &[Piece], tokens: &mut BTreeSet<String>) {
    for chain in chains(pieces) {
        let plain: Vec<&str> = chain.iter().map(|p| p.plain.as_str()).collect();
        let expanded: Vec<&str> = chain.iter().map(|p| p.expanded.as_str()).collect();
        for words in [plain, expanded] {
            tokens.insert(safe(&words.concat()));
            tokens.extend(words.windows(2).map(|two| safe(&two.concat())));
        }
    }
}

/// Chains of two or more words glued to each other.
fn chains(pieces: &[Piece]) -> Vec<&[Piece]> {
    pieces
        .chunk_by(|a, b| a.kind == Kind::Word && b.kind == Kind::Word && b.glued)
        .filter(|chain| chain.len() > 1)
        .collect()
}

/// Latin words that read as pinyin: two to four neighbouring syllables joined, under their own
/// spelling and under the token that Han queries ask for.
fn add_latin_pinyin(pieces: &[Piece], tokens: &mut BTreeSet<String>) {
    let cut: Vec<Option<usize>> = pieces
        .iter()
        .map(|p| cut_syllables(&p.plain, false).map(|syllables| syllables.len()))
        .collect();
    for start in 0..pieces.len() {
        let mut joined = String::new();
        let mut syllables = 0;
        for (piece, count) in pieces[start..].iter().zip(&cut[start..]) {
            let Some(count) = count else { break };
            syllables += count;
            if syllables > PERSON {
                break;
            }
            joined.push_str(&piece.plain);
            if syllables > 1 {
                tokens.insert(safe(&joined));
                tokens.insert(latin_pinyin(&joined));
            }
        }
    }
}

/// Initials of a Latin name: of three to six words, or of two that read as pinyin.
fn add_initials(words: &[&Piece], tokens: &mut BTreeSet<String>) {
    let reads_as_pinyin = || {
        words
            .iter()
            .all(|w| cut_syllables(&w.plain, false).is_some())
    };
    let enough = (3..=6).contains(&words.len()) || (words.len() == 2 && reads_as_pinyin());
    if enough {
        let initials: String = words
            .iter()
            .filter_map(|w| w.plain.chars().next())
            .collect();
        tokens.insert(safe(&initials));
        let syllables: Option<Vec<_>> = words
            .iter()
            .map(|w| cut_syllables(&w.plain, false))
            .collect();
        let first = |s: &str| s.chars().next();
        let of_syllables: String = syllables
            .iter()
            .flatten()
            .flatten()
            .filter_map(|s| first(s))
            .collect();
        tokens.insert(safe(&of_syllables));
    }
}

/// Runs of ideographs; punctuation and spaces do not end a run, words of letters do.
pub(crate) fn runs(pieces: &[Piece]) -> Vec<Vec<char>> {
    pieces
        .chunk_by(|a, b| a.kind == b.kind)
        .filter(|group| group[0].kind == Kind::Cjk)
        .map(|group| {
            group
                .iter()
                .flat_map(|p| p.plain.chars())
                .take(IDEOGRAPHS)
                .collect()
        })
        .collect()
}

fn add_ideographs(run: &[char], tokens: &mut BTreeSet<String>) {
    tokens.extend(run.iter().map(|&c| safe(&String::from(c))));
    tokens.extend(run.windows(2).map(|two| safe(&String::from_iter(two))));
}

fn add_pinyin(run: &[char], tokens: &mut BTreeSet<String>) {
    let read: Vec<Vec<String>> = run.iter().map(|&c| readings(c)).collect();
    tokens.extend(read.iter().flatten().cloned());
    // Queries ask for beginnings, so the words that start at each character cover the shorter ones.
    for start in 0..read.len().saturating_sub(1) {
        let from_here = &read[start..];
        let person = &from_here[..from_here.len().min(PERSON)];
        let phrase = &from_here[..from_here.len().min(PHRASE)];
        tokens.extend(joined_readings(person, READINGS_OF_PERSON));
        if phrase.len() > person.len() {
            tokens.extend(joined_readings(phrase, READINGS_OF_PHRASE));
        }
    }
    let initials: Vec<Vec<String>> = read
        .iter()
        .take(10)
        .map(|readings| {
            let mut first: Vec<String> = readings
                .iter()
                .filter_map(|r| r.get(..1))
                .map(str::to_owned)
                .collect();
            first.dedup();
            first
        })
        .collect();
    if initials.len() > 1 {
        tokens.extend(joined_readings(&initials, INITIALS));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(name: &str) -> BTreeSet<String> {
        index_tokens(name, Script::guess(name))
    }

    #[test]
    fn names_get_the_tokens_people_type() {
        let table: [(&str, &[&str]); 14] = [
            (
                "郝鹏",
                &[
                    "郝", "鹏", "郝鹏", "hao", "peng", "haopeng", "hp", "shipeng",
                ],
            ),
            ("郝　鹏", &["郝鹏", "haopeng"]),
            ("Hao Peng", &["hao", "peng", "haopeng", "hp", "0phaopeng"]),
            (
                "Chen Shaowang",
                &["chen", "shaowang", "chenshaowang", "csw", "cs"],
            ),
            (
                "沈阳市",
                &["沈阳", "阳市", "shenyang", "shenyangshi", "sys"],
            ),
            ("瀋陽", &["沈阳", "shenyang"]),
            ("Dräxlmaier", &["draxlmaier", "draexlmaier"]),
            ("Mueller", &["mueller", "muller"]),
            ("Xi'an Hi-Tech", &["xi", "an", "xian", "hitech"]),
            ("S.A.P.", &["sap"]),
            ("Bayerische Motoren Werke", &["bmw"]),
            ("斯蒂芬·布兰德尔", &["斯蒂", "芬布", "布兰", "bulan"]),
            ("Газпром", &["газпром", "gazprom"]),
            ("吕", &["lu", "lv", "lyu"]),
        ];
        for (name, expected) in table {
            let tokens = tokens(name);
            for token in expected {
                assert!(
                    tokens.iter().any(|t| t.starts_with(token)),
                    "{name}: no {token} in {tokens:?}"
                );
            }
        }
    }

    #[test]
    fn japanese_is_not_read_as_chinese() {
        assert!(!index_tokens("東京", Script::Jpan).contains("dongjing"));
        assert!(index_tokens("東京", Script::Hant).contains("dongjing"));
    }

    #[test]
    fn umlauts_are_drawn_together_only_where_they_may_be() {
        assert_eq!(
            draw_umlauts_together("duesseldoerfer").as_deref(),
            Some("dusseldorfer")
        );
        assert_eq!(draw_umlauts_together("bauer"), None);
        assert_eq!(draw_umlauts_together("frequenz"), None);
    }

    #[test]
    fn rare_characters_become_plain_tokens() {
        assert_eq!(safe("𫠠"), "0u2b820");
        assert_eq!(safe("07"), "007");
        assert_eq!(safe("ŋa"), "0u14ba");
    }

    #[test]
    fn a_long_name_stays_within_reason() {
        let count = tokens("中德(沈阳)高端装备制造产业园管理委员会").len();
        assert!(count < 500, "{count} tokens");
        assert!(tokens(&"行".repeat(5_000)).len() < 500);
        assert!(tokens(&"行长重乐".repeat(50)).len() < 500);
    }
}
