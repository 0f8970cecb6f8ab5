//! Imports: a filled workbook becomes records, all of them or none, and is taken back as one.
//!
//! First the plan ([`App::plan_import`]): what would be new, what is there already. Nothing is
//! written before the person confirms ([`App::import`]); one click takes all of it back
//! ([`App::undo_batch`]).

mod aside;
mod asks;
mod course;
mod export;
mod firms;
mod interpreters;
mod known;
mod people;
mod places;
mod plan;
mod profiles;
mod session;
mod settings;

use std::sync::{Mutex, PoisonError};

use domain::access::{Action, Subject};
use domain::ids::{BatchId, ItemId, MissionId, TypedId};
use domain::missions::Mission;
use domain::participants::Profile;
use domain::programme::Item;
use formats::workbook::{Problem, Workbook};
use serde::{Deserialize, Serialize};
pub use store::Batch;

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use known::Known;
use plan::Plan;

/// So many past imports are listed.
const LISTED: i64 = 5;

/// How many of a kind are new, and how many are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// New.
    pub new: usize,
    /// There already.
    pub known: usize,
    /// Those of them that change; the others stay as they are.
    #[serde(default)]
    pub changed: usize,
}

/// What an import does, or did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Organisations of the directory.
    pub organisations: Tally,
    /// People of the directory.
    pub people: Tally,
    /// Posts of people.
    pub posts: Tally,
    /// Members of the delegation and guests.
    pub participations: Tally,
    /// Slots of the matchmaking session.
    pub slots: Tally,
    /// Tables of the matchmaking session.
    pub tables: Tally,
    /// Participants of the matchmaking session.
    #[serde(default)]
    pub participants: Tally,
    /// What participants of the session say of themselves.
    #[serde(default)]
    pub profiles: Tally,
    /// Pairs of which one put the other aside.
    #[serde(default)]
    pub aside: Tally,
    /// Interpreters of the matchmaking session.
    #[serde(default)]
    pub interpreters: Tally,
    /// Meeting requests.
    pub requests: Tally,
    /// Whether the session's settings are new, and whether they change.
    #[serde(default)]
    pub settings: Tally,
    /// Guests, hosts and counterparts who stand in no item yet: only the directory gets them.
    pub unattached: usize,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What would be written.
    pub counts: ImportCounts,
    /// What is wrong with single cells, seen with what the mission holds; with any of them nothing
    /// can be written.
    pub problems: Vec<Problem>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The batch by which all of it is taken back.
    pub batch: BatchId,
    /// What was written.
    pub counts: ImportCounts,
}

/// Why a workbook was not taken over.
#[derive(Debug)]
pub struct NotImported {
    /// The reason.
    pub error: AppError,
    /// What is wrong with single cells, seen with what the mission holds.
    pub problems: Vec<Problem>,
}

/// Where an import goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportInto {
    /// The mission.
    pub mission: MissionId,
    /// The item of which guests, hosts and counterparts become guests; none for the item of the
    /// matchmaking session, if there is one.
    pub item: Option<ItemId>,
}

impl App {
    /// What an import of this workbook would do. Writes nothing.
    ///
    /// # Errors
    /// When the caller may not import, or the workbook cannot be taken over.
    pub async fn plan_import(
        &self,
        caller: &Caller,
        into: ImportInto,
        workbook: &Workbook,
    ) -> Result<Planned> {
        caller.ask(Action::Create, Subject::Import, Some(into.mission))?;
        let mut look = self.look(caller).await?;
        let mission = look.get::<Mission>(into.mission).await?;
        let item = match into.item {
            Some(item) => Some(look.get::<Item>(item).await?.record),
            None => None,
        };
        let known = Known::read(look.reader(), mission, item).await?;
        let plan = Plan::of(self, caller, &known, workbook)?;
        Ok(Planned {
            counts: plan.counts,
            problems: plan.problems,
        })
    }

    /// Takes the workbook over, as one batch.
    ///
    /// # Errors
    /// When the caller may not, when the workbook has errors, or when a rule refuses a row.
    pub async fn import(
        &self,
        caller: &Caller,
        into: ImportInto,
        workbook: &Workbook,
    ) -> Result<Imported> {
        let done = self.import_or_tell(caller, into, workbook).await;
        done.map_err(|not| not.error)
    }

    /// Takes the workbook over, as [`App::import`], and tells what stands against it cell by cell.
    ///
    /// # Errors
    /// As for [`App::import`], with what is wrong with single cells.
    pub async fn import_or_tell(
        &self,
        caller: &Caller,
        into: ImportInto,
        workbook: &Workbook,
    ) -> std::result::Result<Imported, NotImported> {
        let found = Mutex::new(Vec::new());
        let done = self.import_noting(caller, into, (workbook, &found)).await;
        done.map_err(|error| NotImported {
            error,
            problems: found.into_inner().unwrap_or_else(PoisonError::into_inner),
        })
    }

    async fn import_noting(
        &self,
        caller: &Caller,
        into: ImportInto,
        (workbook, found): (&Workbook, &Mutex<Vec<Problem>>),
    ) -> Result<Imported> {
        caller.ask(Action::Create, Subject::Import, Some(into.mission))?;
        let batch: BatchId = self.new_id();
        self.work_in_batch(caller, "import.confirm", batch, |mut desk| async move {
            let mission = desk.get::<Mission>(into.mission).await?;
            let item = match into.item {
                Some(item) => Some(desk.get::<Item>(item).await?.record),
                None => None,
            };
            let known = Known::read(desk.tx(), mission, item).await?;
            let plan = Plan::of(self, caller, &known, workbook)?;
            if !plan.problems.is_empty() {
                *found.lock().unwrap_or_else(PoisonError::into_inner) = plan.problems;
                return Err(Refusal::new("refused-import-errors").into());
            }
            let counts = plan.counts.clone();
            write(&mut desk, plan).await?;
            Ok((desk, Imported { batch, counts }))
        })
        .await
    }

    /// The last imports into a mission, the newest first.
    ///
    /// # Errors
    /// When the caller may not import.
    pub async fn past_imports(&self, caller: &Caller, mission: MissionId) -> Result<Vec<Batch>> {
        caller.ask(Action::View, Subject::Import, Some(mission))?;
        let mut look = self.look(caller).await?;
        Ok(look.reader().batches(mission.uuid(), LISTED).await?)
    }

    /// Takes back everything that a batch wrote, unless it was changed since.
    ///
    /// # Errors
    /// A refusal when a record was changed after the batch; [`AppError::Missing`] when there is
    /// no such batch.
    pub async fn undo_batch(&self, caller: &Caller, batch: BatchId) -> Result<u64> {
        caller.ask(Action::Delete, Subject::Import, caller.actor.only)?;
        self.work(caller, "import.undo", |mut desk| async move {
            let count = desk.undo_batch(batch).await?;
            Ok((desk, count))
        })
        .await
    }
}

async fn write(desk: &mut Desk<'_>, plan: Plan) -> Result<()> {
    desk.create_all(&plan.organisations).await?;
    desk.create_all(&plan.people).await?;
    for (person, version) in plan.changed_people {
        desk.save(person, version).await?;
    }
    desk.create_all(&plan.posts).await?;
    if let Some((mission, version)) = plan.mission {
        desk.save(mission, version).await?;
    }
    desk.create_all(&plan.participations).await?;
    match plan.session {
        Some((session, None)) => {
            desk.create(session).await?;
        }
        Some((session, Some(version))) => {
            desk.save(session, version).await?;
        }
        None => {}
    }
    desk.create_all(&plan.profiles).await?;
    for profile in plan.changed_profiles {
        let version = match profile.is_deleted() {
            true => desk.undelete::<Profile>(profile.id).await?.version,
            false => profile.version,
        };
        desk.save(profile.record, version).await?;
    }
    desk.create_all(&plan.requests).await?;
    for (request, version) in plan.changed_requests {
        desk.save(request, version).await?;
    }
    Ok(())
}

/// A rule that a row of the workbook breaks.
fn row_refused(key: &'static str, row: u32) -> AppError {
    AppError::Refused(Refusal::new(key).arg("row", row))
}
