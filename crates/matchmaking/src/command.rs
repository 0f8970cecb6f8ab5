//! The command `judge`, from texts to an answer.

use crate::exchange::{self, Format, ReadError};
use crate::goals::{Goal, Limits, Standing as _, Values};
use crate::ids::{SlotId, TableId};
use crate::judge::{Verdict, judge};
use crate::reasons::with_reasons;
use crate::timetable::{Place, Timetable};
use crate::{Figures, Problem};

/// Judges a solution text against a problem text, both in the exchange format.
///
/// Where a solution has no reasons, they are found for it. Where it has no tables, the judge looks
/// at slots only: as many meetings per slot as tables.
///
/// # Errors
/// What cannot be read in either text.
pub fn judge_texts(problem: &str, solution: &str) -> Result<Verdict, ReadError> {
    let problem = exchange::read_problem(problem)?;
    if Format::of(solution) == Format::Whole {
        let timetable = exchange::read_timetable(&problem, solution)?;
        return Ok(judge(&problem, &timetable));
    }
    let slots = exchange::read_solution(&problem, solution)?;
    let tables = exchange::read_tables(&problem, solution)?;
    Ok(judge_seats(&problem, &slots, &tables))
}

/// Judges one slot per request, with reasons that are found for what has none.
#[must_use]
pub fn judge_slots(problem: &Problem, slots: &[Option<SlotId>]) -> Verdict {
    judge_seats(problem, slots, &vec![None; slots.len()])
}

/// As [`judge_slots`], with one table per request where it is known.
#[must_use]
pub fn judge_seats(
    problem: &Problem,
    slots: &[Option<SlotId>],
    tables: &[Option<TableId>],
) -> Verdict {
    let exists = |slot: &SlotId| slot.index() < problem.slots().len();
    let known: Vec<_> = slots
        .iter()
        .zip(tables)
        .map(|(slot, table)| slot.as_ref().filter(|s| exists(s)).map(|&s| (s, *table)))
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

/// The last line of `judge --json`. Where goals are in order, `goals` holds the value by each.
#[must_use]
pub fn judge_line(verdict: &Verdict) -> String {
    let Figures {
        held,
        weight,
        breaks,
        most_breaks,
        ..
    } = &verdict.figures;
    let mut line = serde_json::json!({
        "valid": verdict.is_valid(),
        "violations": verdict.violations,
        "shortfalls": verdict.shortfalls,
        "breaks": breaks,
        "max_breaks": most_breaks,
        "weight": weight.part,
        "scheduled": held.part,
    });
    if let Some(values) = &verdict.values {
        line["goals"] = told(values);
    }
    line.to_string()
}

/// The value by each goal under its word, smaller being better; of fairness the sorted satisfied
/// shares, as `[held, asked, participants]` in lowest terms.
#[must_use]
pub fn told(values: &Values) -> serde_json::Value {
    let mut told = serde_json::Map::new();
    for goal in Goal::ALL {
        let value = if goal == Goal::Fairness {
            let shares = values.satisfied.shares.iter();
            let shares = shares.map(|(share, n)| [share.part, share.whole, *n]);
            shares.collect::<Vec<_>>().into()
        } else {
            values.value(goal).into()
        };
        told.insert(goal.word().to_owned(), value);
    }
    told.into()
}

/// What is proved by each goal under its word, as the value by it counts: there is nothing smaller
/// among the timetables that the goals before leave. Of fairness, whether nothing is fairer; `whole` is
/// what all requests weigh.
#[must_use]
pub fn proved(limits: &Limits, whole: u64) -> serde_json::Value {
    let mut told = serde_json::Map::new();
    for goal in Goal::ALL {
        let value = match goal {
            Goal::Fairness => limits.fairest.into(),
            _ => limits.least(goal, whole).into(),
        };
        told.insert(goal.word().to_owned(), value);
    }
    told.into()
}
