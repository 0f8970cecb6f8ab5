//! A checker for LRAT proofs that knows nothing of the scheduler: it reads two texts.
//!
//! Cruz-Filipe, Heule, Hunt, Kaufmann and Schneider-Kamp, "Efficient Certified RAT Verification",
//! CADE 2017. Every step must follow by unit propagation over exactly the clauses it names.

use std::collections::{HashMap, HashSet};

/// Whether the proof shows that nothing satisfies the clauses; otherwise where it fails.
pub fn check(clauses: &str, proof: &str) -> Result<(), String> {
    let mut known = read_clauses(clauses)?;
    for (number, line) in proof.lines().enumerate() {
        let at = |why: &str| format!("line {}: {why}: {line}", number + 1);
        let mut words = line.split_whitespace();
        let id: u64 = number_in(words.next()).ok_or_else(|| at("no number"))?;
        let rest: Vec<&str> = words.collect();
        if let ["d", ids @ .., "0"] = &rest[..] {
            for word in ids {
                let gone = number_in(Some(word)).and_then(|id: u64| known.remove(&id));
                gone.ok_or_else(|| at("forgets what is not there"))?;
            }
            continue;
        }
        let words: Option<Vec<i64>> = rest.iter().map(|word| number_in(Some(word))).collect();
        let words = words.ok_or_else(|| at("not a number"))?;
        let mut parts = words.split(|&word| word == 0);
        let (Some(lits), Some(hints), Some([]), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(at("not a step"));
        };
        if !follows(lits, hints, &known) {
            return Err(at("does not follow"));
        }
        if lits.is_empty() {
            return Ok(());
        }
        if known.insert(id, lits.to_vec()).is_some() {
            return Err(at("the number is taken"));
        }
    }
    Err("the proof ends before the contradiction".to_owned())
}

/// The clauses of a DIMACS file, numbered from 1.
fn read_clauses(text: &str) -> Result<HashMap<u64, Vec<i64>>, String> {
    let mut lines = text.lines().filter(|line| !line.starts_with('c'));
    let header: Vec<&str> = lines.next().unwrap_or("").split_whitespace().collect();
    let ["p", "cnf", variables, count] = header[..] else {
        return Err("no header".to_owned());
    };
    let most: i64 = number_in(Some(variables)).ok_or("no number of variables")?;
    let words: Option<Vec<i64>> = lines
        .flat_map(str::split_whitespace)
        .map(|word| number_in(Some(word)))
        .collect();
    let words = words.ok_or("not a number")?;
    if words.last().is_some_and(|&last| last != 0) || words.iter().any(|lit| lit.abs() > most) {
        return Err("not clauses over these variables".to_owned());
    }
    let mut clauses: Vec<Vec<i64>> = words.split(|&lit| lit == 0).map(<[i64]>::to_vec).collect();
    clauses.pop();
    if number_in(Some(count)) != Some(clauses.len()) {
        return Err("not so many clauses".to_owned());
    }
    Ok((1..).zip(clauses).collect())
}

fn number_in<N: std::str::FromStr>(word: Option<&str>) -> Option<N> {
    word?.parse().ok()
}

/// Whether, all these literals false, one named clause after the other leaves a single literal
/// and the last none.
fn follows(lits: &[i64], hints: &[i64], known: &HashMap<u64, Vec<i64>>) -> bool {
    let mut holds: HashSet<i64> = lits.iter().map(|lit| -lit).collect();
    for hint in hints {
        let clause = u64::try_from(*hint).ok().and_then(|id| known.get(&id));
        let Some(clause) = clause else { return false };
        let mut open = clause.iter().filter(|&lit| !holds.contains(&-lit));
        match (open.next(), open.next()) {
            (None, _) => return true,
            (Some(&only), None) => holds.insert(only),
            (Some(_), Some(_)) => return false,
        };
    }
    false
}
