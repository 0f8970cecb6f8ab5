//! Repairs: what would make a request fit that has no place, and trying one of them.

use super::replan::Ground;
use super::snapshot::Snapshot;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId, RequestId, TimetableId};
use domain::matchmaking::{Matchmaking, Request, RequestState, Table, TableKind, Timetable};
use domain::record::Kind;
use matchmaking::repairs::Repair;
use matchmaking::{ParticipantId, judge};

/// A repair that works, as an optimiser found it.
#[derive(Debug, Clone)]
pub struct Remedied {
    /// What to change: one change, or several together.
    pub repairs: Vec<Repair>,
    /// The repaired question.
    pub problem: matchmaking::Problem,
    /// A timetable of it in which the request is held and everything that was held before.
    pub timetable: matchmaking::Timetable,
}

/// A change that an organiser can make in the session's records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// A repair that works, in terms of records.
#[derive(Debug, Clone)]
pub struct Offer {
    /// What to change: one change, or several together.
    pub fixes: Vec<Fix>,
    /// The timetable that shows it works, not stored.
    pub timetable: Timetable,
    /// Meetings besides the request itself that change.
    pub others: usize,
}

impl App {
    /// The cheapest changes after which a request fits that has no place in a timetable. Nothing
    /// is written.
    ///
    /// # Errors
    /// [`AppError::Missing`] for a request that is not in the session's question.
    pub async fn repairs(
        &self,
        caller: &Caller,
        (id, timetable): (MatchmakingId, TimetableId),
        request: RequestId,
    ) -> Result<Vec<Offer>> {
        let (ground, number) = self.asked_about(caller, (id, timetable), request).await?;
        let mender = self
            .mender()
            .ok_or_else(|| Refusal::new("refused-no-mender"))?;
        let problem = ground.snapshot.problem.clone();
        let (answer, _) = ground.snapshot.answer(&ground.published);
        let work = move || {
            let mut found = mender.remedies(&problem, &answer, number);
            found.retain(|one| judge(&one.problem, &one.timetable).is_valid());
            found
        };
        let failed = |error: tokio::task::JoinError| AppError::Internal(error.to_string());
        let found = tokio::task::spawn_blocking(work).await.map_err(failed)?;
        let offer = |one: &Remedied| self.offer(caller, &ground, one, request);
        Ok(found.iter().filter_map(offer).collect())
    }

    /// The ground of a timetable and the number of a request in its question.
    pub(super) async fn asked_about(
        &self,
        caller: &Caller,
        (id, timetable): (MatchmakingId, TimetableId),
        request: RequestId,
    ) -> Result<(Ground, matchmaking::RequestId)> {
        let mut look = self.look(caller).await?;
        let session = look.get::<Matchmaking>(id).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::Create, subject, Some(session.mission))?;
        let chosen = look.get::<Timetable>(timetable).await?;
        if chosen.matchmaking != id {
            return Err(AppError::Missing);
        }
        let ground = self.ground_of(&mut look, session, chosen).await?;
        let number = ground.number(request).ok_or(AppError::Missing)?;
        Ok((ground, number))
    }

    fn offer(
        &self,
        caller: &Caller,
        ground: &Ground,
        found: &Remedied,
        request: RequestId,
    ) -> Option<Offer> {
        let fixes = found.repairs.iter();
        let fixes = fixes.map(|repair| fix(*repair, &ground.snapshot, request));
        let fixes: Vec<Fix> = fixes.collect::<Option<_>>()?;
        let given_up = |id: RequestId| fixes.contains(&Fix::Drop(id));
        let mut timetable = self.unstored(caller, ground, &found.timetable);
        timetable.unplaced.retain(|one| !given_up(one.request));
        let moves = super::differences(&ground.published, &timetable);
        let others = moves
            .iter()
            .filter(|one| one.request != request && !given_up(one.request));
        Some(Offer {
            others: others.count(),
            fixes,
            timetable,
        })
    }

    /// Makes the changes in the records and stores the timetable that shows it works, as a draft.
    /// Its number in the session comes back.
    ///
    /// # Errors
    /// As [`App::repairs`]; where the repair no longer works; [`AppError::Conflict`] when the
    /// session has changed.
    pub async fn try_repair(
        &self,
        caller: &Caller,
        (id, version, timetable): (MatchmakingId, i64, TimetableId),
        request: RequestId,
        fixes: &[Fix],
    ) -> Result<u32> {
        let offers = self.repairs(caller, (id, timetable), request).await?;
        let outdated = || Refusal::new("refused-timetable-outdated").arg("count", 1);
        let offer = offers.into_iter().find(|offer| offer.fixes == fixes);
        let offer = offer.ok_or_else(outdated)?;
        self.work(caller, "timetable.repair", |mut desk| {
            let mut timetable = offer.timetable.clone();
            let fixes = offer.fixes.clone();
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
fn fix(repair: Repair, snapshot: &Snapshot, request: RequestId) -> Option<Fix> {
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
        session.tables.push(Table {
            name: (session.tables.len() + 1).to_string(),
            kind: TableKind::Shared,
            owner: None,
            closed: Vec::new(),
        });
    }
    session
}
