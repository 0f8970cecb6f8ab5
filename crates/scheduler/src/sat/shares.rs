//! Where people are busy in annealed timetables, and the part of all timetables that this tells
//! to search first.
//!
//! Annealing ends some breaks above the best, yet whoever has many meetings is busy there at much
//! the same times as in the best. So a solver that is told so has a small question left.

use crate::bits::Bits;
use matchmaking::{Problem, RequestId, SlotId};

/// Whoever has fewer meetings fits in anywhere, so nothing is said of it.
const MANY_MEETINGS: usize = 5;

/// How often each participant was busy in each slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shares {
    slots: usize,
    timetables: u64,
    busy: Vec<u64>,
}

impl Shares {
    /// No timetable was looked at yet.
    pub fn new(problem: &Problem) -> Self {
        let slots = problem.slots().len();
        Self {
            slots,
            timetables: 0,
            busy: vec![0; slots * problem.participants().len()],
        }
    }

    /// Looks at a timetable: the busy slots of each participant.
    pub fn note<const W: usize>(&mut self, busy: &[Bits<W>]) {
        self.timetables += 1;
        for (counts, busy) in self.busy.chunks_mut(self.slots).zip(busy) {
            busy.iter().for_each(|slot| counts[slot] += 1);
        }
    }

    /// How many timetables were looked at.
    pub fn timetables(&self) -> u64 {
        self.timetables
    }

    /// Whether the participant was busy in the slot in more than so many of a thousand timetables.
    fn often(&self, (participant, slot): (usize, usize), in_thousand: u64) -> bool {
        self.busy[participant * self.slots + slot] * 1000 > in_thousand * self.timetables
    }
}

/// The timetables in which all who have many meetings are busy only where they often were.
pub(crate) struct Region<'a> {
    problem: &'a Problem,
    shares: &'a Shares,
    in_thousand: u64,
    many: Vec<bool>,
}

impl<'a> Region<'a> {
    /// Where people were busy in more than so many of a thousand timetables.
    pub fn new(problem: &'a Problem, shares: &'a Shares, in_thousand: u64) -> Self {
        let mut degree = vec![0; problem.participants().len()];
        for side in problem
            .requests()
            .iter()
            .flat_map(|request| request.sides())
        {
            degree[side.index()] += 1;
        }
        Self {
            problem,
            shares,
            in_thousand,
            many: degree.iter().map(|&d| d >= MANY_MEETINGS).collect(),
        }
    }

    /// Whether the meeting can be in the slot.
    pub fn has(&self, id: RequestId, slot: SlotId) -> bool {
        let sides = self.problem.requests()[id.index()].sides();
        sides
            .iter()
            .map(|side| side.index())
            .all(|p| !self.many[p] || self.shares.often((p, slot.index()), self.in_thousand))
    }
}
