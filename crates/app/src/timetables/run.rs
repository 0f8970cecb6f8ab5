//! A run of the optimiser: asked for, watched, stopped, kept, published.

use super::crews::Records;
use super::proved;
use super::snapshot::Snapshot;
use super::wishes::{Aim, GiveUp};
use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::goals::GoalReached;
use domain::ids::{AgencyId, JobId, MatchmakingId, MissionId, TimetableId, UserId};
use domain::matchmaking::{Matchmaking, Request, Timetable};
use domain::participants::Profile;
use domain::parties::Person;
use domain::record::{Kind, Stored};
use matchmaking::{Outcome, judge};
use serde::{Deserialize, Serialize};
use store::jobs::{Job, JobEnd, JobState, NewJob};
use store::{Door, Filter};

/// The queue of timetable runs.
pub const QUEUE: &str = "timetable";
/// The longest run, in seconds.
const LONGEST: u32 = 600;
/// How far back running jobs are looked for.
const RECENT: u32 = 50;

/// How a run is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asked {
    /// How long it may search, in seconds.
    pub seconds: u32,
    /// The seed; the same question and seed lead the search the same way.
    pub seed: u64,
    /// What matters more.
    pub aim: Aim,
    /// How much of it may be given up, where goals are in order.
    pub give_up: GiveUp,
    /// Whether what is published stays where it is.
    pub keep_published: bool,
}

/// What a job of the queue carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// How long it may search, in seconds.
    pub seconds: u32,
    /// The seed.
    pub seed: u64,
    /// The timetable that stood when it was asked for.
    #[serde(default)]
    pub parent: Option<TimetableId>,
    /// Who asked.
    #[serde(default)]
    pub asked_by: Option<UserId>,
    /// What mattered more.
    #[serde(default)]
    pub aim: Aim,
    /// The question.
    pub snapshot: Snapshot,
}

/// The part of a job's text that says which session it is for.
#[derive(Deserialize)]
struct Heading {
    snapshot: Whose,
}

#[derive(Deserialize)]
struct Whose {
    matchmaking: MatchmakingId,
    mission: MissionId,
}

/// Where the search of a run stands, as the worker notes it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Meetings held by the best so far.
    pub held: u64,
    /// Its weight.
    pub weight: u64,
    /// No timetable weighs more than this.
    pub bound: u64,
    /// Its breaks.
    pub breaks: u64,
    /// Where goals count in order: the first by which something better is not excluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<GoalReached>,
}

/// A run as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunProgress {
    /// The job.
    pub job: JobId,
    /// Where the job stands.
    pub state: JobState,
    /// How far it is, in thousandths.
    pub progress: i64,
    /// Where the search stands; nothing before the first timetable.
    pub standing: Option<Standing>,
    /// Whether somebody asked it to stop.
    pub stopping: bool,
}

impl RunProgress {
    fn of(job: &Job) -> Self {
        Self {
            job: job.id,
            state: job.state,
            progress: job.progress,
            standing: serde_json::from_str(&job.note).ok(),
            stopping: job.cancel,
        }
    }
}

fn senseless(errors: &matchmaking::ProblemErrors) -> Refusal {
    Refusal::new("refused-session-senseless").arg("detail", errors)
}

impl Desk<'_> {
    /// Freezes a session as it stands in this transaction.
    pub(super) async fn snapshot(&mut self, session: &Matchmaking) -> Result<Snapshot> {
        let requests = self.list::<Request>(Filter::of_parent(session.id)).await?;
        // The programme is read beside the transaction: it only keeps people away, and the judge
        // looks again when the timetable is published.
        let dossier = self.app().dossier(self.caller(), session.mission).await?;
        let profiles = Filter::of_parent(session.id);
        let profiles = self.tx().list::<Profile>(&profiles).await?;
        let people = self.tx().get_many::<Person>(&session.people()).await?;
        let records = Records {
            requests: &requests,
            profiles: &profiles,
            people: &people.into_iter().collect(),
        };
        let found = Snapshot::take(session, records, &dossier);
        found.map_err(|errors| senseless(&errors).into())
    }

    /// The number of the next timetable of a session; no number is given twice, not even that of
    /// a deleted one.
    pub(super) async fn next_number(&mut self, session: MatchmakingId) -> Result<u32> {
        let all = Filter::of_parent(session).deleted(store::Deleted::Shown);
        let all = self.list::<Timetable>(all).await?;
        Ok(all.iter().map(|t| t.number).max().unwrap_or(0) + 1)
    }
}

impl App {
    /// Asks for a timetable. The session is frozen as it stands; a worker searches.
    ///
    /// # Errors
    /// Where there is nothing to timetable, or a run of this session is under way.
    pub async fn start_timetable(
        &self,
        caller: &Caller,
        id: MatchmakingId,
        asked: Asked,
    ) -> Result<JobId> {
        let running = self.timetable_run(caller, id).await?;
        if running.is_some_and(|run| !run.state.is_over()) {
            return Err(Refusal::new("refused-run-under-way").into());
        }
        self.work(caller, "timetable.start", |mut desk| async move {
            let session = desk.get::<Matchmaking>(id).await?;
            caller.ask(
                Action::Create,
                Subject::Record(Kind::Timetable),
                Some(session.mission),
            )?;
            let kept = match session.published.filter(|_| asked.keep_published) {
                Some(published) => Some(desk.get::<Timetable>(published).await?),
                None => None,
            };
            let snapshot = desk.snapshot(&session).await?;
            let snapshot = snapshot
                .asked((asked.aim, asked.give_up), kept.as_ref().map(|t| &t.record))
                .map_err(|errors| senseless(&errors))?;
            let problem = &snapshot.problem;
            if problem.requests().is_empty() || problem.slots().is_empty() {
                return Err(Refusal::new("refused-nothing-to-timetable").into());
            }
            let run = Run {
                seconds: asked.seconds.clamp(1, LONGEST),
                seed: asked.seed,
                parent: session.published,
                asked_by: caller.user,
                aim: asked.aim,
                snapshot,
            };
            let text =
                serde_json::to_string(&run).map_err(|e| AppError::Internal(e.to_string()))?;
            let job = self.new_id::<JobId>();
            desk.tx().enqueue(&NewJob::now(job, QUEUE, text)).await?;
            Ok((desk, job))
        })
        .await
    }

    /// Asks a run to end; the best so far is kept.
    ///
    /// # Errors
    /// [`AppError::Missing`] when it is over.
    pub async fn stop_timetable(&self, caller: &Caller, job: JobId) -> Result<()> {
        self.work(caller, "timetable.stop", |mut desk| async move {
            let found = desk.tx().job(job).await?;
            let heading = heading(&found).ok_or(AppError::Missing)?;
            caller.ask(
                Action::Create,
                Subject::Record(Kind::Timetable),
                Some(heading.mission),
            )?;
            desk.tx().cancel_job(job).await?;
            Ok((desk, ()))
        })
        .await
    }

    /// The newest run of a session, if there is a recent one.
    ///
    /// # Errors
    /// When the caller may not see timetables.
    pub async fn timetable_run(
        &self,
        caller: &Caller,
        id: MatchmakingId,
    ) -> Result<Option<RunProgress>> {
        let mut look = self.look(caller).await?;
        let session = look.get::<Matchmaking>(id).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::View, subject, Some(session.mission))?;
        let jobs = look.reader().jobs(RECENT).await?;
        let mine = |job: &&Job| heading(job).is_some_and(|whose| whose.matchmaking == id);
        Ok(jobs.iter().find(mine).map(RunProgress::of))
    }

    /// Keeps what a worker found, after the judge has agreed, and ends the job in the same
    /// transaction. What the judge rejects is never stored.
    ///
    /// # Errors
    /// When another worker has the job by now, or the store refuses.
    pub async fn keep_timetable(
        &self,
        job: &Job,
        worker: &str,
        run: &Run,
        found: &Outcome,
    ) -> Result<Saved> {
        let caller = self.worker_caller(job.agency);
        let found = &run.snapshot.with_locked_tables(found.clone());
        let verdict = found
            .best()
            .map(|(answer, _, _)| judge(&run.snapshot.problem, answer));
        let valid = verdict
            .as_ref()
            .is_some_and(matchmaking::judge::Verdict::is_valid);
        let best = found.best().filter(|_| valid);
        let Some((answer, figures, bound)) = best else {
            return Err(AppError::Internal(format!(
                "the judge rejects a timetable: {:?}",
                verdict.map(|v| v.violations)
            )));
        };
        self.work(&caller, "timetable.keep", |mut desk| async move {
            let number = desk.next_number(run.snapshot.matchmaking).await?;
            let (placements, unplaced) = run.snapshot.told(answer);
            let timetable = Timetable {
                id: self.new_id(),
                mission: run.snapshot.mission,
                matchmaking: run.snapshot.matchmaking,
                number,
                name: String::new(),
                hand: None,
                parent: run.parent,
                seed: run.seed,
                snapshot: run.snapshot.digest(),
                status: run.aim.status(found.status().word()),
                bound: i64::try_from(bound.value())
                    .ok()
                    .filter(|_| run.aim != Aim::Count),
                goals: proved::goals(&run.snapshot.problem, answer, bound),
                weight: i64::try_from(run.snapshot.worth(answer)).unwrap_or(i64::MAX),
                breaks: u32::try_from(figures.breaks).unwrap_or(u32::MAX),
                placements,
                unplaced,
                made_at: self.clock().now(),
                made_by: run.asked_by,
            };
            let saved = desk.create(timetable).await?;
            let result = serde_json::json!({ "timetable": saved.id }).to_string();
            desk.tx()
                .finish_job(job.id, worker, &JobEnd::Done(result))
                .await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Ends a run that cannot be carried out, with a reason for the operator.
    ///
    /// # Errors
    /// When another worker has the job by now.
    pub async fn fail_timetable(&self, job: &Job, worker: &str, why: &str) -> Result<()> {
        let caller = self.worker_caller(job.agency);
        self.work(&caller, "timetable.fail", |mut desk| async move {
            let end = JobEnd::Failed(why.to_owned());
            desk.tx().finish_job(job.id, worker, &end).await?;
            Ok((desk, ()))
        })
        .await
    }

    fn worker_caller(&self, agency: AgencyId) -> Caller {
        Caller::program(agency, Door::Job)
    }

    /// Publishes a timetable of a session: it becomes everybody's agenda. The judge looks once
    /// more, at the session as it stands now.
    ///
    /// # Errors
    /// Where the session has changed so that the timetable breaks a rule, or
    /// [`AppError::Conflict`].
    pub async fn publish_timetable(
        &self,
        caller: &Caller,
        (id, version): (MatchmakingId, i64),
        timetable: TimetableId,
    ) -> Result<Saved> {
        self.work(caller, "timetable.publish", |mut desk| async move {
            let session = desk.get::<Matchmaking>(id).await?;
            let chosen = desk.get::<Timetable>(timetable).await?;
            if chosen.matchmaking != id {
                return Err(AppError::Missing);
            }
            let broken = broken_rules(&mut desk, &session, &chosen).await?;
            if broken > 0 {
                return Err(Refusal::new("refused-timetable-outdated")
                    .arg("count", broken)
                    .into());
            }
            let (now, number) = (self.clock().now(), chosen.number);
            let rule = |mut session: Matchmaking| {
                session.publish((timetable, number), now, caller.user);
                Ok(session)
            };
            let saved = desk.change(Action::Edit, id, Some(version), rule).await?;
            Ok((desk, saved))
        })
        .await
    }
}

/// How many rules a timetable breaks in the session as it stands now.
pub(super) async fn broken_rules(
    desk: &mut Desk<'_>,
    session: &Stored<Matchmaking>,
    timetable: &Timetable,
) -> Result<usize> {
    let snapshot = desk.snapshot(session).await?;
    let (answer, gone) = snapshot.answer(timetable);
    Ok(judge(&snapshot.problem, &answer).violations.len() + gone.len())
}

fn heading(job: &Job) -> Option<Whose> {
    if job.queue != QUEUE {
        return None;
    }
    serde_json::from_str::<Heading>(&job.payload)
        .ok()
        .map(|heading| heading.snapshot)
}
