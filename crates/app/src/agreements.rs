//! Agreements: drafted, reviewed, cleared, signed once.

use crate::caller::Caller;
use crate::desk::{Desk, Saved};
use crate::error::{Refusal, Result};
use crate::find::Findable;
use crate::guests::Who;
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::agreements::{
    Agreement, AgreementParty, AgreementRefused, AgreementStage, AgreementState, Signatory,
};
use domain::ids::{AgreementId, ItemId, LegId, MissionId, OrganisationId, PersonId, TypedId};
use domain::missions::{Leg, Mission};
use domain::parties::{Organisation, PartyRef, Person};
use domain::programme::{Item, Side};
use domain::record::{Kind, Stored};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use store::Filter;

impl Kept for Agreement {
    fn check(&self) -> std::result::Result<(), Refusal> {
        if self.title.is_empty() {
            return Err(Refusal::new("refused-title-missing").at("title"));
        }
        Ok(self.check_parties()?)
    }

    fn findable(&self) -> Option<Findable> {
        Some(Findable::by_title(&self.title).also_text(&self.note))
    }

    fn parties(&self) -> Vec<PartyRef> {
        let signs = |p: &AgreementParty| p.signatory.as_ref().map(|s| PartyRef::Person(s.person));
        let both = |p: &AgreementParty| [Some(PartyRef::Organisation(p.organisation)), signs(p)];
        self.parties.iter().flat_map(both).flatten().collect()
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
            AgreementRefused::SignedAsIs => Refusal::new("refused-signed-as-is"),
            AgreementRefused::NotYet => Refusal::new("refused-signing-not-yet").at("when"),
            AgreementRefused::CeremonyNotHeld => {
                Refusal::new("refused-ceremony-not-held").at("ceremony")
            }
        }
    }
}

/// A party as somebody names it: who stands on which side, and who signs for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Who; a name as printed becomes a body that stays unresolved.
    pub who: Who,
    /// On whose side.
    pub side: Side,
    /// Who signs for it.
    pub signatory: Option<Signatory>,
}

impl Desk<'_> {
    async fn standing(&mut self, all: &[Standing]) -> Result<Vec<AgreementParty>> {
        let mut parties = Vec::with_capacity(all.len());
        for one in all {
            let PartyRef::Organisation(organisation) = self.party(&one.who).await? else {
                return Err(Refusal::new("refused-party-person").at("parties").into());
            };
            if let Some(signatory) = &one.signatory {
                self.get::<Person>(signatory.person).await?;
            }
            parties.push(AgreementParty {
                organisation,
                side: one.side,
                signatory: one.signatory.clone(),
            });
        }
        Ok(parties)
    }

    /// An agreement is signed only on a day that has come, and only in a ceremony that was held.
    async fn may_be_signed(&mut self, state: &AgreementState, today: Date) -> Result<()> {
        let AgreementState::Signed { when, ceremony, .. } = state else {
            return Ok(());
        };
        if when.first_day().is_some_and(|day| day > today) {
            return Err(Refusal::from(AgreementRefused::NotYet).into());
        }
        if let Some(item) = ceremony
            && !self.get::<Item>(*item).await?.state.is_held()
        {
            return Err(Refusal::from(AgreementRefused::CeremonyNotHeld).into());
        }
        Ok(())
    }
}

/// Agreements with what they name.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// The agreements.
    pub agreements: Vec<Stored<Agreement>>,
    /// Their parties.
    pub organisations: BTreeMap<OrganisationId, Stored<Organisation>>,
    /// Who signs.
    pub people: BTreeMap<PersonId, Stored<Person>>,
    /// The missions in which they were first signed or are to be signed.
    pub missions: BTreeMap<MissionId, Stored<Mission>>,
    /// Their ceremonies.
    pub items: BTreeMap<ItemId, Stored<Item>>,
    /// The cities of the ceremonies.
    pub legs: BTreeMap<LegId, Stored<Leg>>,
}

impl Book {
    /// The agreement of an id.
    pub fn agreement(&self, id: AgreementId) -> Option<&Stored<Agreement>> {
        self.agreements.iter().find(|a| a.id == id)
    }

    /// Other agreements between two or more of the same parties that were signed: what a new one
    /// may only repeat.
    pub fn signed_before<'a>(
        &'a self,
        agreement: &'a Agreement,
    ) -> impl Iterator<Item = &'a Stored<Agreement>> {
        let parties: BTreeSet<_> = agreement.parties.iter().map(|p| p.organisation).collect();
        self.agreements.iter().filter(move |other| {
            let shared = other
                .parties
                .iter()
                .filter(|p| parties.contains(&p.organisation));
            other.id != agreement.id && other.was_signed() && shared.count() > 1
        })
    }
}

impl App {
    /// All agreements that the caller may see, with what they name.
    ///
    /// # Errors
    /// When they may see none.
    pub async fn agreement_book(&self, caller: &Caller) -> Result<Book> {
        let mut look = self.look(caller).await?;
        let mut book = Book {
            agreements: look.list(Filter::all()).await?,
            ..Book::default()
        };
        look.fill(&mut book).await?;
        Ok(book)
    }

    /// Lays down a new agreement between these parties; it may be one that was signed already.
    ///
    /// # Errors
    /// [`AgreementRefused`] as a refusal.
    pub async fn draft_agreement(
        &self,
        caller: &Caller,
        draft: &Agreement,
        parties: &[Standing],
    ) -> Result<Saved> {
        let today = self.today(caller);
        self.work(caller, "agreement.draft", |mut desk| async move {
            let subject = Subject::Record(Kind::Agreement);
            caller.ask(Action::Create, subject, draft.mission)?;
            let mut record = draft.clone();
            record.id = desk.app().new_id();
            record.parties = desk.standing(parties).await?;
            desk.may_be_signed(&record.state, today).await?;
            let saved = desk.create(record).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Rewrites the record of an agreement; its stage follows the rules, not the form.
    ///
    /// # Errors
    /// [`AgreementRefused`] as a refusal, or a conflict.
    pub async fn rewrite_agreement(
        &self,
        caller: &Caller,
        new: &Agreement,
        version: i64,
        parties: &[Standing],
    ) -> Result<Saved> {
        self.work(caller, "agreement.rewrite", |mut desk| async move {
            let before = desk.get::<Agreement>(new.id).await?;
            let subject = Subject::Record(Kind::Agreement);
            caller.ask(Action::Edit, subject, before.mission)?;
            let mut new = new.clone();
            new.parties = desk.standing(parties).await?;
            let record = before.rewrite(new).map_err(Refusal::from)?;
            let saved = desk.save(record, version).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Moves an agreement to another stage.
    ///
    /// # Errors
    /// [`AgreementRefused`] as a refusal, or a conflict.
    pub async fn step_agreement(
        &self,
        caller: &Caller,
        id: AgreementId,
        version: i64,
        to: &AgreementState,
    ) -> Result<Saved> {
        let today = self.today(caller);
        let intention = match to.stage() {
            AgreementStage::Signed => "agreement.sign",
            _ => "agreement.step",
        };
        self.work(caller, intention, |mut desk| async move {
            desk.may_be_signed(to, today).await?;
            let saved = desk
                .change::<Agreement>(Action::Edit, id, Some(version), |mut agreement| {
                    agreement.state = agreement.state.advance(to.clone())?;
                    Ok(agreement)
                })
                .await?;
            Ok((desk, saved))
        })
        .await
    }
}

impl Look<'_> {
    async fn fill(&mut self, book: &mut Book) -> Result<()> {
        let (mut organisations, mut people) = (BTreeSet::new(), BTreeSet::new());
        let (mut missions, mut items) = (BTreeSet::new(), BTreeSet::new());
        for agreement in &book.agreements {
            organisations.extend(agreement.parties.iter().map(|p| p.organisation));
            let signatories = agreement
                .parties
                .iter()
                .filter_map(|p| p.signatory.as_ref());
            people.extend(signatories.map(|s| s.person));
            missions.extend(agreement.mission);
            items.extend(agreement.ceremony);
            if let AgreementState::Signed { ceremony, .. } = &agreement.state {
                items.extend(*ceremony);
            }
        }
        book.organisations = self.many(organisations).await?;
        book.people = self.many(people).await?;
        book.missions = self.many(missions).await?;
        book.items = self.many(items).await?;
        let legs = book.items.values().filter_map(|item| item.leg).collect();
        book.legs = self.many(legs).await?;
        Ok(())
    }

    async fn many<R: Kept>(&mut self, ids: BTreeSet<R::Id>) -> Result<BTreeMap<R::Id, Stored<R>>>
    where
        R::Id: TypedId,
    {
        let ids: Vec<R::Id> = ids.into_iter().collect();
        let found = self.reader().get_many::<R>(&ids).await?;
        Ok(found.into_iter().collect())
    }
}
