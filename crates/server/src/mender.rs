//! The optimiser as the office's mender of published timetables.

use app::timetables::{Mended, Mender, Remedied};
use matchmaking::change::Changed;
use matchmaking::conflict::Conflict;
use matchmaking::{Problem, RequestId, Timetable};
use scheduler::StepLimit;
use scheduler::conflict::conflict;
use scheduler::repair::{Effort, Remedy, remedies};
use scheduler::replan::{Proof, Wishes, replan};

/// Steps for one proposal: within a second, and the same answer on every machine.
const STEPS: u64 = 150_000;

/// Questions that are asked to find a smallest contradiction.
const QUESTIONS: usize = 400;

/// Mends by re-planning.
#[derive(Debug, Clone, Copy)]
pub struct Optimiser;

impl Mender for Optimiser {
    fn mend(&self, changed: &Changed, fill: bool) -> Mended {
        let wishes = Wishes { seed: 1, fill };
        let proposal = replan(changed, wishes, &StepLimit(STEPS), &mut |_| {});
        Mended {
            timetable: proposal.timetable,
            minimal: proposal.proof == Proof::Minimal,
            least: proposal.proof >= Proof::Disturbance,
        }
    }

    fn remedies(
        &self,
        problem: &Problem,
        timetable: &Timetable,
        request: RequestId,
    ) -> Vec<Remedied> {
        let found = remedies(problem, timetable, request, Effort::default()).found;
        let told = |one: Remedy| Remedied {
            repairs: one.repairs,
            problem: one.problem,
            timetable: one.timetable,
        };
        found.into_iter().map(told).collect()
    }

    fn conflict(&self, problem: &Problem) -> Option<Conflict> {
        conflict(problem, QUESTIONS)
    }
}
