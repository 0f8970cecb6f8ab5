//! Meetings moved, locked and taken back by hand.

use crate::office::HERE;
use crate::office::caller;
use crate::timetables::{Scene, outcome, refusal, scene, table};
use app::AppError;
use app::timetables::{Moved, Seat, Step, Swapping};
use domain::accounts::UserRole;
use domain::ids::{RequestId, TimetableId, TypedId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Table, TableKind, Timetable};
use testkit::{Trial, on_both};

/// A session with two tables and a timetable: firms 0 and 1 meet in slot 0 at table 0, firms 0
/// and 2 in slot 1; firms 1 and 2 have no place yet.
pub async fn planned(trial: &Trial) -> (Scene, TimetableId) {
    let scene = scene(trial).await;
    let which = (domain::access::Action::Edit, scene.session, None);
    let second = Table {
        name: "2".into(),
        kind: TableKind::Shared,
        owner: None,
        venue: None,
        closed: Vec::new(),
    };
    let rule = |mut session: Matchmaking| {
        session.tables.push(second.clone());
        Ok(session)
    };
    scene
        .app
        .change(&scene.me, "test", which, rule)
        .await
        .unwrap();
    for (from, to) in [(0, 1), (0, 2), (1, 2)] {
        scene.ask(&scene.wish(from, to)).await.unwrap();
    }
    let kept = scene.run(trial, &[((0, 1), 0), ((0, 2), 1)]).await.unwrap();
    (scene, TimetableId::from_uuid(kept.id))
}

impl Scene {
    pub async fn request(&self, from: usize, to: usize) -> RequestId {
        let file = self.file().await;
        let pair = (self.firms[from], self.firms[to]);
        let found = file.requests.iter().find(|r| (r.from, r.to) == pair);
        found.unwrap().id
    }

    pub async fn step(
        &self,
        timetable: TimetableId,
        request: RequestId,
        to: Option<(u32, Option<u32>)>,
    ) -> Result<Moved, AppError> {
        let step = Step {
            timetable,
            request,
            to,
        };
        self.app.move_meeting(&self.me, &step).await
    }

    pub async fn stored(&self, id: TimetableId) -> Timetable {
        let found = self.app.get::<Timetable>(&self.me, id).await;
        found.unwrap().record
    }
}

pub fn place(timetable: &Timetable, request: RequestId) -> Option<(u32, u32)> {
    let found = timetable.placements.iter().find(|p| p.request == request);
    found.map(|p| (p.slot, p.table))
}

#[tokio::test]
async fn a_meeting_is_moved_to_a_new_timetable_and_back() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let meeting = scene.request(0, 1).await;
        let moved = scene
            .step(first, meeting, Some((2, Some(1))))
            .await
            .unwrap();
        assert_eq!(moved.number, 2);
        let (old, new) = (
            scene.stored(first).await,
            scene.stored(moved.timetable).await,
        );
        assert_eq!(place(&old, meeting), Some((0, 0)), "the old one stays");
        assert_eq!(place(&new, meeting), Some((2, 1)));
        assert_eq!((new.parent, new.status.as_str()), (Some(first), "by_hand"));
        let hand = new.hand.unwrap();
        assert_eq!((hand.from, hand.to), (Some((0, 0)), Some((2, 1))));
        // The same question: what was proved of it still is.
        assert_eq!((new.bound, new.weight), (Some(99), old.weight));
        let back = scene
            .app
            .undo_move(&scene.me, moved.timetable)
            .await
            .unwrap();
        assert_eq!((back.timetable, back.number), (first, 1));
        assert_eq!(scene.file().await.timetables.len(), 1);
        // The number of what was taken back is not given again.
        let again = scene.step(first, meeting, Some((2, None))).await.unwrap();
        assert_eq!(again.number, 3);
        let kept = place(&scene.stored(again.timetable).await, meeting);
        assert_eq!(kept, Some((2, 0)), "it keeps its table where it can");
    })
    .await;
}

#[tokio::test]
async fn booths_and_rooms_on_the_net_are_known_by_hand() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let booth = table("B7", TableKind::Booth, Some(scene.firms[1]));
        scene
            .add_tables(&[booth, table("Net", TableKind::Virtual, None)])
            .await
            .unwrap();
        let (own, other) = (scene.request(0, 1).await, scene.request(0, 2).await);
        // A meeting of the owner leaves the shared table for the booth, and goes nowhere else.
        let reach = scene.app.places(&scene.me, (first, own)).await.unwrap();
        let at_booth = Seat::AtBooth(scene.firms[1]);
        let seats = [at_booth, at_booth, Seat::Free, at_booth];
        assert_eq!(reach.places.slots[2].seats, seats);
        let refused = scene.step(first, own, Some((2, Some(0)))).await;
        assert_eq!(refusal(refused), "board-not-at-booth");
        let moved = scene.step(first, own, Some((2, None))).await.unwrap();
        let stored = scene.stored(moved.timetable).await;
        assert_eq!(place(&stored, own), Some((2, 2)));
        // Others do not sit at the booth, and meet in the room as many as like.
        let refused = scene.step(moved.timetable, other, Some((1, Some(2)))).await;
        assert_eq!(refusal(refused), "board-not-foreign-booth");
        let now = moved.timetable;
        let net = scene.step(now, other, Some((1, Some(3)))).await.unwrap();
        let file = scene.file().await;
        let quality = file.quality(&scene.stored(net.timetable).await);
        assert_eq!(quality.tables(), (1, 9), "rooms on the net are not counted");
        // The two change places only where both may sit.
        let swap = Swapping {
            timetable: net.timetable,
            request: other,
            with: own,
        };
        let refused = scene.app.swap_meetings(&scene.me, &swap).await;
        assert_eq!(refusal(refused), "board-not-foreign-booth");
    })
    .await;
}

#[tokio::test]
async fn an_unplaced_request_gets_a_place_and_a_placed_one_leaves() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let (open, placed) = (scene.request(1, 2).await, scene.request(0, 1).await);
        let filled = scene.step(first, open, Some((2, None))).await.unwrap();
        let filled = scene.stored(filled.timetable).await;
        assert_eq!(place(&filled, open), Some((2, 0)));
        assert_eq!(filled.unplaced, []);
        let out = scene.step(filled.id, placed, None).await.unwrap();
        let out = scene.stored(out.timetable).await;
        assert_eq!(place(&out, placed), None);
        assert_eq!(out.unplaced[0].request, placed);
        assert!(out.weight < filled.weight);
        // Steps are undone from the last one on.
        let middle = scene.app.undo_move(&scene.me, filled.id).await;
        assert_eq!(refusal(middle), "refused-undo-has-later");
        let run = scene.app.undo_move(&scene.me, first).await;
        assert_eq!(refusal(run), "refused-undo-run");
    })
    .await;
}

#[tokio::test]
async fn an_illegal_place_is_refused_with_its_reason() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let (one, two, open) = (
            scene.request(0, 1).await,
            scene.request(0, 2).await,
            scene.request(1, 2).await,
        );
        let tried = |request, slot, table| scene.step(first, request, Some((slot, table)));
        let busy = tried(one, 1, Some(1)).await;
        let Err(AppError::Refused(busy)) = busy else {
            panic!("{busy:?}");
        };
        assert_eq!(busy.key, "board-not-busy");
        let arg = |name: &str| {
            busy.args
                .iter()
                .find(|(n, _)| *n == name)
                .unwrap()
                .1
                .clone()
        };
        assert_eq!(arg("who"), "Anda Machines");
        assert_eq!(arg("others"), "Ege Makine");
        assert_eq!(arg("time"), "13:25");
        assert_eq!(refusal(tried(two, 0, Some(1)).await), "board-not-away");
        assert_eq!(refusal(tried(open, 1, None).await), "board-not-busy");
        assert_eq!(
            refusal(tried(one, 0, Some(0)).await),
            "refused-move-nowhere"
        );
        assert_eq!(refusal(tried(one, 9, None).await), "refused-unknown-slot");
        assert_eq!(
            refusal(tried(one, 2, Some(7)).await),
            "board-not-table-closed"
        );
        assert_eq!(scene.file().await.timetables.len(), 1, "nothing is stored");

        let reach = scene.app.places(&scene.me, (first, two)).await.unwrap();
        let places = reach.places;
        let keys: Vec<_> = places.slots[0].against.iter().map(|r| r.key).collect();
        assert_eq!(keys, ["board-not-away", "board-not-busy"]);
        assert_eq!(places.slots[0].seats, [Seat::Taken(one), Seat::Free]);
        assert!(places.slots[2].against.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_locked_meeting_stays_in_the_next_run_also_at_its_table() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let (one, open) = (scene.request(0, 1).await, scene.request(1, 2).await);
        let none = scene.app.lock_meeting(&scene.me, (first, open)).await;
        assert_eq!(refusal(none), "refused-lock-unplaced");
        let moved = scene.step(first, one, Some((2, Some(1)))).await.unwrap();
        scene
            .app
            .lock_meeting(&scene.me, (moved.timetable, one))
            .await
            .unwrap();
        let tried = |to| scene.step(moved.timetable, one, to);
        assert_eq!(refusal(tried(Some((0, None))).await), "board-not-locked-at");
        assert_eq!(
            refusal(tried(Some((2, Some(0)))).await),
            "board-not-locked-at"
        );
        assert_eq!(refusal(tried(None).await), "board-not-locked-at");
        // The next run puts everything at the first table; the locked meeting keeps its own.
        scene.start().await.unwrap();
        let (job, run) = scene.claim(&trial).await;
        let found = outcome(&scene, &run, &[((0, 1), 2), ((0, 2), 1)]);
        let kept = scene.app.keep_timetable(&job, "w", &run, &found).await;
        let kept = scene.stored(TimetableId::from_uuid(kept.unwrap().id)).await;
        assert_eq!(place(&kept, one), Some((2, 1)));
        let count = scene.app.unlock_all(&scene.me, scene.session).await;
        assert_eq!(count.unwrap(), 1);
        assert!(scene.step(kept.id, one, None).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_published_timetable_is_not_undone_and_what_was_published_is_remembered() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let meeting = scene.request(0, 1).await;
        let at = &scene;
        let publish = |id| async move {
            let version = at.file().await.session.version;
            let which = (at.session, version);
            at.app.publish_timetable(&at.me, which, id).await
        };
        let link = at.app.make_link(&at.me, at.session, at.firms[0]).await;
        let calendar = &at.app.calendar_of_link(&link.unwrap().token).unwrap();
        // How new a participant's calendar says that its events are.
        let newness = || async move {
            let calendar = at.app.participant_calendar(calendar, Language::En, HERE);
            calendar.await.unwrap().events[0].sequence
        };
        publish(first).await.unwrap();
        let before = newness().await;
        let moved = scene.step(first, meeting, Some((2, None))).await.unwrap();
        publish(moved.timetable).await.unwrap();
        let between = newness().await;
        let undone = scene.app.undo_move(&scene.me, moved.timetable).await;
        assert_eq!(refusal(undone), "refused-undo-published");
        let session = scene.file().await.session;
        assert_eq!(session.published_before(), Some(first));
        // Back to the first one: then the second was published before it.
        publish(first).await.unwrap();
        let session = scene.file().await.session;
        let order: Vec<_> = session.publications.iter().map(|p| p.timetable).collect();
        assert_eq!(order, [first, moved.timetable, first]);
        assert_eq!(session.published_before(), Some(moved.timetable));
        let after = newness().await;
        assert!(before < between && between < after, "calendars follow");
    })
    .await;
}

#[tokio::test]
async fn only_who_makes_timetables_moves_meetings() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let meeting = scene.request(0, 1).await;
        let step = Step {
            timetable: first,
            request: meeting,
            to: None,
        };
        for role in [UserRole::Viewer, UserRole::Verifier, UserRole::Delegate] {
            let who = caller(&trial, role, None);
            let moved = scene.app.move_meeting(&who, &step).await;
            assert!(matches!(moved, Err(AppError::Forbidden)), "{role:?}");
            let places = scene.app.places(&who, (first, meeting)).await;
            assert!(matches!(places, Err(AppError::Forbidden)), "{role:?}");
            let locked = scene.app.lock_meeting(&who, (first, meeting)).await;
            assert!(matches!(locked, Err(AppError::Forbidden)), "{role:?}");
        }
        assert_eq!(scene.file().await.timetables.len(), 1);
    })
    .await;
}

impl Scene {
    async fn swap(
        &self,
        timetable: TimetableId,
        (request, with): (RequestId, RequestId),
    ) -> Result<Moved, AppError> {
        let swap = Swapping {
            timetable,
            request,
            with,
        };
        self.app.swap_meetings(&self.me, &swap).await
    }
}

#[tokio::test]
async fn two_meetings_change_places_in_one_step_and_back() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let (one, two) = (scene.request(0, 1).await, scene.request(0, 2).await);
        // Firm 2 is away in the first slot, so they cannot change places yet.
        let reach = scene.app.places(&scene.me, (first, one)).await.unwrap();
        let [exchange] = reach.swaps.as_slice() else {
            panic!("{:?}", reach.swaps);
        };
        assert_eq!(exchange.with, two);
        assert_eq!(exchange.against[0].key, "board-not-other");
        let why = &exchange.against[0].args[1].1;
        assert_eq!(why, "Ege Makine cannot meet at 13:00.");
        let refused = scene.swap(first, (one, two)).await;
        assert_eq!(refusal(refused), "board-not-other");
        // In the last two slots both may.
        let later = scene.step(first, one, Some((2, Some(1)))).await.unwrap();
        let reach = scene.app.places(&scene.me, (later.timetable, one)).await;
        assert_eq!(reach.unwrap().swaps[0].against, []);
        let swapped = scene.swap(later.timetable, (one, two)).await.unwrap();
        let new = scene.stored(swapped.timetable).await;
        assert_eq!(
            (place(&new, one), place(&new, two)),
            (Some((1, 0)), Some((2, 1)))
        );
        let hand = new.hand.unwrap();
        assert_eq!((hand.request, hand.swapped), (one, Some(two)));
        assert_eq!((hand.from, hand.to), (Some((2, 1)), Some((1, 0))));
        assert_eq!(
            refusal(scene.swap(swapped.timetable, (one, one)).await),
            "refused-swap-no-place"
        );
        // One step forth, one step back.
        let back = scene
            .app
            .undo_move(&scene.me, swapped.timetable)
            .await
            .unwrap();
        assert_eq!(back.timetable, later.timetable);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_without_a_place_takes_one_and_a_locked_one_keeps_its_own() {
    on_both(|trial| async move {
        let (scene, first) = planned(&trial).await;
        let (one, two, open) = (
            scene.request(0, 1).await,
            scene.request(0, 2).await,
            scene.request(1, 2).await,
        );
        let no_place = scene.swap(first, (one, open)).await;
        assert_eq!(refusal(no_place), "refused-swap-no-place");
        let taken = scene.swap(first, (open, two)).await.unwrap();
        let new = scene.stored(taken.timetable).await;
        assert_eq!((place(&new, open), place(&new, two)), (Some((1, 0)), None));
        assert_eq!(new.unplaced[0].request, two);
        scene
            .app
            .undo_move(&scene.me, taken.timetable)
            .await
            .unwrap();
        scene
            .app
            .lock_meeting(&scene.me, (first, two))
            .await
            .unwrap();
        for request in [open, one] {
            let locked = scene.swap(first, (request, two)).await;
            assert_eq!(refusal(locked), "board-not-other");
        }
        let viewer = caller(&trial, UserRole::Viewer, None);
        let swap = Swapping {
            timetable: first,
            request: open,
            with: two,
        };
        let denied = scene.app.swap_meetings(&viewer, &swap).await;
        assert!(matches!(denied, Err(AppError::Forbidden)), "{denied:?}");
    })
    .await;
}
