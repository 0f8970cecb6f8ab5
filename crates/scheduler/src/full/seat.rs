//! Where a meeting fits, or who is in its way.

use super::state::{Spot, State};

impl State<'_, '_> {
    /// Where in the slot the request, which is not held, fits beside the others. If nowhere,
    /// `in_the_way` holds meetings of which at least one must go, or nothing if none can help.
    pub fn seat(&self, request: u32, slot: usize, in_the_way: &mut Vec<u32>) -> Option<Spot> {
        in_the_way.clear();
        for p in self.ground.sides(request) {
            if !self.has_time(p, slot, in_the_way) {
                return None;
            }
        }
        if !self.keeps_order(request, slot, in_the_way) {
            return None;
        }
        let table = self.table(request, slot, in_the_way)?;
        Some(Spot { slot, table })
    }

    /// People, cap and pause of one side.
    fn has_time(&self, p: usize, slot: usize, in_the_way: &mut Vec<u32>) -> bool {
        let there = self.meetings(p, slot);
        if there.len() >= self.ground.people(p, slot) {
            in_the_way.extend(there.iter().map(|entry| entry.1));
            return false;
        }
        let who = &self.ground.problem.participants()[p];
        if who
            .cap
            .is_some_and(|cap| self.agenda[p].len() >= cap as usize)
        {
            in_the_way.extend(self.agenda[p].iter().map(|entry| entry.1));
            return false;
        }
        let Some(longest) = who.longest_run else {
            return true;
        };
        let (mut first, mut last) = (slot, slot);
        while first > 0 && self.ground.follows(first) && self.is_busy(p, first - 1) {
            first -= 1;
        }
        let end = self.ground.problem.slots().len() - 1;
        while last < end && self.ground.follows(last + 1) && self.is_busy(p, last + 1) {
            last += 1;
        }
        if last - first < longest as usize {
            return true;
        }
        let run = |entry: &&(usize, u32)| (first..=last).contains(&entry.0);
        in_the_way.extend(self.agenda[p].iter().filter(run).map(|entry| entry.1));
        false
    }

    fn keeps_order(&self, request: u32, slot: usize, in_the_way: &mut Vec<u32>) -> bool {
        let r = request as usize;
        let late = |other: &&u32| self.at(**other).is_some_and(|t| t >= slot);
        let early = |other: &&u32| self.at(**other).is_some_and(|t| t <= slot);
        in_the_way.extend(self.ground.before[r].iter().filter(late));
        in_the_way.extend(self.ground.after[r].iter().filter(early));
        in_the_way.is_empty()
    }

    /// A free table, if possible one where a side sits just before or after.
    fn table(&self, request: u32, slot: usize, in_the_way: &mut Vec<u32>) -> Option<u32> {
        let choice = self.ground.tables(request);
        let free =
            |table: u32| self.ground.is_open(table, slot) && self.sitting(slot, table).is_none();
        let near = |t: usize| {
            let beside = self.ground.sides(request);
            beside
                .into_iter()
                .flat_map(move |p| self.meetings(p, t))
                .filter_map(|entry| self.spots[entry.1 as usize])
                .map(|spot| spot.table)
                .find(|&table| choice.binary_search(&table).is_ok() && free(table))
        };
        let before = slot.checked_sub(1).filter(|_| self.ground.follows(slot));
        let after = Some(slot + 1)
            .filter(|&t| t < self.ground.problem.slots().len() && self.ground.follows(t));
        if let Some(table) = before.and_then(near).or_else(|| after.and_then(near)) {
            return Some(table);
        }
        let first = self.first_free(choice, slot);
        if first.is_none() {
            let asked = |entry: &&(u32, u32)| choice.binary_search(&entry.0).is_ok();
            in_the_way.extend(self.seated[slot].iter().filter(asked).map(|entry| entry.1));
        }
        first
    }

    /// A place at the table for a request that could be in the slot, if the table is free.
    pub fn seat_at(&self, request: u32, slot: usize, table: u32) -> Option<Spot> {
        let free = self.ground.is_open(table, slot) && self.sitting(slot, table).is_none();
        let may = self.ground.tables(request).binary_search(&table).is_ok();
        (free && may).then_some(Spot { slot, table })
    }

    /// Tables that the request may have at which a side sits just before or after the slot.
    pub fn tables_beside(&self, request: u32, slot: usize) -> Vec<u32> {
        let end = self.ground.problem.slots().len();
        let before = slot.checked_sub(1).filter(|_| self.ground.follows(slot));
        let after = Some(slot + 1).filter(|&t| t < end && self.ground.follows(t));
        let choice = self.ground.tables(request);
        let around = before.into_iter().chain(after);
        around
            .flat_map(|t| self.ground.sides(request).map(|p| self.meetings(p, t)))
            .flatten()
            .filter_map(|entry| self.spots[entry.1 as usize])
            .map(|spot| spot.table)
            .filter(|table| choice.contains(table))
            .collect()
    }

    /// The first free table of a list, walking along it and the taken ones.
    fn first_free(&self, choice: &[u32], slot: usize) -> Option<u32> {
        let mut taken = self.seated[slot].iter().map(|entry| entry.0).peekable();
        choice.iter().copied().find(|&table| {
            while taken.next_if(|&other| other < table).is_some() {}
            taken.peek() != Some(&table) && self.ground.is_open(table, slot)
        })
    }
}
