//! Workbooks, mission files, lists and calendars through the pages.

use crate::desk::{Answer, Desk};
use app::Caller;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::accounts::UserRole;
use domain::language::Language;
use domain::missions::{Direction, Mission, MissionCode, MissionState};
use domain::parties::Person;
use domain::text::Localised;
use domain::time::{When, ZoneName};
use formats::table::{Cell, Column, Table, to_xlsx};
use jiff::Timestamp;
use testkit::{Trial, on_both, sqlite};

async fn officer(trial: &Trial) -> Desk {
    let desk = Desk::of(trial, UserRole::MissionOfficer).await;
    let mission = Mission {
        id: desk.app.new_id(),
        code: MissionCode::new("SPRING").unwrap(),
        title: Localised::new(Language::En, "Spring mission"),
        direction: Direction::Outbound,
        state: MissionState::draft(),
        when: When::NotPublished {
            note: String::new(),
        },
        home_zone: ZoneName::new("Asia/Shanghai").unwrap(),
        home: Localised::default(),
        lead: None,
        co_organisers: vec![],
        head: None,
        size: None,
        objectives: vec![],
        themes: vec![],
        note: Localised::default(),
        returned: domain::returned::Returned::default(),
        sample: false,
        sources: vec![],
    };
    let program = Caller::program(trial.agency, app::Door::Page);
    desk.app.create(&program, "test", mission).await.unwrap();
    desk
}

/// A workbook with a sheet of participants, as somebody makes it without the template.
fn workbook(rows: &[[&str; 4]]) -> Vec<u8> {
    let table = Table {
        name: "participants".into(),
        columns: ["code", "name in Chinese", "role", "e-mail"]
            .map(Column::new)
            .to_vec(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|text| Cell::text(*text)).collect())
            .collect(),
    };
    to_xlsx(&[table], Timestamp::UNIX_EPOCH).unwrap()
}

async fn upload(desk: &Desk, path: &str, bytes: &[u8]) -> Answer {
    let mut body = b"--edge\r\nContent-Disposition: form-data; name=\"workbook\"; filename=\"a.xlsx\"\r\nContent-Type: application/octet-stream\r\n\r\n".to_vec();
    body.extend_from_slice(bytes);
    body.extend_from_slice(
        b"\r\n--edge\r\nContent-Disposition: form-data; name=\"item\"\r\n\r\n\r\n--edge--\r\n",
    );
    let request = Request::post(path)
        .header(header::COOKIE, desk.cookie())
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .header("sec-fetch-site", "same-origin");
    desk.send(request.body(Body::from(body)).unwrap()).await
}

async fn people(desk: &Desk, trial: &Trial) -> usize {
    let program = Caller::program(trial.agency, app::Door::Page);
    desk.app
        .list::<Person>(&program, app::Filter::all())
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_workbook_is_shown_confirmed_and_taken_back() {
    on_both(|trial| async move {
        let desk = officer(&trial).await;
        desk.get("/missions/SPRING/import")
            .await
            .says("multipart/form-data")
            .says("/templates/participants.xlsx?in=zh-Hans");
        let bytes = workbook(&[
            ["P1", "王伟", "head of delegation", "a@example.com"],
            ["P2", "李娜", "团员", ""],
        ]);
        let preview = upload(&desk, "/missions/SPRING/import", &bytes).await;
        assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
        preview.says("No problems were found.").says("New people");
        assert_eq!(
            people(&desk, &trial).await,
            0,
            "nothing is written before the confirmation"
        );
        let fields = [
            ("_key", preview.field("_key")),
            ("item", String::new()),
            ("data", preview.field("data")),
        ];
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let done = desk.post("/missions/SPRING/import/confirm", &fields).await;
        assert_eq!(
            (done.status, done.location.as_str()),
            (StatusCode::SEE_OTHER, "/missions/SPRING/delegation")
        );
        assert_eq!(people(&desk, &trial).await, 2);
        let again = desk.post("/missions/SPRING/import/confirm", &fields).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(people(&desk, &trial).await, 2, "sent twice, written once");
        desk.get("/missions/SPRING/delegation")
            .await
            .says("王伟")
            .says("李娜");
        let undo = undo_path(&done);
        desk.get("/missions/SPRING/import")
            .await
            .says("Last imports")
            .says(&undo);
        assert_eq!(desk.post(&undo, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(people(&desk, &trial).await, 0);
        desk.get("/missions/SPRING/import")
            .await
            .says("undone, or changed since");
    })
    .await;
}

/// The way back that the message after the import offers.
fn undo_path(done: &Answer) -> String {
    use base64::Engine as _;
    let cookies = done.headers.get_all(header::SET_COOKIE);
    let flash = cookies
        .iter()
        .filter_map(|value| value.to_str().ok()?.strip_prefix("flash="))
        .next()
        .expect("a message");
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(flash.split(';').next().unwrap())
        .unwrap();
    let message: serde_json::Value = serde_json::from_slice(&json).unwrap();
    message["undo"].as_str().expect("a way back").to_owned()
}

#[tokio::test]
async fn mistakes_are_shown_with_their_place_and_cannot_be_confirmed() {
    let trial = sqlite().await;
    let desk = officer(&trial).await;
    let bytes = workbook(&[["P1", "王伟", "boss", "not an address"]]);
    for (language, word) in [
        ("en", "is not an e-mail address"),
        ("de", "ist keine E-Mail-Adresse"),
        ("zh-Hans", "不是电子邮箱地址"),
    ] {
        let shown = upload(
            &desk,
            &format!("/missions/SPRING/import?lang={language}"),
            &bytes,
        )
        .await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        shown
            .says(word)
            .says("participants")
            .says("D ")
            .keeps_silent_on("name=\"data\"");
    }
    assert_eq!(people(&desk, &trial).await, 0);
}

#[tokio::test]
async fn what_is_no_workbook_is_refused_with_a_reason() {
    let trial = sqlite().await;
    let desk = officer(&trial).await;
    let refused = upload(&desk, "/missions/SPRING/import", b"hello").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("This is not an XLSX file");
    let empty = upload(&desk, "/missions/SPRING/import", b"").await;
    empty.says("Please choose a file.");
    let lost = desk
        .post("/missions/SPRING/import/confirm", &[("data", "nonsense")])
        .await;
    assert!(lost.status.is_client_error());
    lost.says("The preview was lost");
}

#[tokio::test]
async fn only_those_who_may_import_see_the_page() {
    let trial = sqlite().await;
    officer(&trial).await;
    for role in [UserRole::Verifier, UserRole::Delegate, UserRole::Viewer] {
        let desk = Desk::of(&trial, role).await;
        let page = desk.get("/missions/SPRING/import").await;
        assert!(
            matches!(page.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{role:?}"
        );
        let sent = upload(
            &desk,
            "/missions/SPRING/import",
            &workbook(&[["P1", "王伟", "guest", ""]]),
        )
        .await;
        assert!(
            matches!(sent.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
            "{role:?}"
        );
    }
}

#[tokio::test]
async fn files_are_saved_and_not_shown() {
    let trial = sqlite().await;
    let desk = officer(&trial).await;
    let export = desk.get("/missions/SPRING/export.json").await;
    export
        .says("\"format\": \"legation-mission/1\"")
        .says("Spring mission");
    for path in [
        "/missions/SPRING/export.json",
        "/missions/SPRING/lists/guests.csv",
        "/missions/SPRING/lists/delegation.csv",
        "/missions/SPRING/lists/programme.csv",
        "/missions/SPRING/lists/asks.csv",
        "/missions/SPRING/lists/commitments.csv",
        "/missions/SPRING/lists/agreements.csv",
        "/directory/lists/organisations.csv",
        "/directory/lists/people.csv",
    ] {
        let file = desk.get(path).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        let how = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(how.starts_with("attachment; filename=\""), "{path}: {how}");
    }
    for path in [
        "/missions/SPRING/lists/guests.exe",
        "/missions/SPRING/lists/nothing.csv",
        "/missions/NO/lists/guests.csv",
        "/directory/lists/x.csv",
    ] {
        assert_eq!(desk.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_calendar_link_works_without_a_session_until_it_is_revoked() {
    on_both(|trial| async move {
        let desk = officer(&trial).await;
        let made = desk
            .post("/missions/SPRING/calendars", &[("subject", "mission")])
            .await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.body);
        let at = made.body.find("/calendar/").expect("the link");
        let path = made.body[at..]
            .split(['?', '"', '&'])
            .next()
            .unwrap()
            .to_owned();
        desk.get("/missions/SPRING/calendars")
            .await
            .keeps_silent_on(&path);
        let visitor = desk.signed_out();
        let feed = visitor.get(&path).await;
        feed.says("BEGIN:VCALENDAR\r\n")
            .says("X-WR-CALNAME:Spring mission");
        let tag = feed.headers[header::ETAG].to_str().unwrap().to_owned();
        let again = visitor
            .send(
                Request::get(&path)
                    .header(header::IF_NONE_MATCH, &tag)
                    .body(Body::empty())
                    .unwrap(),
            )
            .await;
        assert_eq!(
            (again.status, again.body.as_str()),
            (StatusCode::NOT_MODIFIED, "")
        );
        let revoke = desk.get("/missions/SPRING/calendars").await;
        let at = revoke
            .body
            .find("/missions/SPRING/calendars/")
            .expect("a link to revoke");
        let action = revoke.body[at..].split('"').next().unwrap().to_owned();
        assert_eq!(desk.post(&action, &[]).await.status, StatusCode::SEE_OTHER);
        assert_eq!(visitor.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            visitor.get("/calendar/unknown.ics").await.status,
            StatusCode::NOT_FOUND
        );
        let unknown = desk
            .post(
                "/missions/SPRING/calendars",
                &[("subject", "room:00000000-0000-7000-8000-000000000000")],
            )
            .await;
        assert!(unknown.status.is_client_error());
    })
    .await;
}
