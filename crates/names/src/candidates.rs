//! Whom a garbled or transliterated name might mean: scores with reasons, never a decision.

use crate::fold::{Kind, Piece, pieces};
use crate::generic::{is_generic, without_ending};
use crate::han::{cut_syllables, joined_readings, readings};
use crate::likeness::{Form, beyond_chance, compare};
use crate::query::{Group, Query, query_tokens};
use crate::sound::name_skeletons;
use crate::tokens;
use std::collections::BTreeSet;

/// Suggestions returned at most.
const SUGGESTIONS: usize = 10;
/// Scores below are chance, not likeness.
const FLOOR: f64 = 0.5;
/// Telling words of a name that are compared.
const WORDS: usize = 8;
/// Weight of a word of the known name that the query does not mention: "Scholcz" may well be
/// "Olaf Scholz".
const UNMENTIONED: f64 = 0.3;

/// A party with its names, under a key of the caller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<'a, K> {
    /// Whatever the caller knows it by.
    pub key: K,
    /// All its names.
    pub names: Vec<&'a str>,
}

/// Why somebody is suggested. Words are folded.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The whole name is the same after folding.
    SameName,
    /// The same words in another order or spacing.
    SameWords,
    /// Chinese and pinyin, or two Chinese spellings, that read the same.
    SameReading,
    /// One is the initials of the other.
    Initials,
    /// A word that both have.
    SharedWord {
        /// The word.
        word: String,
    },
    /// Two words that are spelled alike.
    SimilarSpelling {
        /// The word asked for.
        asked: String,
        /// The word of the known name.
        known: String,
        /// How alike, 0 to 1.
        likeness: f64,
    },
    /// Two words that sound alike, maybe by way of another script.
    SimilarSound {
        /// The word asked for.
        asked: String,
        /// The word of the known name.
        known: String,
        /// How alike, 0 to 1.
        likeness: f64,
    },
}

/// Somebody whom a name might mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<K> {
    /// The caller's key.
    pub key: K,
    /// The name that came closest, as it was given.
    pub name: String,
    /// 0 to 1. Only a name that is the same after folding has 1. Not a probability.
    pub score: f64,
    /// The reasons, the weightiest first; never empty.
    pub reasons: Vec<Reason>,
}

/// The queries for everybody who might be meant, the nearer ones first: whoever shares a word, a
/// pinyin word or a consonant skeleton; then whoever shares the skeleton but for one consonant.
/// The store answers them from the index; [`candidates`] then scores. Either may be empty.
pub fn similar(name: &str) -> [Query; 2] {
    let mut near = Group::default();
    let telling: Vec<Piece> = pieces(name)
        .into_iter()
        .filter(|p| !is_generic(&p.plain))
        .collect();
    for piece in telling.iter().take(WORDS) {
        let word = if piece.kind == Kind::Cjk {
            without_ending(&piece.plain)
        } else {
            &piece.plain
        };
        let terms = query_tokens(word).groups.into_iter();
        for term in terms.flat_map(|g| g.alternatives) {
            if term.text.chars().count() > 1 {
                let prefix = term.prefix && term.text.len() > 2;
                near.add(term.text, prefix);
            }
        }
    }
    let (skeletons, neighbours) = name_skeletons(&telling);
    for skeleton in &skeletons {
        near.add(tokens::skeleton(skeleton), false);
    }
    let mut far = Group::default();
    for skeleton in neighbours.difference(&skeletons) {
        far.add(tokens::skeleton(skeleton), false);
    }
    [near, far].map(|group| {
        let groups = if group.alternatives.is_empty() {
            vec![]
        } else {
            vec![group]
        };
        Query {
            groups,
            ..Query::default()
        }
    })
}

/// Scores known parties against a name as somebody printed, heard or remembered it; the likeliest
/// first, at most ten, none without a reason. Equal scores keep the order given.
///
/// Forms of address, legal forms and the like weigh little. A suggestion is a suggestion: that two
/// names are one person is for people to confirm, and to leave open for ever.
pub fn candidates<'a, K>(
    name: &str,
    known: impl IntoIterator<Item = Known<'a, K>>,
) -> Vec<Suggestion<K>> {
    let asked = Profile::of(name);
    let mut found: Vec<Suggestion<K>> = Vec::new();
    for party in known {
        let mut best: Option<(f64, Vec<Reason>, &str)> = None;
        for text in party.names {
            let (score, reasons) = score(&asked, &Profile::of(text));
            if score >= FLOOR && best.as_ref().is_none_or(|(top, ..)| score > *top) {
                best = Some((score, reasons, text));
            }
        }
        if let Some((score, reasons, name)) = best {
            found.push(Suggestion {
                key: party.key,
                name: name.to_owned(),
                score,
                reasons,
            });
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(SUGGESTIONS);
    found
}

/// What of a name is compared.
struct Profile {
    /// All words in their order, folded.
    all: Vec<String>,
    /// The telling words; all words if none is telling.
    words: Vec<Form>,
    /// The telling words as one.
    joined: Option<Form>,
    /// The whole in pinyin, in all its readings, if it is Chinese or pinyin.
    readings: BTreeSet<String>,
    /// The initials of all words, and of the telling ones.
    initials: [String; 2],
}

impl Profile {
    fn of(name: &str) -> Self {
        let pieces: Vec<Piece> = pieces(name).into_iter().take(40).collect();
        let mut telling: Vec<&Piece> = pieces.iter().filter(|p| !is_generic(&p.plain)).collect();
        if telling.is_empty() {
            telling = pieces.iter().collect();
        }
        telling.truncate(WORDS);
        Self {
            all: pieces.iter().map(|p| p.plain.clone()).collect(),
            words: telling.iter().map(|p| Form::of(p)).collect(),
            joined: Form::joined(&telling),
            readings: whole_readings(&telling),
            initials: [
                initials(&mut pieces.iter()),
                initials(&mut telling.iter().copied()),
            ],
        }
    }
}

fn initials(words: &mut dyn Iterator<Item = &Piece>) -> String {
    words.filter_map(|p| p.plain.chars().next()).collect()
}

/// Of two syllables and more: half of China shares each single one.
fn whole_readings(telling: &[&Piece]) -> BTreeSet<String> {
    let joined: String = telling.iter().map(|p| p.plain.as_str()).collect();
    if telling.iter().all(|p| p.kind == Kind::Cjk) {
        let read: Vec<Vec<String>> = without_ending(&joined).chars().map(readings).collect();
        if read.len() < 2 {
            return BTreeSet::new();
        }
        return joined_readings(&read, 64).into_iter().collect();
    }
    let syllables: Option<Vec<Vec<&str>>> = telling
        .iter()
        .map(|p| cut_syllables(&p.plain, false))
        .collect();
    if syllables.is_some_and(|s| s.iter().flatten().count() > 1) {
        BTreeSet::from([joined])
    } else {
        BTreeSet::new()
    }
}

fn score(asked: &Profile, known: &Profile) -> (f64, Vec<Reason>) {
    if asked.all.is_empty() || known.all.is_empty() {
        return (0.0, vec![]);
    }
    if asked.all == known.all {
        return (1.0, vec![Reason::SameName]);
    }
    if same_words(&asked.all, &known.all) {
        return (0.97, vec![Reason::SameWords]);
    }
    if !asked.readings.is_disjoint(&known.readings) {
        return (0.95, vec![Reason::SameReading]);
    }
    if initials_of(asked, known) || initials_of(known, asked) {
        return (0.8, vec![Reason::Initials]);
    }
    let aligned = align(asked, known);
    let other = if asked.readings.is_empty() || known.readings.is_empty() {
        whole(asked, known)
    } else {
        // Both are Chinese: skeletons, made for foreign names, would find half of China alike.
        return nearer(readings_alike(asked, known), spelled_words(aligned));
    };
    nearer(other, aligned)
}

fn nearer(a: (f64, Vec<Reason>), b: (f64, Vec<Reason>)) -> (f64, Vec<Reason>) {
    if a.0 > b.0 { a } else { b }
}

/// How alike the pinyin of two Chinese names is.
fn readings_alike(asked: &Profile, known: &Profile) -> (f64, Vec<Reason>) {
    let pairs = asked
        .readings
        .iter()
        .flat_map(|a| known.readings.iter().map(move |k| (a, k)));
    let scored = pairs.map(|(a, k)| (0.9 * beyond_chance(a, k), a, k));
    let Some((likeness, a, k)) = scored.max_by(|x, y| x.0.total_cmp(&y.0)) else {
        return (0.0, vec![]);
    };
    let (asked, known) = (a.clone(), k.clone());
    (
        likeness,
        vec![Reason::SimilarSound {
            asked,
            known,
            likeness,
        }],
    )
}

/// The pairing of words, unless it rests on sound alone.
fn spelled_words((score, reasons): (f64, Vec<Reason>)) -> (f64, Vec<Reason>) {
    let by_sound = |reason: &Reason| matches!(reason, Reason::SimilarSound { .. });
    if reasons.iter().any(by_sound) {
        (0.0, vec![])
    } else {
        (score, reasons)
    }
}

fn same_words(a: &[String], b: &[String]) -> bool {
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    a.concat() == b.concat() || sorted(a) == sorted(b)
}

fn initials_of(short: &Profile, long: &Profile) -> bool {
    let [word] = short.words.as_slice() else {
        return false;
    };
    word.plain.chars().count() > 2 && long.initials.contains(&word.plain)
}

/// Pairs the telling words of both names, the likest first, and weighs the pairs against what
/// stays alone.
fn align(asked: &Profile, known: &Profile) -> (f64, Vec<Reason>) {
    let mut pairs = Vec::new();
    for (i, a) in asked.words.iter().enumerate() {
        for (j, k) in known.words.iter().enumerate() {
            let (likeness, reason) = compare(a, k);
            if likeness >= FLOOR {
                pairs.push((likeness, i, j, reason));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0));
    let mut free_asked: BTreeSet<usize> = (0..asked.words.len()).collect();
    let mut free_known: BTreeSet<usize> = (0..known.words.len()).collect();
    let (mut sum, mut total) = (0.0, 0.0);
    let mut reasons = Vec::new();
    for (likeness, i, j, reason) in pairs {
        if free_asked.contains(&i) && free_known.contains(&j) {
            free_asked.remove(&i);
            free_known.remove(&j);
            let weight = asked.words[i].weight + known.words[j].weight;
            sum += likeness * weight;
            total += weight;
            reasons.push(reason);
        }
    }
    total += free_asked
        .iter()
        .map(|&i| asked.words[i].weight)
        .sum::<f64>();
    total += free_known
        .iter()
        .map(|&j| known.words[j].weight * UNMENTIONED)
        .sum::<f64>();
    // Same telling words, but something small differs: not quite the same name.
    let ceiling = 0.96;
    (
        if total > 0.0 {
            (sum / total).min(ceiling)
        } else {
            0.0
        },
        reasons,
    )
}

/// Compares one name as a whole with the other as a whole and with each of its words: word breaks
/// are the first thing that another script loses.
fn whole(asked: &Profile, known: &Profile) -> (f64, Vec<Reason>) {
    let mut best = (0.0, vec![]);
    let mut offer = |a: &Form, k: &Form, factor: f64| {
        let (likeness, reason) = compare(a, k);
        if likeness * factor > best.0 {
            best = (likeness * factor, vec![reason]);
        }
    };
    let (a, k) = (asked.joined.as_ref(), known.joined.as_ref());
    if let (Some(a), Some(k)) = (a, k) {
        offer(a, k, 0.95);
    }
    if let Some(a) = a.filter(|_| asked.words.len() > 1) {
        known.words.iter().for_each(|k| offer(a, k, 0.85));
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: [&[&str]; 8] = [
        &["Hao Peng", "郝鹏"],
        &["Stefan Brandl", "斯蒂芬·布兰德尔"],
        &["Chen Shaowang", "陈绍旺"],
        &["Olaf Scholz", "朔尔茨"],
        &["Oliver Zipse", "奥利弗·齐普策"],
        &["Xi Jinping", "习近平"],
        &["Michael Müller"],
        &["Roland Busch", "罗兰·布施"],
    ];
    const ORGANISATIONS: [&[&str]; 12] = [
        &["BMW Group", "Bayerische Motoren Werke AG", "宝马集团"],
        &["SAP SE", "思爱普"],
        &["Linde plc", "Linde GmbH", "林德集团"],
        &[
            "DRÄXLMAIER Group",
            "Fritz Dräxlmaier GmbH & Co. KG",
            "德科斯米尔集团",
        ],
        &["Rhenus SE & Co. KG"],
        &["RENOLIT SE"],
        &["Siemens AG", "西门子"],
        &["Sulzer AG", "苏尔寿集团"],
        &["Stadt Rosbach vor der Höhe", "罗斯巴赫"],
        &["Stadt Rodenbach", "罗登巴赫"],
        &["Stadt Rosenheim", "罗森海姆"],
        &["Landeshauptstadt München", "慕尼黑市政府"],
    ];

    fn ask<'a>(name: &str, of: &[&'a [&'a str]]) -> Vec<Suggestion<&'a str>> {
        candidates(
            name,
            of.iter().map(|names| Known {
                key: names[0],
                names: names.to_vec(),
            }),
        )
    }

    #[test]
    fn garbled_names_suggest_the_right_party_first() {
        let people = [
            ("Stephen Blandall", "Stefan Brandl"),
            ("Stefan Brändl", "Stefan Brandl"),
            ("布兰德尔", "Stefan Brandl"),
            ("Chancellor Scholcz", "Olaf Scholz"),
            ("Scholz, Olaf", "Olaf Scholz"),
            ("肖尔茨总理", "Olaf Scholz"),
            ("Qi Puze", "Oliver Zipse"),
            ("齐普策", "Oliver Zipse"),
            ("Peng Hao", "Hao Peng"),
            ("HAOPENG", "Hao Peng"),
            ("郝朋", "Hao Peng"),
            ("Shao Wang Chen", "Chen Shaowang"),
            ("General Secretary Xi", "Xi Jinping"),
            ("Mueller", "Michael Müller"),
            ("Мюллер", "Michael Müller"),
            ("Roland Bush", "Roland Busch"),
        ];
        for (name, expected) in people {
            let found = ask(name, &PEOPLE);
            let first = found.first().map(|s| s.key);
            assert_eq!(first, Some(expected), "{name}: {found:#?}");
        }
        let organisations = [
            ("DeCosmill Group", "DRÄXLMAIER Group"),
            ("德科斯米尔", "DRÄXLMAIER Group"),
            ("Draexlmaier", "DRÄXLMAIER Group"),
            ("B.M.W.", "BMW Group"),
            ("Simens", "Siemens AG"),
            ("西门子股份公司", "Siemens AG"),
            ("Renos Company", "Rhenus SE & Co. KG"),
            ("林德", "Linde plc"),
            ("Shulzer Group", "Sulzer AG"),
            ("Muenchen", "Landeshauptstadt München"),
        ];
        for (name, expected) in organisations {
            let found = ask(name, &ORGANISATIONS);
            let first = found.first().map(|s| s.key);
            assert_eq!(first, Some(expected), "{name}: {found:#?}");
        }
    }

    #[test]
    fn doubtful_names_suggest_several_and_certain_ones_stay_below_one() {
        let found = ask("Redbach Town", &ORGANISATIONS);
        let keys: Vec<&str> = found.iter().map(|s| s.key).collect();
        assert!(keys.contains(&"Stadt Rosbach vor der Höhe"), "{found:#?}");
        assert!(keys.contains(&"Stadt Rodenbach"), "{found:#?}");
        for name in ["Redbach", "Scholcz", "Blandall", "Renos"] {
            for suggestion in ask(name, &ORGANISATIONS).iter().chain(&ask(name, &PEOPLE)) {
                assert!((FLOOR..1.0).contains(&suggestion.score));
                assert!(!suggestion.reasons.is_empty());
            }
        }
    }

    #[test]
    fn strangers_are_not_suggested() {
        for name in [
            "Ered Group",
            "Maria Fernández",
            "王小明",
            "",
            "GmbH",
            "东京",
            "–",
        ] {
            let found = ask(name, &PEOPLE)
                .into_iter()
                .chain(ask(name, &ORGANISATIONS));
            let strong: Vec<_> = found.filter(|s| s.score > 0.7).collect();
            assert!(strong.is_empty(), "{name}: {strong:#?}");
        }
    }

    #[test]
    fn reasons_say_what_was_compared() {
        assert_eq!(ask("hao peng", &PEOPLE)[0].reasons, [Reason::SameName]);
        assert_eq!(ask("hao peng", &PEOPLE)[0].score, 1.0);
        assert_eq!(ask("郝朋", &PEOPLE)[0].reasons, [Reason::SameReading]);
        let long: [&[&str]; 1] = [&["Bayerische Motoren Werke AG"]];
        assert!(ask("BMWA", &long)[0].reasons.contains(&Reason::Initials));
        assert!(ask("BMW", &long)[0].reasons.contains(&Reason::Initials));
        let blandall = ask("Stephen Blandall", &PEOPLE);
        assert!(matches!(
            blandall[0].reasons[0],
            Reason::SimilarSound { .. } | Reason::SimilarSpelling { .. }
        ));
    }

    #[test]
    fn the_index_query_reaches_what_would_be_suggested() {
        let pairs = [
            ("Stephen Blandall", "Stefan Brandl"),
            ("Redbach Town", "Stadt Rosbach vor der Höhe"),
            ("Qi Puze", "Oliver Zipse"),
            ("Renos Company", "Rhenus SE & Co. KG"),
            ("布兰德尔先生", "Stefan Brandl"),
            ("DeCosmill", "Fritz Dräxlmaier GmbH"),
            ("郝朋", "Hao Peng"),
            ("Shulzer", "Sulzer AG"),
        ];
        for (name, known) in pairs {
            let script = domain::language::Script::guess(known);
            let tokens = crate::index_tokens(known, script);
            let queries = similar(name);
            assert!(
                queries.iter().any(|query| query.found_in(&tokens)),
                "{name} – {known}: {queries:?}"
            );
        }
        assert!(similar("GmbH & Co.").iter().all(Query::is_empty));
    }
}
