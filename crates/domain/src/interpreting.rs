//! Who interprets at a session, and which meetings need it.
//!
//! One rule for the timetable, the pages and the prints: two sides need an interpreter when both
//! say what they speak and share no language, unless the organiser says otherwise.

use crate::ids::{OrganisationId, PersonId};
use crate::language::{BadLanguage, LanguageTag};
use crate::matchmaking::{Matchmaking, Participant, Request};
use crate::participants::Profile;
use crate::parties::Person;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Two languages between which somebody interprets, in either direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguagePair {
    /// One of them.
    pub one: LanguageTag,
    /// The other one.
    pub other: LanguageTag,
}

/// Why a text does not say a pair of languages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPair {
    /// There are not two languages with a stroke between them.
    #[error("`{0}` is not a pair of languages, such as zh/de")]
    Shape(String),
    /// Both are the same language.
    #[error("`{0}` names one language twice")]
    Same(String),
    /// One of them is not a language.
    #[error(transparent)]
    Language(#[from] BadLanguage),
}

impl LanguagePair {
    /// Whether both are the same two languages.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let same = (&self.one, &self.other) == (&other.one, &other.other);
        same || (&self.other, &self.one) == (&other.one, &other.other)
    }

    /// Whether somebody who speaks these needs no interpreter between the two.
    #[must_use]
    pub fn is_spoken_by(&self, spoken: &[LanguageTag]) -> bool {
        spoken.contains(&self.one) && spoken.contains(&self.other)
    }

    /// Reads a pair as people write it: `zh/de`.
    ///
    /// # Errors
    /// Where there are not two different languages.
    pub fn read(text: &str) -> Result<Self, BadPair> {
        let halves = text.split_once(['/', '／', '–', '↔']);
        let (one, other) = halves.ok_or_else(|| BadPair::Shape(text.trim().to_owned()))?;
        let (one, other) = (LanguageTag::new(one)?, LanguageTag::new(other)?);
        if one == other {
            return Err(BadPair::Same(text.trim().to_owned()));
        }
        Ok(Self { one, other })
    }
}

impl std::fmt::Display for LanguagePair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.one.as_str(), self.other.as_str())
    }
}

/// Somebody who interprets at a session, in one meeting at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreter {
    /// Who.
    pub person: PersonId,
    /// Between which languages.
    pub languages: Vec<LanguagePair>,
    /// Slots (by index) in which they cannot work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unavailable: Vec<u32>,
    /// Most slots in a row; then they rest for a slot, or at a pause. None is no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_run: Option<u32>,
}

impl Interpreter {
    /// Whether they interpret between these two languages.
    #[must_use]
    pub fn knows(&self, pair: &LanguagePair) -> bool {
        self.languages.iter().any(|own| own.is(pair))
    }
}

/// Whether a meeting needs an interpreter, as the organiser says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interpreting {
    /// As what both sides speak has it.
    #[default]
    AsSpoken,
    /// None, whatever they speak.
    Nobody,
    /// One between these languages.
    Between(LanguagePair),
}

impl Interpreting {
    /// Whether it is the usual rule.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Slots in which one of a participant's people cannot meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// Who.
    pub person: PersonId,
    /// The slots, by index.
    pub slots: Vec<u32>,
}

/// Who of a side comes to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendee {
    /// A person whom the participant has named.
    Person(PersonId),
    /// One of its people without a name, numbered from 0.
    Unnamed(u32),
}

impl Attendee {
    /// The person, where one is named.
    #[must_use]
    pub const fn person(self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Unnamed(_) => None,
        }
    }
}

/// What the participants of a session speak, as far as they say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spoken(BTreeMap<OrganisationId, Vec<LanguageTag>>);

impl Spoken {
    /// What each participant says in its profile; where it says nothing, what its people speak.
    pub fn of<'a>(
        session: &Matchmaking,
        profiles: impl IntoIterator<Item = &'a Profile>,
        person: impl Fn(PersonId) -> Option<&'a Person>,
    ) -> Self {
        let said: BTreeMap<OrganisationId, &Vec<LanguageTag>> = profiles
            .into_iter()
            .map(|profile| (profile.organisation, &profile.words.languages))
            .collect();
        let by_people = |participant: &Participant| {
            let people = participant.people.iter().filter_map(|id| person(*id));
            let mut found: Vec<LanguageTag> = Vec::new();
            for tag in people.flat_map(speaks) {
                if !found.contains(&tag) {
                    found.push(tag);
                }
            }
            found
        };
        let spoken = |participant: &Participant| {
            let own = said.get(&participant.organisation);
            let own = own.filter(|tags| !tags.is_empty());
            let tags = own.map_or_else(|| by_people(participant), |tags| (*tags).clone());
            (participant.organisation, tags)
        };
        Self(session.participants.iter().map(spoken).collect())
    }

    /// What a participant speaks; nothing where nobody has said.
    #[must_use]
    pub fn by(&self, who: OrganisationId) -> &[LanguageTag] {
        self.0.get(&who).map_or(&[], Vec::as_slice)
    }

    /// The languages that both speak.
    #[must_use]
    pub fn shared(&self, one: OrganisationId, other: OrganisationId) -> Vec<LanguageTag> {
        let theirs = self.by(other);
        let own = self.by(one).iter();
        own.filter(|tag| theirs.contains(tag)).cloned().collect()
    }

    /// Between which languages a meeting needs an interpreter, if it needs one: as the organiser
    /// says, else as the two speak. Of several pairs, the first that an interpreter of the session
    /// knows.
    #[must_use]
    pub fn needed(&self, request: &Request, session: &Matchmaking) -> Option<LanguagePair> {
        match &request.interpreting {
            Interpreting::Nobody => return None,
            Interpreting::Between(pair) => return Some(pair.clone()),
            Interpreting::AsSpoken => {}
        }
        if !self.shared(request.from, request.to).is_empty() {
            return None;
        }
        let theirs = self.by(request.to);
        let pairs = self.by(request.from).iter().flat_map(|one| {
            let pair = |other: &LanguageTag| LanguagePair {
                one: one.clone(),
                other: other.clone(),
            };
            theirs.iter().map(pair)
        });
        let pairs: Vec<LanguagePair> = pairs.collect();
        let known = |pair: &&LanguagePair| session.interpreters.iter().any(|i| i.knows(pair));
        let found = pairs.iter().find(known).or_else(|| pairs.first());
        found.cloned()
    }
}

/// What a person speaks.
pub fn speaks(person: &Person) -> Vec<LanguageTag> {
    let tags = person.languages.iter();
    tags.filter_map(|tag| LanguageTag::new(tag).ok()).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::ids::TypedId;

    fn pair(text: &str) -> LanguagePair {
        LanguagePair::read(text).unwrap()
    }

    #[test]
    fn a_pair_is_read_as_it_is_written_and_holds_both_ways() {
        assert_eq!(pair("zh/de").to_string(), "zh-Hans/de");
        assert_eq!(pair(" zh-Hans – DE ").to_string(), "zh-Hans/de");
        assert!(pair("zh/de").is(&pair("de/zh")));
        assert!(!pair("zh/de").is(&pair("zh/en")));
        assert_eq!(
            LanguagePair::read("zh").unwrap_err(),
            BadPair::Shape("zh".into())
        );
        assert_eq!(
            LanguagePair::read("zh/zh-CN").unwrap_err(),
            BadPair::Same("zh/zh-CN".into())
        );
        assert!(matches!(
            LanguagePair::read("zh/Deutsch!").unwrap_err(),
            BadPair::Language(_)
        ));
    }

    #[test]
    fn who_comes_is_kept_in_words_that_a_merge_can_follow() {
        let named = Attendee::Person(PersonId::from_uuid(uuid::Uuid::from_u128(7)));
        let text = serde_json::to_string(&named).unwrap();
        assert_eq!(text, r#"{"person":"00000000-0000-0000-0000-000000000007"}"#);
        assert_eq!(serde_json::from_str::<Attendee>(&text).unwrap(), named);
        assert_eq!(
            named.person(),
            Some(PersonId::from_uuid(uuid::Uuid::from_u128(7)))
        );
        assert_eq!(Attendee::Unnamed(1).person(), None);
    }
}
