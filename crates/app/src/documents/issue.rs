//! Issued versions: numbered, kept with their digests, never changed; the newest one counts.

use super::{File, Form, Order, Print};
use crate::caller::Caller;
use crate::desk::Desk;
use crate::error::{AppError, Refusal, Result};
use crate::missions::Dossier;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::documents::Document;
use domain::ids::{DocumentId, MissionId, TypedId};
use domain::papers::PaperKind;
use domain::record::{Kind, Stored};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::Filter;
use store::blobs::Blob;

/// How often somebody else may be quicker before it is given up.
const ATTEMPTS: usize = 4;
/// The refusal by which a transaction says that its number is taken.
const RACED: &str = "refused-document-raced";

/// What was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The number of the version.
    pub version: u32,
    /// Its documents, one of each form.
    pub documents: Vec<uuid::Uuid>,
}

/// An issued version with its files.
#[derive(Debug, Clone)]
pub struct Version {
    /// What was issued.
    pub order: Order,
    /// Its number.
    pub number: u32,
    /// Its documents, one of each form.
    pub documents: Vec<Stored<Document>>,
}

impl Version {
    /// Whether a newer one replaces it.
    pub fn is_superseded(&self) -> bool {
        self.documents
            .iter()
            .all(|document| document.superseded_by.is_some())
    }
}

impl App {
    /// Issues the next version of a document in every form and keeps the files.
    ///
    /// # Errors
    /// When the caller may not create documents, the order names nobody, or it cannot be printed.
    pub async fn issue(
        &self,
        caller: &Caller,
        code: &str,
        order: Order,
        origin: &str,
    ) -> Result<Issued> {
        let dossier = self.dossier_by_code(caller, code).await?;
        let mission = Some(dossier.mission.id);
        caller.ask(Action::Create, Subject::Record(Kind::Document), mission)?;
        let mut number = self.last_version(caller, &dossier, order).await? + 1;
        let mut attempt = 1;
        loop {
            // Printing takes long; it must not hold a transaction open.
            let files = self
                .print_all(caller, &dossier, order, origin, number)
                .await?;
            match self.keep(caller, &dossier, order, number, files).await {
                Err(AppError::Refused(refusal)) if refusal.key == RACED && attempt < ATTEMPTS => {
                    number = said_number(&refusal).unwrap_or(number + 1);
                    attempt += 1;
                }
                other => return other,
            }
        }
    }

    async fn print_all(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        order: Order,
        origin: &str,
        version: u32,
    ) -> Result<Vec<(Form, File)>> {
        let print = Print {
            order,
            origin,
            version,
            marks: Vec::new(),
            agency: self.agency_name(caller).await?,
            sessions: self.sessions_of(caller, dossier, order.kind).await?,
        };
        let paper = self.write_paper(caller, dossier, print)?;
        let mut files = Vec::new();
        for form in Form::ALL {
            let content = self.printed(paper.clone(), order.language, form).await?;
            let (code, kind, language) = (&dossier.mission.code, order.kind.code(), order.language);
            let file = File {
                name: format!("{code}-{kind}-{language}-v{version}.{}", form.code()),
                media_type: form.media_type().to_owned(),
                content,
            };
            files.push((form, file));
        }
        Ok(files)
    }

    async fn keep(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        order: Order,
        number: u32,
        files: Vec<(Form, File)>,
    ) -> Result<Issued> {
        let mission = dossier.mission.id;
        let documents: Vec<(Document, Blob)> = files
            .into_iter()
            .map(|(_, file)| self.document(caller, dossier, order, number, file))
            .collect();
        self.work(caller, "document.issue", |mut desk| {
            let documents = documents.clone();
            async move {
                let taken = desk.tx().next_number(&counter(mission, order)).await?;
                if taken != i64::from(number) {
                    return Err(Refusal::new(RACED).arg("number", taken).into());
                }
                let issued = lay(&mut desk, mission, order, number, documents).await?;
                Ok((desk, issued))
            }
        })
        .await
    }

    fn document(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        order: Order,
        version: u32,
        file: File,
    ) -> (Document, Blob) {
        let id: DocumentId = self.new_id();
        let digest = Sha256::digest(&file.content);
        let document = Document {
            id,
            mission: dossier.mission.id,
            kind: order.kind.code().to_owned(),
            title: dossier.mission.title.clone(),
            language: order.language.code().to_owned(),
            version,
            subject: order.subject.map(|party| party.uuid()),
            media_type: file.media_type.clone(),
            size: file.content.len() as u64,
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
            issued_at: self.clock().now(),
            issued_by: caller.user,
            superseded_by: None,
        };
        let blob = Blob {
            id,
            name: file.name,
            mime: file.media_type,
            content: file.content,
        };
        (document, blob)
    }

    /// The issued versions of a mission's documents, the newest first.
    ///
    /// # Errors
    /// When the caller may not see documents of the mission.
    pub async fn issued(&self, caller: &Caller, mission: MissionId) -> Result<Vec<Version>> {
        let mut look = self.look(caller).await?;
        let documents = look.list::<Document>(Filter::of_mission(mission)).await?;
        let dossier = self.dossier(caller, mission).await?;
        let subjects = self.subjects(caller, &dossier).await?;
        let mut versions: Vec<Version> = Vec::new();
        for document in documents {
            let Some(order) = order_of(&document, &subjects) else {
                continue;
            };
            let same = |version: &&mut Version| {
                version.order == order && version.number == document.record.version
            };
            match versions.iter_mut().find(same) {
                Some(version) => version.documents.push(document),
                None => versions.push(Version {
                    order,
                    number: document.record.version,
                    documents: vec![document],
                }),
            }
        }
        let issued_at = |version: &Version| {
            version
                .documents
                .first()
                .map(|d| (d.issued_at, d.record.version))
        };
        versions.sort_by_key(|version| std::cmp::Reverse(issued_at(version)));
        Ok(versions)
    }

    /// The number of the last issued version; 0 if there is none.
    pub(crate) async fn last_version(
        &self,
        caller: &Caller,
        dossier: &Dossier,
        order: Order,
    ) -> Result<u32> {
        let mut look = self.look(caller).await?;
        let documents = look
            .list::<Document>(Filter::of_mission(dossier.mission.id))
            .await?;
        let of_order = documents.iter().filter(|document| is_of(document, order));
        Ok(of_order
            .map(|document| document.record.version)
            .max()
            .unwrap_or(0))
    }

    /// The kept file of an issued document of a mission, its digest checked.
    ///
    /// # Errors
    /// [`AppError::Missing`] where there is none that the caller may see.
    pub async fn issued_file(
        &self,
        caller: &Caller,
        code: &str,
        document: DocumentId,
    ) -> Result<File> {
        let mission = self.mission_by_code(caller, code).await?;
        let mut look = self.look(caller).await?;
        let found = look.get::<Document>(document).await?;
        if found.mission != mission.id {
            return Err(AppError::Missing);
        }
        let blob = look.reader().blob(document).await?;
        Ok(File {
            name: blob.name,
            media_type: blob.mime,
            content: blob.content,
        })
    }
}

/// Lays the records and files down; what they replace says so.
async fn lay(
    desk: &mut Desk<'_>,
    mission: MissionId,
    order: Order,
    version: u32,
    documents: Vec<(Document, Blob)>,
) -> Result<Issued> {
    let before = desk.list::<Document>(Filter::of_mission(mission)).await?;
    let mut issued = Issued {
        version,
        documents: Vec::new(),
    };
    for (document, blob) in documents {
        let older = before.iter().filter(|old| {
            is_of(old, order)
                && old.media_type == document.media_type
                && old.superseded_by.is_none()
        });
        for old in older {
            let replaced = Document {
                superseded_by: Some(document.id),
                ..old.record.clone()
            };
            desk.save(replaced, old.version).await?;
        }
        issued.documents.push(document.id.uuid());
        desk.create(document).await?;
        desk.tx().keep_blob(&blob).await?;
    }
    Ok(issued)
}

fn counter(mission: MissionId, order: Order) -> String {
    let subject = order
        .subject
        .map_or_else(String::new, |party| party.uuid().to_string());
    format!(
        "document/{}/{}/{}/{subject}",
        mission.uuid(),
        order.kind.code(),
        order.language
    )
}

fn said_number(refusal: &Refusal) -> Option<u32> {
    refusal
        .args
        .iter()
        .find(|(name, _)| *name == "number")?
        .1
        .parse()
        .ok()
}

fn is_of(document: &Document, order: Order) -> bool {
    document.kind == order.kind.code()
        && document.language == order.language.code()
        && document.subject == order.subject.map(|party| party.uuid())
}

/// The order that a document was made for; none for attachments.
fn order_of(document: &Document, subjects: &super::Subjects) -> Option<Order> {
    let kind = PaperKind::from_code(&document.kind)?;
    let language = domain::language::Language::from_code(&document.language)?;
    let subject = match document.subject {
        Some(id) => Some(
            *subjects
                .for_kind(kind)
                .iter()
                .find(|party| party.uuid() == id)?,
        ),
        None => None,
    };
    Some(Order {
        kind,
        language,
        subject,
    })
}
