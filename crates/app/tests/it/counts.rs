//! How much is read for an answer: what makes pages slow shows here first, without a clock.

use crate::office::{caller, keep, mission, office, organisation, person, program};
use app::parties::Directory;
use app::search::Sought;
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::language::Language;
use domain::names::{Certainty, Identity, Name, NameRole, Names};
use domain::parties::{Organisation, OrganisationKind, Person};
use domain::record::Kind;
use testkit::{Trial, on_both};

/// People of the large directory; a fifth as many organisations come to them.
const PEOPLE: usize = 4_000;

fn names(chinese: &str, english: &str) -> Names {
    Names::new(
        vec![
            Name::new(Language::ZhHans, NameRole::OfRecord, chinese),
            Name::new(Language::En, NameRole::OfRecord, english),
        ],
        Identity::Known {
            certainty: Certainty::High,
        },
    )
    .unwrap()
}

/// A directory of many parties whose names have much in common.
async fn large(app: &App, me: &Caller) {
    let people: Vec<Person> = (0..PEOPLE)
        .map(|n| {
            person(
                app,
                names(&format!("王伟{n}"), &format!("Guest Number {n}")),
            )
        })
        .collect();
    let firms: Vec<Organisation> = (0..PEOPLE / 5)
        .map(|n| Organisation {
            country: Some(if n % 100 == 0 { "DE" } else { "CN" }.to_owned()),
            kind: if n % 2 == 0 {
                OrganisationKind::Company
            } else {
                OrganisationKind::Chamber
            },
            ..organisation(
                app,
                names(&format!("沈阳装备{n}有限公司"), &format!("Works {n} Ltd")),
            )
        })
        .collect();
    app.work(me, "test", |mut desk| {
        let (people, firms) = (&people, &firms);
        async move {
            desk.create_all(people).await?;
            desk.create_all(firms).await?;
            Ok::<_, AppError>((desk, ()))
        }
    })
    .await
    .unwrap();
}

/// Statements and records that a piece of work asks for.
async fn cost<T>(trial: &Trial, work: impl Future<Output = T>) -> (T, u64, u64) {
    let before = trial.store.asked();
    let answer = work.await;
    let after = trial.store.asked();
    let statements = after.statements - before.statements;
    (answer, statements, after.records - before.records)
}

#[tokio::test]
async fn a_search_reads_the_index_and_no_record() {
    on_both(|trial| async move {
        let (app, me) = (office(&trial), program(&trial));
        large(&app, &me).await;
        for (text, least) in [
            ("王伟", 60),
            ("guest", 60),
            ("wang", 60),
            ("沈阳装备", 60),
            ("number 77", 11),
            ("works 799", 1),
            ("zzz", 0),
        ] {
            let sought = Sought {
                text,
                kinds: &[],
                limit: 60,
                ..Sought::default()
            };
            let (found, statements, records) = cost(&trial, app.search(&me, &sought)).await;
            let found = found.unwrap();
            assert!(found.hits.len() >= least, "{text}: {}", found.hits.len());
            assert_eq!(records, 0, "{text}");
            assert!(statements <= 5, "{text}: {statements} statements");
        }
        let kind = Kind::Person;
        let alike = app.alike(&me, kind, &["Gest Numbr 77"], None);
        let (alike, statements, records) = cost(&trial, alike).await;
        assert!(!alike.unwrap().is_empty());
        assert_eq!(records, 0);
        assert!(statements <= 4, "{statements} statements");
    })
    .await;
}

#[tokio::test]
async fn a_search_reads_each_mission_of_its_hits_once() {
    on_both(|trial| async move {
        let (app, me) = (office(&trial), program(&trial));
        let spring = mission(&app, "SPRING", "Spring journey");
        let gone = mission(&app, "GONE", "Cancelled journey");
        keep(&app, &trial, &spring).await;
        let kept = keep(&app, &trial, &gone).await;
        app.delete_any(&me, Kind::Mission, kept.id, None)
            .await
            .unwrap();
        let sought = Sought {
            text: "journey",
            kinds: &[],
            limit: 60,
            ..Sought::default()
        };
        let (found, _, records) = cost(&trial, app.search(&me, &sought)).await;
        let found = found.unwrap();
        assert_eq!((found.hits.len(), found.more), (1, false));
        assert_eq!(records, 1);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_the_directory_reads_the_records_it_shows() {
    on_both(|trial| async move {
        let (app, me) = (office(&trial), program(&trial));
        large(&app, &me).await;
        let page = Directory {
            skip: 50,
            limit: 50,
            ..Directory::default()
        };
        let firms = PEOPLE / 5;
        for (asked, total) in [
            (page.clone(), PEOPLE + firms),
            (
                Directory {
                    kind: Some(Kind::Organisation),
                    organisation_kind: Some(OrganisationKind::Chamber),
                    ..page.clone()
                },
                firms / 2,
            ),
            (
                Directory {
                    country: Some("DE"),
                    skip: 0,
                    ..page.clone()
                },
                firms / 100,
            ),
            (
                Directory {
                    unresolved: true,
                    skip: 0,
                    ..page.clone()
                },
                0,
            ),
            // Searched and narrowed: all that fit are found, however many are found without.
            (
                Directory {
                    text: "works",
                    country: Some("DE"),
                    skip: 2,
                    limit: 5,
                    ..Directory::default()
                },
                firms / 100,
            ),
            (
                Directory {
                    text: "沈阳",
                    country: Some("DE"),
                    organisation_kind: Some(OrganisationKind::Chamber),
                    ..page.clone()
                },
                0,
            ),
        ] {
            let (listing, statements, records) = cost(&trial, app.directory(&me, &asked)).await;
            let listing = listing.unwrap();
            assert_eq!(listing.total, total);
            let shown = total.saturating_sub(asked.skip).min(asked.limit);
            assert_eq!(listing.entries.len(), shown);
            assert_eq!(records, shown as u64);
            assert!(statements <= 6, "{statements} statements");
        }
    })
    .await;
}

#[tokio::test]
async fn of_many_who_ask_for_a_mission_at_once_one_reads_it() {
    on_both(|trial| async move {
        let app = office(&trial);
        let mut spring = mission(&app, "SPRING", "Spring journey");
        for n in 0..6 {
            let host = organisation(&app, names(&format!("第{n}商会"), &format!("Chamber {n}")));
            keep(&app, &trial, &host).await;
            spring.co_organisers.push(host.id);
        }
        keep(&app, &trial, &spring).await;
        let officer = caller(&trial, UserRole::MissionOfficer, None);
        let (_, _, alone) = cost(&trial, app.dossier(&officer, spring.id)).await;
        assert!(alone >= 7, "{alone}");
        keep(&app, &trial, &mission(&app, "OTHER", "Other")).await;
        let readers = (0..12).map(|_| app.dossier_by_code(&officer, "SPRING"));
        let (found, _, records) = cost(&trial, futures::future::join_all(readers)).await;
        assert!(found.iter().all(|dossier| dossier.is_ok()));
        // Each looks up the mission by its code; its contents are read once.
        let lookups = 12 + 1;
        assert!(
            records <= alone + lookups,
            "{records} records, {alone} alone"
        );
    })
    .await;
}

#[tokio::test]
async fn an_index_of_another_edition_is_made_anew() {
    on_both(|trial| async move {
        let (app, me) = (office(&trial), program(&trial));
        let linde = organisation(&app, names("林德", "Linde"));
        keep(&app, &trial, &linde).await;
        let stamp = trial.stamp();
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        let id = domain::ids::TypedId::uuid(&linde.id);
        tx.unindex(Kind::Organisation, &[id]).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let sought = Sought {
            text: "linde",
            kinds: &[],
            limit: 5,
            ..Sought::default()
        };
        let hits = async || app.search(&me, &sought).await.unwrap().hits.len();
        assert_eq!(hits().await, 0);
        app.refresh_index().await.unwrap();
        assert_eq!(hits().await, 1);
        let asked = Directory {
            limit: 5,
            ..Directory::default()
        };
        assert_eq!(app.directory(&me, &asked).await.unwrap().total, 1);
        // The second time there is nothing to do.
        let (done, _, records) = cost(&trial, app.refresh_index()).await;
        done.unwrap();
        assert_eq!(records, 0);
    })
    .await;
}

#[tokio::test]
async fn the_index_of_a_new_agency_need_not_be_made_anew() {
    on_both(|trial| async move {
        let app = office(&trial);
        let zone = domain::time::ZoneName::new("Asia/Shanghai").unwrap();
        let agency = app.found_agency("new", "New", zone).await.unwrap();
        let mut reader = trial.store.read(agency.id).await.unwrap();
        let edition = reader.search_edition().await.unwrap();
        drop(reader);
        app.refresh_index().await.unwrap();
        let mut reader = trial.store.read(agency.id).await.unwrap();
        assert_eq!(reader.search_edition().await.unwrap(), edition);
        assert!(edition > 0);
    })
    .await;
}

#[tokio::test]
async fn the_last_missions_are_read_before_the_first_reader_asks() {
    on_both(|trial| async move {
        let app = office(&trial);
        let zone = domain::time::ZoneName::new("Asia/Shanghai").unwrap();
        let officer = app::accounts::NewUser {
            email: "officer@example.org".to_owned(),
            name: "王伟".to_owned(),
            language: Language::ZhHans,
            zone,
            role: UserRole::MissionOfficer,
            mission: None,
            until: None,
        };
        app.add_user(trial.agency, officer).await.unwrap();
        for code in ["OLD", "OLDER", "SPRING"] {
            trial.clock.advance(jiff::SignedDuration::from_secs(1));
            keep(&app, &trial, &mission(&app, code, "Journey")).await;
        }
        app.read_ahead().await.unwrap();
        let officer = caller(&trial, UserRole::MissionOfficer, None);
        for (code, least) in [("SPRING", 1), ("OLDER", 1), ("OLD", 2)] {
            let read = app.dossier_by_code(&officer, code);
            let (found, _, records) = cost(&trial, read).await;
            found.unwrap();
            // A mission that was not read ahead is looked up, and then read.
            assert!(records >= least, "{code}: {records}");
            assert!(least > 1 || records == 1, "{code}: {records}");
        }
    })
    .await;
}
