//! A bound on the breaks of variant a from the tables: prices for slots.
//!
//! Everybody has to be busy in as many slots as it has meetings, and in each slot at most two
//! people sit at each table. If every busy person paid a price for the slot, nobody could have less
//! than its cheapest day of breaks and prices, and all together pay at most the full slots: so
//! the sum of the cheapest days less the price of all full slots bounds the breaks from below,
//! whatever the prices are (Lagrangean relaxation). A subgradient search looks for good ones.

use crate::bits::Bits;
use crate::model::Model;

/// Units of a break: prices are whole numbers of these, so that the bound is exact.
pub(crate) const UNIT: i64 = 1 << 16;
/// Most rounds of the search for prices, and most work in all of them: cells looked at.
const ROUNDS: usize = 400;
const WORK: usize = 4_000_000;
const FAR: i64 = i64::MAX / 4;

/// A day of one participant: what may and must be busy, and in how many slots.
pub(crate) struct Day<const W: usize> {
    pub open: Bits<W>,
    pub fixed: Bits<W>,
    pub need: usize,
}

/// Fewest breaks of all participants together, however many tables there are.
pub(crate) fn without_tables<const W: usize>(model: &Model<W>) -> u64 {
    fewest_breaks(model, 1)
}

/// Fewest breaks of all participants together with these tables.
pub(crate) fn with_tables<const W: usize>(model: &Model<W>) -> u64 {
    let cells: usize = (0..model.people)
        .map(|p| (model.requests_of[p].len() + 1) * model.slots)
        .sum();
    fewest_breaks(model, (WORK / cells.max(1)).clamp(1, ROUNDS))
}

/// Breaks that the one participant with the most of them has at least.
pub(crate) fn most_of_one<const W: usize>(model: &Model<W>) -> u64 {
    let (prices, border) = (vec![0; model.slots], borders(model));
    let mut table = Table::default();
    let mut breaks = |day: Day<W>| {
        let busy = &mut vec![0; model.slots];
        table.cheapest(&day, (&prices, &border), busy) / UNIT
    };
    let days = (0..model.people).filter_map(|p| day(model, p));
    let most = days.map(&mut breaks).max();
    most.map_or(0, |most| most.max(0) as u64)
}

/// Whether no break counts between each slot and the one before.
pub(crate) fn borders<const W: usize>(model: &Model<W>) -> Vec<bool> {
    let joined = |t: usize| model.segments.iter().any(|s| s.has(t) && s.has(t - 1));
    (0..model.slots).map(|t| t > 0 && !joined(t)).collect()
}

fn fewest_breaks<const W: usize>(model: &Model<W>, rounds: usize) -> u64 {
    let days: Vec<Day<W>> = (0..model.people).filter_map(|p| day(model, p)).collect();
    let seats: Vec<i64> = model.tables.iter().map(|&n| 2 * i64::from(n)).collect();
    let border = borders(model);
    let mut prices = vec![0; model.slots];
    let mut table = Table::default();
    let mut best = 0;
    for round in 0..rounds {
        let mut busy = vec![0_i64; model.slots];
        let paid: i64 = days
            .iter()
            .map(|day| table.cheapest(day, (&prices, &border), &mut busy))
            .sum();
        let full: i64 = prices.iter().zip(&seats).map(|(p, seats)| p * seats).sum();
        best = best.max(paid - full);
        // A price rises where too many want to be busy and falls where a seat would stay free.
        let step = UNIT as f64 / model.people.max(1) as f64 / (1.0 + round as f64 * 0.12);
        for ((price, busy), seats) in prices.iter_mut().zip(busy).zip(&seats) {
            let change = step * (busy - seats) as f64;
            *price = (*price + change as i64).max(0);
        }
    }
    (best + UNIT - 1).div_euclid(UNIT).max(0) as u64
}

/// The day of a participant of one person with meetings; others are free of breaks.
fn day<const W: usize>(model: &Model<W>, p: usize) -> Option<Day<W>> {
    let mine = &model.requests_of[p];
    if model.width[p] > 1 || mine.is_empty() {
        return None;
    }
    let mut day = Day {
        open: Bits::EMPTY,
        fixed: Bits::EMPTY,
        need: mine.len(),
    };
    for &r in mine {
        let domain = &model.domain[r as usize];
        day.open = day.open.or(domain);
        if domain.count() == 1 {
            day.fixed = day.fixed.or(domain);
        }
    }
    Some(day)
}

impl<const W: usize> Day<W> {
    /// What the cheapest day of each number of meetings costs, where there is one.
    pub fn costs(&self, (prices, border): (&[i64], &[bool])) -> Vec<Option<i64>> {
        let mut table = Table::default();
        table.fill(self, (prices, border));
        let counts = 0..=self.need;
        counts.map(|n| table.cost(self, prices.len(), n)).collect()
    }
}

/// Memory of the search for the cheapest day, kept from one to the next.
#[derive(Default)]
pub(crate) struct Table {
    /// For each slot, meetings so far and situation: the cost, and where it came from.
    cost: Vec<[i64; 3]>,
    from: Vec<[u8; 3]>,
}

/// Situations before a slot: nothing yet in this stretch, a pause after a meeting, in a meeting.
const NEW: usize = 0;
const PAUSE: usize = 1;
const BUSY: usize = 2;

impl Table {
    /// The cost of the cheapest day; adds its busy slots to `busy`. 0 if there is none.
    fn cheapest<const W: usize>(
        &mut self,
        day: &Day<W>,
        (prices, border): (&[i64], &[bool]),
        busy: &mut [i64],
    ) -> i64 {
        self.fill(day, (prices, border));
        let cheapest = self.cost(day, prices.len(), day.need);
        self.mark(day, prices.len(), day.need, busy);
        cheapest.unwrap_or(0)
    }

    /// Of the numbers of meetings, none above what the day needs, the one whose cheapest day costs
    /// least above its reward, with what the day costs; adds its busy slots to `busy`.
    pub fn cheapest_of<const W: usize>(
        &mut self,
        day: &Day<W>,
        (prices, border): (&[i64], &[bool]),
        (counts, reward): (&[usize], &dyn Fn(usize) -> i128),
        busy: &mut [i64],
    ) -> Option<(usize, i64)> {
        self.fill(day, (prices, border));
        let costs = counts
            .iter()
            .filter_map(|&n| Some((n, self.cost(day, prices.len(), n)?)));
        let best = costs.min_by_key(|&(n, cost)| i128::from(cost) - reward(n))?;
        self.mark(day, prices.len(), best.0, busy);
        Some(best)
    }

    /// Works out the cheapest ways to every slot with every number of meetings.
    fn fill<const W: usize>(&mut self, day: &Day<W>, (prices, border): (&[i64], &[bool])) {
        let (slots, width) = (prices.len(), day.need + 1);
        self.cost.clear();
        self.cost.resize((slots + 1) * width, [FAR; 3]);
        self.from.clear();
        self.from.resize((slots + 1) * width, [0; 3]);
        self.cost[0][NEW] = 0;
        for t in 0..slots {
            for n in 0..width {
                self.go_on(day, (t, n, width), border[t], prices[t]);
            }
        }
    }

    /// What the cheapest day of `n` meetings costs, where there is one.
    fn cost<const W: usize>(&self, day: &Day<W>, slots: usize, n: usize) -> Option<i64> {
        let cheapest = self.cost[slots * (day.need + 1) + n].into_iter().min()?;
        (cheapest < FAR).then_some(cheapest)
    }

    /// Adds the busy slots of the cheapest day of `n` meetings, if there is one.
    fn mark<const W: usize>(&self, day: &Day<W>, slots: usize, n: usize, busy: &mut [i64]) {
        let width = day.need + 1;
        let mut at = slots * width + n;
        let end = self.cost[at];
        let mut situation = if end[NEW] <= end[PAUSE].min(end[BUSY]) {
            NEW
        } else if end[PAUSE] <= end[BUSY] {
            PAUSE
        } else {
            BUSY
        };
        if end[situation] >= FAR {
            return;
        }
        for t in (0..slots).rev() {
            let was = self.from[at][situation] as usize;
            at -= width;
            if situation == BUSY {
                busy[t] += 1;
                at -= 1;
            }
            situation = was;
        }
    }

    /// From slot `t` with `n` meetings before it to the next slot, idle or busy.
    fn go_on<const W: usize>(
        &mut self,
        day: &Day<W>,
        (t, n, width): (usize, usize, usize),
        border: bool,
        price: i64,
    ) {
        for was in [NEW, PAUSE, BUSY] {
            let cost = self.cost[t * width + n][was];
            if cost >= FAR {
                continue;
            }
            let here = if border { NEW } else { was };
            if !day.fixed.has(t) {
                let idle = if here == NEW { NEW } else { PAUSE };
                self.reach(((t + 1) * width + n, idle), cost, was);
            }
            if day.open.has(t) && n + 1 < width {
                let again = if here == PAUSE { UNIT } else { 0 };
                self.reach(((t + 1) * width + n + 1, BUSY), cost + again + price, was);
            }
        }
    }

    fn reach(&mut self, (at, situation): (usize, usize), cost: i64, was: usize) {
        if cost < self.cost[at][situation] {
            self.cost[at][situation] = cost;
            self.from[at][situation] = was as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::trial::Trial;
    use matchmaking::{Draft, Participant, ParticipantId, Problem, Request, Table, Variant};

    /// The cheapest day by trying every set of busy slots.
    fn try_all(day: &Day<1>, prices: &[i64], border: &[bool]) -> i64 {
        let cost = |set: u64| {
            let busy = Bits::<1>([set]);
            let suits = busy.minus(&day.open).is_empty() && day.fixed.minus(&busy).is_empty();
            if !suits || busy.count() as usize != day.need {
                return None;
            }
            let (mut cost, mut had_run) = (0, false);
            for t in 0..prices.len() {
                had_run &= !border[t];
                if busy.has(t) {
                    let begins = t == 0 || border[t] || !busy.has(t - 1);
                    cost += prices[t] + if begins && had_run { UNIT } else { 0 };
                    had_run = true;
                }
            }
            Some(cost)
        };
        (0..1 << prices.len()).filter_map(cost).min().unwrap_or(0)
    }

    #[test]
    fn finds_the_cheapest_day() {
        let mut random = Random::new(11);
        let mut table = super::Table::default();
        for _ in 0..400 {
            let slots = 1 + random.below(7);
            let some = |random: &mut Random, one_in: usize| {
                (0..slots)
                    .filter(|_| random.once_in(one_in))
                    .fold(Bits::EMPTY, Bits::with)
            };
            let fixed = some(&mut random, 6);
            let day: Day<1> = Day {
                open: some(&mut random, 2).or(&some(&mut random, 2)).or(&fixed),
                fixed,
                need: random.below(slots + 1),
            };
            let prices: Vec<i64> = (0..slots)
                .map(|_| random.below(2 * UNIT as usize) as i64)
                .collect();
            let border: Vec<bool> = (0..slots).map(|t| t > 0 && random.once_in(5)).collect();
            let mut busy = vec![0; slots];
            let cheapest = table.cheapest(&day, (&prices, &border), &mut busy);
            assert_eq!(cheapest, try_all(&day, &prices, &border));
        }
    }

    /// Three who all meet each other at one table, in three slots: somebody waits in the middle.
    #[test]
    fn sees_that_a_table_is_missing() {
        let bound = |tables: usize| {
            let meet = |a, b| Request::between(ParticipantId(a), ParticipantId(b), 1, 1);
            let draft = Draft {
                name: "three".to_owned(),
                variant: Variant::HoldAll { fairness: None },
                slots: Draft::plain_slots(3),
                tables: vec![Table::default(); tables],
                participants: vec![Participant::single(); 3],
                requests: vec![meet(0, 1), meet(0, 2), meet(1, 2)],
                ..Draft::default()
            };
            with_tables(&Model::<1>::new(&Problem::new(draft).unwrap()))
        };
        assert_eq!((bound(1), bound(2)), (1, 0));
    }

    #[test]
    fn tables_never_lower_the_bound() {
        for seed in 0..20 {
            let trial = Trial {
                people: 12,
                slots: 6,
                tables: 2 + seed as usize % 3,
                requests: 24,
                two_groups: false,
                uneven: true,
            };
            let model = Model::<1>::new(&trial.problem(seed));
            assert!(with_tables(&model) >= without_tables(&model));
        }
    }
}
