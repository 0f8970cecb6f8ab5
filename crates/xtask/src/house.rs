//! The rules as data: `house.toml` and the exceptions written in it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// What `house.toml` says.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct House {
    /// Upper bounds of sizes.
    pub budgets: Budgets,
    /// Room → rooms it may use.
    pub rooms: BTreeMap<String, Vec<String>>,
    /// Library → the rooms that may use it.
    #[serde(default)]
    pub libraries: BTreeMap<String, Vec<String>>,
    /// What the text scans look for, and where not.
    pub scans: Scans,
    /// Budgets that a named place may exceed.
    #[serde(default)]
    pub exception: Vec<Exception>,
}

/// Upper bounds of sizes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budgets {
    /// Lines of code in one file.
    pub file_lines: usize,
    /// Lines of code in the body of one function.
    pub function_lines: usize,
    /// Lines of code in the body of one handler.
    pub handler_lines: usize,
    /// Parameters of one function, `self` included.
    pub parameters: usize,
}

/// What the text scans look for, and where not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scans {
    /// Rooms that may contain SQL.
    pub sql: Vec<String>,
    /// Rooms that may read the clock and draw random numbers.
    pub clock: Vec<String>,
    /// Words that no tracked text file may contain.
    pub forbidden: Vec<String>,
    /// Path prefixes of files that were taken over unchanged from elsewhere.
    pub vendored: Vec<String>,
}

/// A place that may break one rule, and why.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The rule's name as printed in a finding.
    pub rule: String,
    /// `path` or `path::function` as printed in a finding.
    pub place: String,
    /// The bound that holds here in place of the general one; absent for rules without a number.
    pub limit: Option<usize>,
    /// Why this is right.
    pub reason: String,
}

/// One broken rule at one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Which rule.
    pub rule: &'static str,
    /// Where: a path from the root of the repository, perhaps with `::function` or `:line`.
    pub place: String,
    /// What is wrong and what to do.
    pub text: String,
    /// The measured number where the rule has one.
    pub measured: Option<usize>,
}

impl Finding {
    /// A finding of a rule without numbers.
    pub fn new(rule: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            rule,
            place: place.into(),
            text: text.into(),
            measured: None,
        }
    }

    /// A finding of a budget.
    pub fn over(
        rule: &'static str,
        place: impl Into<String>,
        measured: usize,
        limit: usize,
    ) -> Self {
        let text = format!("{measured}, the budget is {limit}");
        Self {
            rule,
            place: place.into(),
            text,
            measured: Some(measured),
        }
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}: {}: {}", self.rule, self.place, self.text)
    }
}

impl House {
    /// Reads `house.toml` in `root`.
    ///
    /// # Errors
    /// When the file is missing or not understood.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join("house.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("understanding {}", path.display()))
    }

    /// Takes out the findings that an exception covers and adds one for each exception that is
    /// unexplained or no longer needed.
    #[must_use]
    pub fn apply_exceptions(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut used = vec![false; self.exception.len()];
        let mut left: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| {
                let covering = self
                    .exception
                    .iter()
                    .position(|exception| covers(exception, finding));
                if let Some(index) = covering {
                    used[index] = true;
                }
                covering.is_none()
            })
            .collect();
        for (exception, used) in self.exception.iter().zip(used) {
            let place = format!("house.toml: {} at {}", exception.rule, exception.place);
            if exception.reason.trim().len() < 15 {
                left.push(Finding::new(
                    "exceptions",
                    place,
                    "needs a reason that a stranger understands",
                ));
            } else if !used {
                left.push(Finding::new(
                    "exceptions",
                    place,
                    "is no longer needed, remove it",
                ));
            }
        }
        left
    }
}

fn covers(exception: &Exception, finding: &Finding) -> bool {
    exception.rule == finding.rule
        && exception.place == finding.place
        && match (exception.limit, finding.measured) {
            (Some(limit), Some(measured)) => measured <= limit,
            (None, None) => true,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(exceptions: &str) -> House {
        let text = format!(
            "{exceptions}\n[budgets]\nfile_lines=1\nfunction_lines=1\nhandler_lines=1\nparameters=1\n[rooms]\n\
             [scans]\nsql=[]\nclock=[]\nforbidden=[]\nvendored=[]\n"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn an_exception_covers_up_to_its_limit_and_not_beyond() {
        let house = house(
            "[[exception]]\nrule='file-lines'\nplace='a.rs'\nlimit=20\nreason='one table of many similar rows'",
        );
        assert_eq!(
            house.apply_exceptions(vec![Finding::over("file-lines", "a.rs", 20, 1)]),
            vec![]
        );
        let beyond = house.apply_exceptions(vec![Finding::over("file-lines", "a.rs", 21, 1)]);
        assert_eq!(
            beyond.len(),
            2,
            "the finding and the useless exception: {beyond:?}"
        );
    }

    #[test]
    fn an_exception_needs_a_reason_and_a_use() {
        let unexplained = house("[[exception]]\nrule='sql'\nplace='a.rs'\nreason='because'");
        assert_eq!(unexplained.apply_exceptions(vec![])[0].rule, "exceptions");
        let stale = house(
            "[[exception]]\nrule='sql'\nplace='a.rs'\nreason='a table of words of SQL to refuse'",
        );
        assert!(
            stale.apply_exceptions(vec![])[0]
                .text
                .contains("no longer needed")
        );
    }
}
