//! What can only be seen when all sheets are read: references and duplicates.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::Headings;
use super::position::column_name;
use super::problem::{Place, Problem, ProblemKind};
use super::schema::{Sheet, folded};
use super::{OrganisationRef, Party, Workbook};

/// Where the fields of each sheet stand, so that later complaints name the column.
#[derive(Default)]
pub(super) struct Places {
    sheets: BTreeMap<Sheet, (String, BTreeMap<&'static str, u32>)>,
    /// Codes of rows with errors: what refers to them is not wrong as well.
    refused: BTreeSet<(Sheet, String)>,
}

impl Places {
    pub(super) fn note(&mut self, headings: &Headings, name: &str) {
        let columns = headings
            .columns
            .iter()
            .map(|(column, field)| (field.key, *column))
            .collect();
        self.sheets
            .insert(headings.sheet, (name.to_owned(), columns));
    }

    /// Remembers the code of a row that could not be read.
    pub(super) fn refuse(&mut self, sheet: Sheet, code: &str) {
        self.refused.insert((sheet, folded(code)));
    }

    fn was_refused(&self, sheet: Sheet, code: &str) -> bool {
        self.refused.contains(&(sheet, folded(code)))
    }

    fn of(&self, sheet: Sheet, row: u32, key: &'static str) -> Place {
        let known = self.sheets.get(&sheet);
        Place {
            sheet: Some(sheet),
            sheet_name: known.map(|(name, _)| name.clone()).unwrap_or_default(),
            row: Some(row),
            column: known
                .and_then(|(_, columns)| columns.get(key))
                .map(|column| column_name(*column)),
            field: Some(key),
        }
    }
}

/// Collects problems while the rows are looked at.
pub(super) struct Checker<'a> {
    places: &'a Places,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn was_refused(&self, sheet: Sheet, code: &str) -> bool {
        self.places.was_refused(sheet, code)
    }

    pub(super) fn complain(
        &mut self,
        sheet: Sheet,
        row: u32,
        key: &'static str,
        kind: ProblemKind,
        value: Option<&str>,
    ) {
        self.problems
            .push(Problem::at(self.places.of(sheet, row, key), kind, value));
    }

    /// The row of each code; a code that stands twice is an error at its second row.
    fn codes(&mut self, sheet: Sheet, rows: Vec<(u32, Option<&String>)>) -> BTreeMap<String, u32> {
        let mut known = BTreeMap::new();
        for (row, code) in rows {
            let Some(code) = code else { continue };
            match known.get(&folded(code)) {
                Some(first) => self.complain(
                    sheet,
                    row,
                    "code",
                    ProblemKind::DuplicateCode { first_row: *first },
                    Some(code),
                ),
                None => {
                    known.insert(folded(code), row);
                }
            }
        }
        known
    }

    /// Notes the second and later appearance of a key.
    pub(super) fn repeats<K: Ord>(
        &mut self,
        sheet: Sheet,
        key: &'static str,
        entries: Vec<(u32, K, String)>,
        kind: fn(u32) -> ProblemKind,
    ) {
        let mut seen: BTreeMap<K, u32> = BTreeMap::new();
        for (row, entry, shown) in entries {
            match seen.get(&entry) {
                Some(first) if *first != row => {
                    self.complain(sheet, row, key, kind(*first), Some(&shown))
                }
                Some(_) => {}
                None => {
                    seen.insert(entry, row);
                }
            }
        }
    }
}

/// The rows of a sheet with their codes.
fn codes_of(workbook: &Workbook, sheet: Sheet) -> Vec<(u32, Option<&String>)> {
    macro_rules! codes {
        ($rows:expr) => {
            $rows
                .iter()
                .map(|row| (row.row, row.code.as_ref()))
                .collect()
        };
    }
    match sheet {
        Sheet::Participants => codes!(workbook.participants),
        Sheet::Organisations => codes!(workbook.organisations),
        Sheet::Requests => codes!(workbook.requests),
        Sheet::Slots => codes!(workbook.slots),
        Sheet::Tables => codes!(workbook.tables),
        Sheet::Venues => codes!(workbook.venues),
        Sheet::Interpreters => codes!(workbook.interpreters),
        Sheet::Settings => codes!(workbook.settings),
        Sheet::Aside => codes!(workbook.aside),
    }
}

/// Resolves references and notes duplicates.
pub(super) fn across(workbook: &mut Workbook, places: &Places) {
    let mut checker = Checker {
        places,
        problems: Vec::new(),
    };
    let [people, houses, slots, tables] = [
        Sheet::Participants,
        Sheet::Organisations,
        Sheet::Slots,
        Sheet::Tables,
    ]
    .map(|sheet| checker.codes(sheet, codes_of(workbook, sheet)));
    let codes = Codes {
        participants: people,
        organisations: houses,
        slots,
        tables,
    };
    for sheet in [
        Sheet::Requests,
        Sheet::Venues,
        Sheet::Interpreters,
        Sheet::Aside,
    ] {
        checker.codes(sheet, codes_of(workbook, sheet));
    }
    organisations(workbook, &codes, &mut checker);
    participants(workbook, &codes, &mut checker);
    super::asks::across(workbook, &codes, &mut checker);
    super::interpreters::across(workbook, &codes, &mut checker);
    super::settings::across(workbook, &mut checker);
    super::aside::across(workbook, &codes, &mut checker);
    slots_and_tables(workbook, &mut checker);
    for row in &workbook.organisations {
        let cell = |key| (Sheet::Organisations, row.row, key);
        codes.expect_slots(cell("unavailable"), &row.unavailable, &mut checker);
        codes.expect_slots(cell("preferred"), &row.preferred, &mut checker);
        codes.expect_slots(cell("own_times"), &row.own_times, &mut checker);
    }
    for table in &mut workbook.tables {
        let closed = (Sheet::Tables, table.row, "closed");
        codes.expect_slots(closed, &table.closed, &mut checker);
        let place = (Sheet::Tables, table.row, "owner");
        if let Some(owner) = &mut table.owner {
            resolve(owner, &codes, place, &mut checker);
        }
    }
    super::places::ways(workbook, &mut checker);
    workbook.problems.append(&mut checker.problems);
}

/// The rows of each sheet by their folded codes.
pub(super) struct Codes {
    participants: BTreeMap<String, u32>,
    organisations: BTreeMap<String, u32>,
    slots: BTreeMap<String, u32>,
    tables: BTreeMap<String, u32>,
}

/// A cell by its sheet, row and field.
pub(super) type Cell = (Sheet, u32, &'static str);

impl Codes {
    /// Complains about each slot that the workbook does not have.
    pub(super) fn expect_slots(
        &self,
        (sheet, row, key): Cell,
        slots: &[String],
        checker: &mut Checker<'_>,
    ) {
        let target = Sheet::Slots;
        for slot in slots {
            if !self.slots.contains_key(&folded(slot)) && !checker.was_refused(target, slot) {
                let unknown = ProblemKind::UnknownReference { target };
                checker.complain(sheet, row, key, unknown, Some(slot));
            }
        }
    }

    /// Complains about a table that the workbook does not have.
    pub(super) fn expect_table(
        &self,
        (sheet, row, key): Cell,
        table: &str,
        checker: &mut Checker<'_>,
    ) {
        let target = Sheet::Tables;
        if !self.tables.contains_key(&folded(table)) && !checker.was_refused(target, table) {
            let unknown = ProblemKind::UnknownReference { target };
            checker.complain(sheet, row, key, unknown, Some(table));
        }
    }

    /// Finds the person whom a code names, and complains where nobody has it.
    pub(super) fn person(&self, party: &mut Party, cell: Cell, checker: &mut Checker<'_>) {
        let Party::Elsewhere { code } = &*party else {
            return;
        };
        let target = Sheet::Participants;
        if let Some(found) = self.participants.get(&folded(code)) {
            *party = Party::Participant { row: *found };
        } else if !checker.was_refused(target, code) {
            let (sheet, row, key) = cell;
            let unknown = ProblemKind::UnknownReference { target };
            checker.complain(sheet, row, key, unknown, Some(&code.clone()));
        }
    }
}

fn organisations(workbook: &Workbook, codes: &Codes, checker: &mut Checker<'_>) {
    let mut names = Vec::new();
    for organisation in &workbook.organisations {
        for name in [
            &organisation.name_zh,
            &organisation.name_en,
            &organisation.name_de,
        ]
        .into_iter()
        .flatten()
        {
            names.push((
                organisation.row,
                (
                    folded(name),
                    organisation.country.clone().unwrap_or_default(),
                ),
                name.clone(),
            ));
        }
    }
    checker.repeats(Sheet::Organisations, "name_zh", names, |first_row| {
        ProblemKind::DuplicateEntry { first_row }
    });
    for (code, row) in &codes.organisations {
        if codes.participants.contains_key(code)
            && workbook
                .requests
                .iter()
                .any(|request| names_code(&request.from, code) || names_code(&request.to, code))
        {
            checker.complain(
                Sheet::Organisations,
                *row,
                "code",
                ProblemKind::AmbiguousReference,
                Some(code),
            );
        }
    }
}

fn names_code(party: &Party, wanted: &str) -> bool {
    matches!(party, Party::Elsewhere { code } if folded(code) == wanted)
}

/// The rows of organisations by every name they have; none where two rows share the name.
fn rows_by_name(workbook: &Workbook) -> BTreeMap<String, Option<u32>> {
    let mut rows: BTreeMap<String, Option<u32>> = BTreeMap::new();
    for organisation in &workbook.organisations {
        let names = [
            &organisation.name_zh,
            &organisation.name_en,
            &organisation.name_de,
            &organisation.short_name,
        ];
        for name in names.into_iter().flatten() {
            let entry = rows.entry(folded(name)).or_insert(Some(organisation.row));
            if *entry != Some(organisation.row) {
                *entry = None;
            }
        }
    }
    rows
}

/// The row of the organisation that a text names by code or by name.
fn organisation_row(
    name: &str,
    codes: &Codes,
    by_name: &BTreeMap<String, Option<u32>>,
) -> Result<Option<u32>, ProblemKind> {
    let name = folded(name);
    match (codes.organisations.get(&name), by_name.get(&name)) {
        (Some(row), _) | (None, Some(Some(row))) => Ok(Some(*row)),
        (None, Some(None)) => Err(ProblemKind::AmbiguousReference),
        (None, None) => Err(ProblemKind::NotInOrganisations),
    }
}

fn participants(workbook: &mut Workbook, codes: &Codes, checker: &mut Checker<'_>) {
    let by_name = rows_by_name(workbook);
    let (mut people, mut addresses) = (Vec::new(), Vec::new());
    for person in &mut workbook.participants {
        let row = person.row;
        let found = match &person.organisation {
            Some(OrganisationRef::Named { name }) => organisation_row(name, codes, &by_name),
            _ => Ok(None),
        };
        match (found, &person.organisation) {
            (Ok(Some(found)), _) => person.organisation = Some(OrganisationRef::Row { row: found }),
            (Err(kind), Some(OrganisationRef::Named { name }))
                if !checker.places.was_refused(Sheet::Organisations, name) =>
            {
                checker.complain(Sheet::Participants, row, "organisation", kind, Some(name));
            }
            _ => {}
        }
        let slots = [
            ("unavailable", &person.unavailable),
            ("preferred", &person.preferred),
        ];
        for (key, slots) in slots {
            codes.expect_slots((Sheet::Participants, row, key), slots, checker);
        }
        let at = match &person.organisation {
            Some(OrganisationRef::Row { row }) => row.to_string(),
            Some(OrganisationRef::Named { name }) => folded(name),
            None => String::new(),
        };
        for name in [&person.name_zh, &person.name_latin].into_iter().flatten() {
            people.push((row, (folded(name), at.clone()), name.clone()));
        }
        if let Some(address) = &person.email {
            addresses.push((row, folded(address), address.clone()));
        }
    }
    checker.repeats(Sheet::Participants, "name_zh", people, |first_row| {
        ProblemKind::DuplicateEntry { first_row }
    });
    checker.repeats(Sheet::Participants, "email", addresses, |first_row| {
        ProblemKind::DuplicateEmail { first_row }
    });
}

/// Which row a code stands for: of a person, or else of an organisation.
pub(super) fn resolve(
    party: &mut Party,
    codes: &Codes,
    (sheet, row, key): Cell,
    checker: &mut Checker<'_>,
) {
    let Party::Elsewhere { code } = &*party else {
        return;
    };
    let code = code.clone();
    if let Some(found) = codes.participants.get(&folded(&code)) {
        *party = Party::Participant { row: *found };
    } else if let Some(found) = codes.organisations.get(&folded(&code)) {
        *party = Party::Organisation { row: *found };
    } else if !checker.places.was_refused(Sheet::Participants, &code)
        && !checker.places.was_refused(Sheet::Organisations, &code)
    {
        let target = Sheet::Participants;
        let unknown = ProblemKind::UnknownReference { target };
        checker.complain(sheet, row, key, unknown, Some(&code));
    }
}

fn slots_and_tables(workbook: &Workbook, checker: &mut Checker<'_>) {
    let mut slots: Vec<_> = workbook.slots.iter().collect();
    slots.sort_by_key(|slot| (slot.zone.clone(), slot.date, slot.start, slot.row));
    for pair in slots.windows(2) {
        let [earlier, later] = pair else { continue };
        if (&earlier.zone, earlier.date) == (&later.zone, later.date) && later.start < earlier.end {
            checker.complain(
                Sheet::Slots,
                later.row,
                "start",
                ProblemKind::SlotOverlap {
                    first_row: earlier.row,
                },
                None,
            );
        }
    }
    let tables = workbook
        .tables
        .iter()
        .map(|table| {
            (
                table.row,
                (
                    folded(&table.label),
                    folded(table.room.as_deref().unwrap_or_default()),
                    folded(table.venue.as_deref().unwrap_or_default()),
                ),
                table.label.clone(),
            )
        })
        .collect();
    checker.repeats(Sheet::Tables, "label", tables, |first_row| {
        ProblemKind::DuplicateEntry { first_row }
    });
}
