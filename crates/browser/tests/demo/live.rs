//! A page that somebody else changes renews itself, without taking anything out of the hand of
//! who reads it.

use serde_json::json;

use crate::common::Scene;

/// Somebody else at their own desk, with the same rights.
struct Colleague<'a> {
    scene: &'a Scene,
    cookie: String,
}

impl<'a> Colleague<'a> {
    fn of(scene: &'a Scene) -> Self {
        let signed_in = scene.demo.get("/demo/sign-in/officer", &[]).unwrap();
        let cookie = signed_in.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { scene, cookie }
    }

    fn deletes_item(&self, link: &str) {
        let id = link.rsplit('/').next().unwrap();
        let path = format!("/records/item/{id}/delete");
        let headers = [("cookie", self.cookie.as_str())];
        let answer = self.scene.demo.post(&path, &headers, "_version=1").unwrap();
        assert_eq!(answer.status, 303, "{path}");
    }
}

/// The links of the first items of a programme.
fn items(scene: &Scene) -> Vec<String> {
    let script = "return [...new Set([...document.querySelectorAll('main a')].map(it => it.pathname))] \
        .filter(it => /items\\/[0-9a-f-]{36}$/.test(it))";
    let links = scene.browser.run(script, &[]).unwrap();
    let links = links.as_array().unwrap().iter();
    links.map(|it| it.as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_page_changed_by_somebody_else_renews_itself_around_what_the_reader_does() {
    let scene = Scene::new("officer", "en");
    let browser = &scene.browser;
    scene.visit("/missions/SAMPLE-SPRING/programme");
    let [first, second, third] = &items(&scene)[..3] else {
        panic!("too few items")
    };
    let colleague = Colleague::of(&scene);
    let shown = |link: &str| browser.count(&format!("main a[href='{link}']")).unwrap() > 0;
    let gone = |link: &str| format!("!document.querySelector(\"main a[href='{link}']\")");

    // The keyboard stays on the same link, though the page is new.
    let focus = "document.querySelector(`main a[href='${arguments[0]}']`).focus()";
    browser.run(focus, &[json!(third)]).unwrap();
    colleague.deletes_item(first);
    browser.wait_until(&gone(first)).unwrap();
    let focused = browser
        .run("return document.activeElement.pathname", &[])
        .unwrap();
    assert_eq!(focused, json!(third));

    // While a button of the mouse is down nothing is replaced under it.
    let mouse = |what: &str| {
        let at = json!({"type": what, "x": 700, "y": 300, "button": "left", "clickCount": 1});
        browser.devtools("Input.dispatchMouseEvent", at).unwrap();
    };
    mouse("mousePressed");
    colleague.deletes_item(second);
    let asked = "performance.getEntriesByType('resource') \
        .filter(it => it.initiatorType == 'fetch' && it.responseEnd > 0).length >= 2";
    browser.wait_until(asked).unwrap();
    assert!(shown(second), "replaced under the mouse");
    mouse("mouseReleased");
    browser.wait_until(&gone(second)).unwrap();
    assert!(shown(third));
}
