//! Everybody who takes part, to be searched; and one of them.

use app::participants::Other;
use app::{Needle, Texts};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::ids::OrganisationId;

use super::cards::Card;
use super::gate::{Frame, Gate, Place};
use crate::list::Asked;
use crate::problem::{Problem, rendered};

/// Participants on a page.
const PAGE: usize = 40;

#[derive(Template)]
#[template(path = "participants/everybody.html")]
struct Everybody {
    frame: Frame,
    path: String,
    q: String,
    count: String,
    cards: Vec<Card>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Template)]
#[template(path = "participants/one.html")]
struct One {
    frame: Frame,
    back: String,
    card: Card,
}

/// Shows everybody whom the words find, in the order of their names.
pub(super) async fn all(gate: Gate, asked: Asked) -> Response {
    let frame = gate.frame(Place::Partners, "participants-everybody");
    let language = gate.language();
    let mut all = gate.stand.others();
    if let Some(needle) = Needle::read(&asked.q) {
        all.retain(|other| needle.finds(&texts(&frame, other)));
    }
    i18n::collate::sort_by_name(language, &mut all, |other| {
        other.names.display(language).text.clone()
    });
    let pages = all.len().div_ceil(PAGE).max(1);
    let at = asked.page.clamp(1, pages);
    let shown = all.iter().skip((at - 1) * PAGE).take(PAGE);
    let cards = shown.map(|other| Card::of(&gate, other, &[], "/everybody"));
    let path = gate.at("/everybody");
    let page_at = |at: usize| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &asked.q);
        query.append_pair("page", &at.to_string());
        format!("{path}?{}", query.finish())
    };
    rendered(&Everybody {
        count: frame.page.n("participants-found", all.len()),
        cards: cards.collect(),
        previous: (at > 1).then(|| page_at(at - 1)),
        next: (at < pages).then(|| page_at(at + 1)),
        q: asked.q,
        path,
        frame,
    })
}

/// By what a participant is found: its names and what it says of itself.
fn texts(frame: &Frame, other: &Other) -> Texts {
    let words = &other.words;
    let sectors = words.sectors.iter();
    let sectors = sectors.map(|one| frame.page.t(&format!("participants-sector-{}", one.code())));
    let said = words
        .offers
        .iter()
        .chain(&words.needs)
        .chain(&words.regions);
    let texts = said.fold(Texts::default().names(Some(&other.names)), |texts, text| {
        texts.text(text)
    });
    sectors.fold(texts.text(&words.about).text(&other.seat), |texts, text| {
        texts.text(&text)
    })
}

/// Shows one participant.
pub(super) async fn one(
    gate: Gate,
    Path((_, id)): Path<(String, OrganisationId)>,
) -> Result<Response, Problem> {
    let other = gate.stand.other(id).ok_or_else(Problem::missing)?;
    let frame = gate.frame(Place::Partners, "participants-one");
    let suggested = gate.stand.suggestions();
    let why = suggested.iter().find(|one| one.other.id == id);
    let why = why.map(|one| one.why.clone()).unwrap_or_default();
    Ok(rendered(&One {
        card: Card::of(&gate, &other, &why, &format!("/partners/{id}")),
        back: gate.at("/partners"),
        frame,
    }))
}
