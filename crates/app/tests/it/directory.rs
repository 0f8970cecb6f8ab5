//! The directory, search, undo and the audit trail.

use crate::office::{caller, keep, mission, office, organisation, person, program};
use app::parties::{Appearance, Directory, Reason};
use app::search::Sought;
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::ids::TypedId;
use domain::language::Language;
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::parties::{Organisation, PartyRef, Person, Post};
use domain::programme::{Participation, ParticipationState, Role, Side};
use domain::record::Kind;
use domain::text::Localised;
use testkit::{Trial, on_both};

fn known(names: &[(Language, &str)]) -> Names {
    let names = names
        .iter()
        .map(|(language, text)| Name::new(*language, NameRole::OfRecord, text));
    Names::new(
        names.collect(),
        Identity::Known {
            certainty: Certainty::High,
        },
    )
    .unwrap()
}

struct Cast {
    mayor: Person,
    brandl: Person,
    company: Organisation,
    renos: Organisation,
}

async fn cast(app: &App, trial: &Trial) -> Cast {
    let mayor = known(&[
        (Language::ZhHans, "陈绍旺"),
        (Language::En, "Chen Shaowang"),
    ]);
    let brandl = known(&[
        (Language::De, "Stefan Brandl"),
        (Language::ZhHans, "斯蒂芬·布兰德尔"),
    ]);
    let company = known(&[
        (Language::De, "DRÄXLMAIER Group"),
        (Language::ZhHans, "德科斯米尔集团"),
    ]);
    let cast = Cast {
        mayor: person(app, mayor),
        brandl: person(app, brandl),
        company: organisation(app, company),
        renos: organisation(
            app,
            Names::as_printed(Language::En, "Renos Company").unwrap(),
        ),
    };
    keep(app, trial, &cast.mayor).await;
    keep(app, trial, &cast.brandl).await;
    keep(app, trial, &cast.company).await;
    keep(app, trial, &cast.renos).await;
    cast
}

async fn found(app: &App, caller: &Caller, text: &str) -> Vec<uuid::Uuid> {
    let sought = Sought {
        text,
        kinds: &[],
        limit: 20,
        ..Sought::default()
    };
    let found = app.search(caller, &sought).await.unwrap();
    found.hits.iter().map(|hit| hit.id).collect()
}

#[tokio::test]
async fn everything_is_found_by_any_spelling() {
    on_both(|trial| async move {
        let app = office(&trial);
        let cast = cast(&app, &trial).await;
        let liaoning = mission(&app, "LN-2023", "Liaoning in Germany");
        keep(&app, &trial, &liaoning).await;
        let me = program(&trial);
        let mayor = cast.mayor.id.uuid();
        let company = cast.company.id.uuid();
        let brandl = cast.brandl.id.uuid();
        for (text, expected) in [
            ("绍旺", mayor),
            ("chenshaowang", mayor),
            ("chen shao", mayor),
            ("Chén Shàowàng", mayor),
            ("csw", mayor),
            ("陳紹旺", mayor),
            ("draexl", company),
            ("Draxlmaier", company),
            ("米尔", company),
            ("斯蒂芬布兰德尔", brandl),
            ("brandl stefan", brandl),
            ("renos", cast.renos.id.uuid()),
            ("ln-2023", liaoning.id.uuid()),
            ("germ", liaoning.id.uuid()),
        ] {
            assert_eq!(found(&app, &me, text).await, [expected], "{text}");
        }
        for nothing in ["旺绍", "zzz", "", "–", "米科"] {
            assert!(found(&app, &me, nothing).await.is_empty(), "{nothing}");
        }
        let sought = Sought {
            text: "绍旺",
            kinds: &[],
            limit: 20,
            ..Sought::default()
        };
        let answer = app.search(&me, &sought).await.unwrap();
        assert_eq!(answer.marks("陈绍旺"), std::slice::from_ref(&(3..9)));
        let by = answer.found_by(&answer.hits[0], "Chen Shaowang");
        assert_eq!(by, Some("陈绍旺"));
        // Another agency finds nothing of it.
        let stranger = Caller::program(trial.other, app::Door::Page);
        assert!(found(&app, &stranger, "绍旺").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_partner_finds_only_their_mission() {
    on_both(|trial| async move {
        let app = office(&trial);
        let spring = mission(&app, "SPRING", "Spring journey");
        let autumn = mission(&app, "AUTUMN", "Autumn journey");
        keep(&app, &trial, &spring).await;
        keep(&app, &trial, &autumn).await;
        let partner = caller(&trial, UserRole::Partner, Some(spring.id));
        assert_eq!(found(&app, &partner, "journey").await, [spring.id.uuid()]);
        let history = app
            .history(&partner, Kind::Mission, spring.id.uuid(), None)
            .await;
        assert!(matches!(history, Err(AppError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn the_directory_is_listed_narrowed_and_cut_into_pages() {
    on_both(|trial| async move {
        let app = office(&trial);
        let cast = cast(&app, &trial).await;
        let me = program(&trial);
        let all = Directory {
            limit: 50,
            ..Directory::default()
        };
        let listing = app.directory(&me, &all).await.unwrap();
        assert_eq!(listing.total, 4);
        let names: Vec<_> = listing
            .entries
            .iter()
            .map(|e| e.names().display(Language::En).text.clone())
            .collect();
        assert_eq!(
            names,
            [
                "Chen Shaowang",
                "DRÄXLMAIER Group",
                "Renos Company",
                "Stefan Brandl"
            ]
        );
        let second = Directory {
            skip: 3,
            limit: 3,
            ..Directory::default()
        };
        let listing = app.directory(&me, &second).await.unwrap();
        assert_eq!((listing.total, listing.entries.len()), (4, 1));
        let open = Directory {
            unresolved: true,
            ..all.clone()
        };
        let listing = app.directory(&me, &open).await.unwrap();
        assert_eq!(
            listing.entries[0].party(),
            PartyRef::Organisation(cast.renos.id)
        );
        assert_eq!(listing.total, 1);
        let people = Directory {
            kind: Some(Kind::Person),
            text: "布兰",
            ..all.clone()
        };
        let listing = app.directory(&me, &people).await.unwrap();
        assert_eq!(listing.entries[0].party(), PartyRef::Person(cast.brandl.id));
        assert_eq!(listing.total, 1);
    })
    .await;
}

fn takes_part(app: &App, mission: &domain::missions::Mission, party: PartyRef) -> Participation {
    Participation {
        id: app.new_id(),
        mission: mission.id,
        item: None,
        party,
        organisation: None,
        posts: vec![],
        role: Role::Member,
        side: Side::Home,
        state: ParticipationState::Nominated,
        rank: None,
        count: None,
        note: String::new(),
        source: None,
    }
}

#[tokio::test]
async fn a_file_tells_where_a_party_was_met_and_keeps_it_from_being_deleted() {
    on_both(|trial| async move {
        let app = office(&trial);
        let cast = cast(&app, &trial).await;
        let me = program(&trial);
        let mut liaoning = mission(&app, "LN-2023", "Liaoning in Germany");
        liaoning.lead = Some(cast.company.id);
        keep(&app, &trial, &liaoning).await;
        let post = Post {
            id: app.new_id(),
            person: cast.brandl.id,
            organisation: Some(cast.company.id),
            title: Localised::new(Language::En, "CEO"),
            from: None,
            to: None,
            seen: None,
            main: true,
            source: None,
        };
        keep(&app, &trial, &post).await;
        let party = PartyRef::Person(cast.brandl.id);
        let part = takes_part(&app, &liaoning, party);
        keep(&app, &trial, &part).await;
        let file = app.person_file(&me, cast.brandl.id).await.unwrap();
        assert_eq!(file.posts.len(), 1);
        assert_eq!(file.met.len(), 1);
        assert!(matches!(file.met[0].how, Appearance::TakesPart(_)));
        assert_eq!(
            file.met[0].mission.as_ref().map(|m| m.record.id),
            Some(liaoning.id)
        );
        let file = app.organisation_file(&me, cast.company.id).await.unwrap();
        assert_eq!(file.posts[0].post.record.id, post.id);
        assert!(matches!(file.met[0].how, Appearance::Organises(_)));
        // The participation has no words of its own, so no search finds it.
        assert_eq!(found(&app, &me, "brandl").await, [cast.brandl.id.uuid()]);

        let id = cast.brandl.id.uuid();
        let refused = app.delete_any(&me, Kind::Person, id, None).await;
        let Err(AppError::Refused(refusal)) = refused else {
            panic!("deleted although it is named: {refused:?}");
        };
        assert_eq!(refusal.key, "refused-party-in-use");
        app.delete_any(&me, Kind::Participation, part.id.uuid(), None)
            .await
            .unwrap();
        app.delete_any(&me, Kind::Person, id, Some(1))
            .await
            .unwrap();
        assert!(found(&app, &me, "brandl").await.is_empty());
        let bin = Directory {
            deleted: true,
            limit: 9,
            ..Directory::default()
        };
        assert_eq!(app.directory(&me, &bin).await.unwrap().total, 1);
        app.undelete_any(&me, Kind::Person, id).await.unwrap();
        assert_eq!(found(&app, &me, "brandl").await, [id]);
    })
    .await;
}

#[tokio::test]
async fn names_that_sound_alike_are_suggested_with_reasons() {
    on_both(|trial| async move {
        let app = office(&trial);
        let cast = cast(&app, &trial).await;
        let me = program(&trial);
        let alike = app
            .alike(&me, Kind::Person, &["Stephen Blandall"], None)
            .await
            .unwrap();
        assert_eq!(alike[0].party, PartyRef::Person(cast.brandl.id));
        assert!(alike[0].score < 1.0);
        let sounds = |r: &Reason| {
            matches!(
                r,
                Reason::SimilarSound { .. } | Reason::SimilarSpelling { .. }
            )
        };
        assert!(
            alike[0].reasons.iter().all(sounds),
            "{:?}",
            alike[0].reasons
        );
        let alike = app
            .alike(&me, Kind::Organisation, &["DeCosmill"], None)
            .await
            .unwrap();
        assert_eq!(alike[0].party, PartyRef::Organisation(cast.company.id));
        let own = Some(PartyRef::Organisation(cast.company.id));
        let alike = app
            .alike(&me, Kind::Organisation, &["DRÄXLMAIER"], own)
            .await
            .unwrap();
        assert!(alike.is_empty(), "a party resembles itself: {alike:?}");
    })
    .await;
}

#[tokio::test]
async fn the_history_tells_every_difference_and_takes_back() {
    on_both(|trial| async move {
        let app = office(&trial);
        let cast = cast(&app, &trial).await;
        let me = program(&trial);
        let mut changed = cast.company.clone();
        changed.seat = "Vilsbiburg".into();
        changed.parent = Some(cast.renos.id);
        app.save(&me, "organisation.edit", changed, 1)
            .await
            .unwrap();
        let id = cast.company.id.uuid();
        let history = app
            .history(&me, Kind::Organisation, id, None)
            .await
            .unwrap();
        assert_eq!(history.steps.len(), 2);
        let paths: Vec<String> = history.steps[0]
            .changes
            .iter()
            .map(|c| c.path.join("."))
            .collect();
        assert_eq!(paths, ["parent", "seat"]);
        assert_eq!(history.steps[0].intention, "organisation.edit");
        assert_eq!(
            history.named[&cast.renos.id.uuid()].for_reader(Language::De),
            "Renos Company"
        );
        assert!(
            history.steps[1]
                .changes
                .iter()
                .any(|c| c.after.as_deref() == Some("DRÄXLMAIER Group"))
        );
        app.revert_any(&me, Kind::Organisation, id, 2, 1)
            .await
            .unwrap();
        let file = app.organisation_file(&me, cast.company.id).await.unwrap();
        assert_eq!(file.party.record, cast.company);
        let again = app.revert_any(&me, Kind::Organisation, id, 2, 1).await;
        assert!(matches!(again, Err(AppError::Conflict(_))));

        let trail = app.trail(&me, &Default::default()).await.unwrap();
        assert_eq!(trail.steps[0].record, Some((Kind::Organisation, id)));
        assert_eq!(trail.head.0, trail.steps[0].seq);
        let viewer = caller(&trial, UserRole::Viewer, None);
        assert!(app.trail(&viewer, &Default::default()).await.is_err());
        let stranger = Caller::program(trial.other, app::Door::Page);
        let theirs = app.history(&stranger, Kind::Organisation, id, None).await;
        assert!(matches!(theirs, Err(AppError::Missing)));
    })
    .await;
}
