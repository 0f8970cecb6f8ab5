//! Greatest-weight flow in a bipartite network, for the bound of variant b.
//!
//! Primal-dual: shortest paths with potentials give the next marginal weight, then a maximum flow
//! (Dinic) along all paths of that weight. The number of rounds is at most the greatest weight.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

const FAR: i64 = i64::MAX / 4;

/// A network whose arcs carry whole units.
pub(crate) struct Network {
    head: Vec<u32>,
    room: Vec<u32>,
    price: Vec<i64>,
    arcs_of: Vec<Vec<u32>>,
    potential: Vec<i64>,
    level: Vec<u32>,
    next_arc: Vec<usize>,
}

/// What a flow carries, or could at most carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    /// No flow within the given amount weighs more.
    pub weight: u64,
    /// Whether that weight is reached by a flow.
    pub exact: bool,
}

impl Network {
    /// `nodes` nodes without arcs; node 0 is the source, node 1 the sink.
    pub fn new(nodes: usize) -> Self {
        Self {
            head: Vec::new(),
            room: Vec::new(),
            price: Vec::new(),
            arcs_of: vec![Vec::new(); nodes],
            potential: vec![0; nodes],
            level: vec![0; nodes],
            next_arc: vec![0; nodes],
        }
    }

    /// An arc that carries up to `room` units of `weight` each; its number.
    pub fn join(&mut self, from: usize, to: usize, room: u32, weight: u32) -> usize {
        let number = self.head.len();
        for (start, end, room, price) in [
            (from, to, room, -i64::from(weight)),
            (to, from, 0, i64::from(weight)),
        ] {
            self.arcs_of[start].push(self.head.len() as u32);
            self.head.push(end as u32);
            self.room.push(room);
            self.price.push(price);
        }
        number
    }

    /// Units on the arc.
    pub fn carried(&self, arc: usize) -> u32 {
        self.room[arc ^ 1]
    }

    /// Length of the cheapest way to the node, after the flow was sought.
    pub fn potential(&self, node: usize) -> i64 {
        self.potential[node]
    }

    /// The greatest weight of a flow of at most `amount` units, in a network of three layers of
    /// arcs of which only the middle one has weights, of at most `heaviest`, and leads to `sinks`. When
    /// `give_up` says so, the marginal weight bounds the rest.
    pub fn heaviest(
        &mut self,
        amount: u64,
        heaviest: u32,
        sinks: std::ops::Range<usize>,
        give_up: &mut dyn FnMut() -> bool,
    ) -> Limit {
        // Feasible potentials to begin with: everything behind the middle layer is cheaper.
        for node in sinks.chain([1]) {
            self.begin_at(node, -i64::from(heaviest));
        }
        self.heaviest_from(amount, give_up)
    }

    /// Sets the potential of a node before a flow is sought: along every arc it falls by at least the
    /// weight of the arc.
    pub fn begin_at(&mut self, node: usize, potential: i64) {
        self.potential[node] = potential;
    }

    /// The greatest weight of a flow of at most `amount` units, from potentials that were set. When
    /// `give_up` says so, the marginal weight bounds the rest.
    pub fn heaviest_from(&mut self, amount: u64, give_up: &mut dyn FnMut() -> bool) -> Limit {
        let mut left = amount;
        let mut weight = 0;
        while left > 0 {
            self.shortest_paths();
            let marginal = self.marginal();
            if marginal <= 0 {
                break;
            }
            if give_up() {
                return Limit {
                    weight: weight + left.saturating_mul(marginal as u64),
                    exact: false,
                };
            }
            let pushed = self.push_all(left);
            if pushed == 0 {
                break;
            }
            left -= pushed;
            weight += pushed * marginal as u64;
        }
        Limit {
            weight,
            exact: true,
        }
    }

    fn reduced(&self, from: usize, arc: usize) -> i64 {
        self.price[arc] + self.potential[from] - self.potential[self.head[arc] as usize]
    }

    /// What the last unit brought, or the next at most brings.
    pub fn marginal(&self) -> i64 {
        self.potential[0] - self.potential[1]
    }

    /// Makes the potentials those of the cheapest paths, as far as a unit brings anything: then
    /// they are prices that prove the flow.
    fn shortest_paths(&mut self) {
        let mut distance = vec![FAR; self.arcs_of.len()];
        distance[0] = 0;
        let mut queue = BinaryHeap::from([(Reverse(0_i64), 0_usize)]);
        while let Some((Reverse(reached), node)) = queue.pop() {
            if reached > distance[node] {
                continue;
            }
            // Nodes beyond the sink keep its distance: that leaves the potentials feasible.
            if reached >= distance[1] {
                break;
            }
            for &arc in &self.arcs_of[node] {
                let arc = arc as usize;
                if self.room[arc] == 0 {
                    continue;
                }
                let to = self.head[arc] as usize;
                let through = reached + self.reduced(node, arc);
                if through < distance[to] {
                    distance[to] = through;
                    queue.push((Reverse(through), to));
                }
            }
        }
        let most = distance[1].min(self.marginal());
        for (potential, distance) in self.potential.iter_mut().zip(distance) {
            *potential += distance.min(most);
        }
    }

    /// A maximum flow along paths without reduced price, of at most `most` units.
    fn push_all(&mut self, most: u64) -> u64 {
        let mut pushed = 0;
        while pushed < most && self.levels() {
            self.next_arc.fill(0);
            while pushed < most && self.push_one() {
                pushed += 1;
            }
        }
        pushed
    }

    /// Breadth-first levels along free arcs; false if the sink cannot be reached.
    fn levels(&mut self) -> bool {
        self.level.fill(u32::MAX);
        self.level[0] = 0;
        let mut queue = vec![0_usize];
        let mut next = 0;
        while next < queue.len() {
            let node = queue[next];
            next += 1;
            for &arc in &self.arcs_of[node] {
                let to = self.head[arc as usize] as usize;
                let open = self.room[arc as usize] > 0 && self.reduced(node, arc as usize) == 0;
                if open && self.level[to] == u32::MAX {
                    self.level[to] = self.level[node] + 1;
                    queue.push(to);
                }
            }
        }
        self.level[1] != u32::MAX
    }

    /// One unit along a shortest free path.
    fn push_one(&mut self) -> bool {
        let mut path: Vec<u32> = Vec::new();
        let mut node = 0;
        loop {
            if node == 1 {
                for &arc in &path {
                    self.room[arc as usize] -= 1;
                    self.room[arc as usize ^ 1] += 1;
                }
                return true;
            }
            if let Some(&arc) = self.arcs_of[node].get(self.next_arc[node]) {
                let to = self.head[arc as usize] as usize;
                let open = self.room[arc as usize] > 0
                    && self.level[to] == self.level[node] + 1
                    && self.reduced(node, arc as usize) == 0;
                if open {
                    path.push(arc);
                    node = to;
                } else {
                    self.next_arc[node] += 1;
                }
            } else {
                // A dead end: nobody comes here again in this phase.
                self.level[node] = u32::MAX;
                let Some(arc) = path.pop() else { return false };
                node = self.head[arc as usize ^ 1] as usize;
                self.next_arc[node] += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two on the left (3 and 1 units), two on the right (2 units each).
    fn network() -> Network {
        let mut network = Network::new(6);
        network.join(0, 2, 3, 0);
        network.join(0, 3, 1, 0);
        for (left, right, weight) in [(2, 4, 9), (2, 5, 4), (3, 4, 7), (3, 5, 1)] {
            network.join(left, right, 1, weight);
        }
        network.join(4, 1, 2, 0);
        network.join(5, 1, 2, 0);
        network
    }

    #[test]
    fn takes_the_heaviest_within_the_amount() {
        let weights = [0, 9, 16, 20, 20];
        for (amount, &expected) in weights.iter().enumerate() {
            let limit = network().heaviest(amount as u64, 9, 4..6, &mut || false);
            assert_eq!(
                limit,
                Limit {
                    weight: expected,
                    exact: true
                },
                "amount {amount}"
            );
        }
    }

    #[test]
    fn giving_up_leaves_a_valid_bound() {
        for rounds in 0..4 {
            let mut left = rounds;
            let mut give_up = || {
                left -= 1;
                left < 0
            };
            let limit = network().heaviest(3, 9, 4..6, &mut give_up);
            assert!(limit.weight >= 20, "{limit:?}");
        }
    }

    #[test]
    fn reroutes_where_the_first_choice_was_greedy() {
        // Both left nodes like the same right node; only one of them has another.
        let mut network = Network::new(6);
        network.join(0, 2, 1, 0);
        network.join(0, 3, 1, 0);
        network.join(2, 4, 1, 9);
        network.join(2, 5, 1, 8);
        network.join(3, 4, 1, 8);
        network.join(4, 1, 1, 0);
        network.join(5, 1, 1, 0);
        assert_eq!(network.heaviest(9, 9, 4..6, &mut || false).weight, 16);
    }
}
