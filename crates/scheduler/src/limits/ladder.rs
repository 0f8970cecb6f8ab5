//! The fairest way to share out places, as if everybody could meet with whom it wants.

use matchmaking::Share;
use matchmaking::goals::Satisfied;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::RangeInclusive;

/// What one more meeting makes of a participant's share.
#[derive(PartialEq, Eq)]
struct Rung {
    now: Share,
    next: Share,
    who: usize,
}

impl Ord for Rung {
    /// The smallest share comes first; of equal ones, the one that is greatest with a meeting more.
    fn cmp(&self, other: &Self) -> Ordering {
        let by_share = other.now.compare(self.now);
        by_share
            .then(self.next.compare(other.next))
            .then(other.who.cmp(&self.who))
    }
}

impl PartialOrd for Rung {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The best satisfied shares where each has so many meetings of so many requests, and all together have
/// no more than `places`: whoever has least gets the next place, as long as there are some. As long as
/// somebody is left at the smallest share, a place is worth nothing elsewhere; and where they do not
/// suffice for all who are, as many as can be are lifted, to the greatest shares.
pub(super) fn fairest(
    meetings: &[RangeInclusive<usize>],
    wholes: &[usize],
    places: u64,
) -> Satisfied {
    let share = |part: usize, whole: usize| Share {
        part: part as u64,
        whole: whole as u64,
    };
    let mut held: Vec<usize> = meetings.iter().map(|range| *range.start()).collect();
    let rung = |held: &[usize], who: usize| {
        let (now, whole) = (held[who], wholes[who]);
        (now < *meetings[who].end()).then(|| Rung {
            now: share(now, whole),
            next: share(now + 1, whole),
            who,
        })
    };
    let everybody = 0..held.len();
    let mut heap: BinaryHeap<Rung> = everybody.filter_map(|who| rung(&held, who)).collect();
    let mut left = places.saturating_sub(held.iter().sum::<usize>() as u64);
    while left > 0
        && let Some(Rung { who, .. }) = heap.pop()
    {
        held[who] += 1;
        left -= 1;
        heap.extend(rung(&held, who));
    }
    let all = held.iter().zip(wholes);
    Satisfied::of(all.map(|(&part, &whole)| share(part, whole)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    /// The best shares by trying every way to share out.
    fn try_all(
        (meetings, wholes): (&[RangeInclusive<usize>], &[usize]),
        left: u64,
        held: &mut Vec<usize>,
        best: &mut Option<Satisfied>,
    ) {
        let Some(range) = meetings.get(held.len()) else {
            let share = |(&part, &whole): (&usize, &usize)| Share {
                part: part as u64,
                whole: whole as u64,
            };
            let found = Satisfied::of(held.iter().zip(wholes).map(share));
            let better = |best: &Satisfied| found.compare(best) == Ordering::Less;
            if best.as_ref().is_none_or(better) {
                *best = Some(found);
            }
            return;
        };
        for part in range.clone().filter(|&part| part as u64 <= left) {
            held.push(part);
            try_all((meetings, wholes), left - part as u64, held, best);
            held.pop();
        }
    }

    #[test]
    fn no_way_to_share_out_is_fairer() {
        let mut random = Random::new(3);
        let mut scarce = 0;
        for _ in 0..500 {
            let wholes: Vec<usize> = (0..5).map(|_| 1 + random.below(5)).collect();
            let range = |whole: &usize| {
                let most = random.below(whole + 1);
                random.below(most + 1)..=most
            };
            let meetings: Vec<_> = wholes.iter().map(range).collect();
            let least: usize = meetings.iter().map(|range| *range.start()).sum();
            let most: usize = meetings.iter().map(|range| *range.end()).sum();
            let places = (least + random.below(8)) as u64;
            scarce += u32::from(places < most as u64);
            let mut best = None;
            try_all((&meetings, &wholes), places, &mut Vec::new(), &mut best);
            assert_eq!(Some(fairest(&meetings, &wholes, places)), best);
        }
        assert!(scarce > 100, "{scarce}");
    }
}
