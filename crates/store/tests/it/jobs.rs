//! Jobs: claimed by one worker at a time, kept alive, stopped, tried again.

use domain::ids::JobId;
use jiff::SignedDuration;
use std::collections::HashSet;
use store::StoreError;
use store::jobs::{JobEnd, JobState, NewJob, Worker};
use testkit::{Trial, on_both};

fn worker<'a>(trial: &Trial, name: &'a str) -> Worker<'a> {
    use domain::chance::Clock as _;
    Worker {
        name,
        now: trial.clock.now(),
        lease: SignedDuration::from_secs(30),
    }
}

async fn enqueue(trial: &Trial, count: u32) -> Vec<JobId> {
    let mut tx = trial
        .store
        .write(trial.agency, &trial.stamp())
        .await
        .unwrap();
    let mut ids = Vec::new();
    for _ in 0..count {
        let id = JobId::new(&*trial.clock, &*trial.chance);
        assert!(tx.enqueue(&NewJob::now(id, "print", "{}")).await.unwrap());
        ids.push(id);
    }
    let _ = tx.commit(()).await.unwrap();
    ids
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_workers_on_two_nodes_take_each_job_once() {
    on_both(|trial| async move {
        let ids: HashSet<_> = enqueue(&trial, 40).await.into_iter().collect();
        let second = trial.second_node().await;
        let mut tasks = Vec::new();
        for n in 0..4 {
            let store = if n % 2 == 0 {
                trial.store.clone()
            } else {
                second.clone()
            };
            let trial = trial.clone();
            tasks.push(tokio::spawn(async move {
                let name = format!("worker {n}");
                let mut mine = Vec::new();
                loop {
                    match store.claim_job(&["print"], &worker(&trial, &name)).await {
                        Ok(Some(job)) => mine.push(job.id),
                        Ok(None) => return mine,
                        Err(StoreError::Transient(_)) => tokio::task::yield_now().await,
                        Err(error) => panic!("{error}"),
                    }
                }
            }));
        }
        let mut taken = Vec::new();
        for task in tasks {
            taken.extend(task.await.unwrap());
        }
        assert_eq!(taken.len(), 40);
        assert_eq!(taken.into_iter().collect::<HashSet<_>>(), ids);
    })
    .await;
}

#[tokio::test]
async fn a_dead_workers_job_goes_to_another_and_the_dead_one_can_do_no_harm() {
    on_both(|trial| async move {
        enqueue(&trial, 1).await;
        let job = trial
            .store
            .claim_job(&["print"], &worker(&trial, "a"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((job.state, job.attempts), (JobState::Running, 1));
        assert_eq!(
            trial
                .store
                .claim_job(&["print"], &worker(&trial, "b"))
                .await
                .unwrap(),
            None
        );
        trial.clock.advance(SignedDuration::from_secs(20));
        assert!(
            !trial
                .store
                .report_job(&job, &worker(&trial, "a"), (300, "page 3"))
                .await
                .unwrap()
        );
        trial.clock.advance(SignedDuration::from_secs(20));
        assert_eq!(
            trial
                .store
                .claim_job(&["print"], &worker(&trial, "b"))
                .await
                .unwrap(),
            None
        );
        trial.clock.advance(SignedDuration::from_secs(20));
        let again = trial
            .store
            .claim_job(&["print"], &worker(&trial, "b"))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((again.id, again.attempts, again.progress), (job.id, 2, 300));
        let late = trial
            .store
            .report_job(&job, &worker(&trial, "a"), (400, ""))
            .await;
        assert!(matches!(late, Err(StoreError::LeaseLost)));
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        let end = JobEnd::Done("{}".into());
        assert!(matches!(
            tx.finish_job(job.id, "a", &end).await,
            Err(StoreError::LeaseLost)
        ));
        tx.finish_job(job.id, "b", &end).await.unwrap();
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let done = reader.job(job.id).await.unwrap();
        assert_eq!((done.state, done.progress), (JobState::Done, 1000));
        assert!(done.state.is_over() && done.finished_at.is_some());
        drop(reader);
        let mut other = trial.store.read(trial.other).await.unwrap();
        assert!(matches!(other.job(job.id).await, Err(StoreError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn a_person_stops_a_job() {
    on_both(|trial| async move {
        let ids = enqueue(&trial, 2).await;
        let job = trial
            .store
            .claim_job(&["print"], &worker(&trial, "a"))
            .await
            .unwrap()
            .unwrap();
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        for id in &ids {
            tx.cancel_job(*id).await.unwrap();
        }
        let _ = tx.commit(()).await.unwrap();
        assert!(
            trial
                .store
                .report_job(&job, &worker(&trial, "a"), (1, ""))
                .await
                .unwrap()
        );
        assert_eq!(
            trial
                .store
                .claim_job(&["print"], &worker(&trial, "b"))
                .await
                .unwrap(),
            None
        );
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        tx.finish_job(job.id, "a", &JobEnd::Cancelled(None))
            .await
            .unwrap();
        assert!(matches!(
            tx.cancel_job(job.id).await,
            Err(StoreError::Missing)
        ));
        let _ = tx.commit(()).await.unwrap();
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let states: Vec<_> = reader
            .jobs(9)
            .await
            .unwrap()
            .iter()
            .map(|j| j.state)
            .collect();
        assert_eq!(states, [JobState::Cancelled, JobState::Cancelled]);
    })
    .await;
}

#[tokio::test]
async fn trouble_is_tried_again_later_and_given_up_in_the_end() {
    on_both(|trial| async move {
        let id = JobId::new(&*trial.clock, &*trial.chance);
        let mut new = NewJob::now(id, "mail", "{}");
        new.max_attempts = 2;
        new.once = Some("invitation 7".into());
        let mut tx = trial
            .store
            .write(trial.agency, &trial.stamp())
            .await
            .unwrap();
        assert!(tx.enqueue(&new).await.unwrap());
        let twin = NewJob {
            id: JobId::new(&*trial.clock, &*trial.chance),
            ..new
        };
        assert!(!tx.enqueue(&twin).await.unwrap());
        let _ = tx.commit(()).await.unwrap();
        assert_eq!(
            trial
                .store
                .claim_job(&["print"], &worker(&trial, "a"))
                .await
                .unwrap(),
            None
        );
        for last in [false, true] {
            let me = worker(&trial, "a");
            let job = trial
                .store
                .claim_job(&["print", "mail"], &me)
                .await
                .unwrap()
                .unwrap();
            let later = me.now.checked_add(SignedDuration::from_secs(60)).unwrap();
            let again = trial
                .store
                .retry_job(&job, &me, (later, "no answer"))
                .await
                .unwrap();
            assert_eq!(again, !last);
            assert_eq!(trial.store.claim_job(&["mail"], &me).await.unwrap(), None);
            trial.clock.advance(SignedDuration::from_secs(60));
        }
        assert_eq!(
            trial
                .store
                .claim_job(&["mail"], &worker(&trial, "a"))
                .await
                .unwrap(),
            None
        );
        let mut reader = trial.store.read(trial.agency).await.unwrap();
        let job = reader.job(id).await.unwrap();
        assert_eq!(
            (job.state, job.error.as_deref()),
            (JobState::Failed, Some("no answer"))
        );
    })
    .await;
}
