//! Pairs that one of the two put aside, as organisers see them.

use app::participants::Aside;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::access::Action as Right;
use domain::ids::{MatchmakingId, OrganisationId};
use domain::record::Kind;

use super::gate::view;
use super::roll::Hall;
use crate::flash::Flash;
use crate::form::Submitted;
use crate::kit::{Action, Chip, Mood, NameView};
use crate::page::Page;
use crate::problem::Problem;
use crate::seat::Seat;
use crate::site::Site;

/// A pair that was put aside.
pub(super) struct Pair {
    pub by: NameView,
    pub other: NameView,
    pub when: String,
    /// That it keeps an accepted request out of the timetable.
    pub blocks: Option<Chip>,
    pub back: Option<Action>,
}

/// All pairs of a session, the latest first.
pub(super) fn pairs(page: &Page, hall: &Hall, edits: bool) -> Vec<Pair> {
    let zone = &hall.roll.session().zone;
    let name = |id: OrganisationId| {
        let line = hall.roll.line(id);
        view(page.language, line.and_then(|line| line.names.as_ref()))
    };
    let pair = |one: &Aside| Pair {
        by: name(one.by),
        other: name(one.other),
        when: one.at.map_or_else(
            || page.t("aside-when-unknown"),
            |at| i18n::dates::instant(page.language, at, &zone.zone()),
        ),
        blocks: one
            .blocks
            .then(|| Chip::new(Mood::Decide, page.t("aside-blocks"))),
        back: edits.then(|| {
            Action::post(page.t("aside-take-back"), hall.at("/participants/aside"))
                .with("by", one.by)
                .with("other", one.other)
        }),
    };
    hall.roll.aside().iter().map(pair).collect()
}

/// Takes back for a participant that it put another aside.
pub(super) async fn take_back(
    State(site): State<Site>,
    seat: Seat,
    Path((code, id)): Path<(String, MatchmakingId)>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let hall = Hall::load(&site, &seat, &code, id).await?;
    hall.ask(&seat, Right::Edit, Kind::Matchmaking)?;
    let by = submitted.id::<OrganisationId>("by");
    let other = submitted.id::<OrganisationId>("other");
    let (by, other) = by.zip(other).ok_or_else(Problem::missing)?;
    site.app()
        .take_back_aside(&seat.caller, (id, by), other)
        .await?;
    let name = |id| {
        let line = hall.roll.line(id);
        line.map_or_else(String::new, |line| line.name(seat.page.language).to_owned())
    };
    let flash = Flash::done("aside-taken-back")
        .with("who", &name(by))
        .with("what", &name(other));
    Ok(flash.to(&hall.at("/participants")))
}
