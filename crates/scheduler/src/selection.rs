//! Which requests to hold, slots apart: the heaviest b-matching, its weight and its prices.
//!
//! Each participant has as many places as it can hold meetings, and all together have the table
//! places. Where the requests join two groups (buyers and sellers), the heaviest flow from one to
//! the other is a selection of whole requests; otherwise every participant stands on both sides,
//! and the flow is twice a fractional selection, whose parts are none, half and whole.

use crate::bound::limit;
use crate::flow::Network;
use crate::model::Model;

/// The heaviest selection, and what it says about each request and participant.
pub(crate) struct Selection {
    /// No timetable holds more weight.
    pub weight: u64,
    /// Halves of each request that are selected: 0, 1 or 2.
    pub halves: Vec<u8>,
    /// Twice the weight that holding each request brings above the price of its places.
    pub gain: Vec<i64>,
    /// Whether a place of the participant has a price of its own: none should be left empty.
    pub dear: Vec<bool>,
}

/// Selects. When `give_up` says so, the weight is still a bound, and the rest advice.
pub(crate) fn select<const W: usize>(
    model: &Model<W>,
    give_up: &mut dyn FnMut() -> bool,
) -> Selection {
    let groups = two_groups(model);
    let (left, right) = (2, 2 + model.people);
    let mut network = Network::new(2 + 2 * model.people);
    let group = |p: usize| groups.as_ref().map(|groups| groups[p]);
    for p in 0..model.people {
        let limit = u32::try_from(limit(model, p)).unwrap_or(u32::MAX);
        if group(p) != Some(true) {
            network.join(0, left + p, limit, 0);
        }
        if group(p) != Some(false) {
            network.join(right + p, 1, limit, 0);
        }
    }
    let mut heaviest = 1;
    let mut arcs = Vec::with_capacity(2 * model.sides.len());
    for (r, sides) in model.sides.iter().enumerate() {
        if model.domain[r].is_empty() {
            continue;
        }
        let [a, b] = sides.map(|side| side as usize);
        heaviest = heaviest.max(model.weight[r]);
        for (a, b) in [(a, b), (b, a)] {
            if group(a) != Some(true) {
                arcs.push((r, network.join(left + a, right + b, 1, model.weight[r])));
            }
        }
    }
    let places: u64 = model.tables.iter().map(|&n| u64::from(n)).sum();
    let (amount, share) = if groups.is_some() {
        (places, 2)
    } else {
        (places.saturating_mul(2), 1)
    };
    let behind = right..right + model.people;
    let flow = network.heaviest(amount, heaviest, behind, give_up);
    let mut halves = vec![0; model.sides.len()];
    for (r, arc) in arcs {
        halves[r] += network.carried(arc) as u8 * share;
    }
    let prices = Prices::of(&network, &groups, (left, right), model.people);
    Selection {
        weight: flow.weight * u64::from(share) / 2,
        halves,
        gain: model
            .sides
            .iter()
            .zip(&model.weight)
            .map(|([a, b], &weight)| {
                2 * i64::from(weight) - prices.both(*a) - prices.both(*b) - prices.table
            })
            .collect(),
        dear: (0..model.people as u32)
            .map(|p| prices.both(p) > 0)
            .collect(),
    }
}

/// Twice what a place of a participant, and a table place, is worth at the margin.
pub(crate) struct Prices {
    pub twice: Vec<i64>,
    pub table: i64,
}

impl Prices {
    pub fn of(
        network: &Network,
        groups: &Option<Vec<bool>>,
        (left, right): (usize, usize),
        people: usize,
    ) -> Self {
        let to_source = |p: usize| (network.potential(left + p) - network.potential(0)).max(0);
        let to_sink = |p: usize| (network.potential(1) - network.potential(right + p)).max(0);
        let twice = (0..people)
            .map(|p| match groups {
                Some(groups) if groups[p] => 2 * to_sink(p),
                Some(_) => 2 * to_source(p),
                None => to_source(p) + to_sink(p),
            })
            .collect();
        let table = 2 * network.marginal().max(0);
        Self { twice, table }
    }

    fn both(&self, p: u32) -> i64 {
        self.twice[p as usize]
    }
}

/// A split of the participants into two groups without requests inside, if there is one.
pub(crate) fn two_groups<const W: usize>(model: &Model<W>) -> Option<Vec<bool>> {
    let mut group: Vec<Option<bool>> = vec![None; model.people];
    let mut queue = Vec::new();
    for start in 0..model.people {
        if group[start].is_some() {
            continue;
        }
        group[start] = Some(false);
        queue.push(start);
        while let Some(p) = queue.pop() {
            for &r in &model.requests_of[p] {
                let [a, b] = model.sides[r as usize].map(|side| side as usize);
                let other = a + b - p;
                match group[other] {
                    None => {
                        group[other] = group[p].map(|side| !side);
                        queue.push(other);
                    }
                    known if known == group[p] => return None,
                    Some(_) => {}
                }
            }
        }
    }
    Some(group.into_iter().map(|side| side == Some(true)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moves::Scratch;
    use crate::random::Random;
    use crate::state::State;
    use crate::trial::Trial;

    /// The heaviest set of requests within the places, by trying all.
    fn try_all(model: &Model<1>, r: usize, left: &mut Vec<usize>, tables: usize) -> u64 {
        if r == model.sides.len() {
            return 0;
        }
        let without = try_all(model, r + 1, left, tables);
        let [a, b] = model.sides[r].map(|side| side as usize);
        if tables == 0 || left[a] == 0 || left[b] == 0 || model.domain[r].is_empty() {
            return without;
        }
        left[a] -= 1;
        left[b] -= 1;
        let with = u64::from(model.weight[r]) + try_all(model, r + 1, left, tables - 1);
        left[a] += 1;
        left[b] += 1;
        with.max(without)
    }

    fn small(two_groups: bool, seed: u64) -> Trial {
        Trial {
            people: 6 + seed as usize % 3,
            slots: 2,
            tables: 2 + seed as usize % 3,
            requests: 14,
            two_groups,
            uneven: true,
        }
    }

    #[test]
    fn is_as_heavy_as_trying_all_says_in_two_groups_and_no_lighter_in_one() {
        for seed in 0..40 {
            for two in [true, false] {
                let trial = small(two, seed);
                let model = Model::<1>::new(&trial.problem(seed));
                let mut left: Vec<usize> = (0..model.people).map(|p| limit(&model, p)).collect();
                let best = try_all(&model, 0, &mut left, 2 * trial.tables);
                let selection = select(&model, &mut || false);
                let held: u64 = selection
                    .halves
                    .iter()
                    .zip(&model.weight)
                    .map(|(&halves, &weight)| u64::from(halves) * u64::from(weight))
                    .sum();
                assert_eq!(held / 2, selection.weight, "seed {seed}");
                assert!(selection.weight >= best, "seed {seed}");
                if two {
                    assert_eq!(selection.weight, best, "seed {seed}");
                    assert!(selection.halves.iter().all(|&halves| halves != 1));
                }
            }
        }
    }

    #[test]
    fn prices_prove_the_weight() {
        for seed in 0..40 {
            let model = Model::<1>::new(&small(seed % 2 == 0, seed).problem(seed));
            let selection = select(&model, &mut || false);
            let possible = |(r, _): &(usize, &u8)| !model.domain[*r].is_empty();
            for (r, &halves) in selection.halves.iter().enumerate().filter(possible) {
                let gain = selection.gain[r];
                assert!(gain <= 0 || halves == 2, "seed {seed}: {r} is worth more");
                assert!(gain >= 0 || halves == 0, "seed {seed}: {r} is not worth it");
            }
        }
    }

    #[test]
    fn two_groups_without_absences_hold_the_whole_selection() {
        for seed in 0..20 {
            let trial = Trial {
                people: 60,
                slots: 8,
                tables: 12 + seed as usize % 8,
                requests: 500,
                two_groups: true,
                uneven: false,
            };
            let mut model = Model::<1>::new(&trial.problem(seed));
            let selection = select(&model, &mut || false);
            let weight = selection.weight;
            model.follow(selection);
            let mut state = State::empty(&model);
            let (mut scratch, mut random) = (Scratch::default(), Random::new(seed));
            crate::greedy::colour(&mut state, (&mut scratch.chain, &mut random));
            let all: u64 = model.weight.iter().map(|&w| u64::from(w)).sum();
            assert_eq!(all - state.score.lost, weight, "seed {seed}");
        }
    }
}
