//! Whose agenda changes from one timetable to another, and how.

use super::compare::{Coming, Move, differences};
use super::file::SessionFile;
use domain::ids::{OrganisationId, PersonId};
use domain::matchmaking::Timetable;
use std::collections::BTreeMap;

/// What changes in one agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaChange {
    /// Whom the meeting is with.
    pub with: OrganisationId,
    /// Slot and table before; none where the meeting is new.
    pub before: Option<(u32, u32)>,
    /// Slot and table after; none where it is gone.
    pub after: Option<(u32, u32)>,
    /// Who was to come; the reader's side first.
    pub came: Coming,
    /// Who comes now.
    pub comes: Coming,
}

impl AgendaChange {
    /// Whether it is the same time and table, and only somebody else comes or interprets.
    #[must_use]
    pub fn keeps_place(&self) -> bool {
        self.before == self.after
    }
}

/// A participant whose agenda changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Who.
    pub organisation: OrganisationId,
    /// What changes, in the order of time.
    pub changes: Vec<AgendaChange>,
}

/// An interpreter whose agenda changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffectedInterpreter {
    /// Who.
    pub person: PersonId,
    /// The meetings that come, go, move, or to which somebody else comes, in the order of time.
    pub changes: Vec<Move>,
}

impl SessionFile {
    /// What changes where one timetable takes the place of another or of nothing.
    fn moves(before: Option<&Timetable>, after: &Timetable) -> Vec<Move> {
        match before {
            Some(before) => differences(before, after),
            None => {
                let mut blank = after.clone();
                blank.placements.clear();
                differences(&blank, after)
            }
        }
    }

    /// The interpreters whose agenda changes, in the order of the session's list; after them those
    /// who are no longer in it. A meeting that another one interprets now is a change for both.
    #[must_use]
    pub fn affected_interpreters(
        &self,
        before: Option<&Timetable>,
        after: &Timetable,
    ) -> Vec<AffectedInterpreter> {
        let mut found: BTreeMap<PersonId, Vec<Move>> = BTreeMap::new();
        for one in Self::moves(before, after) {
            let (was, is) = (one.came.interpreter, one.comes.interpreter);
            for person in was.into_iter().chain(is.filter(|is| Some(*is) != was)) {
                found.entry(person).or_default().push(one);
            }
        }
        let listed = self.session.interpreters.iter().map(|one| one.person);
        let mut affected = Vec::new();
        for person in listed {
            let changes = found.remove(&person);
            affected.extend(changes.map(|changes| AffectedInterpreter { person, changes }));
        }
        let gone = found.into_iter();
        affected.extend(gone.map(|(person, changes)| AffectedInterpreter { person, changes }));
        affected
    }

    /// Everybody whose agenda changes when one timetable takes the place of another; without one
    /// before, everybody who meets somebody.
    #[must_use]
    pub fn affected(&self, before: Option<&Timetable>, after: &Timetable) -> Vec<Affected> {
        let mut found: BTreeMap<OrganisationId, Vec<AgendaChange>> = BTreeMap::new();
        for one in Self::moves(before, after) {
            let Some(request) = self.request(one.request) else {
                continue;
            };
            let turned = (one.came.turned(), one.comes.turned());
            let asking = (request.from, request.to, (one.came, one.comes));
            for (own, with, (came, comes)) in [asking, (request.to, request.from, turned)] {
                found.entry(own).or_default().push(AgendaChange {
                    with,
                    before: one.before,
                    after: one.after,
                    came,
                    comes,
                });
            }
        }
        found
            .into_iter()
            .map(|(organisation, changes)| Affected {
                organisation,
                changes,
            })
            .collect()
    }
}
