//! Venues and tables of a session in the browser.

use crate::desk::Answer;
use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use domain::ids::TypedId;
use domain::matchmaking::{Matchmaking, TableKind};
use testkit::on_both;

impl Scene {
    async fn stored(&self) -> Matchmaking {
        let file = self.officer.app.session_file(&self.program, self.id());
        file.await.unwrap().session.record
    }

    async fn version(&self) -> String {
        let page = self.officer.get(&format!("{}/places", self.session)).await;
        page.field("_version")
    }

    async fn send(&self, fields: &[(&str, &str)]) -> Answer {
        let version = self.version().await;
        let mut all = vec![("_version", version.as_str())];
        all.extend(fields);
        self.officer
            .post(&format!("{}/places", self.session), &all)
            .await
    }

    fn code(&self, firm: usize) -> String {
        format!("organisation:{}", self.firms[firm].uuid())
    }
}

/// The two tables of the session as the form sends them.
const TABLES: [(&str, &str); 4] = [
    ("tables.0.name", "1"),
    ("tables.0.kind", "shared"),
    ("tables.1.name", "A 2"),
    ("tables.1.kind", "shared"),
];

/// Two venues that are not there yet, a quarter of an hour apart.
const VENUES: [(&str, &str); 3] = [
    ("venues.0.name", "Messe"),
    ("venues.1.name", "Hotel"),
    ("venues.1.usual", "15"),
];

#[tokio::test]
async fn venues_booths_and_many_tables_are_set_up_in_one_step() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let shown = scene.officer.get(&scene.session).await;
        shown.says("Venues and tables").says("/places\"");
        let mut fields = [TABLES.as_slice(), &VENUES].concat();
        let owner = scene.code(1);
        fields.extend([
            ("tables.1.owner", owner.as_str()),
            ("tables.1.closed", "2-3"),
            ("several.names", "B1-B3, Net"),
            ("several.venue", "1"),
        ]);
        let saved = scene.send(&fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let session = scene.stored().await;
        assert_eq!(session.minutes_between(0, 1), 15);
        let signs = (0..6).map(|table| session.sign(table)).collect::<Vec<_>>();
        let wanted = [
            "Messe · 1",
            "Messe · A 2",
            "Hotel · B1",
            "Hotel · B2",
            "Hotel · B3",
            "Hotel · Net",
        ];
        assert_eq!(signs, wanted);
        let booth = &session.tables[1];
        assert_eq!(
            (booth.kind, booth.owner),
            (TableKind::Booth, Some(scene.firms[1]))
        );
        assert_eq!(booth.closed, [1, 2]);
        // What was stored stands in the form, with the way between the two by name.
        let page = scene
            .officer
            .get(&format!("{}/places", scene.session))
            .await;
        page.says("Minutes between Messe and Hotel")
            .says("value=\"15\"")
            .says("value=\"2, 3\"");
        // The quick list of tables keeps what it does not show.
        let edit = scene.officer.get(&format!("{}/edit", scene.session)).await;
        let version = edit.field("_version");
        let quick = [
            ("title.en", "Matchmaking"),
            (
                "slots",
                "2027-04-13 13:00-13:25\n13:25-13:50\n\n14:30-14:55",
            ),
            ("tables", "1\nA 2 | 2\nB1\nB2\nB3\nNet"),
            ("_version", &version),
        ];
        let done = scene
            .officer
            .post(&format!("{}/edit", scene.session), &quick)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let after = scene.stored().await;
        assert_eq!(
            (after.sign(3), after.tables[1].owner),
            ("Hotel · B2".into(), Some(scene.firms[1]))
        );
        assert_eq!(after.minutes_between(1, 0), 15);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_a_place_stands_beside_its_field() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let owner = scene.code(0);
        for (wrong, words) in [
            (vec![("tables.0.kind", "booth")], "Say whose booth it is."),
            (
                vec![
                    ("tables.0.kind", "virtual"),
                    ("tables.0.owner", owner.as_str()),
                ],
                "A virtual room belongs to nobody.",
            ),
            (
                vec![("tables.0.closed", "4")],
                "Give numbers of slots from 1 to 3",
            ),
            (
                vec![("tables.0.name", "A 2")],
                "Two tables of one venue are called A 2.",
            ),
            (vec![("several.names", "9-3")], "Write spans like 1-12"),
            (
                vec![("several.kind", "virtual")],
                "Say which tables are meant.",
            ),
            (
                vec![("venues.0.name", "Messe"), ("venues.1.name", "Hotel")],
                "Say how many minutes it is to the other venues.",
            ),
            (
                vec![
                    ("venues.0.name", "Messe"),
                    ("venues.1.name", "Messe"),
                    ("venues.1.usual", "5"),
                ],
                "Another venue has this name.",
            ),
        ] {
            let said: Vec<&str> = wrong.iter().map(|(name, _)| *name).collect();
            let kept = TABLES.into_iter().filter(|(name, _)| !said.contains(name));
            let fields: Vec<(&str, &str)> = kept.chain(wrong.iter().copied()).collect();
            let again = scene.send(&fields).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            again.says(words);
            for (_, typed) in wrong.iter().filter(|(name, _)| name.ends_with("name")) {
                again.says(&format!("value=\"{typed}\""));
            }
        }
        assert!(scene.stored().await.venues.is_empty(), "nothing was stored");
    })
    .await;
}

#[tokio::test]
async fn a_table_that_a_timetable_names_stays_where_it_is() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(0, 1).await;
        let request = scene.find(0, 1).await;
        scene.keep(1, &[(request, 0, 1)], None).await;
        let gone = scene.send(&TABLES[2..]).await;
        assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
        gone.says("1 stays where it is in the list");
        // Another name and more tables behind it are no trouble.
        let mut fields = TABLES.to_vec();
        fields[2].1 = "VIP";
        fields.extend([("several.names", "Net"), ("several.kind", "virtual")]);
        let saved = scene.send(&fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let board = scene.officer.get(&scene.session).await;
        board.says("Table VIP").says("Virtual room");
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_over_tables_shows_both_sides_and_a_viewer_only_looks() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let old = scene.version().await;
        let saved = scene.send(&[TABLES.as_slice(), &VENUES].concat()).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let mut late = vec![("_version", old.as_str())];
        late.extend(TABLES);
        let address = format!("{}/places", scene.session);
        let both = scene.officer.post(&address, &late).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        both.says("Messe");
        let viewer = crate::desk::Desk::of(&trial, UserRole::Viewer).await;
        assert_ne!(viewer.get(&address).await.status, StatusCode::OK);
        assert_eq!(scene.stored().await.venues.len(), 2);
    })
    .await;
}
