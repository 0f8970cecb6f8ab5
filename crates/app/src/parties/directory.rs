//! The directory: lists of organisations and people.

use crate::caller::Caller;
use crate::error::Result;
use crate::kept::Kept;
use crate::look::Look;
use crate::office::App;
use crate::scope::narrowed;
use crate::search::Sought;
use domain::access::{Action, Subject};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::language::Language;
use domain::names::Names;
use domain::parties::{Organisation, OrganisationKind, PartyRef, Person, Post};
use domain::record::{Kind, Stored};
use std::collections::{BTreeMap, HashMap};
use store::{Deleted, Filter};

/// Parties that are sorted by the reader's alphabet; longer lists keep the store's order.
const COLLATED: usize = 3_000;
/// Parties looked at when a search is narrowed further.
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

    fn fits(&self, asked: &Directory<'_>) -> bool {
        let narrowed = asked.organisation_kind.is_some() || asked.country.is_some();
        let fits = match self {
            Self::Organisation(one) => {
                asked
                    .organisation_kind
                    .is_none_or(|kind| kind == one.record.kind)
                    && asked
                        .country
                        .is_none_or(|c| one.record.country.as_deref() == Some(c))
            }
            Self::Person(_) => !narrowed,
        };
        fits && (!asked.unresolved || self.names().is_unresolved())
    }
}

/// A page of the directory.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The parties of this page.
    pub entries: Vec<Entry>,
    /// How many there are on all pages.
    pub total: usize,
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
            limit: SEARCHED,
        };
        let found = self.search(&sought).await?;
        let ids_of = |kind: Kind| {
            found
                .hits
                .iter()
                .filter(move |h| h.kind == kind)
                .map(|h| h.id)
        };
        let organisations: Vec<_> = ids_of(Kind::Organisation)
            .map(OrganisationId::from_uuid)
            .collect();
        let people: Vec<_> = ids_of(Kind::Person).map(PersonId::from_uuid).collect();
        let mut organisations = self
            .reader()
            .get_many::<Organisation>(&organisations)
            .await?;
        let mut people = self.reader().get_many::<Person>(&people).await?;
        let entries = found.hits.iter().filter_map(|hit| match hit.kind {
            Kind::Organisation => organisations
                .remove(&OrganisationId::from_uuid(hit.id))
                .map(|one| Entry::Organisation(Box::new(one))),
            _ => people
                .remove(&PersonId::from_uuid(hit.id))
                .map(|one| Entry::Person(Box::new(one))),
        });
        let entries: Vec<Entry> = entries.filter(|entry| entry.fits(asked)).collect();
        Ok(page_of(entries, asked))
    }

    async fn whole_directory(&mut self, asked: &Directory<'_>, kinds: &[Kind]) -> Result<Listing> {
        let deleted = if asked.deleted {
            Deleted::Only
        } else {
            Deleted::Hidden
        };
        let all = Filter::all().deleted(deleted);
        let mut total = 0;
        for kind in kinds {
            total += match kind {
                Kind::Organisation => self.counted::<Organisation>(&all).await?,
                _ => self.counted::<Person>(&all).await?,
            };
        }
        let narrowed =
            asked.unresolved || asked.organisation_kind.is_some() || asked.country.is_some();
        if narrowed || total <= COLLATED {
            let mut entries = self.entries(&all, kinds).await?;
            entries.retain(|entry| entry.fits(asked));
            return Ok(page_of(entries, asked));
        }
        let (mut skip, mut entries) = (asked.skip, Vec::new());
        for kind in kinds {
            let room = asked.limit - entries.len();
            let count = match kind {
                Kind::Organisation => self.counted::<Organisation>(&all).await?,
                _ => self.counted::<Person>(&all).await?,
            };
            if room > 0 && skip < count {
                let page = all.clone().slice(skip, room);
                entries.extend(self.entries(&page, &[*kind]).await?);
            }
            skip = skip.saturating_sub(count);
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

    async fn entries(&mut self, filter: &Filter, kinds: &[Kind]) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for kind in kinds {
            match kind {
                Kind::Organisation => {
                    let all = self.list::<Organisation>(filter.clone()).await?;
                    entries.extend(
                        all.into_iter()
                            .map(|one| Entry::Organisation(Box::new(one))),
                    );
                }
                _ => {
                    let all = self.list::<Person>(filter.clone()).await?;
                    entries.extend(all.into_iter().map(|one| Entry::Person(Box::new(one))));
                }
            }
        }
        Ok(entries)
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

fn page_of(entries: Vec<Entry>, asked: &Directory<'_>) -> Listing {
    Listing {
        total: entries.len(),
        entries,
        ..Listing::default()
    }
    .cut(asked)
}

impl Listing {
    /// Sorts the entries as a reader expects, if the list is held whole and is not the answer to
    /// a search, then cuts out the page asked for.
    fn cut(mut self, asked: &Directory<'_>) -> Self {
        let from = asked.skip.min(self.entries.len());
        let to = (from + asked.limit).min(self.entries.len());
        if asked.text.trim().is_empty() {
            self.entries
                .sort_by_cached_key(|entry| names::fold(&entry.names().display(Language::En).text));
        }
        self.entries = self.entries.drain(from..to).collect();
        self
    }
}
