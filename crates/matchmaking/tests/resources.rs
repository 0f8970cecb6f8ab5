//! Booths, venues, named people and interpreters: what a draft may not say about them, and what
//! the judge notices when a good timetable is spoiled.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{at, p, r, s, t};
use matchmaking::judge::{Traveller, Violation};
use matchmaking::{
    Attendance, Draft, Engagement, Interpreter, InterpreterId, LanguageId, LanguagePair, Member,
    Participant, Problem, Request, Table, TableKind, Timetable, Venue, VenueId, judge, reasons,
};

const CHINESE_GERMAN: LanguagePair = LanguagePair(LanguageId(0), LanguageId(1));

/// Four slots of ten minutes; two venues 15 minutes apart; table 0 at the first, table 1 at the
/// second, table 2 the booth of participant 3 at the second, table 3 on the net. Participant 0 is a
/// firm of two named people of whom the second is away in slot 0; one interpreter, who rests
/// after two meetings.
fn draft() -> Draft {
    let mut slots = Draft::plain_slots(4);
    for (n, slot) in slots.iter_mut().enumerate() {
        (slot.starts, slot.ends) = (n as i64 * 10, n as i64 * 10 + 10);
    }
    let table = |kind, venue| Table {
        kind,
        venue: VenueId(venue),
        ..Table::default()
    };
    let venue = |travel: [u32; 2]| Venue {
        travel: travel.to_vec(),
        ..Venue::default()
    };
    let mut participants = vec![Participant::single(); 4];
    participants[0].people = 2;
    participants[0].members = vec![
        Member {
            key: "Li".into(),
            ..Member::default()
        },
        Member {
            key: "Wang".into(),
            engagements: vec![Engagement {
                key: "visit".into(),
                starts: 5,
                ends: 8,
                people: 1,
            }],
            ..Member::default()
        },
    ];
    let mut requests = vec![
        Request::between(p(0), p(1), 1, 1),
        Request::between(p(0), p(2), 1, 1),
        Request::between(p(0), p(3), 1, 1),
        Request::between(p(1), p(2), 1, 1),
    ];
    requests[0].persons = [Some(0), None];
    requests[1].language = Some(CHINESE_GERMAN);
    Draft {
        name: "resources".into(),
        slots,
        tables: vec![
            table(TableKind::Shared, 0),
            table(TableKind::Shared, 1),
            table(TableKind::Booth(p(3)), 1),
            table(TableKind::Virtual, 0),
        ],
        participants,
        requests,
        venues: vec![venue([0, 15]), venue([15, 0])],
        languages: vec!["zh".into(), "de".into()],
        interpreters: vec![Interpreter {
            languages: vec![LanguagePair(LanguageId(1), LanguageId(0))],
            longest_run: Some(2),
            ..Interpreter::default()
        }],
        ..Draft::default()
    }
}

fn comes(request: u32, person: Option<u32>, interpreter: Option<u32>) -> Attendance {
    Attendance {
        request: r(request),
        persons: [person, None],
        interpreter: interpreter.map(InterpreterId),
    }
}

/// Li meets 1 at slot 0 in the first venue; Wang meets 2 with the interpreter at slot 1 there; Li
/// travels in slots 1 and 2 and meets 3 at the booth in slot 3; 1 and 2 meet on the net.
fn valid(problem: &Problem) -> Timetable {
    let places = [(0, 0), (1, 0), (3, 2), (2, 3)];
    let places: Vec<_> = places
        .map(|(slot, table)| Some((s(slot), Some(t(table)))))
        .to_vec();
    let who = vec![
        comes(0, Some(0), None),
        comes(1, Some(1), Some(0)),
        comes(2, Some(0), None),
    ];
    reasons::with_reasons_and_people(problem, &places, who)
}

/// What the judge says after the problem or the timetable was spoiled.
fn spoiled(problem: impl Fn(&mut Draft), timetable: impl Fn(&mut Timetable)) -> Vec<Violation> {
    let mut draft = draft();
    problem(&mut draft);
    let problem = Problem::admitting_contradictions(draft).unwrap();
    let mut told = valid(&problem);
    timetable(&mut told);
    judge(&problem, &told).violations
}

#[test]
fn the_judge_notices_what_is_spoiled() {
    let same = |_: &mut Draft| {};
    assert_eq!(spoiled(same, |_| {}), []);
    let foreign = Violation::ForeignBooth {
        request: r(0),
        table: t(2),
        owner: p(3),
    };
    assert_eq!(spoiled(same, |x| x.places[0] = at(0, 2)), [foreign]);
    let elsewhere = Violation::NotAtBooth {
        request: r(2),
        participant: p(3),
        table: t(1),
    };
    assert_eq!(spoiled(same, |x| x.places[2] = at(3, 1)), [elsewhere]);
    let far = Violation::TooFar {
        who: Traveller::Person(p(0), 0),
        earlier: r(0),
        later: r(2),
        minutes: 10,
        needed: 15,
    };
    assert_eq!(spoiled(same, |x| x.places[2] = at(2, 2)), [far]);
    let wrong = Violation::WrongPerson {
        request: r(0),
        participant: p(0),
        wanted: 0,
        person: 1,
    };
    let away = Violation::PersonAway {
        request: r(0),
        participant: p(0),
        person: 1,
        slot: s(0),
    };
    let second = |x: &mut Timetable| x.attendance[0].persons[0] = Some(1);
    assert_eq!(spoiled(same, second), [wrong, away]);
    let nobody = Violation::NobodyNamed {
        request: r(1),
        participant: p(0),
    };
    let unsaid = |x: &mut Timetable| x.attendance[1].persons[0] = None;
    assert_eq!(spoiled(same, unsaid), [nobody]);
    let twice = Violation::InTwoPlaces {
        who: Traveller::Person(p(0), 0),
        slot: s(0),
        requests: vec![r(0), r(1)],
    };
    let both = |x: &mut Timetable| {
        x.places[1] = at(0, 3);
        x.attendance[1].persons[0] = Some(0);
    };
    // Wang is away then, so the firm has one person and two meetings.
    let beyond = Violation::FirmBeyondPeople {
        participant: p(0),
        slot: s(0),
        requests: vec![r(0), r(1)],
        people: 1,
    };
    assert_eq!(spoiled(same, both), [beyond, twice]);
}

#[test]
fn the_judge_looks_after_interpreters() {
    let same = |_: &mut Draft| {};
    let none = |x: &mut Timetable| x.attendance[1].interpreter = None;
    let missing = [Violation::NoInterpreter { request: r(1) }];
    assert_eq!(spoiled(same, none), missing);
    // Whoever interprets for themselves needs nobody: a firm, or the one who comes.
    let firm = |x: &mut Draft| x.participants[2].interprets = vec![CHINESE_GERMAN];
    assert_eq!(spoiled(firm, none), []);
    let wang = |x: &mut Draft| x.participants[0].members[1].interprets = vec![CHINESE_GERMAN];
    assert_eq!(spoiled(wang, none), []);
    let li = |x: &mut Draft| x.participants[0].members[0].interprets = vec![CHINESE_GERMAN];
    assert_eq!(spoiled(li, none), missing);
    let other = |x: &mut Draft| {
        x.languages.push("fr".into());
        x.interpreters[0].languages = vec![LanguagePair(LanguageId(0), LanguageId(2))];
    };
    let wrong = Violation::WrongInterpreter {
        request: r(1),
        interpreter: InterpreterId(0),
    };
    assert_eq!(spoiled(other, |_| {}), [wrong]);
    let away = Violation::InterpreterAway {
        request: r(1),
        interpreter: InterpreterId(0),
        slot: s(1),
    };
    let ill = |x: &mut Draft| x.interpreters[0].forbidden = vec![s(1)];
    assert_eq!(spoiled(ill, |_| {}), [away]);
    // Three meetings in a row on the net: one too many for this interpreter.
    let languages = |x: &mut Draft| {
        for request in [0, 1, 3] {
            x.requests[request].language = Some(CHINESE_GERMAN);
        }
    };
    let tired = Violation::NoRest {
        interpreter: InterpreterId(0),
        longest: 2,
        slots: vec![s(0), s(1), s(2)],
    };
    let all = |x: &mut Timetable| {
        x.places[0] = at(0, 3);
        x.places[1] = at(1, 3);
        x.attendance[0].interpreter = Some(InterpreterId(0));
        x.attendance.push(comes(3, None, Some(0)));
    };
    assert_eq!(spoiled(languages, all), [tired]);
}

#[test]
fn attendance_that_cannot_be_understood_is_named() {
    let unknown = |position| [Violation::UnknownAttendance { position }];
    let same = |_: &mut Draft| {};
    let twice = |x: &mut Timetable| x.attendance.push(comes(0, Some(0), None));
    assert_eq!(spoiled(same, twice), unknown(3));
    let person = |x: &mut Timetable| x.attendance.push(comes(3, Some(1), None));
    assert_eq!(spoiled(same, person), unknown(3));
    let interpreter = |x: &mut Timetable| x.attendance.push(comes(3, None, Some(1)));
    assert_eq!(spoiled(same, interpreter), unknown(3));
    let request = |x: &mut Timetable| x.attendance.push(comes(4, None, None));
    assert_eq!(spoiled(same, request), unknown(3));
}

#[test]
fn says_what_is_wrong_with_a_draft() {
    let refused = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        change(&mut draft);
        Problem::new(draft).unwrap_err().to_string()
    };
    assert_eq!(
        refused(&|x| x.venues[1].travel = vec![15]),
        "venue 1 has travel times to 1 venues; there are 2"
    );
    assert_eq!(
        refused(&|x| x.venues[0].travel[0] = 3),
        "the way from venue 0 to itself takes 3 minutes; it must take none"
    );
    assert_eq!(
        refused(&|x| x.tables[1].venue = VenueId(2)),
        "table 1 is in venue 2, which does not exist"
    );
    assert_eq!(
        refused(&|x| x.tables[2].kind = TableKind::Booth(p(4))),
        "table 2 is the booth of participant 4, which does not exist"
    );
    assert_eq!(
        refused(&|x| x.participants[0].people = 1),
        "participant 0 names 2 people but has 1"
    );
    assert_eq!(
        refused(&|x| x.participants[1].members = x.participants[0].members[..1].to_vec()),
        "person \"Li\" is named by participant 0 and by participant 1"
    );
    assert_eq!(
        refused(&|x| x.participants[0].members[1].forbidden = vec![s(4)]),
        "person 1 of participant 0 forbids slot 4, which does not exist"
    );
    assert_eq!(
        refused(&|x| x.interpreters[0].languages[0].0 = LanguageId(2)),
        "interpreter 0 names language 2, which does not exist"
    );
    assert_eq!(
        refused(&|x| x.requests[1].language = Some(LanguagePair(LanguageId(0), LanguageId(0)))),
        "request 1 names language 0 as both languages of a pair"
    );
    assert_eq!(
        refused(&|x| x.interpreters[0].languages.clear()),
        "interpreter 0 has no languages"
    );
    assert_eq!(
        refused(&|x| x.interpreters[0].longest_run = Some(0)),
        "interpreter 0 has a longest run of 0 meetings; it must be at least 1"
    );
    assert_eq!(
        refused(&|x| x.requests[0].persons[1] = Some(1)),
        "request 0 asks for person 1 of participant 1, which has 1 people"
    );
    assert_eq!(
        refused(&|x| x.requests[0].table = Some(t(2))),
        "request 0 is locked at table 2, the booth of participant 3, who is not part of it"
    );
}

#[test]
fn only_what_counting_cannot_see_makes_a_problem_unplain() {
    let plain = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft();
        for table in &mut draft.tables {
            *table = Table::default();
        }
        draft.participants[0].members.clear();
        for request in &mut draft.requests {
            (request.persons, request.language) = ([None; 2], None);
        }
        change(&mut draft);
        Problem::new(draft).unwrap().is_plain()
    };
    // Venues without tables, and interpreters whom nobody needs, change nothing.
    assert!(plain(&|_| {}));
    assert!(!plain(&|x| x.tables[1].venue = VenueId(1)));
    assert!(!plain(&|x| x.tables[1].kind = TableKind::Virtual));
    assert!(!plain(&|x| x.requests[1].language = Some(CHINESE_GERMAN)));
    assert!(!plain(&|x| x.requests[1].persons[0] = Some(1)));
    assert!(!plain(
        &|x| x.participants[0].members = vec![Member::default()]
    ));
}
