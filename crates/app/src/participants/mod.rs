//! Participants of a matchmaking session: the links by which they come without an account, their
//! profiles, whom they are suggested, their requests, and their own timetable.
//!
//! Whoever comes by a link sees a session only through a [`Stand`]: what all participants may see
//! of each other, and what is the participant's own. Organisers see it through a [`Roll`].

mod agenda;
mod asks;
mod door;
mod fair;
mod links;
mod people;
mod profiles;
mod roll;
mod stand;
mod times;
mod words;

pub use agenda::{Appointment, Change, OwnAgenda};
pub use asks::{Answer, OwnAsk};
pub use door::Entered;
pub(crate) use fair::Fairs;
pub use links::{FreshLink, LinkState};
pub use roll::{Aside, Line, Roll};
pub use stand::{Other, OwnRequest, Proposal, Stand, Why};
pub use times::Times;

use crate::error::Refusal;
use crate::kept::Kept;
use domain::participants::{Profile, ProfileRefused, RequestRefused};

impl Kept for Profile {
    fn check(&self) -> Result<(), Refusal> {
        Ok(self.words.check()?)
    }
}

impl From<ProfileRefused> for Refusal {
    fn from(refused: ProfileRefused) -> Self {
        match refused {
            ProfileRefused::Many(field) => Refusal::new("refused-profile-many")
                .arg("count", domain::participants::MOST_THINGS)
                .at(field),
            ProfileRefused::Long(field) => {
                let most = if field == "about" {
                    domain::participants::LONGEST_ABOUT
                } else {
                    domain::participants::LONGEST_THING
                };
                Refusal::new("refused-profile-long")
                    .arg("count", most)
                    .at(field)
            }
        }
    }
}

impl From<RequestRefused> for Refusal {
    fn from(refused: RequestRefused) -> Self {
        Refusal::new(match refused {
            RequestRefused::NotAsked => "refused-request-not-asked",
            RequestRefused::NotAsker => "refused-request-not-asker",
            RequestRefused::TakenBack => "refused-request-taken-back",
            RequestRefused::Expired => "refused-request-expired",
            RequestRefused::Unchanged => "refused-request-unchanged",
            RequestRefused::Declined => "refused-request-declined",
            RequestRefused::Wish => "refused-request-wish",
            RequestRefused::Must => "refused-request-must",
        })
    }
}
