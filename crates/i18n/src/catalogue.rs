//! The embedded message files and the bundles made of them, built once.

use std::sync::LazyLock;

use domain::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::text::number_in;

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// One embedded catalogue file.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// The folder it lies in: a language code.
    pub language: &'static str,
    /// Its name without ending; every key in it begins with this and a hyphen.
    pub subject: &'static str,
    /// Its text in Fluent syntax.
    pub source: &'static str,
}

/// All embedded files, sorted by language and subject.
pub fn files() -> impl Iterator<Item = File> {
    FILES.iter().map(|&(language, subject, source)| File {
        language,
        subject,
        source,
    })
}

/// Whether the catalogues of a language hold a key.
#[must_use]
pub fn has(language: Language, key: &str) -> bool {
    bundle(language).has_message(key)
}

struct Bundles {
    zh_hans: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
    de: FluentBundle<FluentResource>,
}

static BUNDLES: LazyLock<Bundles> = LazyLock::new(|| Bundles {
    zh_hans: build(Language::ZhHans),
    en: build(Language::En),
    de: build(Language::De),
});

fn build(language: Language) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks are invisible on a page and appear as boxes in PDF and CSV.
    bundle.set_use_isolating(false);
    // A formatter is a plain function, so each language has its own.
    match language {
        Language::ZhHans => bundle.set_formatter(Some(|v, _| number_in(Language::ZhHans, v))),
        Language::En => bundle.set_formatter(Some(|v, _| number_in(Language::En, v))),
        Language::De => bundle.set_formatter(Some(|v, _| number_in(Language::De, v))),
    }
    for file in files().filter(|file| file.language == language.code()) {
        let resource = match FluentResource::try_new(file.source.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        // A key twice is found by the tests; here the first one stays.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

fn bundle(language: Language) -> &'static FluentBundle<FluentResource> {
    match language {
        Language::ZhHans => &BUNDLES.zh_hans,
        Language::En => &BUNDLES.en,
        Language::De => &BUNDLES.de,
    }
}

pub(crate) fn format(language: Language, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(language);
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(args), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(text.into_owned())
}
