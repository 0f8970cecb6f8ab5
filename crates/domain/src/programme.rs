//! The programme: items, and who takes part in them and in the mission.

use crate::codes::coded;
use crate::count::Count;
use crate::ids::{ItemId, LegId, MissionId, OrganisationId, ParticipationId, PostId};
use crate::parties::PartyRef;
use crate::record::{Kind, Links, Record};
use crate::source::Source;
use crate::text::Localised;
use crate::time::When;
use serde::{Deserialize, Serialize};

coded! {
    /// What a programme item is.
    ItemKind {
        /// Roundtable 圆桌会.
        Roundtable = "roundtable",
        /// Promotion conference 推介会.
        PromotionConference = "promotion_conference",
        /// Signing ceremony 签约仪式.
        SigningCeremony = "signing_ceremony",
        /// Talks with one counterpart 会谈.
        Talks = "talks",
        /// Courtesy call 礼节性拜会.
        CourtesyCall = "courtesy_call",
        /// Visit to a company's headquarters 总部拜访.
        CompanyVisit = "company_visit",
        /// Site visit 考察.
        SiteVisit = "site_visit",
        /// Matchmaking session 对接洽谈.
        Matchmaking = "matchmaking",
        /// Banquet or other meal given 宴请.
        Banquet = "banquet",
        /// Briefing 行前会.
        Briefing = "briefing",
        /// Press 媒体.
        Press = "press",
        /// Travel 交通.
        Travel = "travel",
        /// Free time 自由.
        Free = "free",
    }
}

impl ItemKind {
    /// Whether such an item is substantive official activity unless said otherwise.
    pub fn usually_official(self) -> bool {
        !matches!(self, ItemKind::Travel | ItemKind::Free | ItemKind::Banquet)
    }
}

coded! {
    /// How the item is interpreted.
    Interpretation {
        /// Not needed.
        NotNeeded = "none",
        /// Consecutive 交传.
        Consecutive = "consecutive",
        /// Simultaneous 同传.
        Simultaneous = "simultaneous",
        /// Whispered 耳语.
        Whispered = "whispered",
        /// Not yet decided or not published.
        Unknown = "unknown",
    }
}

coded! {
    /// Who may see an item outside the office.
    Visibility {
        /// The delegation and the hosts.
        Participants = "participants",
        /// Everybody, including printed programmes for guests.
        Public = "public",
        /// The office only.
        Internal = "internal",
    }
}

/// The state of a programme item. Planned and held are different things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ItemState {
    /// Tentative 拟定.
    Tentative,
    /// Requested from the host 已提请.
    Requested,
    /// Confirmed 已确认.
    Confirmed,
    /// Held 已举行.
    Held {
        /// How we know, if from a source.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<Source>,
        /// Whether it was first known as a plan (and stands in the plan as such).
        #[serde(default)]
        was_planned: bool,
    },
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

/// Why an item does not change its state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemRefused {
    /// A held item is immutable except by correction.
    #[error("the item has been held; it can only be corrected")]
    AlreadyHeld,
    /// A cancelled item must be planned anew first.
    #[error("the item is cancelled; plan it anew first")]
    Cancelled,
    /// It cannot have been held: its day is still to come.
    #[error("its day is still to come")]
    NotYet,
    /// A cancellation or postponement needs its cause.
    #[error("the cause is missing")]
    CauseMissing,
}

impl ItemState {
    /// The word used in forms, files and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            ItemState::Tentative => "tentative",
            ItemState::Requested => "requested",
            ItemState::Confirmed => "confirmed",
            ItemState::Held { .. } => "held",
            ItemState::Cancelled { .. } => "cancelled",
            ItemState::Postponed { .. } => "postponed",
        }
    }

    /// Whether it still occupies people, rooms and vehicles.
    pub fn is_live(&self) -> bool {
        !matches!(
            self,
            ItemState::Cancelled { .. } | ItemState::Postponed { .. }
        )
    }

    /// Whether it has been held.
    pub fn is_held(&self) -> bool {
        matches!(self, ItemState::Held { .. })
    }

    /// Plans it (again): tentative, requested or confirmed.
    pub fn plan(&self, to: Planned) -> Result<Self, ItemRefused> {
        if self.is_held() {
            return Err(ItemRefused::AlreadyHeld);
        }
        Ok(match to {
            Planned::Tentative => ItemState::Tentative,
            Planned::Requested => ItemState::Requested,
            Planned::Confirmed => ItemState::Confirmed,
        })
    }

    /// Records that it was held. `today` is the day in the item's own place.
    pub fn hold(
        &self,
        when: &When,
        today: jiff::civil::Date,
        source: Option<Source>,
    ) -> Result<Self, ItemRefused> {
        match self {
            ItemState::Held { .. } => Err(ItemRefused::AlreadyHeld),
            ItemState::Cancelled { .. } => Err(ItemRefused::Cancelled),
            _ if when.first_day().is_some_and(|day| day > today) => Err(ItemRefused::NotYet),
            _ => Ok(ItemState::Held {
                source,
                was_planned: true,
            }),
        }
    }

    /// Cancels it with its cause.
    pub fn cancel(&self, cause: &str) -> Result<Self, ItemRefused> {
        self.leave(cause)
            .map(|cause| ItemState::Cancelled { cause })
    }

    /// Postpones it with its cause.
    pub fn postpone(&self, cause: &str) -> Result<Self, ItemRefused> {
        self.leave(cause)
            .map(|cause| ItemState::Postponed { cause })
    }

    fn leave(&self, cause: &str) -> Result<String, ItemRefused> {
        if self.is_held() {
            return Err(ItemRefused::AlreadyHeld);
        }
        match cause.trim() {
            "" => Err(ItemRefused::CauseMissing),
            cause => Ok(cause.to_owned()),
        }
    }
}

coded! {
    /// How firmly an item is planned.
    Planned {
        /// Tentative 拟定.
        Tentative = "tentative",
        /// Requested from the host 已提请.
        Requested = "requested",
        /// Confirmed 已确认.
        Confirmed = "confirmed",
    }
}

/// A programme item 活动.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The mission.
    pub mission: MissionId,
    /// The leg in which it takes place; none if the place is not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<LegId>,
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: Localised,
    /// When, as exactly as known.
    pub when: When,
    /// Its state.
    pub state: ItemState,
    /// Venue as text, such as "Chamber of Commerce".
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub venue: Localised,
    /// Room in the venue; one item at a time is in it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub room: String,
    /// Host organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<OrganisationId>,
    /// Whether it is substantive official activity.
    #[serde(default)]
    pub official: bool,
    /// Working languages, as BCP 47 tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Mode of interpretation.
    pub interpretation: Interpretation,
    /// Who may see it.
    pub visibility: Visibility,
    /// Counts as published, such as "more than 90 guests".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<Count>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub note: Localised,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Record for Item {
    const KIND: Kind = Kind::Item;
    type Id = ItemId;
    fn id(&self) -> ItemId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: self.leg.map(|leg| leg.uuid()),
            sort: Some(self.when.sort_key()),
            ..Links::default()
        }
    }
}

coded! {
    /// What a party does in an item or in the mission.
    Role {
        /// Head of delegation 团长.
        Leader = "leader",
        /// Member of the delegation 团员.
        Member = "member",
        /// Accompanying staff 随行人员.
        Staff = "staff",
        /// Presents 推介人.
        Presenter = "presenter",
        /// Speaks 致辞.
        Speaker = "speaker",
        /// Guest 嘉宾.
        Guest = "guest",
        /// Host 主人.
        Host = "host",
        /// Counterpart in talks 会谈对方.
        Counterpart = "counterpart",
        /// Signs 签约人.
        Signatory = "signatory",
        /// Witnesses a signing 见证人.
        Witness = "witness",
        /// Interpreter 译员.
        Interpreter = "interpreter",
        /// Attends 出席.
        Attendee = "attendee",
        /// Named by a source, not present 提及.
        Mentioned = "mentioned",
    }
}

coded! {
    /// On whose side a party is.
    Side {
        /// The delegation's.
        Home = "home",
        /// The hosts'.
        Host = "host",
    }
}

/// The state of a participation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ParticipationState {
    /// Nominated 拟邀.
    Nominated,
    /// Invited 已邀.
    Invited,
    /// Has answered "perhaps".
    Tentative,
    /// Accepted 接受.
    Accepted,
    /// Declined 谢绝.
    Declined {
        /// Their reason, if given.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        cause: String,
    },
    /// Attended 出席.
    Attended,
    /// Absent 缺席.
    Absent,
    /// Somebody came instead 代出席.
    Substituted {
        /// Who came.
        by: PartyRef,
    },
}

/// Why a participation does not change its state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefused {
    /// Nobody can have attended what was not held.
    #[error("the item has not been held")]
    NotHeld,
    /// After the event there is nothing to answer.
    #[error("attendance is recorded already")]
    Recorded,
}

impl ParticipationState {
    /// The word used in forms, files and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            ParticipationState::Nominated => "nominated",
            ParticipationState::Invited => "invited",
            ParticipationState::Tentative => "tentative",
            ParticipationState::Accepted => "accepted",
            ParticipationState::Declined { .. } => "declined",
            ParticipationState::Attended => "attended",
            ParticipationState::Absent => "absent",
            ParticipationState::Substituted { .. } => "substituted",
        }
    }

    /// All codes, in the order of the process.
    pub const CODES: [&'static str; 8] = [
        "nominated",
        "invited",
        "tentative",
        "accepted",
        "declined",
        "attended",
        "absent",
        "substituted",
    ];

    /// Whether attendance is recorded.
    pub fn is_recorded(&self) -> bool {
        matches!(
            self,
            Self::Attended | Self::Absent | Self::Substituted { .. }
        )
    }

    /// Takes an answer (or an invitation, or a nomination) before the event.
    pub fn answer(&self, answer: ParticipationState) -> Result<Self, AnswerRefused> {
        if self.is_recorded() || answer.is_recorded() {
            return Err(AnswerRefused::Recorded);
        }
        Ok(answer)
    }

    /// Records attendance; only of an item that was held (the mission itself always counts).
    pub fn record(&self, outcome: ParticipationState, held: bool) -> Result<Self, AnswerRefused> {
        if !held {
            return Err(AnswerRefused::NotHeld);
        }
        Ok(outcome)
    }
}

/// A party's part in an item, or in the mission as a whole 参加.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participation {
    /// Its id.
    pub id: ParticipationId,
    /// The mission.
    pub mission: MissionId,
    /// The item; none for membership of the delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Who.
    pub party: PartyRef,
    /// For whom a person comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// The posts by which they take part; a leader may have two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<PostId>,
    /// What they do.
    pub role: Role,
    /// On whose side.
    pub side: Side,
    /// The state.
    pub state: ParticipationState,
    /// Order of precedence within the side, from 1; none if not set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// How many came for this body, as published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<Count>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Record for Participation {
    const KIND: Kind = Kind::Participation;
    type Id = ParticipationId;
    fn id(&self) -> ParticipationId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: self.item.map(|item| item.uuid()),
            sort: Some(format!("{:05}", self.rank.unwrap_or(99_999))),
            ..Links::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn planned_and_held_are_different() {
        let when = When::Day {
            date: date(2023, 10, 13),
        };
        let planned = ItemState::Confirmed;
        assert_eq!(
            planned.hold(&when, date(2023, 10, 12), None),
            Err(ItemRefused::NotYet)
        );
        let held = planned.hold(&when, date(2023, 10, 13), None).unwrap();
        assert!(held.is_held());
        assert_eq!(held.plan(Planned::Tentative), Err(ItemRefused::AlreadyHeld));
        assert_eq!(held.cancel("rain"), Err(ItemRefused::AlreadyHeld));
    }

    #[test]
    fn a_cancellation_needs_its_cause() {
        assert_eq!(
            ItemState::Tentative.cancel("  "),
            Err(ItemRefused::CauseMissing)
        );
        let gone = ItemState::Tentative.cancel("host ill").unwrap();
        assert!(!gone.is_live());
        let when = When::NotPublished {
            note: String::new(),
        };
        assert_eq!(
            gone.hold(&when, date(2023, 1, 1), None),
            Err(ItemRefused::Cancelled)
        );
        assert_eq!(gone.plan(Planned::Requested), Ok(ItemState::Requested));
    }

    #[test]
    fn nobody_attended_what_was_not_held() {
        let invited = ParticipationState::Invited;
        assert_eq!(
            invited.record(ParticipationState::Attended, false),
            Err(AnswerRefused::NotHeld)
        );
        let attended = invited.record(ParticipationState::Attended, true).unwrap();
        assert_eq!(
            attended.answer(ParticipationState::Accepted),
            Err(AnswerRefused::Recorded)
        );
        assert_eq!(
            invited.answer(ParticipationState::Attended),
            Err(AnswerRefused::Recorded)
        );
    }
}
