//! Records, audit and undo: the same promises on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod common;

use common::{Note, note};
use domain::ids::{BatchId, TypedId};
use domain::record::Kind;
use store::audit::{TrailFilter, Verb};
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
