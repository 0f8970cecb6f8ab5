//! The published instances and own large ones, where they are at hand: set `LEGATION_SHARED` to
//! the folder that holds `b2b/`. Their licence keeps them out of this repository.

#![allow(clippy::unwrap_used, reason = "tests")]

use matchmaking::{Outcome, Status, command as judge_command, exchange};
use scheduler::{StepLimit, command, silent};
use std::path::{Path, PathBuf};

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("LEGATION_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let folder = folder.join("b2b");
    if !folder.is_dir() {
        eprintln!("skipped: no instances in {}", folder.display());
        return None;
    }
    Some(folder)
}

/// (instance, optimum or none if infeasible) for fairness 2.
fn reference(folder: &Path) -> Vec<(String, Option<u64>)> {
    let text = std::fs::read_to_string(folder.join("published/reference.csv")).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[1] == "2").then(|| (cells[0].to_owned(), cells[2].parse().ok()))
    };
    text.lines().skip(1).filter_map(row).collect()
}

#[test]
fn every_original_is_held_completely() {
    let Some(folder) = shared() else { return };
    let mut seen = 0;
    for (name, optimum) in reference(&folder)
        .into_iter()
        .filter(|(n, _)| n.ends_with(".original"))
    {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("published/{name}.json")))
        else {
            continue;
        };
        let answer = command::schedule_text(&text, 1, &StepLimit(400_000), &mut silent()).unwrap();
        assert!(
            answer.has_timetable(),
            "{name}: {:?}",
            answer.outcome.status()
        );
        let (_, figures, bound) = answer.outcome.best().unwrap();
        let optimum = optimum.unwrap();
        assert!(
            bound.value() <= optimum && optimum <= figures.breaks,
            "{name}: {bound:?} {figures:?}"
        );
        assert!(
            figures.breaks <= optimum + 20,
            "{name}: {} breaks",
            figures.breaks
        );
        let verdict = judge_command::judge_texts(
            &text,
            &answer
                .solution(matchmaking::exchange::Format::Counts)
                .unwrap(),
        )
        .unwrap();
        assert!(verdict.is_valid(), "{name}: {:?}", verdict.violations);
        seen += 1;
    }
    assert!(seen >= 1, "no original instance could be read");
}

#[test]
fn no_published_result_is_contradicted() {
    let Some(folder) = shared() else { return };
    let (mut refuted, mut infeasible) = (0, 0);
    for (name, optimum) in reference(&folder) {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("published/{name}.json")))
        else {
            continue;
        };
        let answer = command::schedule_text(&text, 1, &StepLimit(20_000), &mut silent()).unwrap();
        match (optimum, &answer.outcome) {
            (Some(_), Outcome::Infeasible { causes }) => unreachable!("{name}: {causes:?}"),
            (Some(optimum), outcome) => {
                let (_, figures, bound) = outcome.best().unwrap();
                assert!(bound.value() <= optimum, "{name}");
                assert!(
                    !answer.has_timetable() || figures.breaks >= optimum,
                    "{name}"
                );
                assert!(
                    answer.status() != Status::Optimal || figures.breaks == optimum,
                    "{name}"
                );
            }
            (None, outcome) => {
                infeasible += 1;
                refuted += u32::from(outcome.status() == Status::Infeasible);
                assert!(!answer.has_timetable(), "{name} has no timetable");
            }
        }
    }
    eprintln!("{refuted} of {infeasible} infeasible rows have an elementary cause");
    assert!(
        infeasible == 0 || refuted * 10 >= infeasible * 9,
        "{refuted} of {infeasible}"
    );
}

#[test]
fn requests_beyond_capacity_come_near_the_bound() {
    let Some(folder) = shared() else { return };
    let bounds = std::fs::read_to_string(folder.join("generated/bounds.json")).unwrap();
    let bounds: serde_json::Value = serde_json::from_str(&bounds).unwrap();
    for name in ["b-p60", "b-p100", "b-p100bip", "b-p300", "b-p300bip"] {
        let text = std::fs::read_to_string(folder.join(format!("generated/{name}.json"))).unwrap();
        let answer =
            command::schedule_text(&text, 1, &StepLimit(1_000_000), &mut silent()).unwrap();
        let (_, figures, bound) = answer.outcome.best().unwrap();
        assert!(answer.has_timetable());
        assert!(
            Some(bound.value()) == bounds[name].as_u64()
                && figures.weight.part * 100 >= bound.value() * 97,
            "{name}: {figures:?} {bound:?}"
        );
    }
}

#[test]
fn planted_timetables_are_valid() {
    let Some(folder) = shared() else { return };
    for entry in std::fs::read_dir(folder.join("generated/witness")).unwrap() {
        let witness = entry.unwrap().path();
        let text =
            std::fs::read_to_string(folder.join("generated").join(witness.file_name().unwrap()))
                .unwrap();
        let solution = std::fs::read_to_string(&witness).unwrap();
        let verdict = judge_command::judge_texts(&text, &solution).unwrap();
        assert!(
            verdict.is_valid(),
            "{}: {:?}",
            witness.display(),
            verdict.violations
        );
        // What is read can be written, and means the same.
        let problem = exchange::read_problem(&text).unwrap();
        let again = exchange::write_problem(&problem, "").unwrap();
        assert_eq!(exchange::read_problem(&again).unwrap(), problem);
    }
}
