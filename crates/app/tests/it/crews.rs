//! Who comes to meetings: people of a participant and interpreters, from the session to the
//! published agenda.

use crate::board::planned;
use crate::office::{keep, person};
use crate::timetables::{Scene, refusal};
use app::AppError;
use app::feeds::FeedSubject;
use app::timetables::Wish;
use domain::access::Action;
use domain::ids::{PersonId, TimetableId, TypedId};
use domain::interpreting::{Absence, Attendee, Interpreter, Interpreting, LanguagePair};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Placement, RequestState};
use domain::names::Names;
use domain::papers::{PaperKind, TimetablePage};
use domain::parties::PartyRef;
use formats::calendar::Calendar;
use testkit::{Trial, on_both};

/// The people of the session: two of the first firm, one of the second, and an interpreter.
struct Cast {
    li: PersonId,
    qian: PersonId,
    anna: PersonId,
    wang: PersonId,
}

/// Puts people into the session: the first firm speaks Chinese, the second German, the third does
/// not say; an interpreter between the two is away in the second slot, Ms Li in the second too.
async fn cast(scene: &Scene, trial: &Trial) -> Cast {
    let mut people = Vec::new();
    for (name, language) in [
        ("Li", "zh"),
        ("Qian", "zh-Hans"),
        ("Anna", "de"),
        ("Wang", "zh"),
    ] {
        let mut one = person(&scene.app, Names::as_printed(Language::En, name).unwrap());
        one.languages = vec![language.to_owned()];
        keep(&scene.app, trial, &one).await;
        people.push(one.id);
    }
    let cast = Cast {
        li: people[0],
        qian: people[1],
        anna: people[2],
        wang: people[3],
    };
    let (li, qian, anna, wang) = (cast.li, cast.qian, cast.anna, cast.wang);
    change(scene, move |session| {
        session.participants[0].people = vec![li, qian];
        session.participants[0].absences = vec![Absence {
            person: li,
            slots: vec![1],
        }];
        session.participants[1].people = vec![anna];
        session.interpreters = vec![Interpreter {
            person: wang,
            languages: vec![LanguagePair::read("zh/de").unwrap()],
            unavailable: vec![1],
            longest_run: Some(2),
        }];
    })
    .await
    .unwrap();
    cast
}

async fn change(
    scene: &Scene,
    how: impl Fn(&mut Matchmaking) + Send + Sync,
) -> Result<(), AppError> {
    let which = (Action::Edit, scene.session, None);
    let rule = |mut session: Matchmaking| {
        how(&mut session);
        Ok(session)
    };
    let app = &scene.app;
    app.change(&scene.me, "test", which, rule).await.map(|_| ())
}

async fn rerun(scene: &Scene, trial: &Trial) -> TimetableId {
    let met = [((0, 1), 0), ((0, 2), 2)];
    TimetableId::from_uuid(scene.run(trial, &met).await.unwrap().id)
}

impl Scene {
    async fn placed(&self, timetable: TimetableId, from: usize, to: usize) -> Placement {
        let request = self.request(from, to).await;
        let all = self.stored(timetable).await.placements;
        all.into_iter().find(|p| p.request == request).unwrap()
    }

    async fn ask_again(&self, from: usize, to: usize, how: impl Fn(&mut Wish)) {
        let file = self.file().await;
        let id = self.request(from, to).await;
        let version = file.request(id).unwrap().version;
        let mut wish = self.wish(from, to);
        how(&mut wish);
        let changed = self.app.change_request(&self.me, (id, version), &wish);
        changed.await.unwrap();
    }
}

#[tokio::test]
async fn two_who_share_no_language_meet_only_with_an_interpreter() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        assert_eq!(scene.placed(first, 0, 1).await.interpreter, None);
        let cast = cast(&scene, &trial).await;
        let timetable = rerun(&scene, &trial).await;
        let placed = scene.placed(timetable, 0, 1).await;
        assert_eq!(placed.interpreter, Some(cast.wang));
        assert_eq!(scene.placed(timetable, 0, 2).await.interpreter, None);
        let meeting = scene.request(0, 1).await;
        let away = scene.step(timetable, meeting, Some((1, Some(1)))).await;
        assert_eq!(refusal(away), "board-not-interpreter");
        let moved = scene
            .step(timetable, meeting, Some((2, None)))
            .await
            .unwrap();
        let placed = scene.placed(moved.timetable, 0, 1).await;
        assert_eq!((placed.slot, placed.interpreter), (2, Some(cast.wang)));
        // The organiser knows better: the two need nobody.
        scene
            .ask_again(0, 1, |wish| wish.interpreting = Interpreting::Nobody)
            .await;
        let moved = scene.step(moved.timetable, meeting, Some((1, None))).await;
        let placed = scene.placed(moved.unwrap().timetable, 0, 1).await;
        assert_eq!((placed.slot, placed.interpreter), (1, None));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_for_comes_and_another_goes_where_they_cannot() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let cast = cast(&scene, &trial).await;
        scene
            .ask_again(0, 1, |wish| wish.from_person = Some(cast.li))
            .await;
        let timetable = rerun(&scene, &trial).await;
        let placed = scene.placed(timetable, 0, 1).await;
        let named = |person| Some(Attendee::Person(person));
        assert_eq!(placed.from_person, named(cast.li));
        assert_eq!(placed.to_person, named(cast.anna), "the only one there is");
        let other = scene.placed(timetable, 0, 2).await;
        assert_eq!((other.from_person, other.to_person), (named(cast.li), None));
        scene
            .ask_again(0, 1, |wish| {
                wish.from_person = Some(cast.li);
                wish.interpreting = Interpreting::Nobody;
            })
            .await;
        let meeting = scene.request(0, 1).await;
        let away = scene.step(timetable, meeting, Some((1, None))).await;
        assert_eq!(refusal(away), "board-not-person");
        // The other meeting may go into the slot in which she is away: her colleague comes.
        let other = scene.request(0, 2).await;
        let moved = scene.step(timetable, other, Some((1, None))).await.unwrap();
        let other = scene.placed(moved.timetable, 0, 2).await;
        assert_eq!(other.from_person, named(cast.qian));
        let session = scene.file().await.session;
        let which = (scene.session, session.version);
        let published = scene
            .app
            .publish_timetable(&scene.me, which, moved.timetable);
        published.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_is_named_twice_and_nobody_elsewhere_is_asked_for() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let cast = cast(&scene, &trial).await;
        let (wang, anna) = (cast.wang, cast.anna);
        let also = change(&scene, move |s| s.participants[2].people = vec![anna]).await;
        assert_eq!(refusal(also), "refused-person-twice");
        let also = change(&scene, move |s| s.participants[2].people = vec![wang]).await;
        assert_eq!(refusal(also), "refused-person-twice");
        let mute = change(&scene, |s| s.interpreters[0].languages.clear()).await;
        assert_eq!(refusal(mute), "refused-interpreter-languages");
        let tired = change(&scene, |s| s.interpreters[0].longest_run = Some(0)).await;
        assert_eq!(refusal(tired), "refused-interpreter-run");
        let late = change(&scene, |s| s.interpreters[0].unavailable.push(99)).await;
        assert_eq!(refusal(late), "refused-unknown-slot");
        let late = change(&scene, |s| s.participants[0].absences[0].slots.push(99)).await;
        assert_eq!(refusal(late), "refused-unknown-slot");
        let elsewhere = Wish {
            to_person: Some(cast.li),
            state: RequestState::Declined,
            ..scene.wish(0, 1)
        };
        let refused = refusal(scene.ask(&elsewhere).await);
        assert_eq!(refused, "refused-person-elsewhere");
    })
    .await;
}

fn titles(calendar: &Calendar) -> Vec<(&str, &str, u32)> {
    let events = calendar.events.iter();
    events
        .map(|one| (one.title.as_str(), one.description.as_str(), one.sequence))
        .collect()
}

#[tokio::test]
async fn prints_and_calendars_say_who_comes_and_are_of_those_who_come() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let cast = cast(&scene, &trial).await;
        scene
            .ask_again(0, 1, |wish| wish.from_person = Some(cast.li))
            .await;
        let first = rerun(&scene, &trial).await;
        let number = scene.stored(first).await.number;
        scene.publish_now(first).await;

        let pages = scene.pages(PaperKind::Timetable, None).await;
        let TimetablePage::Company { meetings, .. } = &pages[1] else {
            panic!("{pages:?}");
        };
        let told = (meetings[0].comes.as_str(), meetings[0].interpreter.as_str());
        assert_eq!(told, ("Anna – Li", "Interpreter: Wang"));
        let pages = scene.pages(PaperKind::Interpreters, None).await;
        let [TimetablePage::Interpreter { name, meetings, .. }] = &pages[..] else {
            panic!("{pages:?}");
        };
        assert_eq!((name.text.as_str(), meetings.len()), ("Wang", 1));
        let with: Vec<_> = meetings[0]
            .with
            .iter()
            .map(|one| one.text.as_str())
            .collect();
        assert_eq!(with, ["Anda Machines", "Bosfor Kimya"]);
        assert_eq!(meetings[0].comes, "Li – Anna");
        assert_eq!(meetings[0].languages, "Chinese – German");

        let mission = scene.file().await.session.mission;
        let calendar = |person| {
            let subject = FeedSubject::Person(person);
            let (app, me) = (&scene.app, &scene.me);
            async move { app.calendar(me, mission, &subject).await.unwrap() }
        };
        let both = "Li – Anna\nInterpreter: Wang";
        let li = calendar(cast.li).await;
        let expected = [("Bosfor Kimya", both, number), ("Ege Makine", "Li", number)];
        assert_eq!(titles(&li), expected);
        assert!(calendar(cast.qian).await.events.is_empty());
        let subject = FeedSubject::Person(cast.wang);
        let (feed, token) = scene
            .app
            .open_feed(&scene.me, mission, subject)
            .await
            .unwrap();
        let wang = scene.app.feed_calendar(&token, Language::En).await.unwrap();
        assert_eq!(
            titles(&wang),
            [("Anda Machines – Bosfor Kimya", both, number)]
        );
        assert_eq!(wang.name, "Wang · LN-DE-2027");

        // Somebody else comes: the same event for somebody else, and its number rises.
        let other = scene.request(0, 2).await;
        let moved = scene.step(first, other, Some((1, None))).await.unwrap();
        scene.publish_now(moved.timetable).await;
        let uid = |calendar: &Calendar, n: usize| calendar.events[n].uid.clone();
        let qian = calendar(cast.qian).await;
        assert_eq!(titles(&qian), [("Ege Makine", "Qian", number + 1)]);
        assert_eq!(uid(&qian, 0), uid(&li, 1));
        let li = calendar(cast.li).await;
        assert_eq!(titles(&li), [("Bosfor Kimya", both, number + 1)]);
        let programme = |person| scene.programme(Language::En, PartyRef::Person(person));
        let paper = programme(cast.qian).await;
        assert!(paper.is_err(), "no member of the delegation");

        scene
            .app
            .revoke_feed(&scene.me, mission, feed)
            .await
            .unwrap();
        let gone = scene.app.feed_calendar(&token, Language::En).await;
        assert!(matches!(gone, Err(AppError::Missing)));
    })
    .await;
}

#[tokio::test]
async fn somebody_else_alone_is_a_page_of_the_change_sheet_and_one_of_each_interpreter() {
    on_both(|trial| async move {
        let (scene, _) = planned(&trial).await;
        let cast = cast(&scene, &trial).await;
        let first = rerun(&scene, &trial).await;
        scene.publish_now(first).await;
        let mut by_another = scene.stored(first).await;
        by_another.id = scene.app.new_id();
        by_another.number += 1;
        let met = scene.request(0, 1).await;
        for placed in &mut by_another.placements {
            if placed.request == met {
                placed.interpreter = Some(cast.qian);
            }
        }
        let (qian, second) = (cast.qian, by_another.id);
        change(&scene, move |session| {
            session.participants[0].people.retain(|id| *id != qian);
            // Wang is not even listed any more, and must still be told.
            session.interpreters[0].person = qian;
        })
        .await
        .unwrap();
        let program = scene.me.clone();
        scene
            .app
            .create(&program, "test", by_another)
            .await
            .unwrap();
        scene.publish_now(second).await;
        let pages = scene.pages(PaperKind::TimetableChanges, None).await;
        let mut told = Vec::new();
        let mut interpreters = Vec::new();
        for page in &pages {
            match page {
                TimetablePage::Company { name, changes, .. } => {
                    let after = changes[0].after.as_deref().unwrap_or_default();
                    told.push((name.text.as_str(), changes.len(), after.to_owned()));
                }
                TimetablePage::Interpreter {
                    name,
                    changes,
                    meetings,
                    ..
                } => {
                    let [change] = &changes[..] else {
                        panic!("{changes:?}");
                    };
                    let with = change.with.iter().map(|one| one.text.as_str());
                    assert_eq!(with.collect::<Vec<_>>(), ["Anda Machines", "Bosfor Kimya"]);
                    let places = [&change.before, &change.after];
                    let places = places.map(|at| at.clone().unwrap_or_default());
                    interpreters.push((name.text.as_str(), places, meetings.len()));
                }
                other => panic!("{other:?}"),
            }
        }
        let at = "13:00 – 13:25, table 1 · Li – Anna";
        let by = |who: &str| format!("{at} · Interpreter: {who}");
        assert_eq!(
            interpreters,
            [
                ("Qian", [by("Wang"), at.to_owned()], 1),
                ("Wang", [at.to_owned(), by("Qian")], 0),
            ]
        );
        let now = |sides: &str| format!("13:00 – 13:25, table 1 · {sides} · Interpreter: Qian");
        let mut expected = vec![
            ("Anda Machines", 1, now("Li – Anna")),
            ("Bosfor Kimya", 1, now("Anna – Li")),
        ];
        expected.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, expected);
    })
    .await;
}
