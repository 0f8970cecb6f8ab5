//! Signing in and out, the own account, and the users of an agency.

mod list;
mod members;
mod own;
mod sign_in;
mod teams;

use std::net::SocketAddr;

use app::accounts::{Token, Visitor};
use axum::Router;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::language::Language;

use crate::form::Choice;
use crate::page::cookie;
use crate::seat::{set_cookie, token};
use crate::site::Site;

/// The addresses of accounts.
pub fn routes() -> Router<Site> {
    Router::new()
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route(
            "/welcome/{token}",
            get(sign_in::welcome).post(sign_in::accept),
        )
        .route("/account", get(own::show).post(own::save))
        .route("/account/password", post(own::password))
        .route("/account/sessions/{id}/end", post(own::end_session))
        .route("/account/sessions/end-others", post(own::end_others))
        .route("/account/agency/{id}", post(own::switch))
        .route("/accounts", get(list::list))
        .route("/accounts/new", get(members::new).post(members::invite))
        .route("/accounts/{id}", get(members::edit).post(members::save))
        .route("/accounts/{id}/remove", post(members::remove))
        .route("/accounts/{id}/restore", post(members::restore))
        .route("/accounts/{id}/link", post(members::link))
        .route("/accounts/teams", get(teams::list).post(teams::make))
        .route("/accounts/teams/{id}", get(teams::edit).post(teams::rename))
        .route("/accounts/teams/{id}/delete", post(teams::delete))
}

/// Zones offered where one is typed; any other of the IANA list is taken as well.
const ZONES: [&str; 12] = [
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Singapore",
    "Asia/Dubai",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Paris",
    "Europe/Istanbul",
    "America/New_York",
    "America/Los_Angeles",
    "UTC",
];

/// The languages as entries of a form, each in its own name.
fn languages() -> Vec<Choice> {
    Language::ALL
        .map(|language| Choice::new(language.code(), language.endonym()))
        .into()
}

/// Who knocks, as far as a request tells.
pub(crate) struct Knock {
    address: String,
    browser: String,
    token: Option<String>,
    host: String,
    chose_language: bool,
    request: String,
}

impl FromRequestParts<Site> for Knock {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        let text = |name: header::HeaderName| {
            let value = parts.headers.get(name).and_then(|v| v.to_str().ok());
            value.unwrap_or_default().to_owned()
        };
        let page = parts.extensions.get::<crate::page::Page>();
        Ok(Self {
            address: address(parts, site),
            browser: browser(&text(header::USER_AGENT)),
            token: token(site, &parts.headers),
            host: text(header::HOST),
            chose_language: cookie(&parts.headers, "lang").is_some(),
            request: page.map(|page| page.request_id.clone()).unwrap_or_default(),
        })
    }
}

impl Knock {
    pub(crate) fn visitor(&self) -> Visitor<'_> {
        Visitor {
            address: &self.address,
            browser: &self.browser,
            token: self.token.as_deref(),
            request: &self.request,
        }
    }

    /// The full address of a path, to be handed over.
    fn link(&self, site: &Site, path: &str) -> String {
        match &site.settings().public_origin {
            Some(origin) => format!("{}{path}", origin.trim_end_matches('/')),
            None => format!("http://{}{path}", self.host),
        }
    }
}

/// The network address that asks. Only behind the configured proxy, which is on this machine, is
/// its word for it taken, and only its last one: everything before could be invented.
fn address(parts: &Parts, site: &Site) -> String {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|ConnectInfo(peer)| peer.ip());
    let proxied = site.settings().public_origin.is_some() && peer.is_none_or(|ip| ip.is_loopback());
    let forwarded = parts.headers.get("x-forwarded-for").filter(|_| proxied);
    let told = forwarded
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .map(|last| last.trim().to_owned());
    told.or_else(|| peer.map(|ip| ip.to_string()))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// What a browser calls itself, in short: `Firefox, Linux`.
fn browser(agent: &str) -> String {
    let first = |known: &[(&str, &str)]| {
        let hit = known.iter().find(|(mark, _)| agent.contains(mark));
        hit.map(|(_, name)| (*name).to_owned())
    };
    let program = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("MicroMessenger", "WeChat"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("HarmonyOS", "HarmonyOS"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (program, system) {
        (Some(program), Some(system)) => format!("{program}, {system}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => agent.chars().take(40).collect(),
    }
}

/// Gives a response the session's new cookie.
fn with_session(site: &Site, mut response: Response, token: &Token) -> Response {
    add_cookie(&mut response, &set_cookie(site, token.as_str()));
    response
}

/// Makes the browser remember the language of an account.
fn with_language(site: &Site, mut response: Response, language: Language) -> Response {
    let secure = if site.settings().secure_cookies {
        "; Secure"
    } else {
        ""
    };
    let code = language.code();
    add_cookie(
        &mut response,
        &format!("lang={code}; Path=/; SameSite=Lax; Max-Age=31536000{secure}"),
    );
    response
}

fn add_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_in_short() {
        let agents = [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Firefox, Linux",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19 Safari/604",
                "Safari, iPhone",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140",
                "Edge, Windows",
            ),
            ("curl/8.5", "curl/8.5"),
            ("", ""),
        ];
        for (agent, name) in agents {
            assert_eq!(browser(agent), name);
        }
    }
}
