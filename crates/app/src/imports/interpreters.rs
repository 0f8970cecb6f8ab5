//! From the sheet of interpreters to those of a session.

use std::collections::BTreeSet;

use domain::ids::PersonId;
use domain::interpreting::Interpreter;
use domain::matchmaking::Matchmaking;
use formats::workbook::{InterpreterRow, Party, ProblemKind, Sheet, Workbook};

use super::plan::Maker;
use super::session::Codes;

impl Maker<'_> {
    /// Adds who interprets. Of those who do already, what a cell says replaces what the session
    /// says, and an empty cell changes nothing.
    pub(super) fn interpreters(
        &mut self,
        session: &mut Matchmaking,
        workbook: &Workbook,
        codes: &Codes,
    ) {
        for row in &workbook.interpreters {
            let Some(person) = self.interpreting(row) else {
                continue;
            };
            let mut own = codes.all(&row.unavailable);
            if own.is_empty() {
                own = codes.all(unavailable_as_person(workbook, row));
            }
            let tally = &mut self.plan.counts.interpreters;
            let mut all = session.interpreters.iter_mut();
            let Some(one) = all.find(|one| one.person == person) else {
                tally.new += 1;
                session.interpreters.push(Interpreter {
                    person,
                    languages: row.languages.clone(),
                    unavailable: own,
                    longest_run: row.longest_run,
                });
                continue;
            };
            let before = one.clone();
            one.languages.clone_from(&row.languages);
            if !own.is_empty() {
                one.unavailable = own;
            }
            one.longest_run = row.longest_run.or(one.longest_run);
            tally.known += 1;
            tally.changed += usize::from(*one != before);
        }
    }

    /// The people who interpret by this workbook.
    pub(super) fn all_interpreting(&self, workbook: &Workbook) -> BTreeSet<PersonId> {
        let rows = workbook.interpreters.iter();
        rows.filter_map(|row| self.interpreting(row)).collect()
    }

    fn interpreting(&self, row: &InterpreterRow) -> Option<PersonId> {
        let Party::Participant { row } = &row.person else {
            return None;
        };
        self.rows.people.get(row).map(|(person, _)| *person)
    }

    /// Names the row of each interpreter who sits at the tables of a participant already.
    pub(super) fn look_at_interpreters(&mut self, session: &Matchmaking, workbook: &Workbook) {
        for row in &workbook.interpreters {
            let Some(person) = self.interpreting(row) else {
                continue;
            };
            let mut firms = session.participants.iter();
            if let Some(firm) = firms.find(|firm| firm.people.contains(&person)) {
                let who = self.house_name(firm.organisation);
                let cell = (Sheet::Interpreters, row.row, "person");
                let kind = ProblemKind::PersonTwice { who };
                let name = self.person_name(person);
                self.plan
                    .problems
                    .push(workbook.complaint(cell, kind, &name));
            }
        }
    }
}

/// The slots in which an interpreter cannot meet anybody, as the sheet of participants has it.
fn unavailable_as_person<'a>(workbook: &'a Workbook, one: &InterpreterRow) -> &'a [String] {
    let mut rows = workbook.participants.iter();
    let own = rows.find(|person| one.person == Party::Participant { row: person.row });
    own.map_or(&[], |person| person.unavailable.as_slice())
}
