//! Agreements: drafted, reviewed, cleared, signed once.

use crate::caller::Caller;
use crate::desk::Saved;
use crate::error::{Refusal, Result};
use crate::find::Findable;
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use domain::access::Action;
use domain::agreements::{
    Agreement, AgreementParty, AgreementRefused, AgreementStage, AgreementState,
};
use domain::ids::{AgreementId, ItemId, MissionId, OrganisationId, PersonId, TypedId};
use domain::missions::Mission;
use domain::parties::{Organisation, PartyRef, Person};
use domain::programme::Item;
use domain::record::Stored;
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

    /// Rewrites the record of an agreement; its stage follows the rules, not the form.
    ///
    /// # Errors
    /// [`AgreementRefused`] as a refusal, or a conflict.
    pub async fn rewrite_agreement(
        &self,
        caller: &Caller,
        new: &Agreement,
        version: i64,
    ) -> Result<Saved> {
        self.work(caller, "agreement.rewrite", |mut desk| async move {
            let before = desk.get::<Agreement>(new.id).await?;
            let record = before.rewrite(new.clone()).map_err(Refusal::from)?;
            let saved = desk.save(record, version).await?;
            Ok((desk, saved))
        })
        .await
    }

    /// Moves an agreement to another stage. It is signed only on a day that has come, and only in
    /// a ceremony that was held.
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
            let mut held = true;
            if let AgreementState::Signed {
                ceremony: Some(item),
                ..
            } = to
            {
                held = desk.get::<Item>(*item).await?.state.is_held();
            }
            let saved = desk
                .change::<Agreement>(Action::Edit, id, Some(version), |mut agreement| {
                    agreement.state = agreement.state.advance(to.clone())?;
                    if let AgreementState::Signed { when, .. } = to {
                        agreement.check_parties()?;
                        if when.first_day().is_some_and(|day| day > today) {
                            return Err(AgreementRefused::NotYet.into());
                        }
                        if !held {
                            return Err(AgreementRefused::CeremonyNotHeld.into());
                        }
                    }
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
