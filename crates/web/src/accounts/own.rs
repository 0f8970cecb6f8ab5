//! The own account: name, language, password, sessions.

use app::accounts::OpenSession;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::{Agency, User};
use domain::ids::{AgencyId, SessionId};
use domain::language::Language;

use super::sign_in::repeated_password;
use super::{Knock, ZONES, languages, with_language, with_session};
use crate::flash::Flash;
use crate::form::{Form, LineKind, Submitted};
use crate::kit::{Action, Chip, Header, Html, Mood};
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::Seat;
use crate::sheet::{Sent, sorted};
use crate::site::Site;

/// A place where somebody is signed in.
struct Place {
    browser: String,
    since: String,
    seen: String,
    here: Option<Chip>,
    end: Option<Action>,
}

#[derive(Template)]
#[template(path = "accounts/own.html")]
struct Own {
    page: Page,
    header: Header,
    profile: Form,
    password: Form,
    places: Vec<Place>,
    end_others: Option<Action>,
    agencies: Vec<Html>,
}

/// The page with the two forms as they were typed, if they were.
async fn built(site: &Site, seat: &Seat) -> Result<Own, Problem> {
    let who = &seat.signed_in;
    let page = seat
        .page
        .clone()
        .at(Section::Elsewhere, "common-account-page");
    let sessions = site.app().own_sessions(who).await?;
    let others = sessions.len() > 1;
    let places = sessions.iter().map(|s| place(&page, seat, s)).collect();
    let end_others = others.then(|| {
        Action::post(
            page.t("accounts-end-others"),
            "/account/sessions/end-others",
        )
        .danger()
    });
    let agencies = site.app().own_agencies(who).await?;
    let header = Header::new(page.t("common-account-page"))
        .fact(who.user.email.as_str())
        .fact(who.agency.name.as_str())
        .fact(page.t(&format!("accounts-role-{}", who.membership.role.code())));
    Ok(Own {
        header,
        profile: profile_form(&page, &who.user),
        password: password_form(&page, &who.user),
        places,
        end_others,
        agencies: other_agencies(&page, who.agency.id, &agencies),
        page,
    })
}

fn place(page: &Page, seat: &Seat, session: &OpenSession) -> Place {
    let zone = seat.signed_in.user.zone.zone();
    let at = |moment| i18n::dates::instant(page.language, moment, &zone);
    let here = session.id == seat.signed_in.session;
    Place {
        browser: if session.user_agent.is_empty() {
            page.t("common-unknown")
        } else {
            session.user_agent.clone()
        },
        since: at(session.created_at),
        seen: at(session.seen_at),
        here: here.then(|| Chip::new(Mood::Confirmed, page.t("accounts-session-here"))),
        end: (!here).then(|| {
            let href = format!("/account/sessions/{}/end", session.id);
            Action::post(page.t("accounts-session-end"), href)
        }),
    }
}

fn other_agencies(page: &Page, present: AgencyId, agencies: &[Agency]) -> Vec<Html> {
    agencies
        .iter()
        .filter(|agency| agency.id != present)
        .map(|agency| {
            let label = page.t1("accounts-switch", "agency", agency.name.as_str());
            Html::from(Action::post(
                label,
                format!("/account/agency/{}", agency.id),
            ))
        })
        .collect()
}

fn profile_form(page: &Page, user: &User) -> Form {
    let mut form = Form::new(page.language, "/account");
    form.line("name", "accounts-name", &user.name).required();
    form.choice(
        "language",
        "common-language",
        user.language.code(),
        languages(),
    )
    .required()
    .half();
    form.line("zone", "accounts-zone", user.zone.as_str())
        .offer(ZONES)
        .required()
        .half();
    form
}

fn password_form(page: &Page, user: &User) -> Form {
    let mut form = Form::new(page.language, "/account/password");
    form.hide("email", &user.email);
    form.line("old", "accounts-password-old", "")
        .kind(LineKind::Password)
        .required();
    form.line("password", "accounts-password-new", "")
        .kind(LineKind::NewPassword)
        .hint("accounts-password-hint")
        .required();
    form.line("repeated", "accounts-password-repeat", "")
        .kind(LineKind::NewPassword)
        .required();
    form.submit("accounts-password-set");
    form
}

/// Shows the own account.
pub async fn show(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    Ok(rendered(&built(&site, &seat).await?))
}

fn refused(own: &Own) -> Response {
    let mut response = rendered(own);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// Changes name, language and zone.
pub async fn save(
    State(site): State<Site>,
    seat: Seat,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let name = submitted.required_line("name");
    let language = submitted.required_choice("language", Language::from_code);
    let zone = submitted.zone("zone");
    if let (Some(language), Some(zone), true) = (language, zone, submitted.is_fine()) {
        let new = User {
            name,
            language,
            zone,
            ..seat.signed_in.user.clone()
        };
        let answer = site.app().change_self(&seat.signed_in, &new).await;
        if let Sent::Done(()) = sorted(answer, &mut submitted)? {
            let response = Flash::done("common-saved").to("/account");
            return Ok(with_language(&site, response, language));
        }
    }
    let mut own = built(&site, &seat).await?;
    own.profile.refill(&submitted);
    Ok(refused(&own))
}

/// Sets a new password.
pub async fn password(
    State(site): State<Site>,
    seat: Seat,
    knock: Knock,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let old = submitted.raw("old").to_owned();
    if old.is_empty() {
        submitted.refuse("old", "form-error-required");
    }
    let new = repeated_password(&mut submitted);
    if submitted.is_fine() {
        let visitor = knock.visitor();
        let answer = site
            .app()
            .change_password(&seat.signed_in, (&old, &new), visitor)
            .await;
        if let Sent::Done(token) = sorted(answer, &mut submitted)? {
            let response = Flash::done("accounts-password-changed").to("/account");
            return Ok(with_session(&site, response, &token));
        }
    }
    let mut own = built(&site, &seat).await?;
    own.password.refill(&submitted);
    Ok(refused(&own))
}

/// Signs one other place out.
pub async fn end_session(
    State(site): State<Site>,
    seat: Seat,
    Path(id): Path<SessionId>,
) -> Result<Response, Problem> {
    site.app().end_session(seat.signed_in.user.id, id).await?;
    Ok(Flash::done("accounts-session-ended").to("/account"))
}

/// Signs all other places out.
pub async fn end_others(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    site.app().end_other_sessions(&seat.signed_in).await?;
    Ok(Flash::done("accounts-sessions-ended").to("/account"))
}

/// Goes on in another agency.
pub async fn switch(
    State(site): State<Site>,
    seat: Seat,
    Path(agency): Path<AgencyId>,
) -> Result<Response, Problem> {
    let token = site.app().switch_agency(&seat.signed_in, agency).await?;
    let response = crate::flash::redirect("/missions");
    Ok(with_session(&site, response, &token))
}
