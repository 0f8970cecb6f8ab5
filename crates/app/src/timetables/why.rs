//! Why a request has no place, in terms of records.

use super::snapshot::Snapshot;
use domain::ids::{OrganisationId, RequestId};
use domain::matchmaking::Unplaced;
use matchmaking::{ParticipantId, Reason, SlotId};
use serde::{Deserialize, Serialize};

/// Why a request has no place. Slots are indexes into the session's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Why {
    /// A side does not take part in the session.
    NotTakingPart,
    /// The two must never meet.
    Blocked,
    /// No slot suits both sides, even with nothing else planned.
    NoPossibleSlot,
    /// A side holds as many meetings as it wants.
    CapReached {
        /// The side.
        organisation: OrganisationId,
        /// How many it wants.
        cap: u32,
    },
    /// A side is in other meetings in every slot that would suit.
    Full {
        /// The side.
        organisation: OrganisationId,
        /// The slots that would suit.
        slots: Vec<u32>,
    },
    /// A side is taken by meetings that are worth at least as much.
    Displaced {
        /// The side.
        organisation: OrganisationId,
        /// Its meetings that stand in the way.
        by: Vec<RequestId>,
    },
    /// Each side is free in some slots, but never in the same.
    NoCommonSlot {
        /// Where the asking side is free.
        from_free: Vec<u32>,
        /// Where the asked side is free.
        to_free: Vec<u32>,
    },
    /// It would break the order with other meetings.
    Order,
    /// Every table is taken where both sides are free.
    NoTable {
        /// Those slots.
        slots: Vec<u32>,
    },
    /// Both sides and a table are free, but a finer rule stands in the way in each slot.
    Hindered {
        /// Those slots, by what stands in the way.
        by: Vec<Hindrance>,
    },
    /// Nothing stands in the way: the search ended before it was placed.
    StillOpen {
        /// Where it would fit.
        slots: Vec<u32>,
    },
    /// No reason is stored, or one of another version of the program.
    Unknown,
}

/// Slots in which one finer rule stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hindrance {
    /// What stands in the way.
    pub obstacle: Obstacle,
    /// In these slots.
    pub slots: Vec<u32>,
}

/// A finer rule that stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Obstacle {
    /// A side needs a pause.
    Pause {
        /// The side.
        organisation: OrganisationId,
    },
    /// Every table that the meeting may have is taken.
    Table,
    /// Nobody of a side who may come is free.
    Person {
        /// The side.
        organisation: OrganisationId,
    },
    /// No interpreter is free.
    Interpreter,
    /// Whoever is free cannot get there in time.
    Travel,
}

impl Why {
    /// The reason of an answer in terms of the snapshot's records.
    pub(super) fn of(reason: &Reason, snapshot: &Snapshot) -> Self {
        let numbers = |slots: &[SlotId]| slots.iter().map(|slot| slot.0).collect();
        let organisation = |id: ParticipantId| snapshot.organisations.get(id.index()).copied();
        let side = |id: ParticipantId, say: &dyn Fn(OrganisationId) -> Self| {
            organisation(id).map_or(Self::Unknown, say)
        };
        match reason {
            Reason::NotGiven => Self::Unknown,
            Reason::Blocked => Self::Blocked,
            Reason::NoPossibleSlot => Self::NoPossibleSlot,
            Reason::CapReached { participant, cap } => {
                side(*participant, &|organisation| Self::CapReached {
                    organisation,
                    cap: *cap,
                })
            }
            Reason::ParticipantFull { participant, slots } => {
                side(*participant, &|organisation| Self::Full {
                    organisation,
                    slots: numbers(slots),
                })
            }
            Reason::Displaced { participant, by } => side(*participant, &|organisation| {
                let by = by
                    .iter()
                    .filter_map(|id| snapshot.requests.get(id.index()).copied());
                Self::Displaced {
                    organisation,
                    by: by.collect(),
                }
            }),
            Reason::NoCommonFreeSlot {
                first_free,
                second_free,
            } => Self::NoCommonSlot {
                from_free: numbers(first_free),
                to_free: numbers(second_free),
            },
            Reason::OrderForbids { .. } => Self::Order,
            Reason::NoTableFree { slots } => Self::NoTable {
                slots: numbers(slots),
            },
            Reason::Hindered { slots } => hindered(slots, snapshot),
            Reason::StillOpen { slots } => Self::StillOpen {
                slots: numbers(slots),
            },
        }
    }

    /// The reason as it is stored with a request.
    pub(super) fn unplaced(&self, request: RequestId) -> Unplaced {
        Unplaced {
            request,
            reason: serde_json::to_value(self).unwrap_or_default(),
        }
    }

    /// The reason that is stored.
    #[must_use]
    pub fn read(unplaced: &Unplaced) -> Self {
        serde_json::from_value(unplaced.reason.clone()).unwrap_or(Self::Unknown)
    }
}

/// What stands in the way, each with its slots.
fn hindered(slots: &[matchmaking::Hindrance], snapshot: &Snapshot) -> Why {
    let mut by: Vec<Hindrance> = Vec::new();
    for hindrance in slots {
        let Some(obstacle) = obstacle(hindrance.by, snapshot) else {
            return Why::Unknown;
        };
        match by.iter_mut().find(|known| known.obstacle == obstacle) {
            Some(known) => known.slots.push(hindrance.slot.0),
            None => by.push(Hindrance {
                obstacle,
                slots: vec![hindrance.slot.0],
            }),
        }
    }
    Why::Hindered { by }
}

fn obstacle(by: matchmaking::Obstacle, snapshot: &Snapshot) -> Option<Obstacle> {
    let organisation = |side: ParticipantId| snapshot.organisations.get(side.index()).copied();
    Some(match by {
        matchmaking::Obstacle::Pause(side) => Obstacle::Pause {
            organisation: organisation(side)?,
        },
        matchmaking::Obstacle::Person(side) => Obstacle::Person {
            organisation: organisation(side)?,
        },
        matchmaking::Obstacle::Table => Obstacle::Table,
        matchmaking::Obstacle::Interpreter => Obstacle::Interpreter,
        matchmaking::Obstacle::Travel => Obstacle::Travel,
    })
}
