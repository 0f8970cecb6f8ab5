//! Every page that a link leads to, in every language, light and dark, on the desktop and on a phone.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use browser::walk::{form, walk};
use browser::{Appearance, Browser, Viewport};
use serde_json::{Value, json};

use crate::common::{STATUS, Scene};

/// Pages that the walk must have come by: if a link to one of them is lost, the walk would be
/// shorter and nobody would notice.
const MUST_SEE: [&str; 11] = [
    "/missions",
    "/missions/LN-DE-2023",
    "/missions/LN-DE-2023/delegation",
    "/missions/LN-DE-2023/programme",
    "/missions/LN-DE-2023/guests",
    "/missions/LN-DE-2023/meetings",
    "/missions/LN-DE-2023/agreements",
    "/missions/LN-DE-2023/documents",
    "/missions/SAMPLE-SPRING/timetable",
    "/directory",
    "/agreements",
];

/// Where every walk begins.
const START: [&str; 4] = [
    "/missions",
    "/search?q=%E8%BE%BD%E5%AE%81",
    "/missions/LN-DE-2023",
    "/missions/SAMPLE-SPRING",
];

/// Pages of debug builds that show every part once.
const GALLERY: [&str; 2] = ["/gallery", "/gallery/form"];

/// What is wrong, and on which pages.
type Wrong = BTreeMap<String, Vec<String>>;

/// All keys of the catalogues: one of them on a page is a text that is missing.
fn keys() -> BTreeSet<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../i18n/locales/en");
    let mut keys = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let subject = path.file_stem().unwrap().to_string_lossy().into_owned();
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            if let Some((key, _)) = line
                .split_once(" =")
                .filter(|(key, _)| key.starts_with(&subject))
            {
                keys.insert(key.to_owned());
            }
        }
    }
    assert!(keys.len() > 100, "{folder} holds {} keys", keys.len());
    keys
}

/// What is wrong with the text and the frame of the open page.
fn wrong_words(browser: &Browser, language: &str, keys: &BTreeSet<String>) -> Result<Vec<String>> {
    let script = "const d = document, t = s => d.querySelectorAll(s).length; return {lang: d.documentElement.lang, \
        title: d.title, h1: t('h1'), main: t('main'), words: d.body.innerText.split(/[\\s,.;:()]+/)}";
    let facts = browser.run(script, &[])?;
    let mut wrong = Vec::new();
    if facts["lang"] != language {
        wrong.push(format!("its language is {}", facts["lang"]));
    }
    if facts["h1"] != 1 || facts["main"] != 1 {
        wrong.push(format!("{} h1, {} main", facts["h1"], facts["main"]));
    }
    if facts["title"].as_str().unwrap_or_default().chars().count() < 3 {
        wrong.push(format!("its title is {}", facts["title"]));
    }
    let words = facts["words"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    wrong.extend(
        words
            .filter(|word| keys.contains(*word))
            .map(|word| format!("the text {word} is missing")),
    );
    Ok(wrong)
}

/// Everything that is wrong with the open page on one size of screen.
fn wrong_at(browser: &Browser, viewport: Viewport) -> Result<Vec<String>> {
    browser.set_viewport(viewport)?;
    let mut wrong: Vec<String> = browser
        .violations()?
        .iter()
        .map(ToString::to_string)
        .collect();
    wrong.extend(
        browser
            .sideways()?
            .iter()
            .map(|element| format!("sticks out: {element}")),
    );
    Ok(wrong
        .into_iter()
        .map(|text| format!("{viewport:?}: {text}"))
        .collect())
}

/// A file name for the picture of a page.
fn picture_name(path: &str, language: &str, appearance: Appearance, viewport: Viewport) -> String {
    let place: String = path
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    format!("{place}-{language}-{appearance:?}-{viewport:?}").to_lowercase()
}

/// Walks over all pages. Gives the pages it came by, and each thing that is wrong with the pages
/// where it is so.
fn look_at_all(
    scene: &Scene,
    language: &str,
    appearance: Appearance,
    start: &[&str],
    within: &str,
) -> (Vec<String>, Wrong) {
    let browser = &scene.browser;
    browser.set_appearance(appearance).unwrap();
    let (keys, mut wrong) = (keys(), Wrong::new());
    let pictures = std::env::var_os("LEGATION_PICTURES").is_some();
    let seen = walk(browser, &scene.demo, start, within, |path| {
        let mut here = Vec::new();
        let status = browser.run(STATUS, &[])?;
        if status != json!(200) {
            here.push(format!("answered {status}"));
        }
        here.extend(wrong_words(browser, language, &keys)?);
        for viewport in [Viewport::Phone, Viewport::Desktop] {
            here.extend(wrong_at(browser, viewport)?);
            if pictures {
                browser.picture(&picture_name(path, language, appearance, viewport))?;
            }
        }
        here.extend(browser.console_errors()?);
        for text in here {
            wrong.entry(text).or_default().push(path.to_owned());
        }
        Ok(())
    });
    (seen.unwrap(), wrong)
}

fn expect_all_well(
    role: &str,
    language: &str,
    appearance: Appearance,
    start: &[&str],
    within: &str,
) -> Vec<String> {
    let scene = Scene::new(role, language);
    let (seen, wrong) = look_at_all(&scene, language, appearance, start, within);
    let report: Vec<String> = wrong
        .iter()
        .map(|(text, pages)| format!("{}\n  on {}", text.trim_end(), pages.join("\n     ")))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} things wrong on {} pages:\n{}",
        wrong.len(),
        seen.len(),
        report.join("\n")
    );
    seen
}

#[test]
fn english_light_for_the_officer() {
    let seen = expect_all_well("officer", "en", Appearance::Light, &START, "/");
    for path in MUST_SEE {
        assert!(
            seen.iter().any(|it| it == path),
            "no link leads to {path}: {seen:#?}"
        );
    }
    let forms: BTreeSet<String> = seen.iter().map(|path| form(path)).collect();
    assert!(
        forms.len() >= 25,
        "only {} forms of pages: {forms:#?}",
        forms.len()
    );
}

#[test]
fn chinese_dark_for_the_officer() {
    expect_all_well("officer", "zh-Hans", Appearance::Dark, &START, "/");
}

#[test]
fn german_dark_for_the_officer() {
    expect_all_well("officer", "de", Appearance::Dark, &START, "/");
}

#[test]
fn chinese_light_for_a_member_of_the_delegation() {
    expect_all_well("delegate", "zh-Hans", Appearance::Light, &START, "/");
}

#[test]
fn german_light_for_the_verifier() {
    expect_all_well("verifier", "de", Appearance::Light, &START, "/");
}

#[test]
fn the_parts_of_pages_in_the_gallery() {
    expect_all_well("officer", "de", Appearance::Light, &GALLERY, "/gallery");
    expect_all_well("officer", "zh-Hans", Appearance::Dark, &GALLERY, "/gallery");
}
