//! How far the tree of all mended timetables is searched.

/// How much of the tree is searched.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Most steps.
    pub steps: u64,
    /// Most meetings sent away one after the other.
    pub depth: usize,
    /// Most meetings tried for sending away at one place.
    pub width: usize,
}

impl Limits {
    /// The whole tree, if the steps suffice.
    pub const fn whole(steps: u64) -> Self {
        Self {
            steps,
            depth: usize::MAX,
            width: usize::MAX,
        }
    }

    /// A part of it.
    pub const fn near(steps: u64) -> Self {
        Self {
            steps,
            depth: 4,
            width: 8,
        }
    }
}
