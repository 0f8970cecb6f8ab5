//! What records of every kind share: their addresses, deleting and bringing back, their history,
//! and the trail of the whole office.

mod fields;
mod history;
mod notes;
mod steps;
mod trail;

use axum::Router;
use axum::routing::{get, post};
use domain::record::Kind;
use uuid::Uuid;

use crate::page::Page;
use crate::site::Site;

/// The addresses for records of every kind.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/records/{kind}/{id}/delete", post(steps::delete))
        .route("/records/{kind}/{id}/undelete", post(steps::undelete))
        .route("/records/{kind}/{id}/revert", post(steps::revert))
        .route("/records/{kind}/{id}/history", get(history::show))
        .route("/audit", get(trail::show))
}

/// The page on which a record is shown. `code` is that of its mission, `parent` its parent as
/// its links name it.
#[must_use]
pub fn href(kind: Kind, id: Uuid, code: Option<&str>, parent: Option<Uuid>) -> String {
    let of_mission = |tail: &str| match code {
        Some(code) => format!("/missions/{code}{tail}"),
        None => "/missions".to_owned(),
    };
    match kind {
        Kind::Organisation => format!("/directory/organisations/{id}"),
        Kind::Person => format!("/directory/people/{id}"),
        Kind::Post => match parent {
            Some(person) => format!("/directory/people/{person}"),
            None => "/directory/people".to_owned(),
        },
        Kind::Mission | Kind::Leg => of_mission(""),
        Kind::Item => of_mission(&format!("/items/{id}")),
        Kind::Participation => match parent {
            Some(item) => of_mission(&format!("/items/{item}")),
            None => of_mission("/delegation"),
        },
        Kind::Meeting => match parent {
            Some(item) => of_mission(&format!("/meetings#item-{item}")),
            None => of_mission("/meetings"),
        },
        Kind::Ask | Kind::Commitment => of_mission(&format!("/meetings#{}-{id}", kind.code())),
        Kind::Agreement => format!("/agreements/{id}"),
        Kind::Document => of_mission("/documents"),
        Kind::Matchmaking | Kind::Request | Kind::Timetable | Kind::Profile => {
            of_mission("/timetable")
        }
    }
}

/// The word for a record of a kind.
#[must_use]
pub fn kind_name(page: &Page, kind: Kind) -> String {
    page.t(&format!("records-kind-{}", kind.code()))
}

/// The word for records of a kind.
#[must_use]
pub fn kinds_name(page: &Page, kind: Kind) -> String {
    page.t(&format!("records-kinds-{}", kind.code()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_page_and_words() {
        for kind in Kind::ALL {
            let address = href(kind, Uuid::nil(), Some("LN-DE-2023"), Some(Uuid::max()));
            assert!(
                address.starts_with('/') && !address.ends_with('/'),
                "{address}"
            );
            for language in domain::language::Language::ALL {
                for key in ["kind", "kinds"] {
                    let key = format!("records-{key}-{}", kind.code());
                    assert!(i18n::catalogue::has(language, &key), "{key}");
                }
            }
        }
        assert_eq!(
            href(Kind::Agreement, Uuid::nil(), None, None),
            format!("/agreements/{}", Uuid::nil())
        );
    }
}
