//! Links of participants, as organisers make and revoke them. A token is shown once.

use super::door::{TOKEN, calendar_token, written};
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MatchmakingId, OrganisationId};
use domain::matchmaking::Matchmaking;
use domain::record::{Kind, Stored};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::participants::{NewParticipantLink, ParticipantLink};

/// A link that was just made: its token is shown this once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreshLink {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The token, as it stands in the address.
    pub token: String,
    /// Until when it works.
    pub until: Timestamp,
}

/// Where the link of a participant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// There is none yet.
    None,
    /// It works.
    Works {
        /// Until when.
        until: Timestamp,
        /// When it was last used, if it was.
        seen: Option<Timestamp>,
    },
    /// It has expired.
    Expired {
        /// When.
        at: Timestamp,
    },
    /// Somebody made it worthless.
    Revoked {
        /// When.
        at: Timestamp,
    },
}

impl LinkState {
    /// The state of a link at a moment.
    #[must_use]
    pub fn of(link: Option<&ParticipantLink>, now: Timestamp) -> Self {
        match link {
            None => Self::None,
            Some(link) => match link.revoked_at {
                Some(at) => Self::Revoked { at },
                None if link.expires_at <= now => Self::Expired {
                    at: link.expires_at,
                },
                None => Self::Works {
                    until: link.expires_at,
                    seen: link.seen_at,
                },
            },
        }
    }

    /// Whether it works.
    #[must_use]
    pub fn works(&self) -> bool {
        matches!(self, Self::Works { .. })
    }
}

/// For whom links are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose<'a> {
    Everybody,
    WithoutOne,
    One(OrganisationId),
    /// Some participants: all of them, or those who have none that works.
    Some {
        firms: &'a BTreeSet<OrganisationId>,
        renew: bool,
    },
}

impl App {
    /// Makes a link for every participant who has none that works; those that work stay.
    ///
    /// # Errors
    /// When the caller may not change the session.
    pub async fn make_missing_links(
        &self,
        caller: &Caller,
        session: MatchmakingId,
    ) -> Result<Vec<FreshLink>> {
        self.make_links(caller, session, Whose::WithoutOne).await
    }

    /// Makes a new link for every participant; the old ones are worth nothing from now on.
    ///
    /// # Errors
    /// When the caller may not change the session.
    pub async fn renew_all_links(
        &self,
        caller: &Caller,
        session: MatchmakingId,
    ) -> Result<Vec<FreshLink>> {
        self.make_links(caller, session, Whose::Everybody).await
    }

    /// Makes links for some participants: for those who have none that works, or (`renew`) for all
    /// of them, whose old ones are worth nothing from now on.
    ///
    /// # Errors
    /// When the caller may not change the session.
    pub async fn make_links_of(
        &self,
        caller: &Caller,
        session: MatchmakingId,
        (firms, renew): (&BTreeSet<OrganisationId>, bool),
    ) -> Result<Vec<FreshLink>> {
        let whose = Whose::Some { firms, renew };
        self.make_links(caller, session, whose).await
    }

    /// Makes a link for one participant; an old one is worth nothing from now on.
    ///
    /// # Errors
    /// When the caller may not change the session, or the organisation does not take part.
    pub async fn make_link(
        &self,
        caller: &Caller,
        session: MatchmakingId,
        of: OrganisationId,
    ) -> Result<FreshLink> {
        let made = self.make_links(caller, session, Whose::One(of)).await?;
        made.into_iter()
            .next()
            .ok_or_else(|| Refusal::new("refused-not-taking-part").into())
    }

    async fn make_links(
        &self,
        caller: &Caller,
        id: MatchmakingId,
        whose: Whose<'_>,
    ) -> Result<Vec<FreshLink>> {
        let session = self.session_to_change(caller, id).await?;
        let now = self.clock().now();
        let until = session.links_end(now);
        if until <= now {
            return Err(Refusal::new("refused-links-over").into());
        }
        let there = {
            let mut look = self.look(caller).await?;
            look.reader().participant_links(id).await?
        };
        let working: BTreeSet<OrganisationId> = there
            .iter()
            .filter(|link| link.works_at(now))
            .map(|link| link.organisation)
            .collect();
        let wanted = session.participants.iter().map(|one| one.organisation);
        let wanted = wanted.filter(|one| match whose {
            Whose::Everybody => true,
            Whose::WithoutOne => !working.contains(one),
            Whose::One(one_only) => *one == one_only,
            Whose::Some { firms, renew } => {
                firms.contains(one) && (renew || !working.contains(one))
            }
        });
        let new: Vec<NewParticipantLink> = wanted
            .map(|organisation| self.new_link(caller, &session, organisation, until))
            .collect();
        let links = &new;
        self.work(caller, "participant.links", |mut desk| async move {
            desk.tx().keep_participant_links(links).await?;
            Ok((desk, ()))
        })
        .await?;
        let fresh = new.into_iter().map(|new| FreshLink {
            organisation: new.link.organisation,
            token: written(&new.token),
            until,
        });
        Ok(fresh.collect())
    }

    fn new_link(
        &self,
        caller: &Caller,
        session: &Matchmaking,
        organisation: OrganisationId,
        until: Timestamp,
    ) -> NewParticipantLink {
        let mut token = vec![0; TOKEN];
        self.chance().fill(&mut token);
        NewParticipantLink {
            link: ParticipantLink {
                agency: caller.agency,
                matchmaking: session.id,
                organisation,
                mission: session.mission,
                created_at: self.clock().now(),
                expires_at: until,
                revoked_at: None,
                opened_at: None,
                seen_at: None,
            },
            calendar: calendar_token(&token),
            token,
        }
    }

    /// Makes the link of a participant worthless.
    ///
    /// # Errors
    /// [`AppError::Missing`] when there is none that works.
    pub async fn revoke_link(
        &self,
        caller: &Caller,
        session: MatchmakingId,
        of: OrganisationId,
    ) -> Result<()> {
        self.session_to_change(caller, session).await?;
        self.work(caller, "participant.revoke", |mut desk| async move {
            desk.tx().revoke_participant_link(session, of).await?;
            Ok((desk, ()))
        })
        .await
    }

    /// The session, for somebody who may change it.
    pub(super) async fn session_to_change(
        &self,
        caller: &Caller,
        id: MatchmakingId,
    ) -> Result<Stored<Matchmaking>> {
        if caller.actor.link.is_some() {
            return Err(AppError::Missing);
        }
        let session = self.get::<Matchmaking>(caller, id).await?;
        let subject = Subject::Record(Kind::Matchmaking);
        caller.ask(Action::Edit, subject, Some(session.mission))?;
        Ok(session)
    }
}
