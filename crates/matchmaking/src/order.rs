//! Order between numbered things: circles and a sequence that respects it.

/// Some circle through `edges` on `count` nodes, in its order, if there is one.
pub(crate) fn cycle(count: usize, edges: &[(usize, usize)]) -> Option<Vec<usize>> {
    let (sequence, mut waiting) = peel(count, edges);
    if sequence.len() == count {
        return None;
    }
    // Every node that still waits has a predecessor that waits: walking back must close a circle.
    let mut before = vec![usize::MAX; count];
    for &(a, b) in edges {
        if waiting[a] > 0 && waiting[b] > 0 {
            before[b] = a;
        }
    }
    let mut node = (0..count).find(|&n| waiting[n] > 0)?;
    let mut path = Vec::new();
    while waiting[node] != usize::MAX {
        waiting[node] = usize::MAX;
        path.push(node);
        node = before[node];
    }
    let start = path.iter().position(|&n| n == node)?;
    let mut circle: Vec<usize> = path.split_off(start);
    circle.reverse();
    Some(circle)
}

/// The nodes in an order that respects the edges, as far as there is one.
pub(crate) fn sequence(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    peel(count, edges).0
}

/// Takes nodes without waiting predecessors one by one; also returns how many predecessors each
/// node still waits for.
fn peel(count: usize, edges: &[(usize, usize)]) -> (Vec<usize>, Vec<usize>) {
    let mut waiting = vec![0_usize; count];
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b) in edges {
        waiting[b] += 1;
        after[a].push(b);
    }
    let mut sequence: Vec<usize> = (0..count).filter(|&n| waiting[n] == 0).collect();
    let mut next = 0;
    while next < sequence.len() {
        for &b in &after[sequence[next]] {
            waiting[b] -= 1;
            if waiting[b] == 0 {
                sequence.push(b);
            }
        }
        next += 1;
    }
    (sequence, waiting)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_circle_and_not_what_hangs_on_it() {
        let edges = [(0, 1), (1, 2), (2, 3), (3, 1), (3, 4)];
        let circle = cycle(5, &edges).unwrap_or_default();
        assert_eq!(circle.len(), 3);
        for i in 0..3 {
            assert!(
                edges.contains(&(circle[i], circle[(i + 1) % 3])),
                "{circle:?}"
            );
        }
    }

    #[test]
    fn a_request_before_itself_is_a_circle() {
        assert_eq!(cycle(2, &[(1, 1)]), Some(vec![1]));
    }

    #[test]
    fn orders_what_has_no_circle() {
        assert_eq!(cycle(4, &[(3, 1), (1, 0)]), None);
        let order = sequence(4, &[(3, 1), (1, 0)]);
        let place = |n: usize| order.iter().position(|&x| x == n);
        assert!(place(3) < place(1) && place(1) < place(0));
        assert_eq!(order.len(), 4);
    }
}
