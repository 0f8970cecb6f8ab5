//! Participants of matchmaking sessions: their own pages behind a link without an account, and
//! the organiser's pages about them.

mod agenda;
mod aside;
mod asks;
mod booking;
mod cards;
mod fresh;
mod gate;
mod home;
mod others;
mod partners;
mod profile;
mod reminders;
mod requests;
mod roll;
mod times;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};

use crate::site::Site;

/// Begins the addresses of participants' pages; what follows is the token.
pub(crate) const PAGES: &str = "/m/";

/// The addresses of participants and of their organisers.
pub fn routes() -> Router<Site> {
    own().merge(organisers())
}

/// The pages behind a link.
fn own() -> Router<Site> {
    Router::new()
        .route("/m/{token}", get(home::show))
        .route("/m/{token}/profile", get(profile::own).post(profile::save))
        .route("/m/{token}/partners", get(partners::show))
        .route("/m/{token}/partners/{organisation}", get(others::one))
        .route("/m/{token}/partners/{organisation}/ask", post(asks::ask))
        .route(
            "/m/{token}/partners/{organisation}/aside",
            post(asks::aside),
        )
        .route(
            "/m/{token}/partners/{organisation}/back",
            post(asks::bring_back),
        )
        .route("/m/{token}/everybody", get(others::all))
        .route("/m/{token}/requests", get(requests::show))
        .route("/m/{token}/requests/{request}/answer", post(asks::answer))
        .route(
            "/m/{token}/requests/{request}/withdraw",
            post(asks::withdraw),
        )
        .route("/m/{token}/timetable", get(agenda::show))
        .route("/m/{token}/timetable.ics", get(agenda::file))
        .route("/agenda/{file}", get(agenda::feed))
        .layer(middleware::map_response(confided))
}

/// The pages of organisers.
fn organisers() -> Router<Site> {
    Router::new()
        .route(
            "/missions/{code}/timetable/{id}/participants",
            get(roll::show),
        )
        .route(
            "/missions/{code}/timetable/{id}/participants/aside",
            post(aside::take_back),
        )
        .route(
            "/missions/{code}/timetable/{id}/participants/reminders.xlsx",
            get(reminders::workbook),
        )
        .route(
            "/missions/{code}/timetable/{id}/participants/{organisation}",
            get(profile::of).post(profile::save_for),
        )
        .route(
            "/missions/{code}/timetable/{id}/booking",
            get(booking::show).post(booking::save),
        )
        .route("/missions/{code}/timetable/{id}/links", post(fresh::make))
        .route(
            "/missions/{code}/timetable/{id}/links/workbook",
            post(fresh::workbook),
        )
        .route(
            "/missions/{code}/timetable/{id}/links/{organisation}/revoke",
            post(fresh::revoke),
        )
}

/// What is behind a link is not to be kept, listed, or told to other sites.
async fn confided(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("x-robots-tag"), "noindex, nofollow"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}
