//! From the sheets of venues and tables to the places of a session.

use std::collections::BTreeMap;

use domain::ids::OrganisationId;
use domain::matchmaking::{Matchmaking, Table, TableKind, Venue};
use formats::workbook::{self, MeetingTable, Workbook};

use super::known::key;

/// The tables of a session while rows are added.
pub(super) struct Tables {
    pub tables: Vec<Table>,
    /// Positions of the venues by name.
    venues: BTreeMap<String, u32>,
}

impl Tables {
    pub(super) fn of(session: &Matchmaking) -> Self {
        let names = session.venues.iter().map(|venue| key(&venue.name));
        Self {
            tables: session.tables.clone(),
            venues: names.zip(0..).collect(),
        }
    }

    /// Adds a table, unless one of this name stands in this venue already; which it is, and whether
    /// it is new.
    pub(super) fn add(
        &mut self,
        row: &MeetingTable,
        owner: Option<OrganisationId>,
        closed: Vec<u32>,
    ) -> (usize, bool) {
        let name = match &row.room {
            Some(room) => format!("{room}, {}", row.label),
            None => row.label.clone(),
        };
        let first = (!self.venues.is_empty()).then_some(0);
        let named = row.venue.as_ref();
        let venue = named.and_then(|venue| self.venues.get(&key(venue)).copied());
        let venue = venue.or(first);
        let same = |table: &Table| table.name == name && table.venue.or(first) == venue;
        if let Some(known) = self.tables.iter().position(same) {
            return (known, false);
        }
        let kind = match row.kind {
            _ if owner.is_some() => TableKind::Booth,
            Some(workbook::TableKind::Virtual) => TableKind::Virtual,
            _ => TableKind::Shared,
        };
        self.tables.push(Table {
            name,
            kind,
            owner,
            venue,
            closed,
        });
        (self.tables.len() - 1, true)
    }
}

/// Adds the venues that the workbook names and the session has not.
///
/// # Errors
/// The names of two venues of which nobody says how far they are from each other.
pub(super) fn add_venues(
    session: &mut Matchmaking,
    workbook: &Workbook,
) -> Result<(), [String; 2]> {
    let mut ways: BTreeMap<[String; 2], u32> = BTreeMap::new();
    let mut names: Vec<&String> = Vec::new();
    for row in &workbook.venues {
        names.push(&row.name);
        if let (Some(other), Some(minutes)) = (&row.other, row.minutes) {
            names.push(other);
            ways.insert([key(&row.name), key(other)], minutes);
            ways.insert([key(other), key(&row.name)], minutes);
        }
    }
    names.extend(
        workbook
            .tables
            .iter()
            .filter_map(|table| table.venue.as_ref()),
    );
    for name in names {
        if session
            .venues
            .iter()
            .any(|venue| key(&venue.name) == key(name))
        {
            continue;
        }
        let way = |earlier: &Venue| {
            let minutes = ways.get(&[key(name), key(&earlier.name)]).copied();
            minutes.ok_or_else(|| [earlier.name.clone(), name.clone()])
        };
        let minutes = session.venues.iter().map(way).collect::<Result<_, _>>()?;
        session.venues.push(Venue {
            name: name.clone(),
            minutes,
        });
    }
    Ok(())
}
