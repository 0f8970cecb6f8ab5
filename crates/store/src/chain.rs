//! The hash chain under the audit trail: its end, how an entry is hashed, and the walk that
//! proves it whole.

use crate::audit::{COLUMNS, Entry, Snapshot, Verb, entry};
use crate::db::{Engine, Link, Query, Row, Value};
use crate::error::{Result, StoreError};
use crate::tx::Reader;
use domain::ids::{AgencyId, TypedId};
use domain::record::Kind;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The end of an agency's chain while a transaction holds it.
pub(crate) struct Chain {
    start: i64,
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) waiting: Vec<Vec<Value>>,
}

impl Chain {
    /// Takes the end of the chain, so that writers of one agency queue here and nowhere later.
    pub(crate) async fn take(link: &mut Link, agency: AgencyId) -> Result<Self> {
        let mut query =
            Query::new("SELECT seq, hash FROM audit_head WHERE agency_id = ").id(agency);
        if link.engine() == Engine::Postgres {
            query = query.sql(" FOR UPDATE");
        }
        let row = link.first(query).await?.ok_or(StoreError::Missing)?;
        let seq = row.get(0)?;
        Ok(Self {
            start: seq,
            seq,
            hash: row.get(1)?,
            waiting: Vec::new(),
        })
    }

    /// Writes the new end.
    pub(crate) async fn give_back(self, link: &mut Link, agency: AgencyId) -> Result<()> {
        if self.seq == self.start {
            return Ok(());
        }
        let query = Query::new("UPDATE audit_head SET seq = ")
            .bind(self.seq)
            .sql(", hash = ")
            .bind(self.hash)
            .sql(" WHERE agency_id = ")
            .id(agency)
            .sql(" AND seq = ")
            .bind(self.start);
        match link.execute(query).await? {
            1 => Ok(()),
            _ => Err(StoreError::Transient("the audit chain moved on".into())),
        }
    }
}

/// The fields of an event in their order, each with its length before it, so that no two
/// different events have the same bytes.
struct Canon(Sha256);

impl Canon {
    fn after(previous: &[u8]) -> Self {
        Self(Sha256::new().chain_update(previous))
    }

    fn field(mut self, bytes: &[u8]) -> Self {
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    fn maybe(self, bytes: Option<&[u8]>) -> Self {
        match bytes {
            Some(bytes) => self.field(&[1]).field(bytes),
            None => self.field(&[0]),
        }
    }

    fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}

pub(crate) fn payload_hash(salt: &[u8], after: &Snapshot) -> Vec<u8> {
    Canon(Sha256::new())
        .field(salt)
        .field(after.links.as_bytes())
        .field(after.body.as_bytes())
        .finish()
}

/// The hash of an entry: everything in it but the payload, of which only the hash goes in.
pub(crate) fn entry_hash(
    previous: &[u8],
    agency: AgencyId,
    entry: &Entry,
    payload: Option<&[u8]>,
) -> Vec<u8> {
    Canon::after(previous)
        .field(agency.uuid().as_bytes())
        .field(&entry.seq.to_le_bytes())
        .field(&entry.at.as_microsecond().to_le_bytes())
        .maybe(
            entry
                .user
                .map(|u| u.uuid())
                .as_ref()
                .map(|u| &u.as_bytes()[..]),
        )
        .field(entry.door.as_bytes())
        .field(entry.request.as_bytes())
        .field(entry.intention.as_bytes())
        .field(entry.verb.code().as_bytes())
        .field(entry.kind.map_or("", Kind::code).as_bytes())
        .maybe(entry.record.as_ref().map(|u| &u.as_bytes()[..]))
        .field(&entry.version.unwrap_or(0).to_le_bytes())
        .maybe(entry.mission.as_ref().map(|u| &u.as_bytes()[..]))
        .maybe(
            entry
                .batch
                .map(|u| u.uuid())
                .as_ref()
                .map(|u| &u.as_bytes()[..]),
        )
        .field(entry.note.as_bytes())
        .maybe(payload)
        .finish()
}

impl Reader {
    /// Walks the whole chain of this agency. Returns how many entries it holds.
    ///
    /// # Errors
    /// [`StoreError::BrokenChain`] at the first entry that was changed, moved, added or removed.
    pub async fn verify_chain(&mut self) -> Result<i64> {
        let agency = self.agency;
        let mut previous = vec![0; 32];
        let mut seq = 0;
        let mut erased: Vec<(String, Uuid, i64)> = Vec::new();
        loop {
            let query = Query::new("SELECT ")
                .sql(COLUMNS)
                .sql(" FROM audit_entry WHERE agency_id = ")
                .id(agency)
                .sql(" AND seq > ")
                .bind(seq)
                .sql(" ORDER BY seq LIMIT 1000");
            let rows = self.fetch(query).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                seq += 1;
                let found = entry(row)?;
                previous = check(agency, &previous, seq, &found, row)?;
                note_erasure(&mut erased, &found);
            }
        }
        if let Some((_, _, at)) = erased.first() {
            return Err(broken(
                agency,
                *at,
                "a body was removed without an entry about it",
            ));
        }
        let (head, hash) = self.trail_head().await?;
        if head != seq || hash != previous {
            return Err(broken(agency, seq.min(head) + 1, "the end does not fit"));
        }
        Ok(seq)
    }
}

fn broken(agency: AgencyId, seq: i64, reason: &'static str) -> StoreError {
    StoreError::BrokenChain {
        agency: agency.uuid(),
        seq,
        reason,
    }
}

/// Checks one entry against the hash before it; returns its own hash.
fn check(agency: AgencyId, previous: &[u8], seq: i64, entry: &Entry, row: &Row) -> Result<Vec<u8>> {
    if entry.seq != seq {
        return Err(broken(agency, seq, "an entry is missing"));
    }
    let salt: Option<Vec<u8>> = row.get(15)?;
    let payload: Option<Vec<u8>> = row.get(16)?;
    let stored: Vec<u8> = row.get(18)?;
    if let Some(after) = &entry.after {
        let hash = payload_hash(&salt.unwrap_or_default(), after);
        if payload.as_ref() != Some(&hash) {
            return Err(broken(agency, seq, "the body was changed"));
        }
    }
    let hash = entry_hash(previous, agency, entry, payload.as_deref());
    if hash != stored {
        return Err(broken(agency, seq, "the entry was changed"));
    }
    Ok(hash)
}

/// Keeps the list of removed bodies that no later entry explains.
fn note_erasure(open: &mut Vec<(String, Uuid, i64)>, entry: &Entry) {
    let (Some(kind), Some(record)) = (entry.kind, entry.record) else {
        return;
    };
    if entry.verb == Verb::Erase {
        open.retain(|(k, r, _)| (k.as_str(), *r) != (kind.code(), record));
    } else if entry.after.is_none() {
        open.push((kind.code().to_owned(), record, entry.seq));
    }
}
