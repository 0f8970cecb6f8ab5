//! Sessions, requests and timetables in the browser.

use crate::desk::{Answer, Desk};
use app::{Caller, Door};
use axum::http::StatusCode;
use domain::accounts::UserRole;
use domain::ids::{MatchmakingId, OrganisationId, RequestId, TypedId};
use domain::language::Language;
use domain::matchmaking::{Placement, Request, Timetable, Unplaced};
use domain::missions::{Direction, Mission, MissionCode, MissionState};
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use testkit::{Trial, on_both};

const SLOTS: &str = "2027-04-13 13:00-13:25\n13:25-13:50\n\n14:30-14:55";

/// An officer's desk with a mission, three firms and a session.
pub struct Scene {
    pub officer: Desk,
    pub program: Caller,
    pub firms: Vec<OrganisationId>,
    pub session: String,
}

fn led(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

pub async fn scene(trial: &Trial) -> Scene {
    let officer = Desk::of(trial, UserRole::MissionOfficer).await;
    let program = Caller::program(trial.agency, Door::CommandLine);
    let mission = Mission {
        id: officer.app.new_id(),
        code: MissionCode::new("LN-DE-2027").unwrap(),
        title: Localised::new(Language::En, "Spring"),
        direction: Direction::Outbound,
        state: MissionState::draft(),
        when: When::Day {
            date: jiff::civil::date(2027, 4, 13),
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
    officer.app.create(&program, "test", mission).await.unwrap();
    let mut firms = Vec::new();
    for name in ["Anda Machines", "Bosfor Kimya", "Ege Makine"] {
        let firm = Organisation {
            id: officer.app.new_id(),
            names: Names::as_printed(Language::En, name).unwrap(),
            kind: OrganisationKind::Company,
            country: None,
            seat: String::new(),
            parent: None,
            registry: vec![],
            sectors: vec![],
            website: String::new(),
            note: String::new(),
            source: None,
            merged_into: None,
        };
        firms.push(firm.id);
        officer.app.create(&program, "test", firm).await.unwrap();
    }
    let session = session_of(&officer, &firms).await;
    Scene {
        officer,
        program,
        firms,
        session,
    }
}

/// Makes the session through its form.
async fn session_of(officer: &Desk, firms: &[OrganisationId]) -> String {
    let codes: Vec<String> = firms
        .iter()
        .map(|id| format!("organisation:{}", id.uuid()))
        .collect();
    let names: Vec<[String; 3]> = (0..firms.len())
        .map(|n| ["organisation", "side", "unavailable"].map(|f| format!("participants.{n}.{f}")))
        .collect();
    let mut fields = vec![
        ("title.en", "Matchmaking"),
        ("slots", SLOTS),
        ("tables", "1\nA 2"),
    ];
    for (n, [organisation, side, unavailable]) in names.iter().enumerate() {
        fields.push((organisation, &codes[n]));
        fields.push((side, if n == 0 { "home" } else { "host" }));
        fields.push((unavailable, if n == 2 { "1" } else { "" }));
    }
    led(officer
        .post("/missions/LN-DE-2027/timetable/new", &fields)
        .await)
}

impl Scene {
    pub fn id(&self) -> MatchmakingId {
        self.session.rsplit('/').next().unwrap().parse().unwrap()
    }

    pub async fn ask(&self, from: usize, to: usize) -> Answer {
        let (from, to) = (self.firms[from].to_string(), self.firms[to].to_string());
        let fields = [
            ("from", from.as_str()),
            ("to", &to),
            ("from_priority", "3"),
            ("to_priority", "1"),
            ("state", "accepted"),
        ];
        self.officer
            .post(&format!("{}/requests/new", self.session), &fields)
            .await
    }

    async fn requests(&self) -> Vec<(RequestId, [OrganisationId; 2])> {
        let file = self
            .officer
            .app
            .session_file(&self.program, self.id())
            .await
            .unwrap();
        file.requests
            .iter()
            .map(|r: &domain::record::Stored<Request>| (r.id, [r.from, r.to]))
            .collect()
    }

    /// The page on which the shown timetable is published.
    pub async fn preview(&self, board: &Answer) -> Answer {
        let way = "/publish?timetable=";
        let (_, rest) = board.body.split_once(way).expect("a way to publish");
        let tail = format!("{way}{}", &rest[..36]);
        self.officer.get(&format!("{}{tail}", self.session)).await
    }

    /// Publishes the timetable that the session's page shows.
    pub async fn publish_shown(&self) {
        let board = self.officer.get(&self.session).await;
        let preview = self.preview(&board).await;
        let (timetable, version) = (preview.field("timetable"), preview.field("_version"));
        let fields = [("timetable", timetable.as_str()), ("_version", &version)];
        let publish = format!("{}/publish", self.session);
        led(self.officer.post(&publish, &fields).await);
    }

    pub async fn find(&self, from: usize, to: usize) -> RequestId {
        let pair = [self.firms[from], self.firms[to]];
        self.requests()
            .await
            .into_iter()
            .find(|(_, sides)| *sides == pair)
            .unwrap()
            .0
    }

    /// Stores a timetable as a worker would.
    pub async fn keep(
        &self,
        number: u32,
        placed: &[(RequestId, u32, u32)],
        lost: Option<RequestId>,
    ) {
        let session = self
            .officer
            .app
            .session_file(&self.program, self.id())
            .await
            .unwrap()
            .session;
        let why = serde_json::json!({ "is": "no_table", "slots": [1] });
        let timetable = Timetable {
            id: self.officer.app.new_id(),
            mission: session.mission,
            matchmaking: session.id,
            number,
            name: String::new(),
            hand: None,
            parent: None,
            seed: 1,
            snapshot: String::new(),
            status: "feasible".into(),
            bound: Some(7),
            goals: vec![],
            weight: 7,
            breaks: 0,
            placements: placed
                .iter()
                .map(|&(request, slot, table)| Placement::at(request, slot, table))
                .collect(),
            unplaced: lost
                .map(|request| Unplaced {
                    request,
                    reason: why,
                })
                .into_iter()
                .collect(),
            made_at: self.officer.app.clock().now(),
            made_by: None,
        };
        self.officer
            .app
            .create(&self.program, "test", timetable)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_session_is_set_up_with_what_is_wrong_beside_its_field() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let empty = scene.officer.get(&scene.session).await;
        empty
            .says("13 April 2027, 13:00")
            .says("3 participants, 3 slots")
            .says("No meeting requests yet");
        let list = scene.officer.get("/missions/LN-DE-2027/timetable").await;
        list.says("Matchmaking").says("No timetable");
        let edit = scene.officer.get(&format!("{}/edit", scene.session)).await;
        edit.says("2027-04-13 13:00-13:25").says("A 2");
        let version = edit.field("_version");
        let firm = format!("organisation:{}", scene.firms[0].uuid());
        let wrong = [
            ("title.en", "Matchmaking"),
            ("slots", "2027-04-13 13:00-13:25\n13:20-13:40"),
            ("tables", ""),
            ("_version", version.as_str()),
            ("participants.0.organisation", firm.as_str()),
            ("participants.0.side", "home"),
            ("participants.0.unavailable", "2"),
            ("participants.0.preferred", "3"),
        ];
        let again = scene
            .officer
            .post(&format!("{}/edit", scene.session), &wrong)
            .await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again
            .says("Line 2 must come after the line above")
            .says("13:20-13:40")
            .keeps_silent_on("Give numbers of slots");
        let away = [
            ("title.en", "M"),
            ("slots", SLOTS),
            ("tables", "1"),
            ("_version", &version),
        ];
        let mut away = away.to_vec();
        away.extend([
            ("participants.0.organisation", firm.as_str()),
            ("participants.0.side", "home"),
            ("participants.0.unavailable", "4"),
        ]);
        let again = scene
            .officer
            .post(&format!("{}/edit", scene.session), &away)
            .await;
        again.says("Give numbers of slots from 1 to 3");
    })
    .await;
}

#[tokio::test]
async fn from_the_request_to_the_published_agenda() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        assert!(led(scene.ask(0, 1).await).ends_with("?view=requests"));
        led(scene.ask(0, 2).await);
        led(scene.ask(1, 2).await);
        let twice = scene.ask(1, 0).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        twice.says("These two have a request already");
        scene
            .officer
            .get(&scene.session)
            .await
            .says("3 accepted requests wait for a place");

        let page = led(scene
            .officer
            .post(&format!("{}/run", scene.session), &[("seconds", "10")])
            .await);
        let shown = scene.officer.get(&page).await;
        shown
            .says("Making a timetable")
            .says("Waiting to begin")
            .keeps_silent_on("Make a timetable (10 s)");
        let told = scene
            .officer
            .get(&format!("{}/run.json", scene.session))
            .await;
        told.says("\"over\":false").says("Waiting to begin");
        let second = scene
            .officer
            .post(&format!("{}/run", scene.session), &[("seconds", "10")])
            .await;
        assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
        second.says("A run is under way");
        let job = shown.field("job");
        led(scene
            .officer
            .post(&format!("{}/stop", scene.session), &[("job", &job)])
            .await);
        scene
            .officer
            .get(&scene.session)
            .await
            .says("Make a timetable (10 s)");

        let (one, two, three) = (
            scene.find(0, 1).await,
            scene.find(0, 2).await,
            scene.find(1, 2).await,
        );
        scene
            .keep(1, &[(one, 0, 0), (two, 1, 1)], Some(three))
            .await;
        let board = scene.officer.get(&scene.session).await;
        board
            .says("Timetable 1")
            .says("Weight proved greatest")
            .says("Bosfor Kimya")
            .says("Table A 2");
        board.says("Both are free at 13:25, but every table is taken.");
        scene
            .officer
            .get(&format!("{}?view=unplaced&lang=de", scene.session))
            .await
            .says("Beide sind um 13:25 frei");
        scene
            .officer
            .get(&format!("{}?view=people&lang=zh-Hans", scene.session))
            .await
            .says("A 2 号桌")
            .says("不在");
        let preview = scene.preview(&board).await;
        let fields = [
            ("timetable", preview.field("timetable")),
            ("_version", preview.field("_version")),
        ];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        led(scene
            .officer
            .post(&format!("{}/publish", scene.session), &fields)
            .await);
        scene
            .officer
            .get(&scene.session)
            .await
            .says("Published")
            .says("Fix what is told");
        let agenda = format!("{}/agenda/{}", scene.session, scene.firms[0]);
        scene
            .officer
            .get(&agenda)
            .await
            .says("13:00")
            .says("Ege Makine")
            .says("Timetable 1 published");
        // The page from which it was published is old by now.
        let stale = scene
            .officer
            .post(&format!("{}/publish", scene.session), &fields)
            .await;
        assert_eq!(stale.status, StatusCode::CONFLICT);

        scene
            .keep(2, &[(one, 1, 0), (two, 2, 0), (three, 1, 1)], None)
            .await;
        let compared = scene
            .officer
            .get(&format!("{}?view=versions&version=2", scene.session))
            .await;
        compared
            .says("From timetable 1 to 2")
            .says("Participants affected: 3; meetings changed: 3.");
        led(scene
            .officer
            .post(&format!("{}/fix", scene.session), &[])
            .await);
        scene
            .officer
            .get(&format!("{}?view=requests", scene.session))
            .await
            .says("fixed at 13:25");
        // Number 2 puts a fixed meeting elsewhere: it cannot be published any more.
        let board = scene
            .officer
            .get(&format!("{}?version=2", scene.session))
            .await;
        let preview = scene.preview(&board).await;
        let fields = [
            ("timetable", preview.field("timetable")),
            ("_version", preview.field("_version")),
        ];
        let fields = fields
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let refused = scene
            .officer
            .post(&format!("{}/publish", scene.session), &fields)
            .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Make a new one");
    })
    .await;
}

#[tokio::test]
async fn a_request_is_edited_and_a_viewer_only_looks() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        led(scene.ask(0, 1).await);
        let request = scene.find(0, 1).await;
        let address = format!("{}/requests/{request}", scene.session);
        let form = scene.officer.get(&address).await;
        let version = form.field("_version");
        let (from, to) = (scene.firms[0].to_string(), scene.firms[1].to_string());
        let base = [
            ("from", from.as_str()),
            ("to", &to),
            ("from_priority", "2"),
            ("to_priority", "2"),
            ("state", "accepted"),
            ("_version", &version),
        ];
        let mut outside = base.to_vec();
        outside.extend([("window", "1"), ("fixed", "0")]);
        scene
            .officer
            .post(&address, &outside)
            .await
            .says("The fixed slot is not among the possible ones");
        let mut must = base.to_vec();
        must.push(("must", "on"));
        led(scene.officer.post(&address, &must).await);
        scene
            .officer
            .get(&format!("{}?view=requests", scene.session))
            .await
            .says("Must")
            .says("2 / 2");
        let conflict = scene.officer.post(&address, &base).await;
        assert_eq!(conflict.status, StatusCode::CONFLICT);

        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let looked = viewer.get(&scene.session).await;
        assert_eq!(looked.status, StatusCode::OK);
        looked
            .keeps_silent_on("Make a timetable")
            .keeps_silent_on("Edit session");
        let run = viewer
            .post(&format!("{}/run", scene.session), &[("seconds", "1")])
            .await;
        assert_eq!(run.status, StatusCode::FORBIDDEN);
        for tail in ["/edit", "/requests/new", &format!("/requests/{request}")] {
            let form = format!("{}{tail}", scene.session);
            assert_eq!(
                viewer.get(&form).await.status,
                StatusCode::FORBIDDEN,
                "{form}"
            );
            assert_eq!(
                viewer.post(&form, &[]).await.status,
                StatusCode::FORBIDDEN,
                "{form}"
            );
        }
        let elsewhere = viewer
            .get(&scene.session.replace("LN-DE-2027", "NOWHERE"))
            .await;
        assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
    })
    .await;
}
