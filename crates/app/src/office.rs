//! The office: the store, the clock, and the way in which every intention is carried out.

use crate::caller::Caller;
use crate::desk::Desk;
use crate::documents::Printer;
use crate::error::{AppError, Result};
use crate::missions::shelf::Shelf;
use crate::news::News;
use crate::participants::Fairs;
use domain::chance::{Chance, Clock};
use domain::ids::{BatchId, TypedId};
use matchmaking::mender::Mender;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;
use store::{Stamp, Store};
use tokio::sync::broadcast;

/// How many news an open page may be behind before it must fetch everything anew.
const NEWS_KEPT: usize = 256;

/// The office. One for each running program; cheap to share behind an `Arc`.
pub struct App {
    store: Store,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    news: broadcast::Sender<News>,
    shelf: Shelf,
    fairs: Fairs,
    printer: Option<Arc<dyn Printer>>,
    mender: Option<Arc<dyn Mender>>,
}

impl App {
    /// An office over a migrated store.
    pub fn new(store: Store, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Self {
        let (news, _) = broadcast::channel(NEWS_KEPT);
        Self {
            store,
            clock,
            chance,
            news,
            shelf: Shelf::default(),
            fairs: Fairs::default(),
            printer: None,
            mender: None,
        }
    }

    /// The same office with a printer for documents.
    #[must_use]
    pub fn with_printer(mut self, printer: Arc<dyn Printer>) -> Self {
        self.printer = Some(printer);
        self
    }

    /// The same office with a mender for published timetables.
    #[must_use]
    pub fn with_mender(mut self, mender: Arc<dyn Mender>) -> Self {
        self.mender = Some(mender);
        self
    }

    /// The mender, if there is one.
    pub(crate) fn mender(&self) -> Option<Arc<dyn Mender>> {
        self.mender.clone()
    }

    /// The printer, if there is one.
    pub(crate) fn printer(&self) -> Option<Arc<dyn Printer>> {
        self.printer.clone()
    }

    /// The store, for reading and for the operator's commands.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// The source of chance.
    pub fn chance(&self) -> &dyn Chance {
        &*self.chance
    }

    /// Dossiers read lately.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// Sessions read lately for their participants.
    pub(crate) fn fairs(&self) -> &Fairs {
        &self.fairs
    }

    /// A new id of any kind.
    pub fn new_id<I: TypedId>(&self) -> I {
        I::from_uuid(domain::ids::uuid_v7(&*self.clock, &*self.chance))
    }

    /// Listens to what changes from now on.
    pub fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    pub(crate) fn tell(&self, news: &[News]) {
        for one in news {
            // Nobody listening is no trouble.
            let _ = self.news.send(*one);
        }
    }

    pub(crate) fn stamp(&self, caller: &Caller, intention: &str) -> Stamp {
        let stamp = Stamp::new(&*self.clock, &*self.chance, caller.door)
            .request(caller.request.clone())
            .intention(intention);
        match caller.user {
            Some(user) => stamp.by(user),
            None => stamp,
        }
    }

    /// Carries out an intention in one transaction: opens the desk, lets the work use it, and
    /// commits. Where the caller brought an idempotency key, a repeated call answers what the
    /// first one answered and does nothing.
    ///
    /// # Errors
    /// Whatever the work answers; nothing is written then.
    pub async fn work<'a, T, F, W>(
        &'a self,
        caller: &'a Caller,
        intention: &'a str,
        work: W,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<(Desk<'a>, T)>> + Send,
        W: Fn(Desk<'a>) -> F + Send + Sync,
    {
        let stamp = self.stamp(caller, intention);
        self.carry_out(caller, &stamp, intention, work).await
    }

    /// The same as [`App::work`], as one batch that can be taken back as a whole.
    ///
    /// # Errors
    /// Whatever the work answers; nothing is written then.
    pub async fn work_in_batch<'a, T, F, W>(
        &'a self,
        caller: &'a Caller,
        intention: &'a str,
        batch: BatchId,
        work: W,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<(Desk<'a>, T)>> + Send,
        W: Fn(Desk<'a>) -> F + Send + Sync,
    {
        let stamp = self.stamp(caller, intention).batch(batch);
        self.carry_out(caller, &stamp, intention, work).await
    }

    async fn carry_out<'a, T, F, W>(
        &'a self,
        caller: &'a Caller,
        stamp: &Stamp,
        intention: &'a str,
        work: W,
    ) -> Result<T>
    where
        T: Serialize + DeserializeOwned + Send,
        F: Future<Output = Result<(Desk<'a>, T)>> + Send,
        W: Fn(Desk<'a>) -> F + Send + Sync,
    {
        let (value, news) = self
            .store
            .transact(caller.agency, stamp, &*self.chance, |tx| {
                let work = &work;
                async move {
                    let mut desk = Desk::open(self, caller, tx);
                    if let Some(answer) = desk.replay(intention).await? {
                        let value = serde_json::from_slice(&answer).map_err(internal)?;
                        return desk.leave(value).await;
                    }
                    let (mut desk, value) = work(desk).await?;
                    let answer = serde_json::to_vec(&value).map_err(internal)?;
                    desk.remember(intention, answer).await?;
                    desk.close(value).await
                }
            })
            .await?;
        self.tell(&news);
        Ok(value)
    }
}

fn internal(error: serde_json::Error) -> AppError {
    AppError::Internal(error.to_string())
}
