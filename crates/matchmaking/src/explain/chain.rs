//! What precedences do to the slots of meetings.

use super::Cause;
use crate::ids::{RequestId, SlotId};
use crate::order;
use crate::problem::Problem;
use crate::slotset::SlotSet;

/// The domains without the slots that are too early or too late for the order of meetings.
///
/// # Errors
/// A circle, or a chain of meetings that do not fit one after the other.
pub(super) fn narrow(problem: &Problem, domains: &[SlotSet]) -> Result<Vec<SlotSet>, Cause> {
    let count = problem.requests().len();
    let edges: Vec<(usize, usize)> = problem
        .precedences()
        .iter()
        .map(|p| (p.before.index(), p.after.index()))
        .collect();
    if let Some(circle) = order::cycle(count, &edges) {
        return Err(Cause::OrderInCircle {
            requests: circle.into_iter().map(RequestId::at).collect(),
        });
    }
    let mut before = vec![Vec::new(); count];
    let mut after = vec![Vec::new(); count];
    for &(a, b) in &edges {
        before[b].push(a);
        after[a].push(b);
    }
    let sequence = order::sequence(count, &edges);
    let mut narrowed = domains.to_vec();
    let mut pushed_by = vec![None; count];
    for &r in &sequence {
        let latest = before[r]
            .iter()
            .filter_map(|&b| narrowed[b].iter().next().map(|t| (t, b)))
            .max();
        if let Some((slot, pusher)) = latest {
            pushed_by[r] = Some(pusher);
            cut(&mut narrowed[r], |t| t > slot);
            if narrowed[r].is_empty() {
                return Err(chain(r, &pushed_by, &[]));
            }
        }
    }
    let mut pulled_by = vec![None; count];
    for &r in sequence.iter().rev() {
        let earliest = after[r]
            .iter()
            .filter_map(|&a| narrowed[a].iter().last().map(|t| (t, a)))
            .min();
        if let Some((slot, puller)) = earliest {
            pulled_by[r] = Some(puller);
            cut(&mut narrowed[r], |t| t < slot);
            if narrowed[r].is_empty() {
                return Err(chain(r, &pushed_by, &pulled_by));
            }
        }
    }
    Ok(narrowed)
}

fn cut(domain: &mut SlotSet, keep: impl Fn(SlotId) -> bool) {
    for slot in domain.to_vec().into_iter().filter(|&slot| !keep(slot)) {
        domain.remove(slot);
    }
}

/// The meetings that push and pull on `r`, in order.
fn chain(r: usize, pushed_by: &[Option<usize>], pulled_by: &[Option<usize>]) -> Cause {
    let step = |links: &[Option<usize>], node: usize| links.get(node).copied().flatten();
    let mut requests: Vec<RequestId> =
        std::iter::successors(Some(r), |&node| step(pushed_by, node))
            .map(RequestId::at)
            .collect();
    requests.reverse();
    let later = std::iter::successors(step(pulled_by, r), |&node| step(pulled_by, node));
    requests.extend(later.map(RequestId::at));
    Cause::ChainTooLong { requests }
}
