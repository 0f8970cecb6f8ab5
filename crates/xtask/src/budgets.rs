//! Sizes: files, functions, handlers, parameters.

use crate::house::{Budgets, Finding};
use crate::source::Source;

/// The budgets that one file of one room exceeds.
#[must_use]
pub fn check(budgets: &Budgets, room: &str, path: &str, source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if source.lines() > budgets.file_lines {
        findings.push(Finding::over(
            "file-lines",
            path,
            source.lines(),
            budgets.file_lines,
        ));
    }
    for function in &source.functions {
        let place = format!("{path}::{}", function.name);
        let handler = room == "web" && function.asynchronous;
        let (rule, limit) = if handler {
            ("handler-lines", budgets.handler_lines)
        } else {
            ("function-lines", budgets.function_lines)
        };
        if function.lines > limit {
            findings.push(Finding::over(rule, place.clone(), function.lines, limit));
        }
        if function.parameters > budgets.parameters {
            findings.push(Finding::over(
                "parameters",
                place,
                function.parameters,
                budgets.parameters,
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGETS: Budgets = Budgets {
        file_lines: 12,
        function_lines: 4,
        handler_lines: 2,
        parameters: 2,
    };

    fn rules(room: &str, text: &str) -> Vec<&'static str> {
        let source = Source::parse(text).unwrap();
        check(&BUDGETS, room, "a.rs", &source)
            .iter()
            .map(|finding| finding.rule)
            .collect()
    }

    #[test]
    fn what_fits_is_silent() {
        assert!(
            rules(
                "app",
                "fn a(b: u8) {\n    c();\n    // remark\n    d();\n    e();\n    f();\n}"
            )
            .is_empty()
        );
    }

    #[test]
    fn each_budget_can_be_exceeded() {
        assert_eq!(
            rules(
                "app",
                "fn a() {\n    b();\n    b();\n    b();\n    b();\n    b();\n}"
            ),
            ["function-lines"]
        );
        assert_eq!(
            rules("web", "async fn a() {\n    b();\n    b();\n    b();\n}"),
            ["handler-lines"]
        );
        assert_eq!(rules("app", "fn a(b: u8, c: u8, d: u8) {}"), ["parameters"]);
        assert_eq!(
            rules("app", &"const A: u8 = 1;\n".repeat(13)),
            ["file-lines"]
        );
    }

    #[test]
    fn an_async_function_elsewhere_is_no_handler() {
        assert!(rules("app", "async fn a() {\n    b();\n    b();\n    b();\n}").is_empty());
    }
}
