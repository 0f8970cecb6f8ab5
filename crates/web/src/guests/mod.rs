//! The delegation and the guests: who travels, who is invited, who came.

mod answer;
mod attendance;
mod delegation;
mod form;
mod list;

pub(crate) use form::{read_source, source_fields};

use app::missions::Dossier;
use axum::Router;
use axum::routing::{get, post};
use domain::ids::PostId;
use domain::language::Language;
use domain::parties::{PartyRef, Post};
use domain::programme::{Participation, ParticipationState, Side};
use domain::record::Stored;

use crate::at_hand;
use crate::kit::{Chip, Html, Mood, NameView};
use crate::site::Site;

/// The addresses of the delegation and the guests.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/missions/{code}/delegation", get(delegation::show))
        .route(
            "/missions/{code}/delegation/new",
            get(form::new_member).post(form::add_member),
        )
        .route(
            "/missions/{code}/delegation/{id}",
            get(form::edit).post(form::change),
        )
        .route("/missions/{code}/guests", get(list::show))
        .route(
            "/missions/{code}/guests/new",
            get(form::new_guest).post(form::add_guest),
        )
        .route("/missions/{code}/guests/invite", post(answer::invite))
        .route(
            "/missions/{code}/guests/attendance/{item}",
            get(attendance::show).post(attendance::record),
        )
        .route(
            "/missions/{code}/guests/{id}",
            get(form::edit).post(form::change),
        )
        .route(
            "/missions/{code}/guests/{id}/answer",
            get(answer::show).post(answer::answer),
        )
        .route("/pick/parties", get(at_hand::pick))
}

/// The state of a participation in a word.
fn chip(dossier: &Dossier, language: Language, state: &ParticipationState) -> Chip {
    let mood = match state {
        ParticipationState::Accepted
        | ParticipationState::Attended
        | ParticipationState::Substituted { .. } => Mood::Confirmed,
        ParticipationState::Invited | ParticipationState::Tentative => Mood::Tentative,
        ParticipationState::Nominated
        | ParticipationState::Declined { .. }
        | ParticipationState::Absent => Mood::Quiet,
    };
    let label = match state {
        ParticipationState::Substituted { by } => {
            let name = dossier.name_of(*by, language);
            i18n::t(language, "guests-substituted-by", &[("name", name.into())])
        }
        other => i18n::t(language, &format!("guests-state-{}", other.code()), &[]),
    };
    Chip::new(mood, label)
}

/// The name of who takes part, with the way to their page.
fn name(dossier: &Dossier, language: Language, part: &Participation) -> NameView {
    at_hand::bearer(language, dossier.names_of(part.party), part.party)
}

/// The posts by which somebody takes part: those named for it, else all that they hold.
fn posts<'a>(dossier: &'a Dossier, part: &Participation) -> Vec<&'a Stored<Post>> {
    let named = |id: &PostId| dossier.posts.get(id);
    match part.party {
        PartyRef::Person(person) if part.posts.is_empty() => dossier.posts_of(person),
        _ => part.posts.iter().filter_map(named).collect(),
    }
}

/// Whether somebody is a guest: takes part in an item on the hosts' side.
fn is_guest(part: &Participation) -> bool {
    part.item.is_some() && part.side == Side::Host
}

/// For whom somebody comes, or what their first post is, in one line.
pub(crate) fn office(dossier: &Dossier, language: Language, part: &Participation) -> Html {
    let titles: Vec<&str> = posts(dossier, part)
        .iter()
        .map(|post| post.title.for_reader(language))
        .collect();
    if !titles.is_empty() {
        let mut line = titles.join(" · ");
        if let Some(body) = part.organisation {
            let body = dossier.name_of(PartyRef::Organisation(body), language);
            line = format!("{line} · {body}");
        }
        return line.into();
    }
    match part.organisation {
        Some(body) => {
            let party = PartyRef::Organisation(body);
            at_hand::bearer(language, dossier.names_of(party), party).into()
        }
        None => Html::default(),
    }
}
