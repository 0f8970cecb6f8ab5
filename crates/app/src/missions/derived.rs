//! What pages ask of a dossier again and again: worked out once, when first asked for, and kept
//! with it on the shelf.

use super::{Clash, Dossier};
use domain::ids::ItemId;
use domain::language::Language;
use domain::parties::PartyRef;
use domain::programme::Participation;
use domain::record::Stored;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The answers that are there already.
#[derive(Debug, Default)]
pub(super) struct Derived {
    clashes: OnceLock<Vec<Clash>>,
    parts: OnceLock<HashMap<ItemId, Vec<usize>>>,
    takers: [OnceLock<Vec<PartyRef>>; Language::ALL.len()],
}

impl Dossier {
    /// All clashes, by item. What was held, was cancelled or is postponed clashes with nothing:
    /// there is nothing left to decide.
    #[must_use]
    pub fn clashes(&self) -> &[Clash] {
        self.derived().clashes.get_or_init(|| self.find_clashes())
    }

    /// Who takes part in an item, in order of rank.
    pub fn part_in(&self, item: ItemId) -> impl Iterator<Item = &Stored<Participation>> {
        let parts = self.derived().parts.get_or_init(|| {
            let mut parts: HashMap<ItemId, Vec<usize>> = HashMap::new();
            for (at, part) in self.participations.iter().enumerate() {
                if let Some(item) = part.item {
                    parts.entry(item).or_default().push(at);
                }
            }
            parts
        });
        let here = parts.get(&item).into_iter().flatten();
        here.map(|at| &self.participations[*at])
    }

    /// Everybody who takes part in some item, each once, in the order of their names in a
    /// language.
    #[must_use]
    pub fn takers(&self, language: Language) -> &[PartyRef] {
        let slot = Language::ALL.iter().position(|one| *one == language);
        self.derived().takers[slot.unwrap_or_default()].get_or_init(|| {
            let parts = self.participations.iter();
            let parties: BTreeSet<PartyRef> = parts
                .filter(|part| part.item.is_some())
                .map(|part| part.party)
                .collect();
            let mut parties: Vec<PartyRef> = parties.into_iter().collect();
            i18n::collate::sort_by_name(language, &mut parties, |party| {
                self.name_of(*party, language).to_owned()
            });
            parties
        })
    }
}
