//! Sessions: their slots as people write them, and what a session must keep.

use crate::error::Refusal;
use domain::matchmaking::{Matchmaking, Slot};
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeSet;

/// Most slots of a session.
const MOST_SLOTS: usize = 500;
/// Most tables of a session.
const MOST_TABLES: usize = 2_000;
/// Most venues of a session.
const MOST_VENUES: usize = 50;
/// The longest way between two venues, in minutes.
const MOST_MINUTES: u32 = 600;
/// Most people of one participant.
const MOST_SEATS: u32 = 200;

/// The rules of a session: slots in order, tables with names, nobody twice.
pub(super) fn check(session: &Matchmaking) -> Result<(), Refusal> {
    if session.title.is_empty() {
        return Err(Refusal::new("refused-title-missing").at("title"));
    }
    for (n, slot) in session.slots.iter().enumerate() {
        let late = n > 0 && slot.start < session.slots[n - 1].end;
        if slot.end <= slot.start || late {
            return Err(Refusal::new("refused-slot-order")
                .arg("number", n + 1)
                .at("slots"));
        }
    }
    if session.slots.len() > MOST_SLOTS || session.tables.len() > MOST_TABLES {
        return Err(Refusal::new("refused-session-size").at("slots"));
    }
    let known = |slot: &u32| (*slot as usize) < session.slots.len();
    if !session.tables.iter().flat_map(|t| &t.closed).all(known) {
        return Err(Refusal::new("refused-unknown-slot").at("tables"));
    }
    let venues = session.venues.len();
    let placed = |table: &domain::matchmaking::Table| {
        table.venue.is_none_or(|venue| (venue as usize) < venues)
    };
    if !session.tables.iter().all(placed) {
        return Err(Refusal::new("refused-unknown-venue").at("tables"));
    }
    let longest = session.venues.iter().flat_map(|v| &v.minutes).max();
    if venues > MOST_VENUES || longest.is_some_and(|minutes| *minutes > MOST_MINUTES) {
        return Err(Refusal::new("refused-session-venues").at("venues"));
    }
    people(session)?;
    let mut seen = BTreeSet::new();
    for participant in &session.participants {
        if !seen.insert(participant.organisation) {
            return Err(Refusal::new("refused-participant-twice").at("participants"));
        }
        if participant.seats == 0 || participant.seats > MOST_SEATS {
            return Err(Refusal::new("refused-participant-seats").at("participants"));
        }
        if !participant.unavailable.iter().all(known) {
            return Err(Refusal::new("refused-unknown-slot").at("participants"));
        }
    }
    super::times::check(session)
}

/// Nobody is in two places: each person sits with one participant or interprets. Slots exist, and
/// interpreters know languages.
fn people(session: &Matchmaking) -> Result<(), Refusal> {
    let known = |slot: &u32| (*slot as usize) < session.slots.len();
    let unknown = |field| Err(Refusal::new("refused-unknown-slot").at(field));
    let mut seen = BTreeSet::new();
    for one in &session.interpreters {
        if !seen.insert(one.person) {
            return Err(Refusal::new("refused-interpreter-twice").at("interpreters"));
        }
        if one.languages.is_empty() {
            return Err(Refusal::new("refused-interpreter-languages").at("interpreters"));
        }
        if one.longest_run == Some(0) {
            return Err(Refusal::new("refused-interpreter-run").at("interpreters"));
        }
        if !one.unavailable.iter().all(known) {
            return unknown("interpreters");
        }
    }
    for participant in &session.participants {
        if !participant.people.iter().all(|person| seen.insert(*person)) {
            return Err(Refusal::new("refused-person-twice").at("people"));
        }
        let absences = participant.absences.iter();
        if !absences.flat_map(|one| &one.slots).all(known) {
            return unknown("people");
        }
    }
    Ok(())
}

/// Why a text does not say slots.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlotsRefused {
    /// A line is not a time span.
    #[error("line {line} is not like 2027-04-13 13:00-13:25")]
    Unreadable {
        /// The line, from 1.
        line: usize,
    },
    /// The first slot has no date.
    #[error("line {line} has no date and follows none")]
    DateMissing {
        /// The line, from 1.
        line: usize,
    },
    /// A slot ends before it starts, or starts before the one above has ended.
    #[error("line {line} is not after the line above")]
    Order {
        /// The line, from 1.
        line: usize,
    },
}

/// Reads slots, one a line: `2027-04-13 13:00-13:25`, the date only where it changes. An empty
/// line is a pause in which waiting does not count as a break; so is a new day.
///
/// # Errors
/// The first line that does not say a slot.
pub fn slots_from_text(text: &str) -> Result<Vec<Slot>, SlotsRefused> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut date: Option<Date> = None;
    let mut paused = true;
    for (n, line) in text.lines().enumerate() {
        let line_number = n + 1;
        let words: Vec<&str> = line.split_whitespace().collect();
        let span = match words[..] {
            [] => {
                paused = true;
                continue;
            }
            [day, span] => {
                let day: Date = day
                    .parse()
                    .map_err(|_| SlotsRefused::Unreadable { line: line_number })?;
                paused |= date != Some(day);
                date = Some(day);
                span
            }
            [span] => span,
            _ => return Err(SlotsRefused::Unreadable { line: line_number }),
        };
        let (from, to) = read_span(span).ok_or(SlotsRefused::Unreadable { line: line_number })?;
        let day = date.ok_or(SlotsRefused::DateMissing { line: line_number })?;
        let (start, end) = (day.to_datetime(from), day.to_datetime(to));
        if end <= start || slots.last().is_some_and(|last| start < last.end) {
            return Err(SlotsRefused::Order { line: line_number });
        }
        slots.push(Slot {
            start,
            end,
            follows: !paused,
        });
        paused = false;
    }
    Ok(slots)
}

fn read_span(span: &str) -> Option<(Time, Time)> {
    let (from, to) = span.split_once(['-', '–'])?;
    Some((read_time(from)?, read_time(to)?))
}

fn read_time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once([':', '：'])?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Writes slots so that [`slots_from_text`] reads them back.
#[must_use]
pub fn slots_to_text(slots: &[Slot]) -> String {
    let mut lines = Vec::new();
    let mut date = None;
    for (n, slot) in slots.iter().enumerate() {
        let day = slot.start.date();
        if n > 0 && !slot.follows && date == Some(day) {
            lines.push(String::new());
        }
        let clock = |at: DateTime| format!("{:02}:{:02}", at.hour(), at.minute());
        let span = format!("{}-{}", clock(slot.start), clock(slot.end));
        lines.push(if date == Some(day) {
            span
        } else {
            format!("{day} {span}")
        });
        date = Some(day);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const TEXT: &str = "2027-04-13 13:00-13:25\n13:25-13:50\n\n14:20-14:45\n2027-04-14 09:00-09:25";

    #[test]
    fn reads_what_it_writes() {
        let slots = slots_from_text(TEXT).unwrap();
        let follows: Vec<bool> = slots.iter().map(|slot| slot.follows).collect();
        assert_eq!(follows, [false, true, false, false]);
        assert_eq!(slots_to_text(&slots), TEXT);
        assert_eq!(slots_from_text("").unwrap(), []);
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        let refused = |text| slots_from_text(text).unwrap_err();
        assert_eq!(
            refused("13:00-13:25"),
            SlotsRefused::DateMissing { line: 1 }
        );
        assert_eq!(
            refused("2027-04-13 13:00-13:25\n13:20-13:40"),
            SlotsRefused::Order { line: 2 }
        );
        assert_eq!(
            refused("2027-04-13 13:00"),
            SlotsRefused::Unreadable { line: 1 }
        );
        assert_eq!(
            refused("2027-04-13 13:00-25:00"),
            SlotsRefused::Unreadable { line: 1 }
        );
        assert_eq!(
            refused("tomorrow 13:00-14:00 x"),
            SlotsRefused::Unreadable { line: 1 }
        );
    }
}
