//! What the scenarios share.

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
}

/// The status with which the open page came.
pub const STATUS: &str = "return performance.getEntriesByType('navigation')[0].responseStatus";
