//! The guest list on paper.

use super::{Letterhead, Published, Shown};
use crate::programme::ParticipationState;
use serde::{Deserialize, Serialize};

/// What a guest answered, or whether they came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Answer {
    /// Nominated 拟邀.
    Nominated,
    /// Invited 已邀.
    Invited,
    /// Perhaps 待定.
    Tentative,
    /// Accepted 接受.
    Accepted,
    /// Declined 谢绝.
    Declined,
    /// Attended 出席.
    Attended,
    /// Absent 缺席.
    Absent,
    /// Somebody came instead 代出席.
    Substituted {
        /// Who came.
        by: Shown,
    },
}

impl Answer {
    /// The answer of a participation; `name` finds the name of somebody who came instead.
    pub fn of(
        state: &ParticipationState,
        name: impl FnOnce(&crate::parties::PartyRef) -> Shown,
    ) -> Self {
        match state {
            ParticipationState::Nominated => Answer::Nominated,
            ParticipationState::Invited => Answer::Invited,
            ParticipationState::Tentative => Answer::Tentative,
            ParticipationState::Accepted => Answer::Accepted,
            ParticipationState::Declined { .. } => Answer::Declined,
            ParticipationState::Attended => Answer::Attended,
            ParticipationState::Absent => Answer::Absent,
            ParticipationState::Substituted { by } => Answer::Substituted { by: name(by) },
        }
    }

    /// The word used in catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            Answer::Nominated => "nominated",
            Answer::Invited => "invited",
            Answer::Tentative => "tentative",
            Answer::Accepted => "accepted",
            Answer::Declined => "declined",
            Answer::Attended => "attended",
            Answer::Absent => "absent",
            Answer::Substituted { .. } => "substituted",
        }
    }
}

/// One invited person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guest {
    /// Name in the reader's language with the original beside.
    pub name: Shown,
    /// Their offices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<String>,
    /// What they answered.
    pub answer: Answer,
}

/// A body that is invited, and the people who come for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestBody {
    /// Its name; none for people who come for themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Shown>,
    /// What the body answered; none if only its people were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// How many came for it, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Published>,
    /// Its people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Guest>,
}

/// The guests of one programme item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestOccasion {
    /// Title of the item.
    pub title: String,
    /// Title in the second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<String>,
    /// Date, time and place as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// Counts as published, such as "more than 90"; never mixed with the counted list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Published>,
    /// The bodies.
    pub bodies: Vec<GuestBody>,
}

/// Who was invited to what, and who came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GuestPaper {
    /// What stands on every page.
    pub head: Letterhead,
    /// The items with guests, in the order of the programme.
    pub occasions: Vec<GuestOccasion>,
}
