//! The search index: documents of tokens, found by groups of alternatives.
//!
//! The tokens are made by `names`. Filters (agency, kind, mission) are tokens as well, marked by
//! a sign that no ordinary token can hold, so that the index narrows by all of them at once.

use crate::db::{Engine, Link, Query, Value, id};
use crate::error::{Result, StoreError};
use crate::filter::one_of;
use crate::tx::{Reader, Tx};
use domain::ids::TypedId;
use domain::record::Kind;
use names::Group;
use uuid::Uuid;

/// Marks a filter among the tokens.
const MARK: char = '¤';
/// How many hits are ranked; a search for less than that many is complete.
const RANKED: i64 = 400;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub record: Uuid,
    /// Its mission, if it belongs to one.
    pub mission: Option<Uuid>,
    /// What is shown.
    pub title: String,
    /// By what it is found.
    pub tokens: Vec<String>,
}

/// What is looked for: every group must be found.
#[derive(Debug, Clone)]
pub struct SearchQuery<'a> {
    /// The groups of alternatives, as `names` makes them.
    pub groups: &'a [Group],
    /// Only these kinds; none means all.
    pub kinds: &'a [Kind],
    /// Only this mission (and what belongs to no mission, such as people).
    pub mission: Option<Uuid>,
    /// At most so many.
    pub limit: usize,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub record: Uuid,
    /// Its mission.
    pub mission: Option<Uuid>,
    /// What is shown.
    pub title: String,
}

/// A token as the index keeps it: letters and digits only.
fn clean(token: &str) -> String {
    token.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn agency_token(agency: Uuid) -> String {
    format!("{MARK}a{}", agency.simple())
}

fn kind_token(kind: Kind) -> String {
    format!("{MARK}k{}", kind.code())
}

fn mission_token(mission: Option<Uuid>) -> String {
    mission.map_or_else(
        || format!("{MARK}mnone"),
        |mission| format!("{MARK}m{}", mission.simple()),
    )
}

impl SearchDocument {
    fn index_text(&self, agency: Uuid) -> (String, i64) {
        let mut tokens: Vec<String> = self.tokens.iter().map(|t| clean(t)).collect();
        tokens.retain(|t| !t.is_empty());
        tokens.sort_unstable();
        tokens.dedup();
        let length = i64::try_from(tokens.len()).unwrap_or(i64::MAX);
        tokens.push(agency_token(agency));
        tokens.push(kind_token(self.kind));
        tokens.push(mission_token(self.mission));
        (tokens.join(" "), length)
    }
}

impl Tx {
    /// Makes a record findable, or changes by what it is found.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn index(&mut self, documents: &[SearchDocument]) -> Result<()> {
        for chunk in documents.chunks(100) {
            for kind in Kind::ALL {
                let ids: Vec<Uuid> = chunk
                    .iter()
                    .filter(|d| d.kind == kind)
                    .map(|d| d.record)
                    .collect();
                if !ids.is_empty() && self.engine() == Engine::Sqlite {
                    self.unindex(kind, &ids).await?;
                }
            }
            let agency = self.agency();
            let rows = chunk.iter().map(|document| {
                let (tokens, length) = document.index_text(agency.uuid());
                vec![
                    id(agency),
                    document.kind.code().into(),
                    document.record.into(),
                    document.mission.into(),
                    document.title.as_str().into(),
                    tokens.into(),
                    length.into(),
                ]
            });
            put_documents(&mut self.reader.link, rows.collect()).await?;
        }
        Ok(())
    }

    /// Makes records of a kind unfindable.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unindex(&mut self, kind: Kind, records: &[Uuid]) -> Result<()> {
        let agency = self.agency();
        let of = |query: Query| {
            let query = query
                .id(agency)
                .sql(" AND kind = ")
                .bind(kind.code())
                .sql(" AND record_id IN ");
            one_of(query, records.iter().copied())
        };
        if self.engine() == Engine::Sqlite {
            let query = of(Query::new(
                "DELETE FROM search_index WHERE rowid IN (SELECT docid FROM search_document \
                 WHERE agency_id = ",
            ));
            self.execute(query.sql(")")).await?;
        }
        let query = of(Query::new("DELETE FROM search_document WHERE agency_id = "));
        self.execute(query).await.map(|_| ())
    }
}

/// Writes rows of `search_document` in the order of its columns, and what belongs to them.
pub(crate) async fn put_documents(link: &mut Link, rows: Vec<Vec<Value>>) -> Result<()> {
    let query = Query::new(
        "INSERT INTO search_document (agency_id, kind, record_id, mission_id, title, tokens, \
         length) VALUES ",
    )
    .rows(rows);
    if link.engine() == Engine::Postgres {
        let query = query.sql(
            " ON CONFLICT (agency_id, kind, record_id) DO UPDATE SET \
             mission_id = excluded.mission_id, title = excluded.title, \
             tokens = excluded.tokens, length = excluded.length",
        );
        return link.execute(query).await.map(|_| ());
    }
    let numbers = link.fetch(query.sql(" RETURNING docid, tokens")).await?;
    // The order of returned rows is not promised, so the text comes back with its number.
    let mut pairs = Vec::with_capacity(numbers.len());
    for row in &numbers {
        pairs.push(vec![
            row.get::<i64>(0)?.into(),
            row.get::<String>(1)?.into(),
        ]);
    }
    let query = Query::new("INSERT INTO search_index (rowid, tokens) VALUES ").rows(pairs);
    link.execute(query).await.map(|_| ())
}

impl Reader {
    /// What is found, the closest first: the fewer other words a document has, the closer it is.
    /// A question without a group finds nothing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn search(&mut self, asked: &SearchQuery<'_>) -> Result<Vec<Hit>> {
        let all_found = asked.groups.iter().all(|g| !g.alternatives.is_empty());
        if asked.groups.is_empty() || !all_found {
            return Ok(Vec::new());
        }
        let terms = self.terms(asked);
        let query = match self.engine() {
            Engine::Sqlite => Query::new(
                "SELECT d.kind, d.record_id, d.mission_id, d.title, d.length FROM (SELECT rowid AS \
                 found FROM search_index WHERE search_index MATCH ",
            )
            .bind(fts5(&terms))
            .sql(" LIMIT ")
            .bind(RANKED)
            .sql(") JOIN search_document d ON d.docid = found"),
            Engine::Postgres => Query::new(
                "SELECT kind, record_id, mission_id, title, length FROM search_document WHERE \
                 array_to_tsvector(string_to_array(tokens, ' ')) @@ CAST(",
            )
            .bind(tsquery(&terms))
            .sql(" AS tsquery) LIMIT ")
            .bind(RANKED),
        };
        let mut hits = Vec::new();
        for row in self.fetch(query).await? {
            let kind: String = row.get(0)?;
            let hit = Hit {
                kind: Kind::from_code(&kind)
                    .ok_or_else(|| StoreError::Refused(format!("unknown kind {kind}")))?,
                record: row.get(1)?,
                mission: row.get(2)?,
                title: row.get(3)?,
            };
            hits.push((row.get::<i64>(4)?, hit));
        }
        hits.sort_by(|(a, x), (b, y)| (a, &x.title, x.record).cmp(&(b, &y.title, y.record)));
        hits.truncate(asked.limit);
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }

    fn terms(&self, asked: &SearchQuery<'_>) -> Vec<Vec<(String, bool)>> {
        let mut terms = Vec::new();
        for group in asked.groups {
            terms.push(
                group
                    .alternatives
                    .iter()
                    .map(|term| (clean(&term.text), term.prefix))
                    .filter(|(text, _)| !text.is_empty())
                    .collect(),
            );
        }
        terms.push(vec![(agency_token(self.agency.uuid()), false)]);
        if !asked.kinds.is_empty() {
            terms.push(
                asked
                    .kinds
                    .iter()
                    .map(|k| (kind_token(*k), false))
                    .collect(),
            );
        }
        if let Some(mission) = asked.mission {
            terms.push(vec![
                (mission_token(Some(mission)), false),
                (mission_token(None), false),
            ]);
        }
        terms.retain(|group| !group.is_empty());
        terms
    }
}

/// FTS5's language. Every token is quoted and holds no quote.
fn fts5(terms: &[Vec<(String, bool)>]) -> String {
    render(terms, " AND ", " OR ", |(text, prefix)| {
        format!("\"{text}\"{}", if *prefix { " *" } else { "" })
    })
}

/// PostgreSQL's language, to be cast, not parsed as text. Every token is quoted and holds no quote.
fn tsquery(terms: &[Vec<(String, bool)>]) -> String {
    render(terms, " & ", " | ", |(text, prefix)| {
        format!("'{text}'{}", if *prefix { ":*" } else { "" })
    })
}

fn render(
    terms: &[Vec<(String, bool)>],
    and: &str,
    or: &str,
    term: impl Fn(&(String, bool)) -> String,
) -> String {
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
