//! Meetings: what was said, asked and promised; and the sessions in which companies meet.

use crate::codes::coded;
use crate::ids::{AskId, CommitmentId, ItemId, MeetingId, MissionId, UserId};
use crate::parties::{PartyOrText, PartyRef};
use crate::programme::Side;
use crate::record::{Kind, Links, Record};
use crate::source::Source;
use crate::text::Localised;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// The state of a meeting record.
    RecordState {
        /// Draft.
        Draft = "draft",
        /// Submitted for approval.
        Submitted = "submitted",
        /// Approved.
        Approved = "approved",
    }
}

/// A meeting record 会谈记录: one for each item that was a meeting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// The mission.
    pub mission: MissionId,
    /// The item that it records.
    pub item: ItemId,
    /// Who was really there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<PartyRef>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub summary: Localised,
    /// The state.
    pub state: RecordState,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<UserId>,
    /// Who approved it; never the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approver: Option<UserId>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// Why a meeting record does not change its state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RecordRefused {
    /// There is nothing in it yet.
    #[error("the summary is empty")]
    Empty,
    /// Only a submitted record is approved.
    #[error("the record is not submitted")]
    NotSubmitted,
    /// Who wrote it cannot approve it.
    #[error("the author cannot approve their own record")]
    OwnRecord,
    /// It is approved already.
    #[error("the record is approved")]
    Approved,
    /// A draft needs no sending back.
    #[error("the record is a draft")]
    StillDraft,
    /// Nobody knows what was said before the item was held.
    #[error("the item has not been held")]
    NotHeld,
}

impl Meeting {
    /// Submits the record for approval.
    pub fn submit(mut self) -> Result<Self, RecordRefused> {
        match self.state {
            RecordState::Approved => Err(RecordRefused::Approved),
            _ if self.summary.is_empty() => Err(RecordRefused::Empty),
            _ => {
                self.state = RecordState::Submitted;
                Ok(self)
            }
        }
    }

    /// Approves it; never by its author.
    pub fn approve(mut self, by: UserId) -> Result<Self, RecordRefused> {
        if self.state != RecordState::Submitted {
            return Err(RecordRefused::NotSubmitted);
        }
        if self.author == Some(by) {
            return Err(RecordRefused::OwnRecord);
        }
        self.state = RecordState::Approved;
        self.approver = Some(by);
        Ok(self)
    }

    /// Takes the words of a new version; its writer answers for it from now on. An approved
    /// record must be sent back first, a submitted one is a draft again.
    pub fn rewrite(
        mut self,
        present: Vec<PartyRef>,
        summary: Localised,
        by: Option<UserId>,
    ) -> Result<Self, RecordRefused> {
        if self.state == RecordState::Approved {
            return Err(RecordRefused::Approved);
        }
        self.present = present;
        self.summary = summary;
        self.author = by.or(self.author);
        self.state = RecordState::Draft;
        Ok(self)
    }

    /// Sends a submitted or approved record back to its author.
    pub fn send_back(mut self) -> Result<Self, RecordRefused> {
        if self.state == RecordState::Draft {
            return Err(RecordRefused::StillDraft);
        }
        self.state = RecordState::Draft;
        self.approver = None;
        Ok(self)
    }
}

impl Record for Meeting {
    const KIND: Kind = Kind::Meeting;
    type Id = MeetingId;
    fn id(&self) -> MeetingId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: Some(self.item.uuid()),
            ..Links::default()
        }
    }
}

/// The state of an ask. It must end with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AskState {
    /// Open.
    Open,
    /// Accepted: they will look into it.
    Accepted,
    /// Answered.
    Answered {
        /// The answer.
        text: String,
        /// The day it came.
        on: Date,
    },
    /// Declined.
    Declined {
        /// The reason given.
        text: String,
        /// The day it came.
        on: Date,
    },
    /// Passed on to somebody else.
    Transferred {
        /// To whom.
        to: String,
    },
}

/// Why an ask does not change its state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskRefused {
    /// It has its answer.
    #[error("the ask has its answer")]
    Closed,
    /// An answer needs its words.
    #[error("the answer is empty")]
    Empty,
}

impl AskState {
    /// The word used in forms, files and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            AskState::Open => "open",
            AskState::Accepted => "accepted",
            AskState::Answered { .. } => "answered",
            AskState::Declined { .. } => "declined",
            AskState::Transferred { .. } => "transferred",
        }
    }

    /// All codes, in the order of the process.
    pub const CODES: [&'static str; 5] =
        ["open", "accepted", "answered", "declined", "transferred"];

    /// Whether it has ended.
    pub fn is_closed(&self) -> bool {
        matches!(self, AskState::Answered { .. } | AskState::Declined { .. })
    }

    /// Moves on; an ask that has its answer stays as it is, and an answer needs words.
    pub fn advance(&self, to: AskState) -> Result<Self, AskRefused> {
        if self.is_closed() {
            return Err(AskRefused::Closed);
        }
        let words = match &to {
            AskState::Answered { text, .. } | AskState::Declined { text, .. } => Some(text),
            AskState::Transferred { to } => Some(to),
            AskState::Open | AskState::Accepted => None,
        };
        if words.is_some_and(|w| w.trim().is_empty()) {
            return Err(AskRefused::Empty);
        }
        Ok(to)
    }
}

/// An ask 诉求: what one side wants of the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// Its id.
    pub id: AskId,
    /// The mission.
    pub mission: MissionId,
    /// The item in which it was put.
    pub item: ItemId,
    /// The side that asks.
    pub side: Side,
    /// Who asks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PartyRef>,
    /// Of whom it is asked.
    pub of: PartyOrText,
    /// The ask itself.
    pub text: Localised,
    /// Whether it names something that can be done and checked.
    #[serde(default)]
    pub concrete: bool,
    /// The state.
    pub state: AskState,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Record for Ask {
    const KIND: Kind = Kind::Ask;
    type Id = AskId;
    fn id(&self) -> AskId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: Some(self.item.uuid()),
            ..Links::default()
        }
    }
}

coded! {
    /// How binding a promise is.
    CommitmentKind {
        /// A named party promises a named thing, with an owner and a day.
        Commitment = "commitment",
        /// A statement of intent 表态: words that bind nobody. Never counted as a commitment.
        Intent = "intent",
    }
}

/// The state of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum CommitmentState {
    /// Open.
    Open,
    /// In progress.
    InProgress,
    /// Done; needs evidence or the counterpart's confirmation.
    Done {
        /// The evidence.
        evidence: String,
        /// The day.
        on: Date,
    },
    /// Its day passed without it.
    Lapsed,
    /// Given up by whom it was promised to.
    Waived {
        /// Why.
        cause: String,
    },
}

impl CommitmentState {
    /// The word used in forms, files and catalogues.
    pub fn code(&self) -> &'static str {
        match self {
            CommitmentState::Open => "open",
            CommitmentState::InProgress => "in_progress",
            CommitmentState::Done { .. } => "done",
            CommitmentState::Lapsed => "lapsed",
            CommitmentState::Waived { .. } => "waived",
        }
    }

    /// All codes, in the order of the process.
    pub const CODES: [&'static str; 5] = ["open", "in_progress", "done", "lapsed", "waived"];

    /// Whether nothing more is expected of it. A lapsed one may still be done, late.
    pub fn is_ended(&self) -> bool {
        matches!(
            self,
            CommitmentState::Done { .. } | CommitmentState::Waived { .. }
        )
    }
}

/// Why a commitment is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadCommitment {
    /// A commitment needs an owner.
    #[error("a commitment needs an owner")]
    OwnerMissing,
    /// A commitment needs a day.
    #[error("a commitment needs a day by which it is due")]
    DueMissing,
    /// Done needs evidence or confirmation.
    #[error("done needs evidence or the counterpart's confirmation")]
    EvidenceMissing,
    /// Nothing is promised.
    #[error("the text is missing")]
    TextMissing,
    /// A statement of intent binds nobody, so nothing is due.
    #[error("a statement of intent has no progress")]
    IntentOnly,
    /// It is done or waived.
    #[error("the commitment has ended")]
    Ended,
    /// It lapses only after its day.
    #[error("its day has not passed")]
    NotYetDue,
    /// Giving it up needs its cause.
    #[error("the cause is missing")]
    CauseMissing,
}

/// A commitment 承诺事项, or a statement of intent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Commitment {
    /// Its id.
    pub id: CommitmentId,
    /// The mission.
    pub mission: MissionId,
    /// The item in which it was made, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemId>,
    /// Commitment or statement of intent.
    pub kind: CommitmentKind,
    /// The side that promises.
    pub side: Side,
    /// Who promises.
    pub by: PartyOrText,
    /// To whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartyOrText>,
    /// What is promised.
    pub text: Localised,
    /// Who sees to it, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The state.
    pub state: CommitmentState,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Commitment {
    /// Checks what a commitment needs; a statement of intent needs only its words.
    pub fn check(&self) -> Result<(), BadCommitment> {
        if self.text.is_empty() {
            return Err(BadCommitment::TextMissing);
        }
        if self.kind == CommitmentKind::Commitment {
            if self.owner.trim().is_empty() {
                return Err(BadCommitment::OwnerMissing);
            }
            if self.due.is_none() {
                return Err(BadCommitment::DueMissing);
            }
        }
        match &self.state {
            CommitmentState::Done { evidence, .. } if evidence.trim().is_empty() => {
                Err(BadCommitment::EvidenceMissing)
            }
            _ => Ok(()),
        }
    }

    /// Whether its day has passed and it is still expected.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.kind == CommitmentKind::Commitment
            && !self.state.is_ended()
            && self.due.is_some_and(|due| due < today)
    }

    /// Moves on. What is done or waived stays so; nothing lapses before its day.
    pub fn advance(mut self, to: CommitmentState, today: Date) -> Result<Self, BadCommitment> {
        if self.kind == CommitmentKind::Intent {
            return Err(BadCommitment::IntentOnly);
        }
        if self.state.is_ended() {
            return Err(BadCommitment::Ended);
        }
        match &to {
            CommitmentState::Lapsed if !self.is_overdue(today) => {
                return Err(BadCommitment::NotYetDue);
            }
            CommitmentState::Waived { cause } if cause.trim().is_empty() => {
                return Err(BadCommitment::CauseMissing);
            }
            _ => self.state = to,
        }
        self.check()?;
        Ok(self)
    }
}

impl Record for Commitment {
    const KIND: Kind = Kind::Commitment;
    type Id = CommitmentId;
    fn id(&self) -> CommitmentId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: Some(self.mission.uuid()),
            parent: self.item.map(|item| item.uuid()),
            sort: self.due.map(|d| d.to_string()),
            ..Links::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::TypedId;
    use crate::language::Language;
    use jiff::civil::date;
    use uuid::Uuid;

    fn commitment(kind: CommitmentKind) -> Commitment {
        Commitment {
            id: CommitmentId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            item: None,
            kind,
            side: Side::Home,
            by: PartyOrText::Described(Localised::new(Language::En, "Liaoning")),
            to: None,
            text: Localised::new(Language::En, "a better environment"),
            owner: String::new(),
            due: None,
            state: CommitmentState::Open,
            source: None,
        }
    }

    #[test]
    fn a_commitment_needs_owner_and_day_an_intent_does_not() {
        assert_eq!(commitment(CommitmentKind::Intent).check(), Ok(()));
        let mut promise = commitment(CommitmentKind::Commitment);
        assert_eq!(promise.check(), Err(BadCommitment::OwnerMissing));
        promise.owner = "Ms Lin".into();
        assert_eq!(promise.check(), Err(BadCommitment::DueMissing));
        promise.due = Some(date(2024, 1, 1));
        assert_eq!(promise.check(), Ok(()));
        promise.state = CommitmentState::Done {
            evidence: " ".into(),
            on: date(2024, 1, 1),
        };
        assert_eq!(promise.check(), Err(BadCommitment::EvidenceMissing));
    }

    #[test]
    fn a_commitment_is_followed_to_its_end() {
        let mut promise = commitment(CommitmentKind::Commitment);
        promise.owner = "Ms Lin".into();
        promise.due = Some(date(2024, 1, 1));
        let (before, after) = (date(2024, 1, 1), date(2024, 1, 2));
        assert!(!promise.is_overdue(before) && promise.is_overdue(after));
        let lapse = |c: Commitment, on| c.advance(CommitmentState::Lapsed, on);
        assert_eq!(
            lapse(promise.clone(), before),
            Err(BadCommitment::NotYetDue)
        );
        let lapsed = lapse(promise.clone(), after).unwrap();
        let waived = CommitmentState::Waived { cause: " ".into() };
        assert_eq!(
            lapsed.clone().advance(waived, after),
            Err(BadCommitment::CauseMissing)
        );
        let done = |evidence: &str| CommitmentState::Done {
            evidence: evidence.into(),
            on: after,
        };
        assert_eq!(
            lapsed.clone().advance(done(""), after),
            Err(BadCommitment::EvidenceMissing)
        );
        let done = lapsed.advance(done("the minutes"), after).unwrap();
        assert!(!done.is_overdue(after));
        assert_eq!(
            done.advance(CommitmentState::Open, after),
            Err(BadCommitment::Ended)
        );
        let intent = commitment(CommitmentKind::Intent);
        assert_eq!(
            intent.advance(CommitmentState::InProgress, after),
            Err(BadCommitment::IntentOnly)
        );
    }

    #[test]
    fn an_ask_ends_with_an_answer() {
        let on = date(2023, 11, 1);
        let open = AskState::Open;
        let empty = AskState::Answered {
            text: String::new(),
            on,
        };
        assert_eq!(open.advance(empty), Err(AskRefused::Empty));
        let answered = open
            .advance(AskState::Answered {
                text: "yes".into(),
                on,
            })
            .unwrap();
        assert_eq!(answered.advance(AskState::Open), Err(AskRefused::Closed));
    }

    #[test]
    fn nobody_approves_their_own_record() {
        let me = UserId::from_uuid(Uuid::nil());
        let other = UserId::from_uuid(Uuid::max());
        let record = Meeting {
            id: MeetingId::from_uuid(Uuid::nil()),
            mission: MissionId::from_uuid(Uuid::nil()),
            item: ItemId::from_uuid(Uuid::nil()),
            present: vec![],
            summary: Localised::default(),
            state: RecordState::Draft,
            author: Some(me),
            approver: None,
            source: None,
        };
        assert_eq!(record.clone().submit(), Err(RecordRefused::Empty));
        assert_eq!(
            record.clone().approve(other),
            Err(RecordRefused::NotSubmitted)
        );
        let mut written = record;
        written.summary = Localised::new(Language::En, "They agreed to meet again.");
        let submitted = written.submit().unwrap();
        assert_eq!(submitted.clone().approve(me), Err(RecordRefused::OwnRecord));
        let approved = submitted.approve(other).unwrap();
        assert_eq!(approved.approver, Some(other));
        let again = |m: Meeting| m.rewrite(vec![], Localised::new(Language::En, "x"), Some(other));
        assert_eq!(again(approved.clone()), Err(RecordRefused::Approved));
        let back = approved.send_back().unwrap();
        assert_eq!((back.state, back.approver), (RecordState::Draft, None));
        assert_eq!(back.clone().send_back(), Err(RecordRefused::StillDraft));
        assert_eq!(again(back).unwrap().author, Some(other));
    }
}
