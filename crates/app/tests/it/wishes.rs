//! Wishes for times: from who says them to the question of a run and the figures of its answer.

use crate::board::planned;
use crate::office::HERE;
use crate::prints::rounds;
use crate::timetables::{Scene, refusal, scene};
use app::participants::Entered;
use app::timetables::{Aim, Asked, GiveUp, Held, Wish};
use app::{AppError, Saved};
use domain::access::Action;
use domain::language::Language;
use domain::matchmaking::Matchmaking;
use domain::papers::{PaperKind, PrintedMeeting, TimetablePage};
use domain::participants::ProfileWords;
use domain::parties::PartyRef;
use jiff::civil::{DateTime, date};
use matchmaking::goals::{Tolerance, measure};
use matchmaking::{SlotId, Variant};
use testkit::on_both;

/// When the slots of the session begin: 13:00, 13:25, 13:50.
fn at(slot: i8) -> DateTime {
    let minutes = 25 * slot;
    date(2027, 4, 13).at(13 + minutes / 60, minutes % 60, 0, 0)
}

impl Scene {
    async fn prefers(&self, firm: usize, slots: &[u32]) -> Result<Saved, AppError> {
        let rule = |mut session: Matchmaking| {
            session.participants[firm].preferred = slots.to_vec();
            Ok(session)
        };
        let which = (Action::Edit, self.session, None);
        self.app.change(&self.me, "test", which, rule).await
    }

    async fn by_link(&self, firm: usize) -> Entered {
        let link = self
            .app
            .make_link(&self.me, self.session, self.firms[firm])
            .await;
        let token = link.unwrap().token;
        let entered = self.app.enter_by_link(&token, Language::En, HERE).await;
        entered.unwrap()
    }

    /// The participant says on its own page when it likes best to meet.
    async fn says(&self, of: &Entered, times: &[DateTime]) -> Result<Saved, AppError> {
        let (words, revision) = self.app.stand(of).await?.profile();
        let words = ProfileWords {
            times: times.to_vec(),
            ..words
        };
        self.app.write_own_profile(of, &words, revision).await
    }

    async fn asks(&self, (from, to): (usize, usize), slots: &[u32]) -> Result<Saved, AppError> {
        let file = self.file().await;
        let id = self.request(from, to).await;
        let version = file.request(id).unwrap().version;
        let wish = Wish {
            preferred: slots.to_vec(),
            ..self.wish(from, to)
        };
        self.app
            .change_request(&self.me, (id, version), &wish)
            .await
    }
}

fn slots(numbers: &[u32]) -> Vec<SlotId> {
    numbers.iter().map(|slot| SlotId(*slot)).collect()
}

#[tokio::test]
async fn wishes_reach_the_question_and_the_figures() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        assert!(!scene.file().await.has_wishes());
        assert_eq!(scene.file().await.usual_aim(), Aim::Wishes);
        // Firm 0 has its wish from the organiser, whatever it says itself; firm 2 says its own.
        scene.prefers(0, &[0, 2]).await.unwrap();
        let own = scene.by_link(0).await;
        scene.says(&own, &[at(1)]).await.unwrap();
        let other = scene.by_link(2).await;
        scene.says(&other, &[at(1), at(2)]).await.unwrap();
        scene.asks((0, 1), &[1]).await.unwrap();
        let file = scene.file().await;
        assert_eq!(file.usual_aim(), Aim::Order);

        let asked = Asked {
            seconds: 1,
            aim: file.usual_aim(),
            give_up: GiveUp {
                changes: 25,
                ..GiveUp::default()
            },
            ..Asked::default()
        };
        let started = scene.app.start_timetable(&scene.me, scene.session, asked);
        started.await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        let Variant::InOrder(goals) = problem.variant() else {
            panic!("goals in order");
        };
        assert_eq!(goals.changes, Tolerance::PerMille(250));
        let preferred = problem.participants().iter().map(|p| p.preferred.clone());
        let preferred: Vec<_> = preferred.collect();
        assert_eq!(preferred, [slots(&[0, 2]), slots(&[]), slots(&[1, 2])]);
        let meeting = scene.request(0, 1).await;
        let position = run.snapshot.requests.iter().position(|id| *id == meeting);
        let question = &problem.requests()[position.unwrap()];
        assert_eq!(question.preferred, slots(&[1]));

        // Met: firm 0 in slot 0 with firm 1, firm 2 in slot 1 with firm 0. Missed: the meeting's
        // own wish, firm 0 in slot 1, and firm 2 with firm 1, which has no place.
        let stored = scene.stored(first).await;
        let met = file.quality(&stored).wishes;
        assert_eq!(met, Held { held: 2, asked: 5 });
        let (answer, gone) = run.snapshot.answer(&stored);
        assert_eq!(gone, []);
        let counted = measure(problem, &answer).wishes;
        let same = (u64::from(met.held), u64::from(met.asked));
        assert_eq!((counted.part, counted.whole), same, "as the goal counts");
        // Each meeting says it for itself; a side is told of its own wishes and the meeting's.
        let placed = |request| {
            let mut all = stored.placements.iter();
            all.find(|placed| placed.request == request).unwrap()
        };
        let of = |request, side: Option<usize>| {
            let held = file.wish_of(placed(request), side.map(|firm| scene.firms[firm]));
            (held.held, held.asked, held.as_wished(Language::En))
        };
        let some = |text: &str| Some(text.to_owned());
        let part = some("1 of 2 wishes for the time met");
        assert_eq!(of(meeting, None), (1, 2, part.clone()));
        assert_eq!(of(meeting, Some(0)), (1, 2, part));
        assert_eq!(of(meeting, Some(1)), (0, 1, some("Not at a wished time")));
        let second = scene.request(0, 2).await;
        assert_eq!(of(second, Some(0)), (0, 1, some("Not at a wished time")));
        assert_eq!(of(second, Some(2)), (1, 1, some("Time as wished")));
        assert_eq!(Held::default().as_wished(Language::En), None);
        // Moved to where its own wish is; firm 0 would rather meet at another time.
        let moved = scene.step(first, meeting, Some((2, None))).await.unwrap();
        let moved = scene.stored(moved.timetable).await;
        assert_eq!(file.wishes_met(&moved), met);
        let told = file.wishes(file.request(meeting).unwrap());
        let whose: Vec<_> = told.iter().map(|wish| wish.of).collect();
        assert_eq!(whose, [None, Some(scene.firms[0])]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_where_it_is_entered() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        // Firm 2 is away in the first slot, and there are three slots.
        let field = |answer: Result<Saved, AppError>| match answer {
            Err(AppError::Refused(refusal)) => (refusal.key, refusal.field.unwrap_or_default()),
            other => panic!("{other:?}"),
        };
        let away = field(scene.prefers(2, &[0]).await);
        assert_eq!(away, ("refused-wish-away", "participants"));
        let unknown = field(scene.prefers(2, &[3]).await);
        assert_eq!(unknown, ("refused-wish-unknown", "participants"));
        let away = field(scene.asks((0, 2), &[1, 0]).await);
        assert_eq!(away, ("refused-wish-away", "preferred"));
        let unknown = field(scene.asks((0, 1), &[9]).await);
        assert_eq!(unknown, ("refused-wish-unknown", "preferred"));
        let outside = Wish {
            window: vec![1, 2],
            preferred: vec![0],
            ..scene.wish(1, 0)
        };
        let narrow = field(scene.ask(&outside).await);
        assert_eq!(narrow, ("refused-wish-outside", "preferred"));
        let third = scene.by_link(2).await;
        let away = field(scene.says(&third, &[at(0)]).await);
        assert_eq!(away, ("refused-wish-away", "times"));
        let never = field(scene.says(&third, &[at(5)]).await);
        assert_eq!(never, ("refused-wish-unknown", "times"));
        assert!(!scene.file().await.has_wishes());
        // Who wishes for a time cannot be sent away then without a word about it.
        scene.prefers(1, &[2]).await.unwrap();
        let rule = |mut session: Matchmaking| {
            session.participants[1].unavailable = vec![2];
            Ok(session)
        };
        let which = (Action::Edit, scene.session, None);
        let sent = scene.app.change(&scene.me, "test", which, rule).await;
        assert_eq!(refusal(sent), "refused-wish-away");
    })
    .await;
}

#[tokio::test]
async fn a_wish_for_a_time_that_is_gone_counts_for_nothing() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let third = scene.by_link(2).await;
        scene.says(&third, &[at(2)]).await.unwrap();
        scene.asks((0, 1), &[2]).await.unwrap();
        assert!(scene.file().await.has_wishes());
        // The last slot is taken out: the session still makes a question.
        let rule = |mut session: Matchmaking| {
            session.slots.pop();
            Ok(session)
        };
        let which = (Action::Edit, scene.session, None);
        let app = &scene.app;
        app.change(&scene.me, "test", which, rule).await.unwrap();
        scene.start().await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        assert!(problem.requests().iter().all(|r| r.preferred.is_empty()));
        assert!(
            problem
                .participants()
                .iter()
                .all(|p| p.preferred.is_empty())
        );
        let file = scene.file().await;
        let stored = scene.stored(first).await;
        assert_eq!(file.wishes_met(&stored), Held::default());
    })
    .await;
}

#[tokio::test]
async fn others_do_not_see_when_somebody_likes_to_meet() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let (first, second) = (scene.by_link(0).await, scene.by_link(2).await);
        scene.says(&second, &[at(1)]).await.unwrap();
        let own = scene.app.stand(&second).await.unwrap();
        assert_eq!(own.profile().0.times, [at(1)]);
        let free: Vec<_> = own.times().free.iter().map(|slot| slot.start).collect();
        assert_eq!(free, [at(1), at(2)], "it is away in the first slot");
        assert_eq!(own.times().noted, []);
        let seen = scene.app.stand(&first).await.unwrap();
        let seen = seen.other(scene.firms[2]).unwrap();
        assert_eq!(seen.words.times, Vec::<DateTime>::new());
        // What the organiser notes is told to the participant.
        scene.prefers(2, &[2]).await.unwrap();
        let own = scene.app.stand(&second).await.unwrap();
        assert_eq!(own.times().noted[0].start, at(2));
        let roll = scene.app.participant_roll(&scene.me, scene.session).await;
        assert_eq!(roll.unwrap().times(scene.firms[2]), own.times());
    })
    .await;
}

/// What each meeting on paper says of wishes.
fn printed(meetings: &[PrintedMeeting]) -> Vec<&str> {
    meetings.iter().map(|one| one.wish.as_str()).collect()
}

#[tokio::test]
async fn a_company_reads_on_paper_whether_its_own_wishes_are_met() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let booklet = async |kind| {
            let pages = scene.pages(kind, None).await;
            let told = pages.into_iter().map(|page| match page {
                TimetablePage::Company { meetings, .. } => meetings,
                other => panic!("{other:?}"),
            });
            told.collect::<Vec<_>>()
        };
        let before = booklet(PaperKind::Timetable).await;
        assert!(before.iter().flatten().all(|one| one.wish.is_empty()));
        scene.prefers(0, &[0]).await.unwrap();
        scene.publish_now(first).await;
        let pages = booklet(PaperKind::Timetable).await;
        let of = |n: usize| printed(&pages[n]);
        assert_eq!(of(0), ["Time as wished", "Not at a wished time"]);
        assert_eq!((of(1), of(2)), (vec![""], vec![""]), "no wish of their own");
        let anda = PartyRef::Organisation(scene.firms[0]);
        let paper = scene.programme(Language::En, anda).await.unwrap();
        let round = rounds(&paper)[0].1;
        assert_eq!(printed(&round.meetings), of(0));
        // A wish of the meeting itself is told to both.
        scene.asks((0, 2), &[1]).await.unwrap();
        let pages = booklet(PaperKind::Timetable).await;
        let part = "1 of 2 wishes for the time met";
        assert_eq!(printed(&pages[0]), ["Time as wished", part]);
        // The change sheet tells it of what is new.
        let meeting = scene.request(0, 1).await;
        let moved = scene.step(first, meeting, Some((2, None))).await.unwrap();
        scene.publish_now(moved.timetable).await;
        let sheet = booklet(PaperKind::TimetableChanges).await;
        assert_eq!(printed(&sheet[0]), [part, "Not at a wished time"]);
    })
    .await;
}
