//! The format for whole problems: what is written is read again, what is wrong is said exactly.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{random_attendance, random_draft, random_timetable, with_finer_rules, with_resources};
use matchmaking::command::judge_texts;
use matchmaking::exchange::{Format, read_problem, read_timetable, write_whole_problem};
use matchmaking::{Problem, judge, reasons};
use proptest::prelude::*;

/// One meeting at the booth of participant 1, where Li comes with an interpreter.
const TEXT: &str = r#"{"format": "legation-problem/1", "problem": {
  "name": "small", "variant": "most_weight",
  "slots": [{"starts": 540, "ends": 560}, {"starts": 560, "ends": 580}],
  "tables": [{"key": "1"}, {"key": "B7", "kind": {"booth": 1}}],
  "participants": [{"key": "Anda", "people": 2, "members": [{"key": "Li"}]}, {"key": "Weber"}],
  "requests": [{"first": 0, "second": 1, "first_priority": 3, "weight": 3, "persons": [0, null], "language": [0, 1]}],
  "languages": ["zh", "de"],
  "interpreters": [{"key": "Sun", "languages": [[0, 1]], "longest_run": 3}]
}}"#;

const ANSWER: &str = r#"{"format": "legation-timetable/1", "timetable": {
  "problem": "small",
  "places": [{"held": {"slot": 1, "table": 1}}],
  "attendance": [{"request": 0, "persons": [0, null], "interpreter": 0}]
}}"#;

#[test]
fn reads_what_a_person_would_write() {
    let problem = read_problem(TEXT).unwrap();
    assert_eq!(Format::of(TEXT), Format::Whole);
    assert!(
        problem.slots()[1].follows,
        "breaks count unless said otherwise"
    );
    assert_eq!(problem.participants()[1].people, 1);
    assert_eq!(
        problem.tables()[1].kind,
        matchmaking::TableKind::Booth(common::p(1))
    );
    assert!(judge_texts(TEXT, ANSWER).unwrap().is_valid());
    let elsewhere = ANSWER.replace(r#""table": 1"#, r#""table": 0"#);
    assert!(!judge_texts(TEXT, &elsewhere).unwrap().is_valid());
    // A request that is left out without a reason gets one: here that it would fit.
    let nothing = r#"{"format": "legation-timetable/1", "timetable": {
      "problem": "small", "places": [{"unplaced": "not_given"}]}}"#;
    assert_eq!(judge_texts(TEXT, nothing).unwrap().violations, []);
}

#[test]
fn says_exactly_what_is_wrong() {
    let message = |from: &str, to: &str| {
        assert!(TEXT.contains(from), "{from}");
        read_problem(&TEXT.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        message(r#""longest_run": 3"#, r#""longest_rum": 3"#),
        "not a problem or solution in this format: unknown field `longest_rum`, expected one of \
         `key`, `languages`, `forbidden`, `engagements`, `longest_run` at line 8 column 70"
    );
    assert_eq!(
        message(r#""starts": 540, "#, ""),
        "not a problem or solution in this format: missing field `starts` at line 3 column 25"
    );
    assert_eq!(
        message(r#""people": 2"#, r#""people": -2"#),
        "not a problem or solution in this format: invalid value: integer `-2`, expected u32 at \
         line 5 column 47"
    );
    assert_eq!(
        message(r#"{"booth": 1}"#, r#"{"booth": 2}"#),
        "table 1 is the booth of participant 2, which does not exist"
    );
    assert_eq!(
        message("[[0, 1]]", "[[0, 2]]"),
        "interpreter 0 names language 2, which does not exist"
    );
    let problem = read_problem(TEXT).unwrap();
    let refused = |from: &str, to: &str| {
        read_timetable(&problem, &ANSWER.replacen(from, to, 1))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused("small", "large"),
        "the solution is for \"large\", the problem is \"small\""
    );
    assert_eq!(
        refused(r#"{"held": {"slot": 1, "table": 1}}"#, ""),
        "the solution has 0 slots for 1 meetings"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read_again(seed in any::<u64>()) {
        let draft = with_resources(with_finer_rules(random_draft(seed, false), seed), seed);
        let problem = Problem::admitting_contradictions(draft).unwrap();
        prop_assert_eq!(&read_problem(&write_whole_problem(&problem)).unwrap(), &problem);
        let told = random_timetable(&problem, seed);
        let who = random_attendance(&problem, &told, seed);
        let seats: Vec<_> = told.places.iter().map(matchmaking::Place::seat).collect();
        let told = reasons::with_reasons_and_people(&problem, &seats, who);
        let text = Format::Whole.write(&problem, &told);
        let again = read_timetable(&problem, &text).unwrap();
        prop_assert_eq!(&again, &told);
        prop_assert_eq!(judge(&problem, &again), judge(&problem, &told));
    }

    /// Spoiled texts are refused or read; nothing panics, whatever the judge then says.
    #[test]
    fn spoiled_texts_are_refused_or_judged(at in 0_usize..900, byte in 32_u8..127, answer in any::<bool>()) {
        let spoil = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            let at = at % bytes.len();
            bytes[at] = byte;
            String::from_utf8(bytes).unwrap()
        };
        let (problem, told) = if answer {
            (TEXT.to_owned(), spoil(ANSWER))
        } else {
            (spoil(TEXT), ANSWER.to_owned())
        };
        let _ = judge_texts(&problem, &told);
    }
}
