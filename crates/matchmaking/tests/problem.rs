//! What the constructor and the reader refuse, word by word, and what they pass on.

#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "tests")]

mod common;

use common::{draft, p, r, random_draft, s};
use matchmaking::exchange::{self, NotExpressible, ReadError};
use matchmaking::{
    Draft, Participant, Precedence, Problem, ProblemError, Request, Table, Variant, Window, command,
};
use proptest::prelude::*;

fn errors(change: impl FnOnce(&mut Draft)) -> Vec<ProblemError> {
    let mut draft = draft();
    change(&mut draft);
    Problem::new(draft)
        .map(|_| Vec::new())
        .unwrap_or_else(|e| e.errors)
}

#[test]
fn accepts_what_makes_sense_and_an_empty_problem() {
    assert_eq!(errors(|_| {}), []);
    let empty = Draft {
        name: String::new(),
        variant: Variant::MostWeight,
        slots: vec![],
        tables: vec![],
        participants: vec![],
        requests: vec![],
        ..Draft::default()
    };
    assert!(Problem::new(empty).is_ok());
}

#[test]
fn refuses_unknown_numbers() {
    assert_eq!(
        errors(|d| d.requests[0].first = p(40)),
        [ProblemError::UnknownParticipant {
            request: r(0),
            participant: p(40)
        }]
    );
    assert_eq!(
        errors(|d| d.requests[0].fixed = Some(s(6))),
        [ProblemError::UnknownFixedSlot {
            request: r(0),
            slot: s(6)
        }]
    );
    assert_eq!(
        errors(|d| d.requests[1].window = Window::Slots(vec![s(1), s(8)])),
        [ProblemError::UnknownWindowSlot {
            request: r(1),
            slot: s(8)
        }]
    );
    assert_eq!(
        errors(|d| d.requests[1].window = Window::Session(2)),
        [ProblemError::UnknownSession {
            request: r(1),
            session: 2
        }]
    );
    assert_eq!(
        errors(|d| d.participants[1].forbidden.push(s(6))),
        [ProblemError::UnknownForbiddenSlot {
            participant: p(1),
            slot: s(6)
        }]
    );
    assert_eq!(
        errors(|d| d.precedences.push(Precedence {
            before: r(0),
            after: r(9)
        })),
        [ProblemError::UnknownPrecedence {
            position: 1,
            request: r(9)
        }]
    );
    assert_eq!(
        errors(|d| d.blocked.push((p(0), p(6)))),
        [ProblemError::UnknownBlocked {
            position: 1,
            participant: p(6)
        }]
    );
    let unknown = errors(|d| d.tables[0].unavailable.push(s(6)));
    assert!(matches!(
        unknown[..],
        [ProblemError::UnknownTableSlot { .. }]
    ));
}

#[test]
fn refuses_sizes_and_orders_that_make_no_sense() {
    assert_eq!(
        errors(|d| d.participants[0].people = 0),
        [ProblemError::NoPeople { participant: p(0) }]
    );
    assert_eq!(
        errors(|d| d.slots[2].starts = 1),
        [ProblemError::SlotsOutOfOrder {
            earlier: s(1),
            slot: s(2)
        }]
    );
    assert_eq!(
        errors(|d| d.slots[2].ends = 2),
        [ProblemError::SlotWithoutLength {
            slot: s(2),
            starts: 2,
            ends: 2
        }]
    );
    assert_eq!(
        errors(|d| d.participants[4].minimum = 3),
        [ProblemError::MinimumAboveCap {
            participant: p(4),
            minimum: 3,
            cap: 2
        }]
    );
    assert_eq!(
        errors(|d| d.requests[2].weight = 0),
        [ProblemError::WeightOutOfRange {
            request: r(2),
            weight: 0
        }]
    );
    assert_eq!(
        errors(|d| d.requests[2].second_priority = 4),
        [ProblemError::PriorityOutOfRange {
            request: r(2),
            priority: 4
        }]
    );
    assert_eq!(
        errors(|d| d.requests[2].second = p(1)),
        [ProblemError::WithItself {
            request: r(2),
            participant: p(1)
        }]
    );
    assert_eq!(
        errors(|d| d.participants[4].engagements[0].ends = 5),
        [ProblemError::EngagementWithoutLength {
            participant: p(4),
            position: 0
        }]
    );
    let twins = errors(|d| {
        d.participants[1].key = "Muster GmbH".into();
        d.participants[3].key = "Muster GmbH".into();
    });
    assert_eq!(
        twins[0].to_string(),
        "participants 1 and 3 have the same key \"Muster GmbH\""
    );
    let many = errors(|d| d.participants = vec![Participant::single(); 1_000_001]);
    assert_eq!(
        many[0].to_string(),
        "1000001 participants; at most 1000000 are possible"
    );
}

#[test]
fn refuses_contradictions_unless_they_are_admitted() {
    let fixed = |d: &mut Draft| d.requests[4].fixed = Some(s(0));
    assert_eq!(
        errors(fixed),
        [ProblemError::FixedAtForbidden {
            request: r(4),
            slot: s(0),
            participant: p(3)
        }]
    );
    assert_eq!(
        errors(|d| d.requests[3].fixed = Some(s(4))),
        [ProblemError::FixedOutsideWindow {
            request: r(3),
            slot: s(4)
        }]
    );
    assert_eq!(
        errors(|d| d.requests[8].must = true),
        [ProblemError::BlockedButWanted { request: r(8) }]
    );
    assert_eq!(errors(|d| d.tables.clear()), [ProblemError::NoTables]);
    let round = |d: &mut Draft| {
        d.precedences.push(Precedence {
            before: r(5),
            after: r(1),
        })
    };
    let found = errors(round);
    assert!(
        matches!(&found[..], [ProblemError::PrecedenceCycle { requests }] if requests.len() == 2)
    );
    assert!(found[0].is_contradiction());
    let mut admitted = draft();
    fixed(&mut admitted);
    round(&mut admitted);
    admitted.tables.clear();
    assert!(Problem::admitting_contradictions(admitted).is_ok());
}

#[test]
fn lists_fifty_errors_and_counts_the_rest() {
    let mut many = draft();
    many.requests = vec![Request::between(p(9), p(0), 1, 1); 60];
    many.precedences.clear();
    let refused = Problem::new(many).unwrap_err();
    assert_eq!((refused.errors.len(), refused.more), (50, 10));
    assert!(refused.to_string().ends_with("; and 10 more"));
}

const TEXT: &str = r#"{"format":"b2b-instance/1","name":"n","variant":"b","participants":3,"slots":4,"tables":2,
"sessions":[[0,1],[2,3]],"fairness":null,"meetings":[[0,1,1,-1,3],[1,2,0,2,1]],"forbidden":[[],[3],[]],
"precedences":[[0,1]],"max_meetings":[1,2,4]}"#;

#[test]
fn reads_and_writes_the_exchange_format() {
    let problem = exchange::read_problem(TEXT).unwrap();
    assert_eq!(problem.requests()[0].window, Window::Session(0));
    assert_eq!(
        (problem.requests()[0].fixed, problem.requests()[1].fixed),
        (None, Some(s(2)))
    );
    assert_eq!(problem.participants()[0].cap, Some(1));
    assert_eq!(problem.participants()[1].forbidden, [s(3)]);
    let again =
        exchange::read_problem(&exchange::write_problem(&problem, "test").unwrap()).unwrap();
    assert_eq!(again, problem);
    let slots = vec![Some(s(1)), None];
    let text = exchange::write_solution("n", &slots);
    assert_eq!(text, r#"{"instance":"n","slots":[1,-1]}"#);
    assert_eq!(exchange::read_solution(&problem, &text).unwrap(), slots);
}

#[test]
fn says_exactly_what_is_wrong_in_a_text() {
    let message = |from: &str, to: &str| {
        exchange::read_problem(&TEXT.replace(from, to))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        message("instance/1", "instance/2"),
        "the format is \"b2b-instance/2\"; this program reads \"b2b-instance/1\" \
         and \"legation-problem/1\""
    );
    assert_eq!(
        message("\"b\"", "\"c\""),
        "the variant is \"c\"; it must be \"a\" or \"b\""
    );
    assert_eq!(
        message("\"slots\":4", "\"slots\":-4"),
        "slots is -4; it must be from 0 to 4096"
    );
    assert_eq!(
        message("[0,1,1,-1,3]", "[0,7,1,-1,3]"),
        "a participant of meeting 0 is 7; it must be from 0 to 2"
    );
    assert_eq!(
        message("[0,1,1,-1,3]", "[0,0,1,-1,3]"),
        "request 0 is of participant 0 with itself"
    );
    assert_eq!(
        message("[0,1,1,-1,3]", "[0,1,3,-1,3]"),
        "the session of meeting 0 is 3; it must be from 0 to 2"
    );
    assert_eq!(
        message("[0,1,1,-1,3]", "[0,1,1,-2,3]"),
        "the fixed slot (or -1) of meeting 0 is -2; it must be from -1 to 3"
    );
    assert_eq!(
        message("[0,1,1,-1,3]", "[0,1,1,-1,0]"),
        "the weight of meeting 0 is 0; it must be from 1 to 1000000"
    );
    assert_eq!(
        message("[3]", "[4]"),
        "a forbidden slot of participant 1 is 4; it must be from 0 to 3"
    );
    assert_eq!(
        message("[[],[3],[]]", "[[],[3]]"),
        "forbidden has 2 entries; there are 3 participants"
    );
    assert_eq!(
        message("[[0,1],[2,3]]", "[[0,1],[1,3]]"),
        "slot 1 is in session 1 and in session 2"
    );
    assert_eq!(
        message("[[0,1]],", "[[0,2]],"),
        "a meeting of precedence 0 is 2; it must be from 0 to 1"
    );
    assert!(message("\"slots\":4", "\"slots\":4.5").contains("line 1"));
    assert!(message("}", "").starts_with("not a problem or solution in this format: EOF"));
}

#[test]
fn refuses_solutions_of_something_else() {
    let problem = exchange::read_problem(TEXT).unwrap();
    let read = |text| exchange::read_solution(&problem, text).unwrap_err();
    assert!(matches!(
        read(r#"{"instance":"m","slots":[1,1]}"#),
        ReadError::OtherProblem { .. }
    ));
    assert_eq!(
        read(r#"{"instance":"n","slots":[1]}"#),
        ReadError::SolutionLength {
            expected: 2,
            found: 1
        }
    );
    assert!(matches!(
        read(r#"{"instance":"n","slots":[1,-3]}"#),
        ReadError::OutOfRange { .. }
    ));
}

#[test]
fn judges_texts_with_one_line() {
    let verdict = command::judge_texts(TEXT, r#"{"instance":"n","slots":[0,2]}"#).unwrap();
    assert_eq!(
        command::judge_line(&verdict),
        r#"{"breaks":1,"max_breaks":1,"scheduled":2,"shortfalls":[],"valid":true,"violations":[],"weight":4}"#
    );
    let wrong = command::judge_texts(TEXT, r#"{"instance":"n","slots":[2,900]}"#).unwrap();
    assert_eq!(wrong.violations.len(), 2, "{:?}", wrong.violations);
}

#[test]
fn does_not_write_what_the_format_cannot_say() {
    let rich = common::problem();
    assert_eq!(
        exchange::write_problem(&rich, ""),
        Err(NotExpressible("participants of several people"))
    );
    let mut closed = draft();
    closed.participants = vec![Participant::single(); 6];
    closed.requests.iter_mut().for_each(|r| r.must = false);
    assert!(exchange::write_problem(&Problem::new(closed.clone()).unwrap(), "").is_err());
    closed.tables = vec![Table::default(); 3];
    closed.slots.iter_mut().for_each(|slot| slot.follows = true);
    closed.blocked.clear();
    closed.participants.iter_mut().for_each(|x| x.minimum = 0);
    assert!(exchange::write_problem(&Problem::new(closed).unwrap(), "").is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn stored_problems_come_back_equal(seed in any::<u64>(), hold_all in any::<bool>()) {
        let problem = Problem::admitting_contradictions(random_draft(seed, hold_all)).unwrap();
        let text = serde_json::to_string(&problem).unwrap();
        prop_assert_eq!(serde_json::from_str::<Problem>(&text).unwrap(), problem);
    }

    #[test]
    fn the_reader_never_panics_on_broken_text(cut in 0..TEXT.len(), put in "[-0-9,\\[\\]{}\":a-z]{0,4}") {
        let mut text = TEXT.to_owned();
        let cut = (cut..TEXT.len()).find(|&i| TEXT.is_char_boundary(i)).unwrap_or(0);
        text.replace_range(cut..(cut + 1).min(TEXT.len()), &put);
        if let Ok(problem) = exchange::read_problem(&text) {
            prop_assert!(problem.requests().len() <= 2);
        }
    }
}
