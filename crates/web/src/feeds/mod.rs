//! Calendars to subscribe to: links made, shown once, revoked; and the feeds behind them.

use app::AppError;
use app::documents::Subjects;
use app::feeds::FeedSubject;
use app::missions::Dossier;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::ids::{FeedId, PersonId, TypedId};
use domain::language::Language;
use domain::parties::PartyRef;
use formats::calendar::{etag, etag_matches, to_ics};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

use crate::at_hand;
use crate::flash::Flash;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{Action, Header, Link};
use crate::nav::Section;
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::site::Site;

/// The addresses of calendars.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/missions/{code}/calendars", get(show).post(open))
        .route("/missions/{code}/calendars/{id}/revoke", post(revoke))
        .route("/calendar/{file}", get(feed))
}

/// The way to the calendar of a token, without its language.
pub(crate) fn way(token: &str) -> String {
    format!("/calendar/{token}.ics")
}

/// The same calendar in a language.
pub(crate) fn in_language(way: &str, language: Language) -> String {
    format!("{way}?lang={}", language.code())
}

/// A living link.
struct Living {
    what: String,
    since: String,
    revoke: Action,
}

#[derive(Template)]
#[template(path = "feeds/calendars.html")]
struct Calendars {
    page: Page,
    header: Header,
    /// The link that was just made; it is shown this once.
    fresh: Option<Fresh>,
    living: Vec<Living>,
    form: Form,
}

/// A link that was just made.
struct Fresh {
    what: String,
    https: String,
    webcal: String,
}

/// The calendars of a mission.
pub async fn show(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let shown = page(&site, seat, &dossier).await?;
    Ok(rendered(&shown))
}

/// Makes a link and shows it once.
pub async fn open(
    State(site): State<Site>,
    seat: Seat,
    Path(code): Path<String>,
    headers: HeaderMap,
    submitted: Submitted,
) -> Result<Response, Problem> {
    let dossier = site.app().dossier_by_code(&seat.caller, &code).await?;
    let language = seat.page.language;
    let subjects = site.app().subjects(&seat.caller, &dossier).await?;
    let known = (&dossier, &subjects);
    let subject = chosen(known, language, submitted.raw("subject"))
        .ok_or_else(|| Problem::refused("feeds-unknown"))?;
    let (_, token) = site
        .app()
        .open_feed(&seat.caller, dossier.mission.id, subject.clone())
        .await?;
    let what = named(&seat.page, known, &subject);
    let mut shown = page(&site, seat, &dossier).await?;
    let origin = origin(&site, &headers);
    let path = in_language(&way(&token), language);
    let bare = origin
        .split_once("://")
        .map_or(origin.as_str(), |(_, host)| host);
    shown.fresh = Some(Fresh {
        what,
        webcal: format!("webcal://{bare}{path}"),
        https: format!("{origin}{path}"),
    });
    let mut response = rendered(&shown);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

/// Makes a link worthless.
pub async fn revoke(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, FeedId)>,
) -> Result<Response, Problem> {
    let mission = site.app().mission_by_code(&seat.caller, &code).await?;
    site.app().revoke_feed(&seat.caller, mission.id, id).await?;
    Ok(Flash::done("feeds-revoked").to(&format!("/missions/{}/calendars", mission.code)))
}

/// In which language a feed speaks.
#[derive(Debug, Deserialize)]
pub struct Spoken {
    pub(crate) lang: Option<String>,
}

/// The feed itself: for calendars, without a session. An unknown link answers like a revoked one.
pub async fn feed(
    State(site): State<Site>,
    Path(file): Path<String>,
    Query(spoken): Query<Spoken>,
    headers: HeaderMap,
) -> Response {
    let language = spoken
        .lang
        .and_then(|code| Language::from_code(&code))
        .unwrap_or(site.settings().language);
    let Some(token) = file.strip_suffix(".ics") else {
        return nothing();
    };
    let calendar = match site.app().feed_calendar(token, language).await {
        Ok(calendar) => calendar,
        Err(AppError::Missing | AppError::Forbidden) => return nothing(),
        Err(error) => return Problem::from(error).into_response(),
    };
    let bytes = match to_ics(&calendar) {
        Ok(bytes) => bytes,
        Err(error) => return Problem::broken(error).into_response(),
    };
    fresh_or_known(bytes, &headers)
}

/// The feed, or the news that the calendar has it already.
pub(crate) fn fresh_or_known(bytes: Vec<u8>, headers: &HeaderMap) -> Response {
    let tag = etag(&Sha256::digest(&bytes).into());
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let mut response = if known.is_some_and(|known| etag_matches(known, &tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let name = HeaderValue::from_static("inline; filename=\"legation.ics\"");
        let mut whole = bytes.into_response();
        whole.headers_mut().insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/calendar; charset=utf-8"),
        );
        whole
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
        whole
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=300"),
    );
    response
}

fn nothing() -> Response {
    Problem::missing().into_response()
}

async fn page(site: &Site, seat: Seat, dossier: &Dossier) -> Result<Calendars, Problem> {
    let feeds = site.app().feeds(&seat.caller, dossier.mission.id).await?;
    let subjects = site.app().subjects(&seat.caller, dossier).await?;
    let known = (dossier, &subjects);
    let page = at_hand::framed(seat.page, dossier, Section::Programme, "feeds-title");
    let base = format!("/missions/{}", dossier.mission.code);
    let zone = seat.caller.zone.zone();
    let living = feeds.iter().map(|feed| Living {
        what: named(&page, known, &FeedSubject::of(feed)),
        since: i18n::dates::instant(page.language, feed.created_at, &zone),
        revoke: Action::post(
            page.t("feeds-revoke"),
            format!("{base}/calendars/{}/revoke", feed.id),
        )
        .danger(),
    });
    let mut form = Form::new(page.language, format!("{base}/calendars"));
    form.submit("feeds-open");
    form.choice("subject", "feeds-subject", "mission", choices(&page, known))
        .required();
    let mut header = Header::new(page.t("feeds-title"));
    header.trail = vec![Link::new(
        format!("{base}/programme"),
        page.t("common-nav-programme"),
    )];
    Ok(Calendars {
        living: living.collect(),
        header,
        fresh: None,
        form,
        page,
    })
}

/// Everybody who takes part in the mission, and who interprets at its sessions.
fn people(dossier: &Dossier, subjects: &Subjects) -> Vec<PersonId> {
    let parties = dossier.participations.iter().map(|part| part.party);
    let parties = parties.chain(subjects.interpreters.iter().copied());
    let people = parties.filter_map(|party| match party {
        PartyRef::Person(person) => Some(person),
        PartyRef::Organisation(_) => None,
    });
    let people: BTreeSet<PersonId> = people.collect();
    people.into_iter().collect()
}

fn choices(page: &Page, (dossier, subjects): (&Dossier, &Subjects)) -> Vec<Choice> {
    let language = page.language;
    let mut choices = vec![Choice::new("mission", page.t("feeds-mission"))];
    let mut named: Vec<(String, PersonId)> = people(dossier, subjects)
        .into_iter()
        .map(|person| {
            let party = PartyRef::Person(person);
            let name = subjects.name_of(dossier, party, language);
            (name.to_owned(), person)
        })
        .collect();
    i18n::collate::sort_by_name(language, &mut named, |(name, _)| name.clone());
    choices.extend(
        named
            .into_iter()
            .map(|(name, person)| Choice::new(format!("person:{}", person.uuid()), name)),
    );
    choices.extend(
        dossier
            .rooms(language)
            .into_iter()
            .map(|room| Choice::new(format!("room:{}", room.id), room.name)),
    );
    choices
}

/// The subject of a choice, if the mission has it.
fn chosen(
    (dossier, subjects): (&Dossier, &Subjects),
    language: Language,
    code: &str,
) -> Option<FeedSubject> {
    if code == "mission" {
        return Some(FeedSubject::Mission);
    }
    let (kind, id) = code.split_once(':')?;
    let id = uuid::Uuid::parse_str(id).ok()?;
    match kind {
        "person" => {
            let person = PersonId::from_uuid(id);
            people(dossier, subjects)
                .contains(&person)
                .then_some(FeedSubject::Person(person))
        }
        "room" => dossier
            .rooms(language)
            .iter()
            .any(|room| room.id == id)
            .then_some(FeedSubject::Room(id)),
        _ => None,
    }
}

fn named(page: &Page, (dossier, subjects): (&Dossier, &Subjects), subject: &FeedSubject) -> String {
    let party = |party| subjects.name_of(dossier, party, page.language).to_owned();
    let known = match subject {
        FeedSubject::Mission => page.t("feeds-mission"),
        FeedSubject::Person(person) => party(PartyRef::Person(*person)),
        FeedSubject::Company(firm) => party(PartyRef::Organisation(*firm)),
        FeedSubject::Room(id) => {
            let rooms = dossier.rooms(page.language);
            rooms
                .into_iter()
                .find(|room| room.id == *id)
                .map(|room| room.name)
                .unwrap_or_default()
        }
    };
    if known.is_empty() {
        page.t("feeds-gone")
    } else {
        known
    }
}

/// Where this site is reached: as configured, else as the browser asked.
pub(crate) fn origin(site: &Site, headers: &HeaderMap) -> String {
    if let Some(origin) = &site.settings().public_origin {
        return origin.trim_end_matches('/').to_owned();
    }
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if site.settings().secure_cookies {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{host}")
}
