//! Tables for meetings whose times are set: people in consecutive meetings stay where they sit.

use matchmaking::{Problem, RequestId, SlotId, TableId};
use std::collections::BTreeMap;

/// Assigns a table to every meeting with a slot. Slots never change.
///
/// Slot by slot: a meeting whose sides come from a table of the slot before would like to stay
/// there. Each such table is wanted by at most two meetings (its two sides of one person), so the
/// wishes form paths and circles, and serving the table with the fewest wishes first is best.
pub(crate) fn assign(
    problem: &Problem,
    slots: &[Option<SlotId>],
) -> Vec<Option<(SlotId, Option<TableId>)>> {
    let mut placed: Vec<Option<(SlotId, Option<TableId>)>> = slots
        .iter()
        .map(|slot| slot.map(|slot| (slot, None)))
        .collect();
    let mut in_slot: Vec<Vec<RequestId>> = vec![Vec::new(); problem.slots().len()];
    for (r, slot) in slots.iter().enumerate() {
        if let Some(slot) = slot {
            in_slot[slot.index()].push(RequestId::at(r));
        }
    }
    let mut closed = vec![Vec::new(); problem.slots().len()];
    for (i, table) in problem.tables().iter().enumerate() {
        table
            .unavailable
            .iter()
            .for_each(|slot| closed[slot.index()].push(i));
    }
    // Where the people of each participant sat in the slot before, if it directly precedes.
    let mut sat: Vec<Vec<usize>> = vec![Vec::new(); problem.participants().len()];
    for (t, meetings) in in_slot.iter().enumerate() {
        let mut free = vec![true; problem.tables().len()];
        closed[t].iter().for_each(|&table| free[table] = false);
        let joined = t > 0 && problem.slots()[t].follows;
        let wished = |r: &RequestId| {
            if joined {
                wishes(problem, *r, &sat)
            } else {
                Vec::new()
            }
        };
        let wishes: Vec<Vec<usize>> = meetings.iter().map(wished).collect();
        let chosen = serve(&wishes, &mut free);
        for r in in_slot[..t].last().into_iter().flatten() {
            problem.requests()[r.index()]
                .sides()
                .iter()
                .for_each(|side| sat[side.index()].clear());
        }
        let mut left = (0..free.len()).filter(|&table| free[table]);
        for (&r, table) in meetings.iter().zip(chosen) {
            let Some(table) = table.or_else(|| left.next()) else {
                continue;
            };
            placed[r.index()] = Some((SlotId::at(t), Some(TableId::at(table))));
            for side in problem.requests()[r.index()].sides() {
                sat[side.index()].push(table);
            }
        }
    }
    placed
}

/// Tables at which a side of the request sat just before; twice if both did.
fn wishes(problem: &Problem, request: RequestId, sat: &[Vec<usize>]) -> Vec<usize> {
    let sides = problem.requests()[request.index()].sides();
    sides
        .iter()
        .flat_map(|side| sat[side.index()].iter().copied())
        .collect()
}

/// One wished table per meeting as far as possible, each table once.
fn serve(wishes: &[Vec<usize>], free: &mut [bool]) -> Vec<Option<usize>> {
    let mut chosen = vec![None; wishes.len()];
    // Both sides stay: two changes saved at once.
    for (m, tables) in wishes.iter().enumerate() {
        if let [a, b] = tables[..]
            && a == b
            && free[a]
        {
            free[a] = false;
            chosen[m] = Some(a);
        }
    }
    let mut takers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (m, tables) in wishes.iter().enumerate() {
        for &table in tables.iter().filter(|&&table| free[table]) {
            takers.entry(table).or_default().push(m);
        }
    }
    // Ends of paths first: a table that one meeting wants, or a meeting that wants one table.
    let mut ends: Vec<usize> = takers.keys().copied().collect();
    let mut rest: Vec<usize> = ends.iter().rev().copied().collect();
    loop {
        let (table, any) = match ends.pop() {
            Some(table) => (table, false),
            None => match rest.pop() {
                Some(table) => (table, true),
                None => return chosen,
            },
        };
        let Some(taker) = taker(table, any, (wishes, &takers), free, &chosen) else {
            continue;
        };
        free[table] = false;
        chosen[taker] = Some(table);
        let around = takers.get(&table).map_or(&[][..], Vec::as_slice);
        for &m in around {
            ends.extend(wishes[m].iter().copied().filter(|&other| free[other]));
        }
    }
}

/// Who gets the table: its only open taker, or one who wants no other, or, with `any`, the first.
fn taker(
    table: usize,
    any: bool,
    (wishes, takers): (&[Vec<usize>], &BTreeMap<usize, Vec<usize>>),
    free: &[bool],
    chosen: &[Option<usize>],
) -> Option<usize> {
    if !free[table] {
        return None;
    }
    let open: Vec<usize> = takers
        .get(&table)?
        .iter()
        .copied()
        .filter(|&m| chosen[m].is_none())
        .collect();
    let options = |m: usize| wishes[m].iter().filter(|&&other| free[other]).count();
    let eager = open.iter().copied().find(|&m| options(m) == 1);
    match open[..] {
        [only] => Some(only),
        _ if any => eager.or(open.first().copied()),
        _ => eager,
    }
}
