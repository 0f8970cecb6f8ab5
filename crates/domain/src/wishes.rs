//! Wishes for times: when participants would like best to meet.
//!
//! A wish forbids nothing: a meeting at another time is still a meeting. What cannot be is no wish,
//! so a time that does not exist, or at which a side is away, is refused where it is entered; where
//! it becomes impossible later, it counts for nothing.

use crate::ids::OrganisationId;
use crate::matchmaking::{Matchmaking, Participant, Request};
use crate::participants::Profile;
use jiff::civil::DateTime;

/// Why a time cannot be wished for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WishRefused {
    /// The session has no such slot.
    #[error("there is no slot {}", .slot + 1)]
    Unknown {
        /// The slot, by index.
        slot: u32,
    },
    /// A side cannot meet then.
    #[error("a side cannot meet in slot {}", .slot + 1)]
    Away {
        /// The slot, by index.
        slot: u32,
        /// Who cannot.
        who: OrganisationId,
    },
    /// The meeting may only be held in other slots.
    #[error("slot {} is not among those that are possible", .slot + 1)]
    Outside {
        /// The slot, by index.
        slot: u32,
    },
}

/// A wish that stands for a meeting: one of its own, or of a side of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlotWish {
    /// Whose: a side of the meeting, or none where it is of this meeting alone.
    pub of: Option<OrganisationId>,
    /// The slots, by index; never empty.
    pub slots: Vec<u32>,
}

impl Matchmaking {
    /// The slots that begin at these times; a time at which none begins is left out.
    #[must_use]
    pub fn slots_at(&self, times: &[DateTime]) -> Vec<u32> {
        let all = (0..).zip(&self.slots);
        let wished = all.filter(|(_, slot)| times.contains(&slot.start));
        wished.map(|(number, _)| number).collect()
    }

    /// When a slot (by index) begins, such as `2027-04-13 13:25`; its number, where there is none.
    #[must_use]
    pub fn slot_text(&self, slot: u32) -> String {
        let number = u64::from(slot) + 1;
        let known = self.slots.get(slot as usize).map(|slot| slot.start);
        known.map_or_else(
            || number.to_string(),
            |at| format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute()),
        )
    }

    /// Checks the slots that a participant wishes for.
    ///
    /// # Errors
    /// The first that does not exist, or in which it is away.
    pub fn check_wish(&self, of: &Participant, slots: &[u32]) -> Result<(), WishRefused> {
        for &slot in slots {
            if slot as usize >= self.slots.len() {
                return Err(WishRefused::Unknown { slot });
            }
            if of.unavailable.contains(&slot) {
                let who = of.organisation;
                return Err(WishRefused::Away { slot, who });
            }
        }
        Ok(())
    }

    /// Checks the slots in which the sides wish to meet: `window` are those in which alone they
    /// may, empty for any.
    ///
    /// # Errors
    /// The first that does not exist, in which a side is away, or that is outside of the window.
    pub fn check_meeting_wish(
        &self,
        sides: [OrganisationId; 2],
        window: &[u32],
        slots: &[u32],
    ) -> Result<(), WishRefused> {
        for side in sides.into_iter().filter_map(|side| self.participant(side)) {
            self.check_wish(side, slots)?;
        }
        for &slot in slots {
            if slot as usize >= self.slots.len() {
                return Err(WishRefused::Unknown { slot });
            }
            if !window.is_empty() && !window.contains(&slot) {
                return Err(WishRefused::Outside { slot });
            }
        }
        Ok(())
    }

    /// The slots in which a participant likes best to meet: those that the organiser entered, or
    /// else those that it names on its own page. A slot that is gone, or in which it is away, is
    /// left out.
    #[must_use]
    pub fn preferred(&self, of: &Participant, profile: Option<&Profile>) -> Vec<u32> {
        let mut slots = match profile {
            Some(profile) if of.preferred.is_empty() => self.slots_at(&profile.words.times),
            _ => of.preferred.clone(),
        };
        slots.retain(|slot| self.check_wish(of, &[*slot]).is_ok());
        slots
    }

    /// The wishes for times that stand for a meeting: its own, then those of its sides, the asking
    /// one first. Each counts once where timetables are compared.
    #[must_use]
    pub fn wishes<'a>(
        &self,
        request: &Request,
        profile: impl Fn(OrganisationId) -> Option<&'a Profile>,
    ) -> Vec<SlotWish> {
        let mut own = request.preferred.clone();
        own.retain(|slot| (*slot as usize) < self.slots.len());
        let side = |id: OrganisationId| {
            let participant = self.participant(id)?;
            Some((Some(id), self.preferred(participant, profile(id))))
        };
        let sides = [request.from, request.to].into_iter().filter_map(side);
        let all = std::iter::once((None, own)).chain(sides);
        all.filter(|(_, slots)| !slots.is_empty())
            .map(|(of, slots)| SlotWish { of, slots })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MatchmakingId, MissionId, ProfileId, RequestId, TypedId};
    use crate::matchmaking::{RequestState, Slot};
    use crate::participants::{Booking, Course, Hand, ProfileWords};
    use crate::programme::Side;
    use crate::text::Localised;
    use crate::time::ZoneName;
    use jiff::civil::date;
    use uuid::Uuid;

    fn firm(n: u128) -> OrganisationId {
        OrganisationId::from_uuid(Uuid::from_u128(n))
    }

    fn at(slot: i8) -> DateTime {
        date(2027, 4, 13).at(13 + slot, 0, 0, 0)
    }

    fn participant(n: u128, unavailable: Vec<u32>, preferred: Vec<u32>) -> Participant {
        Participant {
            organisation: firm(n),
            side: Side::Host,
            people: vec![],
            seats: 1,
            unavailable,
            preferred,
            at_most: None,
            absences: vec![],
        }
    }

    /// Four slots on the hour from 13:00; the first firm is away in the third and likes the second,
    /// the second says nothing.
    fn session() -> Matchmaking {
        let slot = |n: i8| Slot {
            start: at(n),
            end: at(n + 1),
            follows: n > 0,
        };
        Matchmaking {
            id: MatchmakingId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            item: None,
            leg: None,
            title: Localised::default(),
            zone: ZoneName::utc(),
            slots: (0..4).map(slot).collect(),
            venues: vec![],
            tables: vec![],
            participants: vec![
                participant(1, vec![2], vec![1]),
                participant(2, vec![0], vec![]),
            ],
            interpreters: vec![],
            published: None,
            publications: vec![],
            booking: Booking::default(),
        }
    }

    fn profile(of: u128, times: Vec<DateTime>) -> Profile {
        let id = ProfileId::from_uuid(Uuid::nil());
        let hand = Hand::Participant;
        let mut profile = Profile::blank(id, &session(), firm(of), hand);
        profile.words = ProfileWords {
            times,
            ..ProfileWords::default()
        };
        profile
    }

    fn request(preferred: Vec<u32>) -> Request {
        Request {
            id: RequestId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            matchmaking: MatchmakingId::from_uuid(Uuid::nil()),
            from: firm(1),
            to: firm(2),
            from_priority: 2,
            to_priority: 2,
            must: false,
            window: vec![],
            fixed: None,
            fixed_table: None,
            preferred,
            from_person: None,
            to_person: None,
            interpreting: crate::interpreting::Interpreting::AsSpoken,
            message: String::new(),
            state: RequestState::Accepted,
            course: Course::default(),
        }
    }

    #[test]
    fn what_cannot_be_is_no_wish() {
        let session = session();
        let of = &session.participants[0];
        assert_eq!(session.check_wish(of, &[0, 1, 3]), Ok(()));
        let unknown = WishRefused::Unknown { slot: 4 };
        assert_eq!(session.check_wish(of, &[0, 4]), Err(unknown));
        assert_eq!(unknown.to_string(), "there is no slot 5");
        let (slot, who) = (2, firm(1));
        let away = WishRefused::Away { slot, who };
        assert_eq!(session.check_wish(of, &[2]), Err(away));

        let sides = [firm(1), firm(2)];
        let check =
            |window: &[u32], slots: &[u32]| session.check_meeting_wish(sides, window, slots);
        assert_eq!(check(&[], &[1, 3]), Ok(()));
        assert_eq!(check(&[1], &[1]), Ok(()));
        assert_eq!(check(&[1], &[1, 3]), Err(WishRefused::Outside { slot: 3 }));
        assert_eq!(check(&[], &[2]), Err(away));
        let (slot, who) = (0, firm(2));
        assert_eq!(check(&[], &[0]), Err(WishRefused::Away { slot, who }));
        assert_eq!(check(&[], &[9]), Err(WishRefused::Unknown { slot: 9 }));
        let elsewhere = session.check_meeting_wish([firm(8), firm(9)], &[], &[4]);
        assert_eq!(elsewhere, Err(unknown), "also where no side takes part");
    }

    #[test]
    fn times_find_their_slots_again() {
        let mut session = session();
        let times = [at(3), at(1), date(2027, 4, 14).at(13, 0, 0, 0)];
        assert_eq!(session.slots_at(&times), [1, 3]);
        assert_eq!(session.slot_text(1), "2027-04-13 14:00");
        assert_eq!(session.slot_text(9), "10");
        // The organiser takes the first slot out: the times are the same, the numbers are not.
        session.slots.remove(0);
        assert_eq!(session.slots_at(&times), [0, 2]);
    }

    #[test]
    fn what_the_organiser_enters_goes_before_what_a_participant_says_itself() {
        let session = session();
        let [first, second] = [&session.participants[0], &session.participants[1]];
        let said = |of| profile(of, vec![at(0), at(3), at(8)]);
        assert_eq!(session.preferred(first, Some(&said(1))), [1]);
        assert_eq!(session.preferred(second, None), Vec::<u32>::new());
        // It is away in the first slot by now, and there is no ninth.
        assert_eq!(session.preferred(second, Some(&said(2))), [3]);
    }

    #[test]
    fn each_wish_of_a_meeting_counts_once() {
        let session = session();
        let none = |_| None;
        let wish = |of, slots: &[u32]| SlotWish {
            of,
            slots: slots.to_vec(),
        };
        let first = wish(Some(firm(1)), &[1]);
        assert_eq!(
            session.wishes(&request(vec![]), none),
            std::slice::from_ref(&first)
        );
        // A slot that is gone is wished for no more.
        let own = request(vec![0, 3, 7]);
        assert_eq!(
            session.wishes(&own, none),
            [wish(None, &[0, 3]), first.clone()]
        );
        assert_eq!(
            session.wishes(&request(vec![7]), none),
            std::slice::from_ref(&first)
        );
        let said = profile(2, vec![at(2)]);
        let told = session.wishes(&own, |id| (id == firm(2)).then_some(&said));
        assert_eq!(told[2], wish(Some(firm(2)), &[2]));
    }

    #[test]
    fn records_without_wishes_stay_readable() {
        let old = serde_json::to_value(&session().participants[1]).unwrap();
        assert!(old.get("preferred").is_none());
        let read: Participant = serde_json::from_value(old).unwrap();
        assert_eq!(read, session().participants[1]);
        let old = serde_json::to_value(request(vec![])).unwrap();
        assert!(old.get("preferred").is_none());
        assert_eq!(
            serde_json::from_value::<Request>(old).unwrap(),
            request(vec![])
        );
        let new = serde_json::to_value(request(vec![3])).unwrap();
        assert_eq!(
            serde_json::from_value::<Request>(new).unwrap(),
            request(vec![3])
        );
        let words = serde_json::to_value(ProfileWords::default()).unwrap();
        assert_eq!(words, serde_json::json!({}));
        let said = profile(1, vec![at(1)]).words;
        let kept = serde_json::to_value(&said).unwrap();
        assert_eq!(kept["times"], serde_json::json!(["2027-04-13T14:00:00"]));
        assert_eq!(serde_json::from_value::<ProfileWords>(kept).unwrap(), said);
    }
}
