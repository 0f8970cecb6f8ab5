//! Languages of the program, languages of names, and scripts.

use serde::{Deserialize, Serialize};

/// A language in which the program speaks and prints.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
pub enum Language {
    /// Simplified Chinese, 简体中文.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// German, Deutsch.
    #[serde(rename = "de")]
    De,
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::ZhHans, Language::En, Language::De];

    /// The BCP 47 code: `zh-Hans`, `en` or `de`.
    pub fn code(self) -> &'static str {
        match self {
            Language::ZhHans => "zh-Hans",
            Language::En => "en",
            Language::De => "de",
        }
    }

    /// The language's name for itself.
    pub fn endonym(self) -> &'static str {
        match self {
            Language::ZhHans => "中文",
            Language::En => "English",
            Language::De => "Deutsch",
        }
    }

    /// The language of a code; `zh`, `zh-CN` and the like are Simplified Chinese.
    pub fn from_code(code: &str) -> Option<Language> {
        let lower = code.trim().to_ascii_lowercase();
        match lower.split(['-', '_']).next()? {
            "zh" => Some(Language::ZhHans),
            "en" => Some(Language::En),
            "de" => Some(Language::De),
            _ => None,
        }
    }

    /// What stands between the items of an enumeration; in Chinese the enumeration comma (GB/T
    /// 15834-2011, 4.5).
    pub const fn comma(self) -> &'static str {
        match self {
            Language::ZhHans => "、",
            Language::En | Language::De => ", ",
        }
    }

    /// Items as the language enumerates them. In lists of a reader's language use this; what
    /// machines read has its own rules.
    pub fn listed<T: AsRef<str>>(self, items: impl IntoIterator<Item = T>) -> String {
        let mut list = String::new();
        for (n, item) in items.into_iter().enumerate() {
            if n > 0 {
                list.push_str(self.comma());
            }
            list.push_str(item.as_ref());
        }
        list
    }

    /// The same language as the tag of a name.
    pub fn tag(self) -> LanguageTag {
        LanguageTag(self.code().to_owned())
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// A language code that is not well formed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a language code (BCP 47), such as zh-Hans, en, de, tr")]
pub struct BadLanguage(pub String);

/// The language of a name or a text: a well-formed BCP 47 tag in its usual spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LanguageTag(String);

impl LanguageTag {
    /// Reads a tag: a two- or three-letter language, then optional script, region and variants.
    pub fn new(text: &str) -> Result<Self, BadLanguage> {
        let bad = || BadLanguage(text.to_owned());
        let mut parts = text.trim().split(['-', '_']);
        let first = parts.next().unwrap_or_default();
        if !(2..=3).contains(&first.len()) || !first.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(bad());
        }
        let mut tag = first.to_ascii_lowercase();
        for part in parts {
            let fine =
                (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
            if !fine {
                return Err(bad());
            }
            tag.push('-');
            match part.len() {
                4 => {
                    let (head, tail) = part.split_at(1);
                    tag.push_str(&head.to_ascii_uppercase());
                    tag.push_str(&tail.to_ascii_lowercase());
                }
                2 => tag.push_str(&part.to_ascii_uppercase()),
                _ => tag.push_str(&part.to_ascii_lowercase()),
            }
        }
        if tag == "zh" || tag == "zh-CN" {
            tag = "zh-Hans".to_owned();
        }
        Ok(Self(tag))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The program's language that this tag belongs to, if any.
    pub fn language(&self) -> Option<Language> {
        if self.0.starts_with("zh-Hant") {
            return None;
        }
        Language::from_code(&self.0)
    }
}

impl TryFrom<String> for LanguageTag {
    type Error = BadLanguage;
    fn try_from(text: String) -> Result<Self, BadLanguage> {
        Self::new(&text)
    }
}

impl From<LanguageTag> for String {
    fn from(tag: LanguageTag) -> String {
        tag.0
    }
}

impl std::fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The script of a name, by its ISO 15924 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Script {
    /// Simplified Han, 简体.
    Hans,
    /// Traditional Han, 繁體.
    Hant,
    /// Latin.
    Latn,
    /// Cyrillic.
    Cyrl,
    /// Arabic.
    Arab,
    /// Greek.
    Grek,
    /// Japanese (Han with kana).
    Jpan,
    /// Hangul.
    Hang,
    /// Any other script.
    Zyyy,
}

impl Script {
    /// All scripts, in the order in which they are offered.
    pub const ALL: [Script; 9] = [
        Script::Hans,
        Script::Latn,
        Script::Hant,
        Script::Cyrl,
        Script::Arab,
        Script::Grek,
        Script::Jpan,
        Script::Hang,
        Script::Zyyy,
    ];

    /// The ISO 15924 code.
    pub fn code(self) -> &'static str {
        match self {
            Script::Hans => "Hans",
            Script::Hant => "Hant",
            Script::Latn => "Latn",
            Script::Cyrl => "Cyrl",
            Script::Arab => "Arab",
            Script::Grek => "Grek",
            Script::Jpan => "Jpan",
            Script::Hang => "Hang",
            Script::Zyyy => "Zyyy",
        }
    }

    /// The script of a code.
    pub fn from_code(code: &str) -> Option<Script> {
        Script::ALL.into_iter().find(|script| script.code() == code)
    }

    /// The script of the first letter that tells one; Latin if none does.
    pub fn guess(text: &str) -> Script {
        text.chars().find_map(script_of).unwrap_or(Script::Latn)
    }
}

fn script_of(c: char) -> Option<Script> {
    match u32::from(c) {
        0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x323AF => {
            Some(Script::Hans)
        }
        0x3040..=0x30FF => Some(Script::Jpan),
        0xAC00..=0xD7AF => Some(Script::Hang),
        0x0400..=0x052F => Some(Script::Cyrl),
        0x0600..=0x06FF => Some(Script::Arab),
        0x0370..=0x03FF => Some(Script::Grek),
        _ if c.is_alphabetic() => Some(Script::Latn),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_spelled_in_one_way() {
        assert_eq!(
            LanguageTag::new("ZH-hans-cn").unwrap().as_str(),
            "zh-Hans-CN"
        );
        assert_eq!(LanguageTag::new("zh").unwrap(), Language::ZhHans.tag());
        assert_eq!(LanguageTag::new("tr").unwrap().language(), None);
        assert!(LanguageTag::new("x").is_err());
        assert!(LanguageTag::new("en--US").is_err());
        assert!(LanguageTag::new("en'; drop").is_err());
    }

    #[test]
    fn codes_lead_to_languages() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(language.tag().language(), Some(language));
        }
        assert_eq!(Language::from_code("fr"), None);
        assert_eq!(LanguageTag::new("zh-Hant").unwrap().language(), None);
    }

    #[test]
    fn each_language_enumerates_with_its_own_comma() {
        let days = ["13 April", "14 April", "15 April"];
        assert_eq!(Language::De.listed(days), "13 April, 14 April, 15 April");
        assert_eq!(Language::ZhHans.listed(["沈阳", "汉堡"]), "沈阳、汉堡");
        for language in Language::ALL {
            assert_eq!(language.listed(days), days.join(language.comma()));
            assert_eq!(language.listed(&days[..1]), days[0]);
            assert_eq!(language.listed(Vec::<String>::new()), "");
        }
    }

    #[test]
    fn scripts_are_guessed_from_the_first_telling_letter() {
        assert_eq!(Script::guess("中德(沈阳)"), Script::Hans);
        assert_eq!(Script::guess("1. Österreich"), Script::Latn);
        assert_eq!(Script::guess("Газпром"), Script::Cyrl);
        assert_eq!(Script::guess("123"), Script::Latn);
    }
}
