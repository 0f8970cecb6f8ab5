//! Sessions, requests and timetables, from the first wish to the published agenda.

use crate::office::{caller, keep, mission, office, organisation, program};
use app::timetables::{Asked, QUEUE, Run, SessionFile, Why, Wish, differences};
use app::{App, AppError, Caller};
use domain::accounts::UserRole;
use domain::ids::{MatchmakingId, MissionId, OrganisationId, TypedId};
use domain::interpreting::Interpreting;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant, RequestState, Table, TableKind, Venue};
use domain::names::Names;
use domain::participants::Booking;
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemKind, ItemState, Participation, ParticipationState, Role, Side,
    Visibility,
};
use domain::text::Localised;
use domain::time::{When, ZoneName};
use jiff::SignedDuration;
use matchmaking::{Bound, Outcome, SlotId, TableId, measure, reasons};
use store::jobs::{Job, JobState, Worker};
use testkit::{Trial, on_both};

pub struct Scene {
    pub app: App,
    pub me: Caller,
    pub mission: MissionId,
    pub session: MatchmakingId,
    pub firms: Vec<OrganisationId>,
}

fn berlin() -> ZoneName {
    ZoneName::new("Europe/Berlin").unwrap()
}

/// A session of three slots and one table; the third firm is away in the first slot.
pub async fn scene(trial: &Trial) -> Scene {
    let app = office(trial);
    let me = program(trial);
    let mission = mission(&app, "LN-DE-2027", "Spring");
    keep(&app, trial, &mission).await;
    let mut firms = Vec::new();
    for name in ["Anda Machines", "Bosfor Kimya", "Ege Makine", "Not invited"] {
        let firm = organisation(&app, Names::as_printed(Language::En, name).unwrap());
        keep(&app, trial, &firm).await;
        firms.push(firm.id);
    }
    let participant = |n: usize, unavailable| Participant {
        organisation: firms[n],
        side: if n == 0 { Side::Home } else { Side::Host },
        people: vec![],
        seats: 1,
        unavailable,
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
        zone: berlin(),
        slots: app::timetables::slots_from_text("2027-04-13 13:00-13:25\n13:25-13:50\n13:50-14:15")
            .unwrap(),
        tables: vec![Table {
            name: "1".into(),
            kind: TableKind::Shared,
            owner: None,
            venue: None,
            closed: Vec::new(),
        }],
        participants: vec![
            participant(0, vec![]),
            participant(1, vec![]),
            participant(2, vec![0]),
        ],
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
        mission: mission.id,
        session: session.id,
        firms,
    }
}

/// An accepted request from one participant to another, wanted more by the first.
pub fn plain_wish(from: OrganisationId, to: OrganisationId) -> Wish {
    Wish {
        from,
        to,
        from_priority: 2,
        to_priority: 1,
        must: false,
        window: vec![],
        preferred: vec![],
        fixed: None,
        from_person: None,
        to_person: None,
        interpreting: Interpreting::AsSpoken,
        message: String::new(),
        state: RequestState::Accepted,
    }
}

impl Scene {
    pub fn wish(&self, from: usize, to: usize) -> Wish {
        plain_wish(self.firms[from], self.firms[to])
    }

    pub async fn ask(&self, wish: &Wish) -> Result<app::Saved, AppError> {
        self.app.ask_meeting(&self.me, self.session, wish).await
    }

    pub async fn file(&self) -> SessionFile {
        self.app.session_file(&self.me, self.session).await.unwrap()
    }

    pub async fn start(&self) -> Result<domain::ids::JobId, AppError> {
        let asked = Asked {
            seconds: 5,
            seed: 7,
            ..Asked::default()
        };
        self.app
            .start_timetable(&self.me, self.session, asked)
            .await
    }

    pub async fn claim(&self, trial: &Trial) -> (Job, Run) {
        let worker = Worker {
            name: "w",
            now: trial.store_now(),
            lease: SignedDuration::from_secs(30),
        };
        let job = trial
            .store
            .claim_job(&[QUEUE], &worker)
            .await
            .unwrap()
            .unwrap();
        let run = serde_json::from_str(&job.payload).unwrap();
        (job, run)
    }

    /// Starts a run and answers it with these slots.
    pub async fn run(&self, trial: &Trial, met: &[Met]) -> Result<app::Saved, AppError> {
        self.start().await.unwrap();
        let (job, run) = self.claim(trial).await;
        self.app
            .keep_timetable(&job, "w", &run, &outcome(self, &run, met))
            .await
    }
}

trait Now {
    fn store_now(&self) -> jiff::Timestamp;
}

impl Now for Trial {
    fn store_now(&self) -> jiff::Timestamp {
        use domain::chance::Clock;
        self.clock.now()
    }
}

/// A pair of firms and the slot in which they meet.
pub type Met = ((usize, usize), u32);

/// An answer in which these meet, at the only table.
pub fn outcome(scene: &Scene, run: &Run, met: &[Met]) -> Outcome {
    let problem = &run.snapshot.problem;
    let firm = |n: usize| run.snapshot.organisations[n];
    let slot = |request: &matchmaking::Request| {
        let pair = (firm(request.first.index()), firm(request.second.index()));
        let this = |((from, to), _): &&Met| (scene.firms[*from], scene.firms[*to]) == pair;
        let found = met.iter().find(this);
        found.map(|(_, slot)| (SlotId(*slot), Some(TableId(0))))
    };
    let places: Vec<_> = problem.requests().iter().map(slot).collect();
    let people = matchmaking::crew::attend(problem, &places, &[]);
    let mut timetable = reasons::with_reasons_and_people(problem, &places, people);
    let figures = measure(problem, &timetable.slots());
    timetable.claims = Some(figures.clone());
    Outcome::Feasible {
        timetable,
        figures,
        bound: Bound::WeightAtMost(99),
    }
}

pub fn refusal<T: std::fmt::Debug>(answer: Result<T, AppError>) -> &'static str {
    match answer {
        Err(AppError::Refused(refusal)) => refusal.key,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_request_needs_two_who_take_part_and_is_asked_once() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        assert_eq!(
            refusal(scene.ask(&scene.wish(1, 0)).await),
            "refused-request-twice"
        );
        assert_eq!(
            refusal(scene.ask(&scene.wish(1, 1)).await),
            "refused-request-itself"
        );
        assert_eq!(
            refusal(scene.ask(&scene.wish(0, 3)).await),
            "refused-not-taking-part"
        );
        let late = Wish {
            fixed: Some(3),
            ..scene.wish(0, 2)
        };
        assert_eq!(refusal(scene.ask(&late).await), "refused-unknown-slot");
        let outside = Wish {
            fixed: Some(1),
            window: vec![2],
            ..scene.wish(0, 2)
        };
        assert_eq!(refusal(scene.ask(&outside).await), "refused-request-window");
        assert_eq!(scene.file().await.requests.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn from_the_wish_to_everybodys_agenda() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        for (from, to) in [(0, 1), (0, 2), (1, 2)] {
            scene.ask(&scene.wish(from, to)).await.unwrap();
        }
        let sent = Wish {
            state: RequestState::Withdrawn,
            ..scene.wish(1, 0)
        };
        scene.ask(&sent).await.unwrap();
        let job = scene.start().await.unwrap();
        assert_eq!(refusal(scene.start().await), "refused-run-under-way");
        let (claimed, run) = scene.claim(&trial).await;
        assert_eq!((claimed.id, run.snapshot.requests.len()), (job, 3));
        // Nobody else's work is stored, and nothing that the judge rejects.
        let double = outcome(&scene, &run, &[((0, 1), 1), ((0, 2), 1)]);
        let kept = scene.app.keep_timetable(&claimed, "w", &run, &double).await;
        assert!(matches!(kept, Err(AppError::Internal(_))), "{kept:?}");
        assert_eq!(scene.file().await.timetables.len(), 0);
        let good = outcome(&scene, &run, &[((0, 1), 0), ((0, 2), 1)]);
        scene
            .app
            .keep_timetable(&claimed, "w", &run, &good)
            .await
            .unwrap();
        let again = scene.app.keep_timetable(&claimed, "w", &run, &good).await;
        assert!(again.is_err(), "the job is over");
        let file = scene.file().await;
        let first = file.newest().unwrap();
        assert_eq!(
            (first.number, first.placements.len(), first.breaks),
            (1, 2, 0)
        );
        assert_eq!(
            Why::read(&first.unplaced[0]),
            Why::StillOpen { slots: vec![2] }
        );
        let progress = scene
            .app
            .timetable_run(&scene.me, scene.session)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((progress.state, progress.progress), (JobState::Done, 1000));

        let which = (scene.session, file.session.version);
        scene
            .app
            .publish_timetable(&scene.me, which, first.id)
            .await
            .unwrap();
        let file = scene.file().await;
        assert_eq!(file.published().map(|t| t.id), Some(first.id));
        let agendas = file.agendas(file.published().unwrap());
        let met: Vec<_> = agendas[0]
            .meetings
            .iter()
            .map(|(p, who)| (p.slot, *who))
            .collect();
        assert_eq!(met, [(0, scene.firms[1]), (1, scene.firms[2])]);
        assert_eq!(agendas[2].meetings.len(), 1);
        // Who publishes from an old page is told so.
        let stale = scene
            .app
            .publish_timetable(&scene.me, which, first.id)
            .await;
        assert!(matches!(stale, Err(AppError::Conflict(_))), "{stale:?}");
    })
    .await;
}

#[tokio::test]
async fn what_no_longer_fits_is_not_published() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        let kept = scene.run(&trial, &[((0, 1), 2)]).await.unwrap();
        let file = scene.file().await;
        let mut session = file.session.record.clone();
        session.participants[0].unavailable = vec![2];
        let saved = scene
            .app
            .save(&scene.me, "test", session, file.session.version)
            .await
            .unwrap();
        let id = domain::ids::TypedId::from_uuid(kept.id);
        let answer = scene
            .app
            .publish_timetable(&scene.me, (scene.session, saved.version), id)
            .await;
        assert_eq!(refusal(answer), "refused-timetable-outdated");
    })
    .await;
}

#[tokio::test]
async fn a_later_run_is_compared_and_told_meetings_can_be_fixed() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        scene.ask(&scene.wish(0, 2)).await.unwrap();
        assert_eq!(
            refusal(scene.app.fix_published(&scene.me, scene.session).await),
            "refused-nothing-published"
        );
        scene.run(&trial, &[((0, 1), 0)]).await.unwrap();
        scene
            .run(&trial, &[((0, 1), 1), ((0, 2), 2)])
            .await
            .unwrap();
        let file = scene.file().await;
        let (one, two) = (file.numbered(1).unwrap(), file.numbered(2).unwrap());
        let moves = differences(one, two);
        assert_eq!(moves.len(), 2);
        assert_eq!(
            (moves[0].before, moves[0].after),
            (Some((0, 0)), Some((1, 0)))
        );
        assert_eq!((moves[1].before, moves[1].after), (None, Some((2, 0))));
        assert!(differences(one, one).is_empty());
        let which = (scene.session, file.session.version);
        scene
            .app
            .publish_timetable(&scene.me, which, two.id)
            .await
            .unwrap();
        assert_eq!(
            scene
                .app
                .fix_published(&scene.me, scene.session)
                .await
                .unwrap(),
            2
        );
        assert_eq!(
            scene
                .app
                .fix_published(&scene.me, scene.session)
                .await
                .unwrap(),
            0
        );
        let file = scene.file().await;
        let mut fixed: Vec<_> = file.requests.iter().map(|r| r.fixed).collect();
        fixed.sort_unstable();
        assert_eq!(fixed, [Some(1), Some(2)]);
    })
    .await;
}

#[tokio::test]
async fn a_waiting_run_is_stopped_at_once() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        assert_eq!(refusal(scene.start().await), "refused-nothing-to-timetable");
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        let job = scene.start().await.unwrap();
        scene.app.stop_timetable(&scene.me, job).await.unwrap();
        let run = scene
            .app
            .timetable_run(&scene.me, scene.session)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(run.state, JobState::Cancelled);
        scene.start().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_people_do_elsewhere_keeps_them_away() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let at = |minute| jiff::civil::date(2027, 4, 13).at(13, minute, 0, 0);
        let item = Item {
            id: scene.app.new_id(),
            mission: scene.mission,
            leg: None,
            kind: ItemKind::Talks,
            title: Localised::new(Language::En, "Talks"),
            when: When::exact(at(20), at(30), berlin()).unwrap(),
            state: ItemState::Confirmed,
            venue: Localised::default(),
            room: String::new(),
            hosts: vec![],
            official: true,
            languages: vec![],
            interpretation: Interpretation::Consecutive,
            visibility: Visibility::Participants,
            counts: vec![],
            note: Localised::default(),
            source: None,
        };
        keep(&scene.app, &trial, &item).await;
        let part = Participation {
            id: scene.app.new_id(),
            mission: scene.mission,
            item: Some(item.id),
            party: PartyRef::Organisation(scene.firms[0]),
            organisation: None,
            posts: vec![],
            role: Role::Attendee,
            side: Side::Home,
            state: ParticipationState::Accepted,
            rank: None,
            count: None,
            note: String::new(),
            source: None,
        };
        keep(&scene.app, &trial, &part).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        scene.start().await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        let possible =
            matchmaking::Supply::of(problem).possible(problem, matchmaking::RequestId(0));
        assert_eq!(possible.to_vec(), [SlotId(2)]);
    })
    .await;
}

/// A table of a kind, open all the time.
pub fn table(name: &str, kind: TableKind, owner: Option<OrganisationId>) -> Table {
    Table {
        name: name.into(),
        kind,
        owner,
        venue: None,
        closed: Vec::new(),
    }
}

impl Scene {
    /// Adds tables to the session.
    pub async fn add_tables(&self, tables: &[Table]) -> Result<(), AppError> {
        let which = (domain::access::Action::Edit, self.session, None);
        let rule = |mut session: Matchmaking| {
            session.tables.extend_from_slice(tables);
            Ok(session)
        };
        let done = self.app.change(&self.me, "test", which, rule).await;
        done.map(|_| ())
    }
}

#[tokio::test]
async fn a_booth_has_its_owners_meetings_and_no_others() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let booth = |name, n: usize| table(name, TableKind::Booth, Some(scene.firms[n]));
        let closed = Table {
            closed: vec![2],
            ..booth("B7", 1)
        };
        // The last firm does not take part: its booth stays empty.
        let net = table("Net", TableKind::Virtual, None);
        let tables = [closed, booth("B8", 3), net];
        scene.add_tables(&tables).await.unwrap();
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        scene.ask(&scene.wish(0, 2)).await.unwrap();
        scene.start().await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        let known = matchmaking::Presence::of(problem);
        let open = |request, slot: u32| {
            let tables = known.tables(problem, request).into_iter();
            let open = tables.filter(|table| known.is_open(*table, SlotId(slot)));
            open.map(|table| table.0).collect::<Vec<_>>()
        };
        let [owners, others] = [0, 1].map(matchmaking::RequestId);
        assert_eq!(open(owners, 1), [1], "nowhere but at the booth");
        assert_eq!(open(owners, 2), [0_u32; 0], "which is closed then");
        assert_eq!(open(others, 1), [0, 3]);
    })
    .await;
}

#[tokio::test]
async fn a_room_on_the_net_is_for_those_for_whom_there_is_no_table() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        let net = table("Net", TableKind::Virtual, None);
        scene.add_tables(&[net]).await.unwrap();
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        scene.ask(&scene.wish(0, 2)).await.unwrap();
        scene.start().await.unwrap();
        let (job, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        // Both meet on the net, one after the other, while the table is free.
        let later = |asked: &matchmaking::Request| {
            u32::from(asked.sides().contains(&matchmaking::ParticipantId(2)))
        };
        let places = problem.requests().iter();
        let places: Vec<_> = places
            .map(|asked| Some((SlotId(later(asked)), Some(TableId(1)))))
            .collect();
        let timetable = reasons::with_reasons(problem, &places);
        let figures = measure(problem, &timetable.slots());
        let found = Outcome::Feasible {
            timetable,
            figures,
            bound: Bound::WeightAtMost(99),
        };
        let kept = scene.app.keep_timetable(&job, "w", &run, &found).await;
        let id = domain::ids::TimetableId::from_uuid(kept.unwrap().id);
        let file = scene.file().await;
        let tables = file
            .timetable(id)
            .unwrap()
            .placements
            .iter()
            .map(|p| p.table);
        assert_eq!(tables.collect::<Vec<_>>(), [0, 0]);
    })
    .await;
}

#[tokio::test]
async fn a_meeting_locked_away_from_the_booth_stays_there() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        let kept = scene.run(&trial, &[((0, 1), 1)]).await.unwrap();
        let timetable = domain::ids::TimetableId::from_uuid(kept.id);
        let request = scene.file().await.requests[0].id;
        let lock = scene.app.lock_meeting(&scene.me, (timetable, request));
        lock.await.unwrap();
        let booth = table("B7", TableKind::Booth, Some(scene.firms[1]));
        scene.add_tables(&[booth]).await.unwrap();
        scene.start().await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let asked = &run.snapshot.problem.requests()[0];
        assert_eq!(
            (asked.fixed, asked.table),
            (Some(SlotId(1)), Some(TableId(0)))
        );
        let held = [Some((SlotId(1), Some(TableId(0))))];
        let answer = reasons::with_reasons(&run.snapshot.problem, &held);
        assert!(matchmaking::judge(&run.snapshot.problem, &answer).is_valid());
    })
    .await;
}

#[tokio::test]
async fn nobody_is_in_two_venues_sooner_than_the_way_takes() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        scene.ask(&scene.wish(0, 2)).await.unwrap();
        let far = Table {
            venue: Some(1),
            ..table("2", TableKind::Shared, None)
        };
        scene.add_tables(&[far]).await.unwrap_err();
        let which = (domain::access::Action::Edit, scene.session, None);
        let rule = |mut session: Matchmaking| {
            let venue = |name: &str, minutes: &[u32]| Venue {
                name: name.into(),
                minutes: minutes.to_vec(),
            };
            session.venues = vec![venue("Fair", &[]), venue("Hotel", &[20])];
            session.tables[0].venue = Some(1);
            session.tables.push(table("2", TableKind::Shared, None));
            Ok(session)
        };
        let set = scene.app.change(&scene.me, "test", which, rule).await;
        set.unwrap();
        scene.start().await.unwrap();
        let (_, run) = scene.claim(&trial).await;
        let problem = &run.snapshot.problem;
        // Firm 0 is in the hotel until 13:25, and needs 20 minutes to the fair.
        let places = |later: u32, table: u32| {
            let place = |asked: &matchmaking::Request| {
                let early = asked.sides().contains(&matchmaking::ParticipantId(1));
                let (slot, table) = if early { (0, 0) } else { (later, table) };
                Some((SlotId(slot), Some(TableId(table))))
            };
            problem.requests().iter().map(place).collect::<Vec<_>>()
        };
        let broken = |places: Vec<Option<(SlotId, Option<TableId>)>>| {
            matchmaking::judge(problem, &reasons::with_reasons(problem, &places)).violations
        };
        assert_eq!(broken(places(1, 0)), [], "in the same venue at once");
        assert_eq!(broken(places(1, 1)).len(), 1, "too far");
        assert_eq!(broken(places(2, 1)), [], "with a slot between");
    })
    .await;
}

#[tokio::test]
async fn others_neither_see_nor_start() {
    on_both(|trial| async move {
        let scene = scene(&trial).await;
        scene.ask(&scene.wish(0, 1)).await.unwrap();
        let asked = Asked {
            seconds: 1,
            seed: 1,
            ..Asked::default()
        };
        let viewer = caller(&trial, UserRole::Viewer, None);
        let answer = scene
            .app
            .start_timetable(&viewer, scene.session, asked)
            .await;
        assert!(matches!(answer, Err(AppError::Forbidden)), "{answer:?}");
        let stranger = Caller {
            agency: trial.other,
            ..scene.me.clone()
        };
        let answer = scene
            .app
            .start_timetable(&stranger, scene.session, asked)
            .await;
        assert!(matches!(answer, Err(AppError::Missing)), "{answer:?}");
        let job = scene.start().await.unwrap();
        let answer = scene.app.stop_timetable(&stranger, job).await;
        assert!(matches!(answer, Err(AppError::Missing)), "{answer:?}");
        let answer = scene.app.stop_timetable(&viewer, job).await;
        assert!(matches!(answer, Err(AppError::Forbidden)), "{answer:?}");
    })
    .await;
}
