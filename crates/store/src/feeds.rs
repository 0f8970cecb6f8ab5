//! Calendar feed links: unguessable, revocable, kept as hashes.

use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::sessions::token_key;
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::ids::{AgencyId, FeedId, MissionId, TypedId};
use jiff::Timestamp;
use uuid::Uuid;

/// What a feed shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its id, by which it is revoked.
    pub id: FeedId,
    /// Whose it is.
    pub agency: AgencyId,
    /// What `subject_id` is: `mission`, `person` or `room`.
    pub subject: String,
    /// The mission, person or room.
    pub subject_id: Uuid,
    /// The mission it is confined to.
    pub mission: Option<MissionId>,
    /// When it was made.
    pub created_at: Timestamp,
}

const FEED: &str = "id, agency_id, subject, subject_id, mission_id, created_at";

fn feed(row: &Row) -> Result<Feed> {
    Ok(Feed {
        id: row.id(0)?,
        agency: row.id(1)?,
        subject: row.get(2)?,
        subject_id: row.get(3)?,
        mission: row.get::<Option<Uuid>>(4)?.map(MissionId::from_uuid),
        created_at: moment(row.get(5)?),
    })
}

impl Tx {
    /// Keeps a feed under its token.
    ///
    /// # Errors
    /// [`StoreError::Dangling`] when there is no such mission.
    pub async fn open_feed(&mut self, feed: &Feed, token: &[u8]) -> Result<()> {
        let query = Query::new(
            "INSERT INTO feed_token (agency_id, id, token_hash, subject, subject_id, mission_id, \
             created_by, created_at, revoked_at) VALUES ",
        )
        .row([
            id(self.agency()),
            id(feed.id),
            token_key(token).into(),
            feed.subject.as_str().into(),
            feed.subject_id.into(),
            feed.mission.map(|m| m.uuid()).into(),
            self.stamp.user.map(|u| u.uuid()).into(),
            self.stamp.micros().into(),
            Value::Int(None),
        ]);
        self.execute(query).await?;
        let mission = feed.mission.map(|m| m.uuid());
        self.note_event(
            mission,
            format!("feed {} of {} opened", feed.id, feed.subject),
        );
        Ok(())
    }

    /// Makes a feed's link worthless.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is not there or was revoked.
    pub async fn revoke_feed(&mut self, feed: FeedId) -> Result<()> {
        let query = Query::new("UPDATE feed_token SET revoked_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE revoked_at IS NULL AND agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .id(feed);
        match self.execute(query).await? {
            1 => {
                self.note_event(None, format!("feed {feed} revoked"));
                Ok(())
            }
            _ => Err(StoreError::Missing),
        }
    }
}

impl Reader {
    /// The feed of a token, in whichever agency: ask the house, then read that agency.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it is unknown or was revoked.
    pub async fn feed_by_token(&mut self, token: &[u8]) -> Result<Feed> {
        let query = Query::new("SELECT ")
            .sql(FEED)
            .sql(" FROM feed_token WHERE revoked_at IS NULL AND token_hash = ")
            .bind(token_key(token));
        feed(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// The living feeds of this agency, of one mission where one is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn feeds(&mut self, mission: Option<MissionId>) -> Result<Vec<Feed>> {
        let mut query = Query::new("SELECT ")
            .sql(FEED)
            .sql(" FROM feed_token WHERE revoked_at IS NULL AND agency_id = ")
            .id(self.agency);
        if let Some(mission) = mission {
            query = query.sql(" AND mission_id = ").id(mission);
        }
        let query = query.sql(" ORDER BY created_at, id");
        self.fetch(query).await?.iter().map(feed).collect()
    }
}
