//! What is asked of the index, in the language of each engine.

use crate::search::SearchQuery;
use domain::record::Kind;
use uuid::Uuid;

/// Marks a filter among the tokens.
const MARK: char = '¤';

/// Words with whether their beginning suffices.
pub(super) type Terms = Vec<Vec<(String, bool)>>;

/// A token as the index keeps it: letters and digits only.
pub(super) fn clean(token: &str) -> String {
    token.chars().filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn agency_token(agency: Uuid) -> String {
    format!("{MARK}a{}", agency.simple())
}

pub(super) fn kind_token(kind: Kind) -> String {
    format!("{MARK}k{}", kind.code())
}

pub(super) fn mission_token(mission: Option<Uuid>) -> String {
    mission.map_or_else(
        || format!("{MARK}mnone"),
        |mission| format!("{MARK}m{}", mission.simple()),
    )
}

/// The words that were typed.
pub(super) fn typed(asked: &SearchQuery<'_>) -> Terms {
    let groups = asked.groups.iter().map(|group| {
        let terms = group.alternatives.iter();
        let terms = terms.map(|term| (clean(&term.text), term.prefix));
        terms.filter(|(text, _)| !text.is_empty()).collect()
    });
    groups.collect()
}

/// The same words narrowed to an agency, kinds and a mission.
pub(super) fn narrowed(mut terms: Terms, asked: &SearchQuery<'_>, agency: Uuid) -> Terms {
    terms.push(vec![(agency_token(agency), false)]);
    if !asked.kinds.is_empty() && asked.kinds.len() < Kind::ALL.len() {
        let kinds = asked.kinds.iter();
        terms.push(kinds.map(|k| (kind_token(*k), false)).collect());
    }
    if let Some(mission) = asked.mission {
        let tokens = [Some(mission), None].map(|m| (mission_token(m), false));
        terms.push(tokens.to_vec());
    }
    terms.retain(|group| !group.is_empty());
    terms
}

/// FTS5's language. Every token is quoted and holds no quote.
pub(super) fn fts5(terms: &Terms) -> String {
    render(terms, " AND ", " OR ", |(text, prefix)| {
        format!("\"{text}\"{}", if *prefix { " *" } else { "" })
    })
}

/// PostgreSQL's language, to be cast, not parsed as text. Every token is quoted and holds no quote.
pub(super) fn tsquery(terms: &Terms) -> String {
    render(terms, " & ", " | ", |(text, prefix)| {
        format!("'{text}'{}", if *prefix { ":*" } else { "" })
    })
}

fn render(terms: &Terms, and: &str, or: &str, term: impl Fn(&(String, bool)) -> String) -> String {
    let groups: Vec<String> = terms
        .iter()
        .map(|group| {
            let words: Vec<String> = group.iter().map(&term).collect();
            format!("({})", words.join(or))
        })
        .collect();
    groups.join(and)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_cannot_leave_its_quotes_or_look_like_a_filter() {
        assert_eq!(clean("o'brien\" OR *¤a"), "obrienORa");
        let terms = vec![vec![(clean("南京"), false), (clean("nanj"), true)]];
        assert_eq!(fts5(&terms), "(\"南京\" OR \"nanj\" *)");
        assert_eq!(tsquery(&terms), "('南京' | 'nanj':*)");
    }
}
