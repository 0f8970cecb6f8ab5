//! Clashes in a programme: somebody or some room is needed in two places at once, or an item
//! lies outside the days of its city.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{ItemId, LegId, PersonId};
use domain::parties::PartyRef;
use domain::programme::{Item, Participation, ParticipationState, Role};
use domain::time::When;
use jiff::Timestamp;

use super::Dossier;

/// What an item clashes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClashOver {
    /// A person takes part in another item at the same time.
    Person {
        /// Who.
        person: PersonId,
        /// The other item.
        other: ItemId,
    },
    /// Another item is in the same room at the same time.
    Room {
        /// The other item.
        other: ItemId,
    },
    /// It lies outside the days of its city.
    Outside {
        /// The leg of the city.
        leg: LegId,
    },
}

/// A clash, told of one item; the other item of a pair has its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The item.
    pub item: ItemId,
    /// What it clashes over.
    pub over: ClashOver,
}

/// An item that occupies people and its room for a known time.
struct Busy<'a> {
    item: &'a Item,
    start: Timestamp,
    end: Timestamp,
}

impl Dossier {
    pub(super) fn find_clashes(&self) -> Vec<Clash> {
        let mut busy: Vec<Busy<'_>> = self
            .items
            .iter()
            .filter(|item| item.state.is_live() && !item.state.is_held())
            .filter_map(|item| {
                let (start, end) = item.when.moments()?;
                Some(Busy { item, start, end })
            })
            .collect();
        busy.sort_by_key(|busy| busy.start);
        let people = self.people_by_item();
        let mut clashes = BTreeSet::new();
        for (at, one) in busy.iter().enumerate() {
            // Sorted by start: whoever starts after this end cannot overlap, nor can the rest.
            for two in busy[at + 1..].iter().take_while(|two| two.start < one.end) {
                pair(one.item, two.item, &people, &mut clashes);
            }
        }
        clashes.extend(self.items.iter().filter_map(|item| self.outside(item)));
        clashes.into_iter().collect()
    }

    /// How many pairs of items clash, and items that lie outside their city's days.
    #[must_use]
    pub fn clash_count(&self) -> usize {
        let clashes = self.clashes();
        let pairs: BTreeSet<(ItemId, Option<ItemId>)> = clashes
            .iter()
            .map(|clash| match clash.over {
                ClashOver::Person { other, .. } | ClashOver::Room { other } => {
                    (clash.item.min(other), Some(clash.item.max(other)))
                }
                ClashOver::Outside { .. } => (clash.item, None),
            })
            .collect();
        pairs.len()
    }

    fn people_by_item(&self) -> BTreeMap<ItemId, BTreeSet<PersonId>> {
        let mut people: BTreeMap<ItemId, BTreeSet<PersonId>> = BTreeMap::new();
        for part in &self.participations {
            if let (Some(item), Some(person)) = (part.item, needed(part)) {
                people.entry(item).or_default().insert(person);
            }
        }
        people
    }

    fn outside(&self, item: &Item) -> Option<Clash> {
        if !item.state.is_live() || item.state.is_held() {
            return None;
        }
        if !matches!(item.when, When::Exact { .. } | When::Day { .. }) {
            return None;
        }
        let leg = self.leg(item.leg?)?;
        let (first, last) = (leg.when.first_day()?, leg.when.last_day()?);
        let (from, to) = (item.when.first_day()?, item.when.last_day()?);
        (from < first || to > last).then_some(Clash {
            item: item.id,
            over: ClashOver::Outside { leg: leg.id },
        })
    }
}

/// The person whose presence a participation asks for.
fn needed(part: &Participation) -> Option<PersonId> {
    let party = match (&part.state, part.role) {
        (_, Role::Mentioned)
        | (ParticipationState::Declined { .. } | ParticipationState::Absent, _) => return None,
        (ParticipationState::Substituted { by }, _) => *by,
        _ => part.party,
    };
    match party {
        PartyRef::Person(person) => Some(person),
        PartyRef::Organisation(_) => None,
    }
}

fn pair(
    one: &Item,
    two: &Item,
    people: &BTreeMap<ItemId, BTreeSet<PersonId>>,
    clashes: &mut BTreeSet<Clash>,
) {
    let mut both = |over: &dyn Fn(ItemId) -> ClashOver| {
        for (item, other) in [(one.id, two.id), (two.id, one.id)] {
            let over = over(other);
            clashes.insert(Clash { item, over });
        }
    };
    if let (Some(here), Some(there)) = (people.get(&one.id), people.get(&two.id)) {
        for &person in here.intersection(there) {
            both(&|other| ClashOver::Person { person, other });
        }
    }
    let room = |item: &Item| item.room.trim().to_lowercase();
    let same_place = one.leg == two.leg && one.venue == two.venue;
    if !room(one).is_empty() && room(one) == room(two) && same_place {
        both(&|other| ClashOver::Room { other });
    }
}
