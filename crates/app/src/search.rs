//! Search over everything by any name in any script.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::find::Heading;
use crate::kept::Kept;
use crate::kinds::with_kind;
use crate::look::Look;
use crate::office::App;
use domain::access::{Action, Subject};
use domain::ids::{MissionId, TypedId};
use domain::language::Script;
use domain::missions::Mission;
use domain::record::{Kind, Record, Stored};
use names::Query;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use store::search::{Hit as Indexed, SearchQuery};
use uuid::Uuid;

/// Hits fetched from the index for every one shown: the recheck may reject some.
const SPARE: usize = 2;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Sought<'a> {
    /// The words, in any script.
    pub text: &'a str,
    /// Only these kinds; none means all.
    pub kinds: &'a [Kind],
    /// At most so many.
    pub limit: usize,
}

/// A record that answers a search.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: Uuid,
    /// Its mission, if it belongs to one.
    pub mission: Option<MissionId>,
    /// Its parent, as its links name it.
    pub parent: Option<Uuid>,
    /// What it is called.
    pub heading: Heading,
    /// All texts by which it is found.
    pub texts: Vec<String>,
}

/// The answer to a search.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The hits, the closest first.
    pub hits: Vec<Hit>,
    /// The missions to which they belong.
    pub missions: BTreeMap<MissionId, Stored<Mission>>,
    /// Whether there may be more than were fetched.
    pub more: bool,
    query: Query,
}

impl Found {
    /// The byte ranges of a text that answer the search, in order.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        names::highlights(&self.query, text)
    }

    /// The text by which a hit was found, where its heading for the reader does not show it.
    pub fn found_by<'a>(&self, hit: &'a Hit, shown: &str) -> Option<&'a str> {
        if !self.marks(shown).is_empty() {
            return None;
        }
        let texts = hit.texts.iter().filter(|text| *text != shown);
        texts
            .max_by_key(|text| self.covered(text))
            .map(String::as_str)
            .filter(|t| self.covered(t) > 0)
    }

    fn covered(&self, text: &str) -> usize {
        self.marks(text).iter().map(ExactSizeIterator::len).sum()
    }
}

impl App {
    /// Finds records by any of their names, in any script, begun or whole.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search(&self, caller: &Caller, sought: &Sought<'_>) -> Result<Found> {
        self.look(caller).await?.search(sought).await
    }
}

impl Look<'_> {
    /// See [`App::search`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search(&mut self, sought: &Sought<'_>) -> Result<Found> {
        let query = names::query_tokens(sought.text);
        let kinds = self.visible(sought.kinds);
        if kinds.is_empty() || query.is_empty() {
            return Ok(Found::default());
        }
        let limit = sought.limit * SPARE;
        let only = self.caller().actor.only.map(|m| m.uuid());
        let asked = SearchQuery {
            groups: &query.groups,
            kinds: &kinds,
            mission: only,
            limit,
        };
        let indexed = self.reader().search(&asked).await?;
        let more = indexed.len() == limit;
        let mut hits = self.load(&indexed).await?;
        hits.retain(|hit| {
            let texts = hit.texts.iter().map(|t| (t.as_str(), Script::guess(t)));
            names::matches(&query, texts)
        });
        let missions = self.missions_of(&hits).await?;
        // What belongs to a deleted mission has no page.
        hits.retain(|hit| {
            hit.mission
                .is_none_or(|mission| missions.contains_key(&mission))
        });
        let wanted = names::fold(sought.text);
        hits.sort_by_key(|hit| closeness(hit, &wanted));
        let more = more || hits.len() > sought.limit;
        hits.truncate(sought.limit);
        Ok(Found {
            hits,
            missions,
            more,
            query,
        })
    }

    /// The kinds among these that the caller may see; none asked means all.
    pub(crate) fn visible(&self, kinds: &[Kind]) -> Vec<Kind> {
        let all = if kinds.is_empty() { &Kind::ALL } else { kinds };
        let may = |kind: &Kind| {
            let mission = self.caller().actor.only;
            self.caller()
                .may(Action::View, Subject::Record(*kind), mission)
        };
        all.iter().copied().filter(may).collect()
    }

    /// The records behind hits of the index, in their order; those that the caller may not see
    /// are left out.
    async fn load(&mut self, indexed: &[Indexed]) -> Result<Vec<Hit>> {
        let mut of_kind: BTreeMap<Kind, Vec<Uuid>> = BTreeMap::new();
        for hit in indexed {
            of_kind.entry(hit.kind).or_default().push(hit.record);
        }
        let mut loaded: HashMap<Uuid, Hit> = HashMap::new();
        for (kind, ids) in of_kind {
            with_kind!(kind, R => {
                let ids: Vec<_> = ids.into_iter().map(<R as Record>::Id::from_uuid).collect();
                let records = self.reader().get_many::<R>(&ids).await?;
                for stored in records.into_values() {
                    let subject = Subject::Record(kind);
                    let mission = stored.record.mission();
                    if self.caller().may(Action::View, subject, mission) {
                        let hit = hit_of(&stored.record);
                        loaded.insert(hit.id, hit);
                    }
                }
            });
        }
        Ok(indexed
            .iter()
            .filter_map(|hit| loaded.remove(&hit.record))
            .collect())
    }

    async fn missions_of(&mut self, hits: &[Hit]) -> Result<BTreeMap<MissionId, Stored<Mission>>> {
        let mut ids: Vec<MissionId> = hits.iter().filter_map(|hit| hit.mission).collect();
        ids.sort_unstable();
        ids.dedup();
        self.missions(&ids).await
    }

    /// Missions by their ids; deleted ones are left out.
    pub(crate) async fn missions(
        &mut self,
        ids: &[MissionId],
    ) -> Result<BTreeMap<MissionId, Stored<Mission>>> {
        let found = self
            .reader()
            .get_many::<Mission>(ids)
            .await
            .map_err(AppError::from)?;
        Ok(found.into_iter().collect())
    }
}

fn hit_of<R: Kept>(record: &R) -> Hit {
    let found = record.findable().unwrap_or_default();
    Hit {
        kind: R::KIND,
        id: record.id().uuid(),
        mission: record.mission(),
        parent: record.links().parent,
        heading: found.heading,
        texts: found.texts,
    }
}

/// Whole names before begun ones before the rest; parties and missions before what they did.
fn closeness(hit: &Hit, wanted: &str) -> (u8, Kind) {
    let rank = |text: &String| {
        let folded = names::fold(text);
        if folded == wanted {
            0
        } else if folded.starts_with(wanted) {
            1
        } else {
            2
        }
    };
    (hit.texts.iter().map(rank).min().unwrap_or(2), hit.kind)
}
