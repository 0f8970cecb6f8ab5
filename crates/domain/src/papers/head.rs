//! What stands on every page of a printed document.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// A mark that a reader must not overlook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Invented data for trying the program.
    Sample,
    /// Not yet published.
    Draft,
    /// A newer version exists.
    Superseded,
}

impl Mark {
    /// The word used in catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Mark::Sample => "sample",
            Mark::Draft => "draft",
            Mark::Superseded => "superseded",
        }
    }
}

/// Title, version and origin of a printed document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Letterhead {
    /// The mission's title in the reader's language.
    pub title: String,
    /// The title in a second language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_title: Option<String>,
    /// The agency that prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// The mission's code, such as `LN-DE-2023`.
    pub code: String,
    /// The version of this document, from 1.
    pub version: u32,
    /// The time of printing, as text with its place.
    pub printed_at: String,
    /// The same time for the file's own data; nothing else in a document knows a clock.
    pub made_at: Timestamp,
    /// Address of the current version; becomes the QR code.
    pub link: String,
    /// Marks shown on every page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}
