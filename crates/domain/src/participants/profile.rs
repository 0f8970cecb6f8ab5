//! The profile of a participant: what it offers and needs, and whom it does not want suggested.

use super::{Hand, Sector};
use crate::ids::{MatchmakingId, MissionId, OrganisationId, ProfileId};
use crate::language::LanguageTag;
use crate::matchmaking::{Matchmaking, Request};
use crate::record::{Kind, Links, Record};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The profile 供需画像 of a participant in one session. Of each participant there is at most one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its id.
    pub id: ProfileId,
    /// The mission.
    pub mission: MissionId,
    /// The session.
    pub matchmaking: MatchmakingId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What the participant says of itself.
    pub words: ProfileWords,
    /// Counts the edits of the words; an edit names the one it started from. Putting a
    /// suggestion aside is no edit of the words.
    pub revision: u32,
    /// By whose hand the words were last changed.
    pub by: Hand,
    /// Whom the participant does not want to be suggested; the pair is suggested to neither.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<OrganisationId>,
    /// When each of them was put aside, as far as that is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dismissed_at: BTreeMap<OrganisationId, Timestamp>,
}

/// What a participant says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProfileWords {
    /// Who it is, in a few sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// What it offers, one thing each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    /// What it needs, one thing each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Its sectors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<Sector>,
    /// Regions and countries in which it works or wants to work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// Languages in which it can negotiate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageTag>,
    /// Who comes, for the other participants to see.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub comes: String,
    /// When it likes best to meet: starts of slots in the local time of the session. Not for the
    /// other participants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<DateTime>,
}

/// Most things that are offered or needed.
pub const MOST_THINGS: usize = 20;
/// The longest of them, in characters.
pub const LONGEST_THING: usize = 160;
/// The longest text about a participant, in characters.
pub const LONGEST_ABOUT: usize = 1_500;

/// Why a profile is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProfileRefused {
    /// More than [`MOST_THINGS`] in this field.
    #[error("too many entries in `{0}`")]
    Many(&'static str),
    /// An entry of this field is longer than it may be.
    #[error("an entry of `{0}` is too long")]
    Long(&'static str),
}

impl ProfileWords {
    /// Checks that it stays within what others can read.
    pub fn check(&self) -> Result<(), ProfileRefused> {
        for (field, list) in [
            ("offers", &self.offers),
            ("needs", &self.needs),
            ("regions", &self.regions),
        ] {
            if list.len() > MOST_THINGS {
                return Err(ProfileRefused::Many(field));
            }
            if list.iter().any(|one| one.chars().count() > LONGEST_THING) {
                return Err(ProfileRefused::Long(field));
            }
        }
        if self.about.chars().count() > LONGEST_ABOUT {
            return Err(ProfileRefused::Long("about"));
        }
        if self.comes.chars().count() > LONGEST_THING {
            return Err(ProfileRefused::Long("comes"));
        }
        Ok(())
    }

    /// Whether others can tell what to talk about.
    #[must_use]
    pub fn is_telling(&self) -> bool {
        !self.offers.is_empty() || !self.needs.is_empty()
    }
}

impl Record for Profile {
    const KIND: Kind = Kind::Profile;
    type Id = ProfileId;
    fn id(&self) -> ProfileId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: Some(self.matchmaking.uuid()),
            code: Some(Self::code(self.matchmaking, self.organisation)),
            ..Links::default()
        }
    }
}

impl Profile {
    /// The code under which the profile of a participant is found.
    #[must_use]
    pub fn code(session: MatchmakingId, organisation: OrganisationId) -> String {
        format!("{session}/{organisation}")
    }

    /// An empty profile.
    #[must_use]
    pub fn blank(id: ProfileId, session: &Matchmaking, of: OrganisationId, by: Hand) -> Self {
        Self {
            id,
            mission: session.mission,
            matchmaking: session.id,
            organisation: of,
            words: ProfileWords::default(),
            revision: 0,
            by,
            dismissed: Vec::new(),
            dismissed_at: BTreeMap::new(),
        }
    }

    /// Says something else of itself.
    pub fn rewrite(mut self, words: ProfileWords, by: Hand) -> Result<Self, ProfileRefused> {
        words.check()?;
        self.words = words;
        self.by = by;
        self.revision = self.revision.saturating_add(1);
        Ok(self)
    }

    /// Puts a suggestion aside for good.
    #[must_use]
    pub fn dismiss(self, other: OrganisationId, at: Timestamp) -> Self {
        if self.dismissed.contains(&other) {
            return self;
        }
        self.put_aside(other, Some(at))
    }

    /// Somebody was put aside earlier, at a moment that may not be known; one that is known stays.
    #[must_use]
    pub fn put_aside(mut self, other: OrganisationId, at: Option<Timestamp>) -> Self {
        if !self.dismissed.contains(&other) {
            self.dismissed.push(other);
        }
        if let Some(at) = at {
            self.dismissed_at.entry(other).or_insert(at);
        }
        self
    }

    /// Whether the participant put the other side of a request aside and has not said yes since:
    /// its own hand neither asked for this meeting nor accepted it afterwards. What an organiser
    /// enters for it says nothing about what it wants.
    #[must_use]
    pub fn is_against(&self, request: &Request) -> bool {
        let own = self.organisation;
        let Some(other) = request.other(own).filter(|id| self.dismissed.contains(id)) else {
            return false;
        };
        let course = &request.course;
        let (hand, when) = if request.from == own {
            (course.sent_by, course.sent_at)
        } else {
            (course.answered_by, course.answered_at)
        };
        let aside = self.dismissed_at.get(&other);
        let since = aside.is_none_or(|aside| when.is_some_and(|when| when >= *aside));
        !(hand == Some(Hand::Participant) && since)
    }

    /// Takes that back.
    #[must_use]
    pub fn restore(mut self, other: OrganisationId) -> Self {
        self.dismissed.retain(|id| *id != other);
        self.dismissed_at.remove(&other);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use uuid::Uuid;

    fn profile() -> Profile {
        Profile {
            id: ProfileId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            matchmaking: MatchmakingId::from_uuid(Uuid::nil()),
            organisation: OrganisationId::from_uuid(Uuid::nil()),
            words: ProfileWords::default(),
            revision: 0,
            by: Hand::Organiser { user: None },
            dismissed: Vec::new(),
            dismissed_at: BTreeMap::new(),
        }
    }

    /// A request from participant 2 to the one of the profile, accepted by somebody's hand.
    fn accepted(hand: Hand, second: i64) -> Request {
        let at = Timestamp::from_second(second).unwrap();
        Request {
            id: crate::ids::RequestId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            matchmaking: MatchmakingId::from_uuid(Uuid::nil()),
            from: OrganisationId::from_uuid(Uuid::from_u128(2)),
            to: OrganisationId::from_uuid(Uuid::nil()),
            from_priority: 1,
            to_priority: 1,
            must: false,
            window: vec![],
            fixed: None,
            fixed_table: None,
            preferred: vec![],
            from_person: None,
            to_person: None,
            interpreting: crate::interpreting::Interpreting::AsSpoken,
            message: String::new(),
            state: crate::matchmaking::RequestState::Accepted,
            course: super::super::Course {
                answered_at: Some(at),
                answered_by: Some(hand),
                ..super::super::Course::default()
            },
        }
    }

    #[test]
    fn who_put_somebody_aside_is_against_a_meeting_until_it_says_yes_itself() {
        let other = OrganisationId::from_uuid(Uuid::from_u128(2));
        let aside = profile().dismiss(other, Timestamp::from_second(100).unwrap());
        let organiser = Hand::Organiser { user: None };
        assert!(
            !profile().is_against(&accepted(organiser, 200)),
            "nobody was put aside"
        );
        assert!(
            aside.is_against(&accepted(organiser, 200)),
            "somebody else said yes"
        );
        assert!(
            aside.is_against(&accepted(Hand::Participant, 50)),
            "it said no later"
        );
        assert!(!aside.is_against(&accepted(Hand::Participant, 200)));
        let third = Request {
            from: OrganisationId::from_uuid(Uuid::from_u128(3)),
            ..accepted(organiser, 200)
        };
        assert!(!aside.is_against(&third));
        // A request of its own counts from when it was sent.
        let own = |sent: i64| {
            let mut own = accepted(organiser, 300);
            (own.from, own.to) = (own.to, own.from);
            own.course.sent_by = Some(Hand::Participant);
            own.course.sent_at = Some(Timestamp::from_second(sent).unwrap());
            own
        };
        assert!(aside.is_against(&own(50)) && !aside.is_against(&own(200)));
        assert!(!aside.restore(other).is_against(&own(50)));
    }

    #[test]
    fn putting_somebody_aside_is_no_edit_of_the_words() {
        let other = OrganisationId::from_uuid(Uuid::from_u128(2));
        let first = Timestamp::from_second(1).unwrap();
        let later = Timestamp::from_second(2).unwrap();
        let aside = profile().dismiss(other, first).dismiss(other, later);
        assert_eq!(aside.dismissed, [other]);
        assert_eq!(aside.dismissed_at.get(&other), Some(&first));
        assert_eq!(aside.revision, 0);
        let undated = profile().put_aside(other, None);
        assert_eq!(undated.dismissed, [other]);
        assert_eq!(undated.clone().dismiss(other, first), undated);
        assert_eq!(undated.put_aside(other, Some(first)), aside);
        assert_eq!(aside.clone().put_aside(other, Some(later)), aside);
        assert_eq!(aside.restore(other), profile());
    }

    #[test]
    fn words_stay_within_what_others_can_read() {
        let words = |offers| ProfileWords {
            offers,
            ..ProfileWords::default()
        };
        let told = profile()
            .rewrite(words(vec!["bearings".into()]), Hand::Participant)
            .unwrap();
        assert_eq!((told.revision, told.by), (1, Hand::Participant));
        assert!(told.words.is_telling());
        let many = words(vec!["x".into(); MOST_THINGS + 1]);
        assert_eq!(
            profile().rewrite(many, Hand::Participant),
            Err(ProfileRefused::Many("offers"))
        );
        let long = words(vec!["轴".repeat(LONGEST_THING + 1)]);
        assert_eq!(
            profile().rewrite(long, Hand::Participant),
            Err(ProfileRefused::Long("offers"))
        );
        let novel = ProfileWords {
            about: "x".repeat(LONGEST_ABOUT + 1),
            ..ProfileWords::default()
        };
        assert_eq!(novel.check(), Err(ProfileRefused::Long("about")));
    }
}
