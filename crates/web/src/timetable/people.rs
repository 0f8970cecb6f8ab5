//! Participants down, slots across: everybody's afternoon at a glance.

use domain::matchmaking::Timetable;

use super::Frame;
use crate::kit::Link;
use crate::page::Page;

/// What a participant does in a slot.
pub(super) enum Doing {
    /// It meets these, each with the sign of the table.
    Meets(Vec<(String, String)>),
    /// It cannot meet then.
    Away,
    /// It waits between two meetings.
    Waits,
    /// It is free.
    Free,
}

/// One participant.
pub(super) struct Line {
    pub name: Link,
    pub count: String,
    pub slots: Vec<Doing>,
}

/// Everybody.
pub(super) struct People {
    pub times: Vec<String>,
    pub lines: Vec<Line>,
}

impl People {
    pub fn of(page: &Page, frame: &Frame, timetable: &Timetable) -> Self {
        let session = &frame.file.session;
        let times = (0..session.slots.len())
            .map(|slot| frame.clock(slot as u32))
            .collect();
        let agendas = frame.file.agendas(timetable);
        let mut lines = Vec::new();
        for (agenda, participant) in agendas.iter().zip(&session.participants) {
            let mut slots: Vec<Doing> = Vec::new();
            for slot in 0..session.slots.len() as u32 {
                let met: Vec<(String, String)> = agenda
                    .meetings
                    .iter()
                    .filter(|(placement, _)| placement.slot == slot)
                    .map(|(placement, with)| {
                        (
                            frame.called(page.language, *with),
                            frame.table(placement.table),
                        )
                    })
                    .collect();
                slots.push(if !met.is_empty() {
                    Doing::Meets(met)
                } else if participant.unavailable.contains(&slot) {
                    Doing::Away
                } else {
                    Doing::Free
                });
            }
            mark_waiting(frame, &mut slots);
            let href = frame.at(&format!("/agenda/{}", agenda.organisation));
            lines.push(Line {
                name: Link::new(href, frame.called(page.language, agenda.organisation)),
                count: super::number(page.language, agenda.meetings.len()),
                slots,
            });
        }
        Self { times, lines }
    }
}

/// Free slots between two meetings, where the border counts, are waiting time.
fn mark_waiting(frame: &Frame, slots: &mut [Doing]) {
    let follows = |slot: usize| frame.file.session.slots[slot].follows;
    let meets = |doing: &Doing| matches!(doing, Doing::Meets(_));
    for slot in 0..slots.len() {
        if !matches!(slots[slot], Doing::Free) {
            continue;
        }
        let before = (0..slot)
            .rev()
            .take_while(|&t| follows(t + 1))
            .any(|t| meets(&slots[t]));
        let after = (slot + 1..slots.len())
            .take_while(|&t| follows(t))
            .any(|t| meets(&slots[t]));
        if before && after {
            slots[slot] = Doing::Waits;
        }
    }
}
