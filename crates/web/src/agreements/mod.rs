//! Agreements: who signs what with whom, and how far it has come.

pub(crate) mod amounts;
mod form;
mod list;
mod read;
mod show;
mod step;

use app::agreements::Book;
use axum::Router;
use axum::routing::get;
use domain::agreements::{Agreement, AgreementStage, AgreementState};
use domain::language::Language;
use domain::names::Names;
use domain::parties::PartyRef;
use domain::programme::Side;

use crate::at_hand;
use crate::kit::{Chip, Mood, NameView};
use crate::page::Page;
use crate::site::Site;

/// The addresses of the agreements.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/agreements", get(list::all))
        .route("/agreements/new", get(form::new).post(form::add))
        .route("/agreements/{id}", get(show::show))
        .route("/agreements/{id}/edit", get(form::edit).post(form::change))
        .route("/agreements/{id}/step", get(step::show).post(step::step))
        .route("/missions/{code}/agreements", get(list::of_mission))
        .route(
            "/missions/{code}/agreements/new",
            get(form::new_in_mission).post(form::add_in_mission),
        )
}

/// The stage in a word.
fn chip(page: &Page, stage: AgreementStage) -> Chip {
    let mood = match stage {
        AgreementStage::Signed | AgreementStage::Cleared => Mood::Confirmed,
        AgreementStage::Review | AgreementStage::TextFinal => Mood::Tentative,
        AgreementStage::Drafting | AgreementStage::Withdrawn | AgreementStage::Terminated => {
            Mood::Quiet
        }
    };
    Chip::new(mood, page.t(&format!("agreements-stage-{}", stage.code())))
}

/// The names of the parties on one side.
fn parties(book: &Book, language: Language, agreement: &Agreement, side: Side) -> Vec<NameView> {
    let on = agreement.parties.iter().filter(|party| party.side == side);
    on.map(|party| {
        let names = book.organisations.get(&party.organisation);
        let reference = PartyRef::Organisation(party.organisation);
        at_hand::bearer(language, names.map(|body| &body.names), reference)
    })
    .collect()
}

/// When it was signed, or is to be signed: the day of the ceremony for which it is meant.
fn when(book: &Book, language: Language, agreement: &Agreement) -> Option<String> {
    let when = match &agreement.state {
        AgreementState::Signed { when, .. } => when,
        AgreementState::Withdrawn { .. } | AgreementState::Terminated { .. } => return None,
        _ => &book.items.get(&agreement.ceremony?)?.when,
    };
    Some(i18n::dates::when(language, when))
}

/// Where it was signed or is to be signed: its own place, else the city of the ceremony.
fn place<'a>(book: &'a Book, agreement: &'a Agreement) -> Option<&'a Names> {
    let signed_in = match &agreement.state {
        AgreementState::Signed {
            place: Some(place), ..
        } => return Some(place),
        AgreementState::Signed { ceremony, .. } => *ceremony,
        _ => None,
    };
    let ceremony = book.items.get(&signed_in.or(agreement.ceremony)?)?;
    book.legs.get(&ceremony.leg?).map(|leg| &leg.place)
}

/// The day by which agreements are sorted, unknown days last.
fn day(book: &Book, agreement: &Agreement) -> String {
    let when = match &agreement.state {
        AgreementState::Signed { when, .. } => Some(when),
        _ => {
            let ceremony = agreement.ceremony.and_then(|id| book.items.get(&id));
            ceremony.map(|item| &item.when)
        }
    };
    when.map_or_else(|| "9999".to_owned(), |when| when.sort_key())
}
