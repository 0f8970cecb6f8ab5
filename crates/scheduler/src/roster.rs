//! A set of small numbers from which one can be drawn by chance.

use crate::random::Random;

const ABSENT: u32 = u32::MAX;

/// Putting in, taking out and drawing take constant time; the order is any, but reproducible.
#[derive(Debug, Clone)]
pub(crate) struct Roster {
    members: Vec<u32>,
    place: Vec<u32>,
}

impl Roster {
    /// The empty set of numbers below `size`.
    pub fn new(size: usize) -> Self {
        Self {
            members: Vec::new(),
            place: vec![ABSENT; size],
        }
    }

    /// Makes the number a member or not.
    #[inline]
    pub fn set(&mut self, number: u32, member: bool) {
        let place = self.place[number as usize];
        if member == (place != ABSENT) {
            return;
        }
        if member {
            self.place[number as usize] = self.members.len() as u32;
            self.members.push(number);
            return;
        }
        self.place[number as usize] = ABSENT;
        self.members.swap_remove(place as usize);
        if let Some(&moved) = self.members.get(place as usize) {
            self.place[moved as usize] = place;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// A member by chance.
    #[inline]
    pub fn draw(&self, random: &mut Random) -> Option<u32> {
        if self.members.is_empty() {
            return None;
        }
        Some(self.members[random.below(self.members.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behaves_like_a_set() {
        let mut roster = Roster::new(9);
        let mut twin = std::collections::BTreeSet::new();
        let mut random = Random::new(5);
        assert_eq!(roster.draw(&mut random), None);
        for _ in 0..500 {
            let number = random.below(9) as u32;
            let member = random.once_in(2);
            roster.set(number, member);
            if member {
                twin.insert(number);
            } else {
                twin.remove(&number);
            }
            let mut members = roster.members.clone();
            members.sort_unstable();
            assert!(members.iter().eq(&twin));
            assert_eq!(roster.draw(&mut random).is_some(), !twin.is_empty());
        }
    }
}
