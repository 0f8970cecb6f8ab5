//! How many meetings each participant can hold at most, everybody else being at hand.

use crate::bound::limit;
use crate::model::Model;
use matchmaking::Problem;

/// Most meetings of each participant: its requests have slots of their own, it has its pauses, and
/// no more people than it has.
pub(super) fn most_meetings<const W: usize>(problem: &Problem, model: &Model<W>) -> Vec<usize> {
    let most = |p: usize| {
        let longest = problem.participants()[p].longest_run;
        let paused = longest.map_or(usize::MAX, |longest| {
            with_pauses(model, p, longest as usize)
        });
        let cap = model.cap[p] as usize;
        let apart = matched(model, p, &model.requests_of[p]);
        limit(model, p).min(paused).min(apart).min(cap)
    };
    (0..model.people).map(most).collect()
}

/// How many of a participant's requests can have slots of their own at once (Kuhn's matching, a
/// slot having a place for each of the people).
pub(super) fn matched<const W: usize>(model: &Model<W>, p: usize, requests: &[u32]) -> usize {
    let mut sitting: Vec<Vec<u32>> = vec![Vec::new(); model.slots];
    let mut count = 0;
    for &request in requests {
        let mut seen = vec![false; model.slots];
        count += usize::from(find_slot(model, (p, request), &mut sitting, &mut seen));
    }
    count
}

/// Finds a slot for the request, for which others may have to go elsewhere.
fn find_slot<const W: usize>(
    model: &Model<W>,
    (p, request): (usize, u32),
    sitting: &mut [Vec<u32>],
    seen: &mut [bool],
) -> bool {
    for t in model.domain[request as usize].iter() {
        let places = model.capacity[p * model.slots + t] as usize;
        if places == 0 || std::mem::replace(&mut seen[t], true) {
            continue;
        }
        if sitting[t].len() < places {
            sitting[t].push(request);
            return true;
        }
        for k in 0..places {
            if find_slot(model, (p, sitting[t][k]), sitting, seen) {
                sitting[t][k] = request;
                return true;
            }
        }
    }
    false
}

/// Most meetings of a participant that never meets in more slots in a row than `longest`: of each
/// stretch of slots, as many as a pause after every so many leaves.
fn with_pauses<const W: usize>(model: &Model<W>, p: usize, longest: usize) -> usize {
    let people = &model.capacity[p * model.slots..(p + 1) * model.slots];
    let goes_on = |t: usize| t > 0 && model.segments.iter().any(|s| s.has(t) && s.has(t - 1));
    let (mut busy, mut run) = (0, 0_usize);
    for (t, &free) in people.iter().enumerate() {
        let fits = free > 0 && longest > 0;
        run = match (fits, goes_on(t)) {
            (false, _) => 0,
            (true, true) => run + 1,
            (true, false) => 1,
        };
        // The slot after a full run is the pause.
        if fits && !run.is_multiple_of(longest + 1) {
            busy += 1;
        }
    }
    let mut places: Vec<usize> = people.iter().map(|&n| n as usize).collect();
    places.sort_unstable_by(|a, b| b.cmp(a));
    places.iter().take(busy).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::trial::Trial;
    use matchmaking::Variant;

    /// Most meetings of the participant by trying every slot for each of its requests.
    fn try_all(
        (problem, model): (&Problem, &Model<1>),
        (p, n): (usize, usize),
        at: &mut Vec<usize>,
    ) -> usize {
        let Some(&request) = model.requests_of[p].get(n) else {
            return at.len();
        };
        let mut best = try_all((problem, model), (p, n + 1), at);
        let longest = problem.participants()[p].longest_run;
        for t in model.domain[request as usize].iter() {
            let there = at.iter().filter(|&&other| other == t).count();
            at.push(t);
            let run = |from: usize| (from..).take_while(|t| at.contains(t)).count();
            let rested = longest
                .is_none_or(|longest| (0..model.slots).all(|from| run(from) <= longest as usize));
            let places = model.capacity[p * model.slots + t] as usize;
            if there < places && rested && at.len() <= model.cap[p] as usize {
                best = best.max(try_all((problem, model), (p, n + 1), at));
            }
            at.pop();
        }
        best
    }

    #[test]
    fn nobody_holds_more_and_without_pauses_one_alone_holds_as_many() {
        let mut reached = 0;
        for seed in 0..60 {
            let trial = Trial {
                people: 4,
                slots: 4,
                tables: 4,
                requests: 9,
                two_groups: false,
                uneven: true,
            };
            let mut random = Random::new(seed);
            let mut draft = trial.problem(seed).into_draft();
            draft.variant = Variant::MostWeight;
            for participant in &mut draft.participants {
                participant.longest_run = random.once_in(3).then(|| 1 + random.below(2) as u32);
            }
            let problem = Problem::admitting_contradictions(draft).unwrap();
            let model = Model::<1>::new(&problem);
            for (p, most) in most_meetings(&problem, &model).into_iter().enumerate() {
                let best = try_all((&problem, &model), (p, 0), &mut Vec::new());
                assert!(most >= best, "seed {seed}, {p}: {most} < {best}");
                if problem.participants()[p].longest_run.is_none() {
                    assert_eq!(most, best, "seed {seed}, {p}");
                }
                reached += usize::from(most == best);
            }
        }
        assert!(reached > 220, "{reached} of 240");
    }
}
