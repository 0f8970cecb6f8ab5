//! At the door: sign-in, sign-out, and the page behind a one-time link.

use app::AppError;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::accounts::User;
use serde::Deserialize;

use super::{Knock, add_cookie, with_language, with_session};
use crate::flash::{Flash, Tone, redirect};
use crate::form::{Form, LineKind, Submitted};
use crate::kit::Link;
use crate::page::{Page, Section};
use crate::problem::{Problem, rendered};
use crate::seat::{Seat, set_cookie};
use crate::sheet::{Sent, sorted};
use crate::site::Site;

/// A page with one form and no navigation.
#[derive(Template)]
#[template(path = "accounts/door.html")]
struct DoorPage {
    page: Page,
    heading: String,
    words: String,
    form: Form,
    demo: Vec<Link>,
}

impl DoorPage {
    fn new(site: &Site, mut page: Page, heading: &'static str, form: Form) -> Self {
        page = page.at(Section::Elsewhere, heading);
        page.bare = true;
        let demo = site.settings().demo.iter().map(|user| {
            let label = page.t(&format!("accounts-demo-{}", user.word));
            Link::new(format!("/demo/sign-in/{}", user.word), label)
        });
        Self {
            heading: page.t(heading),
            words: String::new(),
            form,
            demo: demo.collect(),
            page,
        }
    }

    fn again(mut self, submitted: &Submitted, status: StatusCode) -> Response {
        self.form.refill(submitted);
        let mut response = rendered(&self);
        *response.status_mut() = status;
        response
    }
}

/// Where to go after the sign-in.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// A path of this site, never another's: browsers read `//` and `/\` as the name of a host.
fn own_path(next: &str) -> &str {
    let own = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && !next.contains(|c: char| c.is_control());
    if own { next } else { "/missions" }
}

fn sign_in_form(page: &Page, next: &str) -> Form {
    let mut form = Form::new(page.language, "/sign-in");
    form.line("email", "accounts-email", "")
        .kind(LineKind::Email)
        .required();
    form.line("password", "accounts-password", "")
        .kind(LineKind::Password)
        .required();
    form.hide("next", own_path(next));
    form.submit("common-sign-in");
    form
}

/// The sign-in.
pub async fn show(
    State(site): State<Site>,
    page: Page,
    Query(Next { next }): Query<Next>,
) -> Response {
    let form = sign_in_form(&page, next.as_deref().unwrap_or("/missions"));
    rendered(&DoorPage::new(&site, page, "common-sign-in", form))
}

/// Signs in.
pub async fn enter(
    State(site): State<Site>,
    page: Page,
    knock: Knock,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let next = own_path(submitted.raw("next")).to_owned();
    let email = submitted.required_line("email");
    let password = submitted.raw("password").to_owned();
    if password.is_empty() {
        submitted.refuse("password", "form-error-required");
    }
    if submitted.is_fine() {
        let answer = site.app().sign_in(&email, &password, knock.visitor()).await;
        let status = status_of(&answer);
        match sorted(answer, &mut submitted)? {
            Sent::Done((token, user)) => {
                let mut response = with_session(&site, redirect(&next), &token);
                if !knock.chose_language {
                    response = with_language(&site, response, user.language);
                }
                return Ok(response);
            }
            Sent::Refused | Sent::Overtaken(_) => {
                let form = sign_in_form(&page, &next);
                let page = DoorPage::new(&site, page, "common-sign-in", form);
                return Ok(page.again(&submitted, status));
            }
        }
    }
    let form = sign_in_form(&page, &next);
    let page = DoorPage::new(&site, page, "common-sign-in", form);
    Ok(page.again(&submitted, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Too many tries have a status of their own, so that programs understand it as well.
fn status_of<T>(answer: &Result<T, AppError>) -> StatusCode {
    match answer {
        Err(AppError::Refused(refusal)) if refusal.key == "refused-wait" => {
            StatusCode::TOO_MANY_REQUESTS
        }
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Signs out.
pub async fn leave(State(site): State<Site>, seat: Seat) -> Result<Response, Problem> {
    let who = &seat.signed_in;
    site.app().end_session(who.user.id, who.session).await?;
    let mut response = Flash::new(Tone::Done, "accounts-signed-out").to("/sign-in");
    add_cookie(&mut response, &set_cookie(&site, ""));
    Ok(response)
}

fn welcome_form(page: &Page, token: &str, user: &User) -> Form {
    let mut form = Form::new(page.language, format!("/welcome/{token}"));
    form.line("email", "accounts-email", &user.email)
        .kind(LineKind::Email);
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

fn welcome_page(site: &Site, page: Page, token: &str, user: &User) -> DoorPage {
    let form = welcome_form(&page, token, user);
    let words = page.t1("accounts-welcome-words", "name", user.name.as_str());
    let mut page = DoorPage::new(site, page, "accounts-welcome", form);
    page.words = words;
    page.demo.clear();
    page
}

/// The page behind a one-time link.
pub async fn welcome(
    State(site): State<Site>,
    page: Page,
    knock: Knock,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let user = site
        .app()
        .welcome(&token, knock.visitor())
        .await
        .map_err(slow)?;
    Ok(rendered(&welcome_page(&site, page, &token, &user)))
}

/// Sets the password and signs in.
pub async fn accept(
    State(site): State<Site>,
    page: Page,
    knock: Knock,
    Path(token): Path<String>,
    mut submitted: Submitted,
) -> Result<Response, Problem> {
    let user = site
        .app()
        .welcome(&token, knock.visitor())
        .await
        .map_err(slow)?;
    let new = repeated_password(&mut submitted);
    if submitted.is_fine() {
        let answer = site.app().accept_link(&token, &new, knock.visitor()).await;
        if let Sent::Done((session, user)) = sorted(answer, &mut submitted)? {
            let response = Flash::done("accounts-password-changed").to("/missions");
            let response = with_language(&site, response, user.language);
            return Ok(with_session(&site, response, &session));
        }
    }
    let page = welcome_page(&site, page, &token, &user);
    Ok(page.again(&submitted, StatusCode::UNPROCESSABLE_ENTITY))
}

/// A new password that was typed twice alike; passwords are taken as they are, blanks and all.
pub fn repeated_password(submitted: &mut Submitted) -> String {
    let new = submitted.raw("password").to_owned();
    if new.is_empty() {
        submitted.refuse("password", "form-error-required");
    } else if submitted.raw("repeated") != new {
        submitted.refuse("repeated", "accounts-password-differs");
    }
    new
}

fn slow(error: AppError) -> Problem {
    match &error {
        AppError::Refused(refusal) if refusal.key == "refused-wait" => {
            Problem::new(StatusCode::TOO_MANY_REQUESTS)
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_the_sign_in_nobody_is_led_to_another_site() {
        for own in ["/missions/LN-DE-2023", "/search?q=a&lang=de"] {
            assert_eq!(own_path(own), own);
        }
        for foreign in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "evil",
            "/a\r\nb",
        ] {
            assert_eq!(own_path(foreign), "/missions", "{foreign:?}");
        }
    }
}
