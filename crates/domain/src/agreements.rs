//! Agreements: who signs what with whom, when and where.

use crate::codes::coded;
use crate::ids::{AgreementId, ItemId, MissionId, OrganisationId, PersonId, PostId};
use crate::names::Names;
use crate::programme::Side;
use crate::record::{Kind, Links, Record};
use crate::source::Source;
use crate::text::Localised;
use crate::time::When;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

coded! {
    /// What an agreement is.
    AgreementKind {
        /// Letter of intent 意向书.
        LetterOfIntent = "letter_of_intent",
        /// Memorandum of understanding 备忘录.
        Memorandum = "memorandum",
        /// Strategic framework 战略合作框架协议.
        Framework = "framework",
        /// Cooperation agreement 合作协议.
        Agreement = "agreement",
        /// Investment contract 投资合同.
        InvestmentContract = "investment_contract",
        /// Purchase order 采购合同.
        PurchaseOrder = "purchase_order",
    }
}

/// A party of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementParty {
    /// Who.
    pub organisation: OrganisationId,
    /// On whose side.
    pub side: Side,
    /// Who signs for it, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signatory: Option<Signatory>,
}

/// Who signs, in which post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The person.
    pub person: PersonId,
    /// The post by which they sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub post: Option<PostId>,
}

/// An amount as the agreement states it. Amounts are never summed across agreements of one
/// chain: a framework's money is not added to its contract's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmountLine {
    /// Amount in the smallest unit of the currency (cents, 分).
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// What it is: total, foreign, local.
    pub what: AmountKind,
}

/// Currencies without a smaller unit (ISO 4217, exponent 0).
const WHOLE: [&str; 6] = ["JPY", "KRW", "VND", "CLP", "ISK", "UGX"];

/// Digits of an amount after the point.
#[must_use]
pub fn minor_digits(currency: &str) -> u32 {
    if WHOLE.contains(&currency) { 0 } else { 2 }
}

coded! {
    /// What an amount is.
    AmountKind {
        /// Total investment.
        Total = "total",
        /// Foreign part.
        Foreign = "foreign",
        /// Local part.
        Local = "local",
        /// Value of goods or services.
        Trade = "trade",
    }
}

coded! {
    /// The stage of an agreement, without its data (DOMAIN section 8.1).
    AgreementStage {
        /// Drafting 拟稿.
        Drafting = "drafting",
        /// Under review 审核.
        Review = "review",
        /// Text final 定稿.
        TextFinal = "text_final",
        /// Cleared to sign 可签.
        Cleared = "cleared",
        /// Signed 已签.
        Signed = "signed",
        /// Withdrawn before signing.
        Withdrawn = "withdrawn",
        /// Terminated after signing 终止.
        Terminated = "terminated",
    }
}

/// The state of an agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum AgreementState {
    /// Drafting 拟稿.
    Drafting,
    /// Under review 审核.
    Review,
    /// Text final 定稿.
    TextFinal,
    /// Cleared to sign 可签.
    Cleared,
    /// Signed 已签: on which day, in which ceremony.
    Signed {
        /// When it was signed.
        when: When,
        /// The ceremony, if it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ceremony: Option<ItemId>,
        /// The place, if known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Names>,
    },
    /// Withdrawn before signing.
    Withdrawn {
        /// Why.
        cause: String,
    },
    /// Terminated after signing 终止.
    Terminated {
        /// Why.
        cause: String,
        /// The day.
        on: Date,
    },
}

/// Why an agreement does not move on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgreementRefused {
    /// The stages do not follow each other.
    #[error("an agreement cannot go from {} to {}", from.code(), to.code())]
    NotNext {
        /// The stage it is in.
        from: AgreementStage,
        /// The stage asked for.
        to: AgreementStage,
    },
    /// Fewer than two parties.
    #[error("an agreement needs two parties")]
    PartyMissing,
    /// One party on both sides.
    #[error("the same party stands twice")]
    PartyTwice,
    /// It is signed already; showing it again is a re-presentation and counts for nothing.
    #[error("it is signed already; showing it again is a re-presentation")]
    AlreadySigned,
    /// A withdrawal or termination needs its cause.
    #[error("the cause is missing")]
    CauseMissing,
    /// What was signed stays as it was signed: parties, kind and amounts.
    #[error("it is signed; parties, kind and amounts stay as they were signed")]
    SignedAsIs,
    /// Its day is still to come.
    #[error("the day of signing is still to come")]
    NotYet,
    /// The ceremony has not been held.
    #[error("the ceremony has not been held")]
    CeremonyNotHeld,
}

impl AgreementState {
    /// The stage.
    pub fn stage(&self) -> AgreementStage {
        match self {
            AgreementState::Drafting => AgreementStage::Drafting,
            AgreementState::Review => AgreementStage::Review,
            AgreementState::TextFinal => AgreementStage::TextFinal,
            AgreementState::Cleared => AgreementStage::Cleared,
            AgreementState::Signed { .. } => AgreementStage::Signed,
            AgreementState::Withdrawn { .. } => AgreementStage::Withdrawn,
            AgreementState::Terminated { .. } => AgreementStage::Terminated,
        }
    }

    /// The stages to which it can go from here.
    pub fn next(&self) -> &'static [AgreementStage] {
        use AgreementStage::*;
        match self.stage() {
            Drafting => &[Review, Withdrawn],
            Review => &[TextFinal, Drafting, Withdrawn],
            TextFinal => &[Cleared, Review, Withdrawn],
            Cleared => &[Signed, Review, Withdrawn],
            Signed => &[Terminated],
            Withdrawn => &[Drafting],
            Terminated => &[],
        }
    }

    /// Moves on, or says why not.
    pub fn advance(&self, to: AgreementState) -> Result<Self, AgreementRefused> {
        let (from, target) = (self.stage(), to.stage());
        if from == AgreementStage::Signed && target == AgreementStage::Signed {
            return Err(AgreementRefused::AlreadySigned);
        }
        if !self.next().contains(&target) {
            return Err(AgreementRefused::NotNext { from, to: target });
        }
        match &to {
            AgreementState::Withdrawn { cause } | AgreementState::Terminated { cause, .. }
                if cause.trim().is_empty() =>
            {
                Err(AgreementRefused::CauseMissing)
            }
            _ => Ok(to),
        }
    }
}

/// An agreement 合作协议.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// The mission in which it was first signed or is to be signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<MissionId>,
    /// Its title.
    pub title: Localised,
    /// What it is.
    pub kind: AgreementKind,
    /// Its parties, at least two when signed.
    pub parties: Vec<AgreementParty>,
    /// The ceremony for which it is meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceremony: Option<ItemId>,
    /// The state.
    pub state: AgreementState,
    /// Amounts; empty if not published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<AmountLine>,
    /// Languages of the text, as BCP 47 tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// The agreement that this one carries on; a chain counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predecessor: Option<AgreementId>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Localised::is_empty")]
    pub note: Localised,
    /// Where the record comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

impl Agreement {
    /// Checks that the parties make sense.
    pub fn check_parties(&self) -> Result<(), AgreementRefused> {
        let mut seen = std::collections::BTreeSet::new();
        if !self.parties.iter().all(|p| seen.insert(p.organisation)) {
            return Err(AgreementRefused::PartyTwice);
        }
        if self.parties.len() < 2 {
            return Err(AgreementRefused::PartyMissing);
        }
        Ok(())
    }

    /// Whether it has been signed, even if it was terminated later.
    pub fn was_signed(&self) -> bool {
        matches!(
            self.state.stage(),
            AgreementStage::Signed | AgreementStage::Terminated
        )
    }

    /// What the agreement becomes when its record is rewritten as `new`. Once signed, its
    /// substance stays; a final or cleared text that changes goes back to review.
    pub fn rewrite(&self, mut new: Agreement) -> Result<Agreement, AgreementRefused> {
        let substance = |a: &Agreement| {
            (
                a.parties.clone(),
                a.kind,
                a.amounts.clone(),
                a.predecessor,
                a.languages.clone(),
                a.title.clone(),
            )
        };
        new.state = self.state.clone();
        let (before, after) = (substance(self), substance(&new));
        if self.was_signed() {
            let same = before.0 == after.0 && before.1 == after.1 && before.2 == after.2;
            return same.then_some(new).ok_or(AgreementRefused::SignedAsIs);
        }
        let fixed = [AgreementStage::TextFinal, AgreementStage::Cleared];
        if before != after && fixed.contains(&self.state.stage()) {
            new.state = AgreementState::Review;
        }
        Ok(new)
    }
}

impl Record for Agreement {
    const KIND: Kind = Kind::Agreement;
    type Id = AgreementId;
    fn id(&self) -> AgreementId {
        self.id
    }
    fn links(&self) -> Links {
        use crate::ids::TypedId;
        Links {
            mission: self.mission.map(|m| m.uuid()),
            parent: self.ceremony.map(|item| item.uuid()),
            ..Links::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn signed() -> AgreementState {
        AgreementState::Signed {
            when: When::Day {
                date: date(2023, 10, 12),
            },
            ceremony: None,
            place: None,
        }
    }

    #[test]
    fn nothing_is_signed_before_it_is_cleared() {
        let refused = AgreementState::Drafting.advance(signed());
        assert_eq!(
            refused,
            Err(AgreementRefused::NotNext {
                from: AgreementStage::Drafting,
                to: AgreementStage::Signed
            })
        );
        assert!(AgreementState::Cleared.advance(signed()).is_ok());
    }

    fn framework(state: AgreementState) -> Agreement {
        use crate::ids::TypedId;
        use crate::language::Language;
        let party = |n: u128, side| AgreementParty {
            organisation: OrganisationId::from_uuid(uuid::Uuid::from_u128(n)),
            side,
            signatory: None,
        };
        Agreement {
            id: AgreementId::from_uuid(uuid::Uuid::nil()),
            mission: None,
            title: Localised::new(Language::En, "Framework"),
            kind: AgreementKind::Framework,
            parties: vec![party(1, Side::Home), party(2, Side::Host)],
            ceremony: None,
            state,
            amounts: vec![],
            languages: vec![],
            predecessor: None,
            note: Localised::default(),
            source: None,
        }
    }

    #[test]
    fn a_final_text_that_changes_is_reviewed_again() {
        let cleared = framework(AgreementState::Cleared);
        let mut noted = cleared.clone();
        noted.note = Localised::new(crate::language::Language::En, "sent by courier");
        let same = cleared.rewrite(noted).unwrap();
        assert_eq!(same.state, AgreementState::Cleared);
        let mut changed = cleared.clone();
        changed.kind = AgreementKind::Agreement;
        assert_eq!(
            cleared.rewrite(changed).unwrap().state,
            AgreementState::Review
        );
    }

    #[test]
    fn what_was_signed_stays() {
        let done = framework(signed());
        let mut changed = done.clone();
        changed.parties.pop();
        assert_eq!(done.rewrite(changed), Err(AgreementRefused::SignedAsIs));
        let mut titled = done.clone();
        titled.title = Localised::new(crate::language::Language::En, "Framework agreement");
        assert_eq!(done.rewrite(titled).unwrap().state, signed());
    }

    #[test]
    fn a_second_signing_is_a_re_presentation() {
        assert_eq!(
            signed().advance(signed()),
            Err(AgreementRefused::AlreadySigned)
        );
    }

    #[test]
    fn an_end_needs_its_cause() {
        let end = AgreementState::Terminated {
            cause: String::new(),
            on: date(2024, 1, 1),
        };
        assert_eq!(signed().advance(end), Err(AgreementRefused::CauseMissing));
    }
}
