//! The places of a meeting in the hand, for the board's script.

use app::timetables::{Exchange, Seat as TableState};
use axum::Json;
use axum::extract::{Path, Query, State};
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId, RequestId};
use domain::record::Kind;
use serde::Serialize;
use std::collections::BTreeMap;

use super::Frame;
use super::hand::{Which, pair};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::{Seat, refusal_text};
use crate::site::Site;

/// The places of a meeting, for the board: why not, slot by slot and table by table.
#[derive(Serialize)]
pub struct Lit {
    /// The two sides: rows of the other people are not for this meeting.
    sides: [OrganisationId; 2],
    slots: Vec<LitSlot>,
    /// By meeting with another place: why the two cannot change places; empty where they can.
    swaps: BTreeMap<RequestId, String>,
    /// Why it cannot be taken out; empty where it can.
    out: String,
}

#[derive(Serialize)]
struct LitSlot {
    against: Vec<String>,
    /// Why not, for each table; empty where it is free.
    tables: Vec<String>,
}

/// Answers a board that has a meeting in hand.
pub async fn places(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    Query(which): Query<Which>,
) -> Result<Json<Lit>, Problem> {
    let frame = Frame::open(&site, &seat, (&code, id), (Right::Create, Kind::Timetable)).await?;
    let which = which.both()?;
    frame.file.timetable(which.0).ok_or_else(Problem::missing)?;
    let request = frame.file.request(which.1).ok_or_else(Problem::missing)?;
    let reach = site.app().places(&seat.caller, which).await?;
    let page = &seat.page;
    let table = |(table, state): (usize, &TableState)| why_not(page, &frame, table as u32, *state);
    let slot = |slot: &app::timetables::SlotPlaces| LitSlot {
        against: slot
            .against
            .iter()
            .map(|why| page.text(&refusal_text(why)))
            .collect(),
        tables: slot.seats.iter().enumerate().map(table).collect(),
    };
    let swap = |one: &Exchange| {
        let why = one.against.iter().map(|why| page.text(&refusal_text(why)));
        (one.with, why.collect::<Vec<_>>().join(" "))
    };
    Ok(Json(Lit {
        sides: [request.from, request.to],
        slots: reach.places.slots.iter().map(slot).collect(),
        swaps: reach.swaps.iter().map(swap).collect(),
        out: if request.fixed.is_some() {
            page.t("board-locked-elsewhere")
        } else {
            String::new()
        },
    }))
}

/// Why a table cannot have the meeting; empty where it can.
fn why_not(page: &Page, frame: &Frame, table: u32, state: TableState) -> String {
    match state {
        TableState::Free => String::new(),
        TableState::Taken(by) => page.t1("board-taken-by", "what", pair(frame, page, by)),
        TableState::Closed => page.t1("board-table-closed", "name", frame.table(table)),
        TableState::Locked => page.t("board-locked-elsewhere"),
        TableState::Foreign(owner) => page.t2(
            "board-not-foreign-booth",
            ("table", frame.table(table)),
            ("who", frame.called(page.language, owner)),
        ),
        TableState::AtBooth(side) => page.t2(
            "board-not-at-booth",
            ("who", frame.called(page.language, side)),
            ("table", frame.booths(page.language, side)),
        ),
    }
}
