//! The harness itself, on pages whose defects are planted: a check must be able to fail.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use browser::{Appearance, Browser, Viewport};
use serde_json::json;

const GOOD: &str = r#"<!doctype html><html lang="en"><head><title>Good</title>
<meta name="viewport" content="width=device-width">
<style nonce="n">body { color: #111; background: #fff }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111 } }</style></head>
<body><main><h1>Good page</h1><form><label for="who">Who</label> <input id="who">
<button type="button">Greet</button></form><p id="said"></p></main>
<script nonce="n">document.querySelector('button').addEventListener('click', () => {
  setTimeout(() => { document.querySelector('#said').textContent = 'Hello ' + document.querySelector('#who').value }, 80)
})</script></body></html>"#;

const BAD: &str = r#"<!doctype html><html lang="en"><head><title>Bad</title>
<meta name="viewport" content="width=device-width">
<style nonce="n">p { color: #bbb; background: #fff } .wide { width: 900px }</style></head>
<body><main><h1>Bad page</h1><input><p>Too pale</p><div class="wide">wide</div></main>
<script nonce="n">throw new Error('planted')</script></body></html>"#;

/// Serves the two pages under a strict content security policy, as the product does.
fn site() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut first = String::new();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            reader.read_line(&mut first).unwrap();
            let mut line = String::new();
            while reader.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let body = if first.contains("/good") { GOOD } else { BAD };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
                 content-security-policy: default-src 'none'; script-src 'nonce-n'; style-src 'nonce-n'\r\n\
                 connection: close\r\n\r\n",
                body.len()
            );
            let _ = stream
                .write_all(head.as_bytes())
                .and_then(|()| stream.write_all(body.as_bytes()));
        }
    });
    address
}

#[test]
fn a_good_page_has_nothing_to_complain_about_and_can_be_used() {
    let (site, browser) = (site(), Browser::start().unwrap());
    for appearance in [Appearance::Light, Appearance::Dark] {
        browser.set_appearance(appearance).unwrap();
        browser.set_viewport(Viewport::Phone).unwrap();
        browser.goto(&format!("{site}/good")).unwrap();
        let violations = browser.violations().unwrap();
        assert!(violations.is_empty(), "{violations:?}");
        assert_eq!(browser.sideways().unwrap(), Vec::<String>::new());
    }
    browser.fill("#who", "高雅").unwrap();
    browser.click("button").unwrap();
    browser
        .wait_until("document.querySelector('#said').textContent == 'Hello 高雅'")
        .unwrap();
    assert_eq!(browser.text("h1").unwrap(), "Good page");
    let icon = |error: &String| !error.contains("favicon");
    assert_eq!(
        browser
            .console_errors()
            .unwrap()
            .into_iter()
            .filter(icon)
            .collect::<Vec<_>>(),
        Vec::<String>::new()
    );
}

#[test]
fn planted_defects_are_found() {
    let (site, browser) = (site(), Browser::start().unwrap());
    browser.set_viewport(Viewport::Phone).unwrap();
    browser.goto(&format!("{site}/bad")).unwrap();
    let rules: Vec<String> = browser
        .violations()
        .unwrap()
        .into_iter()
        .map(|it| it.rule)
        .collect();
    assert!(rules.contains(&"color-contrast".to_owned()), "{rules:?}");
    assert!(rules.contains(&"label".to_owned()), "{rules:?}");
    let sideways = browser.sideways().unwrap();
    assert!(sideways.iter().any(|it| it == "div.wide"), "{sideways:?}");
    let errors = browser.console_errors().unwrap();
    assert!(
        errors.iter().any(|error| error.contains("planted")),
        "{errors:?}"
    );
    assert!(browser.click("#nothing").is_err());
    assert!(
        browser
            .run("throw new Error('mine')", &[])
            .unwrap_err()
            .to_string()
            .contains("mine")
    );
}

#[test]
fn size_appearance_and_pictures_are_what_was_asked_for() {
    let (site, browser) = (site(), Browser::start().unwrap());
    browser.goto(&format!("{site}/good")).unwrap();
    let dark = "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";
    browser.set_viewport(Viewport::Desktop).unwrap();
    browser.set_appearance(Appearance::Dark).unwrap();
    assert_eq!(browser.run(dark, &[]).unwrap(), json!([1440, true]));
    browser.set_viewport(Viewport::Phone).unwrap();
    browser.set_appearance(Appearance::Light).unwrap();
    assert_eq!(browser.run(dark, &[]).unwrap(), json!([390, false]));
    let picture = std::fs::read(browser.picture("harness").unwrap()).unwrap();
    assert_eq!(&picture[1..4], b"PNG");
    // Width of the picture in pixels, from its header.
    assert_eq!(u32::from_be_bytes(picture[16..20].try_into().unwrap()), 390);
}
