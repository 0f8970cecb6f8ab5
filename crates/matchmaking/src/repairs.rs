//! Repairs: small changes of a problem after which something fits that did not fit before.

use crate::change::Seat;
use crate::errors::ProblemErrors;
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Draft, Precedence, Problem, Table, Window};
use crate::supply::Supply;
use serde::{Deserialize, Serialize};

/// One change that an organiser could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// One meeting need not come before another.
    DropOrder {
        /// The order that is given up.
        order: Precedence,
    },
    /// A fixed meeting may be at another time.
    Unfix {
        /// Which.
        request: RequestId,
    },
    /// A meeting may be at any time.
    WidenWindow {
        /// Which.
        request: RequestId,
    },
    /// A participant takes one meeting more than it wanted.
    RaiseCap {
        /// Which.
        participant: ParticipantId,
    },
    /// A participant comes in a slot that it had forbidden.
    OpenSlot {
        /// Which.
        participant: ParticipantId,
        /// When.
        slot: SlotId,
    },
    /// There is one table more in a slot.
    AddTable {
        /// When.
        slot: SlotId,
    },
    /// A participant brings one person more.
    AddPerson {
        /// Which.
        participant: ParticipantId,
    },
    /// A meeting is given up.
    DropRequest {
        /// Which.
        request: RequestId,
    },
}

impl Repair {
    /// How much it takes, for putting the cheapest first: 1 is a stroke of the organiser's pen, 2
    /// needs a word with one participant, 3 a table, 4 a person, 5 disappoints two participants.
    #[must_use]
    pub const fn price(&self) -> u32 {
        match self {
            Self::DropOrder { .. } | Self::Unfix { .. } | Self::WidenWindow { .. } => 1,
            Self::RaiseCap { .. } | Self::OpenSlot { .. } => 2,
            Self::AddTable { .. } => 3,
            Self::AddPerson { .. } => 4,
            Self::DropRequest { .. } => 5,
        }
    }
}

/// The problem with these repairs made. Requests keep their positions: a request that is given up
/// has no slot any more and is no must; where every meeting must be held, it is the caller's
/// business that it is not counted.
///
/// # Errors
/// When a repair names what does not exist.
pub fn repaired(problem: &Problem, repairs: &[Repair]) -> Result<Problem, ProblemErrors> {
    let mut draft = problem.clone().into_draft();
    for repair in repairs {
        make(&mut draft, repair);
    }
    Problem::admitting_contradictions(draft)
}

fn make(draft: &mut Draft, repair: &Repair) {
    match *repair {
        Repair::DropOrder { order } => draft.precedences.retain(|one| *one != order),
        Repair::Unfix { request } => {
            if let Some(request) = draft.requests.get_mut(request.index()) {
                request.fixed = None;
            }
        }
        Repair::WidenWindow { request } => {
            if let Some(request) = draft.requests.get_mut(request.index()) {
                request.window = Window::Any;
            }
        }
        Repair::RaiseCap { participant } => {
            if let Some(one) = draft.participants.get_mut(participant.index()) {
                one.cap = one.cap.map(|cap| cap.saturating_add(1));
            }
        }
        Repair::OpenSlot { participant, slot } => {
            if let Some(one) = draft.participants.get_mut(participant.index()) {
                one.forbidden.retain(|&other| other != slot);
            }
        }
        Repair::AddTable { slot } => {
            let others = (0..draft.slots.len()).map(SlotId::at);
            draft.tables.push(Table {
                unavailable: others.filter(|&other| other != slot).collect(),
                ..Table::default()
            });
        }
        Repair::AddPerson { participant } => {
            if let Some(one) = draft.participants.get_mut(participant.index()) {
                one.people = one.people.saturating_add(1);
            }
        }
        Repair::DropRequest { request } => {
            if let Some(request) = draft.requests.get_mut(request.index()) {
                request.must = false;
                request.fixed = None;
                request.window = Window::Slots(Vec::new());
            }
        }
    }
}

/// Every single repair of a problem that could help the request in a timetable, the cheapest
/// first: with `wide`, of everybody; otherwise of its two sides and their meetings only.
#[must_use]
pub fn candidates(
    problem: &Problem,
    seats: &[Seat],
    request: RequestId,
    wide: bool,
) -> Vec<Repair> {
    let sides = problem.requests()[request.index()].sides();
    let concerns = |participant: ParticipantId| wide || sides.contains(&participant);
    let mut found = Vec::new();
    for order in problem.precedences() {
        if wide || order.before == request || order.after == request {
            found.push(Repair::DropOrder { order: *order });
        }
    }
    for (other, asked) in problem.numbered_requests() {
        if !asked.sides().into_iter().any(concerns) {
            continue;
        }
        if asked.fixed.is_some() {
            found.push(Repair::Unfix { request: other });
        }
        if asked.window != Window::Any {
            found.push(Repair::WidenWindow { request: other });
        }
        let held = seats.get(other.index()).copied().flatten().is_some();
        if other == request || (held && !asked.must) || (held && problem.holds_all()) {
            found.push(Repair::DropRequest { request: other });
        }
    }
    for (p, participant) in problem.participants().iter().enumerate() {
        let id = ParticipantId::at(p);
        if !concerns(id) {
            continue;
        }
        if participant.cap.is_some() {
            found.push(Repair::RaiseCap { participant: id });
        }
        let mut forbidden = participant.forbidden.clone();
        forbidden.sort_unstable();
        forbidden.dedup();
        found.extend(forbidden.into_iter().map(|slot| Repair::OpenSlot {
            participant: id,
            slot,
        }));
        found.push(Repair::AddPerson { participant: id });
    }
    found.extend(crowded(problem, seats).map(|slot| Repair::AddTable { slot }));
    let weight = |repair: &Repair| match repair {
        Repair::DropRequest { request } => problem.requests()[request.index()].weight,
        _ => 0,
    };
    found.sort_by_key(|repair| (repair.price(), weight(repair), *repair));
    found
}

/// Slots in which every table is taken.
fn crowded(problem: &Problem, seats: &[Seat]) -> impl Iterator<Item = SlotId> {
    let supply = Supply::of(problem);
    let mut load = vec![0_u32; problem.slots().len()];
    for (slot, _) in seats.iter().flatten() {
        load[slot.index()] += 1;
    }
    problem
        .slot_ids()
        .filter(move |slot| load[slot.index()] >= supply.tables(*slot))
}
