//! Typed data and a language become PDF or DOCX bytes.
//!
//! A [`Paper`] is first composed into a sheet: lines, tables and schedules in the reader's
//! language. Both formats print the same sheet, so they cannot say different things. Nothing
//! here reads a clock, a file (but the folder of extra fonts) or the network, and the same
//! paper gives the same bytes.

mod compose;
mod docx;
mod fonts;
mod pdf;
mod qr;
mod sheet;
mod words;

#[cfg(test)]
#[path = "../tests/samples/mod.rs"]
mod samples;

pub use fonts::{FONT_DIRECTORY, Fonts};

use domain::language::Language;
use domain::papers::{Paper, Unsupported};

/// A file format of printed documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Portable Document Format, tagged.
    Pdf,
    /// Office Open XML, for further editing.
    Docx,
}

impl Format {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Format; 2] = [Format::Pdf, Format::Docx];

    /// The ending of a file name, which is also the word on the command line.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
        }
    }

    /// The format of a file name's ending.
    pub fn from_extension(extension: &str) -> Option<Format> {
        Format::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }

    /// The media type for downloads.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Pdf => "application/pdf",
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
        }
    }
}

/// Why a document could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// A line of a report names no record; it must not be printed.
    #[error(transparent)]
    Unsupported(#[from] Unsupported),
    /// The address of the current version is too long for a QR code.
    #[error("the address of the current version does not fit into a QR code")]
    LinkTooLong,
    /// A font cannot be read.
    #[error("cannot read the font {name}: {cause}")]
    Font {
        /// File name or folder.
        name: String,
        /// What happened.
        cause: String,
    },
    /// The content could not be handed to the typesetter.
    #[error("cannot write the content as JSON: {0}")]
    Content(#[from] serde_json::Error),
    /// The typesetter refused; a defect of a template.
    #[error("typesetting failed: {0}")]
    Typesetting(String),
    /// The office file could not be packed.
    #[error("cannot pack the office file: {0}")]
    Packing(String),
}

/// Makes a document.
///
/// The work takes processor time (a second for 40 pages) and, while it lasts, memory for the
/// fonts: call it where blocking is allowed.
///
/// # Errors
/// A report with a line that no record carries is refused; other errors are defects of fonts or
/// templates.
pub fn render(
    paper: &Paper,
    language: Language,
    format: Format,
    fonts: &Fonts,
) -> Result<Vec<u8>, DocumentError> {
    if let Paper::Report(report) = paper {
        report.supported()?;
    }
    let sheet = compose::compose(paper, language)?;
    match format {
        Format::Pdf => pdf::render(&sheet, fonts),
        Format::Docx => docx::render(&sheet),
    }
}
