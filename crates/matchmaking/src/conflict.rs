//! The parts of a problem that contradict each other, as things that a person can give up.

use crate::errors::{MAX_PEOPLE, ProblemErrors};
use crate::ids::{ParticipantId, RequestId, SlotId};
use crate::problem::{Draft, Participant, Precedence, Problem, Table, Variant, Window};
use crate::supply::Supply;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One demand of a problem, those that are easiest to give up first.
///
/// Where every meeting must be held, that is what is demanded of the meetings. Otherwise the musts
/// are demanded, and the promised minimums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// The breaks of two participants differ by no more than allowed.
    Fairness,
    /// There are no more meetings in a slot than tables.
    Tables,
    /// A participant has a pause after its longest run of meetings.
    Pause(ParticipantId),
    /// One meeting comes before another.
    Order(Precedence),
    /// A meeting is at the table where it is locked.
    Locked(RequestId),
    /// A meeting is in its window.
    Window(RequestId),
    /// A meeting is at its fixed time.
    Fixed(RequestId),
    /// A participant has no more meetings than it wants.
    Cap(ParticipantId),
    /// Two never meet, because they are blocked or one side said no; the smaller number first.
    Apart(ParticipantId, ParticipantId),
    /// People of a participant are elsewhere: the position among its engagements.
    Engaged(ParticipantId, u32),
    /// A participant does not meet in a slot.
    Away(ParticipantId, SlotId),
    /// A participant holds no more meetings at once than it has people.
    People(ParticipantId),
    /// A participant gets the meetings that it was promised.
    Minimum(ParticipantId),
    /// A meeting is held.
    Meeting(RequestId),
}

/// Demands that cannot all be kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// They are proved to contradict each other; in the order of [`Demand`].
    pub demands: Vec<Demand>,
    /// Whether the others can be kept when any single one of them is given up.
    pub minimal: bool,
}

impl Conflict {
    /// The demands in portions that can be said in one sentence: the meetings, the slots in which
    /// one participant is away, participants with as many people.
    pub fn portions<'a>(&'a self, problem: &'a Problem) -> impl Iterator<Item = &'a [Demand]> {
        let people = |p: ParticipantId| problem.participants().get(p.index()).map(|p| p.people);
        self.demands.chunk_by(move |a, b| match (*a, *b) {
            (Demand::Meeting(_), Demand::Meeting(_)) => true,
            (Demand::Away(one, _), Demand::Away(other, _)) => one == other,
            (Demand::People(one), Demand::People(other)) => people(one) == people(other),
            _ => false,
        })
    }
}

/// Every demand of a problem in the order of [`Demand`].
#[must_use]
pub fn demands(problem: &Problem) -> Vec<Demand> {
    let mut all = vec![Demand::Tables];
    if let Variant::HoldAll { fairness: Some(_) } = problem.variant() {
        all.push(Demand::Fairness);
    }
    all.extend(problem.precedences().iter().map(|p| Demand::Order(*p)));
    let supply = Supply::of(problem);
    for (request, asked) in problem.numbered_requests() {
        all.extend((asked.window != Window::Any).then_some(Demand::Window(request)));
        all.extend(asked.fixed.map(|_| Demand::Fixed(request)));
        all.extend(asked.table.map(|_| Demand::Locked(request)));
        if supply.is_blocked(asked.first, asked.second) {
            all.push(apart(asked.first, asked.second));
        }
        if problem.holds_all() || asked.must {
            all.push(Demand::Meeting(request));
        }
    }
    for (p, participant) in problem.participants().iter().enumerate() {
        let id = ParticipantId::at(p);
        all.push(Demand::People(id));
        all.extend(participant.cap.map(|_| Demand::Cap(id)));
        all.extend(participant.longest_run.map(|_| Demand::Pause(id)));
        if participant.minimum > 0 && !problem.holds_all() {
            all.push(Demand::Minimum(id));
        }
        let away = participant.forbidden.iter();
        all.extend(away.map(|&slot| Demand::Away(id, slot)));
        let engaged = 0..participant.engagements.len() as u32;
        all.extend(engaged.map(|number| Demand::Engaged(id, number)));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// The demand that two never meet.
#[must_use]
pub fn apart(one: ParticipantId, other: ParticipantId) -> Demand {
    Demand::Apart(one.min(other), one.max(other))
}

/// The problem with these demands only, of those that [`demands`] lists. Where every meeting must
/// be held, meetings that are not demanded are not in it, so requests have other positions;
/// otherwise they stay and are no musts.
///
/// # Errors
/// Does not happen for demands of the problem itself.
pub fn only(problem: &Problem, kept: &[Demand]) -> Result<Problem, ProblemErrors> {
    let kept: BTreeSet<Demand> = kept.iter().copied().collect();
    let keeps = |demand: Demand| kept.contains(&demand);
    let holds_all = problem.holds_all();
    let mut draft = problem.clone().into_draft();
    if holds_all && !keeps(Demand::Fairness) {
        draft.variant = Variant::HoldAll { fairness: None };
    }
    if !keeps(Demand::Tables) {
        let more = draft.requests.len();
        draft.tables.extend((0..more).map(|_| Table::default()));
    }
    draft.precedences.retain(|p| keeps(Demand::Order(*p)));
    // Also pairs that a meeting which is not demanded keeps apart.
    let pairs = kept.iter().filter_map(|demand| match *demand {
        Demand::Apart(one, other) => Some((one, other)),
        _ => None,
    });
    draft.blocked = pairs.collect();
    for (r, request) in draft.requests.iter_mut().enumerate() {
        let id = RequestId::at(r);
        if !keeps(Demand::Window(id)) {
            request.window = Window::Any;
        }
        request.fixed = request.fixed.filter(|_| keeps(Demand::Fixed(id)));
        request.table = request.table.filter(|_| keeps(Demand::Locked(id)));
        request.no_thanks &= keeps(apart(request.first, request.second));
        request.must &= keeps(Demand::Meeting(id));
    }
    let meetings = draft.requests.len() as u32;
    for (p, participant) in draft.participants.iter_mut().enumerate() {
        loosen(participant, (ParticipantId::at(p), meetings), &keeps);
    }
    if holds_all {
        drop_meetings(&mut draft, &keeps);
    }
    Problem::admitting_contradictions(draft)
}

/// A participant with the demands that are kept.
fn loosen(
    participant: &mut Participant,
    (id, meetings): (ParticipantId, u32),
    keeps: &dyn Fn(Demand) -> bool,
) {
    participant.cap = participant.cap.filter(|_| keeps(Demand::Cap(id)));
    participant.longest_run = participant.longest_run.filter(|_| keeps(Demand::Pause(id)));
    if !keeps(Demand::Minimum(id)) {
        participant.minimum = 0;
    }
    participant
        .forbidden
        .retain(|&slot| keeps(Demand::Away(id, slot)));
    let mut number = 0;
    participant.engagements.retain(|_| {
        number += 1;
        keeps(Demand::Engaged(id, number - 1))
    });
    if !keeps(Demand::People(id)) {
        // Enough for everything at once, and so engagements take nobody away.
        participant.people = meetings.clamp(1, MAX_PEOPLE);
        participant.engagements.clear();
    }
}

fn drop_meetings(draft: &mut Draft, keeps: &dyn Fn(Demand) -> bool) {
    let held = |r: usize| keeps(Demand::Meeting(RequestId::at(r)));
    let mut number = vec![None; draft.requests.len()];
    let mut next = 0;
    for (r, number) in number.iter_mut().enumerate() {
        if held(r) {
            *number = Some(RequestId::at(next));
            next += 1;
        }
    }
    let renumbered = |p: &Precedence| {
        let (before, after) = (number[p.before.index()]?, number[p.after.index()]?);
        Some(Precedence { before, after })
    };
    draft.precedences = draft.precedences.iter().filter_map(renumbered).collect();
    let mut r = 0;
    draft.requests.retain(|_| {
        r += 1;
        held(r - 1)
    });
}
