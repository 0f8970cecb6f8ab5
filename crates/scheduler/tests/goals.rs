//! Problems with goals in order.

#![allow(clippy::unwrap_used, reason = "tests")]

use matchmaking::Status;
use matchmaking::command::judge_texts;
use scheduler::command::schedule_text;
use scheduler::{StepLimit, silent};

/// Two firms that both want the same two partners, at two tables, in enough slots.
const TEXT: &str = r#"{"format":"b2b-instance/1","name":"n","variant":"b","participants":4,
    "slots":2,"tables":2,"meetings":[[0,2,0,-1,3],[0,3,0,-1,2],[1,2,0,-1,2],[1,3,0,-1,3]],
    "goals":{},"preferred":[[],[],[],[]]}"#;

#[test]
fn the_answer_is_told_goal_by_goal_and_passes_the_judge() {
    let answer = schedule_text(TEXT, 1, &StepLimit(60_000), &mut silent()).unwrap();
    let line: serde_json::Value = serde_json::from_str(&answer.last_line(0.0)).unwrap();
    assert_eq!(line["scheduled"], 4);
    assert_eq!(line["goals"]["weight"], 0);
    // Each pair of tables can keep two of the four people: the others change.
    assert_eq!(line["goals"]["changes"], 2);
    assert_eq!(
        answer.status(),
        Status::Feasible,
        "nothing is proved about changes"
    );
    let solution = answer.solution().unwrap();
    let verdict = judge_texts(TEXT, &solution).unwrap();
    assert!(verdict.is_valid(), "{:?}", verdict.violations);
    assert_eq!(verdict.values, answer.verdict.unwrap().values);
}
