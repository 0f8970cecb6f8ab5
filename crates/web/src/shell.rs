//! The layers around every page: request number, guard, errors as pages, headers, cookies.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use i18n::Text;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::flash;
use crate::page::{Page, Theme, cookie, parameter};
use crate::problem::Problem;
use crate::seat;
use crate::security;
use crate::site::Site;

/// Puts the layers around the pages.
pub fn wrap(pages: Router<Site>, site: Site) -> Router {
    // Compressing an event stream would hold events back.
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream"));
    pages
        .layer(middleware::from_fn_with_state(site.clone(), frame))
        .layer(
            // Pages are made anew for each reader: quick matters more than small.
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(compressed),
        )
        .with_state(site)
}

async fn frame(State(site): State<Site>, mut request: Request, next: Next) -> Response {
    let nonce = security::nonce(site.chance());
    let id = security::request_id(site.chance());
    let uri = request.uri().clone();
    let method = request.method().clone();
    let page = Page::read(&site, &uri, request.headers(), nonce.clone(), id.clone());
    let sent = request.headers().clone();
    let public = site.settings().public_origin.as_deref();
    let allowed = security::same_site(request.method(), request.headers(), public)
        || security::is_confided(uri.path(), request.headers());
    request.extensions_mut().insert(page.clone());
    let mut response = if allowed {
        next.run(request).await
    } else {
        let problem = Problem::forbidden().saying("error-csrf-text");
        axum::response::IntoResponse::into_response(problem)
    };
    if let Some(problem) = problem_of(&response, &method) {
        if problem.status.is_server_error() {
            tracing::error!(request = %id, status = problem.status.as_u16(), detail = %problem.detail);
        }
        let headers = std::mem::take(response.headers_mut());
        response = problem.page(seat::recognised(&site, &sent, page).await);
        // What the handler set (cookies, Allow, Retry-After) stays.
        for (name, value) in &headers {
            if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
                response.headers_mut().append(name, value.clone());
            }
        }
    }
    let secure = site.settings().secure_cookies;
    set_cookies(&uri, &sent, &mut response, secure);
    let headers = response.headers_mut();
    security::add_headers(headers, &nonce, secure);
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    response
}

/// The problem that an answer carries, or that its bare status tells (an unknown path, a wrong
/// method, a body the framework refused).
fn problem_of(response: &Response<Body>, method: &Method) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let failed = status.is_client_error() || status.is_server_error();
    // A path that cannot be read, such as a broken id, is a page that does not exist.
    let unreadable = status == StatusCode::BAD_REQUEST && *method == Method::GET;
    let status = if unreadable {
        StatusCode::NOT_FOUND
    } else {
        status
    };
    (failed && plain).then(|| Problem::new(status))
}

/// Remembers a choice of language or theme, and forgets a message that was shown.
fn set_cookies(uri: &Uri, sent: &HeaderMap, response: &mut Response, secure: bool) {
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let end = if secure { "; Secure" } else { "" };
    let query = uri.query().unwrap_or_default();
    let mut cookies = Vec::new();
    let language =
        parameter(query, "lang").and_then(|code| domain::language::Language::from_code(&code));
    if let Some(language) = language {
        let code = language.code();
        cookies.push(format!(
            "lang={code}; Path=/; SameSite=Lax; Max-Age=31536000{end}"
        ));
    }
    if let Some(theme) = parameter(query, "theme").and_then(|code| Theme::from_code(&code)) {
        let code = theme.code();
        cookies.push(format!(
            "theme={code}; Path=/; SameSite=Lax; Max-Age=31536000{end}"
        ));
    }
    if html && cookie(sent, flash::COOKIE).is_some() {
        cookies.push(format!(
            "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0",
            flash::COOKIE
        ));
    }
    for cookie in cookies {
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

impl From<&'static str> for Problem {
    /// A refusal by its key.
    fn from(key: &'static str) -> Self {
        Self::refused(Text::from(key))
    }
}
