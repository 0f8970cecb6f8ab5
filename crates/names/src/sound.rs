//! How a name sounds, coarsely enough that its way through another script does not matter.
//!
//! A **skeleton** keeps only consonant classes, those that survive when a German or English name
//! is written in Chinese and read back: `P` (b, p), `T` (d, t, th), `K` (g, k), `F` (f, v, w, ph),
//! `S` (all hisses: s, z, c, sch, zh, q, x, j), `L` (l, r), `M`, `N`, `H`. 布兰德尔 and Brandl are
//! both `PLNTL`; 朔尔茨, Scholz and Scholcz are `SLS`. Where letters are ambiguous (ch, g, j, w)
//! a word has several skeletons.
//!
//! A **sound spelling** keeps the vowels and writes every sound in one way; it compares names
//! within Latin script.

use crate::fold::{Kind, Piece};
use crate::generic::{is_generic, without_ending};
use crate::han::readings;
use crate::script::romanise_cyrillic;
use std::collections::BTreeSet;

/// Skeletons kept of one ambiguous word.
const SKELETONS: usize = 6;
/// Consonants of a skeleton.
const CONSONANTS: usize = 12;

/// Letters and the consonant classes they may stand for, longest first among those that start
/// alike. A trailing `+` means "only before a vowel", a trailing `^` "only before e, i, y".
const CONSONANT_RULES: &[(&str, &[&str])] = &[
    ("tsch", &["S"]),
    ("shch", &["S"]),
    ("sch", &["S"]),
    ("chs", &["KS", "HS"]),
    ("tch", &["S"]),
    ("ch", &["H", "S", "K"]),
    ("ck", &["K"]),
    ("cz", &["S"]),
    ("c^", &["S", "K"]),
    ("c", &["K"]),
    ("dt", &["T"]),
    ("gh", &["K", ""]),
    ("g^", &["K", "S"]),
    ("j", &["", "S"]),
    ("kh", &["H", "K"]),
    ("ng", &["N", "NK"]),
    ("ph", &["F"]),
    ("pf", &["F", "PF"]),
    ("qu", &["KF", "K"]),
    ("q", &["S", "K"]),
    ("rh", &["L"]),
    ("sh", &["S"]),
    ("ss", &["S"]),
    ("sz", &["S"]),
    ("th", &["T"]),
    ("ts", &["S"]),
    ("tz", &["S"]),
    ("zh", &["S"]),
    ("zz", &["S"]),
    ("w", &["F", ""]),
    ("x", &["KS", "S"]),
    ("h+", &["H"]),
    ("h", &[""]),
    ("b", &["P"]),
    ("p", &["P"]),
    ("d", &["T"]),
    ("t", &["T"]),
    ("g", &["K"]),
    ("k", &["K"]),
    ("f", &["F"]),
    ("v", &["F"]),
    ("l", &["L"]),
    ("r", &["L"]),
    ("m", &["M"]),
    ("n", &["N"]),
    ("s", &["S"]),
    ("z", &["S"]),
];

/// One sound, one spelling; longest first among those that start alike, marks as above.
const SOUND_RULES: &[(&str, &str)] = &[
    ("tsch", "C"),
    ("sch", "S"),
    ("chs", "ks"),
    ("ck", "k"),
    ("ch", "x"),
    ("cz", "ts"),
    ("c^", "ts"),
    ("c", "k"),
    ("dt", "t"),
    ("ph", "f"),
    ("qu", "kv"),
    ("rh", "r"),
    ("sh", "S"),
    ("th", "t"),
    ("tz", "ts"),
    ("v", "f"),
    ("w", "v"),
    ("x", "ks"),
    ("z", "ts"),
    ("h+", "h"),
    ("h", ""),
    ("ae", "e"),
    ("ay", "ai"),
    ("ei", "ai"),
    ("ey", "ai"),
    ("eu", "oi"),
    ("ee", "i"),
    ("ie", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("y", "i"),
];

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether a rule's pattern stands at the place; how many letters it takes.
fn fits(pattern: &str, word: &[u8], at: usize) -> Option<usize> {
    let letters = pattern.trim_end_matches(['+', '^']).as_bytes();
    let next = word.get(at + letters.len()).copied().unwrap_or(b' ');
    let allowed = match pattern.as_bytes().last() {
        Some(b'+') => is_vowel(next),
        Some(b'^') => matches!(next, b'e' | b'i' | b'y'),
        _ => true,
    };
    (allowed && word.get(at..)?.starts_with(letters)).then_some(letters.len())
}

/// The sound spelling of a folded Latin word.
pub(crate) fn sound(word: &str) -> String {
    let bytes = word.as_bytes();
    let mut spelled = String::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rule = SOUND_RULES
            .iter()
            .find_map(|(p, out)| fits(p, bytes, at).map(|n| (n, *out)));
        let (taken, out) = rule.unwrap_or((1, ""));
        if rule.is_some() {
            spelled.push_str(out);
        } else if !spelled.ends_with(char::from(byte)) {
            // A doubled letter sounds once.
            spelled.push(char::from(byte));
        }
        at += taken;
    }
    spelled
}

/// The skeletons of a folded word in Latin or Cyrillic letters, the likeliest first.
pub(crate) fn word_skeletons(word: &str) -> Vec<String> {
    let latin = romanise_cyrillic(word);
    let bytes = latin.as_deref().unwrap_or(word).as_bytes();
    let mut all = vec![String::new()];
    let mut at = 0;
    let mut last = 0;
    while let Some(&byte) = bytes.get(at) {
        let rule = CONSONANT_RULES
            .iter()
            .find_map(|(p, out)| fits(p, bytes, at).map(|n| (n, *out)));
        if let Some((taken, classes)) = rule {
            if byte != last {
                all = extend(&all, classes);
            }
            at += taken;
        } else {
            at += 1;
        }
        last = byte;
    }
    all.retain(|skeleton| !skeleton.is_empty());
    all
}

fn extend(all: &[String], classes: &[&str]) -> Vec<String> {
    let mut longer = Vec::new();
    for class in classes {
        for skeleton in all {
            let next = format!("{skeleton}{class}");
            if next.len() <= CONSONANTS && !longer.contains(&next) {
                longer.push(next);
            }
        }
    }
    longer.truncate(SKELETONS);
    if longer.is_empty() {
        all.to_vec()
    } else {
        longer
    }
}

/// The skeletons of Chinese characters by their pinyin.
pub(crate) fn han_skeletons(chars: &[char]) -> Vec<String> {
    let mut all = vec![String::new()];
    for &c in chars {
        let mut classes: Vec<String> = Vec::new();
        for reading in readings(c).iter().take(2) {
            for class in syllable_classes(reading) {
                if !classes.contains(&class) {
                    classes.push(class);
                }
            }
        }
        if !classes.is_empty() {
            let classes: Vec<&str> = classes.iter().map(String::as_str).collect();
            all = extend(&all, &classes);
        }
    }
    all.retain(|skeleton| !skeleton.is_empty());
    all
}

/// The consonants of one pinyin syllable: its initial, and n of its final. The syllable `er`
/// writes a final l or r of foreign names.
fn syllable_classes(syllable: &str) -> Vec<String> {
    if syllable == "er" {
        return vec!["L".to_owned()];
    }
    let initials: &[&str] = match syllable.as_bytes().first() {
        Some(b'b' | b'p') => &["P"],
        Some(b'd' | b't') => &["T"],
        Some(b'g' | b'k') => &["K"],
        Some(b'f') => &["F"],
        Some(b'w') => &["F", ""],
        Some(b'h') => &["H"],
        Some(b'j' | b'q' | b'x' | b'z' | b'c' | b's') => &["S"],
        Some(b'l' | b'r') => &["L"],
        Some(b'm') => &["M"],
        Some(b'n') => &["N"],
        _ => &[""],
    };
    let ends_in_n = syllable.len() > 1 && (syllable.ends_with('n') || syllable.ends_with("ng"));
    initials
        .iter()
        .map(|i| format!("{i}{}", if ends_in_n { "N" } else { "" }))
        .collect()
}

/// The skeletons of a name, those of its telling words and of all of them together; and the same
/// without one consonant (see [`neighbours`]). A name is indexed under both.
pub(crate) fn name_skeletons(pieces: &[Piece]) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut found = BTreeSet::new();
    let telling: Vec<&Piece> = pieces
        .iter()
        .filter(|p| !is_generic(&p.plain))
        .take(8)
        .collect();
    for piece in &telling {
        found.extend(piece_skeletons(piece).into_iter().take(2));
    }
    if (2..=3).contains(&telling.len()) && telling.iter().all(|p| p.kind == Kind::Word) {
        let joined: String = telling.iter().map(|p| p.plain.as_str()).collect();
        found.extend(word_skeletons(&joined).into_iter().take(2));
    }
    found.retain(|skeleton| skeleton.len() > 1);
    let near = found.iter().flat_map(|s| neighbours(s)).collect();
    (found, near)
}

/// The skeletons of one piece of a name.
pub(crate) fn piece_skeletons(piece: &Piece) -> Vec<String> {
    match piece.kind {
        Kind::Word => word_skeletons(&piece.plain),
        Kind::Cjk => {
            let telling: Vec<char> = without_ending(&piece.plain)
                .chars()
                .take(CONSONANTS)
                .collect();
            han_skeletons(&telling)
        }
    }
}

/// The skeleton with one consonant left out, and without all the weak ones (l, r, h), which
/// Chinese often drops: two skeletons that differ in one consonant share one of these. Short
/// skeletons have none: they would meet everybody.
fn neighbours(skeleton: &str) -> Vec<String> {
    let mut near = Vec::new();
    if (4..=8).contains(&skeleton.len()) {
        for left_out in 0..skeleton.len() {
            near.push(format!(
                "{}{}",
                &skeleton[..left_out],
                &skeleton[left_out + 1..]
            ));
        }
    }
    let strong: String = skeleton
        .chars()
        .filter(|c| !matches!(c, 'L' | 'H'))
        .collect();
    if strong.len() > 2 {
        near.push(strong);
    }
    near
}

/// How alike two skeletons are, 0 to 1: one less the edits needed, weak consonants and near
/// classes counting less, over the longer one.
pub(crate) fn skeleton_likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let weight = |s: &[u8]| s.iter().map(|&c| drop_cost(c)).sum::<f64>();
    let heavier = weight(a).max(weight(b));
    if heavier == 0.0 {
        return 0.0;
    }
    let mut row: Vec<f64> = std::iter::once(0.0)
        .chain(b.iter().scan(0.0, |sum, &c| {
            *sum += drop_cost(c);
            Some(*sum)
        }))
        .collect();
    for &x in a {
        let mut diagonal = row[0];
        row[0] += drop_cost(x);
        for (j, &y) in b.iter().enumerate() {
            let cost = (diagonal + swap_cost(x, y))
                .min(row[j] + drop_cost(y))
                .min(row[j + 1] + drop_cost(x));
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    (1.0 - row[b.len()] / heavier).max(0.0)
}

fn drop_cost(class: u8) -> f64 {
    match class {
        b'L' | b'H' => 0.5,
        b'N' => 0.8,
        _ => 1.0,
    }
}

fn swap_cost(a: u8, b: u8) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    match (low, high) {
        _ if low == high => 0.0,
        (b'M', b'N') | (b'H', b'K') => 0.4,
        (b'F', b'P') | (b'F', b'H') | (b'L', b'N') => 0.6,
        (b'S', b'T') | (b'K', b'S') | (b'H', b'S') => 0.7,
        _ => 1.2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{fold, pieces};

    fn best(latin: &str, han: &str) -> f64 {
        let chars: Vec<char> = han.chars().collect();
        let mut likeness: f64 = 0.0;
        for a in word_skeletons(&fold(latin)) {
            for b in han_skeletons(&chars) {
                likeness = likeness.max(skeleton_likeness(&a, &b));
            }
        }
        likeness
    }

    #[test]
    fn german_names_keep_their_skeleton_in_chinese() {
        let table = [
            ("Brandl", "布兰德尔"),
            ("Stefan", "斯蒂芬"),
            ("Scholz", "朔尔茨"),
            ("Zipse", "齐普策"),
            ("Siemens", "西门子"),
            ("Linde", "林德"),
            ("Rosenheim", "罗森海姆"),
            ("Rosbach", "罗斯巴赫"),
            ("Rodenbach", "罗登巴赫"),
            ("Sulzer", "苏尔寿"),
            ("Wolf", "沃尔夫"),
            ("Sachsen", "萨克森"),
            ("DeCosmill", "德科斯米尔"),
        ];
        for (latin, han) in table {
            let likeness = best(latin, han);
            assert!(likeness >= 0.8, "{latin} {han}: {likeness}");
        }
        assert!(best("Dräxlmaier", "德科斯米尔") > 0.6);
        assert!(best("Siemens", "布兰德尔") < 0.3);
    }

    #[test]
    fn sounds_are_spelled_in_one_way() {
        let table = [
            ("scholcz", "scholz"),
            ("stephan", "stefan"),
            ("schmidt", "schmitt"),
            ("meier", "mayer"),
            ("philipp", "filip"),
            ("rhenus", "renus"),
        ];
        for (a, b) in table {
            assert_eq!(sound(a), sound(b), "{a} {b}");
        }
        assert_ne!(sound("haus"), sound("hase"));
    }

    #[test]
    fn likeness_is_one_for_equals_and_symmetric() {
        for (a, b) in [
            ("PLNTL", "PLNTL"),
            ("TLKSLML", "TKSML"),
            ("LTPH", "LSPH"),
            ("S", "M"),
        ] {
            let (there, back) = (skeleton_likeness(a, b), skeleton_likeness(b, a));
            assert!((there - back).abs() < 1e-9, "{a} {b}");
            assert!((0.0..=1.0).contains(&there));
            assert_eq!(a == b, (there - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn near_skeletons_share_an_index_entry() {
        let table = [
            ("Redbach", "Rosbach"),
            ("DeCosmill", "DRÄXLMAIER Group"),
            ("Stephen Blandall", "Stefan Brandl"),
            ("Qi Puze", "Oliver Zipse"),
            ("Qi Puze", "齐普策"),
            ("Scholcz", "朔尔茨总理"),
        ];
        let all = |name: &str| {
            let (own, near) = name_skeletons(&pieces(name));
            own.union(&near).cloned().collect::<BTreeSet<_>>()
        };
        for (a, b) in table {
            let (x, y) = (all(a), all(b));
            assert!(!x.is_disjoint(&y), "{a} {x:?} – {b} {y:?}");
        }
        assert!(all("Siemens").is_disjoint(&all("Brandl")));
    }
}
