//! What interpreters get on paper: their meetings, and what changes in them.

use super::timetable::Sheet;
use crate::timetables::{Coming, Move, SessionFile};
use domain::ids::PersonId;
use domain::matchmaking::{Placement, Timetable};
use domain::papers::{PrintedChange, PrintedMeeting, Shown, TimetablePage};
use domain::parties::PartyRef;

/// Whether somebody interprets at a session.
pub(super) fn interprets(file: &SessionFile, party: PartyRef) -> bool {
    let mut all = file.session.interpreters.iter();
    all.any(|one| PartyRef::Person(one.person) == party)
}

impl Sheet<'_> {
    /// A page for each interpreter with something to do, or for the one that is asked for.
    pub(super) fn interpreters(&self) -> Vec<TimetablePage> {
        let subject = self.scribe.order().subject;
        let works = |person: PersonId| {
            let mut placements = self.chosen.placements.iter();
            placements.any(|placed| placed.interpreter == Some(person))
        };
        let all = self.file.session.interpreters.iter().map(|one| one.person);
        let wanted = all.filter(|person| match subject {
            Some(party) => party == PartyRef::Person(*person),
            None => works(*person),
        });
        wanted
            .map(|person| self.interpreter_page(person, Vec::new()))
            .collect()
    }

    /// Pages of the interpreters whose meetings are not what was published before.
    pub(super) fn changed_interpreters(&self, before: &Timetable) -> Vec<TimetablePage> {
        let affected = self.file.affected_interpreters(Some(before), self.chosen);
        let page = |one: &crate::timetables::AffectedInterpreter| {
            let told = one
                .changes
                .iter()
                .map(|change| self.change_for(one.person, change));
            self.interpreter_page(one.person, told.collect())
        };
        affected.iter().map(page).collect()
    }

    fn interpreter_page(&self, person: PersonId, changes: Vec<PrintedChange>) -> TimetablePage {
        let placements = self.chosen.placements.iter();
        let mut own: Vec<&Placement> = placements
            .filter(|placed| placed.interpreter == Some(person))
            .collect();
        own.sort_by_key(|placed| (placed.slot, placed.table));
        let found = self.file.people.get(&person);
        let name = found.map(|one| Shown::of(&one.names, self.scribe.language));
        TimetablePage::Interpreter {
            name: name.unwrap_or_else(|| Shown::plain("–")),
            session: self.session(),
            changes,
            meetings: own.into_iter().map(|one| self.interpreted(one)).collect(),
        }
    }

    /// A meeting as whoever interprets reads it, who meets both sides.
    pub(super) fn interpreted(&self, placed: &Placement) -> PrintedMeeting {
        let language = self.scribe.language;
        let request = self.file.request(placed.request);
        let pair = request.and_then(|request| self.file.needed(request));
        let languages = pair
            .map(|pair| i18n::languages::pair(language, pair.one.as_str(), pair.other.as_str()));
        PrintedMeeting {
            time: self.time(placed.slot),
            with: self.sides(placed),
            table: self.sign(placed.table),
            about: self.about(placed),
            comes: self.file.people_of(language, &Coming::to(placed)),
            interpreter: String::new(),
            languages: languages.unwrap_or_default(),
            wish: String::new(),
        }
    }

    /// A change as an interpreter reads it. Their own name says nothing to them; that somebody
    /// else interprets, or nobody, says that the meeting is held without them.
    fn change_for(&self, interpreter: PersonId, change: &Move) -> PrintedChange {
        let language = self.scribe.language;
        let told = |at: (u32, u32), who: &Coming| {
            let own = who.interpreter == Some(interpreter);
            let mut lines = vec![self.file.people_of(language, who)];
            lines.retain(|line| !line.is_empty());
            lines.extend((!own).then(|| self.file.interpreted(language, who)));
            self.place(at, &lines)
        };
        PrintedChange {
            with: self.sides_of(change.request),
            before: change.before.map(|at| told(at, &change.came)),
            after: change.after.map(|at| told(at, &change.comes)),
        }
    }
}
