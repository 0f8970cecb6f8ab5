//! From the cells of a row to the typed row of each sheet.

use super::choices::{Choice, Session, TableKind, YesNo};
use super::problem::ProblemKind;
use super::row::Row;
use super::schema::ChoiceList;
use super::{
    MeetingTable, Organisation, OrganisationRef, Participant, Party, Slot, VenueRow, values,
};
use domain::time::ZoneName;
use jiff::civil::{Date, Time};
use jiff::tz::AmbiguousOffset;

/// A person; none if anything required is missing or wrong.
pub(super) fn participant(row: &mut Row<'_>) -> Option<Participant> {
    let code = row.parsed("code", values::code);
    let (name_zh, name_latin) = (row.text("name_zh"), row.text("name_latin"));
    row.check_script("name_zh", name_zh.as_ref(), true);
    row.check_script("name_latin", name_latin.as_ref(), false);
    if name_zh.is_none() && name_latin.is_none() {
        row.complain("name_zh", ProblemKind::NoName, None);
    }
    // Resolved later, when every organisation is known.
    let organisation = row
        .text("organisation")
        .map(|name| OrganisationRef::Named { name });
    let role = row.choice("role");
    let participant = Participant {
        row: row.number,
        code,
        name_zh,
        name_latin,
        organisation,
        position_zh: row.text("position_zh"),
        position_en: row.text("position_en"),
        position_de: row.text("position_de"),
        languages: row
            .parsed("languages", values::languages)
            .unwrap_or_default(),
        email: row.parsed("email", values::email),
        phone: row.parsed("phone", values::phone),
        unavailable: row.parsed("unavailable", values::codes).unwrap_or_default(),
        preferred: row.parsed("preferred", values::codes).unwrap_or_default(),
        max_meetings: row.typed("max_meetings", |value| values::whole_number(value, 0, 200)),
        note: row.text("note"),
        role: role?,
    };
    (!row.failed).then_some(participant)
}

/// An organisation; none if anything required is missing or wrong.
pub(super) fn organisation(row: &mut Row<'_>) -> Option<Organisation> {
    let code = row.parsed("code", values::code);
    let (name_zh, name_en, name_de) = (
        row.text("name_zh"),
        row.text("name_en"),
        row.text("name_de"),
    );
    row.check_script("name_zh", name_zh.as_ref(), true);
    row.check_script("name_en", name_en.as_ref(), false);
    row.check_script("name_de", name_de.as_ref(), false);
    if name_zh.is_none() && name_en.is_none() && name_de.is_none() {
        row.complain("name_zh", ProblemKind::NoName, None);
    }
    let kind = row.choice("kind");
    let organisation = Organisation {
        row: row.number,
        code,
        name_zh,
        name_en,
        name_de,
        short_name: row.text("short_name"),
        country: row.parsed("country", values::country),
        city: row.text("city"),
        sector: row.text("sector"),
        registry_id: row.text("registry_id"),
        website: row.parsed("website", values::link),
        offers: row.text("offers"),
        needs: row.text("needs"),
        side: row.choice("side"),
        seats: row.typed("seats", |value| values::whole_number(value, 1, 200)),
        unavailable: row.parsed("unavailable", values::codes).unwrap_or_default(),
        preferred: row.parsed("preferred", values::codes).unwrap_or_default(),
        max_meetings: row.typed("max_meetings", |value| values::whole_number(value, 0, 200)),
        about: row.text("about"),
        sectors: row.choices("sectors").unwrap_or_default(),
        regions: row.text("regions"),
        languages: row
            .parsed("languages", values::languages)
            .unwrap_or_default(),
        comes: row.text("comes"),
        own_times: row.parsed("own_times", values::codes).unwrap_or_default(),
        note: row.text("note"),
        kind: kind?,
    };
    (!row.failed).then_some(organisation)
}

/// A slot; none if anything required is missing or wrong.
pub(super) fn slot(row: &mut Row<'_>) -> Option<Slot> {
    let code = row.parsed("code", values::code);
    let from_1904 = row.from_1904;
    let date = row.typed("date", |value| values::date(value, from_1904));
    let (start, end) = (
        row.typed("start", values::time),
        row.typed("end", values::time),
    );
    let zone = row.parsed("zone", values::zone);
    let session: Option<Session> = row.choice("session");
    let note = row.text("note");
    let follows: Option<YesNo> = row.choice("follows");
    let (date, start, end, zone) = (date?, start?, end?, zone?);
    if end <= start {
        row.complain("end", ProblemKind::EndBeforeStart, None);
    }
    for (key, time) in [("start", start), ("end", end)] {
        if !is_plain(date, time, &zone) {
            row.complain(
                key,
                ProblemKind::ClockChange,
                Some(&format!("{date} {}", time.strftime("%H:%M"))),
            );
        }
    }
    let session = session.unwrap_or(if start < Time::constant(12, 0, 0, 0) {
        Session::Morning
    } else {
        Session::Afternoon
    });
    let slot = Slot {
        row: row.number,
        code,
        date,
        start,
        end,
        zone,
        session,
        follows: follows.map(|follows| follows == YesNo::Yes),
        note,
    };
    (!row.failed).then_some(slot)
}

/// Whether the clocks of the zone show the time exactly once on that day.
fn is_plain(date: Date, time: Time, zone: &ZoneName) -> bool {
    matches!(
        zone.zone()
            .to_ambiguous_zoned(date.to_datetime(time))
            .offset(),
        AmbiguousOffset::Unambiguous { .. }
    )
}

/// A table; none if anything required is missing or wrong.
pub(super) fn table(row: &mut Row<'_>) -> Option<MeetingTable> {
    let code = row.parsed("code", values::code);
    let label = row.text("label");
    let table = MeetingTable {
        row: row.number,
        code,
        room: row.text("room"),
        seats: row.typed("seats", |value| values::whole_number(value, 2, 100)),
        kind: row.choice("kind"),
        // Resolved later, when every code is known.
        owner: row
            .parsed("owner", values::code)
            .map(|code| Party::Elsewhere { code }),
        venue: row.text("venue"),
        closed: row.parsed("closed", values::codes).unwrap_or_default(),
        note: row.text("note"),
        label: label?,
    };
    match (table.kind, &table.owner) {
        (Some(TableKind::Booth), None) => row.complain("owner", ProblemKind::Missing, None),
        (Some(kind @ (TableKind::Shared | TableKind::Virtual)), Some(_)) => {
            let list = ChoiceList::TableKind;
            row.complain("kind", ProblemKind::BadChoice { list }, Some(kind.key()));
        }
        _ => {}
    }
    (!row.failed).then_some(table)
}

/// A venue or a way; none if anything required is missing or wrong.
pub(super) fn venue(row: &mut Row<'_>) -> Option<VenueRow> {
    let code = row.parsed("code", values::code);
    let name = row.text("name");
    let venue = VenueRow {
        row: row.number,
        code,
        other: row.text("other"),
        minutes: row.typed("minutes", |value| values::whole_number(value, 0, 600)),
        note: row.text("note"),
        name: name?,
    };
    match (&venue.other, venue.minutes) {
        (Some(_), None) if !row.failed => row.complain("minutes", ProblemKind::Missing, None),
        (None, Some(_)) => row.complain("other", ProblemKind::Missing, None),
        _ => {}
    }
    (!row.failed).then_some(venue)
}
