//! Several changes together, where no single one is as cheap.
//!
//! Whatever set of changes works, it must touch each contradiction of the problem: so a set that
//! does not work yet grows only by changes that touch what still contradicts (Reiter, "A theory of
//! diagnosis from first principles", Artificial Intelligence 32, 1987). Sets are looked at by
//! price, so the first that works is a cheapest one, as long as every question was answered.

use super::{Attempt, Effort, Follow, Remedies, Told, Tried, attempt};
use crate::conflict::clauses::{Answer, Clauses, Part};
use matchmaking::conflict::{Demand, demands};
use matchmaking::repairs::Repair;
use matchmaking::{Problem, RequestId, SlotId, Timetable, Variant};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

/// Conflicts of the solver for one question.
const CONFLICTS: u32 = 1_000;

/// A set of changes, cheaper ones first: the price, how many, the weight that is given up.
type Set = (u32, usize, u64, Vec<Repair>);

/// Looks for sets of changes that cost less than `below`, and adds those that work. Whether
/// everything cheaper than the first that works was shown not to.
pub(super) fn several(
    (problem, timetable, request): (&Problem, &Timetable, RequestId),
    effort: Effort,
    below: u32,
    follow: &mut Follow<'_>,
    remedies: &mut Remedies,
) -> bool {
    if follow.stop.check(0).is_some() {
        return false;
    }
    let Some(mut ground) = Ground::of(problem, timetable, request, effort) else {
        return false;
    };
    let mut found: Vec<Vec<Repair>> = Vec::new();
    let mut waiting = BinaryHeap::from([Reverse((0, 0, 0, Vec::new()))]);
    let mut seen: HashSet<Vec<Repair>> = HashSet::new();
    let mut proved = true;
    let mut tried = 0;
    while let Some(Reverse((price, _, weight, set))) = waiting.pop() {
        if found.len() >= effort.most {
            break;
        }
        if tried >= effort.tries || follow.stop.check(tried as u64).is_some() {
            proved &= !found.is_empty();
            break;
        }
        if found.iter().any(|works| contains(&set, works)) {
            continue;
        }
        tried += 1;
        (follow.tell)(Told::Set(Tried {
            sets: tried,
            price,
            found: found.len(),
        }));
        let stopped = || follow.stop.check(tried as u64).is_some();
        match ground.contradiction(&set, &stopped) {
            Answer::Contradiction(parts) => {
                for repair in ground.touching(&parts) {
                    let next = ground.with((price, weight, &set), repair);
                    if next.1 <= effort.together && next.0 < below && seen.insert(next.3.clone()) {
                        waiting.push(Reverse(next));
                    }
                }
            }
            // A single change has been tried before.
            Answer::Times(_) if set.len() > 1 => {
                let steps = effort.steps_for(set.len());
                match attempt((problem, timetable, request), &set, steps) {
                    Attempt::Works(remedy) => {
                        (follow.tell)(Told::Found(&remedy));
                        remedies.found.push(*remedy);
                        found.push(set);
                    }
                    Attempt::Fails | Attempt::Open => proved &= !found.is_empty(),
                }
            }
            Answer::Times(_) | Answer::Open => proved &= !found.is_empty(),
        }
    }
    proved
}

/// Whether all of `part` are in `set`, as often.
fn contains(set: &[Repair], part: &[Repair]) -> bool {
    let count = |list: &[Repair], repair| list.iter().filter(|one| *one == repair).count();
    part.iter()
        .all(|repair| count(set, repair) >= count(part, repair))
}

/// What must be kept, and what could be changed.
struct Ground<'a> {
    problem: &'a Problem,
    request: RequestId,
    clauses: Clauses,
    parts: Vec<Part>,
    held: Vec<bool>,
}

impl<'a> Ground<'a> {
    /// Everything that was held must be held beside the request; `None` where that is too much to
    /// ask.
    fn of(
        problem: &'a Problem,
        timetable: &Timetable,
        request: RequestId,
        effort: Effort,
    ) -> Option<Self> {
        let held: Vec<bool> = timetable.slots().iter().map(Option::is_some).collect();
        let mut draft = problem.clone().into_draft();
        draft.variant = Variant::MostWeight;
        let mut number = vec![0_u32; draft.participants.len()];
        for (r, asked) in draft.requests.iter_mut().enumerate() {
            let is_held = held.get(r).copied().unwrap_or_default();
            asked.must = is_held || r == request.index();
            for side in asked.sides().into_iter().filter(|_| is_held) {
                number[side.index()] += 1;
            }
        }
        for (who, number) in draft.participants.iter_mut().zip(number) {
            who.minimum = who.minimum.min(number);
        }
        let strict = Problem::admitting_contradictions(draft).ok()?;
        let mildest = u8::try_from(effort.together).unwrap_or(u8::MAX);
        let clauses = Clauses::of(&strict, mildest)?;
        let parts = clauses.parts(&demands(&strict));
        Some(Self {
            problem,
            request,
            clauses,
            parts,
            held,
        })
    }

    /// What still contradicts after these changes: no part of it is idle, as far as is known
    /// before somebody stops it.
    fn contradiction(&mut self, set: &[Repair], stopped: &dyn Fn() -> bool) -> Answer {
        let changed = self.parts.iter().filter_map(|part| changed(*part, set));
        let kept: Vec<Part> = changed.collect();
        let mut core = match self.clauses.ask(&kept, CONFLICTS) {
            Answer::Contradiction(core) => core,
            other => return other,
        };
        for part in core.clone() {
            if stopped() {
                return Answer::Open;
            }
            let fewer: Vec<Part> = core.iter().filter(|one| **one != part).copied().collect();
            if fewer.len() < core.len()
                && let Answer::Contradiction(smaller) = self.clauses.ask(&fewer, CONFLICTS)
            {
                core = smaller;
            }
        }
        Answer::Contradiction(core)
    }

    /// The changes that touch any of these.
    fn touching(&self, parts: &[Part]) -> Vec<Repair> {
        parts.iter().filter_map(|part| self.touch(part)).collect()
    }

    fn touch(&self, part: &Part) -> Option<Repair> {
        Some(match part.demand {
            Demand::Order(order) => Repair::DropOrder { order },
            Demand::Fixed(request) => Repair::Unfix { request },
            Demand::Window(request) => Repair::WidenWindow { request },
            Demand::Cap(participant) => Repair::RaiseCap { participant },
            Demand::Away(participant, slot) => Repair::OpenSlot { participant, slot },
            Demand::Tables => Repair::AddTable { slot: part.slot? },
            Demand::People(participant) => Repair::AddPerson { participant },
            Demand::Meeting(request) => return self.drop(request),
            Demand::Fairness
            | Demand::Pause(_)
            | Demand::Locked(_)
            | Demand::Apart(..)
            | Demand::Engaged(..)
            | Demand::Minimum(_) => return None,
        })
    }

    /// A meeting that may be given up for the request: one that was held and is no must.
    fn drop(&self, request: RequestId) -> Option<Repair> {
        let must = self.problem.requests()[request.index()].must && !self.problem.holds_all();
        let may = request != self.request && self.held[request.index()] && !must;
        may.then_some(Repair::DropRequest { request })
    }

    /// A set with one more change.
    fn with(&self, (price, weight, set): (u32, u64, &[Repair]), repair: Repair) -> Set {
        let mut set = set.to_vec();
        set.push(repair);
        set.sort_unstable();
        let lost = match repair {
            Repair::DropRequest { request } => self.problem.requests()[request.index()].weight,
            _ => 0,
        };
        let price = price + repair.price();
        (price, set.len(), weight + u64::from(lost), set)
    }
}

/// What changes leave of a part of a demand.
fn changed(part: Part, set: &[Repair]) -> Option<Part> {
    let times = |repair: Repair| set.iter().filter(|one| **one == repair).count();
    let gone = |repair: Repair| (times(repair) == 0).then_some(part);
    let milder = |repair: Repair| {
        let milder = u8::try_from(times(repair)).unwrap_or(u8::MAX);
        Some(Part { milder, ..part })
    };
    match part.demand {
        Demand::Order(order) => gone(Repair::DropOrder { order }),
        Demand::Fixed(request) => gone(Repair::Unfix { request }),
        Demand::Window(request) => gone(Repair::WidenWindow { request }),
        Demand::Away(participant, slot) => gone(Repair::OpenSlot { participant, slot }),
        Demand::Meeting(request) => gone(Repair::DropRequest { request }),
        Demand::Cap(participant) => milder(Repair::RaiseCap { participant }),
        Demand::People(participant) => milder(Repair::AddPerson { participant }),
        Demand::Tables => milder(Repair::AddTable {
            slot: part.slot.unwrap_or(SlotId(0)),
        }),
        _ => Some(part),
    }
}
