//! What a person typed, as a question to the store's index.

use crate::fold::{Kind, Piece, fold, pieces};
use crate::han::{cut_syllables, is_syllabic_nasal, is_syllable, joined_readings, readings};
use crate::script::romanise_cyrillic;
use crate::tokens::{PERSON, latin_pinyin, safe};
use std::collections::BTreeSet;

/// Groups of a query that are asked; the rest of an overlong query is ignored by the index and
/// seen only by the exact recheck.
const GROUPS: usize = 24;
/// Letters from which on every word of a query is taken as the beginning of a word, not only the
/// last.
const PREFIX: usize = 3;
/// Readings of a Han query that are looked for among Latin names.
const READINGS: usize = 12;

/// One word of the index to look for: letters and digits only.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The token, or its beginning.
    pub text: String,
    /// Whether tokens that start with `text` count too.
    pub prefix: bool,
}

/// Alternatives of which one must be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The alternatives, never empty, without repetition.
    pub alternatives: Vec<Term>,
}

impl Group {
    pub(crate) fn add(&mut self, text: String, prefix: bool) {
        let term = Term { text, prefix };
        if !term.text.is_empty() && !self.alternatives.contains(&term) {
            self.alternatives.push(term);
        }
    }
}

/// A question to the index: every group must be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The groups; none if nothing searchable was typed.
    pub groups: Vec<Group>,
    /// Runs of two or more ideographs that must stand together, for the recheck.
    pub(crate) runs: Vec<String>,
    /// Everything typed, folded.
    pub(crate) whole: String,
}

impl Query {
    /// Whether nothing searchable was typed. The store answers such a query with nothing.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether a set of index tokens answers every group, as the index would find.
    pub(crate) fn found_in(&self, tokens: &BTreeSet<String>) -> bool {
        let found = |term: &Term| {
            if term.prefix {
                let next = tokens.range(term.text.clone()..).next();
                next.is_some_and(|token| token.starts_with(&term.text))
            } else {
                tokens.contains(&term.text)
            }
        };
        !self.is_empty() && self.groups.iter().all(|g| g.alternatives.iter().any(found))
    }
}

/// Reads what a person typed: names in any script, whole or begun.
///
/// Every word must be found; the last one, and every word of at least three letters, also as the
/// beginning of a longer word. Pinyin may be joined or not, with tone marks, tone numbers or
/// without tones; umlauts may be typed, written out or left away; of Chinese text each two
/// neighbouring characters must be found.
pub fn query_tokens(query: &str) -> Query {
    let pieces = pieces(query);
    let mut asked = Query::default();
    for (i, piece) in pieces.iter().enumerate() {
        match piece.kind {
            Kind::Word => add_word(&pieces, i, &mut asked.groups),
            Kind::Cjk => add_ideographs(piece, &mut asked),
        }
    }
    asked.groups.retain(|group| !group.alternatives.is_empty());
    let mut kept: Vec<Group> = Vec::new();
    for group in asked.groups {
        if kept.len() < GROUPS && !kept.contains(&group) {
            kept.push(group);
        }
    }
    asked.groups = kept;
    asked.whole = fold(query);
    asked
}

fn add_word(pieces: &[Piece], i: usize, groups: &mut Vec<Group>) {
    let piece = &pieces[i];
    let last = i + 1 == pieces.len();
    let prefix = last || piece.plain.chars().count() >= PREFIX;
    let mut group = Group::default();
    for spelling in piece.spellings() {
        group.add(safe(spelling), prefix);
    }
    if let Some(latin) = romanise_cyrillic(&piece.plain) {
        group.add(safe(&latin), prefix);
    }
    let toneless = without_tone_numbers(&piece.plain);
    if let Some(toneless) = &toneless {
        group.add(safe(toneless), prefix);
    }
    add_joined(pieces, i, &mut group);
    let syllables = cut_syllables(toneless.as_deref().unwrap_or(&piece.plain), last);
    match syllables {
        Some(cut) if cut.len() > PERSON => {
            // A joined word longer than those in the index: its parts must all be there.
            for part in cut.chunks(PERSON) {
                let mut both = group.clone();
                both.add(safe(&part.concat()), last);
                groups.push(both);
            }
        }
        _ => groups.push(group),
    }
}

/// The joined words that may stand in the index for this word and its neighbours.
fn add_joined(pieces: &[Piece], i: usize, group: &mut Group) {
    let from = i.saturating_sub(2);
    for start in from..=i {
        for end in (i + 1)..=(i + 3).min(pieces.len()) {
            let words = &pieces[start..end];
            if words.len() < 2 || words.iter().any(|w| w.kind != Kind::Word) {
                continue;
            }
            let last = end == pieces.len();
            let glued = words.iter().skip(1).all(|w| w.glued);
            let joined: String = words.iter().map(|w| w.plain.as_str()).collect();
            let pinyin = words.iter().enumerate().all(|(n, word)| {
                let open_end = last && n + 1 == words.len();
                is_syllable(&word.plain)
                    || cut_syllables(&word.plain, open_end).is_some()
                    || (open_end && crate::han::starts_syllable(&word.plain))
            });
            if glued || pinyin {
                group.add(safe(&joined), last);
            }
            if glued {
                group.add(
                    safe(
                        &words
                            .iter()
                            .map(|w| w.expanded.as_str())
                            .collect::<String>(),
                    ),
                    last,
                );
            }
        }
    }
}

/// `hao3peng2` → `haopeng`; `None` if the word is not toned pinyin.
fn without_tone_numbers(word: &str) -> Option<String> {
    let mut plain = String::new();
    let mut after_letter = false;
    for c in word.chars() {
        match c {
            'a'..='z' => plain.push(c),
            '1'..='5' if after_letter => {}
            _ => return None,
        }
        after_letter = c.is_ascii_lowercase();
    }
    let spoken = is_syllabic_nasal(&plain) || cut_syllables(&plain, true).is_some();
    (plain != word && spoken).then_some(plain)
}

fn add_ideographs(piece: &Piece, asked: &mut Query) {
    let chars: Vec<char> = piece.plain.chars().collect();
    let read: Vec<Vec<String>> = chars.iter().map(|&c| readings(c)).collect();
    let joined = if (2..=PERSON).contains(&chars.len()) {
        joined_readings(&read, READINGS)
    } else {
        Vec::new()
    };
    let size = chars.len().min(2);
    for part in chars.windows(size) {
        let mut group = Group::default();
        group.add(safe(&String::from_iter(part)), false);
        for reading in &joined {
            group.add(latin_pinyin(reading), false);
        }
        asked.groups.push(group);
    }
    if chars.len() > 1 {
        asked.runs.push(piece.plain.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alternatives(query: &str) -> Vec<Vec<String>> {
        let show = |t: &Term| format!("{}{}", t.text, if t.prefix { "*" } else { "" });
        let groups = query_tokens(query).groups;
        groups
            .iter()
            .map(|g| g.alternatives.iter().map(show).collect())
            .collect()
    }

    #[test]
    fn queries_become_groups_of_alternatives() {
        assert_eq!(alternatives("Müller"), [["muller*", "mueller*"]]);
        assert_eq!(
            alternatives("沈阳"),
            [["沈阳", "0pshenyang", "0pchenyang", "0ptanyang"]]
        );
        assert_eq!(
            alternatives("装备制造产业"),
            [["装备"], ["备制"], ["制造"], ["造产"], ["产业"]]
        );
        assert_eq!(alternatives("hao3 peng2")[0], ["hao3*", "hao*"]);
        assert_eq!(
            alternatives("hao peng"),
            [["hao*", "haopeng*"], ["peng*", "haopeng*"]]
        );
        assert_eq!(alternatives("Li B"), [["li", "lib*"], ["b*", "lib*"]]);
        assert!(query_tokens(" – \"*: ()").is_empty());
    }

    #[test]
    fn terms_hold_nothing_but_letters_and_digits() {
        let query = query_tokens("O'Brien 郝 -\"x\" NEAR(a b) Weiß*");
        assert_eq!(query.groups.len(), 8);
        for group in &query.groups {
            for term in &group.alternatives {
                assert!(term.text.chars().all(char::is_alphanumeric), "{term:?}");
            }
        }
    }

    #[test]
    fn tone_numbers_are_only_taken_off_pinyin() {
        assert_eq!(
            without_tone_numbers("hao3peng2").as_deref(),
            Some("haopeng")
        );
        assert_eq!(without_tone_numbers("bmw3"), None);
        assert_eq!(without_tone_numbers("hao"), None);
        assert_eq!(without_tone_numbers("33"), None);
    }
}
