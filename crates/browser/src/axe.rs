//! Accessibility of a page as axe-core sees it (WCAG 2.2 AA and its good practice).

use anyhow::Result;
use serde_json::Value;

use crate::driver::Browser;

/// axe-core 4.14.1, MPL-2.0, unchanged (its licence lies beside it); used in tests only.
const AXE: &str = include_str!("../assets/axe.min.js");

/// One rule that one or more elements of the page break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// axe's name of the rule, for example `color-contrast`.
    pub rule: String,
    /// What the rule wants.
    pub help: String,
    /// The first elements, each with what is wrong with it.
    pub elements: Vec<String>,
}

impl std::fmt::Display for Violation {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(out, "{}: {}", self.rule, self.help)?;
        self.elements
            .iter()
            .try_for_each(|element| writeln!(out, "    {element}"))
    }
}

impl Browser {
    /// Runs axe on the open page.
    ///
    /// # Errors
    /// When the session is gone or axe itself fails.
    pub fn violations(&self) -> Result<Vec<Violation>> {
        self.run(&format!("if (!window.axe) {{ {AXE} }}"), &[])?;
        let found = self.run_async(
            "(await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', \
             'best-practice'], resultTypes: ['violations']})).violations.map(it => ({rule: it.id, help: it.help, \
             elements: it.nodes.slice(0, 6).map(node => node.target.join(' ') + ': ' + \
             node.failureSummary.replace(/\\s+/g, ' '))}))",
            &[],
        )?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .map(violation)
            .collect())
    }
}

fn violation(value: &Value) -> Violation {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let elements = value["elements"]
        .as_array()
        .into_iter()
        .flatten()
        .map(text)
        .collect();
    Violation {
        rule: text(&value["rule"]),
        help: text(&value["help"]),
        elements,
    }
}
