//! Why a meeting cannot be held beside what had to be held: demands that contradict each other.

use super::snapshot::Snapshot;
use domain::ids::{ItemId, OrganisationId, RequestId};
use matchmaking::conflict::{Conflict, Demand};
use matchmaking::{ParticipantId, Problem};
use serde::{Deserialize, Serialize};

/// Demands that cannot all be kept, in terms of records. Slots are indexes into the session's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// What is demanded.
    pub claims: Vec<Claim>,
    /// Whether the others can be kept when any single one of them is given up.
    pub minimal: bool,
}

/// One demand, or several of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// There are no more meetings at a time than tables.
    Tables,
    /// A participant has a pause after so many meetings in a row.
    Pause(OrganisationId, u32),
    /// A meeting is at the table where it is locked.
    Locked(RequestId),
    /// A meeting is in its window.
    Window(RequestId),
    /// A meeting is at its fixed time.
    Fixed(RequestId),
    /// A participant has no more meetings than it wants.
    Cap(OrganisationId, u32),
    /// Two never meet.
    Apart(OrganisationId, OrganisationId),
    /// Somebody of a participant is at another item of the programme in these slots.
    Engaged(OrganisationId, Option<ItemId>, Vec<u32>),
    /// A participant cannot meet in these slots.
    Away(OrganisationId, Vec<u32>),
    /// Each of these participants has so many people, and no more meetings at once.
    People(Vec<OrganisationId>, u32),
    /// A participant gets so many meetings as it was promised.
    Minimum(OrganisationId, u32),
    /// These meetings are held.
    Meetings(Vec<RequestId>),
}

/// A contradiction in terms of records; `None` where it has a demand that no record makes.
pub(super) fn told(found: &Conflict, problem: &Problem, snapshot: &Snapshot) -> Option<Clash> {
    let claims = found
        .portions(problem)
        .map(|portion| claim(portion, problem, snapshot));
    Some(Clash {
        claims: claims.collect::<Option<_>>()?,
        minimal: found.minimal,
    })
}

fn claim(portion: &[Demand], problem: &Problem, snapshot: &Snapshot) -> Option<Claim> {
    let record = |r: matchmaking::RequestId| snapshot.requests.get(r.index()).copied();
    let firm = |p: ParticipantId| snapshot.organisations.get(p.index()).copied();
    let who = |p: ParticipantId| problem.participants().get(p.index());
    Some(match *portion.first()? {
        // Neither is asked for in a session.
        Demand::Fairness | Demand::Order(_) => return None,
        Demand::Tables => Claim::Tables,
        Demand::Pause(p) => Claim::Pause(firm(p)?, who(p)?.longest_run?),
        Demand::Locked(request) => Claim::Locked(record(request)?),
        Demand::Window(request) => Claim::Window(record(request)?),
        Demand::Fixed(request) => Claim::Fixed(record(request)?),
        Demand::Cap(p) => Claim::Cap(firm(p)?, who(p)?.cap?),
        Demand::Apart(one, other) => Claim::Apart(firm(one)?, firm(other)?),
        Demand::Engaged(p, number) => {
            let engagement = who(p)?.engagements.get(number as usize)?;
            let at = |slot: &matchmaking::Slot| {
                engagement.starts < slot.ends && slot.starts < engagement.ends
            };
            let slots = (0..).zip(problem.slots()).filter(|(_, slot)| at(slot));
            let slots = slots.map(|(number, _)| number).collect();
            Claim::Engaged(firm(p)?, engagement.key.parse().ok(), slots)
        }
        Demand::Away(p, _) => {
            let slot = |demand: &Demand| match *demand {
                Demand::Away(_, slot) => Some(slot.0),
                _ => None,
            };
            Claim::Away(firm(p)?, portion.iter().filter_map(slot).collect())
        }
        Demand::People(p) => {
            let firms = portion.iter().map(|demand| match *demand {
                Demand::People(p) => firm(p),
                _ => None,
            });
            Claim::People(firms.collect::<Option<_>>()?, who(p)?.people)
        }
        Demand::Minimum(p) => Claim::Minimum(firm(p)?, who(p)?.minimum),
        Demand::Meeting(_) => {
            let meetings = portion.iter().map(|demand| match *demand {
                Demand::Meeting(request) => record(request),
                _ => None,
            });
            Claim::Meetings(meetings.collect::<Option<_>>()?)
        }
    })
}
