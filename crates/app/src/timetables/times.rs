//! Wishes for times: what is refused, and which of them a timetable meets.

use super::crews::Records;
use super::file::SessionFile;
use super::quality::Held;
use super::wishes::Aim;
use crate::error::Refusal;
use domain::ids::OrganisationId;
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Participant, Placement, Request, RequestState, Timetable};
use domain::participants::Profile;
use domain::wishes::{SlotWish, WishRefused};
use std::collections::BTreeMap;

/// The refusal of a wish, to be placed beside the field in which it was entered.
#[must_use]
pub fn refused_wish(session: &Matchmaking, refused: WishRefused) -> Refusal {
    let (key, slot) = match refused {
        WishRefused::Unknown { slot } => ("refused-wish-unknown", slot),
        WishRefused::Away { slot, .. } => ("refused-wish-away", slot),
        WishRefused::Outside { slot } => ("refused-wish-outside", slot),
    };
    Refusal::new(key)
        .arg("time", session.slot_text(slot))
        .arg("count", session.slots.len())
}

/// The slots for which the participants of a session wish are there, and they are too.
pub(super) fn check(session: &Matchmaking) -> Result<(), Refusal> {
    for one in &session.participants {
        session
            .check_wish(one, &one.preferred)
            .map_err(|refused| refused_wish(session, refused).at("participants"))?;
    }
    Ok(())
}

/// How many of these wishes a slot meets, of all of them.
pub(crate) fn met<'a>(wishes: impl IntoIterator<Item = &'a SlotWish>, slot: u32) -> Held {
    let mut met = Held::default();
    for wish in wishes {
        met.asked += 1;
        met.held += u32::from(wish.slots.contains(&slot));
    }
    met
}

impl Held {
    /// Says of one meeting whether its wishes for a time are met; nothing where there are none.
    #[must_use]
    pub fn as_wished(self, language: Language) -> Option<String> {
        let args = [
            ("part", self.held.to_string().into()),
            ("whole", self.asked.to_string().into()),
        ];
        let key = match (self.held, self.asked) {
            (_, 0) => return None,
            (0, _) => "wishes-missed",
            (met, all) if met == all => "wishes-met",
            _ => "wishes-part",
        };
        Some(i18n::t(language, key, &args))
    }
}

impl Records<'_> {
    /// What a participant says of itself.
    fn profile(&self, of: OrganisationId) -> Option<&Profile> {
        let found = self.profiles.iter().find(|p| p.organisation == of);
        found.map(|profile| &profile.record)
    }

    /// The slots in which a participant likes best to meet.
    pub(super) fn preferred(&self, session: &Matchmaking, of: &Participant) -> Vec<u32> {
        session.preferred(of, self.profile(of.organisation))
    }
}

impl SessionFile {
    /// The wishes for times that stand for a meeting: its own, then those of its sides.
    #[must_use]
    pub fn wishes(&self, request: &Request) -> Vec<SlotWish> {
        self.session.wishes(request, |of| {
            self.profile(of).map(|profile| &profile.record)
        })
    }

    /// How many of the wishes for a time a meeting meets where it is placed: all that stand for it,
    /// or with a side only its own and those of that side.
    #[must_use]
    pub fn wish_of(&self, placed: &Placement, side: Option<OrganisationId>) -> Held {
        let request = self.request(placed.request);
        let wishes = request.map(|request| self.wishes(request));
        let wishes = wishes.unwrap_or_default();
        let seen = |wish: &&SlotWish| side.is_none() || wish.of.is_none() || wish.of == side;
        met(wishes.iter().filter(seen), placed.slot)
    }

    /// Whether anybody wishes for a time.
    #[must_use]
    pub fn has_wishes(&self) -> bool {
        let records = self.records();
        let says = |one: &Participant| !records.preferred(&self.session, one).is_empty();
        let meetings = self.requests.iter().map(|request| &request.record);
        let open = |request: &Request| request.state == RequestState::Accepted;
        let own = |request: &Request| open(request) && !request.preferred.is_empty();
        self.session.participants.iter().any(says) || meetings.into_iter().any(own)
    }

    /// The aim that a run has unless somebody chooses another. Where times are wished for, goals
    /// are in order, as no other aim plans for them; elsewhere it is the one whose answers are
    /// proved.
    #[must_use]
    pub fn usual_aim(&self) -> Aim {
        if self.has_wishes() {
            Aim::Order
        } else {
            Aim::default()
        }
    }

    /// How many wishes for times a timetable meets, of all that stand for its meetings, held or
    /// not. Each meeting counts once for its own wish and once for that of each side.
    #[must_use]
    pub fn wishes_met(&self, timetable: &Timetable) -> Held {
        let placed = timetable.placements.iter();
        let slots: BTreeMap<_, _> = placed.map(|p| (p.request, p.slot)).collect();
        let all = timetable.unplaced.iter().map(|u| u.request);
        let mut met = Held::default();
        for request in all.chain(slots.keys().copied()) {
            let Some(asked) = self.request(request) else {
                continue;
            };
            let slot = slots.get(&request);
            for wish in self.wishes(asked) {
                met.asked += 1;
                met.held += u32::from(slot.is_some_and(|slot| wish.slots.contains(slot)));
            }
        }
        met
    }
}
