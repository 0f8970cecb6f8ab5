//! Participants of a matchmaking session: what they offer and need, whom they ask, until when,
//! and what becomes of a request.

mod course;
mod profile;

pub use course::{Act, Course, Hand, RequestRefused};
pub use profile::{
    LONGEST_ABOUT, LONGEST_THING, MOST_THINGS, Profile, ProfileRefused, ProfileWords,
};

use crate::codes::coded;
use crate::ids::OrganisationId;
use crate::matchmaking::Matchmaking;
use jiff::civil::DateTime;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

coded! {
    /// The sector of a participant, coarse enough to be the same in every language.
    Sector {
        /// Energy and environment 能源环保.
        Energy = "energy",
        /// Machinery and plant 机械装备.
        Machinery = "machinery",
        /// Automotive and mobility 汽车交通.
        Automotive = "automotive",
        /// Electronics and semiconductors 电子信息.
        Electronics = "electronics",
        /// Software, data and artificial intelligence 软件与数字.
        Digital = "digital",
        /// Chemicals and materials 化工材料.
        Materials = "materials",
        /// Metals and castings 冶金铸造.
        Metals = "metals",
        /// Medicine and health 医药健康.
        Health = "health",
        /// Food and agriculture 食品农业.
        Food = "food",
        /// Consumer goods and textiles 消费品纺织.
        Consumer = "consumer",
        /// Logistics and ports 物流港口.
        Logistics = "logistics",
        /// Construction and real estate 建筑地产.
        Construction = "construction",
        /// Finance and insurance 金融保险.
        Finance = "finance",
        /// Research and education 科研教育.
        Research = "research",
        /// Tourism and culture 文化旅游.
        Culture = "culture",
        /// Trade, consulting and other services 商贸服务.
        Services = "services",
    }
}

coded! {
    /// How much one kind of reason counts when partners are suggested.
    Weight {
        /// Not at all.
        Nothing = "nothing",
        /// A little.
        Little = "little",
        /// Clearly.
        Clear = "clear",
        /// More than the rest.
        Strong = "strong",
    }
}

impl Weight {
    /// The factor by which a reason of this weight is multiplied.
    #[must_use]
    pub fn factor(self) -> u32 {
        match self {
            Weight::Nothing => 0,
            Weight::Little => 1,
            Weight::Clear => 2,
            Weight::Strong => 4,
        }
    }
}

coded! {
    /// What an earlier meeting means for a suggestion.
    Earlier {
        /// Who has met already is suggested later.
        Fresh = "fresh",
        /// It plays no part.
        Either = "either",
        /// Who has met already is suggested sooner.
        Known = "known",
    }
}

/// What counts when partners are suggested, in words that an organiser edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// What one side offers and the other needs.
    pub wishes: Weight,
    /// The same sector.
    pub sector: Weight,
    /// The same region.
    pub region: Weight,
    /// A language that both speak.
    pub language: Weight,
    /// An earlier meeting.
    pub earlier: Earlier,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            wishes: Weight::Strong,
            sector: Weight::Clear,
            region: Weight::Clear,
            language: Weight::Little,
            earlier: Earlier::Either,
        }
    }
}

/// How participants book meetings of a session by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Booking {
    /// Whether participants may ask and answer at all; organisers always may.
    pub open: bool,
    /// Until when (local time of the session); none means until its first slot begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime>,
    /// After how many days an unanswered request expires; none means when booking ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_days: Option<u16>,
    /// How many requests a participant may have sent and not taken back; none means any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_asks: Option<u32>,
    /// Whether only participants of different sides meet.
    pub across: bool,
    /// Until when links work (local time of the session, end of the day); none means 30 days
    /// after its last slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub links_until: Option<jiff::civil::Date>,
    /// What counts for suggestions.
    #[serde(default)]
    pub weights: Weights,
}

impl Default for Booking {
    fn default() -> Self {
        Self {
            open: true,
            until: None,
            answer_days: None,
            most_asks: None,
            across: true,
            links_until: None,
            weights: Weights::default(),
        }
    }
}

impl Booking {
    /// Whether it is as for a session of which nobody said anything.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Days for which links work after the last slot when nothing is said.
const LINK_DAYS: i64 = 30;
/// Days for which links work when a session has no slots yet.
const LINK_DAYS_WITHOUT_SLOTS: i64 = 180;

fn days(count: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * count)
}

impl Matchmaking {
    /// The moment at which participants can no longer ask and answer; none while there is no slot
    /// and nothing was said.
    #[must_use]
    pub fn booking_ends(&self) -> Option<Timestamp> {
        let first = self.slots.first().map(|slot| slot.start);
        let local = self.booking.until.or(first)?;
        Some(self.zone.moment(local))
    }

    /// Whether participants may ask and answer at this moment.
    #[must_use]
    pub fn books_at(&self, now: Timestamp) -> bool {
        self.booking.open && self.booking_ends().is_none_or(|end| now < end)
    }

    /// Until when a request that is sent now waits for its answer.
    #[must_use]
    pub fn answer_by(&self, now: Timestamp) -> Option<Timestamp> {
        let own = self.booking.answer_days;
        let own = own.and_then(|count| now.checked_add(days(i64::from(count))).ok());
        match (own, self.booking_ends()) {
            (Some(own), Some(end)) => Some(own.min(end)),
            (own, end) => own.or(end),
        }
    }

    /// Until when links that are made now work.
    #[must_use]
    pub fn links_end(&self, now: Timestamp) -> Timestamp {
        let asked = self.booking.links_until;
        let asked = asked.map(|day| self.zone.moment(day.at(23, 59, 59, 0)));
        let last = self.slots.last().map(|slot| self.zone.moment(slot.end));
        let usual = match last {
            Some(last) => last.checked_add(days(LINK_DAYS)),
            None => now.checked_add(days(LINK_DAYS_WITHOUT_SLOTS)),
        };
        asked.unwrap_or_else(|| usual.unwrap_or(now))
    }

    /// Whether two participants may meet by their sides.
    #[must_use]
    pub fn may_pair(&self, one: OrganisationId, other: OrganisationId) -> bool {
        let side = |id| {
            let found = self.participants.iter().find(|p| p.organisation == id);
            found.map(|p| p.side)
        };
        match (side(one), side(other)) {
            (Some(one), Some(other)) => !self.booking.across || one != other,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MatchmakingId, MissionId, TypedId};
    use crate::matchmaking::{Participant, Slot};
    use crate::programme::Side;
    use crate::text::Localised;
    use crate::time::ZoneName;
    use jiff::civil::date;
    use uuid::Uuid;

    fn firm(n: u128) -> OrganisationId {
        OrganisationId::from_uuid(Uuid::from_u128(n))
    }

    fn participant(n: u128, side: Side) -> Participant {
        let json = serde_json::json!({ "organisation": firm(n), "side": side, "seats": 1 });
        serde_json::from_value(json).unwrap()
    }

    fn session() -> Matchmaking {
        let json = serde_json::json!({
            "id": MatchmakingId::from_uuid(Uuid::nil()),
            "mission": MissionId::from_uuid(Uuid::nil()),
            "title": Localised::default(), "zone": ZoneName::new("Europe/Berlin").unwrap(),
            "slots": [], "tables": [], "participants": [],
        });
        let mut session: Matchmaking = serde_json::from_value(json).unwrap();
        let start = date(2027, 4, 13).at(13, 0, 0, 0);
        let end = date(2027, 4, 13).at(13, 25, 0, 0);
        session.slots = vec![Slot {
            start,
            end,
            follows: false,
        }];
        session.participants = vec![
            participant(1, Side::Home),
            participant(2, Side::Host),
            participant(3, Side::Host),
        ];
        session
    }

    #[test]
    fn booking_ends_when_said_or_when_the_session_begins() {
        let mut session = session();
        let begins: Timestamp = "2027-04-13T11:00:00Z".parse().unwrap();
        assert_eq!(session.booking_ends(), Some(begins));
        assert!(session.books_at(begins - SignedDuration::from_secs(1)));
        assert!(!session.books_at(begins));
        session.booking.until = Some(date(2027, 4, 1).at(18, 0, 0, 0));
        let ends: Timestamp = "2027-04-01T16:00:00Z".parse().unwrap();
        assert_eq!(session.booking_ends(), Some(ends));
        session.booking.open = false;
        assert!(!session.books_at(ends - SignedDuration::from_hours(99)));
        session.slots.clear();
        session.booking = Booking::default();
        assert!(session.books_at(begins));
        assert_eq!(session.booking_ends(), None);
    }

    #[test]
    fn an_answer_is_due_before_booking_ends() {
        let mut session = session();
        session.booking.answer_days = Some(7);
        let early: Timestamp = "2027-03-01T00:00:00Z".parse().unwrap();
        assert_eq!(session.answer_by(early), Some(early + days(7)));
        let late: Timestamp = "2027-04-10T00:00:00Z".parse().unwrap();
        assert_eq!(session.answer_by(late), session.booking_ends());
        session.booking.answer_days = None;
        assert_eq!(session.answer_by(early), session.booking_ends());
    }

    #[test]
    fn links_outlive_the_session() {
        let mut session = session();
        let now: Timestamp = "2027-03-01T00:00:00Z".parse().unwrap();
        let usual: Timestamp = "2027-05-13T11:25:00Z".parse().unwrap();
        assert_eq!(session.links_end(now), usual);
        session.booking.links_until = Some(date(2027, 4, 20));
        let said: Timestamp = "2027-04-20T21:59:59Z".parse().unwrap();
        assert_eq!(session.links_end(now), said);
    }

    #[test]
    fn pairs_meet_across_the_sides_unless_anybody_may() {
        let mut session = session();
        assert!(session.may_pair(firm(1), firm(2)));
        assert!(!session.may_pair(firm(2), firm(3)));
        assert!(!session.may_pair(firm(1), firm(9)));
        session.booking.across = false;
        assert!(session.may_pair(firm(2), firm(3)));
    }
}
