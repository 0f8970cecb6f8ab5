//! Meetings moved by hand: every step is a new timetable, and every step can be taken back.

use super::places::Scene;
use super::snapshot::Snapshot;
use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{RequestId, TimetableId};
use domain::matchmaking::{HandMove, Matchmaking, Timetable};
use domain::record::Kind;
use matchmaking::crew::attend;
use matchmaking::legal::Spot;
use matchmaking::{Attendance, SlotId, TableId, judge, reasons};
use serde::{Deserialize, Serialize};
use store::Filter;

/// The status of a timetable that was changed by hand.
const BY_HAND: &str = "by_hand";
/// Most characters of a timetable's name.
const LONGEST_NAME: usize = 80;

/// What a person does with one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The timetable that the person looks at.
    pub timetable: TimetableId,
    /// The meeting.
    pub request: RequestId,
    /// The slot, and the table unless any will do; none takes the meeting out.
    pub to: Option<(u32, Option<u32>)>,
}

/// Two meetings change places. A meeting without a place takes the other's, which goes without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swapping {
    /// The timetable that the person looks at.
    pub timetable: TimetableId,
    /// The meeting in hand.
    pub request: RequestId,
    /// The meeting whose place it takes.
    pub with: RequestId,
}

/// What happens to the meeting in hand.
#[derive(Debug, Clone, Copy)]
enum Act {
    Move(Option<(u32, Option<u32>)>),
    Swap(RequestId),
}

impl Act {
    /// What was done, as it is stored.
    fn told(self, request: RequestId, from: Option<Spot>, to: Option<Spot>) -> HandMove {
        HandMove {
            request,
            from: stored(from),
            to: stored(to),
            swapped: match self {
                Act::Move(_) => None,
                Act::Swap(with) => Some(with),
            },
        }
    }
}

/// The timetable that came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its id.
    pub timetable: TimetableId,
    /// Its number.
    pub number: u32,
}

/// The rules that a timetable keeps by itself.
pub(super) fn check(timetable: &Timetable) -> std::result::Result<(), Refusal> {
    if timetable.name.chars().count() > LONGEST_NAME {
        return Err(Refusal::new("refused-timetable-name").at("name"));
    }
    Ok(())
}

/// A spot as it is stored.
fn stored(spot: Option<Spot>) -> Option<(u32, u32)> {
    spot.map(|(slot, table)| (slot.0, table.map_or(0, |table| table.0)))
}

/// The answer with a meeting put elsewhere, if it breaks no more rules than before. Who comes
/// stays as it is `known`, except where the step needs somebody else.
fn answer(
    snapshot: &Snapshot,
    (before, after): (&[Option<Spot>], &[Option<Spot>]),
    known: &[Attendance],
) -> Result<(matchmaking::Timetable, matchmaking::judge::Verdict)> {
    let problem = &snapshot.problem;
    let with = |places, people| reasons::with_reasons_and_people(problem, places, people);
    let found = with(after, attend(problem, after, known));
    let verdict = judge(problem, &found);
    let earlier = judge(problem, &with(before, known.to_vec()));
    if verdict.violations.len() > earlier.violations.len() {
        return Err(Refusal::new("refused-move-rule").into());
    }
    Ok((found, verdict))
}

impl App {
    /// Puts a meeting elsewhere, gives an unplaced one a place, or takes one out. The timetable
    /// that the person looks at stays as it is: what comes of the step is a new one.
    ///
    /// # Errors
    /// What forbids the place, in the caller's language.
    pub async fn move_meeting(&self, caller: &Caller, step: &Step) -> Result<Moved> {
        let which = (step.timetable, step.request);
        self.step_by_hand(caller, which, Act::Move(step.to)).await
    }

    /// Lets two meetings change places in one step, which is undone as one.
    ///
    /// # Errors
    /// What forbids one of the two its new place, in the caller's language.
    pub async fn swap_meetings(&self, caller: &Caller, swap: &Swapping) -> Result<Moved> {
        let which = (swap.timetable, swap.request);
        self.step_by_hand(caller, which, Act::Swap(swap.with)).await
    }

    async fn step_by_hand(
        &self,
        caller: &Caller,
        (timetable, request): (TimetableId, RequestId),
        act: Act,
    ) -> Result<Moved> {
        let parent = self.get::<Timetable>(caller, timetable).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::Create, subject, Some(parent.mission))?;
        let file = self.session_file(caller, parent.matchmaking).await?;
        let dossier = self.dossier(caller, parent.mission).await?;
        let (file, dossier) = (&file, &dossier);
        self.work(caller, "timetable.move", |mut desk| async move {
            let parent = desk.get::<Timetable>(timetable).await?;
            let session = desk.get::<Matchmaking>(parent.matchmaking).await?;
            let snapshot = desk.snapshot(&session).await?;
            let at = snapshot
                .position(request)
                .ok_or_else(|| Refusal::new("refused-move-not-open"))?;
            let known = snapshot.known_people(&parent);
            let scene = Scene {
                file,
                dossier,
                snapshot: &snapshot,
                request: file.request(request).ok_or(AppError::Missing)?,
                known: &known,
                language: caller.language,
            };
            let before = snapshot.held(&parent);
            let after = scene.after(&before, at, act)?;
            if after[at] == before[at] {
                return Err(Refusal::new("refused-move-nowhere").into());
            }
            let (found, verdict) = answer(&snapshot, (&before, &after), &known)?;
            let (placements, unplaced) = snapshot.told(&found);
            let digest = snapshot.digest();
            let number = desk.next_number(session.id).await?;
            let timetable = Timetable {
                id: self.new_id(),
                number,
                name: String::new(),
                parent: Some(parent.id),
                hand: Some(act.told(request, before[at], after[at])),
                status: BY_HAND.to_owned(),
                // What is proved of a question holds for every answer to it.
                bound: parent.bound.filter(|_| parent.snapshot == digest),
                // Goals are proved of a timetable, and this is another.
                goals: Vec::new(),
                snapshot: digest,
                weight: i64::try_from(verdict.figures.weight.part).unwrap_or(i64::MAX),
                breaks: u32::try_from(verdict.figures.breaks).unwrap_or(u32::MAX),
                placements,
                unplaced,
                made_at: self.clock().now(),
                made_by: caller.user,
                ..parent.record
            };
            let moved = Moved {
                timetable: timetable.id,
                number,
            };
            desk.create(timetable).await?;
            Ok((desk, moved))
        })
        .await
    }

    /// Takes a step by hand back: the timetable that came of it goes, and can be brought back.
    /// Returns the one before.
    ///
    /// # Errors
    /// Where a run made it, it is published, or later steps were made from it.
    pub async fn undo_move(&self, caller: &Caller, id: TimetableId) -> Result<Moved> {
        self.work(caller, "timetable.undo", |mut desk| async move {
            let chosen = desk.get::<Timetable>(id).await?;
            let session = desk.get::<Matchmaking>(chosen.matchmaking).await?;
            let parent = chosen.parent.filter(|_| chosen.hand.is_some());
            let parent = parent.ok_or_else(|| Refusal::new("refused-undo-run"))?;
            let parent = desk.get::<Timetable>(parent).await?;
            if session.publications.iter().any(|p| p.timetable == id) {
                return Err(Refusal::new("refused-undo-published").into());
            }
            let all = desk
                .list::<Timetable>(Filter::of_parent(session.id))
                .await?;
            if all.iter().any(|other| other.parent == Some(id)) {
                return Err(Refusal::new("refused-undo-has-later").into());
            }
            desk.delete::<Timetable>(id, Some(chosen.version)).await?;
            let before = Moved {
                timetable: parent.id,
                number: parent.number,
            };
            Ok((desk, before))
        })
        .await
    }

    /// Gives a timetable a name; an empty one leaves it its number. Nothing else of it changes.
    ///
    /// # Errors
    /// When the name is too long, or [`AppError::Conflict`].
    pub async fn name_timetable(
        &self,
        caller: &Caller,
        (id, version): (TimetableId, i64),
        name: &str,
    ) -> Result<Saved> {
        let which = (Action::Edit, id, Some(version));
        self.change(caller, "timetable.name", which, |timetable: Timetable| {
            Ok(Timetable {
                name: name.trim().to_owned(),
                ..timetable
            })
        })
        .await
    }
}

impl Scene<'_> {
    /// Where everything stands after a step.
    fn after(
        &self,
        held: &[Option<Spot>],
        at: usize,
        act: Act,
    ) -> std::result::Result<Vec<Option<Spot>>, Refusal> {
        let mut after = held.to_vec();
        match act {
            Act::Move(to) => after[at] = self.target(held, at, to)?,
            Act::Swap(with) => after.swap(at, self.partner(held, at, with)?),
        }
        Ok(after)
    }

    /// Where a step leads.
    fn target(
        &self,
        held: &[Option<Spot>],
        at: usize,
        to: Option<(u32, Option<u32>)>,
    ) -> std::result::Result<Option<Spot>, Refusal> {
        let Some((slot, table)) = to else {
            let locked = self.request.fixed.is_some() && held[at].is_some();
            return if locked { Err(self.locked()) } else { Ok(None) };
        };
        let places = self.places(held, at);
        // Without a wish for a table, the meeting stays at its own where it can.
        let own = held[at].and_then(|(_, table)| table).map(|table| table.0);
        let kept = own.filter(|own| places.table_in(slot, Some(*own), self).is_ok());
        let table = places.table_in(slot, table.or(kept), self)?;
        Ok(Some((SlotId(slot), Some(TableId(table)))))
    }
}
