//! Passwords: what is accepted, how they are kept, how they are compared.

use crate::error::{AppError, Refusal, Result};
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use domain::accounts::User;
use std::sync::OnceLock;
use tokio::sync::Semaphore;

/// The fewest characters of a password. Length helps, prescribed signs do not (NIST SP 800-63B).
pub const SHORTEST: usize = 12;
/// The most characters of a password; more only cost time.
pub const LONGEST: usize = 200;
/// Hashing takes 19 MiB and tens of milliseconds, so only so many go on at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// Beginnings that guessers try first; a password that is little more is refused.
const EASY: [&str; 12] = [
    "password",
    "passwort",
    "mima",
    "qwert",
    "qwertz",
    "12345",
    "abcdef",
    "letmein",
    "welcome",
    "willkommen",
    "legation",
    "admin",
];

/// Whether a password may be used by this person.
///
/// # Errors
/// A refusal that says what to do instead.
pub(crate) fn check(password: &str, user: &User) -> std::result::Result<(), Refusal> {
    let length = password.chars().count();
    if length < SHORTEST {
        return Err(Refusal::new("refused-password-short")
            .arg("least", SHORTEST)
            .at("password"));
    }
    if length > LONGEST {
        return Err(Refusal::new("refused-password-long")
            .arg("most", LONGEST)
            .at("password"));
    }
    if is_easy(&password.to_lowercase(), user) {
        return Err(Refusal::new("refused-password-easy").at("password"));
    }
    Ok(())
}

/// Whether little is left of it after what everybody would guess is taken away.
fn is_easy(password: &str, user: &User) -> bool {
    let local = user
        .email
        .split('@')
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let name = user.name.to_lowercase();
    let mut rest = password.to_owned();
    // The address first: it often holds the name and a sign between its parts.
    let own = [local.as_str()].into_iter().chain(name.split_whitespace());
    for word in own.filter(|w| w.chars().count() > 2).chain(EASY) {
        rest = rest.replace(word, "");
    }
    let mut different: Vec<char> = rest.chars().collect();
    different.sort_unstable();
    different.dedup();
    different.len() < 5
}

fn failed(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(error.to_string())
}

/// Runs costly work beside the async threads.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _pass = AT_ONCE.acquire().await.map_err(failed)?;
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

/// The argon2id hash of a password in PHC form.
pub(crate) async fn hash(password: &str, salt: [u8; 16]) -> Result<String> {
    let password = password.to_owned();
    let hash = move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    };
    aside(hash).await?.map_err(failed)
}

/// Whether a password belongs to a hash. Without a hash the same work is done on another one, so
/// that the time of an answer does not tell whether an account exists.
pub(crate) async fn matches(password: &str, hash: Option<String>) -> Result<bool> {
    let password = password.to_owned();
    aside(move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| nobody().to_owned());
        let same = Argon2::default().verify_password(password.as_bytes(), hash.as_str());
        known && same.is_ok()
    })
    .await
}

/// A hash that belongs to nobody, made with the same effort as all others.
fn nobody() -> &'static str {
    static NOBODY: OnceLock<String> = OnceLock::new();
    NOBODY.get_or_init(|| {
        let hash = Argon2::default().hash_password_with_salt(b"nobody", &[0; 16]);
        hash.map(|hash| hash.to_string()).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use domain::ids::{TypedId, UserId};

    fn user() -> User {
        User {
            id: UserId::from_uuid(uuid::Uuid::nil()),
            email: "wang.wei@example.org".into(),
            name: "Wang Wei".into(),
            language: domain::language::Language::En,
            zone: domain::time::ZoneName::utc(),
            active: true,
        }
    }

    #[test]
    fn a_password_is_long_enough_and_not_what_everybody_would_guess() {
        for good in [
            "correct horse battery",
            "沈阳的秋天很美丽我喜欢这里",
            "tür-ofen-löwe-9",
        ] {
            assert_eq!(check(good, &user()), Ok(()), "{good}");
        }
        let key = |password: &str| check(password, &user()).unwrap_err().key;
        assert_eq!(key("short"), "refused-password-short");
        assert_eq!(key(&"long enough ".repeat(20)), "refused-password-long");
        for easy in [
            "password1234",
            "aaaaaaaaaaaaa",
            "wang.wei12345",
            "Qwertz123456!",
            "Willkommen2026",
        ] {
            assert_eq!(key(easy), "refused-password-easy", "{easy}");
        }
    }

    #[tokio::test]
    async fn a_hash_tells_its_method_and_fits_only_its_password() {
        let kept = hash("correct horse battery", [7; 16]).await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(
            matches("correct horse battery", Some(kept.clone()))
                .await
                .unwrap()
        );
        assert!(!matches("correct horse batterY", Some(kept)).await.unwrap());
        assert!(!matches("nobody", None).await.unwrap());
        assert!(!matches("x", Some("nonsense".into())).await.unwrap());
    }
}
