//! Clauses, and what is said with them: any of these, at most so many, a sorted count.

/// A variable (positive) or its negation, numbered from 1 as in the DIMACS format.
pub(crate) type Lit = i32;

/// A growing list of clauses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cnf {
    variables: Lit,
    /// All clauses, each ended by a zero.
    flat: Vec<Lit>,
    /// Where in `flat` the clauses that nobody has taken begin.
    taken: usize,
}

impl Cnf {
    /// A new variable.
    pub fn fresh(&mut self) -> Lit {
        self.variables += 1;
        self.variables
    }

    /// Adds a clause.
    pub fn add(&mut self, clause: &[Lit]) {
        self.flat.extend_from_slice(clause);
        self.flat.push(0);
    }

    /// How many variables there are.
    pub fn variables(&self) -> Lit {
        self.variables
    }

    /// All clauses.
    pub fn clauses(&self) -> impl Iterator<Item = &[Lit]> {
        split(&self.flat)
    }

    /// The clauses added since the last call.
    pub fn take_new(&mut self) -> impl Iterator<Item = &[Lit]> {
        let from = std::mem::replace(&mut self.taken, self.flat.len());
        split(&self.flat[from..])
    }

    /// A literal that is true if and only if one of these is.
    pub fn any(&mut self, of: &[Lit]) -> Lit {
        if let [only] = of {
            return *only;
        }
        let any = self.fresh();
        for &lit in of {
            self.add(&[-lit, any]);
        }
        let mut clause = of.to_vec();
        clause.push(-any);
        self.add(&clause);
        any
    }

    /// At most one of the literals: no pair.
    pub fn at_most_one(&mut self, of: &[Lit]) {
        for (i, &a) in of.iter().enumerate() {
            for &b in &of[..i] {
                self.add(&[-a, -b]);
            }
        }
    }

    /// At most so many of the literals.
    pub fn at_most(&mut self, of: &[Lit], most: usize) {
        if of.len() > most {
            let sorted = self.sorted(of, most + 1, Count::Up);
            self.add(&[-sorted[most]]);
        }
    }

    /// Exactly so many of the literals.
    pub fn exactly(&mut self, of: &[Lit], number: usize) {
        if number > of.len() {
            return self.add(&[]);
        }
        let sorted = self.sorted(of, number + 1, Count::Both);
        if number > 0 {
            self.add(&[sorted[number - 1]]);
        }
        if number < of.len() {
            self.add(&[-sorted[number]]);
        }
    }

    /// The outputs of a totalizer (Bailleux and Boufkhad 2003): output `k` is true if more than
    /// `k` of the literals are; with [`Count::Both`] also only then. There are at most `most`
    /// outputs: counts above are not told apart.
    pub fn sorted(&mut self, of: &[Lit], most: usize, count: Count) -> Vec<Lit> {
        if of.len() <= 1 {
            return of[..of.len().min(most)].to_vec();
        }
        let (left, right) = of.split_at(of.len() / 2);
        let left = self.sorted(left, most, count);
        let right = self.sorted(right, most, count);
        let width = (left.len() + right.len()).min(most);
        let out: Vec<Lit> = (0..width).map(|_| self.fresh()).collect();
        for a in 0..=left.len() {
            for b in 0..=right.len() {
                // a of the left and b of the right are a + b.
                if a + b > 0 && a + b <= width {
                    let mut clause = vec![out[a + b - 1]];
                    clause.extend((a > 0).then(|| -left[a - 1]));
                    clause.extend((b > 0).then(|| -right[b - 1]));
                    self.add(&clause);
                }
                // At most a of the left and b of the right are at most a + b.
                if count == Count::Both && a + b < width {
                    let mut clause = vec![-out[a + b]];
                    clause.extend(left.get(a));
                    clause.extend(right.get(b));
                    self.add(&clause);
                }
            }
        }
        out
    }
}

/// The clauses of a list in which each ends with a zero.
fn split(flat: &[Lit]) -> impl Iterator<Item = &[Lit]> {
    // What follows the last zero is nothing.
    let count = flat.iter().filter(|&&lit| lit == 0).count();
    flat.split(|&lit| lit == 0).take(count)
}

/// What the outputs of a count mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Count {
    /// An output is true if the count is so high; it may be true otherwise.
    Up,
    /// An output is true if and only if the count is so high.
    Both,
}

#[cfg(test)]
mod tests {
    use super::super::solver::{Cadical, Solver, Taste};
    use super::*;

    /// Whether the clauses can be satisfied when the first `n` variables are these bits.
    fn allows(cnf: &Cnf, n: usize, bits: u32, more: &[Lit]) -> bool {
        let mut solver = Cadical::new((Taste::Even, 0), std::sync::Arc::default());
        for clause in cnf.clone().take_new() {
            solver.add(clause);
        }
        let fixed = |i: usize| {
            let lit = i as Lit + 1;
            if bits >> i & 1 == 1 { lit } else { -lit }
        };
        let assumptions: Vec<Lit> = (0..n).map(fixed).chain(more.iter().copied()).collect();
        solver.solve(&assumptions, 10_000) == Some(true)
    }

    fn variables(n: usize) -> (Cnf, Vec<Lit>) {
        let mut cnf = Cnf::default();
        let lits = (0..n).map(|_| cnf.fresh()).collect();
        (cnf, lits)
    }

    #[test]
    fn limits_count() {
        for n in 1..6 {
            for number in 0..=n {
                let (mut most, lits) = variables(n);
                most.at_most(&lits, number);
                let (mut exact, lits) = variables(n);
                exact.exactly(&lits, number);
                for bits in 0..1_u32 << n {
                    let count = bits.count_ones() as usize;
                    assert_eq!(allows(&most, n, bits, &[]), count <= number);
                    assert_eq!(allows(&exact, n, bits, &[]), count == number);
                }
            }
        }
    }

    #[test]
    fn more_than_there_are_is_impossible() {
        let (mut cnf, lits) = variables(2);
        cnf.exactly(&lits, 3);
        assert!(!allows(&cnf, 2, 3, &[]));
    }

    #[test]
    fn outputs_say_how_many() {
        for (n, most) in [(5, 5), (5, 3), (6, 1), (1, 4)] {
            let (mut both, lits) = variables(n);
            let exact = both.sorted(&lits, most, Count::Both);
            let (mut up, lits) = variables(n);
            let high = up.sorted(&lits, most, Count::Up);
            assert_eq!(exact.len(), most.min(n));
            for bits in 0..1_u32 << n {
                let count = bits.count_ones() as usize;
                for k in 0..exact.len() {
                    assert_eq!(allows(&both, n, bits, &[exact[k]]), count > k);
                    assert_eq!(allows(&both, n, bits, &[-exact[k]]), count <= k);
                    assert_eq!(allows(&up, n, bits, &[-high[k]]), count <= k);
                }
            }
        }
    }

    #[test]
    fn any_and_one() {
        let (mut cnf, lits) = variables(3);
        let any = cnf.any(&lits);
        cnf.at_most_one(&lits);
        for bits in 0..8_u32 {
            let one = bits.count_ones() <= 1;
            assert_eq!(allows(&cnf, 3, bits, &[any]), one && bits > 0);
            assert_eq!(allows(&cnf, 3, bits, &[-any]), bits == 0);
        }
    }

    #[test]
    fn new_clauses_are_taken_once() {
        let (mut cnf, lits) = variables(2);
        cnf.add(&lits);
        cnf.add(&[]);
        assert_eq!(cnf.take_new().collect::<Vec<_>>(), [&lits[..], &[]]);
        assert_eq!(cnf.take_new().count(), 0);
        cnf.add(&[-1]);
        assert_eq!(cnf.take_new().collect::<Vec<_>>(), [[-1]]);
    }
}
