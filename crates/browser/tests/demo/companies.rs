//! Two companies with a phone and a link, and the officer who made the links: from the profile to
//! an agreed meeting, the published timetable, and the calendar of it.

use std::path::Path;
use std::process::Command;

use browser::{Appearance, Viewport};
use serde_json::{Value, json};

use crate::common::Scene;

/// The officer's session in Hamburg, and the address of its page.
fn session(scene: &Scene) -> String {
    scene.visit("/missions/SAMPLE-SPRING/timetable");
    let script = "return [...document.querySelectorAll('main a')].map(it => it.pathname) \
        .find(it => /timetable\\/[0-9a-f-]{36}$/.test(it))";
    let session = scene.browser.run(script, &[]).unwrap();
    session.as_str().expect("a session").to_owned()
}

/// Makes new links for everybody; gives name and path of each.
fn links(scene: &Scene, session: &str) -> Vec<(String, String)> {
    scene.visit(&format!("{session}/participants"));
    scene
        .browser
        .run("document.querySelector('details.whole').open = true", &[])
        .unwrap();
    scene.browser.click("details.whole form button").unwrap();
    scene.browser.wait_for("ul.letters").unwrap();
    well(scene, "links");
    let script = "return [...document.querySelectorAll('ul.letters li')].map(it => \
        [it.querySelector('h2').innerText, new URL(it.querySelector('input').value).pathname])";
    let links = scene.browser.run(script, &[]).unwrap();
    let pair = |one: &Value| {
        let text = |n: usize| one[n].as_str().unwrap_or_default().to_owned();
        (text(0), text(1))
    };
    links.as_array().unwrap().iter().map(pair).collect()
}

fn link_of(links: &[(String, String)], name: &str) -> String {
    let found = links.iter().find(|(called, _)| called.contains(name));
    found
        .unwrap_or_else(|| panic!("no {name} in {links:?}"))
        .1
        .clone()
}

/// The open page is in order on a phone and a desktop, light and dark.
fn well(scene: &Scene, name: &str) {
    let browser = &scene.browser;
    for appearance in [Appearance::Light, Appearance::Dark] {
        browser.set_appearance(appearance).unwrap();
        for viewport in [Viewport::Desktop, Viewport::Phone] {
            browser.set_viewport(viewport).unwrap();
            let violations = browser.violations().unwrap();
            assert!(
                violations.is_empty(),
                "{name} {appearance:?}: {violations:?}"
            );
            assert_eq!(browser.sideways().unwrap(), Vec::<String>::new(), "{name}");
            let picture = format!("company-{name}-{appearance:?}-{viewport:?}");
            browser.picture(&picture.to_lowercase()).unwrap();
        }
    }
    browser.set_appearance(Appearance::Light).unwrap();
}

#[test]
fn two_companies_agree_on_a_meeting_and_hold_it_in_their_calendars() {
    let scene = Scene::new("officer", "en");
    let browser = &scene.browser;
    let session = session(&scene);
    let links = links(&scene, &session);
    let home = link_of(&links, "Songling Robotics");
    let host = link_of(&links, "derwerft");

    // The company from home says what it offers, in Chinese.
    browser.set_viewport(Viewport::Phone).unwrap();
    scene.open(&format!("{home}?lang=zh-Hans"));
    well(&scene, "home-zh");
    scene.open(&format!("{home}/profile"));
    scene.set(&[("offers", "焊接机器人\n起重设备"), ("needs", "塔筒用钢板")]);
    scene.submit();
    browser.wait_for("main").unwrap();
    well(&scene, "profile-saved-zh");

    ask_for_the_suggested(&scene, &host);
    accept_on_the_phone(&scene, &home);
    see_and_publish(&scene, &session);

    // The phone shows the own timetable; the calendar says the same.
    scene.open(&format!("{host}/timetable?lang=de"));
    well(&scene, "timetable-de");
    let meetings = browser.count("ol.agenda li").unwrap();
    assert!(meetings > 0, "{}", browser.text("main").unwrap());
    let script = "return new URL(document.querySelector('#feed').value).pathname";
    let feed = browser.run(script, &[]).unwrap();
    let calendar = scene.demo.get(feed.as_str().unwrap(), &[]).unwrap();
    let events = understood(&String::from_utf8_lossy(&calendar.body));
    assert_eq!(u64::try_from(events).unwrap(), meetings);
    scene.open(&format!("{host}/everybody?q=fenghua"));
    well(&scene, "everybody-de");
    scene.open("/m/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    well(&scene, "gone-de");
}

/// The host says what it needs, in German, finds the other suggested, and asks.
fn ask_for_the_suggested(scene: &Scene, host: &str) {
    let browser = &scene.browser;
    scene.open(&format!("{host}/profile?lang=de"));
    well(scene, "profile-de");
    scene.set(&[
        ("needs", "Schweißroboter für die Fertigung"),
        ("offers", "Stahlbau"),
    ]);
    scene.submit();
    well(scene, "partners-de");
    let card = browser.text("ul.cards").unwrap();
    assert!(
        card.contains("焊接机器人") && card.contains("Schweißroboter"),
        "terms of trade meet across languages:\n{card}"
    );
    let open = "const card = [...document.querySelectorAll('li.card')].find(it => \
        it.innerText.includes('焊接机器人')); card.querySelector('details').open = true; \
        card.querySelector('form.reply').id = 'this'; return card.querySelector('h2').innerText";
    let name = browser.run(open, &[]).unwrap();
    assert!(name.as_str().unwrap().contains("Songling"), "{name}");
    browser
        .fill("#this textarea", "Zwei Schweißzellen für Türme")
        .unwrap();
    browser.click("#this button.main").unwrap();
    browser.wait_for(".flash").unwrap();
    assert!(
        !browser.text("main").unwrap().contains("焊接机器人"),
        "asked, so not suggested"
    );
}

/// The other side accepts on its phone, in Chinese.
fn accept_on_the_phone(scene: &Scene, home: &str) {
    let browser = &scene.browser;
    scene.open(&format!("{home}/requests?lang=zh-Hans"));
    well(scene, "requests-zh");
    assert!(browser.text("main").unwrap().contains("Zwei Schweißzellen"));
    let mine = "const form = [...document.querySelectorAll('.ticket')].find(it => \
        it.innerText.includes('Zwei Schweißzellen')).querySelector('form.reply'); form.id = 'this'; return true";
    browser.run(mine, &[]).unwrap();
    browser.click("#this button.main").unwrap();
    browser.wait_for(".flash").unwrap();
}

/// The officer sees it accepted, makes the timetable and publishes it.
fn see_and_publish(scene: &Scene, session: &str) {
    let browser = &scene.browser;
    browser.set_viewport(Viewport::Desktop).unwrap();
    scene.open(&format!("{session}?view=requests&q=derwerft&lang=en"));
    let script = "return [...document.querySelectorAll('table.rows tbody tr')].map(it => it.innerText) \
        .find(it => it.includes('Songling')) || ''";
    let row = browser.run(script, &[]).unwrap();
    assert!(row.as_str().unwrap().contains("Accepted"), "{row}");
    scene.visit(&format!("{session}/participants"));
    well(scene, "roll");
    scene.visit(&format!("{session}/booking"));
    well(scene, "booking");
    publish(scene, session);
}

fn publish(scene: &Scene, session: &str) {
    let browser = &scene.browser;
    scene.visit(session);
    browser
        .click(&format!("main form[action$='{session}/run'] button"))
        .unwrap();
    browser
        .wait_until(
            "document.querySelector('table.tt td.meet') && !document.querySelector('[data-run]')",
        )
        .unwrap();
    browser
        .click(&format!("main a[href*='{session}/publish?']"))
        .unwrap();
    browser
        .click(&format!("main form[action$='{session}/publish'] button"))
        .unwrap();
    browser.wait_for("main h1").unwrap();
}

/// How many events python's icalendar reads, each with what calendars need.
fn understood(calendar: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("company.ics");
    std::fs::write(&file, calendar).unwrap();
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python3");
    let script = "import sys, icalendar\n\
        calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n\
        events = [it for it in calendar.walk('VEVENT')]\n\
        assert len({str(it['UID']) for it in events}) == len(events), 'double UIDs'\n\
        assert all('DTSTART' in it and 'DTSTAMP' in it and 'SEQUENCE' in it and 'LOCATION' in it for it in events)\n\
        print(len(events))";
    let run = Command::new(&python)
        .args(["-c", script])
        .arg(&file)
        .output();
    let run = run.unwrap_or_else(|error| {
        panic!(
            "{} ({error}): run ./test once, it makes it",
            python.display()
        )
    });
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8_lossy(&run.stdout).trim().parse().unwrap()
}

#[test]
fn the_pages_behind_a_link_work_without_scripts() {
    let scene = Scene::new("officer", "en");
    let session = session(&scene);
    let links = links(&scene, &session);
    let link = link_of(&links, "Elbkai");
    for tail in [
        "",
        "/profile",
        "/partners",
        "/everybody",
        "/requests",
        "/timetable",
    ] {
        let page = scene.demo.get(&format!("{link}{tail}"), &[]).unwrap();
        assert_eq!(page.status, 200, "{tail}");
        assert!(
            !String::from_utf8_lossy(&page.body).contains("<script"),
            "{tail}"
        );
        assert_eq!(
            page.header("referrer-policy"),
            Some("no-referrer"),
            "{tail}"
        );
    }
    assert_eq!(json!(links.len()), json!(28));
}
