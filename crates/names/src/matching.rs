//! The exact recheck of what the index found, and the places to highlight.

use crate::fold::{Kind, Piece, pieces, pieces_in_place};
use crate::han::{is_han, readings};
use crate::query::{Query, Term};
use crate::script::romanise_cyrillic;
use crate::tokens::{index_tokens, runs, safe};
use domain::language::Script;
use std::collections::BTreeSet;
use std::ops::Range;

/// Whether a bearer of these names is a true answer to the query: every group of the query is
/// found among the names, as in the index, and every run of Chinese characters typed stands in one
/// of the names without a gap (the index knows only pairs). A bearer without any name in Han may
/// answer a Chinese query by the pinyin of a Latin name.
pub fn matches<'a>(query: &Query, names: impl IntoIterator<Item = (&'a str, Script)>) -> bool {
    let mut tokens = BTreeSet::new();
    let mut han: Vec<String> = Vec::new();
    for (text, script) in names {
        tokens.extend(index_tokens(text, script));
        han.extend(runs(&pieces(text)).into_iter().map(String::from_iter));
    }
    let only_latin = han.is_empty();
    let gapless = |run: &String| only_latin || han.iter().any(|name| name.contains(run.as_str()));
    query.found_in(&tokens) && query.runs.iter().all(gapless)
}

/// The byte ranges of a text that answer the query, in order and without overlap: whole words or
/// their beginnings, characters, and characters whose pinyin was typed.
pub fn highlights(query: &Query, text: &str) -> Vec<Range<usize>> {
    let pieces = pieces_in_place(text);
    let mut found = Vec::new();
    for term in query.groups.iter().flat_map(|g| &g.alternatives) {
        for piece in &pieces {
            match piece.kind {
                Kind::Word => mark_word(piece, term, &mut found),
                Kind::Cjk => mark_ideographs(piece, term, &mut found),
            }
        }
    }
    merge(found)
}

fn mark_word(piece: &Piece, term: &Term, found: &mut Vec<Range<usize>>) {
    let spellings = [
        (
            &piece.plain,
            piece
                .origins
                .iter()
                .map(|o| o.plain_end)
                .collect::<Vec<_>>(),
        ),
        (
            &piece.expanded,
            piece.origins.iter().map(|o| o.expanded_end).collect(),
        ),
    ];
    for (spelling, ends) in spellings {
        let token = safe(spelling);
        if token == term.text {
            return found.push(span(piece, 0, piece.origins.len()));
        }
        if term.prefix && spelling.starts_with(&term.text) {
            let letters = ends
                .iter()
                .take_while(|&&end| end < term.text.len())
                .count()
                + 1;
            return found.push(span(piece, 0, letters.min(piece.origins.len())));
        }
    }
    let latin = romanise_cyrillic(&piece.plain).unwrap_or_default();
    if !latin.is_empty() && (latin == term.text || term.prefix && latin.starts_with(&term.text)) {
        found.push(span(piece, 0, piece.origins.len()));
    }
}

fn mark_ideographs(piece: &Piece, term: &Term, found: &mut Vec<Range<usize>>) {
    let chars: Vec<char> = piece.plain.chars().collect();
    for start in 0..chars.len() {
        for length in 1..=2 {
            let part = chars.get(start..start + length);
            if part.is_some_and(|part| safe(&String::from_iter(part)) == term.text) {
                found.push(span(piece, start, start + length));
            }
        }
        if is_han(chars[start])
            && let Some(length) = read_by(&term.text, term.prefix, &chars[start..])
        {
            found.push(span(piece, start, start + length));
        }
    }
}

/// How many characters the pinyin word reads, from the first one on; `None` if it does not fit.
fn read_by(word: &str, prefix: bool, chars: &[char]) -> Option<usize> {
    let (&first, others) = chars.split_first()?;
    readings(first)
        .iter()
        .find_map(|reading| match word.strip_prefix(reading.as_str()) {
            Some("") => Some(1),
            Some(rest) => read_by(rest, prefix, others).map(|length| length + 1),
            None => (prefix && reading.starts_with(word)).then_some(1),
        })
}

fn span(piece: &Piece, from: usize, to: usize) -> Range<usize> {
    let letters = &piece.origins[from..to];
    let start = letters.first().map_or(0, |o| o.source.start);
    let end = letters.last().map_or(start, |o| o.source.end);
    start..end
}

fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|r| (r.start, r.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::query_tokens;

    fn found(query: &str, names: &[&str]) -> bool {
        matches(
            &query_tokens(query),
            names.iter().map(|n| (*n, Script::guess(n))),
        )
    }

    #[test]
    fn parties_are_found_by_any_spelling() {
        let table: [(&str, &[&str]); 33] = [
            ("郝鹏", &["郝鹏", "Hao Peng"]),
            ("hao peng", &["郝鹏"]),
            ("haopeng", &["郝鹏"]),
            ("Hǎo Péng", &["郝鹏"]),
            ("hao3 peng2", &["郝鹏"]),
            ("haop", &["郝鹏"]),
            ("hp", &["郝鹏"]),
            ("peng hao", &["郝鹏"]),
            ("haopeng", &["Hao Peng"]),
            ("郝鹏", &["Hao Peng"]),
            ("chen shao wang", &["Chen Shaowang"]),
            ("chenshaowang", &["陈绍旺"]),
            ("陳紹旺", &["陈绍旺"]),
            ("沈阳", &["中德(沈阳)高端装备制造产业园"]),
            ("德沈", &["中德(沈阳)高端装备制造产业园"]),
            ("zhongdeshenyang", &["中德(沈阳)高端装备制造产业园"]),
            (
                "zhongde shenyang gaoduan",
                &["中德(沈阳)高端装备制造产业园"],
            ),
            (
                "zhongdeshenyanggaoduanzhuangb",
                &["中德(沈阳)高端装备制造产业园"],
            ),
            ("斯蒂芬布兰德尔", &["斯蒂芬·布兰德尔"]),
            ("布兰德尔", &["斯蒂芬·布兰德尔"]),
            ("Draexlmaier", &["DRÄXLMAIER Group"]),
            ("draxlmaier", &["DRÄXLMAIER Group"]),
            ("Dräxl", &["Draexlmaier Group"]),
            ("Müller", &["Mueller GmbH"]),
            ("muller", &["Mueller GmbH"]),
            ("strassenbau", &["Straßenbau Süd"]),
            ("德科斯米尔", &["DRÄXLMAIER Group", "德科斯米尔集团"]),
            ("SAP 公司", &["SAP公司"]),
            ("xian", &["Xi'an"]),
            ("xi'an", &["西安市"]),
            ("sap", &["S.A.P."]),
            ("lv", &["吕女士"]),
            ("gazprom", &["Газпром"]),
        ];
        for (query, names) in table {
            assert!(found(query, names), "{query} did not find {names:?}");
        }
    }

    #[test]
    fn others_are_not_found() {
        let table: [(&str, &[&str]); 8] = [
            ("郝鹏", &["郝朋"]),
            ("郝鹏", &["郝朋", "Hao Peng"]),
            ("新能源", &["新能，能源"]),
            ("沈阳大连", &["沈阳"]),
            ("Müller", &["Miller"]),
            ("bauer", &["Baur"]),
            ("hao peng", &["Hao Wei"]),
            ("", &["x"]),
        ];
        for (query, names) in table {
            assert!(!found(query, names), "{query} found {names:?}");
        }
    }

    #[test]
    fn highlights_cover_what_was_typed() {
        let table: [(&str, &str, &[&str]); 9] = [
            ("dräxl", "DRÄXLMAIER Group", &["DRÄXL"]),
            ("draexl", "DRÄXLMAIER Group", &["DRÄXL"]),
            ("沈阳", "中德(沈阳)高端", &["沈阳"]),
            ("瀋陽", "中德(沈阳)高端", &["沈阳"]),
            ("shenyang", "中德(沈阳)高端", &["沈阳"]),
            ("haop", "郝鹏先生", &["郝鹏"]),
            ("装备制造", "高端装备制造产业园", &["装备制造"]),
            ("brandl stef", "Stefan Brandl", &["Stef", "Brandl"]),
            ("zzz", "Stefan", &[]),
        ];
        for (query, text, expected) in table {
            let ranges = highlights(&query_tokens(query), text);
            let shown: Vec<&str> = ranges.into_iter().map(|r| &text[r]).collect();
            assert_eq!(shown, expected, "{query} in {text}");
        }
    }
}
