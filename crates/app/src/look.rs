//! A look: one unchanging picture of an agency, as one caller may see it.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::kept::Kept;
use crate::office::App;
use crate::scope::narrowed;
use domain::access::{Action, Subject};
use domain::ids::TypedId;
use domain::record::Stored;
use store::{Deleted, Filter, Reader};

/// One unchanging picture of an agency, as one caller may see it.
pub struct Look<'a> {
    caller: &'a Caller,
    reader: Reader,
}

impl App {
    /// Opens a look.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn look<'a>(&self, caller: &'a Caller) -> Result<Look<'a>> {
        let reader = self.store().read(caller.agency).await?;
        Ok(Look { caller, reader })
    }
}

impl<'a> Look<'a> {
    /// Who looks.
    pub fn caller(&self) -> &'a Caller {
        self.caller
    }

    /// The open view, for what is not a record: search, trail, jobs, blobs.
    pub fn reader(&mut self) -> &mut Reader {
        &mut self.reader
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
        fetch(self.caller, &mut self.reader, id).await
    }

    /// All records that a filter lets through and the caller may see.
    ///
    /// # Errors
    /// When the caller may not see this kind of record at all.
    pub async fn list<R: Kept>(&mut self, filter: Filter) -> Result<Vec<Stored<R>>> {
        fetch_all(self.caller, &mut self.reader, &filter).await
    }
}

pub(crate) async fn fetch<R: Kept>(
    caller: &Caller,
    reader: &mut Reader,
    id: R::Id,
) -> Result<Stored<R>> {
    caller.ask(Action::View, Subject::Record(R::KIND), None)?;
    let stored = reader.find::<R>(id).await?.ok_or(AppError::Missing)?;
    caller.ask(
        Action::View,
        Subject::Record(R::KIND),
        stored.record.mission(),
    )?;
    if caller.actor.only.is_some() && stored.record.mission().is_none() {
        let one = Filter {
            ids: Some(vec![id.uuid()]),
            deleted: Deleted::Shown,
            ..Filter::all()
        };
        let one = narrowed(caller, reader, R::KIND, &one).await?;
        if reader.count::<R>(&one).await? == 0 {
            return Err(AppError::Missing);
        }
    }
    Ok(stored)
}

pub(crate) async fn fetch_all<R: Kept>(
    caller: &Caller,
    reader: &mut Reader,
    filter: &Filter,
) -> Result<Vec<Stored<R>>> {
    caller.ask(Action::View, Subject::Record(R::KIND), None)?;
    let filter = narrowed(caller, reader, R::KIND, filter).await?;
    let mut all = reader.list::<R>(&filter).await?;
    all.retain(|one| caller.may(Action::View, Subject::Record(R::KIND), one.record.mission()));
    Ok(all)
}
