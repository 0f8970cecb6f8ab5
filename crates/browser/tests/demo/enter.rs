//! An officer enters a mission of their own, in each language: a mission, a city, an item of the
//! programme, a guest; finds it again, deletes and brings back.

use browser::{Appearance, Viewport};
use serde_json::json;

use crate::common::Scene;

/// What one officer types, in their language.
struct Typed {
    language: &'static str,
    code: &'static str,
    mission: &'static str,
    place: &'static str,
    talks: &'static str,
    /// What the officer searches for afterwards: part of the title, spelt as people do.
    search: &'static str,
}

fn enter(typed: &Typed) {
    let scene = Scene::new("officer", typed.language);
    let browser = &scene.browser;

    scene.visit("/missions/new");
    scene.type_in(&format!("title.{}", typed.language), typed.mission);
    scene.set(&[
        ("code", typed.code),
        ("home_zone", "Asia/Shanghai"),
        ("direction", "outbound"),
    ]);
    scene.set(&[
        ("when.known", "span"),
        ("when.date", "2027-09-06"),
        ("when.to", "2027-09-10"),
    ]);
    scene.submit();
    scene.expect_path(&format!("/missions/{}", typed.code));
    assert!(browser.text("main").unwrap().contains(typed.mission));

    scene.visit(&format!("/missions/{}/legs/new", typed.code));
    scene.type_in("names.0.text", typed.place);
    scene.set(&[
        ("names.0.language", typed.language),
        ("names.0.role", "of_record"),
    ]);
    scene.set(&[("country", "DE"), ("zone", "Europe/Berlin")]);
    scene.set(&[
        ("when.known", "span"),
        ("when.date", "2027-09-06"),
        ("when.to", "2027-09-08"),
    ]);
    scene.submit();

    scene.visit(&format!("/missions/{}/items/new", typed.code));
    scene.type_in(&format!("title.{}", typed.language), typed.talks);
    scene.choose_first("leg");
    scene.set(&[
        ("when.known", "exact"),
        ("when.date", "2027-09-07"),
        ("when.start", "09:30"),
        ("when.end", "11:00"),
    ]);
    scene.set(&[("when.zone", "Europe/Berlin"), ("kind", "talks")]);
    scene.submit();

    scene.visit(&format!("/missions/{}/programme", typed.code));
    let programme = browser.text("main").unwrap();
    for word in [typed.talks, typed.place, "09:30", "11:00"] {
        assert!(
            programme.contains(word),
            "the programme lacks {word}:\n{programme}"
        );
    }
    // Nine thirty in Berlin in September is half past three at home.
    assert!(
        programme.contains("15:30"),
        "the time at home is missing:\n{programme}"
    );

    scene.visit(&format!("/search?q={}", encoded(typed.search)));
    let found = browser.text("main").unwrap();
    assert!(
        found.contains(typed.talks),
        "{} does not find it:\n{found}",
        typed.search
    );
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn a_mission_is_entered_in_english() {
    enter(&Typed {
        language: "en",
        code: "TRY-EN-2027",
        mission: "Autumn mission to Bremen",
        place: "Bremen",
        talks: "Talks about offshore foundations",
        search: "offshore",
    });
}

#[test]
fn a_mission_is_entered_in_chinese() {
    enter(&Typed {
        language: "zh-Hans",
        code: "TRY-ZH-2027",
        mission: "不来梅秋季经贸团",
        place: "不来梅",
        talks: "海上风电基础洽谈",
        search: "风电",
    });
}

#[test]
fn a_mission_is_entered_in_german() {
    enter(&Typed {
        language: "de",
        code: "TRY-DE-2027",
        mission: "Herbstreise nach München",
        place: "München",
        talks: "Gespräch über Gründungsstrukturen",
        search: "gruendungsstrukturen",
    });
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_says_why_beside_the_field() {
    let scene = Scene::new("officer", "de");
    scene.visit("/missions/new");
    scene.type_in("title.de", "Reise ohne Kennung");
    scene.set(&[
        ("when.known", "span"),
        ("when.date", "2027-09-10"),
        ("when.to", "2027-09-06"),
    ]);
    scene.submit();
    let browser = &scene.browser;
    browser.wait_for("[role=alert]").unwrap();
    let kept = browser
        .run(
            "return document.querySelector('[name=\"title.de\"]').value",
            &[],
        )
        .unwrap();
    assert_eq!(kept, json!("Reise ohne Kennung"));
    let wrong = browser.count("form.kit .wrong .error").unwrap();
    assert!(
        wrong >= 2,
        "the code and the dates are wrong, {wrong} marked"
    );
    for appearance in [Appearance::Light, Appearance::Dark] {
        browser.set_appearance(appearance).unwrap();
        for viewport in [Viewport::Phone, Viewport::Desktop] {
            browser.set_viewport(viewport).unwrap();
            let violations = browser.violations().unwrap();
            assert!(violations.is_empty(), "{violations:?}");
            assert_eq!(browser.sideways().unwrap(), Vec::<String>::new());
        }
    }
}
