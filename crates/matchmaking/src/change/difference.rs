//! What a mended timetable costs, and whom it touches.

use super::{Changed, Seat};
use crate::figures::measure;
use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::timetable::{Attendance, Place, Timetable};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What a mended timetable costs, compared strictly in this order: smaller is better.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Cost {
    /// Musts that had a place or are new and have none now, and meetings missing to promised
    /// minimums.
    pub missed: u64,
    /// Weight of all such requests, musts or not.
    pub lost: u64,
    /// Participants whose agenda changes.
    pub people: u64,
    /// Meetings that change.
    pub meetings: u64,
    /// How much these changes disturb: a change of time more than one of the table alone, and the
    /// sooner the dearer; see [`Changed::disturbance`].
    pub disturbance: u64,
    /// Meetings at their time and table to which somebody else comes, or at which somebody else
    /// interprets.
    #[serde(default)]
    pub crews: u64,
    /// Breaks of all participants.
    pub breaks: u64,
}

/// From where to where a meeting moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The slot that people have been told.
    pub from: SlotId,
    /// The table that they have been told.
    pub from_table: Option<TableId>,
    /// The new slot.
    pub to: SlotId,
    /// The new table.
    pub to_table: Option<TableId>,
}

/// How one meeting changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingChange {
    /// It is at another time.
    Moved(Move),
    /// It is at the same time at another table.
    TableChanged(Move),
    /// It was called off.
    Cancelled {
        /// When it would have been.
        from: SlotId,
        /// Where.
        from_table: Option<TableId>,
    },
    /// It no longer has a place.
    Dropped {
        /// When it would have been.
        from: SlotId,
        /// Where.
        from_table: Option<TableId>,
    },
    /// It had no place and gets one.
    Added {
        /// When.
        to: SlotId,
        /// Where.
        to_table: Option<TableId>,
    },
}

/// The difference between what people have been told and a mended timetable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Participants whose agenda changes, in order.
    pub people: Vec<ParticipantId>,
    /// The meetings that change, in the problem's order.
    pub meetings: Vec<(RequestId, MeetingChange)>,
    /// Meetings that stay at their time and table, to which somebody else comes or at which
    /// somebody else interprets, in the problem's order.
    #[serde(default)]
    pub crews: Vec<RequestId>,
    /// Meetings that stay as they are.
    pub unchanged: usize,
    /// New requests that get no place.
    pub refused: Vec<RequestId>,
}

/// Who comes to each meeting, where that is said.
fn crews(attendance: &[Attendance]) -> HashMap<RequestId, &Attendance> {
    let said = |who: &&Attendance| who.persons != [None; 2] || who.interpreter.is_some();
    let said = attendance.iter().filter(said);
    said.map(|who| (who.request, who)).collect()
}

/// Price of a changed time, of a changed table, and of an added meeting.
const TIME: u64 = 3;
const TABLE: u64 = 1;

impl Changed {
    /// What it disturbs when people who expected `told` learn of `now`: 3 for a change of time or
    /// a meeting that falls out or comes in, 1 for another table at the same time; fourfold within
    /// the next hour, twofold on the same day. What counts is the earlier of the two times.
    #[must_use]
    pub fn disturbance(&self, told: Seat, now: Seat) -> u64 {
        let (price, slot) = match (told, now) {
            (None, None) => return 0,
            (Some((from, from_table)), Some((to, to_table))) if from == to => {
                if from_table == to_table {
                    return 0;
                }
                (TABLE, from)
            }
            (Some((from, _)), Some((to, _))) => (TIME, from.min(to)),
            (Some((slot, _)), None) | (None, Some((slot, _))) => (TIME, slot),
        };
        price * self.urgency(slot)
    }

    /// How much dearer a change in the slot is for being soon: 4, 2 or 1.
    #[must_use]
    pub fn urgency(&self, slot: SlotId) -> u64 {
        let slots = self.problem.slots();
        let (Some(now), Some(then)) = (slots.get(self.first_open), slots.get(slot.index())) else {
            return 1;
        };
        if then.starts < now.starts.saturating_add(60) {
            4
        } else if then.day == now.day {
            2
        } else {
            1
        }
    }

    /// What the timetable costs. It must have one place per request of the changed problem.
    #[must_use]
    pub fn cost(&self, timetable: &Timetable) -> Cost {
        let figures = measure(&self.problem, &timetable.slots());
        let difference = self.difference(timetable);
        let mut cost = Cost {
            missed: figures.below_minimum,
            people: difference.people.len() as u64,
            meetings: difference.meetings.len() as u64,
            crews: difference.crews.len() as u64,
            breaks: figures.breaks,
            ..Cost::default()
        };
        for (request, asked) in self.problem.numbered_requests() {
            let now = timetable.places.get(request.index()).and_then(Place::seat);
            if now.is_none() && self.counts(request) {
                cost.missed += u64::from(asked.must);
                cost.lost += u64::from(asked.weight);
            }
            cost.disturbance += self.disturbance(self.told[request.index()], now);
        }
        cost
    }

    /// Whom and what the timetable changes.
    #[must_use]
    pub fn difference(&self, timetable: &Timetable) -> Difference {
        let mut touched = vec![false; self.problem.participants().len()];
        let mut difference = Difference {
            people: Vec::new(),
            meetings: Vec::new(),
            crews: Vec::new(),
            unchanged: 0,
            refused: Vec::new(),
        };
        let (before, after) = (crews(&self.attendance), crews(&timetable.attendance));
        for (request, asked) in self.problem.numbered_requests() {
            let told = self.told[request.index()];
            let now = timetable.places.get(request.index()).and_then(Place::seat);
            match self.meeting_change(request, told, now) {
                Some(change) => {
                    difference.meetings.push((request, change));
                    for side in asked.sides() {
                        touched[side.index()] = true;
                    }
                }
                None if told.is_some() && before.get(&request) != after.get(&request) => {
                    difference.crews.push(request);
                }
                None if told.is_some() => difference.unchanged += 1,
                None if self.counts(request) => difference.refused.push(request),
                None => {}
            }
        }
        difference.people = (0..touched.len())
            .filter(|&p| touched[p])
            .map(ParticipantId::at)
            .collect();
        difference
    }

    fn meeting_change(&self, request: RequestId, told: Seat, now: Seat) -> Option<MeetingChange> {
        match (told, now) {
            (None, None) => None,
            (None, Some((to, to_table))) => Some(MeetingChange::Added { to, to_table }),
            (Some((from, from_table)), None) => Some(if self.cancelled.contains(&request) {
                MeetingChange::Cancelled { from, from_table }
            } else {
                MeetingChange::Dropped { from, from_table }
            }),
            (Some((from, from_table)), Some((to, to_table))) => {
                let step = Move {
                    from,
                    from_table,
                    to,
                    to_table,
                };
                match (from == to, from_table == to_table) {
                    (true, true) => None,
                    (true, false) => Some(MeetingChange::TableChanged(step)),
                    (false, _) => Some(MeetingChange::Moved(step)),
                }
            }
        }
    }
}
