//! What a use case may answer instead of a result.

use store::{MayPass, StoreError, Theirs};

/// The result of every use case.
pub type Result<T> = std::result::Result<T, AppError>;

/// A refusal of the domain: a message of the catalogue, its arguments, and the field it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Key of the message in the catalogues (file `refusals.ftl`).
    pub key: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
    /// The form field that it is about, if it is about one.
    pub field: Option<&'static str>,
}

impl Refusal {
    /// A refusal without arguments.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            args: Vec::new(),
            field: None,
        }
    }

    /// The same with an argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The same, about a form field.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }
}

/// What a use case may answer instead of a result.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the caller may not know that there is.
    #[error("not found")]
    Missing,
    /// The caller sees it but may not do this.
    #[error("not allowed")]
    Forbidden,
    /// A rule refuses it; the text says which.
    #[error("refused: {}", .0.key)]
    Refused(Refusal),
    /// Somebody else changed the record first.
    #[error("changed by somebody else")]
    Conflict(Box<Theirs>),
    /// The database is busy or out of reach; trying again later may help.
    #[error("busy: {0}")]
    Busy(String),
    /// No room on the disk; reading goes on.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else; the text is for the operator.
    #[error("internal: {0}")]
    Internal(String),
    /// A passing trouble of the transaction; the office tries again by itself.
    #[error("passing: {0}")]
    Passing(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing => Self::Missing,
            StoreError::Conflict(theirs) => Self::Conflict(theirs),
            StoreError::Transient(text) => Self::Passing(text),
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Unavailable(text) => Self::Busy(text),
            StoreError::Unknown => Self::Busy("the answer to the commit is missing".into()),
            StoreError::Taken(column) => {
                Self::Refused(Refusal::new("refused-taken").arg("column", column))
            }
            StoreError::Dangling(_) => Self::Refused(Refusal::new("refused-dangling")),
            StoreError::KeyReused => Self::Refused(Refusal::new("refused-key-reused")),
            StoreError::ChangedSince { .. } => Self::Refused(Refusal::new("refused-changed-since")),
            other => Self::Internal(other.to_string()),
        }
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl MayPass for AppError {
    fn may_pass(&self) -> bool {
        matches!(self, Self::Passing(_))
    }
}
