//! Who sits before the page: the extractor that every handler behind the sign-in takes.

use app::accounts::SignedIn;
use app::{AppError, Caller};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::access::{Action, Subject};
use domain::accounts::UserRole;
use i18n::{Text, Value};

use crate::flash::redirect;
use crate::page::{Account, Page, cookie};
use crate::problem::Problem;
use crate::site::Site;

/// The cookie of the session where cookies are for HTTPS only.
const SECURE_COOKIE: &str = "__Host-session";
/// The cookie of the session on the loopback.
const PLAIN_COOKIE: &str = "session";

/// The name of the session's cookie.
#[must_use]
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The session token of a request.
#[must_use]
pub fn token(site: &Site, headers: &HeaderMap) -> Option<String> {
    cookie(headers, cookie_name(site.settings().secure_cookies)).filter(|t| !t.is_empty())
}

/// The `Set-Cookie` that begins (or, with an empty token, ends) a session.
#[must_use]
pub fn set_cookie(site: &Site, token: &str) -> String {
    let secure = site.settings().secure_cookies;
    let name = cookie_name(secure);
    let flag = if secure { "; Secure" } else { "" };
    let age = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax{flag}{age}")
}

/// Somebody who is signed in, with the page that is made for them.
#[derive(Debug, Clone)]
pub struct Seat {
    /// Who calls use cases.
    pub caller: Caller,
    /// The frame of the page.
    pub page: Page,
    /// The session and what belongs to it.
    pub signed_in: SignedIn,
}

impl FromRequestParts<Site> for Seat {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Response> {
        let page = Page::from_request_parts(parts, site)
            .await
            .map_err(IntoResponse::into_response)?;
        let found = match token(site, &parts.headers) {
            Some(token) => site.app().signed_in(&token).await,
            None => Ok(None),
        };
        match found.map_err(Problem::from) {
            Ok(Some(signed_in)) => Ok(Self::of(signed_in, page)),
            Ok(None) => Err(turned_away(&parts.method, &page.address)),
            Err(problem) => Err(problem.into_response()),
        }
    }
}

impl Seat {
    fn of(signed_in: SignedIn, mut page: Page) -> Self {
        let role = signed_in.membership.role;
        let caller = signed_in
            .caller(page.request_id.clone())
            .speaking(page.language);
        page.account = Some(Account {
            name: signed_in.user.name.clone(),
            agency: signed_in.agency.name.clone(),
            role: page.t(&format!("accounts-role-{}", role.code())),
            administers: role == UserRole::Administrator,
            audits: caller.may(Action::View, Subject::Audit, None),
        });
        Self {
            caller,
            page,
            signed_in,
        }
    }
}

/// The page of a request as its reader should see it, where nobody asked who they are: error
/// pages keep the navigation of who is signed in.
pub async fn recognised(site: &Site, headers: &HeaderMap, page: Page) -> Page {
    let Some(token) = token(site, headers) else {
        return page;
    };
    match site.app().signed_in(&token).await {
        Ok(Some(signed_in)) => Seat::of(signed_in, page).page,
        _ => page,
    }
}

/// A reader is led to the sign-in and back; anything else is refused.
fn turned_away(method: &Method, address: &str) -> Response {
    if *method == Method::GET || *method == Method::HEAD {
        let next: String = form_urlencoded::byte_serialize(address.as_bytes()).collect();
        redirect(&format!("/sign-in?next={next}"))
    } else {
        Problem::new(StatusCode::UNAUTHORIZED).into_response()
    }
}

/// The words of a refusal.
#[must_use]
pub fn refusal_text(refusal: &app::Refusal) -> Text {
    refusal
        .args
        .iter()
        .fold(Text::new(refusal.key), |text, (name, value)| {
            text.with(name, Value::Text(value.clone()))
        })
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Missing => Self::missing(),
            AppError::Forbidden => Self::forbidden(),
            AppError::Refused(refusal) => Self::refused(refusal_text(&refusal)),
            AppError::Conflict(_) => Self::new(StatusCode::CONFLICT),
            AppError::Busy(detail) | AppError::Passing(detail) => Self {
                detail,
                ..Self::new(StatusCode::SERVICE_UNAVAILABLE)
            },
            AppError::DiskFull => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE).saying("refused-disk-full")
            }
            AppError::Internal(detail) => Self::broken(detail),
        }
    }
}
