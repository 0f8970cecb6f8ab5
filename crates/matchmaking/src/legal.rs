//! Where a meeting may be put by hand, and what stands in the way everywhere else.
//!
//! One answer for the board that lights the places, for the page without scripts, and for the use
//! case that refuses: [`options`] tells, for one request in one timetable, everything that
//! forbids each slot and each table. What every place of a timetable has in common (variant a:
//! everything is held, breaks are fairly shared) is left to the judge.

use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::problem::{Engagement, Problem};
use crate::resources::TableKind;
use crate::slotset::SlotSet;
use crate::supply::Supply;
use crate::timetable::Attendance;

/// Where one request is held: its slot and, where tables are given, its table.
pub type Spot = (SlotId, Option<TableId>);

/// Something that forbids a slot to a meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// The meeting is fixed in another slot.
    Fixed {
        /// The only slot that it may have.
        slot: SlotId,
    },
    /// The two sides must never meet.
    Blocked,
    /// The slot is outside the window of the request.
    OutsideWindow,
    /// A side cannot meet in the slot at all.
    Away {
        /// The side.
        participant: ParticipantId,
    },
    /// So many people of a side do something else then that nobody is left.
    Engaged {
        /// The side.
        participant: ParticipantId,
        /// What they do, as positions in the participant's list.
        engagements: Vec<usize>,
    },
    /// Everybody whom a side has in the slot sits in other meetings.
    Busy {
        /// The side.
        participant: ParticipantId,
        /// Those meetings.
        meetings: Vec<RequestId>,
    },
    /// A side holds as many other meetings as it wants.
    CapReached {
        /// The side.
        participant: ParticipantId,
        /// How many it wants.
        cap: u32,
    },
    /// The meeting must come before another, which is not later than the slot.
    NotBefore {
        /// The other meeting.
        other: RequestId,
    },
    /// The meeting must come after another, which is not earlier than the slot.
    NotAfter {
        /// The other meeting.
        other: RequestId,
    },
    /// A side would meet in more slots in a row than it can without a pause.
    NoPause {
        /// The side.
        participant: ParticipantId,
        /// Most slots in a row in which it meets.
        longest: u32,
    },
    /// Every table that can be used in the slot, and that the meeting may have, has a meeting.
    NoTable,
    /// Nobody of a side who may come is free.
    NobodyFree {
        /// The side.
        participant: ParticipantId,
        /// Who must come, as a position among the side's people, if the request names somebody.
        person: Option<u32>,
    },
    /// No interpreter for its languages is free and rested.
    NoInterpreter,
    /// Whoever is free cannot get there, or away again, in time.
    TooFar,
}

/// Something that forbids a table in a slot, whatever else is planned for the people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Nothing: the table can have the meeting.
    Free,
    /// The table cannot be used in the slot.
    Closed,
    /// Another meeting sits there.
    Taken(RequestId),
    /// The meeting is locked at another table.
    Locked,
    /// It is the booth of somebody who is no side of the meeting.
    Foreign(ParticipantId),
    /// This side has a booth, where its meetings are held.
    AtBooth(ParticipantId),
}

/// Everything that forbids places to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    slots: Vec<Vec<Obstacle>>,
    seats: Vec<Vec<Seat>>,
}

impl Options {
    /// What forbids a slot; empty where the meeting may be held at some table.
    #[must_use]
    pub fn against(&self, slot: SlotId) -> &[Obstacle] {
        self.slots.get(slot.index()).map_or(&[], Vec::as_slice)
    }

    /// The state of a table in a slot; a table or slot that does not exist is closed.
    #[must_use]
    pub fn seat(&self, slot: SlotId, table: TableId) -> Seat {
        let row = self.seats.get(slot.index());
        row.and_then(|row| row.get(table.index()))
            .copied()
            .unwrap_or(Seat::Closed)
    }

    /// Whether the meeting may be held in a slot at some table.
    #[must_use]
    pub fn may_meet(&self, slot: SlotId) -> bool {
        self.slots.get(slot.index()).is_some_and(Vec::is_empty)
    }

    /// Whether the meeting may be held in a slot at a table.
    #[must_use]
    pub fn may_sit(&self, slot: SlotId, table: TableId) -> bool {
        self.may_meet(slot) && self.seat(slot, table) == Seat::Free
    }

    /// The table that a meeting takes in a slot: the wanted one where it is free, else the first
    /// free one; none where the meeting may not be held.
    #[must_use]
    pub fn table_in(&self, slot: SlotId, wanted: Option<TableId>) -> Option<TableId> {
        if !self.may_meet(slot) {
            return None;
        }
        if let Some(table) = wanted.filter(|table| self.may_sit(slot, *table)) {
            return Some(table);
        }
        let row = self.seats.get(slot.index())?;
        row.iter().position(|s| *s == Seat::Free).map(TableId::at)
    }

    /// How many slots are open to the meeting.
    #[must_use]
    pub fn open_slots(&self) -> usize {
        self.slots
            .iter()
            .filter(|against| against.is_empty())
            .count()
    }
}

/// What forbids each place to a request, when every other meeting stays as `held` says. `held`
/// has one entry for each request; where the request itself stands makes no difference.
#[must_use]
pub fn options(problem: &Problem, held: &[Option<Spot>], request: RequestId) -> Options {
    options_with_people(problem, held, &[], request)
}

/// As [`options`], when it is known who comes to what is held. Others in the slot may send
/// somebody else, or get another interpreter, where that makes room.
#[must_use]
pub fn options_with_people(
    problem: &Problem,
    held: &[Option<Spot>],
    attendance: &[Attendance],
    request: RequestId,
) -> Options {
    let ground = Ground::of(problem);
    let seats = seats(problem, held, request);
    let scene = ground.scene(held, attendance, request);
    let slot = |slot: SlotId| {
        let mut found = scene.against(slot);
        if scene.is_crowded(slot, &seats[slot.index()]) {
            found.push(Obstacle::NoTable);
        }
        if found.is_empty() {
            let row = seats[slot.index()].iter().enumerate();
            let free = row.filter(|(_, seat)| **seat == Seat::Free);
            found.extend(scene.missing(slot, free.map(|(t, _)| TableId::at(t))));
        }
        found
    };
    let slots = problem.slot_ids().map(slot).collect();
    Options { slots, seats }
}

fn seats(problem: &Problem, held: &[Option<Spot>], request: RequestId) -> Vec<Vec<Seat>> {
    let row: Vec<Seat> = (0..problem.tables().len())
        .map(|t| seat_of(problem, request, TableId::at(t)))
        .collect();
    let mut seats = vec![row; problem.slots().len()];
    let mut refuse = |slot: SlotId, table: TableId, why: Seat| {
        let row = seats.get_mut(slot.index());
        let seat = row.and_then(|row| row.get_mut(table.index()));
        if let Some(seat) = seat.filter(|seat| matches!(seat, Seat::Free | Seat::Closed)) {
            *seat = why;
        }
    };
    for (t, table) in problem.tables().iter().enumerate() {
        for slot in &table.unavailable {
            refuse(*slot, TableId::at(t), Seat::Closed);
        }
    }
    for (r, spot) in held.iter().enumerate() {
        let Some((slot, Some(table))) = *spot else {
            continue;
        };
        if r != request.index() && !is_virtual(problem, table) {
            refuse(slot, table, Seat::Taken(RequestId::at(r)));
        }
    }
    seats
}

fn is_virtual(problem: &Problem, table: TableId) -> bool {
    let table = problem.tables().get(table.index());
    table.is_some_and(|table| table.kind == TableKind::Virtual)
}

/// Whether a meeting may have a table at all, whenever it is held. A locked meeting sits where it
/// is locked, but never at the booth of somebody else.
pub(crate) fn seat_of(problem: &Problem, request: RequestId, table: TableId) -> Seat {
    let Some(kind) = problem.tables().get(table.index()).map(|table| table.kind) else {
        return Seat::Closed;
    };
    let asked = &problem.requests()[request.index()];
    let owner = match kind {
        TableKind::Booth(owner) => Some(owner),
        TableKind::Shared | TableKind::Virtual => None,
    };
    if let Some(owner) = owner.filter(|owner| !asked.sides().contains(owner)) {
        return Seat::Foreign(owner);
    }
    if let Some(locked) = asked.table {
        return if locked == table {
            Seat::Free
        } else {
            Seat::Locked
        };
    }
    let at_booth = |side: &ParticipantId| {
        let own = TableKind::Booth(*side);
        problem.tables().iter().any(|table| table.kind == own)
    };
    match asked.sides().into_iter().find(at_booth) {
        Some(side) if owner.is_none() => Seat::AtBooth(side),
        _ => Seat::Free,
    }
}

/// What all requests of a question have in common.
pub(crate) struct Ground<'a> {
    problem: &'a Problem,
    supply: Supply,
    /// The requests of each participant.
    own: Vec<Vec<RequestId>>,
}

impl<'a> Ground<'a> {
    pub(crate) fn of(problem: &'a Problem) -> Self {
        let mut own = vec![Vec::new(); problem.participants().len()];
        for (r, asked) in problem.numbered_requests() {
            for side in asked.sides() {
                own[side.index()].push(r);
            }
        }
        Self {
            problem,
            supply: Supply::of(problem),
            own,
        }
    }

    /// One request among the others as they are held.
    pub(crate) fn scene<'b>(
        &'b self,
        held: &'b [Option<Spot>],
        attendance: &'b [Attendance],
        request: RequestId,
    ) -> Scene<'b> {
        Scene {
            attendance,
            problem: self.problem,
            supply: &self.supply,
            own: &self.own,
            held,
            request,
            window: self.supply.window(self.problem, request),
        }
    }
}

/// One request among the others as they are held.
pub(crate) struct Scene<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) supply: &'a Supply,
    own: &'a [Vec<RequestId>],
    pub(crate) held: &'a [Option<Spot>],
    pub(crate) attendance: &'a [Attendance],
    pub(crate) request: RequestId,
    window: SlotSet,
}

impl Scene<'_> {
    /// Everything that forbids the slot to the people, whatever the tables.
    pub(crate) fn against(&self, slot: SlotId) -> Vec<Obstacle> {
        let mut found = self.alone(slot);
        self.beside_others(slot, &mut found);
        found
    }

    /// What forbids the slot even with nothing else planned.
    fn alone(&self, slot: SlotId) -> Vec<Obstacle> {
        let asked = &self.problem.requests()[self.request.index()];
        let mut found = Vec::new();
        if let Some(fixed) = asked.fixed.filter(|fixed| *fixed != slot) {
            found.push(Obstacle::Fixed { slot: fixed });
        } else if !self.window.contains(slot) {
            found.push(Obstacle::OutsideWindow);
        }
        if self.supply.is_blocked(asked.first, asked.second) {
            found.push(Obstacle::Blocked);
        }
        for participant in asked.sides() {
            if self.supply.people(participant, slot) == 0 {
                found.push(self.absence(participant, slot));
            }
        }
        found
    }

    fn absence(&self, participant: ParticipantId, slot: SlotId) -> Obstacle {
        let who = &self.problem.participants()[participant.index()];
        if who.forbidden.contains(&slot) {
            return Obstacle::Away { participant };
        }
        let time = &self.problem.slots()[slot.index()];
        let overlaps = |e: &Engagement| e.starts < time.ends && time.starts < e.ends;
        let all = who.engagements.iter().enumerate();
        let engagements: Vec<usize> = all.filter(|(_, e)| overlaps(e)).map(|(n, _)| n).collect();
        if engagements.is_empty() {
            // Each of its people is away by their own times.
            return Obstacle::NobodyFree {
                participant,
                person: None,
            };
        }
        Obstacle::Engaged {
            participant,
            engagements,
        }
    }

    /// What the other meetings forbid.
    fn beside_others(&self, slot: SlotId, found: &mut Vec<Obstacle>) {
        let asked = &self.problem.requests()[self.request.index()];
        for participant in asked.sides() {
            let others = self.others_of(participant);
            let meetings: Vec<RequestId> = others
                .iter()
                .filter(|(_, at)| *at == slot)
                .map(|(other, _)| *other)
                .collect();
            let people = self.supply.people(participant, slot);
            if people > 0 && meetings.len() as u64 >= u64::from(people) {
                found.push(Obstacle::Busy {
                    participant,
                    meetings,
                });
            }
            if let Some(longest) = self.without_pause(participant, &others, slot) {
                found.push(Obstacle::NoPause {
                    participant,
                    longest,
                });
            }
            let cap = self.problem.participants()[participant.index()].cap;
            if let Some(cap) = cap.filter(|cap| others.len() as u64 >= u64::from(*cap)) {
                found.push(Obstacle::CapReached { participant, cap });
            }
        }
        for order in self.problem.precedences() {
            let at = |other: RequestId| self.held.get(other.index()).copied().flatten();
            if order.before == self.request && at(order.after).is_some_and(|(at, _)| slot >= at) {
                found.push(Obstacle::NotBefore { other: order.after });
            }
            if order.after == self.request && at(order.before).is_some_and(|(at, _)| at >= slot) {
                found.push(Obstacle::NotAfter {
                    other: order.before,
                });
            }
        }
    }

    /// How long a participant meets in a row at most, where the slot would make it longer.
    fn without_pause(
        &self,
        participant: ParticipantId,
        others: &[(RequestId, SlotId)],
        slot: SlotId,
    ) -> Option<u32> {
        let longest = self.problem.participants()[participant.index()].longest_run?;
        let slots = self.problem.slots();
        let busy = |t: usize| others.iter().any(|(_, at)| at.index() == t);
        let mut first = slot.index();
        while first > 0 && slots[first].follows && busy(first - 1) {
            first -= 1;
        }
        let mut end = slot.index() + 1;
        while end < slots.len() && slots[end].follows && busy(end) {
            end += 1;
        }
        ((end - first) as u64 > u64::from(longest)).then_some(longest)
    }

    /// The other meetings of a participant, with their slots.
    fn others_of(&self, participant: ParticipantId) -> Vec<(RequestId, SlotId)> {
        let own = self.own[participant.index()].iter();
        own.filter(|r| **r != self.request)
            .filter_map(|r| {
                let spot = self.held.get(r.index()).copied().flatten();
                spot.map(|(slot, _)| (*r, slot))
            })
            .collect()
    }

    /// Whether no table is left: all are closed or taken, also by meetings without a named table.
    fn is_crowded(&self, slot: SlotId, row: &[Seat]) -> bool {
        let here = |(r, spot): &(usize, &Option<Spot>)| {
            *r != self.request.index() && spot.is_some_and(|(at, _)| at == slot)
        };
        let meetings = self.held.iter().enumerate().filter(here).count();
        meetings as u64 >= u64::from(self.supply.tables(slot)) || !row.contains(&Seat::Free)
    }
}
