//! Where a fact comes from.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The origin of a fact or of a name: a published page, a business card, a person's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Source {
    /// Title or description, such as "Dalian Municipal Government, 13 October 2023".
    pub title: String,
    /// Address of the page, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Day of publication, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
}

impl Source {
    /// A source that has only a title.
    pub fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            ..Self::default()
        }
    }
}
