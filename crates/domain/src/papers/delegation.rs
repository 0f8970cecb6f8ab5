//! The delegation list on paper.

use super::{Letterhead, Published, Shown};
use crate::programme::Role;
use serde::{Deserialize, Serialize};

/// One member of the delegation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationMember {
    /// Name in the reader's language with the original beside.
    pub name: Shown,
    /// All offices by which they take part; a leader may have two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// The organisation they come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Shown>,
    /// What they are in the delegation.
    pub role: Role,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The members of a delegation in their order of precedence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DelegationPaper {
    /// What stands on every page.
    pub head: Letterhead,
    /// The size of the delegation, if a source publishes it; the list may name fewer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_size: Option<Published>,
    /// The members.
    pub members: Vec<DelegationMember>,
}
