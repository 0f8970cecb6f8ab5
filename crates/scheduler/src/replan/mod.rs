//! Mending a published timetable after something happened, with the least disturbance.
//!
//! What people have been told stays unless something is in its way. A meeting that cannot stay
//! looks for another place; whoever is in the way there looks on, along a chain. The tree of all
//! such chains is searched whole where it is small, and then the proposal is proved minimal; for
//! large ones a first proposal comes from bounded chains, one meeting after the other, and is
//! improved by searching anew around a few of the changed meetings.

mod clock;
mod cost;
mod improve;
mod limits;
mod pauses;
mod seats;
mod start;
mod tree;
mod whole;

use crate::full::{Ground, Spot};
use crate::model::Model;
use crate::stop::Stop;
use cost::Ledger;
use limits::Limits;
use matchmaking::change::{Changed, Cost, Difference};
use matchmaking::{RequestId, SlotId, Timetable, measure, reasons};
use start::Root;
use tree::Tree;
use whole::Whole;

/// What is known of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A better one may exist.
    None,
    /// None loses less, and none that loses as little touches fewer people or fewer meetings.
    Disturbance,
    /// None is better in any respect of [`Cost`].
    Minimal,
}

/// A mended timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// It answers the changed problem.
    pub timetable: Timetable,
    /// What it costs; without what was filled.
    pub cost: Cost,
    /// Whom and what it changes.
    pub difference: Difference,
    /// What is known of `cost`.
    pub proof: Proof,
    /// Requests without a place before that were put where places are free, when asked for.
    pub filled: Vec<RequestId>,
    /// Steps of the search so far.
    pub steps: u64,
}

/// What the caller wishes besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Source of chance.
    pub seed: u64,
    /// Whether requests that had no place may take free places; nobody else is moved for them.
    pub fill: bool,
}

/// Steps for the first proposal, whatever the stop says later.
const FIRST: u64 = 60_000;

/// Mends a published timetable. `found` sees the first proposal and each better one.
///
/// It ends by itself when the proposal is proved minimal; otherwise `stop` must. Judge the answer
/// before showing it.
#[must_use]
pub fn replan(
    changed: &Changed,
    wishes: Wishes,
    stop: &dyn Stop,
    found: &mut dyn FnMut(&Proposal),
) -> Proposal {
    match changed.problem.slots().len() {
        0..=64 => run::<1>(changed, wishes, stop, found),
        65..=256 => run::<4>(changed, wishes, stop, found),
        _ => run::<64>(changed, wishes, stop, found),
    }
}

fn run<const W: usize>(
    changed: &Changed,
    wishes: Wishes,
    stop: &dyn Stop,
    found: &mut dyn FnMut(&Proposal),
) -> Proposal {
    let model = Model::<W>::new(&changed.problem);
    let root = Root::of(changed, &model);
    let mut tree = Tree::new(changed, &model, stop);
    root.reset(&mut tree);
    let least = tree.bound();
    first(&mut tree);
    let mut best = tree.best();
    let problem = &changed.problem;
    if problem.tables_matter() || problem.people_matter() {
        return with_places(changed, wishes, (&model.sides, &best.0), (stop, found));
    }
    let mut proposal = conclude(
        changed,
        wishes,
        &best.0,
        proof(least, best.1),
        tree.clock.steps,
    );
    found(&proposal);
    let mut improver = improve::Improver::new(wishes.seed);
    let mut length = 20_000;
    while tree.clock.halted().is_none() {
        root.reset(&mut tree);
        tree.know(&best);
        let complete = root.is_small() && tree.search(Limits::whole(length));
        let before = best.1;
        best = tree.best();
        if !complete {
            improver.rounds(&mut tree, &root, &mut best, length);
        }
        let proof = if complete {
            Proof::Minimal
        } else {
            proof(least, best.1)
        };
        if best.1 < before || complete {
            proposal = conclude(changed, wishes, &best.0, proof, tree.clock.steps);
            found(&proposal);
        }
        if complete {
            break;
        }
        length = length.saturating_mul(2).min(2_000_000);
    }
    proposal.steps = tree.clock.steps;
    proposal
}

/// Who sees each proposal.
type Found<'a> = dyn FnMut(&Proposal) + 'a;

/// Mends where it matters who is where with whom: `slots` is what the tree without that proposes.
fn with_places(
    changed: &Changed,
    wishes: Wishes,
    (sides, slots): (&[[u32; 2]], &[Option<SlotId>]),
    (stop, found): (&dyn Stop, &mut Found<'_>),
) -> Proposal {
    let ground = Ground::of(&changed.problem);
    let told = crate::full::told(changed);
    let everybody = changed.problem.participants().iter();
    let minimum: Vec<u32> = everybody.map(|p| p.minimum).collect();
    let ledger = Ledger::new(changed, sides, &minimum);
    let mut whole = Whole::new((changed, &ground), &told, ledger, stop);
    let priced = |spots: Vec<Option<Spot>>| {
        let spots = crate::full::at_told_tables(changed, &ground, &spots);
        let cost = changed.cost(&written(changed, &spots));
        (spots, cost)
    };
    let mut best = priced(crate::full::seats(changed, &ground, slots));
    // Without told tables there is nothing to come back to.
    let seated = changed.told.iter().flatten().all(|seat| seat.1.is_some());
    if seated {
        let other = priced(whole.first());
        if other.1 < best.1 {
            best = other;
        }
    }
    let mut proposal = conclude_with(changed, wishes, (&ground, &best.0), Proof::None);
    found(&proposal);
    let mut length = 20_000;
    while seated && whole.clock.halted().is_none() {
        let (better, complete) = whole.better(&best, length);
        let improved = better.is_some();
        best = better.map_or(best, |found| priced(found.0));
        if improved || complete {
            let proof = if complete {
                Proof::Minimal
            } else {
                Proof::None
            };
            proposal = conclude_with(changed, wishes, (&ground, &best.0), proof);
            found(&proposal);
        }
        // More of the same finds nothing where the tree is not searched whole.
        if complete || (!improved && whole.clock.is_exhausted()) {
            break;
        }
        length = length.saturating_mul(2).min(2_000_000);
    }
    proposal.steps = whole.clock.steps;
    proposal
}

/// What the bound at the start shows of a cost.
fn proof(least: Cost, cost: Cost) -> Proof {
    let disturbs = |c: Cost| (c.missed, c.lost, c.people, c.meetings);
    if disturbs(least) == disturbs(cost) {
        Proof::Disturbance
    } else {
        Proof::None
    }
}

/// The first proposal: homeless meetings one after the other, the hardest first, each along the
/// best chain within a bounded part of the tree.
fn first<const W: usize>(tree: &mut Tree<'_, W>) {
    let mut waiting = tree.homeless.clone();
    tree.clear_homeless();
    tree.clock.deaf = true;
    let share = (FIRST / (waiting.len() as u64).max(1)).clamp(20, 4_000);
    while !waiting.is_empty() {
        let Some(next) = tree.hardest(&waiting) else {
            break;
        };
        let request = waiting.swap_remove(next);
        tree.settle(request, share);
    }
    tree.clock.deaf = false;
    tree.accept_as_best();
}

/// Reasons and figures for one place per request.
fn conclude_with(
    changed: &Changed,
    wishes: Wishes,
    (ground, spots): (&Ground<'_>, &[Option<Spot>]),
    proof: Proof,
) -> Proposal {
    let mended = written(changed, spots);
    let cost = changed.cost(&mended);
    let (timetable, filled) = if wishes.fill {
        let (spots, filled) = crate::full::fill(changed, ground, spots);
        (written(changed, &spots), filled)
    } else {
        (mended, Vec::new())
    };
    Proposal {
        difference: changed.difference(&timetable),
        timetable,
        cost,
        proof,
        filled,
        steps: 0,
    }
}

/// Places with their people as a timetable.
fn written(changed: &Changed, spots: &[Option<Spot>]) -> Timetable {
    let problem = &changed.problem;
    let placed: Vec<_> = spots.iter().map(|spot| spot.map(Spot::seat)).collect();
    let who = crate::full::attendance(spots);
    let mut timetable = reasons::with_reasons_and_people(problem, &placed, who);
    timetable.claims = Some(measure(problem, &timetable.slots()));
    timetable
}

/// Tables, reasons and figures for one slot per request.
fn conclude(
    changed: &Changed,
    wishes: Wishes,
    slots: &[Option<SlotId>],
    proof: Proof,
    steps: u64,
) -> Proposal {
    let mended = finish(changed, slots);
    let cost = changed.cost(&mended);
    let (timetable, filled) = if wishes.fill {
        let (slots, mut filled) = seats::fill(changed, slots);
        let timetable = finish(changed, &slots);
        filled.retain(|r| timetable.places[r.index()].slot().is_some());
        (timetable, filled)
    } else {
        (mended, Vec::new())
    };
    let difference = changed.difference(&timetable);
    Proposal {
        timetable,
        cost,
        difference,
        proof,
        filled,
        steps,
    }
}

fn finish(changed: &Changed, slots: &[Option<SlotId>]) -> Timetable {
    let problem = &changed.problem;
    let mut timetable = reasons::with_reasons(problem, &seats::assign(changed, slots));
    timetable.claims = Some(measure(problem, &timetable.slots()));
    timetable
}
