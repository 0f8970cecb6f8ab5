//! The command `judge`, from texts to an answer.

use crate::exchange::{self, ReadError};
use crate::ids::SlotId;
use crate::judge::{Verdict, judge};
use crate::reasons::with_reasons;
use crate::timetable::{Place, Timetable};
use crate::{Figures, Problem};

/// Judges a solution text against a problem text, both in the exchange format.
///
/// The format has no tables and no reasons, so the judge looks at slots only: as many meetings
/// per slot as tables, and reasons that are found for it.
///
/// # Errors
/// What cannot be read in either text.
pub fn judge_texts(problem: &str, solution: &str) -> Result<Verdict, ReadError> {
    let problem = exchange::read_problem(problem)?;
    let slots = exchange::read_solution(&problem, solution)?;
    Ok(judge_slots(&problem, &slots))
}

/// Judges one slot per request, with reasons that are found for what has none.
#[must_use]
pub fn judge_slots(problem: &Problem, slots: &[Option<SlotId>]) -> Verdict {
    let exists = |slot: &SlotId| slot.index() < problem.slots().len();
    let known: Vec<_> = slots
        .iter()
        .map(|slot| slot.as_ref().filter(|s| exists(s)).map(|&s| (s, None)))
        .collect();
    let mut timetable = with_reasons(problem, &known);
    restore_unknown(&mut timetable, slots);
    judge(problem, &timetable)
}

/// Puts slots that do not exist back, for the judge to name.
fn restore_unknown(timetable: &mut Timetable, slots: &[Option<SlotId>]) {
    for (place, slot) in timetable.places.iter_mut().zip(slots) {
        if let (Place::Unplaced(_), Some(slot)) = (&*place, slot) {
            *place = Place::Held {
                slot: *slot,
                table: None,
            };
        }
    }
}

/// The last line of `judge --json`.
#[must_use]
pub fn judge_line(verdict: &Verdict) -> String {
    let Figures {
        held,
        weight,
        breaks,
        most_breaks,
        ..
    } = &verdict.figures;
    serde_json::json!({
        "valid": verdict.is_valid(),
        "violations": verdict.violations,
        "shortfalls": verdict.shortfalls,
        "breaks": breaks,
        "max_breaks": most_breaks,
        "weight": weight.part,
        "scheduled": held.part,
    })
    .to_string()
}
