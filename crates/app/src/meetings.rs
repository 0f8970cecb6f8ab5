//! Meeting records, asks and commitments.

use crate::error::Refusal;
use crate::find::Findable;
use crate::kept::Kept;
use domain::documents::Document;
use domain::matchmaking::{Matchmaking, Request, Timetable};
use domain::meetings::{Ask, AskRefused, BadCommitment, Commitment, Meeting, RecordRefused};

impl Kept for Meeting {
    fn findable(&self) -> Option<Findable> {
        (!self.summary.is_empty()).then(|| Findable::by_title(&self.summary))
    }
}

impl Kept for Ask {
    fn check(&self) -> Result<(), Refusal> {
        if self.text.is_empty() {
            return Err(Refusal::new("refused-text-missing").at("text"));
        }
        Ok(())
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.text))
    }
}

impl Kept for Commitment {
    fn check(&self) -> Result<(), Refusal> {
        Ok(Commitment::check(self)?)
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.text).also([self.owner.as_str()]))
    }
}

impl Kept for Document {
    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title))
    }
}

impl Kept for Matchmaking {
    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title))
    }
}

impl Kept for Request {}

impl Kept for Timetable {}

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
        }
    }
}
