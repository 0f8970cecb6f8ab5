//! Workbooks become records, all or none, and are taken back as one.

use crate::office::{caller, keep, mission, office, organisation, program};
use app::imports::{ImportInto, Tally};
use app::{App, AppError, Caller, Filter};
use domain::accounts::UserRole;
use domain::ids::BatchId;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Request as Wish, RequestState, TableKind};
use domain::missions::Mission;
use domain::names::Names;
use domain::participants::Profile;
use domain::parties::{Organisation, Person, Post};
use domain::programme::{Participation, Role as Part};
use domain::time::ZoneName;
use formats::workbook::{
    self, Answer, MeetingTable, OrganisationRef, Participant, Party, Priority, Problem,
    ProblemKind, Remedy, Request, Role, Session, Severity, Slot, VenueRow, Workbook,
};
use jiff::civil::{date, time};
use testkit::{Trial, on_both};

pub(crate) fn firm(
    row: u32,
    name_zh: Option<&str>,
    name_de: Option<&str>,
) -> workbook::Organisation {
    workbook::Organisation {
        row,
        code: Some(format!("O{row}")),
        name_zh: name_zh.map(Into::into),
        name_en: None,
        name_de: name_de.map(Into::into),
        short_name: None,
        kind: workbook::OrganisationKind::Company,
        country: Some("CN".into()),
        city: Some("沈阳".into()),
        sector: Some("机械、汽车".into()),
        registry_id: Some("91210100MA0000000X".into()),
        website: None,
        offers: Some("数控机床".into()),
        needs: None,
        side: None,
        seats: None,
        unavailable: vec![],
        preferred: vec![],
        max_meetings: None,
        about: None,
        sectors: vec![],
        regions: None,
        languages: vec![],
        comes: None,
        own_times: vec![],
        note: None,
    }
}

pub(crate) fn guest(row: u32, name: &str, at: Option<OrganisationRef>, role: Role) -> Participant {
    let han = name.chars().any(|c| c >= '\u{2E80}');
    Participant {
        row,
        code: Some(format!("P{row}")),
        name_zh: han.then(|| name.to_owned()),
        name_latin: (!han).then(|| name.to_owned()),
        organisation: at,
        position_zh: Some("总经理".into()),
        position_en: None,
        position_de: None,
        role,
        languages: vec![Language::ZhHans.tag()],
        email: Some(format!("p{row}@example.com")),
        phone: None,
        unavailable: vec![],
        preferred: vec![],
        max_meetings: Some(4),
        note: None,
    }
}

fn tally(new: usize, known: usize) -> Tally {
    Tally {
        new,
        known,
        changed: 0,
    }
}

pub(crate) fn slot(row: u32, hour: i8, zone: &str) -> Slot {
    Slot {
        row,
        code: Some(format!("S{row}")),
        date: date(2027, 4, 13),
        start: time(hour, 0, 0, 0),
        end: time(hour, 20, 0, 0),
        zone: ZoneName::new(zone).unwrap(),
        session: Session::Morning,
        follows: None,
        note: None,
    }
}

pub(crate) fn wish(row: u32, from: Party, to: Party, priority: Priority) -> Request {
    Request {
        row,
        code: None,
        from,
        to,
        priority,
        other_priority: None,
        must: None,
        table: None,
        possible: vec![],
        interpreting: None,
        answer: Answer::Open,
        session: None,
        slot: None,
        preferred: vec![],
        from_person: None,
        to_person: None,
        meeting: None,
        subject: Some("分销".into()),
        course: workbook::RequestCourse::default(),
        note: None,
    }
}

/// Two firms, three people, three slots, two tables, three requests of which two are mutual.
pub(crate) fn filled() -> Workbook {
    let house = |row| Some(OrganisationRef::Row { row });
    let mut head = guest(3, "王小明", house(3), Role::Head);
    head.unavailable = vec!["s3".into()];
    let mut afternoon = wish(
        5,
        Party::Organisation { row: 3 },
        Party::Participant { row: 5 },
        Priority::Low,
    );
    afternoon.from = Party::Participant { row: 4 };
    Workbook {
        organisations: vec![
            firm(3, Some("示例机械"), None),
            firm(4, None, Some("Muster GmbH")),
        ],
        participants: vec![
            head,
            guest(
                4,
                "李娜",
                Some(OrganisationRef::Named {
                    name: "春风贸易".into(),
                }),
                Role::Company,
            ),
            guest(5, "Eva Müller", house(4), Role::Counterpart),
        ],
        slots: vec![
            slot(3, 9, "Europe/Berlin"),
            slot(4, 10, "Europe/Berlin"),
            slot(5, 13, "Europe/Berlin"),
        ],
        tables: vec![
            MeetingTable {
                row: 3,
                code: None,
                label: "Tisch 1".into(),
                room: Some("Saal".into()),
                seats: None,
                kind: None,
                owner: Some(Party::Participant { row: 3 }),
                venue: Some("Hotel".into()),
                closed: vec![],
                note: None,
            },
            MeetingTable {
                row: 4,
                code: None,
                label: "Tisch 2".into(),
                room: None,
                seats: Some(4),
                kind: Some(formats::workbook::TableKind::Virtual),
                owner: None,
                venue: None,
                closed: vec![],
                note: None,
            },
        ],
        venues: vec![VenueRow {
            row: 3,
            code: None,
            name: "Hotel".into(),
            other: Some("Messe".into()),
            minutes: Some(15),
            note: None,
        }],
        requests: vec![
            wish(
                3,
                Party::Participant { row: 3 },
                Party::Participant { row: 5 },
                Priority::High,
            ),
            wish(
                4,
                Party::Organisation { row: 4 },
                Party::Organisation { row: 3 },
                Priority::Medium,
            ),
            afternoon,
        ],
        ..Workbook::default()
    }
}

pub(crate) async fn ready(trial: &Trial) -> (App, Caller, ImportInto) {
    let app = office(trial);
    let spring = mission(&app, "SPRING", "Spring mission");
    keep(&app, trial, &spring).await;
    let into = ImportInto {
        mission: spring.id,
        item: None,
    };
    (app, program(trial), into)
}

pub(crate) async fn all<R: app::Kept>(app: &App, caller: &Caller) -> Vec<R> {
    let found = app.list::<R>(caller, Filter::all()).await.unwrap();
    found.into_iter().map(|one| one.record).collect()
}

#[tokio::test]
async fn a_preview_writes_nothing_and_tells_what_the_import_does() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let before = app
            .store()
            .read(trial.agency)
            .await
            .unwrap()
            .trail_head()
            .await
            .unwrap();
        let planned = app
            .plan_import(&caller, into, &filled())
            .await
            .unwrap()
            .counts;
        assert_eq!(
            app.store()
                .read(trial.agency)
                .await
                .unwrap()
                .trail_head()
                .await
                .unwrap(),
            before
        );
        assert_eq!(planned.organisations, tally(3, 0));
        assert_eq!(
            (
                planned.people.new,
                planned.posts.new,
                planned.participations.new
            ),
            (3, 3, 2)
        );
        assert_eq!(
            (planned.slots.new, planned.tables.new, planned.requests.new),
            (3, 2, 2)
        );
        assert_eq!(
            planned.unattached, 1,
            "nobody knows yet of which item she is a guest"
        );
        let done = app.import(&caller, into, &filled()).await.unwrap();
        assert_eq!(done.counts, planned);
    })
    .await;
}

#[tokio::test]
async fn rows_become_records_of_the_directory_and_of_the_mission() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &filled()).await.unwrap();
        let firms: Vec<Organisation> = all(&app, &caller).await;
        let machines = firms
            .iter()
            .find(|firm| firm.names.display(Language::ZhHans).text == "示例机械")
            .unwrap();
        assert_eq!(machines.sectors, ["机械", "汽车"]);
        assert_eq!(machines.registry[0].scheme, "USCC");
        assert_eq!(machines.note, "", "it stands in the profile");
        let profiles: Vec<Profile> = all(&app, &caller).await;
        assert!(
            profiles
                .iter()
                .any(|one| one.organisation == machines.id && one.words.offers == ["数控机床"])
        );
        let people: Vec<Person> = all(&app, &caller).await;
        let wang = people
            .iter()
            .find(|person| person.email == "p3@example.com")
            .unwrap();
        let posts: Vec<Post> = all(&app, &caller).await;
        assert!(posts.iter().any(|post| post.person == wang.id
            && post.organisation == Some(machines.id)
            && post.main));
        let parts: Vec<Participation> = all(&app, &caller).await;
        assert_eq!(
            parts
                .iter()
                .map(|part| (part.role, part.rank))
                .collect::<Vec<_>>(),
            [(Part::Leader, Some(1)), (Part::Member, Some(2))]
        );
        let mission: Vec<Mission> = all(&app, &caller).await;
        assert_eq!(
            mission[0].head,
            Some(wang.id),
            "a mission without a head gets the one in the workbook"
        );
        let found = app
            .search(
                &caller,
                &app::search::Sought {
                    text: "示例机械",
                    ..Default::default()
                },
            )
            .await;
        assert!(found.is_ok());
    })
    .await;
}

#[tokio::test]
async fn requests_become_one_session_and_mutual_wishes_one_meeting() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &filled()).await.unwrap();
        let sessions: Vec<Matchmaking> = all(&app, &caller).await;
        let session = &sessions[0];
        assert_eq!(sessions.len(), 1);
        assert_eq!(session.zone.as_str(), "Europe/Berlin");
        assert_eq!(
            session
                .slots
                .iter()
                .map(|slot| slot.follows)
                .collect::<Vec<_>>(),
            [false, false, false]
        );
        assert_eq!(
            session
                .tables
                .iter()
                .map(|table| table.name.as_str())
                .collect::<Vec<_>>(),
            ["Saal, Tisch 1", "Tisch 2"]
        );
        // The first is the booth of the house whose head the workbook names.
        let [booth, room] = &session.tables[..] else {
            panic!("two tables");
        };
        let takes_part = |owner| session.participants.iter().any(|p| p.organisation == owner);
        assert_eq!(booth.kind, TableKind::Booth);
        assert!(booth.owner.is_some_and(takes_part));
        assert_eq!((room.kind, room.owner), (TableKind::Virtual, None));
        assert_eq!(
            (session.sign(0), session.sign(1)),
            ("Hotel · Saal, Tisch 1".into(), "Tisch 2".into())
        );
        assert_eq!(session.minutes_between(0, 1), 15);
        let wishes: Vec<Wish> = all(&app, &caller).await;
        assert_eq!(wishes.len(), 2);
        let mutual = wishes.iter().find(|wish| wish.to_priority > 0).unwrap();
        assert_eq!(
            (mutual.from_priority, mutual.to_priority, mutual.state),
            (3, 2, RequestState::Accepted)
        );
        let house = session
            .participants
            .iter()
            .find(|one| one.organisation == mutual.from)
            .unwrap();
        assert_eq!(
            (
                house.unavailable.as_slice(),
                house.at_most,
                house.people.len()
            ),
            ([0].as_slice(), Some(4), 1)
        );
        assert_eq!(session.participants.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_way_that_nobody_knows_is_asked_for() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let mut workbook = filled();
        workbook.venues[0].minutes = None;
        workbook.venues[0].other = None;
        workbook.tables[1].venue = Some("Rathaus".into());
        let refused = app.plan_import(&caller, into, &workbook).await;
        let Err(app::AppError::Refused(refusal)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(refusal.key, "refused-import-no-way");
        // Said in either direction it is enough.
        workbook.venues[0].name = "Rathaus".into();
        workbook.venues[0].other = Some("hotel".into());
        workbook.venues[0].minutes = Some(8);
        app.import(&caller, into, &workbook).await.unwrap();
        let sessions: Vec<Matchmaking> = all(&app, &caller).await;
        let names = sessions[0].venues.iter().map(|venue| venue.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["Rathaus", "hotel"]);
        assert_eq!(sessions[0].minutes_between(0, 1), 8);
    })
    .await;
}

#[tokio::test]
async fn the_same_workbook_again_changes_nothing() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &filled()).await.unwrap();
        let again = app
            .plan_import(&caller, into, &filled())
            .await
            .unwrap()
            .counts;
        for tally in [
            again.organisations,
            again.people,
            again.posts,
            again.participations,
            again.slots,
            again.tables,
            again.participants,
            again.requests,
        ] {
            assert_eq!((tally.new, tally.changed), (0, 0), "{again:?}");
            assert!(tally.known > 0, "{again:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_bearers_of_a_name_are_not_guessed_between() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        for _ in 0..2 {
            let twin = organisation(&app, Names::of_record(Language::De, "Muster GmbH").unwrap());
            keep(&app, &trial, &twin).await;
        }
        let planned = app
            .plan_import(&caller, into, &filled())
            .await
            .unwrap()
            .counts;
        assert_eq!(planned.organisations, tally(3, 0));
    })
    .await;
}

#[tokio::test]
async fn one_undo_takes_the_whole_batch_back() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let done = app.import(&caller, into, &filled()).await.unwrap();
        let past = app.past_imports(&caller, into.mission).await.unwrap();
        assert_eq!((past.len(), past[0].id, past[0].touched_since), (1, done.batch, false));
        let taken_back = app.undo_batch(&caller, done.batch).await.unwrap();
        assert_eq!(u64::try_from(past[0].records), Ok(taken_back));
        assert!(app.past_imports(&caller, into.mission).await.unwrap()[0].touched_since);
        assert_eq!(all::<Organisation>(&app, &caller).await, []);
        assert_eq!(all::<Person>(&app, &caller).await, []);
        assert_eq!(all::<Participation>(&app, &caller).await, []);
        assert_eq!(all::<Wish>(&app, &caller).await, []);
        assert_eq!(all::<Mission>(&app, &caller).await[0].head, None);
        assert!(matches!(app.undo_batch(&caller, done.batch).await, Err(AppError::Refused(refusal)) if refusal.key == "refused-changed-since"));
        let unknown: BatchId = app.new_id();
        assert!(matches!(app.undo_batch(&caller, unknown).await, Err(AppError::Missing)));
        // And once more, as if nothing had been.
        assert_eq!(app.import(&caller, into, &filled()).await.unwrap().counts.people.new, 3);
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_was_worked_on_is_not_taken_back() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let done = app.import(&caller, into, &filled()).await.unwrap();
        let found = app.list::<Person>(&caller, Filter::all()).await.unwrap();
        let mut person = found[0].record.clone();
        person.note = "met in Hamburg".into();
        app.save(&caller, "test", person, found[0].version).await.unwrap();
        assert!(matches!(app.undo_batch(&caller, done.batch).await, Err(AppError::Refused(refusal)) if refusal.key == "refused-changed-since"));
        assert_eq!(all::<Person>(&app, &caller).await.len(), 3, "nothing of it was taken back");
    })
    .await;
}

#[tokio::test]
async fn what_the_rules_refuse_leaves_no_trace() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let refused = |workbook: Workbook| {
            let (app, caller) = (&app, &caller);
            async move {
                match app.import(caller, into, &workbook).await {
                    Err(AppError::Refused(refusal)) => (
                        refusal.key,
                        refusal.args.first().map(|(_, value)| value.clone()),
                    ),
                    other => panic!("{other:?}"),
                }
            }
        };
        let mut zones = filled();
        zones.slots[1].zone = ZoneName::new("Asia/Shanghai").unwrap();
        assert_eq!(
            refused(zones).await,
            ("refused-import-zones", Some("4".into()))
        );
        let mut alone = filled();
        alone.participants[1].organisation = None;
        assert_eq!(
            refused(alone).await,
            ("refused-import-no-organisation", Some("5".into()))
        );
        let mut same = filled();
        same.requests[0].to = Party::Organisation { row: 3 };
        assert_eq!(
            refused(same).await,
            ("refused-import-same-house", Some("3".into()))
        );
        let mut wrong = filled();
        wrong.problems.push(Problem {
            severity: Severity::Error,
            sheet: None,
            sheet_name: String::new(),
            row: None,
            column: None,
            field: None,
            kind: ProblemKind::Missing,
            value: None,
            remedy: Remedy::FillIn,
        });
        assert_eq!(refused(wrong).await, ("refused-import-errors", None));
        assert_eq!(all::<Organisation>(&app, &caller).await, []);
    })
    .await;
}

#[tokio::test]
async fn only_those_who_may_import_do() {
    on_both(|trial| async move {
        let (app, _, into) = ready(&trial).await;
        for role in [
            UserRole::Verifier,
            UserRole::Delegate,
            UserRole::Viewer,
            UserRole::Partner,
            UserRole::ProjectManager,
        ] {
            let other = caller(&trial, role, None);
            let planned = app.plan_import(&other, into, &filled()).await;
            assert!(
                matches!(planned, Err(AppError::Forbidden | AppError::Missing)),
                "{role:?}"
            );
            let done = app.import(&other, into, &filled()).await;
            assert!(
                matches!(done, Err(AppError::Forbidden | AppError::Missing)),
                "{role:?}"
            );
        }
        let foreign = Caller::program(trial.other, app::Door::Page);
        assert!(matches!(
            app.import(&foreign, into, &filled()).await,
            Err(AppError::Missing)
        ));
        assert_eq!(all::<Person>(&app, &program(&trial)).await, []);
    })
    .await;
}
