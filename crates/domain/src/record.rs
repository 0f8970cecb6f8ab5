//! What every kept record has in common.

use crate::ids::{AgencyId, TypedId};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The kinds of records. Each has a table of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Organisation 机构.
    Organisation,
    /// Person 人员.
    Person,
    /// Post 职务.
    Post,
    /// Mission 团组.
    Mission,
    /// Leg 行程段.
    Leg,
    /// Programme item 活动.
    Item,
    /// Participation 参加.
    Participation,
    /// Meeting record 会谈记录.
    Meeting,
    /// Ask 诉求.
    Ask,
    /// Commitment 承诺事项.
    Commitment,
    /// Agreement 合作协议.
    Agreement,
    /// Document 文书.
    Document,
    /// Matchmaking session 对接会.
    Matchmaking,
    /// Meeting request 对接申请.
    Request,
    /// Timetable run 排程方案.
    Timetable,
    /// Profile of a participant 供需画像.
    Profile,
}

impl Kind {
    /// All kinds, in an order in which each only refers to earlier ones.
    pub const ALL: [Kind; 16] = [
        Kind::Organisation,
        Kind::Person,
        Kind::Post,
        Kind::Mission,
        Kind::Leg,
        Kind::Item,
        Kind::Participation,
        Kind::Meeting,
        Kind::Ask,
        Kind::Commitment,
        Kind::Agreement,
        Kind::Document,
        Kind::Matchmaking,
        Kind::Request,
        Kind::Timetable,
        Kind::Profile,
    ];

    /// The word used in tables, addresses, files and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Kind::Organisation => "organisation",
            Kind::Person => "person",
            Kind::Post => "post",
            Kind::Mission => "mission",
            Kind::Leg => "leg",
            Kind::Item => "item",
            Kind::Participation => "participation",
            Kind::Meeting => "meeting",
            Kind::Ask => "ask",
            Kind::Commitment => "commitment",
            Kind::Agreement => "agreement",
            Kind::Document => "document",
            Kind::Matchmaking => "matchmaking",
            Kind::Request => "request",
            Kind::Timetable => "timetable",
            Kind::Profile => "profile",
        }
    }

    /// The table that keeps records of this kind.
    pub fn table(self) -> &'static str {
        self.code()
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// The columns that a record gives its table for finding and sorting it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Links {
    /// The mission it belongs to.
    pub mission: Option<Uuid>,
    /// Its parent: an item for its participations, an organisation's parent and so on.
    pub parent: Option<Uuid>,
    /// Its code, unique among records of the kind in one agency.
    pub code: Option<String>,
    /// The key by which lists are sorted.
    pub sort: Option<String>,
}

/// Something that is kept: it has a kind, an id, a body that serialises, and links.
pub trait Record: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Its kind.
    const KIND: Kind;
    /// The type of its id.
    type Id: TypedId;
    /// Its id.
    fn id(&self) -> Self::Id;
    /// The columns by which it is found.
    fn links(&self) -> Links;
}

/// A record as it stands in the store.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<R> {
    /// Whose it is.
    pub agency: AgencyId,
    /// The record.
    pub record: R,
    /// Counts its edits from 1; an edit must name the version it started from.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
}

impl<R> Stored<R> {
    /// Whether it is deleted (and can be brought back).
    pub fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }
}

impl<R> std::ops::Deref for Stored<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.record
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(Kind::from_code("nothing"), None);
    }
}
