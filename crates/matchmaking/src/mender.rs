//! What an office asks of an optimiser besides timetables: to mend one, to say what contradicts a
//! meeting without a place, and what would make room for it.

use crate::change::Changed;
use crate::conflict::Conflict;
use crate::ids::RequestId;
use crate::problem::Problem;
use crate::repairs::Repair;
use crate::timetable::Timetable;

/// An optimiser as an office sees it. The same question gives the same answer, as long as nobody
/// ends it early.
pub trait Mender: Send + Sync {
    /// A mended timetable. Takes up to a second of processor time, so it is called where blocking
    /// is allowed.
    fn mend(&self, changed: &Changed, fill: bool) -> Mended;

    /// Whether a request fits after these changes, with a timetable that shows it. Takes up to a
    /// second.
    fn remedy(&self, wanting: Wanting<'_>, repairs: &[Repair]) -> Option<Remedied>;

    /// Looks for what contradicts a request and for the cheapest changes after which it fits, and
    /// tells each thing when it is found. May take minutes; ends soon after the watch says so.
    fn explain(&self, wanting: Wanting<'_>, watch: &mut dyn Watch);
}

/// A request that has no place in a timetable of a problem.
#[derive(Debug, Clone, Copy)]
pub struct Wanting<'a> {
    /// The problem.
    pub problem: &'a Problem,
    /// A timetable of it, complete or not.
    pub timetable: &'a Timetable,
    /// The request.
    pub request: RequestId,
}

/// Somebody who waits for an explanation.
pub trait Watch {
    /// Whether to go on; asked before every piece of work, each of which is done within a second
    /// or so.
    fn goes_on(&self) -> bool;

    /// Something was found, or tried.
    fn sees(&mut self, sight: Sight<'_>);
}

/// What is told while an explanation is looked for.
#[derive(Debug, Clone, Copy)]
pub enum Sight<'a> {
    /// So many single changes have been tried.
    Singles(usize),
    /// So many sets of changes have been looked at.
    Sets(usize),
    /// A change, or a set of them, that works.
    Works(&'a Remedied),
    /// What contradicts the request is looked for.
    Contradicts,
    /// A contradiction, each smaller than the one told before.
    Contradiction(&'a Conflict),
}

/// What a mender found.
#[derive(Debug, Clone)]
pub struct Mended {
    /// It answers the changed question.
    pub timetable: Timetable,
    /// Whether none is better in any respect.
    pub minimal: bool,
    /// Whether none loses less and, of those, none touches fewer people or meetings.
    pub least: bool,
}

/// Changes that work, as an optimiser found them.
#[derive(Debug, Clone)]
pub struct Remedied {
    /// What to change: one change, or several together.
    pub repairs: Vec<Repair>,
    /// The repaired question.
    pub problem: Problem,
    /// A timetable of it in which the request is held and everything that was held before, but
    /// for what the changes give up.
    pub timetable: Timetable,
}
