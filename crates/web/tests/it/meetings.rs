//! Records, asks, commitments and the ledger through their pages, on both engines.

use crate::desk::Desk;
use crate::guests::{conference, held, id_after};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use testkit::{on_both, sqlite};

const MEETINGS: &str = "/missions/SPRING-26/meetings";

#[tokio::test]
async fn a_record_is_written_by_one_and_approved_by_another() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::Administrator).await;
        let item = conference(&desk, &trial, held()).await.to_string();
        let page = desk.get(MEETINGS).await;
        page.says("No record yet.")
            .says("It was held and has no record yet.");
        let way = format!("{MEETINGS}/items/{item}/record");
        let written = [
            ("summary.en", "They agreed to meet again."),
            ("summary.de", "Man trifft sich wieder."),
        ];
        let done = desk.post(&way, &written).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let page = desk.get(MEETINGS).await;
        page.says("They agreed to meet again.")
            .says(">draft</span>");
        let id = id_after(&page.body, "/meetings/records/");
        let submit = format!("{MEETINGS}/records/{id}/submit");
        let sent = desk.post(&submit, &[("_version", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let approve = format!("{MEETINGS}/records/{id}/approve");
        let own = desk.post(&approve, &[("_version", "2")]).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
        own.says("Nobody approves their own record.");
        desk.get(MEETINGS).await.keeps_silent_on(&approve);
        let verifier = Desk::of(&trial, UserRole::Verifier).await;
        verifier
            .get(MEETINGS)
            .await
            .says("The record waits for your approval.")
            .says(&approve);
        let done = verifier.post(&approve, &[("_version", "2")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        desk.get(MEETINGS).await.says(">approved</span>");
        let more = [("summary.en", "x"), ("_version", "3")];
        let refused = desk.post(&way, &more).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn asks_and_commitments_stand_apart_and_intents_are_none() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
        let item = conference(&desk, &trial, held()).await.to_string();
        let ask = [
            ("text.en", "Build a production base"),
            ("concrete", "on"),
            ("item", &item),
            ("side", "home"),
            ("by", ""),
            ("of", ""),
            ("of.printed", "German enterprises"),
        ];
        let done = desk.post(&format!("{MEETINGS}/asks/new"), &ask).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let promise = |kind, text, due| {
            vec![
                ("kind", kind),
                ("text.en", text),
                ("side", "host"),
                ("by.printed", "Nordwerk"),
                ("item", item.as_str()),
                ("owner", "Ms Lin"),
                ("due", due),
            ]
        };
        let new = format!("{MEETINGS}/commitments/new");
        let bare = desk
            .post(&new, &promise("commitment", "Send the drawings", ""))
            .await;
        assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
        bare.says("A commitment needs a day by which it is due.")
            .says("Send the drawings");
        for (kind, text, due) in [
            ("commitment", "Send the drawings", "2026-03-01"),
            ("intent", "Create a better environment", ""),
        ] {
            let done = desk.post(&new, &promise(kind, text, due)).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        }
        let page = desk.get(MEETINGS).await;
        page.says("German enterprises")
            .says(">concrete</span>")
            .says("was due 1 March 2026");
        let (above, intents) = page
            .body
            .split_once("Statements of intent (not commitments)")
            .unwrap();
        assert!(above.contains("Send the drawings"));
        assert!(intents.contains("Create a better environment"));
        assert!(!above.contains("Create a better environment"));
        let ledger = desk.get(&format!("{MEETINGS}/ledger")).await;
        ledger
            .says("Build a production base")
            .says("Ms Lin")
            .says(">overdue</span>")
            .keeps_silent_on("Create a better environment");
        let late = desk.get(&format!("{MEETINGS}/ledger?show=late")).await;
        late.says("Send the drawings")
            .keeps_silent_on("Build a production base");
    })
    .await;
}

#[tokio::test]
async fn an_answer_closes_an_ask_and_evidence_a_commitment() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
    let item = conference(&desk, &trial, held()).await.to_string();
    let ask = [
        ("text.en", "Open an office"),
        ("item", &item),
        ("side", "host"),
        ("of.printed", "Liaoning"),
    ];
    desk.post(&format!("{MEETINGS}/asks/new"), &ask).await;
    let page = desk.get(MEETINGS).await;
    let id = id_after(&page.body, "/meetings/asks/");
    let way = format!("{MEETINGS}/asks/{id}/answer");
    let empty = [("state", "answered"), ("answer", ""), ("_version", "1")];
    let refused = desk.post(&way, &empty).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("The answer needs its words.");
    let words = [
        ("state", "answered"),
        ("answer", "In Dalian, in May."),
        ("on", "2026-03-02"),
        ("_version", "1"),
    ];
    let done = desk.post(&way, &words).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    desk.get(MEETINGS)
        .await
        .says("2 March 2026: In Dalian, in May.");
    desk.get(&format!("{MEETINGS}/ledger"))
        .await
        .keeps_silent_on("Open an office");
    // Undo takes the answer back.
    let undo = format!("/records/ask/{id}/revert?version=2&to=1");
    let undone = desk.post(&undo, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    desk.get(&format!("{MEETINGS}/ledger"))
        .await
        .says("Open an office");
    for language in ["zh-Hans", "de"] {
        let page = desk.get(&format!("{MEETINGS}?lang={language}")).await;
        assert_eq!(page.status, StatusCode::OK);
        // A key shown in place of its text would stand right behind a tag.
        page.keeps_silent_on(">meetings-");
    }
    let partner = Desk::of(&trial, UserRole::Viewer).await;
    let page = partner.get(&format!("{MEETINGS}/asks/new")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}
