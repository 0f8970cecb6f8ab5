//! Every figure of one place by one command, each beside what we want.
//!
//! ```text
//! legation demo --prepare-only --data DIR && figures fill --data DIR
//! figures all PROGRAM --data DIR | --database URL
//! ```

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::load::{Order, Times};
use crate::start::{self, Server};
use crate::{load, workbook};

/// Pages of the directory: whole, narrowed, far back.
const LISTS: [&str; 4] = [
    "/directory",
    "/directory/organisations?kind=company",
    "/directory/organisations?country=CN&page=40",
    "/directory?state=unresolved",
];

/// How often the programme is printed.
const PRINTS: usize = 5;

/// `all PROGRAM --data DIR | --database URL`
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let program = arguments.next().context("which program?")?;
    let place: Vec<String> = arguments.collect();
    if place.len() != 2 {
        bail!("all PROGRAM --data DIR | --database URL");
    }
    let (first, memory) = start::measure(&program, &place)?;
    println!("start to first answer   {first:.2} s (want 0.5), {memory} MB at rest (want 80)");
    let server = Server::start(&program, &place)?;
    let searches = crate::WORDS
        .iter()
        .map(|words| format!("/search?q={}", encoded(words)));
    let searches: Vec<String> = searches.collect();
    let programme = ["/missions/FIGURES/programme".to_owned()];
    let lists: Vec<String> = LISTS.iter().map(|path| (*path).to_owned()).collect();
    let times = |paths: &[String], rate: f64| asked(server.port, paths, rate);
    // Right after a start one reader loads the mission and the others wait for it.
    for when in ["", " again"] {
        println!(
            "programme, 200/s{when}  {} (want p99 25)",
            times(&programme, 200.0)?
        );
    }
    for rate in [10.0, 50.0, 100.0] {
        println!(
            "search, {rate}/s          {} (want p99 25)",
            times(&searches, rate)?
        );
    }
    println!("directory, 20/s         {}", times(&lists, 20.0)?);
    println!("memory after that       {} MB", server.resident()?);
    drop(server);
    let paper = std::env::temp_dir().join(format!("figures-{}.pdf", std::process::id()));
    let mut seconds = Vec::new();
    for _ in 0..PRINTS {
        seconds.push(printed(&program, &place, &paper)?);
    }
    seconds.sort_by(f64::total_cmp);
    println!(
        "programme of 500 items as PDF, with its start: {:.2} s, median of {PRINTS} (want 1)",
        seconds[PRINTS / 2]
    );
    println!(
        "import of {} participants: {:.2} s (want 10)",
        workbook::PARTICIPANTS,
        imported(&program, &place)?
    );
    Ok(())
}

/// Words as they stand in an address.
fn encoded(words: &str) -> String {
    let bytes = words.bytes();
    bytes.fold(String::new(), |text, byte| match byte {
        b'a'..=b'z' | b'0'..=b'9' => text + &char::from(byte).to_string(),
        other => text + &format!("%{other:02X}"),
    })
}

fn asked(port: u16, paths: &[String], rate: f64) -> Result<Times> {
    load::measure(&Order {
        port,
        paths: paths.to_vec(),
        rate,
        seconds: 10.0,
        sign_in: Some("/demo/sign-in/officer".to_owned()),
    })
}

/// Seconds that a command takes; its output goes with them.
fn timed(command: &mut Command) -> Result<(f64, String)> {
    let begun = Instant::now();
    let done = command.output()?;
    let seconds = begun.elapsed().as_secs_f64();
    if !done.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
    Ok((seconds, String::from_utf8(done.stdout)?))
}

fn printed(program: &str, place: &[String], paper: &Path) -> Result<f64> {
    let mut command = Command::new(program);
    command
        .arg("documents")
        .args(place)
        .args(["--mission", "FIGURES", "--document"]);
    command.args([
        "programme",
        "--language",
        "en",
        "--format",
        "pdf",
        "--output",
    ]);
    let (seconds, _) = timed(command.arg(paper))?;
    std::fs::remove_file(paper)?;
    Ok(seconds)
}

/// Imports a large workbook and takes it back again.
fn imported(program: &str, place: &[String]) -> Result<f64> {
    let file = std::env::temp_dir().join(format!("figures-{}.xlsx", std::process::id()));
    workbook::write(&file)?;
    let mut command = Command::new(program);
    command
        .arg("import")
        .args(place)
        .args(["--mission", "FIGURES", "--confirm", "--json"]);
    let (seconds, told) = timed(command.arg(&file))?;
    std::fs::remove_file(&file)?;
    let batch = told
        .split("\"batch\":\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let batch = batch.with_context(|| format!("no batch in {told}"))?;
    let mut undo = Command::new(program);
    undo.arg("import").args(place).args(["--undo", batch]);
    timed(&mut undo)?;
    Ok(seconds)
}
