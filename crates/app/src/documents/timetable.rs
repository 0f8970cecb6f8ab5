//! The timetables of a mission's sessions on paper.

use super::Order;
use super::rounds::Booked;
use super::scribe::Scribe;
use crate::error::Result;
use crate::timetables::{AgendaChange, Coming, Part, SessionFile};
use domain::ids::{OrganisationId, RequestId};
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
                PaperKind::Interpreters => super::interpreters::interprets(file, party),
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

/// One timetable of a session, about to be printed.
pub(super) struct Sheet<'a> {
    pub(super) scribe: &'a Scribe<'a>,
    pub(super) booked: &'a Booked,
    pub(super) file: &'a SessionFile,
    pub(super) chosen: &'a Timetable,
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
        let file = self.file;
        let mine = |placed: &'a Placement| {
            let request = file.request(placed.request)?;
            let part = Part::of(who, (request, placed), &file.session)?;
            Some((placed, request, part))
        };
        let mut placed: Vec<_> = self.chosen.placements.iter().filter_map(mine).collect();
        placed.sort_by_key(|(placed, ..)| (placed.slot, placed.table));
        let mut days: BTreeMap<Date, Vec<PrintedMeeting>> = BTreeMap::new();
        for (placed, request, part) in placed {
            let Some(slot) = file.session.slots.get(placed.slot as usize) else {
                continue;
            };
            let mut meeting = match part {
                Part::Asking => self.meeting(placed, [request.from, request.to]),
                Part::Asked => self.meeting(placed, [request.to, request.from]),
                Part::Interprets => self.interpreted(placed),
            };
            meeting.time = dates::time_span(slot.start.time(), slot.end.time());
            // The wish is the company's, not that of each of its people.
            if matches!(who, PartyRef::Person(_)) {
                meeting.wish.clear();
            }
            days.entry(slot.start.date()).or_default().push(meeting);
        }
        days
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
            languages: String::new(),
            wish: self.wish(placed, own),
        }
    }

    /// Whether a meeting is at a time that a company wished for; what the other side wished for
    /// is not told.
    fn wish(&self, placed: &Placement, own: OrganisationId) -> String {
        let held = self.file.wish_of(placed, Some(own));
        held.as_wished(self.scribe.language).unwrap_or_default()
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
                        languages: String::new(),
                        wish: String::new(),
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

    /// Pages of the companies and interpreters whose agenda is not what was published before, and
    /// of no other.
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
        let companies = affected.iter().map(page);
        companies.chain(self.changed_interpreters(before)).collect()
    }

    fn change(&self, change: &AgendaChange) -> PrintedChange {
        let language = self.scribe.language;
        let was = |at| self.place(at, &self.file.coming(language, &change.came));
        let is = |at| self.place(at, &self.file.coming(language, &change.comes));
        PrintedChange {
            with: vec![self.name(change.with)],
            before: change.before.map(was),
            after: change.after.map(is),
        }
    }

    /// Time and table, and what else is said of a meeting there.
    pub(super) fn place(&self, (slot, table): (u32, u32), lines: &[String]) -> String {
        let args = [
            ("time", self.time(slot).into()),
            ("table", self.sign(table).into()),
        ];
        let place = i18n::t(self.scribe.language, "timetable-place", &args);
        let parts = std::iter::once(place).chain(lines.iter().cloned());
        parts.collect::<Vec<_>>().join(" · ")
    }

    fn name(&self, id: OrganisationId) -> Shown {
        match self.file.organisations.get(&id) {
            Some(firm) => Shown::of(&firm.names, self.scribe.language),
            None => Shown::plain("–"),
        }
    }

    pub(super) fn sides(&self, placed: &Placement) -> Vec<Shown> {
        self.sides_of(placed.request)
    }

    pub(super) fn sides_of(&self, request: RequestId) -> Vec<Shown> {
        let request = self.file.request(request);
        let sides = request.map(|r| [r.from, r.to]);
        sides
            .into_iter()
            .flatten()
            .map(|id| self.name(id))
            .collect()
    }

    pub(super) fn about(&self, placed: &Placement) -> String {
        let request = self.file.request(placed.request);
        request.map_or_else(String::new, |r| r.message.clone())
    }

    /// The session's title, and its day where it has one only.
    pub(super) fn session(&self) -> Vec<String> {
        let language = self.scribe.language;
        let session = &self.file.session;
        let mut lines = vec![session.title.for_reader(language).to_owned()];
        if let Some(first) = session.slots.first().filter(|_| !self.has_several_days()) {
            lines.push(dates::full_with_weekday(language, first.start.date()));
        }
        lines.push(dates::zone_time(language, session.zone.as_str()));
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

    pub(super) fn time(&self, slot: u32) -> String {
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

    pub(super) fn sign(&self, table: u32) -> String {
        self.file.session.sign(table)
    }
}
