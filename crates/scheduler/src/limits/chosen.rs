//! What follows where requests are left out, from how much weight is held at least.
//!
//! A request is worth its weight, and a price beside it if it is a must; a kept minimum is worth that
//! price for each of its meetings. The worth is split between the two sides, by the prices of their
//! places in the heaviest selection (`selection`), so that what each takes at most by itself adds up
//! to little more than what all hold together. Who holds so much in all can then fall short of its own
//! best only by what is left over: that tells which requests are held in any case, which in none, and
//! how many meetings each has. The cheapest days of so many meetings, with prices for slots as in
//! `prices` and a price for what is missing of the worth, bound the breaks from below, whatever these
//! prices are (Lagrangean relaxation).

use super::ladder;
use crate::bits::Bits;
use crate::model::Model;
use crate::prices::{self, Day, UNIT};
use matchmaking::Share;
use matchmaking::goals::Satisfied;
use std::ops::RangeInclusive;

/// Most rounds of the search for prices, and most work in all of them: cells looked at.
const ROUNDS: usize = 300;
const WORK: usize = 4_000_000;

/// How much is held and missed: every timetable in question holds no less, and misses no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Budget {
    /// Least weight.
    pub weight: u64,
    /// Most promises that are missed.
    pub missed: u64,
}

/// One way to split the worth of requests between their sides.
pub(super) struct Split {
    /// What a kept promise is worth beside weight.
    pub promise: u32,
    /// Twice the price of a place of each participant.
    pub place: Vec<i64>,
    /// Twice the price of a place at a table.
    pub table: i64,
}

/// A participant and its requests.
struct Side {
    /// Whether it holds one meeting at a time, so that it can have breaks.
    alone: bool,
    most: usize,
    minimum: usize,
    requests: Vec<u32>,
}

/// All that the limits need of a problem.
pub(super) struct Chosen {
    sides: Vec<Side>,
    pairs: Vec<[u32; 2]>,
    weight: Vec<u32>,
    must: Vec<bool>,
    domain: Vec<Bits<64>>,
    /// Places for people, slot by slot; and all places at tables.
    seats: Vec<i64>,
    border: Vec<bool>,
    splits: Vec<Split>,
    promised: u64,
}

/// What holds for every timetable within a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proved {
    /// Fewest breaks of all.
    pub breaks: u64,
    /// Fewest breaks of the one with the most.
    pub most_breaks: u64,
    /// No satisfied shares are better at any position.
    pub shares: Satisfied,
    /// No satisfied shares are better.
    pub fairest: Satisfied,
    /// Fewest and most meetings of each participant.
    pub meetings: Vec<RangeInclusive<usize>>,
}

/// What is known of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Held,
    Out,
}

/// What is known of the meetings of one participant: `worth[n]` is the most that n of them are worth,
/// `None` where there cannot be n.
struct Choice {
    worth: Vec<Option<i64>>,
    best: i64,
}

impl Choice {
    fn counts(&self, short: i64) -> impl Iterator<Item = usize> + '_ {
        let enough = move |(_, worth): &(usize, &Option<i64>)| {
            worth.is_some_and(|worth| worth + short >= self.best)
        };
        self.worth.iter().enumerate().filter(enough).map(|(n, _)| n)
    }

    fn range(&self, short: i64) -> RangeInclusive<usize> {
        let mut counts = self.counts(short);
        let first = counts.next().unwrap_or(0);
        first..=counts.last().unwrap_or(first)
    }
}

/// A split with what it says within a budget.
struct Reading<'s> {
    split: &'s Split,
    /// What all together are worth at least, the price of tables taken off.
    needed: i64,
    fates: Vec<Fate>,
    /// Whether every promise is kept.
    firm: bool,
    choices: Vec<Choice>,
}

impl Chosen {
    /// `most` are the most meetings of each participant.
    pub fn of<const W: usize>(model: &Model<W>, most: &[usize], splits: Vec<Split>) -> Self {
        let side = |p: usize| Side {
            alone: model.width[p] < 2,
            most: most[p].min(model.requests_of[p].len()),
            minimum: model.minimum[p] as usize,
            requests: model.requests_of[p].clone(),
        };
        let wide = |bits: &Bits<W>| bits.iter().fold(Bits::EMPTY, Bits::with);
        let musts = model.must.iter().filter(|must| **must).count() as u64;
        Self {
            sides: (0..model.people).map(side).collect(),
            pairs: model.sides.clone(),
            weight: model.weight.clone(),
            must: model.must.clone(),
            domain: model.domain.iter().map(wide).collect(),
            seats: model.tables.iter().map(|&n| 2 * i64::from(n)).collect(),
            border: prices::borders(model),
            splits,
            promised: musts + model.minimum.iter().map(|&n| u64::from(n)).sum::<u64>(),
        }
    }

    /// What holds for every timetable within the budget.
    pub fn within(&self, budget: Budget) -> Proved {
        let short = |reading: &Reading<'_>| self.short(reading);
        let readings = self.splits.iter().map(|split| self.read(split, budget));
        let Some(closest) = readings.min_by_key(short) else {
            return self.nothing();
        };
        // Nothing is within a budget that asks too much: then there is nothing to say.
        let short = self.short(&closest);
        if short < 0 {
            return self.nothing();
        }
        let meetings: Vec<_> = closest.choices.iter().map(|one| one.range(short)).collect();
        let mut days = self.days(&closest, &meetings);
        let most_breaks = days.iter_mut().map(|(p, day)| {
            let costs = day.costs((&vec![0; self.seats.len()], &self.border));
            let counts = closest.choices[*p].counts(short);
            counts.filter_map(|n| costs[n]).min().unwrap_or(0) / UNIT
        });
        let most_of_one = most_breaks.max().unwrap_or(0).max(0) as u64;
        let breaks = self.breaks(&closest, &mut days);
        let on_average = breaks.div_ceil(days.len().max(1) as u64);
        Proved {
            breaks,
            most_breaks: most_of_one.max(on_average),
            shares: self.shares(&meetings),
            fairest: self.fairest(&meetings),
            meetings,
        }
    }

    /// The budget of every timetable.
    pub const fn any(&self) -> Budget {
        Budget {
            weight: 0,
            missed: self.promised,
        }
    }

    /// What holds for every timetable.
    pub fn nothing(&self) -> Proved {
        let all = |side: &Side| 0..=side.most;
        let meetings: Vec<_> = self.sides.iter().map(all).collect();
        Proved {
            breaks: 0,
            most_breaks: 0,
            shares: self.shares(&meetings),
            fairest: self.fairest(&meetings),
            meetings,
        }
    }

    fn fairest(&self, meetings: &[RangeInclusive<usize>]) -> Satisfied {
        let wholes: Vec<usize> = self.sides.iter().map(|side| side.requests.len()).collect();
        let places: i64 = self.seats.iter().sum();
        ladder::fairest(meetings, &wholes, places.unsigned_abs())
    }

    fn shares(&self, meetings: &[RangeInclusive<usize>]) -> Satisfied {
        let share = |(side, meetings): (&Side, &RangeInclusive<usize>)| Share {
            part: *meetings.end() as u64,
            whole: side.requests.len() as u64,
        };
        Satisfied::of(self.sides.iter().zip(meetings).map(share))
    }

    /// How far all together may fall short of the best of each.
    fn short(&self, reading: &Reading<'_>) -> i64 {
        reading.choices.iter().map(|one| one.best).sum::<i64>() - reading.needed
    }

    fn read<'s>(&self, split: &'s Split, budget: Budget) -> Reading<'s> {
        let kept = self.promised.saturating_sub(budget.missed);
        let worth = i128::from(budget.weight) + i128::from(split.promise) * i128::from(kept);
        let places: i64 = self.seats.iter().sum();
        let needed = 4 * worth - i128::from(split.table) * i128::from(places);
        let mut reading = Reading {
            split,
            needed: i64::try_from(needed).unwrap_or(i64::MIN / 4),
            fates: vec![Fate::Open; self.pairs.len()],
            firm: budget.missed == 0,
            choices: Vec::new(),
        };
        for (r, domain) in self.domain.iter().enumerate() {
            if domain.is_empty() {
                reading.fates[r] = Fate::Out;
            } else if reading.firm && self.must[r] {
                reading.fates[r] = Fate::Held;
            }
        }
        reading.choices = self.choices(&reading);
        self.decide(&mut reading);
        reading.choices = self.choices(&reading);
        reading
    }

    fn choices(&self, reading: &Reading<'_>) -> Vec<Choice> {
        let all = 0..self.sides.len();
        all.map(|p| self.choice(reading, p, None)).collect()
    }

    /// What so many meetings of a participant are worth, one request taken to be held or out.
    fn choice(&self, reading: &Reading<'_>, p: usize, supposed: Option<(u32, Fate)>) -> Choice {
        let side = &self.sides[p];
        let fate = |r: u32| match supposed {
            Some((supposed, fate)) if supposed == r => fate,
            _ => reading.fates[r as usize],
        };
        let (mut held, mut open) = (Vec::new(), Vec::new());
        for &r in &side.requests {
            match fate(r) {
                Fate::Held => held.push(self.part(reading.split, r, p)),
                Fate::Open => open.push(self.part(reading.split, r, p)),
                Fate::Out => {}
            }
        }
        open.sort_unstable_by(|a, b| b.cmp(a));
        let least = held.len().max(if reading.firm { side.minimum } else { 0 });
        let promise = 4 * i64::from(reading.split.promise);
        let mut worth = vec![None; side.most + 1];
        let mut sum: i64 = held.iter().sum();
        for n in held.len()..=side.most.min(held.len() + open.len()) {
            if n > held.len() {
                sum += open[n - held.len() - 1];
            }
            let kept = promise * n.min(side.minimum) as i64;
            let tables = reading.split.table * n as i64;
            worth[n] = (n >= least).then_some(sum + kept - tables);
        }
        let best = worth.iter().flatten().max().copied();
        Choice {
            worth,
            best: best.unwrap_or(i64::MIN / 1_000_000),
        }
    }

    /// Four times the worth of a request for one of its sides; both sides have all of it.
    fn part(&self, split: &Split, r: u32, p: usize) -> i64 {
        let request = r as usize;
        let [a, b] = self.pairs[request].map(|side| side as usize);
        let must = if self.must[request] { split.promise } else { 0 };
        let half = 2 * (i64::from(self.weight[request]) + i64::from(must));
        half + split.place[p] - split.place[a + b - p]
    }

    /// Finds requests without which, or with which, the worth cannot be had.
    fn decide(&self, reading: &mut Reading<'_>) {
        let short = self.short(reading);
        for r in 0..self.pairs.len() {
            if reading.fates[r] != Fate::Open {
                continue;
            }
            let loss = |fate: Fate| -> i64 {
                let sides = self.pairs[r].map(|side| side as usize);
                let lost = sides.map(|p| {
                    let supposed = Some((r as u32, fate));
                    reading.choices[p].best - self.choice(reading, p, supposed).best
                });
                lost[0] + lost[1]
            };
            if loss(Fate::Out) > short {
                reading.fates[r] = Fate::Held;
            } else if loss(Fate::Held) > short {
                reading.fates[r] = Fate::Out;
            }
        }
    }

    /// The days of those who can have breaks and have meetings.
    fn days(
        &self,
        reading: &Reading<'_>,
        meetings: &[RangeInclusive<usize>],
    ) -> Vec<(usize, Day<64>)> {
        let day = |(p, side): (usize, &Side)| {
            let need = *meetings[p].end();
            if !side.alone || need < 2 {
                return None;
            }
            let mut day = Day {
                open: Bits::EMPTY,
                fixed: Bits::EMPTY,
                need,
            };
            for &r in &side.requests {
                let domain = &self.domain[r as usize];
                match reading.fates[r as usize] {
                    Fate::Out => continue,
                    Fate::Held if domain.count() == 1 => day.fixed = day.fixed.or(domain),
                    Fate::Held | Fate::Open => {}
                }
                day.open = day.open.or(domain);
            }
            Some((p, day))
        };
        self.sides.iter().enumerate().filter_map(day).collect()
    }

    /// Fewest breaks of all.
    fn breaks(&self, reading: &Reading<'_>, days: &mut [(usize, Day<64>)]) -> u64 {
        let cells: usize = days.iter().map(|(_, day)| day.need + 1).sum();
        let rounds = (WORK / (cells * self.seats.len()).max(1)).clamp(1, ROUNDS);
        let short = self.short(reading);
        let mut with_day = vec![false; self.sides.len()];
        days.iter().for_each(|(p, _)| with_day[*p] = true);
        // Whoever has no day costs nothing, and has its best.
        let others = reading.choices.iter().zip(&with_day);
        let others = others.filter(|(_, day)| !**day).map(|(one, _)| one.best);
        let mut prices = vec![0_i64; self.seats.len()];
        let mut table = prices::Table::default();
        // In units of a break for each unit of worth; what is left over is at most paid for.
        let mut for_worth = UNIT as f64 / (short as f64 + 1.0);
        let (mut best, others) = (0_i128, others.sum::<i64>());
        for round in 0..rounds {
            let price = for_worth as i64;
            let mut busy = vec![0_i64; self.seats.len()];
            let (mut paid, mut worth) = (0_i128, i128::from(others));
            for (p, day) in days.iter() {
                let choice = &reading.choices[*p];
                let counts: Vec<usize> = choice.counts(short).collect();
                let reward = |n: usize| {
                    let worth = choice.worth[n].unwrap_or(choice.best);
                    i128::from(price) * i128::from(worth)
                };
                let cheapest =
                    table.cheapest_of(day, (&prices, &self.border), (&counts, &reward), &mut busy);
                let (n, cost) = cheapest.map_or((None, 0), |(n, cost)| (Some(n), cost));
                paid += i128::from(cost);
                worth += i128::from(n.and_then(|n| choice.worth[n]).unwrap_or(choice.best));
            }
            let full: i64 = prices.iter().zip(&self.seats).map(|(p, n)| p * n).sum();
            let missing = i128::from(reading.needed) - worth;
            best = best.max(paid - i128::from(full) + i128::from(price) * missing);
            for_worth = match missing > 0 {
                true => (for_worth * 1.4 + 1.0).min(UNIT as f64 * 1e3),
                false => for_worth * 0.8,
            };
            let step = UNIT as f64 / self.sides.len().max(1) as f64 / (1.0 + round as f64 * 0.12);
            for ((price, busy), seats) in prices.iter_mut().zip(busy).zip(&self.seats) {
                let change = step * (busy - seats) as f64;
                *price = (*price + change as i64).max(0);
            }
        }
        let unit = i128::from(UNIT);
        u64::try_from((best + unit - 1).div_euclid(unit)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::places::most_meetings;
    use super::super::promises::Promises;
    use super::*;
    use crate::random::Random;
    use crate::trial::Trial;
    use matchmaking::{Problem, SlotId, Variant, Window};

    /// A small problem in which not everything can be held.
    fn problem(seed: u64) -> Problem {
        let mut random = Random::new(seed ^ 0xfee1);
        let trial = Trial {
            people: 3 + random.below(3),
            slots: 3 + random.below(3),
            tables: 1 + random.below(2),
            requests: 7,
            two_groups: random.once_in(3),
            uneven: random.once_in(2),
        };
        let mut draft = trial.problem(seed).into_draft();
        draft.variant = Variant::MostWeight;
        let slots = draft.slots.len();
        draft.slots[slots - 1].follows = !random.once_in(4);
        for request in &mut draft.requests {
            request.weight = if random.once_in(3) { 1 } else { request.weight };
            request.must = random.once_in(6);
            if random.once_in(4) {
                let some = (0..slots).filter(|_| random.once_in(2));
                request.window = Window::Slots(some.map(SlotId::at).collect());
            }
        }
        for participant in &mut draft.participants {
            if random.once_in(3) {
                participant
                    .forbidden
                    .push(SlotId::at(1 + random.below(slots - 2)));
            }
            let promised = random.once_in(4);
            let most = participant.cap.unwrap_or(2);
            participant.minimum = if promised {
                most.min(1 + random.below(2) as u32)
            } else {
                0
            };
        }
        Problem::admitting_contradictions(draft).unwrap()
    }

    /// What a timetable is worth: missed promises, weight, breaks of each, meetings of each.
    #[derive(Clone)]
    struct Found {
        missed: u64,
        weight: u64,
        breaks: Vec<u64>,
        meetings: Vec<usize>,
    }

    fn found(model: &Model<1>, at: &[Option<usize>]) -> Found {
        let mut held = vec![Vec::new(); model.people];
        let (mut missed, mut weight) = (0, 0);
        for (r, slot) in at.iter().enumerate() {
            match slot {
                Some(slot) => {
                    weight += u64::from(model.weight[r]);
                    for side in model.sides[r] {
                        held[side as usize].push(*slot);
                    }
                }
                None => missed += u64::from(model.must[r]),
            }
        }
        for (mine, &minimum) in held.iter().zip(&model.minimum) {
            missed += u64::from(minimum).saturating_sub(mine.len() as u64);
        }
        let breaks = held.iter().enumerate().map(|(p, mine)| {
            let busy = mine.iter().copied().fold(Bits::<1>::EMPTY, Bits::with);
            if model.width[p] < 2 {
                model.breaks(&busy).into()
            } else {
                0
            }
        });
        Found {
            missed,
            weight,
            breaks: breaks.collect(),
            meetings: held.iter().map(Vec::len).collect(),
        }
    }

    /// Every way to hold some of the requests.
    fn try_all(model: &Model<1>, at: &mut Vec<Option<usize>>, all: &mut Vec<Found>) {
        let r = at.len();
        if r == model.sides.len() {
            all.push(found(model, at));
            return;
        }
        at.push(None);
        try_all(model, at, all);
        at.pop();
        for t in model.domain[r].iter() {
            let there = at.iter().filter(|slot| **slot == Some(t)).count();
            let fits = |p: u32| {
                let mine = |r: usize| model.sides[r].contains(&p);
                let has = |slot: Option<usize>| {
                    let held = at.iter().enumerate().filter(|(r, now)| {
                        mine(*r) && now.is_some() && (slot.is_none() || **now == slot)
                    });
                    held.count()
                };
                let people = model.capacity[p as usize * model.slots + t] as usize;
                has(Some(t)) < people && (has(None) as u64) < u64::from(model.cap[p as usize])
            };
            if there < model.tables[t] as usize && model.sides[r].into_iter().all(fits) {
                at.push(Some(t));
                try_all(model, at, all);
                at.pop();
            }
        }
    }

    /// Fewest breaks within the budget, and what is proved of that.
    fn excludes_nothing(seed: u64) -> (u64, u64) {
        let problem = problem(seed);
        let model = Model::<1>::new(&problem);
        let most = most_meetings(&problem, &model);
        let mut promises = Promises::of(&model, &most, u64::MAX, &mut || false);
        let chosen = Chosen::of(&model, &most, std::mem::take(&mut promises.splits));
        let mut all = Vec::new();
        try_all(&model, &mut Vec::new(), &mut all);
        let fewest = all.iter().map(|one| one.missed).min().unwrap();
        let missed = fewest + seed % 2;
        let left = all.iter().filter(|one| one.missed <= missed);
        let heaviest = left.map(|one| one.weight).max().unwrap();
        let weight = heaviest.saturating_sub(seed / 2 % 3 * (seed / 6 % 4));
        let proved = chosen.within(Budget { weight, missed });
        let mut least = u64::MAX;
        for one in &all {
            if one.missed > missed || one.weight < weight {
                continue;
            }
            let breaks = one.breaks.iter().sum();
            least = least.min(breaks);
            let most = one.breaks.iter().max().unwrap();
            assert!(breaks >= proved.breaks, "seed {seed}: {breaks} breaks");
            assert!(*most >= proved.most_breaks, "seed {seed}: most {most}");
            let share = |(p, &part): (usize, &usize)| Share {
                part: part as u64,
                whole: model.requests_of[p].len() as u64,
            };
            let shares = Satisfied::of(one.meetings.iter().enumerate().map(share));
            assert!(
                shares.compare(&proved.fairest).is_ge(),
                "seed {seed}: shares"
            );
            assert!(shares == proved.shares || proved.shares.is_within(&shares, 0));
            let mut counts = one.meetings.iter().zip(&proved.meetings);
            assert!(counts.all(|(n, range)| range.contains(n)), "seed {seed}");
        }
        (least, proved.breaks)
    }

    #[test]
    fn nothing_within_the_budget_is_better() {
        let found: Vec<_> = (0..600).map(excludes_nothing).collect();
        let count =
            |suits: &dyn Fn(&(u64, u64)) -> bool| found.iter().filter(|one| suits(one)).count();
        let (waits, bounded) = (count(&|one| one.0 > 0), count(&|one| one.1 > 0));
        let reached = count(&|one| one.0 > 0 && one.0 == one.1);
        assert!(
            bounded * 2 > waits && reached * 2 > waits,
            "{waits} {bounded} {reached}"
        );
    }
}
