//! At the door: signing in and out, and links that work once.

use crate::accounts::password;
use crate::accounts::{SESSION_DAYS, SESSION_HOURS, SignedIn, Token};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::accounts::User;
use domain::ids::{AgencyId, SessionId, UserId};
use jiff::{SignedDuration, Timestamp};
use store::sessions::{LinkPurpose, OneTimeLink, Session};
use store::throttle::{Limit, Scope};
use store::{Door, Stamp, house};

/// Tries on one account.
const ON_ACCOUNT: Limit = Limit {
    free: 6,
    window: SignedDuration::from_mins(15),
    wait: SignedDuration::from_secs(30),
    longest: SignedDuration::from_mins(15),
};
/// Failures from one network address; a whole office may stand behind it.
const FROM_ADDRESS: Limit = Limit {
    free: 40,
    window: SignedDuration::from_mins(15),
    wait: SignedDuration::from_secs(30),
    longest: SignedDuration::from_mins(15),
};
/// Links that did not work, from one network address.
const ON_LINKS: Limit = Limit {
    free: 15,
    ..FROM_ADDRESS
};
/// How long an invitation works, in hours.
pub const LINK_HOURS: i64 = 72;

/// Who knocks: from where, and with what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Visitor<'a> {
    /// The network address.
    pub address: &'a str,
    /// What the browser says of itself.
    pub browser: &'a str,
    /// The session token that it carries already, which is worth nothing afterwards.
    pub token: Option<&'a str>,
    /// The request id.
    pub request: &'a str,
}

fn wait(now: Timestamp, until: Timestamp) -> AppError {
    let seconds = until.duration_since(now).as_secs();
    AppError::Refused(Refusal::new("refused-wait").arg("minutes", (seconds / 60 + 1).max(1)))
}

/// The one answer to a wrong address, a wrong password and an account that may not sign in.
fn unknown() -> AppError {
    AppError::Refused(Refusal::new("refused-sign-in"))
}

impl App {
    fn door_stamp(&self, intention: &str, visitor: &Visitor<'_>) -> Stamp {
        Stamp::new(self.clock(), self.chance(), Door::Page)
            .intention(intention)
            .request(visitor.request)
    }

    /// Signs somebody in by electronic mail address and password. The answer and its time are the
    /// same whether the account does not exist or the password is wrong; further tries must wait
    /// longer and longer.
    ///
    /// # Errors
    /// Refusals `refused-sign-in` and `refused-wait`.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        visitor: Visitor<'_>,
    ) -> Result<(Token, User)> {
        let stamp = self.door_stamp("sign-in", &visitor);
        self.count_try(&stamp, email, visitor.address).await?;
        let found = {
            let mut reader = self.store().read(house()).await?;
            reader.account_by_email(email).await?
        };
        let hash = found.as_ref().and_then(|account| account.password.clone());
        let fits = password::matches(password, hash).await?;
        let account = found.filter(|account| fits && account.user.active);
        let agency = match &account {
            Some(account) => self.agency_of(&account.user, None).await?,
            None => None,
        };
        let (Some(account), Some(agency)) = (account, agency) else {
            self.count_failure(&stamp, visitor.address).await?;
            return Err(unknown());
        };
        let token = self.replace_session(&account.user, agency, visitor).await?;
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                tx.forget_tries(Scope::Account, email).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await?;
        Ok((token, account.user))
    }

    async fn count_try(&self, stamp: &Stamp, email: &str, address: &str) -> Result<()> {
        let blocked = self
            .store()
            .transact(house(), stamp, self.chance(), |mut tx| async move {
                let account = tx.blocked_until(Scope::Account, email).await?;
                let from = tx.blocked_until(Scope::Address, address).await?;
                let blocked = account.max(from);
                if blocked.is_none() {
                    tx.count_try(Scope::Account, email, ON_ACCOUNT).await?;
                }
                Ok::<_, AppError>(tx.commit(blocked).await?)
            })
            .await?;
        match blocked {
            Some(until) => Err(wait(stamp.at, until)),
            None => Ok(()),
        }
    }

    async fn count_failure(&self, stamp: &Stamp, address: &str) -> Result<()> {
        self.store()
            .transact(house(), stamp, self.chance(), |mut tx| async move {
                tx.count_try(Scope::Address, address, FROM_ADDRESS).await?;
                tx.note_event(None, "sign-in failed");
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// The agency in which a user works today: the wanted one, or their first.
    pub(crate) async fn agency_of(
        &self,
        user: &User,
        wanted: Option<AgencyId>,
    ) -> Result<Option<AgencyId>> {
        let today = user.zone.local(self.clock().now()).date();
        let mut reader = self.store().read(house()).await?;
        let members = reader.memberships_of(user.id).await?;
        let mut agencies = members
            .into_iter()
            .filter(|m| m.membership.holds_on(today))
            .map(|m| m.membership.agency);
        Ok(match wanted {
            Some(wanted) => agencies.find(|agency| *agency == wanted),
            None => agencies.next(),
        })
    }

    /// Opens a session under a new token; the one that the browser carried ends.
    async fn replace_session(
        &self,
        user: &User,
        agency: AgencyId,
        visitor: Visitor<'_>,
    ) -> Result<Token> {
        let old = match visitor.token {
            Some(token) => {
                let mut reader = self.store().read(house()).await?;
                reader.session(token.as_bytes(), self.clock().now()).await?
            }
            None => None,
        };
        if let Some(old) = old {
            self.end_session(old.user, old.id).await?;
        }
        self.open_session(user.id, agency, visitor.browser).await
    }

    /// Ends one session of a user. One that has ended already is no trouble.
    ///
    /// # Errors
    /// [`AppError::Missing`] when it is somebody else's.
    pub async fn end_session(&self, user: UserId, session: SessionId) -> Result<()> {
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Page)
            .by(user)
            .intention("session.end");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                tx.revoke_session(user, session).await?;
                tx.note_event(None, "signed out");
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// Keeps a session alive that is being used: it ends after twelve hours without use, and in
    /// any case a week after the sign-in. Written at most every ten minutes.
    pub(crate) async fn keep_alive(&self, session: &Session) -> Result<()> {
        let now = self.clock().now();
        if now.duration_since(session.seen_at) < SignedDuration::from_mins(10) {
            return Ok(());
        }
        let last = session.created_at + SignedDuration::from_hours(24 * SESSION_DAYS);
        let expires = last.min(now + SignedDuration::from_hours(SESSION_HOURS));
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Page).by(session.user);
        let (id, user) = (session.id, session.user);
        let touched = self
            .store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                tx.touch_session(id, expires).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await;
        match touched {
            // Another request ended it at this very moment.
            Err(AppError::Missing) => {
                tracing::debug!(%user, "a session ended while it was in use");
                Ok(())
            }
            other => other,
        }
    }

    /// Makes a link that lets a user set a password, once.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn one_time_link(
        &self,
        user: UserId,
        agency: AgencyId,
        purpose: LinkPurpose,
    ) -> Result<Token> {
        let token = Token::new(self);
        let link = OneTimeLink {
            purpose,
            user,
            agency: Some(agency),
            expires_at: self.clock().now() + SignedDuration::from_hours(LINK_HOURS),
        };
        let stamp =
            Stamp::new(self.clock(), self.chance(), Door::CommandLine).intention("link.make");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let (link, token) = (&link, &token);
                async move {
                    tx.drop_links(link.user).await?;
                    tx.keep_link(link, token.as_str().as_bytes()).await?;
                    tx.note_event(None, format!("link for user {} made", link.user));
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        Ok(token)
    }

    /// For whom a link is, as long as it works. Guessing is slowed down.
    ///
    /// # Errors
    /// [`AppError::Missing`] when it does not work, whatever the cause; `refused-wait`.
    pub async fn welcome(&self, link: &str, visitor: Visitor<'_>) -> Result<User> {
        let stamp = self.door_stamp("link.open", &visitor);
        let now = stamp.at;
        let found = self
            .store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                if let Some(until) = tx.blocked_until(Scope::Link, visitor.address).await? {
                    return Err(wait(now, until));
                }
                let found = match tx.link(link.as_bytes(), now).await {
                    Ok(link) => Some(tx.account(link.user).await?.user),
                    Err(store::StoreError::Missing) => {
                        tx.count_try(Scope::Link, visitor.address, ON_LINKS).await?;
                        None
                    }
                    Err(error) => return Err(error.into()),
                };
                Ok(tx.commit(found).await?)
            })
            .await?;
        found.ok_or(AppError::Missing)
    }

    /// Uses a link up: sets the password, ends all sessions of the user, and signs them in.
    ///
    /// # Errors
    /// As [`App::welcome`], and the refusals of a password that is too short or too easy.
    pub async fn accept_link(
        &self,
        link: &str,
        new: &str,
        visitor: Visitor<'_>,
    ) -> Result<(Token, User)> {
        let user = self.welcome(link, visitor).await?;
        password::check(new, &user)?;
        let mut salt = [0; 16];
        self.chance().fill(&mut salt);
        let hash = password::hash(new, salt).await?;
        let stamp = self.door_stamp("link.accept", &visitor).by(user.id);
        let agency = self
            .store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let hash = &hash;
                async move {
                    let used = tx.use_link(link.as_bytes()).await?;
                    tx.set_password(used.user, hash).await?;
                    tx.revoke_sessions(used.user, None).await?;
                    tx.drop_links(used.user).await?;
                    Ok::<_, AppError>(tx.commit(used.agency).await?)
                }
            })
            .await?;
        let agency = self.agency_of(&user, agency).await?.ok_or_else(unknown)?;
        let token = self.open_session(user.id, agency, visitor.browser).await?;
        Ok((token, user))
    }

    /// Sets a new password for somebody who knows the old one. Their other sessions end, and this
    /// one goes on under a new token.
    ///
    /// # Errors
    /// Refusals: the old one is wrong, the new one too short or too easy; `refused-wait`.
    pub async fn change_password(
        &self,
        who: &SignedIn,
        (old, new): (&str, &str),
        visitor: Visitor<'_>,
    ) -> Result<Token> {
        let stamp = self.door_stamp("password.change", &visitor).by(who.user.id);
        self.count_try(&stamp, &who.user.email, visitor.address)
            .await?;
        let account = {
            let mut reader = self.store().read(house()).await?;
            reader.account(who.user.id).await?
        };
        if !password::matches(old, account.password).await? {
            return Err(Refusal::new("refused-password-wrong").at("old").into());
        }
        password::check(new, &who.user)?;
        let mut salt = [0; 16];
        self.chance().fill(&mut salt);
        let hash = password::hash(new, salt).await?;
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let hash = &hash;
                async move {
                    tx.set_password(who.user.id, hash).await?;
                    tx.revoke_sessions(who.user.id, Some(who.session)).await?;
                    tx.drop_links(who.user.id).await?;
                    tx.forget_tries(Scope::Account, &who.user.email).await?;
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        self.new_token(who.session, who.user.id, who.agency.id)
            .await
    }

    /// Gives a session a new token, and sets the agency in which it works.
    ///
    /// # Errors
    /// [`AppError::Missing`] when the session ended or the user does not work in that agency.
    pub async fn new_token(
        &self,
        session: SessionId,
        user: UserId,
        agency: AgencyId,
    ) -> Result<Token> {
        let token = Token::new(self);
        let now = self.clock().now();
        let stamp = Stamp::new(self.clock(), self.chance(), Door::Page)
            .by(user)
            .intention("session.rotate");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| {
                let token = &token;
                async move {
                    let sessions = tx.sessions_of(user, now).await?;
                    let mut own = sessions
                        .into_iter()
                        .find(|s| s.id == session)
                        .ok_or(AppError::Missing)?;
                    own.agency = Some(agency);
                    tx.rotate_session(&own, token.as_str().as_bytes()).await?;
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await?;
        Ok(token)
    }
}
