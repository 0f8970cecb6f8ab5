//! What a run is asked for, in words: what matters more, and what stays as people were told.

use super::snapshot::{Snapshot, lock_tables};
use domain::matchmaking::Timetable;
use matchmaking::goals::{Goals, Tolerance};
use matchmaking::{Place, Problem, ProblemErrors, Request, SlotId, Supply, TableId, Variant};
use serde::{Deserialize, Serialize};

/// What matters more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aim {
    /// The wishes: what both sides want most comes first.
    #[default]
    Wishes,
    /// The number of meetings: every one counts the same.
    Count,
    /// The wishes, then fairness, waiting, changes of table, wished times, strictly in this order.
    Order,
}

/// How much of a goal may be given up for what comes after it, in per cent, where goals are in
/// order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GiveUp {
    /// Of the weight of the wishes.
    pub wishes: u32,
    /// Of everybody's satisfied share, in points.
    pub fairness: u32,
    /// How many more waits there may be.
    pub waiting: u32,
    /// How many more changes of table there may be.
    pub changes: u32,
}

impl GiveUp {
    fn goals(self) -> Goals {
        let tolerance = |percent: u32| match percent.min(100) {
            0 => Tolerance::Nothing,
            percent => Tolerance::PerMille(percent * 10),
        };
        Goals {
            weight: tolerance(self.wishes),
            fairness: tolerance(self.fairness),
            breaks: tolerance(self.waiting),
            changes: tolerance(self.changes),
            ..Goals::default()
        }
    }
}

impl Aim {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Wishes, Self::Order, Self::Count];

    /// Its word in forms and catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Wishes => "wishes",
            Self::Count => "count",
            Self::Order => "order",
        }
    }

    /// The aim of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aim| aim.code() == code)
    }

    /// The status under which a result is stored: what is proved of the number of meetings is
    /// not proved of the wishes.
    pub(super) fn status(self, word: &str) -> String {
        match self {
            Self::Wishes | Self::Order => word.to_owned(),
            Self::Count => format!("{word}_count"),
        }
    }
}

impl Snapshot {
    /// The question as it is asked. Locked meetings and, where `kept` says so, published ones
    /// stay where they are: they are held before anything else, in their slots.
    ///
    /// # Errors
    /// Never for a question that was checked; the checker decides.
    pub(super) fn asked(
        mut self,
        (aim, give_up): (Aim, GiveUp),
        kept: Option<&Timetable>,
    ) -> Result<Self, ProblemErrors> {
        let supply = Supply::of(&self.problem);
        let mut draft = self.problem.clone().into_draft();
        if aim == Aim::Order {
            draft.variant = Variant::InOrder(give_up.goals());
        }
        for (n, request) in draft.requests.iter_mut().enumerate() {
            if aim == Aim::Count {
                request.weight = 1;
            }
            request.must |= self.seats.get(n).is_some_and(Option::is_some);
        }
        for placed in kept.into_iter().flat_map(|kept| &kept.placements) {
            let Some(at) = self.position(placed.request) else {
                continue;
            };
            let slot = SlotId(placed.slot);
            let number = matchmaking::RequestId::at(at);
            // Where tables differ, a meeting only stays at a table that it may still have.
            let may_sit = supply.presence().is_none_or(|known| {
                let table = TableId(placed.table);
                known.tables(&self.problem, number).contains(&table) && known.is_open(table, slot)
            });
            let fits = may_sit && supply.possible(&self.problem, number).contains(slot);
            // What cannot be there any more, or is locked elsewhere, is free to go.
            if fits && draft.requests[at].fixed.is_none() {
                draft.requests[at].fixed = Some(slot);
                draft.requests[at].must = true;
                self.seats[at] = Some(placed.table);
            }
        }
        lock_tables(&mut draft, &self.seats);
        self.problem = Problem::admitting_contradictions(draft)?;
        Ok(self)
    }

    /// What the held meetings of an answer are worth by the wishes of both sides, whatever the
    /// run was asked for.
    pub(super) fn worth(&self, answer: &matchmaking::Timetable) -> u64 {
        let held = |place: &Place| place.slot().is_some();
        let worth = |r: &Request| Request::usual_weight(r.first_priority, r.second_priority);
        let all = self.problem.requests().iter().zip(&answer.places);
        all.filter(|(_, place)| held(place))
            .map(|(request, _)| u64::from(worth(request)))
            .sum()
    }
}
