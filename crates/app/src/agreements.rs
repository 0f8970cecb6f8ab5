//! Agreements.

use crate::error::Refusal;
use crate::find::Findable;
use crate::kept::Kept;
use domain::agreements::{Agreement, AgreementRefused};

impl Kept for Agreement {
    fn check(&self) -> Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("refused-title-missing").at("title"));
        }
        Ok(self.check_parties()?)
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title).also_text(&self.note))
    }
}

impl From<AgreementRefused> for Refusal {
    fn from(refused: AgreementRefused) -> Self {
        match refused {
            AgreementRefused::NotNext { from, to } => Refusal::new("refused-agreement-stage")
                .arg("from", from.code())
                .arg("to", to.code())
                .at("stage"),
            AgreementRefused::PartyMissing => Refusal::new("refused-party-missing").at("parties"),
            AgreementRefused::PartyTwice => Refusal::new("refused-party-twice").at("parties"),
            AgreementRefused::AlreadySigned => Refusal::new("refused-already-signed").at("stage"),
            AgreementRefused::CauseMissing => Refusal::new("refused-cause-missing").at("cause"),
        }
    }
}
