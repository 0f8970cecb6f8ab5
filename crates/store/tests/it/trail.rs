//! The audit trail, undo, and damage that must be noticed.

use crate::common::{Note, keep, note, part};
use domain::ids::{BatchId, TypedId, UserId};
use domain::record::Kind;
use store::audit::{TrailFilter, Verb};
use store::db::Engine;
use store::{Filter, StoreError};
use testkit::{Trial, on_both};

/// Changes the database behind the program's back.
async fn tamper(trial: &Trial, statement: &'static str) {
    let address = trial.address();
    match trial.store.engine() {
        Engine::Sqlite => {
            let options = sqlx::sqlite::SqliteConnectOptions::new().filename(address);
            let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
            pool.close().await;
        }
        Engine::Postgres => {
            let pool = sqlx::PgPool::connect(&address).await.unwrap();
            sqlx::raw_sql(statement).execute(&pool).await.unwrap();
            pool.close().await;
        }
    }
}

#[tokio::test]
async fn every_write_has_an_entry_that_says_who_when_and_why() {
    on_both(|trial| async move {
        let user = UserId::new(&*trial.clock, &*trial.chance);
        let mut kept = note(&trial, "A", "first");
        let stamp = trial
            .stamp()
            .by(user)
            .request("r-1")
            .intention("mission.plan");
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        tx.insert(&kept).await.unwrap();
        kept.text = "second".into();
        tx.update(&kept, 1).await.unwrap();
        tx.insert(&part(&trial, kept.id, "leg")).await.unwrap();
        tx.note_event(Some(kept.id.uuid()), "printed");
        let _ = tx.commit(()).await.unwrap();

        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let of = |record| TrailFilter {
            record,
            ..TrailFilter::default()
        };
        let history = reader
            .trail(&of(Some((Kind::Mission, kept.id.uuid()))))
            .await
            .unwrap();
        let verbs: Vec<_> = history.iter().map(|e| (e.seq, e.verb, e.version)).collect();
        assert_eq!(
            verbs,
            [(2, Verb::Update, Some(2)), (1, Verb::Create, Some(1))]
        );
        let newest = &history[0];
        assert_eq!((newest.user, newest.request.as_str()), (Some(user), "r-1"));
        assert_eq!(newest.intention, "mission.plan");
        assert_eq!(newest.door().unwrap().code(), "page");
        let body = &newest.after.as_ref().unwrap().body;
        assert_eq!(serde_json::from_str::<Note>(body).unwrap(), kept);

        let mission = TrailFilter {
            mission: Some(kept.id.uuid()),
            ..TrailFilter::default()
        };
        let whole = reader.trail(&mission).await.unwrap();
        assert_eq!(whole.len(), 4);
        assert_eq!(whole[0].note, "printed");
        let rest = TrailFilter {
            before: Some(3),
            limit: Some(1),
            ..mission
        };
        assert_eq!(reader.trail(&rest).await.unwrap()[0].seq, 2);
        assert_eq!(reader.trail_since(2, 10).await.unwrap().len(), 2);
        assert_eq!(reader.verify_chain().await.unwrap(), 4);
        assert_eq!(reader.trail_head().await.unwrap().0, 4);
    })
    .await;
}

#[tokio::test]
async fn a_changed_trail_is_found_whatever_was_changed() {
    let changes = [
        "UPDATE audit_entry SET intention = 'other' WHERE seq = 2",
        "UPDATE audit_entry SET at = at + 1 WHERE seq = 1",
        "UPDATE audit_entry SET body = '{}' WHERE seq = 3",
        "UPDATE audit_entry SET body = NULL, links = NULL WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry WHERE seq = 4",
        "UPDATE audit_entry SET seq = 9 WHERE seq = 4",
        "UPDATE audit_entry SET hash = payload_hash WHERE seq = 1",
    ];
    for change in changes {
        on_both(|trial| async move {
            for code in ["A", "B", "C", "D"] {
                keep(&trial, &note(&trial, code, code)).await;
            }
            tamper_agency(&trial, change).await;
            let mut reader = trial.store.read(trial.agency).await.unwrap();
            let found = reader.verify_chain().await;
            assert!(
                matches!(found, Err(StoreError::BrokenChain { .. })),
                "{change}: {found:?}"
            );
            drop(reader);
            assert!(
                !trial.store.verify().await.unwrap().problems.is_empty(),
                "{change}"
            );
        })
        .await;
    }
}

/// As `tamper`; the house's own entries have no bodies and lower numbers, so they are left alone.
async fn tamper_agency(trial: &Trial, change: &'static str) {
    let own = " AND agency_id IN (SELECT id FROM agency WHERE code = 'first')";
    let statement: &'static str = Box::leak(format!("{change}{own}").into_boxed_str());
    tamper(trial, statement).await;
}

#[tokio::test]
async fn a_persons_data_leaves_the_trail_and_the_chain_still_holds() {
    on_both(|trial| async move {
        let kept = note(&trial, "A", "secret");
        keep(&trial, &kept).await;
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert_eq!(
            tx.erase_history(Kind::Mission, kept.id.uuid())
                .await
                .unwrap(),
            1
        );
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.verify_chain().await.unwrap(), 2);
        let trail = reader.trail(&TrailFilter::default()).await.unwrap();
        assert!(trail.iter().all(|e| e.after.is_none()));
        assert_eq!(trail[1].erased_at, Some(trail[0].at));
        let gone = reader.snapshot(Kind::Mission, kept.id.uuid(), 1).await;
        assert!(matches!(gone, Err(StoreError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn a_damaged_row_is_named_and_not_served() {
    on_both(|trial| async move {
        let kept = note(&trial, "A", "a");
        keep(&trial, &kept).await;
        keep(&trial, &note(&trial, "B", "b")).await;
        assert_eq!(
            trial.store.verify().await.unwrap().problems,
            Vec::<String>::new()
        );
        tamper(
            &trial,
            "UPDATE mission SET body = replace(body, '\"a\"', '\"x\"') WHERE code = 'A'",
        )
        .await;
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        match reader.get::<Note>(kept.id).await {
            Err(StoreError::Damaged { table, id }) => {
                assert_eq!((table, id), ("mission", kept.id.uuid()));
            }
            other => panic!("{other:?}"),
        }
        assert!(reader.by_code::<Note>("B").await.is_ok());
        drop(reader);
        let problems = trial.store.verify().await.unwrap().problems;
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems.iter().all(|p| p.contains(&kept.id.to_string())));
    })
    .await;
}

#[tokio::test]
async fn a_record_goes_back_to_any_version() {
    on_both(|trial| async move {
        let mut kept = note(&trial, "A", "first");
        keep(&trial, &kept).await;
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        kept.text = "second".into();
        kept.code = "B".into();
        tx.update(&kept, 1).await.unwrap();
        let id = kept.id.uuid();
        assert_eq!(tx.revert(Kind::Mission, id, 2, 1).await.unwrap(), 3);
        let back = tx.by_code::<Note>("A").await.unwrap();
        assert_eq!((back.version, back.text.as_str()), (3, "first"));
        assert!(matches!(
            tx.revert(Kind::Mission, id, 2, 1).await,
            Err(StoreError::Conflict(_))
        ));
        assert!(matches!(
            tx.revert(Kind::Mission, id, 3, 9).await,
            Err(StoreError::Missing)
        ));
        let _ = tx.commit(()).await.unwrap();
        assert_eq!(
            trial.store.verify().await.unwrap().problems,
            Vec::<String>::new()
        );
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_taken_back_as_a_whole_or_not_at_all() {
    on_both(|trial| async move {
        let batch = BatchId::new(&*trial.clock, &*trial.chance);
        let mut old = note(&trial, "OLD", "before");
        keep(&trial, &old).await;
        let new = note(&trial, "NEW", "new");
        let stamp = trial.stamp().batch(batch);
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        tx.insert(&new).await.unwrap();
        tx.insert(&part(&trial, new.id, "leg")).await.unwrap();
        old.text = "after".into();
        tx.update(&old, 1).await.unwrap();
        let _ = tx.commit(()).await.unwrap();

        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert_eq!(tx.undo_batch(batch).await.unwrap(), 3);
        assert_eq!(tx.by_code::<Note>("OLD").await.unwrap().text, "before");
        assert!(matches!(
            tx.get::<Note>(new.id).await,
            Err(StoreError::Missing)
        ));
        assert_eq!(
            tx.count::<crate::common::Part>(&Filter::all())
                .await
                .unwrap(),
            0
        );
        drop(tx);

        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        old.text = "later still".into();
        tx.update(&old, 2).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        match tx.undo_batch(batch).await {
            Err(StoreError::ChangedSince { table, id }) => {
                assert_eq!((table, id), ("mission", old.id.uuid()));
            }
            other => panic!("{other:?}"),
        }
        let unknown = BatchId::new(&*trial.clock, &*trial.chance);
        assert!(matches!(
            tx.undo_batch(unknown).await,
            Err(StoreError::Missing)
        ));
    })
    .await;
}
