//! The delegation and the guests through their pages, on both engines.

use crate::desk::Desk;
use app::{Caller, Door};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use domain::count::{Count, Relation};
use domain::ids::{ItemId, MissionId};
use domain::language::Language;
use domain::missions::{Direction, Mission, MissionCode, MissionState};
use domain::programme::{Interpretation, Item, ItemKind, ItemState, Visibility};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::civil::date;
use testkit::{Trial, on_both, sqlite};

/// A mission with one conference; gives its item.
pub async fn conference(desk: &Desk, trial: &Trial, state: ItemState) -> ItemId {
    let program = Caller::program(trial.agency, Door::Page);
    let mission = Mission {
        id: desk.app.new_id::<MissionId>(),
        code: MissionCode::new("SPRING-26").unwrap(),
        title: Localised::new(Language::En, "Spring mission"),
        direction: Direction::Outbound,
        state: MissionState::draft(),
        when: When::Day {
            date: date(2026, 3, 1),
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
    let item = Item {
        id: desk.app.new_id(),
        mission: mission.id,
        leg: None,
        kind: ItemKind::PromotionConference,
        title: Localised::new(Language::En, "Promotion conference").and(Language::ZhHans, "推介会"),
        when: mission.when.clone(),
        state,
        venue: Localised::default(),
        room: String::new(),
        hosts: vec![],
        official: true,
        languages: vec![],
        interpretation: Interpretation::Unknown,
        visibility: Visibility::Participants,
        counts: vec![Count {
            value: 90,
            relation: Relation::MoreThan,
            unit: Localised::new(Language::En, "foreign representatives"),
        }],
        note: Localised::default(),
        source: None,
    };
    let (app, id) = (&desk.app, item.id);
    app.create(&program, "test", mission).await.unwrap();
    app.create(&program, "test", item).await.unwrap();
    id
}

/// An item that was held.
pub fn held() -> ItemState {
    ItemState::Held {
        source: None,
        was_planned: true,
    }
}

/// The id in the first address that begins so and names a record.
pub fn id_after(body: &str, beginning: &str) -> String {
    let mut tails = body.split(beginning).skip(1);
    let id = tails.find_map(|tail| uuid::Uuid::parse_str(tail.get(..36)?).ok());
    id.expect(beginning).to_string()
}

fn guest<'a>(item: &'a str, name: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("party", ""),
        ("party.printed", name),
        ("printed_is", "body"),
        ("item", item),
        ("role", "guest"),
        ("side", "host"),
        ("state", "invited"),
        ("relation", "more_than"),
        ("count", "5"),
        ("unit.en", "people"),
    ]
}

const GUESTS: &str = "/missions/SPRING-26/guests";

#[tokio::test]
async fn a_guest_is_entered_answers_and_is_counted_as_published() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::ProtocolOfficer).await;
        let item = conference(&desk, &trial, ItemState::Confirmed)
            .await
            .to_string();
        let empty = desk.get(GUESTS).await;
        empty
            .says("Nobody is invited yet")
            .says("more than 90 foreign representatives");
        let made = desk
            .post(
                "/missions/SPRING-26/guests/new",
                &guest(&item, "Renos Company"),
            )
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        let list = desk.get(GUESTS).await;
        list.says("Renos Company")
            .says("as printed, not identified")
            .says("Renos Company: more than 5 people")
            .keeps_silent_on("Nobody is invited yet");
        let part = id_after(&list.body, "/guests/");
        let way = format!("{GUESTS}/{part}/answer");
        let form = desk.get(&way).await;
        form.says("Attendance can be recorded once")
            .keeps_silent_on("value=\"attended\"");
        let early = [("state", "attended"), ("_version", "1")];
        let refused = desk.post(&way, &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("The item has not been held");
        let accepted = [("state", "accepted"), ("_version", "1")];
        let done = desk.post(&way, &accepted).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        // The same version once more: somebody was faster.
        let late = [("state", "declined"), ("cause", "ill"), ("_version", "1")];
        let lost = desk.post(&way, &late).await;
        assert_eq!(lost.status, StatusCode::CONFLICT);
        lost.says("Somebody else changed this");
        // Filters and search in any spelling.
        desk.get(&format!("{GUESTS}?state=accepted&q=renos"))
            .await
            .says("Renos Company");
        desk.get(&format!("{GUESTS}?state=declined"))
            .await
            .says("Nothing matches.");
    })
    .await;
}

#[tokio::test]
async fn the_sheet_of_attendance_is_for_what_was_held() {
    on_both(|trial| async move {
        let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
        let item = conference(&desk, &trial, held()).await.to_string();
        for name in ["SAP", "Linde"] {
            let made = desk
                .post("/missions/SPRING-26/guests/new", &guest(&item, name))
                .await;
            assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
        }
        let way = format!("{GUESTS}/attendance/{item}");
        let sheet = desk.get(&way).await;
        sheet.says("SAP").says("Linde");
        let parts: Vec<String> = sheet
            .body
            .split("name=\"version.")
            .skip(1)
            .map(|tail| tail.chars().take(36).collect())
            .collect();
        assert_eq!(parts.len(), 2);
        let fields: Vec<(String, String)> = parts
            .iter()
            .zip(["attended", "absent"])
            .flat_map(|(id, state)| {
                [
                    (format!("part.{id}"), state.to_owned()),
                    (format!("version.{id}"), "1".to_owned()),
                ]
            })
            .collect();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let done = desk.post(&way, &fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let list = desk.get(GUESTS).await;
        list.says(">attended</span>").says(">absent</span>");
        let again = desk.post(&way, &fields).await;
        assert_eq!(
            again.status,
            StatusCode::SEE_OTHER,
            "nothing new, nothing lost"
        );
    })
    .await;
}

#[tokio::test]
async fn the_delegation_shows_offices_and_who_is_only_mentioned_apart() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
    conference(&desk, &trial, ItemState::Confirmed).await;
    let page = desk.get("/missions/SPRING-26/delegation").await;
    page.says("Nobody is on the list").says("not published");
    let member = |name, role| {
        vec![
            ("party", ""),
            ("party.printed", name),
            ("printed_is", "person"),
            ("role", role),
            ("rank", "1"),
            ("state", "accepted"),
        ]
    };
    for (name, role) in [("Hao Peng", "leader"), ("Chancellor Scholcz", "mentioned")] {
        let made = desk
            .post("/missions/SPRING-26/delegation/new", &member(name, role))
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    }
    let page = desk.get("/missions/SPRING-26/delegation").await;
    page.says("1 member named here");
    let (above, below) = page.body.split_once("Only mentioned").unwrap();
    assert!(above.contains("Hao Peng") && !above.contains("Scholcz"));
    assert!(below.contains("Chancellor Scholcz"));
    // What is wrong stands beside its field, and what was typed stays.
    let wrong = desk
        .post(
            "/missions/SPRING-26/delegation/new",
            &[
                ("party", ""),
                ("role", "member"),
                ("rank", "x"),
                ("note", "von Ort"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("von Ort").says("This is not a whole number.");
    let zh = desk
        .get("/missions/SPRING-26/delegation?lang=zh-Hans")
        .await;
    zh.says("团长").says("仅被提及");
    let viewer = Desk::of(&trial, UserRole::Viewer).await;
    let page = viewer.get("/missions/SPRING-26/delegation").await;
    page.says("Hao Peng").keeps_silent_on("Add a member");
    let refused = viewer
        .post("/missions/SPRING-26/delegation/new", &member("X", "member"))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_picker_finds_parties_by_any_name_and_only_of_its_kind() {
    let trial = sqlite().await;
    let desk = Desk::of(&trial, UserRole::MissionOfficer).await;
    let item = conference(&desk, &trial, ItemState::Confirmed)
        .await
        .to_string();
    desk.post(
        "/missions/SPRING-26/guests/new",
        &guest(&item, "Dräxlmaier"),
    )
    .await;
    let found = desk.get("/pick/parties?only=organisations&q=draxl").await;
    assert_eq!(found.status, StatusCode::OK);
    found.says("\"label\":\"Dräxlmaier\"").says("organisation:");
    let people = desk.get("/pick/parties?only=people&q=draxl").await;
    assert_eq!(people.body, "[]");
    let nobody = desk.signed_out().get("/pick/parties?only=all&q=a").await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
}
