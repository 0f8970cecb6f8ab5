//! The dossier: everything of one mission, read in one picture.

use crate::caller::Caller;
use crate::error::Result;
use crate::look::Look;
use crate::missions::derived::Derived;
use crate::missions::shelf::Place;
use crate::office::App;
use crate::scope::of_mission;
use domain::agreements::Agreement;
use domain::ids::{ItemId, LegId, MissionId, OrganisationId, PersonId, PostId, TypedId};
use domain::language::Language;
use domain::meetings::{Ask, Commitment, Meeting};
use domain::missions::{Leg, Mission};
use domain::names::Names;
use domain::parties::{Organisation, PartyOrText, PartyRef, Person, Post};
use domain::programme::{Item, Participation, Role};
use domain::record::{Record, Stored};
use domain::time::ZoneName;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Filter, Reader};

/// Everything of one mission, to be read by many at once; cheap to clone.
#[derive(Debug, Clone)]
pub struct Dossier(Arc<(Contents, Derived)>);

impl Dossier {
    fn of(contents: Contents) -> Self {
        Self(Arc::new((contents, Derived::default())))
    }

    pub(super) fn derived(&self) -> &Derived {
        &self.0.1
    }
}

impl std::ops::Deref for Dossier {
    type Target = Contents;
    fn deref(&self) -> &Contents {
        &self.0.0
    }
}

/// Everything of one mission: its own records, and the parties that they name.
#[derive(Debug, Clone)]
pub struct Contents {
    /// The mission.
    pub mission: Stored<Mission>,
    /// Its legs in the order of travel.
    pub legs: Vec<Stored<Leg>>,
    /// Its items in the order of time, unknown times last.
    pub items: Vec<Stored<Item>>,
    /// Who takes part, in the mission and in its items, in order of rank.
    pub participations: Vec<Stored<Participation>>,
    /// Meeting records.
    pub meetings: Vec<Stored<Meeting>>,
    /// Asks.
    pub asks: Vec<Stored<Ask>>,
    /// Commitments and statements of intent.
    pub commitments: Vec<Stored<Commitment>>,
    /// Agreements.
    pub agreements: Vec<Stored<Agreement>>,
    /// The organisations that they name.
    pub organisations: BTreeMap<OrganisationId, Stored<Organisation>>,
    /// The people that they name.
    pub people: BTreeMap<PersonId, Stored<Person>>,
    /// The posts of these people.
    pub posts: BTreeMap<PostId, Stored<Post>>,
}

impl App {
    /// Reads the whole dossier of a mission in one picture.
    ///
    /// # Errors
    /// When the caller may not see the mission.
    pub async fn dossier(&self, caller: &Caller, mission: MissionId) -> Result<Dossier> {
        let mut look = self.look(caller).await?;
        let mission = look.get::<Mission>(mission).await?;
        self.shelved(look, mission).await
    }

    /// Reads the dossier of the mission with this code.
    ///
    /// # Errors
    /// When there is none, or the caller may not see it.
    pub async fn dossier_by_code(&self, caller: &Caller, code: &str) -> Result<Dossier> {
        let mut look = self.look(caller).await?;
        let mission = look.mission_by_code(code).await?;
        self.shelved(look, mission).await
    }

    /// The dossier from the shelf, if nothing in the agency changed since it was put there (the
    /// audit trail has no newer entry), else a newly read one. Of many who ask at once one reads;
    /// the others wait for it and keep no connection meanwhile.
    async fn shelved(&self, mut look: Look<'_>, mission: Stored<Mission>) -> Result<Dossier> {
        let caller = look.caller();
        let place = Place::of(caller, mission.id);
        let (head, _) = look.reader().trail_head().await?;
        if let Some(dossier) = self.shelf().take(&place, head) {
            return Ok(dossier);
        }
        drop(look);
        let _turn = self.shelf().turn(&place).await;
        let mut look = self.look(caller).await?;
        let (head, _) = look.reader().trail_head().await?;
        if let Some(dossier) = self.shelf().take(&place, head) {
            return Ok(dossier);
        }
        let mission = look.get::<Mission>(mission.id).await?;
        let dossier = Dossier::of(look.dossier(mission).await?);
        self.shelf().put(place, head, dossier.clone());
        Ok(dossier)
    }
}

impl Look<'_> {
    async fn dossier(&mut self, mission: Stored<Mission>) -> Result<Contents> {
        let caller = self.caller();
        let mut dossier = Contents::read(caller, self.reader(), mission).await?;
        let named = dossier.named();
        self.load_parties(&mut dossier, &named).await?;
        Ok(dossier)
    }

    async fn load_parties(&mut self, dossier: &mut Contents, named: &Named) -> Result<()> {
        let people: Vec<PersonId> = named.people.iter().copied().collect();
        dossier.people = self
            .reader()
            .get_many::<Person>(&people)
            .await?
            .into_iter()
            .collect();
        let parents = people.iter().map(TypedId::uuid).collect();
        let posts = Filter {
            parents: Some(parents),
            ..Filter::all()
        };
        dossier.posts = by_id(self.reader().list::<Post>(&posts).await?);
        let mut organisations = named.organisations.clone();
        organisations.extend(dossier.posts.values().filter_map(|post| post.organisation));
        let organisations: Vec<OrganisationId> = organisations.into_iter().collect();
        dossier.organisations = self
            .reader()
            .get_many::<Organisation>(&organisations)
            .await?
            .into_iter()
            .collect();
        Ok(())
    }
}

fn by_id<R: Record>(all: Vec<Stored<R>>) -> BTreeMap<R::Id, Stored<R>> {
    all.into_iter().map(|one| (one.record.id(), one)).collect()
}

/// The parties that the records of a mission name.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) organisations: BTreeSet<OrganisationId>,
    pub(crate) people: BTreeSet<PersonId>,
    /// The posts of these people, where somebody asked for them.
    pub(crate) posts: BTreeSet<PostId>,
}

impl Named {
    fn add(&mut self, party: PartyRef) {
        match party {
            PartyRef::Person(id) => self.people.insert(id),
            PartyRef::Organisation(id) => self.organisations.insert(id),
        };
    }

    fn add_text(&mut self, party: &PartyOrText) {
        if let PartyOrText::Party(party) = party {
            self.add(*party);
        }
    }
}

impl Contents {
    /// The mission's own records as far as a caller may see them, without the parties they name.
    pub(crate) async fn read(
        caller: &Caller,
        reader: &mut Reader,
        mission: Stored<Mission>,
    ) -> Result<Self> {
        let id = mission.record.id;
        Ok(Self {
            legs: of_mission(caller, reader, id).await?,
            items: of_mission(caller, reader, id).await?,
            participations: of_mission(caller, reader, id).await?,
            meetings: of_mission(caller, reader, id).await?,
            asks: of_mission(caller, reader, id).await?,
            commitments: of_mission(caller, reader, id).await?,
            agreements: of_mission(caller, reader, id).await?,
            mission,
            organisations: BTreeMap::new(),
            people: BTreeMap::new(),
            posts: BTreeMap::new(),
        })
    }

    pub(crate) fn named(&self) -> Named {
        let mut named = Named::default();
        let mission = &self.mission.record;
        named.people.extend(mission.head);
        named.organisations.extend(mission.lead);
        named.organisations.extend(&mission.co_organisers);
        named
            .organisations
            .extend(self.legs.iter().filter_map(|leg| leg.host));
        named
            .organisations
            .extend(self.items.iter().flat_map(|item| item.hosts.iter()));
        for part in &self.participations {
            named.add(part.party);
            named.organisations.extend(part.organisation);
        }
        for party in self.meetings.iter().flat_map(|m| m.present.iter()) {
            named.add(*party);
        }
        for ask in &self.asks {
            ask.by.into_iter().for_each(|party| named.add(party));
            named.add_text(&ask.of);
        }
        for commitment in &self.commitments {
            named.add_text(&commitment.by);
            commitment.to.iter().for_each(|party| named.add_text(party));
        }
        for party in self.agreements.iter().flat_map(|a| a.parties.iter()) {
            named.organisations.insert(party.organisation);
            named
                .people
                .extend(party.signatory.as_ref().map(|s| s.person));
        }
        named
    }

    /// The leg of an id.
    pub fn leg(&self, id: LegId) -> Option<&Stored<Leg>> {
        self.legs.iter().find(|leg| leg.id == id)
    }

    /// The item of an id.
    pub fn item(&self, id: ItemId) -> Option<&Stored<Item>> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The zone in which an item's time is told: its own, its leg's, or home.
    pub fn zone_of(&self, item: &Item) -> ZoneName {
        if let domain::time::When::Exact { zone, .. } = &item.when {
            return zone.clone();
        }
        let leg = item.leg.and_then(|leg| self.leg(leg));
        leg.map_or_else(|| self.mission.home_zone.clone(), |leg| leg.zone.clone())
    }

    /// Who takes part in an item.
    pub fn part_in(&self, item: ItemId) -> impl Iterator<Item = &Stored<Participation>> {
        self.participations
            .iter()
            .filter(move |part| part.item == Some(item))
    }

    /// The members of the delegation, in order of rank.
    pub fn members(&self) -> impl Iterator<Item = &Stored<Participation>> {
        let mission_wide = self
            .participations
            .iter()
            .filter(|part| part.item.is_none());
        mission_wide.filter(|part| part.role != Role::Mentioned)
    }

    /// Who is only mentioned by a source, not on the journey.
    pub fn mentioned(&self) -> impl Iterator<Item = &Stored<Participation>> {
        let mission_wide = self
            .participations
            .iter()
            .filter(|part| part.item.is_none());
        mission_wide.filter(|part| part.role == Role::Mentioned)
    }

    /// All names of a party, if it is on record.
    pub fn names_of(&self, party: PartyRef) -> Option<&Names> {
        match party {
            PartyRef::Person(id) => self.people.get(&id).map(|p| &p.record.names),
            PartyRef::Organisation(id) => self.organisations.get(&id).map(|o| &o.record.names),
        }
    }

    /// The name of a party for a reader; an empty text if it is not on record.
    pub fn name_of(&self, party: PartyRef, language: Language) -> &str {
        self.names_of(party)
            .map_or("", |names| names.display(language).text.as_str())
    }

    /// The name of a party or its description, for a reader.
    pub fn text_of<'a>(&'a self, party: &'a PartyOrText, language: Language) -> &'a str {
        match party {
            PartyOrText::Party(party) => self.name_of(*party, language),
            PartyOrText::Described(text) => text.for_reader(language),
        }
    }

    /// The posts of a person, the main one first.
    pub fn posts_of(&self, person: PersonId) -> Vec<&Stored<Post>> {
        let mut posts: Vec<_> = self
            .posts
            .values()
            .filter(|post| post.person == person)
            .collect();
        posts.sort_by_key(|post| (!post.main, post.from));
        posts
    }
}
