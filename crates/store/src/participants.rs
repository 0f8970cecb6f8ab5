//! Links of participants: unguessable, one for each participant of a session, kept as hashes.

use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::filter::one_of;
use crate::sessions::token_key;
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::ids::{AgencyId, MatchmakingId, MissionId, OrganisationId, TypedId};
use jiff::Timestamp;
use uuid::Uuid;

/// The link of a participant, without its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantLink {
    /// Whose agency.
    pub agency: AgencyId,
    /// The session.
    pub matchmaking: MatchmakingId,
    /// The participant.
    pub organisation: OrganisationId,
    /// The mission of the session.
    pub mission: MissionId,
    /// When it was made, or made anew.
    pub created_at: Timestamp,
    /// When it stops working by itself.
    pub expires_at: Timestamp,
    /// When it was made worthless.
    pub revoked_at: Option<Timestamp>,
    /// When it was first used.
    pub opened_at: Option<Timestamp>,
    /// When it was last used, give or take a quarter of an hour.
    pub seen_at: Option<Timestamp>,
}

impl ParticipantLink {
    /// Whether it works at this moment.
    #[must_use]
    pub fn works_at(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// A new link with its two tokens: one for the pages, one for the calendar alone.
#[derive(Debug, Clone)]
pub struct NewParticipantLink {
    /// The link.
    pub link: ParticipantLink,
    /// The token of the pages.
    pub token: Vec<u8>,
    /// The token of the calendar.
    pub calendar: Vec<u8>,
}

/// Which of the two tokens somebody brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParticipantDoor {
    /// The pages.
    Pages,
    /// The calendar.
    Calendar,
}

impl ParticipantDoor {
    fn column(self) -> &'static str {
        match self {
            ParticipantDoor::Pages => "token_hash",
            ParticipantDoor::Calendar => "calendar_hash",
        }
    }
}

const LINK: &str = "agency_id, matchmaking_id, organisation_id, mission_id, created_at, \
     expires_at, revoked_at, opened_at, seen_at";

fn link(row: &Row) -> Result<ParticipantLink> {
    let moment_at =
        |at: usize| -> Result<Option<Timestamp>> { Ok(row.get::<Option<i64>>(at)?.map(moment)) };
    Ok(ParticipantLink {
        agency: row.id(0)?,
        matchmaking: row.id(1)?,
        organisation: row.id(2)?,
        mission: row.id(3)?,
        created_at: moment(row.get(4)?),
        expires_at: moment(row.get(5)?),
        revoked_at: moment_at(6)?,
        opened_at: moment_at(7)?,
        seen_at: moment_at(8)?,
    })
}

impl Tx {
    /// Keeps links; one that a participant had is worth nothing from now on. When it was first
    /// opened is remembered.
    ///
    /// # Errors
    /// [`StoreError::Dangling`] when there is no such session or organisation.
    pub async fn keep_participant_links(&mut self, links: &[NewParticipantLink]) -> Result<()> {
        for chunk in links.chunks(200) {
            let rows = chunk.iter().map(|new| {
                vec![
                    id(self.agency()),
                    id(new.link.matchmaking),
                    id(new.link.organisation),
                    id(new.link.mission),
                    token_key(&new.token).into(),
                    token_key(&new.calendar).into(),
                    self.stamp.user.map(|user| user.uuid()).into(),
                    self.stamp.micros().into(),
                    new.link.expires_at.as_microsecond().into(),
                    Value::Int(None),
                    Value::Int(None),
                    Value::Int(None),
                ]
            });
            let query = Query::new(
                "INSERT INTO participant_link (agency_id, matchmaking_id, organisation_id, \
                 mission_id, token_hash, calendar_hash, created_by, created_at, expires_at, \
                 revoked_at, opened_at, seen_at) VALUES ",
            )
            .rows(rows.collect::<Vec<_>>())
            .sql(
                " ON CONFLICT (agency_id, matchmaking_id, organisation_id) DO UPDATE SET \
                 token_hash = excluded.token_hash, calendar_hash = excluded.calendar_hash, \
                 created_by = excluded.created_by, created_at = excluded.created_at, \
                 expires_at = excluded.expires_at, revoked_at = NULL",
            );
            self.execute(query).await?;
            for new in chunk {
                let (session, firm) = (new.link.matchmaking, new.link.organisation);
                let note = format!("link of participant {firm} in session {session} made");
                self.note_event(Some(new.link.mission.uuid()), note);
            }
        }
        Ok(())
    }

    /// Gives the links of a participant in some sessions to another participant, who must have
    /// none there.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the other has one.
    pub async fn move_participant_links(
        &mut self,
        from: Uuid,
        to: Uuid,
        sessions: &[MatchmakingId],
    ) -> Result<()> {
        let query = Query::new("UPDATE participant_link SET organisation_id = ")
            .bind(to)
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND organisation_id = ")
            .bind(from)
            .sql(" AND matchmaking_id IN ");
        let sessions = sessions.iter().map(TypedId::uuid);
        self.execute(one_of(query, sessions)).await.map(|_| ())
    }

    /// Makes the link of a participant worthless.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none or it was revoked.
    pub async fn revoke_participant_link(
        &mut self,
        session: MatchmakingId,
        organisation: OrganisationId,
    ) -> Result<()> {
        let query = Query::new("UPDATE participant_link SET revoked_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE revoked_at IS NULL AND agency_id = ")
            .id(self.agency())
            .sql(" AND matchmaking_id = ")
            .id(session)
            .sql(" AND organisation_id = ")
            .id(organisation)
            .sql(" RETURNING mission_id");
        let row = self.first(query).await?.ok_or(StoreError::Missing)?;
        let note = format!("link of participant {organisation} in session {session} revoked");
        self.note_event(Some(row.get(0)?), note);
        Ok(())
    }

    /// Notes that a link is in use.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn touch_participant_link(&mut self, link: &ParticipantLink) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE participant_link SET seen_at = ")
            .bind(now)
            .sql(", opened_at = COALESCE(opened_at, ")
            .bind(now)
            .sql(") WHERE agency_id = ")
            .id(link.agency)
            .sql(" AND matchmaking_id = ")
            .id(link.matchmaking)
            .sql(" AND organisation_id = ")
            .id(link.organisation);
        self.execute(query).await.map(|_| ())
    }
}

impl Reader {
    /// The link of a token at one of the two doors, in whichever agency: ask the house, then read
    /// that agency. One that was revoked or has expired is found as well.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the token is unknown.
    pub async fn participant_link(
        &mut self,
        door: ParticipantDoor,
        token: &[u8],
    ) -> Result<ParticipantLink> {
        let query = Query::new("SELECT ")
            .sql(LINK)
            .sql(" FROM participant_link WHERE ")
            .sql(door.column())
            .sql(" = ")
            .bind(token_key(token));
        link(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// The links of a session, living or not.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn participant_links(
        &mut self,
        session: MatchmakingId,
    ) -> Result<Vec<ParticipantLink>> {
        let query = Query::new("SELECT ")
            .sql(LINK)
            .sql(" FROM participant_link WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND matchmaking_id = ")
            .id(session)
            .sql(" ORDER BY organisation_id");
        self.fetch(query).await?.iter().map(link).collect()
    }
}
