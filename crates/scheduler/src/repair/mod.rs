//! The cheapest repairs for a request without a place, each with a timetable that shows it works.
//!
//! A repair works when the request and everything that was held before fit together in the
//! repaired problem. Trying one is re-planning: what is held stays where it is as far as it can.

use crate::replan::{Proof, Wishes, replan};
use crate::stop::StepLimit;
use matchmaking::change::{Changed, Cost, Difference, apply};
use matchmaking::repairs::{Repair, candidates, repaired};
use matchmaking::{Problem, RequestId, Timetable, Variant, judge, measure};

/// A repair that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What to change.
    pub repair: Repair,
    /// The repaired problem, asking for the most weight.
    pub problem: Problem,
    /// A timetable of it that the judge accepts, in which the request and everything that was
    /// held before is held, but for what the repair gives up.
    pub timetable: Timetable,
    /// What it costs against the timetable before.
    pub cost: Cost,
    /// Whom and what it changes.
    pub difference: Difference,
}

/// The repairs found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedies {
    /// The cheapest first, at most as many as asked for.
    pub found: Vec<Remedy>,
    /// Whether every cheaper repair was shown not to work.
    pub proved: bool,
}

/// How far repairs are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Most repairs to find.
    pub most: usize,
    /// Most steps for each one that is tried.
    pub steps: u64,
    /// Most repairs that are tried.
    pub tries: usize,
}

impl Default for Effort {
    /// A handful, within a second at 300 participants.
    fn default() -> Self {
        Self {
            most: 5,
            steps: 2_000,
            tries: 150,
        }
    }
}

/// Problems with at most so many requests are searched for repairs of everybody.
const WIDE: usize = 60;

/// The cheapest repairs after which `request`, which has no place in `timetable`, fits.
///
/// The timetable must be one of the problem, complete or not. An empty answer means that nothing
/// was found within the effort.
#[must_use]
pub fn remedies(
    problem: &Problem,
    timetable: &Timetable,
    request: RequestId,
    effort: Effort,
) -> Remedies {
    let seats: Vec<_> = timetable
        .places
        .iter()
        .map(matchmaking::Place::seat)
        .collect();
    let wide = problem.requests().len() <= WIDE;
    let list = candidates(problem, &seats, request, wide);
    let mut remedies = Remedies {
        found: Vec::new(),
        proved: wide && list.len() <= effort.tries,
    };
    for repair in list.into_iter().take(effort.tries) {
        if remedies.found.len() >= effort.most {
            break;
        }
        match attempt(problem, timetable, request, repair, effort.steps) {
            Attempt::Works(remedy) => remedies.found.push(*remedy),
            Attempt::Fails => {}
            Attempt::Open => remedies.proved &= !remedies.found.is_empty(),
        }
    }
    // Among repairs of one price, those first that change the least.
    remedies
        .found
        .sort_by_key(|remedy| (remedy.repair.price(), remedy.cost));
    remedies
}

/// A timetable that holds as much as it can of a problem that may have none: where repairs begin.
#[must_use]
pub fn nearest(problem: &Problem) -> Option<Timetable> {
    let mut draft = problem.clone().into_draft();
    draft.variant = Variant::MostWeight;
    draft.requests.iter_mut().for_each(|r| r.must = true);
    let relaxed = Problem::admitting_contradictions(draft).ok()?;
    let steps = (relaxed.requests().len() as u64 * 200).clamp(20_000, 2_000_000);
    let outcome = crate::solve(&relaxed, 1, &StepLimit(steps), &mut crate::silent());
    outcome.best().map(|(timetable, _, _)| timetable.clone())
}

enum Attempt {
    Works(Box<Remedy>),
    /// It is proved not to work.
    Fails,
    /// Nothing was found, nothing proved.
    Open,
}

fn attempt(
    problem: &Problem,
    timetable: &Timetable,
    request: RequestId,
    repair: Repair,
    steps: u64,
) -> Attempt {
    let Some(changed) = question(problem, timetable, request, repair) else {
        return Attempt::Fails;
    };
    let proposal = replan(&changed, Wishes::default(), &StepLimit(steps), &mut |_| {});
    // Minimums that were missed before are no matter of this request.
    let before = measure(problem, &timetable.slots()).below_minimum;
    if proposal.cost.lost > 0 || proposal.cost.missed > before {
        return if proposal.proof == Proof::None {
            Attempt::Open
        } else {
            Attempt::Fails
        };
    }
    if !judge(&changed.problem, &proposal.timetable).is_valid() {
        return Attempt::Open;
    }
    Attempt::Works(Box::new(Remedy {
        repair,
        problem: changed.problem,
        timetable: proposal.timetable,
        cost: proposal.cost,
        difference: proposal.difference,
    }))
}

/// The repaired problem with the timetable as told and the request as wanted.
fn question(
    problem: &Problem,
    timetable: &Timetable,
    request: RequestId,
    repair: Repair,
) -> Option<Changed> {
    let repaired = repaired(problem, &[repair]).ok()?;
    let mut changed = apply(&repaired, timetable, 0, &[]).ok()?;
    if let Repair::DropRequest { request: dropped } = repair {
        changed.give_up(dropped);
    }
    changed.want(request);
    Some(changed)
}
