//! How long the program takes from its start to the first answer, and how much memory it holds.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use browser::wire;

/// How often the program is started.
const STARTS: usize = 7;

/// A server that was started here; it ends with this value.
pub struct Server {
    process: Child,
    /// Kept open: it says more after the first line.
    _output: Lines<BufReader<ChildStdout>>,
    /// Where it answers.
    pub port: u16,
}

impl Server {
    /// Starts `legation demo` on a prepared place and waits until it is ready.
    pub fn start(program: &str, place: &[String]) -> Result<Self> {
        let mut process = Command::new(program)
            .args(["demo", "--port", "0"])
            .args(place)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {program}"))?;
        let mut lines = BufReader::new(process.stdout.take().context("no output")?).lines();
        let ready = lines.next().context("it ended at once")??;
        let port = ready.trim_end_matches('/').rsplit(':').next();
        let port = port.unwrap_or_default().parse();
        Ok(Self {
            process,
            _output: lines,
            port: port.with_context(|| ready.clone())?,
        })
    }

    /// Megabytes that it holds in memory.
    pub fn resident(&self) -> Result<u64> {
        resident(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `start PROGRAM DIR`: `legation demo` on a prepared folder.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let program = arguments.next().context("which program?")?;
    let data = arguments.next().context("which folder?")?;
    let (middle, memory) = measure(&program, &["--data".to_owned(), data])?;
    println!("first answer after {middle:.2} s (median of {STARTS}), {memory} MB at rest");
    Ok(())
}

/// The median time to the first answer in seconds, and the most memory at rest in megabytes.
pub fn measure(program: &str, place: &[String]) -> Result<(f64, u64)> {
    let mut times = Vec::new();
    let mut memory = 0;
    for _ in 0..STARTS {
        let begun = Instant::now();
        let server = Server::start(program, place)?;
        wire::request(server.port, "GET", "/sign-in", &[], b"")?;
        times.push(begun.elapsed());
        std::thread::sleep(Duration::from_secs(2));
        memory = memory.max(server.resident()?);
    }
    times.sort();
    Ok((times[times.len() / 2].as_secs_f64(), memory))
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
