//! When a participant likes best to meet, as it says itself.

use super::fair::Fair;
use super::roll::Roll;
use super::stand::Stand;
use crate::error::Refusal;
use crate::timetables::refused_wish;
use domain::ids::OrganisationId;
use domain::matchmaking::{Matchmaking, Slot};
use jiff::civil::DateTime;

/// The times of a session for one participant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// Those at which it can meet.
    pub free: Vec<Slot>,
    /// Those that an organiser has entered as its wishes; they go before what it says itself.
    pub noted: Vec<Slot>,
}

impl Fair {
    fn times(&self, of: OrganisationId) -> Times {
        let session = &self.session;
        let Some(one) = session.participant(of) else {
            return Times::default();
        };
        let chosen = |keep: &dyn Fn(u32) -> bool| -> Vec<Slot> {
            let all = (0..).zip(&session.slots);
            all.filter(|(number, _)| keep(*number))
                .map(|(_, slot)| slot.clone())
                .collect()
        };
        Times {
            free: chosen(&|slot| !one.unavailable.contains(&slot)),
            noted: chosen(&|slot| one.preferred.contains(&slot)),
        }
    }
}

impl Stand {
    /// The times among which the participant says its wishes.
    #[must_use]
    pub fn times(&self) -> Times {
        self.fair.times(self.own)
    }
}

impl Roll {
    /// The times among which a participant says its wishes.
    #[must_use]
    pub fn times(&self, of: OrganisationId) -> Times {
        self.fair.times(of)
    }
}

/// The times that a participant wishes for are slots of the session, and it is there.
pub(super) fn check(
    session: &Matchmaking,
    of: OrganisationId,
    times: &[DateTime],
) -> Result<(), Refusal> {
    let Some(one) = session.participant(of) else {
        return Err(Refusal::new("refused-not-taking-part"));
    };
    for time in times {
        let slots = session.slots_at(std::slice::from_ref(time));
        if slots.is_empty() {
            let at = format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute());
            return Err(Refusal::new("refused-wish-unknown")
                .arg("time", at)
                .arg("count", session.slots.len())
                .at("times"));
        }
        session
            .check_wish(one, &slots)
            .map_err(|refused| refused_wish(session, refused).at("times"))?;
    }
    Ok(())
}
