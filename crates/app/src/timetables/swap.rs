//! With which meetings a meeting may change places, and why not with the others, in words.

use super::places::Scene;
use crate::error::Refusal;
use domain::ids::RequestId;
use matchmaking::SlotId;
use matchmaking::legal::{Seat, Spot};
use matchmaking::swap::{self, Hurdle, Swap};

/// A meeting with which the one in hand might change places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The other meeting.
    pub with: RequestId,
    /// What forbids it; empty where the two may change places.
    pub against: Vec<Refusal>,
}

impl Scene<'_> {
    /// Every meeting that has another place.
    pub(super) fn exchanges(&self, held: &[Option<Spot>], at: usize) -> Vec<Exchange> {
        let request = matchmaking::RequestId::at(at);
        let problem = &self.snapshot.problem;
        let all = swap::swaps_with_people(problem, held, self.known, request).into_iter();
        all.filter_map(|swap| {
            let with = *self.snapshot.requests.get(swap.with.index())?;
            let against = self.against_swap(held, at, &swap)?;
            Some(Exchange { with, against })
        })
        .collect()
    }

    /// The position of the meeting with which the one in hand changes places.
    ///
    /// # Errors
    /// What forbids it.
    pub(super) fn partner(
        &self,
        held: &[Option<Spot>],
        at: usize,
        with: RequestId,
    ) -> Result<usize, Refusal> {
        let nothing = || Refusal::new("refused-swap-no-place");
        let position = self.snapshot.position(with).ok_or_else(nothing)?;
        let found = self.exchanges(held, at).into_iter();
        let mut found = found.filter(|one| one.with == with);
        let exchange = found.next().ok_or_else(nothing)?;
        match exchange.against.into_iter().next() {
            Some(first) => Err(first),
            None => Ok(position),
        }
    }

    /// What forbids a swap; none where the other meeting is no longer on record.
    fn against_swap(&self, held: &[Option<Spot>], at: usize, swap: &Swap) -> Option<Vec<Refusal>> {
        let with = *self.snapshot.requests.get(swap.with.index())?;
        let other = Scene {
            request: self.file.request(with)?,
            ..*self
        };
        let mut against = self.hurdles(&swap.mine, held[swap.with.index()]);
        let theirs = other.hurdles(&swap.theirs, held[at]).into_iter();
        against.extend(theirs.map(|why| self.of_other(with, &why)));
        Some(against)
    }

    /// What forbids the meeting of this scene a place.
    fn hurdles(&self, hurdle: &Hurdle, place: Option<Spot>) -> Vec<Refusal> {
        let Some((slot, table)) = place else {
            let words = |one| self.words(one, SlotId(0));
            return hurdle.against.iter().map(words).collect();
        };
        let mut found: Vec<Refusal> = hurdle
            .against
            .iter()
            .map(|one| self.words(one, slot))
            .collect();
        let elsewhere = self.request.fixed.is_some()
            && self
                .request
                .fixed_table
                .is_some_and(|own| table.is_some_and(|table| table.0 != own));
        let unlocked = found.is_empty();
        let table = table.map(|table| table.0);
        match (hurdle.seat, table) {
            (Seat::Closed, Some(table)) => found.push(self.closed(table, slot.0)),
            (Seat::Foreign(owner), Some(table)) => {
                let owner = self.whose(owner);
                found.extend(owner.map(|owner| self.foreign(table, owner)));
            }
            (Seat::AtBooth(side), _) => {
                found.extend(self.whose(side).map(|side| self.at_booth(side)));
            }
            (Seat::Locked, _) if unlocked => found.push(self.locked()),
            _ if unlocked && elsewhere => found.push(self.locked()),
            _ => {}
        }
        found
    }

    /// What forbids the other meeting its new place, said of it.
    fn of_other(&self, with: RequestId, why: &Refusal) -> Refusal {
        let args: Vec<(&'static str, i18n::Value)> = why
            .args
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        Refusal::new("board-not-other")
            .arg("meeting", self.meeting(with))
            .arg("why", i18n::t(self.language, why.key, &args))
    }
}
