//! What went wrong, as people are told: a page that says so and offers ways out.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use i18n::Text;

use crate::page::Page;

/// A refusal or failure. The shell turns it into a page in the reader's language.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// What to tell the person, if more is known than the status says.
    pub text: Option<Text>,
    /// What to tell the operator; never shown.
    pub detail: String,
}

impl Problem {
    /// A problem that its status explains.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        Self {
            status,
            text: None,
            detail: String::new(),
        }
    }

    /// No such page, or not for this person to see: both answer alike.
    #[must_use]
    pub fn missing() -> Self {
        Self::new(StatusCode::NOT_FOUND)
    }

    /// The person may see it but not do this.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN)
    }

    /// Refused with a reason that the person can act on.
    #[must_use]
    pub fn refused(text: impl Into<Text>) -> Self {
        Self {
            text: Some(text.into()),
            ..Self::new(StatusCode::UNPROCESSABLE_ENTITY)
        }
    }

    /// Our own failure; the detail goes to the log only.
    #[must_use]
    pub fn broken(detail: impl std::fmt::Display) -> Self {
        Self {
            detail: detail.to_string(),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR)
        }
    }

    /// Adds what to tell the person.
    #[must_use]
    pub fn saying(mut self, text: impl Into<Text>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The page that tells it.
    #[must_use]
    pub fn page(&self, mut page: Page) -> Response {
        let code = match self.status.as_u16() {
            known @ (401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 503) => known,
            400 | 415 => 422,
            _ => 500,
        };
        let title = page.t(&format!("error-{code}-title"));
        let text = match &self.text {
            Some(text) => page.text(text),
            None => page.t(&format!("error-{code}-text")),
        };
        page.title.clone_from(&title);
        let signed_in = page.account.is_some();
        let template = ProblemPage {
            page,
            code,
            title,
            text,
            signed_in,
        };
        (self.status, rendered(&template)).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[derive(Template)]
#[template(path = "problem.html")]
struct ProblemPage {
    page: Page,
    code: u16,
    title: String,
    text: String,
    signed_in: bool,
}

/// Renders a page. Templates are typed, so failing is a fault of ours.
pub fn rendered(template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => Html(html).into_response(),
        Err(error) => Problem::broken(error).into_response(),
    }
}
