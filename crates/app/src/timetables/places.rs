//! Where a meeting may be put by hand, and why not elsewhere, in words for the reader.

use super::file::SessionFile;
use super::snapshot::Snapshot;
use super::swap::Exchange;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::missions::Dossier;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{ItemId, OrganisationId, RequestId, TimetableId, TypedId};
use domain::language::Language;
use domain::matchmaking::{Request, Timetable};
use domain::record::{Kind, Stored};
use matchmaking::legal::{self, Obstacle, Options, Spot};
use matchmaking::{Attendance, ParticipantId, SlotId, TableId};

/// The state of a table in a slot, for the meeting in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// It can have the meeting.
    Free,
    /// It cannot be used then.
    Closed,
    /// Another meeting sits there.
    Taken(RequestId),
    /// The meeting is locked at another table.
    Locked,
    /// It is the booth of somebody who is no side of the meeting.
    Foreign(OrganisationId),
    /// This side has a booth, where its meetings are held.
    AtBooth(OrganisationId),
}

/// One slot, for the meeting in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotPlaces {
    /// What forbids the slot; empty where the meeting may be held at a free table.
    pub against: Vec<Refusal>,
    /// The state of each table.
    pub seats: Vec<Seat>,
}

/// Every slot and table of a session, for one meeting of one timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// One entry for each slot.
    pub slots: Vec<SlotPlaces>,
}

/// What a person may do with one meeting of one timetable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// Where it may go alone.
    pub places: Places,
    /// The meetings with another place: it might change places with each of them.
    pub swaps: Vec<Exchange>,
}

impl Places {
    /// The table that the meeting takes in a slot: the wanted one, or the first free one.
    ///
    /// # Errors
    /// What forbids it; slots and tables that do not exist are unknown.
    pub fn table_in(
        &self,
        slot: u32,
        wanted: Option<u32>,
        scene: &Scene<'_>,
    ) -> std::result::Result<u32, Refusal> {
        let found = self.slots.get(slot as usize);
        let found = found.ok_or_else(|| Refusal::new("refused-unknown-slot"))?;
        if let Some(first) = found.against.first() {
            return Err(first.clone());
        }
        let free = |seat: &Seat| *seat == Seat::Free;
        let Some(table) = wanted else {
            let first = found.seats.iter().position(free);
            return first
                .map(|table| table as u32)
                .ok_or_else(|| Refusal::new("board-not-no-table").arg("time", scene.clock(slot)));
        };
        match found.seats.get(table as usize) {
            Some(Seat::Free) => Ok(table),
            Some(Seat::Taken(by)) => Err(Refusal::new("board-not-table-taken")
                .arg("table", scene.sign(table))
                .arg("time", scene.clock(slot))
                .arg("meeting", scene.meeting(*by))),
            Some(Seat::Locked) => Err(scene.locked()),
            Some(Seat::Foreign(owner)) => Err(scene.foreign(table, *owner)),
            Some(Seat::AtBooth(side)) => Err(scene.at_booth(*side)),
            Some(Seat::Closed) | None => Err(scene.closed(table, slot)),
        }
    }
}

impl Snapshot {
    /// The position of a request in the question.
    pub(super) fn position(&self, request: RequestId) -> Option<usize> {
        self.requests.iter().position(|id| *id == request)
    }

    /// Where each request of the question stands in a stored timetable. What lies in slots or at
    /// tables that exist no more stands nowhere.
    pub(super) fn held(&self, timetable: &Timetable) -> Vec<Option<Spot>> {
        let mut held = vec![None; self.requests.len()];
        let (slots, tables) = (self.problem.slots().len(), self.problem.tables().len());
        for placed in &timetable.placements {
            let exists = (placed.slot as usize) < slots && (placed.table as usize) < tables;
            if let Some(at) = self.position(placed.request).filter(|_| exists) {
                held[at] = Some((SlotId(placed.slot), Some(TableId(placed.table))));
            }
        }
        held
    }
}

/// What the words about a place need: who is who, and what is in hand.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub(super) file: &'a SessionFile,
    pub(super) dossier: &'a Dossier,
    pub(super) snapshot: &'a Snapshot,
    /// The meeting in hand.
    pub(super) request: &'a Stored<Request>,
    /// Who comes to the meetings.
    pub(super) known: &'a [Attendance],
    pub(super) language: Language,
}

impl Scene<'_> {
    /// Everything that forbids places to the meeting, when the others stay as `held` says.
    pub(super) fn places(&self, held: &[Option<Spot>], at: usize) -> Places {
        let problem = &self.snapshot.problem;
        let request = matchmaking::RequestId::at(at);
        let options = legal::options_with_people(problem, held, self.known, request);
        let slot = |slot: SlotId| {
            let against = options.against(slot).iter();
            SlotPlaces {
                against: against.map(|one| self.words(one, slot)).collect(),
                seats: (0..problem.tables().len())
                    .map(|table| self.seat(&options, slot, TableId::at(table)))
                    .collect(),
            }
        };
        Places {
            slots: problem.slot_ids().map(slot).collect(),
        }
    }

    fn seat(&self, options: &Options, slot: SlotId, table: TableId) -> Seat {
        let other = self.request.fixed_table.is_some_and(|t| t != table.0);
        match options.seat(slot, table) {
            legal::Seat::Free if other && self.request.fixed.is_some() => Seat::Locked,
            legal::Seat::Free => Seat::Free,
            legal::Seat::Locked => Seat::Locked,
            legal::Seat::Closed => Seat::Closed,
            legal::Seat::Foreign(owner) => self.whose(owner).map_or(Seat::Closed, Seat::Foreign),
            legal::Seat::AtBooth(side) => self.whose(side).map_or(Seat::Closed, Seat::AtBooth),
            legal::Seat::Taken(by) => match self.snapshot.requests.get(by.index()) {
                Some(id) => Seat::Taken(*id),
                None => Seat::Closed,
            },
        }
    }

    pub(super) fn words(&self, obstacle: &Obstacle, slot: SlotId) -> Refusal {
        let who = |id: &ParticipantId| self.who(*id);
        let time = self.clock(slot.0);
        match obstacle {
            Obstacle::Fixed { .. } => self.locked(),
            Obstacle::Blocked => Refusal::new("board-not-blocked"),
            Obstacle::OutsideWindow => Refusal::new("board-not-window").arg("time", time),
            Obstacle::Away { participant } => Refusal::new("board-not-away")
                .arg("who", who(participant))
                .arg("time", time),
            Obstacle::Engaged {
                participant,
                engagements,
            } => Refusal::new("board-not-engaged")
                .arg("who", who(participant))
                .arg("time", time)
                .arg("what", self.engagements(*participant, engagements)),
            Obstacle::Busy {
                participant,
                meetings,
            } => Refusal::new("board-not-busy")
                .arg("who", who(participant))
                .arg("time", time)
                .arg("others", self.others(*participant, meetings)),
            Obstacle::CapReached { participant, cap } => Refusal::new("board-not-cap")
                .arg("who", who(participant))
                .arg("count", cap),
            Obstacle::NotBefore { other } => {
                Refusal::new("board-not-before").arg("meeting", self.numbered(*other))
            }
            Obstacle::NotAfter { other } => {
                Refusal::new("board-not-after").arg("meeting", self.numbered(*other))
            }
            Obstacle::NoPause {
                participant,
                longest,
            } => Refusal::new("board-not-pause")
                .arg("who", who(participant))
                .arg("count", longest),
            Obstacle::NoTable => Refusal::new("board-not-no-table").arg("time", time),
            Obstacle::NobodyFree {
                participant,
                person,
            } => self.nobody(*participant, *person).arg("time", time),
            Obstacle::NoInterpreter => Refusal::new("board-not-interpreter").arg("time", time),
            Obstacle::TooFar => Refusal::new("board-not-far").arg("time", time),
        }
    }

    /// That nobody of a side can come, or not the one who must.
    fn nobody(&self, side: ParticipantId, person: Option<u32>) -> Refusal {
        let who = self.who(side);
        let named = self.snapshot.people.get(side.index());
        let named = person.and_then(|at| named?.get(at as usize));
        match named {
            Some(id) => Refusal::new("board-not-person")
                .arg("person", self.file.name_of_person(*id, self.language))
                .arg("who", who),
            None => Refusal::new("board-not-people").arg("who", who),
        }
    }

    /// That the meeting is locked, and where.
    pub(super) fn locked(&self) -> Refusal {
        let slot = self.request.fixed.unwrap_or_default();
        match self.request.fixed_table {
            Some(table) => Refusal::new("board-not-locked-at")
                .arg("time", self.clock(slot))
                .arg("table", self.sign(table)),
            None => Refusal::new("board-not-locked").arg("time", self.clock(slot)),
        }
    }

    /// That a table cannot be used in a slot.
    pub(super) fn closed(&self, table: u32, slot: u32) -> Refusal {
        Refusal::new("board-not-table-closed")
            .arg("table", self.sign(table))
            .arg("time", self.clock(slot))
    }

    /// That a table is the booth of somebody else.
    pub(super) fn foreign(&self, table: u32, owner: OrganisationId) -> Refusal {
        Refusal::new("board-not-foreign-booth")
            .arg("table", self.sign(table))
            .arg("who", self.called(owner))
    }

    /// That a side meets at its own booth.
    pub(super) fn at_booth(&self, side: OrganisationId) -> Refusal {
        let booths = self.file.session.tables.iter();
        let own = booths.filter(|table| table.owner == Some(side));
        let signs = own.map(|table| table.name.as_str());
        Refusal::new("board-not-at-booth")
            .arg("who", self.called(side))
            .arg("table", self.language.listed(signs))
    }

    pub(super) fn whose(&self, id: ParticipantId) -> Option<OrganisationId> {
        self.snapshot.organisations.get(id.index()).copied()
    }

    fn who(&self, id: ParticipantId) -> String {
        self.whose(id)
            .map_or_else(String::new, |id| self.called(id))
    }

    fn called(&self, id: OrganisationId) -> String {
        self.file.name_of(id, self.language).to_owned()
    }

    /// Whom a participant meets in some meetings.
    fn others(&self, of: ParticipantId, meetings: &[matchmaking::RequestId]) -> String {
        let requests = meetings
            .iter()
            .filter_map(|r| self.snapshot.problem.requests().get(r.index()));
        let other = requests.map(|r| if r.first == of { r.second } else { r.first });
        self.language.listed(other.map(|id| self.who(id)))
    }

    fn numbered(&self, request: matchmaking::RequestId) -> String {
        let id = self.snapshot.requests.get(request.index());
        id.map_or_else(String::new, |id| self.meeting(*id))
    }

    /// The two sides of a meeting.
    pub(super) fn meeting(&self, request: RequestId) -> String {
        let Some(request) = self.file.request(request) else {
            return String::new();
        };
        let sides = [
            ("first", self.called(request.from).into()),
            ("second", self.called(request.to).into()),
        ];
        i18n::t(self.language, "timetable-pair", &sides)
    }

    /// What the people of a participant do besides.
    fn engagements(&self, of: ParticipantId, which: &[usize]) -> String {
        let all = &self.snapshot.problem.participants()[of.index()].engagements;
        let titles = which.iter().filter_map(|n| {
            let id = uuid::Uuid::parse_str(&all.get(*n)?.key).ok()?;
            let item = self.dossier.item(ItemId::from_uuid(id))?;
            Some(item.title.for_reader(self.language).to_owned())
        });
        self.language.listed(titles)
    }

    pub(super) fn clock(&self, slot: u32) -> String {
        let found = self.file.session.slots.get(slot as usize);
        found.map_or_else(String::new, |slot| i18n::dates::time(slot.start.time()))
    }

    pub(super) fn sign(&self, table: u32) -> String {
        self.file.session.sign(table)
    }
}

impl App {
    /// Where a meeting of a timetable may be put by hand, and with which others it may change
    /// places, as the session stands now.
    ///
    /// # Errors
    /// When the caller may not make timetables, or the request is not one that is timetabled.
    pub async fn places(
        &self,
        caller: &Caller,
        (timetable, request): (TimetableId, RequestId),
    ) -> Result<Reach> {
        let parent = self.get::<Timetable>(caller, timetable).await?;
        caller.ask(
            Action::Create,
            Subject::Record(Kind::Timetable),
            Some(parent.mission),
        )?;
        let file = self.session_file(caller, parent.matchmaking).await?;
        let dossier = self.dossier(caller, parent.mission).await?;
        let snapshot = Snapshot::take(&file.session, file.records(), &dossier)
            .map_err(|errors| Refusal::new("refused-session-senseless").arg("detail", errors))?;
        let known = snapshot.known_people(&parent);
        let scene = Scene {
            file: &file,
            dossier: &dossier,
            snapshot: &snapshot,
            request: file.request(request).ok_or(AppError::Missing)?,
            known: &known,
            language: caller.language,
        };
        let at = snapshot
            .position(request)
            .ok_or_else(|| Refusal::new("refused-move-not-open"))?;
        let held = snapshot.held(&parent);
        Ok(Reach {
            places: scene.places(&held, at),
            swaps: scene.exchanges(&held, at),
        })
    }
}
