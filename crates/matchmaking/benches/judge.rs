//! How long the judge takes over 50,000 meetings, with and without unplaced requests.
//!
//! `cargo bench -p matchmaking --bench judge [-- MEETINGS]`

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench measures time and tells it"
)]

use matchmaking::{
    Draft, Participant, ParticipantId, Problem, Request, SlotId, Table, TableId, Timetable, judge,
    measure, reasons,
};
use std::time::Instant;

const SLOTS: usize = 20;
const ROUNDS: usize = 15;
/// One request in so many is left out in the second timetable.
const LEFT_OUT: usize = 10;

/// Two sides who all meet somebody in every slot: guest `i` sits at table `i` and meets host
/// `i + slot`.
fn problem(pairs: usize) -> Problem {
    let meeting = |slot: usize, guest: usize| {
        let host = pairs + (guest + slot) % pairs;
        Request::between(ParticipantId::at(guest), ParticipantId::at(host), 3, 2)
    };
    let draft = Draft {
        name: "full house".to_owned(),
        slots: Draft::plain_slots(SLOTS),
        tables: vec![Table::default(); pairs],
        participants: vec![Participant::single(); 2 * pairs],
        requests: (0..SLOTS)
            .flat_map(|slot| (0..pairs).map(move |guest| (slot, guest)))
            .map(|(slot, guest)| meeting(slot, guest))
            .collect(),
        ..Draft::default()
    };
    Problem::new(draft).unwrap()
}

fn timetable(problem: &Problem, pairs: usize, left_out: impl Fn(usize) -> bool) -> Timetable {
    let seats: Vec<_> = (0..SLOTS * pairs)
        .map(|n| (!left_out(n)).then(|| (SlotId::at(n / pairs), Some(TableId::at(n % pairs)))))
        .collect();
    let mut timetable = reasons::with_reasons(problem, &seats);
    timetable.claims = Some(measure(problem, &timetable.slots()));
    timetable
}

/// Median of some rounds in milliseconds.
fn time(problem: &Problem, timetable: &Timetable) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let verdict = judge(problem, timetable);
            let spent = start.elapsed().as_secs_f64() * 1e3;
            assert!(verdict.is_valid(), "{verdict:?}");
            spent
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

fn main() {
    let asked = std::env::args().filter_map(|word| word.parse().ok()).next();
    let meetings: usize = asked.unwrap_or(50_000);
    let pairs = (meetings / SLOTS).max(SLOTS);
    let problem = problem(pairs);
    let all = timetable(&problem, pairs, |_| false);
    let most = timetable(&problem, pairs, |n| n % LEFT_OUT == 0);
    println!(
        "{} meetings of {} participants: {:.1} ms; one in {LEFT_OUT} left out, with reasons: {:.1} ms (median of {ROUNDS})",
        SLOTS * pairs,
        2 * pairs,
        time(&problem, &all),
        time(&problem, &most),
    );
}
