//! The course of a meeting request: sent, answered, taken back, expired, and by whose hand.

use crate::ids::{OrganisationId, UserId};
use crate::matchmaking::{Request, RequestState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// By whose hand something was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Hand {
    /// The participant, by their link.
    Participant,
    /// An organiser, for the participant.
    Organiser {
        /// Who; none for the program itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user: Option<UserId>,
    },
}

/// The course of a request: when it was sent and answered, and by whose hand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Course {
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// By whose hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_by: Option<Hand>,
    /// When it expires without an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Timestamp>,
    /// When it was answered, taken back or expired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// By whose hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<Hand>,
    /// The words of the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

impl Course {
    /// Whether nothing is known of it: requests of earlier versions and of imports.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// Why a request does not change its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefused {
    /// Only who was asked answers.
    #[error("only the side that was asked answers")]
    NotAsked,
    /// Only who asked takes it back.
    #[error("only the side that asked takes it back")]
    NotAsker,
    /// It was taken back.
    #[error("the request was taken back")]
    TakenBack,
    /// It expired.
    #[error("the request has expired")]
    Expired,
    /// It is answered like this already.
    #[error("the request is answered like this already")]
    Unchanged,
    /// It was declined: there is nothing to take back.
    #[error("the request was declined")]
    Declined,
    /// A wish goes from 1 (would like to) to 3 (very much); 0 is no wish.
    #[error("the wish goes from 1 to 3")]
    Wish,
    /// A meeting that must be held is settled by the organiser.
    #[error("the organiser holds this meeting to be a must")]
    Must,
}

/// An act of somebody on a request: who, by whose hand, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Act {
    /// The participant who acts or for whom somebody acts.
    pub of: OrganisationId,
    /// By whose hand.
    pub hand: Hand,
    /// When.
    pub at: Timestamp,
}

impl Request {
    /// The state at a moment: a request that was not answered in time has expired.
    #[must_use]
    pub fn state_at(&self, now: Timestamp) -> RequestState {
        let late = self.course.answer_by.is_some_and(|end| end <= now);
        match self.state {
            RequestState::Sent if late => RequestState::Expired,
            state => state,
        }
    }

    /// Whether it still counts: it waits for its answer or was accepted.
    #[must_use]
    pub fn stands_at(&self, now: Timestamp) -> bool {
        matches!(
            self.state_at(now),
            RequestState::Sent | RequestState::Accepted
        )
    }

    /// The two sides in an order that does not depend on who asks whom.
    #[must_use]
    pub fn pair(&self) -> [OrganisationId; 2] {
        let mut pair = [self.from, self.to];
        pair.sort_unstable();
        pair
    }

    /// The other side, seen from one of the two.
    #[must_use]
    pub fn other(&self, own: OrganisationId) -> Option<OrganisationId> {
        match own {
            own if own == self.from => Some(self.to),
            own if own == self.to => Some(self.from),
            _ => None,
        }
    }

    fn may_answer(&self, act: &Act) -> Result<(), RequestRefused> {
        if act.of != self.to {
            return Err(RequestRefused::NotAsked);
        }
        match self.state_at(act.at) {
            RequestState::Withdrawn => Err(RequestRefused::TakenBack),
            RequestState::Expired => Err(RequestRefused::Expired),
            _ => Ok(()),
        }
    }

    fn answered(mut self, state: RequestState, act: &Act, words: &str) -> Self {
        self.state = state;
        self.course.answered_at = Some(act.at);
        self.course.answered_by = Some(act.hand);
        self.course.words = words.trim().to_owned();
        self
    }

    /// Accepts it; `wish` says how much the asked side wants it, 1 to 3. A request that was
    /// declined may still be accepted, and the wish of an accepted one changed.
    pub fn accept(mut self, act: &Act, wish: u8, words: &str) -> Result<Self, RequestRefused> {
        self.may_answer(act)?;
        if !(1..=3).contains(&wish) {
            return Err(RequestRefused::Wish);
        }
        self.to_priority = wish;
        Ok(self.answered(RequestState::Accepted, act, words))
    }

    /// Declines it: no, thanks. One that was accepted may still be declined, unless it is a must.
    pub fn decline(mut self, act: &Act, words: &str) -> Result<Self, RequestRefused> {
        self.may_answer(act)?;
        match self.state {
            RequestState::Declined => return Err(RequestRefused::Unchanged),
            _ if self.must => return Err(RequestRefused::Must),
            _ => {}
        }
        self.to_priority = 0;
        Ok(self.answered(RequestState::Declined, act, words))
    }

    /// Takes it back.
    pub fn withdraw(self, act: &Act) -> Result<Self, RequestRefused> {
        if act.of != self.from {
            return Err(RequestRefused::NotAsker);
        }
        match self.state_at(act.at) {
            RequestState::Withdrawn => Err(RequestRefused::TakenBack),
            RequestState::Expired => Err(RequestRefused::Expired),
            RequestState::Declined => Err(RequestRefused::Declined),
            _ if self.must => Err(RequestRefused::Must),
            _ => Ok(self.answered(RequestState::Withdrawn, act, "")),
        }
    }

    /// Notes that it was not answered in time.
    pub fn expire(self, now: Timestamp) -> Result<Self, RequestRefused> {
        if self.state != RequestState::Sent || self.state_at(now) != RequestState::Expired {
            return Err(RequestRefused::Unchanged);
        }
        let act = Act {
            of: self.to,
            hand: Hand::Organiser { user: None },
            at: now,
        };
        Ok(self.answered(RequestState::Expired, &act, ""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{MatchmakingId, MissionId, RequestId, TypedId};
    use jiff::SignedDuration;
    use uuid::Uuid;

    fn firm(n: u128) -> OrganisationId {
        OrganisationId::from_uuid(Uuid::from_u128(n))
    }

    fn at(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn act(of: u128, hour: i64) -> Act {
        Act {
            of: firm(of),
            hand: Hand::Participant,
            at: at(hour),
        }
    }

    /// One asks two; the answer is due at hour ten.
    fn sent() -> Request {
        Request {
            id: RequestId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            matchmaking: MatchmakingId::from_uuid(Uuid::nil()),
            from: firm(1),
            to: firm(2),
            from_priority: 2,
            to_priority: 0,
            must: false,
            window: vec![],
            fixed: None,
            fixed_table: None,
            preferred: vec![],
            from_person: None,
            to_person: None,
            interpreting: crate::interpreting::Interpreting::AsSpoken,
            message: String::new(),
            state: RequestState::Sent,
            course: Course {
                answer_by: Some(at(10)),
                ..Course::default()
            },
        }
    }

    #[test]
    fn only_the_asked_side_answers_and_only_in_time() {
        let yes = sent().accept(&act(2, 9), 3, " gladly ").unwrap();
        assert_eq!((yes.state, yes.to_priority), (RequestState::Accepted, 3));
        assert_eq!(yes.course.words, "gladly");
        assert_eq!(yes.course.answered_by, Some(Hand::Participant));
        assert_eq!(
            sent().accept(&act(1, 9), 3, ""),
            Err(RequestRefused::NotAsked)
        );
        assert_eq!(
            sent().accept(&act(3, 9), 3, ""),
            Err(RequestRefused::NotAsked)
        );
        assert_eq!(
            sent().accept(&act(2, 10), 3, ""),
            Err(RequestRefused::Expired)
        );
        assert_eq!(sent().accept(&act(2, 9), 0, ""), Err(RequestRefused::Wish));
        assert_eq!(sent().accept(&act(2, 9), 4, ""), Err(RequestRefused::Wish));
        assert_eq!(
            sent().decline(&act(2, 11), ""),
            Err(RequestRefused::Expired)
        );
    }

    #[test]
    fn a_mind_may_change_both_ways() {
        let no = sent().decline(&act(2, 5), "no time").unwrap();
        assert_eq!((no.state, no.to_priority), (RequestState::Declined, 0));
        assert_eq!(
            no.clone().decline(&act(2, 6), ""),
            Err(RequestRefused::Unchanged)
        );
        assert_eq!(
            no.clone().withdraw(&act(1, 6)),
            Err(RequestRefused::Declined)
        );
        let yes = no.accept(&act(2, 7), 1, "").unwrap();
        assert_eq!(yes.state, RequestState::Accepted);
        // What was accepted in time stays open to a change of mind.
        assert_eq!(
            yes.decline(&act(2, 20), "").unwrap().state,
            RequestState::Declined
        );
    }

    #[test]
    fn only_the_asking_side_takes_back() {
        assert_eq!(sent().withdraw(&act(2, 5)), Err(RequestRefused::NotAsker));
        let gone = sent().withdraw(&act(1, 5)).unwrap();
        assert_eq!(gone.state, RequestState::Withdrawn);
        assert_eq!(
            gone.clone().withdraw(&act(1, 6)),
            Err(RequestRefused::TakenBack)
        );
        assert_eq!(
            gone.accept(&act(2, 6), 2, ""),
            Err(RequestRefused::TakenBack)
        );
        assert_eq!(sent().withdraw(&act(1, 10)), Err(RequestRefused::Expired));
    }

    #[test]
    fn a_must_is_the_organisers_to_settle() {
        let must = Request {
            must: true,
            ..sent()
        };
        assert_eq!(
            must.clone().decline(&act(2, 5), ""),
            Err(RequestRefused::Must)
        );
        assert_eq!(must.clone().withdraw(&act(1, 5)), Err(RequestRefused::Must));
        assert!(must.accept(&act(2, 5), 1, "").is_ok());
    }

    #[test]
    fn it_expires_by_itself_when_nobody_answers() {
        assert_eq!(sent().state_at(at(9)), RequestState::Sent);
        assert_eq!(sent().state_at(at(10)), RequestState::Expired);
        assert!(!sent().stands_at(at(10)));
        assert_eq!(sent().expire(at(9)), Err(RequestRefused::Unchanged));
        let over = sent().expire(at(12)).unwrap();
        assert_eq!(over.state, RequestState::Expired);
        assert_eq!(
            over.accept(&act(2, 13), 1, ""),
            Err(RequestRefused::Expired)
        );
        let yes = sent().accept(&act(2, 1), 1, "").unwrap();
        assert_eq!(yes.state_at(at(99)), RequestState::Accepted);
    }

    #[test]
    fn earlier_requests_without_a_course_are_still_read() {
        let mut json = serde_json::to_value(Request {
            course: Course::default(),
            ..sent()
        })
        .unwrap();
        assert!(json.get("course").is_none(), "nothing known is not written");
        json["state"] = "sent".into();
        let read: Request = serde_json::from_value(json).unwrap();
        assert_eq!(read.state_at(at(99)), RequestState::Sent);
    }
}
