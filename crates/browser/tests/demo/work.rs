//! The long jobs of an officer: a timetable that is computed and published, a workbook that is read
//! and taken back, documents that are printed.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::common::Scene;

/// The first bytes, the size and the name of a file that the signed-in browser fetches.
fn fetch(scene: &Scene, href: &str) -> (String, u64, String) {
    let script = "await fetch(args[0]).then(async it => { const bytes = new Uint8Array(await it.arrayBuffer()); \
        return {status: it.status, head: String.fromCharCode(...bytes.slice(0, 8)), size: bytes.length, \
        name: it.headers.get('content-disposition') || ''} })";
    let file = scene.browser.run_async(script, &[json!(href)]).unwrap();
    assert_eq!(file["status"], 200, "{href}");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (
        text(&file["head"]),
        file["size"].as_u64().unwrap_or_default(),
        text(&file["name"]),
    )
}

#[test]
fn every_document_can_be_taken_from_its_page() {
    let scene = Scene::new("officer", "zh-Hans");
    scene.visit("/missions/LN-DE-2023/documents");
    let script =
        "return [...document.querySelectorAll('table.papers a[download]')].map(it => it.href)";
    let links = scene.browser.run(script, &[]).unwrap();
    let links: Vec<&str> = links
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    for language in ["zh-Hans", "en", "de"] {
        let programme = links
            .iter()
            .find(|it| it.contains(&format!("language={language}")) && it.contains("form=pdf"));
        let (head, size, name) = fetch(&scene, programme.expect("a PDF in each language"));
        assert!(head.starts_with("%PDF-"), "{head}");
        assert!(size > 10_000, "{size} bytes");
        assert!(name.starts_with("attachment"), "{name}");
    }
    let word = links
        .iter()
        .find(|it| it.contains("kind=report&language=zh-Hans&form=docx"));
    assert!(
        fetch(&scene, word.expect("the report for Word"))
            .0
            .starts_with("PK")
    );
}

#[test]
fn a_timetable_is_computed_looked_at_and_published() {
    let scene = Scene::new("officer", "de");
    let browser = &scene.browser;
    scene.visit("/missions/SAMPLE-SPRING/timetable");
    let script = "return [...document.querySelectorAll('main a')].map(it => it.pathname) \
        .find(it => /timetable\\/[0-9a-f-]{36}$/.test(it))";
    let session = browser.run(script, &[]).unwrap();
    let session = session.as_str().expect("a session").to_owned();
    scene.visit(&session);
    browser
        .click(&format!("main form[action$='{session}/run'] button"))
        .unwrap();
    browser
        .wait_until(
            "document.querySelector('table.tt td.meet') && !document.querySelector('[data-run]')",
        )
        .unwrap();
    let placed = browser.count("table.tt td.meet").unwrap();
    assert!(placed >= 40, "only {placed} meetings are placed");
    browser
        .click(&format!("main a[href*='{session}/publish?']"))
        .unwrap();
    browser
        .click(&format!("main form[action$='{session}/publish'] button"))
        .unwrap();
    browser.wait_for("main h1").unwrap();
    scene.visit(&session);
    assert!(
        browser.count("table.tt td.meet").unwrap() >= 40,
        "the published timetable is gone"
    );
    somebody_is_away(&scene, &session);
}

/// A published timetable is mended, seen as a difference, and published again.
fn somebody_is_away(scene: &Scene, session: &str) {
    let browser = &scene.browser;
    scene.visit(&format!("{session}/replan?what=absent"));
    let choose = "document.querySelector('select[name=who]').selectedIndex = 1; return true";
    browser.run(choose, &[]).unwrap();
    browser
        .click(&format!(
            "main form[action$='{session}/replan#difference'] button.main"
        ))
        .unwrap();
    browser.wait_for("#difference").unwrap();
    assert!(
        browser.count("#difference form").unwrap() >= 2,
        "the difference cannot be applied"
    );
    browser.click("#difference form button.main").unwrap();
    browser.wait_for("table.tt").unwrap();
}

/// A workbook as somebody fills it in: the template with its example rows made real.
fn filled_workbook(folder: &Path) -> std::path::PathBuf {
    let (empty, filled) = (folder.join("empty.xlsx"), folder.join("filled.xlsx"));
    let program = browser::demo::program().unwrap();
    let made = Command::new(program)
        .args(["template", "participants", "--language", "en", "--output"])
        .arg(&empty)
        .status();
    assert!(made.unwrap().success());
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python3");
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        def fill(sheet, cells):\n\
        \tfor cell in sheet[3]: cell.value = cells.get(sheet.cell(1, cell.column).value)\n\
        fill(book.worksheets[1], {'#participants.code': 'P1', '#participants.name_zh': '欧阳测试',\n\
        \t'#participants.name_latin': 'OUYANG Ceshi', '#participants.organisation': 'O1',\n\
        \t'#participants.role': 'company representative'})\n\
        fill(book.worksheets[2], {'#organisations.code': 'O1', '#organisations.kind': 'company',\n\
        \t'#organisations.name_zh': '测试风电有限公司', '#organisations.name_en': 'Trial Wind Co., Ltd.'})\n\
        book.save(sys.argv[2])\n";
    let run = Command::new(&python)
        .args(["-c", script])
        .arg(&empty)
        .arg(&filled)
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
    filled
}

#[test]
fn a_workbook_is_previewed_written_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = filled_workbook(folder.path());
    let scene = Scene::new("officer", "zh-Hans");
    let browser = &scene.browser;
    // Asked beside the page, so that the preview stays open.
    let listed = |scene: &Scene| {
        let script =
            "await fetch(args[0]).then(it => it.text()).then(it => it.includes('欧阳测试</'))";
        let address = scene
            .demo
            .url("/directory?q=%E6%AC%A7%E9%98%B3%E6%B5%8B%E8%AF%95");
        scene.browser.run_async(script, &[json!(address)]).unwrap() == json!(true)
    };
    assert!(!listed(&scene));

    scene.visit("/missions/SAMPLE-SPRING/import");
    browser
        .keys("form.kit input[type=file]", &workbook.display().to_string())
        .unwrap();
    scene.submit();
    browser.wait_for("#import-preview").unwrap();
    assert!(!listed(&scene), "a preview writes nothing");

    browser
        .click("form[action$='/import/confirm'] button.main")
        .unwrap();
    browser.wait_for("form[action*='/import/undo/']").unwrap();
    browser.picture("import-written").unwrap();
    let undo = browser
        .run(
            "return document.querySelector(\"form[action*='/import/undo/']\").action",
            &[],
        )
        .unwrap();
    assert!(listed(&scene), "the workbook was written");

    let script = "await fetch(args[0], {method: 'POST'}).then(it => it.status)";
    assert_eq!(browser.run_async(script, &[undo]).unwrap(), 200);
    assert!(!listed(&scene), "the whole batch was taken back");
}
