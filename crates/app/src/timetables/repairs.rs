//! Repairs: changes of records after which a request fits that has no place, and trying some.

use super::snapshot::Snapshot;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::Action;
use domain::ids::{MatchmakingId, OrganisationId, RequestId, TimetableId};
use domain::matchmaking::{Matchmaking, Request, RequestState, Table, TableKind, Timetable};
use matchmaking::mender::Wanting;
use matchmaking::repairs::Repair;
use matchmaking::{ParticipantId, SlotId, judge};
use serde::{Deserialize, Serialize};

/// A change that an organiser can make in the session's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fix {
    /// A fixed meeting may be at another time.
    Unfix(RequestId),
    /// A meeting may be at any time.
    Widen(RequestId),
    /// A participant takes one meeting more than it wanted.
    RaiseCap(OrganisationId),
    /// A participant comes in a slot in which it could not meet.
    OpenSlot(OrganisationId, u32),
    /// There is one table more; it is needed in this slot.
    AddTable(u32),
    /// A participant brings one person more.
    AddPerson(OrganisationId),
    /// A meeting is given up.
    Drop(RequestId),
}

impl App {
    /// Makes the changes in the records and stores the timetable that shows it works, as a draft.
    /// Its number in the session comes back.
    ///
    /// # Errors
    /// Where the changes do not make room for the request, or no longer; [`AppError::Missing`] for
    /// a request that is not in the session's question; [`AppError::Conflict`] when the session has
    /// changed.
    pub async fn try_repair(
        &self,
        caller: &Caller,
        (id, version, timetable): (MatchmakingId, i64, TimetableId),
        request: RequestId,
        fixes: &[Fix],
    ) -> Result<u32> {
        let shown = self.shown_to_work(caller, (id, timetable), request, fixes);
        let shown = shown.await?;
        self.work(caller, "timetable.repair", |mut desk| {
            let mut timetable = shown.clone();
            let fixes = fixes.to_vec();
            async move {
                timetable.number = super::replan::next_number(&mut desk, id).await?;
                let number = timetable.number;
                let (ours, theirs): (Vec<Fix>, Vec<Fix>) =
                    fixes.into_iter().partition(|fix| fix.request().is_none());
                for fix in theirs {
                    if let Some(request) = fix.request() {
                        let rule = move |request| Ok(mended(request, fix));
                        desk.change(Action::Edit, request, None, rule).await?;
                    }
                }
                if !ours.is_empty() {
                    let rule = move |session| Ok(ours.iter().copied().fold(session, repaired));
                    desk.change(Action::Edit, id, Some(version), rule).await?;
                }
                desk.create(timetable.clone()).await?;
                let session = desk.get::<Matchmaking>(id).await?;
                let broken = super::run::broken_rules(&mut desk, &session, &timetable).await?;
                if broken > 0 {
                    let refusal = Refusal::new("refused-timetable-outdated");
                    return Err(refusal.arg("count", broken).into());
                }
                Ok((desk, number))
            }
        })
        .await
    }

    /// A timetable that shows that a request fits after some changes, not stored.
    async fn shown_to_work(
        &self,
        caller: &Caller,
        ids: (MatchmakingId, TimetableId),
        request: RequestId,
        fixes: &[Fix],
    ) -> Result<Timetable> {
        let (ground, number) = self.asked_about(caller, ids, request).await?;
        let mender = self
            .mender()
            .ok_or_else(|| Refusal::new("refused-no-mender"))?;
        // To give up what is asked for is no way to hold it.
        let repairs = fixes.iter().filter(|fix| **fix != Fix::Drop(request));
        let repairs: Option<Vec<Repair>> =
            repairs.map(|fix| repair(*fix, &ground.snapshot)).collect();
        let repairs = repairs.ok_or(AppError::Missing)?;
        let problem = ground.snapshot.problem.clone();
        let (answer, _) = ground.snapshot.answer(&ground.published);
        let work = move || {
            let wanting = Wanting {
                problem: &problem,
                timetable: &answer,
                request: number,
            };
            let found = mender.remedy(wanting, &repairs);
            found.filter(|one| judge(&one.problem, &one.timetable).is_valid())
        };
        let failed = |error: tokio::task::JoinError| AppError::Internal(error.to_string());
        let found = tokio::task::spawn_blocking(work).await.map_err(failed)?;
        let outdated = || Refusal::new("refused-timetable-outdated").arg("count", 1);
        let found = found.ok_or_else(outdated)?;
        let mut timetable = self.unstored(caller, &ground, &found.timetable);
        let given_up = |id: RequestId| fixes.contains(&Fix::Drop(id));
        timetable.unplaced.retain(|one| !given_up(one.request));
        Ok(timetable)
    }
}

impl Fix {
    /// The request whose record it changes; otherwise it changes the session.
    const fn request(self) -> Option<RequestId> {
        match self {
            Self::Unfix(request) | Self::Widen(request) | Self::Drop(request) => Some(request),
            Self::RaiseCap(_) | Self::OpenSlot(..) | Self::AddTable(_) | Self::AddPerson(_) => None,
        }
    }
}

/// A repair in terms of records; `None` where it cannot be made there.
pub(super) fn fix(repair: Repair, snapshot: &Snapshot, request: RequestId) -> Option<Fix> {
    let record = |r: matchmaking::RequestId| snapshot.requests.get(r.index()).copied();
    let firm = |p: ParticipantId| snapshot.organisations.get(p.index()).copied();
    Some(match repair {
        Repair::Unfix { request } => Fix::Unfix(record(request)?),
        Repair::WidenWindow { request } => Fix::Widen(record(request)?),
        Repair::RaiseCap { participant } => Fix::RaiseCap(firm(participant)?),
        Repair::OpenSlot { participant, slot } => Fix::OpenSlot(firm(participant)?, slot.0),
        Repair::AddTable { slot } => Fix::AddTable(slot.0),
        Repair::AddPerson { participant } => Fix::AddPerson(firm(participant)?),
        // To give up what is asked for is no way to hold it.
        Repair::DropRequest { request: dropped } if record(dropped)? == request => return None,
        Repair::DropRequest { request } => Fix::Drop(record(request)?),
        Repair::DropOrder { .. } => return None,
    })
}

/// The other way round; `None` where the question does not know what is to be changed.
fn repair(fix: Fix, snapshot: &Snapshot) -> Option<Repair> {
    let request = |id: RequestId| {
        let at = snapshot.requests.iter().position(|one| *one == id);
        at.map(matchmaking::RequestId::at)
    };
    let firm = |id: OrganisationId| {
        let at = snapshot.organisations.iter().position(|one| *one == id);
        at.map(ParticipantId::at)
    };
    let time = |slot: u32| {
        let known = (slot as usize) < snapshot.problem.slots().len();
        known.then_some(SlotId(slot))
    };
    Some(match fix {
        Fix::Unfix(id) => Repair::Unfix {
            request: request(id)?,
        },
        Fix::Widen(id) => Repair::WidenWindow {
            request: request(id)?,
        },
        Fix::Drop(id) => Repair::DropRequest {
            request: request(id)?,
        },
        Fix::RaiseCap(id) => Repair::RaiseCap {
            participant: firm(id)?,
        },
        Fix::OpenSlot(id, slot) => Repair::OpenSlot {
            participant: firm(id)?,
            slot: time(slot)?,
        },
        Fix::AddTable(slot) => Repair::AddTable { slot: time(slot)? },
        Fix::AddPerson(id) => Repair::AddPerson {
            participant: firm(id)?,
        },
    })
}

fn mended(mut request: Request, fix: Fix) -> Request {
    match fix {
        Fix::Unfix(_) => {
            request.fixed = None;
            request.fixed_table = None;
        }
        Fix::Widen(_) => request.window.clear(),
        Fix::Drop(_) => request.state = RequestState::Withdrawn,
        _ => {}
    }
    request
}

fn repaired(mut session: Matchmaking, fix: Fix) -> Matchmaking {
    let whose = match fix {
        Fix::RaiseCap(one) | Fix::OpenSlot(one, _) | Fix::AddPerson(one) => Some(one),
        _ => None,
    };
    let mut participants = session.participants.iter_mut();
    if let Some(one) = participants.find(|p| Some(p.organisation) == whose) {
        match fix {
            Fix::RaiseCap(_) => one.at_most = one.at_most.map(|most| most.saturating_add(1)),
            Fix::OpenSlot(_, slot) => one.unavailable.retain(|&other| other != slot),
            _ => {
                let people = u32::try_from(one.people.len()).unwrap_or(u32::MAX);
                one.seats = one.seats.max(people).max(1).saturating_add(1);
            }
        }
    }
    if let Fix::AddTable(_) = fix {
        let venue = session.main_venue();
        session.tables.push(Table {
            name: (session.tables.len() + 1).to_string(),
            kind: TableKind::Shared,
            owner: None,
            venue,
            closed: Vec::new(),
        });
    }
    session
}
