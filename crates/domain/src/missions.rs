//! Missions and their legs.

use crate::codes::coded;
use crate::ids::{LegId, MissionId, OrganisationId, PersonId};
use crate::names::Names;
use crate::record::{Kind, Links, Record};
use crate::returned::Returned;
use crate::source::Source;
use crate::text::Localised;
use crate::time::{When, ZoneName};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// Which way a mission goes.
    Direction {
        /// We visit them, 出访.
        Outbound = "outbound",
        /// They visit us, 来访.
        Inbound = "inbound",
    }
}

coded! {
    /// The stage of a mission, without its data.
    Stage {
        /// Draft 拟订.
        Draft = "draft",
        /// Submitted for approval 报批.
        Submitted = "submitted",
        /// Approved 批准.
        Approved = "approved",
        /// Recruiting members 组团.
        Recruiting = "recruiting",
        /// Member list fixed 定团.
        Fixed = "fixed",
        /// Under way 在访.
        UnderWay = "under_way",
        /// Returned 返回.
        Returned = "returned",
        /// Reported 已报告.
        Reported = "reported",
        /// Closed 归档.
        Closed = "closed",
        /// Postponed 延期.
        Postponed = "postponed",
        /// Cancelled 取消.
        Cancelled = "cancelled",
    }
}

/// The state of a mission: its stage with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissionState {
    /// The stage now.
    pub stage: Stage,
    /// Since which day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Number of the approval document (批件), from `Approved` on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<String>,
    /// Cause of a postponement or cancellation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// Why a mission does not move to a stage.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StageRefused {
    /// The stages do not follow each other.
    #[error("a mission cannot go from {} to {}", from.code(), to.code())]
    NotNext {
        /// The stage it is in.
        from: Stage,
        /// The stage asked for.
        to: Stage,
    },
    /// A cancellation or postponement needs its cause.
    #[error("the cause is missing")]
    CauseMissing,
}

impl MissionState {
    /// A mission begins as a draft.
    pub fn draft() -> Self {
        Self {
            stage: Stage::Draft,
            since: None,
            approval: None,
            cause: None,
        }
    }

    /// The stages to which it can go from here (DOMAIN section 8.3).
    pub fn next(&self) -> &'static [Stage] {
        use Stage::*;
        match self.stage {
            Draft => &[Submitted, Approved, Cancelled],
            Submitted => &[Approved, Draft, Cancelled],
            Approved => &[Recruiting, Fixed, Postponed, Cancelled],
            Recruiting => &[Fixed, Postponed, Cancelled],
            Fixed => &[UnderWay, Postponed, Cancelled],
            UnderWay => &[Returned],
            Returned => &[Reported],
            Reported => &[Closed],
            Postponed => &[Draft, Approved, Cancelled],
            Closed | Cancelled => &[],
        }
    }

    /// Moves to a stage on a day, or says why not.
    pub fn advance(
        &self,
        to: Stage,
        on: Date,
        cause: Option<String>,
    ) -> Result<Self, StageRefused> {
        if !self.next().contains(&to) {
            return Err(StageRefused::NotNext {
                from: self.stage,
                to,
            });
        }
        let cause = cause.map(|c| c.trim().to_owned()).filter(|c| !c.is_empty());
        if matches!(to, Stage::Cancelled | Stage::Postponed) && cause.is_none() {
            return Err(StageRefused::CauseMissing);
        }
        Ok(Self {
            stage: to,
            since: Some(on),
            approval: self.approval.clone(),
            cause,
        })
    }
}

/// A code that cannot name a mission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a mission code: 2 to 32 capital letters, digits and hyphens")]
pub struct BadCode(pub String);

/// The code of a mission, such as `LN-DE-2023`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MissionCode(String);

impl MissionCode {
    /// Reads a code; small letters become capitals.
    pub fn new(text: &str) -> Result<Self, BadCode> {
        let code = text.trim().to_ascii_uppercase();
        let letters = code
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-');
        if (2..=32).contains(&code.len())
            && letters
            && !code.starts_with('-')
            && !code.ends_with('-')
        {
            Ok(Self(code))
        } else {
            Err(BadCode(text.to_owned()))
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for MissionCode {
    type Error = BadCode;
    fn try_from(text: String) -> Result<Self, BadCode> {
        Self::new(&text)
    }
}

impl From<MissionCode> for String {
    fn from(code: MissionCode) -> String {
        code.0
    }
}

impl std::fmt::Display for MissionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A mission: a delegation and its journey 代表团(团组).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mission {
    /// Its id.
    pub id: MissionId,
    /// Its code, unique in the agency.
    pub code: MissionCode,
    /// Its title.
    pub title: Localised,
    /// Outbound or inbound.
    pub direction: Direction,
    /// Its state.
    pub state: MissionState,
    /// First and last day, as known.
    pub when: When,
    /// The zone of the home office, in which home time is shown.
    pub home_zone: ZoneName,
    /// Home province, city or country as text.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub home: Localised,
    /// The organisation that leads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<OrganisationId>,
    /// Organisations that help to organise it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co_organisers: Vec<OrganisationId>,
    /// Head of delegation 团长.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<PersonId>,
    /// Size of the delegation where published or planned; none if not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<crate::count::Count>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Localised>,
    /// Themes of the talks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Localised>,
    /// Remarks, such as "first visit to Germany since the epidemic".
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub note: Localised,
    /// What is given account of after the return.
    #[serde(default, skip_serializing_if = "Returned::is_empty")]
    pub returned: Returned,
    /// Whether this is sample data, to be marked as such everywhere.
    #[serde(default)]
    pub sample: bool,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

impl Record for Mission {
    const KIND: Kind = Kind::Mission;
    type Id = MissionId;
    fn id(&self) -> MissionId {
        self.id
    }
    fn links(&self) -> Links {
        Links {
            code: Some(self.code.to_string()),
            sort: Some(self.when.sort_key()),
            ..Links::default()
        }
    }
}

coded! {
    /// The state of a leg.
    LegState {
        /// Planned.
        Planned = "planned",
        /// Confirmed with the hosts.
        Confirmed = "confirmed",
        /// Done.
        Done = "done",
    }
}

/// A leg of a mission: a city and the days in it 行程段.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leg {
    /// Its id.
    pub id: LegId,
    /// The mission.
    pub mission: MissionId,
    /// Its place in the order of travel, from 1.
    pub position: u32,
    /// The place with all its names; it may be unresolved.
    pub place: Names,
    /// ISO 3166-1 alpha-2 code of the country.
    pub country: String,
    /// The zone in which its times are told.
    pub zone: ZoneName,
    /// Arrival and departure, as known.
    pub when: When,
    /// The state.
    pub state: LegState,
    /// Hotel, as text.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hotel: String,
    /// The host organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<OrganisationId>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub note: Localised,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Record for Leg {
    const KIND: Kind = Kind::Leg;
    type Id = LegId;
    fn id(&self) -> LegId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            sort: Some(format!("{:05}", self.position)),
            ..Links::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn codes_have_one_spelling() {
        assert_eq!(
            MissionCode::new(" ln-de-2023 ").unwrap().as_str(),
            "LN-DE-2023"
        );
        for bad in ["", "x", "-A", "A B", "辽宁", "A/../B"] {
            assert!(MissionCode::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn stages_follow_each_other() {
        let day = date(2023, 10, 13);
        let draft = MissionState::draft();
        let refused = draft.advance(Stage::Reported, day, None);
        assert_eq!(
            refused,
            Err(StageRefused::NotNext {
                from: Stage::Draft,
                to: Stage::Reported
            })
        );
        assert_eq!(
            draft.advance(Stage::Cancelled, day, Some(" ".into())),
            Err(StageRefused::CauseMissing)
        );
        let mut state = draft;
        for to in [
            Stage::Submitted,
            Stage::Approved,
            Stage::Recruiting,
            Stage::Fixed,
            Stage::UnderWay,
            Stage::Returned,
            Stage::Reported,
            Stage::Closed,
        ] {
            state = state.advance(to, day, None).unwrap();
        }
        assert!(state.next().is_empty());
    }
}
