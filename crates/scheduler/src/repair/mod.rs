//! The cheapest repairs for a request without a place, each with a timetable that shows it works.
//!
//! A repair is one change, or a set of two or three where no single change is as cheap. It works when the request and everything that was held before fit together in the
//! repaired problem. Trying one is re-planning: what is held stays where it is as far as it can.

mod several;

use crate::replan::{Proof, Wishes, replan};
use crate::stop::{StepLimit, Stop};
use matchmaking::change::{Changed, Cost, Difference, apply};
use matchmaking::repairs::{Repair, candidates, repaired};
use matchmaking::{Problem, RequestId, Timetable, Variant, judge, measure};

/// A repair that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// What to change, in order: one change or several together.
    pub repairs: Vec<Repair>,
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

impl Remedy {
    /// What its changes take together; see [`Repair::price`].
    #[must_use]
    pub fn price(&self) -> u32 {
        self.repairs.iter().map(Repair::price).sum()
    }
}

/// How far a search for repairs has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Single changes tried, or sets looked at.
    pub sets: usize,
    /// What the one at hand takes; nothing cheaper of its sort is left.
    pub price: u32,
    /// Repairs of this sort that work.
    pub found: usize,
}

/// What is told of a search for repairs.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A single change is tried.
    Single(Tried),
    /// A set of changes is looked at.
    Set(Tried),
    /// This works.
    Found(&'a Remedy),
}

/// Whoever follows a search for repairs, and may stop it.
pub struct Follow<'a> {
    /// Asked before each try, with the number of single changes or of sets so far.
    pub stop: &'a dyn Stop,
    /// Told of each try, and of what works.
    pub tell: &'a mut dyn FnMut(Told<'_>),
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
    /// Most single changes that are tried, and most sets of several.
    pub tries: usize,
    /// Most changes that are made together.
    pub together: usize,
}

impl Effort {
    /// Most steps for a try of so many changes together.
    const fn steps_for(self, changes: usize) -> u64 {
        if changes > 1 {
            self.steps * 5
        } else {
            self.steps
        }
    }
}

impl Default for Effort {
    /// A handful, within a second at 300 participants.
    fn default() -> Self {
        Self {
            most: 5,
            steps: 2_000,
            tries: 150,
            together: 3,
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
    let mut follow = Follow {
        stop: &|_: u64| None,
        tell: &mut |_| {},
    };
    remedies_until((problem, timetable, request), effort, &mut follow)
}

/// The same, with somebody who follows.
#[must_use]
pub fn remedies_until(
    asked: (&Problem, &Timetable, RequestId),
    effort: Effort,
    follow: &mut Follow<'_>,
) -> Remedies {
    let found = alone(asked, effort, follow);
    together(asked, effort, follow, found)
}

/// The cheapest sets of several changes, beside single changes that work: as many of both as
/// asked for, the cheapest first.
#[must_use]
pub fn together(
    asked: (&Problem, &Timetable, RequestId),
    effort: Effort,
    follow: &mut Follow<'_>,
    mut remedies: Remedies,
) -> Remedies {
    let give_up = Repair::DropRequest { request: asked.2 };
    let gives_up = |remedy: &&Remedy| remedy.repairs != [give_up];
    let single = remedies.found.iter().filter(gives_up).map(Remedy::price);
    let below = single.min().unwrap_or(u32::MAX);
    // Two changes take at least twice the least price.
    if effort.together > 1 && below > 2 {
        let complete = several::several(asked, effort, below, follow, &mut remedies);
        remedies.proved &= complete;
    }
    // Among repairs of one price, those first that change the least.
    remedies
        .found
        .sort_by_key(|remedy| (remedy.price(), remedy.repairs.len(), remedy.cost));
    remedies.found.truncate(effort.most);
    remedies
}

/// The cheapest single changes that work.
#[must_use]
pub fn alone(
    (problem, timetable, request): (&Problem, &Timetable, RequestId),
    effort: Effort,
    follow: &mut Follow<'_>,
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
    for (sets, repair) in list.into_iter().take(effort.tries).enumerate() {
        let found = remedies.found.len();
        if found >= effort.most {
            break;
        }
        if follow.stop.check(sets as u64).is_some() {
            remedies.proved = false;
            break;
        }
        let price = repair.price();
        (follow.tell)(Told::Single(Tried { sets, price, found }));
        match attempt((problem, timetable, request), &[repair], effort.steps) {
            Attempt::Works(remedy) => {
                (follow.tell)(Told::Found(&remedy));
                remedies.found.push(*remedy);
            }
            Attempt::Fails => {}
            Attempt::Open => remedies.proved &= !remedies.found.is_empty(),
        }
    }
    remedies
}

/// Whether the request fits after these changes, made together.
#[must_use]
pub fn remedy(
    asked: (&Problem, &Timetable, RequestId),
    repairs: &[Repair],
    effort: Effort,
) -> Option<Remedy> {
    let mut repairs = repairs.to_vec();
    repairs.sort_unstable();
    match attempt(asked, &repairs, effort.steps_for(repairs.len())) {
        Attempt::Works(remedy) => Some(*remedy),
        Attempt::Fails | Attempt::Open => None,
    }
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
    (problem, timetable, request): (&Problem, &Timetable, RequestId),
    repairs: &[Repair],
    steps: u64,
) -> Attempt {
    let Some(changed) = question((problem, timetable, request), repairs) else {
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
        repairs: repairs.to_vec(),
        problem: changed.problem,
        timetable: proposal.timetable,
        cost: proposal.cost,
        difference: proposal.difference,
    }))
}

/// The repaired problem with the timetable as told and the request as wanted.
fn question(
    (problem, timetable, request): (&Problem, &Timetable, RequestId),
    repairs: &[Repair],
) -> Option<Changed> {
    let repaired = repaired(problem, repairs).ok()?;
    let mut changed = apply(&repaired, timetable, 0, &[]).ok()?;
    for repair in repairs {
        if let Repair::DropRequest { request: dropped } = *repair {
            changed.give_up(dropped);
        }
    }
    changed.want(request);
    Some(changed)
}
