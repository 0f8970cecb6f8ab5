//! What a timetable is worth to the people in it, whom a change touches, and what would hold more.

use crate::board::{place, planned};
use crate::office::caller;
use crate::timetables::{Scene, outcome, refusal};
use app::AppError;
use app::timetables::{
    ADVICE, Advice, AdviceState, Aim, Answer, Asked, GiveUp, Held, More, QUESTIONS, Step, Why,
    Wondering,
};
use domain::accounts::UserRole;
use domain::goals::{TimetableGoal, first_open};
use domain::ids::{TimetableId, TypedId};
use domain::matchmaking::Timetable;
use domain::programme::Side;
use jiff::SignedDuration;
use matchmaking::goals::{Limits, Settled, Tolerance, measure};
use matchmaking::{Bound, Outcome};
use store::jobs::Worker;
use testkit::{Trial, on_both};

impl Scene {
    async fn timetable(&self, id: TimetableId) -> Timetable {
        let found = self.app.get::<Timetable>(&self.me, id).await;
        found.unwrap().record
    }

    async fn move_to(
        &self,
        timetable: TimetableId,
        pair: (usize, usize),
        slot: u32,
    ) -> TimetableId {
        let step = Step {
            timetable,
            request: self.request(pair.0, pair.1).await,
            to: Some((slot, None)),
        };
        self.app
            .move_meeting(&self.me, &step)
            .await
            .unwrap()
            .timetable
    }
}

#[tokio::test]
async fn quality_is_counted_for_each_side_and_each_company() {
    on_both(|trial| async move {
        // Firms 0 and 1 meet in slot 0, firms 0 and 2 in slot 1; 1 and 2 have no place.
        let (scene, first) = planned(&trial).await;
        let file = scene.file().await;
        let quality = file.quality(&scene.timetable(first).await);
        let held = |held, asked| Held { held, asked };
        assert_eq!(quality.side(Side::Home), held(2, 2));
        assert_eq!(quality.side(Side::Host), held(2, 4));
        assert_eq!(quality.side(Side::Host).percent(), Some(50));
        let least: Vec<_> = quality.least().iter().map(|one| one.organisation).collect();
        assert_eq!(least.len(), 2);
        assert!(!least.contains(&scene.firms[0]));
        assert_eq!((quality.breaks(), quality.most_breaks().0), (0, 0));
        assert_eq!(quality.tables(), (2, 6));
        assert_eq!((quality.slots[1].used, quality.slots[2].used), (1, 0));
        // With the second meeting in slot 2, firm 0 waits once.
        let moved = scene.move_to(first, (0, 2), 2).await;
        let moved = scene.timetable(moved).await;
        let quality = file.quality(&moved);
        let (most, who) = quality.most_breaks();
        assert_eq!(
            (most, who.len(), who[0].organisation),
            (1, 1, scene.firms[0])
        );
        assert_eq!(u64::from(quality.breaks()), u64::from(moved.breaks));
    })
    .await;
}

#[tokio::test]
async fn who_is_affected_is_told_with_what_changes() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let moved = scene.move_to(first, (0, 1), 2).await;
        let (old, new) = (scene.timetable(first).await, scene.timetable(moved).await);
        let file = scene.file().await;
        let affected = file.affected(Some(&old), &new);
        let mut who: Vec<_> = affected.iter().map(|one| one.organisation).collect();
        who.sort_unstable();
        let mut both = [scene.firms[0], scene.firms[1]];
        both.sort_unstable();
        assert_eq!(who, both);
        let change = &affected[0].changes[0];
        assert_eq!((change.before, change.after), (Some((0, 0)), Some((2, 0))));
        assert_eq!(
            file.affected(None, &new).len(),
            3,
            "a first one is new to all"
        );
        assert_eq!(file.affected(Some(&new), &new), []);
    })
    .await;
}

#[tokio::test]
async fn a_run_keeps_what_is_published_and_counts_meetings_where_asked() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let version = scene.file().await.session.version;
        scene
            .app
            .publish_timetable(&scene.me, (scene.session, version), first)
            .await
            .unwrap();
        let asked = Asked {
            seconds: 5,
            seed: 7,
            aim: Aim::Count,
            keep_published: true,
            ..Asked::default()
        };
        scene
            .app
            .start_timetable(&scene.me, scene.session, asked)
            .await
            .unwrap();
        let (job, run) = scene.claim(&trial).await;
        let requests = run.snapshot.problem.requests();
        assert!(requests.iter().all(|r| r.weight == 1));
        let mut kept: Vec<_> = requests
            .iter()
            .map(|r| (r.fixed.map(|s| s.0), r.must))
            .collect();
        kept.sort_unstable();
        assert_eq!(kept, [(None, false), (Some(0), true), (Some(1), true)]);
        let met = [((0, 1), 0), ((0, 2), 1), ((1, 2), 2)];
        let found = outcome(&scene, &run, &met);
        let kept = scene
            .app
            .keep_timetable(&job, "w", &run, &found)
            .await
            .unwrap();
        let kept = scene.timetable(TimetableId::from_uuid(kept.id)).await;
        // What is proved of the number is not said of the wishes; the worth is the wishes'.
        assert_eq!((kept.status.as_str(), kept.bound), ("feasible_count", None));
        assert_eq!(kept.weight, 3 * 6);
        assert_eq!(place(&kept, scene.request(0, 1).await), Some((0, 0)));
    })
    .await;
}

#[tokio::test]
async fn a_run_asks_for_all_goals_in_order_and_says_what_may_be_given_up() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let give_up = GiveUp {
            wishes: 2,
            waiting: 10,
            ..GiveUp::default()
        };
        let asked = Asked {
            seconds: 5,
            aim: Aim::Order,
            give_up,
            ..Asked::default()
        };
        let (app, me) = (&scene.app, &scene.me);
        app.start_timetable(me, scene.session, asked).await.unwrap();
        let (job, run) = scene.claim(&trial).await;
        let goals = run.snapshot.problem.goals().unwrap();
        assert_eq!(goals.weight, Tolerance::PerMille(20));
        assert_eq!(goals.fairness, Tolerance::Nothing);
        assert_eq!(goals.breaks, Tolerance::PerMille(100));
        let found = outcome(&scene, &run, &[((0, 1), 0), ((0, 2), 1)]);
        let kept = app.keep_timetable(&job, "w", &run, &found).await.unwrap();
        let kept = scene.timetable(TimetableId::from_uuid(kept.id)).await;
        assert_eq!(kept.status, "feasible");
        // Both meetings of the first are at one table, one after the other.
        let quality = scene.file().await.quality(&kept);
        let tables: Vec<u32> = kept.placements.iter().map(|p| p.table).collect();
        assert_eq!(quality.changes(), u32::from(tables[0] != tables[1]));
    })
    .await;
}

#[tokio::test]
async fn what_is_proved_goal_by_goal_is_kept_with_the_timetable() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        assert_eq!(
            scene.timetable(first).await.goals,
            [],
            "goals were not in order"
        );
        let asked = Asked {
            seconds: 5,
            aim: Aim::Order,
            ..Asked::default()
        };
        let (app, me) = (&scene.app, &scene.me);
        app.start_timetable(me, scene.session, asked).await.unwrap();
        let (job, run) = scene.claim(&trial).await;
        let found = outcome(&scene, &run, &[((0, 1), 0), ((0, 2), 1)]);
        let (timetable, figures, _) = found.best().unwrap();
        let values = measure(&run.snapshot.problem, timetable);
        let limits = Limits {
            promises_missed: values.promises_missed,
            weight: values.weight.part + 3,
            fairest: true,
            breaks: 0,
            most_breaks: 0,
            venues: 0,
            changes: 0,
            wishes_missed: 0,
            settled: Settled::default(),
        };
        let found = Outcome::Feasible {
            timetable: timetable.clone(),
            figures: figures.clone(),
            bound: Bound::InOrder(limits),
        };
        let kept = app.keep_timetable(&job, "w", &run, &found).await.unwrap();
        let id = TimetableId::from_uuid(kept.id);
        let kept = scene.timetable(id).await;
        let (open, before) = first_open(&kept.goals).unwrap();
        assert_eq!((open.goal, open.gap()), (TimetableGoal::Weight, 3));
        assert_eq!((before.len(), kept.goals.len()), (1, 8));
        // Another timetable, by hand, has that proof no longer.
        let moved = scene.move_to(id, (0, 2), 2).await;
        assert_eq!(scene.timetable(moved).await.goals, []);
    })
    .await;
}

/// Claims the job of the advice.
async fn claim(scene: &Scene, trial: &Trial) -> store::jobs::Job {
    use domain::chance::Clock;
    let worker = Worker {
        name: "w",
        now: trial.clock.now(),
        lease: SignedDuration::from_secs(30),
    };
    let _ = scene;
    trial
        .store
        .claim_job(&[ADVICE], &worker)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn advice_asks_with_more_tables_and_slots_and_keeps_the_answers() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let viewer = caller(&trial, UserRole::Viewer, None);
        let denied = scene.app.start_advice(&viewer, first).await;
        assert!(matches!(denied, Err(AppError::Forbidden)), "{denied:?}");
        assert_eq!(
            scene.app.advice(&viewer, scene.session).await.unwrap(),
            None
        );
        scene.app.start_advice(&scene.me, first).await.unwrap();
        let twice = scene.app.start_advice(&scene.me, first).await;
        assert_eq!(refusal(twice), "refused-run-under-way");
        let job = claim(&scene, &trial).await;
        let wondering: Wondering = serde_json::from_str(&job.payload).unwrap();
        assert_eq!((wondering.timetable, wondering.held), (first, 2));
        let sizes = QUESTIONS.map(|more| {
            let problem = more.of(&wondering.snapshot).unwrap();
            (problem.tables().len(), problem.slots().len())
        });
        assert_eq!(sizes, [(2, 3), (3, 3), (4, 3), (6, 3), (2, 4)]);
        let more = More::Slots(2).of(&wondering.snapshot).unwrap();
        let (last, new) = (&more.slots()[2], &more.slots()[3]);
        assert_eq!((new.starts, new.ends - new.starts), (last.ends, 25));
        let answer = |more, held| Answer {
            more,
            held,
            proved: false,
        };
        let advice = Advice {
            timetable: first,
            held: 2,
            seconds: 2,
            answers: vec![answer(More::Nothing, 3), answer(More::Tables(2), 5)],
        };
        assert_eq!(advice.base(), 3);
        scene.app.keep_advice(&job, "w", &advice).await.unwrap();
        let told = scene.app.advice(&viewer, scene.session).await.unwrap();
        assert_eq!(told, Some(AdviceState::Told(advice)));
    })
    .await;
}

#[tokio::test]
async fn advice_asks_for_one_more_person_of_those_whose_people_are_all_taken() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        // Firm 0 meets firm 1 in every slot that it has with firm 2, says the stored timetable.
        let why = Why::Full {
            organisation: scene.firms[0],
            slots: vec![0, 1, 2],
        };
        let stored = scene.app.get::<Timetable>(&scene.me, first).await.unwrap();
        let mut timetable = stored.record.clone();
        timetable.id = scene.app.new_id();
        timetable.number = 9;
        timetable.unplaced[0].reason = serde_json::to_value(&why).unwrap();
        crate::office::keep(&scene.app, &trial, &timetable).await;
        scene
            .app
            .start_advice(&scene.me, timetable.id)
            .await
            .unwrap();
        let job = claim(&scene, &trial).await;
        let wondering: Wondering = serde_json::from_str(&job.payload).unwrap();
        assert_eq!(wondering.crowded, [scene.firms[0]]);
        let person = More::Person(scene.firms[0]);
        assert_eq!(wondering.questions().len(), QUESTIONS.len() + 1);
        assert_eq!(wondering.questions().last(), Some(&person));
        let more = person.of(&wondering.snapshot).unwrap();
        let people: Vec<u32> = more.participants().iter().map(|p| p.people).collect();
        assert_eq!(people, [2, 1, 1]);
        assert_eq!(More::Person(scene.firms[3]).of(&wondering.snapshot), None);
        // What is kept can be read again.
        let answer = Answer {
            more: person,
            held: 3,
            proved: false,
        };
        let text = serde_json::to_string(&answer).unwrap();
        assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
    })
    .await;
}
