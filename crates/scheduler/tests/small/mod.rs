//! Small random problems of variant a, and the answer that trying every timetable finds.

use matchmaking::{
    Draft, Engagement, Participant, ParticipantId, Precedence, Problem, Request, RequestId, SlotId,
    Table, Variant, Window, measure,
};
use proptest::prelude::*;

/// Fewest breaks of a complete timetable that keeps every rule, found by trying all; `None` if
/// there is none.
pub fn by_trying_all(problem: &Problem) -> Option<u64> {
    let mut slots = Vec::new();
    let mut best = None;
    try_all(problem, &mut slots, &mut best);
    best
}

fn try_all(problem: &Problem, slots: &mut Vec<Option<SlotId>>, best: &mut Option<u64>) {
    let request = slots.len();
    if request == problem.requests().len() {
        let figures = measure(problem, slots);
        let Variant::HoldAll { fairness } = problem.variant() else {
            return;
        };
        let spread = figures.most_breaks - figures.fewest_breaks;
        if fairness.is_none_or(|most| spread <= u64::from(most)) {
            *best = Some(best.map_or(figures.breaks, |least| least.min(figures.breaks)));
        }
        return;
    }
    for slot in problem.slot_ids() {
        slots.push(Some(slot));
        if keeps_rules(problem, slots) {
            try_all(problem, slots, best);
        }
        slots.pop();
    }
}

/// Whether the last of the meetings fits to those before.
fn keeps_rules(problem: &Problem, slots: &[Option<SlotId>]) -> bool {
    let last = slots.len() - 1;
    let slot = slots[last].unwrap();
    let request = &problem.requests()[last];
    let in_window = match &request.window {
        Window::Any => true,
        Window::Session(session) => problem.slots()[slot.index()].session == Some(*session),
        Window::Slots(all) => all.contains(&slot),
    };
    let together: Vec<usize> = (0..=last).filter(|&r| slots[r] == Some(slot)).collect();
    let open = |table: &&Table| !table.unavailable.contains(&slot);
    let has_people = |who: ParticipantId| {
        let participant = &problem.participants()[who.index()];
        let time = &problem.slots()[slot.index()];
        let away: u32 = participant
            .engagements
            .iter()
            .filter(|e| e.starts < time.ends && time.starts < e.ends)
            .map(|e| e.people)
            .sum();
        let meetings = together
            .iter()
            .filter(|&&r| problem.requests()[r].sides().contains(&who))
            .count();
        !participant.forbidden.contains(&slot)
            && meetings as u32 + away.min(participant.people) <= participant.people
    };
    let pair = |a, b| problem.blocked().contains(&(a, b)) || problem.blocked().contains(&(b, a));
    let in_order = problem.precedences().iter().all(|p| {
        let at = |r: RequestId| slots.get(r.index()).copied().flatten();
        match (at(p.before), at(p.after)) {
            (Some(before), Some(after)) => before < after,
            _ => true,
        }
    });
    in_window
        && request.fixed.is_none_or(|fixed| fixed == slot)
        && together.len() <= problem.tables().iter().filter(open).count()
        && request.sides().into_iter().all(has_people)
        && !pair(request.first, request.second)
        && in_order
}

prop_compose! {
    fn participant(slots: usize)(
        people in prop_oneof![4 => Just(1_u32), 1 => 2..4_u32],
        forbidden in prop::collection::btree_set(0..slots as u32, 0..2),
        away in prop::option::weighted(0.15, 0..slots as i64),
    ) -> Participant {
        Participant {
            people,
            forbidden: forbidden.into_iter().map(SlotId).collect(),
            engagements: away.map(|t| Engagement {
                key: String::new(), starts: t, ends: t + 1, people: 1,
            }).into_iter().collect(),
            ..Participant::single()
        }
    }
}

/// Which of all pairs meet, what the window of each is, its fixed slot.
type Wish = (usize, u8, Option<u32>);

prop_compose! {
    pub fn small_problem()(people in 3..7_usize, slots in 2..6_usize)(
        participants in prop::collection::vec(participant(slots), people),
        wishes in prop::collection::vec((0..15_usize, 0..6_u8, prop::option::weighted(0.1, 0..slots as u32)), 1..7),
        tables in 1..4_usize,
        closed in prop::option::weighted(0.3, 0..slots as u32),
        borders in prop::collection::vec(prop::bool::weighted(0.2), slots),
        order in prop::collection::vec((0..6_usize, 0..6_usize), 0..3),
        fairness in prop::option::of(0..3_u32),
        blocked in prop::option::weighted(0.05, 0..15_usize),
    ) -> Problem {
        let pairs: Vec<(u32, u32)> = (0..participants.len() as u32)
            .flat_map(|a| (a + 1..6).map(move |b| (a, b)))
            .filter(|&(_, b)| (b as usize) < participants.len())
            .collect();
        let mut wishes: Vec<Wish> = wishes.into_iter().map(|(p, w, f)| (p % pairs.len(), w, f)).collect();
        wishes.sort_unstable();
        wishes.dedup_by_key(|wish| wish.0);
        let ids = |n: usize| { let (a, b) = pairs[n % pairs.len()]; (ParticipantId(a), ParticipantId(b)) };
        let requests: Vec<Request> = wishes.iter().map(|&(pair, window, fixed)| {
            let (a, b) = ids(pair);
            Request {
                window: match window { 0 => Window::Session(0), 1 if borders.len() > 2 => Window::Session(1), _ => Window::Any },
                fixed: fixed.map(SlotId),
                ..Request::between(a, b, 1, 1)
            }
        }).collect();
        let precedences = order.into_iter()
            .map(|(a, b)| (a % requests.len(), b % requests.len()))
            .filter(|(a, b)| a < b)
            .map(|(a, b)| Precedence { before: RequestId::at(a), after: RequestId::at(b) })
            .collect::<std::collections::BTreeSet<_>>().into_iter().collect();
        let mut times = Draft::plain_slots(borders.len());
        for (t, (slot, border)) in times.iter_mut().zip(borders).enumerate() {
            slot.follows = !border;
            slot.session = Some(u32::from(t >= 2));
        }
        let mut tables = vec![Table::default(); tables];
        tables[0].unavailable = closed.map(SlotId).into_iter().collect();
        Problem::admitting_contradictions(Draft {
            name: "small".into(),
            variant: Variant::HoldAll { fairness },
            slots: times, tables, participants, requests, precedences,
            blocked: blocked.map(ids).into_iter().collect(),
            ..Draft::default()
        }).unwrap()
    }
}
