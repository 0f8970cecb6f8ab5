//! Re-planning as a question: something happened, and a published timetable must be mended.
//!
//! [`apply`] turns a problem, its published timetable and what happened into the problem as it is
//! from now on. What is over or running is frozen: those meetings are fixed where they are, and
//! nothing else may be put beside them. [`Changed::cost`] says what a mended timetable costs,
//! [`Changed::difference`] whom it touches.

mod difference;

pub use difference::{Cost, Difference, MeetingChange, Move};

use crate::errors::ProblemErrors;
use crate::ids::{InterpreterId, ParticipantId, RequestId, SlotId, TableId};
use crate::presence::Presence;
use crate::problem::{Draft, Engagement, Precedence, Problem, Request, Variant, Window};
use crate::slotset::SlotSet;
use crate::supply::Supply;
use crate::timetable::{Attendance, Place, Timetable};
use serde::{Deserialize, Serialize};

/// When and where a meeting is held, if it is; `None` for the table where tables are not assigned.
pub type Seat = Option<(SlotId, Option<TableId>)>;

/// Something that happened after a timetable was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A meeting is called off.
    MeetingCancelled {
        /// Which.
        request: RequestId,
    },
    /// People of a participant are away from a slot on, until the slot before `until` or to the
    /// end: a cancellation or no-show from now on, a late arrival until some slot, an early leave
    /// from some slot.
    Absent {
        /// Whose people.
        participant: ParticipantId,
        /// How many of them; `None` is everybody.
        people: Option<u32>,
        /// First slot without them; slots that are over or running do not change.
        from: SlotId,
        /// First slot in which they are back.
        until: Option<SlotId>,
    },
    /// Somebody asks for one more meeting.
    NewRequest(Request),
    /// A table cannot be used from a slot on, until the slot before `until` or to the end.
    TableLost {
        /// Which.
        table: TableId,
        /// First slot without it.
        from: SlotId,
        /// First slot in which it is back.
        until: Option<SlotId>,
    },
    /// An interpreter is away from a slot on, until the slot before `until` or to the end.
    InterpreterAbsent {
        /// Who.
        interpreter: InterpreterId,
        /// First slot without them; slots that are over or running do not change.
        from: SlotId,
        /// First slot in which they are back.
        until: Option<SlotId>,
    },
    /// Nobody can meet in a slot.
    SlotLost {
        /// Which.
        slot: SlotId,
    },
}

/// Why an event cannot be taken up.
#[allow(
    missing_docs,
    reason = "the message of each variant says what its fields are"
)]
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// The timetable has not one place per request, or places that do not exist.
    #[error("the published timetable does not belong to this problem")]
    OtherTimetable,
    /// An event names a request that does not exist.
    #[error("event {event} names request {request}, which does not exist")]
    UnknownRequest { event: usize, request: RequestId },
    /// An event names a participant that does not exist.
    #[error("event {event} names participant {participant}, which does not exist")]
    UnknownParticipant {
        event: usize,
        participant: ParticipantId,
    },
    /// An event names a table that does not exist.
    #[error("event {event} names table {table}, which does not exist")]
    UnknownTable { event: usize, table: TableId },
    /// An event names an interpreter that does not exist.
    #[error("event {event} names interpreter {interpreter}, who does not exist")]
    UnknownInterpreter {
        event: usize,
        interpreter: InterpreterId,
    },
    /// An event names a slot that does not exist.
    #[error("event {event} names slot {slot}, which does not exist")]
    UnknownSlot { event: usize, slot: SlotId },
    /// The meeting is over or running and can no longer be called off.
    #[error("event {event}: request {request} is over or running in slot {slot}")]
    AlreadyHeld {
        event: usize,
        request: RequestId,
        slot: SlotId,
    },
    /// The slot is over or running.
    #[error("event {event}: slot {slot} is over or running")]
    AlreadyOver { event: usize, slot: SlotId },
    /// A span of slots that ends before it begins, or at once.
    #[error("event {event} lasts from slot {from} to before slot {until}, which is no time")]
    NoTime {
        event: usize,
        from: SlotId,
        until: SlotId,
    },
    /// The problem that comes of it makes no sense, such as a new request with an unknown side.
    #[error("{0}")]
    Malformed(ProblemErrors),
}

/// A problem as it is after something happened, with what people have been told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The problem from now on. Requests keep their positions; new ones stand at the end. It asks
    /// for the most weight; where every meeting had to be held, every meeting is a must.
    pub problem: Problem,
    /// What people have been told: the published place of each request. `None` also for new ones.
    pub told: Vec<Seat>,
    /// The first slot that is neither over nor running; the number of slots when all are.
    pub first_open: usize,
    /// Who was to come to the meetings, where that was said.
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// The requests that were called off.
    pub cancelled: Vec<RequestId>,
    /// The requests without a told place that count all the same, in order: new ones.
    pub wanted: Vec<RequestId>,
}

/// Takes up what happened. `first_open` is the position of the first slot that is neither over
/// nor running.
///
/// # Errors
/// See [`ChangeError`]; the events are numbered from 0.
pub fn apply(
    problem: &Problem,
    published: &Timetable,
    first_open: usize,
    events: &[Event],
) -> Result<Changed, ChangeError> {
    let told = told(problem, published)?;
    let supply = Supply::of(problem);
    let windows: Vec<SlotSet> = problem
        .numbered_requests()
        .map(|(request, _)| supply.window(problem, request))
        .collect();
    let known = told.len();
    let mut changed = Making {
        draft: problem.clone().into_draft(),
        told,
        first_open,
        cancelled: Vec::new(),
    };
    if let Variant::HoldAll { .. } = changed.draft.variant {
        changed.draft.variant = Variant::MostWeight;
        changed
            .draft
            .requests
            .iter_mut()
            .for_each(|r| r.must = true);
    }
    changed.freeze(&windows);
    for (number, event) in events.iter().enumerate() {
        changed.take_up(number, event)?;
    }
    changed.loosen_order();
    let Making {
        draft,
        mut told,
        cancelled,
        ..
    } = changed;
    told.resize(draft.requests.len(), None);
    let wanted = (known..told.len()).map(RequestId::at).collect();
    let problem = Problem::admitting_contradictions(draft).map_err(ChangeError::Malformed)?;
    let attendance = told_people(&problem, &published.attendance);
    Ok(Changed {
        problem,
        told,
        attendance,
        first_open,
        cancelled,
        wanted,
    })
}

/// The places of a timetable that fits the problem.
fn told(problem: &Problem, published: &Timetable) -> Result<Vec<Seat>, ChangeError> {
    let exists = |place: &Place| match place {
        Place::Held { slot, table } => {
            slot.index() < problem.slots().len()
                && table.is_none_or(|table| table.index() < problem.tables().len())
        }
        Place::Unplaced(_) => true,
    };
    let fits =
        published.places.len() == problem.requests().len() && published.places.iter().all(exists);
    if !fits {
        return Err(ChangeError::OtherTimetable);
    }
    Ok(published.places.iter().map(Place::seat).collect())
}

/// Who was to come, as far as the problem still tells people apart and needs interpreters.
fn told_people(problem: &Problem, attendance: &[Attendance]) -> Vec<Attendance> {
    let presence = Presence::of(problem);
    let told = |who: &Attendance| {
        let asked = problem.requests().get(who.request.index())?;
        let sides = asked.sides();
        let person = |side: usize| who.persons[side].filter(|_| presence.is_tracked(sides[side]));
        let interpreter = who.interpreter.filter(|_| asked.language.is_some());
        Some(Attendance {
            request: who.request,
            persons: [person(0), person(1)],
            interpreter,
        })
    };
    attendance.iter().filter_map(told).collect()
}

struct Making {
    draft: Draft,
    told: Vec<Seat>,
    first_open: usize,
    cancelled: Vec<RequestId>,
}

impl Making {
    fn is_frozen(&self, request: usize) -> bool {
        let slot = self.told.get(request).copied().flatten();
        slot.is_some_and(|(slot, _)| slot.index() < self.first_open)
    }

    /// What is over or running stays; everything else can only be in what is still to come.
    fn freeze(&mut self, windows: &[SlotSet]) {
        for (r, window) in windows.iter().enumerate() {
            let frozen = self.is_frozen(r);
            let request = &mut self.draft.requests[r];
            if frozen {
                request.fixed = self.told[r].map(|(slot, _)| slot);
                request.window = Window::Any;
            } else {
                let open = window.iter().filter(|slot| slot.index() >= self.first_open);
                request.window = Window::Slots(open.collect());
                // The window says it already; a lock on what is past would only contradict it.
                request.fixed = None;
            }
        }
    }

    /// An order between two meetings that are both over is settled, even where it was broken.
    fn loosen_order(&mut self) {
        let settled =
            |p: &Precedence| self.is_frozen(p.before.index()) && self.is_frozen(p.after.index());
        let kept: Vec<Precedence> = self
            .draft
            .precedences
            .iter()
            .filter(|p| !settled(p))
            .copied()
            .collect();
        self.draft.precedences = kept;
    }

    fn take_up(&mut self, event: usize, what: &Event) -> Result<(), ChangeError> {
        match what {
            Event::MeetingCancelled { request } => self.cancel(event, *request),
            Event::Absent {
                participant,
                people,
                from,
                until,
            } => self.absent(event, (*participant, *people), (*from, *until)),
            Event::NewRequest(request) => {
                self.draft.requests.push(request.clone());
                let at = self.draft.requests.len() - 1;
                self.restrict_new(at);
                Ok(())
            }
            Event::TableLost { table, from, until } => {
                self.table_lost(event, *table, (*from, *until))
            }
            Event::InterpreterAbsent {
                interpreter,
                from,
                until,
            } => self.interpreter_absent(event, *interpreter, (*from, *until)),
            Event::SlotLost { slot } => self.slot_lost(event, *slot),
        }
    }

    fn cancel(&mut self, event: usize, request: RequestId) -> Result<(), ChangeError> {
        if request.index() >= self.told.len() {
            return Err(ChangeError::UnknownRequest { event, request });
        }
        if self.is_frozen(request.index()) {
            let slot = self.told[request.index()].map_or(SlotId(0), |(slot, _)| slot);
            return Err(ChangeError::AlreadyHeld {
                event,
                request,
                slot,
            });
        }
        let called_off = &mut self.draft.requests[request.index()];
        called_off.must = false;
        called_off.window = Window::Slots(Vec::new());
        if !self.cancelled.contains(&request) {
            self.cancelled.push(request);
        }
        Ok(())
    }

    fn absent(
        &mut self,
        event: usize,
        (participant, people): (ParticipantId, Option<u32>),
        span: (SlotId, Option<SlotId>),
    ) -> Result<(), ChangeError> {
        let slots = self.span(event, span)?;
        let starts: Vec<(i64, i64)> = slots
            .iter()
            .map(|&slot| {
                let slot = &self.draft.slots[slot.index()];
                (slot.starts, slot.ends)
            })
            .collect();
        let Some(who) = self.draft.participants.get_mut(participant.index()) else {
            return Err(ChangeError::UnknownParticipant { event, participant });
        };
        match people.filter(|&people| people < who.people) {
            None => add(&mut who.forbidden, &slots),
            Some(people) => who
                .engagements
                .extend(starts.into_iter().map(|(starts, ends)| Engagement {
                    key: String::new(),
                    starts,
                    ends,
                    people,
                })),
        }
        Ok(())
    }

    fn table_lost(
        &mut self,
        event: usize,
        table: TableId,
        span: (SlotId, Option<SlotId>),
    ) -> Result<(), ChangeError> {
        let slots = self.span(event, span)?;
        let Some(lost) = self.draft.tables.get_mut(table.index()) else {
            return Err(ChangeError::UnknownTable { event, table });
        };
        add(&mut lost.unavailable, &slots);
        Ok(())
    }

    fn interpreter_absent(
        &mut self,
        event: usize,
        interpreter: InterpreterId,
        span: (SlotId, Option<SlotId>),
    ) -> Result<(), ChangeError> {
        let slots = self.span(event, span)?;
        let Some(away) = self.draft.interpreters.get_mut(interpreter.index()) else {
            return Err(ChangeError::UnknownInterpreter { event, interpreter });
        };
        add(&mut away.forbidden, &slots);
        Ok(())
    }

    fn slot_lost(&mut self, event: usize, slot: SlotId) -> Result<(), ChangeError> {
        if slot.index() >= self.draft.slots.len() {
            return Err(ChangeError::UnknownSlot { event, slot });
        }
        if slot.index() < self.first_open {
            return Err(ChangeError::AlreadyOver { event, slot });
        }
        for table in &mut self.draft.tables {
            add(&mut table.unavailable, &[slot]);
        }
        Ok(())
    }

    /// The slots from `from` to before `until` that are still to come.
    fn span(
        &self,
        event: usize,
        (from, until): (SlotId, Option<SlotId>),
    ) -> Result<Vec<SlotId>, ChangeError> {
        let count = self.draft.slots.len();
        if from.index() >= count {
            return Err(ChangeError::UnknownSlot { event, slot: from });
        }
        let end = until.map_or(count, SlotId::index);
        match until {
            Some(slot) if slot.index() > count => {
                return Err(ChangeError::UnknownSlot { event, slot });
            }
            Some(until) if until <= from => {
                return Err(ChangeError::NoTime { event, from, until });
            }
            _ => {}
        }
        Ok((from.index().max(self.first_open)..end)
            .map(SlotId::at)
            .collect())
    }

    /// A new request can only be in what is still to come.
    fn restrict_new(&mut self, at: usize) {
        let count = self.draft.slots.len();
        let sessions = &self.draft.slots;
        let request = &mut self.draft.requests[at];
        let inside = |t: &usize| match &request.window {
            Window::Any => true,
            Window::Session(session) => sessions[*t].session == Some(*session),
            Window::Slots(slots) => slots.contains(&SlotId::at(*t)),
        };
        let fixed = request.fixed;
        let open: Vec<SlotId> = (self.first_open..count)
            .filter(inside)
            .map(SlotId::at)
            .filter(|&slot| fixed.is_none_or(|fixed| fixed == slot))
            .collect();
        request.window = Window::Slots(open);
        request.fixed = None;
    }
}

/// Slots that are not in the list yet.
fn add(list: &mut Vec<SlotId>, slots: &[SlotId]) {
    for slot in slots {
        if !list.contains(slot) {
            list.push(*slot);
        }
    }
}

impl Changed {
    /// Whether the request is over or running, and so cannot change.
    #[must_use]
    pub fn is_frozen(&self, request: RequestId) -> bool {
        self.told[request.index()].is_some_and(|(slot, _)| slot.index() < self.first_open)
    }

    /// Whether leaving the request out is a loss: people have been told that it takes place, or
    /// it is new. What was called off or had no place before is not.
    #[must_use]
    pub fn counts(&self, request: RequestId) -> bool {
        let wanted =
            self.told[request.index()].is_some() || self.wanted.binary_search(&request).is_ok();
        wanted && !self.cancelled.contains(&request)
    }

    /// A request that had no place is to get one now, if it can.
    pub fn want(&mut self, request: RequestId) {
        if self.told.get(request.index()).is_some_and(Option::is_none)
            && let Err(at) = self.wanted.binary_search(&request)
        {
            self.wanted.insert(at, request);
        }
    }

    /// A request that is not over is called off: leaving it out is no loss.
    pub fn give_up(&mut self, request: RequestId) {
        if request.index() < self.told.len()
            && !self.is_frozen(request)
            && !self.cancelled.contains(&request)
        {
            self.cancelled.push(request);
        }
    }
}
