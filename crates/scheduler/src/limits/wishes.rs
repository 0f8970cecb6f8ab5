//! Most wishes for slots that can be met.
//!
//! A wish of a request is half a wish of each of its sides, and a wish of a side is the side's alone. So
//! every participant has wishes of its own, and meets most of them when it has its best slots as if
//! nobody else were there; the sum of these bounds what all meet together.

use crate::flow::Network;
use crate::model::Model;
use matchmaking::{Problem, RequestId, SlotId};

/// No timetable meets more wishes than this; `most` are the most meetings of each participant.
pub(super) fn most_met<const W: usize>(problem: &Problem, model: &Model<W>, most: &[usize]) -> u64 {
    let halves: u64 = (0..model.people)
        .map(|p| halves_of(problem, model, (p, most[p])))
        .sum();
    halves / 2
}

/// Half wishes that the participant meets at most, as if it were alone.
fn halves_of<const W: usize>(
    problem: &Problem,
    model: &Model<W>,
    (p, most): (usize, usize),
) -> u64 {
    let mine = &model.requests_of[p];
    let slots = 2 + mine.len();
    let mut network = Network::new(slots + model.slots);
    let mut wished = false;
    for (n, &request) in mine.iter().enumerate() {
        network.join(0, 2 + n, 1, 0);
        let wishes = problem.wishes_of(RequestId(request));
        let side = usize::from(model.sides[request as usize][1] as usize == p);
        for t in model.domain[request as usize].iter() {
            let met = |set: &[SlotId]| u32::from(set.contains(&SlotId::at(t)));
            let halves = met(wishes[0]) + 2 * met(wishes[1 + side]);
            if halves > 0 {
                network.join(2 + n, slots + t, 1, halves);
                wished = true;
            }
        }
    }
    if !wished {
        return 0;
    }
    for t in 0..model.slots {
        let people = model.capacity[p * model.slots + t];
        network.join(slots + t, 1, people.into(), 0);
    }
    let sinks = slots..slots + model.slots;
    network
        .heaviest(most as u64, 3, sinks, &mut || false)
        .weight
}
