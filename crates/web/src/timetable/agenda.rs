//! The agenda of one participant under the published timetable, to be printed and handed out.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::language::Language;
use domain::matchmaking::{Matchmaking, Timetable};
use domain::parties::PartyRef;

use super::Frame;
use crate::kit::{Chip, Empty, Header, Html, Mood};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// One meeting of the agenda.
pub(super) struct Meeting {
    pub day: String,
    pub time: String,
    pub with: Html,
    /// Who comes, and who interprets, one line each.
    pub who: Vec<String>,
    /// Whether it is at a time that this firm wished for, in words.
    pub wish: Option<String>,
    pub table: String,
    pub about: String,
}

#[derive(Template)]
#[template(path = "timetable/agenda.html")]
pub(super) struct Agenda {
    pub page: Page,
    pub header: Header,
    pub meetings: Vec<Meeting>,
    pub empty: Empty,
    /// Where the page is printed.
    pub print: Option<String>,
}

impl Agenda {
    /// Whether it is said of any meeting who comes.
    fn says_who(&self) -> bool {
        self.meetings.iter().any(|one| !one.who.is_empty())
    }
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
        header = header.fact(standing(&page, session, chosen));
    }
    let meetings = chosen.map(|chosen| meetings(&frame, page.language, chosen, organisation));
    let meetings = meetings.unwrap_or_default();
    let print = frame.print_of(page.language, PartyRef::Organisation(organisation));
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
        print,
    }))
}

/// Whether the timetable shown is the published one.
pub(super) fn standing(page: &Page, session: &Matchmaking, shown: &Timetable) -> Chip {
    let (mood, key) = if session.published == Some(shown.id) {
        (Mood::Confirmed, "timetable-is-published")
    } else {
        (Mood::Tentative, "timetable-not-published")
    };
    Chip::new(mood, page.t1(key, "number", shown.number.to_string()))
}

/// The meetings of one firm in the order of time.
fn meetings(
    frame: &Frame,
    language: Language,
    timetable: &Timetable,
    organisation: OrganisationId,
) -> Vec<Meeting> {
    let agendas = frame.file.agendas(timetable);
    let mine = agendas
        .into_iter()
        .find(|agenda| agenda.organisation == organisation);
    let meetings = mine.map(|agenda| agenda.meetings).unwrap_or_default();
    let shown = meetings.iter().filter_map(|(placement, with)| {
        let slot = frame.file.session.slots.get(placement.slot as usize)?;
        let request = frame.file.request(placement.request)?;
        Some(Meeting {
            day: i18n::dates::day_short(language, slot.start.date()),
            time: i18n::dates::time_span(slot.start.time(), slot.end.time()),
            with: frame.name(language, *with).into(),
            who: frame.attending(language, placement, request.to == organisation),
            wish: frame
                .file
                .wish_of(placement, Some(organisation))
                .as_wished(language),
            table: frame.table(placement.table),
            about: request.message.clone(),
        })
    });
    shown.collect()
}
