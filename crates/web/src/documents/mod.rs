//! Documents: what can be printed of a mission, for whom, in which language; issued versions;
//! and the page to which the QR code of a print leads.

mod current;
mod files;
mod show;

use app::documents::{Order, Subjects};
use app::missions::Dossier;
use axum::Router;
use axum::http::HeaderMap;
use axum::routing::get;
use domain::language::Language;
use domain::papers::PaperKind;
use serde::Deserialize;

use crate::at_hand;
use crate::page::Page;
use crate::problem::Problem;
use crate::site::Site;

/// The addresses of documents.
pub fn routes() -> Router<Site> {
    Router::new()
        .route(
            "/missions/{code}/documents",
            get(show::show).post(show::issue),
        )
        .route("/missions/{code}/documents/preview", get(files::preview))
        .route("/missions/{code}/documents/{id}", get(files::issued))
        .route("/d/{code}/{kind}", get(current::show))
}

/// An order as forms and links send it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
    language: String,
    subject: String,
    form: String,
}

impl Asked {
    /// The order, or an answer to somebody who changed an address by hand.
    fn order(&self) -> Result<Order, Problem> {
        let kind = PaperKind::from_code(&self.kind).ok_or_else(Problem::missing)?;
        let language = Language::from_code(&self.language).ok_or_else(Problem::missing)?;
        let subject = at_hand::party(&self.subject).filter(|_| kind.takes_subject());
        Ok(Order {
            kind,
            language,
            subject,
        })
    }
}

/// Scheme and host under which this reader reaches the site.
fn origin(site: &Site, headers: &HeaderMap) -> String {
    let settings = site.settings();
    if let Some(origin) = &settings.public_origin {
        return origin.trim_end_matches('/').to_owned();
    }
    let host = headers.get("host").and_then(|host| host.to_str().ok());
    let scheme = if settings.secure_cookies {
        "https"
    } else {
        "http"
    };
    format!("{scheme}://{}", host.unwrap_or("127.0.0.1"))
}

/// What a document is called: its kind and for whom it is.
fn title(page: &Page, (dossier, subjects): (&Dossier, &Subjects), order: Order) -> String {
    let Some(subject) = order.subject else {
        return page.t(&format!("documents-kind-{}", order.kind.code()));
    };
    let name = subjects.name_of(dossier, subject, page.language);
    format!("{} · {name}", single_title(page, order.kind))
}

/// What a kind of document is called when it is made for one company or member.
fn single_title(page: &Page, kind: PaperKind) -> String {
    match kind {
        PaperKind::Timetable => page.t("documents-one-timetable"),
        PaperKind::Interpreters => page.t("documents-one-interpreter"),
        other => page.t(&format!("documents-kind-{}", other.code())),
    }
}
