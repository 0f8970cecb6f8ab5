//! What the search pays, and how two timetables compare.

/// The exact value of a timetable, compared strictly in this order: smaller is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Score {
    /// Musts and promised minimums missed; in variant a, meetings missed.
    pub missed: u64,
    /// Weight of what is not held.
    pub lost: u64,
    /// Breaks beyond the fair number.
    pub unfair: u64,
    /// Breaks.
    pub breaks: u64,
}

impl Score {
    /// The worst possible.
    pub const WORST: Self = Self {
        missed: u64::MAX,
        lost: u64::MAX,
        unfair: u64::MAX,
        breaks: u64::MAX,
    };
}
