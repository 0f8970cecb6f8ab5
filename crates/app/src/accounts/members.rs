//! What administrators do: users, roles and teams of their agency.

use crate::accounts::Token;
use crate::accounts::door::LINK_HOURS;
use crate::caller::Caller;
use crate::error::{AppError, Refusal, Result};
use crate::office::App;
use domain::access::{Action, Subject};
use domain::accounts::{BadMembership, Membership, Team, User, UserRole};
use domain::ids::{MissionId, TeamId, TypedId, UserId};
use domain::language::Language;
use domain::time::ZoneName;
use jiff::SignedDuration;
use jiff::civil::Date;
use store::Tx;
use store::accounts::Member;
use store::sessions::{LinkPurpose, OneTimeLink};
use uuid::Uuid;

/// What a member is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: UserRole,
    /// The one mission that they see, if it is one.
    pub mission: Option<MissionId>,
    /// The last day.
    pub until: Option<Date>,
    /// The team.
    pub team: Option<TeamId>,
}

/// Somebody to be invited.
#[derive(Debug, Clone)]
pub struct Invitation {
    /// Their electronic mail address.
    pub email: String,
    /// Their name, where the program does not know them yet.
    pub name: String,
    /// Their language, where the program does not know them yet.
    pub language: Language,
    /// The zone of their desk, where the program does not know them yet.
    pub zone: ZoneName,
    /// What they are to be.
    pub grant: Grant,
}

impl Grant {
    fn for_user(&self, caller: &Caller, user: UserId) -> Result<Membership> {
        let membership = Membership {
            agency: caller.agency,
            user,
            role: self.role,
            mission: self.mission,
            until: self.until,
            team: self.team,
        };
        membership.check().map_err(|bad| match bad {
            BadMembership::MissionMissing => Refusal::new("refused-partner-mission").at("mission"),
            BadMembership::UntilMissing => Refusal::new("refused-partner-until").at("until"),
        })?;
        Ok(membership)
    }
}

/// Where a new membership's id comes from: it needs no type of its own outside of the store.
fn member_id(app: &App) -> Uuid {
    domain::ids::uuid_v7(app.clock(), app.chance())
}

impl App {
    /// All members of the agency, with those whose membership was taken back.
    ///
    /// # Errors
    /// [`AppError::Missing`] for everybody but administrators.
    pub async fn members(&self, caller: &Caller) -> Result<Vec<(Member, User)>> {
        caller.ask(Action::View, Subject::Accounts, None)?;
        Ok(self.store().read(caller.agency).await?.members().await?)
    }

    /// One member with their account.
    ///
    /// # Errors
    /// [`AppError::Missing`] for everybody but administrators, and when there is none.
    pub async fn member(&self, caller: &Caller, id: Uuid) -> Result<(Member, User)> {
        caller.ask(Action::View, Subject::Accounts, None)?;
        let mut reader = self.store().read(caller.agency).await?;
        let member = reader.member(id).await?;
        let account = reader.account(member.membership.user).await?;
        Ok((member, account.user))
    }

    /// Invites somebody. Returns the member and a link, to be handed over, by which they set a
    /// password; somebody who has one already gets no link.
    ///
    /// # Errors
    /// Refusals: no address, no name, a member already, an incomplete partner.
    pub async fn invite(&self, caller: &Caller, new: &Invitation) -> Result<(Uuid, Option<Token>)> {
        caller.ask(Action::Create, Subject::Accounts, None)?;
        let email = checked_address(&new.email)?;
        let (user_id, member, token) = (self.new_id(), member_id(self), Token::new(self));
        let stamp = self.stamp(caller, "member.invite");
        let expires_at = self.clock().now() + SignedDuration::from_hours(LINK_HOURS);
        let has_password = self
            .store()
            .transact(caller.agency, &stamp, self.chance(), |mut tx| {
                let (email, token) = (&email, &token);
                async move {
                    let known = tx.account_by_email(email).await?;
                    let has_password = known.as_ref().is_some_and(|a| a.password.is_some());
                    let user = match known {
                        Some(account) => account.user.id,
                        None => make_user(&mut tx, user_id, email, new).await?,
                    };
                    let membership = new.grant.for_user(caller, user)?;
                    let members = tx.memberships_of(user).await?;
                    if members.iter().any(|m| m.membership.agency == caller.agency) {
                        return Err(Refusal::new("refused-member-already").at("email").into());
                    }
                    tx.grant(member, &membership).await?;
                    if !has_password {
                        let link = OneTimeLink {
                            purpose: LinkPurpose::Invitation,
                            user,
                            agency: Some(caller.agency),
                            expires_at,
                        };
                        tx.drop_links(user).await?;
                        tx.keep_link(&link, token.as_str().as_bytes()).await?;
                    }
                    Ok::<_, AppError>(tx.commit(has_password).await?)
                }
            })
            .await?;
        Ok((member, (!has_password).then_some(token)))
    }

    /// Appoints an administrator from the command line, founding the agency where there is none of
    /// this code. Returns the link by which they set a password; somebody who is a member already
    /// gets a link for a new one, and somebody who has a password elsewhere needs none.
    ///
    /// # Errors
    /// Refusals: no address, no name.
    pub async fn appoint(
        &self,
        (code, name): (&str, &str),
        new: &Invitation,
    ) -> Result<Option<Token>> {
        let found = {
            let mut reader = self.store().read(store::house()).await?;
            reader.agency_by_code(code).await
        };
        let agency = match found {
            Ok(agency) => agency,
            Err(store::StoreError::Missing) => {
                self.found_agency(code, name, new.zone.clone()).await?.id
            }
            Err(error) => return Err(error.into()),
        };
        let program = Caller::program(agency, store::Door::CommandLine);
        match self.invite(&program, new).await {
            Ok((_, token)) => Ok(token),
            Err(AppError::Refused(refusal)) if refusal.key == "refused-member-already" => {
                let email = checked_address(&new.email)?;
                let account = {
                    let mut reader = self.store().read(store::house()).await?;
                    reader.account_by_email(&email).await?
                };
                let user = account.ok_or(AppError::Missing)?.user.id;
                let link = self.one_time_link(user, agency, LinkPurpose::NewPassword);
                link.await.map(Some)
            }
            Err(error) => Err(error),
        }
    }

    /// Changes what a member is, or brings back one whose membership was taken back. Their
    /// sessions end, so that the old rights end with them; the caller's own goes on.
    ///
    /// # Errors
    /// Refusals: the last administrator stays one, a partner is incomplete.
    pub async fn change_member(
        &self,
        caller: &Caller,
        (id, version): (Uuid, i64),
        grant: &Grant,
    ) -> Result<()> {
        caller.ask(Action::Edit, Subject::Accounts, None)?;
        let stamp = self.stamp(caller, "member.change");
        self.store()
            .transact(caller.agency, &stamp, self.chance(), |mut tx| async move {
                let member = at_version(&mut tx, id, version).await?;
                let membership = grant.for_user(caller, member.membership.user)?;
                if grant.role != UserRole::Administrator || grant.until.is_some() {
                    self.keep_an_administrator(&mut tx, id).await?;
                }
                tx.change_grant(&member, &membership).await?;
                end_sessions(&mut tx, caller, &member).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// Takes a membership back; [`App::change_member`] gives it again.
    ///
    /// # Errors
    /// A refusal when it is the last administrator's.
    pub async fn remove_member(&self, caller: &Caller, id: Uuid, version: i64) -> Result<()> {
        caller.ask(Action::Delete, Subject::Accounts, None)?;
        let stamp = self.stamp(caller, "member.remove");
        self.store()
            .transact(caller.agency, &stamp, self.chance(), |mut tx| async move {
                let member = at_version(&mut tx, id, version).await?;
                if member.revoked_at.is_some() {
                    return Err(AppError::Missing);
                }
                self.keep_an_administrator(&mut tx, id).await?;
                tx.revoke_grant(&member).await?;
                end_sessions(&mut tx, caller, &member).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// A new link by which a member sets a password; earlier ones stop working.
    ///
    /// # Errors
    /// A refusal when the user serves another agency as well: one agency's administrator must not
    /// be able to take over an account that opens another's doors.
    pub async fn password_link(&self, caller: &Caller, id: Uuid) -> Result<Token> {
        caller.ask(Action::Edit, Subject::Accounts, None)?;
        let user = {
            let mut reader = self.store().read(caller.agency).await?;
            let member = reader.member(id).await?;
            let all = reader.memberships_of(member.membership.user).await?;
            if all.iter().any(|m| m.membership.agency != caller.agency) {
                return Err(Refusal::new("refused-member-elsewhere").into());
            }
            member.membership.user
        };
        self.one_time_link(user, caller.agency, LinkPurpose::NewPassword)
            .await
    }

    /// The teams of the agency.
    ///
    /// # Errors
    /// [`AppError::Missing`] for everybody but administrators.
    pub async fn teams(&self, caller: &Caller) -> Result<Vec<Team>> {
        caller.ask(Action::View, Subject::Accounts, None)?;
        Ok(self.store().read(caller.agency).await?.teams().await?)
    }

    /// Makes a team, or renames one.
    ///
    /// # Errors
    /// A refusal when the name is empty or taken.
    pub async fn name_team(&self, caller: &Caller, team: Option<TeamId>, name: &str) -> Result<()> {
        caller.ask(Action::Edit, Subject::Accounts, None)?;
        let name = name.trim();
        if name.is_empty() {
            return Err(Refusal::new("refused-name-missing").at("name").into());
        }
        let new = Team {
            id: team.unwrap_or_else(|| self.new_id()),
            name: name.to_owned(),
        };
        let stamp = self.stamp(caller, "team.name");
        self.store()
            .transact(caller.agency, &stamp, self.chance(), |mut tx| {
                let new = &new;
                async move {
                    match team {
                        Some(_) => tx.rename_team(new).await?,
                        None => tx.create_team(new).await?,
                    }
                    Ok::<_, AppError>(tx.commit(()).await?)
                }
            })
            .await
    }

    /// Deletes a team; its members stay members of the agency.
    ///
    /// # Errors
    /// [`AppError::Missing`] when there is none.
    pub async fn delete_team(&self, caller: &Caller, team: TeamId) -> Result<()> {
        caller.ask(Action::Delete, Subject::Accounts, None)?;
        let stamp = self.stamp(caller, "team.delete");
        self.store()
            .transact(caller.agency, &stamp, self.chance(), |mut tx| async move {
                tx.delete_team(team).await?;
                Ok::<_, AppError>(tx.commit(()).await?)
            })
            .await
    }

    /// Refuses when nobody but this member administers the agency.
    async fn keep_an_administrator(&self, tx: &mut Tx, but: Uuid) -> Result<()> {
        let now = self.clock().now();
        let another = tx.members().await?.into_iter().any(|(member, user)| {
            member.id != but
                && member.membership.role == UserRole::Administrator
                && member.revoked_at.is_none()
                && user.active
                && member.membership.holds_on(user.zone.local(now).date())
        });
        let administers = tx.member(but).await?.membership.role == UserRole::Administrator;
        if administers && !another {
            return Err(Refusal::new("refused-last-administrator").at("role").into());
        }
        Ok(())
    }
}

fn checked_address(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let sound = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if !sound || email.chars().any(|c| c.is_whitespace() || c.is_control()) || email.len() > 254 {
        return Err(Refusal::new("refused-email").at("email").into());
    }
    Ok(email)
}

async fn make_user(tx: &mut Tx, id: UserId, email: &str, new: &Invitation) -> Result<UserId> {
    if new.name.trim().is_empty() {
        return Err(Refusal::new("refused-name-missing").at("name").into());
    }
    let user = User {
        id,
        email: email.to_owned(),
        name: new.name.trim().to_owned(),
        language: new.language,
        zone: new.zone.clone(),
        active: true,
    };
    tx.create_user(&user).await?;
    Ok(id)
}

async fn at_version(tx: &mut Tx, id: Uuid, version: i64) -> Result<Member> {
    let member = tx.member(id).await?;
    if member.version == version {
        Ok(member)
    } else {
        Err(Refusal::new("refused-member-changed").into())
    }
}

async fn end_sessions(tx: &mut Tx, caller: &Caller, member: &Member) -> Result<()> {
    // The door gives the caller's own session a new token instead.
    if caller.user.map(|u| u.uuid()) != Some(member.membership.user.uuid()) {
        tx.revoke_sessions(member.membership.user, None).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_address_has_two_parts_and_one_spelling() {
        assert_eq!(
            checked_address(" A.B@Example.org ").unwrap(),
            "a.b@example.org"
        );
        for bad in [
            "",
            "a",
            "@example.org",
            "a@",
            "a@host",
            "a b@example.org",
            "a@.org",
            "a@example.org.",
            "a@exa\nmple.org",
        ] {
            assert!(checked_address(bad).is_err(), "{bad}");
        }
    }
}
