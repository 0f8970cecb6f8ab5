//! What came of a search, claiming nothing that is not proved.

use crate::explain::Cause;
use crate::figures::Figures;
use crate::goals::Limits;
use crate::timetable::Timetable;
use serde::{Deserialize, Serialize};

/// A proved limit on the first objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Variant a: no complete timetable has fewer breaks.
    BreaksAtLeast(u64),
    /// Variant b: no timetable holds more weight.
    WeightAtMost(u64),
    /// Goals in order: what is proved by each of them.
    InOrder(Limits),
}

impl Bound {
    /// The number itself; the weight, where goals are in order.
    #[must_use]
    pub const fn value(self) -> u64 {
        match self {
            Self::BreaksAtLeast(value) | Self::WeightAtMost(value) => value,
            Self::InOrder(limits) => limits.weight,
        }
    }

    /// How far the figures are from the bound, where goals are in order by weight: 0 means that
    /// nothing better exists by that.
    #[must_use]
    pub const fn gap(self, figures: &Figures) -> u64 {
        match self {
            Self::BreaksAtLeast(value) => figures.breaks.saturating_sub(value),
            Self::WeightAtMost(_) | Self::InOrder(_) => {
                self.value().saturating_sub(figures.weight.part)
            }
        }
    }
}

/// The end of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing better exists in any objective of the variant.
    Optimal {
        /// The timetable.
        timetable: Timetable,
        /// Its figures.
        figures: Figures,
        /// The proved bound that it reaches.
        bound: Bound,
    },
    /// A timetable that keeps every rule; better ones may exist.
    Feasible {
        /// The timetable.
        timetable: Timetable,
        /// Its figures.
        figures: Figures,
        /// The proved bound.
        bound: Bound,
    },
    /// Somebody stopped the search; the best so far, which is complete only if `complete`.
    Stopped {
        /// The best so far.
        timetable: Timetable,
        /// Its figures.
        figures: Figures,
        /// The proved bound.
        bound: Bound,
        /// Whether it keeps every rule of the variant.
        complete: bool,
    },
    /// No timetable exists, for these causes.
    Infeasible {
        /// At least one, each a proof by itself.
        causes: Vec<Cause>,
    },
    /// The limit came before a complete timetable or a refutation; the nearest attempt.
    Unknown {
        /// The attempt: no double booking, but something the variant demands is missing.
        attempt: Timetable,
        /// Its figures.
        figures: Figures,
        /// The proved bound.
        bound: Bound,
    },
}

/// The name of an outcome, without its data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// See [`Outcome::Optimal`].
    Optimal,
    /// See [`Outcome::Feasible`].
    Feasible,
    /// See [`Outcome::Stopped`].
    Stopped,
    /// See [`Outcome::Infeasible`].
    Infeasible,
    /// See [`Outcome::Unknown`].
    Unknown,
}

impl Status {
    /// The word of the command line and of stored results.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Feasible => "feasible",
            Self::Stopped => "stopped",
            Self::Infeasible => "infeasible",
            Self::Unknown => "unknown",
        }
    }
}

impl Outcome {
    /// The name of this outcome.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Optimal { .. } => Status::Optimal,
            Self::Feasible { .. } => Status::Feasible,
            Self::Stopped { .. } => Status::Stopped,
            Self::Infeasible { .. } => Status::Infeasible,
            Self::Unknown { .. } => Status::Unknown,
        }
    }

    /// The timetable, if one came out that keeps every rule.
    #[must_use]
    pub const fn timetable(&self) -> Option<&Timetable> {
        match self {
            Self::Optimal { timetable, .. }
            | Self::Feasible { timetable, .. }
            | Self::Stopped {
                timetable,
                complete: true,
                ..
            } => Some(timetable),
            _ => None,
        }
    }

    /// The timetable or the nearest attempt, with its figures and the bound.
    #[must_use]
    pub const fn best(&self) -> Option<(&Timetable, &Figures, Bound)> {
        match self {
            Self::Optimal {
                timetable,
                figures,
                bound,
            }
            | Self::Feasible {
                timetable,
                figures,
                bound,
            }
            | Self::Stopped {
                timetable,
                figures,
                bound,
                ..
            }
            | Self::Unknown {
                attempt: timetable,
                figures,
                bound,
            } => Some((timetable, figures, *bound)),
            Self::Infeasible { .. } => None,
        }
    }
}
