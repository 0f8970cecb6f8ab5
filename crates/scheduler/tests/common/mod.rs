//! Small problems and the value of an answer, for comparing with trying everything.

use matchmaking::{
    Draft, Outcome, Participant, ParticipantId, Problem, Request, SlotId, Table, Variant, measure,
};
use scheduler::{StepLimit, silent, solve};

/// Missed musts and minimums, lost weight, breaks: smaller is better.
pub type Value = (u64, u64, u64);

/// Searches for so many steps.
pub fn run(problem: &Problem, steps: u64) -> Outcome {
    solve(problem, 7, &StepLimit(steps), &mut silent())
}

/// Participants of one person in a plain day.
pub fn small(people: usize, slots: usize, tables: usize, pairs: &[(u32, u32)]) -> Draft {
    Draft {
        name: "small".into(),
        variant: Variant::HoldAll { fairness: Some(2) },
        slots: Draft::plain_slots(slots),
        tables: vec![Table::default(); tables],
        participants: vec![Participant::single(); people],
        requests: pairs
            .iter()
            .map(|&(a, b)| Request::between(ParticipantId(a), ParticipantId(b), 1, 1))
            .collect(),
        ..Draft::default()
    }
}

/// The value of an assignment of slots.
pub fn value_of(problem: &Problem, slots: &[Option<SlotId>]) -> Value {
    let figures = measure(problem, slots);
    let missed = if problem.holds_all() {
        0
    } else {
        figures.musts_missed + figures.below_minimum
    };
    (
        missed,
        figures.weight.whole - figures.weight.part,
        figures.breaks,
    )
}
