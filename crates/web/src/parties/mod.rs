//! The directory: organisations, people, posts, and their names.

mod alike;
mod list;
mod merge;
mod met;
mod names;
mod organisation;
mod person;
mod post;
mod show;

use app::Caller;
use axum::Router;
use axum::routing::{get, post as posting};
use domain::access::{Action, Subject};
use domain::parties::Post;
use domain::record::Kind;

use crate::page::Page;
use crate::site::Site;

/// The addresses of the directory.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/directory", get(list::all))
        .route("/directory/organisations", get(list::organisations))
        .route("/directory/people", get(list::people))
        .route(
            "/directory/organisations/new",
            get(organisation::blank).post(organisation::create),
        )
        .route("/directory/organisations/{id}", get(show::organisation))
        .route(
            "/directory/organisations/{id}/edit",
            get(organisation::edit).post(organisation::change),
        )
        .route(
            "/directory/people/new",
            get(person::blank).post(person::create),
        )
        .route("/directory/people/{id}", get(show::person))
        .route(
            "/directory/people/{id}/edit",
            get(person::edit).post(person::change),
        )
        .route(
            "/directory/people/{id}/posts/new",
            get(post::blank).post(post::create),
        )
        .route("/directory/posts/{id}", get(post::edit).post(post::change))
        .route(
            "/directory/organisations/{id}/candidates",
            posting(alike::note_organisation),
        )
        .route(
            "/directory/people/{id}/candidates",
            posting(alike::note_person),
        )
        .route(
            "/directory/organisations/{id}/merge",
            get(merge::organisation).post(merge::merge_organisations),
        )
        .route(
            "/directory/people/{id}/merge",
            get(merge::person).post(merge::merge_people),
        )
        .route(
            "/directory/organisations/{id}/unmerge",
            posting(merge::unmerge_organisation),
        )
        .route(
            "/directory/people/{id}/unmerge",
            posting(merge::unmerge_person),
        )
}

/// Whether the caller may do something to parties of a kind.
fn may(caller: &Caller, action: Action, kind: Kind) -> bool {
    caller.may(action, Subject::Record(kind), None)
}

/// The dates of a post as people write them.
fn dates(page: &Page, post: &Post) -> String {
    let language = page.language;
    let full = |date| i18n::dates::full(language, date);
    match (post.from, post.to, post.seen) {
        (Some(from), Some(to), _) => i18n::dates::span(language, from, to),
        (Some(from), None, _) => page.t1("parties-post-since", "date", full(from)),
        (None, Some(to), _) => page.t1("parties-post-until", "date", full(to)),
        (None, None, Some(seen)) => page.t1("parties-post-seen", "date", full(seen)),
        (None, None, None) => String::new(),
    }
}
