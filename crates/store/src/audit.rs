//! The audit trail: one hash chain for each agency, written in the transaction of the write.
//!
//! `h(n) = SHA-256(h(n-1) ‖ event(n))`. The event holds only a salted hash of the record's body,
//! so that personal data can be erased from the trail without breaking the chain.

use crate::chain::{entry_hash, payload_hash};
use crate::db::{Query, Row, Value};
use crate::error::{Result, StoreError};
use crate::stamp::{Door, moment};
use crate::tx::{Reader, Tx};
use domain::ids::{BatchId, TypedId, UserId};
use domain::record::{Kind, Links};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    /// A record was made.
    Create,
    /// A record was changed.
    Update,
    /// A record was deleted; it can be brought back.
    Delete,
    /// A record was brought back.
    Undelete,
    /// A record's bodies were erased from the trail.
    Erase,
    /// Something that is not a record's change, such as a sign-in.
    Event,
}

impl Verb {
    const ALL: [Verb; 6] = [
        Verb::Create,
        Verb::Update,
        Verb::Delete,
        Verb::Undelete,
        Verb::Erase,
        Verb::Event,
    ];

    /// The word kept in the trail.
    pub fn code(self) -> &'static str {
        match self {
            Verb::Create => "create",
            Verb::Update => "update",
            Verb::Delete => "delete",
            Verb::Undelete => "undelete",
            Verb::Erase => "erase",
            Verb::Event => "event",
        }
    }

    fn from_code(code: &str) -> Option<Verb> {
        Verb::ALL.into_iter().find(|verb| verb.code() == code)
    }
}

/// The state of a record after a change: its links and its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The links, and whether it was deleted, as JSON.
    pub links: String,
    /// The body, as JSON.
    pub body: String,
}

/// One entry of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the agency's chain, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who, where known.
    pub user: Option<UserId>,
    /// Through which door.
    pub door: String,
    /// The request.
    pub request: String,
    /// The intention, such as `agreement.sign`.
    pub intention: String,
    /// What was done.
    pub verb: Verb,
    /// The kind of record, where one was touched.
    pub kind: Option<Kind>,
    /// The record.
    pub record: Option<Uuid>,
    /// The record's version after it.
    pub version: Option<i64>,
    /// The mission the record belongs to.
    pub mission: Option<Uuid>,
    /// The batch.
    pub batch: Option<BatchId>,
    /// A short remark for events.
    pub note: String,
    /// The record after it; nothing where the entry has none or it was erased.
    pub after: Option<Snapshot>,
    /// When the snapshot was erased.
    pub erased_at: Option<Timestamp>,
}

impl Entry {
    /// The door as a value.
    pub fn door(&self) -> Option<Door> {
        Door::from_code(&self.door)
    }
}

/// The body of an event that changed something: how it was and how it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Difference<T> {
    /// Before it; nothing for something new.
    pub before: Option<T>,
    /// After it; nothing for what is gone.
    pub after: Option<T>,
}

/// What a caller says about a change; the stamp adds the rest.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub verb: Verb,
    pub kind: Option<Kind>,
    pub record: Option<Uuid>,
    pub version: Option<i64>,
    pub mission: Option<Uuid>,
    pub note: String,
    pub after: Option<Snapshot>,
}

/// The links as the trail keeps them.
pub(crate) fn links_json(links: &Links, deleted: bool) -> Result<String> {
    Ok(serde_json::to_string(&(
        links.mission,
        links.parent,
        links.code.as_deref(),
        links.sort.as_deref(),
        deleted,
    ))?)
}

/// The links back from the trail.
pub(crate) fn links_from_json(text: &str) -> Result<(Links, bool)> {
    let (mission, parent, code, sort, deleted) = serde_json::from_str(text)?;
    Ok((
        Links {
            mission,
            parent,
            code,
            sort,
        },
        deleted,
    ))
}

pub(crate) const COLUMNS: &str = "seq, at, user_id, door, request, intention, verb, kind, record_id, \
     record_version, mission_id, batch_id, note, links, body, salt, payload_hash, erased_at, hash";

impl Tx {
    /// Adds an entry to the trail. It is sent to the database together with others of the
    /// transaction, at the latest with the commit.
    pub(crate) fn note_change(&mut self, change: Change) {
        let agency = self.reader.agency;
        let seq = self.chain.seq + 1;
        let entry = Entry {
            seq,
            at: moment(self.stamp.micros()),
            user: self.stamp.user,
            door: self.stamp.door.code().to_owned(),
            request: self.stamp.request.clone(),
            intention: self.stamp.intention.clone(),
            verb: change.verb,
            kind: change.kind,
            record: change.record,
            version: change.version,
            mission: change.mission,
            batch: self.stamp.batch,
            note: change.note,
            after: change.after,
            erased_at: None,
        };
        let salt = self.stamp.salt(seq);
        let payload = entry.after.as_ref().map(|after| payload_hash(&salt, after));
        let hash = entry_hash(&self.chain.hash, agency, &entry, payload.as_deref());
        let (links, body) = entry
            .after
            .map_or((None, None), |after| (Some(after.links), Some(after.body)));
        self.chain.waiting.push(vec![
            agency.uuid().into(),
            seq.into(),
            entry.at.as_microsecond().into(),
            entry.user.map(|u| u.uuid()).into(),
            entry.door.into(),
            entry.request.into(),
            entry.intention.into(),
            entry.verb.code().into(),
            entry.kind.map(Kind::code).into(),
            entry.record.into(),
            entry.version.into(),
            entry.mission.into(),
            entry.batch.map(|b| b.uuid()).into(),
            entry.note.into(),
            links.into(),
            body.into(),
            payload.as_ref().map(|_| salt.to_vec()).into(),
            payload.into(),
            Value::Int(None),
            hash.clone().into(),
        ]);
        self.chain.seq = seq;
        self.chain.hash = hash;
    }

    /// Adds something to the trail that is not a record's change: a sign-in, an export, a print.
    pub fn note_event(&mut self, mission: Option<Uuid>, note: impl Into<String>) {
        self.note_change(Change {
            verb: Verb::Event,
            kind: None,
            record: None,
            version: None,
            mission,
            note: note.into(),
            after: None,
        });
    }

    /// Adds a change of something that is no record, such as an account, with how it was and how
    /// it is. What is given here is read by everybody who may see the trail: no secrets.
    pub(crate) fn note_difference<T: Serialize>(
        &mut self,
        mission: Option<Uuid>,
        note: String,
        before: Option<&T>,
        after: Option<&T>,
    ) -> Result<()> {
        let body = serde_json::to_string(&Difference { before, after })?;
        self.note_change(Change {
            verb: Verb::Event,
            kind: None,
            record: None,
            version: None,
            mission,
            note,
            after: Some(Snapshot {
                links: links_json(&Links::default(), false)?,
                body,
            }),
        });
        Ok(())
    }

    /// Sends the waiting entries.
    pub(crate) async fn flush_audit(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.chain.waiting);
        for chunk in waiting.chunks(100) {
            let query = Query::new("INSERT INTO audit_entry (agency_id, ")
                .sql(COLUMNS)
                .sql(") VALUES ")
                .rows(chunk.iter().cloned());
            self.execute(query).await?;
        }
        Ok(())
    }

    /// Erases the bodies of one record from the trail, for a person who asks for it; the chain
    /// stays provable. Returns how many entries lost their body.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn erase_history(&mut self, kind: Kind, record: Uuid) -> Result<u64> {
        self.flush_audit().await?;
        let agency = self.agency();
        let query = Query::new(
            "UPDATE audit_entry SET links = NULL, body = NULL, salt = NULL, erased_at = ",
        )
        .bind(self.stamp.micros())
        .sql(" WHERE agency_id = ")
        .id(agency)
        .sql(" AND kind = ")
        .bind(kind.code())
        .sql(" AND record_id = ")
        .bind(record)
        .sql(" AND body IS NOT NULL");
        let erased = self.execute(query).await?;
        self.note_change(Change {
            verb: Verb::Erase,
            kind: Some(kind),
            record: Some(record),
            version: None,
            mission: None,
            note: String::new(),
            after: None,
        });
        Ok(erased)
    }
}

/// Which entries to show.
#[derive(Debug, Clone, Default)]
pub struct TrailFilter {
    /// Of one record.
    pub record: Option<(Kind, Uuid)>,
    /// Of one mission.
    pub mission: Option<Uuid>,
    /// Of one user.
    pub user: Option<UserId>,
    /// Of one batch.
    pub batch: Option<BatchId>,
    /// Only entries before this number: the next page.
    pub before: Option<i64>,
    /// At most so many; 100 when nothing is said.
    pub limit: Option<u32>,
}

impl Reader {
    /// Entries of the trail, the newest first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail(&mut self, filter: &TrailFilter) -> Result<Vec<Entry>> {
        let mut query = Query::new("SELECT ")
            .sql(COLUMNS)
            .sql(" FROM audit_entry WHERE agency_id = ")
            .id(self.agency);
        if let Some((kind, record)) = filter.record {
            query = query.sql(" AND kind = ").bind(kind.code());
            query = query.sql(" AND record_id = ").bind(record);
        }
        if let Some(mission) = filter.mission {
            query = query.sql(" AND mission_id = ").bind(mission);
        }
        if let Some(user) = filter.user {
            query = query.sql(" AND user_id = ").id(user);
        }
        if let Some(batch) = filter.batch {
            query = query.sql(" AND batch_id = ").id(batch);
        }
        if let Some(before) = filter.before {
            query = query.sql(" AND seq < ").bind(before);
        }
        query = query
            .sql(" ORDER BY seq DESC LIMIT ")
            .bind(i64::from(filter.limit.unwrap_or(100)));
        self.fetch(query).await?.iter().map(entry).collect()
    }

    /// Entries after this number, the oldest first: what changed since a page was drawn.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn trail_since(&mut self, seq: i64, limit: u32) -> Result<Vec<Entry>> {
        let query = Query::new("SELECT ")
            .sql(COLUMNS)
            .sql(" FROM audit_entry WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND seq > ")
            .bind(seq)
            .sql(" ORDER BY seq LIMIT ")
            .bind(i64::from(limit));
        self.fetch(query).await?.iter().map(entry).collect()
    }

    /// The number and hash of the newest entry: print it or send it elsewhere, and nobody can
    /// cut the end off the trail unseen.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such agency.
    pub async fn trail_head(&mut self) -> Result<(i64, Vec<u8>)> {
        let query =
            Query::new("SELECT seq, hash FROM audit_head WHERE agency_id = ").id(self.agency);
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        Ok((row.get(0)?, row.get(1)?))
    }

    /// The record as it was at a version, from the trail.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the trail has no such version or it was erased.
    pub async fn snapshot(&mut self, kind: Kind, record: Uuid, version: i64) -> Result<Snapshot> {
        let query = Query::new("SELECT links, body FROM audit_entry WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND kind = ")
            .bind(kind.code())
            .sql(" AND record_id = ")
            .bind(record)
            .sql(" AND record_version = ")
            .bind(version)
            .sql(" AND body IS NOT NULL");
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        Ok(Snapshot {
            links: row.get(0)?,
            body: row.get(1)?,
        })
    }
}

pub(crate) fn entry(row: &Row) -> Result<Entry> {
    let verb: String = row.get(6)?;
    let kind: Option<String> = row.get(7)?;
    let links: Option<String> = row.get(13)?;
    let body: Option<String> = row.get(14)?;
    Ok(Entry {
        seq: row.get(0)?,
        at: moment(row.get(1)?),
        user: row.get::<Option<Uuid>>(2)?.map(UserId::from_uuid),
        door: row.get(3)?,
        request: row.get(4)?,
        intention: row.get(5)?,
        verb: Verb::from_code(&verb).unwrap_or(Verb::Event),
        kind: kind.as_deref().and_then(Kind::from_code),
        record: row.get(8)?,
        version: row.get(9)?,
        mission: row.get(10)?,
        batch: row.get::<Option<Uuid>>(11)?.map(BatchId::from_uuid),
        note: row.get(12)?,
        after: links
            .zip(body)
            .map(|(links, body)| Snapshot { links, body }),
        erased_at: row.get::<Option<i64>>(17)?.map(moment),
    })
}
