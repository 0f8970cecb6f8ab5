//! How alike two words are, within a script and across scripts.

use crate::candidates::Reason;
use crate::fold::{Kind, Piece};
use crate::generic::without_ending;
use crate::han::{joined_readings, readings};
use crate::script::romanise_cyrillic;
use crate::sound::{han_skeletons, piece_skeletons, skeleton_likeness, sound, word_skeletons};
use strsim::jaro_winkler;

/// A word with everything it is compared by.
pub(crate) struct Form {
    /// Folded, umlauts plain; of Chinese without generic endings.
    pub plain: String,
    /// Folded, umlauts written out; Cyrillic in Latin letters.
    expanded: String,
    /// Sound spelling; of Chinese its commonest pinyin.
    sound: String,
    skeletons: Vec<String>,
    kind: Kind,
    /// How much it tells: long words tell more.
    pub weight: f64,
}

impl Form {
    pub fn of(piece: &Piece) -> Self {
        match piece.kind {
            Kind::Word => {
                let mut form = Self::latin(&piece.plain, &piece.expanded);
                form.skeletons = piece_skeletons(piece);
                form
            }
            Kind::Cjk => Self::chinese(without_ending(&piece.plain)),
        }
    }

    /// The words as one, if all are of one kind.
    pub fn joined(pieces: &[&Piece]) -> Option<Self> {
        let kind = pieces.first()?.kind;
        if pieces.iter().any(|p| p.kind != kind) {
            return None;
        }
        let plain: String = pieces.iter().map(|p| p.plain.as_str()).collect();
        let expanded: String = pieces.iter().map(|p| p.expanded.as_str()).collect();
        Some(match kind {
            Kind::Word => Self::latin(&plain, &expanded),
            Kind::Cjk => Self::chinese(without_ending(&plain)),
        })
    }

    fn latin(plain: &str, expanded: &str) -> Self {
        let latin = romanise_cyrillic(plain);
        let plain = latin.as_deref().unwrap_or(plain).to_owned();
        Self {
            expanded: if latin.is_some() {
                plain.clone()
            } else {
                expanded.to_owned()
            },
            sound: sound(&plain),
            skeletons: word_skeletons(&plain),
            kind: Kind::Word,
            weight: weight(plain.chars().count()),
            plain,
        }
    }

    fn chinese(run: &str) -> Self {
        let chars: Vec<char> = run.chars().take(24).collect();
        let read: Vec<Vec<String>> = chars.iter().map(|&c| readings(c)).collect();
        Self {
            plain: run.to_owned(),
            expanded: run.to_owned(),
            sound: joined_readings(&read, 1).pop().unwrap_or_default(),
            skeletons: han_skeletons(&chars),
            kind: Kind::Cjk,
            weight: weight(2 * chars.len()),
        }
    }
}

fn weight(letters: usize) -> f64 {
    f64::from(u32::try_from(letters.min(12)).unwrap_or(12)).sqrt()
}

/// How alike two words are, 0 to 1, and what speaks for it.
pub(crate) fn compare(asked: &Form, known: &Form) -> (f64, Reason) {
    if asked.plain == known.plain || asked.expanded == known.expanded {
        return (
            1.0,
            Reason::SharedWord {
                word: known.plain.clone(),
            },
        );
    }
    let spelled = if asked.kind == known.kind {
        spelled_alike(asked, known)
    } else {
        0.0
    };
    let sounded = sounds_alike(asked, known);
    let (a, k) = (asked.plain.clone(), known.plain.clone());
    if spelled >= sounded {
        (
            spelled,
            Reason::SimilarSpelling {
                asked: a,
                known: k,
                likeness: spelled,
            },
        )
    } else {
        (
            sounded,
            Reason::SimilarSound {
                asked: a,
                known: k,
                likeness: sounded,
            },
        )
    }
}

/// Jaro-Winkler with chance taken off: words that have nothing in common reach 0.45.
pub(crate) fn beyond_chance(a: &str, b: &str) -> f64 {
    ((jaro_winkler(a, b) - 0.45) / 0.55).max(0.0)
}

fn spelled_alike(asked: &Form, known: &Form) -> f64 {
    let best = beyond_chance(&asked.plain, &known.plain)
        .max(beyond_chance(&asked.expanded, &known.expanded))
        .max(beyond_chance(&asked.plain, &known.expanded))
        .max(beyond_chance(&asked.expanded, &known.plain));
    // One equal beginning of two letters says nothing.
    let short = asked.plain.chars().count().min(known.plain.chars().count());
    if asked.kind == Kind::Word && short < 4 {
        best * 0.7
    } else {
        best * 0.98
    }
}

fn sounds_alike(asked: &Form, known: &Form) -> f64 {
    let vowels_too = beyond_chance(&asked.sound, &known.sound);
    let mut best: f64 = 0.0;
    for a in &asked.skeletons {
        for k in &known.skeletons {
            let trust = match a.len().min(k.len()) {
                0 | 1 => 0.3,
                2 => 0.7,
                3 => 0.9,
                _ => 1.0,
            };
            let beyond = ((skeleton_likeness(a, k) - 0.3) / 0.7).max(0.0);
            best = best.max(beyond * trust);
        }
    }
    let by_skeleton = 0.72 * best + 0.22 * vowels_too;
    let same_sound =
        asked.kind == known.kind && asked.sound == known.sound && asked.sound.len() > 2;
    if same_sound { 0.94 } else { by_skeleton }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::pieces;

    fn likeness(a: &str, b: &str) -> f64 {
        let form = |text: &str| Form::of(&pieces(text)[0]);
        compare(&form(a), &form(b)).0
    }

    #[test]
    fn likeness_orders_as_people_would() {
        let nearer_first = [
            ("Scholcz", "Scholz", "Schröder"),
            ("Blandall", "Brandl", "Busch"),
            ("Stephen", "Stefan", "Stuart"),
            ("Redbach", "Rosbach", "Rosenheim"),
            ("布兰德尔", "Brandl", "Zipse"),
            ("齐普策", "Zipse", "Busch"),
            ("Müller", "Mueller", "Möller"),
            ("Renos", "Rhenus", "Renolit"),
        ];
        for (name, near, far) in nearer_first {
            let (near_score, far_score) = (likeness(name, near), likeness(name, far));
            assert!(
                near_score > far_score,
                "{name}: {near} {near_score}, {far} {far_score}"
            );
        }
    }

    #[test]
    fn likeness_is_symmetric() {
        for (a, b) in [("Scholcz", "Scholz"), ("布兰德尔", "Brandl"), ("Li", "Liu")] {
            assert!((likeness(a, b) - likeness(b, a)).abs() < 1e-9);
        }
        assert!((likeness("Straße", "Strasse") - 1.0).abs() < 1e-9);
    }
}
