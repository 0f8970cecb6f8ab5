//! The teams of an agency.

use app::AppError;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::Team;
use domain::ids::TeamId;

use crate::flash::Flash;
use crate::form::{Form, Submitted};
use crate::kit::{Action, Empty, Header, Link};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::sheet::{Sent, Sheet, sorted};
use crate::site::Site;

#[derive(Template)]
#[template(path = "accounts/teams.html")]
struct Teams {
    page: Page,
    header: Header,
    teams: Vec<Link>,
    empty: Empty,
    form: Form,
}

fn framed(page: Page) -> Page {
    page.at(Section::Accounts, "accounts-teams")
}

async fn built(site: &Site, seat: Seat) -> Result<Teams, Problem> {
    let teams = site.app().teams(&seat.caller).await?;
    let page = framed(seat.page);
    let mut form = Form::new(page.language, "/accounts/teams");
    form.line("name", "accounts-team-name", "").required();
    form.submit("accounts-team-add");
    let linked =
        |team: &Team| Link::new(format!("/accounts/teams/{}", team.id), team.name.as_str());
    Ok(Teams {
        header: Header::new(page.t("accounts-teams"))
            .below("/accounts", page.t("common-nav-accounts")),
        teams: teams.iter().map(linked).collect(),
        empty: Empty {
            title: page.t("accounts-teams-none"),
            hint: page.t("accounts-teams-none-hint"),
            action: None,
        },
        form,
        page,
    })
}

/// The teams, with a form for another.
pub async fn list(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    Ok(rendered(&built(&site, seat).await?))
}

/// Makes a team.
pub async fn make(
    State(site): State<Site>,
    seat: Seat,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let name = submitted.required_line("name");
    if submitted.is_fine() {
        let answer = site.app().name_team(&seat.caller, None, &name).await;
        if let Sent::Done(()) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("common-saved").to("/accounts/teams"));
        }
    }
    let mut teams = built(&site, seat).await?;
    teams.form.refill(&submitted);
    let mut response = rendered(&teams);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

async fn sheet(site: &Site, seat: Seat, id: TeamId) -> Result<Sheet, Problem> {
    let teams = site.app().teams(&seat.caller).await?;
    let team = teams.into_iter().find(|team| team.id == id);
    let team = team.ok_or(AppError::Missing)?;
    let page = framed(seat.page);
    let mut form = Form::new(page.language, format!("/accounts/teams/{id}"));
    form.line("name", "accounts-team-name", &team.name)
        .required();
    form.cancel("/accounts/teams");
    let delete = format!("/accounts/teams/{id}/delete");
    let header = Header::new(team.name.as_str())
        .below("/accounts/teams", page.t("accounts-teams"))
        .action(Action::post(page.t("common-action-delete"), delete).danger());
    Ok(Sheet::new(page, header, form))
}

/// The form of a team.
pub async fn edit(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<TeamId>,
) -> Result<Response, Problem> {
    Ok(sheet(&site, seat, id).await?.shown())
}

/// Renames a team.
pub async fn rename(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<TeamId>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let name = submitted.required_line("name");
    if submitted.is_fine() {
        let answer = site.app().name_team(&seat.caller, Some(id), &name).await;
        if let Sent::Done(()) = sorted(answer, &mut submitted)? {
            return Ok(Flash::done("common-saved").to("/accounts/teams"));
        }
    }
    Ok(sheet(&site, seat, id).await?.again(&submitted))
}

/// Deletes a team.
pub async fn delete(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<TeamId>,
) -> Result<Response, Problem> {
    site.app().delete_team(&seat.caller, id).await?;
    Ok(Flash::done("accounts-team-deleted").to("/accounts/teams"))
}
