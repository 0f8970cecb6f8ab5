//! Whatever is read, there is an answer: a problem that can be judged, or a message. The seeds are
//! fixed, so every run reads the same.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Dice, random_draft};
use matchmaking::exchange::{ReadError, read_problem, read_solution, write_problem};
use matchmaking::{Draft, Participant, Problem, Variant, Window, command, explain, judge, reasons};

/// A problem in which every field says something.
const WHOLE: &str = r#"{"format":"b2b-instance/1","name":"fair","source":"own","variant":"a",
"participants":4,"slots":4,"tables":2,"sessions":[[0,1],[2,3]],"fairness":2,
"meetings":[[0,1,1,-1,1],[2,3,2,2,1],[0,2,0,-1,1],[1,3,0,3,1]],
"forbidden":[[3],[],[0],[]],"precedences":[[0,2]]}"#;

const SOLUTION: &str = r#"{"instance":"fair","slots":[0,2,1,3]}"#;

/// Numbers at the borders of what can be said.
const NUMBERS: [&str; 14] = [
    "-1",
    "0",
    "1",
    "-9223372036854775808",
    "9223372036854775807",
    "18446744073709551615",
    "99999999999999999999999",
    "4294967295",
    "4294967296",
    "1000000",
    "1e308",
    "-0.5",
    "null",
    "[]",
];

/// Reads, and goes on with what was read as a caller would. Whether it was understood.
fn take(text: &str) -> bool {
    match read_problem(text) {
        Err(error) => {
            told(&error);
            false
        }
        Ok(problem) => {
            let unheld = vec![None; problem.requests().len()];
            let timetable = reasons::with_reasons(&problem, &unheld);
            let verdict = judge(&problem, &timetable);
            assert_eq!(verdict.figures.held.part, 0);
            assert!(
                explain::elementary(&problem)
                    .iter()
                    .all(|cause| !format!("{cause:?}").is_empty())
            );
            if let Ok(again) = write_problem(&problem, "") {
                assert_eq!(read_problem(&again).as_ref(), Ok(&problem));
            }
            true
        }
    }
}

/// A message says something, on few lines, and nothing of the program's inside.
fn told(error: &ReadError) {
    let message = error.to_string();
    assert!(message.len() > 10, "{message}");
    for inside in ["panicked", "unwrap", "ReadError", "ProblemError", "Some("] {
        assert!(!message.contains(inside), "{message}");
    }
}

/// A text with some changes: bytes put in, taken out, doubled, numbers replaced.
fn mutated(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + dice.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = dice.below(bytes.len() as u64) as usize;
        match dice.below(6) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => {
                bytes.remove(at);
            }
            2 => bytes.truncate(at.max(1)),
            3 => {
                let length = dice.below(40) as usize;
                let end = (at + length).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            4 => {
                let structure = b"{}[],:\"0";
                bytes[at] = structure[dice.below(structure.len() as u64) as usize];
            }
            _ => other_number(&mut bytes, at, dice),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Replaces the number that follows a position.
fn other_number(bytes: &mut Vec<u8>, from: usize, dice: &mut Dice) {
    let digit = |b: &u8| b.is_ascii_digit() || *b == b'-';
    let Some(start) = bytes[from..].iter().position(digit).map(|at| from + at) else {
        return;
    };
    let length = bytes[start..].iter().take_while(|b| digit(b)).count();
    let number = NUMBERS[dice.below(NUMBERS.len() as u64) as usize];
    bytes.splice(start..start + length, number.bytes());
}

#[test]
fn valid_files_with_random_changes_are_read_or_refused() {
    let mut dice = Dice(20_261_127);
    let (mut read, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let text = mutated(WHOLE, &mut dice);
        if take(&text) {
            read += 1;
        } else {
            refused += 1;
        }
    }
    // Both happen often, or else the changes are not worth much.
    assert!(
        read > 500 && refused > 5_000,
        "{read} read, {refused} refused"
    );
}

/// Leaves out what the format cannot say.
fn plain(draft: &mut Draft) {
    let hold_all = matches!(draft.variant, Variant::HoldAll { .. });
    for slot in &mut draft.slots {
        slot.follows = true;
        slot.session = Some(0);
    }
    draft
        .tables
        .iter_mut()
        .for_each(|table| table.unavailable.clear());
    for participant in &mut draft.participants {
        *participant = Participant {
            forbidden: participant.forbidden.clone(),
            cap: participant.cap.filter(|_| !hold_all),
            ..Participant::single()
        };
    }
    for request in &mut draft.requests {
        request.must = false;
        request.window = Window::Any;
    }
    draft.blocked.clear();
}

#[test]
fn random_problems_with_random_changes_are_read_or_refused() {
    let mut dice = Dice(7);
    let mut written = 0;
    for seed in 0..2_000 {
        let mut draft = random_draft(seed, seed % 2 == 0);
        plain(&mut draft);
        let problem = Problem::admitting_contradictions(draft).unwrap();
        if let Ok(text) = write_problem(&problem, "random") {
            assert!(take(&text));
            take(&mutated(&text, &mut dice));
            written += 1;
        }
    }
    assert!(written > 1_000, "{written}");
}

#[test]
fn arbitrary_bytes_are_refused() {
    let mut dice = Dice(1);
    for _ in 0..20_000 {
        let length = dice.below(80);
        let bytes: Vec<u8> = (0..length).map(|_| dice.below(256) as u8).collect();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!take(&text), "{text}");
    }
    // Nothing but brackets, which a reader could follow until its stack ends.
    for open in ["[", "{\"a\":", "{\"meetings\":["] {
        assert!(!take(&open.repeat(100_000)));
    }
}

#[test]
fn every_field_with_every_odd_number_is_read_or_refused() {
    let digit = |b: u8| b.is_ascii_digit() || b == b'-';
    let bytes = WHOLE.as_bytes();
    let mut tried = 0;
    for start in 1..bytes.len() {
        if !digit(bytes[start]) || digit(bytes[start - 1]) {
            continue;
        }
        let length = bytes[start..].iter().take_while(|&&b| digit(b)).count();
        for number in NUMBERS {
            let text = [&WHOLE[..start], number, &WHOLE[start + length..]].concat();
            take(&text);
            tried += 1;
        }
    }
    assert!(tried > 400, "{tried}");
}

#[test]
fn solutions_with_random_changes_are_judged_or_refused() {
    let mut dice = Dice(3);
    let problem = read_problem(WHOLE).unwrap();
    let mut judged = 0;
    for _ in 0..20_000 {
        let text = mutated(SOLUTION, &mut dice);
        match read_solution(&problem, &text) {
            Err(error) => told(&error),
            Ok(slots) => {
                judged += 1;
                assert_eq!(slots.len(), problem.requests().len());
                let verdict = command::judge_texts(WHOLE, &text).unwrap();
                let line = command::judge_line(&verdict);
                assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok());
            }
        }
    }
    assert!(judged > 500, "{judged}");
}

#[test]
fn sizes_beyond_what_is_possible_are_named_with_their_limit() {
    let message = |field: &str, value: &str| {
        let name = format!("\"{field}\":");
        let start = WHOLE.find(&name).unwrap() + name.len();
        let end = start + WHOLE[start..].find(',').unwrap();
        let text = [&WHOLE[..start], value, &WHOLE[end..]].concat();
        read_problem(&text).unwrap_err().to_string()
    };
    for field in ["participants", "slots", "tables"] {
        let negative = message(field, "-1");
        assert!(
            negative.starts_with(&format!("{field} is -1")),
            "{negative}"
        );
        let large = message(field, "9223372036854775807");
        assert!(
            large.starts_with(&format!("{field} is 9223372036854775807")),
            "{large}"
        );
    }
    assert!(message("format", "\"b2b-instance/2\"").contains("b2b-instance/2"));
    assert!(message("variant", "\"c\"").contains("must be \"a\" or \"b\""));
    assert!(message("slots", "\"four\"").contains("line 2"));
}

#[test]
fn a_million_meetings_are_read() {
    let mut text = String::from(
        r#"{"format":"b2b-instance/1","name":"many","variant":"b","participants":2000,"slots":20,"tables":900,"meetings":["#,
    );
    let mut dice = Dice(5);
    for m in 0..1_000_000_u32 {
        let a = dice.below(2_000);
        let b = (a + 1 + dice.below(1_999)) % 2_000;
        let comma = if m == 0 { "" } else { "," };
        text.push_str(&format!("{comma}[{a},{b},0,-1,1]"));
    }
    text.push_str("]}");
    assert_eq!(read_problem(&text).unwrap().requests().len(), 1_000_000);
    let more = text.replacen("\"participants\":2000", "\"participants\":2", 1);
    let refused = read_problem(&more).unwrap_err().to_string();
    assert!(refused.contains("it must be from 0 to 1"), "{refused}");
}
