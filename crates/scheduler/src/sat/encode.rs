//! A problem of variant a as clauses.
//!
//! After Bofill, Coll, Garcia and others, "Constraint Solving Approaches to the
//! Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022): meetings are grouped by
//! participants for the tables, and three facts that follow are said aloud because they make
//! proofs short: a participant is busy as often as it has meetings, at most two participants are
//! busy per table, and (with one person each) an even number of them. Ours are the sorted breaks
//! of each participant and what a day without a break looks like.

use super::cnf::{Cnf, Count, Lit};
use super::shares::Region;
use matchmaking::{ParticipantId, Problem, RequestId, SlotId, Supply, Variant};
use std::cmp::Reverse;

/// The clauses and what their variables mean.
pub(crate) struct Encoding {
    pub cnf: Cnf,
    /// The slots each request could have, each with the literal that it is held there.
    pub held: Vec<Vec<(usize, Lit)>>,
    /// Literal `k` of a participant: it has more than `k` breaks.
    pub breaks: Vec<Vec<Lit>>,
    /// With [`Use::Explain`]: assumed, each of these literals puts its demand into force.
    pub demands: Vec<(Lit, Demand)>,
}

/// What the clauses are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Finding and bounding timetables: every demand is in force.
    Search,
    /// Finding out which demands contradict each other: each has its switch.
    Explain,
}

/// Something that the problem demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Demand {
    /// This meeting is held.
    Held(RequestId),
    /// Nobody has many more breaks than somebody else.
    Fairness,
}

/// Encodes the problem; `None` if it was interrupted.
pub(crate) fn encode(
    problem: &Problem,
    what_for: Use,
    interrupted: &dyn Fn() -> bool,
) -> Option<Encoding> {
    build(problem, (what_for, None), interrupted)
}

/// Encodes the problem with the meetings only where the region has them.
pub(crate) fn encode_within(
    problem: &Problem,
    region: &Region<'_>,
    interrupted: &dyn Fn() -> bool,
) -> Option<Encoding> {
    build(problem, (Use::Search, Some(region)), interrupted)
}

fn build(
    problem: &Problem,
    (what_for, within): (Use, Option<&Region<'_>>),
    interrupted: &dyn Fn() -> bool,
) -> Option<Encoding> {
    let slots = problem.slots().len();
    let people = problem.participants().len();
    let mut builder = Builder {
        problem,
        supply: Supply::of(problem),
        what_for,
        within,
        cnf: Cnf::default(),
        held: Vec::new(),
        meetings: vec![vec![Vec::new(); slots]; people],
        busy: vec![vec![None; slots]; people],
        degree: vec![0; people],
        single: vec![true; people],
        demands: Vec::new(),
        begun: vec![Vec::new(); people],
        to_come: vec![Vec::new(); people],
    };
    builder.requests();
    for p in 0..people {
        if interrupted() {
            return None;
        }
        builder.participant(p);
    }
    let groups = builder.groups();
    for t in 0..slots {
        if interrupted() {
            return None;
        }
        builder.tables(t, &groups);
    }
    builder.order();
    let mut breaks: Vec<Vec<Lit>> = (0..people).map(|p| builder.breaks(p)).collect();
    builder.fairness(&mut breaks);
    builder.meet();
    Some(Encoding {
        cnf: builder.cnf,
        held: builder.held,
        breaks,
        demands: builder.demands,
    })
}

struct Builder<'a> {
    problem: &'a Problem,
    supply: Supply,
    what_for: Use,
    within: Option<&'a Region<'a>>,
    cnf: Cnf,
    held: Vec<Vec<(usize, Lit)>>,
    /// Meetings that each participant could have in each slot.
    meetings: Vec<Vec<Vec<Lit>>>,
    /// Whether each participant has a meeting in each slot; `None` where it cannot.
    busy: Vec<Vec<Option<Lit>>>,
    /// Meetings of each participant.
    degree: Vec<usize>,
    /// Whether each participant has at most one meeting in a slot.
    single: Vec<bool>,
    demands: Vec<(Lit, Demand)>,
    /// Whether each participant has had a meeting by each slot, and has one from it on; `None`
    /// where it cannot. Empty where nothing asks for it.
    begun: Vec<Vec<Option<Lit>>>,
    to_come: Vec<Vec<Option<Lit>>>,
}

impl Builder<'_> {
    /// The start of a clause that says a demand: empty, or the switch of the demand.
    fn demand(&mut self, demand: Demand) -> Vec<Lit> {
        match self.what_for {
            Use::Search => Vec::new(),
            Use::Explain => {
                let switch = self.cnf.fresh();
                self.demands.push((switch, demand));
                vec![-switch]
            }
        }
    }

    /// Each request is held in exactly one of its slots.
    fn requests(&mut self) {
        for (id, request) in self.problem.numbered_requests() {
            let mut mine = Vec::new();
            let possible = self.supply.possible(self.problem, id);
            let within = |slot: &SlotId| self.within.is_none_or(|region| region.has(id, *slot));
            for slot in possible.iter().filter(within) {
                let held = self.cnf.fresh();
                mine.push((slot.index(), held));
                for side in request.sides() {
                    self.meetings[side.index()][slot.index()].push(held);
                }
            }
            for side in request.sides() {
                self.degree[side.index()] += 1;
            }
            let lits: Vec<Lit> = mine.iter().map(|&(_, held)| held).collect();
            let mut some = self.demand(Demand::Held(id));
            some.extend(&lits);
            self.cnf.add(&some);
            self.cnf.at_most_one(&lits);
            self.held.push(mine);
        }
    }

    /// A participant has no more meetings at once than people, and is busy when it has one.
    fn participant(&mut self, p: usize) {
        for slot in self.problem.slot_ids() {
            let lits = &self.meetings[p][slot.index()];
            if lits.is_empty() {
                continue;
            }
            let people = self.supply.people(ParticipantId::at(p), slot) as usize;
            if people == 1 {
                self.cnf.at_most_one(lits);
            } else {
                self.single[p] &= lits.len() == 1;
                self.cnf.at_most(lits, people);
            }
            self.busy[p][slot.index()] = Some(self.cnf.any(lits));
        }
        if self.single[p] && self.what_for == Use::Search {
            let busy: Vec<Lit> = self.busy[p].iter().flatten().copied().collect();
            self.cnf.exactly(&busy, self.degree[p]);
        }
    }

    /// Requests in few groups of which at most one can be held in a slot: greedily, those of the
    /// participant of one person who has most of the rest.
    fn groups(&self) -> Vec<Vec<usize>> {
        let requests = self.problem.requests();
        let mut left: Vec<usize> = (0..requests.len()).collect();
        let mut groups = Vec::new();
        while !left.is_empty() {
            let mut count = vec![0_usize; self.degree.len()];
            for side in left.iter().flat_map(|&r| requests[r].sides()) {
                count[side.index()] += usize::from(self.single[side.index()]);
            }
            let most = (0..count.len()).max_by_key(|&p| (count[p], Reverse(p)));
            let Some(most) = most.filter(|&p| count[p] > 0) else {
                groups.extend(left.into_iter().map(|r| vec![r]));
                break;
            };
            let in_group = |r: &usize| requests[*r].sides().iter().any(|s| s.index() == most);
            let (group, rest) = left.into_iter().partition(in_group);
            groups.push(group);
            left = rest;
        }
        groups
    }

    /// No more meetings in the slot than tables.
    fn tables(&mut self, t: usize, groups: &[Vec<usize>]) {
        let tables = self.supply.tables(SlotId::at(t)) as usize;
        let in_slot = |r: &usize| self.held[*r].iter().find(|held| held.0 == t).map(|h| h.1);
        let places: Vec<Vec<Lit>> = groups
            .iter()
            .map(|group| group.iter().filter_map(in_slot).collect::<Vec<Lit>>())
            .filter(|held| !held.is_empty())
            .collect();
        if places.iter().map(Vec::len).sum::<usize>() <= tables {
            return;
        }
        let places: Vec<Lit> = places.iter().map(|held| self.cnf.any(held)).collect();
        self.cnf.at_most(&places, tables);
        let busy: Vec<Lit> = self.busy.iter().filter_map(|busy| busy[t]).collect();
        if !self.single.iter().all(|&single| single) {
            return self.cnf.at_most(&busy, 2 * tables);
        }
        let sorted = self.cnf.sorted(&busy, 2 * tables + 1, Count::Both);
        if let Some(&too_many) = sorted.get(2 * tables) {
            self.cnf.add(&[-too_many]);
        }
        // Whoever is busy has a partner who is.
        for pair in sorted.chunks(2) {
            match *pair {
                [odd, even] => self.cnf.add(&[-odd, even]),
                _ => self.cnf.add(&[-pair[0]]),
            }
        }
        let elsewhere: u64 = self.supply.places() - tables as u64;
        let here = (self.held.len() as u64).saturating_sub(elsewhere) as usize;
        if here > 0 && self.what_for == Use::Search {
            match sorted.get(2 * here - 1) {
                Some(&enough) => self.cnf.add(&[enough]),
                None => self.cnf.add(&[]),
            }
        }
    }

    /// Each precedence holds if both its meetings are held.
    fn order(&mut self) {
        for precedence in self.problem.precedences() {
            let before = &self.held[precedence.before.index()];
            let after = &self.held[precedence.after.index()];
            for &(s, earlier) in before {
                for &(_, later) in after.iter().filter(|after| after.0 <= s) {
                    self.cnf.add(&[-earlier, -later]);
                }
            }
            if self.what_for == Use::Explain {
                continue;
            }
            // The same in one clause a slot, which tells more at once as both are held.
            for &(t, later) in after {
                let mut clause = vec![-later];
                clause.extend(before.iter().filter(|b| b.0 < t).map(|b| b.1));
                self.cnf.add(&clause);
            }
            for &(s, earlier) in before {
                let mut clause = vec![-earlier];
                clause.extend(after.iter().filter(|a| a.0 > s).map(|a| a.1));
                self.cnf.add(&clause);
            }
        }
    }

    /// The sorted breaks of a participant.
    fn breaks(&mut self, p: usize) -> Vec<Lit> {
        let degree = self.degree[p];
        let last = self.problem.slots().len().checked_sub(1);
        let Some(last) = last.filter(|_| degree > 1) else {
            return Vec::new();
        };
        let restarts = self.restarts(p);
        let sorted = self.cnf.sorted(&restarts, degree - 1, Count::Both);
        let whole_day = self.supply.segment(SlotId::at(last)) == self.supply.segment(SlotId(0));
        if let (Some(&first_break), true) = (sorted.first(), whole_day) {
            self.day(p, first_break);
        }
        sorted
    }

    /// What a day without a break is: busy from its first to its last meeting, and as many slots
    /// from the one to the other as there are meetings. It follows from the rest; said aloud, the
    /// first meeting tells the whole day.
    fn day(&mut self, p: usize, first_break: Lit) {
        let (slots, degree) = (self.busy[p].len(), self.degree[p]);
        // Busy in the slot or before it; in the slot or after it.
        let mut begun = self.busy[p].clone();
        for t in 1..slots {
            begun[t] = self.either(begun[t - 1], begun[t]);
        }
        let mut to_come = self.busy[p].clone();
        for t in (1..slots).rev() {
            to_come[t - 1] = self.either(to_come[t], to_come[t - 1]);
        }
        for t in 0..slots {
            if let (Some(begun), Some(to_come)) = (begun[t], to_come[t]) {
                let mut clause = vec![first_break, -begun, -to_come];
                clause.extend(self.busy[p][t]);
                self.cnf.add(&clause);
            }
        }
        let counted = self.single[p] && self.what_for == Use::Search;
        if counted {
            self.edges(p, &begun, &to_come);
        }
        for t in 0..slots.saturating_sub(degree) {
            let (before, after) = (begun[t], to_come[t + degree]);
            if let (Some(before), Some(after)) = (before, after) {
                self.cnf.add(&[first_break, -before, -after]);
            }
            if counted {
                // The slots between are too few for all meetings.
                let outside: Vec<Lit> = before.into_iter().chain(after).collect();
                self.cnf.add(&outside);
            }
        }
        self.begun[p] = begun;
        self.to_come[p] = to_come;
    }

    /// The latest first meeting and the earliest last one: as many meetings as must be held by a
    /// slot, or from it on, take as many slots.
    fn edges(&mut self, p: usize, begun: &[Option<Lit>], to_come: &[Option<Lit>]) {
        let slots = self.busy[p].len();
        let open: Vec<usize> = (0..slots).filter(|&t| self.busy[p][t].is_some()).collect();
        let mine = |held: &&Vec<(usize, Lit)>, r: usize| {
            !held.is_empty()
                && self.problem.requests()[r]
                    .sides()
                    .iter()
                    .any(|s| s.index() == p)
        };
        let all = self.held.iter().enumerate();
        let mine: Vec<(usize, usize)> = all
            .filter(|(r, held)| mine(held, *r))
            .map(|(_, held)| (held[0].0, held[held.len() - 1].0))
            .collect();
        for t in 0..slots {
            let by = mine.iter().filter(|m| m.1 <= t).count();
            let places = open.iter().filter(|&&slot| slot <= t).count();
            if by > 0 {
                let first = places.checked_sub(by).and_then(|n| begun[open[n]]);
                self.cnf.add(&first.into_iter().collect::<Vec<Lit>>());
            }
            let from = mine.iter().filter(|m| m.0 >= t).count();
            let before = open.iter().filter(|&&slot| slot < t).count();
            if from > 0 {
                let last = open.get(before + from - 1).and_then(|&slot| to_come[slot]);
                self.cnf.add(&last.into_iter().collect::<Vec<Lit>>());
            }
        }
    }

    /// Two who meet are both there at some time: by any slot the one has begun, or the other has a
    /// meeting to come.
    fn meet(&mut self) {
        if self.what_for != Use::Search {
            return;
        }
        for request in self.problem.requests() {
            let [a, b] = request.sides();
            for (one, other) in [(a, b), (b, a)] {
                let (begun, to_come) = (&self.begun[one.index()], &self.to_come[other.index()]);
                for t in 1..begun.len().min(to_come.len()) {
                    let either: Vec<Lit> = begun[t - 1].into_iter().chain(to_come[t]).collect();
                    self.cnf.add(&either);
                }
            }
        }
    }

    /// A literal for the one or the other; `None` where neither can be.
    fn either(&mut self, one: Option<Lit>, other: Option<Lit>) -> Option<Lit> {
        match (one, other) {
            (Some(one), Some(other)) => Some(self.cnf.any(&[one, other])),
            _ => one.or(other),
        }
    }

    /// For each slot the literal that the participant is busy again after a break.
    fn restarts(&mut self, p: usize) -> Vec<Lit> {
        let mut restarts = Vec::new();
        // Busy in the slot before, and at any time before; `None` if that cannot be.
        let (mut before, mut ever): (Option<Lit>, Option<Lit>) = (None, None);
        for slot in self.problem.slot_ids() {
            let t = slot.index();
            if t > 0 && self.supply.segment(slot) != self.supply.segment(SlotId::at(t - 1)) {
                (before, ever) = (None, None);
            }
            let now = self.busy[p][t];
            if let (Some(now), Some(ever)) = (now, ever)
                && before != Some(ever)
            {
                let restart = self.cnf.fresh();
                let mut clause = vec![restart, -now, -ever];
                clause.extend(before);
                self.cnf.add(&clause);
                self.cnf.add(&[-restart, now]);
                self.cnf.add(&[-restart, ever]);
                if let Some(before) = before {
                    self.cnf.add(&[-restart, -before]);
                }
                restarts.push(restart);
            }
            ever = match (ever, now) {
                (Some(ever), Some(now)) => Some(self.cnf.any(&[ever, now])),
                (ever, now) => ever.or(now),
            };
            before = now;
        }
        restarts
    }

    /// Nobody has more breaks than anybody else and the allowed difference.
    fn fairness(&mut self, breaks: &mut [Vec<Lit>]) {
        let Variant::HoldAll { fairness: Some(d) } = self.problem.variant() else {
            return;
        };
        let difference = d as usize;
        let most = breaks.iter().map(Vec::len).max().unwrap_or(0);
        for least in 1..=most.saturating_sub(difference) {
            // Somebody has `least + difference` breaks, so everybody has at least `least`.
            let demand = self.demand(Demand::Fairness);
            let somebody = self.cnf.fresh();
            for high in breaks.iter().filter_map(|b| b.get(least + difference - 1)) {
                self.cnf.add(&[-high, somebody]);
            }
            for mine in breaks.iter() {
                let mut clause = demand.clone();
                clause.push(-somebody);
                clause.extend(mine.get(least - 1));
                self.cnf.add(&clause);
            }
        }
        // Who never has a break sets the limit for all.
        if self.what_for == Use::Search && breaks.iter().any(Vec::is_empty) {
            breaks.iter_mut().for_each(|mine| mine.truncate(difference));
        }
    }
}
