//! Reading workbooks from outside in a child process with caps on memory and time.
//!
//! The reader itself refuses what is too large (see `formats::workbook`); the caps are the wall
//! behind it: whatever a file does to a library, it does to a process of its own.

use anyhow::{Context as _, Result};
use formats::workbook::{Limits, ReadError, Workbook};
use rustix::process::{Resource, Rlimit, setrlimit};
use std::io::{Read as _, Write as _};
use std::process::{ExitCode, Stdio};
use std::time::Duration;
use tokio::io::AsyncWriteExt as _;

/// The hidden command of the child.
pub const COMMAND: &str = "read-workbook";
/// Memory that the child may map.
const MEMORY: u64 = 1024 * 1024 * 1024;
/// CPU seconds that the child may use.
const CPU_SECONDS: u64 = 20;
/// How long the parent waits.
const PATIENCE: Duration = Duration::from_secs(30);

/// Reads a workbook in a child process.
///
/// # Errors
/// When no child can be started; a file that the child cannot read is an answer, not an error.
pub async fn read(bytes: Vec<u8>) -> Result<Result<Workbook, ReadError>> {
    let limits = Limits::default();
    if bytes.len() as u64 > limits.file_bytes {
        return Ok(Err(ReadError::TooLarge {
            limit: limits.file_bytes,
        }));
    }
    let program = std::env::current_exe().context("cannot find this program")?;
    let mut child = tokio::process::Command::new(program)
        .arg(COMMAND)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start the reader of workbooks")?;
    let mut input = child.stdin.take().context("the reader has no input")?;
    // A child that stops early closes its end; what it said counts.
    let feed = tokio::spawn(async move {
        let _ = input.write_all(&bytes).await;
    });
    let answer = tokio::time::timeout(PATIENCE, child.wait_with_output()).await;
    feed.abort();
    let Ok(output) = answer else {
        return Ok(Err(gave_up("time")));
    };
    let output = output.context("the reader of workbooks was lost")?;
    let text = String::from_utf8(output.stdout).unwrap_or_default();
    match formats::workbook::from_json(&text) {
        Ok(outcome) if output.status.success() => Ok(outcome),
        _ => Ok(Err(gave_up("memory"))),
    }
}

/// Reads what people upload in child processes.
#[derive(Debug, Clone, Copy)]
pub struct ChildReader;

impl web::imports::ReadWorkbook for ChildReader {
    fn read(&self, bytes: Vec<u8>) -> web::imports::Reading {
        Box::pin(async move { read(bytes).await.map_err(|error| format!("{error:#}")) })
    }
}

/// The child was stopped by one of its caps.
fn gave_up(what: &str) -> ReadError {
    ReadError::TooMany {
        what: what.to_owned(),
        limit: 0,
    }
}

/// The child: caps itself, reads the standard input and answers on the standard output.
///
/// # Errors
/// When the caps cannot be set or the answer cannot be written.
pub fn child() -> Result<ExitCode> {
    cap(Resource::As, MEMORY)?;
    cap(Resource::Cpu, CPU_SECONDS)?;
    // Dumps of a crashed reader would hold people's data.
    cap(Resource::Core, 0)?;
    let limits = Limits::default();
    let outcome =
        formats::workbook::read(std::io::stdin().lock().take(limits.file_bytes + 1), limits);
    let text = formats::workbook::to_json(&outcome)?;
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn cap(what: Resource, most: u64) -> Result<()> {
    let limit = Rlimit {
        current: Some(most),
        maximum: Some(most),
    };
    setrlimit(what, limit).context("cannot cap the reader of workbooks")
}
