//! Telling open pages that a record was changed by somebody else.

use std::convert::Infallible;
use std::time::Duration;

use app::{Caller, News};
use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use domain::access::{Action, Subject};
use domain::ids::TypedId;
use futures::Stream;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use crate::seat::Seat;
use crate::site::Site;

/// A change of a record, without its content: readers load what they may see.
#[derive(Debug, Clone, Serialize)]
struct Change {
    mission: Option<Uuid>,
    kind: &'static str,
    id: Uuid,
}

/// Which changes a page wants to hear of.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Wanted {
    /// Only those of one mission.
    pub mission: Option<Uuid>,
    /// Only those of one record.
    pub id: Option<Uuid>,
}

impl Wanted {
    /// Whether a change is one of them.
    #[must_use]
    pub fn takes(&self, change: &News) -> bool {
        self.mission
            .is_none_or(|m| change.mission.map(|c| c.uuid()) == Some(m))
            && self.id.is_none_or(|id| change.record == id)
    }
}

/// The event stream of a page: only of the reader's agency, and only of missions they may see.
///
/// # Errors
/// A problem when nobody is signed in.
pub async fn stream(
    State(site): State<Site>,
    seat: Seat,
    Query(wanted): Query<Wanted>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let receiver = site.app().listen();
    let reader = (receiver, wanted, seat.caller);
    let events = futures::stream::unfold(reader, |(mut receiver, wanted, caller)| async {
        let event = next(&mut receiver, &wanted, &caller).await?;
        Some((Ok(event), (receiver, wanted, caller)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(20)))
}

/// Whether a reader may hear of a change: of their own agency, and of what they may see.
fn audible(news: &News, caller: &Caller) -> bool {
    news.agency == caller.agency
        && caller.may(Action::View, Subject::Record(news.kind), news.mission)
}

/// The next event for a reader; one who fell behind is told to load everything anew.
async fn next(receiver: &mut Receiver<News>, wanted: &Wanted, caller: &Caller) -> Option<Event> {
    loop {
        match receiver.recv().await {
            Ok(news) if audible(&news, caller) && wanted.takes(&news) => {
                let change = Change {
                    mission: news.mission.map(|m| m.uuid()),
                    kind: news.kind.code(),
                    id: news.record,
                };
                return Event::default().event("change").json_data(change).ok();
            }
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => return Some(Event::default().event("behind").data("")),
            Err(RecvError::Closed) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::accounts::UserRole;
    use domain::ids::{AgencyId, MissionId};
    use domain::record::Kind;

    fn news(mission: Option<u128>, record: u128) -> News {
        News {
            agency: AgencyId::from_uuid(Uuid::from_u128(1)),
            mission: mission.map(|m| MissionId::from_uuid(Uuid::from_u128(m))),
            kind: Kind::Item,
            record: Uuid::from_u128(record),
        }
    }

    #[test]
    fn a_page_hears_only_what_it_asked_for() {
        let mission = Wanted {
            mission: Some(Uuid::from_u128(7)),
            id: None,
        };
        assert!(mission.takes(&news(Some(7), 1)));
        assert!(!mission.takes(&news(Some(8), 1)));
        assert!(!mission.takes(&news(None, 1)));
        assert!(Wanted::default().takes(&news(None, 1)));
    }

    #[test]
    fn nobody_hears_of_another_agency_or_a_foreign_mission() {
        let mut caller = Caller::program(AgencyId::from_uuid(Uuid::from_u128(1)), app::Door::Page);
        assert!(audible(&news(Some(7), 1), &caller));
        caller.actor.role = UserRole::Partner;
        caller.actor.only = Some(MissionId::from_uuid(Uuid::from_u128(8)));
        assert!(!audible(&news(Some(7), 1), &caller));
        caller.agency = AgencyId::from_uuid(Uuid::from_u128(2));
        assert!(!audible(&news(Some(8), 1), &caller));
    }
}
