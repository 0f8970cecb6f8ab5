//! A page with one form: shown, sent, refused with what was typed, or overtaken by somebody.

use app::{AppError, Caller};
use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use sha2::{Digest, Sha256};

use crate::conflict::Conflict;
use crate::form::{Form, Submitted};
use crate::kit::{Header, Html};
use crate::page::Page;
use crate::problem::{Problem, rendered};
use crate::seat::{Seat, refusal_text};
use crate::site::Site;

/// A page with one form.
#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Sheet {
    page: Page,
    header: Header,
    before: Html,
    form: Option<Form>,
    conflict: Option<Conflict>,
}

impl Sheet {
    /// A page with a form under a head. The tab in the browser says both what is done here and
    /// where it belongs.
    #[must_use]
    pub fn new(mut page: Page, header: Header, form: Form) -> Self {
        if page.title.is_empty() {
            page.title.clone_from(&header.title);
        } else if page.title != header.title {
            page.title = format!("{} – {}", header.title, page.title);
        }
        Self {
            page,
            header,
            before: Html::default(),
            form: Some(form),
            conflict: None,
        }
    }

    /// Puts something between the head and the form.
    #[must_use]
    pub fn before(mut self, what: impl Into<Html>) -> Self {
        self.before = what.into();
        self
    }

    /// The page as it is first seen.
    #[must_use]
    pub fn shown(&self) -> Response {
        rendered(self)
    }

    /// The page again, with what was typed and what is wrong with it.
    #[must_use]
    pub fn again(mut self, submitted: &Submitted) -> Response {
        if let Some(form) = &mut self.form {
            form.refill(submitted);
        }
        let mut response = rendered(&self);
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
    }

    /// Both sides of a lost race; the form must have been built from the record as it stands now.
    #[must_use]
    pub fn overtaken(mut self, submitted: &Submitted, version: i64) -> Response {
        self.conflict = self
            .form
            .take()
            .map(|form| Conflict::new(&form, submitted, version));
        let mut response = rendered(&self);
        *response.status_mut() = StatusCode::CONFLICT;
        response
    }

    /// The page after a form was not done: both sides of a lost race, or what is wrong.
    #[must_use]
    pub fn back<T>(self, submitted: &Submitted, sent: &Sent<T>) -> Response {
        match sent {
            Sent::Overtaken(version) => self.overtaken(submitted, *version),
            Sent::Refused | Sent::Done(_) => self.again(submitted),
        }
    }
}

/// What became of a form that was sent.
#[derive(Debug)]
pub enum Sent<T> {
    /// It was done.
    Done(T),
    /// A rule refuses it; the reason stands beside its field.
    Refused,
    /// Somebody else was faster; the record stands at this version now.
    Overtaken(i64),
}

/// Sorts the answer of a use case: refusals go beside their fields, a lost race is shown, and
/// everything else is a problem.
///
/// # Errors
/// What the person cannot mend in this form.
pub fn sorted<T>(
    answer: Result<T, AppError>,
    submitted: &mut Submitted,
) -> Result<Sent<T>, Problem> {
    match answer {
        Ok(value) => Ok(Sent::Done(value)),
        Err(AppError::Refused(refusal)) => {
            submitted.refuse(refusal.field.unwrap_or_default(), refusal_text(&refusal));
            Ok(Sent::Refused)
        }
        Err(AppError::Conflict(theirs)) => Ok(Sent::Overtaken(theirs.version)),
        Err(other) => Err(other.into()),
    }
}

/// A key for a fresh form, so that sending it twice does the thing once.
#[must_use]
pub fn fresh_key(site: &Site) -> String {
    let mut bytes = [0; 16];
    site.chance().fill(&mut bytes);
    hex(&bytes)
}

/// The caller acting under the key of a form. The key covers what was typed, so that only the
/// same content sent again counts as a repetition.
#[must_use]
pub fn caller_once(seat: &Seat, submitted: &Submitted) -> Caller {
    let key = submitted.key().map(|_| {
        let mut digest = Sha256::new();
        for (name, value) in submitted.pairs() {
            digest.update(name.as_bytes());
            digest.update([0]);
            digest.update(value.as_bytes());
            digest.update([0]);
        }
        hex(&digest.finalize())
    });
    seat.caller.clone().with_key(key)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use app::Refusal;

    #[test]
    fn a_refusal_stands_beside_its_field() {
        let mut submitted = Submitted::default();
        let refusal = Refusal::new("refused-due-missing").at("due");
        let sent = sorted::<()>(Err(AppError::Refused(refusal)), &mut submitted).unwrap();
        assert!(matches!(sent, Sent::Refused));
        assert!(submitted.errors().get("due").is_some());
        assert!(!submitted.is_fine());
    }

    #[test]
    fn what_a_form_cannot_mend_is_a_problem() {
        let mut submitted = Submitted::default();
        let problem = sorted::<()>(Err(AppError::Missing), &mut submitted).unwrap_err();
        assert_eq!(problem.status, StatusCode::NOT_FOUND);
        assert!(submitted.is_fine());
    }
}
