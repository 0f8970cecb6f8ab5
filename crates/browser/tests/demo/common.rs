//! What the scenarios share.

use serde_json::json;

use browser::{Appearance, Browser, Demo, Viewport};

/// A demo and a browser that is signed in to it.
pub struct Scene {
    pub demo: Demo,
    pub browser: Browser,
}

impl Scene {
    /// Signs in as `officer`, `verifier` or `delegate` and chooses a language.
    pub fn new(role: &str, language: &str) -> Self {
        let scene = Self {
            demo: Demo::start().unwrap(),
            browser: Browser::start().unwrap(),
        };
        scene.browser.set_viewport(Viewport::Desktop).unwrap();
        scene.browser.set_appearance(Appearance::Light).unwrap();
        scene.open(&format!("/demo/sign-in/{role}"));
        scene.open(&format!("/missions?lang={language}"));
        let shown = scene
            .browser
            .run("return document.documentElement.lang", &[])
            .unwrap();
        assert_eq!(
            shown,
            language,
            "signed in as {role}: {}",
            scene.browser.url().unwrap()
        );
        scene
    }

    /// Opens a path of the demo.
    pub fn open(&self, path: &str) {
        self.browser.goto(&self.demo.url(path)).unwrap();
    }

    /// Opens a path and expects it to be there.
    pub fn visit(&self, path: &str) {
        self.open(path);
        let status = self.browser.run(STATUS, &[]).unwrap();
        assert_eq!(status, 200, "{path}");
    }

    /// Types into a field of the form, key by key.
    pub fn type_in(&self, name: &str, text: &str) {
        self.browser.fill(&field(name), text).unwrap();
    }

    /// Gives fields of the form their values.
    pub fn set(&self, values: &[(&str, &str)]) {
        for (name, value) in values {
            self.browser
                .set(&field(name), value)
                .unwrap_or_else(|error| panic!("{name}: {error:#}"));
        }
    }

    /// Chooses the first real choice of a list.
    pub fn choose_first(&self, name: &str) {
        let script = "return [...document.querySelector(arguments[0]).options].map(it => it.value).find(it => it)";
        let value = self.browser.run(script, &[json!(field(name))]).unwrap();
        self.set(&[(name, value.as_str().expect("a choice"))]);
    }

    /// Sends the form and waits for the next page.
    pub fn submit(&self) {
        self.browser
            .run("document.documentElement.dataset.before = 'yes'", &[])
            .unwrap();
        self.browser.click("form.kit .foot button").unwrap();
        self.browser
            .wait_until(
                "!document.documentElement.dataset.before && document.readyState == 'complete'",
            )
            .unwrap();
    }

    /// Expects to be on this path.
    pub fn expect_path(&self, path: &str) {
        let url = self.browser.url().unwrap();
        let here = url.strip_prefix(&self.demo.url("")).unwrap_or(&url);
        let text = self.browser.text("main").unwrap_or_default();
        assert_eq!(here.split(['?', '#']).next(), Some(path), "{text}");
    }
}

fn field(name: &str) -> String {
    format!("form.kit [name=\"{name}\"]")
}

/// The status with which the open page came.
pub const STATUS: &str = "return performance.getEntriesByType('navigation')[0].responseStatus";
