//! What a problem offers: people and tables per slot, and the slots a request could have.

use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::presence::Presence;
use crate::problem::{Problem, Table, Window};
use crate::resources::TableKind;
use crate::slotset::SlotSet;
use std::collections::HashSet;

/// People, tables and possible slots, worked out once for a problem.
#[derive(Debug, Clone)]
pub struct Supply {
    slots: usize,
    people: Vec<u32>,
    tables: Vec<u32>,
    segments: Vec<u32>,
    open: Vec<SlotSet>,
    with_table: SlotSet,
    blocked: HashSet<(ParticipantId, ParticipantId)>,
    presence: Option<Presence>,
}

impl Supply {
    /// Works it out.
    #[must_use]
    pub fn of(problem: &Problem) -> Self {
        let slots = problem.slots().len();
        let presence = (!problem.is_plain()).then(|| Presence::of(problem));
        let people = people(problem, presence.as_ref());
        let tables = tables(problem);
        let open = (0..problem.participants().len())
            .map(|p| {
                let mut set = SlotSet::empty(slots);
                for t in (0..slots).filter(|t| people[p * slots + t] > 0) {
                    set.insert(SlotId::at(t));
                }
                set
            })
            .collect();
        let mut with_table = SlotSet::empty(slots);
        for t in (0..slots).filter(|&t| tables[t] > 0) {
            with_table.insert(SlotId::at(t));
        }
        let blocked = problem
            .blocked()
            .iter()
            .copied()
            .chain(refused(problem))
            .flat_map(|(a, b)| [(a, b), (b, a)])
            .collect();
        Self {
            slots,
            people,
            tables,
            segments: segments(problem),
            open,
            with_table,
            blocked,
            presence,
        }
    }

    /// How many people of the participant can meet in the slot.
    #[must_use]
    pub fn people(&self, participant: ParticipantId, slot: SlotId) -> u32 {
        self.people[participant.index() * self.slots + slot.index()]
    }

    /// How many tables can be used in the slot.
    #[must_use]
    pub fn tables(&self, slot: SlotId) -> u32 {
        self.tables[slot.index()]
    }

    /// Table places in all slots together.
    #[must_use]
    pub fn places(&self) -> u64 {
        self.tables.iter().map(|&n| u64::from(n)).sum()
    }

    /// Number of the stretch of slots in which idle time counts as a break.
    #[must_use]
    pub fn segment(&self, slot: SlotId) -> u32 {
        self.segments[slot.index()]
    }

    /// Slots in which the participant has somebody who can meet.
    #[must_use]
    pub fn open(&self, participant: ParticipantId) -> &SlotSet {
        &self.open[participant.index()]
    }

    /// Whether the two must never meet: they are blocked, or one side said no.
    #[must_use]
    pub fn is_blocked(&self, first: ParticipantId, second: ParticipantId) -> bool {
        self.blocked.contains(&(first, second))
    }

    /// The slots of the request's window, or its fixed slot if that is inside.
    #[must_use]
    pub fn window(&self, problem: &Problem, request: RequestId) -> SlotSet {
        let asked = &problem.requests()[request.index()];
        let mut set = SlotSet::empty(self.slots);
        match &asked.window {
            Window::Any => set = SlotSet::full(self.slots),
            Window::Session(session) => {
                for t in (0..self.slots).filter(|&t| problem.slots()[t].session == Some(*session)) {
                    set.insert(SlotId::at(t));
                }
            }
            Window::Slots(slots) => slots.iter().for_each(|&slot| set.insert(slot)),
        }
        if let Some(fixed) = asked.fixed {
            let inside = set.contains(fixed);
            set = SlotSet::empty(self.slots);
            if inside {
                set.insert(fixed);
            }
        }
        set
    }

    /// The slots in which the request could be held if it were the only one.
    #[must_use]
    pub fn possible(&self, problem: &Problem, request: RequestId) -> SlotSet {
        let asked = &problem.requests()[request.index()];
        if self.is_blocked(asked.first, asked.second) {
            return SlotSet::empty(self.slots);
        }
        let mut set = self.window(problem, request);
        set.intersect(self.open(asked.first));
        set.intersect(self.open(asked.second));
        set.intersect(&self.with_table);
        if let Some(presence) = &self.presence {
            presence.narrow(problem, request, &mut set);
        }
        set
    }

    /// Who can be where, if the problem has finer rules.
    #[must_use]
    pub const fn presence(&self) -> Option<&Presence> {
        self.presence.as_ref()
    }
}

/// Pairs of which one side said no.
fn refused(problem: &Problem) -> impl Iterator<Item = (ParticipantId, ParticipantId)> {
    let refused = problem.requests().iter().filter(|r| r.no_thanks);
    refused.map(|r| (r.first, r.second))
}

fn people(problem: &Problem, presence: Option<&Presence>) -> Vec<u32> {
    let slots = problem.slots();
    let mut people = Vec::with_capacity(slots.len() * problem.participants().len());
    for (p, participant) in problem.participants().iter().enumerate() {
        let start = people.len();
        people.resize(start + slots.len(), participant.people);
        for slot in &participant.forbidden {
            people[start + slot.index()] = 0;
        }
        for engagement in &participant.engagements {
            let first = slots.partition_point(|slot| slot.ends <= engagement.starts);
            for (t, slot) in slots.iter().enumerate().skip(first) {
                if slot.starts >= engagement.ends {
                    break;
                }
                people[start + t] = people[start + t].saturating_sub(engagement.people);
            }
        }
        if let Some(presence) = presence.filter(|_| !participant.members.is_empty()) {
            for (t, people) in people[start..].iter_mut().enumerate() {
                let away = presence.away(ParticipantId::at(p), SlotId::at(t));
                *people = people.saturating_sub(away);
            }
        }
    }
    people
}

fn tables(problem: &Problem) -> Vec<u32> {
    let meetings = |table: &Table| match table.kind {
        TableKind::Virtual => problem.requests().len() as u64,
        _ => 1,
    };
    let all: u64 = problem.tables().iter().map(meetings).sum();
    let mut tables = vec![all; problem.slots().len()];
    for table in problem.tables() {
        let closed: HashSet<SlotId> = table.unavailable.iter().copied().collect();
        for slot in closed {
            tables[slot.index()] -= meetings(table);
        }
    }
    let most = u64::from(u32::MAX);
    tables.into_iter().map(|n| n.min(most) as u32).collect()
}

fn segments(problem: &Problem) -> Vec<u32> {
    let mut number = 0;
    let step = |(t, slot): (usize, &crate::problem::Slot)| {
        if t > 0 && !slot.follows {
            number += 1;
        }
        number
    };
    problem.slots().iter().enumerate().map(step).collect()
}
