//! Records: keep, read, list, change, delete, bring back.

use crate::common::{Note, Part, keep, note, part};
use domain::ids::{MissionId, TypedId};
use domain::record::Kind;
use store::{Deleted, Filter, Order, StoreError};
use testkit::on_both;

#[tokio::test]
async fn a_record_comes_back_as_it_was_kept() {
    on_both(|trial| async move {
        let kept = note(&trial, "LN-DE-2023", "辽宁 Straße");
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let stored = tx.insert(&kept).await.unwrap();
        assert_eq!(tx.get::<Note>(kept.id).await.unwrap(), stored);
        let _ = tx.commit(()).await.unwrap();

        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.get::<Note>(kept.id).await.unwrap(), stored);
        assert_eq!(reader.by_code::<Note>("LN-DE-2023").await.unwrap(), stored);
        assert_eq!(stored.version, 1);
        assert_eq!(stored.created_at.to_string(), "2026-03-02T08:00:00Z");
    })
    .await;
}

#[tokio::test]
async fn another_agency_sees_and_changes_nothing() {
    on_both(|trial| async move {
        let mine = note(&trial, "MINE", "mine");
        keep(&trial, &mine).await;
        let before = trial.store.sums().await.unwrap();

        let mut reader = trial.store.read(trial.other).await.unwrap();
        let missing = reader.get::<Note>(mine.id).await.unwrap_err();
        let never = MissionId::new(&*trial.clock, &*trial.chance);
        let unknown = reader.get::<Note>(never).await.unwrap_err();
        assert_eq!(missing.to_string(), unknown.to_string());
        assert!(reader.find::<Note>(mine.id).await.unwrap().is_none());
        assert!(
            reader
                .list::<Note>(&Filter::all())
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(reader.count::<Note>(&Filter::all()).await.unwrap(), 0);
        assert!(
            reader
                .get_many::<Note>(&[mine.id])
                .await
                .unwrap()
                .is_empty()
        );
        assert!(matches!(
            reader.by_code::<Note>("MINE").await,
            Err(StoreError::Missing)
        ));
        assert!(reader.trail(&Default::default()).await.unwrap().is_empty());
        drop(reader);

        let mut tx = trial
            .store
            .write(trial.other, &trial.stamp())
            .await
            .unwrap();
        assert!(matches!(
            tx.update(&mine, 1).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.delete::<Note>(mine.id, 1).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.revert(Kind::Mission, mine.id.uuid(), 1, 0).await,
            Err(StoreError::Missing)
        ));
        let _ = tx.commit(()).await.unwrap();
        assert_eq!(trial.store.sums().await.unwrap(), before);

        // A record cannot point across the border either.
        let mut tx = trial
            .store
            .write(trial.other, &trial.stamp())
            .await
            .unwrap();
        let crossing = tx.insert(&part(&trial, mine.id, "across")).await;
        assert!(matches!(crossing, Err(StoreError::Dangling(_))));
        drop(tx);

        // And the same code is free there.
        let mut tx = trial
            .store
            .write(trial.other, &trial.stamp())
            .await
            .unwrap();
        tx.insert(&note(&trial, "MINE", "theirs")).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_unknown_agency_cannot_be_written() {
    on_both(|trial| async move {
        let unknown = domain::ids::AgencyId::new(&*trial.clock, &*trial.chance);
        let refused = trial.store.write(unknown, &trial.stamp()).await;
        assert!(matches!(refused.map(|_| ()), Err(StoreError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn a_taken_code_is_named_and_leaves_nothing() {
    on_both(|trial| async move {
        keep(&trial, &note(&trial, "A", "a")).await;
        let before = trial.store.sums().await.unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert(&note(&trial, "B", "b")).await.unwrap();
        let taken = tx.insert(&note(&trial, "A", "again")).await.unwrap_err();
        assert!(
            matches!(&taken, StoreError::Taken(what) if what == "mission.code"),
            "{taken}"
        );
        drop(tx);
        assert_eq!(trial.store.sums().await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn a_lost_race_shows_the_other_side() {
    on_both(|trial| async move {
        let mut mine = note(&trial, "A", "first");
        keep(&trial, &mine).await;
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        mine.text = "second".into();
        let saved = tx.update(&mine, 1).await.unwrap();
        assert_eq!((saved.version, saved.text.as_str()), (2, "second"));
        mine.text = "third".into();
        match tx.update(&mine, 1).await {
            Err(StoreError::Conflict(theirs)) => {
                assert_eq!(theirs.version, 2);
                assert_eq!(theirs.record::<Note>().unwrap().text, "second");
            }
            other => panic!("{other:?}"),
        }
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn deleting_hides_and_can_be_taken_back() {
    on_both(|trial| async move {
        let kept = note(&trial, "A", "a");
        keep(&trial, &kept).await;
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let gone = tx.delete::<Note>(kept.id, 1).await.unwrap();
        assert!(gone.is_deleted());
        assert!(matches!(
            tx.get::<Note>(kept.id).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.by_code::<Note>("A").await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.update(&kept, 2).await,
            Err(StoreError::Missing)
        ));
        assert!(matches!(
            tx.delete::<Note>(kept.id, 2).await,
            Err(StoreError::Missing)
        ));
        let bin = Filter::all().deleted(Deleted::Only);
        assert_eq!(tx.count::<Note>(&bin).await.unwrap(), 1);
        assert_eq!(tx.find::<Note>(kept.id).await.unwrap(), Some(gone));
        let back = tx.undelete::<Note>(kept.id, 2).await.unwrap();
        assert_eq!((back.version, back.record.clone()), (3, kept.clone()));
        assert!(matches!(
            tx.undelete::<Note>(kept.id, 3).await,
            Err(StoreError::Missing)
        ));
        assert_eq!(tx.get::<Note>(kept.id).await.unwrap(), back);
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    on_both(|trial| async move {
        let (one, two) = (note(&trial, "ONE", "1"), note(&trial, "TWO", "2"));
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert_many(&[one.clone(), two.clone()]).await.unwrap();
        // Sort keys go by code point on both engines, whatever the server's language is.
        let texts = ["b", "B", "ä", "a", "中", "", "z", "a"];
        let parts: Vec<Part> = texts.iter().map(|t| part(&trial, one.id, t)).collect();
        tx.insert_many(&parts).await.unwrap();
        tx.insert(&part(&trial, two.id, "other")).await.unwrap();
        let _ = tx.commit(()).await.unwrap();

        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let of_one = Filter::of_mission(one.id);
        let all = reader.list::<Part>(&of_one).await.unwrap();
        let found: Vec<&str> = all.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(found, ["", "B", "a", "a", "b", "z", "ä", "中"]);
        assert_eq!(reader.count::<Part>(&Filter::all()).await.unwrap(), 9);

        for (order, descending) in [
            (Order::SortKey, false),
            (Order::SortKey, true),
            (Order::Created, true),
            (Order::Updated, false),
        ] {
            let whole = of_one.clone().order(order, descending);
            let whole_list = reader.list::<Part>(&whole).await.unwrap();
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = reader
                    .page::<Part>(&whole.clone().page(after, 3))
                    .await
                    .unwrap();
                assert!(page.records.len() <= 3);
                paged.extend(page.records);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(paged, whole_list, "{order:?} {descending}");
        }

        let wanted = [parts[0].id, parts[4].id, two_of_nothing(&trial)];
        let some = reader.get_many::<Part>(&wanted).await.unwrap();
        assert_eq!(some.len(), 2);
        assert_eq!(some[&parts[4].id].text, "中");
        let none = Filter {
            parents: Some(Vec::new()),
            ..Filter::all()
        };
        assert!(reader.list::<Part>(&none).await.unwrap().is_empty());
    })
    .await;
}

fn two_of_nothing(trial: &testkit::Trial) -> domain::ids::LegId {
    domain::ids::LegId::new(&*trial.clock, &*trial.chance)
}

#[tokio::test]
async fn a_rolled_back_transaction_leaves_nothing() {
    on_both(|trial| async move {
        let before = trial.store.sums().await.unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert(&note(&trial, "A", "a")).await.unwrap();
        tx.next_number("letter").await.unwrap();
        drop(tx);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.insert(&note(&trial, "A", "a")).await.unwrap();
        let value = tx.abandon(7).await.unwrap().into_inner();
        assert_eq!(value, 7);
        assert_eq!(trial.store.sums().await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn a_reader_sees_one_picture_and_cannot_write() {
    on_both(|trial| async move {
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.count::<Note>(&Filter::all()).await.unwrap(), 0);
        keep(&trial, &note(&trial, "A", "a")).await;
        assert_eq!(reader.count::<Note>(&Filter::all()).await.unwrap(), 0);
        drop(reader);
        let mut later = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(later.count::<Note>(&Filter::all()).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn numbers_have_no_gaps_and_files_keep_their_bytes() {
    on_both(|trial| async move {
        let document = domain::ids::DocumentId::new(&*trial.clock, &*trial.chance);
        let blob = store::blobs::Blob {
            id: document,
            name: "行程.pdf".into(),
            mime: "application/pdf".into(),
            content: (0..=255).collect(),
        };
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert_eq!(tx.next_number("letter").await.unwrap(), 1);
        assert_eq!(tx.next_number("letter").await.unwrap(), 2);
        assert_eq!(tx.next_number("other").await.unwrap(), 1);
        tx.keep_blob(&blob).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.blob(document).await.unwrap(), blob);
        drop(reader);
        let mut reader = trial.store.read(trial.other).await.unwrap();
        assert!(matches!(
            reader.blob(document).await,
            Err(StoreError::Missing)
        ));
        drop(reader);
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert_eq!(tx.next_number("letter").await.unwrap(), 3);
        tx.remove_blob(document).await.unwrap();
        assert!(matches!(tx.blob(document).await, Err(StoreError::Missing)));
        let _ = tx.commit(()).await.unwrap();
    })
    .await;
}
