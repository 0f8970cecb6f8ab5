//! Something happens to a published timetable: the difference is shown, then applied.

use crate::desk::{Answer, Desk};
use crate::timetable::{Scene, scene};
use axum::http::StatusCode;
use domain::access::Action;
use domain::accounts::UserRole;
use domain::ids::{PersonId, RequestId};
use domain::interpreting::{Interpreter, Interpreting, LanguagePair};
use domain::matchmaking::{Matchmaking, Request, RequestState, Timetable};
use testkit::{Trial, on_both};

fn led(answer: Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.location
}

/// Three requests, of which the first two are published in the slots 0 and 1.
async fn published(trial: &Trial) -> Scene {
    published_at(trial, 1).await
}

/// The same, with the second meeting at this table.
async fn published_at(trial: &Trial, table: u32) -> Scene {
    let scene = scene(trial).await;
    for (from, to) in [(0, 1), (0, 2), (1, 2)] {
        led(scene.ask(from, to).await);
    }
    let (one, two, three) = (
        scene.find(0, 1).await,
        scene.find(0, 2).await,
        scene.find(1, 2).await,
    );
    scene
        .keep(1, &[(one, 0, 0), (two, 1, table)], Some(three))
        .await;
    let board = scene.officer.get(&scene.session).await;
    let preview = scene.preview(&board).await;
    let (timetable, version) = (preview.field("timetable"), preview.field("_version"));
    let fields = [("timetable", timetable.as_str()), ("_version", &version)];
    led(scene
        .officer
        .post(&format!("{}/publish", scene.session), &fields)
        .await);
    scene
}

#[tokio::test]
async fn somebody_is_late_and_only_those_concerned_are_moved() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        scene
            .officer
            .get(&scene.session)
            .await
            .says(&format!(
                "<a class=\"button main\" href=\"{replan}\">Something happened</a>"
            ))
            .says("<button>Make a timetable");
        scene
            .officer
            .get(&replan)
            .await
            .says("Somebody is late or away")
            .says("Show what would change");
        let who = scene.firms[1].to_string();
        let late = [
            ("what", "absent"),
            ("who", who.as_str()),
            ("from", "0"),
            ("until", "1"),
        ];
        let shown = scene.officer.post(&replan, &late).await;
        shown
            .says("Participants affected: 2; meetings changed: 1.")
            .says("Anda Machines and Bosfor Kimya")
            .says("Proved: no smaller change is possible")
            .says("14:30, table");
        // Looking changes nothing.
        let before = scene.file().await;
        assert_eq!(before.timetables.len(), 1);
        let version = shown.field("_version");
        let mut publish = late.to_vec();
        publish.extend([("act", "publish"), ("_version", version.as_str())]);
        led(scene.officer.post(&replan, &publish).await);
        let after = scene.file().await;
        let newest = after.newest().unwrap();
        assert_eq!(
            (newest.number, newest.parent),
            (2, before.session.published)
        );
        assert_eq!(after.session.published, Some(newest.id));
        let place = |r| {
            newest
                .placements
                .iter()
                .find(|p| p.request == r)
                .map(|p| p.slot)
        };
        assert_eq!(place(scene.find(0, 1).await), Some(2));
        assert_eq!(place(scene.find(0, 2).await), Some(1));
        // Later runs know it.
        let participant = &after.session.participants[1];
        assert_eq!(
            (participant.organisation, &participant.unavailable[..]),
            (scene.firms[1], &[0][..])
        );
        // What was shown belonged to the timetable before.
        let stale = scene.officer.post(&replan, &publish).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_called_off_frees_its_place_and_a_draft_disturbs_nobody() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let one = scene.find(0, 1).await;
        let request = one.to_string();
        let off = [
            ("what", "cancelled"),
            ("request", request.as_str()),
            ("fill", "on"),
        ];
        let shown = scene.officer.post(&replan, &off).await;
        shown.says("called off").says("Bosfor Kimya and Ege Makine");
        let mut keep = off.to_vec();
        let version = shown.field("_version");
        keep.extend([("act", "keep"), ("_version", version.as_str())]);
        led(scene.officer.post(&replan, &keep).await);
        let file = scene.file().await;
        assert_ne!(file.session.published, file.newest().map(|t| t.id));
        assert_eq!(file.request(one).unwrap().state, RequestState::Accepted);
        keep[3] = ("act", "publish");
        led(scene.officer.post(&replan, &keep).await);
        let file = scene.file().await;
        assert_eq!(file.session.published, file.newest().map(|t| t.id));
        assert_eq!(file.request(one).unwrap().state, RequestState::Withdrawn);
        let newest = file.newest().unwrap();
        assert!(newest.placements.iter().all(|p| p.request != one));
        assert_eq!(newest.placements.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_the_field_and_a_viewer_may_not() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let backwards = [
            ("what", "table"),
            ("table", "0"),
            ("from", "2"),
            ("until", "1"),
        ];
        let refused = scene.officer.post(&replan, &backwards).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("This must be later than the beginning.");
        let nobody = scene
            .officer
            .post(&replan, &[("what", "absent"), ("from", "0")])
            .await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
        let slot = [("what", "slot"), ("slot", "2")];
        scene
            .officer
            .post(&replan, &slot)
            .await
            .says("Nothing needs to change.");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(viewer.get(&replan).await.status, StatusCode::FORBIDDEN);
        let tried = viewer.post(&replan, &slot).await;
        assert_eq!(tried.status, StatusCode::FORBIDDEN);
        let three = scene.find(1, 2).await.to_string();
        let wanted = [("what", "wanted"), ("request", three.as_str())];
        scene
            .officer
            .post(&replan, &wanted)
            .await
            .says("Bosfor Kimya and Ege Makine")
            .says("no place");
    })
    .await;
}

#[tokio::test]
async fn a_request_without_a_place_says_how_it_could_fit() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        let unplaced = format!("{}?view=unplaced", scene.session);
        scene.officer.get(&unplaced).await.says("How it could fit");
        // The only open slot is given away: firm 1 cannot come in slot 2 any more.
        scene
            .with(|session| {
                session.participants[1].unavailable = vec![2];
            })
            .await;
        let (address, shown) = scene.ways(three).await;
        shown
            .says("Bosfor Kimya comes at 14:30 after all")
            .says("Try this repair");
        let timetable = shown.field("timetable");
        let version = shown.field("_version");
        let fix = format!("slot {} 2", scene.firms[1]);
        let fields = [
            ("fix", fix.as_str()),
            ("timetable", &timetable),
            ("_version", &version),
        ];
        led(scene.officer.post(&address, &fields).await);
        let file = scene.file().await;
        assert_eq!(file.session.participants[1].unavailable, [0_u32; 0]);
        let newest = file.newest().unwrap();
        assert_ne!(file.session.published, Some(newest.id));
        let placed = newest.placements.iter().find(|p| p.request == three);
        assert_eq!(placed.map(|p| p.slot), Some(2));
        // Somebody else changed the session meanwhile.
        let stale = scene.officer.post(&address, &fields).await;
        assert!(stale.status.is_client_error(), "{}", stale.status);
        assert_eq!(scene.file().await.timetables.len(), 2);
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        assert_eq!(viewer.get(&address).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

/// Where nothing else helps, the page says so: to give the request up is no way to hold it.
#[tokio::test]
async fn giving_a_request_up_is_no_way_to_hold_it() {
    on_both(|trial| async move {
        let scene = published_at(&trial, 0).await;
        let three = scene.find(1, 2).await;
        scene
            .with(|session| {
                session.tables.truncate(1);
                session.participants[1].unavailable = vec![2];
                session.participants[2].unavailable = vec![2];
            })
            .await;
        let (_, shown) = scene.ways(three).await;
        shown
            .says("Anda Machines and Bosfor Kimya is given up")
            .keeps_silent_on("Meeting Bosfor Kimya and Ege Makine is given up");
    })
    .await;
}

#[tokio::test]
async fn a_lost_table_and_a_lost_slot_are_noted_in_the_session() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let replan = format!("{}/replan", scene.session);
        let tables = scene.file().await.session.tables.len();
        for what in [
            &[("what", "table"), ("table", "1"), ("from", "1")][..],
            &[("what", "slot"), ("slot", "0")],
        ] {
            let shown = scene.officer.post(&replan, what).await;
            let mut publish = what.to_vec();
            let version = shown.field("_version");
            publish.extend([("act", "publish"), ("_version", version.as_str())]);
            led(scene.officer.post(&replan, &publish).await);
        }
        let session = scene.file().await.session;
        let slots = session.slots.len() as u32;
        let closed: Vec<Vec<u32>> = session.tables.iter().map(|t| t.closed.clone()).collect();
        let mut expected = vec![vec![0]; tables];
        expected[1] = (0..slots).collect();
        assert_eq!(closed, expected);
        // The form says it, and takes it back as it was.
        let edit = format!("{}/edit", scene.session);
        scene.officer.get(&edit).await.says("2 | 1, 2");
        // Nobody can be put there by hand or by a run.
        let published = scene.file().await;
        let newest = published.newest().unwrap();
        let free = |place: &&domain::matchmaking::Placement| {
            closed[place.table as usize].contains(&place.slot)
        };
        assert_eq!(newest.placements.iter().filter(free).count(), 0);
    })
    .await;
}

#[tokio::test]
async fn two_changes_are_made_together_where_no_single_one_helps() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        scene
            .with(|session| {
                let last = session.slots.len() as u32 - 1;
                session.participants[1].unavailable = (1..=last).collect();
                session.participants[2].unavailable = [0].into_iter().chain(2..=last).collect();
            })
            .await;
        let (address, shown) = scene.ways(three).await;
        shown.says("Bosfor Kimya comes at 14:30 after all and Ege Makine comes at 14:30 after all");
        let (timetable, version) = (shown.field("timetable"), shown.field("_version"));
        let fix = format!("slot {} 2;slot {} 2", scene.firms[1], scene.firms[2]);
        let fields = [
            ("fix", fix.as_str()),
            ("timetable", &timetable),
            ("_version", &version),
        ];
        led(scene.officer.post(&address, &fields).await);
        let file = scene.file().await;
        let away = |firm: usize| file.session.participants[firm].unavailable.contains(&2);
        assert!(!away(1) && !away(2));
        let newest = file.newest().unwrap();
        assert_eq!(newest.placements.len(), 3);
    })
    .await;
}

/// What contradicts a meeting is named, and only that.
#[tokio::test]
async fn a_request_that_cannot_be_held_says_what_contradicts_it() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let three = scene.find(1, 2).await;
        scene
            .with(|session| {
                let last = session.slots.len() as u32 - 1;
                session.participants[0].unavailable = vec![last];
                session.participants[1].unavailable = (0..last).collect();
                session.participants[2].unavailable = vec![last];
            })
            .await;
        let (_, shown) = scene.ways(three).await;
        shown
            .says("What contradicts it")
            .says("without any one of them the others can be kept")
            .says("Bosfor Kimya does not meet at 13:00, 13:25")
            .says("Ege Makine does not meet at 14:30")
            .says("meeting Bosfor Kimya and Ege Makine is held")
            .keeps_silent_on("Anda Machines does not meet");
    })
    .await;
}

/// A search is seen while it runs, is looked for once, can be stopped, and holds for the session as
/// it was.
#[tokio::test]
async fn a_search_for_ways_is_followed_stopped_and_asked_for_again() {
    on_both(|trial| async move {
        let scene = published(&trial).await;
        let officer = &scene.officer;
        let three = scene.find(1, 2).await;
        scene
            .with(|session| session.participants[1].unavailable = vec![2])
            .await;
        let address = format!("{}/repairs/{three}", scene.session);
        officer
            .get(&address)
            .await
            .says("Look for ways")
            .keeps_silent_on("data-run=");
        let begun = scene.search(three).await;
        officer
            .get(&begun)
            .await
            .says("Waiting to begin.")
            .says("http-equiv=\"refresh\"")
            .says("Nothing yet.")
            .keeps_silent_on("Look once more");
        let status = format!("{address}/search.json?version=1");
        officer.get(&status).await.says("\"over\":false");
        // Whoever asks once more waits for the same.
        assert_eq!(scene.search(three).await, begun);
        let job = officer.claimed().await.unwrap();
        assert!(officer.claimed().await.is_none());

        // Ended while the first change is tried: what is known is kept, and said to be a part.
        let asked = std::cell::Cell::new(0);
        let goes_on = || asked.replace(asked.get() + 1) < 1;
        officer.carry_out(&job, &goes_on).await;
        officer
            .get(&begun)
            .await
            .says("ended before everything was tried")
            .says("Look once more");
        officer.get(&status).await.says("\"over\":true");

        // One that waits is stopped at once.
        scene.search(three).await;
        let waiting = officer.get(&begun).await.field("job");
        let fields = [("job", waiting.as_str()), ("number", "1")];
        let stopped = led(officer.post(&format!("{address}/stop"), &fields).await);
        assert_eq!(stopped, begun);
        assert!(officer.claimed().await.is_none());
        officer.get(&begun).await.says("Look once more");

        // What was found for the session as it was is not shown for another.
        let (_, shown) = scene.ways(three).await;
        shown.says("Bosfor Kimya comes at 14:30 after all");
        scene.search(three).await;
        let late = officer.claimed().await.unwrap();
        scene
            .with(|session| session.participants[2].unavailable = vec![2])
            .await;
        assert!(officer.app.search_of(&late).await.unwrap().is_none());
        officer
            .get(&begun)
            .await
            .says("Look for ways")
            .keeps_silent_on("after all");
        let viewer = Desk::of(&trial, UserRole::Viewer).await;
        let timetable = [("timetable", shown.field("timetable"))];
        let timetable = timetable.each_ref().map(|(name, id)| (*name, id.as_str()));
        for way in ["/search", "/stop"] {
            let denied = viewer.post(&format!("{address}{way}"), &timetable).await;
            assert_eq!(denied.status, StatusCode::FORBIDDEN, "{way}");
        }
        assert_eq!(viewer.get(&status).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

impl Scene {
    async fn file(&self) -> app::timetables::SessionFile {
        let id = self.id();
        self.officer
            .app
            .session_file(&self.program, id)
            .await
            .unwrap()
    }

    /// Changes the session as its form would.
    async fn with(&self, change: impl FnOnce(&mut Matchmaking)) {
        let session = self.file().await.session;
        let mut changed = session.record.clone();
        change(&mut changed);
        let saved = self
            .officer
            .app
            .save(&self.program, "test", changed, session.version);
        saved.await.unwrap();
    }

    /// Asks for ways to hold a request in the published timetable. The page that follows.
    async fn search(&self, request: RequestId) -> String {
        let published = self.file().await.session.published.unwrap().to_string();
        let way = format!("{}/repairs/{request}/search", self.session);
        // The newest job of a session is the one that counts.
        self.officer.later();
        led(self.officer.post(&way, &[("timetable", &published)]).await)
    }

    /// The address of the ways to hold a request, and its page after the search.
    async fn ways(&self, request: RequestId) -> (String, Answer) {
        let shown = self.search(request).await;
        let job = self.officer.claimed().await.unwrap();
        self.officer.carry_out(&job, &|| true).await;
        let address = format!("{}/repairs/{request}", self.session);
        (address, self.officer.get(&shown).await)
    }
}

/// The first meeting needs an interpreter, and one of these has it in a timetable that is not
/// published yet.
pub async fn drafted(trial: &Trial, names: &[&str]) -> (Scene, Vec<PersonId>) {
    let scene = scene(trial).await;
    let app = &scene.officer.app;
    let mut people = Vec::new();
    for name in names {
        people.push(crate::crew::person(&scene, name).await);
    }
    let pair = LanguagePair::read("zh/de").unwrap();
    let which = (Action::Edit, scene.id(), None);
    let (all, languages) = (people.clone(), vec![pair.clone()]);
    let rule = move |mut session: Matchmaking| {
        let one = |person: &PersonId| Interpreter {
            person: *person,
            languages: languages.clone(),
            unavailable: vec![],
            longest_run: None,
        };
        session.interpreters = all.iter().map(one).collect();
        Ok(session)
    };
    app.change(&scene.program, "test", which, rule)
        .await
        .unwrap();
    led(scene.ask(0, 1).await);
    let request = scene.find(0, 1).await;
    let which = (Action::Edit, request, None);
    let rule = move |mut request: Request| {
        request.interpreting = Interpreting::Between(pair.clone());
        Ok(request)
    };
    app.change(&scene.program, "test", which, rule)
        .await
        .unwrap();
    scene.keep(1, &[(request, 0, 0)], None).await;
    let which = (Action::Edit, scene.file().await.timetables[0].id, None);
    let first = people[0];
    let rule = move |mut timetable: Timetable| {
        timetable.placements[0].interpreter = Some(first);
        Ok(timetable)
    };
    app.change(&scene.program, "test", which, rule)
        .await
        .unwrap();
    (scene, people)
}

impl Scene {
    /// An interpreter falls ill at the first slot: what would change, or with an `act` what came of
    /// it.
    pub async fn falls_ill(&self, person: PersonId, more: &[(&str, &str)]) -> Answer {
        let who = person.to_string();
        let mut fields = vec![("what", "interpreter"), ("from", "0")];
        fields.push(("interpreter", &who));
        fields.extend(more);
        let replan = format!("{}/replan", self.session);
        self.officer.post(&replan, &fields).await
    }
}

/// The same, published.
async fn interpreted(trial: &Trial, names: &[&str]) -> (Scene, Vec<PersonId>) {
    let (scene, people) = drafted(trial, names).await;
    scene.publish_shown().await;
    (scene, people)
}

#[tokio::test]
async fn for_a_sick_interpreter_another_takes_over_and_everybody_is_told() {
    on_both(|trial| async move {
        let (scene, people) = interpreted(&trial, &["Wang Fang", "Zhao Min"]).await;
        let replan = format!("{}/replan", scene.session);
        scene
            .officer
            .get(&format!("{replan}?what=interpreter"))
            .await
            .says("An interpreter is away")
            .says("Wang Fang");
        let shown = scene.falls_ill(people[0], &[]).await;
        shown
            .says("Participants affected: 2; meetings changed: 1.")
            .says("Proved: no smaller change is possible")
            .says("Interpreter: Wang Fang")
            .says("Interpreter: Zhao Min");
        let version = shown.field("_version");
        let publish = [("act", "publish"), ("_version", version.as_str())];
        led(scene.falls_ill(people[0], &publish).await);
        let file = scene.file().await;
        let newest = file.newest().unwrap();
        assert_eq!(file.session.published, Some(newest.id));
        let placed = &newest.placements[0];
        let place = (placed.slot, placed.table, placed.interpreter);
        assert_eq!(place, (0, 0, Some(people[1])));
        // Later runs know it.
        let slots = file.session.slots.len() as u32;
        let all: Vec<u32> = (0..slots).collect();
        assert_eq!(file.session.interpreters[0].unavailable, all);
        // The same is told in the versions and in messages.
        let versions = format!("{}?view=versions&version=2&against=1", scene.session);
        scene
            .officer
            .get(&versions)
            .await
            .says("Interpreter: Zhao Min");
        let messages = format!("{}/messages", scene.session);
        scene
            .officer
            .get(&messages)
            .await
            .says("now Interpreter: Zhao Min");
    })
    .await;
}

#[tokio::test]
async fn what_nobody_could_interpret_is_said_before_it_is_lost() {
    on_both(|trial| async move {
        let (scene, people) = interpreted(&trial, &["Wang Fang"]).await;
        scene
            .falls_ill(people[0], &[])
            .await
            .says("Nobody could interpret, so 1 meeting loses its place:")
            .says("<li><b>Anda Machines and Bosfor Kimya</b> <span>At 13:00")
            .says("no place");
        // For a while only: it is later.
        scene
            .falls_ill(people[0], &[("until", "1")])
            .await
            .says("Participants affected: 2; meetings changed: 1.")
            .says("13:25, table");
        let replan = format!("{}/replan", scene.session);
        let nobody = [("what", "interpreter"), ("from", "0")];
        let refused = scene.officer.post(&replan, &nobody).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn only_what_is_lost_for_want_of_an_interpreter_is_told_so() {
    on_both(|trial| async move {
        let (scene, _) = interpreted(&trial, &["Wang Fang"]).await;
        scene
            .with(|session| session.interpreters[0].unavailable = vec![1, 2])
            .await;
        let replan = format!("{}/replan", scene.session);
        let who = scene.file().await.session.participants[1].organisation;
        let who = who.to_string();
        let late = [
            ("what", "absent"),
            ("who", who.as_str()),
            ("from", "0"),
            ("until", "1"),
        ];
        let shown = scene.officer.post(&replan, &late).await;
        shown
            .says("Nobody could interpret, so 1 meeting loses its place:")
            .says("no interpreter for its languages is free")
            .keeps_silent_on(">1 meeting loses its place");
        // Away for the whole day, they would not meet with any interpreter.
        let away = &late[..3];
        let shown = scene.officer.post(&replan, away).await;
        shown
            .says(">1 meeting loses its place:")
            .says("<li><b>Anda Machines and Bosfor Kimya</b> <span>No slot suits both sides")
            .keeps_silent_on("Nobody could interpret");
    })
    .await;
}

#[tokio::test]
async fn what_gives_way_to_a_must_is_not_told_to_lack_an_interpreter() {
    on_both(|trial| async move {
        let (scene, people) = interpreted(&trial, &["Wang Fang"]).await;
        led(scene.ask(0, 2).await);
        let (must, other) = (scene.find(0, 1).await, scene.find(0, 2).await);
        let app = &scene.officer.app;
        for request in [must, other] {
            let rule = move |mut asked: Request| {
                asked.interpreting = Interpreting::Between(LanguagePair::read("zh/de").unwrap());
                asked.must = request == must;
                asked.window = if request == must { vec![0, 1] } else { vec![1] };
                Ok(asked)
            };
            let which = (Action::Edit, request, None);
            app.change(&scene.program, "test", which, rule)
                .await
                .unwrap();
        }
        let wang = people[0];
        let rule = move |mut timetable: Timetable| {
            let mut second = timetable.placements[0].clone();
            (second.request, second.slot, second.table) = (other, 1, 1);
            second.interpreter = Some(wang);
            timetable.placements.push(second);
            Ok(timetable)
        };
        let published = scene.file().await.session.published.unwrap();
        let which = (Action::Edit, published, None);
        app.change(&scene.program, "test", which, rule)
            .await
            .unwrap();
        let shown = scene.falls_ill(wang, &[("until", "1")]).await;
        // The must takes her only other slot, in which the second one's side is then taken.
        shown
            .says("1 meeting loses its place")
            .says("is taken by meetings that weigh at least as much: Bosfor Kimya")
            .keeps_silent_on("Nobody could interpret");
    })
    .await;
}
