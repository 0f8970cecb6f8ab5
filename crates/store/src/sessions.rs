//! Browser sessions and links that work once. Of every token only the SHA-256 is kept: who reads
//! the database cannot sign in with what is found there.

use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::ids::{AgencyId, SessionId, TypedId, UserId};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, by which it is revoked.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The agency they work in at the moment.
    pub agency: Option<AgencyId>,
    /// When they signed in.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// The browser, in short.
    pub user_agent: String,
}

/// What a one-time link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// The first administrator of an agency sets a password.
    FirstAdministrator,
    /// An invited user sets a password.
    Invitation,
    /// A user sets a new password.
    NewPassword,
}

impl LinkPurpose {
    const ALL: [LinkPurpose; 3] = [
        LinkPurpose::FirstAdministrator,
        LinkPurpose::Invitation,
        LinkPurpose::NewPassword,
    ];

    /// The word kept in the database.
    pub fn code(self) -> &'static str {
        match self {
            LinkPurpose::FirstAdministrator => "first_administrator",
            LinkPurpose::Invitation => "invitation",
            LinkPurpose::NewPassword => "new_password",
        }
    }
}

/// A link that works once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// For whom.
    pub user: UserId,
    /// In which agency, if that matters.
    pub agency: Option<AgencyId>,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// The key under which a token is kept.
pub(crate) fn token_key(token: &[u8]) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

const SESSION: &str = "id, user_id, agency_id, created_at, seen_at, expires_at, user_agent";

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        id: row.id(0)?,
        user: row.id(1)?,
        agency: row.get::<Option<Uuid>>(2)?.map(AgencyId::from_uuid),
        created_at: moment(row.get(3)?),
        seen_at: moment(row.get(4)?),
        expires_at: moment(row.get(5)?),
        user_agent: row.get(6)?,
    })
}

impl Tx {
    /// Keeps a new session under its token.
    ///
    /// # Errors
    /// [`StoreError::Dangling`] when there is no such user.
    pub async fn open_session(&mut self, session: &Session, token: &[u8]) -> Result<()> {
        let query = Query::new(
            "INSERT INTO session (id, token_hash, user_id, agency_id, created_at, seen_at, \
             expires_at, user_agent, revoked_at) VALUES ",
        )
        .row([
            id(session.id),
            token_key(token).into(),
            id(session.user),
            session.agency.map(|a| a.uuid()).into(),
            session.created_at.as_microsecond().into(),
            session.seen_at.as_microsecond().into(),
            session.expires_at.as_microsecond().into(),
            session.user_agent.as_str().into(),
            Value::Int(None),
        ]);
        self.execute(query).await.map(|_| ())
    }

    /// Notes that a session is in use, and until when it may now live.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was revoked or has ended.
    pub async fn touch_session(&mut self, session: SessionId, expires: Timestamp) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE session SET seen_at = ")
            .bind(now)
            .sql(", expires_at = ")
            .bind(expires.as_microsecond())
            .sql(" WHERE revoked_at IS NULL AND expires_at > ")
            .bind(now)
            .sql(" AND id = ")
            .id(session);
        self.at_least_one(query).await
    }

    /// Gives a session a new token; the old one is worth nothing from now on.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was revoked or has ended.
    pub async fn rotate_session(&mut self, session: &Session, token: &[u8]) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE session SET token_hash = ")
            .bind(token_key(token))
            .sql(", agency_id = ")
            .bind(session.agency.map(|a| a.uuid()))
            .sql(", seen_at = ")
            .bind(now)
            .sql(" WHERE revoked_at IS NULL AND expires_at > ")
            .bind(now)
            .sql(" AND id = ")
            .id(session.id);
        self.at_least_one(query).await
    }

    /// Ends one session of a user: also another device's.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not theirs or has ended.
    pub async fn revoke_session(&mut self, user: UserId, session: SessionId) -> Result<()> {
        let query = Query::new("UPDATE session SET revoked_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE revoked_at IS NULL AND user_id = ")
            .id(user)
            .sql(" AND id = ")
            .id(session);
        self.at_least_one(query).await
    }

    /// Ends all sessions of a user but, perhaps, one. Returns how many ended.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn revoke_sessions(&mut self, user: UserId, but: Option<SessionId>) -> Result<u64> {
        let mut query = Query::new("UPDATE session SET revoked_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE revoked_at IS NULL AND user_id = ")
            .id(user);
        if let Some(but) = but {
            query = query.sql(" AND id <> ").id(but);
        }
        self.execute(query).await
    }

    /// Keeps a one-time link under its token.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_link(&mut self, link: &OneTimeLink, token: &[u8]) -> Result<()> {
        let query = Query::new(
            "INSERT INTO one_time_link (token_hash, purpose, user_id, agency_id, subject, \
             created_at, expires_at, used_at) VALUES ",
        )
        .row([
            token_key(token).into(),
            link.purpose.code().into(),
            id(link.user),
            link.agency.map(|a| a.uuid()).into(),
            "".into(),
            self.stamp.micros().into(),
            link.expires_at.as_microsecond().into(),
            Value::Int(None),
        ]);
        self.execute(query).await.map(|_| ())
    }

    /// Uses a link up. Of two who try at the same time, one gets it.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is unknown, used or too old: the three look alike.
    pub async fn use_link(&mut self, token: &[u8]) -> Result<OneTimeLink> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE one_time_link SET used_at = ")
            .bind(now)
            .sql(" WHERE used_at IS NULL AND expires_at > ")
            .bind(now)
            .sql(" AND token_hash = ")
            .bind(token_key(token))
            .sql(" RETURNING purpose, user_id, agency_id, expires_at");
        link(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// Makes all unused links of a user worthless.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn drop_links(&mut self, user: UserId) -> Result<u64> {
        let query = Query::new("UPDATE one_time_link SET used_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE used_at IS NULL AND user_id = ")
            .id(user);
        self.execute(query).await
    }

    async fn at_least_one(&mut self, query: Query) -> Result<()> {
        match self.execute(query).await? {
            0 => Err(StoreError::Missing),
            _ => Ok(()),
        }
    }
}

fn link(row: &Row) -> Result<OneTimeLink> {
    let purpose: String = row.get(0)?;
    Ok(OneTimeLink {
        purpose: LinkPurpose::ALL
            .into_iter()
            .find(|p| p.code() == purpose)
            .ok_or(StoreError::Missing)?,
        user: row.id(1)?,
        agency: row.get::<Option<Uuid>>(2)?.map(AgencyId::from_uuid),
        expires_at: moment(row.get(3)?),
    })
}

impl Reader {
    /// The living session of a token at this moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn session(&mut self, token: &[u8], now: Timestamp) -> Result<Option<Session>> {
        let query = Query::new("SELECT ")
            .sql(SESSION)
            .sql(" FROM session WHERE revoked_at IS NULL AND token_hash = ")
            .bind(token_key(token))
            .sql(" AND expires_at > ")
            .bind(now.as_microsecond());
        self.first(query).await?.as_ref().map(session).transpose()
    }

    /// The living sessions of a user, the last used first.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sessions_of(&mut self, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
        let query = Query::new("SELECT ")
            .sql(SESSION)
            .sql(" FROM session WHERE revoked_at IS NULL AND user_id = ")
            .id(user)
            .sql(" AND expires_at > ")
            .bind(now.as_microsecond())
            .sql(" ORDER BY seen_at DESC, id");
        self.fetch(query).await?.iter().map(session).collect()
    }

    /// The link of a token if it still works; it is not used up.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is unknown, used or too old.
    pub async fn link(&mut self, token: &[u8], now: Timestamp) -> Result<OneTimeLink> {
        let query = Query::new(
            "SELECT purpose, user_id, agency_id, expires_at FROM one_time_link \
             WHERE used_at IS NULL AND expires_at > ",
        )
        .bind(now.as_microsecond())
        .sql(" AND token_hash = ")
        .bind(token_key(token));
        link(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }
}
