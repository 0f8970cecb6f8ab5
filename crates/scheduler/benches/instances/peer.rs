//! Other programs on the same problems, one after the other with ours.

use crate::process;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

/// A program to compare with: `NAME=COMMAND`, where `{}` in the command stands for the file.
pub struct Peer {
    name: String,
    command: Vec<String>,
    seconds: f64,
    failed: u32,
}

impl Peer {
    /// Reads `NAME=COMMAND`; words of the command are separated by blanks.
    pub fn read(text: &str) -> Self {
        let (name, command) = text
            .split_once('=')
            .expect("--peer needs NAME=COMMAND with {} for the file");
        assert!(
            command.contains("{}"),
            "the command lacks {{}} for the file"
        );
        Self {
            name: name.to_owned(),
            command: command.split_whitespace().map(str::to_owned).collect(),
            seconds: 0.0,
            failed: 0,
        }
    }

    /// Heads of this peer's columns.
    pub fn heads(&self) -> String {
        format!(" {0} | {0} s | {0} CPU s |", self.name)
    }

    /// Runs it on a problem. Its last line that is a JSON object tells `status` and `value`; a
    /// status other than `OPTIMAL` or `INFEASIBLE` counts twice the limit.
    pub fn measure(&mut self, file: &Path, limit: f64) -> String {
        let file = file.to_str().expect("a name in UTF-8");
        let words: Vec<String> = self.command.iter().map(|w| w.replace("{}", file)).collect();
        let (start, cpu) = (Instant::now(), process::cpu_seconds_of_children());
        let output = Command::new(&words[0])
            .args(&words[1..])
            .stderr(Stdio::inherit())
            .output()
            .expect("the peer cannot be started");
        let took = start.elapsed().as_secs_f64();
        let cpu = process::cpu_seconds_of_children() - cpu;
        let said = String::from_utf8_lossy(&output.stdout);
        let answer: Value = said
            .lines()
            .rev()
            .find_map(|line| serde_json::from_str(line).ok().filter(Value::is_object))
            .unwrap_or_default();
        let status = answer["status"].as_str().unwrap_or("no answer");
        if matches!(status, "OPTIMAL" | "INFEASIBLE") {
            self.seconds += took;
        } else {
            self.seconds += 2.0 * limit;
            self.failed += 1;
        }
        let value = answer["value"]
            .as_i64()
            .map_or_else(String::new, |v| format!(" {v}"));
        format!(" {}{value} | {took:.2} | {cpu:.2} |", status.to_lowercase())
    }

    /// How it compares after all problems.
    pub fn summary(&self, ours: f64) -> String {
        format!(
            "{}: {:.1} s, {} without proof; ours {ours:.1} s; {:.1} times as long",
            self.name,
            self.seconds,
            self.failed,
            self.seconds / ours
        )
    }
}
