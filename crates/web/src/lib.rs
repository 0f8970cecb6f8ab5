//! Server-rendered pages, forms and live updates.
//!
//! A page is a struct with an askama template; what every page needs (language, navigation,
//! messages) is its [`page::Page`]. Forms, lists and the parts of a page come from the kits:
//! [`form`], [`list`], [`kit`]. How to add a page: `README.md` of this crate.

pub mod accounts;
pub mod agreements;
pub mod assets;
pub mod at_hand;
pub mod conflict;
pub mod demo;
pub mod documents;
pub mod feeds;
pub mod flash;
pub mod form;
#[cfg(any(test, debug_assertions))]
pub mod gallery;
pub mod guests;
pub mod imports;
pub mod kit;
pub mod list;
pub mod lists;
pub mod live;
pub mod meetings;
pub mod missions;
pub mod nav;
pub mod page;
pub mod participants;
pub mod parties;
pub mod problem;
pub mod programme;
pub mod records;
pub mod search;
pub mod seat;
pub mod security;
pub mod sheet;
pub mod shell;
pub mod site;
pub mod timetable;

use axum::Router;
use axum::routing::get;

pub use site::{Settings, Site};

/// All pages of the site behind the layers that each of them needs.
pub fn router(site: Site) -> Router {
    let pages = Router::new()
        .route("/assets/{file}", get(assets::serve))
        .route("/live", get(live::stream))
        .merge(accounts::routes())
        .merge(agreements::routes())
        .merge(documents::routes())
        .merge(feeds::routes())
        .merge(guests::routes())
        .merge(imports::routes())
        .merge(lists::routes())
        .merge(meetings::routes())
        .merge(participants::routes())
        .merge(parties::routes())
        .merge(missions::routes())
        .merge(programme::routes())
        .merge(records::routes())
        .merge(search::routes())
        .merge(timetable::routes());
    let pages = match site.settings().demo.as_slice() {
        [] => pages,
        _ => pages.merge(demo::routes()),
    };
    #[cfg(any(test, debug_assertions))]
    let pages = pages.merge(gallery::routes());
    shell::wrap(pages, site)
}
