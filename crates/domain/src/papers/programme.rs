//! The mission programme on paper.

use super::{Letterhead, PrintedMeeting, Published, Shown};
use crate::programme::{ItemKind, ItemState};
use serde::{Deserialize, Serialize};

/// For whom a programme is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum Audience {
    /// The whole delegation.
    General,
    /// One company: only what it takes part in.
    Company {
        /// Its name.
        name: Shown,
    },
    /// One member of the delegation: only what they take part in.
    Member {
        /// Their name.
        name: Shown,
        /// Their offices.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        posts: Vec<String>,
    },
}

/// How firmly an item stands, or how it ended. Planned and held are different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Standing {
    /// Tentative 拟定.
    Tentative,
    /// Requested 已提请.
    Requested,
    /// Confirmed 已确认.
    Confirmed,
    /// Held 已举行.
    Held,
    /// Cancelled 取消.
    Cancelled {
        /// Why.
        cause: String,
    },
    /// Postponed 延期.
    Postponed {
        /// Why.
        cause: String,
    },
}

impl Standing {
    /// The word used in catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Standing::Tentative => "tentative",
            Standing::Requested => "requested",
            Standing::Confirmed => "confirmed",
            Standing::Held => "held",
            Standing::Cancelled { .. } => "cancelled",
            Standing::Postponed { .. } => "postponed",
        }
    }

    /// Why it was cancelled or postponed.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Standing::Cancelled { cause } | Standing::Postponed { cause } => Some(cause),
            _ => None,
        }
    }
}

impl From<&ItemState> for Standing {
    fn from(state: &ItemState) -> Self {
        match state {
            ItemState::Tentative => Standing::Tentative,
            ItemState::Requested => Standing::Requested,
            ItemState::Confirmed => Standing::Confirmed,
            ItemState::Held { .. } => Standing::Held,
            ItemState::Cancelled { cause } => Standing::Cancelled {
                cause: cause.clone(),
            },
            ItemState::Postponed { cause } => Standing::Postponed {
                cause: cause.clone(),
            },
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// One line of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeItem {
    /// Local time as text, such as `09:00 – 10:30`; none if the source names no time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The same in the delegation's home time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub home_time: Option<String>,
    /// What it is.
    pub kind: ItemKind,
    /// Title in the reader's language.
    pub title: String,
    /// Title in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Venue and room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<Shown>,
    /// Hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<Shown>,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Shown>,
    /// How many more take part than are named.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub people_more: u32,
    /// Counts as published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Published>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Planned, held or cancelled.
    pub standing: Standing,
}

/// The meetings of one company or one member at a matchmaking session on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingRound {
    /// What the session is called.
    pub session: String,
    /// Their meetings of the published timetable, in the order of time.
    pub meetings: Vec<PrintedMeeting>,
}

/// What happens on one day in one city, in its local time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CityDay {
    /// The city; none if the place is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<Shown>,
    /// Its time as text, such as `Berlin time, 6 h behind home`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// Items in the order of their times.
    pub items: Vec<ProgrammeItem>,
    /// Items of this day whose time is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub untimed: Vec<ProgrammeItem>,
    /// Meetings at tables; only in a programme for one company or one member.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rounds: Vec<MeetingRound>,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeDay {
    /// The day as text, with its weekday.
    pub date: String,
    /// The cities in which something happens.
    pub cities: Vec<CityDay>,
}

/// The programme of a mission: for everybody, for one company or for one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProgrammePaper {
    /// What stands on every page.
    pub head: Letterhead,
    /// For whom it is.
    pub audience: Audience,
    /// The days in order.
    pub days: Vec<ProgrammeDay>,
    /// Items whose day is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undated: Vec<ProgrammeItem>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_item_keeps_its_cause_and_a_held_one_loses_its_plan() {
        let cancelled = Standing::from(&ItemState::Cancelled {
            cause: "Strike".into(),
        });
        assert_eq!(
            (cancelled.code(), cancelled.cause()),
            ("cancelled", Some("Strike"))
        );
        let held = Standing::from(&ItemState::Held {
            source: None,
            was_planned: true,
        });
        assert_eq!((held.code(), held.cause()), ("held", None));
    }
}
