//! Searches of several places side by side, without pages: one search is asked of each place in
//! turn, so that what else runs on the machine slows all of them alike.
//!
//! `figures searches [--data DIR]... [--database URL]... [--rounds N]`

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use app::search::Sought;
use app::{App, Caller, Door};
use store::Store;
use testkit::{FrozenClock, SeededChance};

/// Hits that a page of answers shows.
const SHOWN: usize = 60;

/// One place with how long its answers took.
struct Place {
    name: String,
    app: App,
    caller: Caller,
    searches: Vec<Duration>,
    dossiers: Vec<Duration>,
}

/// `searches [--data DIR]... [--database URL]... [--rounds N]`
pub fn run(mut arguments: impl Iterator<Item = String>, words: &[&str]) -> Result<()> {
    let (mut wanted, mut rounds) = (Vec::new(), 20);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().context("a value is missing")?;
        match argument.as_str() {
            "--data" | "--database" => wanted.push((argument, value)),
            "--rounds" => rounds = value.parse()?,
            other => bail!("`{other}` is unknown"),
        }
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            let mut places = Vec::new();
            for (kind, value) in wanted {
                places.push(open(&kind, value).await?);
            }
            compare(&mut places, words, rounds).await?;
            for place in &mut places {
                place.searches.sort();
                place.dossiers.sort();
                println!("{place}");
            }
            Ok(())
        })
}

async fn open(kind: &str, value: String) -> Result<Place> {
    let store = match kind {
        "--data" => Store::sqlite(&Path::new(&value).join("legation.db")).await?,
        _ => Store::postgres(&value, 4).await?,
    };
    let clock = Arc::new(FrozenClock::at("2026-03-02T08:00:00Z"));
    store.migrate(&*clock).await?;
    let agencies = store.read(store::house()).await?.agencies().await?;
    let (_, agency) = agencies.into_iter().next().context("no agency")?;
    let app = App::new(store, clock, Arc::new(SeededChance::new(7)));
    app.refresh_index().await?;
    Ok(Place {
        name: kind.trim_start_matches('-').to_owned(),
        app,
        caller: Caller::program(agency.id, Door::CommandLine),
        searches: Vec::new(),
        dossiers: Vec::new(),
    })
}

async fn compare(places: &mut [Place], words: &[&str], rounds: usize) -> Result<()> {
    // The first round fills caches and is not counted.
    for round in 0..=rounds {
        for word in words {
            for place in &mut *places {
                let taken = place.search(word).await?;
                place.searches.extend((round > 0).then_some(taken));
            }
        }
    }
    for round in 0..=rounds.min(9) {
        for place in &mut *places {
            let taken = place.dossier().await?;
            place.dossiers.extend((round > 0).then_some(taken));
        }
    }
    Ok(())
}

impl Place {
    async fn search(&self, text: &str) -> Result<Duration> {
        let sought = Sought {
            text,
            limit: SHOWN,
            ..Sought::default()
        };
        let begun = Instant::now();
        self.app.search(&self.caller, &sought).await?;
        Ok(begun.elapsed())
    }

    /// The large mission, read by an office that has not read it yet.
    async fn dossier(&self) -> Result<Duration> {
        let clock = Arc::new(FrozenClock::at("2026-03-02T08:00:00Z"));
        let store = self.app.store().clone();
        let fresh = App::new(store, clock, Arc::new(SeededChance::new(7)));
        let begun = Instant::now();
        fresh.dossier_by_code(&self.caller, "FIGURES").await?;
        Ok(begun.elapsed())
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |times: &[Duration], share: f64| {
            let index = (times.len() as f64 * share).ceil() as usize;
            let time = times.get(index.clamp(1, times.len().max(1)) - 1);
            time.map_or(0.0, |time| time.as_secs_f64() * 1000.0)
        };
        write!(
            f,
            "{:9} {} searches, p50 {:.1} ms, p90 {:.1} ms, p99 {:.1} ms; mission read in {:.0} ms",
            self.name,
            self.searches.len(),
            at(&self.searches, 0.5),
            at(&self.searches, 0.9),
            at(&self.searches, 0.99),
            at(&self.dossiers, 0.5)
        )
    }
}
