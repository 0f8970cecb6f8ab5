//! A workbook and what a session holds already: wishes, people, times.

use crate::imports::{all, filled, guest, ready};
use crate::timetables::{plain_wish, refusal};
use app::imports::{ImportInto, Tally};
use app::timetables::Wish;
use app::{App, Caller};
use domain::interpreting::LanguagePair;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant, Request};
use domain::participants::{Earlier, Hand, Profile, ProfileWords};
use domain::parties::{Organisation, Person};
use domain::record::Kind;
use formats::workbook::{
    AsideRow, InterpreterRow, Moment, Party, ProblemKind, Role, SettingsRow, Sheet, SheetSummary,
    Workbook, explain,
};
use jiff::SignedDuration;
use jiff::civil::date;
use testkit::{on_both, sqlite};

/// Three firms; of the second machine builder two people come.
fn full() -> Workbook {
    let mut workbook = filled();
    let mut second = guest(
        6,
        "赵强",
        workbook.participants[0].organisation.clone(),
        Role::Company,
    );
    second.unavailable = vec!["S3".into(), "S5".into()];
    workbook.participants.push(second);
    workbook.participants[0].preferred = vec!["s4".into()];
    workbook.requests[0].preferred = vec!["S5".into(), "S4".into()];
    workbook.requests[0].from_person = Some(Party::Participant { row: 3 });
    workbook.requests[0].to_person = Some(Party::Participant { row: 5 });
    let sheets = [Sheet::Participants, Sheet::Requests, Sheet::Interpreters];
    workbook.sheets = sheets.map(named).to_vec();
    workbook
}

/// A sheet of which every column is known.
fn named(sheet: Sheet) -> SheetSummary {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars().map(String::from);
    let fields = sheet.fields().iter().map(|field| field.key.to_owned());
    SheetSummary {
        sheet,
        name: sheet.label(Language::En).to_owned(),
        rows: 1,
        refused: 0,
        columns: fields.zip(letters).collect(),
    }
}

async fn session(app: &App, caller: &Caller) -> Matchmaking {
    all::<Matchmaking>(app, caller).await.remove(0)
}

/// The participant with a person of this address.
async fn firm(app: &App, caller: &Caller, email: &str) -> Participant {
    let people: Vec<Person> = all(app, caller).await;
    let person = people.iter().find(|one| one.email == email).unwrap().id;
    let session = session(app, caller).await;
    let mut firms = session.participants.into_iter();
    firms.find(|one| one.people.contains(&person)).unwrap()
}

/// What a plan complains about, in English.
async fn complaints(
    (app, caller, into): (&App, &Caller, ImportInto),
    workbook: &Workbook,
) -> Vec<String> {
    let planned = app.plan_import(caller, into, workbook).await.unwrap();
    let refused = app.import(caller, into, workbook).await;
    assert_eq!(refused.is_err(), !planned.problems.is_empty());
    let told = planned.problems.iter();
    told.map(|problem| explain(problem, Language::En)).collect()
}

#[tokio::test]
async fn wishes_people_and_their_own_times_come_with_the_workbook() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &full()).await.unwrap();
        let one = firm(&app, &caller, "p3@example.com").await;
        let [wang, zhao] = one.people[..] else {
            panic!("{one:?}")
        };
        assert_eq!((&one.unavailable, &one.preferred), (&vec![0], &vec![1]));
        assert_eq!((one.absent(wang), one.absent(zhao)), (&[][..], &[2][..]));
        assert_eq!(one.at_most, Some(8));
        let requests: Vec<Request> = all(&app, &caller).await;
        let request = requests.iter().find(|one| one.from_priority == 3).unwrap();
        assert_eq!(request.preferred, [1, 2]);
        let eva = firm(&app, &caller, "p5@example.com").await.people[0];
        assert_eq!(
            (request.from_person, request.to_person),
            (Some(wang), Some(eva))
        );
        let again = app.plan_import(&caller, into, &full()).await.unwrap();
        let (firms, requests) = (again.counts.participants, again.counts.requests);
        assert_eq!((firms.new, firms.known, firms.changed), (0, 3, 0));
        assert_eq!((requests.new, requests.changed), (0, 0));
        assert_eq!(again.problems, []);
    })
    .await;
}

#[tokio::test]
async fn a_workbook_without_the_columns_takes_nothing_away() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    app.import(&caller, into, &full()).await.unwrap();
    let before = (
        session(&app, &caller).await,
        all::<Request>(&app, &caller).await,
    );
    let mut old = filled();
    old.participants[0].unavailable.clear();
    app.import(&caller, into, &old).await.unwrap();
    let after = (
        session(&app, &caller).await,
        all::<Request>(&app, &caller).await,
    );
    assert_eq!(before, after);
}

#[tokio::test]
async fn a_later_workbook_adds_to_what_is_there_and_is_taken_back_as_one() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &filled()).await.unwrap();
        let before = (
            session(&app, &caller).await,
            all::<Request>(&app, &caller).await,
        );
        let planned = app.plan_import(&caller, into, &full()).await.unwrap();
        let changed = |tally: Tally| (tally.new, tally.changed);
        assert_eq!(changed(planned.counts.participants), (0, 1));
        assert_eq!(changed(planned.counts.requests), (0, 1));
        let done = app.import(&caller, into, &full()).await.unwrap();
        let one = firm(&app, &caller, "p3@example.com").await;
        assert_eq!(
            (one.people.len(), one.seats, &one.preferred),
            (2, 2, &vec![1])
        );
        let requests: Vec<Request> = all(&app, &caller).await;
        let request = requests.iter().find(|one| one.from_priority == 3).unwrap();
        assert_eq!(
            (&request.preferred, request.from_person),
            (&vec![1, 2], Some(one.people[0]))
        );
        app.undo_batch(&caller, done.batch).await.unwrap();
        let after = (
            session(&app, &caller).await,
            all::<Request>(&app, &caller).await,
        );
        assert_eq!(before, after);
    })
    .await;
}

#[tokio::test]
async fn a_request_from_the_other_side_names_its_people_from_its_side() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let mut workbook = full();
    workbook.requests[0].from_person = None;
    workbook.requests[0].to_person = None;
    // The second row asks the other way round for the same meeting.
    workbook.requests[1].from_person = Some(Party::Participant { row: 5 });
    workbook.requests[1].to_person = Some(Party::Participant { row: 6 });
    app.import(&caller, into, &workbook).await.unwrap();
    let zhao = firm(&app, &caller, "p3@example.com").await.people[1];
    let eva = firm(&app, &caller, "p5@example.com").await.people[0];
    let requests: Vec<Request> = all(&app, &caller).await;
    let request = requests.iter().find(|one| one.from_priority == 3).unwrap();
    assert_eq!(
        (request.from_person, request.to_person),
        (Some(zhao), Some(eva))
    );
}

#[tokio::test]
async fn wishes_that_cannot_be_are_named_by_their_cell() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let office = (&app, &caller, into);
    let mut workbook = full();
    // Nobody of the house can meet in the first slot, Mr Zhao alone not in the third.
    workbook.participants[0].preferred = vec!["S3".into()];
    workbook.participants[3].preferred = vec!["S5".into()];
    workbook.requests[0].preferred = vec!["S3".into()];
    workbook.requests[0].from_person = Some(Party::Participant { row: 5 });
    workbook.requests[1].preferred = vec!["s5".into()];
    workbook.requests[1].to_person = Some(Party::Participant { row: 6 });
    assert_eq!(
        complaints(office, &workbook).await,
        [
            "sheet “participants”, row 3, column M (preferred slots (codes)): “示例机械” cannot meet in \
         the slot “S3”. Choose another slot, or correct when they cannot meet.",
            "sheet “participants”, row 6, column M (preferred slots (codes)): “赵强” cannot meet in the \
         slot “S5”. Choose another slot, or correct when they cannot meet.",
            "sheet “meeting requests”, row 3, column L (preferred slots (codes)): “示例机械” cannot meet \
         in the slot “S3”. Choose another slot, or correct when they cannot meet.",
            "sheet “meeting requests”, row 3, column M (person of the asking side (code)): “Eva Müller” \
         does not sit at the tables for “示例机械”. Write the code of somebody of this side, or \
         correct the organisation in the sheet of participants.",
            "sheet “meeting requests”, row 4, column L (preferred slots (codes)): “赵强” cannot meet in \
         the slot “s5”. Choose another slot, or correct when they cannot meet.",
        ]
    );
    assert_eq!(
        all::<Organisation>(&app, &caller).await,
        [],
        "nothing is half written"
    );
    // Outside of the half of the day: the wish, and the place where the meeting is held.
    let mut workbook = full();
    workbook.requests[2].session = Some(formats::workbook::Session::Morning);
    workbook.requests[2].preferred = vec!["S5".into()];
    workbook.requests[2].slot = Some("S5".into());
    let planned = app.plan_import(&caller, into, &workbook).await.unwrap();
    let found: Vec<_> = planned
        .problems
        .iter()
        .map(|one| (one.row, one.field.as_deref(), &one.kind))
        .collect();
    let kind = &ProblemKind::WishOutside;
    assert_eq!(
        found,
        [
            (Some(5), Some("preferred"), kind),
            (Some(5), Some("slot"), kind)
        ]
    );
}

#[tokio::test]
async fn times_against_a_wish_that_stands_name_their_cell_and_what_to_do() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &full()).await.unwrap();
        let before = session(&app, &caller).await;
        // Mr Wang and Mr Zhao wish for the second slot, and now none of them can come then.
        let mut workbook = full();
        workbook.participants[0].preferred.clear();
        workbook.requests[0].preferred.clear();
        workbook.participants[0].unavailable = vec!["S4".into()];
        workbook.participants[3].unavailable = vec!["S4".into(), "S5".into()];
        assert_eq!(complaints((&app, &caller, into), &workbook).await, [
            "sheet “participants”, row 3, column L (unavailable slots (codes)): the session has \
             “示例机械” wishing to meet at “2027-04-13 10:00”. Take the slot out of this cell, write \
             other preferred slots into this row, or take the wish back in the session first.",
        ]);
        assert_eq!(session(&app, &caller).await, before);
        // As the remedy says.
        workbook.participants[0].preferred = vec!["S5".into()];
        app.import(&caller, into, &workbook).await.unwrap();
        let one = firm(&app, &caller, "p3@example.com").await;
        assert_eq!((&one.unavailable, &one.preferred), (&vec![1], &vec![2]));
        assert_eq!(one.absent(one.people[1]), [2]);
    })
    .await;
}

#[tokio::test]
async fn nobody_sits_with_two_participants() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    app.import(&caller, into, &full()).await.unwrap();
    // Somebody seats Ms Müller with the machine builder by hand.
    let sessions = app
        .list::<Matchmaking>(&caller, app::Filter::all())
        .await
        .unwrap();
    let (mut session, version) = (sessions[0].record.clone(), sessions[0].version);
    let eva = firm(&app, &caller, "p5@example.com").await;
    let at = |session: &Matchmaking| {
        let mut firms = session.participants.iter();
        firms
            .position(|one| one.organisation == eva.organisation)
            .unwrap()
    };
    let own = at(&session);
    session.participants[own].people.clear();
    let other = usize::from(own == 0);
    session.participants[other].people.push(eva.people[0]);
    session.participants[other].seats += 1;
    app.save(&caller, "test", session, version).await.unwrap();
    let told = complaints((&app, &caller, into), &full()).await;
    let twice = "sheet “participants”, row 5, column D (organisation (code or name)): “Eva Müller” \
                 is with “";
    assert!(told.iter().any(|text| text.starts_with(twice)), "{told:#?}");
}

/// With two interpreters, the second of whom is a member of the machine builder.
pub(crate) fn interpreted() -> Workbook {
    let mut workbook = full();
    let house = workbook.participants[0].organisation.clone();
    let mut liu = guest(7, "刘芳", None, Role::Interpreter);
    liu.unavailable = vec!["S5".into()];
    workbook
        .participants
        .extend([liu, guest(8, "Petra Klein", house, Role::Member)]);
    let one = |row: u32, person: u32, pairs: &[&str]| InterpreterRow {
        row,
        code: None,
        person: Party::Participant { row: person },
        languages: pairs
            .iter()
            .map(|pair| LanguagePair::read(pair).unwrap())
            .collect(),
        unavailable: vec![],
        longest_run: None,
        note: None,
    };
    workbook.interpreters = vec![one(3, 7, &["zh/de", "zh/en"]), one(4, 8, &["de/zh"])];
    workbook.interpreters[1].unavailable = vec!["S3".into(), "S4".into()];
    workbook.interpreters[1].longest_run = Some(2);
    workbook
}

#[tokio::test]
async fn interpreters_come_with_their_languages_times_and_rest() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &interpreted()).await.unwrap();
        let before = session(&app, &caller).await;
        let [liu, klein] = &before.interpreters[..] else {
            panic!("{before:?}")
        };
        let pairs: Vec<_> = liu.languages.iter().map(ToString::to_string).collect();
        assert_eq!(pairs, ["zh-Hans/de", "zh-Hans/en"]);
        assert_eq!((&liu.unavailable, liu.longest_run), (&vec![2], None));
        assert_eq!(
            (&klein.unavailable, klein.longest_run),
            (&vec![0, 1], Some(2))
        );
        let seated = before.participants.iter().flat_map(|one| &one.people);
        assert!(
            seated.into_iter().all(|id| *id != klein.person),
            "she does not sit as well"
        );
        let again = app
            .plan_import(&caller, into, &interpreted())
            .await
            .unwrap();
        let tally = again.counts.interpreters;
        assert_eq!((tally.new, tally.known, tally.changed), (0, 2, 0));
        // What a cell does not say stays; what it says counts.
        let mut later = interpreted();
        later.slots.clear();
        later.requests.clear();
        later
            .participants
            .iter_mut()
            .for_each(|row| row.unavailable.clear());
        later
            .participants
            .iter_mut()
            .for_each(|row| row.preferred.clear());
        later
            .interpreters
            .iter_mut()
            .for_each(|row| row.unavailable.clear());
        later.interpreters[1].longest_run = Some(3);
        app.import(&caller, into, &later).await.unwrap();
        let after = session(&app, &caller).await;
        assert_eq!(after.interpreters[0], before.interpreters[0]);
        assert_eq!(after.interpreters[1].longest_run, Some(3));
        assert_eq!(after.interpreters[1].unavailable, [0, 1]);
        assert_eq!(after.participants, before.participants);
    })
    .await;
}

#[tokio::test]
async fn who_sits_at_a_table_does_not_interpret() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    app.import(&caller, into, &full()).await.unwrap();
    let mut workbook = interpreted();
    workbook.interpreters[1].person = Party::Participant { row: 5 };
    assert_eq!(
        complaints((&app, &caller, into), &workbook).await,
        [
            "sheet “interpreters”, row 4, column B (person (code)): “Eva Müller” is with “Muster GmbH” \
         already. Name this person in one place only.",
        ]
    );
    // And the other way round: an interpreter of the session becomes a member.
    app.import(&caller, into, &interpreted()).await.unwrap();
    let mut workbook = interpreted();
    workbook.interpreters.clear();
    workbook.participants[5].unavailable = vec!["S5".into()];
    assert_eq!(
        complaints((&app, &caller, into), &workbook).await,
        [
            "sheet “participants”, row 8, column D (organisation (code or name)): “Petra Klein” is with \
         “interpreters” already. Name this person in one place only.",
        ]
    );
}

#[tokio::test]
async fn somebody_whose_languages_nobody_knew_speaks_those_of_the_workbook() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let mut silent = full();
    silent.participants[0].languages.clear();
    app.import(&caller, into, &silent).await.unwrap();
    let mut told = full();
    told.participants[2].languages = vec![Language::De.tag()];
    let done = app.import(&caller, into, &told).await.unwrap();
    assert_eq!(done.counts.people.changed, 1);
    let people: Vec<Person> = all(&app, &caller).await;
    let spoken = |email: &str| {
        let mut people = people.iter();
        people
            .find(|one| one.email == email)
            .unwrap()
            .languages
            .clone()
    };
    assert_eq!(spoken("p3@example.com"), ["zh-Hans"]);
    assert_eq!(
        spoken("p5@example.com"),
        ["zh-Hans"],
        "what is recorded stays"
    );
}

/// The workbook with one more request of the first pair, as its meeting of this number.
fn with_meeting(number: u32) -> Workbook {
    let mut workbook = full();
    let mut more = workbook.requests[0].clone();
    (more.row, more.meeting) = (20, Some(number));
    more.subject = Some(format!("meeting {number}"));
    more.from_person = None;
    workbook.requests.push(more);
    workbook
}

#[tokio::test]
async fn a_pair_meets_as_often_as_its_rows_are_numbered() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let count = |counts: app::imports::Tally| (counts.new, counts.known, counts.changed);
        let once = app.import(&caller, into, &full()).await.unwrap();
        assert_eq!(count(once.counts.requests), (2, 0, 0));
        let planned = app.plan_import(&caller, into, &with_meeting(3)).await;
        let problems = planned.unwrap().problems;
        let told: Vec<_> = problems.iter().map(|one| explain(one, Language::En)).collect();
        assert_eq!(
            told,
            [
                "sheet “meeting requests”, row 20, column P (which meeting of the pair): the two have no \
                 meeting number 2. Where the two meet several times, number their meetings 1, 2, 3 in \
                 the column “which meeting of the pair”; else delete one row."
            ]
        );
        trial.clock.advance(SignedDuration::from_secs(1));
        let twice = app.import(&caller, into, &with_meeting(2)).await.unwrap();
        assert_eq!(twice.counts.requests.new, 1);
        trial.clock.advance(SignedDuration::from_secs(1));
        // The third follows the second, and what is there is not made anew.
        let thrice = app.import(&caller, into, &with_meeting(3)).await.unwrap();
        assert_eq!(thrice.counts.requests.new, 1);
        for number in [2, 3] {
            let again = app.plan_import(&caller, into, &with_meeting(number)).await;
            let tally = again.unwrap().counts.requests;
            assert_eq!((tally.new, tally.changed), (0, 0), "{number}");
        }
        let requests: Vec<Request> = all(&app, &caller).await;
        let mut subjects: Vec<_> = requests.iter().map(|one| one.message.as_str()).collect();
        subjects.sort_unstable();
        assert_eq!(subjects, ["meeting 2", "meeting 3", "分销", "分销"]);
        // Each of them may be changed, but by hand nobody asks for a fourth.
        let second = requests.iter().find(|one| one.message == "meeting 2");
        let second = second.unwrap();
        let wish = Wish {
            from_priority: 1,
            to_priority: 0,
            ..plain_wish(second.from, second.to)
        };
        let (id, session) = (second.id, second.matchmaking);
        app.change_request(&caller, (id, 1), &wish).await.unwrap();
        let refused = app.ask_meeting(&caller, session, &wish).await;
        assert_eq!(refusal(refused), "refused-request-twice");
    })
    .await;
}

#[tokio::test]
async fn a_cell_of_the_settings_changes_what_it_says_and_no_more() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        app.import(&caller, into, &full()).await.unwrap();
        let before = session(&app, &caller).await;
        let mut workbook = Workbook {
            settings: vec![SettingsRow {
                row: 3,
                title_en: Some("Spring matchmaking".to_owned()),
                answer_days: Some(4),
                until: Some(date(2027, 4, 1)),
                earlier: Some(formats::workbook::Earlier::Known),
                ..SettingsRow::default()
            }],
            ..Workbook::default()
        };
        let done = app.import(&caller, into, &workbook).await.unwrap();
        let tally = |new, known, changed| Tally {
            new,
            known,
            changed,
        };
        assert_eq!(done.counts.settings, tally(0, 1, 1));
        let mut expected = before.clone();
        expected.title.set(Language::En.tag(), "Spring matchmaking");
        expected.booking.answer_days = Some(4);
        expected.booking.until = Some(date(2027, 4, 1).at(23, 59, 0, 0));
        expected.booking.weights.earlier = Earlier::Known;
        assert_eq!(session(&app, &caller).await, expected);
        workbook.settings[0] = SettingsRow::default();
        let done = app.import(&caller, into, &workbook).await.unwrap();
        assert_eq!(done.counts.settings, tally(0, 1, 0));
        assert_eq!(session(&app, &caller).await, expected);
        // Without a session, the settings begin one.
        let later = crate::office::mission(&app, "AUTUMN", "Autumn mission");
        crate::office::keep(&app, &trial, &later).await;
        workbook.settings[0].title_de = Some("Herbst".to_owned());
        let into = ImportInto {
            mission: later.id,
            item: None,
        };
        let done = app.import(&caller, into, &workbook).await.unwrap();
        assert_eq!(done.counts.settings, tally(1, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn a_cell_of_a_profile_replaces_what_it_says_and_no_more() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let done = app.import(&caller, into, &full()).await.unwrap();
        let tally = |tally: Tally| (tally.new, tally.known, tally.changed);
        assert_eq!(tally(done.counts.profiles), (2, 0, 0));
        let mut later = full();
        for row in &mut later.organisations {
            row.offers = None;
        }
        later.organisations[0].needs = Some("a mill\n\n a lathe ".to_owned());
        later.organisations[0].own_times = vec!["S5".to_owned()];
        let again = app.import(&caller, into, &later).await.unwrap();
        assert_eq!(tally(again.counts.profiles), (0, 1, 1));
        let session = session(&app, &caller).await;
        let mut profiles = all::<Profile>(&app, &caller).await.into_iter();
        let one = profiles.find(|one| !one.words.needs.is_empty()).unwrap();
        let words = ProfileWords {
            offers: vec!["数控机床".to_owned()],
            needs: vec!["a mill".to_owned(), "a lathe".to_owned()],
            times: vec![session.slots[2].start],
            ..ProfileWords::default()
        };
        assert_eq!((&one.words, one.revision), (&words, 2));
        assert!(matches!(one.by, Hand::Organiser { .. }));
        let same = app.plan_import(&caller, into, &later).await.unwrap();
        assert_eq!(tally(same.counts.profiles), (0, 1, 0));
        // One that an organiser has deleted comes back with what the row says, and no more.
        let id = domain::ids::TypedId::uuid(&one.id);
        app.delete_any(&caller, Kind::Profile, id, None)
            .await
            .unwrap();
        let back = app.import(&caller, into, &later).await.unwrap();
        assert_eq!(tally(back.counts.profiles), (1, 0, 0));
        let profiles: Vec<Profile> = all(&app, &caller).await;
        let one = profiles.iter().find(|known| known.id == one.id).unwrap();
        assert_eq!((one.words.offers.len(), one.words.needs.len()), (0, 2));
    })
    .await;
}

#[tokio::test]
async fn a_profile_that_nobody_would_read_is_named_by_its_cell() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let mut workbook = full();
    workbook.sheets.push(named(Sheet::Organisations));
    workbook.organisations[0].needs = Some("x".repeat(161));
    workbook.organisations[0].own_times = vec!["S3".to_owned()];
    workbook.organisations[1].offers = Some("x\n".repeat(21));
    assert_eq!(
        complaints((&app, &caller, into), &workbook).await,
        [
            "sheet “organisations”, row 3, column M (seeks): a profile has at most 20 things of at most \
             160 characters each. Write one thing on each line, and shorten what is longer.",
            "sheet “organisations”, row 3, column X (slots it wishes for itself (codes)): “示例机械” \
             cannot meet in the slot “S3”. Choose another slot, or correct when they cannot meet.",
            "sheet “organisations”, row 4, column L (offers): a profile has at most 20 things of at most \
             160 characters each. Write one thing on each line, and shorten what is longer.",
        ]
    );
    let refused = app
        .import_or_tell(&caller, into, &workbook)
        .await
        .unwrap_err();
    assert_eq!(refused.problems.len(), 3, "told with the refusal");
    assert!(all::<Matchmaking>(&app, &caller).await.is_empty());
}

/// One company puts another aside, both by the rows of their sheet.
fn no(row: u32, by: Party, other: Party, since: Option<&str>) -> AsideRow {
    AsideRow {
        row,
        code: None,
        by,
        other,
        since: since.map(|at| Moment::Local(at.parse().unwrap())),
        note: None,
    }
}

#[tokio::test]
async fn who_is_put_aside_stays_so_whatever_a_later_workbook_says() {
    on_both(|trial| async move {
        let (app, caller, into) = ready(&trial).await;
        let house = |row| Party::Organisation { row };
        let mut first = full();
        first.aside = vec![no(3, house(3), house(4), None)];
        // A person stands for the company.
        first.aside.push(no(
            4,
            Party::Participant { row: 5 },
            house(3),
            Some("2027-03-01T09:30"),
        ));
        let done = app.import(&caller, into, &first).await.unwrap();
        let tally = |tally: Tally| (tally.new, tally.known, tally.changed);
        assert_eq!(tally(done.counts.aside), (2, 0, 0));
        let session = session(&app, &caller).await;
        let aside = |firm: usize| {
            let (app, caller) = (&app, &caller);
            let of = session.participants[firm].organisation;
            async move {
                let mut all = all::<Profile>(app, caller).await.into_iter();
                let one = all.find(|one| one.organisation == of).unwrap();
                let times = one
                    .dismissed
                    .iter()
                    .map(|id| one.dismissed_at.get(id).copied());
                (one.dismissed.clone(), times.collect::<Vec<_>>())
            }
        };
        let firms: Vec<_> = session
            .participants
            .iter()
            .map(|p| p.organisation)
            .collect();
        assert_eq!(aside(0).await, (vec![firms[1]], vec![None]));
        let since = session.zone.moment("2027-03-01T09:30".parse().unwrap());
        let (others, times) = aside(1).await;
        assert_eq!((others, times), (vec![firms[0]], vec![Some(since)]));
        // Without the sheet nobody comes back.
        app.import(&caller, into, &full()).await.unwrap();
        assert_eq!(aside(0).await, (vec![firms[1]], vec![None]));
        // A time that nobody knew is added, one that is known stays.
        for row in &mut first.aside {
            row.since = Some(Moment::Local("2027-03-09T12:00".parse().unwrap()));
        }
        let later = app.import(&caller, into, &first).await.unwrap();
        assert_eq!(tally(later.counts.aside), (0, 2, 1));
        let noon = session.zone.moment("2027-03-09T12:00".parse().unwrap());
        assert_eq!(aside(0).await.1, [Some(noon)]);
        assert_eq!(aside(1).await.1, [Some(since)]);
        let again = app.plan_import(&caller, into, &first).await.unwrap();
        assert_eq!(tally(again.counts.aside), (0, 2, 0));
    })
    .await;
}

#[tokio::test]
async fn who_is_put_aside_without_taking_part_is_named_by_its_cell() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let mut workbook = full();
    workbook.sheets.push(named(Sheet::Aside));
    let mut stranger = workbook.organisations[0].clone();
    (stranger.row, stranger.name_zh, stranger.name_en) = (9, None, Some("Stranger".to_owned()));
    (stranger.code, stranger.side) = (Some("O9".to_owned()), None);
    workbook.organisations.push(stranger);
    let house = |row| Party::Organisation { row };
    workbook.aside = vec![
        no(3, house(3), house(9), None),
        // Two rows of one company.
        no(4, Party::Participant { row: 3 }, house(3), None),
    ];
    assert_eq!(
        complaints((&app, &caller, into), &workbook).await,
        [
            "sheet “put aside”, row 3, column C (to whom (code)): Stranger takes no part in the session. \
             Write the code of a participant, give the organisation a side in its sheet, or delete the row.",
            "sheet “put aside”, row 4, column C (to whom (code)): nobody puts itself aside. Correct one of \
             the codes.",
        ]
    );
}
