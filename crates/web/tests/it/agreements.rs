//! Agreements through their pages, on both engines.

use crate::desk::Desk;
use crate::guests::{conference, held};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use testkit::{on_both, sqlite};

fn draft(stage: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("title.en", "Cooperation agreement"),
        ("title.zh-Hans", "合作协议"),
        ("kind", "agreement"),
        ("home.0.party", ""),
        ("home.0.party.printed", "Industrial Park"),
        ("host.0.party", ""),
        ("host.0.party.printed", "Ered Group"),
        ("stage", stage),
        ("amounts.0.amount", "1,200.50"),
        ("amounts.0.currency", "eur"),
        ("amounts.0.what", "total"),
        ("languages", "zh-Hans"),
        ("languages", "de"),
    ]
}

const NEW: &str = "/missions/SPRING-26/agreements/new";

#[tokio::test]
async fn an_agreement_is_entered_moves_on_and_is_signed_once() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::ProjectManager).await;
        conference(&desk, &trial, held()).await;
        let made = desk.post(NEW, &draft("drafting")).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let way = made.location;
        let page = desk.get(&way).await;
        page.says("Ered Group")
            .says("Identity unresolved")
            .says("1,200.50 EUR (total investment)")
            .says("合作协议");
        let step = format!("{way}/step");
        let jump = [
            ("stage", "signed"),
            ("signed_on", "2026-03-01"),
            ("_version", "1"),
        ];
        let refused = desk.post(&step, &jump).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("cannot go from “drafting” to “signed”");
        for (version, stage) in [("1", "review"), ("2", "text_final"), ("3", "cleared")] {
            let done = desk
                .post(&step, &[("stage", stage), ("_version", version)])
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        }
        let form = desk.get(&format!("{step}?to=signed")).await;
        form.says("Day of signing").says("Promotion conference");
        let early = [
            ("stage", "signed"),
            ("signed_on", "2026-04-01"),
            ("_version", "4"),
        ];
        let refused = desk.post(&step, &early).await;
        refused.says("The day of signing is still to come.");
        let signed = [
            ("stage", "signed"),
            ("signed_on", "2026-03-01"),
            ("place", "München"),
            ("_version", "4"),
        ];
        let done = desk.post(&step, &signed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        desk.get(&way).await.says("1 March 2026").says("München");
        let all = desk.get("/agreements?q=ered").await;
        all.says("Cooperation agreement").says("Spring mission");
        desk.get("/agreements?stage=drafting")
            .await
            .says("Nothing matches.");
        let mut changed = draft("signed");
        changed[2] = ("kind", "memorandum");
        changed.push(("_version", "5"));
        let refused = desk.post(&format!("{way}/edit"), &changed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("parties, kind and amounts stay as they were signed");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
    conference(&desk, &trial, held()).await;
    let mut wrong = draft("signed");
    wrong.retain(|(name, _)| !name.starts_with("host") && !name.starts_with("amounts"));
    wrong.extend([
        ("amounts.0.amount", "a lot"),
        ("amounts.0.currency", "EUR"),
        ("note.en", "sent by courier"),
    ]);
    let again = desk.post(NEW, &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again
        .says("Each side needs a party.")
        .says("This is not an amount.")
        .says("a lot")
        .says("sent by courier")
        .says("Industrial Park");
    desk.get("/agreements")
        .await
        .says("There is no agreement yet");
}

#[tokio::test]
async fn an_agreement_deleted_comes_back() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
    conference(&desk, &trial, held()).await;
    let made = desk.post(NEW, &draft("drafting")).await;
    let id = made.location.rsplit('/').next().unwrap().to_owned();
    let delete = format!("/records/agreement/{id}/delete");
    let gone = desk
        .post(&delete, &[("_version", "1"), ("next", "/agreements")])
        .await;
    assert_eq!(gone.location, "/agreements", "{}", gone.body);
    assert_eq!(desk.get(&made.location).await.status, StatusCode::NOT_FOUND);
    let back = format!("/records/agreement/{id}/undelete");
    let undone = desk.post(&back, &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    desk.get(&made.location).await.says("Ered Group");
    let partner = Desk::of(&trial, UserRole::Verifier).await;
    let page = partner.get(&made.location).await;
    page.says("Ered Group").keeps_silent_on("Withdraw");
    let edit = partner.get(&format!("{}/edit", made.location)).await;
    assert_eq!(edit.status, StatusCode::FORBIDDEN);
}
