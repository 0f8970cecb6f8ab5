//! Requests and timetable as workbooks.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::matchmaking::{Request, Timetable};
use domain::record::{Kind, Stored};
use formats::table::{Cell, Table};

use super::Frame;
use crate::imports::{XLSX, download};
use crate::lists::{Words, table, written};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// A list of a session: `requests.xlsx`, `timetable.csv`; or all of it: `workbook.xlsx`.
pub async fn list(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, file)): Path<(String, MatchmakingId, String)>,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let (name, end) = file.split_once('.').ok_or_else(Problem::missing)?;
    if file == "workbook.xlsx" {
        return workbook(&site, &seat, &frame).await;
    }
    let (table, kind) = match name {
        "requests" => (requests(&seat.page, &frame), Kind::Request),
        "timetable" => (timetable(&seat.page, &frame), Kind::Timetable),
        _ => return Err(Problem::missing()),
    };
    frame.ask(&seat, Right::Export, kind)?;
    let name = format!("{}-{name}", frame.dossier.mission.code);
    written(&site, table, end, &name)
}

/// The whole session as a workbook that an import reads again.
async fn workbook(site: &Site, seat: &Seat, frame: &Frame) -> Result<Response, Problem> {
    let session = frame.file.session.id;
    let workbook = site.app().session_workbook(&seat.caller, session).await?;
    let bytes = formats::workbook::write(&workbook, seat.page.language);
    let name = format!("{}-workbook.xlsx", frame.dossier.mission.code);
    Ok(download(bytes.map_err(Problem::broken)?, XLSX, &name))
}

/// Everybody's requests with both sides' priorities and whose hand entered them.
fn requests(page: &Page, frame: &Frame) -> Table {
    let chosen = frame.file.published().or_else(|| frame.file.newest());
    let row = |request: &Stored<Request>| {
        let mut row = vec![
            Cell::text(frame.called(page.language, request.from)),
            Cell::text(frame.called(page.language, request.to)),
            Cell::Integer(i64::from(request.from_priority)),
            Cell::Integer(i64::from(request.to_priority)),
            Cell::text(if request.must {
                page.t("timetable-must")
            } else {
                String::new()
            }),
            Cell::text(page.t(&format!("timetable-request-{}", request.state.code()))),
            Cell::text(super::requests::by(page, request.course.sent_by.as_ref())),
        ];
        row.extend(place(frame, chosen, request));
        row.push(Cell::text(request.message.clone()));
        row
    };
    let columns = [
        "timetable-from",
        "timetable-to",
        "timetable-from-priority",
        "timetable-to-priority",
        "timetable-must",
        "timetable-state",
        "requests-by",
        "timetable-when",
        "timetable-table-short",
        "timetable-about",
    ];
    let rows = frame.file.requests.iter().map(row).collect();
    table(
        &Words::of(page.language),
        "timetable-requests",
        &columns,
        rows,
    )
}

fn place(frame: &Frame, chosen: Option<&Stored<Timetable>>, request: &Request) -> [Cell; 2] {
    let placed = chosen.and_then(|t| t.placements.iter().find(|p| p.request == request.id));
    let Some(placed) = placed else {
        return [Cell::Empty, Cell::Empty];
    };
    let slot = frame.file.session.slots.get(placed.slot as usize);
    [
        slot.map_or(Cell::Empty, |slot| Cell::DateTime(slot.start)),
        Cell::text(frame.table(placed.table)),
    ]
}

/// The published timetable, else the newest: every meeting in the order of time.
fn timetable(page: &Page, frame: &Frame) -> Table {
    let chosen = frame.file.published().or_else(|| frame.file.newest());
    let mut placed: Vec<_> = chosen.iter().flat_map(|t| &t.placements).collect();
    placed.sort_by_key(|p| (p.slot, p.table));
    let name = |id: Option<OrganisationId>| {
        Cell::text(id.map_or_else(String::new, |id| frame.called(page.language, id)))
    };
    let row = |placed: &&domain::matchmaking::Placement| {
        let slot = frame.file.session.slots.get(placed.slot as usize);
        let request = frame.file.request(placed.request);
        vec![
            slot.map_or(Cell::Empty, |slot| Cell::Date(slot.start.date())),
            slot.map_or(Cell::Empty, |slot| Cell::Time(slot.start.time())),
            slot.map_or(Cell::Empty, |slot| Cell::Time(slot.end.time())),
            Cell::text(frame.table(placed.table)),
            name(request.map(|r| r.from)),
            name(request.map(|r| r.to)),
            Cell::text(request.map_or_else(String::new, |r| r.message.clone())),
        ]
    };
    let columns = [
        "lists-date",
        "requests-starts",
        "requests-ends",
        "timetable-table-short",
        "timetable-from",
        "timetable-to",
        "timetable-about",
    ];
    let rows = placed.iter().map(row).collect();
    table(&Words::of(page.language), "timetable-title", &columns, rows)
}
