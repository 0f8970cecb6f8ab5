//! Undo: a record goes back to an earlier version, or a whole batch is taken back.

use crate::audit::{Verb, links_from_json};
use crate::db::Query;
use crate::error::{Result, StoreError};
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::ids::BatchId;
use domain::record::Kind;
use jiff::Timestamp;
use uuid::Uuid;

/// Writes that were made together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// By which it is undone.
    pub id: BatchId,
    /// What for, such as `import.confirm`.
    pub intention: String,
    /// When.
    pub at: Timestamp,
    /// How many records it touched.
    pub records: i64,
    /// Whether its last record was changed since, at the latest by an undo.
    pub touched_since: bool,
}

impl Tx {
    /// Writes the record as it was at an earlier version, as a new version. Version 0 stands for
    /// the time before it was made: the record is deleted.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is not at the expected version any more,
    /// [`StoreError::Missing`] when it or the version is not there or was erased.
    pub async fn revert(&mut self, kind: Kind, id: Uuid, expected: i64, to: i64) -> Result<i64> {
        self.flush_audit().await?;
        let mut raw = self.current(kind, id, expected).await?;
        let now = self.stamp().micros();
        if to == 0 {
            raw.deleted_at = Some(now);
        } else {
            let snapshot = self.snapshot(kind, id, to).await?;
            let (links, deleted) = links_from_json(&snapshot.links)?;
            raw.links = links;
            raw.body = snapshot.body;
            raw.deleted_at = deleted.then_some(now);
        }
        let verb = if raw.deleted_at.is_some() {
            Verb::Delete
        } else {
            Verb::Update
        };
        Ok(self.write_raw(verb, kind, raw).await?.version)
    }

    /// Takes back every change of a batch, the last first. All or nothing.
    ///
    /// # Errors
    /// [`StoreError::ChangedSince`] names the first record that was changed after the batch;
    /// [`StoreError::Missing`] when there is no such batch.
    pub async fn undo_batch(&mut self, batch: BatchId) -> Result<u64> {
        self.flush_audit().await?;
        let query = Query::new(
            "SELECT kind, record_id, MIN(record_version), MAX(record_version) FROM audit_entry \
             WHERE agency_id = ",
        )
        .id(self.agency())
        .sql(" AND batch_id = ")
        .id(batch)
        .sql(" AND record_version IS NOT NULL GROUP BY kind, record_id ORDER BY MAX(seq) DESC");
        let rows = self.fetch(query).await?;
        if rows.is_empty() {
            return Err(StoreError::Missing);
        }
        for row in &rows {
            let kind: String = row.get(0)?;
            let kind = Kind::from_code(&kind).ok_or(StoreError::Missing)?;
            let id: Uuid = row.get(1)?;
            let (first, last): (i64, i64) = (row.get(2)?, row.get(3)?);
            match self.revert(kind, id, last, first - 1).await {
                Err(StoreError::Conflict(_)) => {
                    return Err(StoreError::ChangedSince {
                        table: kind.table(),
                        id,
                    });
                }
                other => other?,
            };
        }
        Ok(rows.len() as u64)
    }
}

impl Reader {
    /// The records that a batch touched, each once, the last touched first; empty for an
    /// unknown batch.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batch_records(&mut self, batch: BatchId) -> Result<Vec<(Kind, Uuid)>> {
        let query = Query::new("SELECT kind, record_id FROM audit_entry WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND batch_id = ")
            .id(batch)
            .sql(" AND record_version IS NOT NULL GROUP BY kind, record_id ORDER BY MAX(seq) DESC");
        let mut records = Vec::new();
        for row in self.fetch(query).await? {
            let kind: String = row.get(0)?;
            let kind = Kind::from_code(&kind).ok_or(StoreError::Missing)?;
            records.push((kind, row.get(1)?));
        }
        Ok(records)
    }

    /// The batch that made a version of a record, if one did.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batch_of(
        &mut self,
        kind: Kind,
        record: Uuid,
        version: i64,
    ) -> Result<Option<BatchId>> {
        let query = Query::new("SELECT batch_id FROM audit_entry WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND record_id = ")
            .bind(record)
            .sql(" AND kind = ")
            .bind(kind.code())
            .sql(" AND record_version = ")
            .bind(version)
            .sql(" AND batch_id IS NOT NULL");
        let row = self.first(query).await?;
        row.map(|row| row.id(0)).transpose()
    }

    /// The newest batches of a mission, the last first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn batches(&mut self, mission: Uuid, limit: i64) -> Result<Vec<Batch>> {
        let query = Query::new(
            "SELECT batch_id, MIN(intention), MIN(at) FROM audit_entry WHERE agency_id = ",
        )
        .id(self.agency)
        .sql(" AND mission_id = ")
        .bind(mission)
        .sql(" AND batch_id IS NOT NULL GROUP BY batch_id ORDER BY MAX(seq) DESC LIMIT ")
        .bind(limit);
        let mut batches = Vec::new();
        for row in self.fetch(query).await? {
            let id: BatchId = row.id(0)?;
            let (records, touched_since) = self.standing(id).await?;
            batches.push(Batch {
                id,
                intention: row.get(1)?,
                at: moment(row.get(2)?),
                records,
                touched_since,
            });
        }
        Ok(batches)
    }

    /// How many records a batch touched, and whether the last of them was changed since.
    async fn standing(&mut self, batch: BatchId) -> Result<(i64, bool)> {
        let query =
            Query::new("SELECT COUNT(DISTINCT record_id) FROM audit_entry WHERE agency_id = ")
                .id(self.agency)
                .sql(" AND batch_id = ")
                .id(batch);
        let records = match self.first(query).await? {
            Some(row) => row.get(0)?,
            None => 0,
        };
        let query =
            Query::new("SELECT record_id, record_version FROM audit_entry WHERE agency_id = ")
                .id(self.agency)
                .sql(" AND batch_id = ")
                .id(batch)
                .sql(" AND record_version IS NOT NULL ORDER BY seq DESC LIMIT 1");
        let Some(row) = self.first(query).await? else {
            return Ok((records, true));
        };
        let (record, version): (Uuid, i64) = (row.get(0)?, row.get(1)?);
        let query = Query::new("SELECT COUNT(*) FROM audit_entry WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND record_id = ")
            .bind(record)
            .sql(" AND record_version > ")
            .bind(version);
        let later: i64 = match self.first(query).await? {
            Some(row) => row.get(0)?,
            None => 0,
        };
        Ok((records, later > 0))
    }
}
