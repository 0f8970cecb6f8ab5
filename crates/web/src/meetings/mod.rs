//! Meetings: their records, what was asked, what was promised, and what is still open.

mod answers;
mod asks;
mod commitments;
mod entry;
mod ledger;
mod record;
mod said;
mod show;
mod steps;

use app::missions::Dossier;
use axum::Router;
use axum::routing::{get, post};
use domain::language::Language;
use domain::meetings::{Ask, Commitment};
use domain::parties::PartyOrText;
use domain::programme::{Item, ItemKind, ItemState};
use domain::record::Stored;
use domain::text::Localised;

use crate::at_hand;
use crate::form::{Choice, Form, Submitted};
use crate::kit::{Chip, Mood};
use crate::page::Page;
use crate::site::Site;

/// The addresses of the meetings.
pub fn routes() -> Router<Site> {
    let at = |tail: &str| format!("/missions/{{code}}/meetings{tail}");
    Router::new()
        .route(&at(""), get(show::show))
        .route(&at("/ledger"), get(ledger::show))
        .route(
            &at("/items/{item}/record"),
            get(record::show).post(record::write),
        )
        .route(&at("/records/{id}/submit"), post(record::submit))
        .route(&at("/records/{id}/approve"), post(record::approve))
        .route(&at("/records/{id}/send-back"), post(record::send_back))
        .route(
            &at("/asks/new"),
            get(said::new::<Ask>).post(said::add::<Ask>),
        )
        .route(
            &at("/asks/{id}"),
            get(said::edit::<Ask>).post(said::change::<Ask>),
        )
        .route(
            &at("/asks/{id}/answer"),
            get(answers::show).post(answers::answer),
        )
        .route(
            &at("/commitments/new"),
            get(said::new::<Commitment>).post(said::add::<Commitment>),
        )
        .route(
            &at("/commitments/{id}"),
            get(said::edit::<Commitment>).post(said::change::<Commitment>),
        )
        .route(
            &at("/commitments/{id}/step"),
            get(steps::show).post(steps::step),
        )
}

/// Whether an item of this kind is a meeting of which a record is expected.
fn is_meeting(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Talks
            | ItemKind::CourtesyCall
            | ItemKind::CompanyVisit
            | ItemKind::SiteVisit
            | ItemKind::Roundtable
            | ItemKind::PromotionConference
    )
}

/// The items that are meetings, and those in which something was recorded, asked or promised.
fn meetings(dossier: &Dossier) -> impl Iterator<Item = &Stored<Item>> {
    dossier.items.iter().filter(|item| {
        is_meeting(item.kind)
            || dossier.meetings.iter().any(|m| m.item == item.id)
            || dossier.asks.iter().any(|a| a.item == item.id)
            || dossier.commitments.iter().any(|c| c.item == Some(item.id))
    })
}

fn base(dossier: &Dossier) -> String {
    format!("/missions/{}/meetings", dossier.mission.code)
}

/// The state of an item in a word.
pub(crate) fn item_chip(page: &Page, state: &ItemState) -> Chip {
    let mood = match state {
        ItemState::Held { .. } | ItemState::Confirmed => Mood::Confirmed,
        ItemState::Tentative | ItemState::Requested => Mood::Tentative,
        ItemState::Cancelled { .. } | ItemState::Postponed { .. } => Mood::Quiet,
    };
    Chip::new(mood, page.t(&format!("meetings-item-{}", state.code())))
}

/// The items of a mission as entries of a choice.
fn items(dossier: &Dossier, language: Language) -> Vec<Choice> {
    let all = dossier.items.iter();
    all.map(|item| {
        Choice::new(item.id, item.title.for_reader(language))
            .detail(i18n::dates::when(language, &item.when))
    })
    .collect()
}

/// A field for a party of the directory or a description of one.
fn party_field(
    form: &mut Form,
    name: &str,
    label: &'static str,
    value: Option<&PartyOrText>,
    parties: Vec<Choice>,
) {
    let (code, words) = match value {
        Some(PartyOrText::Party(party)) => (at_hand::code(*party), ""),
        Some(PartyOrText::Described(text)) => (String::new(), text.for_reader(form.language)),
        None => (String::new(), ""),
    };
    form.party(name, label, &code, parties)
        .or_printed(words)
        .search(at_hand::Only::All.search());
}

/// A party or its description, as typed. A description that was not touched keeps its other
/// languages.
fn read_party(
    submitted: &mut Submitted,
    name: &str,
    language: Language,
    before: Option<&PartyOrText>,
) -> Option<PartyOrText> {
    if let Some(party) = submitted.choice(name, at_hand::party) {
        return Some(PartyOrText::Party(party));
    }
    let words = submitted.line(&format!("{name}.printed"));
    match before {
        _ if words.is_empty() => None,
        Some(PartyOrText::Described(text)) if text.for_reader(language) == words => {
            Some(PartyOrText::Described(text.clone()))
        }
        _ => Some(PartyOrText::Described(Localised::new(language, &words))),
    }
}
