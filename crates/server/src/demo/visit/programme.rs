//! The delegation, the programme, and what was asked, declared and signed.

use super::super::source::{AskEntry, ItemEntry, PartEntry};
use super::{Maker, when};
use anyhow::{Context as _, Result, anyhow};
use domain::agreements::{Agreement, AgreementKind, AgreementParty, AgreementState};
use domain::ids::ItemId;
use domain::language::Language;
use domain::meetings::{Ask, AskState, Commitment, CommitmentKind, CommitmentState};
use domain::parties::PartyRef;
use domain::programme::{
    Interpretation, Item, ItemState, Participation, ParticipationState, Role, Side, Visibility,
};

impl Maker<'_> {
    pub(super) fn members(&mut self) -> Result<()> {
        for entry in &self.visit.members {
            let organisation = entry.organisation.as_deref();
            let state = match entry.role {
                Role::Mentioned => ParticipationState::Nominated,
                _ => ParticipationState::Attended,
            };
            self.pile.parts.push(Participation {
                id: self.app.new_id(),
                mission: self.mission,
                item: None,
                party: PartyRef::Person(self.person_id(&entry.person)?),
                organisation: organisation.map(|o| self.organisation_id(o)).transpose()?,
                posts: self
                    .keys
                    .posts
                    .get(&entry.person)
                    .cloned()
                    .unwrap_or_default(),
                role: entry.role,
                side: Side::Home,
                state,
                rank: entry.rank,
                count: None,
                note: entry.note.clone(),
                source: Some(self.source("report")?),
            });
        }
        Ok(())
    }

    pub(super) fn item(&mut self, entry: &ItemEntry) -> Result<()> {
        let source = self.source("report")?;
        let id = self.app.new_id();
        self.keys.items.insert(entry.key.clone(), id);
        let leg = entry.leg.as_deref();
        let state = if entry.planned_first {
            ItemState::Confirmed
        } else {
            ItemState::Held {
                source: Some(source.clone()),
                was_planned: false,
            }
        };
        let hosts = entry.hosts.iter().map(|host| self.organisation_id(host));
        self.pile.items.push(Item {
            id,
            mission: self.mission,
            leg: leg
                .map(|leg| {
                    self.keys
                        .legs
                        .get(leg)
                        .copied()
                        .ok_or_else(|| anyhow!("no leg `{leg}`"))
                })
                .transpose()?,
            kind: entry.kind,
            title: entry.title.localised(),
            when: when(entry.from, entry.to, entry.unpublished.as_deref())?,
            state,
            venue: Default::default(),
            room: String::new(),
            hosts: hosts.collect::<Result<_>>()?,
            official: true,
            languages: Vec::new(),
            interpretation: Interpretation::Unknown,
            visibility: Visibility::Public,
            counts: entry.count.iter().map(|count| count.count()).collect(),
            note: entry.note.localised(),
            source: Some(source),
        });
        entry.parts.iter().try_for_each(|part| self.part(id, part))
    }

    fn part(&mut self, item: ItemId, entry: &PartEntry) -> Result<()> {
        let organisation = entry.organisation.as_deref();
        self.pile.parts.push(Participation {
            id: self.app.new_id(),
            mission: self.mission,
            item: Some(item),
            party: self.party(&entry.party)?,
            organisation: organisation.map(|o| self.organisation_id(o)).transpose()?,
            posts: self
                .keys
                .posts
                .get(&entry.party)
                .cloned()
                .unwrap_or_default(),
            role: entry.role,
            side: entry.side,
            state: ParticipationState::Attended,
            rank: entry.rank,
            count: None,
            note: String::new(),
            source: Some(self.source(entry.source.as_deref().unwrap_or("report"))?),
        });
        Ok(())
    }

    pub(super) fn ask(&mut self, entry: &AskEntry) -> Result<()> {
        self.pile.asks.push(Ask {
            id: self.app.new_id(),
            mission: self.mission,
            item: self.item_id(&entry.item)?,
            side: Side::Home,
            by: Some(PartyRef::Person(self.person_id(&self.visit.mission.head)?)),
            of: self.party_or_text(entry.of.as_deref(), entry.described.as_ref())?,
            text: entry.text.localised(),
            concrete: entry.concrete,
            state: AskState::Open,
            source: Some(self.source("report")?),
        });
        Ok(())
    }

    pub(super) fn intents(&mut self) -> Result<()> {
        for entry in &self.visit.intents {
            self.pile.commitments.push(Commitment {
                id: self.app.new_id(),
                mission: self.mission,
                item: None,
                kind: CommitmentKind::Intent,
                side: entry.side,
                by: self.party_or_text(entry.by.as_deref(), entry.described.as_ref())?,
                to: None,
                text: entry.text.localised(),
                owner: String::new(),
                due: None,
                state: CommitmentState::Open,
                source: Some(self.source("report")?),
            });
        }
        Ok(())
    }

    pub(super) fn agreements(&mut self) -> Result<()> {
        let ceremony = self.item_id("signing")?;
        let item = self.pile.items.iter().find(|item| item.id == ceremony);
        let when = item.map(|item| item.when.clone()).context("no ceremony")?;
        let place = self
            .pile
            .legs
            .iter()
            .find(|leg| leg.place.display(Language::En).text == "Munich");
        let place = place.map(|leg| leg.place.clone());
        for entry in &self.visit.agreements {
            let party = |key: &str, side| -> Result<AgreementParty> {
                Ok(AgreementParty {
                    organisation: self.organisation_id(key)?,
                    side,
                    signatory: None,
                })
            };
            let parties = vec![
                party(&entry.home, Side::Home)?,
                party(&entry.host, Side::Host)?,
            ];
            let source = Some(self.source("report")?);
            self.pile.agreements.push(Agreement {
                id: self.app.new_id(),
                mission: Some(self.mission),
                title: entry.title.localised(),
                kind: AgreementKind::Agreement,
                parties,
                ceremony: Some(ceremony),
                state: AgreementState::Signed {
                    when: when.clone(),
                    ceremony: Some(ceremony),
                    place: place.clone(),
                },
                amounts: Vec::new(),
                languages: Vec::new(),
                predecessor: None,
                note: Default::default(),
                source,
            });
        }
        Ok(())
    }
}
