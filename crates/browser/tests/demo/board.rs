//! The board in the hand: a meeting is dragged, carried by keyboard, refused, put back, published.

use browser::{Appearance, Viewport};
use serde_json::{Value, json};

use crate::common::Scene;

const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const LEFT: &str = "\u{E012}";
const UP: &str = "\u{E013}";
const RIGHT: &str = "\u{E014}";
const DOWN: &str = "\u{E015}";
const DELETE: &str = "\u{E017}";

/// The session of the sample mission.
pub fn session(scene: &Scene) -> String {
    scene.visit("/missions/SAMPLE-SPRING/timetable");
    let script = "return [...document.querySelectorAll('main a')].map(it => it.pathname) \
        .find(it => /timetable\\/[0-9a-f-]{36}$/.test(it))";
    let found = scene.browser.run(script, &[]).unwrap();
    found.as_str().expect("a session").to_owned()
}

/// Makes a timetable of the session and shows it.
pub fn planned(scene: &Scene) -> String {
    let session = session(scene);
    scene.visit(&session);
    scene
        .browser
        .click(&format!("main form[action$='{session}/run'] button"))
        .unwrap();
    scene
        .browser
        .wait_until(
            "document.querySelector('table.tt td.meet') && !document.querySelector('[data-run]')",
        )
        .unwrap();
    scene.visit(&session);
    session
}

/// Begins to drag the first meeting of a kind; gives its request.
const DRAG: &str = "const card = document.querySelector(args[0]); window.data = new DataTransfer(); \
    card.dispatchEvent(new DragEvent('dragstart', {bubbles: true, dataTransfer: data})); \
    for (let n = 0; n < 100 && !document.querySelector('td.may, td.cannot'); n++) \
        await new Promise(done => setTimeout(done, 50)); \
    return card.dataset.request";

/// A meeting on the board that is not locked.
const PLACED: &str = "td.meet:not(.fixed) [data-request]";

/// Drags over the first place of a kind and lets go there.
const DROP: &str = "const place = document.querySelector(args[0]); \
    for (const kind of ['dragover', 'drop']) place.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: window.data})); \
    return [place.dataset.slot, place.dataset.table]";

/// Runs a script that waits.
fn wait(scene: &Scene, script: &str, args: &[Value]) -> Value {
    let run = format!("await (async () => {{ {script} }})()");
    scene.browser.run_async(&run, args).unwrap()
}

fn status(scene: &Scene) -> String {
    let script = "return document.getElementById('hand-status').textContent";
    let found = scene.browser.run(script, &[]).unwrap();
    found.as_str().unwrap_or_default().to_owned()
}

/// Nothing that axe minds, nothing that sticks out.
fn well(scene: &Scene, name: &str) {
    let violations = scene.browser.violations().unwrap();
    let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{name}: {told:?}");
    scene.browser.picture(name).unwrap();
}

#[test]
fn a_meeting_is_dragged_refused_moved_and_put_back() {
    let scene = Scene::new("officer", "de");
    let browser = &scene.browser;
    planned(&scene);

    // The tables of the sample are full: what leaves the board makes room for itself.
    let taken = wait(&scene, DRAG, &[json!(PLACED)]);
    wait(&scene, DROP, &[json!("[data-out]")]);
    browser.wait_for("main .flash.confirmed").unwrap();
    let out = browser.text("main .flash").unwrap();
    assert!(out.contains("Herausgenommen:"), "{out}");

    let request = taken.as_str().unwrap();
    let card = format!("[data-out] [data-request='{request}']");
    assert_eq!(wait(&scene, DRAG, &[json!(card)]), taken);
    assert!(browser.count("td.may").unwrap() > 0, "no place is lit");
    well(&scene, "board-dragging");
    browser.set_appearance(Appearance::Dark).unwrap();
    well(&scene, "board-dragging-dark");
    browser.set_appearance(Appearance::Light).unwrap();
    // An illegal place says why, and nothing is sent.
    let before = browser.url().unwrap();
    wait(&scene, DROP, &[json!("td.cannot")]);
    assert!(
        status(&scene).starts_with("Nicht verlegt."),
        "{}",
        status(&scene)
    );
    assert_eq!(browser.url().unwrap(), before);
    browser.picture("board-refused").unwrap();
    let place = wait(&scene, DROP, &[json!("td.may:not(.swap)")]);
    let told = "document.querySelector('main .flash')?.textContent.includes('Verlegt:')";
    browser.wait_until(told).unwrap();
    let moved = browser.text("main .flash").unwrap();
    assert!(moved.contains("Verlegt:"), "{moved}");
    let at = "const td = document.querySelector(`[data-request='${arguments[0]}']`).closest('td'); \
        return [td.dataset.slot, td.dataset.table]";
    assert_eq!(browser.run(at, &[json!(request)]).unwrap(), place);
    well(&scene, "board-moved");

    let undo = "main .bar form[action*='/undo?'] button";
    browser.click(undo).unwrap();
    browser
        .wait_until(
            "document.querySelector('main .flash')?.textContent.includes('Zurück von Plan')",
        )
        .unwrap();
    let gone = "return document.querySelector(`td [data-request='${arguments[0]}']`) == null";
    assert_eq!(browser.run(gone, &[json!(request)]).unwrap(), json!(true));
}

#[test]
fn the_keyboard_carries_a_meeting_and_a_phone_moves_it_on_its_page() {
    let scene = Scene::new("officer", "zh-Hans");
    let browser = &scene.browser;
    planned(&scene);
    let card = PLACED;
    browser.keys(card, ENTER).unwrap();
    browser.wait_for("td.cannot").unwrap();
    assert!(status(&scene).contains("已拿起"), "{}", status(&scene));
    browser.keys(card, DOWN).unwrap();
    // Round the board until a place refuses.
    for key in [RIGHT, RIGHT, DOWN, LEFT, LEFT, UP, RIGHT, DOWN] {
        if browser.count("td.cannot.over").unwrap() > 0 {
            break;
        }
        browser.keys("td.over", key).unwrap();
    }
    browser.keys("td.cannot.over", ENTER).unwrap();
    assert!(status(&scene).starts_with("未调整。"), "{}", status(&scene));
    browser.keys("td.over", ESCAPE).unwrap();
    assert_eq!(browser.count(".carrying").unwrap(), 0);
    assert_eq!(status(&scene), "保持原位。");

    // By keyboard it leaves the board, and on a phone its page puts it back.
    browser.keys(card, ENTER).unwrap();
    browser.wait_for("td.cannot").unwrap();
    let taken = "return document.querySelector(arguments[0]).dataset.request";
    let taken = browser.run(taken, &[json!(card)]).unwrap();
    browser.keys(card, DELETE).unwrap();
    browser.wait_for("main .flash.confirmed").unwrap();
    let page = "return document.querySelector(`[data-out] [data-request='${arguments[0]}']`).href";
    let page = browser.run(page, &[taken]).unwrap();
    browser.set_viewport(Viewport::Phone).unwrap();
    browser.goto(page.as_str().unwrap()).unwrap();
    well(&scene, "move-phone");
    assert!(browser.sideways().unwrap().is_empty());
    browser.click("form.put:has([name='slot']) button").unwrap();
    let told = "document.querySelector('main .flash')?.textContent.includes('已调整')";
    browser.wait_until(told).unwrap();
    assert!(browser.sideways().unwrap().is_empty());
    browser.picture("board-phone").unwrap();
}

#[test]
fn two_meetings_change_places_and_a_card_is_locked() {
    let scene = Scene::new("officer", "en");
    let browser = &scene.browser;
    planned(&scene);
    // At the same time two meetings can always change their tables.
    let request = wait(&scene, DRAG, &[json!(PLACED)]);
    browser.wait_for("td.may.swap").unwrap();
    well(&scene, "board-swap");
    browser.set_appearance(Appearance::Dark).unwrap();
    well(&scene, "board-swap-dark");
    browser.set_appearance(Appearance::Light).unwrap();
    let place = wait(&scene, DROP, &[json!("td.may.swap")]);
    let told = "document.querySelector('main .flash')?.textContent.includes('Changed places:')";
    browser.wait_until(told).unwrap();
    let at = "const td = document.querySelector(`[data-request='${arguments[0]}']`).closest('td'); \
        return [td.dataset.slot, td.dataset.table]";
    assert_eq!(
        browser.run(at, std::slice::from_ref(&request)).unwrap(),
        place
    );

    // A key locks the meeting, the padlock on its card unlocks it.
    let card = format!("[data-request='{}']", request.as_str().unwrap());
    browser.keys(&format!("td {card}"), "l").unwrap();
    let told = "document.querySelector('main .flash')?.textContent.includes('Locked:')";
    browser.wait_until(told).unwrap();
    let locked = format!("td.fixed:has({card})");
    assert_eq!(browser.count(&locked).unwrap(), 1);
    well(&scene, "board-locked");
    browser.click(&format!("{locked} .lock button")).unwrap();
    let told = "document.querySelector('main .flash')?.textContent.includes('Unlocked:')";
    browser.wait_until(told).unwrap();
    assert_eq!(browser.count(&locked).unwrap(), 0);
    // One step back takes the whole exchange back.
    browser
        .click("main .bar form[action*='/undo?'] button")
        .unwrap();
    let told = "document.querySelector('main .flash')?.textContent.includes('Back from timetable')";
    browser.wait_until(told).unwrap();
}
