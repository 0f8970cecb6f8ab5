//! Who calls a use case, and through which door.

use domain::access::{Action, Actor, Decision, Subject, decide};
use domain::accounts::UserRole;
use domain::ids::{AgencyId, MissionId, UserId};
use domain::language::Language;
use domain::time::ZoneName;
use store::Door;

use crate::error::{AppError, Result};

/// The one who calls: their agency, role, language and door.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The user; none for the program itself (command line, jobs).
    pub user: Option<UserId>,
    /// Their name, for pages.
    pub name: String,
    /// The agency whose records they may see.
    pub agency: AgencyId,
    /// Their role, and the one mission to which they are confined, if they are.
    pub actor: Actor,
    /// The language in which they are answered.
    pub language: Language,
    /// The zone of their desk.
    pub zone: ZoneName,
    /// The door.
    pub door: Door,
    /// The request id, as the logs name it.
    pub request: String,
    /// The idempotency key of a form or command that must act only once.
    pub key: Option<String>,
}

impl Caller {
    /// The program itself, for the command line and for jobs: it may do everything in an agency.
    pub fn program(agency: AgencyId, door: Door) -> Self {
        Self {
            user: None,
            name: String::new(),
            agency,
            actor: Actor::with_role(UserRole::Administrator, None),
            language: Language::En,
            zone: ZoneName::utc(),
            door,
            request: String::new(),
            key: None,
        }
    }

    /// The same, answered in another language.
    #[must_use]
    pub fn speaking(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The same, acting once under an idempotency key; an empty key is none.
    #[must_use]
    pub fn with_key(mut self, key: Option<String>) -> Self {
        self.key = key.filter(|k| !k.is_empty());
        self
    }

    /// Whether the access rule lets them do this.
    pub fn may(&self, action: Action, subject: Subject, mission: Option<MissionId>) -> bool {
        decide(self.actor, action, subject, mission) == Decision::Allow
    }

    /// Asks the access rule.
    ///
    /// # Errors
    /// [`AppError::Forbidden`], or [`AppError::Missing`] where they may not even know.
    pub fn ask(&self, action: Action, subject: Subject, mission: Option<MissionId>) -> Result<()> {
        match decide(self.actor, action, subject, mission) {
            Decision::Allow => Ok(()),
            Decision::Forbid => Err(AppError::Forbidden),
            Decision::Hide => Err(AppError::Missing),
        }
    }
}
