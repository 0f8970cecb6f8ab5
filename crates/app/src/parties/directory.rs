//! The directory: lists of organisations and people.

use crate::caller::Caller;
use crate::error::Result;
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use crate::scope::{met_in, narrowed};
use crate::search::Sought;
use domain::access::{Action, Subject};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person, Post};
use domain::record::{Kind, Stored};
use std::collections::{BTreeMap, HashMap};
use store::directory::{Lines, Narrowing};
use store::{Deleted, Filter};
use uuid::Uuid;

/// Parties that a search shows on all pages together.
const SEARCHED: usize = 200;

/// What of the directory is asked for.
#[derive(Debug, Clone, Default)]
pub struct Directory<'a> {
    /// Organisations, people, or (none) both.
    pub kind: Option<Kind>,
    /// The words searched for; empty for all.
    pub text: &'a str,
    /// Only organisations of this kind.
    pub organisation_kind: Option<OrganisationKind>,
    /// Only organisations of this country.
    pub country: Option<&'a str>,
    /// Only parties whom nobody has identified.
    pub unresolved: bool,
    /// Only deleted ones, to bring them back.
    pub deleted: bool,
    /// How many come before the first one shown.
    pub skip: usize,
    /// At most so many.
    pub limit: usize,
}

impl<'a> Directory<'a> {
    fn narrowing(&self) -> Narrowing<'a> {
        Narrowing {
            class: self.organisation_kind.map(OrganisationKind::code),
            country: self.country,
            unresolved: self.unresolved,
        }
    }
}

/// One party of the directory.
#[derive(Debug, Clone)]
pub enum Entry {
    /// An organisation.
    Organisation(Box<Stored<Organisation>>),
    /// A person.
    Person(Box<Stored<Person>>),
}

impl Entry {
    /// All its names.
    pub fn names(&self) -> &Names {
        match self {
            Self::Organisation(one) => &one.record.names,
            Self::Person(one) => &one.record.names,
        }
    }

    /// Which party it is.
    pub fn party(&self) -> PartyRef {
        match self {
            Self::Organisation(one) => PartyRef::Organisation(one.record.id),
            Self::Person(one) => PartyRef::Person(one.record.id),
        }
    }

    /// Its version.
    pub fn version(&self) -> i64 {
        match self {
            Self::Organisation(one) => one.version,
            Self::Person(one) => one.version,
        }
    }
}

/// A page of the directory.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The parties of this page.
    pub entries: Vec<Entry>,
    /// How many there are on all pages.
    pub total: usize,
    /// The countries from which organisations are, by their codes, for a choice.
    pub countries: Vec<String>,
    /// The posts of the people on this page, the main one first.
    pub posts: BTreeMap<PersonId, Vec<Post>>,
    /// The organisations of these posts.
    pub organisations: HashMap<OrganisationId, Stored<Organisation>>,
}

impl App {
    /// A page of the directory.
    ///
    /// # Errors
    /// When the caller may not see parties of the kind asked for.
    pub async fn directory(&self, caller: &Caller, asked: &Directory<'_>) -> Result<Listing> {
        let mut look = self.look(caller).await?;
        if let Some(kind) = asked.kind {
            caller.ask(Action::View, Subject::Record(kind), None)?;
        }
        let kinds = look.visible(&match asked.kind {
            Some(kind) => vec![kind],
            None => vec![Kind::Organisation, Kind::Person],
        });
        let mut listing = if asked.text.trim().is_empty() {
            look.whole_directory(asked, &kinds).await?
        } else {
            look.searched_directory(asked, &kinds).await?
        };
        look.add_posts(&mut listing).await?;
        if kinds.contains(&Kind::Organisation) && caller.actor.only.is_none() {
            listing.countries = look.reader().countries().await?;
        }
        Ok(listing)
    }
}

impl Look<'_> {
    async fn searched_directory(
        &mut self,
        asked: &Directory<'_>,
        kinds: &[Kind],
    ) -> Result<Listing> {
        let sought = Sought {
            text: asked.text,
            kinds,
            narrowing: asked.narrowing(),
            limit: SEARCHED,
        };
        let found = self.search(&sought).await?;
        let shown = found.hits.iter().skip(asked.skip).take(asked.limit);
        let shown: Vec<_> = shown.map(|hit| (hit.kind, hit.id)).collect();
        Ok(Listing {
            entries: self.entries_of(&shown).await?,
            total: found.hits.len(),
            ..Listing::default()
        })
    }

    /// A page of the whole list in the order of the caller's language. Deleted parties have no
    /// line in the directory; their list is in the order of the store.
    async fn whole_directory(&mut self, asked: &Directory<'_>, kinds: &[Kind]) -> Result<Listing> {
        if asked.deleted {
            return self.deleted_parties(asked, kinds).await;
        }
        let caller = self.caller();
        let met = match caller.actor.only {
            Some(mission) => Some(met_in(caller, self.reader(), mission).await?),
            None => None,
        };
        let lines = Lines {
            kinds,
            narrowing: asked.narrowing(),
            among: met.as_deref(),
        };
        let total = self.reader().count_lines(&lines).await?;
        let page = (asked.skip, asked.limit);
        let shown = self.reader().lines(&lines, caller.language, page).await?;
        Ok(Listing {
            entries: self.entries_of(&shown).await?,
            total,
            ..Listing::default()
        })
    }

    /// The parties of these ids in their order.
    async fn entries_of(&mut self, shown: &[(Kind, Uuid)]) -> Result<Vec<Entry>> {
        let ids = |of: Kind| {
            let of_kind = shown.iter().filter(move |(kind, _)| *kind == of);
            of_kind.map(|(_, id)| *id)
        };
        let organisations: Vec<_> = ids(Kind::Organisation)
            .map(OrganisationId::from_uuid)
            .collect();
        let people: Vec<_> = ids(Kind::Person).map(PersonId::from_uuid).collect();
        let mut organisations = self
            .reader()
            .get_many::<Organisation>(&organisations)
            .await?;
        let mut people = self.reader().get_many::<Person>(&people).await?;
        let entries = shown.iter().filter_map(|(kind, id)| match kind {
            Kind::Organisation => organisations
                .remove(&OrganisationId::from_uuid(*id))
                .map(|one| Entry::Organisation(Box::new(one))),
            _ => people
                .remove(&PersonId::from_uuid(*id))
                .map(|one| Entry::Person(Box::new(one))),
        });
        Ok(entries.collect())
    }

    async fn deleted_parties(&mut self, asked: &Directory<'_>, kinds: &[Kind]) -> Result<Listing> {
        let all = Filter::all().deleted(Deleted::Only);
        let (mut skip, mut total, mut entries) = (asked.skip, 0, Vec::new());
        for kind in kinds {
            let count = match kind {
                Kind::Organisation => self.counted::<Organisation>(&all).await?,
                _ => self.counted::<Person>(&all).await?,
            };
            let room = asked.limit - entries.len();
            if room > 0 && skip < count {
                let page = all.clone().slice(skip, room);
                entries.extend(self.entries(&page, *kind).await?);
            }
            skip = skip.saturating_sub(count);
            total += count;
        }
        Ok(Listing {
            entries,
            total,
            ..Listing::default()
        })
    }

    async fn counted<R: Kept>(&mut self, filter: &Filter) -> Result<usize> {
        let caller = self.caller();
        let filter = narrowed(caller, self.reader(), R::KIND, filter).await?;
        let count = self.reader().count::<R>(&filter).await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    async fn entries(&mut self, filter: &Filter, kind: Kind) -> Result<Vec<Entry>> {
        let filter = filter.clone();
        Ok(match kind {
            Kind::Organisation => {
                let all = self.list::<Organisation>(filter).await?.into_iter();
                all.map(|one| Entry::Organisation(Box::new(one))).collect()
            }
            _ => {
                let all = self.list::<Person>(filter).await?.into_iter();
                all.map(|one| Entry::Person(Box::new(one))).collect()
            }
        })
    }

    async fn add_posts(&mut self, listing: &mut Listing) -> Result<()> {
        let people = listing.entries.iter().filter_map(|entry| match entry {
            Entry::Person(person) => Some(person.record.id.uuid()),
            Entry::Organisation(_) => None,
        });
        let people: Vec<_> = people.collect();
        if people.is_empty() {
            return Ok(());
        }
        let posts = Filter {
            parents: Some(people),
            ..Filter::all()
        };
        for post in self.reader().list::<Post>(&posts).await? {
            listing
                .posts
                .entry(post.record.person)
                .or_default()
                .push(post.record);
        }
        for posts in listing.posts.values_mut() {
            posts.sort_by_key(|post| (!post.main, post.from));
        }
        let organisations = listing
            .posts
            .values()
            .flatten()
            .filter_map(|post| post.organisation);
        let mut organisations: Vec<_> = organisations.collect();
        organisations.sort_unstable();
        organisations.dedup();
        listing.organisations = self.reader().get_many(&organisations).await?;
        Ok(())
    }
}
