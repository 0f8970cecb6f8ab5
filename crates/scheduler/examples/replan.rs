//! How fast a published timetable is mended: `cargo run --release -p scheduler --example replan`.
//!
//! A fair of 300 participants with 4,000 requests in 20 slots at 120 tables, and what may happen
//! on the day. For each event the time to the first proposal, and what two seconds more bring.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement needs the clock, and prints"
)]

use matchmaking::change::{Cost, Event, apply};
use matchmaking::{
    Draft, Participant, ParticipantId, Problem, Request, SlotId, Table, TableId, Variant, judge,
};
use scheduler::replan::{Wishes, replan};
use scheduler::{Halt, silent, solve};
use std::time::Instant;

const PEOPLE: u32 = 300;

fn main() {
    let problem = fair();
    let start = Instant::now();
    let limit = |seconds: f64, start: Instant| {
        move |_: u64| (start.elapsed().as_secs_f64() >= seconds).then_some(Halt::Limit)
    };
    let outcome = solve(&problem, 1, &limit(5.0, start), &mut silent());
    let published = outcome.timetable().unwrap();
    let held = published.slots().iter().flatten().count();
    println!(
        "published: {held} meetings of {} requests",
        problem.requests().len()
    );
    println!(
        "{:<34} {:>8} {:>24} {:>24} {:>12}",
        "event", "first s", "first: lost people moved", "after 2 s", "proof"
    );
    for (name, events) in events() {
        let changed = apply(&problem, published, 6, &events).unwrap();
        let start = Instant::now();
        let mut first: Option<(f64, Cost)> = None;
        let end = replan(&changed, Wishes::default(), &limit(2.0, start), &mut |p| {
            first.get_or_insert((start.elapsed().as_secs_f64(), p.cost));
        });
        assert!(judge(&changed.problem, &end.timetable).is_valid());
        let (seconds, cost) = first.unwrap();
        println!(
            "{name:<34} {seconds:>8.3} {:>24} {:>24} {:>12}",
            said(cost),
            said(end.cost),
            format!("{:?}", end.proof)
        );
    }
}

fn said(cost: Cost) -> String {
    format!("{} {} {}", cost.lost, cost.people, cost.meetings)
}

fn events() -> Vec<(&'static str, Vec<Event>)> {
    let away = |participant, from, until: Option<u32>| Event::Absent {
        participant: ParticipantId(participant),
        people: None,
        from: SlotId(from),
        until: until.map(SlotId),
    };
    let table = |table| Event::TableLost {
        table: TableId(table),
        from: SlotId(6),
        until: None,
    };
    vec![
        ("one participant does not come", vec![away(3, 6, None)]),
        ("one is late by three slots", vec![away(4, 6, Some(9))]),
        (
            "ten are late by three slots",
            (10..20).map(|p| away(p, 6, Some(9))).collect(),
        ),
        ("one leaves four slots early", vec![away(5, 16, None)]),
        ("a table breaks", vec![table(0)]),
        ("ten tables break", (0..10).map(table).collect()),
        ("a slot is lost", vec![Event::SlotLost { slot: SlotId(9) }]),
        (
            "a new must",
            vec![Event::NewRequest(Request {
                must: true,
                ..Request::between(ParticipantId(7), ParticipantId(8), 3, 3)
            })],
        ),
    ]
}

/// Numbers from a seed (Knuth's generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(n)) as u32
    }
}

fn fair() -> Problem {
    let mut dice = Dice(42);
    let mut draft = Draft {
        name: "fair".into(),
        variant: Variant::MostWeight,
        slots: Draft::plain_slots(20),
        tables: vec![Table::default(); 120],
        participants: vec![Participant::single(); PEOPLE as usize],
        requests: Vec::new(),
        ..Draft::default()
    };
    for (t, slot) in draft.slots.iter_mut().enumerate() {
        slot.starts = t as i64 * 20;
        slot.ends = slot.starts + 20;
    }
    for participant in &mut draft.participants {
        participant.forbidden = (0..20)
            .filter(|_| dice.below(20) == 0)
            .map(SlotId)
            .collect();
    }
    for _ in 0..4000 {
        let a = dice.below(PEOPLE);
        let b = (a + 1 + dice.below(PEOPLE - 1)) % PEOPLE;
        let (mine, theirs) = (1 + dice.below(3), dice.below(4));
        draft.requests.push(Request::between(
            ParticipantId(a),
            ParticipantId(b),
            mine as u8,
            theirs as u8,
        ));
    }
    Problem::new(draft).unwrap()
}
