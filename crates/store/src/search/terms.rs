//! What is asked of the index, in the language of each engine.

use crate::directory::{Line, Narrowing};
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

/// What the line of a party says of it.
pub(super) fn line_tokens(line: &Line) -> Vec<String> {
    let mut tokens = Vec::new();
    if !line.class.is_empty() {
        tokens.push(class_token(line.class));
    }
    if !line.country.is_empty() {
        tokens.push(country_token(&line.country));
    }
    if line.unresolved {
        tokens.push(unresolved_token());
    }
    tokens
}

/// Codes of classes may hold a hyphen or an underscore; tokens hold letters and digits only.
fn class_token(class: &str) -> String {
    format!("{MARK}c{}", clean(class))
}

fn country_token(country: &str) -> String {
    format!("{MARK}l{}", clean(country))
}

fn unresolved_token() -> String {
    format!("{MARK}u")
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

/// The same words narrowed to an agency, kinds, a mission and what the parties are like.
pub(super) fn narrowed(mut terms: Terms, asked: &SearchQuery<'_>, agency: Option<Uuid>) -> Terms {
    terms.extend(agency.map(|agency| vec![(agency_token(agency), false)]));
    if !asked.kinds.is_empty() && asked.kinds.len() < Kind::ALL.len() {
        let kinds = asked.kinds.iter();
        terms.push(kinds.map(|k| (kind_token(*k), false)).collect());
    }
    if let Some(mission) = asked.mission {
        let tokens = [Some(mission), None].map(|m| (mission_token(m), false));
        terms.push(tokens.to_vec());
    }
    let Narrowing {
        class,
        country,
        unresolved,
    } = asked.narrowing;
    let tokens = [
        class.map(class_token),
        country.map(country_token),
        unresolved.then(unresolved_token),
    ];
    terms.extend(tokens.into_iter().flatten().map(|t| vec![(t, false)]));
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
