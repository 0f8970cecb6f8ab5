//! Participants down, slots across: everybody's afternoon at a glance.

use domain::ids::{OrganisationId, RequestId, TimetableId};
use domain::interpreting::Interpreter;
use domain::matchmaking::{Placement, Timetable};

use super::Frame;
use crate::kit::Link;
use crate::page::Page;

/// A meeting as one side sees it.
pub(super) struct Met {
    pub with: String,
    /// The language of that name, as a tag.
    pub lang: String,
    /// The sign of the table.
    pub table: String,
    /// Who comes, and who interprets.
    pub who: Vec<String>,
    /// Whether it is at a time that this side or both wished for, in words.
    pub wish: Option<String>,
    pub request: RequestId,
    /// The page that moves it; it can be dragged then.
    pub href: Option<String>,
    /// Fixed in its slot.
    pub fixed: bool,
    /// What the button is called that locks it.
    pub lock: String,
}

/// What a participant does in a slot.
pub(super) enum Doing {
    /// It meets these.
    Meets(Vec<Met>),
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
    pub who: OrganisationId,
    pub count: String,
    pub slots: Vec<Doing>,
}

/// Everybody.
pub(super) struct People {
    pub times: Vec<String>,
    pub lines: Vec<Line>,
    pub interpreters: Vec<Working>,
}

/// One interpreter.
pub(super) struct Working {
    pub name: Link,
    pub count: String,
    /// What they do in each slot: both sides of the meeting and its table; nothing where they are
    /// free, none where they cannot work.
    pub slots: Vec<Option<Vec<(String, String)>>>,
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
                let met: Vec<Met> = agenda
                    .meetings
                    .iter()
                    .filter(|(placement, _)| placement.slot == slot)
                    .map(|(placement, with)| met(page, frame, (timetable.id, placement), *with))
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
                who: agenda.organisation,
                count: super::number(page.language, agenda.meetings.len()),
                slots,
            });
        }
        let interpreters = session.interpreters.iter();
        Self {
            times,
            lines,
            interpreters: interpreters
                .map(|one| working(page, frame, (timetable, one)))
                .collect(),
        }
    }
}

/// What an interpreter does.
fn working(page: &Page, frame: &Frame, (timetable, one): (&Timetable, &Interpreter)) -> Working {
    let language = page.language;
    let slot = |slot: u32| {
        let own = timetable.placements.iter();
        let own = own.filter(|p| p.slot == slot && p.interpreter == Some(one.person));
        let met: Vec<(String, String)> = own
            .filter_map(|placed| {
                let request = frame.file.request(placed.request)?;
                let sides = [request.from, request.to].map(|id| frame.called(language, id));
                Some((sides.join(" – "), frame.table(placed.table)))
            })
            .collect();
        (!met.is_empty() || !one.unavailable.contains(&slot)).then_some(met)
    };
    let slots: Vec<_> = (0..frame.file.session.slots.len() as u32)
        .map(slot)
        .collect();
    let count = slots.iter().flatten().map(Vec::len).sum();
    let name = frame.file.name_of_person(one.person, language);
    Working {
        name: Link::new(frame.at(&format!("/interpreters/{}", one.person)), name),
        count: super::number(language, count),
        slots,
    }
}

/// A meeting as one side sees it, who meets `with`.
fn met(
    page: &Page,
    frame: &Frame,
    (timetable, placement): (TimetableId, &Placement),
    with: OrganisationId,
) -> Met {
    let request = frame.file.request(placement.request);
    let sides = request.map(|r| [r.from, r.to].map(|id| frame.called(page.language, id)));
    let [first, second] = sides.unwrap_or_default();
    let names = frame.file.organisations.get(&with);
    let shown = names.map(|one| one.record.names.display(page.language));
    // The other side is the asking one where this one was asked.
    let is_asked = request.is_some_and(|r| r.from == with);
    let own = request.and_then(|request| request.other(with));
    Met {
        wish: frame.file.wish_of(placement, own).as_wished(page.language),
        who: frame.attending(page.language, placement, is_asked),
        with: frame.called(page.language, with),
        lang: shown.map_or_else(String::new, |name| name.language.as_str().to_owned()),
        table: frame.table(placement.table),
        request: placement.request,
        href: frame.move_at(timetable, placement.request),
        fixed: request.is_some_and(|r| r.fixed.is_some()),
        lock: page.t2("board-lock-of", ("first", first), ("second", second)),
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
