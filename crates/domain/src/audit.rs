//! The audit trail: every write leaves who, what, when and through which door.

use crate::codes::coded;
use crate::ids::{AuditId, BatchId, MissionId, UserId};
use crate::record::Kind;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

coded! {
    /// What was done.
    Deed {
        /// A record was made.
        Created = "created",
        /// A record was changed.
        Changed = "changed",
        /// A record was deleted.
        Deleted = "deleted",
        /// A deleted record was brought back, or a change taken back.
        Undone = "undone",
        /// Somebody signed in.
        SignedIn = "signed_in",
        /// Somebody signed out, or a session was revoked.
        SignedOut = "signed_out",
        /// A role, a user or a team changed.
        Account = "account",
        /// Something was taken out as a file.
        Exported = "exported",
    }
}

coded! {
    /// Through which door an act came.
    Door {
        /// A page in the browser.
        Page = "page",
        /// The command line.
        CommandLine = "command_line",
        /// A background job.
        Job = "job",
        /// An import.
        Import = "import",
    }
}

/// An entry of the audit trail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who; none for the program itself.
    pub by: Option<UserId>,
    /// Through which door.
    pub door: Door,
    /// The request in which it happened, as the logs name it.
    pub request: String,
    /// What was done.
    pub deed: Deed,
    /// To what kind of record.
    pub kind: Option<Kind>,
    /// To which record.
    pub record: Option<Uuid>,
    /// In which mission.
    pub mission: Option<MissionId>,
    /// In which batch, undone together.
    pub batch: Option<BatchId>,
    /// The record's version after the deed.
    pub version: Option<i64>,
    /// The body before, if there was one.
    pub before: Option<serde_json::Value>,
    /// The body after, if there is one.
    pub after: Option<serde_json::Value>,
    /// A short text about it, where the bodies do not tell.
    pub note: String,
}
