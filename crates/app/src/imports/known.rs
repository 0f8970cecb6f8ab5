//! What the agency and the mission have already, found by name.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ItemId, OrganisationId, PersonId};
use domain::matchmaking::{Matchmaking, Request};
use domain::missions::Mission;
use domain::names::Names;
use domain::participants::Profile;
use domain::parties::{Organisation, PartyRef, Person, Post};
use domain::programme::{Item, Participation, Side};
use domain::record::{Record, Stored};
use store::{Deleted, Filter, Reader};

use crate::error::Result;

/// What is there before the import.
pub(super) struct Known {
    pub(super) mission: Stored<Mission>,
    /// The item of which guests become guests.
    pub(super) item: Option<Item>,
    pub(super) organisations: BTreeMap<OrganisationId, Organisation>,
    pub(super) people: BTreeMap<PersonId, Stored<Person>>,
    posts: BTreeMap<PersonId, Vec<Post>>,
    /// Who takes part in the mission or in an item already.
    pub(super) parts: BTreeSet<(PartyRef, Option<ItemId>)>,
    /// For whom people come, as participations say.
    comes_for: BTreeSet<(PartyRef, OrganisationId)>,
    /// The lowest place of precedence on our side and on theirs.
    pub(super) ranks: (u32, u32),
    pub(super) sessions: Vec<Stored<Matchmaking>>,
    pub(super) requests: Vec<Stored<Request>>,
    /// What participants say of themselves, deleted or not.
    pub(super) profiles: Vec<Stored<Profile>>,
    organisations_by_name: BTreeMap<String, Vec<OrganisationId>>,
    people_by_name: BTreeMap<String, Vec<PersonId>>,
    people_by_email: BTreeMap<String, Vec<PersonId>>,
}

impl Known {
    pub(super) async fn read(
        reader: &mut Reader,
        mission: Stored<Mission>,
        item: Option<Item>,
    ) -> Result<Self> {
        let of_mission = Filter::of_mission(mission.id);
        let even_deleted = Filter {
            deleted: Deleted::Shown,
            ..of_mission.clone()
        };
        let organisations = records::<Organisation>(reader, &Filter::all()).await?;
        let people = reader.list::<Person>(&Filter::all()).await?;
        let mut known = Self {
            posts: BTreeMap::new(),
            parts: BTreeSet::new(),
            comes_for: BTreeSet::new(),
            ranks: (0, 0),
            sessions: reader.list(&of_mission).await?,
            requests: reader.list(&of_mission).await?,
            profiles: reader.list(&even_deleted).await?,
            mission,
            item,
            organisations_by_name: BTreeMap::new(),
            people_by_name: BTreeMap::new(),
            people_by_email: BTreeMap::new(),
            organisations: organisations.into_iter().map(|one| (one.id, one)).collect(),
            people: people.into_iter().map(|one| (one.id, one)).collect(),
        };
        for post in records::<Post>(reader, &Filter::all()).await? {
            known.posts.entry(post.person).or_default().push(post);
        }
        for part in records::<Participation>(reader, &of_mission).await? {
            known.note(&part);
        }
        for (id, organisation) in &known.organisations {
            file(&mut known.organisations_by_name, &organisation.names, *id);
        }
        for (id, person) in &known.people {
            file(&mut known.people_by_name, &person.names, *id);
            if !person.email.is_empty() {
                known
                    .people_by_email
                    .entry(key(&person.email))
                    .or_default()
                    .push(*id);
            }
        }
        Ok(known)
    }

    /// The only organisation that bears one of these names; none where two do: the program
    /// does not guess.
    pub(super) fn organisation<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
    ) -> Option<OrganisationId> {
        only(
            names
                .filter_map(|name| self.organisations_by_name.get(&key(name)))
                .flatten()
                .copied(),
        )
    }

    /// The only person that bears one of these names, or has this address, and works there.
    pub(super) fn person<'a>(
        &self,
        names: impl Iterator<Item = &'a str>,
        email: Option<&str>,
        organisation: Option<OrganisationId>,
    ) -> Option<PersonId> {
        let by_email = email.and_then(|email| self.people_by_email.get(&key(email)));
        let named: Vec<PersonId> = names
            .filter_map(|name| self.people_by_name.get(&key(name)))
            .flatten()
            .copied()
            .collect();
        if let Some(found) =
            by_email.and_then(|list| only(list.iter().filter(|id| named.contains(id)).copied()))
        {
            return Some(found);
        }
        only(named.into_iter().filter(|id| match organisation {
            Some(organisation) => self.works_at(*id, organisation),
            // Without an organisation only a person without one, or who interprets here, is surely
            // the same.
            None => self.posts_of(*id).is_empty() || self.interprets(*id),
        }))
    }

    fn works_at(&self, person: PersonId, organisation: OrganisationId) -> bool {
        self.posts_of(person)
            .iter()
            .any(|post| post.organisation == Some(organisation))
            || self
                .comes_for
                .contains(&(PartyRef::Person(person), organisation))
            || self.sits_for(person, organisation)
    }

    /// Whether the person comes to a session for the organisation.
    fn sits_for(&self, person: PersonId, organisation: OrganisationId) -> bool {
        let mut sessions = self.sessions.iter();
        sessions.any(|session| {
            let firm = session.participant(organisation);
            firm.is_some_and(|firm| firm.people.contains(&person))
        })
    }

    /// Whether the person sits or interprets at a session of the mission.
    pub(super) fn is_at_a_session(&self, person: PersonId) -> bool {
        let mut firms = self.sessions.iter().flat_map(|one| &one.participants);
        firms.any(|firm| firm.people.contains(&person)) || self.interprets(person)
    }

    fn interprets(&self, person: PersonId) -> bool {
        let mut all = self.sessions.iter().flat_map(|one| &one.interpreters);
        all.any(|one| one.person == person)
    }

    /// The posts of a person.
    pub(super) fn posts_of(&self, person: PersonId) -> &[Post] {
        self.posts.get(&person).map_or(&[], Vec::as_slice)
    }

    fn note(&mut self, part: &Participation) {
        self.parts.insert((part.party, part.item));
        if let Some(organisation) = part.organisation {
            self.comes_for.insert((part.party, organisation));
        }
        let rank = part.rank.unwrap_or(0);
        match (part.side, part.item) {
            (Side::Home, None) => self.ranks.0 = self.ranks.0.max(rank),
            (Side::Host, Some(_)) => self.ranks.1 = self.ranks.1.max(rank),
            _ => {}
        }
    }
}

async fn records<R: Record>(reader: &mut Reader, filter: &Filter) -> Result<Vec<R>> {
    Ok(reader
        .list::<R>(filter)
        .await?
        .into_iter()
        .map(|one| one.record)
        .collect())
}

fn file<I: Copy + PartialEq>(index: &mut BTreeMap<String, Vec<I>>, names: &Names, id: I) {
    for name in names.all() {
        let bearers = index.entry(key(&name.text)).or_default();
        if !bearers.contains(&id) {
            bearers.push(id);
        }
    }
}

fn only<I: PartialEq>(mut found: impl Iterator<Item = I>) -> Option<I> {
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// Names are the same when they differ in case, spaces and full-width forms alone.
pub(super) fn key(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            c => c,
        })
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}
