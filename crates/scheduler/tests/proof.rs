//! Proof files: separate checkers accept what is written, refuse what was damaged, and there is a
//! proof of exactly what is so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod lrat;
mod small;

use matchmaking::{Draft, Participant, ParticipantId, Problem, Request, Table, Variant, exchange};
use proptest::prelude::*;
use scheduler::proof::{Claim, Files, Format, Unproved, write};
use scheduler::{StepLimit, silent, solve};
use small::{by_trying_all, small_problem};
use std::fs::read_to_string;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A stop that never says so.
const PATIENT: StepLimit = StepLimit(1);

fn prove(problem: &Problem, claim: Claim, format: Format) -> (TempDir, Result<Files, Unproved>) {
    let folder = TempDir::new().unwrap();
    let files = write(
        problem,
        claim,
        format,
        &folder.path().join("proof"),
        &PATIENT,
    );
    (folder, files)
}

/// Clauses and proof of a claim.
fn texts(problem: &Problem, claim: Claim, format: Format) -> (String, String) {
    let (_folder, files) = prove(problem, claim, format);
    let files = files.unwrap();
    (
        read_to_string(&files.clauses).unwrap(),
        read_to_string(&files.proof).unwrap(),
    )
}

/// Whether the crate `dratify` accepts a proof without hints.
fn drat_holds(clauses: &str, proof: &str) -> bool {
    let literals = |line: &str| -> Vec<dratify::Lit> {
        let numbers = line
            .split_whitespace()
            .map(|word| word.parse::<i32>().unwrap());
        numbers
            .take_while(|&lit| lit != 0)
            .map(|lit| 2 * (lit.unsigned_abs() - 1) + u32::from(lit < 0))
            .collect()
    };
    let mut lines = clauses.lines();
    let header = lines.next().unwrap();
    let variables = header.split_whitespace().nth(2).unwrap().parse().unwrap();
    let clauses: Vec<_> = lines.map(literals).collect();
    let step = |line: &str| match line.strip_prefix("d ") {
        Some(gone) => (true, literals(gone)),
        None => (false, literals(line)),
    };
    let steps: Vec<_> = proof.lines().map(step).collect();
    dratify::Checker::new(variables, &clauses, false, true)
        .check(&steps)
        .ok
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// There is a proof of the fewest breaks that trying all finds, and none of one more.
    #[test]
    fn there_is_a_proof_of_exactly_what_is_so(problem in small_problem()) {
        let Some(least) = by_trying_all(&problem) else {
            let (clauses, proof) = texts(&problem, Claim::NoTimetable, Format::Lrat);
            prop_assert_eq!(lrat::check(&clauses, &proof), Ok(()));
            return Ok(());
        };
        if least > 0 {
            let (clauses, proof) = texts(&problem, Claim::NoFewerBreaks(least), Format::Lrat);
            prop_assert_eq!(lrat::check(&clauses, &proof), Ok(()));
        }
        for claim in [Claim::NoTimetable, Claim::NoFewerBreaks(least + 1)] {
            let (_folder, files) = prove(&problem, claim, Format::Lrat);
            prop_assert!(matches!(files, Err(Unproved::NotInClauses)), "{files:?}");
        }
    }
}

/// Everybody of these meets everybody, in so many slots at so many tables.
fn everybody(people: usize, slots: usize, tables: usize) -> Problem {
    let all = |a: usize| (a + 1..people).map(move |b| (ParticipantId::at(a), ParticipantId::at(b)));
    let requests = (0..people).flat_map(all);
    Problem::admitting_contradictions(Draft {
        name: "everybody".into(),
        variant: Variant::HoldAll { fairness: None },
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); people],
        requests: requests
            .map(|(a, b)| Request::between(a, b, 1, 1))
            .collect(),
        ..Draft::default()
    })
    .unwrap()
}

/// Seven people need a slot more than the six that each of them has meetings for.
fn odd() -> Problem {
    everybody(7, 6, 4)
}

/// Seven people with a slot to spare: whoever idles neither first nor last waits.
fn waiting() -> Problem {
    everybody(7, 7, 3)
}

fn claim_of(problem: &Problem) -> Claim {
    Claim::of(&solve(problem, 1, &StepLimit(2_000_000), &mut silent())).unwrap()
}

#[test]
fn two_checkers_accept_what_the_search_claims() {
    for (problem, claim) in [
        (odd(), Claim::NoTimetable),
        (waiting(), claim_of(&waiting())),
    ] {
        assert_eq!(claim_of(&problem), claim);
        let (clauses, proof) = texts(&problem, claim, Format::Lrat);
        assert_eq!(lrat::check(&clauses, &proof), Ok(()));
        let (clauses, proof) = texts(&problem, claim, Format::Drat);
        assert!(drat_holds(&clauses, &proof));
    }
}

#[test]
fn both_checkers_refuse_what_was_damaged() {
    let claim = claim_of(&waiting());
    let (clauses, proof) = texts(&waiting(), claim, Format::Lrat);
    let lines: Vec<&str> = proof.lines().collect();
    assert!(lines.len() > 100, "too short to damage: {}", lines.len());
    let cut = lines[..lines.len() - 1].join("\n");
    let gone = [&lines[..lines.len() / 4], &lines[lines.len() / 2..]]
        .concat()
        .join("\n");
    let at_once = lines[lines.len() - 1].to_owned();
    for damaged in [cut, gone, at_once, String::new()] {
        assert!(lrat::check(&clauses, &damaged).is_err());
    }
    // Other clauses: without the last, which limits the breaks, there is a timetable.
    let shorter = without_last_clause(&clauses);
    assert!(lrat::check(&shorter, &proof).is_err());
    let (clauses, proof) = texts(&waiting(), claim, Format::Drat);
    assert!(drat_holds(&clauses, &proof));
    assert!(!drat_holds(&without_last_clause(&clauses), &proof));
    assert!(!drat_holds(&clauses, "0\n"));
}

fn without_last_clause(clauses: &str) -> String {
    let mut lines: Vec<String> = clauses.lines().map(str::to_owned).collect();
    lines.pop();
    let variables = lines[0].split_whitespace().nth(2).unwrap().to_owned();
    lines[0] = format!("p cnf {variables} {}", lines.len() - 1);
    lines.join("\n") + "\n"
}

#[test]
fn the_legend_names_claim_and_variables() {
    let (_folder, files) = prove(&odd(), Claim::NoTimetable, Format::Drat);
    let files = files.unwrap();
    let legend = read_to_string(&files.legend).unwrap();
    assert!(
        legend.contains("no timetable holds every meeting"),
        "{legend}"
    );
    assert!(
        legend.contains("\n1: meeting 0 is held in slot 0\n"),
        "{legend}"
    );
    assert!(
        legend.contains("drat-trim claim.cnf proof.drat"),
        "{legend}"
    );
}

#[test]
fn what_counting_refutes_is_refuted_by_clauses_too() {
    let mut none = everybody(3, 3, 1).into_draft();
    none.slots.clear();
    let mut capped = everybody(3, 4, 1).into_draft();
    capped.participants[1].cap = Some(1);
    let mut closed = everybody(3, 4, 1).into_draft();
    closed.tables.clear();
    for draft in [none, capped, closed] {
        let problem = Problem::admitting_contradictions(draft).unwrap();
        assert_eq!(claim_of(&problem), Claim::NoTimetable);
        let (clauses, proof) = texts(&problem, Claim::NoTimetable, Format::Lrat);
        assert_eq!(lrat::check(&clauses, &proof), Ok(()));
    }
}

#[test]
fn says_why_there_is_no_proof() {
    let mut draft = odd().into_draft();
    draft.variant = Variant::MostWeight;
    let choice = Problem::admitting_contradictions(draft).unwrap();
    let (_folder, files) = prove(&choice, Claim::NoTimetable, Format::Lrat);
    assert!(matches!(files, Err(Unproved::OtherQuestion)), "{files:?}");
    let (_folder, files) = prove(&everybody(120, 119, 60), Claim::NoTimetable, Format::Lrat);
    assert!(matches!(files, Err(Unproved::TooLarge)), "{files:?}");
    // A folder that cannot be made.
    let file = tempfile::NamedTempFile::new().unwrap();
    let files = write(
        &odd(),
        Claim::NoTimetable,
        Format::Lrat,
        file.path(),
        &PATIENT,
    );
    assert!(matches!(files, Err(Unproved::Files(_))), "{files:?}");
    let folder = TempDir::new().unwrap();
    let over = StepLimit(0);
    let files = write(
        &odd(),
        Claim::NoTimetable,
        Format::Lrat,
        folder.path(),
        &over,
    );
    assert!(matches!(files, Err(Unproved::Stopped)), "{files:?}");
}

/// Needs the published instances; see `published.rs`.
#[test]
fn published_optima_are_proved() {
    let folder = std::env::var_os("LEGATION_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    for (name, optimum) in [("forumt-14", 5), ("forumt-14crafd", 4), ("tic-13crafc", 4)] {
        let file = folder.join(format!("b2b/published/{name}.original.json"));
        let Ok(text) = read_to_string(&file) else {
            eprintln!("skipped: no instance {}", file.display());
            return;
        };
        let problem = exchange::read_problem(&text).unwrap();
        let (clauses, proof) = texts(&problem, Claim::NoFewerBreaks(optimum), Format::Lrat);
        assert_eq!(lrat::check(&clauses, &proof), Ok(()), "{name}");
        let (clauses, proof) = texts(&problem, Claim::NoFewerBreaks(optimum), Format::Drat);
        assert!(drat_holds(&clauses, &proof), "{name}");
    }
}
