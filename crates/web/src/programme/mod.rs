//! The programme: the board of cities and days, the list, the print view, and its items.

mod board;
mod days;
mod edit;
mod item;
mod list;
mod print;
mod show;
mod step;

use app::missions::{Clash, ClashOver, Dossier};
use axum::Router;
use axum::routing::get;
use domain::language::Language;
use domain::missions::Mission;
use domain::parties::PartyRef;
use domain::programme::{Item, ItemState};
use domain::time::{When, ZoneName};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::kit::{Chip, Html, Mood, NameView};
use crate::page::Page;
use crate::site::Site;

/// The addresses of the programme and its items.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/missions/{code}/programme", get(show::show))
        .route(
            "/missions/{code}/items/new",
            get(edit::blank).post(edit::create),
        )
        .route("/missions/{code}/items/{id}", get(item::show))
        .route(
            "/missions/{code}/items/{id}/edit",
            get(edit::edit).post(edit::save),
        )
        .route(
            "/missions/{code}/items/{id}/step",
            get(step::edit).post(step::save),
        )
}

/// The state of an item in a word.
pub(crate) fn state_chip(page: &Page, state: &ItemState) -> Chip {
    let label = page.t(&format!("programme-state-{}", state.code()));
    Chip::new(mood(state), label)
}

fn mood(state: &ItemState) -> Mood {
    match state {
        ItemState::Tentative | ItemState::Requested => Mood::Tentative,
        ItemState::Confirmed => Mood::Confirmed,
        ItemState::Held { .. } => Mood::Quiet,
        ItemState::Cancelled { .. } | ItemState::Postponed { .. } => Mood::Decide,
    }
}

/// Where an item takes place, as exactly as known: room, venue, city.
pub(crate) fn place(language: Language, dossier: &Dossier, item: &Item) -> Html {
    let city = item.leg.and_then(|leg| dossier.leg(leg));
    let venue = venue(language, item);
    match city {
        Some(leg) => {
            let city = Html::from(NameView::new(language, &leg.place).brief());
            if venue.is_empty() {
                city
            } else {
                Html::joined([Html::from(format!("{venue} ·")), city])
            }
        }
        None => venue.into(),
    }
}

/// Room and venue of an item.
fn venue(language: Language, item: &Item) -> String {
    let venue = item.venue.for_reader(language);
    match (venue, item.room.as_str()) {
        (venue, "") => venue.to_owned(),
        ("", room) => room.to_owned(),
        (venue, room) if language == Language::ZhHans => format!("{venue} {room}"),
        (venue, room) => format!("{venue}, {room}"),
    }
}

/// How the clocks of a zone are from those at home, on a day of the stay or now.
pub(crate) fn clock(
    page: &Page,
    mission: &Mission,
    zone: &ZoneName,
    day: Option<Date>,
    now: Timestamp,
) -> String {
    let noon = |day: Date| zone.moment(day.at(12, 0, 0, 0));
    let at = day.map_or(now, noon);
    let zone_name = i18n::dates::zone_time(page.language, zone.as_str());
    let home = i18n::dates::from_home(at, &zone.zone(), &mission.home_zone.zone());
    let comma = if page.language == Language::ZhHans {
        "，"
    } else {
        ", "
    };
    format!("{zone_name}{comma}{}", page.text(&home))
}

/// The clock time of an item in its place, and the same at home, if it has one.
fn times(page: &Page, dossier: &Dossier, item: &Item) -> Option<(String, String)> {
    let When::Exact { start, end, zone } = &item.when else {
        return None;
    };
    let local = if start.date() == end.date() {
        i18n::dates::time_span(start.time(), end.time())
    } else {
        let last = i18n::dates::tab(page.language, end.date());
        format!(
            "{} – {last} {}",
            i18n::dates::time(start.time()),
            i18n::dates::time(end.time())
        )
    };
    let home = &dossier.mission.home_zone;
    let there = home.local(zone.moment(*start));
    if there.datetime() == *start {
        return Some((local, String::new()));
    }
    let time = i18n::dates::time(there.time());
    let time = if there.date() == start.date() {
        time
    } else {
        format!("{} {time}", i18n::dates::tab(page.language, there.date()))
    };
    Some((local, page.t1("programme-at-home", "time", time)))
}

/// Why an item clashes, in words.
fn reasons(page: &Page, dossier: &Dossier, clashes: &[Clash], item: &Item) -> Vec<String> {
    let language = page.language;
    let title = |id| {
        dossier
            .item(id)
            .map_or("", |item| item.title.for_reader(language))
            .to_owned()
    };
    // They are in the order of items.
    let first = clashes.partition_point(|clash| clash.item < item.id);
    clashes[first..]
        .iter()
        .take_while(|clash| clash.item == item.id)
        .map(|clash| match clash.over {
            ClashOver::Person { person, other } => {
                let name = dossier.name_of(PartyRef::Person(person), language);
                page.t2(
                    "programme-clash-person",
                    ("name", name),
                    ("other", title(other)),
                )
            }
            ClashOver::Room { other } => page.t1("programme-clash-room", "other", title(other)),
            ClashOver::Outside { leg } => {
                let city = dossier
                    .leg(leg)
                    .map_or("", |leg| &leg.place.display(language).text);
                page.t1("programme-clash-outside", "city", city)
            }
        })
        .collect()
}

/// The names of those who take part in an item, in the reader's language.
fn people(dossier: &Dossier, language: Language, item: &Item) -> Vec<String> {
    dossier
        .part_in(item.id)
        .map(|part| dossier.name_of(part.party, language).to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}
