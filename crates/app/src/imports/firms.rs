//! From rows to the participants of a session: their people, when these can meet, and when they
//! would like to.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::{OrganisationId, PersonId};
use domain::interpreting::Absence;
use domain::matchmaking::{Matchmaking, Participant};
use domain::programme::Side;
use formats::workbook::{self, Party, ProblemKind, Role, Sheet, Workbook};

use super::plan::Maker;
use super::session::Codes;

/// A row of somebody who sits at the tables of a participant.
type Seated<'a> = (PersonId, &'a workbook::Participant);

impl Maker<'_> {
    /// Whoever asks or is asked takes part, with the people whom the workbook names. Of those who
    /// take part already, what a cell says replaces what the session says, and an empty cell
    /// changes nothing.
    pub(super) fn participants(
        &mut self,
        session: &mut Matchmaking,
        workbook: &Workbook,
        codes: &Codes,
        pairs: &[(OrganisationId, OrganisationId)],
    ) {
        let asked_for = asked_for(workbook);
        let there: Vec<_> = session
            .participants
            .iter()
            .map(|p| p.organisation)
            .collect();
        let mut seen = BTreeSet::new();
        let pairs = pairs.iter().flat_map(|(from, to)| [*from, *to]);
        // New ones stand in the session as they stand in the sheet of organisations.
        let all = self.spoken_for(workbook).into_iter().chain(pairs);
        let all = all.chain(there);
        for organisation in all.filter(|id| seen.insert(*id)) {
            let rows = self.people_of(workbook, organisation);
            let found = session.participant(organisation).cloned();
            let one = match &found {
                Some(one) => self.joined(one.clone(), &rows, &asked_for),
                None => newcomer(organisation, &rows),
            };
            let absences = one.absences.clone();
            let one = with_times(one, &rows, codes, found.is_none());
            let own = self.row_of(workbook, organisation);
            let one = own.map_or(one.clone(), |own| {
                as_a_whole((one, absences), own, &rows, codes)
            });
            self.look_at_wishes((session, &one), workbook, &rows, codes);
            if let Some(own) = own {
                self.look_at_own_wishes((session, &one), workbook, own, codes);
            }
            let tally = &mut self.plan.counts.participants;
            match found {
                None => {
                    tally.new += 1;
                    session.participants.push(one);
                }
                Some(before) => {
                    tally.known += 1;
                    tally.changed += usize::from(before != one);
                    let place = session.participants.iter_mut();
                    place
                        .filter(|place| place.organisation == organisation)
                        .for_each(|place| *place = one.clone());
                }
            }
        }
    }

    /// The rows of the people who meet for an organisation.
    fn people_of<'a>(
        &self,
        workbook: &'a Workbook,
        organisation: OrganisationId,
    ) -> Vec<Seated<'a>> {
        let rows = workbook.participants.iter();
        let interpreting = self.all_interpreting(workbook);
        rows.filter(|row| !matches!(row.role, Role::Interpreter | Role::Staff))
            .filter_map(|row| match self.rows.people.get(&row.row) {
                Some((person, Some(of))) if *of == organisation => Some((*person, row)),
                _ => None,
            })
            .filter(|(person, _)| !interpreting.contains(person))
            .collect()
    }

    /// Organisations of which the workbook says something for the session, with or without requests.
    fn spoken_for(&self, workbook: &Workbook) -> Vec<OrganisationId> {
        let says = |row: &&workbook::Organisation| {
            row.side.is_some()
                || row.seats.is_some()
                || row.max_meetings.is_some()
                || !row.unavailable.is_empty()
                || !row.preferred.is_empty()
        };
        let rows = workbook.organisations.iter().filter(says);
        rows.filter_map(|row| self.rows.organisations.get(&row.row).copied())
            .collect()
    }

    fn row_of<'a>(
        &self,
        workbook: &'a Workbook,
        organisation: OrganisationId,
    ) -> Option<&'a workbook::Organisation> {
        let mut rows = workbook.organisations.iter();
        rows.find(|row| self.rows.organisations.get(&row.row) == Some(&organisation))
    }

    /// Names the cell of each wish of a whole house for a slot in which it cannot meet, or of its
    /// times where they are against a wish that stands.
    fn look_at_own_wishes(
        &mut self,
        (session, one): (&Matchmaking, &Participant),
        workbook: &Workbook,
        own: &workbook::Organisation,
        codes: &Codes,
    ) {
        let (wished, away) = (codes.all(&own.preferred), codes.all(&own.unavailable));
        for slot in one
            .preferred
            .iter()
            .filter(|slot| one.unavailable.contains(slot))
        {
            let who = self.house_name(one.organisation);
            let (field, kind, value) = if wished.contains(slot) {
                let said = codes.said(session, &own.preferred, *slot);
                ("preferred", ProblemKind::WishAway { who }, said)
            } else if away.contains(slot) {
                let time = session.slot_text(*slot);
                ("unavailable", ProblemKind::WishStands { who }, time)
            } else {
                continue;
            };
            let cell = (Sheet::Organisations, own.row, field);
            self.plan
                .problems
                .push(workbook.complaint(cell, kind, &value));
        }
    }

    /// A participant with those who are new, or of whom the workbook says something for the
    /// session. Others whom an organiser has left out stay away.
    fn joined(
        &self,
        mut one: Participant,
        rows: &[Seated<'_>],
        asked_for: &BTreeSet<u32>,
    ) -> Participant {
        for (person, row) in rows {
            let says = !row.unavailable.is_empty() || asked_for.contains(&row.row);
            let is_new = !self.known.people.contains_key(person);
            if (says || is_new) && !one.people.contains(person) {
                one.people.push(*person);
                one.seats = one.count();
            }
        }
        one
    }

    /// Names the cell of each wish for a slot in which nobody of the participant can meet.
    fn look_at_wishes(
        &mut self,
        (session, one): (&Matchmaking, &Participant),
        workbook: &Workbook,
        rows: &[Seated<'_>],
        codes: &Codes,
    ) {
        let house = self.house_name(one.organisation);
        for (person, row) in rows {
            for slot in codes.all(&row.preferred) {
                let who = if one.unavailable.contains(&slot) {
                    house.clone()
                } else if one.absent(*person).contains(&slot) {
                    self.person_name(*person)
                } else {
                    continue;
                };
                let said = codes.said(session, &row.preferred, slot);
                let cell = (Sheet::Participants, row.row, "preferred");
                let kind = ProblemKind::WishAway { who };
                self.plan
                    .problems
                    .push(workbook.complaint(cell, kind, &said));
            }
        }
        for slot in &one.preferred {
            let by_row = |row: &workbook::Participant| codes.all(&row.preferred).contains(slot);
            if !one.unavailable.contains(slot) || rows.iter().any(|(_, row)| by_row(row)) {
                continue;
            }
            let away = rows
                .iter()
                .find(|(_, row)| codes.all(&row.unavailable).contains(slot));
            // A wish that was impossible before the workbook is not the workbook's fault.
            let Some((_, row)) = away else { continue };
            let cell = (Sheet::Participants, row.row, "unavailable");
            let kind = ProblemKind::WishStands { who: house.clone() };
            let time = session.slot_text(*slot);
            self.plan
                .problems
                .push(workbook.complaint(cell, kind, &time));
        }
    }

    /// Names the row of each person who would sit with two participants, or interprets already.
    pub(super) fn look_at_seats(&mut self, session: &Matchmaking, workbook: &Workbook) {
        let named = self.all_interpreting(workbook);
        let others = session.interpreters.iter().map(|one| one.person);
        let others = others.filter(|person| !named.contains(person));
        let sheet = Sheet::Interpreters.label(self.language);
        let mut seats: BTreeMap<PersonId, String> =
            others.map(|person| (person, sheet.to_owned())).collect();
        for one in &session.participants {
            let house = self.house_name(one.organisation);
            for person in &one.people {
                let Some(who) = seats.insert(*person, house.clone()) else {
                    continue;
                };
                let mut rows = workbook.participants.iter();
                let row = rows.find(|row| {
                    let of = self.rows.people.get(&row.row);
                    of.is_some_and(|(found, _)| found == person)
                });
                let Some(row) = row else { continue };
                let cell = (Sheet::Participants, row.row, "organisation");
                let name = self.person_name(*person);
                let kind = ProblemKind::PersonTwice { who };
                self.plan
                    .problems
                    .push(workbook.complaint(cell, kind, &name));
            }
        }
    }

    /// What an organisation is called in the language of the caller.
    pub(super) fn house_name(&self, id: OrganisationId) -> String {
        let known = self.known.organisations.get(&id);
        let new = || self.plan.organisations.iter().find(|one| one.id == id);
        let found = known.or_else(new);
        found.map_or(String::new(), |one| {
            one.names.display(self.language).text.clone()
        })
    }

    /// What a person is called in the language of the caller.
    pub(super) fn person_name(&self, id: PersonId) -> String {
        let known = self.known.people.get(&id).map(|one| &one.record);
        let new = || self.plan.people.iter().find(|one| one.id == id);
        let found = known.or_else(new);
        found.map_or(String::new(), |one| {
            one.names.display(self.language).text.clone()
        })
    }
}

/// The rows of people for whom a request asks.
fn asked_for(workbook: &Workbook) -> BTreeSet<u32> {
    let requests = workbook.requests.iter();
    let people = requests.flat_map(|request| [&request.from_person, &request.to_person]);
    people
        .flatten()
        .filter_map(|person| match person {
            Party::Participant { row } => Some(*row),
            _ => None,
        })
        .collect()
}

/// A participant as the rows of its people have it.
fn newcomer(organisation: OrganisationId, rows: &[Seated<'_>]) -> Participant {
    let is_host = rows
        .iter()
        .any(|(_, row)| matches!(row.role, Role::Host | Role::Counterpart | Role::Guest));
    Participant {
        organisation,
        side: if is_host { Side::Host } else { Side::Home },
        people: rows.iter().map(|(person, _)| *person).collect(),
        seats: u32::try_from(rows.len().max(1)).unwrap_or(1),
        unavailable: Vec::new(),
        at_most: None,
        preferred: Vec::new(),
        absences: Vec::new(),
    }
}

/// A participant with the times and the most meetings that the rows of its people say.
fn with_times(
    mut one: Participant,
    rows: &[Seated<'_>],
    codes: &Codes,
    is_new: bool,
) -> Participant {
    let said: BTreeMap<PersonId, Vec<u32>> = rows
        .iter()
        .filter(|(_, row)| is_new || !row.unavailable.is_empty())
        .map(|(person, row)| (*person, codes.all(&row.unavailable)))
        .collect();
    if !said.is_empty() {
        settle(&mut one, &said);
    }
    let mut wishes: Vec<u32> = rows
        .iter()
        .flat_map(|(_, row)| codes.all(&row.preferred))
        .collect();
    wishes.sort_unstable();
    wishes.dedup();
    if !wishes.is_empty() {
        one.preferred = wishes;
    }
    // A house takes as many meetings as its people together, where each of them says how many.
    let caps: BTreeMap<PersonId, u32> = rows
        .iter()
        .filter_map(|(person, row)| Some((*person, row.max_meetings?)))
        .collect();
    let all_say = one.people.iter().all(|person| caps.contains_key(person));
    if !caps.is_empty() && all_say && one.count() as usize == one.people.len() {
        one.at_most = Some(caps.values().sum());
    }
    one
}

/// A participant with what the workbook says of the whole house, which goes before what comes of
/// the rows of its people; its absences as they were before them.
fn as_a_whole(
    (mut one, absences): (Participant, Vec<Absence>),
    own: &workbook::Organisation,
    rows: &[Seated<'_>],
    codes: &Codes,
) -> Participant {
    if let Some(side) = own.side {
        one.side = match side {
            workbook::Side::Home => Side::Home,
            workbook::Side::Host => Side::Host,
        };
    }
    one.seats = own.seats.unwrap_or(one.seats);
    one.at_most = own.max_meetings.or(one.at_most);
    let away = codes.all(&own.unavailable);
    if !away.is_empty() {
        one.unavailable = away;
        one.absences = absences;
        let said = rows.iter().filter(|(_, row)| !row.unavailable.is_empty());
        for (person, row) in said {
            one.absences.retain(|absence| absence.person != *person);
            let slots = codes.all(&row.unavailable);
            one.absences.push(Absence {
                person: *person,
                slots,
            });
        }
        let place = |absence: &Absence| one.people.iter().position(|id| *id == absence.person);
        one.absences.sort_by_key(place);
    }
    let wishes = codes.all(&own.preferred);
    if !wishes.is_empty() {
        one.preferred = wishes;
    }
    one
}

/// Sorts out when nobody of a participant can meet, and when single people of it cannot, after
/// some of them have said when they cannot.
fn settle(one: &mut Participant, said: &BTreeMap<PersonId, Vec<u32>>) {
    let away = |person: &PersonId| -> BTreeSet<u32> {
        match said.get(person) {
            Some(slots) => slots.iter().copied().collect(),
            None => {
                let own = one.absent(*person).iter().chain(&one.unavailable);
                own.copied().collect()
            }
        }
    };
    let each: Vec<(PersonId, BTreeSet<u32>)> =
        one.people.iter().map(|id| (*id, away(id))).collect();
    // Of people without a name nobody knows more than of the whole.
    if one.count() as usize == one.people.len() {
        let mut all = each.iter().map(|(_, slots)| slots.clone());
        let common = all.next().unwrap_or_default();
        let common = all.fold(common, |common, slots| &common & &slots);
        one.unavailable = common.into_iter().collect();
    }
    let house: BTreeSet<u32> = one.unavailable.iter().copied().collect();
    one.absences = each
        .into_iter()
        .map(|(person, slots)| Absence {
            person,
            slots: slots.difference(&house).copied().collect(),
        })
        .filter(|absence| !absence.slots.is_empty())
        .collect();
}
