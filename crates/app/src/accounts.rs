//! Agencies, users, sessions: who is in the house.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::office::App;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Actor;
use domain::accounts::{Agency, Membership, User, UserRole};
use domain::ids::{AgencyId, MissionId, SessionId, UserId};
use domain::language::Language;
use domain::time::ZoneName;
use jiff::SignedDuration;
use store::sessions::Session;
use store::{Door, Stamp, house};

mod door;
mod members;
mod own;
mod password;

pub use door::{LINK_HOURS, Visitor};
pub use members::{Grant, Invitation};
pub use store::accounts::Member;
pub use store::sessions::{LinkPurpose, Session as OpenSession};

/// A session ends by itself after so many hours without use.
pub const SESSION_HOURS: i64 = 12;
/// A session ends so many days after the sign-in, however much it is used.
pub const SESSION_DAYS: i64 = 7;

/// A session's secret, as it stands in the cookie. The store keeps only its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub(crate) fn new(app: &App) -> Self {
        let mut bytes = [0; 32];
        app.chance().fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text for a cookie or link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their session.
    pub session: SessionId,
    /// Who they are.
    pub user: User,
    /// The agency in which they work.
    pub agency: Agency,
    /// What they are in it.
    pub membership: Membership,
}

impl SignedIn {
    /// The caller that they are in one request.
    pub fn caller(&self, request: String) -> Caller {
        Caller {
            user: Some(self.user.id),
            name: self.user.name.clone(),
            agency: self.agency.id,
            actor: Actor::with_role(self.membership.role, self.membership.mission),
            language: self.user.language,
            zone: self.user.zone.clone(),
            door: Door::Page,
            request,
            key: None,
        }
    }
}

/// A user to be made, without a password.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Their electronic mail address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language in which the program speaks to them.
    pub language: Language,
    /// The zone of their desk.
    pub zone: ZoneName,
    /// Their role.
    pub role: UserRole,
    /// The mission to which they are confined, if they are.
    pub mission: Option<MissionId>,
    /// The last day of their membership, if it has one.
    pub until: Option<jiff::civil::Date>,
}

impl App {
    /// Who holds this session token now; none if it is unknown, ended, or their membership is.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn signed_in(&self, token: &str) -> Result<Option<SignedIn>> {
        let now = self.clock().now();
        let mut reader = self.store().read(house()).await?;
        let Some(session) = reader.session(token.as_bytes(), now).await? else {
            return Ok(None);
        };
        let account = reader.account(session.user).await?;
        let today = account.user.zone.local(now).date();
        let members = reader.memberships_of(session.user).await?;
        let member = members
            .into_iter()
            .map(|m| m.membership)
            .find(|m| session.agency.is_none_or(|agency| agency == m.agency) && m.holds_on(today));
        let Some(membership) = member.filter(|_| account.user.active) else {
            return Ok(None);
        };
        drop(reader);
        self.keep_alive(&session).await?;
        let (agency, _) = self
            .store()
            .read(membership.agency)
            .await?
            .agency_record()
            .await?;
        Ok(Some(SignedIn {
            session: session.id,
            user: account.user,
            agency,
            membership,
        }))
    }

    /// Opens a session for a user whose identity has been established.
    ///
    /// # Errors
    /// [`AppError::Missing`] when there is no such user.
    pub async fn open_session(
        &self,
        user: UserId,
        agency: AgencyId,
        browser: &str,
    ) -> Result<Token> {
        let token = Token::new(self);
        let now = self.clock().now();
        let session = Session {
            id: self.new_id(),
            user,
            agency: Some(agency),
            created_at: now,
            seen_at: now,
            expires_at: now + SignedDuration::from_hours(SESSION_HOURS),
            user_agent: browser.chars().take(120).collect(),
        };
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Page)
            .by(user)
            .intention("session.open");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let (session, token) = (&session, &token);
                async move {
                    tx.open_session(session, token.as_str().as_bytes()).await?;
                    tx.note_event(None, "signed in");
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        Ok(token)
    }

    /// Founds an agency.
    ///
    /// # Errors
    /// A refusal when its code is taken.
    pub async fn found_agency(&self, code: &str, name: &str, zone: ZoneName) -> Result<Agency> {
        let agency = Agency {
            id: self.new_id(),
            name: name.to_owned(),
            zone,
        };
        let stamp =
            Stamp::new(self.clock(), self.chance(), Door::CommandLine).intention("agency.found");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let agency = &agency;
                async move {
                    tx.create_agency(code, agency).await?;
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        // Its index is complete while it is empty: the next start need not make it anew.
        self.refresh_index_of(agency.id).await?;
        Ok(agency)
    }

    /// Makes a user and gives them a role in an agency.
    ///
    /// # Errors
    /// A refusal when the address signs somebody in already, or the membership is incomplete.
    pub async fn add_user(&self, agency: AgencyId, new: NewUser) -> Result<User> {
        let user = User {
            id: self.new_id(),
            email: new.email.trim().to_lowercase(),
            name: new.name.clone(),
            language: new.language,
            zone: new.zone.clone(),
            active: true,
        };
        let stamp =
            Stamp::new(self.clock(), self.chance(), Door::CommandLine).intention("user.add");
        let membership = Membership {
            agency,
            user: user.id,
            role: new.role,
            mission: new.mission,
            until: new.until,
            team: None,
        };
        let member = domain::ids::uuid_v7(self.clock(), self.chance());
        self.store()
            .transact(agency, &stamp, self.chance(), |mut tx| {
                let (user, membership) = (&user, &membership);
                async move {
                    tx.create_user(user).await?;
                    tx.grant(member, membership).await?;
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        Ok(user)
    }
}
