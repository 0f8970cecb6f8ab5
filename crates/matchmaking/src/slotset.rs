//! A set of slots as bits.

use crate::ids::SlotId;

/// A set of slots; all sets of one problem have the same number of words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SlotSet {
    words: Vec<u64>,
}

impl SlotSet {
    /// The empty set for a problem with `slots` slots.
    #[must_use]
    pub fn empty(slots: usize) -> Self {
        Self {
            words: vec![0; slots.div_ceil(64)],
        }
    }

    /// The set of all `slots` slots.
    #[must_use]
    pub fn full(slots: usize) -> Self {
        let mut set = Self::empty(slots);
        for t in 0..slots {
            set.insert(SlotId::at(t));
        }
        set
    }

    /// Puts a slot in.
    pub fn insert(&mut self, slot: SlotId) {
        if let Some(word) = self.words.get_mut(slot.index() / 64) {
            *word |= 1 << (slot.index() % 64);
        }
    }

    /// Takes a slot out.
    pub fn remove(&mut self, slot: SlotId) {
        if let Some(word) = self.words.get_mut(slot.index() / 64) {
            *word &= !(1 << (slot.index() % 64));
        }
    }

    /// Whether the slot is in the set.
    #[must_use]
    pub fn contains(&self, slot: SlotId) -> bool {
        self.words
            .get(slot.index() / 64)
            .is_some_and(|word| word >> (slot.index() % 64) & 1 == 1)
    }

    /// Keeps only what is in `other` too.
    pub fn intersect(&mut self, other: &Self) {
        for (word, mask) in self.words.iter_mut().zip(&other.words) {
            *word &= mask;
        }
    }

    /// Takes out everything that is in `other`.
    pub fn subtract(&mut self, other: &Self) {
        for (word, mask) in self.words.iter_mut().zip(&other.words) {
            *word &= !mask;
        }
    }

    /// Whether nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// How many slots are in it.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words
            .iter()
            .map(|word| word.count_ones() as usize)
            .sum()
    }

    /// Whether everything in it is in `other`.
    #[must_use]
    pub fn within(&self, other: &Self) -> bool {
        self.words
            .iter()
            .zip(&other.words)
            .all(|(a, b)| a & !b == 0)
    }

    /// The slots in order.
    pub fn iter(&self) -> impl Iterator<Item = SlotId> + '_ {
        self.words.iter().enumerate().flat_map(|(i, &word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    SlotId::at(i * 64 + bit)
                })
            })
        })
    }

    /// The slots as a list.
    #[must_use]
    pub fn to_vec(&self) -> Vec<SlotId> {
        self.iter().collect()
    }

    /// The bits, 64 slots a word, first slot in the lowest bit.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behaves_like_a_set_beyond_one_word() {
        let mut set = SlotSet::empty(130);
        for t in [0, 63, 64, 129] {
            set.insert(SlotId(t));
        }
        assert_eq!(
            set.to_vec(),
            [SlotId(0), SlotId(63), SlotId(64), SlotId(129)]
        );
        assert_eq!(set.len(), 4);
        assert!(set.within(&SlotSet::full(130)) && !SlotSet::full(130).within(&set));
        set.remove(SlotId(64));
        assert!(
            !set.contains(SlotId(64)) && set.contains(SlotId(63)) && !set.contains(SlotId(500))
        );
        let mut rest = SlotSet::full(130);
        rest.subtract(&set);
        assert_eq!(rest.len(), 127);
        rest.intersect(&set);
        assert!(rest.is_empty());
    }
}
