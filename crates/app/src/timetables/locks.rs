//! Locks: a meeting that stays where it is, whatever the next run finds.
//!
//! The slot of a locked meeting is part of the question. Where all tables are alike, its table is
//! not: tables are given after the times are set, so the meeting changes seats with whoever was put
//! at its table. Where there are booths or virtual tables, the question says its table too.

use super::snapshot::Snapshot;
use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{Refusal, Result};
use crate::office::App;
use domain::access::Action;
use domain::ids::{MatchmakingId, RequestId, TimetableId};
use domain::matchmaking::{Request, Timetable};
use matchmaking::{Outcome, Place, TableId};
use std::collections::HashMap;
use store::Filter;

impl App {
    /// Locks a meeting at its place in a timetable.
    ///
    /// # Errors
    /// Where it has no place there.
    pub async fn lock_meeting(
        &self,
        caller: &Caller,
        (timetable, request): (TimetableId, RequestId),
    ) -> Result<Saved> {
        self.work(caller, "request.lock", |mut desk| async move {
            let timetable = desk.get::<Timetable>(timetable).await?;
            let placed = timetable.placements.iter().find(|p| p.request == request);
            let placed = placed.ok_or_else(|| Refusal::new("refused-lock-unplaced"))?;
            let (slot, table) = (placed.slot, placed.table);
            let rule = move |request: Request| {
                Ok(Request {
                    fixed: Some(slot),
                    fixed_table: Some(table),
                    ..request
                })
            };
            let saved = desk.change(Action::Edit, request, None, rule).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Unlocks a meeting: the next run may put it elsewhere.
    ///
    /// # Errors
    /// [`crate::AppError::Missing`] where there is no such request.
    pub async fn unlock_meeting(&self, caller: &Caller, request: RequestId) -> Result<Saved> {
        let which = (Action::Edit, request, None);
        self.change(caller, "request.unlock", which, unlocked).await
    }

    /// Unlocks every meeting of a session. Returns how many were locked.
    ///
    /// # Errors
    /// When the caller may not change requests.
    pub async fn unlock_all(&self, caller: &Caller, session: MatchmakingId) -> Result<u64> {
        self.work(caller, "request.unlock", |mut desk| async move {
            let all = desk.list::<Request>(Filter::of_parent(session)).await?;
            let mut count = 0;
            for request in all.iter().filter(|r| r.fixed.is_some()) {
                desk.change(Action::Edit, request.id, None, unlocked)
                    .await?;
                count += 1;
            }
            Ok((desk, count))
        })
        .await
    }
}

fn unlocked(request: Request) -> std::result::Result<Request, Refusal> {
    Ok(Request {
        fixed: None,
        fixed_table: None,
        ..request
    })
}

impl Snapshot {
    /// The outcome with every locked meeting at its table. Only tables change.
    pub(super) fn with_locked_tables(&self, mut outcome: Outcome) -> Outcome {
        if self.problem.places_matter() {
            return outcome;
        }
        match &mut outcome {
            Outcome::Optimal { timetable, .. }
            | Outcome::Feasible { timetable, .. }
            | Outcome::Stopped { timetable, .. }
            | Outcome::Unknown {
                attempt: timetable, ..
            } => self.seat_locked(timetable),
            Outcome::Infeasible { .. } => {}
        }
        outcome
    }

    fn seat_locked(&self, timetable: &mut matchmaking::Timetable) {
        let mut at: HashMap<(matchmaking::SlotId, TableId), usize> = HashMap::new();
        for (n, place) in timetable.places.iter().enumerate() {
            if let Place::Held {
                slot,
                table: Some(table),
            } = place
            {
                at.insert((*slot, *table), n);
            }
        }
        for (n, wanted) in self.seats.iter().enumerate() {
            let Some(wanted) = wanted.map(TableId).filter(|t| self.is_usable(*t)) else {
                continue;
            };
            let Some(Place::Held {
                slot,
                table: Some(mine),
            }) = timetable.places.get(n).cloned()
            else {
                continue;
            };
            let free = !self.problem.tables()[wanted.index()]
                .unavailable
                .contains(&slot);
            if mine == wanted || !free {
                continue;
            }
            let other = at.remove(&(slot, wanted));
            at.insert((slot, wanted), n);
            timetable.places[n] = Place::Held {
                slot,
                table: Some(wanted),
            };
            if let Some(other) = other {
                at.insert((slot, mine), other);
                timetable.places[other] = Place::Held {
                    slot,
                    table: Some(mine),
                };
            }
        }
    }

    fn is_usable(&self, table: TableId) -> bool {
        table.index() < self.problem.tables().len()
    }
}
