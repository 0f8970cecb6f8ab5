//! Migrations only grow: a file that was once applied somewhere never changes.
//! Their digests are written down beside them; a new file is added with
//! `cargo xtask accept-migrations`, a changed one is refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::house::Finding;

/// Where the migrations are, and the list of their digests.
pub const FOLDER: &str = "crates/store/migrations";
const LIST: &str = "crates/store/migrations/DIGESTS";

type Digests = BTreeMap<String, String>;

/// Compares the migrations with the list of their digests.
///
/// # Errors
/// When a file cannot be read.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let (actual, listed) = (digests(root)?, listed(root)?);
    let mut findings = Vec::new();
    for (name, digest) in &listed {
        match actual.get(name) {
            None => findings.push(Finding::new(
                "migrations",
                name,
                "an applied migration was removed",
            )),
            Some(now) if now != digest => {
                findings.push(Finding::new(
                    "migrations",
                    name,
                    "an applied migration was changed: write a new one",
                ));
            }
            Some(_) => {}
        }
    }
    for name in actual.keys().filter(|name| !listed.contains_key(*name)) {
        findings.push(Finding::new(
            "migrations",
            name,
            "new: run `cargo xtask accept-migrations` and commit the list",
        ));
    }
    Ok(findings)
}

/// Adds the digests of new migrations to the list and tells how many were added.
///
/// # Errors
/// When a listed migration was changed or removed, or a file cannot be read or written.
pub fn accept(root: &Path) -> Result<usize> {
    let (actual, listed) = (digests(root)?, listed(root)?);
    for (name, digest) in &listed {
        if actual.get(name) != Some(digest) {
            bail!(
                "{name} was already accepted and may not change: restore it and write a new migration"
            );
        }
    }
    let text = actual
        .iter()
        .fold(String::new(), |mut text, (name, digest)| {
            let _ = writeln!(text, "{digest}  {name}");
            text
        });
    std::fs::write(root.join(LIST), text).with_context(|| format!("writing {LIST}"))?;
    Ok(actual.len() - listed.len())
}

fn digests(root: &Path) -> Result<Digests> {
    let mut found = Digests::new();
    let folder = root.join(FOLDER);
    if folder.is_dir() {
        collect(root, &folder, &mut found)?;
    }
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Digests) -> Result<()> {
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if path.extension().is_some_and(|it| it == "sql") {
            let bytes =
                std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            let digest = Sha256::digest(&bytes)
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    let _ = write!(hex, "{byte:02x}");
                    hex
                });
            found.insert(name, digest);
        }
    }
    Ok(())
}

fn listed(root: &Path) -> Result<Digests> {
    let path = root.join(LIST);
    if !path.exists() {
        return Ok(Digests::new());
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {LIST}"))?;
    text.lines()
        .map(|line| {
            let (digest, name) = line
                .split_once("  ")
                .with_context(|| format!("{LIST}: `{line}`"))?;
            Ok((name.to_owned(), digest.to_owned()))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join(FOLDER).join("sqlite")).unwrap();
        std::fs::write(
            root.path().join(FOLDER).join("sqlite/0001_first.sql"),
            "one",
        )
        .unwrap();
        root
    }

    #[test]
    fn a_new_migration_must_be_accepted_and_then_never_change() {
        let root = repository();
        assert!(check(root.path()).unwrap()[0].text.starts_with("new"));
        assert_eq!(accept(root.path()).unwrap(), 1);
        assert_eq!(check(root.path()).unwrap(), vec![]);

        let file = root.path().join(FOLDER).join("sqlite/0001_first.sql");
        std::fs::write(&file, "two").unwrap();
        assert!(check(root.path()).unwrap()[0].text.contains("was changed"));
        assert!(accept(root.path()).is_err());

        std::fs::remove_file(&file).unwrap();
        assert!(check(root.path()).unwrap()[0].text.contains("was removed"));
    }
}
