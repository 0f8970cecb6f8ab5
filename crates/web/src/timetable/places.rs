//! The places of a session: venues with the ways between them, and every table with what it is,
//! whose it is and where it stands.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Table, TableKind, Venue};
use domain::parties::PartyRef;
use domain::record::Kind;
use i18n::Text;

use super::Frame;
use super::numbers::{listed, numbers};
use super::several::{Several, several, several_fields};
use crate::at_hand;
use crate::conflict;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet};
use crate::site::Site;

/// Longest way between two venues, in minutes.
const LONGEST: i64 = 600;

/// Shows the places of a session.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let venues = stored_venues(&frame.file.session);
    Ok(sheet(seat, &frame, &venues).shown())
}

/// Changes the places of a session.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let session = read(&mut submitted, &frame);
    let venues = typed_venues(&submitted);
    let act = ("matchmaking.edit", "/places");
    let kept = frame.keep((&site, &seat), &mut submitted, session, act);
    let kept = match kept.await? {
        Sent::Done(led) => return Ok(led),
        other => other,
    };
    Ok(sheet(seat, &frame, &venues).back(&submitted, &kept))
}

/// Number and name of each venue's row, as the record has them.
fn stored_venues(session: &Matchmaking) -> Vec<(u32, String)> {
    let names = session.venues.iter().map(|venue| venue.name.clone());
    (0..).zip(names).collect()
}

/// Number and name of each venue's row, as they were typed, so that a new one can be chosen before
/// it is stored.
fn typed_venues(submitted: &Submitted) -> Vec<(u32, String)> {
    let rows = submitted.rows("venues");
    let named = rows.iter().filter_map(|row| {
        let name = submitted.raw(&format!("{row}.name")).trim();
        (!name.is_empty()).then(|| Some((number_of(row)?, name.to_owned())))?
    });
    named.collect()
}

/// The number at the end of a row's name.
fn number_of(row: &str) -> Option<u32> {
    row.rsplit('.').next()?.parse().ok()
}

fn sheet(seat: Seat, frame: &Frame, venues: &[(u32, String)]) -> Sheet {
    let page = frame.framed(seat.page);
    let session = &frame.file.session;
    let header = Header::new(page.t("places-title"))
        .below(frame.at(""), session.title.for_reader(page.language));
    let mut form = Form::new(page.language, frame.at("/places"));
    venue_fields(&mut form, session);
    several_fields(&mut form, venues);
    table_fields(&mut form, frame, venues);
    form.version(session.version);
    form.cancel(frame.at(""));
    Sheet::new(page, header, form)
}

fn venue_fields(form: &mut Form, session: &Matchmaking) {
    form.group("venues", "places-venues", &session.venues, |row, venue| {
        let name = venue.map_or("", |venue| venue.name.as_str());
        row.line("name", "places-venue-name", name).half();
        row.number("usual", "places-usual", None)
            .between(0, LONGEST)
            .half();
    })
    .hint("places-venues-hint");
    for (n, venue) in session.venues.iter().enumerate() {
        for (m, earlier) in session.venues.iter().enumerate().take(n) {
            let label = Text::new("places-way")
                .with("from", earlier.name.as_str())
                .with("to", venue.name.as_str());
            let minutes = session.minutes_between(n as u32, m as u32);
            form.number(&way(n as u32, m as u32), label, Some(i64::from(minutes)))
                .between(0, LONGEST)
                .half();
        }
    }
}

/// The field of the minutes from the venue of one row to that of an earlier one.
fn way(row: u32, earlier: u32) -> String {
    format!("way.{row}.{earlier}")
}

/// The kinds of tables.
pub(super) fn kinds(language: Language, kinds: &[TableKind]) -> Vec<Choice> {
    let codes = kinds.iter().map(|kind| kind.code());
    Choice::of_codes(language, "places-kind-", codes)
}

/// The venues by the numbers of their rows.
pub(super) fn venue_choices(venues: &[(u32, String)]) -> Vec<Choice> {
    let choice = |(row, name): &(u32, String)| Choice::new(row, name.clone());
    venues.iter().map(choice).collect()
}

fn table_fields(form: &mut Form, frame: &Frame, venues: &[(u32, String)]) {
    let language = form.language;
    let session = &frame.file.session;
    let owners = owners(frame, language);
    form.group("tables", "places-tables", &session.tables, |row, table| {
        let name = table.map_or("", |table| table.name.as_str());
        row.line("name", "places-table-name", name).half();
        let kind = table.map_or(TableKind::Shared, |table| table.kind);
        row.choice(
            "kind",
            "places-kind",
            kind.code(),
            kinds(language, TableKind::ALL),
        )
        .required()
        .half();
        let owner = table.and_then(|table| table.owner);
        let owner = owner.map(|owner| at_hand::code(PartyRef::Organisation(owner)));
        let owner = owner.unwrap_or_default();
        row.choice("owner", "places-owner", &owner, owners.clone())
            .half();
        if !venues.is_empty() {
            let venue = table.and_then(|table| table.venue).unwrap_or_default();
            row.choice(
                "venue",
                "places-venue",
                &venue.to_string(),
                venue_choices(venues),
            )
            .half();
        }
        let closed = table.map_or_else(String::new, |table| listed(&table.closed));
        row.line("closed", "places-closed", &closed).half();
    })
    .hint("places-tables-hint");
}

/// Those who can have a booth: who takes part, and who has one already.
fn owners(frame: &Frame, language: Language) -> Vec<Choice> {
    let session = &frame.file.session;
    let mut all: Vec<OrganisationId> = session
        .participants
        .iter()
        .map(|p| p.organisation)
        .collect();
    let having = session.tables.iter().filter_map(|table| table.owner);
    all.extend(having);
    let mut seen = std::collections::BTreeSet::new();
    all.retain(|one| seen.insert(*one));
    let named = |one: &OrganisationId| {
        let code = at_hand::code(PartyRef::Organisation(*one));
        Choice::new(code, frame.called(language, *one))
    };
    let mut choices: Vec<Choice> = all.iter().map(named).collect();
    choices.sort_by(|a, b| a.label.cmp(&b.label));
    choices
}

fn read(submitted: &mut Submitted, frame: &Frame) -> Matchmaking {
    let before = &frame.file.session;
    let (rows, venues): (Vec<u32>, Vec<Venue>) = read_venues(submitted).into_iter().unzip();
    let mut numbered = Vec::new();
    for row in submitted.rows("tables") {
        let table = read_table(submitted, &row, (&rows, before.slots.len()));
        numbered.extend(table.map(|table| (number_of(&row), table)));
    }
    keeps_places(submitted, frame, &numbered);
    let mut tables: Vec<Table> = numbered.into_iter().map(|(_, table)| table).collect();
    let ground = Several {
        venues: &rows,
        slots: before.slots.len(),
    };
    several(submitted, &ground, &mut tables);
    if tables.is_empty() {
        submitted.refuse("tables", "form-error-required");
    }
    if let Some(twice) = twice(&tables) {
        submitted.refuse(
            "tables",
            Text::new("places-error-table-twice").with("name", twice),
        );
    }
    Matchmaking {
        venues,
        tables,
        ..before.record.clone()
    }
}

/// A name that two tables of one venue have.
fn twice(tables: &[Table]) -> Option<String> {
    let mut seen = std::collections::BTreeSet::new();
    for table in tables {
        if !seen.insert((table.venue, table.name.as_str())) {
            return Some(table.name.clone());
        }
    }
    None
}

/// The venues with the numbers of their rows.
fn read_venues(submitted: &mut Submitted) -> Vec<(u32, Venue)> {
    let mut found: Vec<(u32, Venue)> = Vec::new();
    for row in submitted.rows("venues") {
        let Some(number) =
            number_of(&row).filter(|_| !submitted.row_is_empty(&row, &["name", "usual"]))
        else {
            continue;
        };
        let (name, usual) = (format!("{row}.name"), format!("{row}.usual"));
        let venue = submitted.required_line(&name);
        if found.iter().any(|(_, other)| other.name == venue) {
            submitted.refuse(&name, "places-error-venue-twice");
        }
        let general = submitted.number(&usual, 0, LONGEST);
        let mut minutes = Vec::new();
        for (other, _) in &found {
            let said = submitted
                .number(&way(number, *other), 0, LONGEST)
                .or(general);
            if said.is_none() {
                submitted.refuse(&usual, "places-error-minutes");
            }
            minutes.push(said.and_then(|n| u32::try_from(n).ok()).unwrap_or_default());
        }
        found.push((
            number,
            Venue {
                name: venue,
                minutes,
            },
        ));
    }
    found
}

fn read_table(
    submitted: &mut Submitted,
    row: &str,
    (venues, slots): (&[u32], usize),
) -> Option<Table> {
    if submitted.row_is_empty(row, &["name", "owner", "closed"]) {
        return None;
    }
    let field = |name: &str| format!("{row}.{name}");
    let name = submitted.required_line(&field("name"));
    let kind = submitted.required_choice(&field("kind"), TableKind::from_code);
    let owner = submitted.choice(&field("owner"), at_hand::organisation);
    let kind = match (kind?, owner) {
        (TableKind::Virtual, Some(_)) => {
            submitted.refuse(&field("owner"), "places-error-owner-virtual");
            TableKind::Virtual
        }
        (TableKind::Booth, None) => {
            submitted.refuse(&field("owner"), "places-error-owner");
            TableKind::Booth
        }
        // Whoever says whose it is need not say that it is a booth.
        (_, Some(_)) => TableKind::Booth,
        (kind, None) => kind,
    };
    let venue = submitted.choice(&field("venue"), |row| position(venues, row));
    let closed = submitted.line(&field("closed"));
    let Some(closed) = numbers(&closed, slots) else {
        let text = Text::new("timetable-error-away").with("slots", slots);
        submitted.refuse(&field("closed"), text);
        return None;
    };
    Some(Table {
        name,
        kind,
        owner,
        venue: venue.or((!venues.is_empty()).then_some(0)),
        closed,
    })
}

/// The position of a venue in the list, by the number of its row.
pub(super) fn position(venues: &[u32], row: &str) -> Option<u32> {
    let row: u32 = row.parse().ok()?;
    let found = venues.iter().position(|venue| *venue == row)?;
    u32::try_from(found).ok()
}

/// Timetables and locks name tables by their position: what they name stays where it is.
fn keeps_places(submitted: &mut Submitted, frame: &Frame, rows: &[(Option<u32>, Table)]) {
    let placed = frame.file.timetables.iter().flat_map(|one| &one.placements);
    let locked = frame.file.requests.iter().filter_map(|one| one.fixed_table);
    let last = placed.map(|place| place.table).chain(locked).max();
    let tables = frame.file.session.tables.iter();
    let named = tables.take(last.map_or(0, |last| last as usize + 1));
    for (n, table) in (0..).zip(named) {
        let here = rows.get(n as usize).and_then(|(row, _)| *row);
        if here != Some(n) {
            let text = Text::new("places-error-used").with("name", table.name.as_str());
            submitted.refuse("tables", text);
            return;
        }
    }
}
