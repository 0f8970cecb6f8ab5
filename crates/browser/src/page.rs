//! What a person does with a page and what a test wants to know about it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use serde_json::{Value, json};

use crate::driver::Browser;

/// WebDriver's name of the field that holds an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How often [`Browser::wait_until`] looks, 50 ms apart: 30 s, for a debug build on a busy machine.
const LOOKS: usize = 600;
/// How often a click is looked for, and how often it is repeated where it is not noticed.
const LOOKS_FOR_A_CLICK: usize = 40;
const CLICKS: usize = 5;

/// The two sizes every page must fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// 1440 × 900.
    Desktop,
    /// 390 × 844, touch.
    Phone,
}

/// The two appearances every page must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appearance {
    /// Ink on warm white.
    Light,
    /// The system's dark mode.
    Dark,
}

impl Browser {
    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    /// When Chromium cannot open it.
    pub fn goto(&self, url: &str) -> Result<()> {
        self.command("/url", Some(&json!({ "url": url }))).map(drop)
    }

    /// The address of the open page.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn url(&self) -> Result<String> {
        Ok(self
            .command("/url", None)?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Runs the body of a function in the page and gives what it returns.
    ///
    /// # Errors
    /// With the script's own error.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.command(
            "/execute/sync",
            Some(&json!({"script": script, "args": arguments})),
        )
    }

    /// Runs an expression that gives a promise and waits for its value.
    ///
    /// # Errors
    /// With the script's own error.
    pub fn run_async(&self, expression: &str, arguments: &[Value]) -> Result<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1]; const args = [...arguments].slice(0, -1); \
             (async () => ({expression}))().then(value => done({{value}}), error => done({{error: String(error)}}))"
        );
        let answer = self.command(
            "/execute/async",
            Some(&json!({"script": script, "args": arguments})),
        )?;
        if let Some(error) = answer["error"].as_str() {
            bail!("{error}");
        }
        Ok(answer["value"].clone())
    }

    /// Waits until an expression is true in the page; navigation in between is no error.
    ///
    /// # Errors
    /// When it does not become true, with the address and the beginning of the page.
    pub fn wait_until(&self, expression: &str) -> Result<()> {
        if self.becomes(expression, LOOKS) {
            return Ok(());
        }
        let text = self.text("body").unwrap_or_default();
        let start: String = text.chars().take(400).collect();
        bail!(
            "`{expression}` did not become true on {}\n{start}",
            self.url().unwrap_or_default()
        )
    }

    /// Whether an expression is true in the page at one of so many looks.
    fn becomes(&self, expression: &str, looks: usize) -> bool {
        let script = format!("return Boolean({expression})");
        (0..looks).any(|look| {
            if look > 0 {
                std::thread::sleep(Duration::from_millis(50));
            }
            self.run(&script, &[])
                .is_ok_and(|value| value == json!(true))
        })
    }

    /// Waits until an element exists.
    ///
    /// # Errors
    /// When it does not come.
    pub fn wait_for(&self, css: &str) -> Result<()> {
        self.wait_until(&format!("document.querySelector({})", json!(css)))
    }

    /// How many elements match.
    ///
    /// # Errors
    /// When the selector is wrong.
    pub fn count(&self, css: &str) -> Result<u64> {
        let value = self.run(
            "return document.querySelectorAll(arguments[0]).length",
            &[json!(css)],
        )?;
        Ok(value.as_u64().unwrap_or_default())
    }

    /// The visible text of the first element that matches.
    ///
    /// # Errors
    /// When there is none.
    pub fn text(&self, css: &str) -> Result<String> {
        let element = self.element(css)?;
        let value = self.command(&format!("/element/{element}/text"), None)?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Clicks the first element that matches, as a person would: it must be visible. What is
    /// already in the window may lie under a bar at its edge, so it is brought to the middle; and
    /// where nothing notices the click, as it may be right after a page was opened, it is repeated.
    ///
    /// # Errors
    /// When there is none, something covers it, or it never notices.
    pub fn click(&self, css: &str) -> Result<()> {
        let element = self.element(css)?;
        let wait_for_it = "window.unnoticed = true; \
            addEventListener('click', () => { delete window.unnoticed; }, {capture: true, once: true}); \
            document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})";
        self.run(wait_for_it, &[json!(css)])?;
        for _ in 0..CLICKS {
            self.command(&format!("/element/{element}/click"), Some(&json!({})))?;
            if !self.runs_scripts() || self.becomes("!window.unnoticed", LOOKS_FOR_A_CLICK) {
                return Ok(());
            }
        }
        bail!("{css} does not notice that it is clicked")
    }

    /// Replaces what a field holds by typing.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn fill(&self, css: &str, text: &str) -> Result<()> {
        let element = self.element(css)?;
        self.command(&format!("/element/{element}/clear"), Some(&json!({})))?;
        self.keys_to(&element, text)
    }

    /// Sends keys to an element without clearing it; a file's path for a file field.
    ///
    /// # Errors
    /// When there is no such element.
    pub fn keys(&self, css: &str, text: &str) -> Result<()> {
        let element = self.element(css)?;
        self.keys_to(&element, text)
    }

    fn keys_to(&self, element: &str, text: &str) -> Result<()> {
        self.command(
            &format!("/element/{element}/value"),
            Some(&json!({ "text": text })),
        )
        .map(drop)
    }

    /// Sets a field's value at once, for fields that format what is typed (dates, times, lists).
    ///
    /// # Errors
    /// When there is no such field.
    pub fn set(&self, css: &str, value: &str) -> Result<()> {
        let script = "const field = document.querySelector(arguments[0]); \
            if (!field) throw new Error('no field ' + arguments[0]); field.value = arguments[1]; \
            field.dispatchEvent(new Event('input', {bubbles: true})); \
            field.dispatchEvent(new Event('change', {bubbles: true})); return field.value";
        let now = self.run(script, &[json!(css), json!(value)])?;
        if now != json!(value) {
            bail!("{css} does not take `{value}`, it holds {now}");
        }
        Ok(())
    }

    fn element(&self, css: &str) -> Result<String> {
        let found = self
            .command(
                "/element",
                Some(&json!({"using": "css selector", "value": css})),
            )
            .with_context(|| format!("{css} on {}", self.url().unwrap_or_default()))?;
        Ok(found[ELEMENT].as_str().unwrap_or_default().to_owned())
    }

    /// Changes the size of the page.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn set_viewport(&self, viewport: Viewport) -> Result<()> {
        let (width, height, mobile) = match viewport {
            Viewport::Desktop => (1440, 900, false),
            Viewport::Phone => (390, 844, true),
        };
        let size =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile});
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .map(drop)
    }

    /// Changes what the system tells pages about light and dark, and about motion: none, so that
    /// nothing is half faded when it is looked at.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn set_appearance(&self, appearance: Appearance) -> Result<()> {
        let scheme = match appearance {
            Appearance::Light => "light",
            Appearance::Dark => "dark",
        };
        let features = json!({"features": [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]});
        self.devtools("Emulation.setEmulatedMedia", features)
            .map(drop)
    }

    /// Lets pages run their scripts, or not, from the next page on. What a test runs itself still
    /// runs.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn set_scripts(&self, run: bool) -> Result<()> {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({"value": !run}),
        )?;
        self.note_scripts(run);
        Ok(())
    }

    /// The elements that stick out of the page to the right, when the page can be scrolled sideways.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn sideways(&self) -> Result<Vec<String>> {
        let script = "const page = document.documentElement; \
            if (page.scrollWidth <= page.clientWidth) return []; \
            const out = [...document.body.querySelectorAll('*')] \
              .filter(it => it.getBoundingClientRect().right > page.clientWidth + 1) \
              .map(it => it.tagName.toLowerCase() + (it.id ? '#' + it.id : '') \
                + [...it.classList].map(name => '.' + name).join('')); \
            return [`${page.scrollWidth} px in ${page.clientWidth} px`, ...out.slice(0, 5)]";
        let found = self.run(script, &[])?;
        Ok(found
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }

    /// What went wrong in the browser since the last call: failed scripts, blocked or missing files.
    ///
    /// # Errors
    /// When the session is gone.
    pub fn console_errors(&self) -> Result<Vec<String>> {
        let log = self.command("/se/log", Some(&json!({"type": "browser"})))?;
        let severe = |entry: &&Value| entry["level"] == "SEVERE";
        let text = |entry: &Value| entry["message"].as_str().unwrap_or_default().to_owned();
        Ok(log
            .as_array()
            .into_iter()
            .flatten()
            .filter(severe)
            .map(text)
            .collect())
    }

    /// A picture of the whole page as `target/screenshots/NAME.png`.
    ///
    /// # Errors
    /// When it cannot be taken or written.
    pub fn picture(&self, name: &str) -> Result<PathBuf> {
        let size = self.run(
            "const p = document.documentElement; return [p.clientWidth, Math.min(p.scrollHeight, 6000)]",
            &[],
        )?;
        let clip = json!({"x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1});
        let options = json!({"format": "png", "captureBeyondViewport": true, "clip": clip});
        let taken = self.devtools("Page.captureScreenshot", options)?;
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(taken["data"].as_str().unwrap_or_default())
            .context("the picture's bytes")?;
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/screenshots");
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        std::fs::write(&path, bytes).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}
