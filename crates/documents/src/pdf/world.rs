//! What the typesetter may see: the templates, the fonts and one JSON string. It reaches no
//! file, no package and no clock.

use crate::fonts::Loaded;
use std::sync::Arc;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Dict, Duration, IntoValue};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The main template first.
const TEMPLATES: [(&str, &str); 3] = [
    ("paper.typ", include_str!("../../templates/paper.typ")),
    ("look.typ", include_str!("../../templates/look.typ")),
    ("blocks.typ", include_str!("../../templates/blocks.typ")),
];

/// The world of one document.
pub(super) struct Desk {
    library: LazyHash<Library>,
    fonts: Arc<Loaded>,
    templates: Vec<Source>,
}

impl Desk {
    /// A desk with the content of one document. User text reaches a template only as data.
    pub(super) fn new(fonts: Arc<Loaded>, content: &str) -> Self {
        let mut inputs = Dict::new();
        inputs.insert("content".into(), content.into_value());
        let templates = TEMPLATES
            .iter()
            .filter_map(|(name, text)| Some(Source::new(id(name)?, (*text).to_owned())))
            .collect();
        Self {
            library: LazyHash::new(Library::builder().with_inputs(inputs).build()),
            fonts,
            templates,
        }
    }
}

/// The id of a template, or of any other path.
pub(super) fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.templates[0].id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = self.templates.iter().find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
