//! The agenda of one participant under the published timetable, to be printed and handed out.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{MatchmakingId, OrganisationId};

use super::Frame;
use crate::kit::{Chip, Empty, Header, Html, Mood};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// One meeting of the agenda.
struct Meeting {
    day: String,
    time: String,
    with: Html,
    table: String,
    about: String,
}

#[derive(Template)]
#[template(path = "timetable/agenda.html")]
struct Agenda {
    page: Page,
    header: Header,
    meetings: Vec<Meeting>,
    empty: Empty,
}

/// Shows the agenda.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, organisation)): Path<(String, MatchmakingId, OrganisationId)>,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let names = frame
        .file
        .organisations
        .get(&organisation)
        .ok_or_else(Problem::missing)?;
    let page = frame.framed(seat.page);
    let chosen = frame.file.published().or_else(|| frame.file.newest());
    let session = &frame.file.session;
    let mut header = Header::named(page.language, &names.record.names)
        .below(frame.at(""), session.title.for_reader(page.language))
        .fact(super::hours(page.language, &session.slots));
    if let Some(chosen) = chosen {
        let published = session.published == Some(chosen.id);
        let (mood, key) = if published {
            (Mood::Confirmed, "timetable-is-published")
        } else {
            (Mood::Tentative, "timetable-not-published")
        };
        header = header.fact(Chip::new(
            mood,
            page.t1(key, "number", chosen.number.to_string()),
        ));
    }
    let agendas = chosen
        .map(|chosen| frame.file.agendas(chosen))
        .unwrap_or_default();
    let mine = agendas
        .into_iter()
        .find(|agenda| agenda.organisation == organisation);
    let meetings = mine.map(|agenda| agenda.meetings).unwrap_or_default();
    let meetings = meetings
        .iter()
        .filter_map(|(placement, with)| {
            let slot = session.slots.get(placement.slot as usize)?;
            let request = frame.file.request(placement.request)?;
            Some(Meeting {
                day: i18n::dates::day_short(page.language, slot.start.date()),
                time: i18n::dates::time_span(slot.start.time(), slot.end.time()),
                with: frame.name(page.language, *with).into(),
                table: frame.table(placement.table),
                about: request.message.clone(),
            })
        })
        .collect();
    let empty = Empty {
        title: page.t("timetable-agenda-empty"),
        hint: page.t("timetable-agenda-empty-hint"),
        action: None,
    };
    Ok(rendered(&Agenda {
        page,
        header,
        meetings,
        empty,
    }))
}
