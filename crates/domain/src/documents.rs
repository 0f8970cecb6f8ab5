//! Issued and attached documents, as records. An issued document never changes.

use crate::ids::{DocumentId, MissionId, UserId};
use crate::record::{Kind, Links, Record};
use crate::text::Localised;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A document 文书: a file that was issued from the records, or attached by somebody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The mission.
    pub mission: MissionId,
    /// What it is: a kind of paper such as `programme`, or `attachment`.
    pub kind: String,
    /// Its title.
    pub title: Localised,
    /// Its language, as a BCP 47 tag.
    pub language: String,
    /// Its version among the documents of its kind, subject and language, from 1.
    pub version: u32,
    /// For whom or what it was made (an id), when a kind has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<uuid::Uuid>,
    /// Media type of the file.
    pub media_type: String,
    /// Length of the file in bytes.
    pub size: u64,
    /// SHA-256 of the file, in hexadecimal; it finds the bytes in the store.
    pub sha256: String,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_by: Option<UserId>,
    /// The newer document that replaces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<DocumentId>,
}

impl Record for Document {
    const KIND: Kind = Kind::Document;
    type Id = DocumentId;
    fn id(&self) -> DocumentId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            sort: Some(format!("{} {:05}", self.kind, self.version)),
            ..Links::default()
        }
    }
}
