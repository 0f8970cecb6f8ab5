//! Meeting records, asks and commitments.

use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{AppError, Refusal, Result};
use crate::find::Findable;
use crate::kept::Kept;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::documents::Document;
use domain::ids::{AskId, CommitmentId, ItemId, MeetingId, TypedId, UserId};
use domain::meetings::{
    Ask, AskRefused, AskState, BadCommitment, Commitment, CommitmentState, Meeting, RecordRefused,
    RecordState,
};
use domain::parties::{PartyOrText, PartyRef};
use domain::programme::Item;
use domain::record::Kind;
use domain::text::Localised;
use store::Filter;
use store::audit::TrailFilter;

/// The intention under which the words of a meeting record are written.
const WRITE: &str = "meeting.write";
/// More versions than a record ever has.
const VERSIONS: u32 = 10_000;

impl Kept for Meeting {
    fn findable(&self) -> Option<Findable> {
        (!self.summary.is_empty()).then(|| Findable::by_title(&self.summary))
    }

    fn parties(&self) -> Vec<PartyRef> {
        self.present.clone()
    }
}

impl Kept for Ask {
    fn check(&self) -> std::result::Result<(), Refusal> {
        if self.text.is_empty() {
            return Err(Refusal::new("refused-text-missing").at("text"));
        }
        Ok(())
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.text))
    }

    fn parties(&self) -> Vec<PartyRef> {
        self.by.into_iter().chain(on_record(&self.of)).collect()
    }
}

impl Kept for Commitment {
    fn check(&self) -> std::result::Result<(), Refusal> {
        Ok(Commitment::check(self)?)
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.text).also([self.owner.as_str()]))
    }

    fn parties(&self) -> Vec<PartyRef> {
        let to = self.to.as_ref().and_then(on_record);
        on_record(&self.by).into_iter().chain(to).collect()
    }
}

/// The party, if it is in the directory.
fn on_record(party: &PartyOrText) -> Option<PartyRef> {
    match party {
        PartyOrText::Party(party) => Some(*party),
        PartyOrText::Described(_) => None,
    }
}

impl Kept for Document {
    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title))
    }
}

impl From<AskRefused> for Refusal {
    fn from(refused: AskRefused) -> Self {
        match refused {
            AskRefused::Closed => Refusal::new("refused-ask-closed").at("state"),
            AskRefused::Empty => Refusal::new("refused-answer-empty").at("answer"),
        }
    }
}

impl From<BadCommitment> for Refusal {
    fn from(bad: BadCommitment) -> Self {
        match bad {
            BadCommitment::OwnerMissing => Refusal::new("refused-owner-missing").at("owner"),
            BadCommitment::DueMissing => Refusal::new("refused-due-missing").at("due"),
            BadCommitment::EvidenceMissing => {
                Refusal::new("refused-evidence-missing").at("evidence")
            }
            BadCommitment::TextMissing => Refusal::new("refused-text-missing").at("text"),
            BadCommitment::IntentOnly => Refusal::new("refused-intent-only").at("state"),
            BadCommitment::Ended => Refusal::new("refused-commitment-ended").at("state"),
            BadCommitment::NotYetDue => Refusal::new("refused-not-yet-due").at("state"),
            BadCommitment::CauseMissing => Refusal::new("refused-cause-missing").at("cause"),
        }
    }
}

impl From<RecordRefused> for Refusal {
    fn from(refused: RecordRefused) -> Self {
        match refused {
            RecordRefused::Empty => Refusal::new("refused-summary-empty").at("summary"),
            RecordRefused::NotSubmitted => Refusal::new("refused-not-submitted").at("state"),
            RecordRefused::OwnRecord => Refusal::new("refused-own-record").at("state"),
            RecordRefused::Approved => Refusal::new("refused-record-approved").at("state"),
            RecordRefused::StillDraft => Refusal::new("refused-record-draft").at("state"),
            RecordRefused::NotHeld => Refusal::new("refused-record-not-held").at("state"),
        }
    }
}

/// What a meeting record says.
#[derive(Debug, Clone, PartialEq)]
pub struct Minutes {
    /// Who was really there.
    pub present: Vec<PartyRef>,
    /// What was said.
    pub summary: Localised,
}

impl Desk<'_> {
    async fn record_of(&mut self, item: ItemId) -> Result<Option<domain::record::Stored<Meeting>>> {
        let all = self.list::<Meeting>(Filter::of_parent(item)).await?;
        Ok(all.into_iter().next())
    }

    /// Everybody who ever wrote words of a record.
    async fn writers(&mut self, id: MeetingId) -> Result<Vec<UserId>> {
        let filter = TrailFilter {
            record: Some((Kind::Meeting, id.uuid())),
            limit: Some(VERSIONS),
            ..TrailFilter::default()
        };
        let entries = self.tx().trail(&filter).await?;
        let written = entries.into_iter().filter(|e| e.intention == WRITE);
        Ok(written.filter_map(|entry| entry.user).collect())
    }
}

impl App {
    /// Writes the record of an item: the first time without a version, later with the version
    /// that the writer saw.
    ///
    /// # Errors
    /// When the item has a record that the writer did not see, or the record is approved.
    pub async fn write_record(
        &self,
        caller: &Caller,
        item: ItemId,
        version: Option<i64>,
        minutes: &Minutes,
    ) -> Result<Saved> {
        self.work(caller, WRITE, |mut desk| async move {
            let item = desk.get::<Item>(item).await?;
            let right = if version.is_some() {
                Action::Edit
            } else {
                Action::Create
            };
            caller.ask(right, Subject::Record(Kind::Meeting), Some(item.mission))?;
            let saved = match (desk.record_of(item.id).await?, version) {
                (None, None) => {
                    let record = Meeting {
                        id: desk.app().new_id(),
                        mission: item.mission,
                        item: item.id,
                        present: minutes.present.clone(),
                        summary: minutes.summary.clone(),
                        state: RecordState::Draft,
                        author: caller.user,
                        approver: None,
                        source: None,
                    };
                    desk.create(record).await?
                }
                (Some(before), Some(version)) => {
                    let (present, summary) = (minutes.present.clone(), minutes.summary.clone());
                    let record = before.record.rewrite(present, summary, caller.user);
                    desk.save(record.map_err(Refusal::from)?, version).await?
                }
                (Some(_), None) => return Err(Refusal::new("refused-record-exists").into()),
                (None, Some(_)) => return Err(AppError::Missing),
            };
            Ok((desk, saved))
        })
        .await
    }

    /// Submits a record for approval; its item must have been held.
    ///
    /// # Errors
    /// [`RecordRefused`] as a refusal, or a conflict.
    pub async fn submit_record(
        &self,
        caller: &Caller,
        id: MeetingId,
        version: i64,
    ) -> Result<Saved> {
        self.work(caller, "meeting.submit", |mut desk| async move {
            let item = desk.get::<Meeting>(id).await?.item;
            let held = desk.get::<Item>(item).await?.state.is_held();
            let saved = desk
                .change::<Meeting>(Action::Edit, id, Some(version), |record| {
                    if !held {
                        return Err(RecordRefused::NotHeld.into());
                    }
                    Ok(record.submit()?)
                })
                .await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Approves a submitted record. Nobody approves words of their own: neither its author nor
    /// anybody else who wrote any version of it.
    ///
    /// # Errors
    /// [`RecordRefused`] as a refusal, or a conflict.
    pub async fn approve_record(
        &self,
        caller: &Caller,
        id: MeetingId,
        version: i64,
    ) -> Result<Saved> {
        self.work(caller, "meeting.approve", |mut desk| async move {
            let by = caller.user.ok_or(AppError::Forbidden)?;
            let own = desk.writers(id).await?.contains(&by);
            let saved = desk
                .change::<Meeting>(Action::Approve, id, Some(version), |record| {
                    let approved = record.approve(by)?;
                    if own {
                        return Err(RecordRefused::OwnRecord.into());
                    }
                    Ok(approved)
                })
                .await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Sends a submitted or approved record back to its author.
    ///
    /// # Errors
    /// [`RecordRefused`] as a refusal, or a conflict.
    pub async fn send_back_record(
        &self,
        caller: &Caller,
        id: MeetingId,
        version: i64,
    ) -> Result<Saved> {
        self.change::<Meeting>(
            caller,
            "meeting.send_back",
            (Action::Approve, id, Some(version)),
            |record| Ok(record.send_back()?),
        )
        .await
    }

    /// Moves an ask on: accepted, answered, declined, passed on.
    ///
    /// # Errors
    /// [`AskRefused`] as a refusal, or a conflict.
    pub async fn answer_ask(
        &self,
        caller: &Caller,
        id: AskId,
        version: i64,
        to: &AskState,
    ) -> Result<Saved> {
        let which = (Action::Edit, id, Some(version));
        self.change::<Ask>(caller, "ask.answer", which, |mut ask| {
            ask.state = ask.state.advance(to.clone())?;
            Ok(ask)
        })
        .await
    }

    /// Moves a commitment on; what day it is, the caller's zone says.
    ///
    /// # Errors
    /// [`BadCommitment`] as a refusal, or a conflict.
    pub async fn step_commitment(
        &self,
        caller: &Caller,
        id: CommitmentId,
        version: i64,
        to: &CommitmentState,
    ) -> Result<Saved> {
        let today = self.today(caller);
        let which = (Action::Edit, id, Some(version));
        self.change::<Commitment>(caller, "commitment.step", which, |commitment| {
            Ok(commitment.advance(to.clone(), today)?)
        })
        .await
    }

    /// The day it is at the caller's desk.
    pub fn today(&self, caller: &Caller) -> jiff::civil::Date {
        caller.zone.local(self.clock().now()).date()
    }
}
