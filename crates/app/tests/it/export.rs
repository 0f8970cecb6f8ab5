//! A session becomes a workbook, and the workbook the same session again.

use crate::imports::{all, ready};
use crate::office::{keep, mission, program};
use crate::workbooks::interpreted;
use app::imports::ImportInto;
use app::{App, Caller};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::interpreting::Interpreting;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Request, RequestState};
use domain::missions::Mission;
use domain::participants::{
    Booking, Course, Earlier, Hand, Profile, ProfileWords, Sector, Weight, Weights,
};
use domain::parties::{Organisation, Person, Post};
use domain::programme::{Participation, Side};
use domain::record::Kind;
use formats::workbook::{Limits, Workbook, read, write};
use jiff::civil::date;
use std::collections::BTreeMap;
use testkit::sqlite;

/// A session with everything that a workbook can say, partly entered by hand.
async fn rich(app: &App, caller: &Caller, into: ImportInto) -> Matchmaking {
    app.import(caller, into, &interpreted()).await.unwrap();
    let sessions = app
        .list::<Matchmaking>(caller, app::Filter::all())
        .await
        .unwrap();
    let (mut session, version) = (sessions[0].record.clone(), sessions[0].version);
    session.title.set(Language::De.tag(), "Börse im Frühjahr");
    session.booking = Booking {
        open: false,
        until: Some(date(2027, 4, 1).at(18, 30, 0, 0)),
        answer_days: Some(5),
        most_asks: Some(12),
        across: false,
        links_until: Some(date(2027, 6, 30)),
        weights: Weights {
            wishes: Weight::Little,
            sector: Weight::Nothing,
            region: Weight::Strong,
            language: Weight::Clear,
            earlier: Earlier::Fresh,
        },
    };
    session.slots[1].follows = true;
    session.tables[1].closed = vec![0, 2];
    session.tables[1].venue = Some(1);
    let lonely = session.participants.len() - 1;
    let firm = &mut session.participants[lonely];
    (firm.people, firm.seats, firm.at_most) = (vec![], 3, None);
    (firm.side, firm.unavailable, firm.preferred) = (Side::Host, vec![1], vec![0, 2]);
    firm.absences.clear();
    app.save(caller, "test", session.clone(), version)
        .await
        .unwrap();
    let requests = app
        .list::<Request>(caller, app::Filter::all())
        .await
        .unwrap();
    for (n, stored) in requests.into_iter().enumerate() {
        let mut request = stored.record.clone();
        if n == 0 {
            (request.must, request.to_priority, request.window) = (true, 1, vec![1, 2]);
            (request.fixed, request.fixed_table) = (Some(2), Some(1));
            request.state = RequestState::Accepted;
            request.interpreting = Interpreting::Nobody;
            request.course = Course {
                sent_at: Some("2027-03-01T08:15:30.25Z".parse().unwrap()),
                sent_by: Some(Hand::Participant),
                answer_by: Some("2027-03-08T15:59:59Z".parse().unwrap()),
                answered_at: Some("2027-03-02T10:00:00Z".parse().unwrap()),
                answered_by: Some(Hand::Organiser { user: None }),
                words: "gladly,\nat our booth".to_owned(),
            };
        } else {
            request.from_priority = 0;
            request.state = RequestState::Withdrawn;
            let pair = session.interpreters[0].languages[0].clone();
            request.interpreting = Interpreting::Between(pair);
        }
        app.save(caller, "test", request, stored.version)
            .await
            .unwrap();
    }
    several(app, caller).await;
    speak(app, caller, &session).await;
    session
}

/// What two of the participants say of themselves: one everything, the other a word.
async fn speak(app: &App, caller: &Caller, session: &Matchmaking) {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let whole = ProfileWords {
        about: "makes lathes,\nand mends them".to_owned(),
        offers: list(&["lathes; also used ones", "mills"]),
        needs: list(&["德国经销商"]),
        sectors: vec![Sector::Machinery, Sector::Services],
        regions: list(&["辽宁", "Hessen, Nord"]),
        languages: vec![Language::De.tag(), Language::ZhHans.tag()],
        comes: "Frau Wang".to_owned(),
        times: vec![session.slots[2].start],
    };
    let word = ProfileWords {
        needs: list(&["steel"]),
        ..ProfileWords::default()
    };
    for (firm, words) in session.participants.iter().zip([whole, word]) {
        let whose = (session.id, firm.organisation);
        let done = app.write_profile_for(caller, whose, &words, 1).await;
        done.unwrap();
    }
    put_aside(app, caller, session).await;
}

/// The first two put each other aside, once at a moment that nobody knows; the last one, which says
/// nothing of itself, puts the first aside.
async fn put_aside(app: &App, caller: &Caller, session: &Matchmaking) {
    let firms: Vec<_> = session
        .participants
        .iter()
        .map(|p| p.organisation)
        .collect();
    let at = |text: &str| Some(text.parse().unwrap());
    let blank = |of| {
        let hand = Hand::Organiser { user: None };
        Profile::blank(app.new_id(), session, of, hand)
    };
    let last = blank(firms[2]).put_aside(firms[0], at("2027-03-03T23:00:00.000001Z"));
    app.create(caller, "test", last).await.unwrap();
    let profiles = app.list::<Profile>(caller, app::Filter::all()).await;
    for stored in profiles.unwrap() {
        let record = stored.record.clone();
        let record = match stored.organisation {
            of if of == firms[0] => record
                .put_aside(firms[2], at("2027-03-04T07:00:00Z"))
                .put_aside(firms[1], None),
            of if of == firms[1] => record.put_aside(firms[0], at("2027-03-05T07:00:00Z")),
            _ => continue,
        };
        app.save(caller, "test", record, stored.version)
            .await
            .unwrap();
    }
}

/// Two more meetings of the first pair: one that the other side asks for, of a person, and one that
/// was declined.
async fn several(app: &App, caller: &Caller) {
    let first = all::<Request>(app, caller).await.remove(0);
    let back = Request {
        id: app.new_id(),
        from: first.to,
        to: first.from,
        from_person: first.to_person,
        to_person: None,
        fixed: None,
        fixed_table: None,
        state: RequestState::Accepted,
        message: "once more".to_owned(),
        ..first.clone()
    };
    let declined = Request {
        id: app.new_id(),
        state: RequestState::Declined,
        ..back.clone()
    };
    for request in [back, declined] {
        app.create(caller, "test", request).await.unwrap();
    }
}

/// The workbook as somebody gets it from a file in a language.
async fn file(app: &App, caller: &Caller, session: &Matchmaking, language: Language) -> Workbook {
    let workbook = app.session_workbook(caller, session.id).await.unwrap();
    let bytes = write(&workbook, language).unwrap();
    let read = read(bytes.as_slice(), Limits::default()).unwrap();
    assert_eq!(read.problems, [], "{language}");
    read
}

/// A session and its requests in words that do not depend on ids.
async fn told(app: &App, caller: &Caller) -> serde_json::Value {
    let firms: Vec<Organisation> = all(app, caller).await;
    let people: Vec<Person> = all(app, caller).await;
    let firms: BTreeMap<OrganisationId, String> = firms
        .iter()
        .map(|one| (one.id, one.names.display(Language::En).text.clone()))
        .collect();
    let people: BTreeMap<PersonId, String> = people
        .iter()
        .map(|one| (one.id, format!("{} {:?}", one.email, one.languages)))
        .collect();
    let session = all::<Matchmaking>(app, caller).await.remove(0);
    let mut requests: Vec<Request> = all(app, caller).await;
    // Those of a pair stay in their order.
    requests.sort_by_key(|one| {
        let mut names = one.pair().map(|id| firms[&id].clone());
        names.sort();
        names
    });
    let profiles: Vec<Profile> = all(app, caller).await;
    let mut profiles: Vec<_> = profiles
        .iter()
        .map(|one| {
            let aside = (&one.dismissed, &one.dismissed_at);
            (firms[&one.organisation].clone(), &one.words, aside)
        })
        .collect();
    profiles.sort_by_key(|(firm, _, _)| firm.clone());
    let mut text = serde_json::to_string(&(&session, &requests, &profiles)).unwrap();
    let ids = firms.iter().map(|(id, name)| (id.to_string(), name));
    for (id, name) in ids.chain(people.iter().map(|(id, name)| (id.to_string(), name))) {
        let name = serde_json::to_string(name).unwrap();
        text = text.replace(&format!("\"{id}\""), &name);
    }
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for at in ["id", "mission"] {
        value[0][at] = "-".into();
    }
    for request in value[1].as_array_mut().unwrap() {
        for at in ["id", "mission", "matchmaking"] {
            request[at] = "-".into();
        }
    }
    value
}

#[tokio::test]
async fn a_session_taken_along_and_read_elsewhere_is_the_same() {
    for language in Language::ALL {
        let trial = sqlite().await;
        let (app, caller, into) = ready(&trial).await;
        let session = rich(&app, &caller, into).await;
        let workbook = file(&app, &caller, &session, language).await;
        let before = told(&app, &caller).await;
        let meetings: Vec<_> = workbook.requests.iter().map(|one| one.meeting).collect();
        let numbers: Vec<_> = meetings.iter().copied().flatten().collect();
        assert_eq!((numbers.as_slice(), meetings.len()), (&[1, 2, 3][..], 4));
        // In an office that knows nothing of it.
        let other = sqlite().await;
        let (elsewhere, reader, into) = ready(&other).await;
        let planned = elsewhere
            .plan_import(&reader, into, &workbook)
            .await
            .unwrap();
        assert_eq!(planned.problems, []);
        elsewhere.import(&reader, into, &workbook).await.unwrap();
        assert_eq!(told(&elsewhere, &reader).await, before, "{language}");
    }
}

#[tokio::test]
async fn a_session_read_into_itself_changes_nothing() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let session = rich(&app, &caller, into).await;
    // Whoever sits there without a post or a place in the mission is known by sitting there.
    for post in all::<Post>(&app, &caller).await {
        let (kind, id) = (Kind::Post, post.id.uuid());
        app.delete_any(&caller, kind, id, None).await.unwrap();
    }
    for part in all::<Participation>(&app, &caller).await {
        let (kind, id) = (Kind::Participation, part.id.uuid());
        app.delete_any(&caller, kind, id, None).await.unwrap();
    }
    let workbook = file(&app, &caller, &session, Language::De).await;
    let before = (
        all::<Matchmaking>(&app, &caller).await,
        all::<Request>(&app, &caller).await,
    );
    let counts = app.import(&caller, into, &workbook).await.unwrap().counts;
    for tally in [
        counts.organisations,
        counts.people,
        counts.slots,
        counts.tables,
        counts.participants,
        counts.interpreters,
        counts.requests,
        counts.settings,
        counts.profiles,
        counts.aside,
    ] {
        assert!(
            tally.known > 0 && (tally.new, tally.changed) == (0, 0),
            "{counts:?}"
        );
    }
    let parts = (counts.participations.new, counts.unattached);
    assert_eq!(parts, (0, 0), "{counts:?}");
    let after = (
        all::<Matchmaking>(&app, &caller).await,
        all::<Request>(&app, &caller).await,
    );
    assert_eq!(before, after);
}

#[tokio::test]
async fn only_those_who_see_the_session_take_it_along() {
    let trial = sqlite().await;
    let (app, caller, into) = ready(&trial).await;
    let session = rich(&app, &caller, into).await;
    let foreign = Caller::program(trial.other, app::Door::Page);
    let refused = app.session_workbook(&foreign, session.id).await;
    assert!(matches!(refused, Err(app::AppError::Missing)));
    let elsewhere: Mission = mission(&app, "AUTUMN", "Autumn mission");
    keep(&app, &trial, &elsewhere).await;
    assert!(
        app.session_workbook(&program(&trial), session.id)
            .await
            .is_ok()
    );
}
