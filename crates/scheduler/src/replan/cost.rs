//! The cost of a half-mended timetable, counted along.

use matchmaking::change::{Changed, Cost};
use matchmaking::{RequestId, SlotId, TableId};

/// What one request has been charged for: whether it changes, and how much that disturbs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Charge {
    pub changes: bool,
    pub disturbance: u64,
    /// It stays where it is told, and somebody else comes or interprets.
    pub crew: bool,
}

/// The cost so far: it never shrinks when more is decided, so it bounds everything below.
pub(super) struct Ledger<'a> {
    changed: &'a Changed,
    sides: &'a [[u32; 2]],
    minimum: &'a [u32],
    charges: Vec<Charge>,
    /// Changing meetings of each participant.
    touched: Vec<u32>,
    /// Meetings that each participant holds or may still hold.
    reach: Vec<u32>,
    pub sum: Cost,
}

impl<'a> Ledger<'a> {
    pub fn new(changed: &'a Changed, sides: &'a [[u32; 2]], minimum: &'a [u32]) -> Self {
        Self {
            changed,
            sides,
            minimum,
            charges: vec![Charge::default(); sides.len()],
            touched: vec![0; minimum.len()],
            reach: vec![0; minimum.len()],
            sum: Cost {
                missed: minimum.iter().map(|&n| u64::from(n)).sum(),
                ..Cost::default()
            },
        }
    }

    pub fn charge(&self, request: u32) -> Charge {
        self.charges[request as usize]
    }

    /// Charges a request, in place of what it was charged before.
    pub fn set(&mut self, request: u32, charge: Charge) {
        let r = request as usize;
        let old = std::mem::replace(&mut self.charges[r], charge);
        self.sum.disturbance = self.sum.disturbance + charge.disturbance - old.disturbance;
        self.sum.crews = self.sum.crews + u64::from(charge.crew) - u64::from(old.crew);
        if old.changes == charge.changes {
            return;
        }
        for side in self.sides[r] {
            let touched = &mut self.touched[side as usize];
            if charge.changes {
                *touched += 1;
                self.sum.people += u64::from(*touched == 1);
            } else {
                *touched -= 1;
                self.sum.people -= u64::from(*touched == 0);
            }
        }
        if charge.changes {
            self.sum.meetings += 1;
        } else {
            self.sum.meetings -= 1;
        }
    }

    /// How many more people would be touched if the request changed.
    pub fn more_people(&self, request: u32) -> u32 {
        if self.charges[request as usize].changes {
            return 0;
        }
        self.sides[request as usize]
            .iter()
            .map(|&side| u32::from(self.touched[side as usize] == 0))
            .sum()
    }

    /// The request is held, or may still be.
    pub fn hope(&mut self, request: u32) {
        for side in self.sides[request as usize] {
            let p = side as usize;
            self.sum.missed -= u64::from(self.reach[p] < self.minimum[p]);
            self.reach[p] += 1;
        }
    }

    /// The request is not held.
    pub fn despair(&mut self, request: u32) {
        for side in self.sides[request as usize] {
            let p = side as usize;
            self.reach[p] -= 1;
            self.sum.missed += u64::from(self.reach[p] < self.minimum[p]);
        }
    }

    /// Counts a request that is lost (`true`), or takes that back.
    pub fn lose(&mut self, request: u32, lost: bool) {
        let id = RequestId(request);
        if !self.changed.counts(id) {
            return;
        }
        let asked = &self.changed.problem.requests()[id.index()];
        let (must, weight) = (u64::from(asked.must), u64::from(asked.weight));
        if lost {
            self.sum.missed += must;
            self.sum.lost += weight;
        } else {
            self.sum.missed -= must;
            self.sum.lost -= weight;
        }
    }

    /// What holding the request in the slot is charged, at the told table if that can be used.
    pub fn held(&self, request: u32, slot: usize) -> Charge {
        let told = self.changed.told[request as usize];
        let at = SlotId::at(slot);
        let table = told.and_then(|(_, table)| table);
        let kept = table.filter(|&table| self.usable(table, at));
        let now = Some((at, kept));
        let disturbance = self.changed.disturbance(told, now);
        Charge {
            changes: disturbance > 0,
            disturbance,
            crew: false,
        }
    }

    /// What is charged when the request is not held, or before it is known where it goes.
    pub fn away(&self, request: u32) -> Charge {
        let disturbance = self
            .changed
            .disturbance(self.changed.told[request as usize], None);
        Charge {
            changes: disturbance > 0,
            disturbance,
            crew: false,
        }
    }

    fn usable(&self, table: TableId, slot: SlotId) -> bool {
        let table = self.changed.problem.tables().get(table.index());
        table.is_some_and(|table| !table.unavailable.contains(&slot))
    }
}
