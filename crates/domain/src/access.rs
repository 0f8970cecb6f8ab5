//! Who may do what, as data: one table that a human can read.
//!
//! The rule is asked before anything is loaded or written. A record of another agency, or of a
//! mission outside a user's scope, answers exactly like a missing one.

use crate::accounts::UserRole;
use crate::codes::coded;
use crate::ids::{MatchmakingId, MissionId, OrganisationId};
use crate::record::Kind;

coded! {
    /// What is done to a record.
    Action {
        /// See one, list, search.
        View = "view",
        /// Make a new one.
        Create = "create",
        /// Change one.
        Edit = "edit",
        /// Delete one, or bring a deleted one back.
        Delete = "delete",
        /// Approve or confirm what somebody else wrote.
        Approve = "approve",
        /// Take it out of the program as a file.
        Export = "export",
    }
}

/// What an action is done to: a kind of record, or a part of the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A kind of record.
    Record(Kind),
    /// Users, teams and roles.
    Accounts,
    /// The audit trail.
    Audit,
    /// Imports of whole workbooks.
    Import,
    /// Agency settings, backup.
    Settings,
}

impl Subject {
    /// All subjects, records first.
    pub fn all() -> Vec<Subject> {
        let office = [
            Subject::Accounts,
            Subject::Audit,
            Subject::Import,
            Subject::Settings,
        ];
        Kind::ALL
            .into_iter()
            .map(Subject::Record)
            .chain(office)
            .collect()
    }

    /// The word used in the golden table and in messages.
    pub fn code(self) -> &'static str {
        match self {
            Subject::Record(kind) => kind.code(),
            Subject::Accounts => "accounts",
            Subject::Audit => "audit",
            Subject::Import => "import",
            Subject::Settings => "settings",
        }
    }
}

/// Who acts: a role, and the one mission to which it is confined, if it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The role.
    pub role: UserRole,
    /// The only mission that they may see.
    pub only: Option<MissionId>,
    /// The participant whose link they came by; their role counts for nothing then.
    pub link: Option<Holder>,
}

impl Actor {
    /// Somebody with a role, confined to a mission or not.
    #[must_use]
    pub fn with_role(role: UserRole, only: Option<MissionId>) -> Self {
        Self {
            role,
            only,
            link: None,
        }
    }

    /// Somebody who came by a participant's link.
    #[must_use]
    pub fn by_link(holder: Holder) -> Self {
        Self {
            // Never asked for: the link decides.
            role: UserRole::Partner,
            only: Some(holder.mission),
            link: Some(holder),
        }
    }
}

/// Who came by the link of a participant: they speak for this participant in this session, and
/// nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The mission.
    pub mission: MissionId,
    /// The session.
    pub session: MatchmakingId,
    /// The participant.
    pub organisation: OrganisationId,
}

impl Holder {
    /// Whether a request is theirs to see: one of their session that they sent or received.
    #[must_use]
    pub fn may_see(&self, request: &crate::matchmaking::Request) -> bool {
        request.matchmaking == self.session && request.other(self.organisation).is_some()
    }

    /// Whether a profile is their own, to be changed.
    #[must_use]
    pub fn owns(&self, profile: &crate::participants::Profile) -> bool {
        profile.matchmaking == self.session && profile.organisation == self.organisation
    }
}

/// The answer of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// No, and they may know that it exists.
    Forbid,
    /// No, and it answers like something missing.
    Hide,
}

use Action::{Approve, Create, Delete, Edit, Export, View};
use Kind::*;

const ALL: &[Action] = &[View, Create, Edit, Delete, Approve, Export];
const WRITE: &[Action] = &[View, Create, Edit, Delete, Export];
const READ: &[Action] = &[View, Export];
const SEE: &[Action] = &[View];
const CONFIRM: &[Action] = &[View, Approve, Export];
const NOTE: &[Action] = &[View, Create, Edit];
const NOTHING: &[Action] = &[];

/// The actions that a role has on a subject. This function is the whole table; its golden file
/// is `src/snapshots/domain__access__tests__access.snap`.
pub fn rights(role: UserRole, subject: Subject) -> &'static [Action] {
    match (role, subject) {
        (UserRole::Administrator, _) => ALL,
        (_, Subject::Accounts | Subject::Settings) => NOTHING,
        (UserRole::MissionOfficer, Subject::Audit) => READ,
        (UserRole::MissionOfficer, _) => WRITE,
        (UserRole::Verifier, Subject::Audit) => READ,
        (UserRole::ProtocolOfficer | UserRole::ProjectManager, Subject::Audit) => SEE,
        (_, Subject::Audit) => NOTHING,
        (UserRole::ProtocolOfficer, Subject::Import) => WRITE,
        (_, Subject::Import) => NOTHING,
        (role, Subject::Record(kind)) => record_rights(role, kind),
    }
}

fn record_rights(role: UserRole, kind: Kind) -> &'static [Action] {
    match (role, kind) {
        (
            UserRole::ProtocolOfficer,
            Organisation | Person | Post | Participation | Item | Document,
        ) => WRITE,
        (UserRole::ProtocolOfficer, _) => READ,
        (UserRole::ProjectManager, Organisation | Person | Post | Agreement) => WRITE,
        (UserRole::ProjectManager, Meeting | Ask | Commitment | Document) => WRITE,
        (UserRole::ProjectManager, _) => READ,
        (UserRole::Verifier, Meeting | Commitment | Agreement) => CONFIRM,
        (UserRole::Verifier, _) => READ,
        (UserRole::Delegate, Meeting | Ask | Commitment) => NOTE,
        (UserRole::Delegate, Request | Timetable | Matchmaking | Profile) => SEE,
        (UserRole::Delegate, _) => READ,
        (UserRole::Viewer, _) => READ,
        (UserRole::Partner, Mission | Leg | Item | Document) => SEE,
        (UserRole::Partner, Organisation | Person | Post | Participation) => SEE,
        (UserRole::Partner, _) => NOTHING,
        (UserRole::Administrator | UserRole::MissionOfficer, _) => WRITE,
    }
}

/// What the holder of a participant's link may do to records of their session; which of them are
/// theirs, [`Holder`] says.
pub fn link_rights(subject: Subject) -> &'static [Action] {
    match subject {
        Subject::Record(Matchmaking | Timetable) => SEE,
        Subject::Record(Request | Profile) => NOTE,
        _ => NOTHING,
    }
}

/// Whether an actor may do something to a subject of a mission (none: it belongs to no mission).
pub fn decide(
    actor: Actor,
    action: Action,
    subject: Subject,
    mission: Option<MissionId>,
) -> Decision {
    if let (Some(only), Some(mission)) = (actor.only, mission)
        && only != mission
    {
        return Decision::Hide;
    }
    let rights = match actor.link {
        Some(_) => link_rights(subject),
        None => rights(actor.role, subject),
    };
    if rights.contains(&action) {
        Decision::Allow
    } else if rights.contains(&View) {
        Decision::Forbid
    } else {
        Decision::Hide
    }
}

/// The whole table as text: one line for each role and subject.
pub fn table() -> String {
    let mut text = String::new();
    for role in UserRole::ALL {
        for subject in Subject::all() {
            text.push_str(&line(role.code(), subject, rights(*role, subject)));
        }
    }
    for subject in Subject::all() {
        text.push_str(&line("link", subject, link_rights(subject)));
    }
    text
}

fn line(who: &str, subject: Subject, rights: &[Action]) -> String {
    let words: Vec<_> = rights.iter().map(|action| action.code()).collect();
    let words = if words.is_empty() {
        "-".to_owned()
    } else {
        words.join(" ")
    };
    format!("{who:<17} {:<14} {words}\n", subject.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use uuid::Uuid;

    fn mission(n: u128) -> MissionId {
        MissionId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn the_table_is_what_people_agreed() {
        insta::assert_snapshot!("access", table());
    }

    #[test]
    fn a_foreign_mission_is_hidden_not_forbidden() {
        let partner = Actor::with_role(UserRole::Partner, Some(mission(1)));
        let item = Subject::Record(Item);
        assert_eq!(
            decide(partner, View, item, Some(mission(1))),
            Decision::Allow
        );
        assert_eq!(
            decide(partner, Edit, item, Some(mission(1))),
            Decision::Forbid
        );
        assert_eq!(
            decide(partner, View, item, Some(mission(2))),
            Decision::Hide
        );
        assert_eq!(
            decide(partner, View, Subject::Accounts, None),
            Decision::Hide
        );
    }

    #[test]
    fn a_link_opens_one_session_and_nothing_else() {
        let holder = Holder {
            mission: mission(1),
            session: MatchmakingId::from_uuid(Uuid::from_u128(1)),
            organisation: OrganisationId::from_uuid(Uuid::from_u128(1)),
        };
        let guest = Actor::by_link(holder);
        let request = Subject::Record(Request);
        assert_eq!(
            decide(guest, Edit, request, Some(mission(1))),
            Decision::Allow
        );
        assert_eq!(
            decide(guest, Edit, request, Some(mission(2))),
            Decision::Hide
        );
        assert_eq!(
            decide(guest, Delete, request, Some(mission(1))),
            Decision::Forbid
        );
        for subject in Subject::all() {
            let seen = decide(guest, View, subject, Some(mission(1))) == Decision::Allow;
            let expected = matches!(
                subject,
                Subject::Record(Matchmaking | Timetable | Request | Profile)
            );
            assert_eq!(seen, expected, "{}", subject.code());
        }
    }

    #[test]
    fn a_verifier_claims_nothing() {
        for subject in Subject::all() {
            let rights = rights(UserRole::Verifier, subject);
            assert!(
                !rights.contains(&Create) && !rights.contains(&Edit),
                "{}",
                subject.code()
            );
        }
    }
}
