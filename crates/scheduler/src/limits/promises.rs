//! Fewest promises that are missed, and most weight while they are kept.
//!
//! Both come from the network of `selection`: a request joins its two sides, and no side has more
//! than its meetings. A kept promise is a unit of weight by itself: a must on its request, each of
//! the promised meetings on the first places of a participant. With a price λ on promises, twice
//! the heaviest flow V(λ) bounds the weight w of every timetable that keeps k of them, because
//! w + λk ≤ V(λ) whatever λ is (Lagrangean relaxation).

use super::chosen::Split;
use super::places::matched;
use crate::flow::Network;
use crate::model::Model;
use crate::selection::{Prices, two_groups};
use matchmaking::conflict::Demand;
use matchmaking::{ParticipantId, RequestId};
use std::collections::HashSet;

/// Prices of a promise that are tried, in the weights of the heaviest request.
const PRICES: [u32; 3] = [0, 2, 40];
/// Most rounds for one flow.
const ROUNDS: u32 = 300;

/// What is proved of promises and of weight.
pub(super) struct Promises {
    /// All that is promised.
    promised: u64,
    /// At least so many are missed.
    pub missed: u64,
    /// Prices of a promise, with twice what weight and kept promises are at most worth.
    worth: Vec<(u32, u64)>,
    /// The greatest weight that was known before.
    known: u64,
    /// How each price splits the worth of requests between their sides.
    pub splits: Vec<Split>,
}

impl Promises {
    /// Works them out; no timetable holds more weight than `known`. `most` are the most meetings
    /// of each participant. When `give_up` says so, what is proved is weaker, and true.
    pub fn of<const W: usize>(
        model: &Model<W>,
        most: &[usize],
        known: u64,
        give_up: &mut dyn FnMut() -> bool,
    ) -> Self {
        let shortfalls = model.minimum.iter().zip(most);
        let hopeless: u64 = shortfalls
            .map(|(&promised, &most)| u64::from(promised).saturating_sub(most as u64))
            .sum();
        let musts = model.must.iter().filter(|must| **must).count() as u64;
        let minimums: u64 = model.minimum.iter().map(|&n| u64::from(n)).sum();
        let promised = musts + minimums;
        let mut of = Self {
            promised,
            missed: 0,
            worth: Vec::new(),
            known,
            splits: Vec::new(),
        };
        let heaviest = model.weight.iter().copied().max().unwrap_or(1).max(1);
        if promised > 0 {
            let kept = greatest(model, most, (0, 1), give_up).0 / 2;
            let one_side = musts - places_for_musts(model).min(musts);
            of.missed = promised.saturating_sub(kept).max(one_side + hopeless);
        }
        for price in PRICES {
            if promised > 0 || price == 0 {
                let price = price * heaviest;
                let (worth, split) = greatest(model, most, (1, price), give_up);
                of.worth.push((price, worth));
                of.splits.push(split);
            }
        }
        of
    }

    /// No timetable that misses at most so many promises holds more weight.
    pub fn weight(&self, missed: u64) -> u64 {
        let kept = u128::from(self.promised.saturating_sub(missed));
        let weight = |&(price, twice): &(u32, u64)| {
            let paid = 2 * u128::from(price) * kept;
            let twice = u128::from(twice).saturating_sub(paid);
            u64::try_from(twice / 2).unwrap_or(u64::MAX)
        };
        let weights = self.worth.iter().map(weight);
        weights.fold(self.known, u64::min)
    }
}

/// Twice what a timetable is at most worth, when a unit of weight is worth `unit` and a kept
/// promise `price`; and how the prices of places split that.
fn greatest<const W: usize>(
    model: &Model<W>,
    most: &[usize],
    (unit, price): (u32, u32),
    give_up: &mut dyn FnMut() -> bool,
) -> (u64, Split) {
    let groups = two_groups(model);
    let (left, right) = (2, 2 + model.people);
    let mut network = Network::new(2 + 2 * model.people);
    let group = |p: usize| groups.as_ref().map(|groups| groups[p]);
    for (p, &most) in most.iter().enumerate() {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let promised = model.minimum[p].min(most);
        for (room, worth) in [(promised, price), (most - promised, 0)] {
            if group(p) != Some(true) {
                network.join(0, left + p, room, worth);
            }
            if group(p) != Some(false) {
                network.join(right + p, 1, room, worth);
            }
        }
    }
    let mut heaviest = 0;
    for (r, sides) in model.sides.iter().enumerate() {
        if model.domain[r].is_empty() {
            continue;
        }
        let worth = model.weight[r] * unit + if model.must[r] { price } else { 0 };
        heaviest = heaviest.max(worth);
        let [a, b] = sides.map(|side| side as usize);
        for (a, b) in [(a, b), (b, a)] {
            if group(a) != Some(true) {
                network.join(left + a, right + b, 1, worth);
            }
        }
    }
    let layers = [price, heaviest, price].map(i64::from);
    (left..right).for_each(|node| network.begin_at(node, -layers[0]));
    (right..right + model.people).for_each(|node| network.begin_at(node, -layers[0] - layers[1]));
    network.begin_at(1, -layers.iter().sum::<i64>());
    let places: u64 = model.tables.iter().map(|&n| u64::from(n)).sum();
    let share = if groups.is_some() { 2 } else { 1 };
    let mut rounds = 0;
    let mut enough = || {
        rounds += 1;
        rounds > ROUNDS || give_up()
    };
    let flow = network.heaviest_from(places.saturating_mul(2) / share, &mut enough);
    let prices = Prices::of(&network, &groups, (left, right), model.people);
    let split = Split {
        promise: price,
        place: prices.twice,
        table: prices.table,
    };
    (flow.weight.saturating_mul(share), split)
}

/// How many musts can be held when each asks only one of its sides for time, the one that is in
/// want of it, and every slot for a table.
fn places_for_musts<const W: usize>(model: &Model<W>) -> u64 {
    let asked = asked_sides(model);
    let seats = 2 + model.sides.len();
    let slots = seats + model.people * model.slots;
    let mut network = Network::new(slots + model.slots);
    for (seat, &people) in model.capacity.iter().enumerate() {
        network.join(seats + seat, slots + seat % model.slots, people.into(), 0);
    }
    for (t, &tables) in model.tables.iter().enumerate() {
        network.join(slots + t, 1, tables, 0);
    }
    for (r, p) in asked {
        network.join(0, 2 + r, 1, 1);
        for t in model.domain[r].iter() {
            network.join(2 + r, seats + p * model.slots + t, 1, 0);
        }
    }
    // Every way to the sink brings one.
    (1..slots + model.slots).for_each(|node| network.begin_at(node, -1));
    network.heaviest_from(u64::MAX, &mut || false).weight
}

/// Each must with the side that is asked for time: the one of which more musts contradict each
/// other, or that has more of them.
fn asked_sides<const W: usize>(model: &Model<W>) -> Vec<(usize, usize)> {
    let want: Vec<(usize, usize)> = (0..model.people)
        .map(|p| {
            let mine = model.requests_of[p].iter().copied();
            let musts: Vec<u32> = mine.filter(|&r| model.must[r as usize]).collect();
            (musts.len() - matched(model, p, &musts), musts.len())
        })
        .collect();
    let musts = (0..model.sides.len()).filter(|&r| model.must[r]);
    let asked = |r: usize| {
        let [a, b] = model.sides[r].map(|side| side as usize);
        (r, if want[b] > want[a] { b } else { a })
    };
    musts.map(asked).collect()
}

/// Promises of participants who cannot keep all that they are asked for, whatever others do: at
/// least how many of them are missed, and which they are. Each stands with one participant only.
pub(super) fn crowds<const W: usize>(model: &Model<W>, most: &[usize]) -> (u64, HashSet<Demand>) {
    let (mut missed, mut crowded) = (0, HashSet::new());
    let mut of: Vec<Vec<u32>> = vec![Vec::new(); model.people];
    for (r, p) in asked_sides(model) {
        of[p].push(r as u32);
    }
    for (p, musts) in of.iter().enumerate() {
        let fit = matched(model, p, musts);
        if fit < musts.len() {
            missed += (musts.len() - fit) as u64;
            crowded.extend(musts.iter().map(|&r| Demand::Meeting(RequestId(r))));
        }
        let promised = u64::from(model.minimum[p]);
        if promised > most[p] as u64 {
            missed += promised - most[p] as u64;
            crowded.insert(Demand::Minimum(ParticipantId::at(p)));
        }
    }
    (missed, crowded)
}
