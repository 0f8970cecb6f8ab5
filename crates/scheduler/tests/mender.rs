//! An explanation tells the same as its parts, in an order that is worth waiting for.

#![allow(clippy::unwrap_used, reason = "tests")]

use matchmaking::conflict::Conflict;
use matchmaking::mender::{Mender as _, Sight, Wanting, Watch};
use matchmaking::repairs::Repair;
use matchmaking::{
    Draft, Participant, ParticipantId, Problem, Request, RequestId, SlotId, Table, Timetable,
    Variant, judge, reasons,
};
use scheduler::conflict::conflict;
use scheduler::mender::Optimiser;
use scheduler::repair::{Effort, remedies};

/// Three firms with a meeting each between two of them; two are away when the third meeting could
/// be, so both have to come.
fn scene() -> (Problem, Timetable, RequestId) {
    let between = |(a, b)| Request::between(ParticipantId(a), ParticipantId(b), 1, 1);
    let mut draft = Draft {
        name: "scene".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(3),
        tables: vec![Table::default(); 2],
        participants: vec![Participant::single(); 3],
        requests: [(0, 1), (0, 2), (1, 2)].map(between).to_vec(),
        ..Draft::default()
    };
    draft.participants[1].forbidden = vec![SlotId(1), SlotId(2)];
    draft.participants[2].forbidden = vec![SlotId(0), SlotId(2)];
    let problem = Problem::new(draft).unwrap();
    let at = |slot| Some((SlotId(slot), None));
    let timetable = reasons::with_reasons(&problem, &[at(0), at(1), None]);
    (problem, timetable, RequestId(2))
}

/// All that works is told, not only the cheapest.
fn optimiser() -> Optimiser {
    let effort = Effort {
        most: 20,
        ..Effort::default()
    };
    Optimiser {
        effort,
        ..Optimiser::default()
    }
}

/// Writes down what it is told, and stops after so much.
#[derive(Default)]
struct Listener {
    /// The first letter of each sight, without repetitions.
    order: String,
    works: Vec<Vec<Repair>>,
    conflicts: Vec<Conflict>,
    sights: usize,
    most: Option<usize>,
}

impl Watch for Listener {
    fn goes_on(&self) -> bool {
        self.most.is_none_or(|most| self.sights < most)
    }

    fn sees(&mut self, sight: Sight<'_>) {
        self.sights += 1;
        let letter = match sight {
            Sight::Singles(_) => '1',
            Sight::Sets(_) => '2',
            Sight::Contradicts => '?',
            Sight::Contradiction(conflict) => {
                self.conflicts.push(conflict.clone());
                'c'
            }
            Sight::Works(found) => {
                assert!(judge(&found.problem, &found.timetable).is_valid());
                self.works.push(found.repairs.clone());
                return;
            }
        };
        if !self.order.ends_with(letter) {
            self.order.push(letter);
        }
    }
}

fn explained(most: Option<usize>) -> Listener {
    let (problem, timetable, request) = scene();
    let wanting = Wanting {
        problem: &problem,
        timetable: &timetable,
        request,
    };
    let mut listener = Listener {
        most,
        ..Listener::default()
    };
    optimiser().explain(wanting, &mut listener);
    listener
}

#[test]
fn an_explanation_tells_single_changes_then_what_contradicts_then_sets() {
    let (problem, timetable, request) = scene();
    let heard = explained(None);
    assert_eq!(heard.order, "1?c2");
    let parts = remedies(&problem, &timetable, request, optimiser().effort).found;
    let mut parts: Vec<Vec<Repair>> = parts.into_iter().map(|one| one.repairs).collect();
    let mut works = heard.works;
    parts.sort();
    works.sort();
    assert_eq!(works, parts);
    assert!(works.iter().any(|set| set.len() == 2), "{works:?}");
    let mut must = problem.into_draft();
    must.requests[request.index()].must = true;
    let must = Problem::admitting_contradictions(must).unwrap();
    assert_eq!(heard.conflicts.last(), conflict(&must, 2_000).as_ref());
}

#[test]
fn whenever_it_is_ended_what_was_told_before_stands() {
    let whole = explained(None);
    for most in 0..whole.sights {
        let part = explained(Some(most));
        assert!(part.sights <= whole.sights);
        assert!(whole.works.starts_with(&part.works), "{:?}", part.works);
        // After the end at most the piece at hand is told, and the contradiction once more.
        assert!(part.sights <= most + 3, "{} after {most}", part.sights);
    }
    assert_eq!(explained(Some(0)).works, Vec::<Vec<Repair>>::new());
}
