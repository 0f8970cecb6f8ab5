//! Fixed-size sets of slots, `W` words of 64.

use crate::random::Random;

/// A set of slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bits<const W: usize>(pub [u64; W]);

impl<const W: usize> Bits<W> {
    pub const EMPTY: Self = Self([0; W]);

    #[inline]
    pub fn with(mut self, slot: usize) -> Self {
        self.0[slot / 64] |= 1 << (slot % 64);
        self
    }

    #[inline]
    pub fn without(mut self, slot: usize) -> Self {
        self.0[slot / 64] &= !(1 << (slot % 64));
        self
    }

    #[inline]
    pub fn has(&self, slot: usize) -> bool {
        self.0[slot / 64] >> (slot % 64) & 1 == 1
    }

    #[inline]
    pub fn and(mut self, other: &Self) -> Self {
        for w in 0..W {
            self.0[w] &= other.0[w];
        }
        self
    }

    #[inline]
    pub fn or(mut self, other: &Self) -> Self {
        for w in 0..W {
            self.0[w] |= other.0[w];
        }
        self
    }

    #[inline]
    pub fn minus(mut self, other: &Self) -> Self {
        for w in 0..W {
            self.0[w] &= !other.0[w];
        }
        self
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    #[inline]
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// Every slot moved one later; the last of all falls out.
    #[inline]
    pub fn later(&self) -> Self {
        let mut out = *self;
        let mut carry = 0;
        for w in 0..W {
            out.0[w] = self.0[w] << 1 | carry;
            carry = self.0[w] >> 63;
        }
        out
    }

    /// Every slot moved one earlier.
    #[inline]
    pub fn earlier(&self) -> Self {
        let mut out = *self;
        let mut carry = 0;
        for w in (0..W).rev() {
            out.0[w] = self.0[w] >> 1 | carry;
            carry = self.0[w] << 63;
        }
        out
    }

    /// Number of maximal runs of consecutive slots.
    #[inline]
    pub fn runs(&self) -> u32 {
        self.minus(&self.later()).count()
    }

    /// Number of slots from the first to the last.
    #[inline]
    pub fn span(&self) -> u32 {
        let word = |w: &(usize, &u64)| *w.1 != 0;
        let first = self.0.iter().enumerate().find(word);
        let last = self.0.iter().enumerate().rfind(word);
        match (first, last) {
            (Some((a, first)), Some((b, last))) => {
                64 * b as u32 + 64 - last.leading_zeros() - 64 * a as u32 - first.trailing_zeros()
            }
            _ => 0,
        }
    }

    /// Length of the longest run of consecutive slots.
    #[inline]
    pub fn longest_run(&self) -> u32 {
        let (mut longest, mut run) = (0, 0);
        for &word in &self.0 {
            let (mut rest, mut left) = (word, 64);
            loop {
                let ones = rest.trailing_ones();
                run += ones;
                longest = longest.max(run);
                left -= ones;
                if left == 0 {
                    break;
                }
                // What follows the ones is at least one zero, to the end of the word or not.
                run = 0;
                rest >>= ones;
                let zeros = rest.trailing_zeros().min(left);
                left -= zeros;
                if left == 0 {
                    break;
                }
                rest >>= zeros;
            }
        }
        longest
    }

    /// The slots in order.
    #[inline]
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..W).flat_map(move |w| {
            let mut rest = self.0[w];
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    w * 64 + bit
                })
            })
        })
    }

    /// A slot of the set by chance.
    #[inline]
    pub fn pick(&self, random: &mut Random) -> Option<usize> {
        let count = self.count() as usize;
        if count == 0 {
            return None;
        }
        self.iter().nth(random.below(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<const W: usize>(slots: &[usize]) -> Bits<W> {
        slots.iter().fold(Bits::EMPTY, |set, &slot| set.with(slot))
    }

    #[test]
    fn runs_cross_words() {
        assert_eq!(of::<1>(&[0, 1, 3, 5, 6]).runs(), 3);
        assert_eq!(of::<2>(&[62, 63, 64, 65]).runs(), 1);
        assert_eq!(of::<2>(&[63, 65]).runs(), 2);
        assert_eq!(of::<2>(&[]).runs(), 0);
    }

    /// Slot by slot.
    fn longest_run<const W: usize>(set: &Bits<W>) -> u32 {
        let (mut longest, mut run) = (0, 0);
        for slot in 0..W * 64 {
            run = if set.has(slot) { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        longest
    }

    #[test]
    fn finds_the_longest_run() {
        let mut random = Random::new(3);
        assert_eq!(Bits::<1>([u64::MAX]).longest_run(), 64);
        assert_eq!(Bits::<2>([u64::MAX, 7]).longest_run(), 67);
        assert_eq!(Bits::<2>([0, u64::MAX]).longest_run(), 64);
        for _ in 0..2000 {
            let dense = random.next() | random.next();
            let sparse = random.next() & random.next();
            let (one, two) = (Bits([sparse]), Bits([dense | random.next(), dense]));
            assert_eq!(one.longest_run(), longest_run(&one));
            assert_eq!(two.longest_run(), longest_run(&two));
        }
    }

    #[test]
    fn spans_from_first_to_last() {
        let mut random = Random::new(5);
        assert_eq!(Bits::<2>::EMPTY.span(), 0);
        assert_eq!(of::<2>(&[3]).span(), 1);
        for _ in 0..2000 {
            let words = [0; 2].map(|_: u64| 1 << random.below(64) | 1 << random.below(64));
            for set in [Bits(words), Bits([words[0], 0]), Bits([0, words[1]])] {
                let slots: Vec<usize> = set.iter().collect();
                assert_eq!(set.span() as usize, slots[slots.len() - 1] - slots[0] + 1);
            }
        }
    }

    #[test]
    fn shifts_cross_words() {
        assert_eq!(of::<2>(&[0, 63]).later(), of(&[1, 64]));
        assert_eq!(of::<2>(&[64, 0]).earlier(), of(&[63]));
    }

    #[test]
    fn sets_behave() {
        let set = of::<2>(&[3, 70]);
        assert!(set.has(70) && !set.has(69));
        assert_eq!(set.iter().collect::<Vec<_>>(), [3, 70]);
        assert_eq!(set.without(3).or(&of(&[1])).minus(&of(&[70])), of(&[1]));
        assert!(set.and(&of(&[4])).is_empty());
        let mut random = Random::new(1);
        assert!((0..20).all(|_| set.pick(&mut random).is_some_and(|slot| set.has(slot))));
        assert_eq!(of::<1>(&[]).pick(&mut random), None);
    }
}
