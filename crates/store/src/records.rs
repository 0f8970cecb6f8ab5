//! Records of every kind: insert, read, list, change, delete, bring back.
//!
//! All kinds have tables of one form, so one set of functions serves them all. Every write
//! leaves an audit entry in the same transaction; every read checks the body's digest.

use crate::audit::{Change, Snapshot, Verb, links_json};
use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError, Theirs};
use crate::filter::{Filter, Key, Order, Place};
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::ids::{AgencyId, TypedId};
use domain::record::{Kind, Links, Record, Stored};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: &str = "id, mission_id, parent_id, code, sort_key, version, body, digest, \
     created_at, updated_at, deleted_at";

/// A row of a record's table before its body becomes a type; its digest was checked.
#[derive(Debug, Clone)]
pub(crate) struct Raw {
    pub id: Uuid,
    pub links: Links,
    pub version: i64,
    pub body: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub deleted_at: Option<i64>,
}

impl Raw {
    fn from_row(kind: Kind, row: &Row) -> Result<Self> {
        let raw = Self {
            id: row.get(0)?,
            links: Links {
                mission: row.get(1)?,
                parent: row.get(2)?,
                code: row.get(3)?,
                sort: Some(row.get(4)?),
            },
            version: row.get(5)?,
            body: row.get(6)?,
            created_at: row.get(8)?,
            updated_at: row.get(9)?,
            deleted_at: row.get(10)?,
        };
        let digest: Vec<u8> = row.get(7)?;
        if digest != digest_of(&raw.body) {
            return Err(StoreError::Damaged {
                table: kind.table(),
                id: raw.id,
            });
        }
        Ok(raw)
    }

    fn typed<R: Record>(self, agency: AgencyId) -> Result<Stored<R>> {
        Ok(Stored {
            agency,
            record: serde_json::from_str(&self.body)?,
            version: self.version,
            created_at: moment(self.created_at),
            updated_at: moment(self.updated_at),
            deleted_at: self.deleted_at.map(moment),
        })
    }

    fn theirs(self, kind: Kind) -> StoreError {
        StoreError::Conflict(Box::new(Theirs {
            kind,
            id: self.id,
            version: self.version,
            body: self.body,
        }))
    }

    fn place(&self, order: Order) -> Place {
        Place {
            key: match order {
                Order::SortKey => Key::Text(self.links.sort.clone().unwrap_or_default()),
                Order::Created => Key::Micros(self.created_at),
                Order::Updated => Key::Micros(self.updated_at),
            },
            id: self.id,
        }
    }
}

/// The digest kept beside a body.
pub(crate) fn digest_of(body: &str) -> Vec<u8> {
    Sha256::digest(body).to_vec()
}

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<R> {
    /// The records.
    pub records: Vec<Stored<R>>,
    /// Where the next page starts; nothing when this was the last.
    pub next: Option<Place>,
}

impl Reader {
    /// The record, unless it is missing, deleted or another agency's.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or [`StoreError::Damaged`] when its digest does not match.
    pub async fn get<R: Record>(&mut self, id: R::Id) -> Result<Stored<R>> {
        let stored = self.find::<R>(id).await?.ok_or(StoreError::Missing)?;
        if stored.is_deleted() {
            return Err(StoreError::Missing);
        }
        Ok(stored)
    }

    /// The record, also when it is deleted.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when its digest does not match.
    pub async fn find<R: Record>(&mut self, id: R::Id) -> Result<Option<Stored<R>>> {
        let agency = self.agency;
        match self.raw(R::KIND, id.uuid()).await? {
            Some(raw) => Ok(Some(raw.typed(agency)?)),
            None => Ok(None),
        }
    }

    /// The record with this code, unless it is missing or deleted.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or [`StoreError::Damaged`] when its digest does not match.
    pub async fn by_code<R: Record>(&mut self, code: &str) -> Result<Stored<R>> {
        let filter = Filter {
            codes: Some(vec![code.to_owned()]),
            ..Filter::default()
        };
        let found = self.list::<R>(&filter).await?;
        found.into_iter().next().ok_or(StoreError::Missing)
    }

    /// These records by their ids, in one query; missing and deleted ones are left out.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a digest does not match.
    pub async fn get_many<R: Record>(
        &mut self,
        ids: &[R::Id],
    ) -> Result<HashMap<R::Id, Stored<R>>> {
        let mut found = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(1024) {
            let filter = Filter {
                ids: Some(chunk.iter().map(TypedId::uuid).collect()),
                ..Filter::default()
            };
            for stored in self.list::<R>(&filter).await? {
                found.insert(stored.record.id(), stored);
            }
        }
        Ok(found)
    }

    /// All records that the filter lets through, in one query.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a digest does not match.
    pub async fn list<R: Record>(&mut self, filter: &Filter) -> Result<Vec<Stored<R>>> {
        let agency = self.agency;
        let rows = self.rows(R::KIND, filter).await?;
        rows.into_iter().map(|raw| raw.typed(agency)).collect()
    }

    /// The records of a kind that are not deleted and mention an id anywhere. Reads the whole
    /// table: for work that is rare and must miss nothing.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a digest does not match.
    pub async fn mentioning<R: Record>(&mut self, id: Uuid) -> Result<Vec<Stored<R>>> {
        let (agency, kind) = (self.agency, R::KIND);
        let query = Query::new("SELECT ")
            .sql(COLUMNS)
            .sql(" FROM ")
            .sql(kind.table())
            .sql(" WHERE agency_id = ")
            .id(agency)
            .sql(" AND deleted_at IS NULL AND body LIKE ")
            .bind(format!("%{id}%"))
            .sql(" ORDER BY id");
        let rows = self.fetch(query).await?;
        self.tally.records(rows.len());
        let typed = |row: &Row| Raw::from_row(kind, row)?.typed(agency);
        rows.iter().map(typed).collect()
    }

    /// One page of a list: at most `filter.limit` records (100 when nothing is said).
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when a digest does not match.
    pub async fn page<R: Record>(&mut self, filter: &Filter) -> Result<Page<R>> {
        let agency = self.agency;
        let limit = filter.limit.unwrap_or(100);
        let one_more = Filter {
            limit: Some(limit.saturating_add(1)),
            ..filter.clone()
        };
        let mut rows = self.rows(R::KIND, &one_more).await?;
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows
            .last()
            .filter(|_| more)
            .map(|raw| raw.place(filter.order));
        let records = rows
            .into_iter()
            .map(|raw| raw.typed(agency))
            .collect::<Result<_>>()?;
        Ok(Page { records, next })
    }

    /// How many records the filter lets through; page and limit play no part.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count<R: Record>(&mut self, filter: &Filter) -> Result<i64> {
        let query = Query::new("SELECT COUNT(*) FROM ")
            .sql(R::KIND.table())
            .sql(" WHERE agency_id = ")
            .id(self.agency);
        match self.first(filter.conditions(query)).await? {
            Some(row) => row.get(0),
            None => Ok(0),
        }
    }

    async fn rows(&mut self, kind: Kind, filter: &Filter) -> Result<Vec<Raw>> {
        let query = Query::new("SELECT ")
            .sql(COLUMNS)
            .sql(" FROM ")
            .sql(kind.table())
            .sql(" WHERE agency_id = ")
            .id(self.agency);
        let query = filter.page_of(filter.conditions(query));
        let rows = self.fetch(query).await?;
        self.tally.records(rows.len());
        rows.iter().map(|row| Raw::from_row(kind, row)).collect()
    }

    pub(crate) async fn raw(&mut self, kind: Kind, id: Uuid) -> Result<Option<Raw>> {
        let query = Query::new("SELECT ")
            .sql(COLUMNS)
            .sql(" FROM ")
            .sql(kind.table())
            .sql(" WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND id = ")
            .bind(id);
        match self.first(query).await? {
            Some(row) => {
                self.tally.records(1);
                Ok(Some(Raw::from_row(kind, &row)?))
            }
            None => Ok(None),
        }
    }
}

impl Tx {
    /// Keeps a new record as version 1.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when its id or code exists, [`StoreError::Dangling`] when its
    /// mission or parent does not.
    pub async fn insert<R: Record>(&mut self, record: &R) -> Result<Stored<R>> {
        self.insert_many(std::slice::from_ref(record)).await?;
        Ok(Stored {
            agency: self.agency(),
            record: record.clone(),
            version: 1,
            created_at: self.stamp.at,
            updated_at: self.stamp.at,
            deleted_at: None,
        })
    }

    /// Keeps many new records in few statements.
    ///
    /// # Errors
    /// As [`Tx::insert`]; the transaction must be given up then.
    pub async fn insert_many<R: Record>(&mut self, records: &[R]) -> Result<()> {
        let now = self.stamp.micros();
        for chunk in records.chunks(100) {
            let mut rows = Vec::with_capacity(chunk.len());
            for record in chunk {
                let links = record.links();
                let body = serde_json::to_string(record)?;
                rows.push(vec![
                    id(self.agency()),
                    id(record.id()),
                    links.mission.into(),
                    links.parent.into(),
                    links.code.clone().into(),
                    links.sort.clone().unwrap_or_default().into(),
                    Value::Int(Some(1)),
                    body.clone().into(),
                    digest_of(&body).into(),
                    now.into(),
                    now.into(),
                    Value::Int(None),
                ]);
                self.note_record(Verb::Create, R::KIND, record.id().uuid(), (1, &links, body))?;
            }
            let query = Query::new("INSERT INTO ")
                .sql(R::KIND.table())
                .sql(" (agency_id, ")
                .sql(COLUMNS)
                .sql(") VALUES ")
                .rows(rows);
            self.execute(query).await?;
        }
        Ok(())
    }

    /// Changes a record that is still at the version the caller saw.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] with the other side when somebody was faster,
    /// [`StoreError::Missing`] when it is not there, deleted or another agency's.
    pub async fn update<R: Record>(&mut self, record: &R, expected: i64) -> Result<Stored<R>> {
        let old = self.current(R::KIND, record.id().uuid(), expected).await?;
        if old.deleted_at.is_some() {
            return Err(StoreError::Missing);
        }
        let next = Raw {
            links: record.links(),
            body: serde_json::to_string(record)?,
            ..old
        };
        self.write_raw(Verb::Update, R::KIND, next)
            .await?
            .typed(self.agency())
    }

    /// Deletes a record; [`Tx::undelete`] brings it back.
    ///
    /// # Errors
    /// As [`Tx::update`].
    pub async fn delete<R: Record>(&mut self, id: R::Id, expected: i64) -> Result<Stored<R>> {
        let mut raw = self.current(R::KIND, id.uuid(), expected).await?;
        if raw.deleted_at.is_some() {
            return Err(StoreError::Missing);
        }
        raw.deleted_at = Some(self.stamp.micros());
        self.write_raw(Verb::Delete, R::KIND, raw)
            .await?
            .typed(self.agency())
    }

    /// Brings a deleted record back as it was.
    ///
    /// # Errors
    /// As [`Tx::update`]; [`StoreError::Missing`] also when it is not deleted.
    pub async fn undelete<R: Record>(&mut self, id: R::Id, expected: i64) -> Result<Stored<R>> {
        let mut raw = self.current(R::KIND, id.uuid(), expected).await?;
        if raw.deleted_at.take().is_none() {
            return Err(StoreError::Missing);
        }
        self.write_raw(Verb::Undelete, R::KIND, raw)
            .await?
            .typed(self.agency())
    }

    /// The row as it is, if it is at the expected version.
    pub(crate) async fn current(&mut self, kind: Kind, id: Uuid, expected: i64) -> Result<Raw> {
        let raw = self.raw(kind, id).await?.ok_or(StoreError::Missing)?;
        if raw.version != expected {
            return Err(raw.theirs(kind));
        }
        Ok(raw)
    }

    /// Writes a changed row over its version and notes it; the version counts on.
    pub(crate) async fn write_raw(&mut self, verb: Verb, kind: Kind, mut raw: Raw) -> Result<Raw> {
        let query = Query::new("UPDATE ")
            .sql(kind.table())
            .sql(" SET mission_id = ")
            .bind(raw.links.mission)
            .sql(", parent_id = ")
            .bind(raw.links.parent)
            .sql(", code = ")
            .bind(raw.links.code.clone())
            .sql(", sort_key = ")
            .bind(raw.links.sort.clone().unwrap_or_default())
            .sql(", version = version + 1, body = ")
            .bind(raw.body.as_str())
            .sql(", digest = ")
            .bind(digest_of(&raw.body))
            .sql(", updated_at = ")
            .bind(self.stamp.micros())
            .sql(", deleted_at = ")
            .bind(raw.deleted_at)
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .bind(raw.id)
            .sql(" AND version = ")
            .bind(raw.version);
        if self.execute(query).await? != 1 {
            return Err(StoreError::Transient("the row changed meanwhile".into()));
        }
        raw.version += 1;
        raw.updated_at = self.stamp.micros();
        let after = Snapshot {
            links: links_json(&raw.links, raw.deleted_at.is_some())?,
            body: raw.body.clone(),
        };
        self.note_change(Change {
            verb,
            kind: Some(kind),
            record: Some(raw.id),
            version: Some(raw.version),
            mission: mission_of(kind, raw.id, &raw.links),
            note: String::new(),
            after: Some(after),
        });
        Ok(raw)
    }

    fn note_record(
        &mut self,
        verb: Verb,
        kind: Kind,
        record: Uuid,
        (version, links, body): (i64, &Links, String),
    ) -> Result<()> {
        let after = Snapshot {
            links: links_json(links, false)?,
            body,
        };
        self.note_change(Change {
            verb,
            kind: Some(kind),
            record: Some(record),
            version: Some(version),
            mission: mission_of(kind, record, links),
            note: String::new(),
            after: Some(after),
        });
        Ok(())
    }
}

/// The mission under which an entry is found: a mission's own changes belong to it as well.
fn mission_of(kind: Kind, record: Uuid, links: &Links) -> Option<Uuid> {
    match kind {
        Kind::Mission => Some(record),
        _ => links.mission,
    }
}
