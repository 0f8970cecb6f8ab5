//! The values of a timetable by each goal.

use super::{Goal, Standing};
use crate::figures::{self, Share};
use crate::ids::{ParticipantId, RequestId, SlotId, TableId};
use crate::problem::Problem;
use crate::timetable::Timetable;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The satisfied shares of all participants that have requests: held of asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Satisfied {
    /// Each share in lowest terms, the smallest first, with how many participants have it.
    pub shares: Vec<(Share, u64)>,
}

impl Satisfied {
    /// Sorts and counts shares; shares of nothing do not count.
    #[must_use]
    pub fn of(shares: impl IntoIterator<Item = Share>) -> Self {
        let some = shares.into_iter().filter(|share| share.whole > 0);
        let mut all: Vec<Share> = some.map(Share::in_lowest_terms).collect();
        all.sort_unstable_by(|a, b| a.compare(*b));
        let counted = all.chunk_by(|a, b| a == b);
        Self {
            shares: counted.map(|same| (same[0], same.len() as u64)).collect(),
        }
    }

    /// The smallest share; all of nothing where nobody has requests.
    #[must_use]
    pub fn least(&self) -> Share {
        let first = self.shares.first();
        first.map_or(Share { part: 1, whole: 1 }, |entry| entry.0)
    }

    /// Leximin: at the first position at which the sorted shares differ, the greater share is
    /// better, that is `Less`.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        for (mine, theirs) in self.shares.iter().zip(&other.shares) {
            // With equal shares, fewer of them means that the next one is greater.
            let order = theirs.0.compare(mine.0).then(mine.1.cmp(&theirs.1));
            if order != Ordering::Equal {
                return order;
            }
        }
        self.shares.len().cmp(&other.shares.len())
    }

    /// Whether each share, counted from the smallest, is at most so many thousandths below the
    /// one of `best` at the same position.
    #[must_use]
    pub fn is_within(&self, best: &Self, per_mille: u32) -> bool {
        let (mut mine, mut theirs) = (self.shares.iter(), best.shares.iter());
        let (mut here, mut there) = (mine.next().copied(), theirs.next().copied());
        while let (Some((share, n)), Some((wanted, m))) = (here, there) {
            if !share.reaches(wanted, per_mille) {
                return false;
            }
            let step = n.min(m);
            let rest = |(share, n): (Share, u64)| (n > step).then_some((share, n - step));
            here = rest((share, n)).or_else(|| mine.next().copied());
            there = rest((wanted, m)).or_else(|| theirs.next().copied());
        }
        true
    }
}

impl Share {
    /// The same share with the smallest numbers.
    #[must_use]
    pub fn in_lowest_terms(self) -> Self {
        let (mut a, mut b) = (self.part, self.whole);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let by = a.max(1);
        Self {
            part: self.part / by,
            whole: self.whole / by,
        }
    }

    /// Which share is greater, exactly.
    #[must_use]
    pub fn compare(self, other: Self) -> Ordering {
        let cross = |a: u64, b: u64| u128::from(a) * u128::from(b);
        cross(self.part, other.whole).cmp(&cross(other.part, self.whole))
    }

    /// Whether the share is at most so many thousandths below the wanted one.
    fn reaches(self, wanted: Self, per_mille: u32) -> bool {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let slack = u128::from(per_mille) * product(self.whole, wanted.whole);
        product(self.part, wanted.whole) * 1000 + slack >= product(wanted.part, self.whole) * 1000
    }
}

/// What a timetable is worth, goal by goal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// Musts not held, and meetings missing to promised minimums.
    pub promises_missed: u64,
    /// Weight of held requests of the weight of all.
    pub weight: Share,
    /// Satisfied shares.
    pub satisfied: Satisfied,
    /// Breaks of all participants: stretches of idle slots between two of their meetings.
    pub breaks: u64,
    /// Most breaks of one participant.
    pub most_breaks: u64,
    /// Changes of venue, counted as changes of table are, with the venues of the tables; a meeting
    /// on the net is in none.
    #[serde(default)]
    pub venues: u64,
    /// Changes of table, in the same venue or to another.
    ///
    /// Between two slots without a pause, a participant of P people with k meetings in the first
    /// and m in the second needs at least s = max(0, k + m − P) people who go from one meeting to
    /// the next. Of them as many as possible stay at their table: with c tables common to both
    /// slots, that is max(0, s − c) changes. Meetings without a table do not count.
    pub changes: u64,
    /// Wishes for slots that are met, of all there are: a request that is not held meets none.
    pub wishes: Share,
}

impl Standing for Values {
    fn value(&self, goal: Goal) -> u64 {
        match goal {
            Goal::Promises => self.promises_missed,
            Goal::Weight => self.weight.whole - self.weight.part,
            Goal::Fairness => 0,
            Goal::Breaks => self.breaks,
            Goal::MostBreaks => self.most_breaks,
            Goal::Venues => self.venues,
            Goal::Changes => self.changes,
            Goal::Wishes => self.wishes.whole - self.wishes.part,
        }
    }

    fn satisfied(&self) -> Cow<'_, Satisfied> {
        Cow::Borrowed(&self.satisfied)
    }
}

impl Values {
    /// Whether no timetable can be better by any goal but weight: everybody has all they asked
    /// for, nobody waits or moves, and every wish is met.
    #[must_use]
    pub fn are_ideal(&self) -> bool {
        let all = Share { part: 1, whole: 1 };
        self.promises_missed == 0
            && self.satisfied.least() == all
            && self.breaks == 0
            && self.changes == 0
            && self.wishes.part == self.wishes.whole
    }
}

/// Counts the values of a timetable. Slots that do not exist count as not held.
#[must_use]
pub fn measure(problem: &Problem, timetable: &Timetable) -> Values {
    let figures = figures::measure(problem, &timetable.slots());
    let seats = seats(problem, timetable);
    let mut asked = vec![0; problem.participants().len()];
    for request in problem.requests() {
        for side in request.sides() {
            asked[side.index()] += 1;
        }
    }
    let share = |(mine, whole): (&Vec<_>, u64)| Share {
        part: mine.len() as u64,
        whole,
    };
    let changes = |place: fn(&Problem, u32) -> Option<u32>| -> u64 {
        let each = seats.iter().enumerate();
        each.map(|(p, mine)| changes_of(problem, ParticipantId::at(p), mine, place))
            .sum()
    };
    Values {
        promises_missed: figures.musts_missed + figures.below_minimum,
        weight: figures.weight,
        satisfied: Satisfied::of(seats.iter().zip(asked).map(share)),
        breaks: figures.breaks,
        most_breaks: figures.most_breaks,
        venues: changes(venue),
        changes: changes(|_, table| Some(table)),
        wishes: wishes(problem, timetable),
    }
}

/// Slot and table of each meeting of each participant, in order of time.
fn seats(problem: &Problem, timetable: &Timetable) -> Vec<Vec<(SlotId, Option<u32>)>> {
    let mut seats = vec![Vec::new(); problem.participants().len()];
    for (request, place) in problem.requests().iter().zip(&timetable.places) {
        let seat = place.seat();
        let Some((slot, table)) = seat.filter(|s| s.0.index() < problem.slots().len()) else {
            continue;
        };
        let known = table.filter(|table| table.index() < problem.tables().len());
        for side in request.sides() {
            seats[side.index()].push((slot, known.map(|table| table.0)));
        }
    }
    for mine in &mut seats {
        mine.sort_unstable();
    }
    seats
}

fn venue(problem: &Problem, table: u32) -> Option<u32> {
    problem.venue_of(TableId(table)).map(|venue| venue.0)
}

/// Changes that a participant cannot avoid, where `place` says what of a table counts.
fn changes_of(
    problem: &Problem,
    who: ParticipantId,
    mine: &[(SlotId, Option<u32>)],
    place: fn(&Problem, u32) -> Option<u32>,
) -> u64 {
    let slots: Vec<_> = mine.chunk_by(|a, b| a.0 == b.0).collect();
    let joined = |pair: &&[&[(SlotId, Option<u32>)]]| {
        let (t, u) = (pair[0][0].0, pair[1][0].0);
        u.0 == t.0 + 1 && problem.slots()[u.index()].follows
    };
    let places = |there: &[(SlotId, Option<u32>)]| -> Vec<u32> {
        let tables = there.iter().filter_map(|seat| seat.1);
        let mut places: Vec<u32> = tables.filter_map(|table| place(problem, table)).collect();
        places.sort_unstable();
        places
    };
    let pairs = slots.windows(2).filter(joined);
    pairs
        .map(|pair| problem.changes_between(who, &places(pair[0]), &places(pair[1])))
        .sum()
}

impl Problem {
    /// Changes that a participant cannot avoid between the tables, or the venues, of one slot and
    /// those of the next; see [`Values::changes`]. They come in order.
    #[must_use]
    pub fn changes_between(&self, who: ParticipantId, before: &[u32], after: &[u32]) -> u64 {
        let people = self.participants()[who.index()].people as usize;
        let fewest = before.len().min(after.len());
        let going = (before.len() + after.len())
            .saturating_sub(people)
            .min(fewest);
        let stay = common(before.iter().copied(), after.iter().copied());
        going.saturating_sub(stay) as u64
    }

    /// How many wishes for slots a request has: its own and those of its two sides.
    #[must_use]
    pub fn wishes_of(&self, request: RequestId) -> [&[SlotId]; 3] {
        let asked = &self.requests()[request.index()];
        let [first, second] = asked.sides().map(|side| &self.participants()[side.index()]);
        [&asked.preferred, &first.preferred, &second.preferred]
    }
}

/// How many entries two lists in order have in common, each counted once for each of the other.
fn common<T: Ord>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    let (mut a, mut b) = (a.peekable(), b.peekable());
    let mut count = 0;
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        match left.cmp(right) {
            Ordering::Less => drop(a.next()),
            Ordering::Greater => drop(b.next()),
            Ordering::Equal => {
                count += 1;
                a.next();
                b.next();
            }
        }
    }
    count
}

fn wishes(problem: &Problem, timetable: &Timetable) -> Share {
    let mut wishes = Share { part: 0, whole: 0 };
    for (request, _) in problem.numbered_requests() {
        let place = timetable.places.get(request.index());
        let slot = place.and_then(crate::timetable::Place::slot);
        for wished in problem.wishes_of(request) {
            if wished.is_empty() {
                continue;
            }
            wishes.whole += 1;
            wishes.part += u64::from(slot.is_some_and(|slot| wished.contains(&slot)));
        }
    }
    wishes
}
