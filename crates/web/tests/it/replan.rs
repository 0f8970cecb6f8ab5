//! Something happens to a published timetable: the difference is shown, then applied.

use crate::desk::{Answer, Desk};
use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use domain::matchmaking::RequestState;
use testkit::{Trial, on_both};

fn led(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

/// Three requests, of which the first two are published in the slots 0 and 1.
async fn published(trial: &Trial) -> Scene {
    published_at(trial, 1).await
}

/// The same, with the second meeting at this table.
async fn published_at(trial: &Trial, table: u32) -> Scene {
    let scene = scene(trial).await;
    for (from, to) in [(0, 1), (0, 2), (1, 2)] {
        led(scene.ask(from, to).await);
    }
    let (one, two, three) = (
        scene.find(0, 1).await,
        scene.find(0, 2).await,
        scene.find(1, 2).await,
    );
    scene
        .keep(1, &[(one, 0, 0), (two, 1, table)], Some(three))
        .await;
    let board = scene.officer.get(&scene.session).await;
    let preview = scene.preview(&board).await;
    let (timetable, version) = (preview.field("timetable"), preview.field("_version"));
    let fields = [("timetable", timetable.as_str()), ("_version", &version)];
    led(scene
        .officer
        .post(&format!("{}/publish", scene.session), &fields)
        .await);
    scene
}

#[tokio::test]
async fn somebody_is_late_and_only_those_concerned_are_moved() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        scene
            .officer
            .get(&scene.session)
            .await
            .says("Something happened");
        scene
            .officer
            .get(&replan)
            .await
            .says("Somebody is late or away")
            .says("Show what would change");
        let who = scene.firms[1].to_string();
        let late = [
            ("what", "absent"),
            ("who", who.as_str()),
            ("from", "0"),
            ("until", "1"),
        ];
        let shown = scene.officer.post(&replan, &late).await;
        shown
            .says("Participants affected: 2; meetings changed: 1.")
            .says("Anda Machines and Bosfor Kimya")
            .says("Proved: no smaller change is possible")
            .says("14:30, table");
        // Looking changes nothing.
        let before = scene.file().await;
        assert_eq!(before.timetables.len(), 1);
        let version = shown.field("_version");
        let mut publish = late.to_vec();
        publish.extend([("act", "publish"), ("_version", version.as_str())]);
        led(scene.officer.post(&replan, &publish).await);
        let after = scene.file().await;
        let newest = after.newest().unwrap();
        assert_eq!(
            (newest.number, newest.parent),
            (2, before.session.published)
        );
        assert_eq!(after.session.published, Some(newest.id));
        let place = |r| {
            newest
                .placements
                .iter()
                .find(|p| p.request == r)
                .map(|p| p.slot)
        };
        assert_eq!(place(scene.find(0, 1).await), Some(2));
        assert_eq!(place(scene.find(0, 2).await), Some(1));
        // Later runs know it.
        let participant = &after.session.participants[1];
        assert_eq!(
            (participant.organisation, &participant.unavailable[..]),
            (scene.firms[1], &[0][..])
        );
        // What was shown belonged to the timetable before.
        let stale = scene.officer.post(&replan, &publish).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_called_off_frees_its_place_and_a_draft_disturbs_nobody() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let one = scene.find(0, 1).await;
        let request = one.to_string();
        let off = [
            ("what", "cancelled"),
            ("request", request.as_str()),
            ("fill", "on"),
        ];
        let shown = scene.officer.post(&replan, &off).await;
        shown.says("called off").says("Bosfor Kimya and Ege Makine");
        let mut keep = off.to_vec();
        let version = shown.field("_version");
        keep.extend([("act", "keep"), ("_version", version.as_str())]);
        led(scene.officer.post(&replan, &keep).await);
        let file = scene.file().await;
        assert_ne!(file.session.published, file.newest().map(|t| t.id));
        assert_eq!(file.request(one).unwrap().state, RequestState::Accepted);
        keep[3] = ("act", "publish");
        led(scene.officer.post(&replan, &keep).await);
        let file = scene.file().await;
        assert_eq!(file.session.published, file.newest().map(|t| t.id));
        assert_eq!(file.request(one).unwrap().state, RequestState::Withdrawn);
        let newest = file.newest().unwrap();
        assert!(newest.placements.iter().all(|p| p.request != one));
        assert_eq!(newest.placements.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_the_field_and_a_viewer_may_not() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let backwards = [
            ("what", "table"),
            ("table", "0"),
            ("from", "2"),
            ("until", "1"),
        ];
        let refused = scene.officer.post(&replan, &backwards).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("This must be later than the beginning.");
        let nobody = scene
            .officer
            .post(&replan, &[("what", "absent"), ("from", "0")])
            .await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let slot = [("what", "slot"), ("slot", "2")];
        scene
            .officer
            .post(&replan, &slot)
            .await
            .says("Nothing needs to change.");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(viewer.get(&replan).await.status, StatusCode::FORBIDDEN);
        let tried = viewer.post(&replan, &slot).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        let three = scene.find(1, 2).await.to_string();
        let wanted = [("what", "wanted"), ("request", three.as_str())];
        scene
            .officer
            .post(&replan, &wanted)
            .await
            .says("Bosfor Kimya and Ege Makine")
            .says("no place");
    })
    .await;
}

#[tokio::test]
async fn a_request_without_a_place_says_how_it_could_fit() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        let unplaced = format!("{}?view=unplaced", scene.session);
        scene.officer.get(&unplaced).await.says("How it could fit");
        // The only open slot is given away: firm 1 cannot come in slot 2 any more.
        let session = scene.file().await.session;
        let mut closed = session.record.clone();
        closed.participants[1].unavailable = vec![2];
        let version = session.version;
        let office = &scene.officer.app;
        office
            .save(&scene.program, "test", closed, version)
            .await
            .unwrap();
        let address = format!("{}/repairs/{three}", scene.session);
        let shown = scene.officer.get(&address).await;
        shown
            .says("Bosfor Kimya comes at 14:30 after all")
            .says("Try this repair");
        let timetable = shown.field("timetable");
        let version = shown.field("_version");
        let fix = format!("slot {} 2", scene.firms[1]);
        let fields = [
            ("fix", fix.as_str()),
            ("timetable", &timetable),
            ("_version", &version),
        ];
        led(scene.officer.post(&address, &fields).await);
        let file = scene.file().await;
        assert_eq!(file.session.participants[1].unavailable, [0_u32; 0]);
        let newest = file.newest().unwrap();
        assert_ne!(file.session.published, Some(newest.id));
        let placed = newest.placements.iter().find(|p| p.request == three);
        assert_eq!(placed.map(|p| p.slot), Some(2));
        // Somebody else changed the session meanwhile.
        let stale = scene.officer.post(&address, &fields).await;
        assert!(stale.status.is_client_error(), "{}", stale.status);
        assert_eq!(scene.file().await.timetables.len(), 2);
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(viewer.get(&address).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// Where nothing else helps, the page says so: to give the request up is no way to hold it.
#[tokio::test]
async fn giving_a_request_up_is_no_way_to_hold_it() {
    on_both(|trial| async move {
        let scene = published_at(&trial, 0).await;
        let three = scene.find(1, 2).await;
        let session = scene.file().await.session;
        let mut closed = session.record.clone();
        closed.tables.truncate(1);
        closed.participants[1].unavailable = vec![2];
        closed.participants[2].unavailable = vec![2];
        let office = &scene.officer.app;
        office
            .save(&scene.program, "test", closed, session.version)
            .await
            .unwrap();
        let shown = scene
            .officer
            .get(&format!("{}/repairs/{three}", scene.session))
            .await;
        shown
            .says("Anda Machines and Bosfor Kimya is given up")
            .keeps_silent_on("Meeting Bosfor Kimya and Ege Makine is given up");
    })
    .await;
}

#[tokio::test]
async fn a_lost_table_and_a_lost_slot_are_noted_in_the_session() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let tables = scene.file().await.session.tables.len();
        for what in [
            &[("what", "table"), ("table", "1"), ("from", "1")][..],
            &[("what", "slot"), ("slot", "0")],
        ] {
            let shown = scene.officer.post(&replan, what).await;
            let mut publish = what.to_vec();
            let version = shown.field("_version");
            publish.extend([("act", "publish"), ("_version", version.as_str())]);
            led(scene.officer.post(&replan, &publish).await);
        }
        let session = scene.file().await.session;
        let slots = session.slots.len() as u32;
        let closed: Vec<Vec<u32>> = session.tables.iter().map(|t| t.closed.clone()).collect();
        let mut expected = vec![vec![0]; tables];
        expected[1] = (0..slots).collect();
        assert_eq!(closed, expected);
        // The form says it, and takes it back as it was.
        let edit = format!("{}/edit", scene.session);
        scene.officer.get(&edit).await.says("2 | 1, 2");
        // Nobody can be put there by hand or by a run.
        let published = scene.file().await;
        let newest = published.newest().unwrap();
        let free = |place: &&domain::matchmaking::Placement| {
            closed[place.table as usize].contains(&place.slot)
        };
        assert_eq!(newest.placements.iter().filter(free).count(), 0);
    })
    .await;
}

#[tokio::test]
async fn two_changes_are_made_together_where_no_single_one_helps() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        let session = scene.file().await.session;
        let last = session.slots.len() as u32 - 1;
        let mut closed = session.record.clone();
        closed.participants[1].unavailable = (1..=last).collect();
        closed.participants[2].unavailable = [0].into_iter().chain(2..=last).collect();
        let office = &scene.officer.app;
        office
            .save(&scene.program, "test", closed, session.version)
            .await
            .unwrap();
        let address = format!("{}/repairs/{three}", scene.session);
        let shown = scene.officer.get(&address).await;
        shown.says("Bosfor Kimya comes at 14:30 after all and Ege Makine comes at 14:30 after all");
        let (timetable, version) = (shown.field("timetable"), shown.field("_version"));
        let fix = format!("slot {} 2;slot {} 2", scene.firms[1], scene.firms[2]);
        let fields = [
            ("fix", fix.as_str()),
            ("timetable", &timetable),
            ("_version", &version),
        ];
        led(scene.officer.post(&address, &fields).await);
        let file = scene.file().await;
        let away = |firm: usize| file.session.participants[firm].unavailable.contains(&2);
        assert!(!away(1) && !away(2));
        let newest = file.newest().unwrap();
        assert_eq!(newest.placements.len(), 3);
    })
    .await;
}

/// What contradicts a meeting is named, and only that.
#[tokio::test]
async fn a_request_that_cannot_be_held_says_what_contradicts_it() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        let session = scene.file().await.session;
        let last = session.slots.len() as u32 - 1;
        let mut closed = session.record.clone();
        closed.participants[0].unavailable = vec![last];
        closed.participants[1].unavailable = (0..last).collect();
        closed.participants[2].unavailable = vec![last];
        let office = &scene.officer.app;
        office
            .save(&scene.program, "test", closed, session.version)
            .await
            .unwrap();
        let address = format!("{}/repairs/{three}", scene.session);
        let shown = scene.officer.get(&address).await;
        shown
            .says("What contradicts it")
            .says("without any one of them the others can be kept")
            .says("Bosfor Kimya does not meet at 13:00, 13:25")
            .says("Ege Makine does not meet at 14:30")
            .says("meeting Bosfor Kimya and Ege Makine is held")
            .keeps_silent_on("Anda Machines does not meet");
    })
    .await;
}

impl Scene {
    async fn file(&self) -> app::timetables::SessionFile {
        let id = self.id();
        self.officer
            .app
            .session_file(&self.program, id)
            .await
            .unwrap()
    }
}
