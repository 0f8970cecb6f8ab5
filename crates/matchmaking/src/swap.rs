//! Two meetings change places in one step, and what stands in the way.
//!
//! On a full board no single meeting can move; two can. Both must be legal at their new places
//! with the other already gone from there, so the question is asked of the timetable as it would
//! be. A meeting without a place takes the other's, which goes without.

use crate::ids::{RequestId, SlotId, TableId};
use crate::legal::{Ground, Obstacle, Seat, Spot, seat_of};
use crate::problem::Problem;
use crate::timetable::Attendance;

/// What forbids one of the two its new place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hurdle {
    /// What forbids the slot.
    pub against: Vec<Obstacle>,
    /// The state of the table: free, closed then, not the one where the meeting is locked, or
    /// not where its sides meet.
    pub seat: Seat,
}

impl Hurdle {
    /// Whether nothing is in the way.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.against.is_empty() && self.seat == Seat::Free
    }
}

/// What forbids two meetings to change places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swap {
    /// The meeting with which the one in hand would change places.
    pub with: RequestId,
    /// What forbids the meeting in hand the other's place.
    pub mine: Hurdle,
    /// What forbids the other meeting its new place.
    pub theirs: Hurdle,
}

impl Swap {
    /// Whether the two may change places.
    #[must_use]
    pub fn is_legal(&self) -> bool {
        self.mine.is_none() && self.theirs.is_none()
    }
}

/// What forbids a request to change places with each meeting that has another place. `held` has
/// one entry for each request.
#[must_use]
pub fn swaps(problem: &Problem, held: &[Option<Spot>], request: RequestId) -> Vec<Swap> {
    swaps_with_people(problem, held, &[], request)
}

/// As [`swaps`], when it is known who comes to what is held.
#[must_use]
pub fn swaps_with_people(
    problem: &Problem,
    held: &[Option<Spot>],
    attendance: &[Attendance],
    request: RequestId,
) -> Vec<Swap> {
    let ground = Ground::of(problem);
    let own = held.get(request.index()).copied().flatten();
    let mut after = held.to_vec();
    let others = problem.numbered_requests().map(|(r, _)| r);
    let others = others.filter(|r| *r != request);
    let placed = others.filter(|r| {
        let there = held.get(r.index()).copied().flatten();
        there.is_some() && there != own
    });
    placed
        .map(|with| {
            after.swap(request.index(), with.index());
            let swap = Swap {
                with,
                mine: hurdle((&ground, problem), &after, attendance, request),
                theirs: hurdle((&ground, problem), &after, attendance, with),
            };
            after.swap(request.index(), with.index());
            swap
        })
        .collect()
}

/// What forbids a meeting the place that it has in `held`.
fn hurdle(
    (ground, problem): (&Ground<'_>, &Problem),
    held: &[Option<Spot>],
    attendance: &[Attendance],
    request: RequestId,
) -> Hurdle {
    let asked = &problem.requests()[request.index()];
    let Some((slot, table)) = held[request.index()] else {
        // It goes without a place; a fixed meeting may not.
        let fixed = asked.fixed.map(|slot| Obstacle::Fixed { slot });
        return Hurdle {
            against: fixed.into_iter().collect(),
            seat: Seat::Free,
        };
    };
    // Who is locked at a table sits there, not at one that is given later.
    let unnamed = asked.table.map_or(Seat::Free, |_| Seat::Locked);
    let seat = table.map_or(unnamed, |table| seat_of(problem, request, table));
    let closed = table.is_some_and(|table| is_closed(problem, slot, table));
    let scene = ground.scene(held, attendance, request);
    let mut against = scene.against(slot);
    if against.is_empty() {
        against.extend(scene.missing(slot, table.into_iter()));
    }
    Hurdle {
        against,
        seat: if seat == Seat::Free && closed {
            Seat::Closed
        } else {
            seat
        },
    }
}

fn is_closed(problem: &Problem, slot: SlotId, table: TableId) -> bool {
    let table = problem.tables().get(table.index());
    table.is_none_or(|table| table.unavailable.contains(&slot))
}
