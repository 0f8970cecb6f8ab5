//! One mission as one file, out of the program and back in: the same records, in any agency, on
//! either engine. The form of the file: `docs/formats/mission-json.md`.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::access::{Action, Subject};
use domain::agreements::Agreement;
use domain::documents::Document;
use domain::ids::{BatchId, DocumentId, MissionId, OrganisationId, PersonId};
use domain::matchmaking::{Matchmaking, Placement, Request, Timetable};
use domain::meetings::{Ask, Commitment, Meeting};
use domain::missions::{Leg, Mission};
use domain::participants::Profile;
use domain::parties::{Organisation, Person, Post};
use domain::programme::{Item, Participation};
use domain::record::{Kind, Record, Stored};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::blobs::Blob;
use store::{Deleted, Filter, StoreError};

use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::{AppError, Refusal, Result};
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;

/// The form of the file that this program writes and reads.
pub const FORMAT: &str = "legation-mission/1";

/// A mission with everything that belongs to it and every party that it names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissionFile {
    /// [`FORMAT`].
    pub format: String,
    /// When it was written.
    pub exported_at: Timestamp,
    /// Kinds of records that the one who exported could not see; empty for a whole mission.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub omitted: Vec<Kind>,
    /// Organisations, each after the one to which it belongs.
    pub organisations: Vec<Organisation>,
    /// People.
    pub people: Vec<Person>,
    /// Posts of these people.
    pub posts: Vec<Post>,
    /// The mission.
    pub mission: Mission,
    /// Its legs.
    pub legs: Vec<Leg>,
    /// Its programme items.
    pub items: Vec<Item>,
    /// Who takes part.
    pub participations: Vec<Participation>,
    /// Meeting records.
    pub meetings: Vec<Meeting>,
    /// Asks.
    pub asks: Vec<Ask>,
    /// Commitments.
    pub commitments: Vec<Commitment>,
    /// Agreements.
    pub agreements: Vec<Agreement>,
    /// Documents.
    pub documents: Vec<Document>,
    /// Matchmaking sessions.
    pub sessions: Vec<Matchmaking>,
    /// Meeting requests.
    pub requests: Vec<Request>,
    /// Timetables.
    pub timetables: Vec<Timetable>,
    /// Profiles of the sessions' participants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profiles: Vec<Profile>,
    /// The documents' files.
    pub files: Vec<AttachedFile>,
}

/// The file of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachedFile {
    /// The document.
    pub document: DocumentId,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// The bytes, in base64.
    pub content: String,
}

/// What became of a file that was read in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissionTaken {
    /// The batch by which all of it is taken back.
    pub batch: BatchId,
    /// The code of the mission.
    pub code: String,
    /// Records that are new.
    pub created: usize,
    /// Parties that the agency had already; they stay as they are.
    pub kept: usize,
    /// Of these, how many differ from the file.
    pub differing: usize,
}

impl App {
    /// The mission of a code as a file.
    ///
    /// # Errors
    /// When the caller may not export it.
    pub async fn export_mission(&self, caller: &Caller, code: &str) -> Result<MissionFile> {
        let dossier = self.dossier_by_code(caller, code).await?;
        let id = dossier.mission.id;
        caller.ask(Action::Export, Subject::Record(Kind::Mission), Some(id))?;
        let mut omitted = Vec::new();
        for kind in Kind::ALL {
            if !caller.may(Action::Export, Subject::Record(kind), Some(id)) {
                omitted.push(kind);
            }
        }
        let mut look = self.look(caller).await?;
        let mut file = MissionFile {
            format: FORMAT.to_owned(),
            exported_at: self.clock().now(),
            legs: plain(&dossier.legs),
            items: plain(&dossier.items),
            participations: plain(&dossier.participations),
            meetings: plain(&dossier.meetings),
            asks: plain(&dossier.asks),
            commitments: plain(&dossier.commitments),
            agreements: plain(&dossier.agreements),
            documents: of_mission(&mut look, id, &omitted).await?,
            sessions: of_mission(&mut look, id, &omitted).await?,
            requests: of_mission(&mut look, id, &omitted).await?,
            timetables: of_mission(&mut look, id, &omitted).await?,
            profiles: of_mission(&mut look, id, &omitted).await?,
            mission: dossier.mission.record.clone(),
            omitted,
            organisations: Vec::new(),
            people: plain(dossier.people.values()),
            posts: plain(dossier.posts.values()),
            files: Vec::new(),
        };
        file.leave_out();
        let known = dossier.organisations.keys().copied().collect();
        file.add_parties(&mut look, known).await?;
        file.add_files(&mut look).await?;
        Ok(file)
    }

    /// Reads a file in as a new mission, with the ids that it has there. Parties that the agency
    /// has already stay as they are.
    ///
    /// # Errors
    /// A refusal when the mission exists, or when the file contradicts itself.
    pub async fn import_mission(
        &self,
        caller: &Caller,
        file: &MissionFile,
    ) -> Result<MissionTaken> {
        caller.ask(Action::Create, Subject::Import, None)?;
        file.check()?;
        let batch: BatchId = self.new_id();
        self.work_in_batch(caller, "mission.import", batch, |desk| async move {
            let mut taking = Taking {
                desk,
                taken: MissionTaken {
                    batch,
                    code: file.mission.code.to_string(),
                    created: 0,
                    kept: 0,
                    differing: 0,
                },
            };
            taking.whole(file).await?;
            Ok((taking.desk, taking.taken))
        })
        .await
    }
}

fn plain<'a, R: Clone + 'a>(stored: impl IntoIterator<Item = &'a Stored<R>>) -> Vec<R> {
    stored.into_iter().map(|one| one.record.clone()).collect()
}

async fn of_mission<R: Kept>(
    look: &mut Look<'_>,
    mission: MissionId,
    omitted: &[Kind],
) -> Result<Vec<R>> {
    if omitted.contains(&R::KIND) {
        return Ok(Vec::new());
    }
    Ok(plain(&look.list::<R>(Filter::of_mission(mission)).await?))
}

impl MissionFile {
    /// Empties what the caller may see but not take out.
    fn leave_out(&mut self) {
        for kind in self.omitted.clone() {
            match kind {
                Kind::Leg => self.legs.clear(),
                Kind::Item => self.items.clear(),
                Kind::Participation => self.participations.clear(),
                Kind::Meeting => self.meetings.clear(),
                Kind::Ask => self.asks.clear(),
                Kind::Commitment => self.commitments.clear(),
                Kind::Agreement => self.agreements.clear(),
                Kind::Person => self.people.clear(),
                Kind::Post => self.posts.clear(),
                _ => {}
            }
        }
    }

    /// Everybody whom sessions, requests and timetables name.
    fn people_of_sessions(&self) -> BTreeSet<PersonId> {
        let mut people: BTreeSet<PersonId> = BTreeSet::new();
        people.extend(self.sessions.iter().flat_map(Matchmaking::people));
        let requests = self.requests.iter();
        people.extend(
            requests.flat_map(|one| [one.from_person, one.to_person].into_iter().flatten()),
        );
        let placements = self.timetables.iter().flat_map(|one| &one.placements);
        people.extend(placements.flat_map(Placement::people));
        people
    }

    /// Adds the parties that sessions and requests name, and the organisations above them.
    async fn add_parties(
        &mut self,
        look: &mut Look<'_>,
        known: BTreeSet<OrganisationId>,
    ) -> Result<()> {
        let mut wanted = known;
        let mut people = self.people_of_sessions();
        for session in &self.sessions {
            wanted.extend(session.tables.iter().filter_map(|table| table.owner));
            wanted.extend(
                session
                    .participants
                    .iter()
                    .map(|participant| participant.organisation),
            );
        }
        wanted.extend(
            self.requests
                .iter()
                .flat_map(|request| [request.from, request.to]),
        );
        for person in &self.people {
            people.remove(&person.id);
        }
        if !self.omitted.contains(&Kind::Person) {
            let people: Vec<PersonId> = people.into_iter().collect();
            let found = look.reader().get_many::<Person>(&people).await?;
            self.people
                .extend(found.into_values().map(|one| one.record));
            self.people.sort_by_key(|person| person.id);
        }
        if self.omitted.contains(&Kind::Organisation) {
            return Ok(());
        }
        let mut found: BTreeMap<OrganisationId, Organisation> = BTreeMap::new();
        while !wanted.is_empty() {
            let ids: Vec<OrganisationId> = wanted.into_iter().collect();
            let more = look.reader().get_many::<Organisation>(&ids).await?;
            found.extend(more.into_iter().map(|(id, one)| (id, one.record)));
            wanted = found
                .values()
                .filter_map(|one| one.parent)
                .filter(|parent| !found.contains_key(parent))
                .collect();
            wanted.retain(|id| !ids.contains(id));
        }
        self.organisations = parents_first(found);
        Ok(())
    }

    async fn add_files(&mut self, look: &mut Look<'_>) -> Result<()> {
        for document in &self.documents {
            match look.reader().blob(document.id).await {
                Ok(blob) => self.files.push(AttachedFile {
                    document: blob.id,
                    name: blob.name,
                    media_type: blob.mime,
                    content: STANDARD.encode(blob.content),
                }),
                Err(StoreError::Missing) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Ok(())
    }

    /// Refuses a file that is another format's, or whose records belong to another mission.
    fn check(&self) -> std::result::Result<(), Refusal> {
        if self.format != FORMAT {
            return Err(Refusal::new("refused-file-format").arg("format", &self.format));
        }
        fn all<R: Record>(records: &[R], mission: MissionId) -> bool {
            use domain::ids::TypedId;
            records
                .iter()
                .all(|record| record.links().mission == Some(mission.uuid()))
        }
        let id = self.mission.id;
        let one_mission = all(&self.legs, id)
            && all(&self.items, id)
            && all(&self.participations, id)
            && all(&self.meetings, id)
            && all(&self.asks, id)
            && all(&self.commitments, id)
            && all(&self.agreements, id)
            && all(&self.documents, id)
            && all(&self.sessions, id)
            && all(&self.requests, id)
            && all(&self.timetables, id)
            && all(&self.profiles, id);
        if one_mission {
            Ok(())
        } else {
            Err(Refusal::new("refused-file-mixed"))
        }
    }
}

/// Each organisation after its parent; a circle, which should not be, ends in any order.
fn parents_first(mut all: BTreeMap<OrganisationId, Organisation>) -> Vec<Organisation> {
    let mut sorted = Vec::with_capacity(all.len());
    while !all.is_empty() {
        let free: Vec<OrganisationId> = all
            .values()
            .filter(|one| one.parent.is_none_or(|parent| !all.contains_key(&parent)))
            .map(|one| one.id)
            .collect();
        if free.is_empty() {
            sorted.extend(std::mem::take(&mut all).into_values());
        }
        sorted.extend(free.iter().filter_map(|id| all.remove(id)));
    }
    sorted
}

/// A file being read in.
struct Taking<'a> {
    desk: Desk<'a>,
    taken: MissionTaken,
}

impl Taking<'_> {
    async fn whole(&mut self, file: &MissionFile) -> Result<()> {
        let code = Filter {
            codes: Some(vec![file.mission.code.to_string()]),
            ..Filter::all()
        };
        if !self.desk.list::<Mission>(code).await?.is_empty() {
            return Err(Refusal::new("refused-mission-exists")
                .arg("code", &file.mission.code)
                .into());
        }
        self.parties(&file.organisations).await?;
        self.parties(&file.people).await?;
        self.parties(&file.posts).await?;
        self.own(std::slice::from_ref(&file.mission)).await?;
        self.own(&file.legs).await?;
        self.own(&file.items).await?;
        self.own(&file.participations).await?;
        self.own(&file.meetings).await?;
        self.own(&file.asks).await?;
        self.own(&file.commitments).await?;
        self.own(&file.agreements).await?;
        self.own(&file.documents).await?;
        self.own(&file.sessions).await?;
        self.own(&file.requests).await?;
        self.own(&file.timetables).await?;
        self.own(&file.profiles).await?;
        self.files(file).await
    }

    /// Lays parties down; those that are there stay.
    async fn parties<R: Kept + PartialEq>(&mut self, records: &[R]) -> Result<()> {
        self.lay(records, true).await
    }

    /// Lays the mission's own records down; none of them may be there.
    async fn own<R: Kept + PartialEq>(&mut self, records: &[R]) -> Result<()> {
        self.lay(records, false).await
    }

    async fn lay<R: Kept + PartialEq>(&mut self, records: &[R], may_stay: bool) -> Result<()> {
        use domain::ids::TypedId;
        for chunk in records.chunks(200) {
            let filter = Filter {
                ids: Some(chunk.iter().map(|record| record.id().uuid()).collect()),
                deleted: Deleted::Shown,
                ..Filter::all()
            };
            let there = self.desk.tx().list::<R>(&filter).await?;
            let mut new = Vec::with_capacity(chunk.len());
            for record in chunk {
                match there
                    .iter()
                    .find(|stored| stored.record.id() == record.id())
                {
                    None => new.push(record.clone()),
                    Some(stored) if stored.is_deleted() => self.bring_back(record, stored).await?,
                    Some(stored) if may_stay => {
                        self.taken.kept += 1;
                        self.taken.differing += usize::from(stored.record != *record);
                    }
                    Some(_) => return Err(Refusal::new("refused-record-there").into()),
                }
            }
            self.taken.created += new.len();
            self.desk.create_all(&new).await?;
        }
        Ok(())
    }

    /// A record that an earlier import left deleted comes back as the file has it.
    async fn bring_back<R: Kept + PartialEq>(
        &mut self,
        record: &R,
        there: &Stored<R>,
    ) -> Result<()> {
        let back = self.desk.undelete::<R>(record.id()).await?;
        if there.record != *record {
            self.desk.save(record.clone(), back.version).await?;
        }
        self.taken.created += 1;
        Ok(())
    }

    async fn files(&mut self, file: &MissionFile) -> Result<()> {
        for attached in &file.files {
            let document = file
                .documents
                .iter()
                .find(|document| document.id == attached.document);
            let content = STANDARD
                .decode(&attached.content)
                .map_err(|_| Refusal::new("refused-file-damaged"))?;
            let (Some(document), true) = (document, content.len() < 64 << 20) else {
                return Err(Refusal::new("refused-file-damaged").into());
            };
            if self.desk.tx().blob(document.id).await.is_ok() {
                continue;
            }
            let blob = Blob {
                id: document.id,
                name: attached.name.clone(),
                mime: attached.media_type.clone(),
                content,
            };
            let digest = self.desk.tx().keep_blob(&blob).await?;
            let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            if hex != document.sha256 {
                return Err(AppError::Refused(Refusal::new("refused-file-damaged")));
            }
        }
        Ok(())
    }
}
