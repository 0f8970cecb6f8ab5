//! One chromedriver with one Chromium, both ended when the value goes.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::wire;

/// Flags of every run: no window, no sandbox (containers have none), nothing that calls home.
const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--lang=en",
];

/// One Chromium. Methods that look at the page are in [`crate::page`].
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Whether pages run their scripts.
    scripts: Cell<bool>,
    /// Chromium's own folder, away from anybody's real profile.
    _profile: TempDir,
}

impl Browser {
    /// Starts chromedriver on a free port and Chromium with a fresh profile.
    ///
    /// # Errors
    /// When one of them is missing or does not come up.
    pub fn start() -> Result<Self> {
        let profile = tempfile::tempdir()?;
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("starting chromedriver (Debian: apt-get install chromium chromium-driver)")?;
        let stdout = driver.stdout.take().context("chromedriver has no output")?;
        let port = match read_port(stdout) {
            Ok(port) => port,
            Err(error) => {
                let _ = driver.kill();
                let _ = driver.wait();
                return Err(error);
            }
        };
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
            scripts: Cell::new(true),
            _profile: profile,
        };
        browser.session = browser.open_session()?;
        Ok(browser)
    }

    fn open_session(&self) -> Result<String> {
        let mut arguments: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
        arguments.push(format!(
            "--user-data-dir={}",
            self._profile.path().display()
        ));
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": arguments, "binary": "/usr/bin/chromium"},
            "goog:loggingPrefs": {"browser": "ALL"},
            "timeouts": {"script": 90_000, "pageLoad": 90_000, "implicit": 0},
            "unhandledPromptBehavior": "accept",
        }}});
        let value = self.send("POST", "/session", &capabilities)?;
        let session = value["sessionId"]
            .as_str()
            .context("chromedriver gave no session")?;
        Ok(session.to_owned())
    }

    /// One WebDriver command of the session: `POST` with a body, `GET` without.
    ///
    /// # Errors
    /// With WebDriver's own message when the command fails.
    pub fn command(&self, path: &str, body: Option<&Value>) -> Result<Value> {
        let path = format!("/session/{}{path}", self.session);
        match body {
            Some(body) => self.send("POST", &path, body),
            None => self.send("GET", &path, &Value::Null),
        }
    }

    /// One command of Chromium's own protocol, for what WebDriver cannot say.
    ///
    /// # Errors
    /// As [`Browser::command`].
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.command(
            "/goog/cdp/execute",
            Some(&json!({"cmd": command, "params": parameters})),
        )
    }

    /// Whether pages run their scripts.
    pub(crate) fn runs_scripts(&self) -> bool {
        self.scripts.get()
    }

    /// Remembers whether pages run their scripts.
    pub(crate) fn note_scripts(&self, run: bool) {
        self.scripts.set(run);
    }

    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let bytes = if body.is_null() {
            Vec::new()
        } else {
            serde_json::to_vec(body)?
        };
        let answer = wire::request(
            self.port,
            method,
            path,
            &[("content-type", "application/json")],
            &bytes,
        )?;
        let mut value: Value =
            serde_json::from_slice(&answer.body).context("chromedriver's answer")?;
        if answer.status != 200 {
            let (error, message) = (&value["value"]["error"], &value["value"]["message"]);
            let message = message
                .as_str()
                .unwrap_or_default()
                .lines()
                .next()
                .unwrap_or_default();
            bail!("{path}: {}: {message}", error.as_str().unwrap_or_default());
        }
        Ok(value["value"].take())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked politely, chromedriver ends its Chromium as well; killed, it would leave it behind.
        let _ = wire::request(
            self.port,
            "DELETE",
            &format!("/session/{}", self.session),
            &[],
            b"",
        );
        let _ = wire::request(self.port, "GET", "/shutdown", &[], b"");
        for _ in 0..100 {
            if matches!(self.driver.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// Reads `ChromeDriver was started successfully on port 12345.` and keeps the pipe empty after it.
fn read_port(stdout: impl Read + Send + 'static) -> Result<u16> {
    let mut lines = BufReader::new(stdout).lines();
    let mut said = String::new();
    for line in lines.by_ref() {
        let line = line?;
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            let port = port
                .trim_end_matches('.')
                .parse()
                .context("chromedriver's port")?;
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(port);
        }
        said.push_str(&line);
        said.push('\n');
    }
    bail!("chromedriver ended at once: {said}")
}
