//! Cutting what participants say of themselves into words that can be compared: umlauts written
//! out, plurals drawn together, Chinese in pairs of characters, and terms of trade that mean the
//! same in several languages as one.

use domain::participants::{ProfileWords, Sector};
use domain::parties::Organisation;
use matchmaking::suggest::{Phrase, Word};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words that say nothing of what is offered or needed, in their folded spelling.
const EMPTY: &str = "a an and any are as at by for from in into is it its of on or our own the their to \
    we with wanted want looking look seeking seek search need needs needed offer offers offering provide \
    providing supply supplies supplier suppliers product products service services solution solutions \
    partner partners company companies firm firms cooperation quality high new other various all \
    aus auch bei das dem den der des die ein eine einem einen einer eines fuer im ins mit nach oder sowie \
    und unser unsere unserer vom von vor wir zu zum zur suche suchen gesucht biete bieten angebot bedarf \
    produkt produkte dienstleistung dienstleistungen loesung loesungen firma firmen unternehmen \
    zusammenarbeit hochwertig hochwertige neue neuer weitere alle lieferant lieferanten \
    我们 提供 需要 寻求 寻找 合作 产品 服务 企业 公司 方案 供应 供应商 伙伴 优质 相关 各类 以及";

/// Characters that join words in Chinese.
const JOINING: &str = "的和与及等或在为对";

/// Endings that a word loses, the longest first.
const ENDINGS: [&str; 8] = ["ern", "en", "er", "es", "em", "s", "n", "e"];

/// What a country's ISO code is called in the list of terms.
pub(super) fn country(code: &str) -> String {
    format!("@{code}")
}

/// The list of terms, ready to be looked up.
#[derive(Debug, Default)]
struct Terms {
    /// Terms of several words by the first of them.
    by_first: HashMap<String, Vec<(Vec<String>, u32)>>,
    /// Beginnings of words.
    beginnings: HashMap<String, u32>,
    /// Ends of words.
    ends: HashMap<String, u32>,
    /// Terms without letters, by their first character.
    ideographs: HashMap<char, Vec<(String, u32)>>,
    /// Places by their code.
    places: HashMap<String, u32>,
}

static TERMS: LazyLock<Terms> = LazyLock::new(|| {
    let mut terms = Terms::default();
    let text = include_str!("../../data/trade-terms.txt");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for (notion, line) in (0..).zip(lines) {
        let line = match line.strip_prefix('@').and_then(|l| l.split_once(' ')) {
            Some((code, rest)) => {
                terms.places.insert(code.to_owned(), notion);
                rest
            }
            None => line,
        };
        for term in line.split('|') {
            terms.add(term.trim(), notion);
        }
    }
    terms
});

static IDLE: LazyLock<Vec<&str>> = LazyLock::new(|| EMPTY.split_whitespace().collect());

impl Terms {
    fn add(&mut self, term: &str, notion: u32) {
        let folded = names::fold_expanded(term);
        if folded.chars().any(is_ideograph) {
            let plain = folded.replace(' ', "");
            if let Some(first) = plain.chars().next() {
                self.ideographs
                    .entry(first)
                    .or_default()
                    .push((plain, notion));
            }
            return;
        }
        let (open_start, open_end) = (term.starts_with('*'), term.ends_with('*'));
        let words: Vec<&str> = folded.split(' ').collect();
        if let ([word], true) = (&words[..], open_start || open_end) {
            if open_end {
                self.beginnings.insert((*word).to_owned(), notion);
            }
            if open_start {
                self.ends.insert((*word).to_owned(), notion);
            }
            return;
        }
        // The last word of several may be open: its stem is compared then.
        let words: Vec<String> = words.iter().map(|word| stem(word)).collect();
        self.by_first
            .entry(words[0].clone())
            .or_default()
            .push((words, notion));
    }

    fn in_words(&self, words: &[&str], found: &mut Vec<u32>) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        for (at, word) in words.iter().enumerate() {
            let by_first = self.by_first.get(&stems[at]).into_iter().flatten();
            let said = by_first.filter(|(term, _)| stems[at..].starts_with(term));
            found.extend(said.map(|(_, notion)| *notion));
            let cuts: Vec<usize> = word.char_indices().map(|(at, _)| at).skip(2).collect();
            let whole = std::iter::once(*word);
            let begins = cuts.iter().map(|at| &word[..*at]).chain(whole.clone());
            found.extend(begins.filter_map(|begin| self.beginnings.get(begin)));
            let ends = cuts.iter().map(|at| &word[*at..]).chain(whole);
            found.extend(ends.filter_map(|end| self.ends.get(end)));
        }
    }

    fn in_ideographs(&self, run: &str, found: &mut Vec<u32>) {
        for (at, first) in run.char_indices() {
            let terms = self.ideographs.get(&first).into_iter().flatten();
            let said = terms.filter(|(term, _)| run[at..].starts_with(term.as_str()));
            found.extend(said.map(|(_, notion)| *notion));
        }
    }
}

fn is_ideograph(c: char) -> bool {
    u32::from(c) >= 0x2E80
}

/// A word without its ending, so that singular and plural meet.
fn stem(word: &str) -> String {
    for ending in ENDINGS {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 4
        {
            return rest.to_owned();
        }
    }
    word.to_owned()
}

/// What a word stands for, to be told to people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A word or notion of a text; the texts themselves are shown.
    Word,
    /// A sector.
    Sector(Sector),
    /// A sector as a record says it.
    SectorText(String),
    /// A region; what the reader wrote is shown.
    Place(String),
    /// A language, by its tag.
    Language(String),
}

/// All words of a session, numbered.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    numbers: HashMap<String, Word>,
    meanings: Vec<Meaning>,
}

impl Lexicon {
    fn number(&mut self, key: String, meaning: impl FnOnce() -> Meaning) -> Word {
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = Word::try_from(self.meanings.len()).unwrap_or(Word::MAX);
        self.meanings.push(meaning());
        self.numbers.insert(key, number);
        number
    }

    /// What a word stands for.
    pub(super) fn meaning(&self, word: Word) -> Option<&Meaning> {
        self.meanings.get(word as usize)
    }

    /// The words of one thing that is offered or needed.
    pub(super) fn phrase(&mut self, text: &str) -> Phrase {
        let mut keys = Vec::new();
        let mut notions = Vec::new();
        let folded = names::fold_expanded(text);
        let pieces: Vec<&str> = folded
            .split(' ')
            .filter(|piece| !piece.is_empty())
            .collect();
        for run in pieces.chunk_by(|a, b| is_run(a) == is_run(b)) {
            if is_run(run[0]) {
                for piece in run {
                    TERMS.in_ideographs(piece, &mut notions);
                    keys.extend(pairs(piece));
                }
            } else {
                TERMS.in_words(run, &mut notions);
                let words = run
                    .iter()
                    .filter(|word| word.len() > 1 && !IDLE.contains(word));
                keys.extend(words.map(|word| format!("w:{}", stem(word))));
            }
        }
        keys.extend(notions.iter().map(|notion| format!("t:{notion}")));
        let words = keys
            .into_iter()
            .map(|key| self.number(key, || Meaning::Word));
        Phrase::new(words.collect())
    }

    /// The sectors of a participant: those of its profile, else those of its record.
    pub(super) fn sectors(
        &mut self,
        words: Option<&ProfileWords>,
        firm: Option<&Organisation>,
    ) -> Vec<Word> {
        let told = words.map(|w| w.sectors.as_slice()).unwrap_or_default();
        let mut found: Vec<Word> = told
            .iter()
            .map(|one| self.number(format!("s:{}", one.code()), || Meaning::Sector(*one)))
            .collect();
        if told.is_empty() {
            let texts = firm.map(|firm| firm.sectors.as_slice()).unwrap_or_default();
            for text in texts {
                let key = format!("s:{}", names::fold_expanded(text));
                found.push(self.number(key, || Meaning::SectorText(text.clone())));
            }
        }
        distinct(found)
    }

    /// The places that some texts name: `Hamburg, Northern Germany`.
    pub(super) fn places(&mut self, texts: &[String]) -> Vec<Word> {
        let mut found = Vec::new();
        for (key, said) in texts.iter().flat_map(|text| places(text)) {
            let number = self.number(key, || Meaning::Place(said.clone()));
            // A name says more than the code of a country.
            if let Some(Meaning::Place(known)) = self.meanings.get_mut(number as usize)
                && known.len() <= 2
                && said.len() > 2
            {
                *known = said;
            }
            found.push(number);
        }
        distinct(found)
    }

    /// How some texts say a place, if they do.
    pub(super) fn said(&self, word: Word, texts: &[String]) -> Option<String> {
        let all = texts.iter().flat_map(|text| places(text));
        let mut same = all.filter(|(key, _)| self.numbers.get(key) == Some(&word));
        same.next().map(|(_, said)| said)
    }

    /// The languages of some tags; variants of a language are one.
    pub(super) fn languages(&mut self, tags: &[String]) -> Vec<Word> {
        let words = tags.iter().filter(|tag| !tag.is_empty()).map(|tag| {
            let primary = tag.split('-').next().unwrap_or(tag).to_lowercase();
            self.number(format!("l:{primary}"), || Meaning::Language(tag.clone()))
        });
        distinct(words.collect())
    }
}

/// The places that a text names: under which key, and as it says them.
fn places(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in text.split([
        ',', ';', '/', '、', '，', '；', '(', ')', '（', '）', '·', '\n',
    ]) {
        let mut notions = Vec::new();
        let folded = names::fold_expanded(part);
        if let Some(code) = part.strip_prefix('@') {
            notions.extend(TERMS.places.get(code));
        } else if folded.chars().any(is_ideograph) {
            TERMS.in_ideographs(&folded.replace(' ', ""), &mut notions);
        } else if !folded.is_empty() {
            let words: Vec<&str> = folded.split(' ').collect();
            TERMS.in_words(&words, &mut notions);
        }
        notions.retain(|notion| TERMS.places.values().any(|place| place == notion));
        let mut keys: Vec<String> = notions.iter().map(|n| format!("r:#{n}")).collect();
        if keys.is_empty() && !folded.is_empty() {
            keys.push(format!("r:{folded}"));
        }
        let said = part.trim().trim_start_matches('@');
        found.extend(keys.into_iter().map(|key| (key, said.to_owned())));
    }
    found
}

fn distinct(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_unstable();
    words.dedup();
    words
}

fn is_run(piece: &str) -> bool {
    piece.chars().next().is_some_and(is_ideograph)
}

/// Each two consecutive characters of a run; a single one stands for itself.
fn pairs(run: &str) -> Vec<String> {
    let mut found = Vec::new();
    let parts = run.split(|c: char| JOINING.contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let chars: Vec<char> = part.chars().collect();
        if let [only] = chars[..] {
            found.push(format!("w:{only}"));
        }
        for two in chars.windows(2) {
            let pair = String::from_iter(two);
            if !IDLE.contains(&pair.as_str()) {
                found.push(format!("w:{pair}"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(one: &str, other: &str) -> usize {
        let mut lexicon = Lexicon::default();
        let (one, other) = (lexicon.phrase(one), lexicon.phrase(other));
        let words = one.words().iter();
        words.filter(|word| other.words().contains(word)).count()
    }

    #[test]
    fn the_same_thing_meets_in_any_spelling() {
        for (one, other) in [
            ("Bearings for turbines", "bearing, turbine"),
            ("Wälzlager", "Waelzlager"),
            ("Großgetriebe", "grossgetrieben"),
            ("Sensoren", "sensors"),
            ("轴承制造", "风电轴承"),
            ("風電", "风电"),
        ] {
            assert!(shared(one, other) > 0, "{one} / {other}");
        }
    }

    #[test]
    fn terms_of_trade_meet_across_languages() {
        for (one, other) in [
            ("Wälzlager für Windkraftanlagen", "风电轴承"),
            ("Large bearings for wind turbines", "风电轴承"),
            ("Schwertransporte", "大件运输"),
            ("cold chain logistics", "冷链"),
            ("Gießerei", "铸件"),
            ("Industrie 4.0", "智能制造"),
        ] {
            assert!(shared(one, other) > 0, "{one} / {other}");
        }
    }

    #[test]
    fn empty_words_bring_nobody_together() {
        for (one, other) in [
            (
                "We offer high quality products",
                "Looking for new products and partners",
            ),
            (
                "Wir suchen Lieferanten für Holz",
                "Lieferanten von Stahl gesucht",
            ),
            ("提供优质产品", "寻求合作产品"),
            ("tea", "steam"),
        ] {
            assert_eq!(shared(one, other), 0, "{one} / {other}");
        }
    }

    #[test]
    fn places_meet_in_any_language_and_by_their_country() {
        let mut lexicon = Lexicon::default();
        let german = lexicon.places(&["Hamburg, Norddeutschland".into(), country("DE")]);
        let chinese = lexicon.places(&["德国".into(), "汉堡".into()]);
        assert_eq!(german.len(), 3);
        let both: Vec<_> = chinese.iter().filter(|w| german.contains(w)).collect();
        assert_eq!(both.len(), 2);
        let unknown = lexicon.places(&["Quito".into()]);
        assert_eq!(unknown, lexicon.places(&["quito".into()]));
        assert!(lexicon.places(&["wind power".into()]).len() == 1);
    }

    #[test]
    fn variants_of_a_language_are_one() {
        let mut lexicon = Lexicon::default();
        let all = lexicon.languages(&["zh-Hans".into(), "zh-Hant".into(), "DE".into()]);
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn a_term_stands_for_one_notion_only() {
        let text = include_str!("../../data/trade-terms.txt");
        let mut seen = std::collections::BTreeSet::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            for term in line.split('|').map(str::trim) {
                assert!(seen.insert(term.to_owned()), "{term} stands twice");
            }
        }
    }
}
