//! A mission, its cities and its programme, entered through the pages on both engines.

use crate::desk::{Answer, Desk};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use testkit::{on_both, sqlite};

pub const MISSION: [(&str, &str); 8] = [
    ("code", "spring-26"),
    ("direction", "outbound"),
    ("title.en", "Spring mission"),
    ("title.zh-Hans", "春季团"),
    ("when.known", "span"),
    ("when.date", "2026-04-14"),
    ("when.to", "2026-04-19"),
    ("home_zone", "Asia/Shanghai"),
];

const HAMBURG: [(&str, &str); 11] = [
    ("names.0.text", "Hamburg"),
    ("names.0.language", "de"),
    ("names.0.role", "of_record"),
    ("country", "de"),
    ("zone", "Europe/Berlin"),
    ("when.known", "span"),
    ("when.date", "2026-04-14"),
    ("when.to", "2026-04-15"),
    ("position", "1"),
    ("state", "planned"),
    ("hotel", ""),
];

fn item<'a>(title: &'a str, leg: &'a str, times: (&'a str, &'a str)) -> Vec<(&'a str, &'a str)> {
    vec![
        ("title.en", title),
        ("kind", "talks"),
        ("leg", leg),
        ("when.known", "exact"),
        ("when.date", "2026-04-15"),
        ("when.start", times.0),
        ("when.end", times.1),
        ("when.zone", "Europe/Berlin"),
        ("planned", "confirmed"),
        ("official", "yes"),
        ("room", "Great Hall"),
        ("interpretation", "consecutive"),
        ("visibility", "participants"),
    ]
}

/// A mission with one city; gives the leg's id.
async fn begun(desk: &Desk) -> String {
    let made = desk.post("/missions/new", &MISSION).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    assert_eq!(made.location, "/missions/SPRING-26");
    let city = desk.post("/missions/SPRING-26/legs/new", &HAMBURG).await;
    assert_eq!(city.status, StatusCode::SEE_OTHER, "{}", city.body);
    let page = desk.get("/missions/SPRING-26").await;
    let edit = page.body.split("/legs/").nth(2).unwrap();
    edit.split('"').next().unwrap().to_owned()
}

async fn added(desk: &Desk, fields: &[(&str, &str)]) -> String {
    let made = desk.post("/missions/SPRING-26/items/new", fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    made.location
}

#[tokio::test]
async fn a_mission_is_entered_and_its_programme_stands_in_local_time_with_home_beside() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
        desk.get("/missions")
            .await
            .says("No missions yet")
            .says("/missions/new");
        let leg = begun(&desk).await;
        let overview = desk.get("/missions/SPRING-26").await;
        overview
            .says("Spring mission")
            .says("春季团")
            .says("14–19 April 2026")
            .says("Hamburg")
            .says("6 h behind home");
        added(&desk, &item("Talks at the port", &leg, ("09:00", "10:30"))).await;
        let board = desk
            .get("/missions/SPRING-26/programme?day=2026-04-15")
            .await;
        board
            .says("Talks at the port")
            .says("09:00 – 10:30")
            .says("15:00 at home")
            .says("Wed 15");
        let other = desk
            .get("/missions/SPRING-26/programme?day=2026-04-14")
            .await;
        other.keeps_silent_on("Talks at the port");
        let german = desk
            .get("/missions/SPRING-26/programme?day=2026-04-15&lang=de")
            .await;
        german.says("15:00 Heimatzeit").says("Mi 15.");
        for view in ["list", "print"] {
            let page = desk
                .get(&format!("/missions/SPRING-26/programme?view={view}"))
                .await;
            page.says("Talks at the port").says("09:00 – 10:30");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_is_kept_and_the_error_stands_beside_its_field() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let leg = begun(&desk).await;
    let mut wrong = item("Talks <b>", &leg, ("11:00", "10:00"));
    wrong.push(("note.en", "Bring gifts"));
    let answer = desk.post("/missions/SPRING-26/items/new", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("The end must be after the start.")
        .says("Talks &#60;b&#62;")
        .says("Bring gifts")
        .says("id=\"f-when-error\"");
    let twice = desk.post("/missions/new", &MISSION).await;
    assert_eq!(
        twice.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "the code is taken"
    );
    twice.says("春季团");
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_mission() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let form = desk.get("/missions/new").await;
    let key = form.field("_key");
    let mut fields = MISSION.to_vec();
    fields.push(("_key", &key));
    for _ in 0..2 {
        let answer = desk.post("/missions/new", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    let list = desk.get("/missions").await;
    assert_eq!(list.body.matches("<th scope=\"row\">").count(), 1);
}

#[tokio::test]
async fn a_lost_race_shows_both_sides_and_the_choice_is_saved() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
        let leg = begun(&desk).await;
        let at = added(&desk, &item("Talks", &leg, ("09:00", "10:00"))).await;
        let edit = format!("{at}/edit");
        let version = desk.get(&edit).await.field("_version");
        let save = |title: &'static str, room: &'static str| {
            let mut fields = item(title, &leg, ("09:00", "10:00"));
            fields.retain(|(name, _)| *name != "room");
            fields.extend([("room", room), ("_version", version.as_str())]);
            let (desk, edit) = (&desk, &edit);
            async move { desk.post(edit, &fields).await }
        };
        assert_eq!(
            save("Their talks", "Hall A").await.status,
            StatusCode::SEE_OTHER
        );
        let lost = save("My talks", "Hall B").await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        lost.says("Their talks")
            .says("My talks")
            .says("Hall A")
            .says("Hall B");
        let chosen = chosen(&lost);
        let fields: Vec<(&str, &str)> = chosen
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        let saved = desk.post(&edit, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = desk.get(&at).await;
        page.says("My talks")
            .says("Hall A")
            .keeps_silent_on("Hall B");
    })
    .await;
}

/// The fields of the comparison, with my title and their room chosen.
fn chosen(page: &Answer) -> Vec<(String, String)> {
    let form = page
        .body
        .split("<form class=\"kit conflict\"")
        .nth(1)
        .unwrap();
    let mut fields: Vec<(String, String)> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .map(|part| {
            let mut pieces = part.split('"');
            let name = pieces.next().unwrap().to_owned();
            (name, pieces.nth(1).unwrap().to_owned())
        })
        .collect();
    fields.push(("_keep.title".into(), "mine".into()));
    fields.push(("_keep.room".into(), "theirs".into()));
    fields
}

#[tokio::test]
async fn an_item_is_cancelled_only_with_its_cause_and_not_held_before_its_day() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let leg = begun(&desk).await;
    let at = added(&desk, &item("Talks", &leg, ("09:00", "10:00"))).await;
    let step = format!("{at}/step");
    let bare = desk.post(&step, &[("state", "cancelled")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    bare.says("Please state the cause.")
        .says("id=\"f-cause-error\"");
    let early = desk.post(&step, &[("state", "held")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says("Its day is still to come.");
    let done = desk
        .post(&step, &[("state", "cancelled"), ("cause", "Strike")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    desk.get(&at).await.says("Cancelled").says("Strike");
}

#[tokio::test]
async fn clashes_stand_where_they_are_and_beside_the_board() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    let leg = begun(&desk).await;
    added(&desk, &item("Talks", &leg, ("09:00", "10:30"))).await;
    added(&desk, &item("Roundtable", &leg, ("10:00", "11:00"))).await;
    let board = desk
        .get("/missions/SPRING-26/programme?day=2026-04-15")
        .await;
    board
        .says("“Roundtable” is in the same room at this time.")
        .says("“Talks” is in the same room at this time.")
        .says("item confirmed c2 r7 l6 broken")
        .says("item confirmed c3 r11 l4 broken");
    let overview = desk.get("/missions/SPRING-26").await;
    overview.says("One clash in the programme");
    let list = desk
        .get("/missions/SPRING-26/programme?view=list&clashes=yes")
        .await;
    list.says("2 entries");
}

#[tokio::test]
async fn a_mission_goes_from_stage_to_stage_in_order() {
    let desk = Desk::of(&sqlite().await, UserRole::MissionOfficer).await;
    begun(&desk).await;
    let form = desk.get("/missions/SPRING-26/stage").await;
    form.says("value=\"submitted\"")
        .keeps_silent_on("value=\"returned\"");
    let skipped = desk
        .post("/missions/SPRING-26/stage", &[("stage", "returned")])
        .await;
    assert_eq!(skipped.status, StatusCode::UNPROCESSABLE_ENTITY);
    let moved = desk
        .post("/missions/SPRING-26/stage", &[("stage", "approved")])
        .await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER);
    desk.get("/missions").await.says("Approved");
}

#[tokio::test]
async fn the_account_after_the_return_is_entered_and_refused_where_it_says_nothing_clear() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
        begun(&desk).await;
        let at = "/missions/SPRING-26/returned";
        desk.get("/missions/SPRING-26").await.says(at);
        let version = desk.get(at).await.field("_version");
        let mut fields = vec![
            ("_version", version.as_str()),
            ("rules.0.rule", "gifts"),
            ("rules.0.on", "2026-04-20"),
            ("rules.0.text.en", "None were accepted."),
            ("rules.1.rule", "conduct"),
            ("costs.0.kind", "lodging"),
            ("costs.0.currency", "eur"),
            ("costs.0.planned", "6.400,50"),
            ("costs.0.actual", "many"),
        ];
        let refused = desk.post(at, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("None were accepted.").says("value=\"many\"");
        fields[8].1 = "";
        let saved = desk.post(at, &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let shown = desk.get(at).await;
        shown
            .says("None were accepted.")
            .says("value=\"6400.50\"")
            .says("value=\"EUR\"")
            .says("value=\"2026-04-20\"");
        // Who changes the mission meanwhile keeps the account.
        let edit = desk.get("/missions/SPRING-26/edit").await.field("_version");
        let mut mission = MISSION.to_vec();
        mission.push(("_version", &edit));
        let kept = desk.post("/missions/SPRING-26/edit", &mission).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
        desk.get(at).await.says("None were accepted.");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(viewer.get(at).await.status, StatusCode::FORBIDDEN);
        let denied = viewer.post(at, &fields).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn who_may_only_read_finds_no_way_to_write() {
    on_both(|trial| async move {
        let officer = Desk::of(&trial, UserRole::MissionOfficer).await;
        let leg = begun(&officer).await;
        let at = added(&officer, &item("Talks", &leg, ("09:00", "10:00"))).await;
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        for path in [
            "/missions",
            "/missions/SPRING-26",
            "/missions/SPRING-26/programme",
            &at,
        ] {
            let page = viewer.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for way in ["/edit\"", "/new\"", "/step\"", "/delete\"", "/stage\""] {
                page.keeps_silent_on(way);
            }
        }
        let forms = ["/missions/SPRING-26/edit", "/missions/SPRING-26/items/new"];
        for path in forms {
            assert_eq!(
                viewer.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
            assert_eq!(
                viewer.post(path, &[]).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        let tried = viewer.post("/missions/new", &MISSION).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
    })
    .await;
}
