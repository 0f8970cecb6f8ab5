//! Search over everything by any name in any script.

use crate::caller::Caller;
use crate::error::{AppError, Result};
use crate::find::Heading;
use crate::index::Card;
use crate::look::Look;
use crate::office::App;
use crate::scope::{is_confined, met_in};
use domain::access::{Action, Subject};
use domain::ids::{MissionId, TypedId};
use domain::missions::Mission;
use domain::record::{Kind, Stored};
use names::Query;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use store::directory::Narrowing;
use store::search::{Hit as Indexed, SearchQuery};
use uuid::Uuid;

/// Hits asked of the index for every one shown: some may have no page.
const SPARE: usize = 2;

/// What somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct Sought<'a> {
    /// The words, in any script.
    pub text: &'a str,
    /// Only these kinds; none means all.
    pub kinds: &'a [Kind],
    /// Only parties that are so.
    pub narrowing: Narrowing<'a>,
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
    /// See [`App::search`]. The index answers; of records only the missions of the hits are read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search(&mut self, sought: &Sought<'_>) -> Result<Found> {
        let query = names::query_tokens(sought.text);
        let kinds = self.visible(sought.kinds);
        if kinds.is_empty() || query.is_empty() {
            return Ok(Found::default());
        }
        let mut indexed = self.indexed(&query, &kinds, sought).await?;
        indexed.retain(|hit| {
            let mission = hit.mission.map(MissionId::from_uuid);
            self.caller()
                .may(Action::View, Subject::Record(hit.kind), mission)
        });
        let (shown, missions) = self.alive(&indexed, sought.limit).await?;
        let mut cards = self.reader().cards(shown.iter().copied()).await?;
        let mut hits = Vec::with_capacity(shown.len());
        for hit in &shown {
            if let Some(card) = cards.remove(&hit.record) {
                hits.push(hit_of(hit, Card::read(&card)?));
            }
        }
        Ok(Found {
            more: indexed.len() > hits.len(),
            hits,
            missions,
            query,
        })
    }

    /// What the index finds: more than are shown, because some may be left out.
    async fn indexed(
        &mut self,
        query: &Query,
        kinds: &[Kind],
        sought: &Sought<'_>,
    ) -> Result<Vec<Indexed>> {
        let mut asked = SearchQuery {
            groups: &query.groups,
            typed: Some(query),
            kinds,
            mission: self.caller().actor.only.map(|m| m.uuid()),
            narrowing: sought.narrowing,
            among: None,
            limit: sought.limit * SPARE,
        };
        let Some(only) = self.caller().actor.only else {
            return Ok(self.reader().search(&asked).await?);
        };
        // Somebody who is let into one mission meets its records and the parties these name.
        let (parties, others): (Vec<Kind>, Vec<Kind>) =
            kinds.iter().partition(|kind| is_confined(**kind));
        let met = met_in(self.caller(), self.reader(), only).await?;
        let mut found = Vec::new();
        for (kinds, among) in [(&parties, Some(&*met)), (&others, None)] {
            if !kinds.is_empty() {
                asked.kinds = kinds;
                asked.among = among;
                found.extend(self.reader().search(&asked).await?);
            }
        }
        Ok(found)
    }

    /// The first hits that have a page, with their missions: what belongs to a deleted mission
    /// has none.
    async fn alive<'h>(
        &mut self,
        indexed: &'h [Indexed],
        limit: usize,
    ) -> Result<(Vec<&'h Indexed>, BTreeMap<MissionId, Stored<Mission>>)> {
        let (mut alive, mut missions) = (Vec::new(), BTreeMap::new());
        for some in indexed.chunks(limit.max(1)) {
            let ids = some.iter().filter_map(|hit| hit.mission);
            let ids: BTreeSet<MissionId> = ids.map(MissionId::from_uuid).collect();
            let unread: Vec<MissionId> = ids
                .into_iter()
                .filter(|id| !missions.contains_key(id))
                .collect();
            if !unread.is_empty() {
                missions.extend(self.missions(&unread).await?);
            }
            let lives = |hit: &&Indexed| {
                hit.mission
                    .is_none_or(|id| missions.contains_key(&MissionId::from_uuid(id)))
            };
            alive.extend(some.iter().filter(lives).take(limit - alive.len()));
            if alive.len() == limit {
                break;
            }
        }
        Ok((alive, missions))
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

fn hit_of(hit: &Indexed, card: Card) -> Hit {
    Hit {
        kind: hit.kind,
        id: hit.record,
        mission: hit.mission.map(MissionId::from_uuid),
        parent: card.parent,
        heading: card.heading,
        texts: card.texts,
    }
}
