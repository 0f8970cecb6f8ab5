//! Looks for what contradicts a request without a place, and for what would make room for it.

use crate::worker::{GO, follow, instant, watched};
use app::App;
use app::timetables::Ways;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use store::jobs::Job;
use tokio::sync::watch;

/// The longest search.
const LONGEST: Duration = Duration::from_secs(120);

/// Carries a job of the queue out. Returns why it could not be.
pub(crate) async fn carry_out(
    office: &Arc<App>,
    name: &str,
    job: &Job,
    stop: &watch::Receiver<bool>,
) -> Result<(), String> {
    let search = office.search_of(job).await.map_err(|e| e.to_string())?;
    let search = search.ok_or("the session has changed since")?;
    let signal = Arc::new(AtomicU8::new(GO));
    let latest: Arc<Mutex<Ways>> = Arc::default();
    let start = instant();
    let work = {
        let (signal, latest) = (signal.clone(), latest.clone());
        tokio::task::spawn_blocking(move || {
            let goes_on = || signal.load(Ordering::Relaxed) == GO && start.elapsed() < LONGEST;
            search.run(&goes_on, &mut |ways| {
                if let Ok(mut latest) = latest.lock() {
                    latest.clone_from(ways);
                }
            })
        })
    };
    let told = || {
        let ways = latest.lock().ok().map(|latest| latest.clone());
        let note = serde_json::to_string(&ways.unwrap_or_default());
        let permille = start.elapsed().as_millis() * 1000 / LONGEST.as_millis();
        (permille as i64, note.unwrap_or_default())
    };
    let follow = follow(office, (name, job), &told, (&signal, stop));
    let ways = watched(work, follow).await?;
    let kept = office.keep_ways(job, name, &ways).await;
    kept.map_err(|error| error.to_string())
}
