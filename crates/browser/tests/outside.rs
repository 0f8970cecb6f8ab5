//! What the program writes, as other people's programs read it: calendars in python's icalendar and
//! khal, workbooks in openpyxl, documents in LibreOffice and poppler.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use browser::Demo;
use browser::demo::{program, sample_data};
use browser::wire::Answer;

fn legation(arguments: &[&str]) -> Output {
    Command::new(program().unwrap())
        .args(arguments)
        .output()
        .unwrap()
}

/// Prints a document of the real mission and gives its file.
fn printed(data: &Path, kind: &str, language: &str, format: &str) -> PathBuf {
    let file = data.join(format!("{kind}-{language}.{format}"));
    let run = legation(&[
        "documents",
        "--data",
        &data.display().to_string(),
        "--mission",
        "LN-DE-2023",
        "--document",
        kind,
        "--language",
        language,
        "--format",
        format,
        "--output",
        &file.display().to_string(),
    ]);
    assert!(
        run.status.success(),
        "{kind} {language} {format}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    file
}

/// Output of another program; its absence is a failure with the way to get it.
fn told(program: &str, arguments: &[&str], home: &Path) -> String {
    let run = Command::new(program)
        .args(arguments)
        .env("HOME", home)
        .env("LC_ALL", "C.UTF-8")
        .output()
        .unwrap_or_else(|error| panic!("{program} ({error}): ./test installs it"));
    assert!(
        run.status.success(),
        "{program} {arguments:?}: {}",
        String::from_utf8_lossy(&run.stderr)
    );
    String::from_utf8_lossy(&run.stdout).into_owned()
}

fn tool(name: &str) -> String {
    format!(
        "{}/../../target/python/bin/{name}",
        env!("CARGO_MANIFEST_DIR")
    )
}

#[test]
fn papers_in_pdf_can_be_read_in_all_languages() {
    let data = sample_data().unwrap();
    for (language, words) in [
        ("zh-Hans", ["郝鹏", "宝马"]),
        ("en", ["Hao Peng", "BMW"]),
        ("de", ["Hao Peng", "BMW"]),
    ] {
        let file = printed(data.path(), "report", language, "pdf")
            .display()
            .to_string();
        let text = told("pdftotext", &[&file, "-"], data.path());
        for word in words {
            assert!(
                text.contains(word),
                "the report in {language} lacks {word}:\n{text}"
            );
        }
        let facts = told("pdfinfo", &[&file], data.path());
        assert!(facts.contains("Tagged:          yes"), "{facts}");
        let fonts = told("pdffonts", &[&file], data.path());
        assert!(
            !fonts.lines().skip(2).any(|line| line.contains(" no  ")),
            "a font is not embedded:\n{fonts}"
        );
    }
}

#[test]
fn papers_for_word_open_in_libreoffice() {
    let data = sample_data().unwrap();
    let file = printed(data.path(), "programme", "zh-Hans", "docx")
        .display()
        .to_string();
    let folder = data.path().display().to_string();
    told(
        "soffice",
        &[
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            &folder,
            &file,
        ],
        data.path(),
    );
    let text = told(
        "pdftotext",
        &[&file.replace(".docx", ".pdf"), "-"],
        data.path(),
    );
    assert!(text.contains("辽宁"), "LibreOffice shows:\n{text}");
}

#[test]
fn calendars_are_understood_by_other_programs() {
    let data = sample_data().unwrap();
    let file = printed(data.path(), "programme", "de", "ics")
        .display()
        .to_string();
    let script = "import sys, icalendar\n\
        calendar = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read())\n\
        events = [it for it in calendar.walk('VEVENT')]\n\
        assert len({str(it['UID']) for it in events}) == len(events), 'double UIDs'\n\
        assert all('DTSTART' in it and 'DTSTAMP' in it and 'SEQUENCE' in it for it in events)\n\
        print(len(events))";
    let count: usize = told(&tool("python3"), &["-c", script, &file], data.path())
        .trim()
        .parse()
        .unwrap();
    assert!(count >= 5, "{count} events");

    let khal = Khal::new(data.path(), "Europe/Berlin");
    khal.import(&file);
    let days = khal.list("2023-10-09", "14d");
    assert!(days.contains("BMW"), "khal lists:\n{days}");
}

/// A calendar of khal's own, in a folder.
struct Khal<'a> {
    home: &'a Path,
    config: String,
}

impl<'a> Khal<'a> {
    fn new(home: &'a Path, zone: &str) -> Self {
        let (folder, config) = (home.join("calendar"), home.join("khal.conf"));
        std::fs::create_dir(&folder).unwrap();
        let settings = format!(
            "[calendars]\n[[visit]]\npath = {}\n[locale]\nlocal_timezone = {zone}\ndefault_timezone = \
             {zone}\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n\
             datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n[sqlite]\npath = {}\n",
            folder.display(),
            home.join("khal.db").display()
        );
        std::fs::write(&config, settings).unwrap();
        let config = config.display().to_string();
        Self { home, config }
    }

    fn told(&self, arguments: &[&str]) -> String {
        let all: Vec<&str> = ["-c", &self.config]
            .iter()
            .chain(arguments)
            .copied()
            .collect();
        told(&tool("khal"), &all, self.home)
    }

    fn import(&self, file: &str) {
        self.told(&["import", "--batch", "-a", "visit", file]);
    }

    fn list(&self, from: &str, span: &str) -> String {
        self.told(&["list", from, span])
    }
}

/// The calendar of a room behind the link that its page gives, as an officer takes it.
fn calendar_of_room(demo: &Demo, room: &str) -> String {
    let signed_in = demo.get("/demo/sign-in/officer", &[]).unwrap();
    let cookie = signed_in.header("set-cookie").unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let page = "/missions/SAMPLE-SPRING/calendars?lang=en";
    let text = |answer: Answer| String::from_utf8(answer.body).unwrap();
    let shown = text(demo.get(page, &[("cookie", cookie)]).unwrap());
    let (before, _) = shown.split_once(room).expect("the room among the choices");
    let id = before.rsplit("value=\"room:").next().unwrap();
    let id = id.split('"').next().unwrap();
    let form = format!("subject=room%3A{id}");
    let made = demo.post(page, &[("cookie", cookie)], &form).unwrap();
    let made = text(made);
    let (_, link) = made.split_once("/calendar/").expect("a link");
    let link = link.split(['?', '"', '<', '&']).next().unwrap();
    // Whoever has the link needs no account.
    let feed = demo.get(&format!("/calendar/{link}?lang=en"), &[]).unwrap();
    assert_eq!(feed.status, 200, "{link}");
    text(feed)
}

#[test]
fn a_room_has_a_calendar_that_can_be_read_again_without_doubles() {
    let demo = Demo::start().unwrap();
    let calendar = calendar_of_room(&demo, "Saal Alster");
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("room.ics");
    std::fs::write(&file, calendar).unwrap();
    let khal = Khal::new(home.path(), "Europe/Berlin");
    for _ in 0..2 {
        khal.import(&file.display().to_string());
        let days = khal.list("2027-04-01", "30d");
        for title in ["Economic and trade roundtable", "Business matchmaking"] {
            assert_eq!(days.matches(title).count(), 1, "khal lists:\n{days}");
        }
        assert!(days.contains("09:00-10:30"), "khal lists:\n{days}");
        assert!(!days.contains("dinner"), "what is elsewhere:\n{days}");
    }
}

#[test]
fn workbooks_open_elsewhere_and_hold_no_formula() {
    let data = sample_data().unwrap();
    let file = printed(data.path(), "guests", "zh-Hans", "xlsx")
        .display()
        .to_string();
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        cells = [it for sheet in book for row in sheet.iter_rows() for it in row if it.value is not None]\n\
        assert not [it for it in cells if it.data_type == 'f'], 'a formula'\n\
        print(*[it.value for it in cells])";
    let text = told(&tool("python3"), &["-c", script, &file], data.path());
    assert!(text.contains("林德"), "openpyxl reads:\n{text}");
}

#[test]
fn a_backup_restores_into_an_empty_place_and_is_the_same() {
    let data = sample_data().unwrap();
    let at = |name: &str| data.path().join(name).display().to_string();
    let (from, to, file) = (
        data.path().display().to_string(),
        at("restored"),
        at("legation.backup"),
    );
    for arguments in [
        vec!["backup", "--data", &from, "--output", &file],
        vec!["verify", "--backup", &file],
        vec!["restore", "--data", &to, &file],
        vec!["verify", "--data", &to, "--against", &file],
    ] {
        let run = legation(&arguments);
        assert!(
            run.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
    }
    assert!(
        !legation(&["restore", "--data", &to, &file])
            .status
            .success(),
        "a place that is not empty"
    );
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    assert!(
        !legation(&["verify", "--backup", &file]).status.success(),
        "one changed bit is found"
    );
}

#[test]
fn the_packaged_configuration_says_what_holds_anyway() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packaging/legation.toml");
    let packaged = legation(&["serve", "--config", file, "--print-config"]);
    let plain = legation(&["serve", "--print-config"]);
    assert!(
        packaged.status.success(),
        "{}",
        String::from_utf8_lossy(&packaged.stderr)
    );
    assert_eq!(
        String::from_utf8_lossy(&packaged.stdout),
        String::from_utf8_lossy(&plain.stdout)
    );
}

#[test]
fn the_same_mission_gives_the_same_file() {
    let data = sample_data().unwrap();
    let export = |folder: &Path, name: &str| {
        let file = folder.join(name);
        let (folder, path) = (folder.display().to_string(), file.display().to_string());
        let run = legation(&[
            "export",
            "--data",
            &folder,
            "--mission",
            "LN-DE-2023",
            "--output",
            &path,
        ]);
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        // The moment of the export is the only line that may differ.
        let text = std::fs::read_to_string(file).unwrap();
        let lines = text.lines().filter(|line| !line.contains("exported_at"));
        lines.collect::<Vec<_>>().join("\n")
    };
    let text = export(data.path(), "one.json");
    assert!(text.contains("legation-mission/1"));
    assert!(
        text.contains("Redbach"),
        "printed forms go with the mission"
    );
    assert_eq!(
        export(data.path(), "two.json"),
        text,
        "the same mission gives the same file"
    );
}

/// Writes a session of the sample mission as a workbook, and gives its file and what was said.
fn session(data: &Path, named: &str, language: &str, name: &str) -> (PathBuf, Output) {
    let file = data.join(name);
    let run = legation(&[
        "export",
        "--data",
        &data.display().to_string(),
        "--mission",
        "SAMPLE-SPRING",
        "--session",
        named,
        "--language",
        language,
        "--output",
        &file.display().to_string(),
    ]);
    (file, run)
}

#[test]
fn a_session_is_taken_along_on_the_command_line() {
    let data = sample_data().unwrap();
    let take = |named: &str, language: &str, name: &str| {
        let (file, run) = session(data.path(), named, language, name);
        assert!(
            run.status.success() && run.stderr.is_empty(),
            "{named}: {}",
            String::from_utf8_lossy(&run.stderr)
        );
        file
    };
    let first = take("1", "de", "one.xlsx");
    let script = "import sys, openpyxl\n\
        book = openpyxl.load_workbook(sys.argv[1])\n\
        rows = lambda name: [r for r in book[name].iter_rows(min_row=3, values_only=True) if r[0]]\n\
        sheets = ['Teilnehmende', 'Organisationen', 'Gesprächswünsche', 'Zeitfenster', 'Tische',\n\
            'Dolmetscher', 'Einstellungen']\n\
        print(*[len(rows(sheet)) for sheet in sheets])\n\
        print(rows('Einstellungen')[0][2])";
    let told = told(
        &tool("python3"),
        &["-c", script, &first.display().to_string()],
        data.path(),
    );
    let (counts, title) = told.trim().split_once('\n').unwrap();
    // Who sits there and interprets, 12 companies from home and 16 of the city, 100 requests.
    assert_eq!(counts, "11 28 100 10 9 3 1", "openpyxl reads:\n{told}");
    // By its title it is the same session, and the same session is the same file.
    let again = take(title, "de", "two.xlsx");
    let bytes = |file: &Path| std::fs::read(file).unwrap();
    assert!(bytes(&first) == bytes(&again), "{title}");
    assert!(bytes(&first) != bytes(&take("2", "de", "three.xlsx")));
    let (file, refused) = session(data.path(), "Autumn", "de", "none.xlsx");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && !file.exists(), "{said}");
    assert!(
        said.contains("no session `Autumn`") && said.contains("\n  1  "),
        "what there is to choose from: {said}"
    );
}
