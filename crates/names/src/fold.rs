//! Folding: the one spelling under which all spellings of a word meet.

use crate::han::{is_cjk, simplify};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

const DIAERESIS: char = '\u{308}';
const RING: char = '\u{30A}';

/// How a piece of text is written, which decides how it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits with spaces between words.
    Word,
    /// Han, kana or Hangul.
    Cjk,
}

/// Where one folded character came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Bytes of `plain` up to and with this character.
    pub plain_end: usize,
    /// Bytes of `expanded` up to and with this character.
    pub expanded_end: usize,
    /// Bytes of the source text.
    pub source: Range<usize>,
}

/// A run of characters of one kind without anything between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// How it is written.
    pub kind: Kind,
    /// Folded, with umlauts as their plain letter: `muller`.
    pub plain: String,
    /// Folded, with umlauts written out: `mueller`.
    pub expanded: String,
    /// Where each folded character came from.
    pub origins: Vec<Origin>,
    /// Whether no white space separates it from the piece before: `Xi'an`, `S.A.P.`, `SAP公司`.
    pub glued: bool,
}

impl Piece {
    /// The two spellings, once if they agree.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        let second = (self.plain != self.expanded).then_some(self.expanded.as_str());
        std::iter::once(self.plain.as_str()).chain(second)
    }
}

/// Folds a text so that spellings of the same words become equal: compatibility forms (full-width
/// letters, ligatures, squared units) become plain ones, capitals small, `ß` becomes `ss`, letters
/// lose their diacritics (`ä` becomes `a`; [`fold_expanded`] makes it `ae`), traditional
/// characters become simplified, and everything that is neither letter nor digit becomes one
/// space. Words of different scripts are set apart: `SAP公司` becomes `sap 公司`.
///
/// Folding a folded text changes nothing.
pub fn fold(text: &str) -> String {
    join(&pieces(text), |piece| &piece.plain)
}

/// Like [`fold`], but umlauts are written out: `Müller` becomes `mueller`, `Ørsted` `oersted`,
/// `Åland` `aaland`.
pub fn fold_expanded(text: &str) -> String {
    join(&pieces(text), |piece| &piece.expanded)
}

fn join<'a>(pieces: &'a [Piece], spelling: impl Fn(&'a Piece) -> &'a str) -> String {
    let words: Vec<&str> = pieces.iter().map(spelling).collect();
    words.join(" ")
}

/// The pieces of a text in their order. Composed first, so that Hangul and voiced kana typed as single
/// letters meet those typed as syllables.
pub(crate) fn pieces(text: &str) -> Vec<Piece> {
    let composed: String = text.nfkc().collect();
    pieces_in_place(&composed)
}

/// The pieces of a text with origins that point into exactly this text.
pub(crate) fn pieces_in_place(text: &str) -> Vec<Piece> {
    let mut cutter = Cutter::default();
    for (at, c) in text.char_indices() {
        cutter.take(c, at..at + c.len_utf8());
    }
    cutter.close();
    cutter.done
}

#[derive(Default)]
struct Cutter {
    done: Vec<Piece>,
    open: Option<Piece>,
    /// The last letter, waiting for marks that change it.
    base: Option<char>,
    /// Whether white space came since the last piece.
    spaced: bool,
}

impl Cutter {
    fn take(&mut self, c: char, source: Range<usize>) {
        if is_cjk(c) {
            // Neither decomposed (Hangul, voiced kana) nor lowered.
            return self.letter(c, &source);
        }
        decompose_compatible(c, |part| {
            if is_combining_mark(part) {
                self.mark(part, &source);
            } else {
                for small in part.to_lowercase() {
                    self.letter(small, &source);
                }
            }
        });
    }

    /// A mark is dropped, but a diaeresis on a, o, u and a ring on a are written out in the
    /// expanded spelling.
    fn mark(&mut self, mark: char, source: &Range<usize>) {
        let written_out = match (self.base.take(), mark) {
            (Some('a' | 'o' | 'u'), DIAERESIS) => "e",
            (Some('a'), RING) => "a",
            (base, _) => {
                self.base = base;
                ""
            }
        };
        if let Some(piece) = &mut self.open {
            piece.expanded.push_str(written_out);
            if let Some(last) = piece.origins.last_mut() {
                last.expanded_end = piece.expanded.len();
                last.source.end = source.end.max(last.source.end);
            }
        }
    }

    fn letter(&mut self, c: char, source: &Range<usize>) {
        let (plain, expanded): (&str, &str) = match c {
            'ß' => ("ss", "ss"),
            'æ' => ("ae", "ae"),
            'œ' => ("oe", "oe"),
            'ø' => ("o", "oe"),
            'đ' | 'ð' => ("d", "d"),
            'þ' => ("th", "th"),
            'ł' => ("l", "l"),
            'ı' => ("i", "i"),
            'ħ' => ("h", "h"),
            'ς' => ("σ", "σ"),
            _ => return self.ordinary(c, source),
        };
        self.push(Kind::Word, (plain, expanded), source);
        self.base = None;
    }

    fn ordinary(&mut self, c: char, source: &Range<usize>) {
        let modifier = matches!(u32::from(c), 0x2B0..=0x2FF);
        if modifier || !c.is_alphanumeric() {
            self.spaced |= c.is_whitespace();
            return self.close();
        }
        let c = simplify(c);
        let kind = if is_cjk(c) { Kind::Cjk } else { Kind::Word };
        let mut bytes = [0; 4];
        let text: &str = c.encode_utf8(&mut bytes);
        self.push(kind, (text, text), source);
        self.base = Some(c);
    }

    fn push(&mut self, kind: Kind, (plain, expanded): (&str, &str), source: &Range<usize>) {
        if self.open.as_ref().is_some_and(|piece| piece.kind != kind) {
            self.close();
        }
        let glued = !self.done.is_empty() && !self.spaced;
        let piece = self.open.get_or_insert_with(|| Piece {
            kind,
            plain: String::new(),
            expanded: String::new(),
            origins: Vec::new(),
            glued,
        });
        self.spaced = false;
        piece.plain.push_str(plain);
        piece.expanded.push_str(expanded);
        piece.origins.push(Origin {
            plain_end: piece.plain.len(),
            expanded_end: piece.expanded.len(),
            source: source.clone(),
        });
    }

    fn close(&mut self) {
        self.base = None;
        self.done.extend(self.open.take());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_meet() {
        let table = [
            ("Dräxlmaier", "draxlmaier", "draexlmaier"),
            ("DRA\u{308}XLMAIER", "draxlmaier", "draexlmaier"),
            ("Straßenbau", "strassenbau", "strassenbau"),
            ("STRAẞE", "strasse", "strasse"),
            ("Ｓｉｅｍｅｎｓ　ＡＧ", "siemens ag", "siemens ag"),
            ("Citroën", "citroen", "citroen"),
            ("Ørsted Åland", "orsted aland", "oersted aaland"),
            ("Hǎo Péng", "hao peng", "hao peng"),
            ("Lǚ", "lu", "lue"),
            ("GmbH & Co. KG", "gmbh co kg", "gmbh co kg"),
            ("中德（瀋陽）园区", "中德 沈阳 园区", "中德 沈阳 园区"),
            ("SAP公司", "sap 公司", "sap 公司"),
            ("斯蒂芬·布兰德尔", "斯蒂芬 布兰德尔", "斯蒂芬 布兰德尔"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ", "σισυφοσ"),
            (
                "İstanbul ve Kadıköy",
                "istanbul ve kadikoy",
                "istanbul ve kadikoey",
            ),
            ("№ ½ ﬁn", "no 1 2 fin", "no 1 2 fin"),
            ("⼈", "人", "人"),
            ("  — ", "", ""),
        ];
        for (text, plain, expanded) in table {
            assert_eq!(fold(text), plain, "{text}");
            assert_eq!(fold_expanded(text), expanded, "{text}");
        }
    }

    #[test]
    fn glue_tells_punctuation_from_space() {
        let glue = |text: &str| pieces(text).iter().map(|p| p.glued).collect::<Vec<_>>();
        assert_eq!(glue("Xi'an Hi-Tech"), [false, true, false, true]);
        assert_eq!(glue("大连 DQY集团"), [false, false, true]);
        assert_eq!(glue("A & B"), [false, false]);
    }

    #[test]
    fn origins_point_into_the_source() {
        let text = "Dräxl公司";
        let pieces = pieces_in_place(text);
        assert_eq!(pieces.len(), 2);
        let third = &pieces[0].origins[2];
        assert_eq!(&text[third.source.clone()], "ä");
        assert_eq!((third.plain_end, third.expanded_end), (3, 4));
        assert_eq!(&text[pieces[1].origins[1].source.clone()], "司");
    }
}
