//! House rules as a program: `cargo xtask check` says which of them the tree breaks.
//!
//! The rules are data in `house.toml`; each rule is a module with planted violations as tests,
//! because a check that cannot fail is worth nothing.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

pub mod arrows;
pub mod budgets;
pub mod catalogues;
pub mod house;
pub mod keys;
pub mod links;
pub mod migrations;
pub mod scans;
pub mod source;

use house::{Finding, House};
use source::Source;

/// Every broken rule of the repository in `root`, in the order of their places.
///
/// # Errors
/// When the repository cannot be read: no `house.toml`, no git, no cargo.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let house = House::read(root)?;
    let metadata = output(
        root,
        "cargo",
        &[
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ],
    )?;
    let metadata = serde_json::from_slice(&metadata).context("understanding cargo metadata")?;
    let mut findings = arrows::check(&house, &metadata);
    findings.extend(migrations::check(root)?);
    findings.extend(catalogues::check(root)?);
    let keys = catalogues::keys(root)?;
    for path in files(root)? {
        // What is no text is a font, a picture or an archive.
        let Ok(text) = std::fs::read_to_string(root.join(&path)) else {
            continue;
        };
        findings.extend(scans::check_text(&house.scans, &path, &text));
        if path.ends_with(".md") {
            findings.extend(links::check(root, &path, &text));
        }
        if path.ends_with(".html") {
            findings.extend(keys.check_template(&path, &text));
        }
        if let Some(room) = production_room(&path) {
            match Source::parse(&text) {
                Ok(source) => {
                    findings.extend(budgets::check(&house.budgets, room, &path, &source));
                    findings.extend(keys.check_source(&path, &source));
                    findings.extend(scans::check_source(&house.scans, room, &path, &source));
                }
                Err(error) => findings.push(Finding::new("rust", path, error.to_string())),
            }
        }
    }
    let mut findings = house.apply_exceptions(findings);
    findings.sort();
    Ok(findings)
}

/// The room of a file of production Rust: `crates/ROOM/src/….rs`, without files of tests.
fn production_room(path: &str) -> Option<&str> {
    let (room, rest) = path.strip_prefix("crates/")?.split_once('/')?;
    let inside = rest.strip_prefix("src/")?;
    let test = inside
        .split('/')
        .any(|part| matches!(part, "tests" | "tests.rs") || part.ends_with("_tests.rs"));
    (inside.ends_with(".rs") && !test).then_some(room)
}

/// Tracked files and new ones that git does not ignore, as paths from the root.
fn files(root: &Path) -> Result<Vec<String>> {
    let listed = output(
        root,
        "git",
        &[
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ],
    )?;
    let listed = String::from_utf8(listed).context("a file name is not UTF-8")?;
    Ok(listed
        .split('\0')
        .filter(|it| !it.is_empty())
        .map(str::to_owned)
        .collect())
}

fn output(root: &Path, program: &str, arguments: &[&str]) -> Result<Vec<u8>> {
    let run = Command::new(program)
        .args(arguments)
        .current_dir(root)
        .output()
        .with_context(|| format!("starting {program}"))?;
    if !run.status.success() {
        bail!(
            "{program} {}: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&run.stderr)
        );
    }
    Ok(run.stdout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn production_is_what_lies_in_src_and_is_no_test() {
        assert_eq!(
            production_room("crates/web/src/missions/list.rs"),
            Some("web")
        );
        for path in [
            "crates/web/tests/routes.rs",
            "crates/web/src/missions/tests.rs",
            "crates/web/src/missions/tests/list.rs",
            "crates/web/src/list_tests.rs",
            "crates/web/templates/list.html",
            "README.md",
        ] {
            assert_eq!(production_room(path), None, "{path}");
        }
    }
}
