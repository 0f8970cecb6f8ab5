//! Calendar links that are handed out to several people at once.

use super::{FeedSubject, TOKEN};
use crate::caller::Caller;
use crate::error::Result;
use crate::office::App;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::{Action, Subject};
use domain::ids::{FeedId, MissionId, PersonId, TypedId};
use domain::record::Kind;
use std::collections::{BTreeMap, BTreeSet};
use store::feeds::Feed;

impl App {
    /// The people who have a calendar link of a mission that works.
    ///
    /// # Errors
    /// When the caller may not take the programme out of the program.
    pub async fn people_with_feeds(
        &self,
        caller: &Caller,
        mission: MissionId,
    ) -> Result<BTreeSet<PersonId>> {
        let feeds = self.feeds(caller, mission).await?;
        Ok(feeds.iter().filter_map(person).collect())
    }

    /// Makes calendar links of a mission for some people: for those who have none that works, or
    /// (`renew`) for all of them, whose earlier ones are worth nothing from now on. The tokens are
    /// shown this once.
    ///
    /// # Errors
    /// When the caller may not take the programme out of the program.
    pub async fn open_feeds_of(
        &self,
        caller: &Caller,
        mission: MissionId,
        (people, renew): (&BTreeSet<PersonId>, bool),
    ) -> Result<BTreeMap<PersonId, String>> {
        caller.ask(Action::Export, Subject::Record(Kind::Item), Some(mission))?;
        let there = self.feeds(caller, mission).await?;
        let theirs = |feed: &&Feed| person(feed).is_some_and(|id| people.contains(&id));
        let there: Vec<&Feed> = there.iter().filter(theirs).collect();
        let have: BTreeSet<PersonId> = there.iter().copied().filter_map(person).collect();
        let wanted = people.iter().filter(|id| renew || !have.contains(id));
        let new: Vec<(Feed, [u8; TOKEN])> = wanted
            .map(|id| self.new_feed(caller, mission, &FeedSubject::Person(*id)))
            .collect();
        let old: Vec<FeedId> = there.iter().filter(|_| renew).map(|one| one.id).collect();
        let (old, opened) = (&old, &new);
        self.work(caller, "feed.hand_out", |mut desk| async move {
            for feed in old {
                desk.tx().revoke_feed(*feed).await?;
            }
            for (feed, token) in opened {
                desk.tx().open_feed(feed, token).await?;
            }
            Ok((desk, ()))
        })
        .await?;
        let told = |(feed, token): &(Feed, [u8; TOKEN])| {
            let id = PersonId::from_uuid(feed.subject_id);
            (id, URL_SAFE_NO_PAD.encode(token))
        };
        Ok(new.iter().map(told).collect())
    }
}

/// Whose calendar a link shows, if it is a person's.
fn person(feed: &Feed) -> Option<PersonId> {
    match FeedSubject::of(feed) {
        FeedSubject::Person(id) => Some(id),
        FeedSubject::Mission | FeedSubject::Company(_) | FeedSubject::Room(_) => None,
    }
}
