//! Work for later: written in the transaction that asks for it, claimed by one worker at a time,
//! carried out at least once.

use crate::db::{Mode, Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::stamp::moment;
use crate::tx::{Reader, Store, Tx};
use domain::ids::{AgencyId, JobId, TypedId, UserId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JobState {
    /// Waits for a worker, or for its time.
    Waiting,
    /// A worker has it, or had it when it died.
    Running,
    /// Finished with a result.
    Done,
    /// Given up.
    Failed,
    /// Stopped by a person.
    Cancelled,
}

impl JobState {
    const ALL: [JobState; 5] = [
        JobState::Waiting,
        JobState::Running,
        JobState::Done,
        JobState::Failed,
        JobState::Cancelled,
    ];

    /// The word kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            JobState::Waiting => "waiting",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more will happen.
    pub fn is_over(self) -> bool {
        !matches!(self, JobState::Waiting | JobState::Running)
    }
}

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Whose it is.
    pub agency: AgencyId,
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub queue: String,
    /// What exactly, as JSON.
    pub payload: String,
    /// Where it stands.
    pub state: JobState,
    /// How often it was begun.
    pub attempts: i64,
    /// After how many it is given up.
    pub max_attempts: i64,
    /// How far it is, in thousandths.
    pub progress: i64,
    /// What it is doing, in a word.
    pub note: String,
    /// Whether a person asked it to stop.
    pub cancel: bool,
    /// What came out, as JSON.
    pub result: Option<String>,
    /// Why it failed, for the operator.
    pub error: Option<String>,
    /// Who asked for it.
    pub created_by: Option<UserId>,
    /// When.
    pub created_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A job to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of work.
    pub queue: String,
    /// What exactly, as JSON.
    pub payload: String,
    /// A second job of this queue with the same word is not written.
    pub once: Option<String>,
    /// Not before this moment; at once when nothing is said.
    pub run_at: Option<Timestamp>,
    /// After how many attempts it is given up.
    pub max_attempts: i64,
}

impl NewJob {
    /// A job to be done as soon as a worker is free, at most five times.
    pub fn now(id: JobId, queue: impl Into<String>, payload: impl Into<String>) -> Self {
        Self {
            id,
            queue: queue.into(),
            payload: payload.into(),
            once: None,
            run_at: None,
            max_attempts: 5,
        }
    }
}

const JOB: &str = "agency_id, id, queue, payload, state, attempts, max_attempts, progress, note, \
     cancel, result, error, created_by, created_at, finished_at";

fn job(row: &Row) -> Result<Job> {
    let state: String = row.get(4)?;
    Ok(Job {
        agency: row.id(0)?,
        id: row.id(1)?,
        queue: row.get(2)?,
        payload: row.get(3)?,
        state: JobState::ALL
            .into_iter()
            .find(|s| s.code() == state)
            .ok_or_else(|| StoreError::Refused(format!("unknown job state {state}")))?,
        attempts: row.get(5)?,
        max_attempts: row.get(6)?,
        progress: row.get(7)?,
        note: row.get(8)?,
        cancel: row.get(9)?,
        result: row.get(10)?,
        error: row.get(11)?,
        created_by: row.get::<Option<Uuid>>(12)?.map(UserId::from_uuid),
        created_at: moment(row.get(13)?),
        finished_at: row.get::<Option<i64>>(14)?.map(moment),
    })
}

fn later(now: Timestamp, lease: SignedDuration) -> i64 {
    now.checked_add(lease).unwrap_or(now).as_microsecond()
}

impl Tx {
    /// Writes a job; it can be claimed once this transaction is committed. Returns false when a
    /// job with the same `once` is there already.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(&mut self, job: &NewJob) -> Result<bool> {
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO job (agency_id, id, queue, payload, once, state, run_at, lease_until, \
             worker, attempts, max_attempts, progress, note, cancel, result, error, created_by, \
             created_at, finished_at) VALUES ",
        )
        .row([
            id(self.agency()),
            id(job.id),
            job.queue.as_str().into(),
            job.payload.as_str().into(),
            job.once.clone().into(),
            JobState::Waiting.code().into(),
            job.run_at.map_or(now, Timestamp::as_microsecond).into(),
            0_i64.into(),
            "".into(),
            0_i64.into(),
            job.max_attempts.into(),
            0_i64.into(),
            "".into(),
            false.into(),
            Value::Text(None),
            Value::Text(None),
            self.stamp.user.map(|u| u.uuid()).into(),
            now.into(),
            Value::Int(None),
        ])
        .sql(" ON CONFLICT (agency_id, queue, once) DO NOTHING");
        Ok(self.execute(query).await? == 1)
    }

    /// Asks a job to stop. A waiting one is over at once, a running one sees it at its next
    /// report of progress.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there or over.
    pub async fn cancel_job(&mut self, job: JobId) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE job SET cancel = ")
            .bind(true)
            .sql(", finished_at = CASE WHEN state = 'waiting' THEN ")
            .bind(now)
            .sql(" ELSE finished_at END, state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END")
            .sql(" WHERE state IN ('waiting', 'running') AND agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .id(job);
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(StoreError::Missing),
        }
    }

    /// Ends a job in the transaction that keeps its result, so that both last or neither.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker has it by now: give the transaction up.
    pub async fn finish_job(&mut self, job: JobId, worker: &str, end: &JobEnd) -> Result<()> {
        let now = self.stamp.micros();
        let (state, result, error) = end.columns();
        let progress = if state == JobState::Done { 1000 } else { 0 };
        let query = Query::new("UPDATE job SET lease_until = 0, state = ")
            .bind(state.code())
            .sql(", result = ")
            .bind(result)
            .sql(", error = ")
            .bind(error)
            .sql(", progress = CASE WHEN progress > ")
            .bind(progress)
            .sql(" THEN progress ELSE ")
            .bind(progress)
            .sql(" END, finished_at = ")
            .bind(now)
            .sql(" WHERE state = 'running' AND agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .id(job)
            .sql(" AND worker = ")
            .bind(worker);
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(StoreError::LeaseLost),
        }
    }
}

/// How a job ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobEnd {
    /// With a result, as JSON.
    Done(String),
    /// For good, with a reason for the operator.
    Failed(String),
    /// Stopped by a person, perhaps with what was there so far.
    Cancelled(Option<String>),
}

impl JobEnd {
    fn columns(&self) -> (JobState, Option<String>, Option<String>) {
        match self {
            JobEnd::Done(result) => (JobState::Done, Some(result.clone()), None),
            JobEnd::Failed(error) => (JobState::Failed, None, Some(error.clone())),
            JobEnd::Cancelled(result) => (JobState::Cancelled, result.clone(), None),
        }
    }
}

/// Who works, since when, and for how long a job is theirs without a sign of life.
#[derive(Debug, Clone)]
pub struct Worker<'a> {
    /// A name that no other worker has.
    pub name: &'a str,
    /// The present moment.
    pub now: Timestamp,
    /// The lease.
    pub lease: SignedDuration,
}

impl Store {
    /// Takes the next job that is due in one of these queues, in whichever agency; also one whose
    /// worker died. Two workers never get the same.
    ///
    /// # Errors
    /// [`StoreError::Transient`] when another worker was in the way: ask again.
    pub async fn claim_job(&self, queues: &[&str], worker: &Worker<'_>) -> Result<Option<Job>> {
        let now = worker.now.as_microsecond();
        let mut link = self.db().begin(Mode::Claim).await?;
        let due = Query::new(
            "SELECT agency_id FROM job WHERE state IN ('waiting', 'running') AND run_at <= ",
        )
        .bind(now)
        .sql(" AND lease_until < ")
        .bind(now)
        .sql(" AND queue IN ");
        let due = crate::filter::one_of(due, queues.iter().copied())
            .sql(" GROUP BY agency_id ORDER BY MIN(run_at) LIMIT 16");
        for row in link.fetch(due).await? {
            let agency: AgencyId = row.id(0)?;
            let query = Query::new("UPDATE job SET state = 'running', attempts = attempts + 1, worker = ")
                .bind(worker.name)
                .sql(", lease_until = ")
                .bind(later(worker.now, worker.lease))
                .sql(" WHERE agency_id = ")
                .id(agency)
                .sql(" AND lease_until < ")
                .bind(now)
                .sql(" AND state IN ('waiting', 'running') AND id = (SELECT id FROM job WHERE agency_id = ")
                .id(agency)
                .sql(" AND state IN ('waiting', 'running') AND run_at <= ")
                .bind(now)
                .sql(" AND lease_until < ")
                .bind(now)
                .sql(" AND queue IN ");
            // Skipping locked rows only saves waiting: the condition on the lease decides.
            let query = crate::filter::one_of(query, queues.iter().copied())
                .sql(" ORDER BY run_at, id LIMIT 1")
                .sql(link.engine().pick("", " FOR UPDATE SKIP LOCKED"))
                .sql(") RETURNING ")
                .sql(JOB);
            if let Some(row) = link.first(query).await? {
                let job = job(&row)?;
                link.commit().await?;
                return Ok(Some(job));
            }
        }
        link.rollback().await?;
        Ok(None)
    }

    /// Reports progress (thousandths) and keeps the lease. Returns whether the job should stop.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker has it by now: stop without a trace.
    pub async fn report_job(
        &self,
        job: &Job,
        worker: &Worker<'_>,
        (progress, note): (i64, &str),
    ) -> Result<bool> {
        let query = Query::new("UPDATE job SET progress = ")
            .bind(progress.clamp(0, 1000))
            .sql(", note = ")
            .bind(note)
            .sql(", lease_until = ")
            .bind(later(worker.now, worker.lease));
        let query = held(query, job, worker).sql(" RETURNING cancel");
        let mut link = self.db().begin(Mode::Claim).await?;
        let row = link.first(query).await?.ok_or(StoreError::LeaseLost)?;
        let cancel = row.get(0)?;
        link.commit().await?;
        Ok(cancel)
    }

    /// Puts a job back after trouble that may pass, to be begun again at a later moment; given up
    /// when it was begun often enough. Returns whether it will be tried again.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when another worker has it by now.
    pub async fn retry_job(
        &self,
        job: &Job,
        worker: &Worker<'_>,
        (again_at, error): (Timestamp, &str),
    ) -> Result<bool> {
        let again = job.attempts < job.max_attempts;
        let state = if again {
            JobState::Waiting
        } else {
            JobState::Failed
        };
        let finished = (!again).then(|| worker.now.as_microsecond());
        let query = Query::new("UPDATE job SET lease_until = 0, worker = '', state = ")
            .bind(state.code())
            .sql(", error = ")
            .bind(error)
            .sql(", run_at = ")
            .bind(again_at.as_microsecond())
            .sql(", finished_at = ")
            .bind(finished);
        let mut link = self.db().begin(Mode::Claim).await?;
        if link.execute(held(query, job, worker)).await? != 1 {
            return Err(StoreError::LeaseLost);
        }
        link.commit().await?;
        Ok(again)
    }
}

/// Confines a statement to a job that this worker still holds.
fn held(query: Query, job: &Job, worker: &Worker<'_>) -> Query {
    query
        .sql(" WHERE state = 'running' AND agency_id = ")
        .id(job.agency)
        .sql(" AND id = ")
        .id(job.id)
        .sql(" AND worker = ")
        .bind(worker.name)
}

impl Reader {
    /// One job of this agency.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn job(&mut self, id: JobId) -> Result<Job> {
        let query = Query::new("SELECT ")
            .sql(JOB)
            .sql(" FROM job WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND id = ")
            .id(id);
        job(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// The newest jobs of this agency.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn jobs(&mut self, limit: u32) -> Result<Vec<Job>> {
        let query = Query::new("SELECT ")
            .sql(JOB)
            .sql(" FROM job WHERE agency_id = ")
            .id(self.agency)
            .sql(" ORDER BY created_at DESC, id DESC LIMIT ")
            .bind(i64::from(limit));
        self.fetch(query).await?.iter().map(job).collect()
    }
}
