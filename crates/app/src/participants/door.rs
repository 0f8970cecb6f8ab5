//! The door for participants: a link that nobody can guess, and a brake for those who try.

use crate::accounts::Visitor;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Actor, Holder};
use domain::language::Language;
use domain::time::ZoneName;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::participants::{ParticipantDoor, ParticipantLink};
use store::throttle::{Limit, Scope};
use store::{Door, Stamp, StoreError, house};

/// Bytes of chance in a link: 192 bits.
pub(super) const TOKEN: usize = 24;
/// How often the use of a link is noted.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(15);
/// Links that nobody ever had, from one network address. Who has a link that works is let in even
/// from an address behind which somebody else guesses.
const ON_GUESSES: Limit = Limit {
    free: 15,
    window: SignedDuration::from_mins(15),
    wait: SignedDuration::from_secs(30),
    longest: SignedDuration::from_mins(15),
};

/// Somebody who came by the link of a participant.
#[derive(Debug, Clone)]
pub struct Entered {
    /// Who calls use cases.
    pub caller: Caller,
    /// For whom they speak, and in which session.
    pub holder: Holder,
    /// Until when the link works.
    pub until: Timestamp,
}

/// The token of a participant's calendar, made from that of their pages: who is given the one
/// cannot find the other.
pub(super) fn calendar_token(token: &[u8]) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(b"calendar of a participant\0");
    digest.update(token);
    digest.finalize()[..TOKEN].to_vec()
}

/// A token as it stands in an address.
pub(super) fn written(token: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(token)
}

fn read(token: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    (bytes.len() == TOKEN).then_some(bytes)
}

impl App {
    /// Lets somebody in by the link of a participant. A link that was revoked, has expired or
    /// never existed answers alike; who tries links that never existed must wait.
    ///
    /// # Errors
    /// [`AppError::Missing`], and the refusal `refused-wait`.
    pub async fn enter_by_link(
        &self,
        token: &str,
        language: Language,
        visitor: Visitor<'_>,
    ) -> Result<Entered> {
        let link = self
            .known_link(ParticipantDoor::Pages, token, visitor)
            .await?;
        self.note_use(&link, visitor.request).await?;
        Ok(entered(&link, language, visitor.request))
    }

    /// The address of the calendar that belongs to the pages of a link, without its ending.
    #[must_use]
    pub fn calendar_of_link(&self, token: &str) -> Option<String> {
        read(token).map(|token| written(&calendar_token(&token)))
    }

    /// Lets a calendar program in.
    ///
    /// # Errors
    /// As [`App::enter_by_link`].
    pub(super) async fn enter_by_calendar(
        &self,
        token: &str,
        language: Language,
        visitor: Visitor<'_>,
    ) -> Result<Entered> {
        let link = self
            .known_link(ParticipantDoor::Calendar, token, visitor)
            .await?;
        Ok(entered(&link, language, visitor.request))
    }

    async fn known_link(
        &self,
        door: ParticipantDoor,
        token: &str,
        visitor: Visitor<'_>,
    ) -> Result<ParticipantLink> {
        let found = match read(token) {
            Some(token) => {
                let mut reader = self.store().read(house()).await?;
                match reader.participant_link(door, &token).await {
                    Err(StoreError::Missing) => None,
                    other => Some(other?),
                }
            }
            None => None,
        };
        let Some(link) = found else {
            return Err(self.count_guess(visitor).await?);
        };
        if link.works_at(self.clock().now()) {
            Ok(link)
        } else {
            Err(AppError::Missing)
        }
    }

    /// Counts a link that never existed, and says what it is answered.
    async fn count_guess(&self, visitor: Visitor<'_>) -> Result<AppError> {
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Link)
            .intention("participant.enter")
            .request(visitor.request);
        let now = stamp.at;
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                let blocked = tx.blocked_until(Scope::Link, visitor.address).await?;
                let answer = match blocked {
                    Some(until) => {
                        let seconds = until.duration_since(now).as_secs();
                        let wait = Refusal::new("refused-wait");
                        wait.arg("minutes", (seconds / 60 + 1).max(1)).into()
                    }
                    None => {
                        tx.count_try(Scope::Link, visitor.address, ON_GUESSES)
                            .await?;
                        AppError::Missing
                    }
                };
                Ok::<_, AppError>(tx.commit(answer).await?)
            })
            .await
    }

    async fn note_use(&self, link: &ParticipantLink, request: &str) -> Result<()> {
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Link)
            .intention("participant.enter")
            .request(request);
        let lately = |seen: Timestamp| stamp.at.duration_since(seen) < NOTED_EVERY;
        if link.seen_at.is_some_and(lately) {
            return Ok(());
        }
        self.store()
            .transact(link.agency, &stamp, self.chance(), |mut tx| async move {
                tx.touch_participant_link(link).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }
}

fn entered(link: &ParticipantLink, language: Language, request: &str) -> Entered {
    let holder = Holder {
        mission: link.mission,
        session: link.matchmaking,
        organisation: link.organisation,
    };
    Entered {
        caller: Caller {
            user: None,
            name: String::new(),
            agency: link.agency,
            actor: Actor::by_link(holder),
            language,
            zone: ZoneName::utc(),
            door: Door::Link,
            request: request.to_owned(),
            key: None,
        },
        holder,
        until: link.expires_at,
    }
}
