//! A walk over all pages that links lead to, so that a new page is looked at without being listed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::demo::Demo;
use crate::driver::Browser;

/// How many pages of one form are looked at (the page of a person: these many people).
const OF_ONE_FORM: usize = 2;

/// Follows links from `start` to pages whose path begins with `within` and calls `look` on every page, at most [`OF_ONE_FORM`] of one form.
/// Gives the paths that were looked at.
///
/// # Errors
/// When a page cannot be opened or `look` fails.
pub fn walk(
    browser: &Browser,
    demo: &Demo,
    start: &[&str],
    within: &str,
    mut look: impl FnMut(&str) -> Result<()>,
) -> Result<Vec<String>> {
    let mut waiting: VecDeque<String> = start.iter().map(|path| (*path).to_owned()).collect();
    let mut known: BTreeSet<String> = waiting.iter().cloned().collect();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = Vec::new();
    while let Some(path) = waiting.pop_front() {
        let count = forms.entry(form(&path)).or_default();
        if *count >= OF_ONE_FORM {
            continue;
        }
        *count += 1;
        browser.goto(&demo.url(&path))?;
        look(&path).with_context(|| path.clone())?;
        seen.push(path);
        for link in links(browser, demo)? {
            if link.starts_with(within) && known.insert(link.clone()) {
                waiting.push_back(link);
            }
        }
    }
    Ok(seen)
}

/// The links of the open page to other pages of the same site, without the choices of language and
/// appearance and without downloads.
fn links(browser: &Browser, demo: &Demo) -> Result<Vec<String>> {
    let script =
        "return [...document.querySelectorAll('a[href]:not([download])')].map(it => it.href)";
    let found = browser.run(script, &[])?;
    let root = demo.url("");
    let paths = found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    Ok(paths
        .filter_map(|link| link.strip_prefix(&root))
        .filter_map(page)
        .collect())
}

/// The path of a link if it leads to a page.
fn page(link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let file = path.rsplit('/').next().unwrap_or_default();
    let download = [".pdf", ".docx", ".xlsx", ".csv", ".ics", ".json", ".zip"]
        .iter()
        .any(|end| file.ends_with(end));
    let left = path.starts_with("/demo/")
        || path == "/sign-out"
        || path.starts_with("/assets/")
        || path.starts_with("/gallery/problem/");
    if path.is_empty() || download || left {
        return None;
    }
    let kept: Vec<&str> = query
        .split('&')
        .filter(|it| !it.is_empty() && !it.starts_with("lang=") && !it.starts_with("theme="))
        .collect();
    Some(if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", kept.join("&"))
    })
}

/// What pages of one form have in common: ids and codes are taken out of the address, and out of
/// the query everything but the names of what is asked and the value of `view`. How a list is
/// sorted and which part of it is shown makes no other form.
#[must_use]
pub fn form(path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let word = |part: &str| {
        part.chars()
            .all(|c| c.is_ascii_lowercase() || "-_.".contains(c))
    };
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if word(part) { part } else { "*" })
        .collect();
    let names: BTreeSet<&str> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            Some((name, _)) if name != "view" => name,
            _ => pair,
        })
        .filter(|name| !matches!(*name, "" | "sort" | "page" | "before"))
        .collect();
    format!(
        "{}?{}",
        parts.join("/"),
        names.into_iter().collect::<Vec<_>>().join("&")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_form_are_recognised() {
        assert_eq!(
            form("/missions/LN-DE-2023/items/0192f0c1-aa"),
            "/missions/*/items/*?"
        );
        assert_eq!(
            form("/directory?page=2&kind=company"),
            form("/directory?kind=person&page=3")
        );
        assert_eq!(form("/directory?sort=-name"), form("/directory"));
        assert_ne!(form("/programme?view=list"), form("/programme?view=print"));
        assert_ne!(
            form("/directory/people/1"),
            form("/directory/organisations/1")
        );
    }

    #[test]
    fn only_pages_are_followed() {
        assert_eq!(
            page("/missions?lang=de&view=list#top").as_deref(),
            Some("/missions?view=list")
        );
        for link in [
            "/calendar/abc.ics",
            "/sign-out",
            "/demo/sign-in/officer",
            "/assets/app.css",
            "",
        ] {
            assert_eq!(page(link), None, "{link}");
        }
    }
}
