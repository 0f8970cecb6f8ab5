//! Who writes, when, through which door and what for: it goes into every audit entry.

use domain::chance::{Chance, Clock};
use domain::ids::{BatchId, UserId};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// The way by which a write came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// A page or form in the browser.
    Page,
    /// The programming interface.
    Api,
    /// The command line.
    CommandLine,
    /// The background runner.
    Job,
    /// A link without an account: an invitation or a one-time link.
    Link,
}

impl Door {
    /// All doors.
    pub const ALL: [Door; 5] = [
        Door::Page,
        Door::Api,
        Door::CommandLine,
        Door::Job,
        Door::Link,
    ];

    /// The word kept in the audit trail.
    pub fn code(self) -> &'static str {
        match self {
            Door::Page => "page",
            Door::Api => "api",
            Door::CommandLine => "command_line",
            Door::Job => "job",
            Door::Link => "link",
        }
    }

    /// The door of a word.
    pub fn from_code(code: &str) -> Option<Door> {
        Door::ALL.into_iter().find(|door| door.code() == code)
    }
}

/// One transaction's moment, author and reason.
#[derive(Clone)]
pub struct Stamp {
    /// The moment that all writes of the transaction carry.
    pub at: Timestamp,
    /// The user, where one is known.
    pub user: Option<UserId>,
    /// The door.
    pub door: Door,
    /// The request id, to find the log lines.
    pub request: String,
    /// The intention, such as `agreement.sign`.
    pub intention: String,
    /// The batch whose writes are undone together.
    pub batch: Option<BatchId>,
    seed: [u8; 32],
}

impl Stamp {
    /// A stamp of this moment, without a user.
    pub fn new(clock: &dyn Clock, chance: &dyn Chance, door: Door) -> Self {
        let mut seed = [0; 32];
        chance.fill(&mut seed);
        Self {
            at: clock.now(),
            user: None,
            door,
            request: String::new(),
            intention: String::new(),
            batch: None,
            seed,
        }
    }

    /// Names the user.
    #[must_use]
    pub fn by(mut self, user: UserId) -> Self {
        self.user = Some(user);
        self
    }

    /// Names the request.
    #[must_use]
    pub fn request(mut self, request: impl Into<String>) -> Self {
        self.request = request.into();
        self
    }

    /// Names the intention.
    #[must_use]
    pub fn intention(mut self, intention: impl Into<String>) -> Self {
        self.intention = intention.into();
        self
    }

    /// Names the batch.
    #[must_use]
    pub fn batch(mut self, batch: BatchId) -> Self {
        self.batch = Some(batch);
        self
    }

    /// The moment in microseconds since 1970.
    pub fn micros(&self) -> i64 {
        self.at.as_microsecond()
    }

    /// A secret value for the n-th entry of this transaction: it keeps the hash of a short
    /// payload from being guessed after the payload was erased.
    pub(crate) fn salt(&self, n: i64) -> [u8; 16] {
        let digest = Sha256::new()
            .chain_update(self.seed)
            .chain_update(n.to_le_bytes())
            .finalize();
        let mut salt = [0; 16];
        salt.copy_from_slice(&digest[..16]);
        salt
    }
}

/// A moment from its microseconds; the store writes nothing outside of jiff's range.
pub(crate) fn moment(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}
