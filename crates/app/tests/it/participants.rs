//! Participants by link, from the profile to the timetable, and everything that must not work.

use crate::office::{HERE, caller, keep, mission, office, organisation, person, program};
use crate::timetables::plain_wish;
use app::accounts::Visitor;
use app::participants::{Answer, Change, Entered, LinkState, OwnAsk, Stand, Why};
use app::timetables::{Asked, QUEUE, Run, Wish};
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::chance::Clock as _;
use domain::ids::{MatchmakingId, OrganisationId, RequestId, TypedId};
use domain::language::{Language, LanguageTag};
use domain::matchmaking::{
    Matchmaking, Participant, Placement, Request, RequestState, Table, TableKind, Timetable,
};
use domain::meetings::{Meeting, RecordState};
use domain::names::Names;
use domain::participants::{Booking, Earlier, Hand, Profile, ProfileWords, Sector, Weight};
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::SignedDuration;
use store::jobs::Worker;
use testkit::{Trial, on_both};

struct Scene {
    app: App,
    me: Caller,
    session: MatchmakingId,
    firms: Vec<OrganisationId>,
}

/// Two firms from home, two hosts, and one that is not invited.
async fn scene(trial: &Trial) -> Scene {
    let app = office(trial);
    let me = program(trial);
    let mission = mission(&app, "LN-DE-2027", "Spring");
    keep(&app, trial, &mission).await;
    let mut firms = Vec::new();
    for name in [
        "Anda 轴承",
        "Beihai 物流",
        "Clausen GmbH",
        "Dietz AG",
        "Not invited",
    ] {
        let firm = organisation(&app, Names::as_printed(Language::En, name).unwrap());
        keep(&app, trial, &firm).await;
        firms.push(firm.id);
    }
    let participant = |n: usize| Participant {
        organisation: firms[n],
        side: if n < 2 { Side::Home } else { Side::Host },
        people: vec![],
        seats: 1,
        unavailable: vec![],
        at_most: None,
        preferred: Vec::new(),
        absences: Vec::new(),
    };
    let session = Matchmaking {
        id: app.new_id(),
        mission: mission.id,
        item: None,
        leg: None,
        title: Localised::new(Language::En, "Matchmaking"),
        zone: ZoneName::new("Europe/Berlin").unwrap(),
        slots: app::timetables::slots_from_text("2027-04-13 13:00-13:25\n13:25-13:50").unwrap(),
        tables: ["1", "2"]
            .map(|name| Table {
                name: name.into(),
                kind: TableKind::Shared,
                owner: None,
                venue: None,
                closed: Vec::new(),
            })
            .into(),
        participants: (0..4).map(participant).collect(),
        interpreters: Vec::new(),
        published: None,
        publications: Vec::new(),
        venues: Vec::new(),
        booking: Booking::default(),
    };
    keep(&app, trial, &session).await;
    Scene {
        app,
        me,
        session: session.id,
        firms,
    }
}

impl Scene {
    async fn token(&self, n: usize) -> String {
        let made = self
            .app
            .make_link(&self.me, self.session, self.firms[n])
            .await;
        made.unwrap().token
    }

    async fn try_enter(&self, token: &str) -> Result<Entered, AppError> {
        self.app.enter_by_link(token, Language::En, HERE).await
    }

    async fn enter(&self, n: usize) -> Entered {
        self.try_enter(&self.token(n).await).await.unwrap()
    }

    async fn stand(&self, of: &Entered) -> Stand {
        self.app.stand(of).await.unwrap()
    }

    async fn ask(&self, of: &Entered, to: usize) -> Result<app::Saved, AppError> {
        let ask = OwnAsk {
            to: self.firms[to],
            wish: 2,
            message: "Bearings".into(),
        };
        self.app.ask_by_link(of, &ask).await
    }

    async fn write(&self, of: &Entered, words: &ProfileWords) {
        let revision = self.stand(of).await.profile().1;
        let saved = self.app.write_own_profile(of, words, revision).await;
        saved.unwrap();
    }

    async fn edit(&self, change: impl Fn(&mut Matchmaking)) {
        let stored = self
            .app
            .get::<Matchmaking>(&self.me, self.session)
            .await
            .unwrap();
        let mut session = stored.record.clone();
        change(&mut session);
        self.app
            .save(&self.me, "test", session, stored.version)
            .await
            .unwrap();
    }
}

fn words(offers: &[&str], needs: &[&str]) -> ProfileWords {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    ProfileWords {
        offers: list(offers),
        needs: list(needs),
        ..ProfileWords::default()
    }
}

fn yes() -> Answer {
    Answer::Accept {
        wish: 3,
        words: String::new(),
    }
}

fn refusal<T: std::fmt::Debug>(answer: Result<T, AppError>) -> &'static str {
    match answer {
        Err(AppError::Refused(refusal)) => refusal.key,
        other => panic!("{other:?}"),
    }
}

fn missing<T: std::fmt::Debug>(answer: Result<T, AppError>) {
    assert!(matches!(answer, Err(AppError::Missing)), "{answer:?}");
}

fn id_of(saved: &app::Saved) -> RequestId {
    RequestId::from_uuid(saved.id)
}

#[tokio::test]
async fn a_link_works_until_it_is_replaced_revoked_or_over() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let made = scene
            .app
            .make_missing_links(&scene.me, scene.session)
            .await
            .unwrap();
        assert_eq!(made.len(), 4);
        let again = scene
            .app
            .make_missing_links(&scene.me, scene.session)
            .await
            .unwrap();
        assert_eq!(again, [], "links that work stay");
        let first = &made[0].token;
        assert_eq!(first.len(), 32, "192 bits");
        let entered = scene.try_enter(first).await.unwrap();
        assert_eq!(entered.holder.organisation, scene.firms[0]);
        let roll = scene
            .app
            .participant_roll(&scene.me, scene.session)
            .await
            .unwrap();
        assert_eq!(roll.lines[0].opened, Some(trial.clock.now()));
        assert_eq!(roll.lines[1].opened, None);
        let second = scene.token(0).await;
        missing(scene.try_enter(first).await);
        scene.try_enter(&second).await.unwrap();
        scene
            .app
            .revoke_link(&scene.me, scene.session, scene.firms[0])
            .await
            .unwrap();
        missing(scene.try_enter(&second).await);
        let twice = scene
            .app
            .revoke_link(&scene.me, scene.session, scene.firms[0])
            .await;
        missing(twice);
        let other = &made[1].token;
        scene.try_enter(other).await.unwrap();
        trial.clock.set("2027-05-13T11:50:00Z".parse().unwrap());
        missing(scene.try_enter(other).await);
        let roll = scene
            .app
            .participant_roll(&scene.me, scene.session)
            .await
            .unwrap();
        assert!(matches!(roll.lines[0].link, LinkState::Revoked { .. }));
        assert!(matches!(roll.lines[1].link, LinkState::Expired { .. }));
        let late = scene.app.make_missing_links(&scene.me, scene.session).await;
        assert_eq!(refusal(late), "refused-links-over");
        let stranger = scene
            .app
            .make_link(&scene.me, scene.session, scene.firms[4])
            .await;
        assert!(stranger.is_err());
    })
    .await;
}

#[tokio::test]
async fn who_guesses_must_wait_and_who_has_a_link_need_not() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let token = scene.token(0).await;
        let mut guessed = 0;
        let waits = loop {
            let guess = format!("{:032}", 7_000 + guessed);
            match scene.try_enter(&guess).await {
                Err(AppError::Missing) => guessed += 1,
                other => break refusal(other),
            }
            assert!(guessed < 20, "never braked");
        };
        assert_eq!(waits, "refused-wait");
        assert_eq!(refusal(scene.try_enter("short").await), "refused-wait");
        scene.try_enter(&token).await.unwrap();
        let elsewhere = Visitor {
            address: "203.0.113.9",
            ..HERE
        };
        missing(scene.app.enter_by_link("x", Language::En, elsewhere).await);
        trial.clock.advance(SignedDuration::from_mins(31));
        missing(scene.try_enter("x").await);
    })
    .await;
}

#[tokio::test]
async fn only_organisers_make_links_and_see_the_roll() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let entered = scene.enter(0).await;
        let viewer = caller(&trial, UserRole::Viewer, None);
        let stranger = Caller {
            agency: trial.other,
            ..scene.me.clone()
        };
        let made = scene.app.make_missing_links(&viewer, scene.session).await;
        assert!(matches!(made, Err(AppError::Forbidden)), "{made:?}");
        for nosy in [&stranger, &entered.caller] {
            missing(scene.app.make_missing_links(nosy, scene.session).await);
            missing(
                scene
                    .app
                    .make_link(nosy, scene.session, scene.firms[0])
                    .await,
            );
            missing(
                scene
                    .app
                    .revoke_link(nosy, scene.session, scene.firms[0])
                    .await,
            );
            missing(scene.app.participant_roll(nosy, scene.session).await);
            let booking = Booking::default();
            missing(
                scene
                    .app
                    .set_booking(nosy, (scene.session, 1), &booking)
                    .await,
            );
            let whose = (scene.session, scene.firms[0]);
            let words = ProfileWords::default();
            missing(scene.app.write_profile_for(nosy, whose, &words, 0).await);
        }
        // The link opens nothing else of the program.
        missing(
            scene
                .app
                .dossier_by_code(&entered.caller, "LN-DE-2027")
                .await,
        );
        missing(
            scene
                .app
                .get::<domain::parties::Organisation>(&entered.caller, scene.firms[1])
                .await,
        );
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_written_by_its_participant_and_no_edit_is_lost() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let (anda, clausen) = (scene.enter(0).await, scene.enter(2).await);
        let bearings = words(&["风电轴承"], &["Software"]);
        scene.write(&anda, &bearings).await;
        // An organiser had the old page open; both sides are told.
        let (session, firm) = (scene.session, scene.firms[0]);
        let late = scene
            .app
            .write_profile_for(&scene.me, (session, firm), &words(&["x"], &[]), 0)
            .await;
        let Err(AppError::Conflict(theirs)) = late else {
            panic!("{late:?}")
        };
        assert_eq!(theirs.version, 1);
        // Putting somebody aside meanwhile is no conflict.
        scene
            .app
            .put_aside(&anda, scene.firms[3], true)
            .await
            .unwrap();
        scene
            .app
            .write_profile_for(&scene.me, (session, firm), &words(&["y"], &[]), 1)
            .await
            .unwrap();
        let (now, revision) = scene.stand(&anda).await.profile();
        assert_eq!((now.offers, revision), (vec!["y".to_owned()], 2));
        let roll = scene
            .app
            .participant_roll(&scene.me, session)
            .await
            .unwrap();
        assert_eq!(
            roll.lines[0].written_by,
            Some(Hand::Organiser { user: None })
        );
        assert!(roll.lines[0].telling && !roll.lines[2].telling);
        // Others see what it says of itself, not whom it put aside.
        let seen = scene.stand(&clausen).await.other(firm).unwrap();
        assert_eq!(seen.words.offers, ["y"]);
        assert!(!seen.aside);
        let many = words(&["z"; 21], &[]);
        let refused = scene.app.write_own_profile(&anda, &many, 2).await;
        assert_eq!(refusal(refused), "refused-profile-many");
        missing(scene.app.put_aside(&anda, scene.firms[4], true).await);
        missing(scene.app.put_aside(&anda, scene.firms[0], true).await);
    })
    .await;
}

#[tokio::test]
async fn suggestions_say_why_and_what_was_put_aside_stays_away() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let anda = scene.enter(0).await;
        let clausen = scene.enter(2).await;
        let dietz = scene.enter(3).await;
        let tags = |codes: &[&str]| -> Vec<LanguageTag> {
            codes
                .iter()
                .map(|code| LanguageTag::new(code).unwrap())
                .collect()
        };
        let of = |offers: &[&str], needs: &[&str], region: &str, languages: &[&str]| ProfileWords {
            sectors: vec![Sector::Machinery],
            regions: vec![region.to_owned()],
            languages: tags(languages),
            ..words(offers, needs)
        };
        let mine = of(
            &["风电轴承"],
            &["Zustandsüberwachung"],
            "德国",
            &["zh-Hans"],
        );
        scene.write(&anda, &mine).await;
        let theirs = of(
            &["Software"],
            &["Wälzlager für Windkraft"],
            "Deutschland",
            &["de", "zh-Hant"],
        );
        scene.write(&clausen, &theirs).await;
        scene
            .write(&dietz, &of(&["Wein"], &["Tee"], "Bayern", &["de"]))
            .await;
        // They sat at one table before.
        let ann = person(&scene.app, Names::as_printed(Language::En, "Ann").unwrap());
        keep(&scene.app, &trial, &ann).await;
        let session = scene
            .app
            .get::<Matchmaking>(&scene.me, scene.session)
            .await
            .unwrap();
        let day = When::Day {
            date: jiff::civil::date(2023, 10, 12),
        };
        let item = crate::programme::item(&scene.app, session.mission, "Talks", day);
        keep(&scene.app, &trial, &item).await;
        let meeting = Meeting {
            id: scene.app.new_id(),
            mission: session.mission,
            item: item.id,
            present: vec![
                PartyRef::Organisation(scene.firms[0]),
                PartyRef::Organisation(scene.firms[2]),
            ],
            summary: Localised::default(),
            state: RecordState::Draft,
            author: None,
            approver: None,
            source: None,
        };
        keep(&scene.app, &trial, &meeting).await;
        let found = scene.stand(&anda).await.suggestions();
        let who: Vec<_> = found.iter().map(|one| one.other.id).collect();
        assert_eq!(who, [scene.firms[2], scene.firms[3]]);
        assert_eq!(
            found[0].why[0],
            Why::TheyNeed {
                need: "Wälzlager für Windkraft".into(),
                offer: "风电轴承".into()
            }
        );
        for why in [
            Why::Sector(Sector::Machinery),
            Why::Region("德国".into()),
            Why::Language("zh-Hans".into()),
            Why::MetBefore(1),
        ] {
            assert!(found[0].why.contains(&why), "{why:?} in {:?}", found[0].why);
        }
        assert!(found[1].why.contains(&Why::NoCommonLanguage));
        // What the organiser weighs decides.
        scene
            .edit(|session| {
                session.booking.weights.wishes = Weight::Nothing;
                session.booking.weights.earlier = Earlier::Fresh;
                session.booking.weights.region = Weight::Nothing;
                session.booking.weights.language = Weight::Nothing;
            })
            .await;
        let found = scene.stand(&anda).await.suggestions();
        assert_eq!(found[0].other.id, scene.firms[3]);
        scene
            .edit(|session| session.booking = Booking::default())
            .await;
        // The pair is suggested to neither, for good, until it is taken back.
        scene
            .app
            .put_aside(&anda, scene.firms[2], true)
            .await
            .unwrap();
        let has = |stand: Stand, firm: OrganisationId| {
            stand.suggestions().iter().any(|one| one.other.id == firm)
        };
        assert!(!has(scene.stand(&anda).await, scene.firms[2]));
        assert!(!has(scene.stand(&clausen).await, scene.firms[0]));
        assert_eq!(scene.stand(&anda).await.aside().len(), 1);
        assert_eq!(scene.stand(&clausen).await.aside().len(), 0);
        scene
            .app
            .put_aside(&anda, scene.firms[2], false)
            .await
            .unwrap();
        assert!(has(scene.stand(&clausen).await, scene.firms[0]));
        // Who was asked is not suggested any more.
        scene.ask(&anda, 2).await.unwrap();
        assert!(!has(scene.stand(&anda).await, scene.firms[2]));
    })
    .await;
}

#[tokio::test]
async fn a_request_is_asked_answered_and_taken_back_by_its_two_sides_only() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let (anda, beihai) = (scene.enter(0).await, scene.enter(1).await);
        let (clausen, dietz) = (scene.enter(2).await, scene.enter(3).await);
        assert_eq!(
            refusal(scene.ask(&anda, 1).await),
            "refused-request-same-side"
        );
        assert_eq!(refusal(scene.ask(&anda, 0).await), "refused-request-itself");
        missing(scene.ask(&anda, 4).await);
        let sent = scene.ask(&anda, 2).await.unwrap();
        assert_eq!(refusal(scene.ask(&anda, 2).await), "refused-request-twice");
        let id = id_of(&sent);
        // Not the asker, and nobody else: for others there is no such request.
        let own = scene.app.answer_by_link(&anda, id, &yes()).await;
        assert_eq!(refusal(own), "refused-request-not-asked");
        for other in [&beihai, &dietz] {
            missing(scene.app.answer_by_link(other, id, &yes()).await);
            missing(scene.app.withdraw_by_link(other, id).await);
            assert_eq!(scene.stand(other).await.requests(), []);
        }
        let wrong = scene.app.withdraw_by_link(&clausen, id).await;
        assert_eq!(refusal(wrong), "refused-request-not-asker");
        scene
            .app
            .answer_by_link(&clausen, id, &yes())
            .await
            .unwrap();
        let seen = scene.stand(&anda).await.requests();
        assert_eq!(
            (seen[0].state, seen[0].wish, seen[0].their_wish),
            (RequestState::Accepted, 2, 3)
        );
        let stored = scene.app.get::<Request>(&scene.me, id).await.unwrap();
        assert_eq!(stored.course.sent_by, Some(Hand::Participant));
        assert_eq!(stored.course.answered_by, Some(Hand::Participant));
        let no = Answer::Decline {
            words: "No time".into(),
        };
        scene.app.answer_by_link(&clausen, id, &no).await.unwrap();
        assert_eq!(
            refusal(scene.ask(&anda, 2).await),
            "refused-request-declined-before"
        );
        // The other side may still change its mind and ask.
        scene.ask(&clausen, 0).await.unwrap();
        let theirs = scene.stand(&anda).await.requests();
        assert!(theirs[0].incoming && theirs[0].state == RequestState::Sent);
        // Asking who asked already is a yes.
        scene.ask(&anda, 2).await.unwrap();
        let now = scene.stand(&clausen).await.requests();
        assert!(
            now.iter()
                .any(|r| !r.incoming && r.state == RequestState::Accepted)
        );
        // An organiser enters one for a participant, and it is known.
        let wish = Wish {
            from_priority: 1,
            to_priority: 0,
            state: RequestState::Sent,
            ..plain_wish(scene.firms[3], scene.firms[0])
        };
        scene
            .app
            .ask_meeting(&scene.me, scene.session, &wish)
            .await
            .unwrap();
        let seen = scene.stand(&anda).await.requests();
        assert!(
            seen.iter()
                .any(|r| r.on_behalf && r.other == scene.firms[3])
        );
    })
    .await;
}

#[tokio::test]
async fn requests_expire_and_booking_ends() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene
            .edit(|session| {
                session.booking.answer_days = Some(7);
                session.booking.most_asks = Some(1);
            })
            .await;
        let (anda, clausen) = (scene.enter(0).await, scene.enter(2).await);
        let id = id_of(&scene.ask(&anda, 2).await.unwrap());
        assert_eq!(refusal(scene.ask(&anda, 3).await), "refused-request-quota");
        assert_eq!(scene.app.expire_requests().await.unwrap(), 0);
        trial.clock.advance(SignedDuration::from_hours(24 * 7));
        let late = scene.app.answer_by_link(&clausen, id, &yes()).await;
        assert_eq!(refusal(late), "refused-request-expired");
        assert_eq!(
            scene.stand(&anda).await.requests()[0].state,
            RequestState::Expired
        );
        assert_eq!(scene.app.expire_requests().await.unwrap(), 1);
        assert_eq!(scene.app.expire_requests().await.unwrap(), 0);
        let stored = scene.app.get::<Request>(&scene.me, id).await.unwrap();
        assert_eq!(stored.state, RequestState::Expired);
        // An expired request does not count, and can be sent anew.
        let id = id_of(&scene.ask(&anda, 2).await.unwrap());
        trial.clock.set("2027-04-13T10:59:59Z".parse().unwrap());
        let anda = scene.enter(0).await;
        assert!(scene.stand(&anda).await.books());
        trial.clock.advance(SignedDuration::from_secs(1));
        assert!(!scene.stand(&anda).await.books());
        assert_eq!(refusal(scene.ask(&anda, 3).await), "refused-booking-over");
        let late = scene.app.withdraw_by_link(&anda, id).await;
        assert_eq!(refusal(late), "refused-booking-over");
        // What is said of oneself may still be mended.
        scene.write(&anda, &words(&["x"], &[])).await;
    })
    .await;
}

impl Scene {
    /// Stores a timetable and publishes it.
    async fn publish(&self, number: u32, placed: &[(RequestId, u32, u32)]) {
        let session = self
            .app
            .get::<Matchmaking>(&self.me, self.session)
            .await
            .unwrap();
        let timetable = Timetable {
            id: self.app.new_id(),
            mission: session.mission,
            matchmaking: session.id,
            number,
            name: String::new(),
            hand: None,
            parent: session.published,
            seed: 1,
            snapshot: String::new(),
            status: "feasible".into(),
            bound: None,
            goals: vec![],
            weight: 1,
            breaks: 0,
            placements: placed
                .iter()
                .map(|&(request, slot, table)| Placement::at(request, slot, table))
                .collect(),
            unplaced: vec![],
            made_at: self.app.clock().now(),
            made_by: None,
        };
        let id = timetable.id;
        self.app.create(&self.me, "test", timetable).await.unwrap();
        let at = self.app.clock().now();
        self.edit(|session| {
            session.publish((id, number), at, None);
        })
        .await;
    }
}

#[tokio::test]
async fn everybody_sees_the_own_timetable_and_what_is_new() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let (anda, clausen) = (scene.enter(0).await, scene.enter(2).await);
        assert_eq!(scene.stand(&anda).await.agenda().number, None);
        let one = id_of(&scene.ask(&anda, 2).await.unwrap());
        let two = id_of(&scene.ask(&anda, 3).await.unwrap());
        scene.publish(1, &[(one, 0, 0), (two, 1, 1)]).await;
        let agenda = scene.stand(&anda).await.agenda();
        assert_eq!(agenda.meetings.len(), 2);
        assert!(agenda.meetings.iter().all(|m| m.change.is_none()));
        assert_eq!(agenda.next().unwrap().with, scene.firms[2]);
        let theirs = scene.stand(&clausen).await.agenda();
        assert_eq!(theirs.meetings.len(), 1);
        scene.publish(2, &[(one, 1, 0)]).await;
        let agenda = scene.stand(&anda).await.agenda();
        assert!(matches!(
            agenda.meetings[0].change,
            Some(Change::Moved { .. })
        ));
        assert_eq!(agenda.cancelled.len(), 1);
        assert_eq!(agenda.cancelled[0].with, scene.firms[3]);
        // The calendar says the same, under a link of its own.
        let token = scene.token(0).await;
        let calendar = scene.app.calendar_of_link(&token).unwrap();
        missing(scene.try_enter(&calendar).await);
        let events = scene
            .app
            .participant_calendar(&calendar, Language::En, HERE)
            .await
            .unwrap();
        assert_eq!(events.events.len(), 2);
        assert_eq!(events.events[0].location, "Table 1");
        missing(
            scene
                .app
                .participant_calendar(&token, Language::En, HERE)
                .await,
        );
        trial.clock.set("2027-04-13T11:50:00Z".parse().unwrap());
        let anda = scene.enter(0).await;
        assert!(
            scene.stand(&anda).await.agenda().next().is_none(),
            "all is over"
        );
    })
    .await;
}

#[tokio::test]
async fn a_mission_goes_out_and_in_with_its_profiles() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let anda = scene.enter(0).await;
        scene.write(&anda, &words(&["轴承"], &[])).await;
        scene.ask(&anda, 2).await.unwrap();
        let file = scene
            .app
            .export_mission(&scene.me, "LN-DE-2027")
            .await
            .unwrap();
        assert_eq!((file.profiles.len(), file.requests.len()), (1, 1));
        let text = serde_json::to_string(&file).unwrap();
        let read: app::transfer::MissionFile = serde_json::from_str(&text).unwrap();
        assert_eq!(read, file);
        let there = Caller {
            agency: trial.other,
            ..scene.me.clone()
        };
        scene.app.import_mission(&there, &read).await.unwrap();
        let profiles = scene
            .app
            .list::<Profile>(&there, app::Filter::all())
            .await
            .unwrap();
        assert_eq!(profiles[0].words.offers, ["轴承"]);
        let again = scene
            .app
            .export_mission(&there, "LN-DE-2027")
            .await
            .unwrap();
        assert_eq!(again.requests, file.requests);
    })
    .await;
}

#[tokio::test]
async fn who_put_somebody_aside_is_shown_to_organisers_and_not_timetabled() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let anda = scene.enter(0).await;
        let clausen = scene.enter(2).await;
        let roll = async || {
            scene
                .app
                .participant_roll(&scene.me, scene.session)
                .await
                .unwrap()
        };
        assert_eq!(roll().await.aside(), []);
        scene
            .app
            .put_aside(&anda, scene.firms[2], true)
            .await
            .unwrap();
        let aside = roll().await.aside();
        assert_eq!(
            (aside.len(), aside[0].by, aside[0].other),
            (1, scene.firms[0], scene.firms[2])
        );
        assert_eq!(aside[0].at, Some(trial.clock.now()));
        assert!(!aside[0].blocks, "nobody asked for a meeting");
        // What the organiser enters for them does not make the one that said no come.
        let wish = Wish {
            to_priority: 2,
            ..plain_wish(scene.firms[2], scene.firms[0])
        };
        scene
            .app
            .ask_meeting(&scene.me, scene.session, &wish)
            .await
            .unwrap();
        assert!(roll().await.aside()[0].blocks);
        let blocked = async || {
            let asked = Asked {
                seconds: 5,
                seed: 7,
                ..Asked::default()
            };
            let started = scene.app.start_timetable(&scene.me, scene.session, asked);
            started.await.unwrap();
            let worker = Worker {
                name: "w",
                now: trial.clock.now(),
                lease: SignedDuration::from_secs(30),
            };
            let job = trial.store.claim_job(&[QUEUE], &worker).await;
            let job = job.unwrap().unwrap();
            let run: Run = serde_json::from_str(&job.payload).unwrap();
            scene.app.fail_timetable(&job, "w", "enough").await.unwrap();
            run.snapshot.problem.blocked().len()
        };
        assert_eq!(blocked().await, 1);
        // Only organisers take it back, and only what was put aside.
        let nosy = caller(&trial, UserRole::Viewer, None);
        let pair = (scene.session, scene.firms[0]);
        let denied = scene.app.take_back_aside(&nosy, pair, scene.firms[2]).await;
        assert!(matches!(denied, Err(AppError::Forbidden)), "{denied:?}");
        missing(
            scene
                .app
                .take_back_aside(&clausen.caller, pair, scene.firms[2])
                .await,
        );
        missing(
            scene
                .app
                .take_back_aside(&scene.me, pair, scene.firms[3])
                .await,
        );
        scene
            .app
            .take_back_aside(&scene.me, pair, scene.firms[2])
            .await
            .unwrap();
        assert_eq!(roll().await.aside(), []);
        assert_eq!(blocked().await, 0);
        missing(
            scene
                .app
                .take_back_aside(&scene.me, pair, scene.firms[2])
                .await,
        );
    })
    .await;
}
