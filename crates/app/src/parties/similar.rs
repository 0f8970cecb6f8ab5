//! Parties whose names sound or look alike: suggestions, never decisions.

use crate::caller::Caller;
use crate::error::Result;
use crate::find::Heading;
use crate::index::Card;
use crate::office::App;
use crate::scope::met_in;
use domain::access::{Action, Subject};
use domain::ids::{OrganisationId, PersonId, TypedId};
use domain::names::Names;
use domain::parties::PartyRef;
use domain::record::Kind;
use names::Group;
use std::collections::BTreeMap;
use store::search::SearchQuery;
use uuid::Uuid;

pub use names::Reason;

/// Parties of the index that are compared.
const COMPARED: usize = 300;
/// Words of the index that are asked for at once.
const WORDS: usize = 120;

/// A party whose name resembles another.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The party.
    pub party: PartyRef,
    /// All its names.
    pub names: Names,
    /// The name that came closest.
    pub name: String,
    /// How close, 0 to 1; not a probability.
    pub score: f64,
    /// Why, the weightiest reason first.
    pub reasons: Vec<Reason>,
}

impl App {
    /// The parties of a kind whose names resemble any of these texts, the likest first.
    ///
    /// # Errors
    /// When the caller may not see parties of this kind.
    pub async fn alike(
        &self,
        caller: &Caller,
        kind: Kind,
        texts: &[&str],
        except: Option<PartyRef>,
    ) -> Result<Vec<Alike>> {
        caller.ask(Action::View, Subject::Record(kind), None)?;
        let mut look = self.look(caller).await?;
        let only = caller.actor.only;
        let met = match only {
            Some(mission) => Some(met_in(caller, look.reader(), mission).await?),
            None => None,
        };
        let mut hits = Vec::new();
        for words in words_of(texts) {
            // The nearer ones come first; the others fill up what room is left.
            let asked = SearchQuery {
                groups: &words,
                kinds: &[kind],
                among: met.as_deref(),
                limit: COMPARED - hits.len().min(COMPARED),
                ..SearchQuery::default()
            };
            hits.extend(look.reader().search(&asked).await?);
        }
        let mut parties = Vec::with_capacity(hits.len());
        let mut cards = look.reader().cards(&hits).await?;
        for hit in hits {
            // A party of both tiers has its card taken by the first.
            let Some(card) = cards.remove(&hit.record) else {
                continue;
            };
            if let Heading::Names(names) = Card::read(&card)?.heading {
                parties.push((party_of(hit.kind, hit.record), names));
            }
        }
        Ok(scored(texts, &parties, except))
    }
}

pub(super) fn party_of(kind: Kind, id: Uuid) -> PartyRef {
    match kind {
        Kind::Person => PartyRef::Person(PersonId::from_uuid(id)),
        _ => PartyRef::Organisation(OrganisationId::from_uuid(id)),
    }
}

/// What to ask the index for: one group for near names, one for farther ones.
fn words_of(texts: &[&str]) -> Vec<[Group; 1]> {
    let mut tiers = [Group::default(), Group::default()];
    for text in texts {
        for (tier, query) in tiers.iter_mut().zip(names::similar(text)) {
            for term in query.groups.into_iter().flat_map(|g| g.alternatives) {
                if tier.alternatives.len() < WORDS && !tier.alternatives.contains(&term) {
                    tier.alternatives.push(term);
                }
            }
        }
    }
    let asked = tiers
        .into_iter()
        .filter(|tier| !tier.alternatives.is_empty());
    asked.map(|tier| [tier]).collect()
}

fn scored(texts: &[&str], parties: &[(PartyRef, Names)], except: Option<PartyRef>) -> Vec<Alike> {
    let mut best: BTreeMap<PartyRef, Alike> = BTreeMap::new();
    let others = || parties.iter().filter(|(party, _)| Some(*party) != except);
    for text in texts {
        for suggestion in names::suggest(text, others().map(|(party, names)| (*party, names))) {
            let known = best.get(&suggestion.key).map_or(0.0, |alike| alike.score);
            let names = others().find(|(party, _)| *party == suggestion.key);
            if let (true, Some((party, names))) = (suggestion.score > known, names) {
                let alike = Alike {
                    party: *party,
                    names: names.clone(),
                    name: suggestion.name,
                    score: suggestion.score,
                    reasons: suggestion.reasons,
                };
                best.insert(*party, alike);
            }
        }
    }
    let mut all: Vec<Alike> = best.into_values().collect();
    all.sort_by(|a, b| b.score.total_cmp(&a.score));
    all
}
