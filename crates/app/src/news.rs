//! What open pages are told after a commit.

use domain::ids::{AgencyId, MissionId};
use domain::record::Kind;
use uuid::Uuid;

/// A record changed. Pages fetch what they need themselves; the news carries no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// Whose record.
    pub agency: AgencyId,
    /// Of which mission, if of one.
    pub mission: Option<MissionId>,
    /// What kind.
    pub kind: Kind,
    /// Which record.
    pub record: Uuid,
}
