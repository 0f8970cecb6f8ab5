//! A mission leaves as a file and comes back equal, in another agency and on another engine.

use crate::office::{caller, keep, mission, office, organisation, person, program};
use app::transfer::MissionFile;
use app::{App, AppError, Caller, Door};
use domain::accounts::UserRole;
use domain::ids::{MatchmakingId, OrganisationId, PersonId};
use domain::language::Language;
use domain::matchmaking::Matchmaking;
use domain::missions::{Leg, LegState, Mission};
use domain::names::Names;
use domain::parties::{PartyRef, Post};
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use testkit::{Trial, on_both, postgres, sqlite};

/// A mission with a leg, an item, a person with a post in a daughter of another organisation.
async fn visit(app: &App, trial: &Trial) -> Mission {
    let mother = organisation(app, Names::of_record(Language::ZhHans, "辽宁省").unwrap());
    let mut daughter = organisation(
        app,
        Names::of_record(Language::ZhHans, "辽宁省商务厅").unwrap(),
    );
    daughter.parent = Some(mother.id);
    keep(app, trial, &mother).await;
    keep(app, trial, &daughter).await;
    let head = person(app, Names::of_record(Language::ZhHans, "陈绍旺").unwrap());
    keep(app, trial, &head).await;
    let post = Post {
        id: app.new_id(),
        person: head.id,
        organisation: Some(daughter.id),
        title: Localised::new(Language::ZhHans, "厅长"),
        from: None,
        to: None,
        seen: None,
        main: true,
        source: None,
    };
    keep(app, trial, &post).await;
    let mut visit = mission(app, "LN-DE", "Visit");
    visit.head = Some(head.id);
    keep(app, trial, &visit).await;
    let leg = Leg {
        id: app.new_id(),
        mission: visit.id,
        position: 1,
        place: Names::as_printed(Language::En, "Dusseldorf").unwrap(),
        country: "DE".into(),
        zone: ZoneName::new("Europe/Berlin").unwrap(),
        when: When::NotPublished {
            note: String::new(),
        },
        state: LegState::Planned,
        hotel: String::new(),
        host: None,
        note: Localised::default(),
        source: None,
    };
    keep(app, trial, &leg).await;
    let item = item(app, &visit, &leg);
    keep(app, trial, &item).await;
    let part = Participation {
        id: app.new_id(),
        mission: visit.id,
        item: Some(item.id),
        party: PartyRef::Person(head.id),
        organisation: Some(daughter.id),
        posts: vec![post.id],
        role: Role::Leader,
        side: Side::Home,
        state: ParticipationState::Accepted,
        rank: Some(1),
        count: None,
        note: String::new(),
        source: None,
    };
    keep(app, trial, &part).await;
    visit
}

fn item(app: &App, visit: &Mission, leg: &Leg) -> Item {
    Item {
        id: app.new_id(),
        mission: visit.id,
        leg: Some(leg.id),
        kind: ItemKind::Roundtable,
        title: Localised::new(Language::En, "Roundtable"),
        when: When::Day {
            date: jiff::civil::date(2023, 10, 12),
        },
        state: ItemState::Confirmed,
        venue: Localised::default(),
        room: "Saal 1".into(),
        hosts: vec![],
        official: true,
        languages: vec![],
        interpretation: Interpretation::Consecutive,
        visibility: Visibility::Participants,
        counts: vec![],
        note: Localised::default(),
        source: None,
    }
}

/// The same file but for the moment of writing.
fn equal(a: &MissionFile, b: &MissionFile) -> bool {
    let undated = |file: &MissionFile| MissionFile {
        exported_at: jiff::Timestamp::UNIX_EPOCH,
        ..file.clone()
    };
    undated(a) == undated(b)
}

/// A session in two venues, with a booth and a virtual room; somebody comes for the owner of the
/// booth, who is away once and likes another time best, and somebody else interprets.
fn in_two_venues(
    app: &App,
    mission: &Mission,
    owner: OrganisationId,
    (comes, interprets): (PersonId, PersonId),
) -> Matchmaking {
    let text = serde_json::json!({
        "id": app.new_id::<MatchmakingId>(),
        "mission": mission.id,
        "title": { "en": "Matchmaking" },
        "zone": "Europe/Berlin",
        "slots": [
            { "start": "2023-10-12T13:00:00", "end": "2023-10-12T13:25:00", "follows": false },
            { "start": "2023-10-12T13:25:00", "end": "2023-10-12T13:50:00", "follows": true },
        ],
        "venues": [{ "name": "Messe" }, { "name": "Hotel", "minutes": [15] }],
        "tables": [
            { "name": "1", "kind": "shared", "venue": 0 },
            { "name": "B7", "kind": "booth", "owner": owner, "venue": 1 },
            { "name": "Net", "kind": "virtual" },
        ],
        "participants": [{
            "organisation": owner,
            "side": "host",
            "people": [comes],
            "absences": [{ "person": comes, "slots": [0] }],
            "preferred": [1],
            "seats": 1,
        }],
        "interpreters": [{
            "person": interprets,
            "languages": [{ "one": "zh", "other": "de" }],
            "unavailable": [1],
            "longest_run": 3,
        }],
    });
    serde_json::from_value(text).unwrap()
}

#[tokio::test]
async fn a_mission_is_equal_after_the_journey_to_the_other_engine_and_back() {
    let (from, to) = (sqlite().await, postgres().await);
    let (here, there) = (office(&from), office(&to));
    let mission = visit(&here, &from).await;
    let owner = organisation(&here, Names::as_printed(Language::En, "Anda").unwrap());
    keep(&here, &from, &owner).await;
    let comes = person(&here, Names::as_printed(Language::En, "Anna").unwrap());
    let interprets = person(&here, Names::as_printed(Language::En, "Wang").unwrap());
    keep(&here, &from, &comes).await;
    keep(&here, &from, &interprets).await;
    let session = in_two_venues(&here, &mission, owner.id, (comes.id, interprets.id));
    keep(&here, &from, &session).await;
    let file = here.export_mission(&program(&from), "LN-DE").await.unwrap();
    assert_eq!(
        (
            file.organisations.len(),
            file.people.len(),
            file.posts.len(),
            file.omitted.len()
        ),
        (3, 3, 1, 0),
        "with the owner of the booth, who comes for it, and the interpreter"
    );
    let text = serde_json::to_string(&file).unwrap();
    let read: MissionFile = serde_json::from_str(&text).unwrap();
    let taken = there.import_mission(&program(&to), &read).await.unwrap();
    assert_eq!(
        (taken.code.as_str(), taken.created, taken.kept),
        ("LN-DE", 12, 0)
    );
    let again = there.export_mission(&program(&to), "LN-DE").await.unwrap();
    assert!(equal(&file, &again), "{again:#?}");
}

#[tokio::test]
async fn a_second_time_is_refused_and_after_an_undo_it_comes_back() {
    on_both(|trial| async move {
        let app = office(&trial);
        visit(&app, &trial).await;
        let file = app.export_mission(&program(&trial), "LN-DE").await.unwrap();
        let refused = app.import_mission(&program(&trial), &file).await;
        assert!(matches!(refused, Err(AppError::Refused(refusal)) if refusal.key == "refused-mission-exists"));
        let other = Caller::program(trial.other, Door::CommandLine);
        let taken = app.import_mission(&other, &file).await.unwrap();
        app.undo_batch(&other, taken.batch).await.unwrap();
        assert!(matches!(app.export_mission(&other, "LN-DE").await, Err(AppError::Missing)));
        app.import_mission(&other, &file).await.unwrap();
        let again = app.export_mission(&other, "LN-DE").await.unwrap();
        assert!(equal(&file, &again), "{again:#?}");
    })
    .await;
}

#[tokio::test]
async fn parties_that_are_there_stay_as_they_are() {
    on_both(|trial| async move {
        let app = office(&trial);
        visit(&app, &trial).await;
        let mut file = app.export_mission(&program(&trial), "LN-DE").await.unwrap();
        let other = Caller::program(trial.other, Door::CommandLine);
        let mut head = file.people[0].clone();
        head.note = "known here".into();
        app.create(&other, "test", head.clone()).await.unwrap();
        let taken = app.import_mission(&other, &file).await.unwrap();
        assert_eq!((taken.kept, taken.differing), (1, 1));
        assert_eq!(app.get::<domain::parties::Person>(&other, head.id).await.unwrap().record, head);
        file.format = "something-else/1".into();
        assert!(matches!(app.import_mission(&other, &file).await, Err(AppError::Refused(refusal)) if refusal.key == "refused-file-format"));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_mixes_missions_is_refused() {
    on_both(|trial| async move {
        let app = office(&trial);
        visit(&app, &trial).await;
        let mut file = app.export_mission(&program(&trial), "LN-DE").await.unwrap();
        file.items[0].mission = app.new_id();
        let other = Caller::program(trial.other, Door::CommandLine);
        assert!(matches!(app.import_mission(&other, &file).await, Err(AppError::Refused(refusal)) if refusal.key == "refused-file-mixed"));
    })
    .await;
}

#[tokio::test]
async fn who_may_not_take_a_kind_out_gets_a_file_that_says_so() {
    on_both(|trial| async move {
        let app = office(&trial);
        let visit = visit(&app, &trial).await;
        let delegate = caller(&trial, UserRole::Delegate, None);
        let file = app.export_mission(&delegate, "LN-DE").await.unwrap();
        assert!(!file.omitted.is_empty() && file.requests.is_empty());
        let partner = caller(&trial, UserRole::Partner, Some(visit.id));
        assert!(matches!(
            app.export_mission(&partner, "LN-DE").await,
            Err(AppError::Forbidden)
        ));
        let foreign = Caller::program(trial.other, Door::Page);
        assert!(matches!(
            app.export_mission(&foreign, "LN-DE").await,
            Err(AppError::Missing)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_link_shows_its_part_of_the_programme_until_it_is_revoked() {
    use app::feeds::FeedSubject;
    on_both(|trial| async move {
        let app = office(&trial);
        let visit = visit(&app, &trial).await;
        let officer = program(&trial);
        let room = app
            .dossier_by_code(&officer, "LN-DE")
            .await
            .unwrap()
            .rooms(Language::En)[0]
            .id;
        let head = FeedSubject::Person(visit.head.unwrap());
        let stranger = FeedSubject::Person(app.new_id());
        for (subject, events) in [
            (FeedSubject::Mission, 1),
            (FeedSubject::Room(room), 1),
            (head, 1),
            (stranger, 0),
        ] {
            let (feed, token) = app.open_feed(&officer, visit.id, subject).await.unwrap();
            assert_eq!(token.len(), 32);
            let calendar = app.feed_calendar(&token, Language::De).await.unwrap();
            assert_eq!(calendar.events.len(), events);
            assert!(
                app.feeds(&officer, visit.id)
                    .await
                    .unwrap()
                    .iter()
                    .any(|one| one.id == feed)
            );
            app.revoke_feed(&officer, visit.id, feed).await.unwrap();
            assert!(matches!(
                app.feed_calendar(&token, Language::De).await,
                Err(AppError::Missing)
            ));
            assert!(matches!(
                app.revoke_feed(&officer, visit.id, feed).await,
                Err(AppError::Missing)
            ));
        }
        for token in [
            "",
            "x",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            "../../../../etc/passwd",
        ] {
            assert!(
                matches!(
                    app.feed_calendar(token, Language::De).await,
                    Err(AppError::Missing)
                ),
                "{token}"
            );
        }
        let partner = caller(&trial, UserRole::Partner, Some(visit.id));
        assert!(matches!(
            app.open_feed(&partner, visit.id, FeedSubject::Mission)
                .await,
            Err(AppError::Forbidden)
        ));
        let foreign = Caller::program(trial.other, Door::Page);
        assert!(app.feeds(&foreign, visit.id).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn calendar_links_of_several_people_are_made_where_missing_or_all_anew() {
    use app::feeds::FeedSubject;
    use domain::ids::PersonId;
    use std::collections::BTreeSet;
    on_both(|trial| async move {
        let app = office(&trial);
        let visit = visit(&app, &trial).await;
        let officer = program(&trial);
        let [one, other]: [PersonId; 2] = [app.new_id(), app.new_id()];
        let both = BTreeSet::from([one, other]);
        let subject = FeedSubject::Person(one);
        let (_, kept) = app.open_feed(&officer, visit.id, subject).await.unwrap();
        let (_, whole) = app
            .open_feed(&officer, visit.id, FeedSubject::Mission)
            .await
            .unwrap();
        let works = async |token: &str| app.feed_calendar(token, Language::En).await.is_ok();
        let missing = app.open_feeds_of(&officer, visit.id, (&both, false)).await;
        let missing = missing.unwrap();
        assert_eq!(missing.keys().collect::<Vec<_>>(), [&other]);
        assert!(works(&kept).await && works(&missing[&other]).await);
        let have = app.people_with_feeds(&officer, visit.id).await.unwrap();
        assert_eq!(have, both);
        let renewed = app.open_feeds_of(&officer, visit.id, (&both, true)).await;
        let renewed = renewed.unwrap();
        assert!(works(&renewed[&one]).await && works(&renewed[&other]).await);
        assert!(!works(&kept).await && !works(&missing[&other]).await);
        assert!(works(&whole).await, "nobody else's link is touched");
        let nobody = BTreeSet::new();
        let none = app.open_feeds_of(&officer, visit.id, (&nobody, true)).await;
        assert!(none.unwrap().is_empty() && works(&renewed[&one]).await);
        let partner = caller(&trial, UserRole::Partner, Some(visit.id));
        let denied = app.open_feeds_of(&partner, visit.id, (&both, true)).await;
        assert!(matches!(denied, Err(AppError::Forbidden)));
        assert!(works(&renewed[&one]).await);
    })
    .await;
}
