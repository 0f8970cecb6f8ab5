//! One running `legation demo` with its own copy of the sample data.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::wire::{self, Answer};

const READY: &str = "Legation is ready: http://127.0.0.1:";

/// A demo server that ends when the value goes.
pub struct Demo {
    server: Child,
    port: u16,
    _data: TempDir,
}

/// The program under test, built beside the tests.
///
/// # Errors
/// When it was not built.
pub fn program() -> Result<PathBuf> {
    let tests = std::env::current_exe()?;
    let program = tests
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new(""))
        .join("legation");
    if !program.is_file() {
        bail!(
            "{} is missing: run `cargo build --workspace --all-targets` first",
            program.display()
        );
    }
    Ok(program)
}

impl Demo {
    /// Starts a demo. The sample data are made once for all tests of the process and copied.
    ///
    /// # Errors
    /// When the program is missing or does not get ready.
    pub fn start() -> Result<Self> {
        let data = sample_data()?;
        let mut server = Command::new(program()?)
            .args(["demo", "--port", "0", "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting legation demo")?;
        let (stdout, stderr) = (server.stdout.take(), server.stderr.take());
        let log = keep(stderr.context("no stderr")?);
        match read_port(stdout.context("no stdout")?) {
            Ok(port) => Ok(Self {
                server,
                port,
                _data: data,
            }),
            Err(error) => {
                let _ = server.kill();
                let _ = server.wait();
                let log = log.join().unwrap_or_default();
                Err(error.context(log))
            }
        }
    }

    /// The full address of a path such as `/missions`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Asks for a path without a browser.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Result<Answer> {
        wire::request(self.port, "GET", path, headers, b"")
    }

    /// Sends a form as the demo's own page would, without a browser.
    ///
    /// # Errors
    /// When the server does not answer.
    pub fn post(&self, path: &str, headers: &[(&str, &str)], form: &str) -> Result<Answer> {
        let own = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        let headers: Vec<_> = own.iter().chain(headers).copied().collect();
        wire::request(self.port, "POST", path, &headers, form.as_bytes())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A folder with its own copy of the sample data, made once for all tests of the process.
///
/// # Errors
/// When the program is missing or cannot make them.
pub fn sample_data() -> Result<TempDir> {
    static SAMPLE: OnceLock<std::result::Result<TempDir, String>> = OnceLock::new();
    let sample = SAMPLE.get_or_init(|| prepare().map_err(|error| format!("{error:#}")));
    let sample = sample
        .as_ref()
        .map_err(|error| anyhow::anyhow!("preparing the sample data: {error}"))?;
    let data = tempfile::tempdir()?;
    copy(sample.path(), data.path()).context("copying the sample data")?;
    Ok(data)
}

fn prepare() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let run = Command::new(program()?)
        .args(["demo", "--prepare-only", "--data"])
        .arg(folder.path())
        .output()?;
    if !run.status.success() {
        bail!("{}", String::from_utf8_lossy(&run.stderr));
    }
    Ok(folder)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Waits for the line that says where it serves, and keeps the pipe empty after it.
fn read_port(stdout: impl Read + Send + 'static) -> Result<u16> {
    let mut lines = BufReader::new(stdout).lines();
    for line in lines.by_ref() {
        if let Some((_, rest)) = line?.split_once(READY) {
            let port = rest
                .trim_end()
                .trim_end_matches('/')
                .parse()
                .context("the port in the ready line")?;
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(port);
        }
    }
    bail!("legation demo ended before it was ready")
}

/// Keeps what a program says on its error output, for the message of a failed start.
fn keep(mut stderr: impl Read + Send + 'static) -> std::thread::JoinHandle<String> {
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let _ = stderr.read_to_end(&mut text);
        String::from_utf8_lossy(&text).into_owned()
    })
}
