//! Who suits a participant, with the reasons; and whom it put aside.

use askama::Template;
use axum::response::Response;

use super::cards::Card;
use super::gate::{Frame, Gate, Place};
use crate::kit::Link;
use crate::problem::rendered;

#[derive(Template)]
#[template(path = "participants/partners.html")]
struct Partners {
    frame: Frame,
    /// Whether the reader said what it offers or needs.
    telling: bool,
    profile: String,
    everybody: String,
    cards: Vec<Card>,
    aside: Vec<(Link, String)>,
}

/// Shows suggestions.
pub(super) async fn show(gate: Gate) -> Response {
    let frame = gate.frame(Place::Partners, "participants-nav-partners");
    let found = gate.stand.suggestions();
    let cards = found
        .iter()
        .map(|one| Card::of(&gate, &one.other, &one.why, "/partners"));
    let aside = gate.stand.aside();
    let aside = aside.iter().map(|other| {
        let base = gate.at(&format!("/partners/{}", other.id));
        let name = other.names.display(gate.language()).text.clone();
        (Link::new(base.clone(), name), format!("{base}/back"))
    });
    rendered(&Partners {
        telling: gate.stand.profile().0.is_telling(),
        profile: gate.at("/profile"),
        everybody: gate.at("/everybody"),
        cards: cards.collect(),
        aside: aside.collect(),
        frame,
    })
}
