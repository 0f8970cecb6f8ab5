//! The fonts of documents: packed into the program, unpacked when the first document is made.

use crate::DocumentError;
use flate2::read::GzDecoder;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The folder of further fonts, see [`Fonts::from_environment`].
pub const FONT_DIRECTORY: &str = "LEGATION_FONT_DIR";

macro_rules! packed {
    ($($name:literal),+) => {
        &[$(($name, include_bytes!(concat!("../fonts/", $name, ".gz")))),+]
    };
}

/// All packed faces; Latin ones come first.
const PACKED: &[(&str, &[u8])] = packed!(
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSerif-Regular.ttf",
    "NotoSerif-Bold.ttf",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansCJKsc-Bold.otf",
    "NotoSerifCJKsc-Bold.otf"
);

/// The faces that documents are set in, shared by all threads. Unpacked they take about 32 MB,
/// so they are unpacked when the first document needs them and can be let go of.
#[derive(Debug, Default)]
pub struct Fonts {
    directory: Option<PathBuf>,
    loaded: Mutex<Option<Arc<Loaded>>>,
}

/// Unpacked faces.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
}

impl Fonts {
    /// The packed faces alone.
    #[must_use]
    pub fn packed() -> Self {
        Self::default()
    }

    /// The packed faces and those of a folder (`.ttf`, `.otf`, `.ttc`), which come first.
    #[must_use]
    pub fn with_directory(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: Some(directory.into()),
            loaded: Mutex::default(),
        }
    }

    /// The packed faces and those of the folder that the environment names, if it names one.
    #[must_use]
    pub fn from_environment() -> Self {
        std::env::var_os(FONT_DIRECTORY).map_or_else(Self::packed, Self::with_directory)
    }

    /// Lets go of the memory; the next document unpacks the faces again. Documents being made
    /// keep theirs.
    pub fn release(&self) {
        *self.loaded.lock().unwrap_or_else(PoisonError::into_inner) = None;
        typst::comemo::evict(0);
    }

    /// The faces, unpacked if they are not yet.
    pub(crate) fn load(&self) -> Result<Arc<Loaded>, DocumentError> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fonts) = &*loaded {
            return Ok(Arc::clone(fonts));
        }
        let mut fonts = Vec::new();
        if let Some(directory) = &self.directory {
            read_folder(directory, &mut fonts)?;
        }
        for (name, packed) in PACKED {
            let mut bytes = Vec::new();
            GzDecoder::new(*packed)
                .read_to_end(&mut bytes)
                .map_err(|error| broken(name, &error))?;
            bytes.shrink_to_fit();
            add(name, bytes, &mut fonts)?;
        }
        let fonts = Arc::new(Loaded {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        });
        *loaded = Some(Arc::clone(&fonts));
        Ok(fonts)
    }
}

fn broken(name: &str, cause: &dyn std::fmt::Display) -> DocumentError {
    DocumentError::Font {
        name: name.to_owned(),
        cause: cause.to_string(),
    }
}

fn add(name: &str, bytes: Vec<u8>, fonts: &mut Vec<Font>) -> Result<(), DocumentError> {
    let before = fonts.len();
    fonts.extend(Font::iter(Bytes::new(bytes)));
    if fonts.len() == before {
        return Err(broken(name, &"not a font"));
    }
    Ok(())
}

fn read_folder(directory: &Path, fonts: &mut Vec<Font>) -> Result<(), DocumentError> {
    let name = |path: &Path| path.display().to_string();
    let entries = std::fs::read_dir(directory).map_err(|error| broken(&name(directory), &error))?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    for path in paths {
        let ending = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default()
            .to_lowercase();
        if matches!(ending.as_str(), "ttf" | "otf" | "ttc") {
            let bytes = std::fs::read(&path).map_err(|error| broken(&name(&path), &error))?;
            add(&name(&path), bytes, fonts)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rare_characters_umlauts_and_marks_are_there() {
        let loaded = Fonts::packed().load().unwrap();
        let shows = |family: &str, c: char| {
            loaded
                .book
                .select_family(&family.to_lowercase())
                .filter_map(|index| loaded.book.info(index))
                .all(|info| info.coverage.contains(c as u32))
        };
        for c in ['𠮷', '龘', '郝', '鹏', '「', '。'] {
            assert!(shows("Noto Sans CJK SC", c), "{c}");
        }
        for c in ['ä', 'ß', 'ğ', 'İ', '†', '–'] {
            assert!(shows("Noto Sans", c) && shows("Noto Serif", c), "{c}");
        }
        assert!(shows("Noto Serif CJK SC", '辽'));
        assert_eq!(loaded.book.families().count(), 4);
    }

    #[test]
    fn fonts_are_unpacked_once_and_again_after_release() {
        let fonts = Fonts::packed();
        let first = fonts.load().unwrap();
        assert!(Arc::ptr_eq(&first, &fonts.load().unwrap()));
        fonts.release();
        assert!(!Arc::ptr_eq(&first, &fonts.load().unwrap()));
    }

    #[test]
    fn a_missing_folder_is_named_in_the_error() {
        let error = Fonts::with_directory("/no/such/folder").load().unwrap_err();
        assert!(error.to_string().contains("/no/such/folder"), "{error}");
    }

    #[test]
    fn the_packed_fonts_stay_within_thirty_megabytes() {
        let size: usize = PACKED.iter().map(|(_, bytes)| bytes.len()).sum();
        assert!(size <= 30_000_000, "{size}");
    }
}
