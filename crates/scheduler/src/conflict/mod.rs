//! A smallest contradiction in a problem that has no timetable, or none with all its musts.
//!
//! Demands are given up one after the other, whole groups first. What can be given up while the
//! rest is still proved impossible does not belong to the contradiction. In the end every demand
//! that is left matters: without any one of them the others can be kept. A SAT solver in which
//! each demand has a switch answers most questions; a timetable that it finds is believed after
//! the judge has seen it, and only what it does not know of is asked of the search.

pub(crate) mod clauses;

use crate::replan::{Proof, Wishes, replan};
use crate::stop::{StepLimit, Stop};
use clauses::{Answer, Clauses};
use matchmaking::change::apply;
use matchmaking::conflict::{Conflict, Demand, demands, only};
use matchmaking::{Outcome, Place, Problem, RequestId, SlotId, Variant, judge, measure, reasons};

/// Conflicts of the solver between two looks whether to stop.
const SLICE: u32 = 2_000;
/// Steps for one question.
const STEPS: u64 = 30_000;
/// With no more meetings than this, every timetable is tried if need be.
const SMALL: usize = 40;

/// Whether everything that is demanded of a problem can be kept; `None` where the steps did not
/// suffice.
fn can_be_kept(problem: &Problem) -> Option<bool> {
    let outcome = crate::solve(problem, 1, &StepLimit(STEPS), &mut crate::silent());
    if let Outcome::Infeasible { .. } = outcome {
        return Some(false);
    }
    let (best, _, _) = outcome.best()?;
    if keeps_all(problem, &best.slots()) {
        return Some(true);
    }
    let fair = problem.variant() != Variant::HoldAll { fairness: None } && problem.holds_all();
    if fair || problem.requests().len() > SMALL {
        return None;
    }
    every_way(problem, best)
}

/// Whether the times are those of a timetable that keeps all demands, as the judge sees it.
fn keeps_all(problem: &Problem, times: &[Option<SlotId>]) -> bool {
    let seat = |(asked, time): (&matchmaking::Request, &Option<SlotId>)| {
        time.map(|slot| (slot, asked.table))
    };
    let places: Vec<_> = problem.requests().iter().zip(times).map(seat).collect();
    let figures = measure(problem, times);
    let missed = figures.musts_missed + figures.below_minimum;
    (problem.holds_all() || missed == 0)
        && judge(problem, &reasons::with_reasons(problem, &places)).is_valid()
}

/// Tries everything, beginning with an attempt that misses something.
fn every_way(problem: &Problem, attempt: &matchmaking::Timetable) -> Option<bool> {
    let places: Vec<_> = attempt.places.iter().map(Place::seat).collect();
    let attempt = reasons::with_reasons(problem, &places);
    let mut changed = apply(problem, &attempt, 0, &[]).ok()?;
    for (request, asked) in problem.numbered_requests() {
        if problem.holds_all() || asked.must {
            changed.want(request);
        }
    }
    let steps = StepLimit(STEPS * 10);
    let proposal = replan(&changed, Wishes::default(), &steps, &mut |_| {});
    let missed = if problem.holds_all() {
        proposal.cost.lost
    } else {
        proposal.cost.missed
    };
    match (missed, proposal.proof) {
        (0, _) => Some(true),
        (_, Proof::Minimal) => Some(false),
        _ => None,
    }
}

/// How far a contradiction is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thoroughness {
    /// Most smaller problems that are looked at.
    pub questions: usize,
    /// Conflicts of the solver for the first question, which is about everything.
    pub first: u32,
    /// Conflicts of the solver for each other question.
    pub each: u32,
}

impl Thoroughness {
    /// For somebody who waits without seeing anything: some seconds at a few hundred meetings.
    #[must_use]
    pub const fn hasty(questions: usize) -> Self {
        Self {
            questions,
            first: 10_000,
            each: 1_500,
        }
    }

    /// For somebody who sees how far it is and can stop it: minutes at a thousand meetings.
    #[must_use]
    pub const fn patient() -> Self {
        Self {
            questions: 2_000,
            first: 200_000,
            each: 3_000,
        }
    }
}

/// A smallest contradiction among the demands of a problem; `None` where no contradiction is
/// proved. At most `questions` smaller problems are looked at.
#[must_use]
pub fn conflict(problem: &Problem, questions: usize) -> Option<Conflict> {
    let never = |_: u64| None;
    conflict_until(
        problem,
        Thoroughness::hasty(questions),
        &never,
        &mut |_: &Conflict| {},
    )
}

/// The same, with somebody who is told of each contradiction that is proved, ever smaller ones,
/// and can stop it: `stop` is asked with the number of questions so far. What is known by then is
/// the answer.
#[must_use]
pub fn conflict_until(
    problem: &Problem,
    thoroughness: Thoroughness,
    stop: &dyn Stop,
    tell: &mut dyn FnMut(&Conflict),
) -> Option<Conflict> {
    let mut kept = demands(problem);
    let mut search = Search {
        problem,
        clauses: Clauses::of(problem, 0),
        left: thoroughness.questions,
        asked: 0,
        stop,
        tell,
        all_known: true,
        conflicts: thoroughness.first,
    };
    match search.ask(&kept) {
        Told::Contradiction(fewer) => search.shrink(&mut kept, fewer),
        Told::Possible | Told::Open => return None,
    }
    search.conflicts = thoroughness.each;
    // Whole kinds first, then ever smaller portions, then one by one.
    let kinds: Vec<_> = kept
        .chunk_by(|a, b| std::mem::discriminant(a) == std::mem::discriminant(b))
        .map(<[Demand]>::to_vec)
        .collect();
    for kind in kinds {
        search.give_up(&mut kept, &kind);
    }
    let mut portion = kept.len() / 2;
    while portion > 1 {
        let portions: Vec<Vec<Demand>> = kept.chunks(portion).map(<[Demand]>::to_vec).collect();
        for portion in portions {
            search.give_up(&mut kept, &portion);
        }
        portion /= 2;
    }
    let mut before = usize::MAX;
    while kept.len() < before {
        before = kept.len();
        search.all_known = true;
        for demand in kept.clone() {
            search.give_up(&mut kept, &[demand]);
        }
    }
    Some(Conflict {
        demands: kept,
        minimal: search.all_known,
    })
}

struct Search<'a> {
    problem: &'a Problem,
    clauses: Option<Clauses>,
    /// Questions that may still be asked, and those that were.
    left: usize,
    asked: u64,
    stop: &'a dyn Stop,
    tell: &'a mut dyn FnMut(&Conflict),
    all_known: bool,
    conflicts: u32,
}

/// What is known of some demands.
enum Told {
    /// These of them contradict each other.
    Contradiction(Vec<Demand>),
    /// They can be kept.
    Possible,
    /// Nobody knows.
    Open,
}

impl Search<'_> {
    fn ask(&mut self, kept: &[Demand]) -> Told {
        if self.left == 0 || self.stop.check(self.asked).is_some() {
            self.all_known = false;
            return Told::Open;
        }
        self.left -= 1;
        self.asked += 1;
        let told = self.answer(kept);
        self.all_known &= !matches!(told, Told::Open);
        told
    }

    fn answer(&mut self, kept: &[Demand]) -> Told {
        let known = self.known(kept);
        if let Some(Answer::Contradiction(parts)) = &known {
            let mut fewer: Vec<Demand> = parts.iter().map(|part| part.demand).collect();
            fewer.dedup();
            return Told::Contradiction(fewer);
        }
        let Ok(smaller) = only(self.problem, kept) else {
            return Told::Open;
        };
        if let Some(Answer::Times(times)) = &known
            && keeps_all(&smaller, &self.of_kept(kept, times))
        {
            return Told::Possible;
        }
        let large = self.problem.requests().len() > SMALL;
        if large && matches!(known, Some(Answer::Open)) && !kept.contains(&Demand::Fairness) {
            return Told::Open;
        }
        match can_be_kept(&smaller) {
            Some(true) => Told::Possible,
            Some(false) => Told::Contradiction(kept.to_vec()),
            None => Told::Open,
        }
    }

    /// What the clauses say, asked in slices between which it can be stopped.
    fn known(&mut self, kept: &[Demand]) -> Option<Answer> {
        let clauses = self.clauses.as_mut()?;
        let parts = clauses.parts(kept);
        let mut left = self.conflicts;
        loop {
            let slice = left.min(SLICE);
            left -= slice;
            let answer = clauses.ask(&parts, slice);
            let open = matches!(answer, Answer::Open) && left > 0;
            if !open || self.stop.check(self.asked).is_some() {
                return Some(answer);
            }
        }
    }

    /// Goes on with these of the demands, which are proved to contradict each other.
    fn shrink(&mut self, kept: &mut Vec<Demand>, fewer: Vec<Demand>) {
        *kept = fewer;
        (self.tell)(&Conflict {
            demands: kept.clone(),
            minimal: false,
        });
    }

    /// The times of the meetings that are still in the problem.
    fn of_kept(&self, kept: &[Demand], times: &[Option<SlotId>]) -> Vec<Option<SlotId>> {
        let stays = |r: usize| {
            let meeting = Demand::Meeting(RequestId::at(r));
            !self.problem.holds_all() || kept.binary_search(&meeting).is_ok()
        };
        let stay = times.iter().enumerate().filter(|(r, _)| stays(*r));
        stay.map(|(_, time)| *time).collect()
    }

    /// Gives the demands up for good if the others still contradict each other.
    fn give_up(&mut self, kept: &mut Vec<Demand>, these: &[Demand]) {
        let rest: Vec<Demand> = kept
            .iter()
            .filter(|demand| !these.contains(demand))
            .copied()
            .collect();
        if rest.len() < kept.len()
            && let Told::Contradiction(fewer) = self.ask(&rest)
        {
            self.shrink(kept, fewer);
        }
    }
}
