//! What would hold more meetings: the session is solved again with more tables, slots or people, and
//! the answers are counted. Nothing is guessed: a figure is a timetable that was found.

use super::snapshot::Snapshot;
use super::why::Why;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{JobId, MatchmakingId, MissionId, OrganisationId, TimetableId};
use domain::matchmaking::{Matchmaking, Timetable};
use domain::record::Kind;
use matchmaking::{Problem, Slot, Table, TableKind, VenueId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::jobs::{Job, JobEnd, JobState, NewJob};

/// The queue of advice.
pub const ADVICE: &str = "advice";
/// Seconds of search for each question.
const SECONDS: u32 = 2;
/// How far back jobs are looked for.
const RECENT: u32 = 50;

/// What there could be more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "count", rename_all = "snake_case")]
pub enum More {
    /// Nothing: the same session, searched as long as the others.
    Nothing,
    /// So many more shared tables.
    Tables(u32),
    /// So many more slots after the last one, each as long as it.
    Slots(u32),
    /// One more person of this participant, so that it can hold one more meeting at once.
    Person(OrganisationId),
}

/// The questions that are always asked, in this order; the first is what the others are compared
/// with.
pub const QUESTIONS: [More; 5] = [
    More::Nothing,
    More::Tables(1),
    More::Tables(2),
    More::Tables(4),
    More::Slots(1),
];

/// Most participants of which one more person is asked.
const MOST_CROWDED: usize = 3;

/// What a job of the queue carries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wondering {
    /// The timetable at which somebody wondered.
    pub timetable: TimetableId,
    /// How many meetings it holds.
    pub held: u64,
    /// Seconds of search for each question.
    pub seconds: u32,
    /// The seed of every search.
    pub seed: u64,
    /// The session as it stands.
    pub snapshot: Snapshot,
    /// The participants that stand in the way of most requests without a place because all their
    /// people are taken, the most crowded first.
    #[serde(default)]
    pub crowded: Vec<OrganisationId>,
}

impl Wondering {
    /// All questions, in the order in which they are asked.
    #[must_use]
    pub fn questions(&self) -> Vec<More> {
        let people = self.crowded.iter().map(|one| More::Person(*one));
        QUESTIONS.into_iter().chain(people).collect()
    }
}

/// Where most tables for everybody stand; the first of several such venues.
fn main_venue(tables: &[Table]) -> VenueId {
    let shared = tables.iter().filter(|t| t.kind == TableKind::Shared);
    let mut count: BTreeMap<VenueId, usize> = BTreeMap::new();
    for table in shared {
        *count.entry(table.venue).or_default() += 1;
    }
    let most = count
        .iter()
        .max_by_key(|(venue, n)| (**n, std::cmp::Reverse(**venue)));
    most.map(|(venue, _)| *venue).unwrap_or_default()
}

/// Who stands in the way of most requests without a place because its people are in other meetings.
fn crowded(timetable: &Timetable) -> Vec<OrganisationId> {
    let mut found: BTreeMap<OrganisationId, usize> = BTreeMap::new();
    for unplaced in &timetable.unplaced {
        if let Why::Full { organisation, .. } | Why::Displaced { organisation, .. } =
            Why::read(unplaced)
        {
            *found.entry(organisation).or_default() += 1;
        }
    }
    let mut found: Vec<(OrganisationId, usize)> = found.into_iter().collect();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let most = found.into_iter().take(MOST_CROWDED);
    most.map(|(organisation, _)| organisation).collect()
}

/// The part of a job's text that says which session it is for.
#[derive(Deserialize)]
struct Heading {
    snapshot: Whose,
}

#[derive(Deserialize)]
struct Whose {
    matchmaking: MatchmakingId,
    mission: MissionId,
}

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What there is more of.
    pub more: More,
    /// Meetings that the best timetable found holds.
    pub held: u64,
    /// Whether it is proved that no timetable is better by the wishes; one of less worth might
    /// still hold more meetings.
    pub proved: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// The timetable at which somebody wondered.
    pub timetable: TimetableId,
    /// How many meetings it holds.
    pub held: u64,
    /// Seconds of search for each question.
    pub seconds: u32,
    /// The answers.
    pub answers: Vec<Answer>,
}

impl Advice {
    /// What the session holds as it is: the timetable itself or what the same search found.
    #[must_use]
    pub fn base(&self) -> u64 {
        let same = self.answers.iter().filter(|a| a.more == More::Nothing);
        same.map(|a| a.held).max().unwrap_or(0).max(self.held)
    }
}

/// Where advice stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdviceState {
    /// It is being worked out; how far, in thousandths.
    Running(i64),
    /// It is there.
    Told(Advice),
    /// It could not be worked out.
    Failed,
}

impl More {
    /// The question of a session with more of it; none where it cannot take it.
    #[must_use]
    pub fn of(self, snapshot: &Snapshot) -> Option<Problem> {
        let mut draft = snapshot.problem.clone().into_draft();
        match self {
            Self::Nothing => {}
            Self::Tables(count) => {
                let venue = main_venue(&draft.tables);
                let more = (0..count).map(|_| Table {
                    venue,
                    ..Table::default()
                });
                draft.tables.extend(more);
            }
            Self::Slots(count) => {
                for _ in 0..count {
                    let last = draft.slots.last()?.clone();
                    draft.slots.push(Slot {
                        key: String::new(),
                        starts: last.ends,
                        ends: last.ends + (last.ends - last.starts),
                        follows: true,
                        ..last
                    });
                }
            }
            Self::Person(who) => {
                let mut all = snapshot.organisations.iter();
                let at = all.position(|one| *one == who)?;
                let participant = draft.participants.get_mut(at)?;
                participant.people = participant.people.saturating_add(1);
            }
        }
        Problem::admitting_contradictions(draft).ok()
    }
}

impl App {
    /// Asks what would hold more meetings than a timetable does. A worker solves the session
    /// again with more tables, slots and people.
    ///
    /// # Errors
    /// Where the caller may not make timetables, or the same is being worked out already.
    pub async fn start_advice(&self, caller: &Caller, timetable: TimetableId) -> Result<JobId> {
        let chosen = self.get::<Timetable>(caller, timetable).await?;
        let now = self.advice(caller, chosen.matchmaking).await?;
        if matches!(now, Some(AdviceState::Running(_))) {
            return Err(Refusal::new("refused-run-under-way").into());
        }
        self.work(caller, "timetable.advice", |mut desk| async move {
            let chosen = desk.get::<Timetable>(timetable).await?;
            let subject = Subject::Record(Kind::Timetable);
            caller.ask(Action::Create, subject, Some(chosen.mission))?;
            let session = desk.get::<Matchmaking>(chosen.matchmaking).await?;
            let wondering = Wondering {
                timetable,
                held: chosen.placements.len() as u64,
                seconds: SECONDS,
                seed: chosen.seed,
                snapshot: desk.snapshot(&session).await?,
                crowded: crowded(&chosen),
            };
            let text =
                serde_json::to_string(&wondering).map_err(|e| AppError::Internal(e.to_string()))?;
            let job = self.new_id::<JobId>();
            desk.tx().enqueue(&NewJob::now(job, ADVICE, text)).await?;
            Ok((desk, job))
        })
        .await
    }

    /// The newest advice of a session, if there is a recent one.
    ///
    /// # Errors
    /// When the caller may not see timetables.
    pub async fn advice(
        &self,
        caller: &Caller,
        session: MatchmakingId,
    ) -> Result<Option<AdviceState>> {
        let mut look = self.look(caller).await?;
        let found = look.get::<Matchmaking>(session).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::View, subject, Some(found.mission))?;
        let jobs = look.reader().jobs(RECENT).await?;
        let mine = |job: &&Job| {
            job.queue == ADVICE
                && serde_json::from_str::<Heading>(&job.payload).is_ok_and(|heading| {
                    heading.snapshot.matchmaking == session
                        && heading.snapshot.mission == found.mission
                })
        };
        Ok(jobs.iter().find(mine).map(state))
    }

    /// Keeps what a worker worked out, and ends its job.
    ///
    /// # Errors
    /// When another worker has the job by now.
    pub async fn keep_advice(&self, job: &Job, worker: &str, advice: &Advice) -> Result<()> {
        let caller = Caller::program(job.agency, store::Door::Job);
        self.work(&caller, "timetable.advise", |mut desk| async move {
            let told = serde_json::to_string(advice).unwrap_or_default();
            desk.tx()
                .finish_job(job.id, worker, &JobEnd::Done(told))
                .await?;
            Ok((desk, ()))
        })
        .await
    }
}

fn state(job: &Job) -> AdviceState {
    if !job.state.is_over() {
        return AdviceState::Running(job.progress);
    }
    let told = job
        .result
        .as_deref()
        .filter(|_| job.state == JobState::Done);
    match told.and_then(|text| serde_json::from_str(text).ok()) {
        Some(advice) => AdviceState::Told(advice),
        None => AdviceState::Failed,
    }
}
