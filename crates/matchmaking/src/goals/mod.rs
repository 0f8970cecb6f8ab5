//! What makes one timetable better than another: goals in a strict order, each with a tolerance.
//!
//! Let v₁ … v₈ be the values of a timetable by the goals in their order, smaller being better
//! ([`Values`]), and X₀ all timetables that keep every rule. Goal by goal, the best is
//! bᵢ = min { vᵢ(x) : x ∈ Xᵢ₋₁ }, and what may be given up of it decides who goes on:
//! Xᵢ = { x ∈ Xᵢ₋₁ : vᵢ(x) is within the tolerance of bᵢ }. The answer is the timetable of X₈
//! whose values are smallest when they are compared in order: nothing is given up that brings
//! nothing. Without tolerances this is the plain lexicographic order.
//!
//! [`Ladder`] compares two timetables by this; everybody who compares asks it.

mod ladder;
mod limits;
mod values;

pub use ladder::{Ladder, Standing, best_of};
pub use limits::{Limits, Reached, Settled};
pub use values::{Satisfied, Values, measure};

use serde::{Deserialize, Serialize};

/// What counts, the first before everything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Musts that are not held, and meetings missing to promised minimums.
    Promises,
    /// Weight of requests that are not held.
    Weight,
    /// The satisfied shares of all participants: the smallest is raised first, then the next.
    Fairness,
    /// Breaks of all participants together.
    Breaks,
    /// Most breaks of one participant.
    MostBreaks,
    /// How often somebody changes venue between two slots without a pause.
    Venues,
    /// How often somebody changes table, in the same venue or to another, between two slots
    /// without a pause.
    Changes,
    /// Wishes for slots that are not met.
    Wishes,
}

impl Goal {
    /// All goals in their order.
    pub const ALL: [Self; 8] = [
        Self::Promises,
        Self::Weight,
        Self::Fairness,
        Self::Breaks,
        Self::MostBreaks,
        Self::Venues,
        Self::Changes,
        Self::Wishes,
    ];

    /// The word of files and catalogues.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Promises => "promises",
            Self::Weight => "weight",
            Self::Fairness => "fairness",
            Self::Breaks => "breaks",
            Self::MostBreaks => "most_breaks",
            Self::Venues => "venues",
            Self::Changes => "changes",
            Self::Wishes => "wishes",
        }
    }
}

/// How much of a goal may be given up for the goals after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tolerance {
    /// Nothing.
    #[default]
    Nothing,
    /// So many units of the goal: vᵢ ≤ bᵢ + n. Not for fairness, which has no unit.
    Amount(u32),
    /// So many thousandths, at most 1000, rounded down. Of weight: of the best weight that can be
    /// held. Of fairness: each satisfied share, counted from the smallest, may be lower by so
    /// many thousandths of a participant's requests than the one at the same position of the
    /// best. Of any other goal: vᵢ ≤ bᵢ + n · bᵢ / 1000.
    PerMille(u32),
}

impl Tolerance {
    /// Whether nothing may be given up.
    #[must_use]
    #[allow(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes a reference"
    )]
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing | Self::Amount(0) | Self::PerMille(0))
    }
}

/// What may be given up of each goal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Goals {
    /// Of [`Goal::Promises`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub promises: Tolerance,
    /// Of [`Goal::Weight`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub weight: Tolerance,
    /// Of [`Goal::Fairness`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub fairness: Tolerance,
    /// Of [`Goal::Breaks`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub breaks: Tolerance,
    /// Of [`Goal::MostBreaks`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub most_breaks: Tolerance,
    /// Of [`Goal::Venues`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub venues: Tolerance,
    /// Of [`Goal::Changes`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub changes: Tolerance,
    /// Of [`Goal::Wishes`].
    #[serde(skip_serializing_if = "Tolerance::is_nothing")]
    pub wishes: Tolerance,
}

impl Goals {
    /// What may be given up of one goal.
    #[must_use]
    pub const fn tolerance(&self, goal: Goal) -> Tolerance {
        match goal {
            Goal::Promises => self.promises,
            Goal::Weight => self.weight,
            Goal::Fairness => self.fairness,
            Goal::Breaks => self.breaks,
            Goal::MostBreaks => self.most_breaks,
            Goal::Venues => self.venues,
            Goal::Changes => self.changes,
            Goal::Wishes => self.wishes,
        }
    }

    /// The greatest value by a goal with a number that is within its tolerance, if `value` is the
    /// best; of weight, `held` is what the best holds.
    #[must_use]
    pub fn allowed(&self, goal: Goal, value: u64, held: u64) -> u64 {
        let base = match goal {
            Goal::Weight => held,
            _ => value,
        };
        let more = match self.tolerance(goal) {
            Tolerance::Nothing => 0,
            Tolerance::Amount(n) => u64::from(n),
            // Sums of weights stay far below 2⁶⁴ / 1000.
            Tolerance::PerMille(n) => base.saturating_mul(u64::from(n)) / 1000,
        };
        value.saturating_add(more)
    }
}
