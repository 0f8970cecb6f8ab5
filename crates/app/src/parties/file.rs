//! The file of one party: its posts or its people, and everywhere it appears.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::kept::Kept;
use crate::kinds::naming;
use crate::look::Look;
use crate::office::App;
use crate::parties::merge::Mergeable;
use domain::access::{Action, Subject};
use domain::agreements::Agreement;
use domain::ids::{ItemId, MissionId, OrganisationId, PersonId, TypedId};
use domain::meetings::{Ask, Commitment, Meeting};
use domain::missions::{Leg, Mission};
use domain::names::Names;
use domain::parties::{Organisation, PartyOrText, PartyRef, Person, Post};
use domain::programme::{Item, Participation};
use domain::record::{Kind, Record, Stored};
use std::collections::{BTreeMap, HashMap};
use store::search::SearchQuery;
use store::{Deleted, Filter};
use uuid::Uuid;

/// Records that a party's file lists at most.
const LISTED: usize = 400;

/// A post with both of its ends.
#[derive(Debug, Clone)]
pub struct OfficeHeld {
    /// The post.
    pub post: Stored<Post>,
    /// The names of the person who holds it.
    pub person: Option<Names>,
    /// The names of the organisation, if the post names one that is on record.
    pub organisation: Option<Names>,
}

/// In what way a party appears in a record.
#[derive(Debug, Clone)]
pub enum Appearance {
    /// It heads a mission.
    Heads(Stored<Mission>),
    /// It leads or co-organises a mission.
    Organises(Stored<Mission>),
    /// It is the host of a leg.
    HostsLeg(Stored<Leg>),
    /// It is a host of an item.
    Hosts(Stored<Item>),
    /// It takes part in a mission or an item.
    TakesPart(Stored<Participation>),
    /// A meeting record says that it was present.
    Present(Stored<Meeting>),
    /// It asks something.
    Asks(Stored<Ask>),
    /// Something is asked of it.
    IsAsked(Stored<Ask>),
    /// It promises something.
    Promises(Stored<Commitment>),
    /// Something is promised to it.
    IsPromised(Stored<Commitment>),
    /// It is a party of an agreement.
    Agrees(Stored<Agreement>),
    /// The person signs an agreement.
    Signs(Stored<Agreement>),
}

/// One appearance of a party with what it belongs to.
#[derive(Debug, Clone)]
pub struct Met {
    /// In what way.
    pub how: Appearance,
    /// The mission.
    pub mission: Option<Stored<Mission>>,
    /// The item.
    pub item: Option<Stored<Item>>,
}

impl Met {
    /// The key by which appearances are sorted in time.
    fn at(&self) -> String {
        match (&self.item, &self.mission) {
            (Some(item), _) => item.record.when.sort_key(),
            (None, Some(mission)) => mission.record.when.sort_key(),
            (None, None) => String::new(),
        }
    }
}

/// The file of one party.
#[derive(Debug, Clone)]
pub struct PartyFile<R> {
    /// The party.
    pub party: Stored<R>,
    /// Its posts, or the posts of its people; the main one first, then the latest.
    pub posts: Vec<OfficeHeld>,
    /// Where it appears, the latest first.
    pub met: Vec<Met>,
    /// Related organisations: the one above and those below.
    pub above: Option<Stored<Organisation>>,
    /// The organisations below.
    pub below: Vec<Stored<Organisation>>,
    /// Records of the same party that were merged into this one.
    pub merged: Vec<Stored<R>>,
}

impl App {
    /// The file of a person.
    ///
    /// # Errors
    /// [`AppError::Missing`] also where the caller may not see it.
    pub async fn person_file(&self, caller: &Caller, id: PersonId) -> Result<PartyFile<Person>> {
        let mut look = self.look(caller).await?;
        let party = look.get::<Person>(id).await?;
        let posts = look.list::<Post>(Filter::of_parent(id)).await?;
        Ok(PartyFile {
            party,
            posts: look.offices(posts).await?,
            met: look.met(PartyRef::Person(id)).await?,
            above: None,
            below: Vec::new(),
            merged: look.merged_into(id).await?,
        })
    }

    /// The file of an organisation.
    ///
    /// # Errors
    /// [`AppError::Missing`] also where the caller may not see it.
    pub async fn organisation_file(
        &self,
        caller: &Caller,
        id: OrganisationId,
    ) -> Result<PartyFile<Organisation>> {
        let mut look = self.look(caller).await?;
        let party = look.get::<Organisation>(id).await?;
        let above = match party.record.parent {
            Some(parent) => look.reader().find::<Organisation>(parent).await?,
            None => None,
        };
        let below = look.list::<Organisation>(Filter::of_parent(id)).await?;
        let posts = look.naming::<Post>(PartyRef::Organisation(id)).await?;
        Ok(PartyFile {
            party,
            posts: look.offices(posts).await?,
            met: look.met(PartyRef::Organisation(id)).await?,
            above,
            below,
            merged: look.merged_into(id).await?,
        })
    }
}

impl Look<'_> {
    /// The records of a kind that name a party and that the caller may see.
    async fn naming<R: Kept>(&mut self, party: PartyRef) -> Result<Vec<Stored<R>>> {
        if !self.visible(&[R::KIND]).contains(&R::KIND) {
            return Ok(Vec::new());
        }
        let groups = naming(party);
        let asked = SearchQuery {
            groups: &groups,
            kinds: &[R::KIND],
            mission: self.caller().actor.only.map(|m| m.uuid()),
            limit: LISTED,
            ..SearchQuery::default()
        };
        let hits = self.reader().search(&asked).await?;
        let ids: Vec<R::Id> = hits
            .iter()
            .map(|hit| R::Id::from_uuid(hit.record))
            .collect();
        let found = self.reader().get_many::<R>(&ids).await?;
        let may = |one: &Stored<R>| {
            let mission = one.record.mission();
            self.caller()
                .may(Action::View, Subject::Record(R::KIND), mission)
        };
        Ok(found.into_values().filter(may).collect())
    }

    /// The records that were merged into this one.
    async fn merged_into<R: Mergeable>(&mut self, id: R::Id) -> Result<Vec<Stored<R>>> {
        let gone = Filter::of_parent(id).deleted(Deleted::Only);
        let mut gone = self.reader().list::<R>(&gone).await?;
        gone.retain(|one| one.record.merged_into() == Some(id));
        Ok(gone)
    }

    async fn offices(&mut self, posts: Vec<Stored<Post>>) -> Result<Vec<OfficeHeld>> {
        let people: Vec<PersonId> = posts.iter().map(|p| p.record.person).collect();
        let organisations: Vec<OrganisationId> =
            posts.iter().filter_map(|p| p.record.organisation).collect();
        let people = self.reader().get_many::<Person>(&people).await?;
        let organisations = self
            .reader()
            .get_many::<Organisation>(&organisations)
            .await?;
        let mut held: Vec<OfficeHeld> = posts
            .into_iter()
            .map(|post| OfficeHeld {
                person: people
                    .get(&post.record.person)
                    .map(|p| p.record.names.clone()),
                organisation: post
                    .record
                    .organisation
                    .and_then(|id| organisations.get(&id))
                    .map(|o| o.record.names.clone()),
                post,
            })
            .collect();
        held.sort_by_key(|h| {
            let post = &h.post.record;
            (
                !post.main,
                std::cmp::Reverse(post.from.or(post.seen)),
                post.id,
            )
        });
        Ok(held)
    }

    async fn met(&mut self, party: PartyRef) -> Result<Vec<Met>> {
        let mut found: Vec<(Appearance, Option<MissionId>, Option<ItemId>)> = Vec::new();
        for one in self.naming::<Mission>(party).await? {
            let id = one.record.id;
            let heads = one.record.head.map(PartyRef::Person) == Some(party);
            let how = if heads {
                Appearance::Heads(one)
            } else {
                Appearance::Organises(one)
            };
            found.push((how, Some(id), None));
        }
        for one in self.naming::<Leg>(party).await? {
            let mission = one.record.mission;
            found.push((Appearance::HostsLeg(one), Some(mission), None));
        }
        for one in self.naming::<Item>(party).await? {
            let (mission, item) = (one.record.mission, one.record.id);
            found.push((Appearance::Hosts(one), Some(mission), Some(item)));
        }
        for one in self.naming::<Participation>(party).await? {
            let (mission, item) = (one.record.mission, one.record.item);
            found.push((Appearance::TakesPart(one), Some(mission), item));
        }
        for one in self.naming::<Meeting>(party).await? {
            let (mission, item) = (one.record.mission, one.record.item);
            found.push((Appearance::Present(one), Some(mission), Some(item)));
        }
        self.met_in_words(party, &mut found).await?;
        for one in self.naming::<Agreement>(party).await? {
            let (mission, item) = (one.record.mission, one.record.ceremony);
            let how = match party {
                PartyRef::Person(_) => Appearance::Signs(one),
                PartyRef::Organisation(_) => Appearance::Agrees(one),
            };
            found.push((how, mission, item));
        }
        self.placed(found).await
    }

    async fn met_in_words(
        &mut self,
        party: PartyRef,
        found: &mut Vec<(Appearance, Option<MissionId>, Option<ItemId>)>,
    ) -> Result<()> {
        for one in self.naming::<Ask>(party).await? {
            let (mission, item) = (one.record.mission, one.record.item);
            let asks = one.record.by == Some(party);
            let how = if asks {
                Appearance::Asks(one)
            } else {
                Appearance::IsAsked(one)
            };
            found.push((how, Some(mission), Some(item)));
        }
        for one in self.naming::<Commitment>(party).await? {
            let (mission, item) = (one.record.mission, one.record.item);
            let promises = one.record.by == PartyOrText::Party(party);
            let how = if promises {
                Appearance::Promises(one)
            } else {
                Appearance::IsPromised(one)
            };
            found.push((how, Some(mission), item));
        }
        Ok(())
    }

    /// Adds missions and items, leaves out what belongs to deleted missions, sorts by time.
    async fn placed(
        &mut self,
        found: Vec<(Appearance, Option<MissionId>, Option<ItemId>)>,
    ) -> Result<Vec<Met>> {
        let missions: Vec<MissionId> = found.iter().filter_map(|(_, m, _)| *m).collect();
        let items: Vec<ItemId> = found.iter().filter_map(|(_, _, i)| *i).collect();
        let missions = self.missions(&missions).await?;
        let items = self.reader().get_many::<Item>(&items).await?;
        let mut met: Vec<Met> = found
            .into_iter()
            .filter(|(_, mission, _)| mission.is_none_or(|m| missions.contains_key(&m)))
            .map(|(how, mission, item)| Met {
                how,
                mission: mission.and_then(|m| missions.get(&m).cloned()),
                item: item.and_then(|i| items.get(&i).cloned()),
            })
            .collect();
        met.sort_by_cached_key(|one| std::cmp::Reverse(one.at()));
        Ok(met)
    }

    /// What records are called, by their ids, whatever their kind: for pages that show ids of
    /// other records. Unknown ids are left out.
    pub(crate) async fn headings(
        &mut self,
        ids: &[Uuid],
    ) -> Result<BTreeMap<Uuid, crate::find::Heading>> {
        let mut headings = BTreeMap::new();
        for kind in [
            Kind::Person,
            Kind::Organisation,
            Kind::Item,
            Kind::Mission,
            Kind::Post,
            Kind::Leg,
        ] {
            crate::kinds::with_kind!(kind, R => {
                let typed: Vec<_> = ids.iter().map(|id| <R as Record>::Id::from_uuid(*id)).collect();
                let found: HashMap<_, _> = self.reader().get_many::<R>(&typed).await.map_err(AppError::from)?;
                let named = found.into_values().map(|one| (one.record.id().uuid(), heading_of(&one.record)));
                headings.extend(named);
            });
        }
        Ok(headings)
    }
}

fn heading_of<R: Kept>(record: &R) -> crate::find::Heading {
    match record.heading() {
        crate::find::Heading::Text(text) if text.is_empty() => record
            .findable()
            .map(|found| found.heading)
            .unwrap_or_default(),
        heading => heading,
    }
}
