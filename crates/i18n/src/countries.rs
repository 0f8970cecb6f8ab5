//! The names of countries.

use domain::language::Language;
use icu::experimental::displaynames::{DisplayNamesOptions, multi::RegionDisplayNames};
use icu::locale::subtags::Region;

thread_local! {
    static ZH_HANS: Option<RegionDisplayNames> = names(Language::ZhHans);
    static EN: Option<RegionDisplayNames> = names(Language::En);
    static DE: Option<RegionDisplayNames> = names(Language::De);
}

fn names(reader: Language) -> Option<RegionDisplayNames> {
    let locale = crate::dates::locale(reader);
    RegionDisplayNames::try_new(locale.into(), DisplayNamesOptions::default()).ok()
}

/// The name of a country in the reader's language (Unicode CLDR), by its code of two letters in
/// ISO 3166-1; whatever is not such a code stands for itself.
#[must_use]
pub fn name(reader: Language, code: &str) -> String {
    let Ok(region) = code.parse::<Region>() else {
        return code.to_owned();
    };
    let named = |names: &Option<RegionDisplayNames>| {
        let name = names.as_ref()?.of(region)?;
        Some(name.to_owned())
    };
    let name = match reader {
        Language::ZhHans => ZH_HANS.with(named),
        Language::En => EN.with(named),
        Language::De => DE.with(named),
    };
    name.unwrap_or_else(|| code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_named_in_the_words_of_the_reader() {
        let all = |code| [Language::ZhHans, Language::En, Language::De].map(|l| name(l, code));
        assert_eq!(all("DE"), ["德国", "Germany", "Deutschland"]);
        assert_eq!(all("CN"), ["中国", "China", "China"]);
        assert_eq!(all("TR")[2], "Türkei");
    }

    #[test]
    fn what_is_no_code_stands_for_itself() {
        assert_eq!(name(Language::En, "Bavaria"), "Bavaria");
        assert_eq!(name(Language::En, ""), "");
        assert_eq!(name(Language::De, "QX"), "QX");
    }
}
