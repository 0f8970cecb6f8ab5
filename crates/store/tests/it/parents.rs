//! What belongs to another record cannot name one that is not there, in no order of undo.

use crate::common::child;
use domain::ids::{
    AgencyId, AgreementId, AskId, BatchId, CommitmentId, ItemId, MatchmakingId, MeetingId,
    ProfileId, RequestId, TimetableId, TypedId,
};
use domain::record::{Kind, Record};
use std::path::Path;
use store::{Filter, Store, StoreError, schema_version};
use testkit::{Trial, on_both};
use uuid::Uuid;

child! {
    Item: ItemId;
    Meeting: MeetingId;
    Ask: AskId;
    Commitment: CommitmentId;
    Agreement: AgreementId;
    Matchmaking: MatchmakingId;
    Request: RequestId;
    Timetable: TimetableId;
    Profile: ProfileId;
}

async fn keep_in<R: Record>(trial: &Trial, agency: AgencyId, record: &R) -> store::Result<()> {
    let mut tx = trial.store.write(agency, &trial.stamp()).await?;
    tx.insert(record).await?;
    let _ = tx.commit(()).await?;
    Ok(())
}

/// A record of this type is kept under a parent of its own agency and without one, and refused
/// under a parent of another agency, of another kind, and under none that ever was.
macro_rules! bound {
    ($trial:ident, $name:ident: $own:ident, $foreign:ident, $wrong:ident) => {{
        let unknown = Uuid::from_u128(7);
        for parent in [unknown, $foreign, $wrong] {
            let lost = $name::under(&$trial, Some(parent));
            let refused = keep_in(&$trial, $trial.agency, &lost).await;
            assert!(
                matches!(refused, Err(StoreError::Dangling(_))),
                "{}: {refused:?}",
                stringify!($name)
            );
        }
        for parent in [Some($own), None] {
            let child = $name::under(&$trial, parent);
            keep_in(&$trial, $trial.agency, &child).await.unwrap();
            // Nor can it be moved to one later.
            let moved = $name {
                parent: Some(unknown),
                ..child
            };
            let mut tx = $trial
                .store
                .write($trial.agency, &$trial.stamp())
                .await
                .unwrap();
            let refused = tx.update(&moved, 1).await;
            assert!(matches!(refused, Err(StoreError::Dangling(_))));
        }
    }};
}

#[tokio::test]
async fn a_record_cannot_belong_to_one_that_is_not_there() {
    on_both(|trial| async move {
        let item = Item::under(&trial, None);
        keep_in(&trial, trial.agency, &item).await.unwrap();
        let session = Matchmaking::under(&trial, Some(item.id.uuid()));
        keep_in(&trial, trial.agency, &session).await.unwrap();
        let theirs = Item::under(&trial, None);
        keep_in(&trial, trial.other, &theirs).await.unwrap();
        let their_session = Matchmaking::under(&trial, None);
        keep_in(&trial, trial.other, &their_session).await.unwrap();
        let (item, theirs) = (item.id.uuid(), theirs.id.uuid());
        let (session, their_session) = (session.id.uuid(), their_session.id.uuid());
        bound!(trial, Meeting: item, theirs, session);
        bound!(trial, Ask: item, theirs, session);
        bound!(trial, Commitment: item, theirs, session);
        bound!(trial, Agreement: item, theirs, session);
        bound!(trial, Matchmaking: item, theirs, session);
        bound!(trial, Request: session, their_session, item);
        bound!(trial, Timetable: session, their_session, item);
        bound!(trial, Profile: session, their_session, item);
    })
    .await;
}

#[tokio::test]
async fn an_item_and_what_belongs_to_it_are_undone_and_brought_back_in_any_order() {
    on_both(|trial| async move {
        let batch = BatchId::new(&*trial.clock, &*trial.chance);
        let (item, other) = (Item::under(&trial, None), Item::under(&trial, None));
        keep_in(&trial, trial.agency, &other).await.unwrap();
        let mut meeting = Meeting::under(&trial, Some(item.id.uuid()));
        let stamp = trial.stamp().batch(batch);
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        tx.insert(&item).await.unwrap();
        tx.insert(&meeting).await.unwrap();
        let _ = tx.commit(()).await.unwrap();

        // The meeting moves away, its first item is deleted, and then the move is undone.
        meeting.parent = Some(other.id.uuid());
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.update(&meeting, 1).await.unwrap();
        tx.delete::<Item>(item.id, 1).await.unwrap();
        tx.revert(Kind::Meeting, meeting.id.uuid(), 2, 1)
            .await
            .unwrap();
        let back = tx.get::<Meeting>(meeting.id).await.unwrap();
        assert_eq!(back.parent, Some(item.id.uuid()));
        // The item comes back after what belongs to it, and both go again.
        tx.undelete::<Item>(item.id, 2).await.unwrap();
        tx.delete::<Meeting>(meeting.id, 3).await.unwrap();
        tx.delete::<Item>(item.id, 3).await.unwrap();
        tx.undelete::<Meeting>(meeting.id, 4).await.unwrap();
        tx.undelete::<Item>(item.id, 4).await.unwrap();
        let _ = tx.commit(()).await.unwrap();

        // A whole batch is taken back, the last record first.
        let again = BatchId::new(&*trial.clock, &*trial.chance);
        let stamp = trial.stamp().batch(again);
        let mut tx = trial.store.write(trial.agency, &stamp).await.unwrap();
        let (made, below) = (
            Item::under(&trial, None),
            Item::under(&trial, None).id.uuid(),
        );
        tx.insert(&made).await.unwrap();
        tx.insert(&Ask::under(&trial, Some(made.id.uuid())))
            .await
            .unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert_eq!(tx.undo_batch(again).await.unwrap(), 2);
        assert_eq!(tx.count::<Ask>(&Filter::all()).await.unwrap(), 0);
        let lost = tx.insert(&Ask::under(&trial, Some(below))).await;
        assert!(matches!(lost, Err(StoreError::Dangling(_))));
        drop(tx);
        assert_eq!(
            trial.store.verify().await.unwrap().problems,
            Vec::<String>::new()
        );
    })
    .await;
}

/// Writes records into a database of version 3, where nothing kept them from naming a parent that
/// is not there.
async fn fill_version_3(store: &Store, trial: &Trial) -> [Uuid; 4] {
    let agency = domain::accounts::Agency {
        id: trial.agency,
        name: "An agency".into(),
        zone: domain::time::ZoneName::new("Asia/Shanghai").unwrap(),
    };
    let mut tx = store.write(store::house(), &trial.stamp()).await.unwrap();
    tx.create_agency("old", &agency).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    let item = Item::under(trial, None);
    let session = Matchmaking::under(trial, Some(item.id.uuid()));
    let request = Request::under(trial, Some(session.id.uuid()));
    let lost = Ask::under(trial, Some(Uuid::from_u128(7)));
    let mut tx = store.write(trial.agency, &trial.stamp()).await.unwrap();
    tx.insert(&item).await.unwrap();
    tx.insert(&session).await.unwrap();
    tx.insert(&request).await.unwrap();
    tx.insert(&lost).await.unwrap();
    let _ = tx.commit(()).await.unwrap();
    [
        item.id.uuid(),
        session.id.uuid(),
        request.id.uuid(),
        lost.id.uuid(),
    ]
}

#[tokio::test]
async fn what_was_kept_before_parents_were_bound_is_kept() {
    on_both(|trial| async move {
        let store = trial.fresh_database().await;
        assert_eq!(store.migrate_to(3, &*trial.clock).await.unwrap().to, 3);
        assert!(matches!(
            store.check_schema().await,
            Err(StoreError::OlderSchema { found: 3, .. })
        ));
        let [item, session, request, lost] = fill_version_3(&store, &trial).await;
        let migrated = store.migrate(&*trial.clock).await.unwrap();
        assert_eq!((migrated.from, migrated.to), (3, schema_version()));
        if let Some(copy) = migrated.copy {
            assert!(Path::new(&copy).ends_with("fresh.db.before-version-4"));
        }
        assert_eq!(store.verify().await.unwrap().problems, Vec::<String>::new());
        let mut reader = store.read(trial.agency).await.unwrap();
        let of = |parent| Filter {
            parents: Some(vec![parent]),
            ..Filter::all()
        };
        let sessions = reader.list::<Matchmaking>(&of(item)).await.unwrap();
        assert_eq!(sessions[0].id.uuid(), session);
        let requests = reader.list::<Request>(&of(session)).await.unwrap();
        assert_eq!(requests[0].id.uuid(), request);
        // The body of the lost one is as it was; it is only not found under a parent.
        let kept = reader.get::<Ask>(AskId::from_uuid(lost)).await.unwrap();
        assert_eq!(kept.parent, Some(Uuid::from_u128(7)));
        assert!(
            reader
                .list::<Ask>(&of(Uuid::from_u128(7)))
                .await
                .unwrap()
                .is_empty()
        );
        drop(reader);
        store.close().await;
    })
    .await;
}
