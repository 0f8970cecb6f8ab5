//! Where the search begins: everything as told, but for what cannot stay.

use super::tree::Tree;
use crate::model::Model;
use crate::state::NOWHERE;
use matchmaking::RequestId;
use matchmaking::change::Changed;

/// More homeless meetings than this are not searched whole.
const SMALL: usize = 40;

/// How each request begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// It is over or running, or was called off, or had no place: nothing to decide.
    Settled,
    /// It is in the told slot as long as nothing pushes it.
    Told,
    /// It has a slot to look for, and cannot stay where it was.
    Homeless,
    /// It cannot be anywhere any more.
    Lost,
}

/// The beginning, for going back to it.
pub(super) struct Root {
    begin: Vec<Begin>,
    /// Told requests, in the order in which they take their places.
    order: Vec<u32>,
    homeless: usize,
}

impl Root {
    pub fn of<const W: usize>(changed: &Changed, model: &Model<W>) -> Self {
        let begin: Vec<Begin> = (0..changed.told.len())
            .map(|r| begin(changed, model, RequestId::at(r)))
            .collect();
        let mut order: Vec<u32> = (0..begin.len() as u32)
            .filter(|&r| changed.told[r as usize].is_some())
            .filter(|&r| matches!(begin[r as usize], Begin::Told | Begin::Settled))
            .filter(|&r| !changed.cancelled.contains(&RequestId(r)))
            .collect();
        let requests = changed.problem.requests();
        order.sort_by_key(|&r| {
            let asked = &requests[r as usize];
            let frozen = changed.is_frozen(RequestId(r));
            (!frozen, !asked.must, std::cmp::Reverse(asked.weight), r)
        });
        let homeless = begin.iter().filter(|b| **b == Begin::Homeless).count();
        Self {
            begin,
            order,
            homeless,
        }
    }

    pub const fn is_small(&self) -> bool {
        self.homeless <= SMALL
    }

    /// Puts the tree at the beginning.
    pub fn reset<const W: usize>(&self, tree: &mut Tree<'_, W>) {
        tree.clear();
        for &request in &self.order {
            let slot = tree.told(request);
            let settled = self.begin[request as usize] == Begin::Settled;
            tree.put_told(request, slot, settled);
        }
        for (r, begin) in self.begin.iter().enumerate() {
            let request = r as u32;
            match begin {
                Begin::Homeless => tree.begin_homeless(request),
                Begin::Lost => tree.begin_lost(request),
                Begin::Settled if tree.state.slot[r] == NOWHERE => tree.begin_gone(request),
                Begin::Settled | Begin::Told => {}
            }
        }
    }

    /// The requests that a timetable has elsewhere than the beginning does, at which the tree
    /// stands.
    pub fn moved<const W: usize>(
        &self,
        tree: &Tree<'_, W>,
        slots: &[Option<matchmaking::SlotId>],
    ) -> Vec<u32> {
        let elsewhere = |&r: &u32| {
            let now = slots[r as usize].map(matchmaking::SlotId::index);
            let open = matches!(self.begin[r as usize], Begin::Told | Begin::Homeless);
            open && (now != tree.state.at(r) || tree.homeless.contains(&r))
        };
        (0..slots.len() as u32).filter(elsewhere).collect()
    }
}

fn begin<const W: usize>(changed: &Changed, model: &Model<W>, request: RequestId) -> Begin {
    if changed.is_frozen(request) || !changed.counts(request) {
        return Begin::Settled;
    }
    let domain = &model.domain[request.index()];
    let stays = changed.told[request.index()].is_some_and(|(slot, _)| domain.has(slot.index()));
    match (stays, domain.is_empty()) {
        (true, _) => Begin::Told,
        (false, false) => Begin::Homeless,
        (false, true) => Begin::Lost,
    }
}
