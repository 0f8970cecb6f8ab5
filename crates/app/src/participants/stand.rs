//! A session as one of its participants may see it: the others with what they say of themselves,
//! the own profile, the own requests, the own timetable. Nothing else leaves it.

use super::door::Entered;
use super::fair::Fair;
use super::words::Meaning;
use crate::error::{AppError, Result};
use crate::office::App;
use domain::ids::{OrganisationId, RequestId};
use domain::matchmaking::{Request, RequestState, Slot};
use domain::names::Names;
use domain::participants::{Hand, ProfileWords, Sector};
use domain::programme::Side;
use domain::record::Stored;
use domain::text::Localised;
use domain::time::ZoneName;
use jiff::Timestamp;
use matchmaking::suggest::Ground;
use std::sync::Arc;

/// Suggestions shown at once.
const MOST: usize = 20;

/// A session as the participant who came by a link may see it.
#[derive(Debug, Clone)]
pub struct Stand {
    pub(super) fair: Arc<Fair>,
    pub(super) own: OrganisationId,
    pub(super) now: Timestamp,
    until: Timestamp,
}

/// Another participant, as all participants may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Other {
    /// Who.
    pub id: OrganisationId,
    /// Its names.
    pub names: Names,
    /// Its side.
    pub side: Side,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Option<String>,
    /// Its seat.
    pub seat: String,
    /// Its website.
    pub website: String,
    /// What it says of itself.
    pub words: ProfileWords,
    /// Whether the two may meet by their sides.
    pub may_meet: bool,
    /// Whether the reader put the suggestion aside.
    pub aside: bool,
    /// The newest request between the two.
    pub request: Option<OwnRequest>,
}

/// A request as one of its two sides sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnRequest {
    /// Its id.
    pub id: RequestId,
    /// The other side.
    pub other: OrganisationId,
    /// Whether the other side asked.
    pub incoming: bool,
    /// Where it stands now.
    pub state: RequestState,
    /// How much the reader's side wants it, 0 to 3.
    pub wish: u8,
    /// How much the other side wants it, 0 to 3; 0 also while it has not answered.
    pub their_wish: u8,
    /// What it is about.
    pub message: String,
    /// The words of the answer.
    pub words: String,
    /// When it was sent, if that is known.
    pub sent_at: Option<Timestamp>,
    /// Until when it waits for its answer.
    pub answer_by: Option<Timestamp>,
    /// Whether an organiser entered it for the asking side.
    pub on_behalf: bool,
    /// Whether the organiser holds it to be a must.
    pub must: bool,
}

impl OwnRequest {
    fn of(request: &Request, own: OrganisationId, now: Timestamp) -> Option<Self> {
        let incoming = request.to == own;
        let (mine, theirs) = if incoming {
            (request.to_priority, request.from_priority)
        } else {
            (request.from_priority, request.to_priority)
        };
        Some(Self {
            id: request.id,
            other: request.other(own)?,
            incoming,
            state: request.state_at(now),
            wish: mine,
            their_wish: theirs,
            message: request.message.clone(),
            words: request.course.words.clone(),
            sent_at: request.course.sent_at,
            answer_by: request.course.answer_by,
            on_behalf: matches!(request.course.sent_by, Some(Hand::Organiser { .. })),
            must: request.must,
        })
    }
}

/// Why somebody is suggested, in the words of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// They offer what the reader needs.
    TheyOffer {
        /// What they offer.
        offer: String,
        /// What the reader needs.
        need: String,
    },
    /// They need what the reader offers.
    TheyNeed {
        /// What they need.
        need: String,
        /// What the reader offers.
        offer: String,
    },
    /// The same sector.
    Sector(Sector),
    /// The same sector, as the records say it.
    SectorText(String),
    /// The same region.
    Region(String),
    /// A language that both speak, by its tag.
    Language(String),
    /// They share no language.
    NoCommonLanguage,
    /// They have met so many times.
    MetBefore(u32),
}

/// A suggested partner with the reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Who.
    pub other: Other,
    /// Why, the strongest first.
    pub why: Vec<Why>,
}

impl App {
    /// The session as the participant who came by a link may see it.
    ///
    /// # Errors
    /// [`AppError::Missing`] when the session is gone or the participant no longer takes part.
    pub async fn stand(&self, entered: &Entered) -> Result<Stand> {
        let holder = entered.holder;
        let fair = self.fair(entered.caller.agency, holder.session).await?;
        if !fair.number.contains_key(&holder.organisation) {
            return Err(AppError::Missing);
        }
        Ok(Stand {
            fair,
            own: holder.organisation,
            now: self.clock().now(),
            until: entered.until,
        })
    }
}

impl Stand {
    /// The title of the session.
    #[must_use]
    pub fn title(&self) -> &Localised {
        &self.fair.session.title
    }

    /// The title of the mission.
    #[must_use]
    pub fn mission(&self) -> &Localised {
        &self.fair.mission.title
    }

    /// The city, if the session has one.
    #[must_use]
    pub fn city(&self) -> Option<&Names> {
        self.fair.leg.as_ref().map(|leg| &leg.place)
    }

    /// The zone of its times.
    #[must_use]
    pub fn zone(&self) -> &ZoneName {
        &self.fair.session.zone
    }

    /// Its slots.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.fair.session.slots
    }

    /// How many take part.
    #[must_use]
    pub fn count(&self) -> usize {
        self.fair.session.participants.len()
    }

    /// Whether the participant may ask and answer now.
    #[must_use]
    pub fn books(&self) -> bool {
        self.fair.session.books_at(self.now)
    }

    /// Until when participants ask and answer.
    #[must_use]
    pub fn booking_ends(&self) -> Option<Timestamp> {
        self.fair.session.booking_ends()
    }

    /// Until when the link works.
    #[must_use]
    pub fn link_ends(&self) -> Timestamp {
        self.until
    }

    /// Whether a timetable is published.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.fair.published.is_some()
    }

    /// The participant's own names.
    #[must_use]
    pub fn names(&self) -> Option<&Names> {
        self.fair.organisations.get(&self.own).map(|o| &o.names)
    }

    /// What the participant says of itself, and the revision of these words.
    #[must_use]
    pub fn profile(&self) -> (ProfileWords, u32) {
        self.fair.profile(self.own)
    }

    /// Everybody else who takes part, in the order of the organiser's list.
    #[must_use]
    pub fn others(&self) -> Vec<Other> {
        let all = self.fair.session.participants.iter();
        let others = all.filter(|one| one.organisation != self.own);
        others
            .filter_map(|one| self.other(one.organisation))
            .collect()
    }

    /// Another participant; none for somebody who does not take part.
    #[must_use]
    pub fn other(&self, id: OrganisationId) -> Option<Other> {
        let place = *self.fair.number.get(&id)?;
        let firm = self.fair.organisations.get(&id)?;
        let own = self.fair.profiles.get(&self.own);
        (id != self.own).then(|| Other {
            id,
            names: firm.names.clone(),
            side: self.fair.session.participants[place].side,
            country: firm.country.clone(),
            seat: firm.seat.clone(),
            website: firm.website.clone(),
            // When it likes best to meet is between it and the organisers.
            words: ProfileWords {
                times: Vec::new(),
                ..self.fair.profile(id).0
            },
            may_meet: self.fair.session.may_pair(self.own, id),
            aside: own.is_some_and(|profile| profile.dismissed.contains(&id)),
            request: self.between(id),
        })
    }

    /// The newest request between the participant and another that still says something: one that
    /// stands goes before one that ended.
    fn between(&self, other: OrganisationId) -> Option<OwnRequest> {
        let all = self.fair.requests.iter();
        let between = all.filter(|r| r.other(self.own) == Some(other));
        let newest = between.max_by_key(|r| (r.stands_at(self.now), r.id))?;
        OwnRequest::of(newest, self.own, self.now)
    }

    /// The participant's own requests: those that wait first, then the newest first.
    #[must_use]
    pub fn requests(&self) -> Vec<OwnRequest> {
        let own = self.fair.requests.iter().rev();
        let own = own.filter_map(|r: &Stored<Request>| OwnRequest::of(r, self.own, self.now));
        let mut own: Vec<OwnRequest> = own.collect();
        own.sort_by_key(|r| r.state != RequestState::Sent);
        own
    }

    /// The names of a side of one of the own requests.
    #[must_use]
    pub fn names_of(&self, id: OrganisationId) -> Option<&Names> {
        let known = id == self.own
            || self.fair.number.contains_key(&id)
            || self
                .fair
                .requests
                .iter()
                .any(|r| r.other(self.own) == Some(id));
        let firm = self.fair.organisations.get(&id).filter(|_| known);
        firm.map(|firm| &firm.names)
    }

    /// Who suits the participant, the best first. Who was put aside by either of the two, and who
    /// has had a request, is not among them.
    #[must_use]
    pub fn suggestions(&self) -> Vec<Proposal> {
        let found = self.fair.suggestions(self.own, MOST);
        let proposals = found.into_iter().filter_map(|one| {
            let who = self.fair.session.participants[one.with.index()].organisation;
            let other = self.other(who)?;
            let why = one
                .grounds
                .iter()
                .filter_map(|ground| self.why(ground, &other));
            let why = why.collect();
            Some(Proposal { why, other })
        });
        proposals.collect()
    }

    /// Whom the participant put aside.
    #[must_use]
    pub fn aside(&self) -> Vec<Other> {
        let profile = self.fair.profiles.get(&self.own);
        let aside = profile.into_iter().flat_map(|profile| &profile.dismissed);
        aside.filter_map(|id| self.other(*id)).collect()
    }

    fn why(&self, ground: &Ground, other: &Other) -> Option<Why> {
        let (own, _) = self.profile();
        let said = |list: &[String], at: usize| list.get(at).cloned();
        Some(match *ground {
            Ground::TheyOffer { need, offer } => Why::TheyOffer {
                offer: said(&other.words.offers, offer)?,
                need: said(&own.needs, need)?,
            },
            Ground::TheyNeed { offer, need } => Why::TheyNeed {
                need: said(&other.words.needs, need)?,
                offer: said(&own.offers, offer)?,
            },
            Ground::NoCommonLanguage => Why::NoCommonLanguage,
            Ground::MetBefore(times) => Why::MetBefore(times),
            Ground::Sector(word) | Ground::Region(word) | Ground::Language(word) => {
                match self.fair.lexicon.meaning(word)? {
                    Meaning::Word => return None,
                    Meaning::Sector(sector) => Why::Sector(*sector),
                    Meaning::SectorText(text) => Why::SectorText(text.clone()),
                    Meaning::Language(tag) => Why::Language(tag.clone()),
                    Meaning::Place(text) => {
                        let lexicon = &self.fair.lexicon;
                        let own = lexicon.said(word, &own.regions);
                        let theirs = || lexicon.said(word, &other.words.regions);
                        let said = own.or_else(theirs);
                        Why::Region(said.unwrap_or_else(|| text.clone()))
                    }
                }
            }
        })
    }
}

impl Fair {
    /// What a participant says of itself, and the revision of these words.
    pub(super) fn profile(&self, of: OrganisationId) -> (ProfileWords, u32) {
        let found = self.profiles.get(&of);
        found.map_or_else(Default::default, |profile| {
            (profile.words.clone(), profile.revision)
        })
    }
}
