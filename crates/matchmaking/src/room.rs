//! Room for one more meeting beside those that are held, as far as the finer rules go.

use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::problem::Problem;
use crate::slotset::SlotSet;
use crate::timetable::Obstacle;
use std::collections::HashSet;

/// What held meetings leave.
pub(crate) struct Room<'a> {
    problem: &'a Problem,
    /// Slots in which each participant holds a meeting.
    busy: Vec<SlotSet>,
    taken: HashSet<(SlotId, TableId)>,
}

impl<'a> Room<'a> {
    /// The room beside these meetings.
    pub fn beside(problem: &'a Problem, places: &[Option<(SlotId, Option<TableId>)>]) -> Self {
        let empty = SlotSet::empty(problem.slots().len());
        let mut busy = vec![empty; problem.participants().len()];
        let mut taken = HashSet::new();
        for (asked, place) in problem.requests().iter().zip(places) {
            let Some((slot, table)) = *place else {
                continue;
            };
            for side in asked.sides() {
                busy[side.index()].insert(slot);
            }
            taken.extend(table.map(|table| (slot, table)));
        }
        Self {
            problem,
            busy,
            taken,
        }
    }

    /// What forbids the request in the slot, where its sides and some table are free.
    pub fn obstacle(&self, request: RequestId, slot: SlotId) -> Option<Obstacle> {
        let asked = &self.problem.requests()[request.index()];
        for side in asked.sides() {
            if !self.keeps_pause(side, slot) {
                return Some(Obstacle::Pause(side));
            }
        }
        let there = |table: TableId| self.taken.contains(&(slot, table));
        asked.table.is_some_and(there).then_some(Obstacle::Table)
    }

    /// Whether the participant has a pause soon enough when it meets in the slot too.
    fn keeps_pause(&self, participant: ParticipantId, slot: SlotId) -> bool {
        let who = &self.problem.participants()[participant.index()];
        who.longest_run.is_none_or(|longest| {
            run_through(self.problem, &self.busy[participant.index()], slot) <= longest
        })
    }
}

/// Length of the run of busy slots that the slot would be part of; a border at which no break
/// counts ends a run.
fn run_through(problem: &Problem, busy: &SlotSet, slot: SlotId) -> u32 {
    let slots = problem.slots();
    let at = slot.index();
    let earlier = (1..=at).rev();
    let before = earlier.take_while(|&t| slots[t].follows && busy.contains(SlotId::at(t - 1)));
    let later = at + 1..slots.len();
    let after = later.take_while(|&t| slots[t].follows && busy.contains(SlotId::at(t)));
    1 + (before.count() + after.count()) as u32
}
