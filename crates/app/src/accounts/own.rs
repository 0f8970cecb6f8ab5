//! What people do with their own account.

use crate::accounts::{SignedIn, Token};
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::accounts::{Agency, User};
use domain::ids::AgencyId;
use store::sessions::Session;
use store::{Door, Stamp, house};

impl App {
    /// The living sessions of somebody, the last used first.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn own_sessions(&self, who: &SignedIn) -> Result<Vec<Session>> {
        let mut reader = self.store().read(house()).await?;
        Ok(reader.sessions_of(who.user.id, self.clock().now()).await?)
    }

    /// Ends all sessions of somebody but the one they use. Returns how many ended.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn end_other_sessions(&self, who: &SignedIn) -> Result<u64> {
        let stamp = self.own_stamp(who, "session.end-others");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                let ended = tx.revoke_sessions(who.user.id, Some(who.session)).await?;
                tx.note_event(None, "other sessions ended");
                Ok::<_, AppError>(tx.commit(ended).await?)
            })
            .await
    }

    /// Changes the own name, language and zone; the address and the right to sign in stay.
    ///
    /// # Errors
    /// A refusal when the name is empty.
    pub async fn change_self(&self, who: &SignedIn, new: &User) -> Result<()> {
        if new.name.trim().is_empty() {
            return Err(Refusal::new("refused-name-missing").at("name").into());
        }
        let stamp = self.own_stamp(who, "account.change");
        self.store()
            .transact(house(), &stamp, self.chance(), |mut tx| async move {
                let account = tx.account(who.user.id).await?;
                let user = User {
                    name: new.name.trim().to_owned(),
                    language: new.language,
                    zone: new.zone.clone(),
                    ..account.user
                };
                tx.update_user(&user, account.version).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// The agencies in which somebody works today.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn own_agencies(&self, who: &SignedIn) -> Result<Vec<Agency>> {
        let today = who.user.zone.local(self.clock().now()).date();
        let members = {
            let mut reader = self.store().read(house()).await?;
            reader.memberships_of(who.user.id).await?
        };
        let mut agencies: Vec<Agency> = Vec::new();
        for member in members {
            let id = member.membership.agency;
            if member.membership.holds_on(today) && agencies.iter().all(|a| a.id != id) {
                agencies.push(self.store().read(id).await?.agency_record().await?.0);
            }
        }
        Ok(agencies)
    }

    /// Goes on working in another agency, under a new token.
    ///
    /// # Errors
    /// [`AppError::Missing`] when they do not work there.
    pub async fn switch_agency(&self, who: &SignedIn, agency: AgencyId) -> Result<Token> {
        let agency = self.agency_of(&who.user, Some(agency)).await?;
        let agency = agency.ok_or(AppError::Missing)?;
        self.new_token(who.session, who.user.id, agency).await
    }

    fn own_stamp(&self, who: &SignedIn, intention: &str) -> Stamp {
        Stamp::new(self.clock(), self.chance(), Door::Page)
            .by(who.user.id)
            .intention(intention)
    }
}
