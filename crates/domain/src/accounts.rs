//! Agencies, users and what they are to each other.

use crate::codes::coded;
use crate::ids::{AgencyId, MissionId, TeamId, UserId};
use crate::language::Language;
use crate::time::ZoneName;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// What a user may be in an agency.
    UserRole {
        /// Administrator 管理员: accounts and settings, and everything else.
        Administrator = "administrator",
        /// Mission officer 项目专员: plans and runs missions.
        MissionOfficer = "mission_officer",
        /// Protocol officer 礼宾官: guests, names, order of precedence, ceremonies.
        ProtocolOfficer = "protocol_officer",
        /// Project manager 项目经理: agreements and what follows from them.
        ProjectManager = "project_manager",
        /// Verifier 核验员: confirms what others claim, and claims nothing.
        Verifier = "verifier",
        /// Member of the delegation 团员: sees the mission, writes meeting records.
        Delegate = "delegate",
        /// Viewer 查阅者: sees, changes nothing.
        Viewer = "viewer",
        /// Partner 合作方: sees one mission, until a date.
        Partner = "partner",
    }
}

/// What a user is in an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The agency.
    pub agency: AgencyId,
    /// The user.
    pub user: UserId,
    /// The role.
    pub role: UserRole,
    /// The one mission that they see: required for partners, possible for delegates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<MissionId>,
    /// The last day of a partner's access.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Their team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
}

/// Why a membership is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadMembership {
    /// A partner needs a mission.
    #[error("a partner is let into one mission: name it")]
    MissionMissing,
    /// A partner needs a last day.
    #[error("a partner is let in until a date: name it")]
    UntilMissing,
}

impl Membership {
    /// Checks what a partner's membership needs.
    pub fn check(&self) -> Result<(), BadMembership> {
        if self.role == UserRole::Partner {
            if self.mission.is_none() {
                return Err(BadMembership::MissionMissing);
            }
            if self.until.is_none() {
                return Err(BadMembership::UntilMissing);
            }
        }
        Ok(())
    }

    /// Whether it still holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }
}

/// A user as other people see them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Their id.
    pub id: UserId,
    /// Their electronic mail address, in small letters; they sign in with it.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language in which the program speaks to them.
    pub language: Language,
    /// The zone of their desk.
    pub zone: ZoneName,
    /// Whether they may sign in.
    pub active: bool,
}

/// An agency: the office whose records are kept apart from all others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agency {
    /// Its id.
    pub id: AgencyId,
    /// Its name.
    pub name: String,
    /// The zone of its home office.
    pub zone: ZoneName,
}

/// A team in an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn a_partner_is_let_into_one_mission_until_a_date() {
        let mut partner = Membership {
            agency: AgencyId::from_uuid(Uuid::nil()),
            user: UserId::from_uuid(Uuid::nil()),
            role: UserRole::Partner,
            mission: None,
            until: None,
            team: None,
        };
        assert_eq!(partner.check(), Err(BadMembership::MissionMissing));
        partner.mission = Some(MissionId::from_uuid(Uuid::nil()));
        assert_eq!(partner.check(), Err(BadMembership::UntilMissing));
        partner.until = Some(date(2026, 5, 1));
        assert_eq!(partner.check(), Ok(()));
        assert!(partner.holds_on(date(2026, 5, 1)));
        assert!(!partner.holds_on(date(2026, 5, 2)));
    }
}
