//! The form of a session: its time, its tables, who takes part.

use app::missions::Dossier;
use app::timetables::{SlotsRefused, refused_wish, slots_from_text, slots_to_text};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::{Action as Right, Subject};
use domain::ids::{LegId, MatchmakingId};
use domain::matchmaking::{Matchmaking, Participant, Slot, Table, TableKind};
use domain::participants::Booking;
use domain::parties::PartyRef;
use domain::programme::Side;
use domain::record::{Kind, Stored};
use domain::text::Localised;
use i18n::Text;

use super::Frame;
use super::numbers::{listed, numbers, slot_numbers};
use crate::at_hand::{self, Only};
use crate::conflict;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::Header;
use crate::nav::Section;
use crate::problem::Problem;
use crate::seat::{Seat, refusal_text};
use crate::sheet::{Sent, Sheet, caller_once, fresh_key, sorted};
use crate::site::Site;

/// Slots and tables that a new session begins with.
const SLOTS: i64 = 8;
const MINUTES: i64 = 25;
const TABLES: usize = 6;
/// The numbers of slots that are let through while the slots themselves cannot be read: what is
/// wrong with those is said, and nothing that only follows from it.
const UNREAD: usize = 500;
/// Most people of one participant.
const SEATS: i64 = 200;

/// The form for a new session.
pub async fn blank(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let right = Subject::Record(Kind::Matchmaking);
    seat.caller
        .ask(Right::Create, right, Some(dossier.mission.id))?;
    Ok(sheet(&site, seat, &dossier, None, &[]).await?.shown())
}

/// Makes a session.
pub async fn create(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let right = Subject::Record(Kind::Matchmaking);
    seat.caller
        .ask(Right::Create, right, Some(dossier.mission.id))?;
    let blank = Matchmaking {
        id: site.app().new_id(),
        mission: dossier.mission.id,
        item: None,
        leg: None,
        title: Localised::default(),
        zone: dossier.mission.home_zone.clone(),
        slots: Vec::new(),
        tables: Vec::new(),
        participants: Vec::new(),
        interpreters: Vec::new(),
        published: None,
        publications: Vec::new(),
        venues: Vec::new(),
        booking: Booking::default(),
    };
    let session = read(&mut submitted, &dossier, blank);
    let chosen = chosen(&submitted);
    if submitted.is_fine() {
        let caller = caller_once(&seat, &submitted);
        let answer = site
            .app()
            .create(&caller, "matchmaking.create", session)
            .await;
        if let Sent::Done(saved) = sorted(answer, &mut submitted)? {
            let page = format!("/missions/{code}/timetable/{}", saved.id);
            return Ok(Flash::done("timetable-session-made").to(&page));
        }
    }
    Ok(sheet(&site, seat, &dossier, None, &chosen)
        .await?
        .again(&submitted))
}

/// The form of a session.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
) -> Result<Response, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let sheet = sheet(&site, seat, &frame.dossier, Some(&frame.file.session), &[]).await?;
    Ok(sheet.shown())
}

/// Changes a session.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let mut submitted = conflict::resolve(submitted);
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Edit, Kind::Matchmaking)).await?;
    let before = &frame.file.session;
    let session = read(&mut submitted, &frame.dossier, before.record.clone());
    let chosen = chosen(&submitted);
    let act = ("matchmaking.edit", "");
    let kept = frame.keep((&site, &seat), &mut submitted, session, act);
    let kept = match kept.await? {
        Sent::Done(led) => return Ok(led),
        other => other,
    };
    let sheet = sheet(&site, seat, &frame.dossier, Some(before), &chosen).await?;
    Ok(sheet.back(&submitted, &kept))
}

/// The organisations that the rows of the form name.
fn chosen(submitted: &Submitted) -> Vec<PartyRef> {
    let rows = submitted.rows("participants");
    let fields: Vec<String> = rows
        .iter()
        .map(|row| format!("{row}.organisation"))
        .collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    at_hand::named(submitted, &fields)
}

fn read(submitted: &mut Submitted, dossier: &Dossier, before: Matchmaking) -> Matchmaking {
    let title = submitted.required_localised("title");
    let leg = submitted.id::<LegId>("leg").and_then(|id| dossier.leg(id));
    let text = submitted.lines("slots");
    let slots = slots_from_text(&text).unwrap_or_else(|refused| {
        submitted.refuse("slots", refused_text(&refused));
        Vec::new()
    });
    if slots.is_empty() {
        submitted.refuse("slots", "form-error-required");
    }
    let count = if slots.is_empty() {
        UNREAD
    } else {
        slots.len()
    };
    let tables = tables(&submitted.lines("tables"), count, &before.tables);
    let tables = tables.unwrap_or_else(|| {
        let text = Text::new("timetable-error-away").with("slots", count);
        submitted.refuse("tables", text);
        Vec::new()
    });
    if tables.is_empty() {
        submitted.refuse("tables", "form-error-required");
    }
    let mut rows = Vec::new();
    for row in submitted.rows("participants") {
        let found = participant(submitted, &row, count, &before);
        rows.extend(found.map(|found| (row, found)));
    }
    let session = Matchmaking {
        title,
        leg: leg.map(|leg| leg.id),
        zone: leg.map_or_else(|| before.zone.clone(), |leg| leg.zone.clone()),
        slots,
        tables,
        participants: rows.iter().map(|(_, found)| found.clone()).collect(),
        ..before
    };
    for (row, found) in rows.iter().filter(|_| !session.slots.is_empty()) {
        if let Err(refused) = session.check_wish(found, &found.preferred) {
            let refusal = refusal_text(&refused_wish(&session, refused));
            submitted.refuse(&format!("{row}.preferred"), refusal);
        }
    }
    session
}

fn refused_text(refused: &SlotsRefused) -> Text {
    let (key, line) = match refused {
        SlotsRefused::Unreadable { line } => ("timetable-error-slot", line),
        SlotsRefused::DateMissing { line } => ("timetable-error-slot-date", line),
        SlotsRefused::Order { line } => ("timetable-error-slot-order", line),
    };
    Text::new(key).with("line", *line)
}

/// One table a line, after a bar the slots in which it is closed; what else was known of a table
/// of this name stays. `None` where that is no slot.
fn tables(text: &str, slots: usize, before: &[Table]) -> Option<Vec<Table>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    // Two venues may have tables of the same name: the first line is the first of them.
    let mut left: Vec<&Table> = before.iter().collect();
    let table = |line: &str| {
        let (name, closed) = line.split_once(['|', '｜']).unwrap_or((line, ""));
        let name = name.trim();
        let known = left.iter().position(|table| table.name == name);
        let known = known.map(|at| left.remove(at));
        Some(Table {
            name: name.to_owned(),
            kind: known.map_or(TableKind::Shared, |table| table.kind),
            owner: known.and_then(|table| table.owner),
            venue: known.and_then(|table| table.venue),
            closed: numbers(closed, slots)?,
        })
    };
    lines.map(table).collect()
}

/// A table as [`tables`] reads it.
fn table_line(table: &Table) -> String {
    if table.closed.is_empty() {
        return table.name.clone();
    }
    format!("{} | {}", table.name, listed(&table.closed))
}

fn participant(
    submitted: &mut Submitted,
    row: &str,
    slots: usize,
    before: &Matchmaking,
) -> Option<Participant> {
    let field = |name: &str| format!("{row}.{name}");
    if submitted.row_is_empty(row, &["organisation"]) {
        return None;
    }
    let organisation = submitted.required_choice(&field("organisation"), at_hand::organisation);
    let side = submitted.required_choice(&field("side"), Side::from_code);
    let seats = submitted.number(&field("seats"), 1, SEATS).unwrap_or(1);
    let at_most = submitted.number(&field("at_most"), 0, 1000);
    let unavailable = slot_numbers(submitted, &field("unavailable"), slots);
    let preferred = slot_numbers(submitted, &field("preferred"), slots);
    let (organisation, unavailable, preferred) = (organisation?, unavailable?, preferred?);
    let known = before
        .participants
        .iter()
        .find(|p| p.organisation == organisation);
    Some(Participant {
        organisation,
        side: side?,
        people: known.map(|p| p.people.clone()).unwrap_or_default(),
        seats: u32::try_from(seats).unwrap_or(1),
        unavailable,
        preferred,
        at_most: at_most.and_then(|n| u32::try_from(n).ok()),
        absences: known.map(|p| p.absences.clone()).unwrap_or_default(),
    })
}

async fn sheet(
    site: &Site,
    seat: Seat,
    dossier: &Dossier,
    session: Option<&Stored<Matchmaking>>,
    chosen: &[PartyRef],
) -> Result<Sheet, Problem> {
    let mut named = chosen.to_vec();
    let known = session.iter().flat_map(|s| s.participants.iter());
    named.extend(known.map(|p| PartyRef::Organisation(p.organisation)));
    let only = Only::Organisations;
    let parties = at_hand::choices(site.app(), &seat.caller, Some(dossier), only, &named).await?;
    let page = at_hand::framed(seat.page, dossier, Section::Timetable, "timetable-title");
    let code = &dossier.mission.code;
    let key = if session.is_some() {
        "timetable-session-edit"
    } else {
        "timetable-session-new"
    };
    let mut header = Header::new(page.t(key)).below(
        format!("/missions/{code}/timetable"),
        page.t("timetable-sessions"),
    );
    let (action, back) = match session {
        Some(session) => {
            let here = format!("/missions/{code}/timetable/{}", session.id);
            let list = format!("/missions/{code}/timetable");
            let delete =
                at_hand::delete(&page, Kind::Matchmaking, session.id, session.version, &list);
            header = header.action(delete);
            (format!("{here}/edit"), here)
        }
        None => {
            let list = format!("/missions/{code}/timetable");
            (format!("{list}/new"), list)
        }
    };
    let mut form = Form::new(page.language, action);
    fields(&mut form, dossier, session.map(|s| &s.record), &parties);
    match session {
        Some(session) => form.version(session.version),
        None => form.key(&fresh_key(site)),
    };
    form.cancel(back);
    Ok(Sheet::new(page, header, form))
}

fn fields(form: &mut Form, dossier: &Dossier, session: Option<&Matchmaking>, parties: &[Choice]) {
    let language = form.language;
    let blank = Localised::default();
    form.localised(
        "title",
        "timetable-session-title",
        session.map_or(&blank, |s| &s.title),
    )
    .required();
    let legs = dossier
        .legs
        .iter()
        .map(|leg| Choice::new(leg.id, leg.place.display(language).text.clone()));
    let leg = match session {
        Some(session) => session.leg,
        None => dossier.legs.first().map(|leg| leg.id),
    };
    let leg = leg.map(|id| id.to_string()).unwrap_or_default();
    form.choice("leg", "timetable-leg", &leg, legs.collect())
        .hint("timetable-leg-hint");
    let slots = session.map_or_else(|| proposed(dossier), |s| s.slots.clone());
    form.lines("slots", "timetable-slots", &slots_to_text(&slots))
        .hint("timetable-slots-hint")
        .required();
    let tables = match session {
        Some(session) => session.tables.iter().map(table_line).collect(),
        None => (1..=TABLES).map(|n| n.to_string()).collect::<Vec<_>>(),
    };
    form.lines("tables", "timetable-tables", &tables.join("\n"))
        .hint("timetable-tables-hint")
        .required();
    participant_fields(form, session, parties);
}

fn participant_fields(form: &mut Form, session: Option<&Matchmaking>, parties: &[Choice]) {
    let language = form.language;
    let participants = session.map(|s| s.participants.clone()).unwrap_or_default();
    form.group(
        "participants",
        "timetable-participants",
        &participants,
        |row, participant| {
            let organisation =
                participant.map(|p| at_hand::code(PartyRef::Organisation(p.organisation)));
            row.party(
                "organisation",
                "timetable-participant",
                &organisation.unwrap_or_default(),
                parties.to_vec(),
            )
            .search(Only::Organisations.search())
            .required();
            let side = participant.map_or(Side::Host, |p| p.side);
            let sides =
                Choice::of_codes(language, "guests-side-", Side::ALL.iter().map(|s| s.code()));
            row.choice("side", "guests-side", side.code(), sides)
                .required()
                .half();
            let seats = participant.map_or(1, |p| i64::from(p.seats));
            row.number("seats", "timetable-seats", Some(seats))
                .between(1, SEATS)
                .half();
            let at_most = participant.and_then(|p| p.at_most).map(i64::from);
            row.number("at_most", "timetable-at-most", at_most)
                .between(0, 1000)
                .half();
            let away = participant.map(|p| listed(&p.unavailable));
            row.line(
                "unavailable",
                "timetable-unavailable",
                &away.unwrap_or_default(),
            )
            .hint("timetable-unavailable-hint")
            .half();
            let best = participant.map(|p| listed(&p.preferred));
            row.line("preferred", "wishes-best", &best.unwrap_or_default())
                .hint("wishes-best-hint")
                .half();
        },
    );
}

/// An afternoon in the first city, to begin with.
fn proposed(dossier: &Dossier) -> Vec<Slot> {
    let day = dossier.legs.first().and_then(|leg| leg.when.first_day());
    let Some(day) = day.or_else(|| dossier.mission.when.first_day()) else {
        return Vec::new();
    };
    let first = day.at(13, 30, 0, 0);
    let at = |n: i64| first.saturating_add(jiff::Span::new().minutes(n * MINUTES));
    (0..SLOTS)
        .map(|n| Slot {
            start: at(n),
            end: at(n + 1),
            follows: n > 0,
        })
        .collect()
}
