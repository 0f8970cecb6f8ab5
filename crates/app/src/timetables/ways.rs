//! What contradicts a request without a place, and changes that would make room for it: looked for
//! beside the pages, told as it is found.

use super::clash::{Clash, told};
use super::repairs::{Fix, fix};
use super::replan::Ground;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{JobId, MatchmakingId, MissionId, RequestId, TimetableId};
use domain::matchmaking::{Matchmaking, Placement, Timetable};
use domain::record::{Kind, Stored};
use matchmaking::conflict::Conflict;
use matchmaking::judge;
use matchmaking::mender::{Mender, Remedied, Sight, Wanting, Watch};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::Door;
use store::jobs::{Job, JobEnd, JobState, NewJob};

/// The queue of these searches.
pub const WAYS: &str = "ways";
/// How far back jobs are looked for.
const RECENT: u32 = 50;
/// Most ways that are offered.
const MOST: usize = 5;
/// A contradiction of more demands explains nothing to anybody.
const READABLE: usize = 40;

/// What a job of the queue carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seeking {
    /// The session.
    pub matchmaking: MatchmakingId,
    /// Its mission.
    pub mission: MissionId,
    /// The timetable in which the request has no place.
    pub timetable: TimetableId,
    /// The request.
    pub request: RequestId,
    /// The digest of the session's question; what is found holds for this one only.
    pub question: String,
}

/// A way that works, in terms of records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What to change: one change, or several together.
    pub fixes: Vec<Fix>,
    /// What the changes take; see [`matchmaking::repairs::Repair::price`].
    pub price: u32,
    /// Where the request is held then.
    pub place: Option<Placement>,
    /// Meetings besides the request itself that change.
    pub others: usize,
}

/// How far a search is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "count", rename_all = "snake_case")]
pub enum Stage {
    /// It has not begun.
    #[default]
    Waiting,
    /// So many single changes have been tried.
    Singles(usize),
    /// What contradicts the request is looked for.
    Contradiction,
    /// A contradiction of so many demands is being made smaller.
    Demands(usize),
    /// So many sets of two or three changes have been looked at.
    Sets(usize),
}

/// What has been found so far, or at all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ways {
    /// How far the search is, or was when it ended.
    pub stage: Stage,
    /// What contradicts the request, as small as it is known.
    pub clash: Option<Clash>,
    /// Ways that work, the cheapest first.
    pub offers: Vec<Offer>,
    /// Whether somebody, or the time, ended it before everything was looked at.
    pub cut_short: bool,
}

/// A search as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    /// The job.
    pub job: JobId,
    /// Where the job stands.
    pub state: JobState,
    /// How much of the time is used, in thousandths.
    pub progress: i64,
    /// Whether somebody asked it to stop.
    pub stopping: bool,
    /// What is known.
    pub ways: Ways,
}

impl Sought {
    fn of(job: &Job) -> Self {
        let text = job.result.as_deref().unwrap_or(&job.note);
        Self {
            job: job.id,
            state: job.state,
            progress: job.progress,
            stopping: job.cancel,
            ways: serde_json::from_str(text).unwrap_or_default(),
        }
    }
}

/// What a worker looks into.
pub struct Search {
    ground: Ground,
    number: matchmaking::RequestId,
    request: RequestId,
    mender: Arc<dyn Mender>,
}

impl Search {
    /// Searches until everything was looked at or `goes_on` says no, and tells what is known each
    /// time that it is more. Blocks.
    pub fn run(&self, goes_on: &dyn Fn() -> bool, tell: &mut dyn FnMut(&Ways)) -> Ways {
        let (answer, _) = self.ground.snapshot.answer(&self.ground.published);
        let wanting = Wanting {
            problem: &self.ground.snapshot.problem,
            timetable: &answer,
            request: self.number,
        };
        let mut watcher = Watcher {
            search: self,
            goes_on,
            tell,
            ways: Ways::default(),
        };
        self.mender.explain(wanting, &mut watcher);
        let mut ways = watcher.ways;
        ways.cut_short = !goes_on();
        ways
    }
}

struct Watcher<'a> {
    search: &'a Search,
    goes_on: &'a dyn Fn() -> bool,
    tell: &'a mut dyn FnMut(&Ways),
    ways: Ways,
}

impl Watcher<'_> {
    fn clash(&self, conflict: &Conflict) -> Option<Clash> {
        if conflict.demands.len() > READABLE {
            return None;
        }
        let snapshot = &self.search.ground.snapshot;
        told(conflict, &snapshot.problem, snapshot)
    }

    fn offer(&mut self, found: &Remedied) {
        let offer = offer(&self.search.ground, found, self.search.request);
        let offers = &mut self.ways.offers;
        offers.extend(offer.filter(|_| judge(&found.problem, &found.timetable).is_valid()));
        offers.sort_by_key(|one| (one.price, one.fixes.len(), one.others));
        offers.truncate(MOST);
    }
}

impl Watch for Watcher<'_> {
    fn goes_on(&self) -> bool {
        (self.goes_on)()
    }

    fn sees(&mut self, sight: Sight<'_>) {
        match sight {
            Sight::Singles(count) => self.ways.stage = Stage::Singles(count),
            Sight::Sets(count) => self.ways.stage = Stage::Sets(count),
            Sight::Contradicts => self.ways.stage = Stage::Contradiction,
            Sight::Contradiction(conflict) => {
                self.ways.stage = Stage::Demands(conflict.demands.len());
                self.ways.clash = self.clash(conflict);
            }
            Sight::Works(found) => self.offer(found),
        }
        (self.tell)(&self.ways);
    }
}

fn offer(ground: &Ground, found: &Remedied, request: RequestId) -> Option<Offer> {
    let fixes = found.repairs.iter();
    let fixes = fixes.map(|repair| fix(*repair, &ground.snapshot, request));
    let fixes: Vec<Fix> = fixes.collect::<Option<_>>()?;
    let given_up = |id: RequestId| fixes.contains(&Fix::Drop(id));
    let mut timetable = ground.published.record.clone();
    (timetable.placements, timetable.unplaced) = ground.snapshot.told(&found.timetable);
    let moves = super::differences(&ground.published, &timetable);
    let others = moves
        .iter()
        .filter(|one| one.request != request && !given_up(one.request))
        .count();
    let mut placements = timetable.placements.into_iter();
    Some(Offer {
        price: found.repairs.iter().map(|repair| repair.price()).sum(),
        place: placements.find(|placement| placement.request == request),
        fixes,
        others,
    })
}

impl App {
    /// Asks a worker what contradicts a request without a place, and what would make room for it.
    /// Where that is looked for already, the job is the one that does.
    ///
    /// # Errors
    /// [`AppError::Missing`] for a request that is not in the session's question.
    pub async fn start_ways(
        &self,
        caller: &Caller,
        (id, timetable): (MatchmakingId, TimetableId),
        request: RequestId,
    ) -> Result<JobId> {
        let (ground, _) = self.asked_about(caller, (id, timetable), request).await?;
        self.mender()
            .ok_or_else(|| Refusal::new("refused-no-mender"))?;
        let under_way = self.sought(caller, &ground, request).await?;
        if let Some(known) = under_way.filter(|sought| !sought.state.is_over()) {
            return Ok(known.job);
        }
        let seeking = seeking(&ground, request);
        let text = serde_json::to_string(&seeking);
        let text = text.map_err(|error| AppError::Internal(error.to_string()))?;
        self.work(caller, "timetable.ways", |mut desk| {
            let text = text.clone();
            async move {
                let subject = Subject::Record(Kind::Timetable);
                let session = desk.get::<Matchmaking>(id).await?;
                caller.ask(Action::Create, subject, Some(session.mission))?;
                let job = self.new_id::<JobId>();
                desk.tx().enqueue(&NewJob::now(job, WAYS, text)).await?;
                Ok((desk, job))
            }
        })
        .await
    }

    /// What is known, or being looked for, about a request as the session stands now.
    ///
    /// # Errors
    /// As [`App::start_ways`].
    pub async fn ways(
        &self,
        caller: &Caller,
        ids: (MatchmakingId, TimetableId),
        request: RequestId,
    ) -> Result<Option<Sought>> {
        let (ground, _) = self.asked_about(caller, ids, request).await?;
        self.sought(caller, &ground, request).await
    }

    async fn sought(
        &self,
        caller: &Caller,
        ground: &Ground,
        request: RequestId,
    ) -> Result<Option<Sought>> {
        let mut look = self.look(caller).await?;
        let jobs = look.reader().jobs(RECENT).await?;
        let asked = seeking(ground, request);
        let mine = |job: &&Job| carried(job).is_some_and(|carried| carried == asked);
        Ok(jobs.iter().find(mine).map(Sought::of))
    }

    /// Asks a search to end; what it has found is kept.
    ///
    /// # Errors
    /// [`AppError::Missing`] when it is over.
    pub async fn stop_ways(&self, caller: &Caller, job: JobId) -> Result<()> {
        self.work(caller, "timetable.ways-stop", |mut desk| async move {
            let found = desk.tx().job(job).await?;
            let seeking = carried(&found).ok_or(AppError::Missing)?;
            let subject = Subject::Record(Kind::Timetable);
            caller.ask(Action::Create, subject, Some(seeking.mission))?;
            desk.tx().cancel_job(job).await?;
            Ok((desk, ()))
        })
        .await
    }

    /// What a worker has to look into for a job; nothing where the session has changed since, so
    /// that nobody waits for it any more.
    ///
    /// # Errors
    /// Where the job cannot be read, or its session or request is gone.
    pub async fn search_of(&self, job: &Job) -> Result<Option<Search>> {
        let unreadable = || AppError::Internal("unreadable job".to_owned());
        let seeking = carried(job).ok_or_else(unreadable)?;
        let caller = Caller::program(job.agency, Door::Job);
        let ids = (seeking.matchmaking, seeking.timetable);
        let (ground, number) = self.asked_about(&caller, ids, seeking.request).await?;
        if ground.snapshot.digest() != seeking.question {
            return Ok(None);
        }
        let mender = self
            .mender()
            .ok_or_else(|| Refusal::new("refused-no-mender"))?;
        Ok(Some(Search {
            ground,
            number,
            request: seeking.request,
            mender,
        }))
    }

    /// Keeps what a worker found, and ends its job.
    ///
    /// # Errors
    /// When another worker has the job by now.
    pub async fn keep_ways(&self, job: &Job, worker: &str, ways: &Ways) -> Result<()> {
        let caller = Caller::program(job.agency, Door::Job);
        let told = serde_json::to_string(ways);
        let told = &told.map_err(|error| AppError::Internal(error.to_string()))?;
        self.work(&caller, "timetable.ways-keep", |mut desk| async move {
            let end = JobEnd::Done(told.clone());
            desk.tx().finish_job(job.id, worker, &end).await?;
            Ok((desk, ()))
        })
        .await
    }

    /// The ground of a timetable and the number of a request in its question.
    pub(super) async fn asked_about(
        &self,
        caller: &Caller,
        (id, timetable): (MatchmakingId, TimetableId),
        request: RequestId,
    ) -> Result<(Ground, matchmaking::RequestId)> {
        let mut look = self.look(caller).await?;
        let session = look.get::<Matchmaking>(id).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::Create, subject, Some(session.mission))?;
        let chosen: Stored<Timetable> = look.get::<Timetable>(timetable).await?;
        if chosen.matchmaking != id {
            return Err(AppError::Missing);
        }
        let ground = self.ground_of(&mut look, session, chosen).await?;
        let number = ground.number(request).ok_or(AppError::Missing)?;
        Ok((ground, number))
    }
}

fn seeking(ground: &Ground, request: RequestId) -> Seeking {
    Seeking {
        matchmaking: ground.session.id,
        mission: ground.session.mission,
        timetable: ground.published.id,
        request,
        question: ground.snapshot.digest(),
    }
}

fn carried(job: &Job) -> Option<Seeking> {
    let mine = job.queue == WAYS;
    mine.then(|| serde_json::from_str(&job.payload).ok())?
}
