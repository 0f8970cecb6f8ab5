//! The board without scripts: a meeting's own page, the move, its refusal, the way back, the lock.

use crate::desk::{Answer, Desk};
use crate::directory::flash;
use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use domain::ids::RequestId;
use domain::language::Language;
use testkit::{Trial, on_both};

struct Board {
    scene: Scene,
    /// Firms 0 and 1 meet at 13:00; firms 0 and 2 at 14:30; firms 1 and 2 have no place.
    one: RequestId,
    two: RequestId,
    open: RequestId,
    timetable: String,
}

async fn board(trial: &Trial) -> Board {
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
    let shown = scene.officer.get(&scene.session).await;
    let timetable = scene.preview(&shown).await.field("timetable");
    Board {
        scene,
        one,
        two,
        open,
        timetable,
    }
}

impl Board {
    fn at(&self, tail: &str) -> String {
        format!("{}{tail}", self.scene.session)
    }

    fn page(&self, request: RequestId) -> String {
        let timetable = &self.timetable;
        self.at(&format!("/move?timetable={timetable}&request={request}"))
    }

    async fn step(&self, who: &Desk, request: RequestId, place: &[(&str, &str)]) -> Answer {
        let request = request.to_string();
        let mut fields = vec![
            ("timetable", self.timetable.as_str()),
            ("request", &request),
        ];
        fields.extend(place);
        who.post(&self.at("/move"), &fields).await
    }
}

#[tokio::test]
async fn a_meeting_is_moved_without_scripts_and_back() {
    on_both(|trial| async move {
        let board = board(&trial).await;
        let officer = &board.scene.officer;
        let shown = officer.get(&board.scene.session).await;
        shown
            .says(&format!("request={}", board.one))
            .says("data-board")
            .says("Enter picks it up");
        let page = officer.get(&board.page(board.one)).await;
        page.says("Anda Machines and Bosfor Kimya")
            .says("Put it here")
            .says("Lock it here")
            .says("Anda Machines already meets Ege Makine at 14:30.");
        let moved = board
            .step(officer, board.one, &[("slot", "1"), ("table", "1")])
            .await;
        assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
        assert!(
            moved.location.ends_with("?view=tables&version=2"),
            "{}",
            moved.location
        );
        let after = officer.get(&moved.location).await;
        after
            .says("Timetable 2")
            .says("Changed by hand")
            .says("Undo the last step");
        let undo = after
            .body
            .split("action=\"")
            .filter_map(|part| part.split('"').next())
            .find(|action| action.contains("/undo?"))
            .unwrap()
            .to_owned();
        let back = officer.post(&undo, &[]).await;
        assert!(back.location.ends_with("?version=1"), "{}", back.location);
        let gone = officer.get(&board.at("?version=2")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_illegal_place_is_refused_in_the_readers_language() {
    on_both(|trial| async move {
        let board = board(&trial).await;
        let officer = &board.scene.officer;
        for (language, words) in [
            (
                "en",
                "Not moved. Anda Machines already meets Ege Makine at 14:30.",
            ),
            (
                "de",
                "Nicht verlegt. Anda Machines trifft um 14:30 schon Ege Makine.",
            ),
            (
                "zh-Hans",
                "未调整。 Anda Machines 在 14:30 已与Ege Makine会谈。",
            ),
        ] {
            let one = board.one.to_string();
            let fields = [
                ("timetable", board.timetable.as_str()),
                ("request", &one),
                ("slot", "2"),
                ("table", "0"),
            ];
            let way = board.at(&format!("/move?lang={language}"));
            let refused = officer.post(&way, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            refused.says(words);
            let lit = officer
                .get(&board.page(board.one).replace("/move?", "/places.json?"))
                .await;
            assert_eq!(lit.status, StatusCode::OK);
            lit.says("\"against\":[]").says("14:30");
        }
        // Firm 2 is away in the first slot.
        let away = board.step(officer, board.two, &[("slot", "0")]).await;
        assert_eq!(away.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn a_locked_meeting_says_so_and_an_unplaced_one_is_placed() {
    on_both(|trial| async move {
        let board = board(&trial).await;
        let officer = &board.scene.officer;
        let one = board.one.to_string();
        let named = [("timetable", board.timetable.as_str()), ("request", &one)];
        let locked = officer.post(&board.at("/lock"), &named).await;
        assert_eq!(locked.status, StatusCode::SEE_OTHER);
        let page = officer.get(&board.page(board.one)).await;
        page.says("Unlock")
            .says("It is locked at 13:00, table 1; unlock it first.")
            .keeps_silent_on("Take out");
        let out = board.step(officer, board.one, &[]).await;
        assert_eq!(out.status, StatusCode::UNPROCESSABLE_ENTITY);
        let free = officer.post(&board.at("/unlock"), &named).await;
        assert_eq!(free.status, StatusCode::SEE_OTHER);
        officer.get(&board.page(board.one)).await.says("Take out");
        let placed = board
            .step(officer, board.open, &[("slot", "1"), ("view", "people")])
            .await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.body);
        officer.get(&placed.location).await.says("data-who");
    })
    .await;
}

#[tokio::test]
async fn a_viewer_moves_nothing() {
    on_both(|trial| async move {
        let board = board(&trial).await;
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        viewer
            .get(&board.scene.session)
            .await
            .keeps_silent_on("data-board")
            .keeps_silent_on("draggable");
        let page = viewer.get(&board.page(board.one)).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        let moved = board.step(&viewer, board.one, &[("slot", "1")]).await;
        assert_eq!(moved.status, StatusCode::FORBIDDEN);
        for tail in [
            "/lock",
            "/unlock",
            &format!("/undo?timetable={}", board.timetable),
        ] {
            let tried = viewer.post(&board.at(tail), &[]).await;
            assert_eq!(tried.status, StatusCode::FORBIDDEN, "{tail}");
        }
        let nothing = board.scene.officer.get(&board.at("/move")).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn two_meetings_change_places_without_scripts_and_a_lock_is_on_the_card() {
    on_both(|trial| async move {
        let board = board(&trial).await;
        let officer = &board.scene.officer;
        // Firm 2 is away at 13:00, so its meeting at 14:30 cannot change with the one at 13:00.
        let page = officer.get(&board.page(board.one)).await;
        page.keeps_silent_on("Change places");
        let two = board.two.to_string();
        let refused = board.step(officer, board.one, &[("with", &two)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Anda Machines and Ege Makine: Ege Makine cannot meet at 13:00.");
        let lit = board.page(board.one).replace("/move?", "/places.json?");
        officer.get(&lit).await.says(&format!(
            "\"{two}\":\"Anda Machines and Ege Makine: Ege Makine cannot"
        ));

        // The request without a place may take the place of either.
        let page = officer.get(&board.page(board.open)).await;
        page.says("Change places with a meeting at")
            .says("Anda Machines and Ege Makine (table A 2)");
        let taken = board
            .step(officer, board.open, &[("with", &two), ("view", "people")])
            .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.body);
        assert!(
            taken.location.ends_with("?view=people&version=2"),
            "{}",
            taken.location
        );
        assert_eq!(
            flash(&taken).text(Language::En),
            "Changed places: Bosfor Kimya and Ege Makine; Anda Machines and Ege Makine. This is \
             timetable 2 now."
        );

        // A lock is seen on the card and taken off there.
        let shown = officer.get(&board.scene.session).await;
        shown
            .says("Locked: Anda Machines and Bosfor Kimya")
            .says("aria-pressed=\"false\"")
            .keeps_silent_on("aria-pressed=\"true\"");
        let one = board.one.to_string();
        let named = [("timetable", board.timetable.as_str()), ("request", &one)];
        officer.post(&board.at("/lock"), &named).await;
        officer
            .get(&board.at("?version=1"))
            .await
            .says("aria-pressed=\"true\"")
            .says("title=\"Unlock\"");
        // In the view of people it stands on both sides' cards.
        let people = board.at("?view=people&version=1");
        let both = officer.get(&people).await.body;
        assert_eq!(both.matches("aria-pressed=\"true\"").count(), 2);
        let here = [named[0], named[1], ("view", "people")];
        let back = officer.post(&board.at("/unlock"), &here).await;
        assert!(back.location.contains("view=people"), "{}", back.location);
        officer
            .get(&people)
            .await
            .keeps_silent_on("aria-pressed=\"true\"")
            .says("Locked: Anda Machines and Bosfor Kimya");
        officer.post(&board.at("/lock"), &here).await;
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let seen = viewer.get(&board.scene.session).await;
        seen.keeps_silent_on("class=\"lock\"").says("fixed");
        let seen = viewer.get(&people).await;
        seen.keeps_silent_on("class=\"lock\"").says("fixed");
    })
    .await;
}
