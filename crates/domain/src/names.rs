//! Names of record: many names, one of record in each language, and the right not to know.

use crate::ids::UserId;
use crate::language::{Language, LanguageTag, Script};
use crate::source::Source;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a name is to its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameRole {
    /// The name that documents print in its language; one for each language.
    OfRecord,
    /// The registered legal name.
    Legal,
    /// A short form.
    Short,
    /// A name borne earlier.
    Former,
    /// A rendering of the name in another script, by sound.
    Transliterated,
    /// The form that a source printed, right or wrong.
    AsPrinted,
    /// An acronym.
    Acronym,
}

impl NameRole {
    /// All roles, in the order in which they are offered.
    pub const ALL: [NameRole; 7] = [
        NameRole::OfRecord,
        NameRole::Legal,
        NameRole::Short,
        NameRole::Former,
        NameRole::Transliterated,
        NameRole::AsPrinted,
        NameRole::Acronym,
    ];

    /// The word used in forms, files and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            NameRole::OfRecord => "of_record",
            NameRole::Legal => "legal",
            NameRole::Short => "short",
            NameRole::Former => "former",
            NameRole::Transliterated => "transliterated",
            NameRole::AsPrinted => "as_printed",
            NameRole::Acronym => "acronym",
        }
    }

    /// The role of a code.
    pub fn from_code(code: &str) -> Option<NameRole> {
        NameRole::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// How sure an identification is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Sound or context only.
    Guess,
    /// One indirect source.
    Medium,
    /// A named public source, or unambiguous.
    High,
}

impl Certainty {
    /// All degrees, the surest first.
    pub const ALL: [Certainty; 3] = [Certainty::High, Certainty::Medium, Certainty::Guess];

    /// The word used in forms, files and catalogues.
    pub fn code(self) -> &'static str {
        match self {
            Certainty::High => "high",
            Certainty::Medium => "medium",
            Certainty::Guess => "guess",
        }
    }

    /// The certainty of a code.
    pub fn from_code(code: &str) -> Option<Certainty> {
        Certainty::ALL.into_iter().find(|c| c.code() == code)
    }
}

/// Who confirmed a name, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    /// The user who stands for it.
    pub by: UserId,
    /// The day of the confirmation.
    pub on: Date,
}

/// One name of a party or place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name itself, never empty.
    pub text: String,
    /// Its language.
    pub language: LanguageTag,
    /// Its script.
    pub script: Script,
    /// What it is to its bearer.
    pub role: NameRole,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Who confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Confirmation>,
}

impl Name {
    /// A name in one of the program's languages, its script guessed from its letters.
    pub fn new(language: Language, role: NameRole, text: &str) -> Self {
        Self {
            text: text.trim().to_owned(),
            language: language.tag(),
            script: Script::guess(text),
            role,
            source: None,
            confirmed: None,
        }
    }

    /// The same with its source.
    #[must_use]
    pub fn from_source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }
}

/// Somebody or something that an unresolved name might be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The candidate's name.
    pub name: String,
    /// How likely it is.
    pub certainty: Certainty,
    /// Why it is thought of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

/// Whether it is known who bears the names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Identity {
    /// It is known, with this certainty.
    Known {
        /// How sure.
        certainty: Certainty,
    },
    /// Nobody could establish it: the party stands as printed. A lasting state; nobody is
    /// forced to guess.
    Unresolved {
        /// Whom it might be; may stay empty for ever.
        #[serde(default)]
        candidates: Vec<Candidate>,
    },
}

/// Why a set of names is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNames {
    /// No name at all.
    #[error("a name is missing")]
    NoName,
    /// A name without text.
    #[error("name {0} is empty")]
    Empty(usize),
    /// Two names of record in one language.
    #[error("two names of record in {0}")]
    TwoOfRecord(LanguageTag),
    /// An unresolved party cannot have a name of record: that would be a guess.
    #[error("unresolved, yet it has a name of record")]
    UnresolvedOfRecord,
    /// A control character, such as a line break, inside a name.
    #[error("name {0} has a control character")]
    Control(usize),
}

/// All names of one bearer, and whether it is known who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    all: Vec<Name>,
    identity: Identity,
}

impl Names {
    /// Puts names together; refuses what the rules forbid.
    pub fn new(all: Vec<Name>, identity: Identity) -> Result<Self, BadNames> {
        let names = Self { all, identity };
        names.check()?;
        Ok(names)
    }

    /// A known bearer with one name of record.
    pub fn of_record(language: Language, text: &str) -> Result<Self, BadNames> {
        Self::new(
            vec![Name::new(language, NameRole::OfRecord, text)],
            Identity::Known {
                certainty: Certainty::High,
            },
        )
    }

    /// A bearer of whom only a printed form is known.
    pub fn as_printed(language: Language, text: &str) -> Result<Self, BadNames> {
        Self::new(
            vec![Name::new(language, NameRole::AsPrinted, text)],
            Identity::Unresolved {
                candidates: Vec::new(),
            },
        )
    }

    fn check(&self) -> Result<(), BadNames> {
        if self.all.is_empty() {
            return Err(BadNames::NoName);
        }
        let mut of_record: Vec<&LanguageTag> = Vec::new();
        for (index, name) in self.all.iter().enumerate() {
            if name.text.trim().is_empty() {
                return Err(BadNames::Empty(index));
            }
            if name.text.chars().any(char::is_control) {
                return Err(BadNames::Control(index));
            }
            if name.role == NameRole::OfRecord {
                if self.is_unresolved() {
                    return Err(BadNames::UnresolvedOfRecord);
                }
                if of_record.contains(&&name.language) {
                    return Err(BadNames::TwoOfRecord(name.language.clone()));
                }
                of_record.push(&name.language);
            }
        }
        Ok(())
    }

    /// All names.
    pub fn all(&self) -> &[Name] {
        &self.all
    }

    /// Whether and how surely the bearer is known.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Whether the bearer is unknown.
    pub fn is_unresolved(&self) -> bool {
        matches!(self.identity, Identity::Unresolved { .. })
    }

    /// Whom an unresolved name might be; empty for known bearers.
    pub fn candidates(&self) -> &[Candidate] {
        match &self.identity {
            Identity::Unresolved { candidates } => candidates,
            Identity::Known { .. } => &[],
        }
    }

    /// The name of record in exactly this language.
    pub fn record_in(&self, language: Language) -> Option<&Name> {
        let tag = language.tag();
        self.all
            .iter()
            .find(|n| n.role == NameRole::OfRecord && n.language == tag)
    }

    /// The name to show a reader of this language: the name of record in it, else in English,
    /// German, Chinese or any language, else another name in the reader's language, else the
    /// first name there is.
    pub fn display(&self, language: Language) -> &Name {
        let order = [language, Language::En, Language::De, Language::ZhHans];
        let tag = language.tag();
        order
            .into_iter()
            .find_map(|l| self.record_in(l))
            .or_else(|| self.all.iter().find(|n| n.role == NameRole::OfRecord))
            .or_else(|| self.all.iter().find(|n| n.language == tag))
            .unwrap_or(&self.all[0])
    }

    /// The original to print beside the shown name: a name of record in another script, else in
    /// another language; for unresolved bearers nothing.
    pub fn original(&self, language: Language) -> Option<&Name> {
        let shown = self.display(language);
        let others = || {
            self.all
                .iter()
                .filter(|n| n.role == NameRole::OfRecord && n.text != shown.text)
        };
        others()
            .find(|n| n.script != shown.script)
            .or_else(|| others().next())
    }

    /// The printed forms, each of which may be right or wrong.
    pub fn printed(&self) -> impl Iterator<Item = &Name> {
        self.all.iter().filter(|n| n.role == NameRole::AsPrinted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(names: Vec<Name>) -> Result<Names, BadNames> {
        Names::new(
            names,
            Identity::Known {
                certainty: Certainty::High,
            },
        )
    }

    #[test]
    fn one_name_of_record_in_each_language() {
        let en = Name::new(Language::En, NameRole::OfRecord, "Stefan Brandl");
        let de = Name::new(Language::De, NameRole::OfRecord, "Stefan Brandl");
        assert!(known(vec![en.clone(), de]).is_ok());
        assert_eq!(
            known(vec![en.clone(), en]),
            Err(BadNames::TwoOfRecord(Language::En.tag()))
        );
        assert_eq!(known(vec![]), Err(BadNames::NoName));
        let broken = Name::new(Language::En, NameRole::Short, "a\nb");
        assert_eq!(known(vec![broken]), Err(BadNames::Control(0)));
    }

    #[test]
    fn an_unresolved_name_stays_as_printed() {
        let printed = Names::as_printed(Language::En, "Renos Company").unwrap();
        assert!(printed.is_unresolved());
        assert_eq!(printed.display(Language::ZhHans).text, "Renos Company");
        assert_eq!(printed.original(Language::ZhHans), None);
        let guessed = Names::new(
            vec![Name::new(Language::En, NameRole::OfRecord, "Rhenus")],
            Identity::Unresolved { candidates: vec![] },
        );
        assert_eq!(guessed, Err(BadNames::UnresolvedOfRecord));
    }

    #[test]
    fn readers_see_their_script_with_the_original_beside() {
        let mayor = known(vec![
            Name::new(Language::ZhHans, NameRole::OfRecord, "陈绍旺"),
            Name::new(Language::En, NameRole::OfRecord, "Chen Shaowang"),
        ])
        .unwrap();
        assert_eq!(mayor.display(Language::De).text, "Chen Shaowang");
        assert_eq!(mayor.original(Language::De).unwrap().text, "陈绍旺");
        assert_eq!(mayor.display(Language::ZhHans).text, "陈绍旺");
        assert_eq!(
            mayor.original(Language::ZhHans).unwrap().text,
            "Chen Shaowang"
        );
    }
}
