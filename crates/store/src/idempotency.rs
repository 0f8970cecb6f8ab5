//! Answers already given: a repeated request is answered again, not carried out again.

use crate::db::Query;
use crate::error::{Result, StoreError};
use crate::tx::Tx;
use domain::ids::UserId;
use sha2::{Digest, Sha256};

/// What a request was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status, such as 303.
    pub status: i64,
    /// The body, or where it led to.
    pub response: Vec<u8>,
}

/// A request that says how it may be recognised.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Who asks: the same key of another user is another key.
    pub owner: UserId,
    /// The key the caller chose.
    pub key: &'a str,
    /// What is asked: method, path and body.
    pub content: &'a [u8],
}

impl Tx {
    /// The answer already given to this request, if any. Ask before anything is done; when there
    /// is one, commit and send it (the row is touched, so that the commit reaches the replicas).
    ///
    /// # Errors
    /// [`StoreError::KeyReused`] when the key was used for another request.
    pub async fn answer_given(&mut self, request: Request<'_>) -> Result<Option<Answer>> {
        let query = Query::new("UPDATE idempotency SET touched_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND owner_id = ")
            .id(request.owner)
            .sql(" AND key = ")
            .bind(request.key)
            .sql(" RETURNING request_hash, status, response");
        let Some(row) = self.first(query).await? else {
            return Ok(None);
        };
        let hash: Vec<u8> = row.get(0)?;
        if hash[..] != Sha256::digest(request.content)[..] {
            return Err(StoreError::KeyReused);
        }
        Ok(Some(Answer {
            status: row.get(1)?,
            response: row.get(2)?,
        }))
    }

    /// Keeps the answer, to be committed together with what the request did.
    ///
    /// # Errors
    /// [`StoreError::Transient`] when the same request is being carried out elsewhere: on the
    /// next try its answer is found.
    pub async fn keep_answer(&mut self, request: Request<'_>, answer: &Answer) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO idempotency (agency_id, owner_id, key, request_hash, status, response, \
             created_at, touched_at) VALUES ",
        )
        .row([
            crate::db::id(self.agency()),
            crate::db::id(request.owner),
            request.key.into(),
            Sha256::digest(request.content).to_vec().into(),
            answer.status.into(),
            answer.response.clone().into(),
            now.into(),
            now.into(),
        ]);
        match self.execute(query).await {
            Err(StoreError::Taken(_)) => Err(StoreError::Transient("the key is in use".into())),
            other => other.map(|_| ()),
        }
    }

    /// Forgets answers that nobody asked for since this moment (microseconds since 1970).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_answers(&mut self, before: jiff::Timestamp) -> Result<u64> {
        let query = Query::new("DELETE FROM idempotency WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND touched_at < ")
            .bind(before.as_microsecond());
        self.execute(query).await
    }
}
