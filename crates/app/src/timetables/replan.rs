//! Re-planning: something happened, and the published timetable is mended with the least
//! disturbance; the change is shown before it is made.

use super::compare::{Move, differences};
use super::crews::Records;
use super::losses::{Loss, losses};
use super::snapshot::Snapshot;
use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::look::Look;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId, PersonId, RequestId, TimetableId};
use domain::matchmaking::{Matchmaking, Request, RequestState, Timetable};
use domain::participants::Profile;
use domain::parties::Person;
use domain::record::{Kind, Stored};
use jiff::Timestamp;
use matchmaking::change::{Changed, Event, apply};
use matchmaking::mender::Mended;
use matchmaking::{InterpreterId, ParticipantId, Problem, SlotId, TableId, judge};
use std::collections::BTreeSet;
use store::Filter;

/// What happened. Slots and tables are indexes into the session's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// People of a participant are away from a slot on, until the slot before `until` or to the end.
    Absent {
        /// Whose.
        organisation: OrganisationId,
        /// How many; `None` is everybody.
        people: Option<u32>,
        /// First slot without them.
        from: u32,
        /// First slot in which they are back.
        until: Option<u32>,
    },
    /// A meeting is called off.
    Cancelled {
        /// Which.
        request: RequestId,
    },
    /// An accepted request that has no place is to get one.
    Wanted {
        /// Which.
        request: RequestId,
    },
    /// A table cannot be used.
    TableLost {
        /// Which.
        table: u32,
        /// First slot without it.
        from: u32,
        /// First slot in which it is back.
        until: Option<u32>,
    },
    /// An interpreter is away from a slot on, until the slot before `until` or to the end.
    InterpreterAway {
        /// Who.
        person: PersonId,
        /// First slot without them.
        from: u32,
        /// First slot in which they are back.
        until: Option<u32>,
    },
    /// Nobody can meet in a slot.
    SlotLost {
        /// Which.
        slot: u32,
    },
}

/// What happened, as of when, and what else is wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Incident {
    /// What.
    pub happening: Happening,
    /// The first slot that may still change; `None` is the first that has not begun by now.
    pub first_open: Option<u32>,
    /// Whether freed places go to requests that had none.
    pub fill: bool,
}

/// A mended timetable, before anybody has decided.
#[derive(Debug, Clone)]
pub struct Mending {
    /// The published timetable that it mends.
    pub parent: TimetableId,
    /// The mended one, not stored.
    pub timetable: Timetable,
    /// The first slot that could change.
    pub first_open: u32,
    /// What changes, by slot.
    pub moves: Vec<Move>,
    /// Whose agenda changes.
    pub people: BTreeSet<OrganisationId>,
    /// Meetings that lose their place without being called off.
    pub lost: Vec<Loss>,
    /// Whether the wanted request gets no place.
    pub refused: bool,
    /// What is proved of it.
    pub minimal: bool,
    /// Whether the disturbance is proved least.
    pub least: bool,
}

impl Mending {
    /// Whether nothing needs to change.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.moves.is_empty()
    }
}

/// The first slot of a session that has not begun.
fn first_open(session: &Matchmaking, now: Timestamp) -> usize {
    let begun = |slot: &&domain::matchmaking::Slot| session.zone.moment(slot.start) <= now;
    session.slots.iter().filter(begun).count()
}

/// Everything that mending needs, read in one picture.
pub(super) struct Ground {
    pub session: Stored<Matchmaking>,
    /// The timetable that people know, or the one that is looked at.
    pub published: Stored<Timetable>,
    pub snapshot: Snapshot,
}

impl Ground {
    /// The number of a request in the question.
    pub fn number(&self, request: RequestId) -> Option<matchmaking::RequestId> {
        let found = self.snapshot.requests.iter().position(|r| *r == request);
        found.map(matchmaking::RequestId::at)
    }
}

/// The number of the next timetable of a session.
pub(super) async fn next_number(desk: &mut Desk<'_>, id: MatchmakingId) -> Result<u32> {
    let earlier = Filter::of_parent(id).deleted(store::Deleted::Shown);
    let earlier = desk.list::<Timetable>(earlier).await?;
    Ok(earlier.iter().map(|t| t.number).max().unwrap_or(0) + 1)
}

impl App {
    /// The first slot of a session that has not begun by now.
    #[must_use]
    pub fn first_open_slot(&self, session: &Matchmaking) -> u32 {
        first_open(session, self.clock().now()) as u32
    }

    /// What would become of the published timetable after something happened. Nothing is written.
    ///
    /// # Errors
    /// Where nothing is published, the session's published timetable breaks rules by now, or what
    /// happened cannot have happened.
    pub async fn mend_timetable(
        &self,
        caller: &Caller,
        id: MatchmakingId,
        incident: Incident,
    ) -> Result<Mending> {
        let mut look = self.look(caller).await?;
        let session = look.get::<Matchmaking>(id).await?;
        let subject = Subject::Record(Kind::Timetable);
        caller.ask(Action::Create, subject, Some(session.mission))?;
        let ground = self.ground(&mut look, session).await?;
        let now = first_open(&ground.session, self.clock().now());
        let asked = incident.first_open.map_or(now, |slot| slot as usize);
        // Nobody can plan what has begun.
        let first = asked.max(now).min(ground.session.slots.len());
        let mender = self
            .mender()
            .ok_or_else(|| Refusal::new("refused-no-mender"))?;
        let changed = question(&ground, first, incident.happening)?;
        let fill = incident.fill;
        let work = move || {
            let mended = mender.mend(&changed, fill);
            let valid = judge(&changed.problem, &mended.timetable).is_valid();
            (changed.problem, mended, valid)
        };
        let failed = |error: tokio::task::JoinError| AppError::Internal(error.to_string());
        let (problem, mended, valid) = tokio::task::spawn_blocking(work).await.map_err(failed)?;
        if !valid {
            return Err(Refusal::new("refused-timetable-outdated")
                .arg("count", 1)
                .into());
        }
        let found = (&problem, &mended);
        Ok(self.mending(caller, &ground, found, (first, incident.happening)))
    }

    async fn ground(&self, look: &mut Look<'_>, session: Stored<Matchmaking>) -> Result<Ground> {
        let nothing = || Refusal::new("refused-nothing-published");
        let published = session.published.ok_or_else(nothing)?;
        let published = look.get::<Timetable>(published).await?;
        self.ground_of(look, session, published).await
    }

    /// The ground for any timetable of a session.
    pub(super) async fn ground_of(
        &self,
        look: &mut Look<'_>,
        session: Stored<Matchmaking>,
        published: Stored<Timetable>,
    ) -> Result<Ground> {
        let requests = look.list::<Request>(Filter::of_parent(session.id)).await?;
        let dossier = self.dossier(look.caller(), session.mission).await?;
        let profiles = Filter::of_parent(session.id);
        let profiles = look.reader().list::<Profile>(&profiles).await?;
        let people = look.reader().get_many::<Person>(&session.people()).await?;
        let records = Records {
            requests: &requests,
            profiles: &profiles,
            people: &people.into_iter().collect(),
        };
        let snapshot = Snapshot::take(&session, records, &dossier)
            .map_err(|errors| Refusal::new("refused-session-senseless").arg("detail", errors))?;
        Ok(Ground {
            session,
            published,
            snapshot,
        })
    }

    /// An answer as a record that nobody has stored yet.
    pub(super) fn unstored(
        &self,
        caller: &Caller,
        ground: &Ground,
        answer: &matchmaking::Timetable,
    ) -> Timetable {
        let (placements, unplaced) = ground.snapshot.told(answer);
        let figures = matchmaking::measure(&ground.snapshot.problem, &answer.slots());
        Timetable {
            id: self.new_id(),
            mission: ground.session.mission,
            matchmaking: ground.session.id,
            number: 0,
            name: String::new(),
            parent: Some(ground.published.id),
            hand: None,
            seed: 0,
            snapshot: ground.snapshot.digest(),
            status: "feasible".to_owned(),
            bound: None,
            goals: Vec::new(),
            weight: i64::try_from(figures.weight.part).unwrap_or(i64::MAX),
            breaks: u32::try_from(figures.breaks).unwrap_or(u32::MAX),
            placements,
            unplaced,
            made_at: self.clock().now(),
            made_by: caller.user,
        }
    }

    fn mending(
        &self,
        caller: &Caller,
        ground: &Ground,
        (problem, mended): (&Problem, &Mended),
        (first_open, happening): (usize, Happening),
    ) -> Mending {
        let called_off = match happening {
            Happening::Cancelled { request } => Some(request),
            _ => None,
        };
        let mut timetable = self.unstored(caller, ground, &mended.timetable);
        timetable
            .unplaced
            .retain(|one| Some(one.request) != called_off);
        let moves = differences(&ground.published, &timetable);
        let number =
            |request: RequestId| ground.snapshot.requests.iter().position(|r| *r == request);
        let sides = |one: &Move| {
            let asked = &ground.snapshot.problem.requests()[number(one.request)?];
            Some(
                asked
                    .sides()
                    .map(|side| ground.snapshot.organisations[side.index()]),
            )
        };
        let people = moves.iter().filter_map(sides).flatten().collect();
        let lost = moves.iter().filter(|one| one.after.is_none());
        let lost: Vec<RequestId> = lost
            .map(|one| one.request)
            .filter(|r| Some(*r) != called_off)
            .collect();
        let lost = losses(problem, &mended.timetable, &lost, &ground.snapshot);
        for one in &mut timetable.unplaced {
            if let Some(loss) = lost.iter().find(|loss| loss.request == one.request) {
                *one = loss.why.unplaced(loss.request);
            }
        }
        let refused = matches!(happening, Happening::Wanted { request }
            if timetable.placements.iter().all(|p| p.request != request));
        Mending {
            parent: ground.published.id,
            first_open: first_open as u32,
            people,
            lost,
            refused,
            minimal: mended.minimal,
            least: mended.least,
            moves,
            timetable,
        }
    }

    /// Mends the published timetable and stores the result; with `publish` it becomes everybody's
    /// agenda, and what happened is noted in the session: a participant cannot meet while it is
    /// away, a table or slot that is lost is closed, a meeting called off is taken back.
    ///
    /// # Errors
    /// As [`App::mend_timetable`], and [`AppError::Conflict`] when the session has changed.
    pub async fn apply_mending(
        &self,
        caller: &Caller,
        (id, version): (MatchmakingId, i64),
        incident: Incident,
        publish: bool,
    ) -> Result<(Saved, u32)> {
        let mending = self.mend_timetable(caller, id, incident).await?;
        self.work(caller, "timetable.mend", |mut desk| {
            let mut timetable = mending.timetable.clone();
            async move {
                timetable.number = next_number(&mut desk, id).await?;
                let number = timetable.number;
                let chosen = timetable.id;
                let mut saved = desk.create(timetable.clone()).await?;
                if publish {
                    if let Happening::Cancelled { request } = incident.happening {
                        let rule = |mut request: Request| {
                            request.state = RequestState::Withdrawn;
                            Ok(request)
                        };
                        desk.change(Action::Edit, request, None, rule).await?;
                    }
                    let now = self.clock().now();
                    let rule = |mut session: Matchmaking| {
                        if session.published != timetable.parent {
                            return Err(Refusal::new("refused-timetable-outdated").arg("count", 1));
                        }
                        session.publish((chosen, number), now, caller.user);
                        note(&mut session, incident.happening, mending.first_open);
                        Ok(session)
                    };
                    saved = desk.change(Action::Edit, id, Some(version), rule).await?;
                    let session = desk.get::<Matchmaking>(id).await?;
                    let broken = super::run::broken_rules(&mut desk, &session, &timetable).await?;
                    if broken > 0 {
                        return Err(Refusal::new("refused-timetable-outdated")
                            .arg("count", broken)
                            .into());
                    }
                }
                Ok((desk, (saved, number)))
            }
        })
        .await
    }
}

/// What happened, written into the session so that later runs know it.
fn note(session: &mut Matchmaking, happening: Happening, first_open: u32) {
    let slots = session.slots.len() as u32;
    let span =
        |from: u32, until: Option<u32>| from.max(first_open)..until.unwrap_or(slots).min(slots);
    match happening {
        Happening::Absent {
            organisation,
            people: None,
            from,
            until,
        } => {
            let mine = |p: &&mut domain::matchmaking::Participant| p.organisation == organisation;
            if let Some(participant) = session.participants.iter_mut().find(mine) {
                add(&mut participant.unavailable, span(from, until));
            }
        }
        Happening::TableLost { table, from, until } => {
            if let Some(table) = session.tables.get_mut(table as usize) {
                add(&mut table.closed, span(from, until));
            }
        }
        Happening::InterpreterAway {
            person,
            from,
            until,
        } => {
            let mut all = session.interpreters.iter_mut();
            if let Some(away) = all.find(|one| one.person == person) {
                add(&mut away.unavailable, span(from, until));
            }
        }
        Happening::SlotLost { slot } => {
            for table in &mut session.tables {
                add(&mut table.closed, span(slot, Some(slot + 1)));
            }
        }
        // Some people of several: the others still meet. The rest is in the requests.
        Happening::Absent { .. } | Happening::Cancelled { .. } | Happening::Wanted { .. } => {}
    }
}

fn add(slots: &mut Vec<u32>, more: std::ops::Range<u32>) {
    slots.extend(more);
    slots.sort_unstable();
    slots.dedup();
}

/// What happened in terms of the question.
fn question(ground: &Ground, first_open: usize, happening: Happening) -> Result<Changed> {
    let snapshot = &ground.snapshot;
    let request = |id: RequestId| {
        let found = snapshot.requests.iter().position(|r| *r == id);
        found
            .map(matchmaking::RequestId::at)
            .ok_or(AppError::Missing)
    };
    let (answer, _) = snapshot.answer(&ground.published);
    let events = match happening {
        Happening::Absent {
            organisation,
            people,
            from,
            until,
        } => {
            let found = snapshot
                .organisations
                .iter()
                .position(|o| *o == organisation);
            vec![Event::Absent {
                participant: ParticipantId::at(found.ok_or(AppError::Missing)?),
                people,
                from: SlotId(from),
                until: until.map(SlotId),
            }]
        }
        Happening::Cancelled { request: id } => vec![Event::MeetingCancelled {
            request: request(id)?,
        }],
        Happening::Wanted { .. } => Vec::new(),
        Happening::TableLost { table, from, until } => vec![Event::TableLost {
            table: TableId(table),
            from: SlotId(from),
            until: until.map(SlotId),
        }],
        Happening::InterpreterAway {
            person,
            from,
            until,
        } => {
            let found = snapshot.interpreters.iter().position(|one| *one == person);
            vec![Event::InterpreterAbsent {
                interpreter: InterpreterId::at(found.ok_or(AppError::Missing)?),
                from: SlotId(from),
                until: until.map(SlotId),
            }]
        }
        Happening::SlotLost { slot } => vec![Event::SlotLost { slot: SlotId(slot) }],
    };
    let mut changed = apply(&snapshot.problem, &answer, first_open, &events)
        .map_err(|error| Refusal::new("refused-cannot-have-happened").arg("detail", error))?;
    if let Happening::Wanted { request: id } = happening {
        changed.want(request(id)?);
    }
    Ok(changed)
}
