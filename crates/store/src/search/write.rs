//! Makes records findable and unfindable.

use crate::db::{Engine, Link, Query, Value, id};
use crate::error::Result;
use crate::filter::one_of;
use crate::search::SearchDocument;
use crate::search::terms::{agency_token, clean, kind_token, line_tokens, mission_token};
use crate::tx::Tx;
use domain::ids::TypedId;
use domain::record::Kind;
use uuid::Uuid;

/// Documents written by one statement.
const AT_ONCE: usize = 100;

impl SearchDocument {
    fn index_text(&self, agency: Uuid) -> (String, i64) {
        let mut tokens: Vec<String> = self.tokens.iter().map(|t| clean(t)).collect();
        tokens.retain(|t| !t.is_empty());
        let whole = names::whole_tokens(&self.spelt).map(|t| clean(&t));
        tokens.sort_unstable();
        tokens.dedup();
        let length = i64::try_from(tokens.len()).unwrap_or(i64::MAX);
        tokens.extend(whole);
        tokens.push(agency_token(agency));
        tokens.push(kind_token(self.kind));
        tokens.push(mission_token(self.mission));
        tokens.extend(self.line.iter().flat_map(line_tokens));
        (tokens.join(" "), length)
    }
}

impl Tx {
    /// Makes records findable, or changes by what they are found.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn index(&mut self, documents: &[SearchDocument]) -> Result<()> {
        self.indexed += documents.len();
        for chunk in documents.chunks(AT_ONCE) {
            if self.engine() == Engine::Sqlite {
                for kind in Kind::ALL {
                    let of_kind = chunk.iter().filter(|d| d.kind == kind);
                    let ids: Vec<Uuid> = of_kind.map(|d| d.record).collect();
                    if !ids.is_empty() {
                        self.remove_documents(kind, &ids).await?;
                    }
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
                    length.into(),
                    document.spelt.as_str().into(),
                    document.card.as_str().into(),
                    tokens.into(),
                ]
            });
            put_documents(&mut self.reader.link, rows.collect()).await?;
            self.put_lines(chunk).await?;
        }
        Ok(())
    }

    /// Makes records of a kind unfindable.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unindex(&mut self, kind: Kind, records: &[Uuid]) -> Result<()> {
        self.remove_documents(kind, records).await?;
        self.remove_lines(kind, records).await
    }

    async fn remove_documents(&mut self, kind: Kind, records: &[Uuid]) -> Result<()> {
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
        "INSERT INTO search_document (agency_id, kind, record_id, mission_id, length, spelt, \
         card, tokens) VALUES ",
    )
    .rows(rows);
    if link.engine() == Engine::Postgres {
        let query = query.sql(
            " ON CONFLICT (agency_id, kind, record_id) DO UPDATE SET \
             mission_id = excluded.mission_id, length = excluded.length, \
             spelt = excluded.spelt, card = excluded.card, tokens = excluded.tokens",
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
