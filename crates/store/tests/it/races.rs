//! Two or more at the same time: one wins, nobody is sold twice, repeated requests act once.

use crate::common::{Note, keep, note};
use domain::ids::{TypedId, UserId};
use std::sync::atomic::{AtomicU32, Ordering};
use store::idempotency::{Answer, Request};
use store::{Committed, Store, StoreError};
use testkit::{Trial, on_both};
use uuid::Uuid;

/// Runs the work on two programs at once, four times each.
async fn from_two_nodes<F, T>(trial: &Trial, work: impl Fn(Store, u32) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let second = trial.second_node().await;
    let mut tasks = Vec::new();
    for i in 0..8 {
        let store = if i % 2 == 0 {
            trial.store.clone()
        } else {
            second.clone()
        };
        tasks.push(tokio::spawn(work(store, i)));
    }
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_writers_with_the_same_version_one_wins() {
    on_both(|trial| async move {
        let mine = note(&trial, "A", "0");
        keep(&trial, &mine).await;
        let results = from_two_nodes(&trial, |store, i| {
            let (trial, mut mine) = (trial.clone(), mine.clone());
            mine.text = i.to_string();
            async move {
                store
                    .transact(trial.agency, &trial.stamp(), &*trial.chance, |mut tx| {
                        let mine = mine.clone();
                        async move {
                            tx.update(&mine, 1).await?;
                            tx.commit(mine.text).await
                        }
                    })
                    .await
            }
        })
        .await;
        let winners: Vec<_> = results.iter().flatten().collect();
        assert_eq!(winners.len(), 1, "{results:?}");
        let lost = |r: &&Result<String, StoreError>| matches!(r, Err(StoreError::Conflict(_)));
        assert_eq!(results.iter().filter(lost).count(), 7, "{results:?}");
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(&reader.get::<Note>(mine.id).await.unwrap().text, winners[0]);
        assert_eq!(reader.verify_chain().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seat_is_never_sold_twice_and_no_number_is_given_twice() {
    on_both(|trial| async move {
        let hall = Uuid::from_u128(7);
        let results = from_two_nodes(&trial, |store, i| {
            let trial = trial.clone();
            async move {
                store
                    .transact(
                        trial.agency,
                        &trial.stamp(),
                        &*trial.chance,
                        |mut tx| async move {
                            tx.reserve(hall, "seat 1", Uuid::from_u128(u128::from(i) + 100))
                                .await?;
                            tx.commit(()).await
                        },
                    )
                    .await
            }
        })
        .await;
        assert_eq!(
            results.iter().filter(|r| r.is_ok()).count(),
            1,
            "{results:?}"
        );
        let refused = |r: &&Result<(), StoreError>| matches!(r, Err(StoreError::Taken(_)));
        assert_eq!(results.iter().filter(refused).count(), 7, "{results:?}");

        let mut numbers = from_two_nodes(&trial, |store, _| {
            let trial = trial.clone();
            async move {
                let number: Result<i64, StoreError> = store
                    .transact(
                        trial.agency,
                        &trial.stamp(),
                        &*trial.chance,
                        |mut tx| async move {
                            let number = tx.next_number("letter").await?;
                            tx.commit(number).await
                        },
                    )
                    .await;
                number.ok()
            }
        })
        .await;
        // A hard race may exhaust the tries; what was given out is without gap and repetition.
        numbers.retain(Option::is_some);
        numbers.sort();
        let expected: Vec<_> = (1..=numbers.len() as i64).map(Some).collect();
        assert_eq!(numbers, expected);
        assert!(numbers.len() >= 4, "{numbers:?}");
    })
    .await;
}

#[tokio::test]
async fn places_run_out_exactly() {
    on_both(|trial| async move {
        let hall = domain::ids::ItemId::from_uuid(Uuid::from_u128(3));
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.set_capacity(hall.uuid(), 3).await.unwrap();
        tx.take(hall.uuid(), 2).await.unwrap();
        assert!(matches!(
            tx.take(hall.uuid(), 2).await,
            Err(StoreError::Taken(_))
        ));
        tx.take(hall.uuid(), 1).await.unwrap();
        tx.take(hall.uuid(), -1).await.unwrap();
        assert!(matches!(
            tx.take(hall.uuid(), -3).await,
            Err(StoreError::Taken(_))
        ));
        assert_eq!(tx.stock(hall).await.unwrap(), (2, 3));
        tx.reserve(hall.uuid(), "seat 2", Uuid::from_u128(1))
            .await
            .unwrap();
        tx.reserve(hall.uuid(), "seat 1", Uuid::from_u128(1))
            .await
            .unwrap();
        let held = tx.reservations(hall.uuid()).await.unwrap();
        assert_eq!(held.len(), 2);
        assert_eq!(held[0].0, "seat 1");
        assert_eq!(tx.release(Uuid::from_u128(1)).await.unwrap(), 2);
        let _ = tx.commit(()).await.unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let refused = tx.set_capacity(hall.uuid(), 1).await;
        assert!(
            matches!(refused, Err(StoreError::Refused(_))),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn passing_trouble_is_tried_again_as_a_whole() {
    on_both(|trial| async move {
        let tries = AtomicU32::new(0);
        let stamp = trial.stamp();
        let kept = note(&trial, "A", "a");
        let attempt = |fails: u32| {
            let (tries, kept) = (&tries, &kept);
            trial.store.transact(
                trial.agency,
                &stamp,
                &*trial.chance,
                move |mut tx| async move {
                    tx.insert(kept).await?;
                    if tries.fetch_add(1, Ordering::Relaxed) < fails {
                        return Err(StoreError::Transient("made up".into()));
                    }
                    tx.commit(()).await
                },
            )
        };
        let given_up = attempt(9).await;
        assert!(matches!(given_up, Err(StoreError::Transient(_))));
        assert_eq!(tries.swap(0, Ordering::Relaxed), 5);
        attempt(3).await.unwrap();
        assert_eq!(tries.load(Ordering::Relaxed), 4);
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        assert_eq!(reader.verify_chain().await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_repeated_request_is_answered_again_and_not_carried_out_again() {
    on_both(|trial| async move {
        let owner = UserId::new(&*trial.clock, &*trial.chance);
        let ask = |content: &'static [u8], owner| Request {
            owner,
            key: "k1",
            content,
        };
        let answer = Answer {
            status: 303,
            response: b"/missions/A".to_vec(),
        };
        for round in 0..2 {
            let given: Result<Answer, StoreError> = trial
                .store
                .transact(trial.agency, &trial.stamp(), &*trial.chance, |mut tx| {
                    let (trial, answer) = (&trial, answer.clone());
                    async move {
                        if let Some(given) = tx.answer_given(ask(b"POST a", owner)).await? {
                            return tx.commit(given).await;
                        }
                        assert_eq!(round, 0, "carried out again");
                        tx.insert(&note(trial, "A", "a")).await?;
                        tx.keep_answer(ask(b"POST a", owner), &answer).await?;
                        tx.commit(answer).await
                    }
                })
                .await;
            assert_eq!(given.unwrap(), answer);
        }
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let reused = tx.answer_given(ask(b"POST b", owner)).await;
        assert!(matches!(reused, Err(StoreError::KeyReused)));
        let somebody = UserId::new(&*trial.clock, &*trial.chance);
        assert_eq!(
            tx.answer_given(ask(b"POST b", somebody)).await.unwrap(),
            None
        );
        let now = tx.stamp().at;
        assert_eq!(tx.forget_answers(now).await.unwrap(), 0);
        let later = now.checked_add(jiff::SignedDuration::from_secs(1)).unwrap();
        assert_eq!(tx.forget_answers(later).await.unwrap(), 1);
        let _: Committed<()> = tx.commit(()).await.unwrap();
    })
    .await;
}
