//! Which room may use which: the arrows of the workspace, read from `cargo metadata`.

use serde::Deserialize;

use crate::house::{Finding, House};

/// The part of `cargo metadata --no-deps` that matters here.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    packages: Vec<Package>,
}

#[derive(Debug, Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// Absent for a normal dependency, else `dev` or `build`.
    kind: Option<String>,
    /// Present when the dependency is a folder and not from a registry.
    path: Option<String>,
}

/// Every dependency of a room on another room or on a library that `house.toml` does not allow.
#[must_use]
pub fn check(house: &House, metadata: &Metadata) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &metadata.packages {
        let place = format!("crates/{}/Cargo.toml", package.name);
        let Some(allowed) = house.rooms.get(&package.name) else {
            findings.push(Finding::new(
                "arrows",
                place,
                "this room is not in the table [rooms] of house.toml",
            ));
            continue;
        };
        for dependency in package
            .dependencies
            .iter()
            .filter(|it| it.kind.as_deref() != Some("dev"))
        {
            if dependency.path.is_some() && !allowed.contains(&dependency.name) {
                let text = format!("{} may not use {}", package.name, dependency.name);
                findings.push(Finding::new("arrows", place.clone(), text));
            }
            if let Some(rooms) = house.libraries.get(&dependency.name)
                && !rooms.contains(&package.name)
            {
                let text = format!(
                    "the library {} stays in {}",
                    dependency.name,
                    rooms.join(", ")
                );
                findings.push(Finding::new("arrows", place.clone(), text));
            }
        }
    }
    for room in house.rooms.keys() {
        if !metadata
            .packages
            .iter()
            .any(|package| &package.name == room)
        {
            findings.push(Finding::new(
                "arrows",
                "house.toml",
                format!("the room {room} does not exist"),
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUSE: &str = "[budgets]\nfile_lines=1\nfunction_lines=1\nhandler_lines=1\nparameters=1\n\
        [rooms]\ndomain=[]\nweb=['domain']\n[libraries]\nsqlx=['store']\n\
        [scans]\nsql=[]\nclock=[]\nforbidden=[]\nvendored=[]\n";

    fn findings(packages: &str) -> Vec<String> {
        let house = toml::from_str(HOUSE).unwrap();
        let metadata = serde_json::from_str(&format!("{{\"packages\":{packages}}}")).unwrap();
        check(&house, &metadata)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn an_arrow_of_the_table_is_silent_and_a_test_may_look_anywhere() {
        let packages = r#"[{"name":"domain","dependencies":[{"name":"web","kind":"dev","path":"x"}]},
            {"name":"web","dependencies":[{"name":"domain","kind":null,"path":"x"}]}]"#;
        assert_eq!(findings(packages), Vec::<String>::new());
    }

    #[test]
    fn an_arrow_against_the_table_is_found() {
        let packages = r#"[{"name":"domain","dependencies":[{"name":"web","kind":null,"path":"x"}]},
            {"name":"web","dependencies":[{"name":"sqlx","kind":"build","path":null}]}]"#;
        assert_eq!(
            findings(packages),
            [
                "arrows: crates/domain/Cargo.toml: domain may not use web",
                "arrows: crates/web/Cargo.toml: the library sqlx stays in store"
            ]
        );
    }

    #[test]
    fn a_room_must_be_in_the_table_and_the_table_must_be_true() {
        let found = findings(
            r#"[{"name":"domain","dependencies":[]},{"name":"cellar","dependencies":[]}]"#,
        );
        assert!(found[0].contains("cellar"), "{found:?}");
        assert!(
            found[1].contains("the room web does not exist"),
            "{found:?}"
        );
    }
}
