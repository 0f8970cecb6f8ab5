//! Two records of one party become one, and are taken apart again.

use crate::office::{caller, keep, mission, office, organisation, person, program};
use app::parties::Merge;
use app::search::Sought;
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::ids::{MissionId, TypedId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant};
use domain::missions::Mission;
use domain::names::{Name, NameRole, Names};
use domain::participants::Booking;
use domain::parties::{Chosen, MergeField, Organisation, PartyRef, Person, Post};
use domain::programme::{Participation, ParticipationState, Role, Side};
use domain::record::Kind;
use domain::text::Localised;
use domain::time::ZoneName;
use testkit::{Trial, on_both};

/// A firm and a person, each recorded twice, with everything that names the second records.
struct Doubles {
    app: App,
    me: Caller,
    mission: Mission,
    linde: Organisation,
    linde_again: Organisation,
    brandl: Person,
    brandl_again: Person,
    session: Matchmaking,
}

fn named(text: &str) -> Names {
    Names::of_record(Language::De, text).unwrap()
}

fn part(app: &App, mission: MissionId, party: PartyRef) -> Participation {
    Participation {
        id: app.new_id(),
        mission,
        item: None,
        party,
        organisation: None,
        posts: vec![],
        role: Role::Member,
        side: Side::Host,
        state: ParticipationState::Nominated,
        rank: None,
        count: None,
        note: String::new(),
        source: None,
    }
}

fn participant(firm: &Organisation) -> Participant {
    Participant {
        organisation: firm.id,
        side: Side::Host,
        people: vec![],
        seats: 1,
        unavailable: vec![],
        preferred: vec![],
        at_most: None,
        absences: Vec::new(),
    }
}

async fn doubles(trial: &Trial) -> Doubles {
    let app = office(trial);
    let linde = Organisation {
        seat: "München".into(),
        ..organisation(&app, named("Linde AG"))
    };
    let linde_again = Organisation {
        seat: "Pullach".into(),
        website: "https://linde.example".into(),
        ..organisation(&app, named("Linde GmbH"))
    };
    let daughter = Organisation {
        parent: Some(linde_again.id),
        ..organisation(&app, named("Linde Dresden"))
    };
    for one in [&linde, &linde_again, &daughter] {
        keep(&app, trial, one).await;
    }
    let brandl = person(&app, named("Stefan Brandl"));
    let printed = Names::as_printed(Language::En, "Stephen Blandall").unwrap();
    let brandl_again = person(&app, printed);
    keep(&app, trial, &brandl).await;
    keep(&app, trial, &brandl_again).await;
    let mut mission = mission(&app, "LN-DE", "Visit");
    mission.lead = Some(linde_again.id);
    mission.co_organisers = vec![linde.id, daughter.id, linde_again.id];
    mission.head = Some(brandl_again.id);
    keep(&app, trial, &mission).await;
    let post = Post {
        id: app.new_id(),
        person: brandl_again.id,
        organisation: Some(linde_again.id),
        title: Localised::new(Language::En, "CEO"),
        from: None,
        to: None,
        seen: None,
        main: true,
        source: None,
    };
    keep(&app, trial, &post).await;
    for party in [brandl.id, brandl_again.id] {
        let part = part(&app, mission.id, PartyRef::Person(party));
        keep(&app, trial, &part).await;
    }
    let session = Matchmaking {
        id: app.new_id(),
        mission: mission.id,
        item: None,
        leg: None,
        title: Localised::new(Language::En, "Tables"),
        zone: ZoneName::new("Europe/Berlin").unwrap(),
        slots: vec![],
        tables: vec![],
        participants: vec![participant(&linde_again), participant(&daughter)],
        interpreters: vec![],
        published: None,
        venues: Vec::new(),
        booking: Booking::default(),
        publications: Vec::new(),
    };
    keep(&app, trial, &session).await;
    Doubles {
        me: program(trial),
        app,
        mission,
        linde,
        linde_again,
        brandl,
        brandl_again,
        session,
    }
}

fn firms(doubles: &Doubles) -> Merge<domain::ids::OrganisationId> {
    Merge {
        kept: (doubles.linde.id, 1),
        gone: (doubles.linde_again.id, 1),
        chosen: Chosen::default(),
    }
}

fn people(doubles: &Doubles) -> Merge<domain::ids::PersonId> {
    Merge {
        kept: (doubles.brandl.id, 1),
        gone: (doubles.brandl_again.id, 1),
        chosen: Chosen::default(),
    }
}

macro_rules! bodies {
    ($reader:expr, $($record:ty),*) => {{
        let mut all: Vec<String> = Vec::new();
        $(for stored in $reader.list::<$record>(&app::Filter::all()).await.unwrap() {
            all.push(serde_json::to_string(&stored.record).unwrap());
        })*
        all
    }};
}

/// Every living record as text: the slow way to see what names whom.
async fn everything(trial: &Trial) -> Vec<String> {
    let mut reader = trial.store.read(trial.agency).await.unwrap();
    bodies!(
        reader,
        Organisation,
        Person,
        Post,
        Mission,
        Participation,
        Matchmaking
    )
}

fn sorted(mut bodies: Vec<String>) -> Vec<String> {
    bodies.sort();
    bodies
}

#[tokio::test]
async fn everything_that_named_the_gone_one_names_the_kept_one_and_back() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        let (gone, other) = (doubles.linde_again.id, doubles.brandl_again.id);
        app.merge::<Organisation>(me, &firms(&doubles))
            .await
            .unwrap();
        let between = sorted(everything(&trial).await);
        app.merge::<Person>(me, &people(&doubles)).await.unwrap();
        let after = everything(&trial).await;
        for id in [gone.to_string(), other.to_string()] {
            assert!(!after.iter().any(|body| body.contains(&id)), "{after:#?}");
        }
        let dossier = app.dossier(me, doubles.mission.id).await.unwrap();
        assert_eq!(dossier.mission.lead, Some(doubles.linde.id));
        assert_eq!(dossier.mission.co_organisers.len(), 2, "each stands once");
        assert_eq!(
            dossier.participations.len(),
            1,
            "one participation is enough"
        );
        let file = app.person_file(me, doubles.brandl.id).await.unwrap();
        assert_eq!(file.posts.len(), 1);
        assert_eq!(file.merged.len(), 1);
        let names = &file.party.record.names;
        assert!(!names.is_unresolved() && names.all().len() == 2);
        // The old ids lead on, and the old names find the kept record.
        let led = app
            .successor(me, PartyRef::Organisation(gone))
            .await
            .unwrap();
        assert_eq!(led, Some(PartyRef::Organisation(doubles.linde.id)));
        let sought = Sought {
            text: "blandall",
            kinds: &[],
            limit: 9,
            ..Sought::default()
        };
        let found = app.search(me, &sought).await.unwrap();
        let found: Vec<_> = found.hits.iter().map(|hit| hit.id).collect();
        assert_eq!(found, [doubles.brandl.id.uuid()]);
        // A redirect is not brought back by itself.
        let refused = app.undelete_any(me, Kind::Person, other.uuid()).await;
        assert!(matches!(refused, Err(AppError::Refused(r)) if r.key == "refused-merged"));

        app.unmerge::<Person>(me, other).await.unwrap();
        assert_eq!(sorted(everything(&trial).await), between);
        let none = app.successor(me, PartyRef::Person(other)).await.unwrap();
        assert_eq!(none, None);
        // Its undo touched what the first merge had changed: that one stays.
        let refused = app.unmerge::<Organisation>(me, gone).await;
        assert!(matches!(refused, Err(AppError::Refused(r)) if r.key == "refused-changed-since"));
        assert!(trial.store.verify().await.unwrap().problems.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_was_chosen_wins_and_an_empty_field_is_filled() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        let before = sorted(everything(&trial).await);
        let both = app
            .side_by_side::<Organisation>(me, doubles.linde.id, doubles.linde_again.id)
            .await
            .unwrap();
        // At least the mission and the post.
        assert!(both.named[1] >= 2, "{:?}", both.named);
        let merge = Merge {
            chosen: Chosen {
                names: [Language::De.tag()].into(),
                fields: [MergeField::Seat].into(),
            },
            ..firms(&doubles)
        };
        app.merge::<Organisation>(me, &merge).await.unwrap();
        let kept = app.get::<Organisation>(me, doubles.linde.id).await.unwrap();
        assert_eq!(kept.record.seat, "Pullach");
        assert_eq!(kept.record.website, "https://linde.example");
        let name = |name: &Name| (name.text.clone(), name.role);
        let names: Vec<_> = kept.record.names.all().iter().map(name).collect();
        assert_eq!(
            names,
            [
                ("Linde AG".to_owned(), NameRole::AsPrinted),
                ("Linde GmbH".to_owned(), NameRole::OfRecord)
            ]
        );
        let session = app
            .get::<Matchmaking>(me, doubles.session.id)
            .await
            .unwrap();
        assert_eq!(session.participants[0].organisation, doubles.linde.id);
        app.unmerge::<Organisation>(me, doubles.linde_again.id)
            .await
            .unwrap();
        assert_eq!(sorted(everything(&trial).await), before);
    })
    .await;
}

#[tokio::test]
async fn a_merge_is_refused_where_it_would_harm() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        for (role, only) in [
            (UserRole::Viewer, None),
            (UserRole::Verifier, None),
            (UserRole::Partner, Some(doubles.mission.id)),
        ] {
            let nosy = caller(&trial, role, only);
            let refused = app.merge::<Organisation>(&nosy, &firms(&doubles)).await;
            assert!(
                matches!(refused, Err(AppError::Forbidden | AppError::Missing)),
                "{role:?}: {refused:?}"
            );
        }
        let stale = Merge {
            gone: (doubles.linde_again.id, 7),
            ..firms(&doubles)
        };
        let refused = app.merge::<Organisation>(me, &stale).await;
        assert!(matches!(refused, Err(AppError::Conflict(_))), "{refused:?}");
        let itself = Merge {
            gone: (doubles.linde.id, 1),
            ..firms(&doubles)
        };
        let refused = app.merge::<Organisation>(me, &itself).await;
        assert!(matches!(refused, Err(AppError::Refused(r)) if r.key == "refused-merge-same"));
        let mut session = doubles.session.clone();
        session.participants.push(participant(&doubles.linde));
        app.save(me, "test", session, 1).await.unwrap();
        let refused = app.merge::<Organisation>(me, &firms(&doubles)).await;
        assert!(
            matches!(refused, Err(AppError::Refused(r)) if r.key == "refused-merge-same-session")
        );
        // Nothing of all that was written.
        let gone = app.get::<Organisation>(me, doubles.linde_again.id).await;
        assert_eq!(gone.unwrap().version, 1);
    })
    .await;
}

#[tokio::test]
async fn a_merge_is_not_taken_back_over_later_work() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        app.merge::<Person>(me, &people(&doubles)).await.unwrap();
        let mut kept = app.get::<Person>(me, doubles.brandl.id).await.unwrap();
        kept.record.note = "Speaks Chinese.".into();
        app.save(me, "test", kept.record, kept.version)
            .await
            .unwrap();
        let refused = app.unmerge::<Person>(me, doubles.brandl_again.id).await;
        assert!(
            matches!(&refused, Err(AppError::Refused(r)) if r.key == "refused-changed-since"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_mission_of_merged_parties_leaves_as_a_file_and_comes_back() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        app.merge::<Organisation>(me, &firms(&doubles))
            .await
            .unwrap();
        app.merge::<Person>(me, &people(&doubles)).await.unwrap();
        let file = app.export_mission(me, "LN-DE").await.unwrap();
        let text = serde_json::to_string(&file).unwrap();
        for gone in [
            doubles.linde_again.id.to_string(),
            doubles.brandl_again.id.to_string(),
        ] {
            assert!(!text.contains(&gone));
        }
        let there = Caller::program(trial.other, app::Door::CommandLine);
        app.import_mission(&there, &file).await.unwrap();
        let again = app.export_mission(&there, "LN-DE").await.unwrap();
        let again = app::transfer::MissionFile {
            exported_at: file.exported_at,
            ..again
        };
        assert_eq!(again, file);
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_after_a_merge_names_the_kept_one() {
    on_both(|trial| async move {
        let doubles = doubles(&trial).await;
        let (app, me) = (&doubles.app, &doubles.me);
        let (gone, kept) = (doubles.linde_again.id, doubles.linde.id);
        let (session, journey) = (doubles.session.id, doubles.mission.id);
        // Two records are deleted, and one forgets the firm, while it has two records.
        app.delete_any(me, Kind::Matchmaking, session.uuid(), None)
            .await
            .unwrap();
        let parts = app
            .list::<Participation>(me, app::Filter::of_mission(journey))
            .await
            .unwrap();
        let again = PartyRef::Person(doubles.brandl_again.id);
        let part = parts.iter().find(|part| part.party == again).unwrap().id;
        app.delete_any(me, Kind::Participation, part.uuid(), None)
            .await
            .unwrap();
        let mut forgetful = doubles.mission.clone();
        forgetful.lead = None;
        forgetful.co_organisers.clear();
        app.save(me, "test", forgetful, 1).await.unwrap();
        app.merge::<Organisation>(me, &firms(&doubles))
            .await
            .unwrap();
        // And once more: the kept one is merged into a third.
        let third = organisation(app, named("Linde plc"));
        keep(app, &trial, &third).await;
        let on = Merge {
            kept: (third.id, 1),
            gone: (kept, 2),
            chosen: Chosen::default(),
        };
        app.merge::<Organisation>(me, &on).await.unwrap();
        app.merge::<Person>(me, &people(&doubles)).await.unwrap();

        app.undelete_any(me, Kind::Matchmaking, session.uuid())
            .await
            .unwrap();
        let back = app.get::<Matchmaking>(me, session).await.unwrap();
        assert_eq!(back.participants[0].organisation, third.id);
        let version = app.get::<Mission>(me, journey).await.unwrap().version;
        app.revert::<Mission>(me, journey, version, 1)
            .await
            .unwrap();
        let back = app.get::<Mission>(me, journey).await.unwrap();
        assert_eq!(back.lead, Some(third.id));
        assert_eq!(back.co_organisers.len(), 2, "each stands once");
        // The person takes part by the kept record already: once is enough.
        app.undelete_any(me, Kind::Participation, part.uuid())
            .await
            .unwrap();
        let parts = app
            .list::<Participation>(me, app::Filter::of_mission(journey))
            .await
            .unwrap();
        assert_eq!(parts.len(), 1);
        let living = everything(&trial).await;
        for id in [
            gone.to_string(),
            kept.to_string(),
            doubles.brandl_again.id.to_string(),
        ] {
            assert!(!living.iter().any(|body| body.contains(&id)), "{living:#?}");
        }
        assert!(trial.store.verify().await.unwrap().problems.is_empty());
    })
    .await;
}
