//! The programme: items, and who takes part.

use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{Refusal, Result};
use crate::find::Findable;
use crate::kept::Kept;
use crate::office::App;
use domain::access::Action;
use domain::ids::ItemId;
use domain::parties::PartyRef;
use domain::programme::{AnswerRefused, Item, ItemRefused, Participation, Planned};
use domain::source::Source;
use domain::time::{BadTime, When, ZoneName};

impl Kept for Item {
    fn check(&self) -> std::result::Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("refused-title-missing").at("title"));
        }
        if let When::Exact { start, end, zone } = &self.when {
            When::exact(*start, *end, zone.clone())?;
        }
        Ok(())
    }

    fn findable(&self) -> Option<Findable> {
        Some(
            Findable::by_title(&self.title)
                .also_text(&self.venue)
                .also([self.room.as_str()]),
        )
    }

    fn parties(&self) -> Vec<PartyRef> {
        self.hosts
            .iter()
            .map(|o| PartyRef::Organisation(*o))
            .collect()
    }
}

impl Kept for Participation {
    fn parties(&self) -> Vec<PartyRef> {
        let organisation = self.organisation.map(PartyRef::Organisation);
        std::iter::once(self.party).chain(organisation).collect()
    }
}

impl From<BadTime> for Refusal {
    fn from(bad: BadTime) -> Self {
        match bad {
            BadTime::EndBeforeStart => Refusal::new("refused-end-before-start").at("when"),
            BadTime::TooLong => Refusal::new("refused-too-long").at("when"),
        }
    }
}

impl From<ItemRefused> for Refusal {
    fn from(refused: ItemRefused) -> Self {
        match refused {
            ItemRefused::AlreadyHeld => Refusal::new("refused-already-held").at("state"),
            ItemRefused::Cancelled => Refusal::new("refused-item-cancelled").at("state"),
            ItemRefused::NotYet => Refusal::new("refused-not-yet").at("state"),
            ItemRefused::CauseMissing => Refusal::new("refused-cause-missing").at("cause"),
        }
    }
}

impl From<AnswerRefused> for Refusal {
    fn from(refused: AnswerRefused) -> Self {
        match refused {
            AnswerRefused::NotHeld => Refusal::new("refused-not-held").at("state"),
            AnswerRefused::Recorded => Refusal::new("refused-attendance-recorded").at("state"),
        }
    }
}

/// What shall become of an item.
#[derive(Debug, Clone)]
pub enum ItemStep {
    /// Plan it (again).
    Plan(Planned),
    /// Record that it was held.
    Hold(Option<Source>),
    /// Cancel it with its cause.
    Cancel(String),
    /// Postpone it with its cause.
    Postpone(String),
}

impl App {
    /// Moves an item to another state; `zone` is the zone of its leg, which decides what day it
    /// is there.
    ///
    /// # Errors
    /// [`ItemRefused`] as a refusal, or a conflict.
    pub async fn step_item(
        &self,
        caller: &Caller,
        id: ItemId,
        version: Option<i64>,
        zone: &ZoneName,
        step: ItemStep,
    ) -> Result<Saved> {
        let today = zone.local(self.clock().now()).date();
        self.change::<Item>(
            caller,
            "item.step",
            (Action::Edit, id, version),
            |mut item| {
                item.state = match &step {
                    ItemStep::Plan(planned) => item.state.plan(*planned)?,
                    ItemStep::Hold(source) => item.state.hold(&item.when, today, source.clone())?,
                    ItemStep::Cancel(cause) => item.state.cancel(cause)?,
                    ItemStep::Postpone(cause) => item.state.postpone(cause)?,
                };
                Ok(item)
            },
        )
        .await
    }
}
