//! Users and what they are in an agency. Users belong to the house: one person may serve several
//! agencies and signs in once.

use crate::db::{Query, Row, Value, id};
use crate::error::{Result, StoreError};
use crate::stamp::moment;
use crate::tx::{Reader, Tx};
use domain::accounts::{Membership, User, UserRole};
use domain::ids::{AgencyId, MissionId, TeamId, TypedId, UserId};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A user with what only the sign-in needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The user.
    pub user: User,
    /// The argon2id hash of the password in PHC form; none until one was set.
    pub password: Option<String>,
    /// Its version.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A membership as it stands in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its id.
    pub id: Uuid,
    /// The membership.
    pub membership: Membership,
    /// Its version.
    pub version: i64,
    /// When it was taken back, if it was.
    pub revoked_at: Option<Timestamp>,
}

/// What the trail keeps of a membership; whose it is stands in the note.
#[derive(serde::Serialize)]
struct Standing {
    role: UserRole,
    mission: Option<MissionId>,
    until: Option<Date>,
    team: Option<TeamId>,
}

impl Standing {
    fn of(membership: &Membership) -> Self {
        Self {
            role: membership.role,
            mission: membership.mission,
            until: membership.until,
            team: membership.team,
        }
    }
}

/// The key under which a sign-in address is found: two spellings of one address are one.
fn address_key(email: &str) -> Vec<u8> {
    Sha256::digest(email.trim().to_lowercase()).to_vec()
}

fn account(row: &Row) -> Result<Account> {
    let body: String = row.get(0)?;
    Ok(Account {
        user: serde_json::from_str(&body)?,
        password: row.get(1)?,
        version: row.get(2)?,
        created_at: moment(row.get(3)?),
    })
}

const MEMBER: &str =
    "id, user_id, role, mission_id, team_id, until, version, revoked_at, agency_id";

const EPOCH: Date = date(1970, 1, 1);

/// Days since 1970, the form in which a last day is kept.
fn days(day: Date) -> Result<i64> {
    let span = day
        .since((jiff::Unit::Day, EPOCH))
        .map_err(|e| StoreError::Refused(e.to_string()))?;
    Ok(i64::from(span.get_days()))
}

fn day(days: i64) -> Result<Date> {
    let span = jiff::Span::new().try_days(days);
    span.and_then(|span| EPOCH.checked_add(span))
        .map_err(|e| StoreError::Refused(e.to_string()))
}

fn member(row: &Row) -> Result<Member> {
    let role: String = row.get(2)?;
    let until: Option<i64> = row.get(5)?;
    Ok(Member {
        id: row.get(0)?,
        membership: Membership {
            agency: row.id(8)?,
            user: row.id(1)?,
            role: UserRole::from_code(&role)
                .ok_or_else(|| StoreError::Refused(format!("unknown role {role}")))?,
            mission: row.get::<Option<Uuid>>(3)?.map(MissionId::from_uuid),
            until: until.map(day).transpose()?,
            team: row.get::<Option<Uuid>>(4)?.map(TeamId::from_uuid),
        },
        version: row.get(6)?,
        revoked_at: row.get::<Option<i64>>(7)?.map(moment),
    })
}

impl Tx {
    /// Makes a user. They cannot sign in before a password is set.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the address signs somebody in already.
    pub async fn create_user(&mut self, user: &User) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO app_user (id, name, email, language, password, state, body, version, \
             created_at, updated_at) VALUES ",
        )
        .row([
            id(user.id),
            user.name.as_str().into(),
            user.email.as_str().into(),
            user.language.code().into(),
            Value::Text(None),
            state(user).into(),
            serde_json::to_string(user)?.into(),
            1_i64.into(),
            now.into(),
            now.into(),
        ]);
        self.execute(query).await?;
        let query = Query::new("INSERT INTO login (email_hash, user_id) VALUES ")
            .row([address_key(&user.email).into(), id(user.id)]);
        self.execute(query).await?;
        self.note_difference(None, format!("user {} created", user.id), None, Some(user))
    }

    /// Changes a user; a changed address signs in from now on, the old one no longer.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none at this version, [`StoreError::Taken`] when the
    /// new address signs somebody else in.
    pub async fn update_user(&mut self, user: &User, expected: i64) -> Result<()> {
        let before = self.account(user.id).await?.user;
        let query = Query::new("UPDATE app_user SET version = version + 1, name = ")
            .bind(user.name.as_str())
            .sql(", email = ")
            .bind(user.email.as_str())
            .sql(", language = ")
            .bind(user.language.code())
            .sql(", state = ")
            .bind(state(user))
            .sql(", body = ")
            .bind(serde_json::to_string(user)?)
            .sql(", updated_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE id = ")
            .id(user.id)
            .sql(" AND version = ")
            .bind(expected);
        if self.execute(query).await? != 1 {
            return Err(StoreError::Missing);
        }
        let key = address_key(&user.email);
        let old = Query::new("DELETE FROM login WHERE user_id = ")
            .id(user.id)
            .sql(" AND email_hash <> ")
            .bind(key.clone());
        if self.execute(old).await? > 0 {
            let new = Query::new("INSERT INTO login (email_hash, user_id) VALUES ")
                .row([key.into(), id(user.id)]);
            self.execute(new).await?;
        }
        let note = format!("user {} changed", user.id);
        self.note_difference(None, note, Some(&before), Some(user))
    }

    /// Sets the password's hash.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such user.
    pub async fn set_password(&mut self, user: UserId, hash: &str) -> Result<()> {
        let query = Query::new("UPDATE app_user SET version = version + 1, password = ")
            .bind(hash)
            .sql(", updated_at = ")
            .bind(self.stamp.micros())
            .sql(" WHERE id = ")
            .id(user);
        if self.execute(query).await? != 1 {
            return Err(StoreError::Missing);
        }
        self.note_event(None, format!("password of user {user} set"));
        Ok(())
    }

    /// Gives a user a role in this agency.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when they have it, [`StoreError::Dangling`] when user, mission or
    /// team do not exist, [`StoreError::Missing`] when it is another agency's.
    pub async fn grant(&mut self, member: Uuid, membership: &Membership) -> Result<()> {
        if membership.agency != self.agency() {
            return Err(StoreError::Missing);
        }
        let now = self.stamp.micros();
        let query = Query::new(
            "INSERT INTO membership (agency_id, id, user_id, role, mission_id, scope_id, team_id, \
             until, version, created_at, updated_at, revoked_at) VALUES ",
        )
        .row([
            id(self.agency()),
            member.into(),
            id(membership.user),
            membership.role.code().into(),
            membership.mission.map(|m| m.uuid()).into(),
            scope(membership).into(),
            membership.team.map(|t| t.uuid()).into(),
            membership.until.map(days).transpose()?.into(),
            1_i64.into(),
            now.into(),
            now.into(),
            Value::Int(None),
        ]);
        self.execute(query).await?;
        let (user, role) = (membership.user, membership.role.code());
        let mission = membership.mission.map(|m| m.uuid());
        let note = format!("user {user} became {role}");
        self.note_difference(mission, note, None, Some(&Standing::of(membership)))
    }

    /// Changes role, mission, last day and team of a membership, and brings it back if it was
    /// taken back.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none at this version.
    pub async fn change_grant(&mut self, old: &Member, new: &Membership) -> Result<()> {
        let query = Query::new("UPDATE membership SET version = version + 1, role = ")
            .bind(new.role.code())
            .sql(", mission_id = ")
            .bind(new.mission.map(|m| m.uuid()))
            .sql(", scope_id = ")
            .bind(scope(new))
            .sql(", team_id = ")
            .bind(new.team.map(|t| t.uuid()))
            .sql(", until = ")
            .bind(new.until.map(days).transpose()?)
            .sql(", revoked_at = NULL, updated_at = ")
            .bind(self.stamp.micros());
        self.one_grant(query, old).await?;
        let (user, role) = (old.membership.user, new.role.code());
        let note = format!("user {user} became {role}");
        let (was, is) = (Standing::of(&old.membership), Standing::of(new));
        let was = old.revoked_at.is_none().then_some(&was);
        self.note_difference(new.mission.map(|m| m.uuid()), note, was, Some(&is))
    }

    /// Takes a membership back.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none at this version.
    pub async fn revoke_grant(&mut self, member: &Member) -> Result<()> {
        let now = self.stamp.micros();
        let query = Query::new("UPDATE membership SET version = version + 1, revoked_at = ")
            .bind(now)
            .sql(", updated_at = ")
            .bind(now);
        self.one_grant(query, member).await?;
        let (user, role) = (member.membership.user, member.membership.role.code());
        let mission = member.membership.mission.map(|m| m.uuid());
        let note = format!("user {user} is no longer {role}");
        let was = Standing::of(&member.membership);
        self.note_difference(mission, note, Some(&was), None)
    }

    async fn one_grant(&mut self, query: Query, member: &Member) -> Result<()> {
        let query = query
            .sql(" WHERE agency_id = ")
            .id(self.agency())
            .sql(" AND id = ")
            .bind(member.id)
            .sql(" AND version = ")
            .bind(member.version);
        match self.execute(query).await? {
            1 => Ok(()),
            _ => Err(StoreError::Missing),
        }
    }
}

fn state(user: &User) -> &'static str {
    if user.active { "active" } else { "locked" }
}

/// The mission a role is confined to, or nil: unique indexes do not compare nulls.
fn scope(membership: &Membership) -> Uuid {
    membership.mission.map_or_else(Uuid::nil, |m| m.uuid())
}

impl Reader {
    /// The account of a sign-in address.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn account_by_email(&mut self, email: &str) -> Result<Option<Account>> {
        let query = Query::new(
            "SELECT u.body, u.password, u.version, u.created_at FROM login l JOIN app_user u \
             ON u.id = l.user_id WHERE l.email_hash = ",
        )
        .bind(address_key(email));
        self.first(query).await?.as_ref().map(account).transpose()
    }

    /// The account of a user, wherever they serve.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn account(&mut self, user: UserId) -> Result<Account> {
        let query =
            Query::new("SELECT body, password, version, created_at FROM app_user WHERE id = ")
                .id(user);
        account(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// All members of this agency with their accounts, by name; those taken back come too.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn members(&mut self) -> Result<Vec<(Member, User)>> {
        let query = Query::new(
            "SELECT m.id, m.user_id, m.role, m.mission_id, m.team_id, m.until, m.version, \
             m.revoked_at, m.agency_id, u.body FROM membership m JOIN app_user u \
             ON u.id = m.user_id WHERE m.agency_id = ",
        )
        .id(self.agency)
        .sql(" ORDER BY u.name, m.id");
        let rows = self.fetch(query).await?;
        rows.iter()
            .map(|row| {
                let body: String = row.get(9)?;
                Ok((member(row)?, serde_json::from_str(&body)?))
            })
            .collect()
    }

    /// One membership of this agency.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is none.
    pub async fn member(&mut self, id: Uuid) -> Result<Member> {
        let query = Query::new("SELECT ")
            .sql(MEMBER)
            .sql(" FROM membership WHERE agency_id = ")
            .id(self.agency)
            .sql(" AND id = ")
            .bind(id);
        member(&self.first(query).await?.ok_or(StoreError::Missing)?)
    }

    /// What a user is now, in every agency, the oldest first; those taken back are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn memberships_of(&mut self, user: UserId) -> Result<Vec<Member>> {
        let query = Query::new("SELECT ")
            .sql(MEMBER)
            .sql(" FROM membership WHERE user_id = ")
            .id(user)
            .sql(" AND revoked_at IS NULL ORDER BY created_at, id");
        self.fetch(query).await?.iter().map(member).collect()
    }

    /// Whether any agency has an administrator yet: if not, the first one-time link is printed.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_administrator(&mut self, agency: AgencyId) -> Result<bool> {
        let query = Query::new("SELECT 1 FROM membership WHERE agency_id = ")
            .id(agency)
            .sql(" AND role = ")
            .bind(UserRole::Administrator.code())
            .sql(" AND revoked_at IS NULL LIMIT 1");
        Ok(self.first(query).await?.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_day_survives_its_number() {
        for d in [date(1969, 12, 31), date(1970, 1, 1), date(2026, 2, 28)] {
            assert_eq!(day(days(d).unwrap()).unwrap(), d);
        }
    }

    #[test]
    fn spellings_of_one_address_are_one_key() {
        assert_eq!(
            address_key(" A.B@Example.org"),
            address_key("a.b@example.org")
        );
        assert_ne!(address_key("a@example.org"), address_key("b@example.org"));
    }
}
