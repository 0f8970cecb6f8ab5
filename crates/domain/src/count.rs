//! Counts as they were published: "more than 90", "about 300".

use crate::text::Localised;
use serde::{Deserialize, Serialize};

/// How the published number relates to the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Exactly this many.
    Exactly,
    /// More than this many (余, 多).
    MoreThan,
    /// About this many.
    About,
    /// At least this many.
    AtLeast,
    /// At most this many.
    AtMost,
}

impl Relation {
    /// All relations, in the order in which they are offered.
    pub const ALL: [Relation; 5] = [
        Relation::Exactly,
        Relation::MoreThan,
        Relation::About,
        Relation::AtLeast,
        Relation::AtMost,
    ];

    /// The word used in forms, files and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Relation::Exactly => "exactly",
            Relation::MoreThan => "more_than",
            Relation::About => "about",
            Relation::AtLeast => "at_least",
            Relation::AtMost => "at_most",
        }
    }

    /// The relation of a code.
    pub fn from_code(code: &str) -> Option<Relation> {
        Relation::ALL.into_iter().find(|r| r.code() == code)
    }
}

/// A count as published. It is never turned into an exact number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The number printed.
    pub value: u32,
    /// How it relates to the true number.
    pub relation: Relation,
    /// What was counted, such as "foreign government and enterprise representatives".
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub unit: Localised,
}
