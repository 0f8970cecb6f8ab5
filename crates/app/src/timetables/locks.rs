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
use matchmaking::{Outcome, Place, Presence, SlotId, TableId, TableKind};
use std::collections::{HashMap, HashSet};
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
    ///
    /// Where tables differ, locked meetings sit there already, and meetings in virtual rooms come
    /// to tables that are free.
    pub(super) fn with_locked_tables(&self, mut outcome: Outcome) -> Outcome {
        let seat = if self.problem.places_matter() {
            Self::leave_the_net
        } else {
            Self::seat_locked
        };
        match &mut outcome {
            Outcome::Optimal { timetable, .. }
            | Outcome::Feasible { timetable, .. }
            | Outcome::Stopped { timetable, .. }
            | Outcome::Unknown {
                attempt: timetable, ..
            } => seat(self, timetable),
            Outcome::Infeasible { .. } => {}
        }
        outcome
    }

    /// A room on the net is for those for whom there is no table. It stays open to all, so no
    /// reason why a meeting has no place changes. Where people travel, or changes of table count,
    /// the search has decided.
    fn leave_the_net(&self, timetable: &mut matchmaking::Timetable) {
        let problem = &self.problem;
        if problem.venues().len() > 1 || problem.goals().is_some() {
            return;
        }
        let kind = |table: TableId| problem.tables()[table.index()].kind;
        let known = Presence::of(problem);
        let seats = timetable.places.iter().filter_map(Place::seat);
        let mut taken: HashSet<(SlotId, TableId)> = seats
            .filter_map(|(slot, table)| Some((slot, table?)))
            .collect();
        for (n, place) in timetable.places.iter_mut().enumerate() {
            let request = matchmaking::RequestId::at(n);
            let Some((slot, Some(table))) = place.seat() else {
                continue;
            };
            let locked = problem.requests()[n].table.is_some();
            if locked || kind(table) != TableKind::Virtual {
                continue;
            }
            let mut tables = known.tables(problem, request).into_iter();
            let free = tables.find(|table| {
                let real = kind(*table) != TableKind::Virtual;
                real && known.is_open(*table, slot) && !taken.contains(&(slot, *table))
            });
            if let Some(table) = free {
                taken.insert((slot, table));
                *place = Place::Held {
                    slot,
                    table: Some(table),
                };
            }
        }
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
