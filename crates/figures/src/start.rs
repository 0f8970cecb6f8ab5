//! How long the program takes from its start to the first answer, and how much memory it holds.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser::wire;

/// `start PROGRAM DIR`: `legation demo` on a prepared folder.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let program = arguments.next().context("which program?")?;
    let data = arguments.next().context("which folder?")?;
    let mut times = Vec::new();
    let mut memory = 0;
    for _ in 0..7 {
        let begun = Instant::now();
        let mut server = Command::new(&program)
            .args(["demo", "--port", "0", "--data", &data])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        let mut lines = BufReader::new(server.stdout.take().context("no output")?).lines();
        let ready = lines.next().context("it ended at once")??;
        let port = ready
            .trim_end_matches('/')
            .rsplit(':')
            .next()
            .unwrap_or_default();
        wire::request(
            port.parse().with_context(|| ready.clone())?,
            "GET",
            "/sign-in",
            &[],
            b"",
        )?;
        times.push(begun.elapsed());
        std::thread::sleep(Duration::from_secs(2));
        memory = memory.max(resident(server.id())?);
        server.kill()?;
        server.wait()?;
    }
    times.sort();
    let middle = times[times.len() / 2].as_secs_f64();
    println!(
        "first answer after {middle:.2} s (median of {}), {memory} MB at rest",
        times.len()
    );
    Ok(())
}

/// Megabytes that a process holds in memory.
fn resident(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .context("no VmRSS")?;
    let kilobytes: u64 = line.split_whitespace().nth(1).unwrap_or_default().parse()?;
    Ok(kilobytes / 1024)
}
