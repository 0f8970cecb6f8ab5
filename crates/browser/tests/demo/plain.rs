//! The desk without scripts: everything but the hand on the board works in plain pages and forms.

use serde_json::json;

use crate::board;
use crate::common::Scene;

/// An officer whose browser runs no page's scripts.
fn plain(language: &str) -> Scene {
    let scene = Scene::new("officer", language);
    scene.browser.set_scripts(false).unwrap();
    scene.visit("/missions");
    assert_eq!(
        scene.browser.count("html.js").unwrap(),
        0,
        "scripts still run"
    );
    scene
}

/// Clicks what leads to another page and waits for that page.
fn follow(scene: &Scene, css: &str) {
    let browser = &scene.browser;
    browser
        .run("document.documentElement.dataset.before = 'yes'", &[])
        .unwrap();
    browser.click(css).unwrap();
    browser
        .wait_until("!document.documentElement.dataset.before && document.readyState == 'complete'")
        .unwrap();
}

#[test]
fn a_mission_and_an_item_are_entered_deleted_and_brought_back() {
    let scene = plain("en");
    let browser = &scene.browser;
    scene.visit("/missions/new");
    scene.type_in("title.en", "Mission without scripts");
    scene.set(&[
        ("code", "PLAIN-2027"),
        ("home_zone", "Asia/Shanghai"),
        ("direction", "outbound"),
        ("when.known", "span"),
        ("when.date", "2027-09-06"),
        ("when.to", "2027-09-10"),
    ]);
    scene.submit();
    scene.expect_path("/missions/PLAIN-2027");

    scene.visit("/missions/PLAIN-2027/items/new");
    scene.type_in("title.en", "Talks on paper");
    scene.set(&[
        ("when.known", "exact"),
        ("when.date", "2027-09-07"),
        ("when.start", "09:30"),
        ("when.end", "11:00"),
        ("when.zone", "Europe/Berlin"),
        ("kind", "talks"),
    ]);
    scene.submit();
    let item = browser.url().unwrap();
    assert!(browser.text("main").unwrap().contains("Talks on paper"));

    follow(&scene, "main form[action*='/delete'] button");
    let path = item.strip_prefix(&scene.demo.url("")).unwrap();
    let link = format!("main a[href='{path}']");
    assert_eq!(browser.count(&link).unwrap(), 0, "{path} is still there");
    follow(&scene, "form[action*='/undelete'] button");
    scene.expect_path(path);
    scene.visit("/missions/PLAIN-2027/programme");
    assert!(browser.text("main").unwrap().contains("Talks on paper"));
}

#[test]
fn a_timetable_is_run_and_changed_by_hand() {
    let scene = plain("de");
    let browser = &scene.browser;
    let session = board::session(&scene);
    scene.visit(&session);
    let run = format!("main form[action$='{session}/run'] button");
    browser.click(&run).unwrap();
    // The page looks again by itself until the run is over.
    browser
        .wait_until(
            "document.querySelector('table.tt td.meet') && !document.querySelector('[data-run]')",
        )
        .unwrap();
    assert_eq!(browser.count("html.js").unwrap(), 0);

    let card = "td.meet:not(.fixed) [data-request]";
    let request = "return document.querySelector(arguments[0]).dataset.request";
    let request = browser.run(request, &[json!(card)]).unwrap();
    follow(&scene, card);
    follow(&scene, "main form[action*='/move']:not(.put) button");
    let out = browser.text("main .flash").unwrap();
    assert!(out.contains("Herausgenommen:"), "{out}");
    let request = request.as_str().unwrap();
    follow(&scene, &format!("[data-out] [data-request='{request}']"));
    follow(&scene, "form.put:has([name='slot']) button");
    let back = browser.text("main .flash").unwrap();
    assert!(back.contains("Verlegt:"), "{back}");
}
