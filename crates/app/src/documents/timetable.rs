//! The timetables of a mission's sessions on paper.

use super::Order;
use super::rounds::Booked;
use super::scribe::Scribe;
use crate::error::Result;
use crate::timetables::{AgendaChange, Coming, SessionFile};
use domain::ids::{OrganisationId, PersonId};
use domain::matchmaking::{Placement, Timetable};
use domain::papers::{
    Paper, PaperKind, PrintedChange, PrintedMeeting, Shown, TimetablePage, TimetablePaper,
};
use domain::parties::PartyRef;
use i18n::dates;
use jiff::civil::Date;
use std::collections::BTreeMap;

impl Scribe<'_> {
    /// A paper of one of the kinds that are made of timetables: of what is published, else of
    /// the newest. A company alone gets its own page.
    ///
    /// # Errors
    /// When the order is for somebody who takes part in no session.
    pub(super) fn timetable(&self) -> Result<Paper> {
        let Order { kind, subject, .. } = *self.order();
        let takes_part = |party| {
            let mut files = self.sessions().iter().map(|booked| &booked.file);
            files.any(|file| match kind {
                PaperKind::Interpreters => interprets(file, party),
                _ => file.session.has(party),
            })
        };
        if subject.is_some_and(|party| !takes_part(party)) {
            return Err(super::nobody());
        }
        let mut pages = Vec::new();
        for booked in self.sessions() {
            let Some(chosen) = booked.file.published().or_else(|| booked.file.newest()) else {
                continue;
            };
            let sheet = Sheet::new(self, booked, chosen);
            match kind {
                PaperKind::Interpreters => pages.extend(sheet.interpreters()),
                PaperKind::TableSigns => pages.extend(sheet.tables()),
                PaperKind::TimetableBoard => pages.push(sheet.board()),
                PaperKind::TimetableChanges => pages.extend(sheet.changes()),
                _ => pages.extend(sheet.companies()),
            }
        }
        Ok(Paper::Timetable(TimetablePaper {
            head: self.head(),
            kind,
            pages,
        }))
    }
}

fn interprets(file: &SessionFile, party: PartyRef) -> bool {
    let mut all = file.session.interpreters.iter();
    all.any(|one| PartyRef::Person(one.person) == party)
}

/// One timetable of a session, about to be printed.
pub(super) struct Sheet<'a> {
    scribe: &'a Scribe<'a>,
    pub(super) booked: &'a Booked,
    file: &'a SessionFile,
    chosen: &'a Timetable,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(scribe: &'a Scribe<'a>, booked: &'a Booked, chosen: &'a Timetable) -> Self {
        Self {
            scribe,
            booked,
            file: &booked.file,
            chosen,
        }
    }

    /// The meetings of a company, or those to which a person comes or at which they interpret, by
    /// day, in the order of time.
    pub(super) fn by_day(&self, who: PartyRef) -> BTreeMap<Date, Vec<PrintedMeeting>> {
        let agendas = self.file.agendas(self.chosen).into_iter();
        let mut placed: Vec<(Placement, [OrganisationId; 2])> = agendas
            .flat_map(|one| {
                let own = one.organisation;
                let sides = move |(placed, with)| (placed, [own, with]);
                one.meetings.into_iter().map(sides)
            })
            .filter(|(placed, sides)| self.is_for(who, placed, sides[0]))
            .collect();
        placed.sort_by_key(|(placed, _)| (placed.slot, placed.table));
        let mut days: BTreeMap<Date, Vec<PrintedMeeting>> = BTreeMap::new();
        for (placed, sides) in &placed {
            let Some(slot) = self.file.session.slots.get(placed.slot as usize) else {
                continue;
            };
            let mut meeting = self.meeting(placed, *sides);
            meeting.time = dates::time_span(slot.start.time(), slot.end.time());
            if placed.interpreter.map(PartyRef::Person) == Some(who) {
                // Whoever interprets meets both.
                meeting.with = self.sides(placed);
                meeting.interpreter = String::new();
            }
            days.entry(slot.start.date()).or_default().push(meeting);
        }
        days
    }

    /// Whether a meeting is one of a company or person, seen from one of its sides. Where nobody
    /// is named, all people of a side come.
    fn is_for(&self, who: PartyRef, placed: &Placement, own: OrganisationId) -> bool {
        let person = match who {
            PartyRef::Organisation(id) => return own == id,
            PartyRef::Person(person) => person,
        };
        let Some(request) = self.file.request(placed.request) else {
            return false;
        };
        let asks = request.from == own;
        if placed.interpreter == Some(person) {
            return asks;
        }
        let participant = self.file.session.participant(own);
        let comes = match asks {
            true => placed.from_person,
            false => placed.to_person,
        };
        participant.is_some_and(|one| one.people.contains(&person))
            && comes.is_none_or(|one| one.person() == Some(person))
    }

    /// A meeting as the first of its two sides reads it.
    fn meeting(&self, placed: &Placement, [own, with]: [OrganisationId; 2]) -> PrintedMeeting {
        let request = self.file.request(placed.request);
        let coming = Coming::to(placed);
        let coming = match request.is_some_and(|request| request.to == own) {
            true => coming.turned(),
            false => coming,
        };
        PrintedMeeting {
            time: self.time(placed.slot),
            with: vec![self.name(with)],
            comes: self.file.people_of(self.scribe.language, &coming),
            table: self.sign(placed.table),
            about: self.about(placed),
            interpreter: self.interpreter(placed),
        }
    }

    /// Who interprets, or that somebody must; nothing where the two need nobody.
    fn interpreter(&self, placed: &Placement) -> String {
        let language = self.scribe.language;
        if let Some(person) = placed.interpreter {
            let name = self.file.name_of_person(person, language);
            return i18n::t(language, "people-interpreted-by", &[("name", name.into())]);
        }
        let request = self.file.request(placed.request);
        // Whoever comes may speak for the others; then the timetable has named nobody.
        let open = self.file.session.interpreters.is_empty();
        match request
            .filter(|_| open)
            .and_then(|request| self.file.needed(request))
        {
            Some(_) => i18n::t(language, "documents-sheet-interpreter", &[]),
            None => String::new(),
        }
    }

    fn companies(&self) -> Vec<TimetablePage> {
        let subject = self.scribe.order().subject;
        let wanted =
            |id: OrganisationId| subject.is_none_or(|party| party == PartyRef::Organisation(id));
        let agendas = self.file.agendas(self.chosen).into_iter();
        // Who has no meeting gets a page only when it is asked for.
        let pages = agendas
            .filter(|one| wanted(one.organisation))
            .filter(|one| subject.is_some() || !one.meetings.is_empty());
        pages
            .map(|one| self.company(one.organisation, &one.meetings, Vec::new()))
            .collect()
    }

    fn company(
        &self,
        organisation: OrganisationId,
        meetings: &[(Placement, OrganisationId)],
        changes: Vec<PrintedChange>,
    ) -> TimetablePage {
        TimetablePage::Company {
            name: self.name(organisation),
            session: self.session(),
            changes,
            meetings: meetings
                .iter()
                .map(|(placed, with)| self.meeting(placed, [organisation, *with]))
                .collect(),
        }
    }

    /// A page for each interpreter with something to do, or for the one that is asked for.
    fn interpreters(&self) -> Vec<TimetablePage> {
        let subject = self.scribe.order().subject;
        let language = self.scribe.language;
        let page = |person: PersonId| {
            let placements = self.chosen.placements.iter();
            let mut own: Vec<&Placement> = placements
                .filter(|placed| placed.interpreter == Some(person))
                .collect();
            own.sort_by_key(|placed| (placed.slot, placed.table));
            let meeting = |placed: &Placement| PrintedMeeting {
                time: self.time(placed.slot),
                with: self.sides(placed),
                table: self.sign(placed.table),
                about: self.about(placed),
                comes: self.file.people_of(language, &Coming::to(placed)),
                interpreter: String::new(),
            };
            let found = self.file.people.get(&person);
            let name = found.map(|one| Shown::of(&one.names, language));
            TimetablePage::Interpreter {
                name: name.unwrap_or_else(|| Shown::plain("–")),
                session: self.session(),
                meetings: own.into_iter().map(meeting).collect(),
            }
        };
        let works = |person: PersonId| {
            let mut placements = self.chosen.placements.iter();
            placements.any(|placed| placed.interpreter == Some(person))
        };
        let all = self.file.session.interpreters.iter().map(|one| one.person);
        let wanted = all.filter(|person| match subject {
            Some(party) => party == PartyRef::Person(*person),
            None => works(*person),
        });
        wanted.map(page).collect()
    }

    fn tables(&self) -> Vec<TimetablePage> {
        let table = |table: u32| {
            let mut here: Vec<&Placement> = self
                .chosen
                .placements
                .iter()
                .filter(|placed| placed.table == table)
                .collect();
            here.sort_by_key(|placed| placed.slot);
            TimetablePage::Table {
                sign: self.bare_sign(table),
                session: self.session_at(table),
                meetings: here
                    .into_iter()
                    .map(|placed| PrintedMeeting {
                        time: self.time(placed.slot),
                        with: self.sides(placed),
                        table: String::new(),
                        about: String::new(),
                        comes: String::new(),
                        interpreter: String::new(),
                    })
                    .collect(),
            }
        };
        (0..self.file.session.tables.len() as u32)
            .map(table)
            .collect()
    }

    fn board(&self) -> TimetablePage {
        let tables = self.file.session.tables.len();
        let row = |slot: u32| {
            let mut cells = vec![Vec::new(); tables];
            for placed in self.chosen.placements.iter().filter(|p| p.slot == slot) {
                if let Some(cell) = cells.get_mut(placed.table as usize) {
                    cell.extend(self.sides(placed));
                }
            }
            (self.time(slot), cells)
        };
        TimetablePage::Board {
            session: self.session(),
            tables: (0..tables as u32).map(|table| self.sign(table)).collect(),
            rows: (0..self.file.session.slots.len() as u32).map(row).collect(),
        }
    }

    /// Pages of the companies whose agenda is not what was published before, and of no other.
    fn changes(&self) -> Vec<TimetablePage> {
        let before = self.file.session.published_before();
        let before = before.and_then(|id| self.file.timetable(id));
        let Some(before) = before.filter(|_| self.file.published().is_some()) else {
            return Vec::new();
        };
        let agendas = self.file.agendas(self.chosen);
        let affected = self.file.affected(Some(before), self.chosen);
        let page = |one: &crate::timetables::Affected| {
            let mine = agendas.iter().find(|a| a.organisation == one.organisation);
            let meetings = mine.map(|a| a.meetings.clone()).unwrap_or_default();
            let changes = one.changes.iter().map(|change| self.change(change));
            self.company(one.organisation, &meetings, changes.collect())
        };
        affected.iter().map(page).collect()
    }

    fn change(&self, change: &AgendaChange) -> PrintedChange {
        let language = self.scribe.language;
        let place = |(slot, table): (u32, u32), who: &Coming| {
            let args = [
                ("time", self.time(slot).into()),
                ("table", self.sign(table).into()),
            ];
            let mut parts = vec![i18n::t(language, "timetable-place", &args)];
            parts.extend(self.file.coming(language, who));
            parts.join(" · ")
        };
        PrintedChange {
            with: self.name(change.with),
            before: change.before.map(|at| place(at, &change.came)),
            after: change.after.map(|at| place(at, &change.comes)),
        }
    }

    fn name(&self, id: OrganisationId) -> Shown {
        match self.file.organisations.get(&id) {
            Some(firm) => Shown::of(&firm.names, self.scribe.language),
            None => Shown::plain("–"),
        }
    }

    fn sides(&self, placed: &Placement) -> Vec<Shown> {
        let request = self.file.request(placed.request);
        let sides = request.map(|r| [r.from, r.to]);
        sides
            .into_iter()
            .flatten()
            .map(|id| self.name(id))
            .collect()
    }

    fn about(&self, placed: &Placement) -> String {
        let request = self.file.request(placed.request);
        request.map_or_else(String::new, |r| r.message.clone())
    }

    /// The session's title, and its day where it has one only.
    fn session(&self) -> Vec<String> {
        let language = self.scribe.language;
        let session = &self.file.session;
        let mut lines = vec![session.title.for_reader(language).to_owned()];
        if let Some(first) = session.slots.first().filter(|_| !self.has_several_days()) {
            lines.push(dates::full_with_weekday(language, first.start.date()));
        }
        lines.push(session.zone.to_string());
        lines
    }

    /// The session's lines, with where a table stands and whose booth it is.
    fn session_at(&self, table: u32) -> Vec<String> {
        let language = self.scribe.language;
        let session = &self.file.session;
        let mut lines = self.session();
        lines.extend(session.venue_of(table).map(|venue| venue.name.clone()));
        let owner = session
            .tables
            .get(table as usize)
            .and_then(|table| table.owner);
        lines.extend(owner.map(|owner| {
            let who = self.file.name_of(owner, language);
            i18n::t(language, "places-booth-of", &[("who", who.into())])
        }));
        lines
    }

    /// What stands large on a table.
    fn bare_sign(&self, table: u32) -> String {
        let found = self.file.session.tables.get(table as usize);
        found.map_or_else(String::new, |table| table.name.clone())
    }

    fn has_several_days(&self) -> bool {
        let days = self.file.session.slots.iter().map(|s| s.start.date());
        let (mut days, first) = (days.clone(), days.clone().next());
        days.any(|day| Some(day) != first)
    }

    fn time(&self, slot: u32) -> String {
        let Some(slot) = self.file.session.slots.get(slot as usize) else {
            return String::new();
        };
        let span = dates::time_span(slot.start.time(), slot.end.time());
        if self.has_several_days() {
            let day = dates::day_short(self.scribe.language, slot.start.date());
            return format!("{day} {span}");
        }
        span
    }

    fn sign(&self, table: u32) -> String {
        self.file.session.sign(table)
    }
}
