//! Works out what would hold more meetings: one bounded search for each question.

use crate::worker::{GO, follow, instant, watched};
use app::App;
use app::timetables::{Advice, Answer, More, Wondering};
use matchmaking::Status;
use scheduler::{Halt, Report};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use store::jobs::Job;
use tokio::sync::watch;

/// Carries a job of the queue out. Returns why it could not be.
pub(crate) async fn carry_out(
    office: &Arc<App>,
    name: &str,
    job: &Job,
    stop: &watch::Receiver<bool>,
) -> Result<(), String> {
    let wondering: Wondering =
        serde_json::from_str(&job.payload).map_err(|error| format!("unreadable job: {error}"))?;
    let signal = Arc::new(AtomicU8::new(GO));
    let questions = u32::try_from(wondering.questions().len()).unwrap_or(1);
    let whole = Duration::from_secs(u64::from(wondering.seconds * questions).max(1));
    let work = {
        let signal = signal.clone();
        tokio::task::spawn_blocking(move || answers(&wondering, &signal))
    };
    let start = instant();
    let told = || {
        let permille = start.elapsed().as_millis() * 1000 / whole.as_millis();
        (permille as i64, String::new())
    };
    let follow = follow(office, (name, job), &told, (&signal, stop));
    let advice = watched(work, follow).await?;
    let kept = office.keep_advice(job, name, &advice).await;
    kept.map_err(|error| error.to_string())
}

/// Searches each question for its seconds. What has not been asked when the end is wanted is
/// left out.
fn answers(wondering: &Wondering, signal: &AtomicU8) -> Advice {
    let ask = |more: More| {
        let problem = more.of(&wondering.snapshot)?;
        let ending = || signal.load(Ordering::Relaxed) != GO;
        if ending() {
            return None;
        }
        let start = instant();
        let limit = Duration::from_secs(u64::from(wondering.seconds));
        let stop = |_: u64| {
            if ending() {
                return Some(Halt::Requested);
            }
            (start.elapsed() >= limit).then_some(Halt::Limit)
        };
        let found = scheduler::solve(&problem, wondering.seed, &stop, &mut |_: &Report| {});
        let (_, figures, _) = found.best()?;
        Some(Answer {
            more,
            held: figures.held.part,
            proved: found.status() == Status::Optimal,
        })
    };
    Advice {
        timetable: wondering.timetable,
        held: wondering.held,
        seconds: wondering.seconds,
        answers: wondering.questions().into_iter().filter_map(ask).collect(),
    }
}
