//! The plain intentions that all records share: make, replace, delete, bring back, undo.

use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{Refusal, Result};
use crate::kept::Kept;
use crate::office::App;
use domain::access::Action;
use domain::record::Stored;
use store::Filter;

impl App {
    /// One record that is not deleted.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] also where the caller may not see it.
    pub async fn get<R: Kept>(&self, caller: &Caller, id: R::Id) -> Result<Stored<R>> {
        self.look(caller).await?.get(id).await
    }

    /// All records that a filter lets through and the caller may see.
    ///
    /// # Errors
    /// When the caller may not see this kind of record at all.
    pub async fn list<R: Kept>(&self, caller: &Caller, filter: Filter) -> Result<Vec<Stored<R>>> {
        self.look(caller).await?.list(filter).await
    }

    /// Makes a record.
    ///
    /// # Errors
    /// The rule that refuses it.
    pub async fn create<R: Kept>(
        &self,
        caller: &Caller,
        intention: &str,
        record: R,
    ) -> Result<Saved> {
        self.work(caller, intention, |mut desk| {
            let record = record.clone();
            async move {
                let saved = desk.create(record).await?;
                Ok((desk, saved))
            }
        })
        .await
    }

    /// Replaces a record that stands at this version.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] with what stands there now, when somebody else was quicker.
    pub async fn save<R: Kept>(
        &self,
        caller: &Caller,
        intention: &str,
        record: R,
        version: i64,
    ) -> Result<Saved> {
        self.work(caller, intention, |mut desk| {
            let record = record.clone();
            async move {
                let saved = desk.save(record, version).await?;
                Ok((desk, saved))
            }
        })
        .await
    }

    /// Changes a record by a rule of the domain, which may refuse.
    ///
    /// # Errors
    /// The refusal, or [`crate::AppError::Conflict`].
    pub async fn change<R: Kept>(
        &self,
        caller: &Caller,
        intention: &str,
        which: (Action, R::Id, Option<i64>),
        rule: impl Fn(R) -> std::result::Result<R, Refusal> + Send + Sync,
    ) -> Result<Saved> {
        let rule = &rule;
        self.work(caller, intention, |mut desk| async move {
            let (action, id, version) = which;
            let saved = desk.change(action, id, version, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Deletes a record; it can be brought back.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when it changed since this version.
    pub async fn delete<R: Kept>(
        &self,
        caller: &Caller,
        intention: &str,
        id: R::Id,
        version: Option<i64>,
    ) -> Result<Saved> {
        self.work(caller, intention, |mut desk| async move {
            let saved = desk.delete::<R>(id, version).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Brings a deleted record back.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] when there is nothing to bring back.
    pub async fn undelete<R: Kept>(
        &self,
        caller: &Caller,
        intention: &str,
        id: R::Id,
    ) -> Result<Saved> {
        self.work(caller, intention, |mut desk| async move {
            let saved = desk.undelete::<R>(id).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Takes a record back to an earlier version, as a new version: undo of an edit.
    ///
    /// # Errors
    /// [`crate::AppError::Conflict`] when it changed since `version`.
    pub async fn revert<R: Kept>(
        &self,
        caller: &Caller,
        id: R::Id,
        version: i64,
        to: i64,
    ) -> Result<Saved> {
        self.work(caller, "record.revert", |mut desk| async move {
            let saved = desk.revert::<R>(id, version, to).await?;
            Ok((desk, saved))
        })
        .await
    }
}
