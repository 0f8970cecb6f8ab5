//! The job runner: claims work, carries it out beside the requests, and reports how far it is.

use app::App;
use app::timetables::{ADVICE, QUEUE, Run, Standing, WAYS};
use domain::ids::{JobId, TypedId};
use jiff::SignedDuration;
use scheduler::{Granted, Halt, Report};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::StoreError;
use store::jobs::{Job, Worker};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Time between two looks for work.
const IDLE: Duration = Duration::from_millis(500);
/// Time between two reports of progress.
const REPORT: Duration = Duration::from_millis(250);
/// How long a job is a worker's without a sign of life.
const LEASE: SignedDuration = SignedDuration::from_secs(30);

/// Time between two looks for requests that were not answered in time.
const SWEEP: Duration = Duration::from_secs(300);

/// Go on searching.
pub(crate) const GO: u8 = 0;
/// Somebody asked to stop: keep the best so far.
pub(crate) const STOP: u8 = 1;
/// The work is another's by now: drop everything.
const DROP: u8 = 2;

/// Starts two workers that end when the process is asked to stop: one for runs and advice, which
/// may take minutes, and one for what somebody looks at a page for.
pub fn start(office: Arc<App>, stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        tokio::join!(
            work(&office, &[QUEUE, ADVICE], &stop),
            work(&office, &[WAYS], &stop),
        );
    })
}

/// Carries out jobs of some queues until the process is asked to stop.
async fn work(office: &Arc<App>, queues: &[&str], stop: &watch::Receiver<bool>) {
    let name = format!("worker-{}", office.new_id::<JobId>().uuid());
    let mut asked = stop.clone();
    let mut swept: Option<Instant> = None;
    while !*stop.borrow() {
        if queues.contains(&QUEUE) && swept.is_none_or(|at| at.elapsed() >= SWEEP) {
            expire(office).await;
            swept = Some(instant());
        }
        if let Some(job) = claim(office, queues, &name).await {
            carry_out(office, &name, &job, stop).await;
        } else {
            tokio::select! {
                () = tokio::time::sleep(IDLE) => {}
                _ = asked.wait_for(|stop| *stop) => {}
            }
        }
    }
}

/// Notes which meeting requests were not answered in time.
async fn expire(office: &App) {
    match office.expire_requests().await {
        Ok(0) => {}
        Ok(count) => tracing::info!(count, "meeting requests expired"),
        // The pages say so all the same; the next sweep notes it.
        Err(error) => tracing::debug!(%error, "expired requests not noted"),
    }
}

fn worker<'a>(office: &App, name: &'a str) -> Worker<'a> {
    let now = office.clock().now();
    Worker {
        name,
        now,
        lease: LEASE,
    }
}

async fn claim(office: &App, queues: &[&str], name: &str) -> Option<Job> {
    let worker = worker(office, name);
    match office.store().claim_job(queues, &worker).await {
        Ok(job) => job,
        // Another worker was in the way, or the database is busy: look again later.
        Err(error) => {
            tracing::debug!(%error, "no job claimed");
            None
        }
    }
}

async fn carry_out(office: &Arc<App>, name: &str, job: &Job, stop: &watch::Receiver<bool>) {
    let beside = match job.queue.as_str() {
        ADVICE => Some(crate::advice::carry_out(office, name, job, stop).await),
        WAYS => Some(crate::ways::carry_out(office, name, job, stop).await),
        _ => None,
    };
    if let Some(done) = beside {
        if let Err(why) = done {
            give_up(office, name, job, &why).await;
        }
        return;
    }
    let run: Run = match serde_json::from_str(&job.payload) {
        Ok(run) => run,
        Err(error) => {
            give_up(office, name, job, &format!("unreadable job: {error}")).await;
            return;
        }
    };
    let run = Arc::new(run);
    let signal = Arc::new(AtomicU8::new(GO));
    let latest: Arc<Mutex<Option<Standing>>> = Arc::default();
    let search = search(run.clone(), signal.clone(), latest.clone());
    let start = instant();
    let told = || {
        let share = start.elapsed().as_secs_f64() / f64::from(run.seconds.max(1));
        let standing = latest.lock().ok().and_then(|latest| *latest);
        let note = standing.and_then(|s| serde_json::to_string(&s).ok());
        ((share * 1000.0) as i64, note.unwrap_or_default())
    };
    let found = watched(search, follow(office, (name, job), &told, (&signal, stop))).await;
    if signal.load(Ordering::Relaxed) == DROP {
        return;
    }
    match found {
        Ok(outcome) => match office.keep_timetable(job, name, &run, &outcome).await {
            Ok(saved) => tracing::info!(timetable = %saved.id, "timetable kept"),
            Err(error) => {
                tracing::warn!(%error, job = %job.id.uuid(), "timetable not kept");
                give_up(office, name, job, &error.to_string()).await;
            }
        },
        Err(why) => give_up(office, name, job, &why).await,
    }
}

async fn give_up(office: &App, name: &str, job: &Job, why: &str) {
    if let Err(error) = office.fail_timetable(job, name, why).await {
        tracing::warn!(%error, job = %job.id.uuid(), "a job could not be ended");
    }
}

/// Searches in a thread of its own until the time is up or the signal changes.
fn search(
    run: Arc<Run>,
    signal: Arc<AtomicU8>,
    latest: Arc<Mutex<Option<Standing>>>,
) -> JoinHandle<matchmaking::Outcome> {
    let start = instant();
    tokio::task::spawn_blocking(move || {
        let limit = Duration::from_secs(u64::from(run.seconds));
        let check = |_: u64| match signal.load(Ordering::Relaxed) {
            GO if start.elapsed() < limit => None,
            GO => Some(Halt::Limit),
            _ => Some(Halt::Requested),
        };
        let used = || start.elapsed().as_secs_f64() / limit.as_secs_f64();
        let stop = Granted { check, used };
        let mut progress = |report: &Report| {
            if let Ok(mut latest) = latest.lock() {
                *latest = Some(Standing {
                    held: report.held,
                    weight: report.weight,
                    bound: report.bound,
                    breaks: report.breaks,
                    open: report.open.map(app::timetables::goal_reached),
                });
            }
        };
        scheduler::solve(&run.snapshot.problem, run.seed, &stop, &mut progress)
    })
}

/// Waits for a search while somebody follows it; whoever follows ends only to end the search.
/// Returns why it came to nothing.
pub(crate) async fn watched<T>(
    search: JoinHandle<T>,
    follow: impl Future<Output = ()>,
) -> Result<T, String> {
    tokio::pin!(search);
    let found = tokio::select! {
        found = &mut search => found,
        () = follow => search.await,
    };
    found.map_err(|error| format!("the search failed: {error}"))
}

/// Reports how far a job is, in thousandths and in a note, and passes on the wish to stop; ends
/// when the work must end early.
pub(crate) async fn follow(
    office: &App,
    (name, job): (&str, &Job),
    told: &(dyn Fn() -> (i64, String) + Sync),
    (signal, stop): (&AtomicU8, &watch::Receiver<bool>),
) {
    loop {
        tokio::time::sleep(REPORT).await;
        let (permille, note) = told();
        let told = (permille.min(999), note.as_str());
        let told = office
            .store()
            .report_job(job, &worker(office, name), told)
            .await;
        let next = match told {
            Ok(cancel) if cancel || *stop.borrow() => STOP,
            Ok(_) => GO,
            Err(StoreError::LeaseLost) => DROP,
            // The database may be back before the lease ends.
            Err(_) => GO,
        };
        if next != GO {
            signal.store(next, Ordering::Relaxed);
            return;
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "the worker measures how long it searches"
)]
pub(crate) fn instant() -> Instant {
    Instant::now()
}
