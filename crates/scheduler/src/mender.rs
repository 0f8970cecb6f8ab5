//! The optimiser as an office's mender.

use crate::conflict::{Thoroughness, conflict_until};
use crate::repair::{Effort, Follow, Remedy, Told, alone, remedy, together};
use crate::replan::{Proof, Wishes, replan};
use crate::stop::{Halt, StepLimit};
use matchmaking::Problem;
use matchmaking::change::Changed;
use matchmaking::mender::{Mended, Mender, Remedied, Sight, Wanting, Watch};
use matchmaking::repairs::Repair;
use std::cell::RefCell;

/// Mends by re-planning, explains by the solver.
#[derive(Debug, Clone, Copy)]
pub struct Optimiser {
    /// Steps for one proposal: the same answer on every machine.
    pub steps: u64,
    /// How far repairs are looked for.
    pub effort: Effort,
    /// How far a contradiction is looked for.
    pub thoroughness: Thoroughness,
}

impl Default for Optimiser {
    /// A proposal within a second; an explanation as far as somebody waits for it.
    fn default() -> Self {
        Self {
            steps: 150_000,
            effort: Effort::default(),
            thoroughness: Thoroughness::patient(),
        }
    }
}

impl Mender for Optimiser {
    fn mend(&self, changed: &Changed, fill: bool) -> Mended {
        let wishes = Wishes { seed: 1, fill };
        let proposal = replan(changed, wishes, &StepLimit(self.steps), &mut |_| {});
        Mended {
            timetable: proposal.timetable,
            minimal: proposal.proof == Proof::Minimal,
            least: proposal.proof >= Proof::Disturbance,
        }
    }

    fn remedy(&self, wanting: Wanting<'_>, repairs: &[Repair]) -> Option<Remedied> {
        let asked = (wanting.problem, wanting.timetable, wanting.request);
        remedy(asked, repairs, self.effort).as_ref().map(told)
    }

    /// Single changes first, which are the most useful, then the contradiction, then sets.
    fn explain(&self, wanting: Wanting<'_>, watch: &mut dyn Watch) {
        let asked = (wanting.problem, wanting.timetable, wanting.request);
        let watch = RefCell::new(watch);
        let stop = |_: u64| (!watch.borrow().goes_on()).then_some(Halt::Requested);
        let mut tell = |one: Told<'_>| match one {
            Told::Single(tried) => watch.borrow_mut().sees(Sight::Singles(tried.sets)),
            Told::Set(tried) => watch.borrow_mut().sees(Sight::Sets(tried.sets)),
            Told::Found(remedy) => watch.borrow_mut().sees(Sight::Works(&told(remedy))),
        };
        let follow = &mut Follow {
            stop: &stop,
            tell: &mut tell,
        };
        let found = alone(asked, self.effort, follow);
        if let Some(problem) = wanted(wanting) {
            watch.borrow_mut().sees(Sight::Contradicts);
            let mut tell = |conflict: &_| watch.borrow_mut().sees(Sight::Contradiction(conflict));
            let last = conflict_until(&problem, self.thoroughness, &stop, &mut tell);
            if let Some(last) = last {
                watch.borrow_mut().sees(Sight::Contradiction(&last));
            }
        }
        let _ = together(asked, self.effort, follow, found);
    }
}

fn told(remedy: &Remedy) -> Remedied {
    Remedied {
        repairs: remedy.repairs.clone(),
        problem: remedy.problem.clone(),
        timetable: remedy.timetable.clone(),
    }
}

/// The problem in which the request is a must.
fn wanted(wanting: Wanting<'_>) -> Option<Problem> {
    let mut draft = wanting.problem.clone().into_draft();
    draft.requests.get_mut(wanting.request.index())?.must = true;
    Problem::admitting_contradictions(draft).ok()
}
