//! Versions of a timetable: named, compared, published after a look at who is affected; quality.

use crate::desk::Desk;
use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use testkit::{Trial, on_both};

/// Two timetables: in the second, firms 0 and 1 meet later.
async fn two(trial: &Trial) -> Scene {
    let scene = scene(trial).await;
    for (from, to) in [(0, 1), (0, 2), (1, 2)] {
        assert_eq!(scene.ask(from, to).await.status, StatusCode::SEE_OTHER);
    }
    let (one, two, open) = (
        scene.find(0, 1).await,
        scene.find(0, 2).await,
        scene.find(1, 2).await,
    );
    scene.keep(1, &[(one, 0, 0), (two, 2, 1)], Some(open)).await;
    scene.keep(2, &[(one, 1, 0), (two, 2, 1)], Some(open)).await;
    scene
}

#[tokio::test]
async fn publishing_shows_first_whose_agenda_changes() {
    on_both(|trial| async move {
        let scene = two(&trial).await;
        let officer = &scene.officer;
        let first = officer.get(&format!("{}?version=1", scene.session)).await;
        let preview = scene.preview(&first).await;
        preview
            .says("3 companies get their first agenda")
            .says("New: Bosfor Kimya, 13:00, table 1");
        let publish = |page: crate::desk::Answer| {
            let fields = ["timetable", "_version"].map(|name| (name, page.field(name)));
            let scene = &scene;
            async move {
                let fields = fields
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str()));
                let way = format!("{}/publish", scene.session);
                scene.officer.post(&way, &fields).await
            }
        };
        assert_eq!(publish(preview).await.status, StatusCode::SEE_OTHER);
        let second = officer.get(&format!("{}?version=2", scene.session)).await;
        let preview = scene.preview(&second).await;
        preview
            .says("The agendas of 2 companies change.")
            .says("Bosfor Kimya: 13:00, table 1 becomes 13:25, table 1")
            .keeps_silent_on("Ege Makine");
        assert_eq!(publish(preview).await.status, StatusCode::SEE_OTHER);
        // The first was published before, and can be again.
        let versions = officer
            .get(&format!("{}?view=versions&lang=de", scene.session))
            .await;
        versions
            .says("Früher veröffentlicht")
            .says("Wieder veröffentlichen");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let denied = viewer.get(&format!("{}/publish", scene.session)).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        viewer
            .get(&format!("{}?view=versions", scene.session))
            .await
            .says("Published before")
            .keeps_silent_on("Publish again");
    })
    .await;
}

#[tokio::test]
async fn a_version_gets_a_name_and_any_two_are_compared() {
    on_both(|trial| async move {
        let scene = two(&trial).await;
        let officer = &scene.officer;
        let way = format!("{}?view=versions&version=1&against=2", scene.session);
        let shown = officer.get(&way).await;
        shown.says("From timetable 2 to 1").says("Compare any two");
        let fields = [
            ("timetable", shown.field("timetable")),
            ("_version", shown.field("_version")),
            ("name", "after the call".to_owned()),
        ];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let name = format!("{}/name", scene.session);
        let named = officer.post(&name, &fields).await;
        assert_eq!(named.status, StatusCode::SEE_OTHER);
        officer.get(&way).await.says("Timetable 1: after the call");
        let stale = officer.post(&name, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT);
        let long = "x".repeat(81);
        let shown = officer.get(&way).await;
        let long = [
            ("timetable", shown.field("timetable")),
            ("_version", shown.field("_version")),
            ("name", long),
        ];
        let long = long.each_ref().map(|(name, value)| (*name, value.as_str()));
        let refused = officer.post(&name, &long).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("at most 80 characters");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(
            viewer.post(&name, &fields).await.status,
            StatusCode::FORBIDDEN
        );
    })
    .await;
}

#[tokio::test]
async fn quality_is_told_in_words_and_advice_is_asked_for() {
    on_both(|trial| async move {
        let scene = two(&trial).await;
        let officer = &scene.officer;
        let way = format!("{}?view=quality&version=2", scene.session);
        let shown = officer.get(&way).await;
        shown
            .says("100 % (2 of 2)")
            .says("50 % (2 of 4)")
            .says("Smallest share met: 50 %, for")
            .says("Table places used: 2 of 6.")
            .says("between two meetings without a pause")
            .says("Work it out");
        let timetable = shown.field("timetable");
        let advice = format!("{}/advice", scene.session);
        let asked = officer.post(&advice, &[("timetable", &timetable)]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER);
        officer.get(&way).await.says("Solving the session again");
        let told = officer.get(&format!("{advice}.json")).await;
        told.says("\"over\":false");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let denied = viewer.post(&advice, &[("timetable", &timetable)]).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let run = officer.get(&format!("{}/run", scene.session)).await;
        run.says("How long may it search?")
            .says("as many meetings as possible")
            .says("All in order: the wishes, then")
            .says("name=\"give_wishes\"")
            .says("At most 2 %")
            .says("No meeting is locked");
        let denied = viewer.get(&format!("{}/run", scene.session)).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn messages_tell_those_concerned_what_changed_in_their_language() {
    on_both(|trial| async move {
        let scene = two(&trial).await;
        let officer = &scene.officer;
        let way = format!("{}/messages", scene.session);
        let publish = async |number: u32| {
            let shown = officer
                .get(&format!("{}?version={number}", scene.session))
                .await;
            let preview = scene.preview(&shown).await;
            let fields = ["timetable", "_version"].map(|name| (name, preview.field(name)));
            let fields = fields
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            let done = officer
                .post(&format!("{}/publish", scene.session), &fields)
                .await;
            assert_eq!(done.status, StatusCode::SEE_OTHER);
        };
        officer
            .get(&way)
            .await
            .says("Nobody has to be told anything");
        publish(1).await;
        let shown = officer.get(&way).await;
        shown
            .says("The last publication concerns 3 participants.")
            .says("Matchmaking: your timetable")
            .says("To Ege Makine")
            .says("14:30 – 14:55, table A 2: Anda Machines")
            .keeps_silent_on("has changed");
        publish(2).await;
        // Bosfor writes and reads German.
        let profile = format!("{}/participants/{}", scene.session, scene.firms[1]);
        let german = [("languages", "de"), ("_version", "0")];
        assert_eq!(
            officer.post(&profile, &german).await.status,
            StatusCode::SEE_OTHER
        );
        let shown = officer.get(&way).await;
        shown
            .says("The last publication concerns 2 participants.")
            .says("An Bosfor Kimya")
            .says("Ihr Plan für Matchmaking hat sich geändert:")
            .says("13:00 – 13:25, Tisch 1 wird")
            .keeps_silent_on("To Ege Makine");
        // A text file, and links for those who have none; what works stays.
        let take = async |links: &str, form: &str| {
            let fields = [("links", links), ("form", form)];
            let taken = officer.post(&way, &fields).await;
            assert_eq!(taken.status, StatusCode::OK, "{}", taken.body);
            taken
        };
        let kept = take("keep", "txt").await;
        kept.says("To: Anda Machines").keeps_silent_on("/m/");
        let missing = take("missing", "txt").await;
        assert_eq!(missing.body.matches("/m/").count(), 2, "{}", missing.body);
        let again = take("missing", "txt").await;
        again
            .says("by the link that you have received")
            .keeps_silent_on("/m/");
        let renewed = take("new", "txt").await;
        assert_eq!(renewed.body.matches("/m/").count(), 2);
        let token = missing.body.split("/m/").nth(1).unwrap();
        let old = officer
            .signed_out()
            .get(&format!("/m/{}", &token[..32]))
            .await;
        assert_ne!(
            old.status,
            StatusCode::OK,
            "the earlier link is worth nothing"
        );
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let seen = viewer.get(&way).await;
        seen.says("To Anda Machines")
            .keeps_silent_on("Make new links");
        let denied = viewer.post(&way, &[("links", "new")]).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
    })
    .await;
}
