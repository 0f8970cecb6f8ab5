//! The timetable of one interpreter under the published timetable, to be printed and handed out.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, PersonId};
use domain::language::Language;
use domain::matchmaking::Timetable;
use domain::parties::PartyRef;
use domain::record::Kind;

use super::Frame;
use super::agenda::{Agenda, Meeting, standing};
use crate::at_hand;
use crate::kit::{Action, Empty, Header, Html};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// Shows what an interpreter does.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id, person)): Path<(String, MatchmakingId, PersonId)>,
) -> Result<Response, Problem> {
    let frame = Frame::load(&site, &seat, &code, id).await?;
    let session = &frame.file.session;
    let mut all = session.interpreters.iter();
    let own = all.find(|one| one.person == person);
    let own = own.ok_or_else(Problem::missing)?;
    let found = frame.file.people.get(&person);
    let names = &found.ok_or_else(Problem::missing)?.record.names;
    let party = PartyRef::Person(person);
    let gives_out = frame.may(&seat, Right::Export, Kind::Item);
    let page = frame.framed(seat.page);
    let pairs = own.languages.iter();
    let pairs: Vec<String> = pairs.map(|one| super::pair(page.language, one)).collect();
    let mut header = Header::named(page.language, names)
        .below(frame.at(""), session.title.for_reader(page.language))
        .fact(super::hours(page.language, &session.slots))
        .fact(page.language.listed(&pairs));
    let chosen = frame.file.published().or_else(|| frame.file.newest());
    if let Some(chosen) = chosen {
        header = header.fact(standing(&page, session, chosen));
    }
    if gives_out {
        let way = format!("/missions/{}/calendars", frame.dossier.mission.code);
        let calendar = Action::post(page.t("people-calendar"), way);
        header = header.action(calendar.with("subject", at_hand::code(party)));
    }
    let print = frame.print_of(page.language, party);
    let meetings = chosen.map(|chosen| meetings(&frame, page.language, chosen, person));
    let empty = Empty {
        title: page.t("people-nothing"),
        hint: page.t("people-nothing-hint"),
        action: None,
    };
    Ok(rendered(&Agenda {
        page,
        header,
        meetings: meetings.unwrap_or_default(),
        empty,
        print,
    }))
}

/// The meetings of one interpreter in the order of time.
fn meetings(
    frame: &Frame,
    language: Language,
    timetable: &Timetable,
    person: PersonId,
) -> Vec<Meeting> {
    let own = timetable.placements.iter();
    let mut own: Vec<_> = own.filter(|p| p.interpreter == Some(person)).collect();
    own.sort_by_key(|placed| (placed.slot, placed.table));
    let shown = own.into_iter().filter_map(|placed| {
        let slot = frame.file.session.slots.get(placed.slot as usize)?;
        let request = frame.file.request(placed.request)?;
        let sides = [request.from, request.to].map(|id| frame.name(language, id).into());
        let pair = frame.file.needed(request);
        let [first, second, _] = frame.who(language, placed);
        let pair = pair.map(|pair| super::pair(language, &pair));
        Some(Meeting {
            day: i18n::dates::day_short(language, slot.start.date()),
            time: i18n::dates::time_span(slot.start.time(), slot.end.time()),
            with: Html::listed(sides),
            who: [first, second, pair].into_iter().flatten().collect(),
            wish: None,
            table: frame.table(placed.table),
            about: request.message.clone(),
        })
    });
    shown.collect()
}
