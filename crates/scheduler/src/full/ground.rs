//! What never changes during a search.

use matchmaking::{
    LanguagePair, ParticipantId, Presence, Problem, RequestId, SlotId, Supply, TableId, TableKind,
    Variant, VenueId,
};
use std::collections::HashMap;

/// Price of one unit of weight, in breaks; see the plain search.
const WEIGHT_PRICE: i64 = 20;
/// Price of a missing meeting in variant a.
const MISSING_PRICE: i64 = 12;
/// Price of a break beyond the fair number.
pub(super) const UNFAIR_PRICE: i64 = 4;

/// A problem, worked out for quick questions.
pub(crate) struct Ground<'p> {
    pub problem: &'p Problem,
    pub supply: Supply,
    /// Slots that each request could have if it were alone.
    pub domain: Vec<Vec<usize>>,
    /// Lists of tables, in order, that requests may choose from.
    pub choices: Vec<Vec<u32>>,
    /// The list of each request.
    pub choice: Vec<usize>,
    /// Who can be where.
    pub presence: Presence,
    /// The languages between which each request needs somebody.
    pub needs: Vec<Option<LanguagePair>>,
    /// Requests that must come before, and after, each request.
    pub before: Vec<Vec<u32>>,
    pub after: Vec<Vec<u32>>,
    /// What leaving each request out costs.
    pub loss: Vec<i64>,
    /// What a meeting missing to a promised minimum costs.
    pub must_loss: i64,
    /// Breaks of one participant above this number are penalised.
    pub fair_breaks: u32,
    /// Requests that a step can try.
    pub movable: Vec<u32>,
    /// Where annealing starts.
    pub warm: f64,
}

impl<'p> Ground<'p> {
    pub fn of(problem: &'p Problem) -> Self {
        let supply = Supply::of(problem);
        let requests = problem.requests();
        let domain: Vec<Vec<usize>> = (0..requests.len())
            .map(|r| supply.possible(problem, RequestId::at(r)))
            .map(|set| set.iter().map(SlotId::index).collect())
            .collect();
        let presence = Presence::of(problem);
        let (choices, choice) = tables(problem, &presence);
        let needs = |r| Presence::needs(problem, RequestId::at(r));
        let mut before = vec![Vec::new(); requests.len()];
        let mut after = vec![Vec::new(); requests.len()];
        for p in problem.precedences() {
            before[p.after.index()].push(p.before.0);
            after[p.before.index()].push(p.after.0);
        }
        let heaviest = requests.iter().map(|r| i64::from(r.weight)).max();
        let must_loss = heaviest.unwrap_or(1) * WEIGHT_PRICE * 6;
        let holds_all = problem.holds_all();
        let loss = |r: &matchmaking::Request| match (holds_all, r.must) {
            (true, _) => MISSING_PRICE,
            (false, true) => must_loss + i64::from(r.weight) * WEIGHT_PRICE,
            (false, false) => i64::from(r.weight) * WEIGHT_PRICE,
        };
        let promised =
            requests.iter().any(|r| r.must) || problem.participants().iter().any(|p| p.minimum > 0);
        let movable = (0..requests.len())
            .filter(|&r| !domain[r].is_empty())
            .map(|r| r as u32)
            .collect();
        Self {
            problem,
            needs: (0..requests.len()).map(needs).collect(),
            presence,
            domain,
            choices,
            choice,
            before,
            after,
            loss: requests.iter().map(loss).collect(),
            must_loss: if holds_all { 0 } else { must_loss },
            fair_breaks: match problem.variant() {
                Variant::HoldAll { fairness } => fairness.unwrap_or(u32::MAX),
                Variant::MostWeight | Variant::InOrder(_) => u32::MAX,
            },
            movable,
            warm: match (holds_all, promised) {
                (true, _) => 1.2,
                (false, true) => must_loss as f64 / 2.0,
                (false, false) => (must_loss as f64 / 90.0).max(12.0),
            },
            supply,
        }
    }

    /// People of the participant who can meet in the slot.
    pub fn people(&self, participant: usize, slot: usize) -> usize {
        self.supply
            .people(ParticipantId::at(participant), SlotId::at(slot)) as usize
    }

    /// Both sides of a request.
    pub fn sides(&self, request: u32) -> [usize; 2] {
        self.problem.requests()[request as usize]
            .sides()
            .map(ParticipantId::index)
    }

    /// Whether idle time between the slot and the one before counts.
    pub fn follows(&self, slot: usize) -> bool {
        self.problem.slots()[slot].follows
    }

    /// Whether some meetings may not have every table, or tables differ.
    pub fn tables_matter(&self) -> bool {
        self.choices.len() > 1 || self.problem.places_matter()
    }

    /// Tables that the request may have.
    pub fn tables(&self, request: u32) -> &[u32] {
        &self.choices[self.choice[request as usize]]
    }

    /// Whether the table can be used in the slot.
    pub fn is_open(&self, table: u32, slot: usize) -> bool {
        self.presence.is_open(TableId(table), SlotId::at(slot))
    }

    /// Where the table is; on the net it is nowhere.
    pub fn site(&self, table: u32) -> Option<VenueId> {
        self.problem.venue_of(TableId(table))
    }

    /// Whether any number of meetings can be at the table.
    pub fn is_online(&self, table: u32) -> bool {
        self.problem.tables()[table as usize].kind == TableKind::Virtual
    }
}

/// The lists of tables to choose from, and the list of each request.
fn tables(problem: &Problem, presence: &Presence) -> (Vec<Vec<u32>>, Vec<usize>) {
    let mut number: HashMap<Vec<TableId>, usize> = HashMap::new();
    let mut choices = Vec::new();
    let mut choice = Vec::with_capacity(problem.requests().len());
    for (request, _) in problem.numbered_requests() {
        let list = presence.tables(problem, request);
        let known = *number.entry(list).or_insert_with_key(|list| {
            choices.push(list.iter().map(|table| table.0).collect());
            choices.len() - 1
        });
        choice.push(known);
    }
    (choices, choice)
}
