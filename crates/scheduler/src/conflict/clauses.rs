//! A problem as clauses in which every demand has a switch.
//!
//! Whatever of the problem is not said here is missing, never added: what these clauses refute is
//! refuted. Fairness is not said.

use crate::sat::cnf::{Cnf, Count, Lit};
use crate::sat::solver::{Cadical, Solver, Taste};
use matchmaking::conflict::{Demand, apart};
use matchmaking::{ParticipantId, Problem, RequestId, SlotId, Supply, TableKind, Window};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// About as many clauses as are made within a second.
const MOST_CLAUSES: usize = 2_000_000;
/// Engagements of one participant at one time; with more, nothing is said of its people then.
const AT_ONCE: usize = 8;

/// A demand, or one slot's part of it, in its full or in a milder form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Part {
    /// What is demanded.
    pub demand: Demand,
    /// The slot, of [`Demand::Tables`].
    pub slot: Option<SlotId>,
    /// How many more meetings than demanded a cap, the people or the tables of the slot allow.
    pub milder: u8,
}

impl Part {
    const fn whole(demand: Demand) -> Self {
        Self {
            demand,
            slot: None,
            milder: 0,
        }
    }
}

/// What can be asked.
pub(crate) struct Clauses {
    solver: Cadical,
    switches: BTreeMap<Part, Lit>,
    /// The literals of each request's slots, of those that can matter.
    held: Vec<Option<Vec<Lit>>>,
}

/// An answer about some demands.
pub(crate) enum Answer {
    /// These parts of them contradict each other.
    Contradiction(Vec<Part>),
    /// As far as the clauses know they can be kept, with meetings at these times.
    Times(Vec<Option<SlotId>>),
    /// The conflicts did not suffice.
    Open,
}

impl Clauses {
    /// The clauses of a problem, in which numbers can be made milder by so many; `None` where they
    /// are too many.
    pub fn of(problem: &Problem, mildest: u8) -> Option<Self> {
        let mut builder = Builder::of(problem, mildest);
        builder.requests();
        builder.participants();
        builder.tables();
        builder.order();
        if builder.overfull {
            return None;
        }
        let mut solver = Cadical::new((Taste::Even, 0), Arc::default());
        for clause in builder.cnf.take_new() {
            solver.add(clause);
        }
        Some(Self {
            solver,
            switches: builder.switches,
            held: builder.held,
        })
    }

    /// The parts of these demands that are said, in their full form.
    pub fn parts(&self, demands: &[Demand]) -> Vec<Part> {
        let kept: HashSet<Demand> = demands.iter().copied().collect();
        let full = |part: &&Part| part.milder == 0 && kept.contains(&part.demand);
        // A demand of which nothing is said never forbids anything.
        self.switches.keys().filter(full).copied().collect()
    }

    /// Whether these parts can be kept together, within so many conflicts of the solver. A milder
    /// form of which nothing is said forbids nothing.
    pub fn ask(&mut self, kept: &[Part], conflicts: u32) -> Answer {
        let switches = kept
            .iter()
            .filter_map(|p| Some((*p, *self.switches.get(p)?)));
        let switches: Vec<(Part, Lit)> = switches.collect();
        let assumed: Vec<Lit> = switches.iter().map(|(_, lit)| *lit).collect();
        match self.solver.solve(&assumed, conflicts) {
            None => Answer::Open,
            Some(true) => Answer::Times(self.held.iter().map(|lits| self.time(lits)).collect()),
            Some(false) => {
                let failed = switches.iter().filter(|(_, lit)| self.solver.failed(*lit));
                Answer::Contradiction(failed.map(|(part, _)| *part).collect())
            }
        }
    }

    fn time(&self, lits: &Option<Vec<Lit>>) -> Option<SlotId> {
        let lits = lits.as_ref()?;
        let found = lits.iter().position(|&lit| self.solver.value(lit));
        found.map(SlotId::at)
    }
}

struct Builder<'a> {
    problem: &'a Problem,
    supply: Supply,
    cnf: Cnf,
    mildest: u8,
    switches: BTreeMap<Part, Lit>,
    held: Vec<Option<Vec<Lit>>>,
    /// Whether the request is held at all.
    placed: Vec<Option<Lit>>,
    clauses: usize,
    overfull: bool,
}

impl<'a> Builder<'a> {
    fn of(problem: &'a Problem, mildest: u8) -> Self {
        let count = problem.requests().len();
        Self {
            problem,
            supply: Supply::of(problem),
            cnf: Cnf::default(),
            mildest,
            switches: BTreeMap::new(),
            held: vec![None; count],
            placed: vec![None; count],
            clauses: 0,
            overfull: false,
        }
    }

    /// The literal that puts a part of a demand into force.
    fn switch(&mut self, part: Part) -> Lit {
        let cnf = &mut self.cnf;
        *self.switches.entry(part).or_insert_with(|| cnf.fresh())
    }

    /// Says what a demand forbids: all of these at once.
    fn forbid(&mut self, by: &[Demand], all: &[Lit]) {
        let parts: Vec<Part> = by.iter().map(|&demand| Part::whole(demand)).collect();
        self.exclude(&parts, all);
    }

    fn exclude(&mut self, by: &[Part], all: &[Lit]) {
        let mut clause: Vec<Lit> = by.iter().map(|&part| -self.switch(part)).collect();
        clause.extend(all.iter().map(|lit| -lit));
        self.say(&clause);
    }

    fn say(&mut self, clause: &[Lit]) {
        self.clauses += 1;
        self.overfull |= self.clauses > MOST_CLAUSES;
        if !self.overfull {
            self.cnf.add(clause);
        }
    }

    /// Outputs of a count of at most `most`, as far as there is room for it.
    fn sorted(&mut self, of: &[Lit], most: usize, count: Count) -> Vec<Lit> {
        self.clauses += sorting(of.len(), most);
        self.overfull |= self.clauses > MOST_CLAUSES;
        if self.overfull {
            return vec![1; most.min(of.len())];
        }
        self.cnf.sorted(of, most, count)
    }

    /// Only meetings that must be held matter, and those that count for a promised minimum.
    fn matters(&self, request: RequestId) -> bool {
        let asked = &self.problem.requests()[request.index()];
        let promised = |p: ParticipantId| self.problem.participants()[p.index()].minimum > 0;
        self.problem.holds_all() || asked.must || asked.sides().into_iter().any(promised)
    }

    fn requests(&mut self) {
        let problem = self.problem;
        for (request, asked) in problem.numbered_requests() {
            if !self.matters(request) || self.overfull {
                continue;
            }
            let lits: Vec<Lit> = problem.slot_ids().map(|_| self.cnf.fresh()).collect();
            let count = self.sorted(&lits, 2, Count::Up);
            if let Some(&two) = count.get(1) {
                self.say(&[-two]);
            }
            let placed = self.cnf.any(&lits);
            self.clauses += lits.len();
            if problem.holds_all() || asked.must {
                let switch = self.switch(Part::whole(Demand::Meeting(request)));
                self.say(&[-switch, placed]);
            }
            self.places(request, &lits);
            self.held[request.index()] = Some(lits);
            self.placed[request.index()] = Some(placed);
        }
        self.shared_locks();
    }

    /// Where a request cannot be by what is asked for itself.
    fn places(&mut self, request: RequestId, lits: &[Lit]) {
        let problem = self.problem;
        let asked = &problem.requests()[request.index()];
        let blocked = self.supply.is_blocked(asked.first, asked.second);
        for (slot, &lit) in problem.slot_ids().zip(lits) {
            let inside = match &asked.window {
                Window::Any => true,
                Window::Session(session) => problem.slots()[slot.index()].session == Some(*session),
                Window::Slots(slots) => slots.contains(&slot),
            };
            if !inside {
                self.forbid(&[Demand::Window(request)], &[lit]);
            }
            if asked.fixed.is_some_and(|fixed| fixed != slot) {
                self.forbid(&[Demand::Fixed(request)], &[lit]);
            }
            let table = asked.table.map(|table| &problem.tables()[table.index()]);
            if table.is_some_and(|table| table.unavailable.contains(&slot)) {
                self.forbid(&[Demand::Locked(request)], &[lit]);
            }
            if blocked {
                self.forbid(&[apart(asked.first, asked.second)], &[lit]);
            }
        }
    }

    /// Two meetings locked at one table are not there at once.
    fn shared_locks(&mut self) {
        let locked: Vec<(RequestId, matchmaking::TableId)> = self
            .problem
            .numbered_requests()
            .filter_map(|(request, asked)| Some((request, asked.table?)))
            .filter(|(_, table)| self.problem.tables()[table.index()].kind != TableKind::Virtual)
            .collect();
        for (i, &(one, table)) in locked.iter().enumerate() {
            for &(other, _) in locked[..i].iter().filter(|(_, at)| *at == table) {
                self.never_together([one, other]);
            }
        }
    }

    fn never_together(&mut self, pair: [RequestId; 2]) {
        let [Some(one), Some(other)] = pair.map(|r| self.held[r.index()].clone()) else {
            return;
        };
        for (a, b) in one.into_iter().zip(other) {
            self.forbid(&pair.map(Demand::Locked), &[a, b]);
        }
    }

    fn participants(&mut self) {
        let mut mine = vec![Vec::new(); self.problem.participants().len()];
        for (request, asked) in self.problem.numbered_requests() {
            if self.held[request.index()].is_some() {
                asked
                    .sides()
                    .into_iter()
                    .for_each(|side| mine[side.index()].push(request));
            }
        }
        for (p, mine) in mine.iter().enumerate() {
            if self.overfull {
                return;
            }
            let id = ParticipantId::at(p);
            self.numbers(id, mine);
            let mut busy = Vec::new();
            for slot in self.problem.slot_ids() {
                let here = self.here(mine, slot);
                self.people(id, slot, &here);
                busy.push(here);
            }
            self.pauses(id, &busy);
        }
    }

    /// The literals of these meetings in one slot.
    fn here(&self, requests: &[RequestId], slot: SlotId) -> Vec<Lit> {
        let held = requests
            .iter()
            .filter_map(|r| self.held[r.index()].as_ref());
        held.map(|lits| lits[slot.index()]).collect()
    }

    /// At most as many meetings as the participant wants, at least as many as it was promised.
    fn numbers(&mut self, id: ParticipantId, mine: &[RequestId]) {
        let who = &self.problem.participants()[id.index()];
        let placed: Vec<Lit> = mine.iter().filter_map(|r| self.placed[r.index()]).collect();
        let cap = who.cap.map(|cap| cap as usize);
        if let Some(cap) = cap.filter(|&cap| cap < placed.len()) {
            let count = self.sorted(&placed, cap + 1 + usize::from(self.mildest), Count::Up);
            for (milder, &above) in (0..=self.mildest).zip(&count[cap..]) {
                let cap = Part {
                    milder,
                    ..Part::whole(Demand::Cap(id))
                };
                self.exclude(&[cap], &[above]);
            }
        }
        let least = who.minimum as usize;
        if least == 0 || self.problem.holds_all() {
            return;
        }
        if least > placed.len() {
            return self.forbid(&[Demand::Minimum(id)], &[]);
        }
        let count = self.sorted(&placed, least, Count::Both);
        self.forbid(&[Demand::Minimum(id)], &[-count[least - 1]]);
    }

    /// At most as many meetings at once as people who are not elsewhere.
    fn people(&mut self, id: ParticipantId, slot: SlotId, here: &[Lit]) {
        let who = &self.problem.participants()[id.index()];
        let time = &self.problem.slots()[slot.index()];
        if who.forbidden.contains(&slot) {
            for &lit in here {
                self.forbid(&[Demand::Away(id, slot)], &[lit]);
            }
        }
        let overlaps = |e: &matchmaking::Engagement| {
            e.starts < time.ends && time.starts < e.ends && e.people > 0
        };
        let engaged: Vec<(Demand, u32)> = (0..)
            .zip(&who.engagements)
            .filter(|(_, engagement)| overlaps(engagement))
            .map(|(number, engagement)| (Demand::Engaged(id, number), engagement.people))
            .collect();
        let people = who.people + u32::from(self.mildest);
        if here.is_empty() || engaged.len() > AT_ONCE {
            return;
        }
        let count = self.sorted(here, people as usize + 1, Count::Up);
        for milder in 0..=self.mildest {
            let people = Part {
                milder,
                ..Part::whole(Demand::People(id))
            };
            for (taken, by) in takings(&engaged, who.people + u32::from(milder)) {
                let left = (who.people + u32::from(milder)).saturating_sub(taken) as usize;
                if let Some(&above) = count.get(left) {
                    let parts: Vec<Part> =
                        by.into_iter().map(Part::whole).chain([people]).collect();
                    self.exclude(&parts, &[above]);
                }
            }
        }
    }

    /// A slot without a meeting after the longest run.
    fn pauses(&mut self, id: ParticipantId, busy: &[Vec<Lit>]) {
        let who = &self.problem.participants()[id.index()];
        let Some(longest) = who.longest_run.map(|longest| longest as usize) else {
            return;
        };
        let any: Vec<Option<Lit>> = busy
            .iter()
            .map(|here| (!here.is_empty()).then(|| self.cnf.any(here)))
            .collect();
        let slots = self.problem.slots();
        for first in 0..slots.len().saturating_sub(longest) {
            let run = first..=first + longest;
            if slots[first + 1..=first + longest]
                .iter()
                .all(|slot| slot.follows)
            {
                let lits: Option<Vec<Lit>> = any[run].iter().copied().collect();
                if let Some(lits) = lits {
                    self.forbid(&[Demand::Pause(id)], &lits);
                }
            }
        }
    }

    fn tables(&mut self) {
        let all: Vec<RequestId> = self.problem.numbered_requests().map(|(r, _)| r).collect();
        for slot in self.problem.slot_ids() {
            let here = self.here(&all, slot);
            let tables = self.supply.tables(slot) as usize;
            if tables >= here.len() || self.overfull {
                continue;
            }
            let count = self.sorted(&here, tables + 1 + usize::from(self.mildest), Count::Up);
            for (milder, &above) in (0..=self.mildest).zip(&count[tables..]) {
                let tables = Part {
                    demand: Demand::Tables,
                    slot: Some(slot),
                    milder,
                };
                self.exclude(&[tables], &[above]);
            }
        }
    }

    fn order(&mut self) {
        for order in self.problem.precedences() {
            let pair = [order.before, order.after].map(|r| self.held[r.index()].clone());
            let [Some(before), Some(after)] = pair else {
                continue;
            };
            for (t, &early) in before.iter().enumerate() {
                for &late in &after[..=t] {
                    self.forbid(&[Demand::Order(*order)], &[early, late]);
                }
            }
        }
    }
}

/// About how many clauses sort so many literals, with at most so many outputs.
fn sorting(literals: usize, most: usize) -> usize {
    if literals <= 1 {
        return 0;
    }
    let (left, right) = (literals / 2, literals - literals / 2);
    sorting(left, most) + sorting(right, most) + (left.min(most) + 1) * (right.min(most) + 1)
}

/// Sets of engagements that take somebody away who is still there without any one of them, and
/// how many people they take together.
fn takings(engaged: &[(Demand, u32)], people: u32) -> Vec<(u32, Vec<Demand>)> {
    let mut found = Vec::new();
    for choice in 0..1_usize << engaged.len() {
        let chosen = (0..engaged.len()).filter(|n| choice >> n & 1 == 1);
        let chosen: Vec<(Demand, u32)> = chosen.map(|n| engaged[n]).collect();
        let taken = chosen
            .iter()
            .fold(0_u32, |sum, one| sum.saturating_add(one.1));
        if chosen.iter().all(|one| taken - one.1 < people) {
            found.push((taken, chosen.into_iter().map(|one| one.0).collect()));
        }
    }
    found
}
