//! The search index: documents of tokens, found by groups of alternatives.
//!
//! The tokens are made by `names`. Filters (agency, kind, mission; of parties also what sort, which
//! country, and whether anybody has identified them) are tokens as well, marked by a sign that no
//! ordinary token can hold, so that the index narrows by all of them at once.
//! Beside the tokens stands what a hit shows, so that no record needs to be read for it.

mod terms;
mod write;

use crate::db::{Engine, Query};
use crate::directory::Narrowing;
use crate::error::{Result, StoreError};
use crate::filter::one_of;
use crate::tx::Reader;
use domain::ids::TypedId;
use domain::record::Kind;
use names::{Closeness, Group};
use std::collections::{BTreeMap, HashMap, HashSet};
use terms::{Terms, fts5, narrowed, tsquery, typed};
use uuid::Uuid;

pub(crate) use write::put_documents;

/// How many hits are ranked at least; a search that finds fewer is complete.
const RANKED: usize = 200;
/// Ids that one statement names.
const NAMED: usize = 8_000;

/// Something that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchDocument {
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub record: Uuid,
    /// Its mission, if it belongs to one.
    pub mission: Option<Uuid>,
    /// All its names as [`names::spelt`] writes them.
    pub spelt: String,
    /// What a hit shows: whatever the caller likes to have back.
    pub card: String,
    /// By what it is found.
    pub tokens: Vec<String>,
    /// Its line in the directory, where it is a party.
    pub line: Option<crate::directory::Line>,
}

/// What is looked for: every group must be found.
#[derive(Debug, Clone, Default)]
pub struct SearchQuery<'a> {
    /// The groups of alternatives, as `names` makes them.
    pub groups: &'a [Group],
    /// What was typed, where it was a name: hits that are no true answer are left out, whole
    /// names come first, begun ones second.
    pub typed: Option<&'a names::Query>,
    /// Only these kinds; none means all.
    pub kinds: &'a [Kind],
    /// Only this mission (and what belongs to no mission, such as people).
    pub mission: Option<Uuid>,
    /// Only parties that are so.
    pub narrowing: Narrowing<'a>,
    /// Only these records; nothing said means all.
    pub among: Option<&'a [Uuid]>,
    /// At most so many.
    pub limit: usize,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hit {
    /// The kind of record.
    pub kind: Kind,
    /// The record.
    pub record: Uuid,
    /// Its mission.
    pub mission: Option<Uuid>,
}

/// A hit with its place among the others.
struct Ranked {
    /// How close it is to what was typed, then its kind; nothing where no name was typed.
    place: Option<(Closeness, Kind)>,
    length: i64,
    spelt: String,
    hit: Hit,
}

impl Ranked {
    fn order(&self) -> (Option<(Closeness, Kind)>, i64, &str, Uuid) {
        (self.place, self.length, &self.spelt, self.hit.record)
    }
}

impl Reader {
    /// What is found, the closest first: whole names before begun ones (where a name was typed),
    /// then parties and missions before what they did, then the fewer other words a document has, the closer it is. A question without a group
    /// finds nothing. Of very many hits only some are ranked, but whole names never miss.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn search(&mut self, asked: &SearchQuery<'_>) -> Result<Vec<Hit>> {
        let all_found = asked.groups.iter().all(|g| !g.alternatives.is_empty());
        if asked.groups.is_empty() || !all_found {
            return Ok(Vec::new());
        }
        let mut ranked = Vec::new();
        if let Some(whole) = asked.typed.and_then(names::Query::whole_token) {
            let whole = vec![vec![(terms::clean(&whole), false)]];
            self.find_all(whole, asked, &mut ranked).await?;
        }
        self.find_all(typed(asked), asked, &mut ranked).await?;
        let mut seen = HashSet::new();
        ranked.retain(|one| seen.insert((one.hit.kind, one.hit.record)));
        ranked.sort_by(|a, b| a.order().cmp(&b.order()));
        ranked.truncate(asked.limit);
        Ok(ranked.into_iter().map(|one| one.hit).collect())
    }

    async fn find_all(
        &mut self,
        terms: Terms,
        asked: &SearchQuery<'_>,
        ranked: &mut Vec<Ranked>,
    ) -> Result<()> {
        // PostgreSQL has the agency as a column of the same table.
        let agency = self.engine().pick(Some(self.agency.uuid()), None);
        let terms = narrowed(terms, asked, agency);
        match asked.among {
            None => self.find_some(&terms, asked, None, ranked).await,
            Some(among) => {
                for some in among.chunks(NAMED) {
                    self.find_some(&terms, asked, Some(some), ranked).await?;
                }
                Ok(())
            }
        }
    }

    async fn find_some(
        &mut self,
        terms: &Terms,
        asked: &SearchQuery<'_>,
        among: Option<&[Uuid]>,
        ranked: &mut Vec<Ranked>,
    ) -> Result<()> {
        let query = self.asking(terms, asked, among);
        for row in self.fetch(query).await? {
            let code: String = row.get(0)?;
            let kind = Kind::from_code(&code)
                .ok_or_else(|| StoreError::Refused(format!("unknown kind {code}")))?;
            let spelt: String = row.get(4)?;
            let closeness = asked.typed.map(|typed| typed.closeness(&spelt));
            if closeness == Some(None) {
                continue;
            }
            ranked.push(Ranked {
                place: closeness.flatten().map(|closeness| (closeness, kind)),
                length: row.get(3)?,
                spelt,
                hit: Hit {
                    kind,
                    record: row.get(1)?,
                    mission: row.get(2)?,
                },
            });
        }
        Ok(())
    }

    fn asking(&self, terms: &Terms, asked: &SearchQuery<'_>, among: Option<&[Uuid]>) -> Query {
        let room = i64::try_from(asked.limit.max(RANKED)).unwrap_or(i64::MAX);
        let only = |query: Query| match among {
            Some(ids) => one_of(query.sql(" AND d.record_id IN "), ids.iter().copied()),
            None => query,
        };
        if self.engine() == Engine::Sqlite {
            let query = Query::new(
                "SELECT d.kind, d.record_id, d.mission_id, d.length, d.spelt FROM \
                 search_index CROSS JOIN search_document d ON d.docid = search_index.rowid WHERE \
                 search_index MATCH ",
            );
            return only(query.bind(fts5(terms))).sql(" LIMIT ").bind(room);
        }
        let query = Query::new(
            "SELECT d.kind, d.record_id, d.mission_id, d.length, d.spelt FROM search_document d \
             WHERE d.agency_id = ",
        );
        let query = query.id(self.agency).sql(" AND d.vector @@ CAST(");
        let query = only(query.bind(tsquery(terms)).sql(" AS tsquery)"));
        // The best plan depends on how common a word is: a common one is found soonest by reading
        // on until enough are found. That may read everything in vain where two common words never
        // stand together, so only one word is looked for like that.
        let query = if terms.len() > 1 || among.is_some() {
            query.around("WITH found AS MATERIALIZED (", ") SELECT * FROM found")
        } else {
            query
        };
        query.sql(" LIMIT ").bind(room).planned_anew()
    }

    /// What these hits show.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn cards<'a>(
        &mut self,
        hits: impl IntoIterator<Item = &'a Hit>,
    ) -> Result<HashMap<Uuid, String>> {
        let mut of_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
        for hit in hits {
            of_kind.entry(hit.kind).or_default().push(hit.record);
        }
        let mut cards = HashMap::new();
        for (kind, ids) in of_kind {
            let query =
                Query::new("SELECT record_id, card FROM search_document WHERE agency_id = ")
                    .id(self.agency)
                    .sql(" AND kind = ")
                    .bind(kind.code())
                    .sql(" AND record_id IN ");
            for row in self.fetch(one_of(query, ids)).await? {
                cards.insert(row.get(0)?, row.get(1)?);
            }
        }
        Ok(cards)
    }

    /// Which edition of its search index and directory the agency has; 0 for none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn search_edition(&mut self) -> Result<i64> {
        let query = Query::new("SELECT value FROM counter WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND name = ")
            .bind(EDITION);
        let row = self.first(query).await?;
        row.map_or(Ok(0), |row| row.get(0))
    }
}

/// The counter that holds the edition of the index.
const EDITION: &str = "search_edition";

impl crate::tx::Tx {
    /// Notes which edition of its search index and directory the agency has from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn set_search_edition(&mut self, edition: i64) -> Result<()> {
        let query = Query::new("INSERT INTO counter (agency_id, name, value) VALUES ")
            .row([crate::db::id(self.agency()), EDITION.into(), edition.into()])
            .sql(" ON CONFLICT (agency_id, name) DO UPDATE SET value = excluded.value");
        self.execute(query).await.map(|_| ())
    }
}
