//! Brakes for guessing: failed tries are counted by account and by address, both hashed, in the
//! database, so that all nodes count together.

use crate::db::Query;
use crate::error::Result;
use crate::tx::Tx;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Tries on one account, whether it exists or not.
    Account,
    /// Tries from one network address.
    Address,
    /// Tries on links and tokens from one network address.
    Link,
}

impl Scope {
    fn code(self) -> &'static str {
        match self {
            Scope::Account => "account",
            Scope::Address => "address",
            Scope::Link => "link",
        }
    }
}

/// How many tries are free, and how long the rest wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// So many failures within the window are free.
    pub free: i64,
    /// The window.
    pub window: SignedDuration,
    /// The wait after the first failure beyond; doubled with each further one.
    pub wait: SignedDuration,
    /// The longest wait.
    pub longest: SignedDuration,
}

fn key(of: &str) -> Vec<u8> {
    Sha256::digest(of.trim().to_lowercase()).to_vec()
}

impl Tx {
    /// Until when tries are refused, if they are.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn blocked_until(&mut self, scope: Scope, of: &str) -> Result<Option<Timestamp>> {
        let query = Query::new("SELECT blocked_until FROM sign_in_attempt WHERE scope = ")
            .bind(scope.code())
            .sql(" AND key_hash = ")
            .bind(key(of))
            .sql(" AND blocked_until > ")
            .bind(self.stamp.micros());
        match self.first(query).await? {
            Some(row) => Ok(Some(crate::stamp::moment(row.get(0)?))),
            None => Ok(None),
        }
    }

    /// Counts a try before it is known whether it succeeds, so that many at once do not slip
    /// through. Returns until when further tries are refused, if they are from now on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn count_try(
        &mut self,
        scope: Scope,
        of: &str,
        limit: Limit,
    ) -> Result<Option<Timestamp>> {
        let now = self.stamp.micros();
        let fresh = now - micros(limit.window);
        let query = Query::new(
            "INSERT INTO sign_in_attempt (scope, key_hash, failures, window_start, blocked_until) \
             VALUES ",
        )
        .row([
            scope.code().into(),
            key(of).into(),
            1_i64.into(),
            now.into(),
            0_i64.into(),
        ])
        .sql(
            " ON CONFLICT (scope, key_hash) DO UPDATE SET failures = CASE WHEN \
             sign_in_attempt.window_start < ",
        )
        .bind(fresh)
        .sql(" THEN 1 ELSE sign_in_attempt.failures + 1 END, window_start = CASE WHEN sign_in_attempt.window_start < ")
        .bind(fresh)
        .sql(" THEN ")
        .bind(now)
        .sql(" ELSE sign_in_attempt.window_start END RETURNING failures");
        let failures: i64 = match self.first(query).await? {
            Some(row) => row.get(0)?,
            None => 0,
        };
        let beyond = failures - limit.free;
        if beyond < 0 {
            return Ok(None);
        }
        let doubled = 1_i64 << beyond.min(20);
        let wait = micros(limit.wait)
            .saturating_mul(doubled)
            .min(micros(limit.longest));
        let query = Query::new("UPDATE sign_in_attempt SET blocked_until = ")
            .bind(now + wait)
            .sql(" WHERE scope = ")
            .bind(scope.code())
            .sql(" AND key_hash = ")
            .bind(key(of));
        self.execute(query).await?;
        Ok(Some(crate::stamp::moment(now + wait)))
    }

    /// Forgets the tries after a success.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_tries(&mut self, scope: Scope, of: &str) -> Result<()> {
        let query = Query::new("DELETE FROM sign_in_attempt WHERE scope = ")
            .bind(scope.code())
            .sql(" AND key_hash = ")
            .bind(key(of));
        self.execute(query).await.map(|_| ())
    }

    /// Throws counts away whose window and wait are over.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sweep_tries(&mut self, before: Timestamp) -> Result<u64> {
        let before = before.as_microsecond();
        let query = Query::new("DELETE FROM sign_in_attempt WHERE window_start < ")
            .bind(before)
            .sql(" AND blocked_until < ")
            .bind(before);
        self.execute(query).await
    }
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
