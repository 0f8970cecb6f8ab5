//! Searching anew around a few of the changed meetings.

use super::limits::Limits;
use super::start::Root;
use super::tree::Tree;
use crate::random::Random;
use matchmaking::SlotId;
use matchmaking::change::Cost;

/// Most meetings that look for a place again at once.
const MOST: usize = 5;
/// Most steps of one round.
const ROUND: u64 = 1_500;

pub(super) struct Improver {
    random: Random,
}

impl Improver {
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
        }
    }

    /// Rounds until `steps` are used up: a few changed meetings that have to do with each other
    /// look for a place again, the others stay where the best timetable has them.
    pub fn rounds<const W: usize>(
        &mut self,
        tree: &mut Tree<'_, W>,
        root: &Root,
        best: &mut (Vec<Option<SlotId>>, Cost),
        steps: u64,
    ) {
        let until = tree.clock.steps.saturating_add(steps);
        while tree.clock.steps < until && tree.clock.halted().is_none() {
            root.reset(tree);
            let moved = root.moved(tree, &best.0);
            if moved.is_empty() {
                return;
            }
            let again = self.choose(tree, &moved);
            moved.iter().for_each(|&r| tree.vacate(r));
            tree.clear_homeless();
            for &r in moved.iter().filter(|r| !again.contains(r)) {
                tree.hold(r, best.0[r as usize]);
            }
            again.iter().for_each(|&r| tree.release(r));
            tree.know(best);
            tree.search(Limits::near(ROUND));
            *best = tree.best();
        }
    }

    /// One of the meetings by chance, and some that share a side with what was chosen, or others.
    fn choose<const W: usize>(&mut self, tree: &Tree<'_, W>, moved: &[u32]) -> Vec<u32> {
        let sides = tree.sides();
        let mut chosen = vec![moved[self.random.below(moved.len())]];
        let wanted = (1 + self.random.below(MOST)).min(moved.len());
        let mut tries = 0;
        while chosen.len() < wanted && tries < 40 {
            tries += 1;
            let next = moved[self.random.below(moved.len())];
            let near = |&r: &u32| {
                let (mine, other) = (sides[r as usize], sides[next as usize]);
                mine.iter().any(|side| other.contains(side))
            };
            if !chosen.contains(&next) && (tries > 20 || chosen.iter().any(near)) {
                chosen.push(next);
            }
        }
        chosen
    }
}
