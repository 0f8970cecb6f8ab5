//! Refutations as files that a separate checker accepts.
//!
//! A claim ("no timetable", "none with fewer breaks") becomes a file of clauses that nothing can
//! satisfy, a proof of that, and a text that says what the variables stand for. Whoever checks the
//! proof needs to trust neither the search nor the SAT solver, only that the clauses say what the
//! claim says; `docs/guide/proofs.md` goes through them.

use super::MOST_CLAUSES;
use super::cnf::{Cnf, Lit};
use super::encode::{self, Encoding, Use};
use super::solver::{Cadical, Solver};
use crate::full::relaxed;
use crate::stop::Stop;
use matchmaking::{Bound, Outcome, Problem};
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Conflicts between two questions to the stop.
const PORTION: u32 = 20_000;

/// What a proof shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// No timetable holds every meeting.
    NoTimetable,
    /// No timetable that holds every meeting has fewer breaks than this number.
    NoFewerBreaks(u64),
}

impl Claim {
    /// What the outcome of a search claims and a proof could show; `None` if it claims nothing of
    /// the kind, or nothing that needs a proof: fewer breaks than none.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Option<Self> {
        if let Outcome::Infeasible { .. } = outcome {
            return Some(Self::NoTimetable);
        }
        match outcome.best()?.2 {
            Bound::BreaksAtLeast(breaks) if breaks > 0 => Some(Self::NoFewerBreaks(breaks)),
            _ => None,
        }
    }
}

/// How a proof is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Every step names the clauses it follows from: checked in less time than it took to find.
    Lrat,
    /// Steps only, as `drat-trim` reads them: shorter, and longer to check.
    Drat,
}

/// Where the parts of a proof are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The clauses, in the DIMACS format.
    pub clauses: PathBuf,
    /// The proof.
    pub proof: PathBuf,
    /// The claim and its variables in words.
    pub legend: PathBuf,
}

/// Why there is no proof.
#[derive(Debug)]
pub enum Unproved {
    /// The problem lets meetings be left out: its bound is no refutation.
    OtherQuestion,
    /// The clauses would fill the memory.
    TooLarge,
    /// The stop came first; nothing is claimed of the clauses that were written.
    Stopped,
    /// The clauses can be satisfied: they do not contain what the claim rests on.
    NotInClauses,
    /// A file could not be written.
    Files(std::io::Error),
}

impl From<std::io::Error> for Unproved {
    fn from(error: std::io::Error) -> Self {
        Self::Files(error)
    }
}

/// Writes clauses, proof and legend into a folder, which is made if it does not exist.
///
/// Rules beyond the plain ones (travel, named places, longest runs) are left out: what holds
/// without them holds with them. The solver begins anew, so this takes as long as the last steps
/// of the search; `stop` can end it.
///
/// # Errors
/// Why there is no proof.
pub fn write(
    problem: &Problem,
    claim: Claim,
    format: Format,
    folder: &Path,
    stop: &dyn Stop,
) -> Result<Files, Unproved> {
    if !problem.holds_all() {
        return Err(Unproved::OtherQuestion);
    }
    let plain = relaxed(problem);
    if super::size::clauses(&plain) > MOST_CLAUSES {
        return Err(Unproved::TooLarge);
    }
    let stopped = || stop.check(0).is_some();
    let mut encoding = encode::encode(&plain, Use::Search, &stopped).ok_or(Unproved::Stopped)?;
    caps(&plain, &mut encoding);
    if let Claim::NoFewerBreaks(least) = claim {
        fewer(&mut encoding, least);
    }
    std::fs::create_dir_all(folder)?;
    let (name, hints) = match format {
        Format::Lrat => ("proof.lrat", true),
        Format::Drat => ("proof.drat", false),
    };
    let files = Files {
        clauses: folder.join("claim.cnf"),
        proof: folder.join(name),
        legend: folder.join("legend.txt"),
    };
    write_clauses(&encoding.cnf, &files.clauses)?;
    std::fs::write(&files.legend, legend(problem, claim, &encoding, name))?;
    let mut solver = Cadical::with_proof(&files.clauses, &files.proof, hints)
        .ok_or_else(|| std::io::Error::other(format!("cannot write {}", files.proof.display())))?;
    loop {
        match solver.solve(&[], PORTION) {
            Some(false) => break,
            Some(true) => return Err(Unproved::NotInClauses),
            None if stopped() => return Err(Unproved::Stopped),
            None => {}
        }
    }
    solver.finish_proof();
    Ok(files)
}

/// Nobody holds more meetings than its cap. The search never gets so far: counting refutes that.
fn caps(problem: &Problem, encoding: &mut Encoding) {
    for (p, participant) in problem.participants().iter().enumerate() {
        let Some(cap) = participant.cap else { continue };
        let mine = problem
            .numbered_requests()
            .filter(|(_, request)| request.sides().iter().any(|side| side.index() == p))
            .map(|(id, _)| id.index());
        let held: Vec<Lit> = mine
            .filter(|&r| !encoding.held[r].is_empty())
            .map(|r| {
                let slots: Vec<Lit> = encoding.held[r].iter().map(|held| held.1).collect();
                encoding.cnf.any(&slots)
            })
            .collect();
        encoding.cnf.at_most(&held, cap as usize);
    }
}

/// There are fewer breaks than this.
fn fewer(encoding: &mut Encoding, breaks: u64) {
    let all: Vec<Lit> = encoding.breaks.iter().flatten().copied().collect();
    let most = usize::try_from(breaks - 1).unwrap_or(usize::MAX);
    encoding.cnf.at_most(&all, most);
}

/// A clause of nothing becomes two that contradict each other: not every checker knows it.
fn write_clauses(cnf: &Cnf, file: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(file)?);
    let empty = cnf.clauses().filter(|clause| clause.is_empty()).count();
    let (variables, count) = (cnf.variables(), cnf.clauses().count());
    let spare = Lit::from(empty > 0);
    writeln!(out, "p cnf {} {}", variables + spare, count + empty)?;
    for clause in cnf.clauses() {
        if clause.is_empty() {
            writeln!(out, "{0} 0\n-{0} 0", variables + 1)?;
            continue;
        }
        for lit in clause {
            write!(out, "{lit} ")?;
        }
        writeln!(out, "0")?;
    }
    out.flush()
}

/// The claim, and every variable that stands for something in the problem.
fn legend(problem: &Problem, claim: Claim, encoding: &Encoding, proof: &str) -> String {
    let mut text = format!("Problem: {}\n\nClaim: ", problem.name());
    match claim {
        Claim::NoTimetable => text.push_str("no timetable holds every meeting.\n"),
        Claim::NoFewerBreaks(least) => {
            let _ = writeln!(
                text,
                "no timetable that holds every meeting has fewer breaks than {least}."
            );
        }
    }
    let checker = if proof.ends_with("lrat") {
        "lrat-check"
    } else {
        "drat-trim"
    };
    let _ = write!(
        text,
        "\nclaim.cnf says the opposite in clauses; {proof} shows that nothing satisfies them:\n\
         {checker} claim.cnf {proof}\n\n\
         Meetings, participants and slots have the numbers of the problem file, from 0.\n\
         Variables not listed are sums and abbreviations that the clauses define.\n\n"
    );
    for (request, held) in encoding.held.iter().enumerate() {
        for (slot, lit) in held {
            let _ = writeln!(text, "{lit}: meeting {request} is held in slot {slot}");
        }
    }
    for (participant, breaks) in encoding.breaks.iter().enumerate() {
        for (count, lit) in breaks.iter().enumerate() {
            let _ = writeln!(
                text,
                "{lit}: participant {participant} has more than {count} breaks"
            );
        }
    }
    text
}
