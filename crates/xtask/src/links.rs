//! Links between the documents of the repository lead somewhere.

use std::path::Path;

use crate::house::Finding;

/// Every link of one Markdown file to a path of the repository that does not exist.
#[must_use]
pub fn check(root: &Path, path: &str, text: &str) -> Vec<Finding> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut findings = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for target in targets(line).filter(|target| is_path(target)) {
            let file = target.split('#').next().unwrap_or_default();
            if !root.join(folder).join(file).exists() {
                let place = format!("{path}:{}", index + 1);
                findings.push(Finding::new(
                    "links",
                    place,
                    format!("`{target}` leads nowhere"),
                ));
            }
        }
    }
    findings
}

/// What stands in the brackets of `[text](target)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
}

fn is_path(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('#') && !target.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_missing_file_is_found_and_others_are_not() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("docs")).unwrap();
        std::fs::write(root.path().join("README.md"), "").unwrap();
        let text = "[a](../README.md#top) [b](https://example.org/x) [c](#here)\nand [d](gone.md)";
        let found = check(root.path(), "docs/a.md", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].place, "docs/a.md:2");
        assert!(found[0].text.contains("gone.md"));
    }
}
