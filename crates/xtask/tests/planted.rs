//! A small repository with one violation of every rule: each must be found, and a clean one must pass.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::path::Path;
use std::process::Command;

const HOUSE: &str = r#"
[budgets]
file_lines = 20
function_lines = 5
handler_lines = 3
parameters = 2
[rooms]
domain = []
web = ["domain"]
[libraries]
serde = []
[scans]
sql = ["store"]
clock = ["server"]
forbidden = ["PLANTED"]
vendored = []
"#;

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn crate_named(root: &Path, name: &str, dependencies: &str) {
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\n{dependencies}\n"
    );
    write(root, &format!("crates/{name}/Cargo.toml"), &manifest);
    write(
        root,
        &format!("crates/{name}/src/lib.rs"),
        "//! A room.\n\nfn nothing() {}\n",
    );
}

fn clean_repository() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "house.toml", HOUSE);
    write(
        root.path(),
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n",
    );
    crate_named(root.path(), "domain", "");
    crate_named(root.path(), "web", "domain = { path = \"../domain\" }");
    let git = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(root.path())
        .status()
        .unwrap();
    assert!(git.success());
    root
}

fn rules(root: &Path) -> Vec<String> {
    xtask::check(root)
        .unwrap()
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.place))
        .collect()
}

#[test]
fn a_clean_repository_passes() {
    assert_eq!(rules(clean_repository().path()), Vec::<String>::new());
}

#[test]
fn every_planted_violation_is_found() {
    let root = clean_repository();
    let root = root.path();
    crate_named(root, "domain", "web = { path = \"../web\" }");
    crate_named(root, "web", "");
    write(
        root,
        "crates/web/src/pages.rs",
        "async fn page(a: u8, b: u8, c: u8) {\n    a();\n    a();\n    let t = Instant::now();\n    \
         query(\"SELECT a FROM b\");\n}\n",
    );
    write(
        root,
        "crates/web/src/long.rs",
        &"const A: u8 = 1;\n".repeat(21),
    );
    write(root, "crates/web/src/broken.rs", "fn (");
    write(root, "docs/a.md", "PLANTED\n[b](b.md)\n");
    write(root, "crates/store/migrations/sqlite/0001.sql", "one");
    write(root, "crates/i18n/locales/en/a.ftl", "a = A\n");
    write(root, "crates/i18n/locales/de/a.ftl", "b = B\n");
    write(
        root,
        "crates/web/templates/a.html",
        "{{ page.t(\"a-gone\") }}\n",
    );
    // Folders that are no crates would stop cargo metadata.
    write(
        root,
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/domain\", \"crates/web\"]\n",
    );

    assert_eq!(
        rules(root),
        [
            "arrows crates/domain/Cargo.toml",
            "catalogues crates/i18n/locales/de/a.ftl",
            "catalogues crates/i18n/locales/en/a.ftl",
            "clock crates/web/src/pages.rs:4",
            "file-lines crates/web/src/long.rs",
            "handler-lines crates/web/src/pages.rs::page",
            "links docs/a.md:2",
            "migrations crates/store/migrations/sqlite/0001.sql",
            "parameters crates/web/src/pages.rs::page",
            "rust crates/web/src/broken.rs",
            "sql crates/web/src/pages.rs:5",
            "texts crates/web/templates/a.html:1",
            "words docs/a.md:1",
        ]
    );
}

#[test]
fn the_program_ends_with_failure_when_a_rule_is_broken_and_tells_a_wrong_call() {
    let wrong = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("nonsense")
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&wrong.stdout).contains("cargo xtask check"));
}
