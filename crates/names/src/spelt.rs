//! How close a bearer of names is to what was typed, told from a text that is kept beside the
//! index, so that nothing else of the bearer needs to be read.

use crate::fold::{fold, pieces};
use crate::han::is_cjk;
use crate::query::Query;
use crate::tokens::{runs, safe};

/// How close a name comes to what was typed; the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Closeness {
    /// The whole name was typed.
    Whole,
    /// Its beginning was typed.
    Begun,
    /// Its words were typed, in another order or with others between them.
    Words,
}

/// All names of a bearer as closeness is told from them: folded, one in a line. Where punctuation
/// cuts a Chinese name (`斯蒂芬·布兰德尔`), its uncut form follows in a line of its own.
pub fn spelt<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for name in names {
        let folded = fold(name);
        let uncut = runs(&pieces(name)).into_iter().map(String::from_iter);
        let uncut: Vec<String> = uncut.filter(|run: &String| !folded.contains(run)).collect();
        for line in std::iter::once(folded).chain(uncut) {
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.join("\n")
}

/// The tokens by which whole names are found before all others, one for each line of [`spelt`].
pub fn whole_tokens(spelt: &str) -> impl Iterator<Item = String> {
    spelt.lines().map(whole_token)
}

/// The token of one whole name, folded.
fn whole_token(folded: &str) -> String {
    let letters: String = folded.chars().filter(|c| *c != ' ').collect();
    format!("0w{}", safe(&letters))
}

impl Query {
    /// The token of the whole name that was typed; nothing where nothing searchable was typed.
    pub fn whole_token(&self) -> Option<String> {
        (!self.is_empty()).then(|| whole_token(&self.whole))
    }

    /// How close a bearer of these names (see [`spelt`]) is, if the index found it. The index
    /// knows only pairs of Chinese characters, so the bearer is no answer where a run of
    /// characters that was typed stands in none of its names without a gap; but a bearer
    /// without any name in such characters may answer by the pinyin of a Latin name.
    pub fn closeness(&self, spelt: &str) -> Option<Closeness> {
        let only_latin = !self.runs.is_empty() && !spelt.contains(is_cjk);
        let gapless = only_latin || self.runs.iter().all(|run| spelt.contains(run.as_str()));
        gapless.then(|| {
            let rank = |line: &str| {
                if line == self.whole {
                    Closeness::Whole
                } else if line.starts_with(&self.whole) {
                    Closeness::Begun
                } else {
                    Closeness::Words
                }
            };
            spelt.lines().map(rank).min().unwrap_or(Closeness::Words)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::query_tokens;

    #[test]
    fn a_name_that_punctuation_cuts_stands_there_uncut_too() {
        assert_eq!(
            spelt([
                "斯蒂芬·布兰德尔",
                "Stefan Brandl",
                "STEFAN BRANDL",
                "SAP公司"
            ]),
            "斯蒂芬 布兰德尔\n斯蒂芬布兰德尔\nstefan brandl\nsap 公司"
        );
        assert_eq!(spelt(["", " – "]), "");
    }

    #[test]
    fn whole_names_are_closer_than_begun_ones() {
        let names = spelt(["沈阳市", "Shenyang City", "Müller"]);
        let table = [
            ("沈阳市", Some(Closeness::Whole)),
            ("瀋陽市", Some(Closeness::Whole)),
            ("muller", Some(Closeness::Whole)),
            ("MÜLLER", Some(Closeness::Whole)),
            ("shenyang", Some(Closeness::Begun)),
            ("沈阳", Some(Closeness::Begun)),
            ("city", Some(Closeness::Words)),
            ("阳市", Some(Closeness::Words)),
            ("沈市", None),
        ];
        for (typed, expected) in table {
            assert_eq!(query_tokens(typed).closeness(&names), expected, "{typed}");
        }
        assert_eq!(
            query_tokens("郝鹏").closeness(&spelt(["Hao Peng"])),
            Some(Closeness::Words)
        );
        assert_eq!(
            query_tokens("郝鹏").closeness(&spelt(["郝朋", "Hao Peng"])),
            None
        );
    }

    #[test]
    fn a_whole_name_has_one_token_however_it_is_typed() {
        let names = spelt(["S.A.P.", "斯蒂芬·布兰德尔"]);
        let tokens: Vec<String> = whole_tokens(&names).collect();
        for typed in ["s a p", "S.A.P.", "斯蒂芬·布兰德尔", "斯蒂芬布兰德尔"] {
            let token = query_tokens(typed).whole_token().unwrap();
            assert!(tokens.contains(&token), "{typed}: {token} of {tokens:?}");
        }
        assert_eq!(query_tokens(" – ").whole_token(), None);
        assert!(whole_tokens("07").all(|token| token == "0w007"));
    }
}
