//! The desk: one open transaction of one caller, on which records are laid and changed.

use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::index::document;
use crate::kept::Kept;
use crate::look::{fetch, fetch_all};
use crate::news::News;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{BatchId, MissionId, TypedId, UserId};
use domain::record::{Kind, Stored};
use serde::{Deserialize, Serialize};
use store::idempotency::{Answer, Request};
use store::search::SearchDocument;
use store::{Committed, Filter, Tx};
use uuid::Uuid;

/// What a door needs to know of a record it has just saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The record.
    pub id: Uuid,
    /// Its version now.
    pub version: i64,
}

/// One open transaction of one caller. Every act asks the access rule first.
pub struct Desk<'a> {
    app: &'a App,
    caller: &'a Caller,
    tx: Tx,
    news: Vec<News>,
}

impl<'a> Desk<'a> {
    pub(crate) fn open(app: &'a App, caller: &'a Caller, tx: Tx) -> Self {
        Self {
            app,
            caller,
            tx,
            news: Vec::new(),
        }
    }

    /// The office.
    pub fn app(&self) -> &'a App {
        self.app
    }

    /// Who works here.
    pub fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// The transaction, for what is not a record: accounts, jobs, blobs, counters.
    pub fn tx(&mut self) -> &mut Tx {
        &mut self.tx
    }

    /// One record that is not deleted.
    ///
    /// # Errors
    /// [`AppError::Missing`] also where the caller may not see it.
    pub async fn get<R: Kept>(&mut self, id: R::Id) -> Result<Stored<R>> {
        let stored = self.get_even_deleted::<R>(id).await?;
        if stored.is_deleted() {
            Err(AppError::Missing)
        } else {
            Ok(stored)
        }
    }

    /// One record, deleted or not.
    ///
    /// # Errors
    /// [`AppError::Missing`] also where the caller may not see it.
    pub async fn get_even_deleted<R: Kept>(&mut self, id: R::Id) -> Result<Stored<R>> {
        fetch(self.caller, &mut self.tx, id).await
    }

    /// All records that a filter lets through and the caller may see.
    ///
    /// # Errors
    /// When the caller may not see this kind of record at all.
    pub async fn list<R: Kept>(&mut self, filter: Filter) -> Result<Vec<Stored<R>>> {
        fetch_all(self.caller, &mut self.tx, &filter).await
    }

    /// Lays a new record down.
    ///
    /// # Errors
    /// When the caller may not, or a rule of the record refuses it.
    pub async fn create<R: Kept>(&mut self, record: R) -> Result<Saved> {
        self.caller
            .ask(Action::Create, Subject::Record(R::KIND), record.mission())?;
        record.check()?;
        let stored = self.tx.insert(&record).await?;
        self.after(&stored).await
    }

    /// Lays many new records down in few statements: imports. Open pages hear of one of them.
    ///
    /// # Errors
    /// When the caller may not, or a rule of a record refuses it.
    pub async fn create_all<R: Kept>(&mut self, records: &[R]) -> Result<()> {
        for record in records {
            self.caller
                .ask(Action::Create, Subject::Record(R::KIND), record.mission())?;
            record.check()?;
        }
        self.tx.insert_many(records).await?;
        let documents: Vec<SearchDocument> = records.iter().filter_map(document).collect();
        for chunk in documents.chunks(200) {
            self.tx.index(chunk).await?;
        }
        if let Some(last) = records.last() {
            self.announce(R::KIND, last.id().uuid(), last.mission());
        }
        Ok(())
    }

    /// Takes back everything that a batch wrote. The caller needs the right to delete what the
    /// batch made.
    ///
    /// # Errors
    /// A refusal when a record was changed after the batch, [`AppError::Missing`] when there is
    /// no such batch.
    pub async fn undo_batch(&mut self, batch: BatchId) -> Result<u64> {
        let touched = self.tx.batch_records(batch).await?;
        for (kind, id) in &touched {
            let mission = crate::kinds::mission_of(&mut self.tx, *kind, *id).await?;
            self.caller
                .ask(Action::Delete, Subject::Record(*kind), mission)?;
        }
        self.take_back(batch).await
    }

    /// The same for a caller who was asked for the right already.
    pub(crate) async fn take_back(&mut self, batch: BatchId) -> Result<u64> {
        let touched = self.tx.batch_records(batch).await?;
        let count = self.tx.undo_batch(batch).await?;
        for (kind, id) in touched {
            crate::kinds::with_kind!(kind, R => {
                let id = <R as domain::record::Record>::Id::from_uuid(id);
                if let Some(stored) = self.tx.find::<R>(id).await? {
                    self.after(&stored).await?;
                }
            });
        }
        Ok(count)
    }

    fn announce(&mut self, kind: Kind, record: Uuid, mission: Option<MissionId>) {
        self.news.push(News {
            agency: self.caller.agency,
            mission,
            kind,
            record,
        });
    }

    /// Replaces a record that stands at this version.
    ///
    /// # Errors
    /// [`AppError::Conflict`] with what stands there now, when somebody else was quicker.
    pub async fn save<R: Kept>(&mut self, record: R, version: i64) -> Result<Saved> {
        let before = self.tx.get::<R>(record.id()).await?;
        self.caller.ask(
            Action::Edit,
            Subject::Record(R::KIND),
            before.record.mission(),
        )?;
        self.caller
            .ask(Action::Edit, Subject::Record(R::KIND), record.mission())?;
        self.replace(record, version).await
    }

    /// Changes a record that stands at this version by a rule of the domain, which may refuse.
    /// The right asked for is `action` (editing, approving).
    ///
    /// # Errors
    /// The refusal, or [`AppError::Conflict`].
    pub async fn change<R: Kept>(
        &mut self,
        action: Action,
        id: R::Id,
        version: Option<i64>,
        rule: impl FnOnce(R) -> std::result::Result<R, Refusal> + Send,
    ) -> Result<Saved> {
        let before = self.get::<R>(id).await?;
        self.caller
            .ask(action, Subject::Record(R::KIND), before.record.mission())?;
        let version = version.unwrap_or(before.version);
        let record = rule(before.record)?;
        self.replace(record, version).await
    }

    pub(crate) async fn replace<R: Kept>(&mut self, record: R, version: i64) -> Result<Saved> {
        record.check()?;
        let stored = self.tx.update(&record, version).await?;
        self.after(&stored).await
    }

    /// Deletes a record; it can be brought back.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it changed since this version.
    pub async fn delete<R: Kept>(&mut self, id: R::Id, version: Option<i64>) -> Result<Saved> {
        let before = self.get::<R>(id).await?;
        self.caller.ask(
            Action::Delete,
            Subject::Record(R::KIND),
            before.record.mission(),
        )?;
        let stored = self
            .tx
            .delete::<R>(id, version.unwrap_or(before.version))
            .await?;
        self.after(&stored).await
    }

    /// Brings a deleted record back; parties that were merged meanwhile it names by the record
    /// that took their place.
    ///
    /// # Errors
    /// [`AppError::Missing`] when there is nothing to bring back, a refusal where another record
    /// took its place.
    pub async fn undelete<R: Kept>(&mut self, id: R::Id) -> Result<Saved> {
        let before = self.get_even_deleted::<R>(id).await?;
        self.caller.ask(
            Action::Delete,
            Subject::Record(R::KIND),
            before.record.mission(),
        )?;
        if before.record.is_redirect() {
            return Err(Refusal::new("refused-merged").into());
        }
        let stored = self.tx.undelete::<R>(id, before.version).await?;
        self.back(stored).await
    }

    /// What follows on a record that has come back from the past.
    async fn back<R: Kept>(&mut self, stored: Stored<R>) -> Result<Saved> {
        if stored.is_deleted() {
            return self.after(&stored).await;
        }
        let stored = self.follow_merges(stored).await?;
        let saved = self.after(&stored).await?;
        self.drop_if_double(R::KIND, saved).await?;
        Ok(saved)
    }

    /// Takes a record back to an earlier version, as a new version.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when it changed since `version`.
    pub async fn revert<R: Kept>(&mut self, id: R::Id, version: i64, to: i64) -> Result<Saved> {
        let before = self.get_even_deleted::<R>(id).await?;
        self.caller.ask(
            Action::Edit,
            Subject::Record(R::KIND),
            before.record.mission(),
        )?;
        self.tx.revert(R::KIND, id.uuid(), version, to).await?;
        let stored = self.tx.find::<R>(id).await?.ok_or(AppError::Missing)?;
        self.back(stored).await
    }

    async fn after<R: Kept>(&mut self, stored: &Stored<R>) -> Result<Saved> {
        let id = stored.record.id().uuid();
        if let Some(document) = document(&stored.record) {
            if stored.is_deleted() {
                self.tx.unindex(R::KIND, &[id]).await?;
            } else {
                self.tx.index(&[document]).await?;
            }
        }
        self.announce(R::KIND, id, stored.record.mission());
        Ok(Saved {
            id,
            version: stored.version,
        })
    }

    pub(crate) async fn replay(&mut self, intention: &str) -> Result<Option<Vec<u8>>> {
        let Some(key) = &self.caller.key else {
            return Ok(None);
        };
        let request = Request {
            owner: owner(self.caller),
            key,
            content: intention.as_bytes(),
        };
        Ok(self
            .tx
            .answer_given(request)
            .await?
            .map(|answer| answer.response))
    }

    pub(crate) async fn remember(&mut self, intention: &str, response: Vec<u8>) -> Result<()> {
        let Some(key) = &self.caller.key else {
            return Ok(());
        };
        let request = Request {
            owner: owner(self.caller),
            key,
            content: intention.as_bytes(),
        };
        self.tx
            .keep_answer(
                request,
                &Answer {
                    status: 200,
                    response,
                },
            )
            .await?;
        Ok(())
    }

    pub(crate) async fn close<T>(self, value: T) -> Result<Committed<(T, Vec<News>)>> {
        Ok(self.tx.commit((value, self.news)).await?)
    }

    pub(crate) async fn leave<T>(self, value: T) -> Result<Committed<(T, Vec<News>)>> {
        Ok(self.tx.commit((value, Vec::new())).await?)
    }
}

fn owner(caller: &Caller) -> UserId {
    caller
        .user
        .unwrap_or_else(|| UserId::from_uuid(Uuid::nil()))
}
