//! The texts by which a record is found.

use domain::names::Names;
use domain::text::Localised;

/// What the search index keeps of a record.
#[derive(Debug, Clone, Default)]
pub struct Findable {
    /// The title shown in the list of hits.
    pub title: String,
    /// All texts by which it is found, in any script.
    pub texts: Vec<String>,
}

impl Findable {
    /// A record found by its names.
    pub fn by_names(names: &Names) -> Self {
        Self {
            title: names.display(domain::language::Language::En).text.clone(),
            texts: names.all().iter().map(|n| n.text.clone()).collect(),
        }
    }

    /// A record found by a title.
    pub fn by_title(title: &Localised) -> Self {
        Self {
            title: title.for_reader(domain::language::Language::En).to_owned(),
            texts: title.iter().map(|(_, text)| text.to_owned()).collect(),
        }
    }

    /// The same, found by these texts too.
    #[must_use]
    pub fn also<'a>(mut self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let more = texts.into_iter().filter(|t| !t.trim().is_empty());
        self.texts.extend(more.map(str::to_owned));
        self
    }

    /// The same, found by this text in all its languages too.
    #[must_use]
    pub fn also_text(self, text: &Localised) -> Self {
        let texts: Vec<String> = text.iter().map(|(_, t)| t.to_owned()).collect();
        self.also(texts.iter().map(String::as_str))
    }
}

/// The words under which a record is filed in the search index.
pub(crate) fn tokens(found: &Findable) -> Vec<String> {
    let mut all = std::collections::BTreeSet::new();
    for text in &found.texts {
        all.extend(names::index_tokens(
            text,
            domain::language::Script::guess(text),
        ));
    }
    all.into_iter().collect()
}
